//! Shows an interview on the boards.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use crate::core::view::View;
use crate::io::capture::level;
use crate::io::capture::level::Level;
use crate::runtime::interview::Face;
use crate::runtime::studio::board::Board;
use crate::runtime::studio::practise::LEVELS;
use crate::runtime::studio::practise::Practice;

/// More than this is never told: whoever reads wants the last.
const MOST_TOLD: usize = 8;

pub(super) struct BoardFace {
    board: Arc<Board<Practice>>,
    levels: Arc<Board<Vec<f32>>>,
    seen: VecDeque<f32>,
}

impl BoardFace {
    pub(super) fn new(board: Arc<Board<Practice>>, levels: Arc<Board<Vec<f32>>>) -> Self {
        Self { board, levels, seen: VecDeque::with_capacity(LEVELS) }
    }
}

impl Face for BoardFace {
    fn show(&mut self, view: &View, now_ms: u64) {
        let practice = Practice {
            view: Some(Arc::new(view.clone())),
            clock: Some((now_ms, Instant::now())),
            ..Practice::clone(&self.board.newest())
        };
        self.board.show(practice);
    }

    fn level(&mut self, level: Level, _: u64) {
        if self.seen.len() == LEVELS {
            self.seen.pop_front();
        }
        self.seen.push_back(level::share(level.rms_db));
        self.levels.show(self.seen.iter().copied().collect());
    }

    fn tell(&mut self, what: &str) {
        tell(&self.board, what);
    }
}

/// Adds what a person should know; the same is not told twice.
pub(super) fn tell(board: &Board<Practice>, what: &str) {
    let mut practice = Practice::clone(&board.newest());
    if practice.told.iter().any(|told| told == what) {
        return;
    }
    if practice.told.len() == MOST_TOLD {
        practice.told.remove(0);
    }
    practice.told.push(what.to_owned());
    board.show(practice);
}
