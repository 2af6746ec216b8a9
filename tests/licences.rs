//! Every package that is built in may be given away under this project's own terms, MIT OR Apache-2.0.
//!
//! Reads what cargo knows, without network. A licence is an expression ("MIT OR GPL-3.0"): it is enough that one way
//! through it is allowed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot prepare its ground has failed, and says where"
)]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Permissive: they ask to be named, no more; the two of fonts, that a changed font is not called by its name.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Families of packages under MPL-2.0, and why they are here. It asks that changes to *their* files stay open: they are
/// used as published, so there are none, and what is built with them may have any licence.
const MPL: &[(&str, &str)] = &[
    ("symphonia", "decodes MP3, AAC, FLAC and Vorbis, for which Rust has no other library that is kept"),
    ("option-ext", "a part of `directories`, which knows where a user's data belongs on each system"),
];

#[test]
fn every_package_may_be_given_away_under_our_terms() {
    let refused: Vec<String> = packages()
        .iter()
        .filter(|package| !may_be_used(&package.name, package.licence.as_deref().unwrap_or("")))
        .map(|package| {
            format!("{}: {}", package.name, package.licence.as_deref().unwrap_or("no licence named"))
        })
        .collect();
    assert!(refused.is_empty(), "\n{}", refused.join("\n"));
}

#[test]
fn no_permission_is_left_over() {
    let packages = packages();
    let needless: Vec<&&str> = MPL
        .iter()
        .map(|(family, _)| family)
        .filter(|family| !packages.iter().any(|p| is_of(&p.name, family)))
        .collect();
    assert!(needless.is_empty(), "no longer used: {needless:?}");
}

#[test]
fn one_allowed_way_through_an_expression_is_enough() {
    for good in [
        "MIT",
        "OFL-1.1",
        "Ubuntu-font-1.0",
        "GPL-3.0 OR MIT",
        "MIT AND (GPL-2.0 OR ISC)",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
    ] {
        assert!(may_be_used("any", good), "{good}");
    }
    assert!(may_be_used("any", "GPL-2.0 OR Apache-2.0 WITH LLVM-exception"));
}

#[test]
fn an_expression_without_an_allowed_way_is_refused() {
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "MIT AND",
        "MIT OR",
        "(MIT",
        "MIT GPL-3.0",
        "Apache-2.0 WITH other",
    ] {
        assert!(!may_be_used("any", bad), "{bad}");
    }
}

#[test]
fn the_mozilla_licence_is_for_named_packages_only() {
    assert!(may_be_used("symphonia", "MPL-2.0"));
    assert!(may_be_used("symphonia-core", "MPL-2.0"));
    assert!(!may_be_used("symphoniac", "MPL-2.0"));
    assert!(!may_be_used("any", "MPL-2.0"));
}

struct Package {
    name: String,
    licence: Option<String>,
}

/// What is resolved for this project on this platform, packages for building and testing too. Those of other platforms
/// are not on this machine to be asked.
fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--filter-platform",
            &platform(),
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "where are the packages?");
    let text = |package: &Value, key: &str| package[key].as_str().map(ToString::to_string);
    packages.iter().map(|p| Package { name: text(p, "name").unwrap(), licence: text(p, "license") }).collect()
}

/// The platform that the compiler builds for.
fn platform() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let says = String::from_utf8(output.stdout).unwrap();
    says.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_string()
}

fn is_of(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn may_be_used(name: &str, expression: &str) -> bool {
    let mut allowed: BTreeSet<&str> = ALLOWED.iter().copied().collect();
    if MPL.iter().any(|(family, _)| is_of(name, family)) {
        allowed.insert("MPL-2.0");
    }
    // Old packages write a slash for OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed: &allowed };
    reader.either() == Some(true) && reader.words.is_empty()
}

/// Reads an SPDX expression. `None` where it is none: AND binds tighter than OR.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a BTreeSet<&'a str>,
}

impl Reader<'_> {
    fn either(&mut self) -> Option<bool> {
        let mut good = self.both()?;
        while self.take("OR") {
            good |= self.both()?;
        }
        Some(good)
    }

    fn both(&mut self) -> Option<bool> {
        let mut good = self.one()?;
        while self.take("AND") {
            good &= self.one()?;
        }
        Some(good)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let good = self.either()?;
            return self.take(")").then_some(good);
        }
        let name = *self.words.first().filter(|word| !["OR", "AND", "WITH", ")"].contains(word))?;
        self.words = &self.words[1..];
        if self.take("WITH") {
            let exception = *self.words.first()?;
            self.words = &self.words[1..];
            return Some(self.allowed.contains(format!("{name} WITH {exception}").as_str()));
        }
        Some(self.allowed.contains(name))
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.words.first() == Some(&word);
        if taken {
            self.words = &self.words[1..];
        }
        taken
    }
}
