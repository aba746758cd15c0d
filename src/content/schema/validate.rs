//! Checks one TOML table against its [`Shape`] and reports every fault in it, not just the first.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Field, Shape, Value};
use crate::content::file_places::FilePlaces;
use crate::content::mistakes::{date, times};
use crate::content::slips::hidden_in;
use crate::diagnostic::{Diagnostic, Kind, Place, nearest};

/// All faults of `table` against `shape`, in the order they stand in the file.
pub fn faults(places: &FilePlaces<'_>, shape: &Shape, table: &Spanned<DeTable<'_>>) -> Vec<Diagnostic> {
    let mut checker = Checker { places, found: Vec::new() };
    checker.table(shape, table.get_ref(), &places.place(table.span()));
    checker.found
}

struct Checker<'a> {
    places: &'a FilePlaces<'a>,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn table(&mut self, shape: &Shape, table: &DeTable<'_>, at: &Place) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match shape.fields.iter().find(|field| field.key == name) {
                Some(field) => self.value(field.key, &field.value, value),
                None => self.found.push(self.unknown(shape, name, key.span())),
            }
        }
        // A key that is only misspelt is not missing as well.
        let is_misspelt = |field: &Field| {
            let unknown =
                table.keys().map(|key| key.get_ref().as_ref()).filter(|key| shape.fields.iter().all(|one| one.key != *key));
            unknown.into_iter().any(|key| nearest(key, [field.key]).is_some())
        };
        for field in shape.fields.iter().filter(|field| field.required && !table.contains_key(field.key)) {
            if !is_misspelt(field) {
                self.found.push(missing(shape, field, at.clone()));
            }
        }
    }

    fn unknown(&self, shape: &Shape, name: &str, span: std::ops::Range<usize>) -> Diagnostic {
        let known: Vec<&str> = shape.fields.iter().map(|field| field.key).collect();
        let fault = Diagnostic::error(self.places.place(span), Kind::UnknownKey, format!("{} has no key `{name}`", shape.name))
            .with_help(format!("the keys are {}", known.join(", ")));
        match misplaced_hours(shape, name) {
            Some(help) => fault.with_help(help),
            None => fault.with_nearest(name, known),
        }
    }

    fn value(&mut self, key: &str, expected: &Value, value: &Spanned<DeValue<'_>>) {
        match (expected, value.get_ref()) {
            (Value::Text, DeValue::String(text)) if times::is_day(key) && !times::is_written_right(text) => {
                self.found.push(self.hours(key, text, value.span()));
            }
            (Value::Text, DeValue::String(text)) if !text.trim().is_empty() => {}
            (Value::Slug, DeValue::String(text)) if is_slug(text) => {}
            (Value::Date, DeValue::Datetime(date)) if date.date.is_some() && date.time.is_none() => {}
            (Value::Bool, DeValue::Boolean(_)) | (Value::Integer, DeValue::Integer(_)) => {}
            (Value::OneOf(list), DeValue::String(text)) if list.contains(&text.as_ref()) => {}
            (Value::ListOf(inner), DeValue::Array(items)) => items.iter().for_each(|item| self.value(key, inner, item)),
            (Value::Table(shape), DeValue::Table(table)) => self.table(shape, table, &self.places.place(value.span())),
            (Value::Map(inner), DeValue::Table(table)) => {
                table.iter().for_each(|(key, item)| self.value(key.get_ref(), inner, item));
            }
            (expected, found) => self.found.push(self.wrong(key, expected, found, value.span())),
        }
    }

    /// Hours in another form than `09:00-17:00`.
    fn hours(&self, key: &str, text: &str, span: std::ops::Range<usize>) -> Diagnostic {
        let message = if text.contains(['–', '—', '−']) {
            format!("opening hours are written like \"09:00-17:00\", with the short dash; \"{text}\" has a long one")
        } else {
            format!("opening hours are written like \"09:00-17:00\", and this is \"{text}\"")
        };
        let help = times::line_meant(key, text)
            .unwrap_or_else(|| format!("write {key} = [\"09:00-17:00\"], or leave the day out when they are closed"));
        Diagnostic::error(self.places.place(span), Kind::Hours, message).with_help(help)
    }

    fn wrong(&self, key: &str, expected: &Value, found: &DeValue<'_>, span: std::ops::Range<usize>) -> Diagnostic {
        if let DeValue::String(text) = found
            && let Some((_, c)) = hidden_in(text)
        {
            let message = format!("a character that cannot be seen stands inside `{key}` (U+{:04X})", u32::from(c));
            let plain: String = text.chars().filter(|other| *other != c).collect();
            return Diagnostic::error(self.places.place(span), Kind::WrongValue, message)
                .with_help(format!("take it out: type {key} = \"{plain}\" again"));
        }
        let message = format!("`{key}` must be {}, and this is {}", describe(expected), name_of(found));
        let fault = Diagnostic::error(self.places.place(span), Kind::WrongValue, message);
        match (expected, found) {
            (Value::OneOf(list), DeValue::String(text)) => {
                fault.with_help(format!("write one of: {}", list.join(", "))).with_nearest(text, list.iter().copied())
            }
            (expected, found) => match what_to_type(key, expected, found) {
                Some(help) => fault.with_help(help),
                None => fault,
            },
        }
    }
}

/// Hours without the heading of their table, or for several days in one line.
fn misplaced_hours(shape: &Shape, name: &str) -> Option<String> {
    let is_of_hours = |name: &str| times::is_day(name) || matches!(name, "always" | "bank_holidays");
    if shape.fields.iter().any(|field| field.key == "hours") && is_of_hours(name) {
        return Some(
            "hours have a table of their own: take the `# ` from the line [contact.hours] above it too, or write that line"
                .to_owned(),
        );
    }
    let days: Vec<&str> = name.split(['-', '_']).collect();
    let is_of_days = days.len() > 1 && days.iter().all(|day| day.get(..3).is_some_and(times::is_day));
    (is_of_days && shape.fields.iter().any(|field| times::is_day(field.key))).then(|| {
        "each day has a line of its own: mon = [\"09:00-17:00\"], below it tue = [\"09:00-17:00\"], and so on".to_owned()
    })
}

/// What an editor most likely meant, as it is typed.
fn what_to_type(key: &str, expected: &Value, found: &DeValue<'_>) -> Option<String> {
    match (expected, found) {
        (Value::Date, DeValue::String(text)) => {
            let day = date::meant(text).unwrap_or_else(|| "2026-11-23".to_owned());
            Some(format!("write a date without quotation marks, the year first: {key} = {day}"))
        }
        (Value::Date, _) => Some("write a date without quotation marks, such as 2026-11-23".to_owned()),
        (Value::Text, DeValue::String(_)) => Some("leave the key out if there is nothing to say".to_owned()),
        (Value::Text, DeValue::Integer(number)) => Some(format!("put it between quotation marks: {key} = \"{number}\"")),
        (Value::Slug, DeValue::String(text)) => {
            let plain: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
            let slug = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
            is_slug(&slug).then(|| format!("it is the name of a file or an id, such as `{slug}`, not a name for readers"))
        }
        (Value::Text | Value::Slug, _) => Some(format!("put it between quotation marks: {key} = \"…\"")),
        (Value::Bool, DeValue::String(_)) => Some(format!("write {key} = true or {key} = false, without quotation marks")),
        (Value::Integer, DeValue::String(text)) => Some(format!("write it without quotation marks: {key} = {text}")),
        (Value::ListOf(inner), DeValue::String(text)) if times::is_day(key) && matches!(inner, Value::Text) => {
            let line = times::is_written_right(text).then(|| format!("write {key} = [\"{text}\"]"));
            let line =
                line.or_else(|| times::line_meant(key, text)).unwrap_or_else(|| format!("write {key} = [\"09:00-17:00\"]"));
            Some(format!("hours stand in square brackets: {line}"))
        }
        (Value::ListOf(Value::Table(_)), _) => Some(format!("write a line [[{key}]], and its keys below it")),
        (Value::ListOf(_), DeValue::String(text)) => Some(format!("put it in square brackets: {key} = [\"{text}\"]")),
        (Value::ListOf(_), _) => Some(format!("a list stands in square brackets: {key} = [\"one\", \"two\"]")),
        (Value::Table(_), DeValue::String(text)) if key == "hours" => {
            let spell = times::meant(text).unwrap_or_else(|| "09:00-17:00".to_owned());
            let days =
                format!("below a line [contact.hours] write mon = [\"{spell}\"] and so on, with `source` and `confidence`");
            let always = "write a line [contact.hours] and below it always = true, with `source` and `confidence`";
            Some(if times::is_always(text) { always.to_owned() } else { days })
        }
        (Value::Table(_), _) => Some(format!("write a line [{key}], and its keys below it")),
        _ => None,
    }
}

fn missing(shape: &Shape, field: &Field, at: Place) -> Diagnostic {
    Diagnostic::error(at, Kind::MissingKey, format!("{} needs the key `{}`", shape.name, field.key))
        .with_help(format!("`{}` is {}", field.key, field.about))
}

/// Lower-case letters, digits and single hyphens: fit for an address.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn describe(value: &Value) -> String {
    match value {
        Value::Text => "text".into(),
        Value::Slug => "a name in lower-case letters, digits and hyphens".into(),
        Value::Date => "a date".into(),
        Value::Bool => "true or false".into(),
        Value::Integer => "a whole number".into(),
        Value::OneOf(list) => format!("one of {} words", list.len()),
        Value::ListOf(inner) => format!("a list, each item {}", describe(inner)),
        Value::Table(shape) => format!("a table ({})", shape.name),
        Value::Map(_) => "a table".into(),
    }
}

fn name_of(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "empty text".into(),
        DeValue::String(text) => format!("the text \"{text}\""),
        DeValue::Integer(_) => "a whole number".into(),
        DeValue::Float(_) => "a number".into(),
        DeValue::Boolean(_) => "true or false".into(),
        DeValue::Datetime(_) => "a date".into(),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}
