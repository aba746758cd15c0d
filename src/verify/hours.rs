//! Opening hours on a page, compared with the ones we hold.
//!
//! Two ways of writing are read: structured data (schema.org `openingHours` and `openingHoursSpecification`) and plain day ranges
//! ("Monday to Friday 9am to 5pm", "Mon-Fri 09:00-17:00", "24 hours a day"). A page often gives the hours of several things; then
//! nothing is said rather than something wrong.

mod plain;
mod structured;

use super::numbers;
use super::page::ReadPage;
use crate::site::{OpeningHours, PhoneNumber, Spell, Week};

pub use plain::{Claim, StatedHours};

/// What a page says of the hours we hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    Same,
    Other,
    /// Nothing that can be understood, or the hours of several things.
    Unclear,
}

/// Lines before and after a number that are about it.
const NEAR: usize = 4;

/// Compares the hours of a contact with what the page says, first beside the contact's own number.
pub fn compare(page: &ReadPage, wanted: &OpeningHours, number: Option<&PhoneNumber>) -> Agreement {
    let near = number.map(|number| near(page, number)).unwrap_or_default();
    let whole = StatedHours::read(page.lines.iter().map(String::as_str));
    match wanted {
        OpeningHours::Always => always(&StatedHours::read(near.iter().map(String::as_str)), &whole, number.is_some()),
        OpeningHours::Weekly(week) => {
            if agreement(&StatedHours::read(near.iter().map(String::as_str)), week) == Agreement::Same {
                return Agreement::Same;
            }
            both(structured::agreement(page, week), agreement(&whole, week))
        }
    }
}

fn near(page: &ReadPage, number: &PhoneNumber) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = 0;
    for at in numbers::lines_with(page, number) {
        let end = (at + NEAR + 1).min(page.lines.len());
        let start = at.saturating_sub(NEAR).max(next).min(end);
        found.extend_from_slice(&page.lines[start..end]);
        next = end;
    }
    found
}

/// "24 hours" counts only beside the number, where there is one: most pages say it of 999 too.
fn always(near: &StatedHours, whole: &StatedHours, has_number: bool) -> Agreement {
    let stated = if has_number { near } else { whole };
    match (stated.is_always, stated.claims.is_empty()) {
        (true, true) => Agreement::Same,
        (false, false) if has_number && !whole.is_always => Agreement::Other,
        _ => Agreement::Unclear,
    }
}

/// Data and words that contradict one another say nothing.
fn both(data: Agreement, words: Agreement) -> Agreement {
    match (data, words) {
        (Agreement::Unclear, other) | (other, Agreement::Unclear) => other,
        (data, words) if data == words => data,
        _ => Agreement::Unclear,
    }
}

/// The plain words against a week.
fn agreement(stated: &StatedHours, week: &Week) -> Agreement {
    if stated.claims.is_empty() {
        return Agreement::Unclear;
    }
    let mut is_other = false;
    let mut is_same = true;
    for (day, wanted) in week.days.iter().enumerate() {
        let mut claims: Vec<&[Spell]> = stated.on(day).collect();
        claims.dedup();
        match claims.as_slice() {
            [one] if *one == wanted.as_slice() => {}
            // A day that is not spoken of is shut, if we hold it to be.
            [] if wanted.is_empty() => {}
            [] => is_same = false,
            [_] => {
                is_other = true;
                is_same = false;
            }
            _ => return Agreement::Unclear,
        }
    }
    match (is_same, is_other) {
        (true, _) => Agreement::Same,
        (_, true) => Agreement::Other,
        _ => Agreement::Unclear,
    }
}

#[cfg(test)]
mod tests;
