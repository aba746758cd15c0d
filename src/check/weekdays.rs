//! Days that are written with their weekday, where the two do not go together.

use jiff::civil::Date;

use super::beside_pages;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::hours::weekday_index;
use crate::site::{Prose, Site};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let pages = site.pages.values().flat_map(|page| &page.prose);
    pages.chain(beside_pages(site).map(|(prose, _)| prose)).filter_map(fault).collect()
}

fn fault(prose: &Prose) -> Option<Diagnostic> {
    let words: Vec<&str> = prose.text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    (0..words.len()).find_map(|at| {
        let weekday = named(words[at], WEEKDAYS)?;
        let (written, day) = day(&words[at + 1..])?;
        let (message, help) = match day {
            Some(day) if weekday_index(day.weekday()) == weekday => return None,
            Some(day) => {
                let right = WEEKDAYS[weekday_index(day.weekday())];
                (
                    format!("{written} is a {right}, and is called {} here", WEEKDAYS[weekday]),
                    "write the day that is right, or take the weekday out",
                )
            }
            None => (format!("there is no {written}"), "look at the day and the month"),
        };
        Some(Diagnostic::error(prose.place.clone(), Kind::BadDate, message).with_help(help))
    })
}

/// "24 December 2026", "24th of Dec, 2026", "December 24 2026" at the beginning of these words: as it is written, and the day that it is.
fn day(words: &[&str]) -> Option<(String, Option<Date>)> {
    let words: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "of" | "the" | "")).take(3).collect();
    let [first, second, year] = words.as_slice() else { return None };
    let (number, month) = match (figure(first), figure(second)) {
        (Some(number), None) => (number, named(second, MONTHS)?),
        (None, Some(number)) => (number, named(first, MONTHS)?),
        _ => return None,
    };
    let year: i16 = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    let month = i8::try_from(month).ok()? + 1;
    Some((words.join(" "), Date::new(year, month, number).ok()))
}

fn figure(word: &str) -> Option<i8> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let is_day = matches!(&word[end..], "" | "st" | "nd" | "rd" | "th");
    word[..end].parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

/// Which of these names a word is, whole or as its first letters.
fn named<const N: usize>(word: &str, names: [&str; N]) -> Option<usize> {
    let word = word.to_lowercase();
    (word.len() >= 3).then(|| names.iter().position(|name| name.to_lowercase().starts_with(&word)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn said(text: &str) -> Option<String> {
        fault(&Prose::new(Place::whole_file("x"), text)).map(|fault| fault.message)
    }

    #[test]
    fn a_weekday_that_is_not_that_day_is_told() {
        for text in [
            "Closed on Friday 24 December 2026.",
            "On Fri, 24th of Dec 2026 we are shut",
            "Friday, December 24, 2026",
            "**Friday 24 December 2026**",
        ] {
            assert!(
                said(text).is_some_and(|said| said.contains("is a Thursday, and is called Friday here")),
                "{text}: {:?}",
                said(text)
            );
        }
        assert!(said("Monday 31 November 2026").unwrap().contains("there is no 31 November 2026"));
    }

    #[test]
    fn a_weekday_that_is_right_or_of_no_day_is_left_alone() {
        for text in [
            "Thursday 24 December 2026",
            "Monday to Friday, 9am to 5pm",
            "On Friday 24 December we are shut",
            "every Friday 9 to 5",
            "The law of 3 May 2026 is in force",
            "Sat 10 to 12; Sun 14 May rise",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
