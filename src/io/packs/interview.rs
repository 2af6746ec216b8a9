//! Reads the files under `interview/`: what the interviewer says beside questions and probes, and what tells a pause from
//! the end of an answer. They have no part in a verdict.

use serde::de::DeserializeOwned;

use crate::core::interview::floor::endings::Endings;
use crate::core::interview::lines::Lines;
use crate::io::packs::cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::Problem;

/// What was read. Files that are not there say nothing.
#[derive(Debug, Default)]
pub(super) struct Interviewer {
    pub(super) lines: Lines,
    pub(super) endings: Endings,
}

/// Reads both files.
pub(super) fn load(files: &[PackFile], problems: &mut Vec<Problem>) -> Interviewer {
    let endings: Endings = read("interview/endings.toml", files, problems);
    let lists =
        [&endings.fillers, &endings.closers, &endings.hanging, &endings.perhaps_hanging, &endings.lists];
    for entry in lists.into_iter().flatten().filter(|entry| !is_spoken(entry)) {
        let what = format!("{entry:?}: lower case words with one space between, no punctuation");
        problems.extend(file("interview/endings.toml", files).map(|f| f.problem(place(f, entry), what)));
    }
    Interviewer { lines: read("interview/lines.toml", files, problems), endings }
}

fn read<T: DeserializeOwned + Default>(path: &str, files: &[PackFile], problems: &mut Vec<Problem>) -> T {
    file(path, files).and_then(|file| cues::parse(file, problems)).unwrap_or_default()
}

fn file<'a>(path: &str, files: &'a [PackFile]) -> Option<&'a PackFile> {
    files.iter().find(|file| file.path == path)
}

fn place(file: &PackFile, entry: &str) -> usize {
    file.text.find(&format!("\"{entry}\"")).unwrap_or(0)
}

/// As the ends of answers are compared: otherwise it would never be heard.
fn is_spoken(entry: &str) -> bool {
    let word = |word: &str| {
        let edges = word.starts_with(char::is_alphanumeric) && word.ends_with(char::is_alphanumeric);
        edges && word.to_lowercase() == word
    };
    entry.split(' ').all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<Problem> {
        let path = "interview/endings.toml".to_owned();
        let mut problems = Vec::new();
        load(&[PackFile { shown: path.clone(), path, text: text.into(), own: true }], &mut problems);
        problems
    }

    #[test]
    fn an_entry_that_could_never_be_heard_is_refused_with_its_line() {
        let text = "fillers = []\nclosers = [\"that's it\",\n \"That is all.\"]\nhanging = []\nperhaps_hanging = []\nlists = []";
        let problems = written(text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].place.line, 3);
    }

    #[test]
    fn an_unknown_list_is_refused() {
        assert_eq!(written("fillers = []\nclosing = []").len(), 1);
    }
}
