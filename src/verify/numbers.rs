//! Telephone numbers on a page, however they are spaced: "0808 1000 900", "0808-100-0900", "+44 (0)808 100 0900", hard spaces,
//! brackets, `tel:` links, structured data.
//!
//! A wrong number called right does harm, so that every doubt counts against a find: digits that run on into more digits are another
//! number, and short numbers are found only where nothing longer could be meant.

use serde_json::Value;

use super::page::ReadPage;
use crate::site::contact::PhoneNumber;

/// Is the number on the page?
pub fn mentions(page: &ReadPage, number: &PhoneNumber) -> bool {
    let forms = NumberForms::of(number);
    let said = page.lines.iter().chain(&page.labels);
    said.into_iter().any(|line| forms.is_in(line))
        || page.joined.iter().any(|line| forms.is_in(line))
        || dialled(page).any(|dialled| forms.is_dialled(&dialled))
}

/// The lines of the page on which the number stands.
pub fn lines_with(page: &ReadPage, number: &PhoneNumber) -> Vec<usize> {
    let forms = NumberForms::of(number);
    page.lines.iter().enumerate().filter(|(_, line)| forms.is_in(line)).map(|(at, _)| at).collect()
}

/// More of them would tell an editor nothing.
const MOST_OTHERS: usize = 20;

/// UK numbers of full length on the page, as digits, each once: what may have taken the place of one that is gone. The first few.
pub fn others(page: &ReadPage) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let shown = page.lines.iter().chain(&page.labels).flat_map(|line| runs(line));
    for digits in dialled(page).chain(shown).filter_map(|text| national(number_alone(&text))) {
        if !found.contains(&digits) {
            found.push(digits);
        }
        if found.len() == MOST_OTHERS {
            break;
        }
    }
    found
}

/// What the page's links and data dial.
fn dialled(page: &ReadPage) -> impl Iterator<Item = String> {
    let mut found = page.dials.clone();
    page.data.iter().for_each(|data| telephones(data, &mut found));
    found.into_iter()
}

fn telephones(data: &Value, found: &mut Vec<String>) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| telephones(item, found)),
        Value::Object(object) => object.iter().for_each(|(key, value)| match value {
            Value::String(text) if key == "telephone" => found.push(text.clone()),
            value => telephones(value, found),
        }),
        _ => {}
    }
}

/// The ways in which one number can be written, as digits.
struct NumberForms {
    /// As dialled within the UK, or a short number.
    national: String,
    /// After "+" or "00": with the country's code.
    international: Option<String>,
}

/// Fewer digits than this may be the beginning of a longer number.
const FULL_LENGTH: usize = 10;

impl NumberForms {
    fn of(number: &PhoneNumber) -> Self {
        let dialled = number.dialled();
        if let Some(digits) = dialled.strip_prefix('+') {
            let national = digits.strip_prefix("44").map_or_else(String::new, |rest| format!("0{rest}"));
            return Self { national, international: Some(digits.to_owned()) };
        }
        let international = dialled.strip_prefix('0').filter(|_| dialled.len() >= FULL_LENGTH).map(|rest| format!("44{rest}"));
        Self { national: dialled, international }
    }

    /// Exactly this number, and nothing else, is dialled.
    fn is_dialled(&self, text: &str) -> bool {
        let text = number_alone(text);
        let digits = digits_of(text);
        let is_abroad = text.trim_start().starts_with('+') || digits.starts_with("00");
        let digits = digits.strip_prefix("00").filter(|_| is_abroad).unwrap_or(&digits);
        let is_international = self.international.as_ref().is_some_and(|international| {
            // "+44 0808 …" is written by mistake so often that telephones forgive it.
            digits == international
                || digits.strip_prefix("440").is_some_and(|rest| international.strip_prefix("44") == Some(rest))
        });
        (!self.national.is_empty() && digits == self.national && !is_abroad) || is_international
    }

    fn is_in(&self, line: &str) -> bool {
        let chars: Vec<char> = line.chars().collect();
        (0..chars.len()).any(|at| self.is_at(&chars, at))
    }

    fn is_at(&self, chars: &[char], at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| chars[before]);
        if chars[at] == '+' || (chars[at] == '0' && chars.get(at + 1) == Some(&'0')) {
            let from = at + if chars[at] == '+' { 1 } else { 2 };
            let international = self.international.as_deref().and_then(|digits| end_of(chars, from, digits));
            if international.is_some_and(|end| is_over(chars, end, FULL_LENGTH)) && !before.is_some_and(|c| c.is_ascii_digit()) {
                return true;
            }
        }
        let begins = !self.national.is_empty() && begins(chars, at, self.national.len());
        begins && end_of(chars, at, &self.national).is_some_and(|end| is_over(chars, end, self.national.len()))
    }
}

/// Could a number of `length` digits begin here?
fn begins(chars: &[char], at: usize, length: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| chars[before]) else { return true };
    // "Freephone:0808 1000 900" names a number; "12:0808" is a time or an index.
    let is_named = before == ':' && at > 1 && chars[at - 2].is_alphabetic() && chars[at] == '0' && length >= 8;
    if before.is_alphanumeric() || (matches!(before, '£' | '$' | '€' | '#' | ':' | '+' | '@') && !is_named) {
        return false;
    }
    if chars[at] == '0' && length >= 8 {
        return true;
    }
    // A short number after more digits is the end of a longer one: "0808 116 123" is not 116 123.
    let earlier = chars[..at].iter().rev().skip(1).take(3).take_while(|c| c.is_ascii_digit()).count();
    let is_thousands = matches!(before, ',' | '.') && earlier > 0;
    let runs_on = is_gap(before) && earlier >= 3;
    !is_thousands && !runs_on
}

/// Where a number that begins at `at` ends, if its digits stand there with no more than gaps between them.
fn end_of(chars: &[char], at: usize, digits: &str) -> Option<usize> {
    let mut here = at;
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 {
            here = after_gap(chars, here, n == 2);
        }
        if chars.get(here) != Some(&digit) {
            return None;
        }
        here += 1;
    }
    Some(here)
}

/// At most three gap characters on; after a country's code, "(0)" too.
fn after_gap(chars: &[char], at: usize, may_have_zero: bool) -> usize {
    let gap = |from: usize| chars[from.min(chars.len())..].iter().take(3).take_while(|c| is_gap(**c)).count();
    let after = at + gap(at);
    let zero = chars[at..].iter().take(8).collect::<String>();
    match zero.find("(0)").filter(|_| may_have_zero) {
        // `find` gives bytes, and what may stand before is counted in characters.
        Some(bytes) if zero[..bytes].chars().all(is_gap) => {
            let behind = at + zero[..bytes].chars().count() + 3;
            behind + gap(behind)
        }
        _ => after,
    }
}

/// Does a number of `length` digits end before `end`, or do its digits run on?
fn is_over(chars: &[char], end: usize, length: usize) -> bool {
    let Some(next) = chars.get(end) else { return true };
    if next.is_alphanumeric() || matches!(next, '%' | '@') {
        return false;
    }
    if !is_gap(*next) {
        return true;
    }
    let rest: String = chars[end + 1..].iter().take(16).collect();
    let more = rest.chars().take_while(char::is_ascii_digit).count();
    match more {
        0 => true,
        // "0808 1000 900 9am": a full number is followed by something else.
        1 | 2 if length >= FULL_LENGTH => true,
        1 | 2 => is_time(rest[more..].trim_start()),
        // "0808 1000 900 0800 1111": another number begins.
        _ => rest.starts_with('0') && length >= 8,
    }
}

fn is_time(text: &str) -> bool {
    ["am", "pm", "a.m", "p.m", "hour", "hrs", "day", ":", "/"].iter().any(|word| text.starts_with(word))
}

/// What may stand between the digits of a number. An unreadable byte is a hard space in another encoding more often than not.
fn is_gap(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '(' | ')' | '·' | '•' | '∙' | '\u{a0}' | '\u{ad}' | '\u{2000}'
            ..='\u{2015}' | '\u{202f}' | '\u{2060}' | '\u{2212}' | '\u{fffd}'
    )
}

/// What is dialled first, without what is pressed once somebody answers: "08081000900,,2", "…;ext=2", "…p2".
fn number_alone(text: &str) -> &str {
    let end = text.char_indices().find(|(at, c)| *at > 0 && matches!(c, ',' | ';' | 'p' | 'P' | 'w' | 'W' | 'x' | 'X' | '#'));
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

fn digits_of(text: &str) -> String {
    text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect()
}

/// Runs of digits with gaps of one or two characters.
fn runs(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut gap = 0;
    for c in line.chars().chain(['\n']) {
        match c {
            '+' if run.is_empty() => run.push(c),
            c if c.is_ascii_digit() => {
                // A new number begins with a zero after a gap, when the one before is complete.
                if gap > 0 && c == '0' && run.len() >= FULL_LENGTH {
                    found.push(std::mem::take(&mut run));
                }
                run.push(c);
                gap = 0;
            }
            c if is_gap(c) && gap < 3 && !run.is_empty() => gap += 1,
            _ => {
                found.push(std::mem::take(&mut run));
                gap = 0;
            }
        }
    }
    found
}

/// "02038798560" of a full UK number in either form.
fn national(text: &str) -> Option<String> {
    let digits = digits_of(text);
    let rest = if text.trim_start().starts_with('+') {
        digits.strip_prefix("44").map(|rest| rest.strip_prefix('0').unwrap_or(rest))
    } else {
        digits.strip_prefix('0').filter(|rest| !rest.starts_with('0'))
    };
    rest.filter(|rest| matches!(rest.len(), 9 | 10) && !rest.starts_with('0')).map(|rest| format!("0{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_on(number: &str, text: &str) -> bool {
        let page = ReadPage { lines: vec![text.to_owned()], ..ReadPage::default() };
        mentions(&page, &number.parse().unwrap())
    }

    fn is_dialled(number: &str, dialled: &str) -> bool {
        mentions(&ReadPage { dials: vec![dialled.to_owned()], ..ReadPage::default() }, &number.parse().unwrap())
    }

    #[test]
    fn a_number_is_found_in_every_common_spacing() {
        for text in [
            "0808 1000 900",
            "08081000900",
            "0808 100 0900",
            "0808-100-0900",
            "0808.100.0900",
            "(0808) 100 0900",
            "0808\u{a0}1000\u{a0}900",
            "0808\u{2009}1000\u{202f}900",
            "+44 808 1000 900",
            "+44(0)808 1000 900",
            "+44 (0) 808 1000 900",
            "0044 808 1000 900",
            "Call 0808 1000 900.",
            "Call:0808 1000 900".replace(':', " ").as_str(),
            "0808 1000 900 (free)",
            "0808 1000 900 9am to 5pm",
            "0808 1000 900, 24 hours",
            "0808 1000 900 0800 1111",
            "0808 1000 900/0800 1111",
            "0808\u{2011}1000\u{2011}900",
            "0808\u{fffd}1000\u{fffd}900",
            "Freephone:0808 1000 900",
            "T:0808 1000 900",
            "0808/1000900",
            "0808·1000·900",
        ] {
            assert!(is_on("0808 1000 900", text), "{text}");
        }
    }

    #[test]
    fn another_number_is_not_taken_for_it() {
        for text in [
            "0808 1000 901",
            "0808 1000 90",
            "0808 1000 9000",
            "10808 1000 900",
            "0808 1000 900 123",
            "12:0808 1000 900",
            "0808 then 1000 900",
            "",
        ] {
            assert!(!is_on("0808 1000 900", text), "{text}");
        }
        assert!(
            !is_on("0800 1111", "0800 111 1234") && !is_on("0800 1111", "0800 11 11 11") && !is_on("0800 1111", "0800 1111 222")
        );
        assert!(
            !is_on("116 123", "0808 116 123")
                && !is_on("116 123", "116 1234")
                && !is_on("999", "£999")
                && !is_on("999", "1,999 of 9990")
        );
        assert!(!is_on("101", "1010") && !is_on("111", "111%") && !is_on("85258", "185258"));
    }

    #[test]
    fn short_numbers_are_found_where_they_stand_alone() {
        assert!(
            is_on("999", "In an emergency call 999.")
                && is_on("116 123", "Ring 116 123 24 hours a day")
                && is_on("116 123", "116123")
        );
        assert!(
            is_on("85258", "Text SHOUT to 85258")
                && is_on("18001 101", "18001 101")
                && is_on("0800 1111", "0800 1111 9am to midnight")
        );
    }

    #[test]
    fn links_and_data_dial_exactly_one_number() {
        assert!(
            is_dialled("0808 1000 900", "+448081000900")
                && is_dialled("0808 1000 900", "08081000900")
                && is_dialled("116 123", "116123")
        );
        assert!(is_dialled("0808 1000 900", "+44 (0)808 1000 900") && is_dialled("0808 1000 900", "0044-808-1000-900"));
        assert!(is_dialled("0808 1000 900", "08081000900,,1") && is_dialled("0808 1000 900", "+448081000900;ext=2"));
        assert!(is_dialled("+44 203 879 8560", "02038798560") && is_dialled("0808 1000 900", "+4408081000900"));
        assert!(
            !is_dialled("116 123", "0116123")
                && !is_dialled("0808 1000 900", "080810009001")
                && !is_dialled("116 123", "+116123")
        );
        let data = serde_json::json!({ "@graph": [{ "contactPoint": { "telephone": "+44 808 1000 900" } }] });
        assert!(mentions(&ReadPage { data: vec![data], ..ReadPage::default() }, &"0808 1000 900".parse().unwrap()));
    }

    #[test]
    fn what_may_have_taken_its_place_is_listed_once() {
        let page = ReadPage {
            lines: vec!["Ring 0300 123 4567 or 020 7946 0000 0300 123 4567, not 12 34".into()],
            dials: vec!["+44 20 7946 0000".into()],
            ..ReadPage::default()
        };
        assert_eq!(others(&page), ["02079460000", "03001234567"]);
    }

    proptest! {
        #[test]
        fn no_line_upsets_the_reader(line in ".{0,80}", digits in "[0-9+() .-]{0,60}") {
            for text in [line, digits] {
                let page = ReadPage { lines: vec![text.clone()], dials: vec![text], ..ReadPage::default() };
                let _ = (mentions(&page, &"0800 1111".parse().unwrap()), others(&page));
            }
        }

        #[test]
        fn any_spacing_of_a_number_is_found_and_one_digit_more_or_other_is_not(
            number in "0[1235789][0-9]{9}",
            gaps in proptest::collection::vec(prop_oneof![Just(""), Just(" "), Just("-"), Just("\u{a0}")], 10),
            digit in "[1-9]",
        ) {
            let mut spaced = String::new();
            for (n, c) in number.chars().enumerate() {
                spaced.push(c);
                spaced.push_str(gaps.get(n).copied().unwrap_or_default());
            }
            let found = format!("Call {spaced} now");
            prop_assert!(is_on(&number, &found), "{}", found);
            let longer = format!("Call {spaced}{digit} now");
            prop_assert!(!is_on(&number, &longer));
        }
    }
}
