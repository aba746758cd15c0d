//! `review.ics` (RFC 5545): the days on which pages and services are due to be checked, one all-day event for each keeper and day.
//!
//! An editor who subscribes to it is reminded without an account anywhere. One event a page would bury a calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::changes::{FeedEntry, entries};
use super::data_file::REVIEWS;
use super::document::RenderedDocument;
use crate::site::Site;

/// The most bytes of a line, without its end (section 3.1).
const LONGEST_LINE: usize = 75;

pub(super) fn document(site: &Site) -> RenderedDocument {
    let entries = entries(site);
    let mut due: BTreeMap<(Date, &str), Vec<&FeedEntry<'_>>> = BTreeMap::new();
    for entry in &entries {
        due.entry((entry.review.due, &entry.review.owner)).or_default().push(entry);
    }
    let mut lines: Vec<String> = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//Reviews//EN"].map(str::to_owned).into();
    lines.push(format!("NAME:{}", escape(&site.settings.name)));
    for ((day, owner), entries) in &due {
        lines.extend(event(site, *day, owner, entries));
    }
    lines.push("END:VCALENDAR".to_owned());
    REVIEWS.document(lines.iter().map(|line| fold(line)).collect())
}

fn event(site: &Site, day: Date, owner: &str, entries: &[&FeedEntry<'_>]) -> Vec<String> {
    let host = site.settings.address.split_once("://").map_or("", |(_, host)| host);
    // The stamp says when the event was last changed (section 3.8.7.2): when one of its pages
    // changed, or was checked, last.
    let stamp = entries.iter().map(|entry| entry.modified).max().unwrap_or(day);
    let list: Vec<String> = entries.iter().map(|entry| format!("{}: {}", entry.title, entry.url)).collect();
    let compact = |date: Date| date.strftime("%Y%m%d").to_string();
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:review-{day}-{}@{host}", whole_name(owner)),
        format!("DTSTAMP:{}T000000Z", compact(stamp)),
        format!("DTSTART;VALUE=DATE:{}", compact(day)),
        format!("DTEND;VALUE=DATE:{}", compact(day.saturating_add(1.day()))),
        format!("SUMMARY:{}", escape(&format!("{}: {} to check ({owner})", site.settings.name, entries.len()))),
        format!("DESCRIPTION:{}", escape(&list.join("\n"))),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
    ]
}

/// A name as an identifier: two names that differ in anything at all have two.
fn whole_name(owner: &str) -> String {
    owner.chars().fold(String::with_capacity(owner.len()), |mut out, c| {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else {
            out.extend(["-", &format!("{:x}", u32::from(c)), "-"]);
        }
        out
    })
}

/// A value of type TEXT (section 3.3.11).
fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            other => out.push(other),
        }
        out
    })
}

/// A line with its end, folded between characters (section 3.1).
fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 32 + 2);
    let mut width = 0;
    let mut is_escaped = false;
    for c in line.chars() {
        // An escape and what it escapes stay together: some calendars drop an event whose lines part them.
        let needed = c.len_utf8() + 4 * usize::from(c == '\\' && !is_escaped);
        let may_part = !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        if may_part && width + needed > LONGEST_LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_cannot_end_its_line_or_begin_another_value() {
        assert_eq!(escape("a;b,c\\d\r\nEND:VEVENT"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
    }

    #[test]
    fn a_line_is_never_folded_inside_an_escape() {
        for before in 60..80 {
            let folded = fold(&format!("{}\\n\\,\\;x", "a".repeat(before)));
            assert!(!folded.contains("\\\r\n "), "{folded:?}");
            assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{folded:?}");
        }
    }

    #[test]
    fn names_that_differ_in_a_sign_are_two() {
        assert_ne!(whole_name("content editor"), whole_name("content-editor"));
        assert_ne!(whole_name("Zoë"), whole_name("Zoe"));
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold_to_the_same_text(text in "\\PC{0,300}") {
            let folded = fold(&text);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
            prop_assert_eq!(folded.replace("\r\n ", ""), format!("{text}\r\n"));
        }
    }
}
