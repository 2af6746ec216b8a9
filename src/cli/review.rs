//! `pushback review`: a recording in, an interviewer's report out.

use std::num::NonZeroUsize;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::look;
use crate::cli::output;
use crate::cli::progress::Progress;
use crate::cli::rubrics;
use crate::cli::sessions;
use crate::core::recording::Recording;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::verdict::Verdict;
use crate::io::models;
use crate::io::packs::FIRST_QUESTION;
use crate::io::report::ReportInput;
use crate::io::report::folder::Folder;
use crate::io::report::format::Format;
use crate::io::report::text::TextLook;
use crate::io::session::stamp::Stamp;
use crate::io::session::store::Store;
use crate::runtime::keep::KeepError;
use crate::runtime::keep::Reviewed;
use crate::runtime::keep::keep;
use crate::runtime::listener::Listener;
use crate::runtime::review;
use crate::runtime::review::Fault;
use crate::runtime::review::Step;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pushback review answer.wav
  pushback review answer.m4a --format html --out reports
  pushback review *.mp3 --format json --out reports --jobs 2
  pushback review --keep answer.m4a

WAV, MP3, M4A/AAC, FLAC and OGG Vorbis are read. Nothing leaves this machine.")]
pub(crate) struct Review {
    /// Recordings to judge
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Which question was answered
    #[arg(short, long, value_name = "ID", default_value = FIRST_QUESTION)]
    question: String,

    /// Speech model: a name of `pushback models list`, or a file
    #[arg(short, long, value_name = "NAME|PATH", env = "PUSHBACK_MODEL")]
    model: Option<String>,

    /// How the report is written
    #[arg(short, long, default_value = "text")]
    format: Format,

    /// Folder for the reports, one a recording; without it they are printed
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// How many recordings to work on at once; each loads a model of its own
    #[arg(short, long, value_name = "N", default_value = "1")]
    jobs: NonZeroUsize,

    /// Store each review as a session: sound, words and verdict; see `pushback sessions`
    #[arg(short, long)]
    keep: bool,

    /// The data folder for --keep, in the place of yours
    #[arg(long, value_name = "DIR", requires = "keep")]
    data: Option<PathBuf>,
}

impl Review {
    /// Whether a session is made of each recording.
    pub(crate) fn keeps(&self) -> bool {
        self.keep
    }

    /// The data folder that was named.
    pub(crate) fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// What is wrong with arguments that are right one by one.
    pub(crate) fn misuse(&self) -> Option<&'static str> {
        let pages = self.format == Format::Html && self.files.len() > 1 && self.out.is_none();
        pages.then_some("several HTML pages cannot be printed one after the other: name a folder with --out")
    }
}

/// Reviews every file, in order.
pub(crate) fn run(args: &Review) -> Result<(), Failure> {
    let packs = rubrics::load()?;
    let rubric = rubrics::find(&packs, &args.question)?;
    let model =
        args.model.as_deref().map(|m| models::resolve(Some(m))).transpose().map_err(|e| Failure::of(&e))?;
    // Before anything is written, so that nothing is left behind.
    let stop = interrupt::watch()?;
    let folder = args.out.as_deref().map(Folder::open).transpose()?;
    let store = args.keep.then(|| sessions::open(args.data.as_deref())).transpose()?;
    let names = args.files.iter().map(|f| name(f)).collect();
    let progress = Progress::new(names);
    let mut desk = Desk { args, rubric, folder, store, progress, failed: false, stop: &stop };
    let make = || Listener::new(model.clone());
    let listened = review::listen_all(&args.files, args.jobs, make, &stop, |step| desk.take(step));
    listened.map_err(|e| Failure::file("cannot start", Path::new("a thread"), &e))?;
    desk.close()
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// Judges what was heard and puts the reports where they belong.
struct Desk<'a> {
    args: &'a Review,
    rubric: &'a Rubric,
    folder: Option<Folder>,
    store: Option<Store>,
    progress: Progress,
    failed: bool,
    stop: &'a AtomicBool,
}

impl Desk<'_> {
    fn take(&mut self, step: Step) {
        match step {
            Step::Heard { file, share } => self.progress.heard(file, share),
            // What comes after a stop is a consequence of it.
            Step::Done { result: Err(_), .. } if self.stopped() => {}
            Step::Done { file, result } => {
                if let Err(failure) = self.report(file, result) {
                    self.failed = true;
                    self.progress.aside(|| anstream::eprintln!("pushback: {failure}"));
                }
            }
        }
    }

    fn report(&mut self, file: usize, result: Result<Box<Recording>, Fault>) -> Result<(), Failure> {
        let path = &self.args.files[file];
        let recording = result.map_err(|fault| fault_of(path, &fault))?;
        let verdict = self.rubric.judge(&recording.transcript);
        let text = self.render(&recording, &verdict);
        let place = if let Some(folder) = &mut self.folder {
            let name = folder.name_for(path, self.args.format.extension());
            let written = folder.write(&name, text.as_bytes())?;
            format!("written to {}", written.display())
        } else {
            self.progress.aside(|| self.print(&text))?;
            "done".to_owned()
        };
        for warning in &recording.warnings {
            self.progress.aside(|| anstream::eprintln!("{}: warning: {warning}", recording.name));
        }
        // After the report, so that a full disk costs nothing that was found out.
        let kept = self.keep(path, &recording, &verdict);
        let place = kept
            .as_ref()
            .ok()
            .and_then(Option::as_ref)
            .map_or(place.clone(), |id| format!("{place}, kept as {id}"));
        self.progress.done(file, &place);
        kept.map(drop)
    }

    fn keep(&self, path: &Path, recording: &Recording, verdict: &Verdict) -> Result<Option<String>, Failure> {
        let Some(store) = &self.store else { return Ok(None) };
        let reviewed = Reviewed { path, recording, question_text: self.rubric.question(), verdict };
        match keep(store, &reviewed, Stamp::now(), self.stop) {
            Ok(id) => Ok(Some(id)),
            // Said once for all files at the end.
            Err(KeepError::Stopped) => Ok(None),
            Err(error) => Err(Failure::of(&error)),
        }
    }

    fn render(&self, recording: &Recording, verdict: &Verdict) -> String {
        let input = ReportInput {
            name: &recording.name,
            question_text: self.rubric.question(),
            recording: Some(recording),
            transcript: &recording.transcript,
            verdict,
            asked: &[],
        };
        let look = if self.folder.is_some() { TextLook::default() } else { look::terminal() };
        self.args.format.render(&input, look)
    }

    /// Several reports are told apart by an empty line; JSON needs none.
    fn print(&self, text: &str) -> Result<(), Failure> {
        let between = if self.args.files.len() > 1 && self.args.format != Format::Json { "\n" } else { "" };
        let text = format!("{text}{between}");
        match self.args.format {
            Format::Text => output::print_styled(&text),
            _ => output::print(text.as_bytes()),
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn close(self) -> Result<(), Failure> {
        match (self.stopped(), self.failed) {
            (true, _) => Err(Failure::interrupted()),
            (false, true) => Err(Failure::told()),
            (false, false) => Ok(()),
        }
    }
}

/// An error that does not name the recording gets its name.
fn fault_of(path: &Path, fault: &Fault) -> Failure {
    let failure = Failure::of(fault.as_ref());
    if failure.what.contains(&name(path)) {
        failure
    } else {
        Failure { what: format!("{}: {}", path.display(), failure.what), ..failure }
    }
}
