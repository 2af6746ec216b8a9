//! The window's icon.

use std::sync::Arc;

use eframe::egui::IconData;
use eframe::icon_data::from_png_bytes;

/// Large enough for a dock at twice the scale; the system makes smaller ones of it.
const PNG: &[u8] = include_bytes!("../../assets/icon/pushback-128.png");

/// The icon; the empty one, for which the system puts its own, if the picture cannot be read.
pub(super) fn icon() -> Arc<IconData> {
    Arc::new(from_png_bytes(PNG).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_read_and_not_empty() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (128, 128));
        assert!(icon.rgba.chunks(4).any(|pixel| pixel[3] == 255), "nothing is drawn");
    }
}
