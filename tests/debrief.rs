//! Debriefs of loops whose answers are the packs' samples, judged by the real analyser and stored as sessions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

mod common;
#[path = "debriefs/held.rs"]
mod held;
#[path = "debriefs/read.rs"]
mod read;

use std::path::Path;
use std::process::Output;
use std::process::Stdio;

use common::program::assert_fails;
use common::program::assert_succeeds;
use common::program::pushback;
use common::program::stdout;
use held::Told;
use held::debriefed;
use held::hold;
use held::packs;
use held::sample;
use held::store;
use proptest::prelude::*;
use pushback::core::debrief::build::build;
use pushback::core::debrief::input::Ending;
use pushback::core::debrief::input::Input;
use pushback::core::debrief::input::Round;
use pushback::core::debrief::packet::Came;
use pushback::core::debrief::packet::Debrief;
use pushback::core::debrief::packet::Grade;
use pushback::core::debrief::packet::SameStory;
use pushback::core::debrief::wording::Wording;
use pushback::core::history::compare::Turn;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::report::debrief::Packet;
use pushback::io::report::debrief::command;
use pushback::io::report::format::Format;
use pushback::io::report::text::TextLook;
use pushback::runtime::debrief;
use read::between;
use read::one_line;
use read::plain_html;
use read::plain_markdown;
use read::quotes;
use read::sentences;

/// The stories of four strong samples, told anew by hand: the question of the sample, and the telling.
const RETOLD: &[(&str, &str)] = &[
    (
        "ownership_failure",
        "So at the clinics, I look after the bookings, there are eleven of them. In March I put out a new version of the \
         job that sends the reminders, and I hadn't tried it with old records, so the date format broke. About eight \
         thousand patients couldn't book for most of an hour. I rolled it back and rang Priya, she's my manager, and later \
         I rang the people who had come to a closed clinic, thirty-one of them. These days I run every change on a copy of \
         last year's records first.",
    ),
    (
        "conflict_colleague",
        "There was a plumber, Marek, on a school job last year, and his pipes were in the ceiling void where my trays had \
         to go. I said to him, in front of everybody, that he had to take them out. In the evening we sat in the hut with \
         both drawings and I learned that his drawing was newer. I moved the trays by eighteen centimetres, and the \
         inspector passed the corridor.",
    ),
    (
        "critical_feedback",
        "When I ran the canteen kitchen my manager Denise said to me that the girls were scared of asking me things, \
         because I correct them in front of the others. I asked Amira about it and she had cried in the store room. So now \
         I write it down and talk to each one alone after service. One dropped forty portions of lasagne and I just helped \
         her clean.",
    ),
    (
        "tight_deadline",
        "I build sets for a theatre. Once the opening was brought forward nine days and I made a list by what the actors \
         touch, so the staircase came first and the balcony was left out. I said to the director straight away that \
         without the balcony we would open on the twelfth. The balcony went in a week after that, and every step was load \
         tested.",
    ),
];

/// Three questions, all with their strong or all with their weak samples.
fn three<'p>(packs: &'p Packs, questions: [&'p str; 3], strong: bool) -> Vec<Told<'p>> {
    questions.map(|question| (question, vec![sample(packs, question, strong)])).to_vec()
}

const THREE: [&str; 3] = ["ownership_failure", "conflict_colleague", "tight_deadline"];

/// A loop with something of everything: a reply that raises a level, a weak answer, a question that was not reached.
fn middling(packs: &Packs) -> Vec<Told<'_>> {
    let reply =
        "I told my manager ten minutes later, before anybody had noticed, and I rang every customer myself.";
    vec![
        ("failure", vec![sample(packs, "failure", false), reply, "I cannot say more about that."]),
        ("leadership", vec![sample(packs, "leadership", true)]),
        ("risk", vec![sample(packs, "risk", false), "We agreed on it together."]),
        ("initiative", vec![]),
    ]
}

fn rendered(debrief: &Debrief) -> [(Format, String); 4] {
    let packet = Packet { debrief, session: "2026-11-25_22-24-16", when: "2026-11-25 22:24 UTC" };
    Format::ALL.map(|format| (format, packet.render(format, TextLook::default())))
}

/// What a reader of a form sees, on one line.
fn seen(format: Format, report: &str) -> String {
    match format {
        Format::Text => one_line(report),
        Format::Markdown => plain_markdown(report),
        Format::Html => plain_html(report),
        Format::Json => {
            let read: serde_json::Value = serde_json::from_str(report).unwrap();
            let mut out = String::new();
            strings(&read, &mut out);
            one_line(&out)
        }
    }
}

fn strings(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            out.push_str(text);
            out.push('\n');
        }
        serde_json::Value::Array(all) => all.iter().for_each(|value| strings(value, out)),
        serde_json::Value::Object(all) => all.values().for_each(|value| strings(value, out)),
        _ => {}
    }
}

#[track_caller]
fn assert_quotes_were_said(debrief: &Debrief, transcripts: &[Transcript]) {
    let all: Vec<String> = transcripts.iter().map(|transcript| one_line(transcript.text())).collect();
    for said in quotes(debrief) {
        assert_eq!(transcripts[said.question].slice(said.chars), said.text);
    }
    for sentence in sentences(debrief) {
        for words in between(&sentence.text, "“", "”") {
            assert!(sentence.quotes.iter().any(|said| one_line(&said.text) == words), "{}", sentence.text);
        }
    }
    for (format, report) in rendered(debrief) {
        let marked = if format == Format::Html { plain_html(&report) } else { seen(format, &report) };
        for words in between(&marked, "“", "”") {
            let said = all.iter().any(|said| said.contains(words.trim()));
            assert!(said, "{format:?} quotes {words:?}, which nobody said");
        }
    }
}

#[test]
fn every_quotation_of_every_form_was_said() {
    let packs = packs();
    for told in [three(&packs, THREE, true), three(&packs, THREE, false), middling(&packs)] {
        let (debrief, transcripts) = debriefed(&packs, &told);
        assert!(quotes(&debrief).len() > 5, "{} quotations", quotes(&debrief).len());
        assert_quotes_were_said(&debrief, &transcripts);
    }
}

#[test]
fn strong_answers_are_strong_evidence_and_weak_ones_are_not_yet() {
    let packs = packs();
    let ids: Vec<&str> = packs.ids().collect();
    for at in 0..ids.len() {
        let questions = [0, 1, 2].map(|n| ids[(at + n) % ids.len()]);
        let (strong, _) = debriefed(&packs, &three(&packs, questions, true));
        assert_eq!(strong.grade, Grade::Strong, "{questions:?}: {:?}", strong.figures);
        let (weak, _) = debriefed(&packs, &three(&packs, questions, false));
        assert_eq!(weak.grade, Grade::NotYet, "{questions:?}: {:?}", weak.figures);
    }
}

#[test]
fn a_strong_answer_beside_a_weak_one_is_mixed_and_one_alone_is_no_strong_evidence() {
    let packs = packs();
    let [a, b, _] = THREE;
    let both = vec![(a, vec![sample(&packs, a, true)]), (b, vec![sample(&packs, b, false)])];
    let (debrief, _) = debriefed(&packs, &both);
    assert_eq!(debrief.grade, Grade::Mixed, "{:?}", debrief.figures);
    let (alone, _) = debriefed(&packs, &both[..1]);
    assert_eq!(alone.grade, Grade::Mixed, "{:?}", alone.figures);
}

#[test]
fn a_loop_in_which_nothing_was_answered_says_so() {
    let packs = packs();
    let (debrief, _) = debriefed(&packs, &[("risk", vec![]), ("failure", vec![""])]);
    assert_eq!((debrief.grade, debrief.figures.answered), (Grade::NotYet, 0));
    assert!(debrief.headline.contains("nothing to go by"), "{}", debrief.headline);
    assert!(debrief.practise.is_empty());
    rendered(&debrief);
}

/// The pairs of texts that are taken for one story, and how like they are.
fn same_stories(texts: &[&str], wording: &Wording) -> Vec<SameStory> {
    let transcripts: Vec<Transcript> = texts.iter().map(|text| Transcript::from_text(text)).collect();
    let rounds: Vec<Round<'_>> = transcripts.iter().map(unjudged).collect();
    build(&input(&rounds), None, wording).patterns.same
}

fn unjudged(transcript: &Transcript) -> Round<'_> {
    Round {
        question: "q",
        title: "A question",
        ask: "What?",
        interviewer: 0,
        planned_ms: 360_000,
        used_ms: Some(300_000),
        end: Ending::Done,
        verdict: None,
        transcript,
        turns: Vec::new(),
    }
}

fn input<'a>(rounds: &'a [Round<'a>]) -> Input<'a> {
    Input {
        title: "A loop",
        planned_ms: 1_200_000,
        used_ms: 1_100_000,
        interviewers: &["somebody"],
        rounds,
        exercises: &[],
    }
}

#[test]
fn a_story_told_again_in_other_words_is_noticed() {
    let packs = packs();
    for (question, retold) in RETOLD {
        let other = if *question == "tight_deadline" { "risk" } else { "failure" };
        let told = vec![
            (*question, vec![sample(&packs, question, true)]),
            ("leadership", vec![sample(&packs, "leadership", true)]),
            (other, vec![*retold]),
        ];
        let (debrief, _) = debriefed(&packs, &told);
        let same = &debrief.patterns.same;
        println!("{question}: {same:?}");
        assert_eq!(same.iter().map(|s| (s.first, s.second)).collect::<Vec<_>>(), [(0, 2)]);
        let sentence = &debrief.patterns.stories[0];
        assert_eq!(sentence.quotes.iter().map(|said| said.question).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(debrief.patterns.numbers, [], "the same figures, told again");
    }
}

#[test]
fn one_story_for_two_questions_is_no_strong_evidence() {
    let packs = packs();
    let strong = sample(&packs, "ownership_failure", true);
    let (debrief, _) = debriefed(&packs, &[("ownership_failure", vec![strong]), ("failure", vec![strong])]);
    assert!(debrief.figures.mean >= Some(4.0), "{:?}", debrief.figures);
    assert_eq!((debrief.grade, debrief.figures.stories), (Grade::Mixed, 1));
    assert!(debrief.headline.contains("different stories"), "{}", debrief.headline);
}

#[test]
fn two_stories_of_one_workplace_are_two() {
    let packs = packs();
    let other = "At the clinics I disagreed with Priya, my manager, about the reminder texts. She wanted to send one the evening \
                 before, and I thought that patients need three days. I asked her for half an hour and showed her the missed \
                 appointments of two months, and she said that more texts cost more and the budget was closed. She decided for \
                 the evening, so I rewrote the texts and told the receptionists that it was our plan. Missed appointments fell \
                 by a fifth.";
    let texts = [sample(&packs, "ownership_failure", true), other];
    assert_eq!(same_stories(&texts, packs.debrief()), []);
}

#[test]
fn two_different_stories_are_never_taken_for_one() {
    let packs = packs();
    let mut texts: Vec<String> = Vec::new();
    for id in packs.ids() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/answers/{id}.jsonl"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap();
            let sentences = answer["sentences"].as_array().unwrap().iter();
            texts.push(sentences.map(|s| s["text"].as_str().unwrap()).collect::<Vec<_>>().join(" "));
        }
    }
    assert!(texts.len() > 200);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut lenient = packs.debrief().clone();
    lenient.story.likeness = 0.0;
    let mut nearest = same_stories(&texts, &lenient);
    nearest.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    for pair in nearest.iter().take(5) {
        println!("{:.2} {:?} {:?}", pair.likeness, pair.shared, (pair.first, pair.second));
    }
    let found = same_stories(&texts, packs.debrief());
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_question_with_a_story_of_its_own_is_said_to_have_one() {
    let packs = packs();
    let (debrief, _) = debriefed(&packs, &three(&packs, THREE, true));
    assert!(debrief.patterns.same.is_empty());
    assert_eq!(debrief.patterns.stories.len(), 1);
    assert!(debrief.patterns.stories[0].text.contains("of its own"));
}

#[test]
fn figures_for_the_same_thing_that_do_not_agree_are_found_between_stories() {
    let packs = packs();
    let (question, retold) = RETOLD[0];
    let changed = retold.replace("eight thousand patients", "three thousand patients");
    assert_ne!(changed, retold);
    let told = [(question, vec![sample(&packs, question, true)]), ("failure", vec![changed.as_str()])];
    let (debrief, transcripts) = debriefed(&packs, &told);
    let found = &debrief.patterns.numbers;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].quotes[0].text, "eight thousand patients");
    assert_eq!(found[0].quotes[1].text, "three thousand patients");
    assert_quotes_were_said(&debrief, &transcripts);
}

#[test]
fn figures_that_do_not_agree_are_found_between_an_answer_and_a_reply() {
    let packs = packs();
    let answer = "I was responsible for the booking system. I changed the reminder job without a test, and eight thousand \
                  patients could not book that morning. We put it right.";
    let told =
        [("ownership_failure", vec![answer, "About three thousand patients could not book, I think."])];
    let (debrief, _) = debriefed(&packs, &told);
    let found = &debrief.patterns.numbers;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].text.contains("eight thousand patients") && found[0].text.contains("three thousand"));
    // Rounding is no contradiction.
    let told = [("ownership_failure", vec![answer, "It was 7,800 patients who could not book."])];
    assert_eq!(debriefed(&packs, &told).0.patterns.numbers, []);
}

#[test]
fn no_sample_contradicts_itself() {
    let packs = packs();
    for id in packs.ids() {
        for strong in [true, false] {
            let said =
                vec![sample(&packs, id, strong), "That was about two weeks later, and it took an hour."];
            let (debrief, _) = debriefed(&packs, &[(id, said)]);
            assert_eq!(debrief.patterns.numbers, [], "{id}");
        }
    }
}

#[test]
fn questions_that_were_never_asked_are_named_in_every_form() {
    let packs = packs();
    let (debrief, _) = debriefed(&packs, &middling(&packs));
    let left = debrief.questions.iter().find(|question| !question.asked).unwrap();
    assert_eq!(left.id, "initiative");
    for (format, report) in rendered(&debrief) {
        let seen = seen(format, &report);
        assert!(seen.contains(&format!("Not asked, and so not judged: {}.", left.title)), "{format:?}");
    }
}

#[test]
fn what_a_probe_brought_is_told_apart_from_what_was_offered() {
    let packs = packs();
    let answer = "I was in charge of the price list of a shop. I imported it without checking the currency, and two hundred \
                  invoices were wrong. I corrected every one of them myself within a day.";
    let reply = "I told my manager ten minutes after I saw it, before any customer had noticed.";
    let (debrief, transcripts) = debriefed(&packs, &[("ownership_failure", vec![answer, reply])]);
    let judged = debrief.questions[0].judged.as_ref().unwrap();
    let told = judged.cells.iter().find(|cell| cell.dimension == "disclosure").unwrap();
    assert_eq!(told.came, Came::Pulled, "{told:?}");
    assert!(told.probe.is_some());
    let quote = told.quote.as_ref().unwrap();
    assert!(transcripts[0].text()[answer.len()..].contains(&quote.text), "the words of the reply: {quote:?}");
    assert!(judged.cells.iter().any(|cell| cell.came == Came::Offered));
}

#[test]
fn every_form_says_the_same() {
    let packs = packs();
    for told in [middling(&packs), three(&packs, THREE, true)] {
        let (debrief, _) = debriefed(&packs, &told);
        let mut wanted = vec![debrief.grade_name.clone(), debrief.headline.clone(), debrief.rule.clone()];
        wanted.push(debrief.note.clone());
        wanted.extend(debrief.questions.iter().map(|question| question.title.clone()));
        wanted.extend(sentences(&debrief).into_iter().map(|sentence| sentence.text.clone()));
        wanted.extend(debrief.practise.iter().flat_map(|next| [next.full.clone(), command(next)]));
        wanted.extend(quotes(&debrief).into_iter().map(|said| said.text.clone()));
        for (format, report) in rendered(&debrief) {
            let seen = seen(format, &report);
            for words in &wanted {
                // Sentences are several lists in a page of JSON, and one paragraph elsewhere.
                assert!(seen.contains(&one_line(words)), "{format:?} does not say {words:?}\n{seen}");
            }
        }
    }
}

#[test]
fn the_json_form_has_its_version_and_points_into_what_was_said() {
    let packs = packs();
    let (debrief, transcripts) = debriefed(&packs, &middling(&packs));
    let [.., (_, json)] = rendered(&debrief);
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&read["schema"], &read["kind"]), (&1.into(), &"pushback-debrief".into()));
    let questions = read["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 4);
    assert_eq!(questions[3]["answer"], serde_json::Value::Null);
    let mut checked = 0;
    for dimension in questions.iter().filter_map(|q| q["answer"]["dimensions"].as_array()).flatten() {
        let quote = &dimension["quote"];
        if let (Some(start), Some(end)) = (quote["start"].as_u64(), quote["end"].as_u64()) {
            let said = transcripts[quote["question"].as_u64().unwrap() as usize].text();
            let words: String = said.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(quote["text"], words.as_str());
            checked += 1;
        }
    }
    assert!(checked > 8, "{checked}");
}

#[test]
fn what_to_practise_is_something_that_the_named_question_exercises() {
    let packs = packs();
    for told in [middling(&packs), three(&packs, THREE, false)] {
        let (debrief, _) = debriefed(&packs, &told);
        assert_eq!(debrief.practise.len(), 3);
        for next in &debrief.practise {
            let rubric = packs.get(&next.question).unwrap();
            let dimension = rubric.dimension(&next.dimension).unwrap();
            assert_eq!(dimension.levels.last().unwrap().anchor, next.full);
            assert!(!next.why.text.is_empty());
        }
    }
}

#[test]
fn each_interviewer_writes_two_or_three_sentences_with_words_that_were_said() {
    let packs = packs();
    for told in [middling(&packs), three(&packs, THREE, true), three(&packs, THREE, false)] {
        let (debrief, _) = debriefed(&packs, &told);
        assert_eq!(debrief.write_ups.len(), 2);
        for write_up in &debrief.write_ups {
            assert!((2..=3).contains(&write_up.sentences.len()), "{write_up:?}");
            assert!(write_up.sentences.iter().any(|sentence| !sentence.quotes.is_empty()), "{write_up:?}");
        }
    }
}

#[test]
fn a_loop_is_compared_with_the_latest_one_before_it() {
    let packs = packs();
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let first = hold(&store, &packs, "2026-11-23T08:00:00Z", &three(&packs, THREE, true));
    let weak = hold(&store, &packs, "2026-11-24T08:00:00Z", &three(&packs, THREE, false));
    let strong = hold(&store, &packs, "2026-11-25T08:00:00Z", &three(&packs, THREE, true));
    let listed = store.list().unwrap();
    let session = held::read(&store, &strong);
    let before = debrief::before(&listed, &session).unwrap();
    assert_eq!(before, &held::read(&store, &weak));
    let made = debrief::of(&session, Some(before), &packs).unwrap();
    let compared = made.before.as_ref().unwrap();
    assert_eq!((compared.grade.before, compared.grade.after), (Grade::NotYet, Grade::Strong));
    assert_eq!(compared.when, "2026-11-24 08:00 UTC");
    assert!(compared.mean.after > compared.mean.before);
    let gained = compared.dimensions.iter().filter(|row| row.turn == Turn::Gained).count();
    assert!(gained > 5, "{compared:?}");
    assert!(compared.dimensions.iter().all(|row| row.turn != Turn::Lost), "{compared:?}");
    let session = held::read(&store, &first);
    assert_eq!(debrief::before(&listed, &session), None);
    for (format, report) in rendered(&made) {
        assert!(seen(format, &report).contains("2026-11-24 08:00 UTC"), "{format:?}");
    }
}

fn run(data: &Path, args: &[&str]) -> Output {
    let mut command = pushback();
    command.arg("sessions").args(args).env("PUSHBACK_DATA", data).stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn the_command_prints_writes_and_exports_a_debrief() {
    let packs = packs();
    let dir = tempfile::tempdir().unwrap();
    let (data, out) = (dir.path().join("data"), dir.path().join("out"));
    let id = hold(&store(&data), &packs, "2026-11-25T22:24:16Z", &middling(&packs));

    let printed = run(&data, &["debrief", "last"]);
    assert_succeeds(&printed);
    assert!(stdout(&printed).contains("Practise next"), "{}", stdout(&printed));
    let file = out.join("debrief.html");
    let written = run(&data, &["debrief", &id, "--format", "html", "--output", file.to_str().unwrap()]);
    assert_succeeds(&written);
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(page.contains("Debrief: Quick loop"));

    let exported = run(&data, &["export", &id, "--format", "json", "--out", out.to_str().unwrap()]);
    assert_succeeds(&exported);
    let debrief = std::fs::read(out.join(format!("{id}-debrief.json"))).unwrap();
    assert_eq!(debrief, run(&data, &["debrief", &id, "--format", "json"]).stdout);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 5, "a page, three answers and the debrief");
}

#[test]
fn a_session_that_is_no_loop_has_no_debrief() {
    let dir = tempfile::tempdir().unwrap();
    let store = store(dir.path());
    let kind = pushback::io::session::record::Kind::Practise;
    let writer = store.create(kind, "one question", "2026-11-25T22:24:16Z".parse().unwrap()).unwrap();
    writer.finish().unwrap();
    let refused = run(dir.path(), &["debrief", "last"]);
    assert_fails(&refused, &["is no loop", "sessions show"]);
}

/// Words that debriefs look for, numbers, marks that break pages, and no words at all.
fn chatter() -> impl Strategy<Value = String> {
    const WORDS: &str = "I we told manager Priya clinic clinics eight thousand 8,000 forty % $3k pounds minutes patients \
        booked before after because noticed nobody “ ” { } <b> & | * changed reminder records thirty-one people . , ? !";
    let word = prop_oneof![
        12 => prop::sample::select(WORDS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_at_all_get_a_debrief_that_quotes_what_was_said(
        said in prop::collection::vec(prop::collection::vec(chatter(), 1..3), 1..4),
    ) {
        let packs = shared_packs();
        let ids: Vec<&str> = packs.ids().collect();
        let told: Vec<Told<'_>> = said
            .iter()
            .enumerate()
            .map(|(n, texts)| (ids[n * 3 % ids.len()], texts.iter().map(String::as_str).collect()))
            .collect();
        let (debrief, transcripts) = debriefed(packs, &told);
        for said in quotes(&debrief) {
            prop_assert_eq!(transcripts[said.question].slice(said.chars), said.text.as_str());
        }
        for (format, report) in rendered(&debrief) {
            prop_assert!(!report.is_empty());
            prop_assert!(format != Format::Html || !plain_html(&report).contains("<b>") || report.contains("&lt;b&gt;"));
        }
    }
}

fn shared_packs() -> &'static Packs {
    static PACKS: std::sync::LazyLock<Packs> = std::sync::LazyLock::new(packs);
    &PACKS
}
