//! Rule packs: the folders under `prompts/`, built into the program, and those of the user on top of them.
//!
//! Loading reads every file, refuses what it does not know, and compiles all patterns and conditions once; what comes
//! out is complete. That the rules also do what their examples say is a further step, [`check::check`], which takes
//! longer and is run by the tests and by `pushback packs check`.
//!
//! A user's file of the same path replaces a built-in one, a pack of the same id replaces the whole pack, a frame of the
//! same id replaces the frame, and entries of a word class are added to those that are there.

mod builtin;
pub mod check;
mod cues;
mod debrief;
pub mod files;
mod interview;
mod loops;
mod pack;
pub mod problem;
mod schema;

use std::path::Path;
use std::sync::Arc;

use crate::core::debrief::wording::Wording;
use crate::core::interview::floor::endings::Endings;
use crate::core::interview::lines::Lines;
use crate::core::interview::loops::Loops;
use crate::core::rubric::rubric::Cues;
use crate::core::rubric::rubric::Rubric;
use crate::io::packs::cues::Example;
use crate::io::packs::files::PackFile;
use crate::io::packs::problem::PackError;
use crate::io::packs::problem::Place;

/// Id of the question that is asked where none is named.
pub const FIRST_QUESTION: &str = "ownership_failure";

/// Two texts a few words apart that must be judged differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its name.
    pub id: String,
    /// What is judged: a dimension, or `attribution`.
    pub dimension: String,
    /// What the difference is.
    pub why: String,
    /// The two texts, each with the level it must get, as written in the file (`2`, `reactive`, `external`).
    pub sides: [(String, String); 2],
    place: Place,
}

/// A text that comes with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The text.
    pub text: String,
    place: Place,
}

/// A rubric with the texts that prove it.
#[derive(Debug)]
pub struct Pack {
    /// The rubric.
    pub rubric: Rubric,
    /// An answer that must score low.
    pub weak: Sample,
    /// An answer that must score high.
    pub strong: Sample,
    /// Minimal pairs.
    pub pairs: Vec<Pair>,
}

/// All packs of one load, in the order of their ids.
#[derive(Debug)]
pub struct Packs {
    all: Vec<Pack>,
    cues: Arc<Cues>,
    interview: interview::Interviewer,
    debrief: Wording,
    loops: Loops,
    examples: Vec<Example>,
    fingerprint: String,
}

impl Packs {
    /// The built-in packs, extended by the folder of a user if one is given. A folder that is not there, or is empty,
    /// adds nothing. With rules of a user's, packs that rank their own samples wrongly are refused.
    pub fn load(user_dir: Option<&Path>) -> Result<Self, PackError> {
        let user = match user_dir.map(files::read) {
            Some(Ok(files)) => files,
            None | Some(Err(PackError::NoPack { .. })) => return Self::from_files(&files::builtin()),
            Some(Err(error)) => return Err(error),
        };
        let packs = Self::from_files(&files::overlay(files::builtin(), user))?;
        let wrong = check::samples(&packs, &|rubric, answer| rubric.judge(answer));
        if wrong.is_empty() { Ok(packs) } else { Err(PackError::Broken(wrong)) }
    }

    /// The packs made of these files alone. Every problem of every file is in the error.
    pub fn from_files(files: &[PackFile]) -> Result<Self, PackError> {
        let mut problems = Vec::new();
        let shared = cues::load(files, &mut problems);
        let cues = Arc::new(shared.cues);
        let packs = pack::load_all(files, &cues, &mut problems);
        let interview = interview::load(files, &mut problems);
        let debrief = debrief::load(files, &mut problems);
        let ids: Vec<&str> = files.iter().filter_map(PackFile::pack_id).collect();
        let loops = loops::load(files, &ids, &mut problems);
        if problems.is_empty() {
            let fingerprint = files::fingerprint(files.iter());
            Ok(Self { all: packs, cues, interview, debrief, loops, examples: shared.examples, fingerprint })
        } else {
            Err(PackError::Broken(problems))
        }
    }

    /// A rubric by the id of its pack.
    pub fn get(&self, id: &str) -> Option<&Rubric> {
        self.pack(id).map(|pack| &pack.rubric)
    }

    /// A pack by id.
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.all.iter().find(|pack| pack.rubric.id() == id)
    }

    /// The ids of all packs.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|pack| pack.rubric.id())
    }

    /// All packs.
    pub fn all(&self) -> &[Pack] {
        &self.all
    }

    /// How many frames, examples of frames, and pairs there are.
    pub fn counts(&self) -> (usize, usize, usize) {
        let pairs = self.all.iter().map(|pack| pack.pairs.len()).sum();
        let frames = self.cues.frames.frames().len() + self.cues.replies.frames().len();
        (frames, self.examples.len(), pairs)
    }

    /// What all packs listen for.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// What the interviewer says beside questions and probes.
    pub fn lines(&self) -> &Lines {
        &self.interview.lines
    }

    /// What tells a pause from the end of an answer.
    pub fn endings(&self) -> &Endings {
        &self.interview.endings
    }

    /// What a debrief says, and by which thresholds.
    pub fn debrief(&self) -> &Wording {
        &self.debrief
    }

    /// The loops that can be held, and the manners of their interviewers.
    pub fn loops(&self) -> &Loops {
        &self.loops
    }

    /// Hex fingerprint of all files.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
