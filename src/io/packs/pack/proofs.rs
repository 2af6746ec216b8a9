//! Reads the texts that prove a pack: its samples and its minimal pairs.

use crate::core::rubric::when::disclosure_named;
use crate::io::packs::Pair;
use crate::io::packs::Sample;
use crate::io::packs::cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::pack::names::Names;
use crate::io::packs::problem::Problem;
use crate::io::packs::schema::PairsToml;

/// A sample, or the fault that it is missing.
pub(super) fn sample(
    pack: &PackFile,
    file: Option<&PackFile>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<Sample> {
    match file {
        Some(file) if !file.text.trim().is_empty() => {
            Some(Sample { text: file.text.trim().to_owned(), place: file.place(0) })
        }
        _ => {
            problems.push(pack.problem(0, format!("the pack needs a sample answer in {name}")));
            None
        }
    }
}

/// All pairs of a pack.
pub(super) fn pairs(files: &[&PackFile], id: &str, names: &Names, problems: &mut Vec<Problem>) -> Vec<Pair> {
    let mut made: Vec<Pair> = Vec::new();
    let under = format!("packs/{id}/pairs/");
    for file in files.iter().filter(|f| f.path.starts_with(&under)) {
        let Some(read) = cues::parse::<PairsToml>(file, problems) else { continue };
        for pair in read.pair {
            let (at, dimension) = (pair.id.span().start, pair.dimension.get_ref());
            if dimension != "attribution" && !names.dimensions.contains(dimension) {
                problems.push(
                    file.problem(
                        pair.dimension.span().start,
                        format!("no dimension is called {dimension:?}"),
                    ),
                );
            }
            if made.iter().any(|m| m.id == *pair.id.get_ref()) {
                problems.push(file.problem(at, format!("there is a pair {:?} already", pair.id.get_ref())));
            }
            for level in [&pair.a.level.0, &pair.b.level.0] {
                let known = disclosure_named(level).is_some()
                    || matches!(level.as_str(), "0" | "1" | "2" | "external" | "mixed" | "internal");
                if !known {
                    problems.push(file.problem(at, format!("no level is called {level:?}")));
                }
            }
            made.push(Pair {
                id: pair.id.get_ref().clone(),
                dimension: dimension.clone(),
                why: pair.why,
                sides: [(pair.a.text, pair.a.level.0), (pair.b.text, pair.b.level.0)],
                place: file.place(at),
            });
        }
    }
    made
}
