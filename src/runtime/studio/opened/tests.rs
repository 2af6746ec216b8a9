//! A session that is opened, corrected, taken back and exported through the real store.

use std::time::Duration;
use std::time::Instant;

use super::*;
use crate::io::places::Places;
use crate::io::session::record::Answer;
use crate::io::session::record::AskedProbe;
use crate::io::session::record::Kind;
use crate::io::session::record::Said;
use crate::io::session::record::Turn;
use crate::io::session::record::Word;
use crate::io::session::stamp::Stamp;

const ANSWER: &str = "Last spring I deleted the wrong customer table because I did not check which machine I was on. \
    About two hundred shops could not take orders for an hour. I tolled my manager ten minutes later, before anybody \
    had noticed, and I restored the table from the backup myself. Since then I type the name of the machine first.";

struct Ground {
    _folder: tempfile::TempDir,
    store: Store,
    session: OpenedSession,
    id: String,
}

fn heard(text: &str, from: usize) -> Said {
    let words = text.split_whitespace().enumerate();
    Said::Heard(
        words.map(|(n, word)| Word(word.to_owned(), from + n * 300, from + n * 300 + 250, 0.9)).collect(),
    )
}

fn ground() -> Ground {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(&Places::in_folder(folder.path()));
    let packs = Arc::new(Packs::load(None).unwrap());
    let mut writer = store.create(Kind::Practise, "Ownership", Stamp::now()).unwrap();
    let mut audio = writer.audio().unwrap();
    audio.push(&vec![0.25; 48_000]).unwrap();
    audio.finish().unwrap();
    let probe = AskedProbe {
        dimension: "proof".into(),
        rule: "r".into(),
        say: "Where did that show since?".into(),
        pressed: false,
    };
    let turn = |asked, said| Turn { asked, said };
    let turns = vec![turn(None, heard(ANSWER, 0)), turn(Some(probe), heard("In March it saved us.", 60_000))];
    let answer = Answer {
        question: "ownership_failure".into(),
        question_text: "Tell me.".into(),
        turns,
        heard: None,
        verdicts: Vec::new(),
        corrections: Vec::new(),
    };
    writer.change(|session| session.answers.push(answer)).unwrap();
    let id = writer.id();
    writer.finish().unwrap();
    let session = OpenedSession::start(store.clone(), packs, Arc::new(|| {})).unwrap();
    Ground { _folder: folder, store, session, id }
}

/// What became of the `n`th thing that was asked for.
fn news(session: &OpenedSession, n: u64) -> (Arc<Page>, News) {
    let begun = Instant::now();
    loop {
        let shown = session.shown();
        if let (Some(page), Some((asked, news))) = (&shown.page, &shown.news)
            && *asked == n
        {
            return (Arc::clone(page), news.clone());
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", shown.news);
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_misheard_word_is_put_right_judged_anew_and_taken_back() {
    let ground = ground();
    ground.session.open(&ground.id).unwrap();
    ground.session.rescore().unwrap();
    let (page, said) = news(&ground.session, 2);
    assert_eq!(said, News::Rescored(false));
    let before = page.answers[0].clone();
    assert!(before.verdict.is_some() && before.undo.is_none());
    let word = before.transcript.text().split_whitespace().position(|word| word == "tolled").unwrap();

    ground.session.correct(0, word, "told").unwrap();
    let (page, said) = news(&ground.session, 3);
    assert_eq!(said, News::Corrected);
    let after = &page.answers[0];
    assert!(after.transcript.text().contains("I told my manager"));
    assert_eq!(after.undo, Some(("told".to_owned(), "tolled".to_owned())));
    assert_eq!(after.corrected.len(), 1);
    assert_eq!(after.transcript.slice(after.corrected[0]), "told");
    assert!(after.recording.is_none() && !after.passages.is_empty());

    ground.session.undo_correction(0).unwrap();
    let (page, said) = news(&ground.session, 4);
    assert_eq!(said, News::Corrected);
    assert_eq!(page.answers[0].transcript, before.transcript);
    assert_eq!(page.answers[0].verdict, before.verdict);
    ground.session.undo_correction(0).unwrap();
    assert!(matches!(news(&ground.session, 5).1, News::Fault(_)));
}

#[test]
fn every_word_stands_in_one_passage_and_replies_follow_their_probe() {
    let ground = ground();
    ground.session.open(&ground.id).unwrap();
    ground.session.rescore().unwrap();
    let (page, _) = news(&ground.session, 2);
    let answer = &page.answers[0];
    let text: String = answer.passages.iter().flat_map(|p| &p.pieces).map(|p| p.text.as_str()).collect();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(bare(&text), bare(answer.transcript.text()));
    let replies: Vec<_> = answer.passages.iter().filter(|passage| passage.asked.is_some()).collect();
    assert_eq!(replies.len(), 1);
    assert!(answer.transcript.slice(replies[0].chars).starts_with("In March"));
    let first = replies[0].time.unwrap().start();
    let word = answer.word_at_ms(first).unwrap();
    assert_eq!(answer.transcript.word_text(&answer.transcript.words()[word]), "In");
    assert_eq!(answer.word_at(replies[0].chars.start()), Some(word));
}

#[test]
fn the_report_and_the_sound_are_exported() {
    let ground = ground();
    let out = tempfile::tempdir().unwrap();
    ground.session.open(&ground.id).unwrap();
    ground.session.rescore().unwrap();
    ground.session.export(Format::Html, out.path().to_owned()).unwrap();
    let (_, News::Exported(path)) = news(&ground.session, 3) else { panic!() };
    let html = std::fs::read_to_string(path).unwrap();
    assert!(html.contains("Where did that show since?"), "the probe is missing");
    let names = std::fs::read_dir(out.path()).unwrap().map(|file| file.unwrap().file_name());
    assert_eq!(names.filter(|name| name.to_string_lossy().ends_with(".wav")).count(), 1);
}

#[test]
fn what_is_not_there_is_told_and_so_is_a_session_in_use() {
    let ground = ground();
    ground.session.open("nothing").unwrap();
    let begun = Instant::now();
    while ground.session.shown().news.is_none() {
        assert!(begun.elapsed() < Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(
        matches!(&ground.session.shown().news, Some((1, News::NotOpened(why))) if why.contains("nothing"))
    );
    ground.session.open(&ground.id).unwrap();
    let writer = ground.store.change(&ground.id).unwrap();
    ground.session.correct(0, 0, "Once").unwrap();
    assert!(matches!(news(&ground.session, 3).1, News::Fault(_)));
    drop(writer);
}
