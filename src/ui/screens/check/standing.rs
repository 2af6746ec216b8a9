//! How each of the four things stands: good, in need of attention, or missing.

use eframe::egui::Align2;
use eframe::egui::Color32;
use eframe::egui::Sense;
use eframe::egui::Ui;
use eframe::egui::vec2;
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::io::settings::Settings;
use crate::runtime::studio::Studio;
use crate::runtime::studio::check::Heard;
use crate::runtime::studio::check::Line;
use crate::runtime::studio::check::Saying;
use crate::runtime::studio::check::Stage;
use crate::runtime::studio::speech_models::Doing;
use crate::runtime::studio::speech_models::Model;
use crate::runtime::studio::speech_models::Shown;
use crate::runtime::studio::speech_models::State;
use crate::ui::screens::check::Step;
use crate::ui::theme;
use crate::ui::widgets;

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody tried it yet.
    Untried,
    /// It is being tried.
    Busy,
    Good,
    Attention,
    Missing,
    /// The person does not want it.
    Off,
}

impl Standing {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Untried => "not tried yet",
            Self::Busy => "in progress",
            Self::Good => "good",
            Self::Attention => "needs attention",
            Self::Missing => "missing",
            Self::Off => "switched off",
        }
    }

    fn icon(self) -> MaterialIcon {
        match self {
            Self::Untried => icons::ICON_RADIO_BUTTON_UNCHECKED,
            Self::Busy => icons::ICON_PENDING,
            Self::Good => icons::ICON_CHECK_CIRCLE,
            Self::Attention => icons::ICON_WARNING,
            Self::Missing => icons::ICON_ERROR,
            Self::Off => icons::ICON_DO_NOT_DISTURB_ON,
        }
    }

    fn colour(self, ui: &Ui) -> Color32 {
        let palette = theme::palette(ui);
        match self {
            Self::Untried | Self::Off => palette.muted,
            Self::Busy => palette.accent,
            Self::Good => palette.good,
            Self::Attention => palette.warn,
            Self::Missing => palette.bad,
        }
    }

    /// Whether nothing more need be done about it.
    pub(super) fn is_settled(self) -> bool {
        matches!(self, Self::Good | Self::Off)
    }

    /// Its sign, to the left of a name.
    pub(super) fn icon_ui(self, ui: &mut Ui) {
        let (rect, _) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::hover());
        let (icon, font) = (self.icon().codepoint, widgets::icon_font(22.0));
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, font, self.colour(ui));
    }

    /// Its word.
    pub(super) fn pill_ui(self, ui: &mut Ui) {
        widgets::pill(ui, self.word(), self.colour(ui));
    }
}

/// How a thing stands now.
pub(super) fn of(step: Step, settings: &Settings, studio: &Studio) -> Standing {
    match step {
        Step::Microphone => microphone(studio),
        Step::Voice => voice(settings, studio),
        Step::Model => model(settings, &studio.models.shown()),
        Step::Sentence => sentence(studio),
    }
}

fn microphone(studio: &Studio) -> Standing {
    let hearing = studio.check.ear.shown();
    match (&hearing.line, hearing.heard) {
        (Line::Missing(_), _) => Standing::Missing,
        (Line::Gone(_), _) => Standing::Attention,
        (Line::Open(_), Heard::Silent | Heard::Clipping | Heard::TooQuiet) => Standing::Attention,
        _ if hearing.passed => Standing::Good,
        (Line::Open(_) | Line::Opening, _) => Standing::Busy,
        (Line::Closed, _) if studio.check.devices.shown().no_microphone.is_some() => Standing::Missing,
        (Line::Closed, _) => Standing::Untried,
    }
}

fn voice(settings: &Settings, studio: &Studio) -> Standing {
    let speaking = studio.check.voice.shown();
    match speaking.saying {
        _ if !settings.speak => Standing::Off,
        _ if speaking.fault.is_some() => Standing::Missing,
        Saying::Heard if speaking.instead => Standing::Attention,
        Saying::Heard => Standing::Good,
        Saying::Waiting | Saying::Aloud | Saying::Shown => Standing::Busy,
        Saying::Unheard => Standing::Attention,
        Saying::Nothing => Standing::Untried,
    }
}

/// The model that would be used.
pub(super) fn used<'m>(settings: &'m Settings, shown: &'m Shown) -> Option<&'m Model> {
    let name = settings.model.as_ref().or(shown.best.as_ref())?;
    shown.models.iter().find(|model| model.name == *name)
}

fn model(settings: &Settings, shown: &Shown) -> Standing {
    let used = used(settings, shown);
    let slow = |model: &Model| model.speed.is_some_and(|times| times < 1.0);
    match used.map(|model| model.state) {
        _ if !shown.read => Standing::Busy,
        _ if matches!(shown.now, Some(Doing::Fetching { .. } | Doing::Importing { .. })) => Standing::Busy,
        Some(State::Here) if used.is_some_and(|model| model.synthetic_only || slow(model)) => {
            Standing::Attention
        }
        Some(State::Here) => Standing::Good,
        Some(State::Broken) => Standing::Attention,
        Some(State::Absent | State::Partial(_)) | None => Standing::Missing,
    }
}

fn sentence(studio: &Studio) -> Standing {
    let said = studio.check.sentence.shown();
    match &said.stage {
        Stage::Nothing => Standing::Untried,
        Stage::Recording | Stage::Reading => Standing::Busy,
        Stage::Read { .. } if said.flaws.is_empty() => Standing::Good,
        Stage::Read { .. } | Stage::Unread(_) => Standing::Attention,
        Stage::NoSound(_) => Standing::Missing,
    }
}
