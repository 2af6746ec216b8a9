//! What every screen is built from: buttons, cards, empty states.

mod buttons;
mod entries;
mod frames;
mod toasts;

pub(super) use crate::ui::widgets::buttons::PRIMARY;
pub(super) use crate::ui::widgets::buttons::dot;
pub(super) use crate::ui::widgets::buttons::icon_button;
pub(super) use crate::ui::widgets::buttons::icon_font;
pub(super) use crate::ui::widgets::buttons::nav_button;
pub(super) use crate::ui::widgets::buttons::primary_button;
pub(super) use crate::ui::widgets::buttons::quiet_button;
pub(super) use crate::ui::widgets::buttons::ring;
pub(super) use crate::ui::widgets::buttons::toggle_button;
pub(super) use crate::ui::widgets::entries::Wanted;
pub(super) use crate::ui::widgets::entries::entry_ui;
pub(super) use crate::ui::widgets::frames::card;
pub(super) use crate::ui::widgets::frames::column_card;
pub(super) use crate::ui::widgets::frames::empty;
pub(super) use crate::ui::widgets::frames::field;
pub(super) use crate::ui::widgets::frames::middle;
pub(super) use crate::ui::widgets::frames::page;
pub(super) use crate::ui::widgets::frames::pill;
pub(super) use crate::ui::widgets::frames::row;
pub(super) use crate::ui::widgets::frames::sheet;
pub(super) use crate::ui::widgets::toasts::Toasts;
