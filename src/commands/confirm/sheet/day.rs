//! A day as spreadsheets leave it: as it was typed, in the form of a country, or as the number of days since 1899.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::content::date_meant;
use crate::render::format;

/// The day from which spreadsheets count: 1 is 31 December 1899, as they take 1900 for a leap year.
const FIRST: Date = Date::constant(1899, 12, 30);

/// Numbers of days that can be meant: from 2009 to 2064. Others are years, or slips.
const NUMBERS: std::ops::Range<i32> = 40_000..60_000;

/// The day, or why nobody can tell. `month_first` says that the sheet holds days such as 11/24/2026.
pub(super) fn read(text: &str, month_first: bool) -> Result<Date, String> {
    if let Some(day) = of_number(text) {
        return Ok(day);
    }
    // Some write the hour too.
    let text = text.split_once('T').filter(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit())).map_or(text, |(day, _)| day);
    let text = text.split_once(':').and_then(|(before, _)| before.rsplit_once(' ')).map_or(text, |(day, _)| day);
    if month_first && in_figures(text).is_some_and(|(first, second)| first <= 12 && second <= 12 && first != second) {
        return Err(format!("\"{text}\" may be one of two days, as this sheet writes the month first elsewhere"));
    }
    let meant = date_meant(text).and_then(|day| day.parse().ok());
    meant.ok_or_else(|| format!("\"{text}\" is not a day"))
}

/// Whether a day can only be one with the month before the day, as spreadsheets of some countries write it.
pub(super) fn is_month_first(text: &str) -> bool {
    in_figures(text).is_some_and(|(first, second)| first <= 12 && second > 12)
}

/// The two figures before the year.
fn in_figures(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split(['/', '.', '-']).map(|part| part.trim().parse::<u32>());
    let (first, second) = (parts.next()?.ok()?, parts.next()?.ok()?);
    (first <= 31 && second <= 31).then_some((first, second))
}

/// A day such as 11/09/2026, which is read with the day first as in this country, or 11/28/2026, which has the month first: how it was read
/// is told, so that whoever meant another sees it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AmbiguousDay {
    written: String,
    day: Date,
}

impl AmbiguousDay {
    /// Nothing when the text can be one day only.
    pub(super) fn of(text: &str, day: Date) -> Option<Self> {
        let may_be_two = |(first, second): (u32, u32)| first <= 12 && first != second;
        in_figures(text).is_some_and(may_be_two).then(|| Self { written: text.to_owned(), day })
    }
}

impl fmt::Display for AmbiguousDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was read as {}", self.written, format::date(self.day))
    }
}

/// 46350 is 24 November 2026; what follows a point is the time of the day.
fn of_number(text: &str) -> Option<Date> {
    let whole = text.split(['.', ',']).next()?;
    let rest = &text[whole.len()..];
    let is_number = rest.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let days: i32 = whole.parse().ok().filter(|days| is_number && NUMBERS.contains(days))?;
    FIRST.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_forms_in_which_spreadsheets_write_a_day_are_read() {
        for text in [
            "2026-11-24",
            "46350",
            "46350.5",
            "46350,75",
            "24/11/2026",
            "24/11/26",
            "24.11.2026",
            "24.11.26",
            "24-Nov-26",
            "24-11-2026",
            "24 November 2026",
            "Tuesday, 24 November 2026",
            "2026/11/24",
            "2026-11-24T00:00:00",
            "24/11/2026 00:00",
            "2026-11-24 09:30:00",
            "11/24/2026",
        ] {
            assert_eq!(read(text, false), Ok(date(2026, 11, 24)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_and_what_may_be_two_is_refused_or_told() {
        for text in ["yesterday", "4635", "463550", "24", "31/02/2026", "46350 days"] {
            assert!(read(text, false).is_err(), "{text}");
        }
        assert!(is_month_first("11/24/2026") && !is_month_first("24/11/2026") && !is_month_first("2026-11-24"));
        assert!(read("11/3/2026", true).is_err_and(|why| why.contains("one of two days")));
        assert_eq!(read("3/11/2026", false), Ok(date(2026, 11, 3)), "the day first, as in this country");
        let said = |text: &str| AmbiguousDay::of(text, read(text, false).unwrap()).map(|day| day.to_string());
        assert_eq!(said("11/09/2026").as_deref(), Some("11/09/2026 was read as 11 September 2026"));
        assert_eq!(said("11/28/2026").as_deref(), Some("11/28/2026 was read as 28 November 2026"));
        assert_eq!((said("24/11/2026"), said("5/5/2026"), said("2026-11-03")), (None, None, None));
        assert_eq!(read("2026-11-03", true), Ok(date(2026, 11, 3)));
        assert_eq!(read("5/5/2026", true), Ok(date(2026, 5, 5)));
    }
}
