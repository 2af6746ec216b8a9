//! Source files as the architecture test sees them: the paths they name, without comments, strings and unit tests.

use std::fmt;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// One file under `src`.
pub(crate) struct Source {
    /// Where it is, from the root of the project.
    pub(crate) file: PathBuf,
    /// The modules that lead to it: `src/io/asr/mod.rs` is `io`, `asr`. Empty for `lib.rs` and `main.rs`.
    pub(crate) module: Vec<String>,
    /// As written.
    pub(crate) text: String,
    /// Without comments, strings and unit tests.
    code: String,
}

impl Source {
    /// Every file under `src`, in order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        collect(&root.join("src"), &mut files);
        assert!(files.len() > 10, "where is the source?");
        files.sort();
        files.iter().map(|file| Self::read(root, file)).collect()
    }

    fn read(root: &Path, file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let file = file.strip_prefix(root).unwrap().to_path_buf();
        let mut module: Vec<String> =
            file.with_extension("").iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
        if module
            .last()
            .is_some_and(|last| last == "mod" || module.len() == 1 && (last == "lib" || last == "main"))
        {
            module.pop();
        }
        let code = without_tests(&without_comments_and_strings(&text)).to_string();
        Self { file, module, text, code }
    }

    /// Every path named, groups spelled out (`std::{fs, io}` is two) and imports followed (`fs::read` is `std::fs::read`).
    pub(crate) fn paths(&self) -> impl Iterator<Item = Vec<String>> {
        let mut paths = paths(&tokens(&self.code));
        let imported = |name: &str, paths: &[Vec<String>]| {
            let brings = |path: &&Vec<String>| path.len() > 1 && path.last().is_some_and(|last| last == name);
            paths.iter().find(brings).map(|path| path[..path.len() - 1].to_vec())
        };
        let seen = paths.clone();
        for path in &mut paths {
            if let Some(before) = imported(&path[0], &seen) {
                path.splice(0..0, before);
            }
        }
        paths.into_iter()
    }

    /// The paths into the project itself, without `crate`, as seen from its root.
    pub(crate) fn own_paths(&self) -> impl Iterator<Item = Vec<String>> {
        self.paths().filter_map(|path| self.resolve(&path))
    }

    fn resolve(&self, path: &[String]) -> Option<Vec<String>> {
        let ups = path.iter().take_while(|part| *part == "super").count();
        match path.first()?.as_str() {
            "crate" | "pushback" if path.len() > 1 => Some(path[1..].to_vec()),
            "super" => {
                let kept = self.module.len().checked_sub(ups)?;
                Some([&self.module[..kept], &path[ups..]].concat()).filter(|whole| !whole.is_empty())
            }
            _ => None,
        }
    }

    /// Whether a macro is called: `println!`.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.code.match_indices(word).any(|(at, _)| {
            self.code[..at]
                .chars()
                .next_back()
                .is_none_or(|before| !before.is_alphanumeric() && before != '_')
        })
    }

    /// The lines of code in which one of these appears.
    pub(crate) fn lines_with(&self, wanted: &[&str]) -> Vec<String> {
        let lines = self.code.lines().filter(|line| wanted.iter().any(|w| line.contains(w)));
        lines.map(|line| line.trim().to_string()).collect()
    }

    /// Whether the whole file is one of tests.
    pub(crate) fn is_test_file(&self) -> bool {
        self.module.iter().any(|part| part == "tests")
    }

    /// How long a reader thinks it is.
    pub(crate) fn lines_without_tests(&self) -> usize {
        without_tests(&self.text).lines().count()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())
    }
}

/// Whether a path is another one or lies inside it.
pub(crate) fn is_within(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Unit tests close a file, so all after their mark is theirs.
fn without_tests(text: &str) -> &str {
    let marks = text.match_indices("#[cfg(test)]");
    let tests = marks.map(|(at, mark)| (at, text[at + mark.len()..].trim_start()));
    let end = tests
        .filter(|(_, rest)| rest.starts_with("mod ") && rest.find('{') < rest.find(';').or(Some(usize::MAX)));
    end.map(|(at, _)| at).next().map_or(text, |at| &text[..at])
}

/// Lines stay lines. A character literal cannot be told from a lifetime without more, and need not be, except for a quote.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(raw) = raw_string(rest).filter(|_| !code.ends_with(|c: char| c.is_alphanumeric()))
        {
            raw
        } else if next == '"' {
            string(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').map_or(rest.len(), |at| at + 2)
        } else {
            code.push(next);
            rest = &rest[next.len_utf8()..];
            continue;
        };
        code.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
        rest = &rest[skipped..];
    }
    code
}

/// The length of the raw string that starts here.
fn raw_string(text: &str) -> Option<usize> {
    let fence = text.strip_prefix('r')?;
    let hashes = fence.len() - fence.trim_start_matches('#').len();
    fence[hashes..].starts_with('"').then_some(())?;
    let close = format!("\"{}", "#".repeat(hashes));
    let open = 2 + hashes;
    Some(text[open..].find(&close).map_or(text.len(), |at| open + at + close.len()))
}

/// The length of the string that starts here.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    text.len()
}

/// Names, `::`, and single other characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let len = if word > 0 {
            word
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..len]);
        rest = rest[len..].trim_start();
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn paths(tokens: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let leads = is_name(tokens[at]) && tokens.get(at + 1) == Some(&"::");
        at = if leads { path(tokens, at, &[], &mut found) } else { at + 1 };
    }
    found
}

/// Reads one path, or each path of a group, and gives back where it ended.
fn path(tokens: &[&str], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if is_name(token) || *token == "*" {
            path.push((*token).to_string());
            at += 1;
        } else if *token == "{" {
            return group(tokens, at + 1, &path, found);
        } else {
            break;
        }
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}

fn group(tokens: &[&str], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    while let Some(token) = tokens.get(at) {
        match *token {
            "}" => return at + 1,
            "," => at += 1,
            token if is_name(token) || token == "*" || token == "{" => at = path(tokens, at, before, found),
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        let code = without_comments_and_strings(code);
        let found: Vec<String> = paths(&tokens(without_tests(&code))).iter().map(|p| p.join("::")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paths_are_found_in_imports_and_in_the_middle_of_code() {
        check("use crate::io::asr; fn f() { std::fs::read(x) }", &["crate::io::asr", "std::fs::read"]);
    }

    #[test]
    fn a_group_is_spelled_out() {
        check(
            "use std::{fs, time::{Duration, Instant}};",
            &["std::fs", "std::time::Duration", "std::time::Instant"],
        );
    }

    #[test]
    fn comments_strings_and_unit_tests_name_nothing() {
        check(
            "// std::fs\nlet a = \"std::fs \\\" std::io\"; let b = r#\"std::net\"#; let c = '\"'; a::b",
            &["a::b"],
        );
        check("a::b();\n#[cfg(test)]\nmod tests { use std::fs; }", &["a::b"]);
    }

    fn source(module: &[&str], code: &str) -> Source {
        let module = module.iter().map(ToString::to_string).collect();
        Source { file: PathBuf::new(), module, text: String::new(), code: code.to_string() }
    }

    #[test]
    fn super_is_seen_from_the_root() {
        let named =
            |module: &[&str]| source(module, "use super::asr::Word;").own_paths().next().unwrap().join("::");
        assert_eq!(named(&["io", "vad"]), "io::asr::Word");
        assert_eq!(named(&["io", "vad", "frame"]), "io::vad::asr::Word");
    }

    #[test]
    fn an_import_is_followed() {
        let source = source(&["core"], "use std::thread; fn f() { thread::Builder::new() }");
        let found: Vec<String> = source.paths().map(|p| p.join("::")).collect();
        assert_eq!(found, ["std::thread", "std::thread::Builder::new"]);
    }
}
