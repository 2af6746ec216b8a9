//! Reads the word classes and frames under `cues/`, and the rules for replies, which are frames too.

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::core::rubric::frame::guard::Guard;
use crate::core::rubric::frame::lexicon::Lexicon;
use crate::core::rubric::frame::set::Frame;
use crate::core::rubric::frame::set::FrameSet;
use crate::core::rubric::frame::set::FrameSource;
use crate::core::rubric::frame::set::Within;
use crate::core::rubric::rubric::Cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::Place;
use crate::io::packs::problem::Problem;
use crate::io::packs::schema::Conditions;
use crate::io::packs::schema::FrameEntry;
use crate::io::packs::schema::FrameFile;
use crate::io::packs::schema::LexiconFile;
use crate::io::packs::schema::OneOrMany;
use crate::io::packs::schema::Plain;
use crate::io::packs::schema::Set;

/// A sentence that a frame must find something in, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Example {
    pub(super) frame: String,
    pub(super) text: String,
    pub(super) fires: bool,
    pub(super) place: Place,
}

/// What was read.
pub(super) struct Shared {
    pub(super) cues: Cues,
    pub(super) examples: Vec<Example>,
}

/// How sure a frame is that does not say so.
const CERTAINTY: f32 = 0.9;

/// Reads TOML, or says on which line it is wrong.
pub(super) fn parse<T: DeserializeOwned>(file: &PackFile, problems: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(&file.text) {
        Ok(read) => Some(read),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(file.problem(at, error.message().replace('\n', " ")));
            None
        }
    }
}

/// Reads all cues.
pub(super) fn load(files: &[PackFile], problems: &mut Vec<Problem>) -> Shared {
    let lexicon = load_lexicon(files, problems);
    let mut examples: Vec<Example> = Vec::new();
    let frames = load_frames(files, "cues/frames/", &lexicon, &mut examples, problems);
    let replies = load_frames(files, "cues/replies", &lexicon, &mut examples, problems);
    Shared { cues: Cues { lexicon, frames, replies }, examples }
}

/// The frames of all files whose path begins so, in the order of the files.
fn load_frames(
    files: &[PackFile],
    under: &str,
    lexicon: &Lexicon,
    examples: &mut Vec<Example>,
    problems: &mut Vec<Problem>,
) -> FrameSet {
    let mut frames: Vec<(Frame, bool)> = Vec::new();
    for file in files.iter().filter(|f| f.path.starts_with(under)) {
        let Some(read) = parse::<FrameFile>(file, problems) else { continue };
        for entry in &read.frame {
            let id = entry.id.get_ref();
            let known = frames.iter().position(|(frame, _)| frame.id == *id);
            if let Some(at) = known {
                if frames[at].1 || !file.own {
                    problems.push(
                        file.problem(entry.id.span().start, format!("there is a frame {id:?} already")),
                    );
                    continue;
                }
                frames.remove(at);
                examples.retain(|example| example.frame != *id);
            }
            let Some(source) = source(file, entry, &read.defaults, problems) else { continue };
            match Frame::new(&source, lexicon) {
                Ok(frame) => frames.push((frame, file.own)),
                Err(error) => {
                    let at = entry.pattern.span().start;
                    problems.push(file.problem(at, format!("frame {id:?}: {error}")));
                }
            }
            examples.extend(examples_of(file, entry, problems));
        }
    }
    FrameSet::new(frames.into_iter().map(|(frame, _)| frame).collect())
}

fn load_lexicon(files: &[PackFile], problems: &mut Vec<Problem>) -> Lexicon {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut places = Vec::new();
    for file in files.iter().filter(|f| f.path.starts_with("cues/lexicon/")) {
        let Some(read) = parse::<LexiconFile>(file, problems) else { continue };
        for (class, list) in read {
            for entry in list {
                for spelling in spellings(entry.get_ref()) {
                    entries.push((class.clone(), spelling));
                    places.push((file, entry.span().start));
                }
            }
        }
    }
    let given: Vec<_> = entries.iter().map(|(class, entry)| (class.as_str(), entry.as_str())).collect();
    let (lexicon, errors) = Lexicon::new(&given);
    for error in errors {
        let ((class, text), (file, at)) = (&entries[error.entry], places[error.entry]);
        problems.push(file.problem(at, format!("{text:?} in {class:?}: {}", error.error)));
    }
    lexicon
}

/// "on-call" is written in one word and in two.
fn spellings(entry: &str) -> Vec<String> {
    let hyphened = entry.contains('-') && entry.chars().all(|c| c.is_alphanumeric() || "- ".contains(c));
    if hyphened { vec![entry.to_owned(), entry.replace('-', " ")] } else { vec![entry.to_owned()] }
}

fn examples_of(file: &PackFile, entry: &FrameEntry, problems: &mut Vec<Problem>) -> Vec<Example> {
    for (list, name) in [(&entry.yes, "yes"), (&entry.no, "no")] {
        if list.len() < 2 {
            let what = format!("frame {:?} needs two {name:?} examples or more", entry.id.get_ref());
            problems.push(file.problem(entry.id.span().start, what));
        }
    }
    let made = |text: &Spanned<String>, fires| Example {
        frame: entry.id.get_ref().clone(),
        text: text.get_ref().clone(),
        fires,
        place: file.place(text.span().start),
    };
    entry
        .yes
        .iter()
        .map(|text| made(text, true))
        .chain(entry.no.iter().map(|text| made(text, false)))
        .collect()
}

fn source(
    file: &PackFile,
    entry: &FrameEntry,
    defaults: &Conditions,
    problems: &mut Vec<Problem>,
) -> Option<FrameSource> {
    let mut reader = Reader { file, problems, failed: false };
    let Some(event) = entry.event.as_ref().or(defaults.event.as_ref()) else {
        reader.fail(entry.id.span().start, format!("frame {:?} says no event", entry.id.get_ref()));
        return None;
    };
    let list =
        |some: &Option<Spanned<OneOrMany>>| some.as_ref().map(|s| s.get_ref().0.clone()).unwrap_or_default();
    let source = FrameSource {
        id: entry.id.get_ref().clone(),
        event: event.get_ref().clone(),
        patterns: entry.pattern.get_ref().0.clone(),
        within: reader.within(entry.within.as_ref().or(defaults.within.as_ref())),
        guard: reader.guard(entry, defaults),
        around: reader.within(entry.around.as_ref().or(defaults.around.as_ref())),
        needs: list(&entry.needs),
        unless: list(&entry.unless),
        set: pairs(&entry.set),
        also: entry.also.iter().map(|also| (also.near.get_ref().clone(), pairs(&also.set))).collect(),
        certainty: entry.certainty.or(defaults.certainty).unwrap_or(CERTAINTY).clamp(0.0, 1.0),
    };
    (!reader.failed).then_some(source)
}

fn pairs(set: &Set) -> Vec<(String, String)> {
    set.iter().map(|(key, value)| (key.clone(), value.0.clone())).collect()
}

struct Reader<'a> {
    file: &'a PackFile,
    problems: &'a mut Vec<Problem>,
    failed: bool,
}

impl Reader<'_> {
    fn fail(&mut self, at: usize, what: String) {
        self.problems.push(self.file.problem(at, what));
        self.failed = true;
    }

    fn within(&mut self, name: Option<&Spanned<String>>) -> Within {
        let Some(name) = name else { return Within::default() };
        Within::named(name.get_ref()).unwrap_or_else(|| {
            let what = format!("{:?} is none of clause, window, near, sentence", name.get_ref());
            self.fail(name.span().start, what);
            Within::default()
        })
    }

    fn guard(&mut self, entry: &FrameEntry, defaults: &Conditions) -> Guard {
        let mut guard = Guard::default();
        self.names(entry.agent.as_ref().or(defaults.agent.as_ref()), |name| guard.allow_agent(name));
        self.names(entry.time.as_ref().or(defaults.time.as_ref()), |name| guard.allow_time(name));
        self.names(entry.mood.as_ref().or(defaults.mood.as_ref()), |name| guard.allow_mood(name));
        self.names(entry.link.as_ref().or(defaults.link.as_ref()), |name| guard.allow_link(name));
        self.flag(entry.negated.as_ref().or(defaults.negated.as_ref()), |yes| guard.set_negated(yes));
        self.flag(entry.passive.as_ref().or(defaults.passive.as_ref()), |yes| guard.set_passive(yes));
        self.flag(entry.reported.as_ref().or(defaults.reported.as_ref()), |yes| guard.set_reported(yes));
        guard
    }

    fn names(
        &mut self,
        given: Option<&Spanned<OneOrMany>>,
        mut allow: impl FnMut(&str) -> Result<(), String>,
    ) {
        let Some(given) = given else { return };
        for name in given.get_ref().0.iter().filter(|name| *name != "any") {
            if let Err(what) = allow(name) {
                self.fail(given.span().start, what);
            }
        }
    }

    fn flag(&mut self, given: Option<&Spanned<Plain>>, mut set: impl FnMut(bool)) {
        let Some(given) = given else { return };
        match given.get_ref().0.as_str() {
            "true" => set(true),
            "false" => set(false),
            "any" => {}
            other => self.fail(given.span().start, format!("{other:?} is none of true, false, \"any\"")),
        }
    }
}
