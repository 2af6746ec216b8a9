//! Interviews that are led behind a window: typed, and answered by recordings that the bundled model hears.

use std::time::Duration;

use super::*;
use crate::core::view::Command;
use crate::core::view::Stage;
use crate::io::places::Places;

fn practise(folder: &std::path::Path) -> (Practise, Store) {
    let store = Store::new(&Places::in_folder(folder));
    let packs = Arc::new(Packs::load(None).unwrap());
    (Practise::new(store.clone(), packs, Arc::new(|| {})), store)
}

fn wait(practise: &Practise, what: impl Fn(&Practice) -> bool) -> Arc<Practice> {
    let begun = Instant::now();
    loop {
        let shown = practise.shown();
        if what(&shown) {
            return shown;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", shown.progress);
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn typed() -> Wishes {
    let settings = Settings { typed: true, speak: false, probes: 1, ..Settings::default() };
    Wishes::of(&settings, "ownership_failure")
}

fn may(practice: &Practice, command: Command) -> bool {
    practice.view.as_ref().is_some_and(|view| view.commands.contains(&command))
}

#[test]
fn a_typed_interview_goes_to_its_end_and_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (mut practise, store) = practise(folder.path());
    practise.begin(typed()).unwrap();
    let answers = [
        "In March I deployed the invoice change without running the totals check, and four hundred customers were \
         billed twice. It was my decision to skip it.",
        "I told my manager ten minutes later, before anybody had noticed.",
    ];
    for (n, text) in answers.iter().enumerate() {
        wait(&practise, |p| {
            may(p, Command::Type) && p.view.as_ref().is_some_and(|view| view.lines.len() >= 2 * n)
        });
        practise.ask(Kind::Typed { text: (*text).to_owned() }).unwrap();
        wait(&practise, |p| p.view.as_ref().is_some_and(|view| view.lines.len() > 2 * n + 1));
    }
    wait(&practise, |p| may(p, Command::Continue));
    practise.ask(Kind::Continue).unwrap();
    let end = wait(&practise, |p| !matches!(p.progress, Progress::Preparing(_) | Progress::Held));
    let Progress::Kept(id) = &end.progress else { panic!("{:?}", end.progress) };
    let session = store.find(id).unwrap().session.unwrap();
    assert_eq!(session.answers[0].turns.len(), 2);
    assert!(session.answers[0].verdict().is_some());
    assert_eq!(end.view.as_ref().unwrap().stage, Stage::Over);
    practise.put_away();
    assert_eq!(practise.shown().progress, Progress::Idle);
}

#[test]
fn recordings_are_heard_and_their_levels_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (mut practise, store) = practise(folder.path());
    let samples =
        ["weak", "strong", "middling"].map(|name| PathBuf::from(format!("assets/samples/{name}.wav")));
    let settings = Settings { speak: false, probes: 1, ..Settings::default() };
    let wishes = Wishes::of(&settings, "ownership_failure");
    practise.begin(wishes.answered_by(samples.to_vec(), "synthetic-voices.en", 8.0)).unwrap();
    wait(&practise, |p| p.view.as_ref().is_some_and(|view| !view.heard.is_empty()));
    assert!(practise.levels().iter().any(|level| *level > 0.3));
    assert!(practise.shown().microphone.is_some());
    wait(&practise, |p| may(p, Command::Continue));
    practise.ask(Kind::Continue).unwrap();
    let end = wait(&practise, |p| !matches!(p.progress, Progress::Preparing(_) | Progress::Held));
    let Progress::Kept(id) = &end.progress else { panic!("{:?}", end.progress) };
    assert!(store.find(id).unwrap().audio().is_some());
}

#[test]
fn without_a_model_answers_are_typed_and_that_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut practise, _) = practise(folder.path());
    let mut wishes = typed();
    wishes.hearing = Some(Hearing {
        microphone: None,
        model: Some("no-such-model".into()),
        recordings: Vec::new(),
        speed: 1.0,
    });
    practise.begin(wishes).unwrap();
    let shown = wait(&practise, |p| may(p, Command::Type));
    assert_eq!(shown.told.len(), 1, "{:?}", shown.told);
    assert!(shown.told[0].contains("type them"), "{:?}", shown.told);
    practise.stop();
    let end = wait(&practise, |p| !matches!(p.progress, Progress::Preparing(_) | Progress::Held));
    assert_eq!(end.progress, Progress::Nothing);
}
