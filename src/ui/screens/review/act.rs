//! What can be done on the review page, with its key. Buttons and keys are made from the same table.

use eframe::egui::Context;
use eframe::egui::Key;
use eframe::egui::KeyboardShortcut;
use eframe::egui::Modifiers;

use crate::core::span::Span;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Page;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::correct::Correction;
use crate::ui::screens::review::export::Export;
use crate::ui::screens::review::sound::SPEEDS;

/// How far one key goes in the sound, in ms.
const JUMP_MS: usize = 5_000;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Act {
    Play,
    Back,
    On,
    Slower,
    Faster,
    Loop,
    LastWord,
    NextWord,
    HearWord,
    NextEvidence,
    LastEvidence,
    Correct,
    Undo,
    Search,
    Export,
    Rescore,
    ZoomIn,
    ZoomOut,
}

impl Act {
    /// All of them, in the order they are listed.
    pub(in crate::ui) const ALL: [Self; 18] = [
        Self::Play,
        Self::Back,
        Self::On,
        Self::Slower,
        Self::Faster,
        Self::Loop,
        Self::LastWord,
        Self::NextWord,
        Self::HearWord,
        Self::NextEvidence,
        Self::LastEvidence,
        Self::Correct,
        Self::Undo,
        Self::Search,
        Self::Export,
        Self::Rescore,
        Self::ZoomIn,
        Self::ZoomOut,
    ];

    /// Its name.
    pub(in crate::ui) fn name(self) -> &'static str {
        match self {
            Self::Play => "Play or stop",
            Self::Back => "Five seconds back",
            Self::On => "Five seconds on",
            Self::Slower => "Slower",
            Self::Faster => "Faster",
            Self::Loop => "Play the part over and over",
            Self::LastWord => "The word before",
            Self::NextWord => "The next word",
            Self::HearWord => "Hear from this word on",
            Self::NextEvidence => "Next words that count",
            Self::LastEvidence => "The words that count before",
            Self::Correct => "Correct the word",
            Self::Undo => "Take the correction back",
            Self::Search => "Search the words",
            Self::Export => "Export",
            Self::Rescore => "Judge again",
            Self::ZoomIn => "Zoom in",
            Self::ZoomOut => "Zoom out",
        }
    }

    /// Its key.
    pub(in crate::ui) fn key(self) -> KeyboardShortcut {
        let bare = |key| KeyboardShortcut::new(Modifiers::NONE, key);
        let with = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        match self {
            Self::Play => bare(Key::K),
            Self::Back => bare(Key::J),
            Self::On => bare(Key::L),
            Self::Slower => bare(Key::OpenBracket),
            Self::Faster => bare(Key::CloseBracket),
            Self::Loop => bare(Key::O),
            Self::LastWord => bare(Key::ArrowLeft),
            Self::NextWord => bare(Key::ArrowRight),
            Self::HearWord => bare(Key::H),
            Self::NextEvidence => bare(Key::N),
            Self::LastEvidence => bare(Key::P),
            Self::Correct => bare(Key::E),
            Self::Undo => with(Key::Z),
            Self::Search => with(Key::F),
            Self::Export => with(Key::S),
            Self::Rescore => with(Key::R),
            Self::ZoomIn => bare(Key::Plus),
            Self::ZoomOut => bare(Key::Minus),
        }
    }

    /// What a tooltip says.
    pub(super) fn tip(self, ctx: &Context) -> String {
        format!("{} ({})", self.name(), ctx.format_shortcut(&self.key()))
    }

    /// The one whose key is pressed. While a field is written in, keys are letters.
    pub(super) fn pressed(ctx: &Context) -> Option<Self> {
        if ctx.text_edit_focused() {
            return None;
        }
        Self::ALL.into_iter().find(|act| ctx.input_mut(|input| input.consume_shortcut(&act.key())))
    }
}

impl Review {
    /// Does it.
    pub(super) fn act(&mut self, act: Act, page: &Page, studio: &Studio, asks: &mut Vec<Ask>) {
        let now = studio.playback.at_ms();
        match act {
            Act::Play if studio.playback.playing().part.is_some() => {
                studio.playback.stop().ok();
            }
            Act::Play => self.play_from(page, place(page, now), studio, asks),
            Act::Back => self.jump(page, now.saturating_sub(JUMP_MS), studio, asks),
            Act::On => self.jump(page, now + JUMP_MS, studio, asks),
            Act::Slower | Act::Faster => self.next_speed(act == Act::Faster, page, studio, asks),
            Act::Loop => self.looped = !self.looped,
            Act::Search => self.searching = true,
            Act::Export => self.export = Some(Export::new(studio)),
            Act::Rescore => asks.extend(busy(studio.opened.rescore())),
            Act::Undo => asks.extend(busy(studio.opened.undo_correction(self.answer))),
            Act::ZoomIn => self.window.zoom(1.5, None),
            Act::ZoomOut => self.window.zoom(1.0 / 1.5, None),
            Act::LastWord
            | Act::NextWord
            | Act::HearWord
            | Act::NextEvidence
            | Act::LastEvidence
            | Act::Correct => {
                if let Some(answer) = page.answers.get(self.answer) {
                    self.act_on_word(act, page, answer, studio, asks);
                }
            }
        }
    }

    fn act_on_word(
        &mut self,
        act: Act,
        page: &Page,
        answer: &AnswerPage,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        let count = answer.transcript.words().len();
        match act {
            Act::LastWord => self.choose(self.word.map_or(0, |word| word.saturating_sub(1)), count),
            Act::NextWord => self.choose(self.word.map_or(0, |word| word + 1), count),
            Act::NextEvidence | Act::LastEvidence => {
                let starts = evidence(answer);
                let found = match (act, self.word) {
                    (Act::NextEvidence, None) => starts.first(),
                    (Act::NextEvidence, Some(word)) => starts.iter().find(|start| **start > word),
                    (_, None) => starts.last(),
                    (_, Some(word)) => starts.iter().rev().find(|start| **start < word),
                };
                if let Some(found) = found {
                    self.choose(*found, count);
                }
            }
            Act::HearWord => {
                let word = self.word.and_then(|word| answer.transcript.words().get(word));
                if let Some(time) = word.and_then(|word| word.time) {
                    self.play_from(page, time.start(), studio, asks);
                }
            }
            _ => self.correction = self.word.and_then(|word| Correction::of(answer, word)),
        }
    }

    /// Makes a word the one that keys act on.
    pub(super) fn choose(&mut self, word: usize, count: usize) {
        if count > 0 {
            let word = word.min(count - 1);
            self.word = Some(word);
            self.bring = Some(word);
        }
    }

    fn jump(&self, page: &Page, ms: usize, studio: &Studio, asks: &mut Vec<Ask>) {
        let length = page.sound.as_ref().map_or(0, |sound| sound.length_ms);
        if studio.playback.playing().part.is_some() {
            self.play_from(page, ms, studio, asks);
        } else {
            studio.playback.go_to(ms.min(length));
        }
    }

    fn next_speed(&mut self, up: bool, page: &Page, studio: &Studio, asks: &mut Vec<Ask>) {
        let at = SPEEDS.iter().position(|speed| (speed - self.speed).abs() < 0.01).unwrap_or(1);
        let at = if up { (at + 1).min(SPEEDS.len() - 1) } else { at.saturating_sub(1) };
        self.set_speed(SPEEDS[at], page, studio, asks);
    }

    /// A new speed holds at once.
    pub(super) fn set_speed(&mut self, speed: f32, page: &Page, studio: &Studio, asks: &mut Vec<Ask>) {
        self.speed = speed;
        if let Some(part) = studio.playback.playing().part {
            let now = studio.playback.at_ms().clamp(part.start(), part.end());
            let from = if self.looped { part.start() } else { now };
            self.play(page, Span::from_len(from, part.end() - from), studio, asks);
        }
    }
}

/// At the end it begins anew.
fn place(page: &Page, now: usize) -> usize {
    let length = page.sound.as_ref().map_or(0, |sound| sound.length_ms);
    if now + 50 >= length { 0 } else { now }
}

/// The words that evidence begins with, in order, each once.
fn evidence(answer: &AnswerPage) -> Vec<usize> {
    let quotes = answer.verdict.iter().flat_map(|verdict| &verdict.dimensions).flat_map(|d| &d.evidence);
    let mut starts: Vec<usize> = quotes.filter_map(|quote| answer.word_at(quote.chars.start())).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// What is told where something could not be asked for.
pub(super) fn busy<E: ToString>(asked: Result<(), E>) -> Option<Ask> {
    asked.err().map(|fault| Ask::Fault(fault.to_string()))
}
