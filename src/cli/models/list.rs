//! `pushback models list`.

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::table::table;
use crate::io::models::MODEL_VARIABLE;
use crate::io::models::error::ModelError;
use crate::io::models::size_text;
use crate::io::models::store::Listed;
use crate::io::models::store::ModelFile;
use crate::io::models::store::State;
use crate::io::models::store::Store;

/// What a command without `--model` would use.
fn in_use(store: &Store) -> Result<ModelFile, ModelError> {
    let chosen = std::env::var(MODEL_VARIABLE).ok();
    store.resolve(chosen.as_deref())
}

/// Prints a table, the reasons why broken models are broken, and what is in use.
pub(super) fn print_text(store: &Store) {
    let used = in_use(store);
    let used_path = used.as_ref().ok().map(|file| &file.path);
    let default = &store.manifest().default_entry().name;
    let models = store.list();
    let rows: Vec<[String; 4]> = models
        .iter()
        .map(|model| {
            let mut state = state_text(model);
            if used_path == Some(&model.path) {
                state.push_str(", in use");
            }
            let mut good_for = model.entry.as_ref().map_or("a model of your own", |e| &e.good_for).to_owned();
            if model.name == *default {
                good_for.push_str(" (default)");
            }
            [model.name.clone(), size_text(bytes(model)), state, good_for]
        })
        .collect();
    super::say(table(["NAME", "SIZE", "STATE", "GOOD FOR"], &rows).trim_end());
    for model in &models {
        if let State::Broken(why) = &model.state {
            super::say(format_args!("\n{}: {why}", model.name));
        }
    }
    super::say(format_args!("\nFolder: {}", store.folder().display()));
    match used {
        Ok(file) if file.synthetic_only => {
            super::say(format_args!(
                "In use: {}, which understands synthetic voices only, no person's",
                file.name
            ));
        }
        Ok(file) => super::say(format_args!("In use: {} ({})", file.name, file.path.display())),
        Err(error) => super::say(format_args!("In use: none, for {error}")),
    }
}

fn state_text(model: &Listed) -> String {
    match &model.state {
        State::Installed if model.entry.as_ref().is_some_and(|entry| entry.bundled) => "bundled".to_owned(),
        State::Installed => "installed".to_owned(),
        State::Partial(have) => format!("{} fetched", size_text(*have)),
        State::Absent => "-".to_owned(),
        State::Broken(_) => "broken".to_owned(),
    }
}

fn bytes(model: &Listed) -> u64 {
    match &model.entry {
        Some(entry) => entry.bytes,
        None => std::fs::metadata(&model.path).map_or(0, |metadata| metadata.len()),
    }
}

#[derive(Serialize)]
struct ListJson<'a> {
    default: &'a str,
    in_use: Option<&'a ModelFileJson>,
    folder: String,
    models: Vec<ModelJson<'a>>,
}

#[derive(Serialize)]
struct ModelFileJson {
    name: String,
    path: String,
    synthetic_only: bool,
}

#[derive(Serialize)]
struct ModelJson<'a> {
    name: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'a str>,
    bytes: u64,
    path: String,
    kind: Option<&'a str>,
    sha256: Option<&'a str>,
    good_for: Option<&'a str>,
    bundled: bool,
    synthetic_only: bool,
}

/// Prints one JSON object.
pub(super) fn print_json(store: &Store) -> Result<(), Failure> {
    let used = in_use(store).ok().map(|file| ModelFileJson {
        path: file.path.display().to_string(),
        name: file.name,
        synthetic_only: file.synthetic_only,
    });
    let models = store.list();
    let list = ListJson {
        default: &store.manifest().default_entry().name,
        in_use: used.as_ref(),
        folder: store.folder().display().to_string(),
        models: models.iter().map(model_json).collect(),
    };
    let text = serde_json::to_string_pretty(&list).map_err(|error| Failure::of(&error))?;
    super::say(format_args!("{text}"));
    Ok(())
}

fn model_json(model: &Listed) -> ModelJson<'_> {
    let entry = model.entry.as_ref();
    let (state, fetched_bytes, problem) = match &model.state {
        State::Installed => ("installed", None, None),
        State::Partial(have) => ("partial", Some(*have), None),
        State::Absent => ("absent", None, None),
        State::Broken(why) => ("broken", None, Some(why.as_str())),
    };
    ModelJson {
        name: &model.name,
        state,
        fetched_bytes,
        problem,
        bytes: bytes(model),
        path: model.path.display().to_string(),
        kind: entry.map(|entry| entry.kind.as_str()),
        sha256: entry.map(|entry| entry.sha256.as_str()),
        good_for: entry.map(|entry| entry.good_for.as_str()),
        bundled: entry.is_some_and(|entry| entry.bundled),
        synthetic_only: entry.is_some_and(|entry| entry.synthetic_only),
    }
}
