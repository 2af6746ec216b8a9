//! How text is set for the terminal at hand.

use crate::io::report::text::TextLook;

/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 100;

/// Fits standard output. Colours are asked for here, and taken out again where they are not wanted.
pub(crate) fn terminal() -> TextLook {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
    TextLook { width: width.unwrap_or(TextLook::default().width), colours: true }
}
