//! A data folder with sessions in it, and a window on it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use eframe::egui::Theme;
use eframe::egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;
use egui_kittest::kittest::Queryable;
use pushback::io::packs::Packs;
use pushback::io::places::Places;
use pushback::io::session::record::Answer;
use pushback::io::session::record::AskedProbe;
use pushback::io::session::record::Heard;
use pushback::io::session::record::Judged;
use pushback::io::session::record::Kind;
use pushback::io::session::record::Range;
use pushback::io::session::record::Said;
use pushback::io::session::record::Turn;
use pushback::io::session::record::Word;
use pushback::io::session::rehearsal::Interviewer;
use pushback::io::session::rehearsal::Part;
use pushback::io::session::rehearsal::PartEnd;
use pushback::io::session::rehearsal::PartKind;
use pushback::io::session::rehearsal::Rehearsal;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Store;
use pushback::io::session::verdict::VerdictFile;
use pushback::runtime::rescore::rescore;
use pushback::runtime::studio::Studio;
use pushback::ui::App;

/// How long something on another thread may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const STRONG: &str = "I was responsible for the invoices at a small plumbing wholesaler. In March I imported \
    the new price list without checking the currency column, so two hundred invoices went out with wrong totals and \
    customers were charged nine thousand pounds too much. It was my decision to skip the check. I told my manager ten \
    minutes later, before any customer had noticed. I stopped the run, wrote to every customer myself and sent corrected \
    invoices. All of the money was back within four days. Now I check the first ten rows by hand before every import.";

pub(crate) const WEAK: &str = "There was a problem with the price list and mistakes were made. The supplier had sent the \
    wrong file. We fixed it together and everybody learned from it.";

const REPLY: &str = "Three months later that check caught a supplier file in dollars, and I sent it back.";

/// A recorded session: words half a second apart, one of them unsure, and a tone for each.
pub(crate) fn session(places: &Places, began: &str, name: &str, text: &str, replies: bool) -> String {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let at = Stamp::from_name(began).unwrap();
    let mut writer = Store::new(places).create(Kind::Practise, name, at).unwrap();
    let answer_words = words(text, 1_000);
    let mut turns = vec![Turn { asked: None, said: Said::Heard(answer_words.clone()) }];
    let mut end = answer_words.last().unwrap().2 + 2_000;
    if replies {
        let asked = AskedProbe {
            dimension: "proof".into(),
            rule: "probe".into(),
            say: "Where did that new check show itself since?".into(),
            pressed: false,
        };
        let reply = words(REPLY, end + 4_000);
        end = reply.last().unwrap().2 + 1_000;
        turns.push(Turn { asked: Some(asked), said: Said::Heard(reply) });
    }
    let mut audio = writer.audio().unwrap();
    let tone = |n: usize| if (n / 4_000).is_multiple_of(2) { (n as f32 * 0.1).sin() * 0.4 } else { 0.02 };
    audio.push(&(0..end * 16).map(tone).collect::<Vec<f32>>()).unwrap();
    audio.finish().unwrap();
    let heard = Heard {
        model: "base.en-q8_0".into(),
        synthetic_only: false,
        warnings: Vec::new(),
        segments: vec![Range(1_000, end)],
        pauses: vec![Range(8_000, 9_600)],
        duration_ms: end,
        speech_ms: end - 3_000,
        lead_ms: 1_000,
        fillers_at_least: 1,
    };
    let mut answer = Answer {
        question: "ownership_failure".into(),
        question_text: rubric.question().to_owned(),
        turns,
        heard: Some(heard),
        verdicts: Vec::new(),
        corrections: Vec::new(),
    };
    let verdict = VerdictFile::from(&rescore(rubric, &answer));
    answer.verdicts.push(Judged { at, verdict });
    writer.change(|session| session.answers.push(answer)).unwrap();
    let id = writer.id();
    writer.finish().unwrap();
    id
}

/// A loop of two interviewers and three questions, of which the last was not asked: a strong answer, and a weak one with
/// a reply.
pub(crate) fn a_loop(places: &Places, began: &str) -> String {
    let packs = Packs::load(None).unwrap();
    let at = Stamp::from_name(began).unwrap();
    let mut writer = Store::new(places).create(Kind::Loop, "Quick loop", at).unwrap();
    let (first, second) =
        (packs.pack("ownership_failure").unwrap(), packs.pack("conflict_colleague").unwrap());
    let asked = AskedProbe {
        dimension: "outcome".into(),
        rule: "probe".into(),
        say: "How did it end?".into(),
        pressed: false,
    };
    let typed = |text: &str| Said::Typed(text.to_owned());
    let said = [
        (&first.rubric, vec![Turn { asked: None, said: typed(&first.strong.text) }]),
        (
            &second.rubric,
            vec![
                Turn { asked: None, said: typed(&second.weak.text) },
                Turn { asked: Some(asked), said: typed("We get on well now, and talk every week.") },
            ],
        ),
    ];
    for (rubric, turns) in said {
        let mut answer = Answer {
            question: rubric.id().to_owned(),
            question_text: rubric.question().to_owned(),
            turns,
            heard: None,
            verdicts: Vec::new(),
            corrections: Vec::new(),
        };
        let verdict = VerdictFile::from(&rescore(rubric, &answer));
        answer.verdicts.push(Judged { at, verdict });
        writer.change(|session| session.answers.push(answer)).unwrap();
    }
    writer.change(|session| session.rehearsal = Some(rehearsal())).unwrap();
    let id = writer.id();
    writer.finish().unwrap();
    id
}

fn rehearsal() -> Rehearsal {
    let part = |what, question: Option<&str>, interviewer, minutes, (began_ms, ended_ms), end, answer| Part {
        what,
        question: question.map(str::to_owned),
        interviewer,
        minutes,
        began_ms,
        ended_ms,
        end: Some(end),
        answer,
    };
    let times = |from: u64, to: u64| (Some(from * 1_000), Some(to * 1_000));
    let interviewer = |name: &str, manner: &str| Interviewer { name: name.into(), manner: manner.into() };
    Rehearsal {
        plan: "quick".into(),
        title: "Quick loop".into(),
        minutes: 20,
        interviewers: vec![
            interviewer("the hiring manager", "neutral"),
            interviewer("a colleague from the team", "warm"),
        ],
        parts: vec![
            part(PartKind::Opening, None, 0, 1, times(0, 12), PartEnd::Done, None),
            part(PartKind::Question, Some("ownership_failure"), 0, 6, times(12, 380), PartEnd::Done, Some(0)),
            part(
                PartKind::Question,
                Some("conflict_colleague"),
                1,
                6,
                times(380, 1_135),
                PartEnd::TimeUp,
                Some(1),
            ),
            part(PartKind::Question, Some("initiative"), 1, 6, (None, None), PartEnd::NotReached, None),
            part(PartKind::Closing, None, 0, 1, times(1_140, 1_150), PartEnd::Done, None),
        ],
    }
}

fn words(text: &str, from: usize) -> Vec<Word> {
    let words = text.split_whitespace().enumerate();
    words
        .map(|(n, word)| {
            let start = from + n * 400;
            Word(word.to_owned(), start, start + 320, if n % 17 == 16 { 0.3 } else { 0.95 })
        })
        .collect()
}

/// Three sessions of one question.
pub(crate) fn with_sessions(folder: &Path) -> Places {
    let places = Places::in_folder(folder);
    session(&places, "2026-11-02_10-00-00", "Ownership of a failure", WEAK, false);
    session(&places, "2026-11-09_18-30-00", "Ownership of a failure", STRONG, false);
    session(&places, "2026-11-16_09-15-00", "Ownership of a failure", STRONG, true);
    places
}

/// A window of that size on a data folder.
pub(crate) fn window(places: &Places, size: (f32, f32), theme: Theme) -> Harness<'static, Option<App>> {
    let places = places.clone();
    let mut app = None;
    let draw = move |ui: &mut eframe::egui::Ui, state: &mut Option<App>| {
        let app = state.get_or_insert_with(|| {
            let ctx = ui.ctx().clone();
            let waker = ctx.clone();
            let (studio, fault) =
                Studio::open(places.clone(), Arc::new(move || waker.request_repaint())).unwrap();
            App::new(&ctx, studio, fault.map(|fault| fault.to_string()))
        });
        app.draw(ui);
    };
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_theme(theme)
        .with_max_steps(64)
        .build_ui_state(draw, app.take());
    harness.run_ok();
    harness
}

/// Draws until something with that name is there.
#[track_caller]
pub(crate) fn wait_for(harness: &mut Harness<'_, Option<App>>, name: &str) {
    let begun = Instant::now();
    while !is_there(harness, name) {
        assert!(begun.elapsed() < PATIENCE, "{name:?} never came; there is {:?}", names(harness));
        std::thread::sleep(Duration::from_millis(5));
        harness.step();
    }
    harness.step();
}

pub(crate) fn is_there(harness: &Harness<'_, Option<App>>, name: &str) -> bool {
    harness.query_all_by_label_contains(name).next().is_some()
}

/// Presses the first thing of that name.
#[track_caller]
pub(crate) fn press(harness: &mut Harness<'_, Option<App>>, name: &str) {
    wait_for(harness, name);
    harness.query_all_by_label_contains(name).next().unwrap().click_accesskit();
    harness.run_ok();
}

/// Every accessible name.
pub(crate) fn names(harness: &Harness<'_, Option<App>>) -> Vec<String> {
    let mut found = Vec::new();
    collect(&harness.root(), &mut found);
    found
}

fn collect(node: &egui_kittest::Node<'_>, found: &mut Vec<String>) {
    let accessible = node.accesskit_node();
    found.extend(accessible.label().or_else(|| accessible.value()));
    for child in node.children() {
        collect(&child, found);
    }
}
