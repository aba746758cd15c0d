//! How wide letters are, by class, in hundredths of the size they are set in.
//!
//! The reader's own faces are not known here. So each class holds the widths of the widest plain faces that machines come with
//! (`DejaVu Sans` and its bold, `DejaVu Serif` bold), rounded up: in any other face the same words take less.

/// A face of the style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// `--sans`.
    Sans,
    /// `--sans` at 700 and 800.
    Bold,
    /// `--serif` at 700.
    Serif,
}

/// The classes of a face: a width, and the letters that are at most as wide.
type Widths = [(u32, &'static str); 12];

const SANS: Widths = [
    (29, "'ijlIJ"),
    (34, " ,.:;|/\\’‘"),
    (41, "f-()[]t!r"),
    (53, "sz*`_\"–“”?"),
    (59, "cLFkvxy"),
    (62, "PTYaoeé"),
    (64, "ESbdghnpqu0123456789${}£"),
    (69, "AVKBRXZ"),
    (78, "CUHNDG&"),
    (84, "OQw#+<=>^~"),
    (97, "Mm%"),
    (100, "W@…—"),
];

const BOLD: Widths = [
    (35, " 'ijl"),
    (40, ",.:;|/\\IJ’‘"),
    (49, "-f!()[]tr"),
    (60, "*\"`_–?zcs"),
    (66, "Lvxy“”"),
    (70, "akEFTeoé0123456789$£"),
    (73, "hnu{}SYbdgpqPCZ"),
    (78, "BAKRVX"),
    (84, "UGDHN#+<=>^~"),
    (92, "OQ&w"),
    (104, "%@M…—m"),
    (110, "W"),
];

const SERIF: Widths = [
    (35, " ,.'’‘j|"),
    (39, "/:;\\il"),
    (47, "-f!t()IJ[]"),
    (53, "_`–*\"r"),
    (59, "szvy“”?"),
    (65, "xce{}éa"),
    (70, "okL0123456789bdgpq$£"),
    (78, "FYSZhnuTPEAVX"),
    (87, "CRBGwDKOQU#+<=>^~"),
    (95, "&NH%"),
    (106, "m@…—"),
    (112, "MW"),
];

/// A small letter that no class names: the widest has an accent over a w.
const OTHER_SMALL: u32 = 92;
/// Anything else, such as a sign of another script.
const OTHER: u32 = 112;

impl Face {
    /// How wide a text is on one line, in sizes of its letters.
    pub(super) fn width(self, text: &str) -> f64 {
        let hundredths: u32 = text.chars().map(|letter| self.letter(letter)).sum();
        f64::from(hundredths) / 100.0
    }

    fn letter(self, letter: char) -> u32 {
        let widths = match self {
            Self::Sans => &SANS,
            Self::Bold => &BOLD,
            Self::Serif => &SERIF,
        };
        let class = widths.iter().find(|(_, letters)| letters.contains(letter));
        class.map_or(if letter.is_lowercase() { OTHER_SMALL } else { OTHER }, |(width, _)| *width)
    }
}

#[cfg(test)]
mod tests {
    use super::Face;

    #[test]
    fn every_sign_of_a_keyboard_has_a_class_in_each_face() {
        let keyboard = (' '..='~').filter(|sign| !"`".contains(*sign));
        for sign in keyboard {
            for (face, widths) in [(Face::Sans, super::SANS), (Face::Bold, super::BOLD), (Face::Serif, super::SERIF)] {
                let classes = widths.iter().filter(|(_, letters)| letters.contains(sign)).count();
                assert_eq!(classes, 1, "{sign} in {face:?}");
            }
        }
    }

    #[test]
    fn a_text_is_as_wide_as_its_letters() {
        assert!((Face::Bold.width("0800 1111") - (8.0 * 0.70 + 0.35)).abs() < 1e-9);
        assert!(Face::Sans.width("ŵ") > Face::Sans.width("w"), "a letter that is not known is taken for a wide one");
    }
}
