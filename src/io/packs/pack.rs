//! Reads `packs/ID/`: one question and how its answer is judged.

mod listens;
mod names;
mod probes;
mod proofs;

use std::sync::Arc;

use toml::Spanned;

use crate::core::rubric::frame::set::Chosen;
use crate::core::rubric::learned::answer::LEARNED_FROM_LEVELS;
use crate::core::rubric::learned::answer::TARGETS;
use crate::core::rubric::rubric::AdviceRule;
use crate::core::rubric::rubric::Beat;
use crate::core::rubric::rubric::Cues;
use crate::core::rubric::rubric::Dimension;
use crate::core::rubric::rubric::DimensionKind;
use crate::core::rubric::rubric::Killer;
use crate::core::rubric::rubric::LevelRule;
use crate::core::rubric::rubric::Rubric;
use crate::core::rubric::rubric::Scoring;
use crate::core::rubric::rubric::Section;
use crate::core::rubric::rubric::StoryGate;
use crate::core::rubric::verdict::Disclosure;
use crate::core::rubric::verdict::Level;
use crate::core::rubric::verdict::RubricStamp;
use crate::core::rubric::when::When;
use crate::core::rubric::when::disclosure_named;
use crate::io::packs::Pack;
use crate::io::packs::cues;
use crate::io::packs::files;
use crate::io::packs::files::PackFile;
use crate::io::packs::pack::names::Names;
use crate::io::packs::problem::Problem;
use crate::io::packs::schema::DimensionToml;
use crate::io::packs::schema::LevelToml;
use crate::io::packs::schema::PackToml;

/// The version of the file types in [`crate::io::packs::schema`].
const SCHEMA: u32 = 1;

/// Reads all packs, in the order of their ids.
pub(super) fn load_all(files: &[PackFile], cues: &Arc<Cues>, problems: &mut Vec<Problem>) -> Vec<Pack> {
    let mut ids: Vec<&str> = files.iter().filter_map(PackFile::pack_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut packs: Vec<Pack> = ids.iter().filter_map(|id| load(id, files, cues, problems)).collect();
    listens::choose(&mut packs, cues);
    packs
}

fn load(id: &str, files: &[PackFile], cues: &Arc<Cues>, problems: &mut Vec<Problem>) -> Option<Pack> {
    let of_pack: Vec<&PackFile> = files.iter().filter(|f| f.pack_id() == Some(id)).collect();
    let file_of = |name: &str| of_pack.iter().find(|f| f.path == format!("packs/{id}/{name}")).copied();
    let Some(file) = file_of("pack.toml") else {
        problems.push(of_pack.first()?.problem(0, format!("pack {id:?} has no pack.toml")));
        return None;
    };
    let written: PackToml = cues::parse(file, problems)?;
    let before = problems.len();
    let mut reader = Reader { file, names: Names::of(&written, cues), problems };
    reader.head(id, &written);
    let judges = |f: &&PackFile| f.pack_id().map_or_else(|| f.path.starts_with("cues/"), |of| of == id);
    let shared = files.iter().filter(judges);
    let stamp = RubricStamp {
        pack: id.to_owned(),
        version: written.version.get_ref().clone(),
        fingerprint: files::fingerprint(shared),
    };
    let mut rubric = reader.rubric(&written, stamp, cues)?;
    let names = reader.names;
    match file_of("probes.toml") {
        Some(probe_file) => rubric.probes = probes::load(probe_file, &names, problems),
        None => problems.push(file.problem(0, format!("pack {id:?} has no probes.toml"))),
    }
    let (weak, strong) = (proofs::sample(file, file_of("weak.txt"), "weak.txt", problems), {
        proofs::sample(file, file_of("strong.txt"), "strong.txt", problems)
    });
    let pairs = proofs::pairs(&of_pack, id, &names, problems);
    (problems.len() == before).then_some(())?;
    Some(Pack { rubric, weak: weak?, strong: strong?, pairs })
}

struct Reader<'a> {
    file: &'a PackFile,
    names: Names,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn fail(&mut self, at: usize, what: impl Into<String>) {
        self.problems.push(self.file.problem(at, what));
    }

    fn head(&mut self, id: &str, read: &PackToml) {
        if *read.schema.get_ref() != SCHEMA {
            let what = format!("schema {} is not known to this version, {SCHEMA} is", read.schema.get_ref());
            self.fail(read.schema.span().start, what);
        }
        if read.id.get_ref() != id {
            let what = format!("id {:?} is not the name of its folder, {id:?}", read.id.get_ref());
            self.fail(read.id.span().start, what);
        }
        for text in [&read.title, &read.ask, &read.version] {
            self.wording(text);
        }
        for section in &read.section {
            for beat in &section.beats {
                if !self.names.beats.contains(beat.get_ref()) {
                    self.fail(beat.span().start, format!("no beat is called {:?}", beat.get_ref()));
                }
            }
        }
    }

    fn wording(&mut self, text: &Spanned<String>) {
        if text.get_ref().trim().is_empty() {
            self.fail(text.span().start, "a wording is missing");
        }
    }

    fn when(&mut self, text: &Spanned<String>) -> Option<When> {
        self.names.when(self.file, text, self.problems)
    }

    fn cap(&mut self, cap: &Spanned<u8>) -> u8 {
        if !(1..=5).contains(cap.get_ref()) {
            self.fail(cap.span().start, "a cap is a score from 1 to 5");
        }
        *cap.get_ref()
    }

    fn rubric(&mut self, read: &PackToml, stamp: RubricStamp, cues: &Arc<Cues>) -> Option<Rubric> {
        let dimensions = read.dimension.iter().map(|d| self.dimension(d)).collect();
        let killers = self.killers(read);
        let scoring = self.scoring(read);
        let story = self.when(&read.story.when);
        let unless = read.story.unless.as_ref().and_then(|unless| self.when(unless));
        let advice = self.advice(read);
        Some(Rubric {
            stamp,
            title: read.title.get_ref().clone(),
            ask: read.ask.get_ref().clone(),
            wordings: read.wordings.clone(),
            competency: read.competency.clone(),
            minutes: read.minutes,
            beats: (read.beat.iter())
                .map(|b| Beat { id: b.id.get_ref().clone(), label: b.label.clone() })
                .collect(),
            sections: (read.section.iter())
                .map(|s| Section {
                    id: s.id.clone(),
                    beats: s.beats.iter().map(|b| b.get_ref().clone()).collect(),
                    target: s.target,
                    tolerance: s.tolerance,
                })
                .collect(),
            dimensions,
            killers,
            learned: self.learned(read),
            scoring,
            story: StoryGate { holds: story?, unless },
            probes: Vec::new(),
            advice,
            cues: Arc::clone(cues),
            listens: Chosen::default(),
        })
    }

    /// What the pack leaves to the learned part, which must have been trained for it.
    fn learned(&mut self, read: &PackToml) -> Vec<String> {
        for target in &read.learned {
            let known = TARGETS.iter().any(|(name, _)| name == target.get_ref())
                || LEARNED_FROM_LEVELS.contains(&target.get_ref().as_str());
            if !known {
                self.fail(target.span().start, format!("nothing was learned about {:?}", target.get_ref()));
            }
        }
        read.learned.iter().map(|target| target.get_ref().clone()).collect()
    }

    fn killers(&mut self, read: &PackToml) -> Vec<Killer> {
        let mut made = Vec::new();
        for killer in &read.killer {
            self.wording(&killer.label);
            self.wording(&killer.meaning);
            let cap = self.cap(&killer.cap);
            if let Some(when) = self.when(&killer.when) {
                let (id, label) = (killer.id.get_ref().clone(), killer.label.get_ref().clone());
                made.push(Killer { id, label, meaning: killer.meaning.get_ref().clone(), when, cap });
            }
        }
        made
    }

    fn scoring(&mut self, read: &PackToml) -> Scoring {
        let anchors = &read.overall.anchors;
        if anchors.get_ref().len() != 5 || anchors.get_ref().iter().any(|a| a.trim().is_empty()) {
            self.fail(anchors.span().start, "the score needs five anchors, from 1 to 5");
        }
        let mut caps = Vec::new();
        for cap in &read.overall.cap {
            let most = self.cap(&cap.cap);
            caps.extend(self.when(&cap.when).map(|when| (when, most)));
        }
        Scoring { anchors: anchors.get_ref().clone(), caps, fewest_words: read.fewest_words }
    }

    fn advice(&mut self, read: &PackToml) -> Vec<AdviceRule> {
        let mut made = Vec::new();
        for rule in &read.advice {
            self.wording(&rule.headline);
            self.wording(&rule.fix);
            if let Some(rewrite) = &rule.rewrite {
                self.slots(rewrite);
            }
            let Some(when) = self.when(&rule.when) else { continue };
            made.push(AdviceRule {
                id: rule.id.get_ref().clone(),
                when,
                headline: rule.headline.get_ref().clone(),
                fix: rule.fix.get_ref().clone(),
                rewrite: rule.rewrite.as_ref().map(|r| r.get_ref().clone()),
            });
        }
        made
    }

    /// `{slot}` names a dimension.
    fn slots(&mut self, text: &Spanned<String>) {
        for slot in text.get_ref().split('{').skip(1) {
            let name = slot.split('}').next().unwrap_or_default();
            if !self.names.dimensions.iter().any(|d| d == name) {
                self.fail(text.span().start, format!("{{{name}}} names no dimension"));
            }
        }
    }

    fn dimension(&mut self, read: &DimensionToml) -> Dimension {
        self.wording(&read.label);
        let kind = match read.kind.as_ref().map(|k| k.get_ref().as_str()) {
            None | Some("graded") => DimensionKind::Graded,
            Some("timeline") => DimensionKind::Timeline,
            Some(other) => {
                let at = read.kind.as_ref().map_or(0, |k| k.span().start);
                self.fail(at, format!("kind {other:?} is none of graded, timeline"));
                DimensionKind::Graded
            }
        };
        let levels: Vec<_> = read.level.iter().filter_map(|level| self.level(kind, level)).collect();
        self.all_levels(kind, read, &levels);
        let (id, label) = (read.id.get_ref().clone(), read.label.get_ref().clone());
        let sure_when = read.sure_when.as_ref().and_then(|when| self.when(when));
        Dimension { id, label, weight: read.weight, kind, levels, sure_when }
    }

    fn all_levels(&mut self, kind: DimensionKind, read: &DimensionToml, levels: &[LevelRule]) {
        let wanted = match kind {
            DimensionKind::Graded => vec![Level::Graded(0), Level::Graded(1), Level::Graded(2)],
            DimensionKind::Timeline => {
                [Disclosure::Absent, Disclosure::Untimed, Disclosure::Reactive, Disclosure::Proactive]
                    .map(Level::Disclosed)
                    .to_vec()
            }
        };
        if levels.iter().map(|l| l.level).ne(wanted) {
            let order = match kind {
                DimensionKind::Graded => "0, 1, 2",
                DimensionKind::Timeline => "absent, untimed, reactive, proactive",
            };
            let what =
                format!("dimension {:?} needs the levels {order}, each with its anchor", read.id.get_ref());
            self.fail(read.id.span().start, what);
        }
    }

    fn level(&mut self, kind: DimensionKind, read: &LevelToml) -> Option<LevelRule> {
        self.wording(&read.anchor);
        let name = read.level.get_ref().0.as_str();
        let level = match kind {
            DimensionKind::Graded => name.parse().ok().map(Level::Graded),
            DimensionKind::Timeline => disclosure_named(name).map(Level::Disclosed),
        };
        let Some(level) = level else {
            self.fail(read.level.span().start, format!("no level is called {name:?} here"));
            return None;
        };
        let when = read.when.as_ref().and_then(|when| self.when(when));
        if matches!(level, Level::Graded(n) if n > 0) && read.when.is_none() {
            self.fail(read.level.span().start, format!("level {name} can never be reached: it has no when"));
        }
        let score = read.score.unwrap_or(match level {
            Level::Graded(n) => f32::from(n) / 2.0,
            Level::Disclosed(_) => 0.0,
        });
        Some(LevelRule { level, score, anchor: read.anchor.get_ref().clone(), when })
    }
}
