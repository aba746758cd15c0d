//! Confirmations into the text of `content/confirmed.toml`, with every comment kept.
//!
//! Takes the file's text and what was confirmed; gives the new text. Writing it to the disk is the caller's.

use std::fmt;

use jiff::civil::Date;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// One fact that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationEntry {
    pub service: String,
    /// The fact's name within the service (`site::confirmed::facts`).
    pub fact: String,
    /// The value that was confirmed, in its canonical form.
    pub value: String,
    pub on: Date,
    /// `page`, or how a person asked: `phone`, `email`, `letter`, `meeting`.
    pub by: String,
    /// The role of the person who asked.
    pub role: Option<String>,
    /// The page it was found on.
    pub source: Option<String>,
    /// Whose people asked, where another copy confirmed it.
    pub copy: Option<String>,
}

/// Why the file cannot be added to.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is not TOML.
    #[error("the file is not valid TOML: {0}")]
    Syntax(#[from] toml_edit::TomlError),
    /// `confirmation` is something other than a list of tables.
    #[error("`confirmation` must be written as [[confirmation]] tables")]
    Form,
}

/// The new text, and what stays as it was.
#[derive(Debug)]
pub struct Recorded {
    pub text: String,
    /// Facts that were confirmed on a later day already.
    pub later: Vec<Later>,
}

/// A fact that was confirmed on a later day than the one that is recorded, as when two people's sheets come in one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    pub service: String,
    pub fact: String,
    /// The later day.
    pub on: Date,
}

impl fmt::Display for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: confirmed later already, on {}; that stays", self.service, self.fact, self.on)
    }
}

/// The name of the list in the file.
const LIST: &str = "confirmation";

/// `text` with each of `entries` in it. A fact holds at most one confirmation by the program and one by a person: of two the later
/// holds, and one of another value than the new one is taken away.
///
/// # Errors
/// When `text` is not a file of confirmations.
pub fn record(text: &str, entries: &[ConfirmationEntry]) -> Result<Recorded, RecordError> {
    let mut document: DocumentMut = text.parse()?;
    // In a file of comments only they are what follows the document; they belong before the first confirmation.
    let comments = if document.is_empty() { document.trailing().as_str().unwrap_or_default().to_owned() } else { String::new() };
    if document.is_empty() {
        document.set_trailing("");
    }
    let list = document.entry(LIST).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let list = list.as_array_of_tables_mut().ok_or(RecordError::Form)?;
    let mut later = Vec::new();
    for entry in entries {
        list.retain(|table| !is_of(table, entry) || holds(table, "value", &entry.value));
        let known = list.iter().position(|table| is_of(table, entry) && is_by_page(table) == (entry.by == "page"));
        match known.and_then(|at| list.get_mut(at)) {
            Some(table) => match day_of(table).filter(|on| *on > entry.on) {
                Some(on) => later.push(Later { service: entry.service.clone(), fact: entry.fact.clone(), on }),
                None => write(table, entry),
            },
            None => list.push(new(entry)),
        }
    }
    match list.get_mut(0) {
        Some(first) if !comments.is_empty() => first.decor_mut().set_prefix(format!("{}\n\n", comments.trim_end())),
        Some(_) => {}
        None => document.set_trailing(comments),
    }
    Ok(Recorded { text: document.to_string(), later })
}

/// `text` without the confirmation `entry`, which was taken back.
///
/// # Errors
/// As [`record`].
pub fn without(text: &str, entry: &ConfirmationEntry) -> Result<String, RecordError> {
    let mut document: DocumentMut = text.parse()?;
    let Some(list) = document.get_mut(LIST) else { return Ok(text.to_owned()) };
    let list = list.as_array_of_tables_mut().ok_or(RecordError::Form)?;
    let is_it = |table: &Table| {
        is_of(table, entry)
            && holds(table, "value", &entry.value)
            && holds(table, "by", &entry.by)
            && day_of(table) == Some(entry.on)
    };
    list.retain(|table| !is_it(table));
    Ok(document.to_string())
}

fn day_of(table: &Table) -> Option<Date> {
    let day = table.get("on")?.as_datetime()?.date?;
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn is_of(table: &Table, entry: &ConfirmationEntry) -> bool {
    holds(table, "service", &entry.service) && holds(table, "fact", &entry.fact)
}

fn is_by_page(table: &Table) -> bool {
    holds(table, "by", "page")
}

fn holds(table: &Table, key: &str, text: &str) -> bool {
    table.get(key).and_then(Item::as_str) == Some(text)
}

fn new(entry: &ConfirmationEntry) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    write(&mut table, entry);
    table
}

/// Sets the keys in the order an editor reads them; a key that no longer applies goes.
fn write(table: &mut Table, entry: &ConfirmationEntry) {
    set(table, "service", Some(&entry.service));
    set(table, "fact", Some(&entry.fact));
    set(table, "value", Some(&entry.value));
    put(table, "on", value(date(entry.on)));
    set(table, "by", Some(&entry.by));
    set(table, "role", entry.role.as_deref());
    set(table, "source", entry.source.as_deref());
    set(table, "copy", entry.copy.as_deref());
}

fn set(table: &mut Table, key: &str, text: Option<&str>) {
    match text {
        Some(text) => put(table, key, value(text)),
        None => {
            table.remove(key);
        }
    }
}

/// A value in the place of another keeps the comment beside it.
fn put(table: &mut Table, key: &str, mut item: Item) {
    if let (Some(old), Some(new)) = (table.get(key).and_then(Item::as_value), item.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    }
    table.insert(key, item);
}

fn date(day: Date) -> toml_edit::Datetime {
    let date =
        toml_edit::Date { year: day.year().unsigned_abs(), month: day.month().unsigned_abs(), day: day.day().unsigned_abs() };
    toml_edit::Datetime { date: Some(date), time: None, offset: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    fn entry(fact: &str, value: &str, by: &str) -> ConfirmationEntry {
        ConfirmationEntry {
            service: "childline".into(),
            fact: fact.into(),
            value: value.into(),
            on: civil::date(2026, 11, 24),
            by: by.into(),
            role: (by != "page").then(|| "editor".into()),
            source: (by == "page").then(|| "https://a.example/".into()),
            copy: None,
        }
    }

    #[test]
    fn a_first_confirmation_is_added_below_the_comments() {
        let text = record("# Written by the program.\n", &[entry("phone", "0800 1111", "page")]).unwrap().text;
        assert_eq!(
            text,
            "# Written by the program.\n\n[[confirmation]]\nservice = \"childline\"\nfact = \"phone\"\nvalue = \"0800 1111\"\n\
             on = 2026-11-24\nby = \"page\"\nsource = \"https://a.example/\"\n"
        );
    }

    #[test]
    fn a_newer_confirmation_takes_the_older_ones_place_and_comments_stay() {
        let old = "# top\n\n# rang twice\n[[confirmation]] # kept\nservice = \"childline\"\nfact = \"phone\"\nvalue = \"0800 1111\"\n\
                   on = 2026-01-01 # a Thursday\nby = \"phone\"\nrole = \"clerk\"\n# end\n";
        let text = record(old, &[entry("phone", "0800 1111", "phone")]).unwrap().text;
        let expected = old.replace("2026-01-01", "2026-11-24").replace("clerk", "editor");
        assert_eq!(text, expected);
    }

    #[test]
    fn the_programs_and_a_persons_confirmation_stand_side_by_side_until_the_value_changes() {
        let both = record("", &[entry("phone", "0800 1111", "page"), entry("phone", "0800 1111", "phone")]).unwrap().text;
        assert_eq!(both.matches("[[confirmation]]").count(), 2);
        let changed = record(&both, &[entry("phone", "0800 2222", "page")]).unwrap().text;
        assert_eq!(changed.matches("[[confirmation]]").count(), 1, "{changed}");
        assert!(!changed.contains("1111") && changed.contains("0800 2222"));
    }

    #[test]
    fn of_two_confirmations_of_one_fact_the_later_holds_whichever_comes_first() {
        let earlier = ConfirmationEntry {
            on: civil::date(2026, 11, 20),
            role: Some("clerk".into()),
            ..entry("phone", "0800 1111", "phone")
        };
        let first = record("", &[entry("phone", "0800 1111", "phone")]).unwrap().text;
        let second = record(&first, std::slice::from_ref(&earlier)).unwrap();
        assert_eq!(second.text, first);
        assert_eq!(second.later[0].to_string(), "childline phone: confirmed later already, on 2026-11-24; that stays");
        assert_eq!(without(&first, &earlier).unwrap(), first);
        assert_eq!(without(&first, &entry("phone", "0800 1111", "phone")).unwrap(), "");
        let other_way = record(&record("", &[earlier]).unwrap().text, &[entry("phone", "0800 1111", "phone")]).unwrap();
        assert_eq!((other_way.text, other_way.later), (first, vec![]));
    }

    #[test]
    fn what_is_not_a_file_of_confirmations_is_refused() {
        assert!(matches!(record("a = ", &[]), Err(RecordError::Syntax(_))));
        assert!(matches!(record("confirmation = 1", &[]), Err(RecordError::Form)));
    }

    #[test]
    fn quotes_and_line_ends_in_a_value_come_back_as_they_were() {
        let value = "They said \"yes\" \\ no\nand more";
        let text = record("", &[entry("privacy", value, "phone")]).unwrap().text;
        let read: toml::Value = toml::from_str(&text).unwrap();
        assert_eq!(read["confirmation"][0]["value"].as_str(), Some(value));
    }
}
