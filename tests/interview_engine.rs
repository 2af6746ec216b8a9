//! The engine of interviews in this process: a recording answers, a scripted recogniser says what it says, and what is on
//! disk afterwards builds the same views again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use pushback::core::interview::effect::Notice;
use pushback::core::interview::event::Kind;
use pushback::core::interview::plan::Plan;
use pushback::core::interview::plan::Question;
use pushback::core::interview::plan::Settings;
use pushback::core::transcript::HeardWord;
use pushback::core::view::Stage;
use pushback::core::view::View;
use pushback::io::asr::Recogniser;
use pushback::io::asr::error::AsrError;
use pushback::io::asr::scripted::Scripted;
use pushback::io::capture::level::Level;
use pushback::io::import;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::record;
use pushback::io::session::record::State;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::LAST;
use pushback::io::session::store::Store;
use pushback::io::vad::earshot::Earshot;
use pushback::runtime::interview;
use pushback::runtime::interview::Desk;
use pushback::runtime::interview::Ears;
use pushback::runtime::interview::Face;
use pushback::runtime::interview::Held;
use pushback::runtime::interview::HoldError;
use pushback::runtime::interview::Setup;
use pushback::runtime::interview::played;
use pushback::runtime::interview::replay;
use pushback::runtime::interview::restore;
use pushback::runtime::microphone::Microphone;

/// As fast as sound is heard here.
const SPEED: f32 = 8.0;

/// Keeps what it is shown.
struct Album {
    views: Vec<View>,
    levels: usize,
    told: Vec<String>,
    desk: Desk,
}

impl Face for Album {
    fn show(&mut self, view: &View, _: u64) {
        if view.stage == Stage::Done {
            self.desk.ask(Kind::Continue).ok();
        }
        self.views.push(view.clone());
    }

    fn level(&mut self, _: Level, _: u64) {
        self.levels += 1;
    }

    fn tell(&mut self, what: &str) {
        self.told.push(what.to_owned());
    }
}

fn sample(name: &str) -> import::Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name);
    import::open(&path).unwrap()
}

struct Scene {
    packs: Packs,
    data: tempfile::TempDir,
    settings: Settings,
    recordings: Vec<import::Source>,
    stop: Arc<AtomicBool>,
}

impl Scene {
    fn begin(recordings: &[&str]) -> Self {
        Self {
            packs: Packs::load(None).unwrap(),
            data: tempfile::tempdir().unwrap(),
            settings: Settings { voice: false, ..Settings::default() },
            recordings: recordings.iter().map(|name| sample(name)).collect(),
            stop: Arc::default(),
        }
    }

    fn store(&self) -> Store {
        Store::new(&Places::in_folder(self.data.path()))
    }

    fn questions(&self) -> Vec<Question<'_>> {
        let rubric = self.packs.get("ownership_failure").unwrap();
        vec![Question { rubric, ask: rubric.question().to_owned(), interviewer: 0, minutes_ms: None }]
    }

    fn hold(&mut self, recogniser: Box<dyn Recogniser>) -> (Result<Held, HoldError>, Album) {
        let recordings = std::mem::take(&mut self.recordings);
        let questions = self.questions();
        let (lines, endings) = (self.packs.lines(), self.packs.endings());
        let plan = Plan { questions: &questions, settings: self.settings, schedule: None, lines, endings };
        let (capture, cue) = played::recordings("a recording", recordings, SPEED);
        let microphone = Microphone::open(capture, None).unwrap();
        let ears = Ears { microphone, cue: Some(cue), recogniser, detector: Box::new(Earshot::new()) };
        let session = self.store().create(record::Kind::Practise, "a test", Stamp::now()).unwrap();
        let (desk, inbox) = interview::desk();
        desk.ask(Kind::Start).unwrap();
        let mut album = Album { views: Vec::new(), levels: 0, told: Vec::new(), desk };
        let setup =
            Setup { ears: Some(ears), voice: None, session, speed: SPEED, before: None, leaves: false };
        let held = interview::hold(&plan, setup, inbox, &mut album, &self.stop);
        (held, album)
    }
}

/// Says one sentence for each time that it is asked.
fn talkative() -> Scripted {
    let line =
        |n: usize| format!("In part {n} the plan was not clear, and we fixed the problem for the client.");
    Scripted::new((0..200).map(line))
}

/// Threads of this process that an interview makes.
fn workers() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
    let ours = ["listen", "transcribe", "sync", "microphone", "heard-voice", "speaker"];
    names.map(|name| name.trim().to_owned()).filter(|name| ours.contains(&name.as_str())).collect()
}

/// One test, so that no thread of another is counted.
#[test]
fn an_interview_is_held_kept_and_played_back() {
    a_session_is_kept_whole_and_builds_the_same_views_again();
    assert_eq!(workers(), [""; 0], "threads are left");
    a_slow_recogniser_is_waited_for_and_loses_nothing();
    a_wish_to_end_is_granted_soon();
    assert_eq!(workers(), [""; 0], "threads are left");
}

fn a_session_is_kept_whole_and_builds_the_same_views_again() {
    let mut scene = Scene::begin(&["weak.wav", "middling.wav"]);
    let (held, album) = scene.hold(Box::new(talkative()));
    let held = held.unwrap();
    // The recordings are through when the second probe is asked.
    assert!(album.told.iter().all(|told| told.starts_with("there is no recording left")), "{:?}", album.told);
    assert!(album.levels > 0);
    let session = scene.store().find(LAST).unwrap().session.unwrap();
    assert_eq!((session.state, session.answers.len()), (State::Done, 1));
    assert!(session.answers[0].turns.len() >= 2, "{:?}", session.answers[0].turns.len());
    let heard = session.answers[0].heard.as_ref().unwrap();
    assert!(heard.speech_ms > 30_000, "{heard:?}");
    assert!(heard.warnings.is_empty(), "{heard:?}");
    assert_eq!(session.answers, held.session.answers);

    let folder = scene.store().find(LAST).unwrap().path;
    let script = replay::read(&folder).unwrap();
    let questions = script.questions(&scene.packs).unwrap();
    assert_eq!(script.settings(), scene.settings);
    let (lines, endings) = (scene.packs.lines(), scene.packs.endings());
    let plan = Plan { questions: &questions, settings: script.settings(), schedule: None, lines, endings };
    let mut views = Vec::new();
    let interview = script.play(&plan, |interview, _, _| views.push(interview.view()));
    assert_eq!(interview.done(), held.done);
    // One view before the first event, and the last one once more.
    let live = &album.views[1..album.views.len() - 1];
    assert_eq!(views.len(), live.len());
    for (at, (again, live)) in views.iter().zip(live).enumerate() {
        assert_eq!(again, live, "view {at}, after {:?}", script.events[at]);
    }
    let restored = restore::answers(&folder, &scene.packs, session.answers[0].verdicts[0].at).unwrap();
    assert_eq!(restored[0].turns, session.answers[0].turns);
    assert_eq!(restored[0].verdicts, session.answers[0].verdicts);
    interrupted_anywhere(&scene, &folder);
}

/// Wherever the events end, what was said until then is judged.
fn interrupted_anywhere(scene: &Scene, folder: &Path) {
    let whole = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let cut = tempfile::tempdir().unwrap();
    let mut said = 0;
    for end in (1..lines.len()).step_by(3) {
        std::fs::write(cut.path().join("events.jsonl"), lines[..end].concat()).unwrap();
        let answers = restore::answers(cut.path(), &scene.packs, Stamp::now()).unwrap();
        let words = answers.iter().map(|answer| answer.transcript().words().len()).sum();
        assert!(words >= said, "{words} words after {end} lines, {said} before");
        assert!(words == 0 || !answers[0].verdicts.is_empty(), "no verdict after {end} lines");
        said = words;
    }
    assert!(said > 20, "{said}");
}

/// Takes longer for a segment than the segment was.
struct Slow(Scripted);

impl Recogniser for Slow {
    fn name(&self) -> &'static str {
        "slow"
    }

    fn longest(&self) -> usize {
        8 * 16_000
    }

    fn transcribe(&mut self, samples: &[f32], stop: &Arc<AtomicBool>) -> Result<Vec<HeardWord>, AsrError> {
        let until = Instant::now() + Duration::from_secs_f32(samples.len() as f32 * 1.5 / 16_000.0 / SPEED);
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.0.transcribe(samples, stop)
    }
}

fn a_slow_recogniser_is_waited_for_and_loses_nothing() {
    let mut scene = Scene::begin(&["strong.wav"]);
    scene.settings.max_probes = 0;
    let (held, album) = scene.hold(Box::new(Slow(talkative())));
    let held = held.unwrap();
    let told = |notice: &Notice| album.views.iter().any(|view| view.notices.iter().any(|(_, n)| n == notice));
    assert!(told(&Notice::FallingBehind) && told(&Notice::CaughtUp));
    let answer = &held.session.answers[0];
    let segments = answer.heard.as_ref().unwrap().segments.len();
    let parts = answer.transcript().text().matches("the plan was not").count();
    assert_eq!(
        parts,
        segments,
        "every stretch of speech is written down once: {}",
        answer.transcript().text()
    );
}

fn a_wish_to_end_is_granted_soon() {
    let mut scene = Scene::begin(&["strong.wav"]);
    let stop = Arc::clone(&scene.stop);
    let raise = std::thread::Builder::new().name("raise".into()).spawn(move || {
        std::thread::sleep(Duration::from_secs(2));
        stop.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let (held, _) = scene.hold(Box::new(talkative()));
    let took = raise.unwrap().join().unwrap().elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(held.unwrap().kept);
    let session = scene.store().find(LAST).unwrap().session.unwrap();
    assert_eq!(session.state, State::Done);
    assert!(!session.answers[0].verdicts.is_empty());
}
