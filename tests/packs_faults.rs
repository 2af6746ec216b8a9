//! A broken pack is refused, with the file and line of each fault.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails the test")]

use std::fs;
use std::path::Path;
use std::process::Command;

use pushback::core::rubric::rubric::Rubric;
use pushback::core::rubric::verdict::Verdict;
use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::packs::check;
use pushback::io::packs::files;
use pushback::io::packs::files::PackFile;
use pushback::io::packs::problem::Problem;

const PACK: &str = "packs/ownership_failure/pack.toml";
const PROBES: &str = "packs/ownership_failure/probes.toml";
const TOLD: &str = "cues/frames/told.toml";
const PAIRS: &str = "packs/ownership_failure/pairs/stakes.toml";

/// The built-in rules with one change.
fn changed(path: &str, from: &str, to: &str) -> Vec<PackFile> {
    let mut all = files::builtin();
    let file = all.iter_mut().find(|f| f.path == path).unwrap();
    assert!(file.text.contains(from), "{path} holds {from:?}");
    file.text = file.text.replacen(from, to, 1);
    all
}

fn problems(all: &[PackFile]) -> Vec<Problem> {
    Packs::from_files(all).map_or_else(|error| error.problems().to_vec(), |_| Vec::new())
}

/// One change gives a fault that says `said`, on the line of `path` that holds `near`.
#[track_caller]
fn refused(path: &str, from: &str, to: &str, near: &str, said: &str) {
    let all = changed(path, from, to);
    let text = &all.iter().find(|f| f.path == path).unwrap().text;
    let line = 1 + text.lines().position(|line| line.contains(near)).unwrap();
    let found = problems(&all);
    let fits = |p: &&Problem| {
        p.place.file == format!("prompts/{path}") && p.place.line == line && p.what.contains(said)
    };
    assert!(found.iter().any(|p| fits(&p)), "no {said:?} on line {line}: {found:#?}");
}

#[test]
fn unknown_keys_are_refused() {
    refused(PACK, "minutes = ", "hours = 1\nminutes = ", "hours = 1", "hours");
    refused(TOLD, "within = \"window\"", "withn = \"window\"", "withn", "withn");
    refused(PROBES, "value = 1.0", "valu = 1.0", "valu = 1.0", "valu");
    refused(PAIRS, "why = ", "because = ", "because = ", "because");
}

#[test]
fn text_that_is_no_toml_is_refused() {
    refused(PACK, "title = \"", "title = ", "title = ", "");
}

#[test]
fn names_that_nothing_has_are_refused() {
    let event = "event(impact, concrete=true)";
    refused(PACK, event, "event(impcat)", "event(impcat)", "no frame yields the event \"impcat\"");
    refused(PACK, event, "event(impact, concrete=maybe)", "concrete=maybe", "says concrete = maybe");
    refused(PACK, event, "event(impact, beat=middle)", "beat=middle", "no beat is called \"middle\"");
    refused(
        PACK,
        "level(change) == 1 and",
        "level(chance) == 1 and",
        "level(chance)",
        "no dimension is called \"chance\"",
    );
    refused(PACK, "when = \"humble_brag\"", "when = \"humble_brags\"", "humble_brags", "no fact is called");
    refused(PACK, event, "words(impact) >= length", ">= length", "no figure is called \"length\"");
    refused(PACK, "{root_cause}", "{cause}", "{cause}", "names no dimension");
    refused(TOLD, "<verb.tell>", "<verb.sing>", "<verb.sing>", "no lexicon class is called <verb.sing>");
    refused(TOLD, "agent = \"I\"", "agent = \"she\"", "agent = \"she\"", "no agent is called \"she\"");
    refused(
        TOLD,
        "within = \"window\"",
        "within = \"page\"",
        "within = \"page\"",
        "none of clause, window, near, sentence",
    );
    refused(
        PROBES,
        "expects = [\"error\", \"impact\"]",
        "expects = [\"eror\"]",
        "eror",
        "no frame yields the event \"eror\"",
    );
}

#[test]
fn conditions_and_patterns_that_cannot_be_read_are_refused() {
    let level = "event(impact, concrete=true) or";
    refused(PACK, level, "event(impact or", "event(impact or", "is missing");
    refused(TOLD, "^<verb.tell> {0,4}", "^<verb.tell> {4,0}", "{4,0}", "from few to many");
    refused("cues/lexicon/tell.toml", "\"notify\"", "\"notify (\"", "notify (", "");
}

#[test]
fn a_level_that_can_never_be_reached_is_refused() {
    refused(
        PACK,
        "when = \"event(impact, concrete=true) or event(quantity, beat=impact)\"\n",
        "",
        "level = 2",
        "can never be reached",
    );
}

#[test]
fn missing_anchors_wordings_and_levels_are_refused() {
    let anchor = "anchor = \"No harm was named, or only a trifle.\"";
    refused(PACK, anchor, "anchor = \"\"", "anchor = \"\"", "a wording is missing");
    refused(
        PACK,
        "level = 0\n",
        "level = 1\nwhen = \"story\"\n",
        "id = \"stakes\"",
        "needs the levels 0, 1, 2",
    );
    refused(
        PACK,
        "level = \"untimed\"",
        "level = \"sometime\"",
        "sometime",
        "no level is called \"sometime\"",
    );
    refused(
        PACK,
        "  \"You own the cause, said so, put it right",
        "  \"\", \"You own the cause, said so, put it right",
        "anchors = [",
        "five anchors",
    );
    refused(PACK, "cap = 2", "cap = 9", "cap = 9", "from 1 to 5");
}

#[test]
fn probes_that_cannot_be_asked_are_refused() {
    refused(
        PROBES,
        "dimension = \"responsibility\"",
        "dimension = \"duty\"",
        "dimension = \"duty\"",
        "is no dimension, so this probe is never asked",
    );
    refused(
        PROBES,
        "dimension = \"responsibility\"",
        "dimension = \"proof\"",
        "# What an interviewer",
        "no probe asks about \"responsibility\"",
    );
    refused(
        PROBES,
        "  \"What was your own task in it?\",\n",
        "",
        "responsibility.unclear",
        "needs 3 wordings",
    );
    let long = "What was your own task in it when all of this began on that very long day in that place?";
    refused(PROBES, "What was your own task in it?", long, long, "too long to say");
    refused(
        PROBES,
        "How did it end?",
        "You said {q}. How did it end?",
        "How did it end?",
        "has nothing to quote",
    );
}

#[test]
fn missing_and_misnamed_files_are_refused() {
    for (path, said) in [
        ("weak.txt", "sample answer in weak.txt"),
        ("probes.toml", "no probes.toml"),
        ("pack.toml", "no pack.toml"),
    ] {
        let mut all = files::builtin();
        all.retain(|f| f.path != format!("packs/ownership_failure/{path}"));
        assert!(problems(&all).iter().any(|p| p.what.contains(said)), "{path}");
    }
    refused(
        PACK,
        "id = \"ownership_failure\"",
        "id = \"other\"",
        "id = \"other\"",
        "not the name of its folder",
    );
    refused(PACK, "schema = 1", "schema = 2", "schema = 2", "schema 2 is not known");
}

#[test]
fn frames_need_examples_of_both_kinds_and_names_of_their_own() {
    let all = changed(TOLD, "[[frame]]", "[[frame]]\nid = \"told.strong\"\npattern = \"sing\"\n\n[[frame]]");
    assert!(problems(&all).iter().any(|p| p.what.contains("there is a frame \"told.strong\" already")));
    let all = changed(
        TOLD,
        "[[frame]]",
        "[[frame]]\nid = \"told.sung\"\npattern = \"sing\"\nyes = [\"I sing.\"]\n\n[[frame]]",
    );
    let said: Vec<_> = problems(&all).into_iter().map(|p| p.what).collect();
    assert!(
        said.iter().any(|s| s.contains("needs two \"yes\""))
            && said.iter().any(|s| s.contains("needs two \"no\"")),
        "{said:?}"
    );
}

#[test]
fn an_example_that_fails_either_way_is_found_with_its_line() {
    let all = changed(
        TOLD,
        "yes = [\"I told my manager before she saw the ticket.\"",
        "no = [\"I told her before she saw it.\", \"Hello.\"]\nyes = [\"I sang.\"",
    );
    let text = all.iter().find(|f| f.path == TOLD).unwrap().text.replacen(
        "\nno = [\"I told him to test",
        "\n# [\"I told him to test",
        1,
    );
    let all = changed_to(all, TOLD, text);
    let found: Vec<_> =
        check::examples(&Packs::from_files(&all).unwrap()).iter().map(ToString::to_string).collect();
    assert!(
        found.iter().any(|f| f.contains("told.toml:") && f.contains("finds nothing in \"I sang.\"")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|f| f.contains("finds something in \"I told her before she saw it.\"")),
        "{found:?}"
    );
}

fn changed_to(mut all: Vec<PackFile>, path: &str, text: String) -> Vec<PackFile> {
    all.iter_mut().find(|f| f.path == path).unwrap().text = text;
    all
}

/// A judge that gives every answer the verdict on the weak sample.
fn unmoved(rubric: &Rubric, _: &Transcript) -> Verdict {
    rubric.judge(&Transcript::from_text("We were late."))
}

#[test]
fn samples_ranked_wrongly_and_pairs_that_fail_are_found() {
    let packs = Packs::load(None).unwrap();
    let found: Vec<_> = check::check(&packs, &unmoved).iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|f| f.contains("strong.txt:1: the strong sample scores")), "{found:?}");
    assert!(found.iter().any(|f| f.contains("pairs/stakes.toml:") && f.contains("(stakes): ")), "{found:?}");
}

fn put(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn builtin(path: &str) -> String {
    files::builtin().into_iter().find(|f| f.path == path).unwrap().text
}

/// A pack of a user's, made of the built-in one under another name.
fn own_pack(dir: &Path, id: &str) {
    for name in ["pack.toml", "probes.toml", "weak.txt", "strong.txt"] {
        let text = builtin(&format!("packs/ownership_failure/{name}"));
        put(
            dir,
            &format!("packs/{id}/{name}"),
            &text.replace("id = \"ownership_failure\"", &format!("id = \"{id}\"")),
        );
    }
}

#[test]
fn a_users_pack_is_added_and_one_of_the_same_id_replaces_the_built_in_one() {
    let dir = tempfile::tempdir().unwrap();
    own_pack(dir.path(), "mine");
    own_pack(dir.path(), "ownership_failure");
    put(
        dir.path(),
        "packs/ownership_failure/pack.toml",
        &builtin(PACK).replace("version = \"1.0.0\"", "version = \"9\""),
    );
    let packs = Packs::load(Some(dir.path())).unwrap();
    let built_in = Packs::load(None).unwrap();
    let mut expected: Vec<_> = built_in.ids().chain(["mine"]).collect();
    expected.sort_unstable();
    assert_eq!(packs.ids().collect::<Vec<_>>(), expected);
    assert_eq!(packs.get("ownership_failure").unwrap().stamp.version, "9");
    assert_ne!(packs.fingerprint(), built_in.fingerprint());
}

#[test]
fn a_users_words_are_added_and_a_frame_of_the_same_name_replaces_the_built_in_one() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "cues/lexicon/mine.toml", "\"role.up\" = [\"harbourmaster\"]\n");
    let frame = "[[frame]]\nid = \"meta.talk\"\nevent = \"meta\"\npattern = \"harbourmaster\"\n\
                 yes = [\"The harbourmaster came.\", \"harbourmaster\"]\nno = [\"Hello.\", \"A boat.\"]\n";
    put(dir.path(), "cues/frames/mine.toml", frame);
    let packs = Packs::load(Some(dir.path())).unwrap();
    assert_eq!(check::examples(&packs), []);
    assert_eq!(packs.counts().0, Packs::load(None).unwrap().counts().0);
}

#[test]
fn a_pack_that_ranks_its_samples_wrongly_is_refused_on_loading() {
    let dir = tempfile::tempdir().unwrap();
    own_pack(dir.path(), "mine");
    let weak = builtin("packs/ownership_failure/weak.txt");
    put(dir.path(), "packs/mine/strong.txt", &weak);
    let error = Packs::load(Some(dir.path())).unwrap_err().to_string();
    assert!(error.contains("strong.txt:1: the strong sample scores"), "{error}");
}

#[test]
fn an_empty_or_absent_folder_adds_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Packs::load(Some(dir.path())).is_ok());
    assert!(Packs::load(Some(&dir.path().join("none"))).is_ok());
}

fn pushback(args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pushback"));
    command.env("PUSHBACK_DATA", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"));
    let output = command.args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_command_says_when_all_is_well_and_prints_every_fault_when_not() {
    let (status, said, _) = pushback(&["packs", "check"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.starts_with("all is well: ") && said.contains("ownership_failure"), "{said}");

    let dir = tempfile::tempdir().unwrap();
    own_pack(dir.path(), "mine");
    put(dir.path(), "packs/mine/pack.toml", &builtin(PACK).replace("schema = 1", "schema = 7"));
    let (status, said, error) = pushback(&["packs", "check", dir.path().to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(said.contains("pack.toml:6: schema 7 is not known"), "{said}");
    assert!(error.contains("faults in the packs"), "{error}");

    let (status, _, error) =
        pushback(&["packs", "check", dir.path().join("packs/nothing").to_str().unwrap()]);
    assert_eq!((status, error.contains("no pack in")), (Some(1), true), "{error}");
    let (status, said, _) = pushback(&["packs", "list"]);
    assert_eq!((status, said.contains("ownership_failure")), (Some(0), true));
}
