//! The names that conditions of a pack may use.

use toml::Spanned;

use crate::core::rubric::rubric::Cues;
use crate::core::rubric::when::Part;
use crate::core::rubric::when::Query;
use crate::core::rubric::when::When;
use crate::core::text::sym::Sym;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::Problem;
use crate::io::packs::schema::PackToml;

/// What the judge states besides levels and events: whether a failure of the speaker's is told, and where the causes
/// are put; and every killer by its id.
const FACTS: [&str; 4] = ["story", "external", "mixed", "internal"];

/// The figures that the judge states.
const FIGURES: [&str; 1] = ["words"];

/// Everything that can be named.
pub(super) struct Names {
    pub(super) dimensions: Vec<String>,
    pub(super) beats: Vec<String>,
    killers: Vec<String>,
    events: Vec<(Sym, Vec<(Sym, Sym)>)>,
}

impl Names {
    pub(super) fn of(read: &PackToml, cues: &Cues) -> Self {
        let mut events: Vec<(Sym, Vec<(Sym, Sym)>)> = Vec::new();
        for frame in cues.frames.frames() {
            let kind = Sym::of(&frame.event);
            match events.iter_mut().find(|(k, _)| *k == kind) {
                Some((_, says)) => says.extend(frame.says()),
                None => events.push((kind, frame.says().collect())),
            }
        }
        Self {
            dimensions: read.dimension.iter().map(|d| d.id.get_ref().clone()).collect(),
            beats: read.beat.iter().map(|b| b.id.get_ref().clone()).collect(),
            killers: read.killer.iter().map(|k| k.id.get_ref().clone()).collect(),
            events,
        }
    }

    /// Whether some frame yields events of this kind.
    pub(super) fn has_event(&self, kind: &str) -> bool {
        let kind = Sym::of(kind);
        self.events.iter().any(|(k, _)| *k == kind)
    }

    /// Reads a condition and checks every name in it.
    pub(super) fn when(
        &self,
        file: &PackFile,
        text: &Spanned<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<When> {
        let at = text.span().start;
        let when = match When::parse(text.get_ref()) {
            Ok(when) => when,
            Err(error) => {
                problems.push(file.problem(at, error.to_string()));
                return None;
            }
        };
        let before = problems.len();
        when.visit(&mut |part| {
            if let Some(what) = self.unknown(part) {
                problems.push(file.problem(at, what));
            }
        });
        (problems.len() == before).then_some(when)
    }

    fn unknown(&self, part: Part<'_>) -> Option<String> {
        let listed = |list: &[String], name: &str| list.iter().any(|n| n == name);
        match part {
            Part::Query(query) => self.unknown_event(query),
            Part::Dimension(name) if !listed(&self.dimensions, name) => {
                Some(format!("no dimension is called {name:?}"))
            }
            Part::Beat(name) if !listed(&self.beats, name) => Some(format!("no beat is called {name:?}")),
            Part::Fact(name) if !FACTS.contains(&name) && !listed(&self.killers, name) => {
                Some(format!("no fact is called {name:?}: {}, or the id of a killer", FACTS.join(", ")))
            }
            Part::Figure(name) if !FIGURES.contains(&name) => {
                Some(format!("no figure is called {name:?}: {}", FIGURES.join(", ")))
            }
            _ => None,
        }
    }

    fn unknown_event(&self, query: &Query) -> Option<String> {
        let kind = Sym::of(&query.kind);
        let Some((_, says)) = self.events.iter().find(|(k, _)| *k == kind) else {
            return Some(format!("no frame yields the event {:?}", query.kind));
        };
        if let Some(beat) = query.beats.iter().find(|beat| !self.beats.contains(beat)) {
            return Some(format!("no beat is called {beat:?}"));
        }
        let said = |key: &str, value: &str| says.contains(&(Sym::of(key), Sym::of(value)));
        let never = |(key, values): &(String, Vec<String>)| {
            values.iter().find(|value| !said(key, value)).map(|value| (key.clone(), value.clone()))
        };
        let (key, value) = query.attributes.iter().find_map(never)?;
        Some(format!("no frame of the event {:?} says {key} = {value}", query.kind))
    }
}
