//! One spell of being open: "09:00-17:00", or "18:00-26:00" for 6pm until 2am the next day.

use std::str::FromStr;

/// The last minute a spell may end: noon of the next day.
const LATEST: u16 = 36 * 60;

/// From a minute of the day to a later one; the end may lie in the next day. The end is not part of the spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    /// Minutes after midnight, 0 to 1,439.
    start: u16,
    /// Minutes after midnight of the day it began, later than `start`.
    end: u16,
}

/// Why a spell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpellError {
    /// Not `HH:MM-HH:MM`.
    #[error("opening hours are written like \"09:00-17:00\"")]
    Form,
    /// The start is not a time of day, or the end lies after noon of the next day.
    #[error("there is no such time of day")]
    Time,
    /// The end is not after the start.
    #[error("these hours end before they begin; hours past midnight are written like \"18:00-26:00\"")]
    Backwards,
}

impl Spell {
    /// From midnight to midnight.
    pub const ALL_DAY: Self = Self { start: 0, end: 24 * 60 };
    /// From nine to five.
    pub const OFFICE: Self = Self { start: 9 * 60, end: 17 * 60 };

    /// A spell of minutes after midnight.
    ///
    /// # Errors
    /// When the start is no time of day, or the end is not after it or lies beyond noon of the next day.
    pub fn new(start: u16, end: u16) -> Result<Self, SpellError> {
        if start >= 24 * 60 || end > LATEST {
            return Err(SpellError::Time);
        }
        if end <= start {
            return Err(SpellError::Backwards);
        }
        Ok(Self { start, end })
    }

    /// Its two days, where it is longer than one.
    #[must_use]
    pub fn parted(self) -> Option<(Self, Self)> {
        (self.end - self.start > 24 * 60).then(|| (Self { end: 24 * 60, ..self }, Self { start: 0, end: self.end - 24 * 60 }))
    }

    /// Minutes after midnight at which it begins.
    pub fn start(self) -> u16 {
        self.start
    }

    /// Minutes after midnight (of the day it began) at which it is over.
    pub fn end(self) -> u16 {
        self.end
    }
}

impl FromStr for Spell {
    type Err = SpellError;

    fn from_str(text: &str) -> Result<Self, SpellError> {
        let (start, end) = text.split_once('-').ok_or(SpellError::Form)?;
        Self::new(minutes(start)?, minutes(end)?)
    }
}

/// "09:30" as 570. Both parts are two digits.
fn minutes(text: &str) -> Result<u16, SpellError> {
    let (hours, minutes) = text.split_once(':').ok_or(SpellError::Form)?;
    let number = |part: &str| -> Result<u16, SpellError> {
        if part.len() != 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SpellError::Form);
        }
        part.parse().map_err(|_| SpellError::Form)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if minutes > 59 {
        return Err(SpellError::Time);
    }
    Ok(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::{Spell, SpellError};

    fn check(text: &str, expected: &Result<(u16, u16), SpellError>) {
        assert_eq!(&text.parse::<Spell>().map(|spell| (spell.start(), spell.end())), expected, "{text}");
    }

    #[test]
    fn spells_are_read_in_one_form_only() {
        check("09:00-17:30", &Ok((540, 1050)));
        check("00:00-24:00", &Ok((0, 1440)));
        check("18:00-26:00", &Ok((1080, 1560)));
        check("9:00-17:00", &Err(SpellError::Form));
        check("0900-1700", &Err(SpellError::Form));
        check("09:00", &Err(SpellError::Form));
        check("09:60-17:00", &Err(SpellError::Time));
        check("24:00-25:00", &Err(SpellError::Time));
        check("18:00-02:00", &Err(SpellError::Backwards));
        check("09:00-09:00", &Err(SpellError::Backwards));
        check("09:00-99:00", &Err(SpellError::Time));
    }
}
