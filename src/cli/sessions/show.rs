//! `pushback sessions show`.

use crate::cli::failure::Failure;
use crate::cli::look;
use crate::cli::output;
use crate::cli::sessions::Form;
use crate::cli::sessions::list;
use crate::cli::sessions::say;
use crate::io::report::format::Format;
use crate::io::report::labels;
use crate::io::session::error::SessionError;
use crate::io::session::record::Audio;
use crate::io::session::record::Session;
use crate::io::session::store::Listed;
use crate::io::session::store::Store;
use crate::runtime::told;

/// Prints a session. As JSON it is the file itself, in its latest version.
pub(super) fn run(store: &Store, id: &str, form: Form) -> Result<(), Failure> {
    let listed = store.find(id).map_err(|error| Failure::of(&error))?;
    let session = readable(&listed)?;
    match form {
        Form::Json => {
            let text = serde_json::to_string_pretty(session).map_err(|error| Failure::of(&error))?;
            output::print(format!("{text}\n").as_bytes())
        }
        Form::Text => {
            print_head(&listed, session);
            session.answers.iter().try_for_each(|answer| {
                let report = told::report(session, answer, Format::Text, look::terminal());
                output::print_styled(&format!("\n{}", report.unwrap_or_default()))
            })
        }
    }
}

/// What is in a session, or why that cannot be read.
pub(super) fn readable(listed: &Listed) -> Result<&Session, Failure> {
    listed.session.as_ref().map_err(|error: &SessionError| Failure::of(error))
}

fn print_head(listed: &Listed, session: &Session) {
    let line = |label: &str, text: &str| say(format_args!("{label:<9}{text}"));
    line("Session", &listed.id);
    line("Name", &session.name);
    line("Began", &session.began.to_minute());
    line("State", list::standing_text(listed.standing()));
    line("Sound", &sound(listed, session));
    line("Folder", &listed.path.display().to_string());
    for entry in &session.log {
        line("Log", &format!("{}: {}", entry.at.to_minute(), entry.did));
    }
    for answer in &session.answers {
        for asked in answer.turns.iter().filter_map(|turn| turn.asked.as_ref()) {
            line("Asked", &asked.say);
        }
        for judged in &answer.verdicts {
            let (verdict, at) = (&judged.verdict, judged.at.to_minute());
            let stamp: String = verdict.fingerprint.chars().take(12).collect();
            let rubric = format!("{} {} ({stamp})", verdict.pack, verdict.version);
            line("Verdict", &format!("{at}: {} of 5 by {rubric}", verdict.score));
        }
    }
    if session.answers.iter().all(|answer| answer.verdicts.is_empty()) && listed.audio().is_some() {
        line("Verdict", "none yet; `pushback review` judges the sound");
    }
}

fn sound(listed: &Listed, session: &Session) -> String {
    let length = listed.sound_ms().map(labels::clock).unwrap_or_default();
    match (session.audio, listed.audio()) {
        (Audio::None, None) => "none".to_owned(),
        (Audio::Deleted, _) => format!("{length}, deleted"),
        (_, Some(path)) => format!("{length}, {}", path.display()),
        (Audio::Kept, None) => format!("{length}, its file is missing"),
    }
}
