//! Reading and writing `session.json` in every version of its format.
//!
//! The version is read before anything else. What is newer than this program, or makes no sense, is refused and never
//! written over: whoever changes a session has read it first.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::io::session::atomic;
use crate::io::session::error::SessionError;
use crate::io::session::record::SCHEMA;
use crate::io::session::record::Session;

/// Its name in the folder.
pub const FILE: &str = "session.json";

/// Brings a session from one version to the next. Pure: the file is not touched until somebody changes the session.
type Migration = fn(Value) -> Result<Value, String>;

/// The first brings version 1 to version 2, and so on.
const MIGRATIONS: &[Migration] = &[one_answer_to_many, nothing_corrected, no_rehearsal];

/// Reads the session in a folder.
pub fn read(folder: &Path) -> Result<Session, SessionError> {
    let path = folder.join(FILE);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {
            return Err(SessionError::Damaged { path, what: "the file is missing".to_owned() });
        }
        read => read.map_err(SessionError::io("read the session", &path))?,
    };
    parse(&bytes, &path)
}

/// Writes the session of a folder, in the latest version.
pub(super) fn write(folder: &Path, session: &Session) -> Result<(), SessionError> {
    let path = folder.join(FILE);
    let mut bytes = serde_json::to_vec_pretty(session)
        .map_err(|error| SessionError::io("write the session", &path)(error.into()))?;
    bytes.push(b'\n');
    atomic::write(&path, &bytes, "write the session")
}

fn parse(bytes: &[u8], path: &Path) -> Result<Session, SessionError> {
    let damaged = |what: String| SessionError::Damaged { path: path.to_owned(), what };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
    let version = value.get("schema").and_then(Value::as_u64).filter(|version| *version > 0);
    let version = version.ok_or_else(|| damaged("it does not say its version".to_owned()))?;
    if version > u64::from(SCHEMA) {
        return Err(SessionError::Newer { path: path.to_owned(), version, known: SCHEMA });
    }
    let latest = migrate(value, version, MIGRATIONS).map_err(damaged)?;
    serde_json::from_value(latest).map_err(|error| damaged(error.to_string()))
}

fn migrate(mut value: Value, version: u64, migrations: &[Migration]) -> Result<Value, String> {
    let done = usize::try_from(version - 1).unwrap_or(usize::MAX);
    for (from, migration) in (1_u64..).zip(migrations).skip(done) {
        value = migration(value).map_err(|what| format!("as a session of version {from}: {what}"))?;
        value["schema"] = (from + 1).into();
    }
    Ok(value)
}

/// Version 1 had room for one answer, under `answer`, or null before it was given. Version 2 has `answers`.
fn one_answer_to_many(mut session: Value) -> Result<Value, String> {
    let keys = session.as_object_mut().ok_or("it is no object")?;
    let answer = keys.remove("answer").ok_or("it has no `answer`")?;
    let answers = if answer.is_null() { Vec::new() } else { vec![answer] };
    keys.insert("answers".to_owned(), answers.into());
    Ok(session)
}

/// Version 2 knew no corrections.
fn nothing_corrected(mut session: Value) -> Result<Value, String> {
    let answers = session.get_mut("answers").and_then(Value::as_array_mut).ok_or("it has no `answers`")?;
    for answer in answers {
        let keys = answer.as_object_mut().ok_or("an answer is no object")?;
        keys.insert("corrections".to_owned(), Value::Array(Vec::new()));
    }
    Ok(session)
}

/// Version 3 knew no plan of a loop.
fn no_rehearsal(mut session: Value) -> Result<Value, String> {
    let keys = session.as_object_mut().ok_or("it is no object")?;
    keys.insert("rehearsal".to_owned(), Value::Null);
    Ok(session)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::session::record::Kind;
    use crate::io::session::stamp::Stamp;

    fn written() -> (Session, Value) {
        let session = Session::new(Kind::Review, "take.wav", Stamp::now());
        (session.clone(), serde_json::to_value(&session).unwrap())
    }

    fn refusal(value: &Value) -> String {
        parse(value.to_string().as_bytes(), Path::new("session.json")).unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let (session, _) = written();
        write(dir.path(), &session).unwrap();
        assert_eq!(read(dir.path()).unwrap(), session);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn wherever_the_file_is_cut_it_is_refused() {
        let bytes = serde_json::to_vec_pretty(&written().0).unwrap();
        for end in 0..bytes.len() {
            let error = parse(&bytes[..end], Path::new("session.json")).unwrap_err();
            assert!(matches!(error, SessionError::Damaged { .. }), "cut at {end}: {error}");
        }
    }

    #[test]
    fn there_is_a_way_from_every_older_version() {
        assert_eq!(MIGRATIONS.len() + 1, SCHEMA as usize);
    }

    #[test]
    fn the_answer_of_version_1_becomes_the_first_of_many() {
        let old = |answer: Value| serde_json::json!({ "schema": 1, "name": "a", "answer": answer });
        let new = |answers: Value| serde_json::json!({ "schema": 2, "name": "a", "answers": answers });
        let one = serde_json::json!({ "question": "ownership_failure" });
        assert_eq!(migrate(old(one.clone()), 1, &MIGRATIONS[..1]), Ok(new(Value::from(vec![one]))));
        assert_eq!(migrate(old(Value::Null), 1, &MIGRATIONS[..1]), Ok(new(Value::Array(Vec::new()))));
        assert!(migrate(serde_json::json!({ "schema": 1 }), 1, &MIGRATIONS[..1]).is_err());
    }

    #[test]
    fn answers_of_version_2_have_no_corrections() {
        let old = serde_json::json!({ "schema": 2, "answers": [{ "question": "q" }] });
        let new = serde_json::json!({ "schema": 3, "answers": [{ "question": "q", "corrections": [] }] });
        assert_eq!(migrate(old, 2, &MIGRATIONS[..2]), Ok(new));
    }

    #[test]
    fn a_session_of_version_3_is_no_rehearsal() {
        let new = serde_json::json!({ "schema": 4, "rehearsal": null });
        assert_eq!(migrate(serde_json::json!({ "schema": 3 }), 3, &MIGRATIONS[..3]), Ok(new));
    }

    #[test]
    fn migrations_run_one_after_the_other_from_where_the_file_stands() {
        let table: &[Migration] = &[
            |v| Ok(serde_json::json!({ "said": format!("{}a", v["said"].as_str().unwrap()) })),
            |v| Ok(serde_json::json!({ "said": format!("{}b", v["said"].as_str().unwrap()) })),
        ];
        let run = |version| migrate(serde_json::json!({ "said": "" }), version, table).unwrap();
        assert_eq!(run(1), serde_json::json!({ "said": "ab", "schema": 3 }));
        assert_eq!(run(2), serde_json::json!({ "said": "b", "schema": 3 }));
        assert_eq!(run(3), serde_json::json!({ "said": "" }));
    }

    #[test]
    fn a_later_version_says_so() {
        let (_, mut value) = written();
        value["schema"] = 99.into();
        assert!(refusal(&value).starts_with("written by a newer Pushback (version 99 of the format, "));
    }

    #[test]
    fn a_key_that_nobody_knows_is_not_dropped_in_silence() {
        let (_, mut value) = written();
        value["mood"] = "sunny".into();
        assert!(refusal(&value).contains("unknown field `mood`"), "{}", refusal(&value));
    }

    #[test]
    fn what_is_no_session_is_refused() {
        for text in ["", "{", "[]", "{}", "7", "{\"schema\":0}", "{\"schema\":\"1\"}", "{\"schema\":1}"] {
            let error = parse(text.as_bytes(), Path::new("session.json")).unwrap_err();
            assert!(matches!(error, SessionError::Damaged { .. }), "{text}: {error}");
        }
    }
}
