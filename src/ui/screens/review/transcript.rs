//! The words: which part they tell, which of them count for what, and where the playback is.

use std::sync::Arc;

use eframe::egui::Align;
use eframe::egui::Galley;
use eframe::egui::Rect;
use eframe::egui::Response;
use eframe::egui::RichText;
use eframe::egui::Sense;
use eframe::egui::Stroke;
use eframe::egui::TextFormat;
use eframe::egui::Ui;
use eframe::egui::WidgetInfo;
use eframe::egui::accesskit::Role;
use eframe::egui::text::CCursor;
use eframe::egui::text::LayoutJob;
use eframe::egui::vec2;

use crate::core::span::Char;
use crate::core::span::Span;
use crate::runtime::studio::Studio;
use crate::runtime::studio::opened::page::AnswerPage;
use crate::runtime::studio::opened::page::Page;
use crate::runtime::studio::opened::page::Passage;
use crate::ui::screens::Ask;
use crate::ui::screens::review::Review;
use crate::ui::screens::review::act::Act;
use crate::ui::screens::review::correct::Correction;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Id of the search field.
const SEARCH: &str = "review search";

/// Height of a line relative to its letters: room for the lines under words.
const LINE: f32 = 1.55;

impl Review {
    pub(super) fn transcript_ui(
        &mut self,
        ui: &mut Ui,
        page: &Arc<Page>,
        answer: &AnswerPage,
        studio: &Studio,
        asks: &mut Vec<Ask>,
    ) {
        ui.horizontal(|ui| {
            ui.label(theme::heading("What you said"));
            ui.with_layout(eframe::egui::Layout::right_to_left(Align::Center), |ui| {
                self.search_ui(ui, answer);
                self.word_buttons(ui, page, studio, asks);
            });
        });
        if answer.transcript.words().is_empty() {
            ui.label(theme::muted(ui, "No words were heard."));
            return;
        }
        let playing = studio.playback.playing().part.is_some();
        let spoken = playing.then(|| answer.word_at_ms(studio.playback.at_ms())).flatten();
        let found = found(answer, &self.search);
        let bring = self.bring.take();
        for (n, passage) in answer.passages.iter().enumerate() {
            let marks = Marks { spoken, chosen: self.word, found: &found, corrected: &answer.corrected };
            let drawn = passage_ui(ui, answer, passage, &marks);
            let holds = |word: Option<usize>| {
                word.and_then(|word| answer.transcript.words().get(word))
                    .is_some_and(|word| passage.chars.shared(&word.chars) > 0)
            };
            if holds(bring) || (holds(spoken) && self.followed != Some(n)) {
                ui.scroll_to_rect(drawn.response.rect, Some(Align::Center));
                self.followed = Some(n);
            }
            if let Some(word) = drawn.clicked {
                self.word = Some(word);
                let time = answer.transcript.words().get(word).and_then(|word| word.time);
                if drawn.twice {
                    self.correction = Correction::of(answer, word);
                } else if let Some(time) = time {
                    self.play_from(page, time.start(), studio, asks);
                }
            }
        }
        ui.add_space(theme::space().xs);
        ui.label(theme::caption(ui, legend(answer)));
    }

    fn word_buttons(&mut self, ui: &mut Ui, page: &Arc<Page>, studio: &Studio, asks: &mut Vec<Ask>) {
        use egui_material_icons::icons;
        let undo = page.answers.get(self.answer).is_some_and(|answer| answer.undo.is_some());
        let buttons = [
            (Act::NextEvidence, icons::ICON_ARROW_DOWNWARD, true),
            (Act::LastEvidence, icons::ICON_ARROW_UPWARD, true),
            (Act::Correct, icons::ICON_EDIT, self.word.is_some()),
            (Act::Undo, icons::ICON_UNDO, undo),
        ];
        for (act, icon, possible) in buttons {
            let tip = act.tip(ui.ctx());
            let pressed =
                ui.add_enabled_ui(possible, |ui| widgets::icon_button(ui, icon, &tip).clicked()).inner;
            if pressed {
                self.act(act, page, studio, asks);
            }
        }
    }

    fn search_ui(&mut self, ui: &mut Ui, answer: &AnswerPage) {
        let id = eframe::egui::Id::unique(SEARCH);
        let field = widgets::field(&mut self.search, "Search").id(id).desired_width(80.0);
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search the words"));
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(eframe::egui::Key::Enter));
        if enter && let Some(chars) = next_found(&found(answer, &self.search), answer, self.word) {
            let word = answer.word_at(chars.start());
            self.choose(word.unwrap_or(0), answer.transcript.words().len());
            response.request_focus();
        }
        if std::mem::take(&mut self.searching) {
            response.request_focus();
        }
    }
}

/// What is marked in the words.
struct Marks<'a> {
    spoken: Option<usize>,
    chosen: Option<usize>,
    found: &'a [Span<Char>],
    corrected: &'a [Span<Char>],
}

struct Drawn {
    response: Response,
    clicked: Option<usize>,
    twice: bool,
}

fn passage_ui(ui: &mut Ui, answer: &AnswerPage, passage: &Passage, marks: &Marks<'_>) -> Drawn {
    ui.add_space(theme::space().s);
    if let Some(asked) = &passage.asked {
        asked_ui(ui, asked);
    }
    ui.horizontal(|ui| {
        if let Some(beat) = &passage.beat {
            widgets::dot(ui, theme::beat(ui, beat));
            ui.label(theme::caption(ui, answer.beat_name(beat)));
        }
        if let Some(time) = passage.time {
            ui.label(theme::caption(ui, words::clock(time.start())));
        }
    });
    let galley = ui.painter().layout_job(job(ui, passage));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::click());
    let text = answer.transcript.slice(passage.chars);
    response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, text));
    if ui.is_rect_visible(rect) {
        backgrounds(ui, answer, passage, &galley, rect, marks);
        ui.painter().galley(rect.min, Arc::clone(&galley), theme::palette(ui).text);
    }
    let at = |response: &Response| {
        let pos = response.interact_pointer_pos().or(response.hover_pos())?;
        let char = galley.cursor_from_pos(pos - rect.min).index.0;
        answer.word_at(passage.chars.start() + char)
    };
    let clicked = response.clicked().then(|| at(&response)).flatten();
    let twice = response.double_clicked();
    let tip = at(&response).map(|word| tip(answer, word)).unwrap_or_default();
    let response = if tip.is_empty() { response } else { response.on_hover_text_at_pointer(tip) };
    Drawn { response, clicked, twice }
}

fn asked_ui(ui: &mut Ui, asked: &str) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        let (line, _) = ui.allocate_exact_size(vec2(3.0, 20.0), Sense::hover());
        ui.painter().rect_filled(line, 1.0, palette.accent);
        ui.add(eframe::egui::Label::new(RichText::new(asked).color(palette.accent)).wrap());
    });
}

/// The words of a passage with the lines under them. The same until the page changes, so that it is laid out once.
fn job(ui: &Ui, passage: &Passage) -> LayoutJob {
    let palette = theme::palette(ui);
    let font = theme::body_font();
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for piece in &passage.pieces {
        let colour = if piece.unsure { palette.muted } else { palette.text };
        let mut format = TextFormat::simple(font.clone(), colour);
        format.line_height = Some((font.size * LINE).round());
        format.italics = piece.unsure;
        if let Some(dimension) = piece.dimensions.first() {
            format.underline = Stroke::new(2.0, theme::series(ui, *dimension));
        }
        if piece.killer {
            // Never by colour alone: the ground is tinted too.
            (format.color, format.background) = (palette.bad, palette.bad.gamma_multiply(0.15));
        }
        job.append(&piece.text, 0.0, format);
    }
    job
}

fn backgrounds(
    ui: &Ui,
    answer: &AnswerPage,
    passage: &Passage,
    galley: &Galley,
    rect: Rect,
    marks: &Marks<'_>,
) {
    let palette = theme::palette(ui);
    let word = |word: Option<usize>| Some(answer.transcript.words().get(word?)?.chars);
    for chars in marks.found {
        fill(ui, passage, galley, rect, *chars, palette.warn.gamma_multiply(0.35));
    }
    if let Some(chars) = word(marks.spoken) {
        fill(ui, passage, galley, rect, chars, palette.accent.gamma_multiply(0.35));
    }
    for chars in marks.corrected {
        frame(ui, passage, galley, rect, *chars, Stroke::new(1.0, palette.good));
    }
    if let Some(chars) = word(marks.chosen) {
        frame(ui, passage, galley, rect, chars, Stroke::new(1.5, palette.accent));
    }
}

/// Where characters are drawn; nothing if they stand in another passage.
fn place(passage: &Passage, galley: &Galley, rect: Rect, chars: Span<Char>) -> Option<Rect> {
    if passage.chars.shared(&chars) == 0 {
        return None;
    }
    let from = chars.start().max(passage.chars.start()) - passage.chars.start();
    let to = chars.end().min(passage.chars.end()) - passage.chars.start();
    let last = galley.pos_from_cursor(CCursor::new(to));
    let first = galley.pos_from_cursor(CCursor { prefer_next_row: true, ..CCursor::new(from) });
    // What is broken over two lines is marked on its first.
    let right = if last.min.y > first.min.y + 1.0 { rect.width() } else { last.max.x };
    let found = Rect::from_min_max(first.min, eframe::egui::pos2(right, first.max.y));
    Some(found.translate(rect.min.to_vec2()).expand2(vec2(2.0, -1.0)))
}

fn fill(
    ui: &Ui,
    passage: &Passage,
    galley: &Galley,
    rect: Rect,
    chars: Span<Char>,
    colour: eframe::egui::Color32,
) {
    if let Some(place) = place(passage, galley, rect, chars) {
        ui.painter().rect_filled(place, 3.0, colour);
    }
}

fn frame(ui: &Ui, passage: &Passage, galley: &Galley, rect: Rect, chars: Span<Char>, stroke: Stroke) {
    if let Some(place) = place(passage, galley, rect, chars) {
        ui.painter().rect_stroke(place, 3.0, stroke, eframe::egui::StrokeKind::Outside);
    }
}

/// What a word counts for, and when it was said.
fn tip(answer: &AnswerPage, word: usize) -> String {
    let Some(word) = answer.transcript.words().get(word) else { return String::new() };
    let dimensions = answer.verdict.iter().flat_map(|verdict| &verdict.dimensions);
    let counts = dimensions.filter(|d| d.evidence.iter().any(|quote| quote.chars.shared(&word.chars) > 0));
    let mut parts: Vec<String> = counts.map(|d| d.label.clone()).collect();
    parts.extend(word.time.map(|time| format!("at {}", words::clock(time.start()))));
    if word.confidence < crate::io::report::UNSURE_BELOW {
        parts.push("heard with little certainty; double-click to correct".to_owned());
    }
    parts.join("  ·  ")
}

/// Everywhere that the searched words stand, whatever their case.
fn found(answer: &AnswerPage, search: &str) -> Vec<Span<Char>> {
    let wanted: Vec<String> = search.split_whitespace().map(bare).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let words = answer.transcript.words();
    let said: Vec<String> = words.iter().map(|word| bare(answer.transcript.word_text(word))).collect();
    let (last, first) = (wanted.len() - 1, 0);
    let holds = |window: &[String]| {
        window.iter().zip(&wanted).enumerate().all(|(n, (said, wanted))| match n {
            n if n == last && n == first => said.contains(wanted.as_str()),
            n if n == last => said.starts_with(wanted.as_str()),
            n if n == first => said.ends_with(wanted.as_str()),
            _ => said == wanted,
        })
    };
    let windows = said.windows(wanted.len()).enumerate().filter(|(_, window)| holds(window));
    windows.map(|(n, _)| words[n].chars.join(&words[n + last].chars)).collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The next place after the chosen word; the first one after the last.
fn next_found(found: &[Span<Char>], answer: &AnswerPage, word: Option<usize>) -> Option<Span<Char>> {
    let after = word.and_then(|word| answer.transcript.words().get(word)).map_or(0, |word| word.chars.end());
    found.iter().find(|chars| chars.start() >= after).or(found.first()).copied()
}

fn legend(answer: &AnswerPage) -> String {
    let mut parts = vec!["A line stands under words that count; its colour is that of the scorecard."];
    if answer.recording.is_some() {
        parts.push("Grey words were heard with little certainty. Click a word to hear it, double-click to correct it.");
    }
    if !answer.corrected.is_empty() {
        parts.push("Framed words were corrected by hand.");
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::transcript::Transcript;

    fn answer(text: &str) -> AnswerPage {
        AnswerPage {
            question: String::new(),
            title: String::new(),
            asked: String::new(),
            transcript: Transcript::from_text(text),
            recording: None,
            verdict: None,
            passages: Vec::new(),
            beats: std::collections::BTreeMap::new(),
            corrected: Vec::new(),
            undo: None,
            changes: Vec::new(),
        }
    }

    #[test]
    fn words_are_found_whatever_their_case_and_marks() {
        let answer = answer("I told Maria. Then I told the team, and Maria told them.");
        let at = |search| -> Vec<usize> { found(&answer, search).iter().map(Span::start).collect() };
        assert_eq!(at("maria"), [7, 40]);
        assert_eq!(at("i told"), [0, 19]);
        assert_eq!(at("told the"), [21, 46]);
        assert!(at("  ").is_empty() && at("nobody").is_empty());
    }

    #[test]
    fn searching_goes_on_from_the_chosen_word_and_around() {
        let answer = answer("told one told two told");
        let found = found(&answer, "told");
        let next = |word| next_found(&found, &answer, word).map(|chars| chars.start());
        assert_eq!([next(None), next(Some(0)), next(Some(4))], [Some(0), Some(9), Some(0)]);
    }
}
