//! `pushback sessions list`.

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::sessions::Form;
use crate::cli::sessions::say;
use crate::cli::table::table;
use crate::io::report::labels;
use crate::io::session::record::Audio;
use crate::io::session::record::Session;
use crate::io::session::store::Listed;
use crate::io::session::store::Standing;
use crate::io::session::store::Store;

/// Prints the list.
pub(super) fn run(store: &Store, form: Form) -> Result<(), Failure> {
    let sessions = store.list().map_err(|error| Failure::of(&error))?;
    match form {
        Form::Text => {
            print_text(store, &sessions);
            Ok(())
        }
        Form::Json => print_json(store, &sessions),
    }
}

fn print_text(store: &Store, sessions: &[Listed]) {
    if sessions.is_empty() {
        say(format_args!("no sessions yet; `pushback review --keep FILE` keeps one"));
    } else {
        let rows: Vec<[String; 6]> = sessions.iter().map(row).collect();
        say(table(["ID", "WHEN", "LENGTH", "SCORE", "STATE", "NAME"], &rows).trim_end());
    }
    for listed in sessions {
        if let Err(error) = &listed.session {
            say(format_args!("\n{}: {error}", listed.id));
        }
    }
    say(format_args!("\nFolder: {}", store.folder().display()));
}

fn row(listed: &Listed) -> [String; 6] {
    let state = standing_text(listed.standing()).to_owned();
    let Ok(session) = &listed.session else {
        return [listed.id.clone(), "-".into(), "-".into(), "-".into(), state, String::new()];
    };
    let length = listed.sound_ms().map_or_else(|| "-".to_owned(), labels::clock);
    let scores: Vec<String> = scores(session).into_iter().map(|score| score.to_string()).collect();
    let score = if scores.is_empty() { "-".to_owned() } else { scores.join(" ") };
    let name = session.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    [listed.id.clone(), session.began.to_minute(), length, score, state, name]
}

fn scores(session: &Session) -> Vec<u8> {
    session.answers.iter().filter_map(|answer| answer.verdict()).map(|verdict| verdict.score).collect()
}

/// How a session stands, in a word.
pub(super) fn standing_text(standing: Standing) -> &'static str {
    match standing {
        Standing::Running => "running",
        Standing::Interrupted => "interrupted",
        Standing::Done => "done",
        Standing::Recovered => "recovered",
        Standing::Left => "unfinished",
        Standing::Newer => "newer",
        Standing::Damaged => "damaged",
    }
}

#[derive(Serialize)]
struct ListJson<'a> {
    folder: String,
    sessions: Vec<SessionJson<'a>>,
}

#[derive(Serialize)]
struct SessionJson<'a> {
    id: &'a str,
    path: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    name: Option<&'a str>,
    began: Option<String>,
    sound_ms: Option<usize>,
    sound: Option<Audio>,
    scores: Vec<u8>,
}

fn print_json(store: &Store, sessions: &[Listed]) -> Result<(), Failure> {
    let sessions = sessions.iter().map(|listed| {
        let session = listed.session.as_ref().ok();
        SessionJson {
            id: &listed.id,
            path: listed.path.display().to_string(),
            state: standing_text(listed.standing()),
            problem: listed.session.as_ref().err().map(ToString::to_string),
            name: session.map(|session| session.name.as_str()),
            began: session.map(|session| session.began.to_string()),
            sound_ms: listed.sound_ms(),
            sound: session.map(|session| session.audio),
            scores: session.map(scores).unwrap_or_default(),
        }
    });
    let list = ListJson { folder: store.folder().display().to_string(), sessions: sessions.collect() };
    let text = serde_json::to_string_pretty(&list).map_err(|error| Failure::of(&error))?;
    say(text);
    Ok(())
}
