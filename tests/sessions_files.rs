//! Sessions on disk: older, newer and damaged ones, two writers, how long sound is kept, and what was deleted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;
mod sessions_support;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::thread;

use pushback::core::rubric::changes::Change;
use pushback::core::rubric::changes::changes;
use pushback::core::rubric::verdict::KillerVerdict;
use pushback::core::rubric::verdict::Level;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::session::audio;
use pushback::io::session::error::SessionError;
use pushback::io::session::record::AskedProbe;
use pushback::io::session::record::Audio;
use pushback::io::session::record::Kind;
use pushback::io::session::record::SCHEMA;
use pushback::io::session::record::Said;
use pushback::io::session::record::Turn;
use pushback::io::session::retention::KeepAudio;
use pushback::io::session::schema;
use pushback::io::session::stamp::Stamp;
use pushback::io::session::store::Standing;
use pushback::io::session::store::Store;
use pushback::io::session::trash::TRASH_DAYS;
use pushback::io::session::verdict::VerdictFile;
use pushback::runtime::rescore::rescore;
use sessions_support::answer;
use sessions_support::contents;
use sessions_support::finished;
use sessions_support::interrupted;
use sessions_support::store;

struct Desk {
    /// Deleted with the desk.
    _dir: tempfile::TempDir,
    store: Store,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = store(dir.path());
        Self { _dir: dir, store }
    }

    fn path(&self, id: &str) -> PathBuf {
        self.store.folder().join(id)
    }

    /// A session of this text alone.
    fn put(&self, id: &str, json: &str) {
        fs::create_dir_all(self.path(id)).unwrap();
        fs::write(self.path(id).join(schema::FILE), json).unwrap();
    }
}

fn day(n: u32) -> Stamp {
    "2026-01-01T12:00:00Z".parse::<Stamp>().unwrap().plus_days(n)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const V1: &str = include_str!("sessions/v1.json");

#[test]
fn a_session_of_version_1_is_read_and_stays_as_it_is_until_it_is_changed() {
    let desk = Desk::new();
    desk.put("old", V1);
    let session = desk.store.find("old").unwrap().session.unwrap();
    assert_eq!((session.schema, session.answers.len()), (SCHEMA, 1));
    assert_eq!(session.answers[0].verdict().unwrap().version, "0.9.0");
    assert!(session.answers[0].transcript().words().len() > 20);
    assert_eq!(fs::read_to_string(desk.path("old").join(schema::FILE)).unwrap(), V1);

    desk.store.change("old").unwrap().change(|session| session.name = "renamed".into()).unwrap();

    let text = fs::read_to_string(desk.path("old").join(schema::FILE)).unwrap();
    assert!(text.contains(&format!("\"schema\": {SCHEMA}")) && text.contains("renamed"), "{text}");
    assert_eq!(desk.store.find("old").unwrap().session.unwrap().answers, session.answers);
}

#[test]
fn newer_and_damaged_sessions_are_refused_and_not_touched() {
    let whole = V1.trim_end();
    let cases = [
        ("newer", whole.replacen("\"schema\":1", "\"schema\":5", 1), Standing::Newer),
        ("cut", whole[..whole.len() / 2].to_owned(), Standing::Damaged),
        ("empty", String::new(), Standing::Damaged),
        ("other", "{\"name\": \"x\"}".to_owned(), Standing::Damaged),
        ("key", whole.replacen("\"schema\":1", "\"schema\":1,\"mood\":2", 1), Standing::Damaged),
        ("zeros", "\0".repeat(500), Standing::Damaged),
    ];
    let desk = Desk::new();
    for (id, json, standing) in &cases {
        desk.put(id, json);
        fs::write(desk.path(id).join(audio::FILE), b"sound").unwrap();
        assert_eq!(desk.store.find(id).unwrap().standing(), *standing, "{id}");
    }
    let before = contents(desk.store.folder());
    for (id, ..) in &cases {
        for error in [
            desk.store.change(id).unwrap_err(),
            desk.store.recover(id, day(0)).unwrap_err(),
            desk.store.find(id).unwrap().session.unwrap_err(),
        ] {
            let expected = matches!(error, SessionError::Newer { .. } | SessionError::Damaged { .. });
            assert!(expected && error.to_string().contains("nothing was changed"), "{id}: {error}");
        }
    }
    assert!(desk.store.interrupted().unwrap().is_empty());
    desk.store.set_keep_audio(KeepAudio::Days(0)).unwrap();
    assert!(desk.store.enforce_retention(day(999)).unwrap().deleted.is_empty());
    let mut after = contents(desk.store.folder());
    after.retain(|(path, _)| !path.ends_with("retention.toml") && path.parent() != Some(desk.store.folder()));
    assert_eq!(after, before);
    assert!(desk.store.list().unwrap().len() == cases.len(), "and they are all listed");
}

#[test]
fn events_that_cannot_be_mended_leave_everything_as_it_was() {
    let desk = Desk::new();
    let id = interrupted(&desk.store);
    fs::write(desk.path(&id).join("events.jsonl"), "nonsense\n{\"at_ms\":1,\"event\":1}\n").unwrap();
    // The header is behind what was written.
    let before = contents(&desk.path(&id));
    let error = desk.store.recover(&id, day(0)).unwrap_err();
    assert!(error.to_string().starts_with("damaged (line 1: "), "{error}");
    assert_eq!(contents(&desk.path(&id)), before);
    assert_eq!(desk.store.interrupted().unwrap(), [id]);
}

#[test]
fn a_session_that_is_being_written_cannot_be_changed_by_anybody_else() {
    let desk = Desk::new();
    let writer = desk.store.create(Kind::Practise, "live", day(0)).unwrap();
    let id = writer.id();
    assert_eq!(desk.store.find(&id).unwrap().standing(), Standing::Running);
    assert!(desk.store.interrupted().unwrap().is_empty());
    for refused in [
        desk.store.change(&id).map(drop),
        desk.store.recover(&id, day(0)).map(drop),
        desk.store.delete(&id, day(0)).map(drop),
        desk.store.delete_for_good(&id).map(drop),
    ] {
        assert!(matches!(refused, Err(SessionError::InUse { .. })), "{refused:?}");
    }
    drop(writer);
    assert_eq!(desk.store.find(&id).unwrap().standing(), Standing::Interrupted);
    assert!(matches!(desk.store.change(&id), Err(SessionError::Interrupted { .. })));
    desk.store.recover(&id, day(0)).unwrap().unwrap();
    assert_eq!(desk.store.recover(&id, day(0)).unwrap(), None, "once is enough");
    desk.store.change(&id).unwrap();
}

#[test]
fn sessions_that_begin_in_the_same_second_have_folders_of_their_own() {
    let desk = Desk::new();
    let ids: Vec<String> = thread::scope(|scope| {
        let begin = || finished(&desk.store, day(0));
        let threads: Vec<_> =
            (0..8).map(|_| thread::Builder::new().spawn_scoped(scope, begin).unwrap()).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    let listed = desk.store.list().unwrap();
    assert_eq!(listed.len(), 8);
    assert!(listed.iter().all(|listed| listed.standing() == Standing::Done));
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_a_session() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let id = finished(&desk.store, day(0));
    for folder in [desk.store.folder().to_owned(), desk.path(&id)] {
        assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn a_folder_that_was_made_and_never_begun_goes_away() {
    let desk = Desk::new();
    for id in ["2026-01-01_12-00-00", "2026-01-01_12-00-00-2", "locked", "by-hand", "with-sound"] {
        fs::create_dir_all(desk.path(id)).unwrap();
    }
    fs::write(desk.path("locked").join(".lock"), b"").unwrap();
    fs::write(desk.path("2026-01-01_12-00-00-2").join(".writing-x.tmp"), b"{").unwrap();
    fs::write(desk.path("with-sound").join(audio::FILE), b"sound").unwrap();
    assert!(desk.store.interrupted().unwrap().is_empty());
    let left: Vec<String> =
        names(desk.store.folder()).into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(left, ["by-hand", "with-sound"]);
}

#[test]
fn sound_is_deleted_when_its_time_is_over_and_the_log_says_so() {
    let desk = Desk::new();
    let (old, new) = (finished(&desk.store, day(0)), finished(&desk.store, day(20)));
    // They ended now, by the clock; both began and end long ago here.
    for (id, ended) in [(&old, day(0)), (&new, day(20))] {
        desk.store.change(id).unwrap().change(|session| session.ended = Some(ended)).unwrap();
    }
    assert_eq!(desk.store.keep_audio().unwrap(), KeepAudio::Always);
    assert!(desk.store.enforce_retention(day(9_999)).unwrap().deleted.is_empty());

    desk.store.set_keep_audio(KeepAudio::Days(30)).unwrap();
    assert_eq!(desk.store.keep_audio().unwrap(), KeepAudio::Days(30));
    assert!(desk.store.enforce_retention(day(29)).unwrap().deleted.is_empty());
    let enforced = desk.store.enforce_retention(day(30)).unwrap();
    assert_eq!((enforced.deleted.as_slice(), enforced.failed.len()), (&[old.clone()][..], 0));

    let listed = desk.store.find(&old).unwrap();
    assert_eq!(listed.audio(), None);
    let session = listed.session.unwrap();
    assert_eq!(session.audio, Audio::Deleted);
    assert_eq!(session.log[0].did, "sound deleted, which is kept for 30 days after the session");
    assert_eq!(session.answers.len(), 1, "words stay");
    assert!(desk.store.find(&new).unwrap().audio().is_some());
    // A crash may leave the file after the log was written.
    fs::write(desk.path(&old).join(audio::FILE), b"left").unwrap();
    assert_eq!(desk.store.enforce_retention(day(31)).unwrap().deleted, std::slice::from_ref(&old));
    assert_eq!(desk.store.find(&old).unwrap().session.unwrap().log.len(), 1);

    desk.store.set_keep_audio(KeepAudio::Always).unwrap();
    assert!(desk.store.enforce_retention(day(9_999)).unwrap().deleted.is_empty());
}

#[test]
fn while_the_choice_about_sound_cannot_be_read_nothing_is_deleted() {
    let desk = Desk::new();
    let id = finished(&desk.store, day(0));
    fs::write(desk.store.folder().join("retention.toml"), "keep_audio_days = soon\n").unwrap();
    let error = desk.store.enforce_retention(day(9_999)).unwrap_err().to_string();
    assert!(error.contains("retention.toml") && error.starts_with("damaged ("), "{error}");
    assert!(desk.store.find(&id).unwrap().audio().is_some());
}

#[test]
fn what_was_deleted_can_be_brought_back_for_a_week() {
    let desk = Desk::new();
    let id = finished(&desk.store, day(0));
    let before = contents(&desk.path(&id));
    assert_eq!(desk.store.delete(&id, day(1)).unwrap(), id);
    assert!(desk.store.list().unwrap().is_empty());
    assert_eq!(desk.store.undo_delete(&id).unwrap(), id);
    assert_eq!(contents(&desk.path(&id)), before);

    desk.store.delete(&id, day(1)).unwrap();
    assert!(desk.store.empty_trash(day(TRASH_DAYS)).unwrap().is_empty());
    let other = finished(&desk.store, day(0));
    assert_eq!(other, id, "its name is free again");
    assert!(matches!(desk.store.undo_delete(&id), Err(SessionError::Taken { .. })));
    assert_eq!(desk.store.empty_trash(day(TRASH_DAYS + 1)).unwrap(), std::slice::from_ref(&id));
    assert!(matches!(desk.store.undo_delete(&id), Err(SessionError::NotInTrash { .. })));
    assert_eq!(desk.store.list().unwrap().len(), 1);

    desk.store.delete(&id, day(2)).unwrap();
    assert_eq!(desk.store.delete_for_good(&id).unwrap(), id, "out of the trash");
    assert!(desk.store.trash().unwrap().is_empty());
    // A damaged one can be deleted and brought back like any other.
    desk.put("damaged", "{");
    desk.store.delete("damaged", day(3)).unwrap();
    desk.store.undo_delete("dam").unwrap();
    assert_eq!(desk.store.find("damaged").unwrap().standing(), Standing::Damaged);
}

#[test]
fn a_verdict_comes_back_as_it_was_given() {
    let transcript = common::recording().transcript;
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    for verdict in [rubric.judge(&transcript), rubric.judge(&Transcript::default())] {
        let json = serde_json::to_string(&VerdictFile::from(&verdict)).unwrap();
        let back: VerdictFile = serde_json::from_str(&json).unwrap();
        assert_eq!(back.to_verdict(), verdict);
    }
}

#[test]
fn the_same_rubric_comes_to_the_same_verdict_on_what_is_stored() {
    use pushback::core::rubric::dialogue::session::Dialogue;
    use pushback::core::rubric::dialogue::session::Next;
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let first = "I was responsible for the invoice run. I changed the rates and did not compare them, and six hundred \
        customers were billed twice. I told my manager. I refunded everyone.";
    let mut dialogue = Dialogue::new(rubric, 2);
    let mut stored = answer(first);
    let mut next = dialogue.answer(first);
    assert_eq!(rescore(rubric, &stored), rubric.judge(&Transcript::from_text(first)));
    for reply in
        ["Ten minutes after I saw it, before any customer had written.", "Since then I compare every run."]
    {
        let (Next::Probe(gap) | Next::Press(gap)) = next else { break };
        let asked = AskedProbe {
            dimension: gap.dimension.clone(),
            rule: gap.receipt.rule.clone(),
            say: gap.say.clone(),
            pressed: false,
        };
        stored.turns.push(Turn { asked: Some(asked), said: Said::Typed(reply.into()) });
        next = dialogue.reply(reply);
    }
    assert!(stored.turns.len() > 1, "something was asked");
    assert_eq!(rescore(rubric, &stored), *dialogue.verdict());
    // Another rubric would have asked something else: judged as a whole, the probed words not as offered.
    stored.turns[1].asked.as_mut().unwrap().say = "What would you say now?".into();
    let whole = rescore(rubric, &stored);
    let offered = Transcript::from_text(first).words().len();
    assert_eq!(whole, rubric.judge_probed(&stored.transcript(), offered, &asked(&stored)));
}

#[test]
fn everything_that_a_scorecard_shows_differently_is_a_change() {
    let packs = Packs::load(None).unwrap();
    let rubric = packs.get("ownership_failure").unwrap();
    let before = rubric.judge(&common::recording().transcript);
    assert_eq!(changes(&before, &before), []);
    let mut after = before.clone();
    after.overall.score = before.overall.score % 5 + 1;
    after.dimensions[0].level = Level::Graded(7);
    let gone = after.dimensions.pop().unwrap();
    let killer = KillerVerdict {
        id: "new".into(),
        label: "New".into(),
        meaning: String::new(),
        evidence: Vec::new(),
        cap: 3,
    };
    after.killers.push(killer);
    after.next_probe.clear();
    let expected = [
        Change::Score { before: before.overall.score, after: after.overall.score },
        Change::Level {
            label: before.dimensions[0].label.clone(),
            before: Some(before.dimensions[0].level),
            after: Some(Level::Graded(7)),
        },
        Change::Level { label: gone.label, before: Some(gone.level), after: None },
        Change::Killer { label: "New".into(), appeared: true },
        Change::Probe { before: before.next_probe.first().map(|gap| gap.say.clone()), after: None },
    ];
    assert_eq!(changes(&before, &after), expected);
    assert!(changes(&after, &before).contains(&Change::Killer { label: "New".into(), appeared: false }));
}

fn asked(answer: &pushback::io::session::record::Answer) -> Vec<String> {
    answer.turns.iter().filter_map(|turn| Some(turn.asked.as_ref()?.say.clone())).collect()
}
