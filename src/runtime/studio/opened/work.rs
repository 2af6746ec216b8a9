//! The thread that reads and changes the open session.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::core::rubric::changes::Change;
use crate::io::packs::Packs;
use crate::io::report::folder::Folder;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::error::SessionError;
use crate::io::session::record::Answer;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::io::session::writer::SessionWriter;
use crate::runtime::rescore::rescore_in;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::opened::Job;
use crate::runtime::studio::opened::News;
use crate::runtime::studio::opened::Opened;
use crate::runtime::studio::opened::envelope::Envelope;
use crate::runtime::studio::opened::page::Page;
use crate::runtime::studio::opened::page::place_of;
use crate::runtime::told;

/// What the thread owns.
pub(super) struct Clerk {
    store: Store,
    packs: Arc<Packs>,
    board: Board<Opened>,
    page: Option<Arc<Page>>,
    asked: u64,
}

/// Why something was not done, for a person.
type Why = String;

impl Clerk {
    pub(super) fn new(store: Store, packs: Arc<Packs>, board: Board<Opened>) -> Self {
        Self { store, packs, board, page: None, asked: 0 }
    }

    pub(super) fn work(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            self.asked += 1;
            let news = match job {
                Job::Open(id) => Ok(self.open(&id)),
                Job::Correct { answer, word, said } => self.correct(answer, word, &said),
                Job::Undo { answer } => self.undo(answer),
                Job::Rescore => self.rescore(),
                Job::Export { format, folder } => self.export(format, &folder).map(News::Exported),
            };
            self.show(news.unwrap_or_else(News::Fault));
            self.outline();
        }
    }

    fn show(&self, news: News) {
        self.board.show(Opened { page: self.page.clone(), news: Some((self.asked, news)) });
    }

    fn open(&mut self, id: &str) -> News {
        // The one before is gone whatever comes of this.
        self.page = None;
        match self.read(id) {
            Ok(page) => {
                self.page = Some(Arc::new(page));
                News::Opened
            }
            Err(fault) => News::NotOpened(fault.to_string()),
        }
    }

    fn read(&self, id: &str) -> Result<Page, SessionError> {
        let listed = self.store.find(id)?;
        match &listed.session {
            Ok(session) => Ok(Page::of(&listed, session, &self.packs)),
            Err(_) => Err(listed.session.err().unwrap_or(SessionError::Interrupted { id: id.to_owned() })),
        }
    }

    /// Reads the open session again, with the outline that was drawn before.
    fn read_again(&mut self, changes: Vec<(usize, Vec<Change>)>) -> Result<(), Why> {
        let before = self.page.clone().ok_or_else(nothing_open)?;
        let mut page = self.read(&before.id).map_err(|fault| fault.to_string())?;
        if let (Some(new), Some(old)) = (&mut page.sound, &before.sound) {
            new.envelope.clone_from(&old.envelope);
        }
        for (n, changes) in changes {
            if let Some(answer) = page.answers.get_mut(n) {
                answer.changes = changes;
            }
        }
        self.page = Some(Arc::new(page));
        Ok(())
    }

    /// Reads the outline after everything else was shown.
    fn outline(&mut self) {
        let Some(page) = &mut self.page else { return };
        let Some(sound) = page.sound.as_ref().filter(|sound| sound.envelope.is_none()) else { return };
        let envelope = Arc::new(Envelope::of_file(&sound.path).unwrap_or_default());
        let page = Arc::make_mut(page);
        if let Some(sound) = &mut page.sound {
            sound.envelope = Some(envelope);
        }
        let news = self.board.newest().news.clone();
        self.board.show(Opened { page: self.page.clone(), news });
    }

    fn change<R>(
        &self,
        work: impl FnOnce(&mut SessionWriter, &Packs) -> Result<R, SessionError>,
    ) -> Result<R, Why> {
        let page = self.page.as_ref().ok_or_else(nothing_open)?;
        let changed = self.store.change(&page.id).and_then(|mut writer| work(&mut writer, &self.packs));
        changed.map_err(|fault| fault.to_string())
    }

    fn correct(&mut self, n: usize, word: usize, said: &str) -> Result<News, Why> {
        let changes = self.change(|writer, packs| {
            let place = writer.session().answers.get(n).and_then(|answer| place_of(answer, word));
            let Some((turn, word)) = place else { return Ok(None) };
            let mut done = false;
            writer.change(|session| done = session.answers[n].correct(turn, word, said, Stamp::now()))?;
            if done { judge(writer, packs, n).map(Some) } else { Ok(None) }
        })?;
        let Some(changes) = changes else {
            return Err("only words that were heard can be corrected".to_owned());
        };
        self.read_again(vec![(n, changes)])?;
        Ok(News::Corrected)
    }

    fn undo(&mut self, n: usize) -> Result<News, Why> {
        let changes = self.change(|writer, packs| {
            let mut undone = None;
            writer.change(|session| undone = session.answers.get_mut(n).and_then(Answer::undo_correction))?;
            if undone.is_some() { judge(writer, packs, n).map(Some) } else { Ok(None) }
        })?;
        let Some(changes) = changes else { return Err("there is no correction to take back".to_owned()) };
        self.read_again(vec![(n, changes)])?;
        Ok(News::Corrected)
    }

    fn rescore(&mut self) -> Result<News, Why> {
        let changes = self.change(|writer, packs| {
            let all = 0..writer.session().answers.len();
            all.map(|n| Ok((n, judge(writer, packs, n)?))).collect::<Result<Vec<_>, SessionError>>()
        })?;
        let changed = changes.iter().any(|(_, changes)| !changes.is_empty());
        self.read_again(changes)?;
        Ok(News::Rescored(changed))
    }

    fn export(&self, format: Format, folder: &Path) -> Result<PathBuf, Why> {
        let page = self.page.as_ref().ok_or_else(nothing_open)?;
        let listed = self.store.find(&page.id).map_err(|fault| fault.to_string())?;
        let session = listed.session.as_ref().map_err(ToString::to_string)?;
        let reports = session.answers.iter();
        let reports: Vec<String> =
            reports.filter_map(|answer| told::report(session, answer, format, TextLook::default())).collect();
        let mut folder = Folder::open(folder).map_err(|fault| fault.to_string())?;
        let named = PathBuf::from(format!("{}.session", page.id));
        let mut first = None;
        for report in &reports {
            let name = folder.name_for(&named, format.extension());
            let path = folder.write(&name, report.as_bytes()).map_err(|fault| fault.to_string())?;
            first.get_or_insert(path);
        }
        if let Some(sound) = listed.audio() {
            let name = folder.name_for(&named, "wav");
            let path = folder.copy(&name, &sound).map_err(|fault| fault.to_string())?;
            first.get_or_insert(path);
        }
        first.ok_or_else(|| "there is nothing to export: no answer was judged".to_owned())
    }
}

fn nothing_open() -> Why {
    "no session is open".to_owned()
}

/// A question whose pack is gone keeps the verdict it has.
fn judge(writer: &mut SessionWriter, packs: &Packs, n: usize) -> Result<Vec<Change>, SessionError> {
    let rubric = writer.session().answers.get(n).and_then(|answer| packs.get(&answer.question));
    let Some(rubric) = rubric else { return Ok(Vec::new()) };
    Ok(rescore_in(writer, rubric, n, Stamp::now())?.changes)
}
