//! What was confirmed and checked since: a line a fact, and not once on each page that shows it.

use super::{About, Difference, changed_lines};
use crate::render::format;
use crate::site::confirmed::facts;
use crate::site::{Review, Service, Site};

/// What a page says before the day of a check, and before it whatever else of the sentence goes with it.
const SAID: [&str; 12] = [
    "Every fact above was last confirmed on ",
    "Facts last compared with public pages on ",
    "Not re-checked since ",
    "Number confirmed on ",
    "hours confirmed on ",
    "Confirmed on ",
    ", as we understood it on ",
    "Replace after ",
    "To be read again by ",
    "Overdue since ",
    "Last checked on ",
    "Checked ",
];

/// How somebody confirmed it, after the day.
const HOW: [&str; 3] = [", by asking them", ", on their own website", ", read on "];

pub(super) fn differences(old: &Site, new: &Site) -> Vec<Difference> {
    let mut found = Vec::new();
    for (id, service) in &new.services {
        let before = old.services.get(id).map(|service| lines_of(old, service)).unwrap_or_default();
        let address = service.address();
        found.extend(checked(&address, &service.name, &before, &lines_of(new, service)));
    }
    for (path, page) in &new.pages {
        let before: Vec<String> = old.pages.get(path).map(|page| day_of(&page.review)).into_iter().collect();
        found.extend(checked(path.as_str(), path.as_str(), &before, &[day_of(&page.review)]));
    }
    found
}

/// What is another now. Something new has been checked as a matter of course.
fn checked(address: &str, of: &str, before: &[String], after: &[String]) -> Option<Difference> {
    let (_, after) = changed_lines(before, after);
    let is_told = !before.is_empty() && !after.is_empty();
    is_told.then(|| Difference { about: About::Check, address: address.to_owned(), of: of.to_owned(), before: Vec::new(), after })
}

/// The day of the last check, and a line for each fact that is confirmed.
fn lines_of(site: &Site, service: &Service) -> Vec<String> {
    let confirmed = facts(service).into_iter().filter_map(|fact| {
        let confirmation = site.confirmed.of(service, &fact.name)?;
        Some(format!("{}: confirmed on {}, {}", fact.name, format::date(confirmation.on), confirmation.how()))
    });
    std::iter::once(day_of(&service.review)).chain(confirmed).collect()
}

fn day_of(review: &Review) -> String {
    format!("checked on {}, to be checked again by {}", format::date(review.checked), format::date(review.due))
}

/// A line of a page without what it says of checks.
pub(super) fn without(line: &str) -> String {
    let is_count = line.ends_with(" confirmed") && line.contains(" of ") || line.contains("are confirmed at present");
    let mut line = if is_count { String::new() } else { line.to_owned() };
    for said in SAID {
        while let Some(at) = line.find(said) {
            let rest = &line[at + said.len()..];
            let Some(day) = length_of_day(rest) else { break };
            let rest = &rest[day..];
            let how = HOW.iter().find_map(|how| rest.strip_prefix(how));
            // How it was confirmed ends the sentence; a host in it has full stops of its own.
            let rest = how.map_or(rest, |how| how.split_once(". ").map_or("", |(_, rest)| rest));
            line = format!("{}{}", &line[..at], rest.strip_prefix('.').unwrap_or(rest));
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many bytes of the beginning are a day, such as "24 November 2026" or "November 2026".
fn length_of_day(text: &str) -> Option<usize> {
    let mut length = 0;
    for (at, word) in text.split(' ').take(3).enumerate() {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 && at > 0 {
            return Some(length + 4);
        }
        let is_part = if at == 0 && (1..=2).contains(&digits) { true } else { word.starts_with(char::is_uppercase) };
        if !is_part {
            return None;
        }
        length += word.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_left_without_the_days_of_checks_and_with_every_other_day() {
        for (line, left) in [
            ("Open at any hour hours confirmed on 25 November 2026", "Open at any hour"),
            ("Confirmed on 24 November 2026, by asking them.", ""),
            ("Confirmed on 24 November 2026, read on www.police.uk.", ""),
            ("Site keeps nothing about you. Checked November 2026. Replace after May 2027.", "Site keeps nothing about you."),
            ("Facts last compared with public pages on 24 November 2026.", ""),
            (
                "The law here is for England and Wales, as we understood it on 24 November 2026. This is no advice.",
                "The law here is for England and Wales This is no advice.",
            ),
            ("Closed on 25 December 2026.", "Closed on 25 December 2026."),
            ("Checked by a lawyer", "Checked by a lawyer"),
            ("Childline: 2 of 9 confirmed", ""),
        ] {
            assert_eq!(without(line), left);
        }
    }
}
