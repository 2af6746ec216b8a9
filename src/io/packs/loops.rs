//! Reads `loops/`: the plans of loops, and the manners of their interviewers.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::core::interview::floor::PATIENCE_RANGE_MS;
use crate::core::interview::loops::Interviewer;
use crate::core::interview::loops::LoopPlan;
use crate::core::interview::loops::Loops;
use crate::core::interview::loops::Manner;
use crate::core::interview::loops::Part;
use crate::core::interview::loops::Pitch;
use crate::core::interview::loops::What;
use crate::core::interview::plan::MOST_PROBES;
use crate::io::packs::cues;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::Problem;

/// The version of the file types below.
const SCHEMA: u32 = 1;
const MANNERS: &str = "loops/manners.toml";

/// `loops/ID.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LoopToml {
    schema: Spanned<u32>,
    id: Spanned<String>,
    title: Spanned<String>,
    about: Spanned<String>,
    minutes: Spanned<u32>,
    interviewer: Vec<InterviewerToml>,
    part: Vec<PartToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InterviewerToml {
    id: Spanned<String>,
    name: Spanned<String>,
    voice: Pitch,
    manner: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartToml {
    kind: Spanned<Kind>,
    interviewer: Spanned<String>,
    minutes: Spanned<u32>,
    ask: Option<Spanned<String>>,
    pool: Option<Spanned<Vec<String>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Opening,
    Question,
    Break,
    Closing,
}

/// Reads all plans and manners. `packs` are the ids that can be asked.
pub(super) fn load(files: &[PackFile], packs: &[&str], problems: &mut Vec<Problem>) -> Loops {
    let manners = manners(files, problems);
    let is_plan = |f: &&PackFile| f.path.starts_with("loops/") && f.path != MANNERS;
    let mut plans = Vec::new();
    for file in files.iter().filter(is_plan) {
        let Some(read) = cues::parse::<LoopToml>(file, problems) else { continue };
        let before = problems.len();
        let mut reader = Reader { file, packs, manners: &manners, problems };
        let plan = reader.plan(read);
        if problems.len() == before {
            plans.push(plan);
        }
    }
    plans.sort_by(|a, b| (a.minutes, &a.id).cmp(&(b.minutes, &b.id)));
    Loops { plans, manners }
}

fn manners(files: &[PackFile], problems: &mut Vec<Problem>) -> Vec<(String, Manner)> {
    let Some(file) = files.iter().find(|file| file.path == MANNERS) else { return Vec::new() };
    let read: BTreeMap<String, Spanned<Manner>> = cues::parse(file, problems).unwrap_or_default();
    for (name, manner) in &read {
        for what in faults(manner.get_ref()) {
            problems.push(file.problem(manner.span().start, format!("manner {name:?}: {what}")));
        }
    }
    read.into_iter().map(|(name, manner)| (name, manner.into_inner())).collect()
}

/// What is wrong with a manner.
fn faults(manner: &Manner) -> Vec<String> {
    let mut found = Vec::new();
    if !PATIENCE_RANGE_MS.contains(&manner.patience_ms) {
        let (least, most) = (PATIENCE_RANGE_MS.start(), PATIENCE_RANGE_MS.end());
        found.push(format!("a patience of {} ms is not between {least} and {most}", manner.patience_ms));
    }
    if manner.probes > MOST_PROBES {
        found.push(format!("{} probes are more than {MOST_PROBES}", manner.probes));
    }
    for (list, name, slot) in [
        (&manner.introduces, "introduces", Some("{name}")),
        (&manner.before_question, "before_question", None),
        (&manner.before_probe, "before_probe", None),
        (&manner.goes_deeper, "goes_deeper", None),
        (&manner.time_is_left, "time_is_left", None),
        (&manner.time_is_short, "time_is_short", None),
        (&manner.time_is_up, "time_is_up", None),
        (&manner.hands_over, "hands_over", Some("{next}")),
        (&manner.break_begins, "break_begins", Some("{minutes}")),
        (&manner.break_ends, "break_ends", None),
        (&manner.closes, "closes", None),
    ] {
        if list.is_empty() || list.iter().any(|line| line.trim().is_empty()) {
            found.push(format!("{name} needs words"));
        }
        let stray =
            |line: &&String| slot.map_or((*line).clone(), |slot| line.replace(slot, "")).contains('{');
        found.extend(list.iter().filter(stray).map(|line| format!("{name}: nothing fills {line:?}")));
    }
    found
}

struct Reader<'a> {
    file: &'a PackFile,
    packs: &'a [&'a str],
    manners: &'a [(String, Manner)],
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn fail<T>(&mut self, at: &Spanned<T>, what: impl Into<String>) {
        self.problems.push(self.file.problem(at.span().start, what));
    }

    fn plan(&mut self, read: LoopToml) -> LoopPlan {
        self.head(&read);
        let interviewers = self.interviewers(&read);
        let parts: Vec<Part> = read.part.iter().map(|part| self.part(part, &interviewers)).collect();
        for (at, who) in read.interviewer.iter().enumerate() {
            let asks = |part: &Part| part.interviewer == at && matches!(part.what, What::Question(_));
            if !parts.iter().any(asks) {
                self.fail(&who.id, format!("{:?} asks nothing", who.id.get_ref()));
            }
        }
        LoopPlan {
            id: read.id.into_inner(),
            title: read.title.into_inner(),
            about: read.about.into_inner(),
            minutes: read.minutes.into_inner(),
            interviewers,
            parts,
        }
    }

    fn head(&mut self, read: &LoopToml) {
        if *read.schema.get_ref() != SCHEMA {
            let what = format!("schema {} is not known to this version, {SCHEMA} is", read.schema.get_ref());
            self.fail(&read.schema, what);
        }
        if self.file.path != format!("loops/{}.toml", read.id.get_ref()) {
            self.fail(&read.id, format!("id {:?} is not the name of its file", read.id.get_ref()));
        }
        for text in [&read.title, &read.about] {
            if text.get_ref().trim().is_empty() {
                self.fail(text, "a wording is missing");
            }
        }
        let sum: u32 = read.part.iter().map(|part| *part.minutes.get_ref()).fold(0, u32::saturating_add);
        if sum != *read.minutes.get_ref() {
            self.fail(&read.minutes, format!("the parts take {sum} minutes, not {}", read.minutes.get_ref()));
        }
        let places = |kind: Kind| {
            let parts = read.part.iter().enumerate();
            parts.filter(|(_, part)| *part.kind.get_ref() == kind).map(|(at, _)| at).collect::<Vec<_>>()
        };
        if places(Kind::Opening) != [0] || places(Kind::Closing) != [read.part.len().saturating_sub(1)] {
            self.fail(&read.id, "a loop begins with its one opening and ends with its one closing");
        }
    }

    fn interviewers(&mut self, read: &LoopToml) -> Vec<Interviewer> {
        let mut made: Vec<Interviewer> = Vec::new();
        for who in &read.interviewer {
            if made.iter().any(|other| other.id == *who.id.get_ref()) {
                self.fail(&who.id, format!("there is an interviewer {:?} already", who.id.get_ref()));
            }
            if who.name.get_ref().trim().is_empty() {
                self.fail(&who.name, "a wording is missing");
            }
            if !self.manners.iter().any(|(name, _)| name == who.manner.get_ref()) {
                self.fail(
                    &who.manner,
                    format!("no manner is called {:?} in {MANNERS}", who.manner.get_ref()),
                );
            }
            made.push(Interviewer {
                id: who.id.get_ref().clone(),
                name: who.name.get_ref().clone(),
                voice: who.voice,
                manner: who.manner.get_ref().clone(),
            });
        }
        made
    }

    fn part(&mut self, part: &PartToml, interviewers: &[Interviewer]) -> Part {
        let known = interviewers.iter().position(|who| who.id == *part.interviewer.get_ref());
        if known.is_none() {
            let what = format!("no interviewer is called {:?}", part.interviewer.get_ref());
            self.fail(&part.interviewer, what);
        }
        if *part.minutes.get_ref() == 0 {
            self.fail(&part.minutes, "a part takes a minute or more");
        }
        let packs = self.packs_of(part);
        let what = match part.kind.get_ref() {
            Kind::Opening => What::Opening,
            Kind::Question => What::Question(packs),
            Kind::Break => What::Break,
            Kind::Closing => What::Closing,
        };
        Part { what, interviewer: known.unwrap_or_default(), minutes: *part.minutes.get_ref() }
    }

    /// The packs that a part asks one of; none where it is no question.
    fn packs_of(&mut self, part: &PartToml) -> Vec<String> {
        let packs = match (&part.ask, &part.pool) {
            (Some(ask), None) => vec![ask.get_ref().clone()],
            (None, Some(pool)) => pool.get_ref().clone(),
            _ => Vec::new(),
        };
        let both = part.ask.is_some() && part.pool.is_some();
        let is_question = *part.kind.get_ref() == Kind::Question;
        if both || is_question == packs.is_empty() {
            self.fail(&part.kind, "a question has either ask or a pool, and nothing else has");
        }
        for (at, pack) in packs.iter().enumerate() {
            if !self.packs.contains(&pack.as_str()) {
                self.fail(&part.kind, format!("no pack is called {pack:?}"));
            }
            if packs[..at].contains(pack) {
                self.fail(&part.kind, format!("{pack:?} is in the pool twice"));
            }
        }
        packs
    }
}

#[cfg(test)]
mod tests;
