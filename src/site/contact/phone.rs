//! A telephone number: how it is shown and how it is dialled.

use std::str::FromStr;

/// A number that can be rung from a UK phone, or a full international one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    shown: String,
}

/// Why a number cannot be rung.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Something other than digits, single spaces and one leading +.
    #[error("a phone number is written with digits and single spaces only")]
    Characters,
    /// The digits are too few or too many for the kind of number.
    #[error("{0} digits do not make a phone number that can be rung")]
    Length(usize),
    /// A national number that does not begin with 0.
    #[error("a UK number begins with 0; a number for callers abroad begins with +")]
    Prefix,
    /// 00, 04 and 06 begin no number.
    #[error("no UK number begins with {0}; a number for callers abroad begins with +44 and no 0")]
    NoRange(String),
    /// +44 0…
    #[error("after +44 the number goes on without its 0")]
    ZeroAbroad,
}

/// The numbers of three digits that people here ring.
const THREE_DIGITS: [&str; 4] = ["999", "112", "101", "111"];

/// Prefixes that put a relay assistant before the number (Relay UK).
const RELAY_PREFIXES: [&str; 2] = ["18001 ", "18002 "];

/// Short numbers that there are: the harmonised 116 and the enquiries of 118, Relay UK's own, and the five digits that texts are sent to.
fn is_short_number(digits: &str) -> bool {
    match digits.len() {
        5 => ["18000", "18001", "18002"].contains(&digits) || is_text_code(digits),
        6 => digits.starts_with("116") || digits.starts_with("118"),
        _ => false,
    }
}

/// Codes for texts begin with 6, 7 or 8.
fn is_text_code(digits: &str) -> bool {
    digits.len() == 5 && digits.starts_with(['6', '7', '8'])
}

impl PhoneNumber {
    /// It takes texts and no calls.
    pub fn is_for_texts(&self) -> bool {
        is_text_code(&self.dialled())
    }

    /// In readable blocks: "0808 1000 900".
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Ringing it costs extra: a charge of the service's own comes on top of the phone company's.
    pub fn costs_extra(&self) -> bool {
        let dialled = self.dialled();
        ["09", "084", "087", "070", "118"].iter().any(|prefix| dialled.starts_with(prefix)) && dialled.len() > 5
            || ["+449", "+4484", "+4487", "+4470"].iter().any(|prefix| dialled.starts_with(prefix))
    }

    /// The same in readable blocks, where it was typed as one run of digits that nobody could say aloud.
    pub fn in_blocks(&self) -> Option<String> {
        if self.shown.contains(' ') {
            return None;
        }
        let (abroad, home) = match self.shown.strip_prefix("+44") {
            Some(rest) => ("+44 ", format!("0{rest}")),
            None => ("", self.shown.clone()),
        };
        let sizes: &[usize] = match (home.as_bytes(), home.len()) {
            ([b'1', b'1', b'6', ..], 6) => &[3, 3],
            ([b'0', b'2', ..], 11) => &[3, 4, 4],
            ([b'0', b'1', _, b'1', ..] | [b'0', b'1', b'1', ..] | [b'0', b'3' | b'8' | b'9', ..], 11) => &[4, 3, 4],
            ([b'0', b'1' | b'7', ..], 11) => &[5, 6],
            ([b'0', b'1', ..], 10) => &[5, 5],
            ([b'0', b'8', ..], 8) => &[4, 4],
            ([b'0', b'8', ..], 10) => &[4, 6],
            _ => return None,
        };
        let mut rest = home.as_str();
        let blocks = sizes.iter().map(|size| {
            let (block, more) = rest.split_at(*size);
            rest = more;
            block
        });
        let blocks = blocks.collect::<Vec<_>>().join(" ");
        Some(if abroad.is_empty() { blocks } else { format!("{abroad}{}", &blocks[1..]) })
    }

    /// How many digits it has, where that is rare: nearly every number that begins with 0 has eleven, and few have three. So a digit
    /// that was lost or slipped in is asked about.
    pub fn rare_length(&self) -> Option<usize> {
        let plain = RELAY_PREFIXES.iter().find_map(|prefix| self.shown.strip_prefix(prefix)).unwrap_or(&self.shown);
        let digits: String = plain.replace("+44", "0").chars().filter(|c| !c.is_whitespace()).collect();
        let is_rare = match digits.len() {
            3 => !THREE_DIGITS.contains(&digits.as_str()),
            4..=6 => !is_short_number(&digits),
            length => digits.starts_with('0') && length != 11,
        };
        is_rare.then_some(digits.len())
    }

    /// For `tel:` and `sms:` links (RFC 3966): digits, with a leading + where there is one.
    pub fn dialled(&self) -> String {
        self.shown.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// The first sign in a number that does not belong there, in words: it may look just like one that does.
pub fn odd_sign(text: &str) -> String {
    let is_right = |(at, c): &(usize, char)| c.is_ascii_digit() || *c == ' ' || (*c == '+' && *at == 0);
    match text.char_indices().find(|sign| !is_right(sign)) {
        Some((_, c)) if c.is_whitespace() => {
            "a space that only looks like an ordinary one, as websites have (a non-breaking space)".to_owned()
        }
        Some((_, c @ ('o' | 'O'))) => format!("the letter {c} in the place of a nought"),
        Some((_, c @ ('l' | 'I'))) => format!("the letter {c} in the place of a 1"),
        Some((_, c)) => format!("`{c}`"),
        None => "one space too many".to_owned(),
    }
}

/// The number that was most likely meant by a text with other signs in it.
pub fn meant(text: &str) -> Option<PhoneNumber> {
    let is_abroad = text.trim_start().starts_with('+');
    let text = if is_abroad { text.replace("(0)", " ") } else { text.to_owned() };
    let signs = text.chars().map(|c| match c {
        'o' | 'O' => '0',
        'l' | 'I' => '1',
        c if c.is_ascii_digit() || c == '+' => c,
        c if c.is_whitespace() || "()-–—‑./".contains(c) => ' ',
        c => c,
    });
    let signs: String = signs.collect();
    signs.split_whitespace().collect::<Vec<_>>().join(" ").parse().ok()
}

/// Words and signs that stand between two numbers in one field.
const BETWEEN: [&str; 7] = ["/", " or ", " and ", ",", ";", "|", "&"];

/// Every number in a text that holds more than one, or words beside one.
pub fn all_in(text: &str) -> Vec<PhoneNumber> {
    let parts = BETWEEN.iter().fold(text.to_lowercase(), |text, sign| text.replace(sign, "\n"));
    let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()-–—‑.".contains(c);
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let runs = parts.split('\n').flat_map(|part| part.split(|c: char| !is_of_number(c))).filter(|run| digits(run) > 2);
    runs.flat_map(|run| meant(run).map_or_else(|| two(run), |number| vec![number])).collect()
}

/// Two numbers with nothing but a space between them.
fn two(run: &str) -> Vec<PhoneNumber> {
    let blocks: Vec<&str> = run.split_whitespace().collect();
    let begins = |at: &usize| blocks[*at].starts_with(['0', '+']);
    let halves = (1..blocks.len()).filter(begins).map(|at| (meant(&blocks[..at].join(" ")), meant(&blocks[at..].join(" "))));
    let both = halves.filter_map(|(first, second)| Some(vec![first?, second?]));
    // The parts of a number can be rung by chance, and are then of a rare length.
    both.min_by_key(|both| both.iter().filter(|number| number.rare_length().is_some()).count()).unwrap_or_default()
}

impl FromStr for PhoneNumber {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let plain = text.strip_prefix('+').unwrap_or(text);
        let well_spaced = !plain.starts_with(' ') && !plain.ends_with(' ') && !plain.contains("  ");
        if !well_spaced || !plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
            return Err(PhoneError::Characters);
        }
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        if let Some(after) = digits.strip_prefix("44").filter(|_| text.starts_with('+')) {
            if after.starts_with('0') {
                return Err(PhoneError::ZeroAbroad);
            }
            national(&format!("0{after}"))?;
        } else if text.starts_with('+') {
            // E.164: at most fifteen digits after the +.
            if !(8..=15).contains(&digits.len()) || digits.starts_with('0') {
                return Err(PhoneError::Length(digits.len()));
            }
        } else {
            let relayed = RELAY_PREFIXES.iter().find_map(|prefix| plain.strip_prefix(prefix)).unwrap_or(plain);
            national(&relayed.replace(' ', ""))?;
        }
        Ok(Self { shown: text.to_owned() })
    }
}

/// The numbering plan of the UK: how many digits follow which beginning.
fn national(digits: &str) -> Result<(), PhoneError> {
    let length = digits.len();
    let fits = match digits.as_bytes() {
        [b'0', b'0' | b'4' | b'6', ..] => return Err(PhoneError::NoRange(digits[..2].to_owned())),
        [b'0', b'1', ..] => matches!(length, 10 | 11),
        // Childline's 0800 1111, and freephone numbers of the old kind with six digits after the code.
        [b'0', b'8', b'0', b'0', ..] => matches!(length, 8 | 10 | 11),
        [b'0', b'8', b'4', b'5', ..] => matches!(length, 8 | 11),
        [b'0', ..] => length == 11,
        // 999, 101, 116 123, 18000, 85258.
        _ if (3..=6).contains(&length) => true,
        _ if matches!(length, 10 | 11) => return Err(PhoneError::Prefix),
        _ => false,
    };
    if fits { Ok(()) } else { Err(PhoneError::Length(length)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, PhoneError>) {
        assert_eq!(text.parse::<PhoneNumber>().map(|number| number.dialled()), expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn numbers_that_can_be_rung_are_kept_as_written_and_dialled_without_spaces() {
        for (shown, dialled) in [
            ("0808 1000 900", "08081000900"),
            ("0800 1111", "08001111"),
            ("999", "999"),
            ("116 123", "116123"),
            ("18001 101", "18001101"),
            ("18000", "18000"),
            ("+44 203 879 8560", "+442038798560"),
            ("85258", "85258"),
            ("01245 12345", "0124512345"),
            ("0845 46 47", "08454647"),
            ("0800 123456", "0800123456"),
            ("18001 0808 1000 900", "1800108081000900"),
            ("+353 1 234 5678", "+35312345678"),
        ] {
            check(shown, Ok(dialled));
        }
    }

    #[test]
    fn a_number_with_other_signs_in_it_is_told_with_the_sign_and_the_number_that_was_meant() {
        for (text, sign, number) in [
            ("01632\u{a0}960110", "non-breaking", "01632 960110"),
            ("(01632) 960-110", "`(`", "01632 960 110"),
            ("+44 (0)1632 960110", "`(`", "+44 1632 960110"),
            ("O1632 960110", "the letter O", "01632 960110"),
            ("01632  960110", "one space too many", "01632 960110"),
        ] {
            assert!(odd_sign(text).contains(sign), "{text}: {}", odd_sign(text));
            assert_eq!(meant(text).map(|number| number.shown().to_owned()).as_deref(), Some(number), "{text}");
        }
        assert_eq!(meant("01632 96O1x0"), None);
    }

    #[test]
    fn each_number_of_several_in_one_text_is_found_and_words_beside_one_are_left_out() {
        for (text, numbers) in [
            ("0800 1111 / 0808 800 5000", &["0800 1111", "0808 800 5000"][..]),
            ("0800 1111/0808 800 5000", &["0800 1111", "0808 800 5000"]),
            ("0800 1111 or 0808 800 5000", &["0800 1111", "0808 800 5000"]),
            ("0808 800 5000 0345 603 7627", &["0808 800 5000", "0345 603 7627"]),
            ("01632 960111 (day), 01632 960112 (night)", &["01632 960111", "01632 960112"]),
            ("0345 603 7627/8", &["0345 603 7627"]),
            ("Call 0345 603 7627 ext 5", &["0345 603 7627"]),
            ("tel:08088005000", &["08088005000"]),
            ("none", &[]),
            ("0345 603", &[]),
        ] {
            let found: Vec<String> = all_in(text).iter().map(|number| number.shown().to_owned()).collect();
            assert_eq!(found, numbers, "{text}");
        }
    }

    #[test]
    fn a_number_typed_as_one_run_of_digits_is_set_in_blocks_by_its_kind() {
        for (typed, blocks) in [
            ("08001111", Some("0800 1111")),
            ("08088010331", Some("0808 801 0331")),
            ("01632960101", Some("01632 960101")),
            ("01214960101", Some("0121 496 0101")),
            ("01134960101", Some("0113 496 0101")),
            ("02079460101", Some("020 7946 0101")),
            ("03456037627", Some("0345 603 7627")),
            ("07700900123", Some("07700 900123")),
            ("0124512345", Some("01245 12345")),
            ("0800123456", Some("0800 123456")),
            ("116123", Some("116 123")),
            ("+442079460101", Some("+44 20 7946 0101")),
            ("0808 8010331", None),
            ("101", None),
            ("85258", None),
            ("18000", None),
            ("+35312345678", None),
        ] {
            let number: PhoneNumber = typed.parse().unwrap();
            assert_eq!(number.in_blocks().as_deref(), blocks, "{typed}");
            let dialled = blocks.map(|blocks| blocks.parse::<PhoneNumber>().unwrap().dialled());
            assert!(dialled.is_none_or(|dialled| dialled == number.dialled()), "{typed}");
        }
    }

    #[test]
    fn numbers_nobody_could_ring_are_refused() {
        for short in ["0808 1000 90", "0300 123 456", "07700 90012", "020 7946 000"] {
            check(short, Err(PhoneError::Length(10)));
        }
        check("0412 345 6789", Err(PhoneError::NoRange("04".to_owned())));
        check("0612 345 6789", Err(PhoneError::NoRange("06".to_owned())));
        check("0000 000 000", Err(PhoneError::NoRange("00".to_owned())));
        check("0044 20 7946", Err(PhoneError::NoRange("00".to_owned())));
        check("+44 0203 879 8560", Err(PhoneError::ZeroAbroad));
        check("+44 203 879 856", Err(PhoneError::Length(10)));
        check("18001 0808 1000 90", Err(PhoneError::Length(10)));
        check("0123", Err(PhoneError::Length(4)));
        check("0808 1000", Err(PhoneError::Length(8)));
        check("1808 1000 900", Err(PhoneError::Prefix));
        check("0808-1000-900", Err(PhoneError::Characters));
        check("0808  1000 900", Err(PhoneError::Characters));
        check(" 999", Err(PhoneError::Characters));
        check("12", Err(PhoneError::Length(2)));
        check("", Err(PhoneError::Length(0)));
        check("0808 1000 900 123", Err(PhoneError::Length(14)));
    }

    #[test]
    fn a_number_of_a_rare_length_may_have_lost_a_digit() {
        for (shown, rare) in [
            ("01622 55501", Some(10)),
            ("0800 133 743", Some(10)),
            ("0800 1111", Some(8)),
            ("0845 46 47", Some(8)),
            ("+44 1622 55501", Some(10)),
            ("18001 01622 55501", Some(10)),
            ("110", Some(3)),
            ("101", None),
            ("18001 101", None),
            ("116 123", None),
            ("85258", None),
            ("18000", None),
            ("118 500", None),
            ("3456", Some(4)),
            ("12345", Some(5)),
            ("8525", Some(4)),
            ("852580", Some(6)),
            ("117 123", Some(6)),
            ("0808 1000 900", None),
            ("+44 203 879 8560", None),
            ("+353 1 234 5678", None),
        ] {
            assert_eq!(shown.parse::<PhoneNumber>().unwrap().rare_length(), rare, "{shown}");
        }
    }

    #[test]
    fn numbers_with_a_charge_of_their_own_are_told_from_the_others() {
        for (shown, extra) in [
            ("0909 879 0000", true),
            ("0845 46 47", true),
            ("0870 123 4567", true),
            ("+44 870 123 4567", true),
            ("0808 1000 900", false),
            ("0300 123 4567", false),
            ("101", false),
        ] {
            assert_eq!(shown.parse::<PhoneNumber>().unwrap().costs_extra(), extra, "{shown}");
        }
    }
}
