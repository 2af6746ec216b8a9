//! The files that packs are made of, built in or of a user, under the same relative paths.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::Digest;
use sha2::Sha256;

use crate::io::packs::builtin;
use crate::io::packs::problem::PackError;
use crate::io::packs::problem::Place;
use crate::io::packs::problem::Problem;

/// The deepest folder that is looked into, below the user's folder.
const DEEPEST: usize = 5;

/// Larger files are no rules.
const LARGEST: u64 = 4 * 1024 * 1024;

/// One file of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Where it stands in the tree of rules, e.g. `cues/frames/told.toml`.
    pub path: String,
    /// How a person finds it.
    pub shown: String,
    /// Its text.
    pub text: String,
    /// Whether a user wrote it.
    pub own: bool,
}

impl PackFile {
    /// The line that a byte of the text lies in.
    pub fn place(&self, byte: usize) -> Place {
        let ends = self.text.bytes().take(byte).filter(|b| *b == b'\n');
        Place { file: self.shown.clone(), line: 1 + ends.count() }
    }

    /// A fault at a byte of the text.
    pub fn problem(&self, byte: usize, what: impl Into<String>) -> Problem {
        Problem { place: self.place(byte), what: what.into() }
    }

    /// The id of the pack that it belongs to.
    pub fn pack_id(&self) -> Option<&str> {
        self.path.strip_prefix("packs/")?.split_once('/').map(|(id, _)| id)
    }
}

/// The files that are built into the program.
pub fn builtin() -> Vec<PackFile> {
    let made = |(path, text): &(&str, &str)| PackFile {
        path: (*path).to_owned(),
        shown: format!("prompts/{path}"),
        text: (*text).to_owned(),
        own: false,
    };
    builtin::FILES.iter().map(made).collect()
}

/// All rule files below a folder: a tree with `packs`, `cues`, `interview` and `loops`, or a single pack with its `pack.toml`.
pub fn read(dir: &Path) -> Result<Vec<PackFile>, PackError> {
    let mut found = Vec::new();
    let single = dir.join("pack.toml").is_file();
    if single {
        let name =
            fs::canonicalize(dir).ok().and_then(|d| Some(d.file_name()?.to_string_lossy().into_owned()));
        walk(dir, &format!("packs/{}", name.unwrap_or_else(|| "pack".to_owned())), 0, &mut found)?;
    } else {
        for part in ["packs", "cues", "interview", "loops"] {
            let below = dir.join(part);
            if below.is_dir() {
                walk(&below, part, 0, &mut found)?;
            }
        }
    }
    if found.is_empty() {
        return Err(PackError::NoPack { path: dir.to_owned() });
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(dir: &Path, under: &str, depth: usize, found: &mut Vec<PackFile>) -> Result<(), PackError> {
    let unreadable = |source| PackError::Unreadable { path: dir.to_owned(), source };
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let inner = format!("{under}/{name}");
        if path.is_dir() && depth < DEEPEST {
            walk(&path, &inner, depth + 1, found)?;
        } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "txt") {
            found.push(PackFile {
                shown: path.display().to_string(),
                path: inner,
                text: text(&path)?,
                own: true,
            });
        }
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, PackError> {
    let unreadable = |source| PackError::Unreadable { path: path.to_owned(), source };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        let place = Place { file: path.display().to_string(), line: 1 };
        return Err(PackError::Broken(vec![Problem {
            place,
            what: format!("{size} bytes are too much for rules"),
        }]));
    }
    fs::read_to_string(path).map_err(unreadable)
}

/// Puts a user's files over the built-in ones.
pub fn overlay(builtin: Vec<PackFile>, user: Vec<PackFile>) -> Vec<PackFile> {
    let replaced = |file: &PackFile| match file.pack_id() {
        Some(id) => user.iter().any(|own| own.path == format!("packs/{id}/pack.toml")),
        None => user.iter().any(|own| own.path == file.path),
    };
    let mut all: Vec<_> = builtin.into_iter().filter(|file| !replaced(file)).collect();
    all.extend(user);
    all
}

/// Hex of the first eight bytes of a SHA-256 over paths and texts, whatever order they come in.
pub fn fingerprint<'a>(files: impl Iterator<Item = &'a PackFile>) -> String {
    let mut sorted: Vec<_> = files.collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for file in sorted {
        for part in [file.path.as_bytes(), file.text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").ok();
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_under_prompts_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("prompts");
        let on_disk: Vec<_> = read(&root).unwrap().into_iter().map(|f| (f.path, f.text)).collect();
        let mut built_in: Vec<_> = builtin().into_iter().map(|f| (f.path, f.text)).collect();
        built_in.sort();
        let paths = |files: &[(String, String)]| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
        assert_eq!(paths(&built_in), paths(&on_disk), "src/io/packs/builtin.rs lists every file");
        assert_eq!(built_in, on_disk);
    }

    #[test]
    fn a_pack_of_the_same_id_replaces_the_whole_pack_and_a_cue_file_only_itself() {
        let file =
            |path: &str, own| PackFile { path: path.into(), shown: path.into(), text: String::new(), own };
        let builtin =
            ["packs/a/pack.toml", "packs/a/weak.txt", "packs/b/pack.toml", "cues/x.toml", "cues/y.toml"];
        let user = ["packs/a/pack.toml", "cues/y.toml"];
        let all = overlay(builtin.map(|p| file(p, false)).to_vec(), user.map(|p| file(p, true)).to_vec());
        let seen: Vec<_> = all.iter().map(|f| (f.path.as_str(), f.own)).collect();
        assert_eq!(
            seen,
            [
                ("packs/b/pack.toml", false),
                ("cues/x.toml", false),
                ("packs/a/pack.toml", true),
                ("cues/y.toml", true)
            ]
        );
    }

    #[test]
    fn a_fingerprint_changes_with_any_letter_and_not_with_the_order() {
        let file = |path: &str, text: &str| PackFile {
            path: path.into(),
            shown: path.into(),
            text: text.into(),
            own: false,
        };
        let (a, b, c) = (file("a", "x"), file("b", "y"), file("b", "z"));
        assert_eq!(fingerprint([&a, &b].into_iter()), fingerprint([&b, &a].into_iter()));
        assert_ne!(fingerprint([&a, &b].into_iter()), fingerprint([&a, &c].into_iter()));
        assert_eq!(fingerprint([&a].into_iter()).len(), 16);
    }
}
