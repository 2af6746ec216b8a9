//! What must hold for any bytes as the files of packs.

use pushback::core::transcript::Transcript;
use pushback::io::packs::Packs;
use pushback::io::packs::files;
use pushback::io::packs::files::PackFile;

use crate::said;

/// A line that opens a file: this, and its path in the tree of rules.
const OPENS: &str = "=== ";

/// The first line of bytes that lie over the built-in rules, as those of a user do. Without it they stand alone,
/// which is much faster to load.
const OVER: &str = "over\n";

/// The body of the fuzz target `packs`. Rules are either refused, each fault at a line of a file that was given, or
/// judge anything as well as the built-in ones.
pub(crate) fn packs(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let given = match text.strip_prefix(OVER) {
        Some(own) => files::overlay(files::builtin(), split(own)),
        None => split(&text),
    };
    match Packs::from_files(&given) {
        Ok(packs) => {
            for pack in packs.all() {
                said::promises(&Transcript::from_text(&pack.strong.text), &pack.rubric);
            }
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            for problem in error.problems() {
                let known = |file: &&PackFile| file.shown == problem.place.file;
                let lines = given.iter().filter(known).map(|f| f.text.lines().count()).max();
                let inside = lines.is_some_and(|lines| (1..=lines.max(1) + 1).contains(&problem.place.line));
                assert!(inside, "no such line: {problem}");
            }
        }
    }
}

fn split(text: &str) -> Vec<PackFile> {
    let mut made: Vec<PackFile> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix(OPENS) {
            let path = path.trim().to_owned();
            made.push(PackFile { shown: path.clone(), path, text: String::new(), own: true });
        } else if let Some(open) = made.last_mut() {
            open.text.push_str(line);
        }
    }
    made
}
