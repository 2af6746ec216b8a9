//! One sentence: said, heard back, and read.

use eframe::egui::Frame;
use eframe::egui::Margin;
use eframe::egui::ProgressBar;
use eframe::egui::RichText;
use eframe::egui::Ui;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Flaw;
use crate::runtime::studio::check::Said;
use crate::runtime::studio::check::Stage;
use crate::runtime::studio::check::Unread;
use crate::ui::screens::Ask;
use crate::ui::screens::check::act::Act;
use crate::ui::screens::check::meter::meter_ui;
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words;

/// Something to say.
const LINE: &str = "“On Monday morning I told my manager what had gone wrong, and how I would put it right.”";

/// What is in its card.
pub(super) fn card_ui(ui: &mut Ui, first: bool, settings: &Settings, studio: &Studio) -> Option<Ask> {
    let said = studio.check.sentence.shown();
    let hearing = studio.check.ear.shown();
    ui.label(theme::muted(ui, "Speak for four seconds. You hear it back, and read what was understood."));
    match &said.stage {
        Stage::Nothing | Stage::NoSound(_) => {
            ui.label(format!("For example: {LINE}"));
        }
        Stage::Recording => {
            ui.label(theme::strong(LINE));
            let bar = ProgressBar::new(hearing.recorded.unwrap_or(0.0));
            let text = if hearing.recorded.is_some() { "Speak now" } else { "Opening the microphone…" };
            ui.add(bar.text(text));
            meter_ui(ui, hearing.level);
        }
        Stage::Reading => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label("Reading what you said…");
            });
        }
        Stage::Read { text, model } => {
            let frame = Frame::NONE.fill(theme::palette(ui).sunken).inner_margin(Margin::same(12));
            frame.corner_radius(theme::space().radius / 2).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.label(theme::strong(text));
            });
            ui.label(theme::caption(
                ui,
                format!("Understood by {model}. A wrong word here and there does no harm; if most are wrong, speak more clearly or take a larger model."),
            ));
        }
        Stage::Unread(_) => {}
    }
    faults_ui(ui, &said);
    ui.horizontal_wrapped(|ui| {
        let asked = Act::Sentence.button_ui(ui, first, settings, studio);
        let again = said.sound.is_some()
            && widgets::quiet_button(ui, "Hear it again").on_hover_text("Plays what you said").clicked();
        let heard = again.then(|| studio.check.hear_again().err()).flatten();
        asked.or(heard.map(|busy| Ask::Fault(busy.to_string())))
    })
    .inner
}

fn faults_ui(ui: &mut Ui, said: &Said) {
    let palette = theme::palette(ui);
    let mut tell = |text: &str, colour| drop(ui.label(RichText::new(text).color(colour)));
    match &said.stage {
        Stage::NoSound(fault) => tell(&words::no_microphone(fault), palette.bad),
        Stage::Unread(Unread::NoModel) => {
            tell("Without a speech model it can be heard and not read. Get one above.", palette.warn);
        }
        Stage::Unread(Unread::NoSpeech) if said.flaws.is_empty() => {
            tell("Nobody was heard speaking. Speak right after you press the button.", palette.warn);
        }
        Stage::Unread(Unread::NoSpeech) => {}
        Stage::Unread(Unread::NoWords) => {
            tell(
                "There was speech, and no words could be made of it. Try again, or take another model.",
                palette.warn,
            );
        }
        Stage::Unread(Unread::Failed(why)) => tell(&format!("It could not be read: {why}."), palette.bad),
        _ => {}
    }
    for flaw in &said.flaws {
        tell(flaw_words(*flaw), palette.warn);
    }
}

fn flaw_words(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Silent => {
            "The microphone gave nothing but silence. It is muted or not connected; choose another."
        }
        Flaw::Clipped => "It was too loud in places. Turn the microphone down, or move away from it.",
        Flaw::Quiet => "It was very quiet. Turn the microphone up, or come closer.",
        Flaw::Interrupted => "The microphone went away in between.",
        Flaw::Lost => "A part was lost, for the computer was too busy.",
    }
}
