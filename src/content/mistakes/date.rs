//! Dates as people write them in letters, and how they are written here.

use jiff::civil::Date;

/// What stands between the parts of a date: spaces, strokes, dots, commas, hyphens and dashes.
const PARTS: [char; 12] = [' ', '/', '.', '-', ',', '‐', '‑', '‒', '–', '—', '−', '\u{a0}'];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date as it is written here, of a day that exists.
pub(in crate::content) fn is_written_right(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// The day that was meant, as it is written here: 27/11/2026, 27.11.2026, 27 November 2026, 2026/11/27, November 27, 2026.
pub fn meant(text: &str) -> Option<String> {
    let (day, month, year) = parts(text)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

/// Three numbers, or two and a month, in some order: what cannot be a day although it looks like one.
pub(in crate::content) fn looks_like_one(text: &str) -> bool {
    parts(text).is_some()
}

/// A part of a day, without the rest: "1 Dec", "Nov 2026", "Tuesday".
pub(in crate::content) fn hints_at_one(text: &str) -> bool {
    let mut words = text.split(PARTS).filter(|word| !word.is_empty());
    let is_relative = |word: &str| ["today", "tomorrow", "yesterday", "now"].contains(&word.to_lowercase().as_str());
    let is_month = |word: &str| MONTHS.iter().any(|month| word.to_lowercase().starts_with(month));
    let names = |word: &str| is_month(word) || is_weekday(word) || is_relative(word);
    words.clone().count() < 3 && words.any(names)
}

fn parts(text: &str) -> Option<(u32, u32, i16)> {
    let words: Vec<&str> = text.split(PARTS).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !is_weekday(word) && !word.eq_ignore_ascii_case("of")).collect();
    let [first, second, third] = words.try_into().ok()?;
    let month_in = |word: &str| {
        let word = word.to_lowercase();
        MONTHS.iter().position(|month| word.starts_with(month)).and_then(|at| u32::try_from(at + 1).ok())
    };
    if let Some(month) = month_in(second) {
        return Some((day(first)?, month, year(third)?));
    }
    if let Some(month) = month_in(first) {
        return Some((day(second)?, month, year(third)?));
    }
    if first.len() == 4 {
        return Some((third.parse().ok()?, second.parse().ok()?, year(first)?));
    }
    // The day first, as in this country; the other way round only where it can mean nothing else.
    let (a, b): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let (day, month) = if b > 12 && a <= 12 { (b, a) } else { (a, b) };
    Some((day, month, year(third)?))
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day)) && word.len() < 10
}

/// 1, 01, 1st.
fn day(word: &str) -> Option<u32> {
    word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}

fn year(word: &str) -> Option<i16> {
    match word.len() {
        4 => word.parse().ok(),
        2 => word.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}
