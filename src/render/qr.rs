//! A short address as a QR code (ISO/IEC 18004), drawn as one path on a grid of modules.
//!
//! Takes a text, gives the side of the grid and the path; the template puts them into an SVG. It does not know how large the code
//! is printed, nor what the text means.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// The empty border that readers need, in modules on each side (ISO/IEC 18004, section 9.1).
const QUIET_ZONE: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct QrView {
    /// Modules on a side, the quiet zone included.
    pub side: usize,
    /// The dark modules, as the data of an SVG path.
    pub path: String,
}

/// The code of `text` with error level Q: a quarter of it may be lost to a crease or a drawing pin. None when `text` is longer than
/// any code holds.
pub(super) fn code(text: &str) -> Option<QrView> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (row, colours) in colours.chunks(width).enumerate() {
        for (start, length) in dark_runs(colours) {
            // Writing to a text never fails.
            let _ = write!(path, "M{} {}h{length}v1h-{length}z", start + QUIET_ZONE, row + QUIET_ZONE);
        }
    }
    Some(QrView { side: width + 2 * QUIET_ZONE, path })
}

/// Where runs of dark modules begin, and how long they are.
fn dark_runs(row: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in row.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_dark_modules_are_joined() {
        use Color::{Dark, Light};
        assert_eq!(dark_runs(&[Dark, Dark, Light, Dark]), [(0, 2), (3, 1)]);
        assert_eq!(dark_runs(&[Light]), []);
    }

    #[test]
    fn a_code_has_a_quiet_zone_on_every_side() {
        let code = code("https://waymark.example/go/parents").unwrap();
        assert_eq!(code.side, 33 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "the first finder pattern stands inside it");
    }

    #[test]
    fn a_text_too_long_for_any_code_gives_none() {
        assert_eq!(code(&"a".repeat(5000)), None);
    }
}
