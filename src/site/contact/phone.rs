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
}

/// Prefixes that put a relay assistant before the number (Relay UK).
const RELAY_PREFIXES: [&str; 2] = ["18001 ", "18002 "];

impl PhoneNumber {
    /// In readable blocks: "0808 1000 900".
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// For `tel:` and `sms:` links (RFC 3966): digits, with a leading + where there is one.
    #[must_use]
    pub fn dialled(&self) -> String {
        self.shown.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let plain = text.strip_prefix('+').unwrap_or(text);
        let well_spaced = !plain.starts_with(' ') && !plain.ends_with(' ') && !plain.contains("  ");
        if !well_spaced || !plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ') {
            return Err(PhoneError::Characters);
        }
        let relayed = RELAY_PREFIXES.iter().find_map(|prefix| plain.strip_prefix(prefix)).unwrap_or(plain);
        let digits = relayed.bytes().filter(u8::is_ascii_digit).count();
        match (text.starts_with('+'), digits) {
            // E.164: at most fifteen digits after the +.
            (true, 8..=15) | (false, 3..=6) => {}
            (false, 10..=11) if relayed.starts_with('0') => {}
            // Freephone numbers of the old kind, such as 0800 1111.
            (false, 8) if relayed.starts_with("0800") => {}
            (false, 10..=11) => return Err(PhoneError::Prefix),
            (_, digits) => return Err(PhoneError::Length(digits)),
        }
        Ok(Self { shown: text.to_owned() })
    }
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
        ] {
            check(shown, Ok(dialled));
        }
    }

    #[test]
    fn numbers_nobody_could_ring_are_refused() {
        check("0808 1000 90", Ok("0808100090"));
        check("0808 1000", Err(PhoneError::Length(8)));
        check("1808 1000 900", Err(PhoneError::Prefix));
        check("0808-1000-900", Err(PhoneError::Characters));
        check("0808  1000 900", Err(PhoneError::Characters));
        check(" 999", Err(PhoneError::Characters));
        check("12", Err(PhoneError::Length(2)));
        check("", Err(PhoneError::Length(0)));
        check("0808 1000 900 123", Err(PhoneError::Length(14)));
    }
}
