//! Checks one TOML table against its [`Shape`] and reports every fault in it, not just the first.

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::{Field, Shape, Value};
use crate::content::file_places::FilePlaces;
use crate::content::mistakes::week::{DAYS, HoursMeant, WeekMeant, lines_of_days};
use crate::content::mistakes::{date, times};
use crate::content::slips::hidden_in;
use crate::content::slug::slug;
use crate::diagnostic::{A_DAY, Diagnostic, Kind, Place, nearest};

/// All faults of `table` against `shape`, in the order they stand in the file.
pub fn faults(places: &FilePlaces<'_>, shape: &'static Shape, table: &Spanned<DeTable<'_>>) -> Vec<Diagnostic> {
    let mut checker = Checker { places, within: Vec::new(), lost: Vec::new(), strays: Vec::new(), found: Vec::new() };
    checker.table(shape, table.get_ref(), &places.place(table.span()));
    checker.found
}

struct Checker<'a> {
    places: &'a FilePlaces<'a>,
    /// The tables around what is looked at, each with its heading's name and the keys that it has.
    within: Vec<(&'static Shape, String, Vec<String>)>,
    /// Headings whose line is missing: their keys stand in the table before.
    lost: Vec<String>,
    /// Keys of the file that stand below a heading, each with that heading.
    strays: Vec<(&'static str, String)>,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn table(&mut self, shape: &'static Shape, table: &DeTable<'_>, at: &Place) {
        let unknown = |key: &&str| shape.fields.iter().all(|one| one.key != *key);
        let keys = || table.keys().map(|key| key.get_ref().as_ref());
        // In the order of the file, so that the first of several is told.
        let mut rows: Vec<_> = table.iter().collect();
        rows.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in rows {
            let name: &str = key.get_ref();
            match shape.fields.iter().find(|field| field.key == name) {
                Some(field) => {
                    let heading = self.within.last().map_or_else(String::new, |(_, heading, _)| format!("{heading}."));
                    let own = (shape, format!("{heading}{name}"), keys().map(str::to_owned).collect());
                    self.within.push(own);
                    self.value(field.key, &field.value, value);
                    self.within.pop();
                }
                None => self.unknown(shape, (name, value.get_ref()), &keys().collect::<Vec<_>>(), key.span()),
            }
        }
        // A key that is only misspelt is not missing as well.
        let is_misspelt = |field: &Field| keys().filter(unknown).any(|key| nearest(&key.to_lowercase(), [field.key]).is_some());
        for field in shape.fields.iter().filter(|field| field.required && !table.contains_key(field.key)) {
            let is_astray = self.within.is_empty() && self.strays.iter().any(|(key, _)| *key == field.key);
            if !is_misspelt(field) && !is_astray && !self.lost.iter().any(|lost| lost == field.key) {
                self.found.push(missing(shape, field, at.clone()));
            }
        }
    }

    /// `here` are all keys of the table.
    fn unknown(
        &mut self,
        shape: &'static Shape,
        (name, value): (&str, &DeValue<'_>),
        here: &[&str],
        span: std::ops::Range<usize>,
    ) {
        let place = self.places.place(span);
        let misplaced = misplaced_hours(shape, name, value);
        let known = shape.fields.iter().map(|field| field.key);
        let is_misspelt = nearest(&name.to_lowercase(), known.clone()).is_some();
        if misplaced.is_none()
            && !is_misspelt
            && let Some(heading) = self.lost_heading(shape, name, here)
        {
            if !self.lost.contains(&heading) {
                let message = format!("`{name}` is a key of [{heading}], and the line [{heading}] above it is missing");
                let help = format!("write [{heading}] in a line of its own above this one");
                self.found.push(Diagnostic::error(place, Kind::MissingKey, message).with_help(help));
                self.lost.push(heading);
            }
            return;
        }
        if misplaced.is_none() && !is_misspelt && self.is_stray(shape, name, here, &place) {
            return;
        }
        let help = format!("the keys are {}", known.clone().collect::<Vec<_>>().join(", "));
        let fault = Diagnostic::error(place, Kind::UnknownKey, format!("{} has no key `{name}`", shape.name)).with_help(help);
        let below = self.below(shape, name).filter(|_| !is_misspelt);
        self.found.push(match misplaced.or(below) {
            Some(help) => fault.with_help(help),
            None => fault.with_nearest(&name.to_lowercase(), known),
        });
    }

    /// Whether a key of the file stands below a heading, as where a block was pasted at its top: told once for each heading.
    fn is_stray(&mut self, shape: &Shape, name: &str, here: &[&str], place: &Place) -> bool {
        let Some((outer, heading, _)) = self.within.first().filter(|_| self.within.len() == 1) else { return false };
        let of_file = |key: &str| outer.fields.iter().find(|field| field.key == key && field.value.table().is_none());
        let Some(field) = of_file(name) else { return false };
        let is_first = self.strays.iter().all(|(_, known)| known != heading);
        let block = outer.fields.iter().find(|field| field.key == heading);
        let block = block.map_or_else(|| format!("[{heading}]"), |field| bracketed(heading, &field.value));
        self.strays.push((field.key, heading.clone()));
        if is_first {
            let own: Vec<&str> = here.iter().copied().filter(|key| shape.fields.iter().any(|field| field.key == *key)).collect();
            let message = format!(
                "`{name}` is a key of the file itself, and stands below the line {block}: all that follows belongs to that"
            );
            let what = if own.is_empty() { String::new() } else { format!(" with its {}", own.join(", ")) };
            let help = format!("move {block}{what} to the end of the file; keys without a heading stand above every heading");
            self.found.push(Diagnostic::error(place.clone(), Kind::UnknownKey, message).with_help(help));
        }
        true
    }

    /// The table of the file that has such a key, and whose heading is nowhere.
    fn lost_heading(&self, shape: &Shape, name: &str, here: &[&str]) -> Option<String> {
        let has = |shape: &Shape, name: &str| shape.fields.iter().any(|field| field.key == name);
        let is_lost = |field: &&Field| {
            let Value::Table(inner) = field.value else { return false };
            // One key alone may be a slip.
            let strays = here.iter().filter(|key| has(inner, key) && !has(shape, key)).count();
            has(inner, name) && (field.required || strays > 1)
        };
        self.within.iter().rev().find_map(|(around, _, keys)| {
            let absent = around.fields.iter().filter(|field| !keys.iter().any(|key| key == field.key));
            absent.into_iter().find(is_lost).map(|field| field.key.to_owned())
        })
    }

    /// Where a key belongs that stands above the headings under which such a key stands.
    fn below(&self, shape: &'static Shape, name: &str) -> Option<String> {
        let above = self.within.last().map_or_else(String::new, |(_, heading, _)| format!("{heading}."));
        shape.fields.iter().find_map(|field| {
            let heading = format!("{above}{}", field.key);
            let key = field.value.table()?.fields.iter().find(|one| one.key == name)?;
            Some(match key.value.table() {
                Some(_) => format!(
                    "write {}, and what belongs to it below that line",
                    bracketed(&format!("{heading}.{name}"), &key.value)
                ),
                None => format!("it is a key of {0}: write it below a line {0}", bracketed(&heading, &field.value)),
            })
        })
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

    /// What the table at hand is called in its heading.
    fn heading<'k>(&'k self, key: &'k str) -> &'k str {
        self.within.last().map_or(key, |(_, heading, _)| heading)
    }

    /// Hours in another form than `09:00-17:00`.
    fn hours(&self, key: &str, text: &str, span: std::ops::Range<usize>) -> Diagnostic {
        let message = if text.contains(['–', '—', '−']) {
            format!("opening hours are written like \"09:00-17:00\", with the short dash; \"{text}\" has a long one")
        } else {
            format!("opening hours are written like \"09:00-17:00\", and this is \"{text}\"")
        };
        let help = times::line_meant(key, text)
            .unwrap_or_else(|| format!("write {}; or leave the day out when they are closed", times::form_of(key)));
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
            (expected, found) => match what_to_type(key, self.heading(key), expected, found) {
                Some(help) => fault.with_help(help),
                None => fault,
            },
        }
    }
}

/// Hours without the heading of their table, or for several days in one line.
fn misplaced_hours(shape: &Shape, name: &str, value: &DeValue<'_>) -> Option<String> {
    let is_of_hours = |name: &str| times::is_day(name) || matches!(name, "always" | "bank_holidays");
    if shape.fields.iter().any(|field| field.key == "hours") && is_of_hours(name) {
        return Some(
            "hours have a table of their own: take the `# ` from the line [contact.hours] above it too, or write that line"
                .to_owned(),
        );
    }
    if let DeValue::String(text) = value
        && name == "hours"
        && shape.fields.iter().any(|field| times::is_day(field.key))
    {
        return Some(days_typed(text));
    }
    let spells: Vec<String> = match value {
        DeValue::Array(items) => items.iter().filter_map(|item| Some(format!("\"{}\"", item.get_ref().as_str()?))).collect(),
        DeValue::String(text) => vec![format!("\"{text}\"")],
        _ => Vec::new(),
    };
    let written = format!("[{}]", spells.join(", "));
    let lines = lines_of_days(name, &written).filter(|_| shape.fields.iter().any(|field| times::is_day(field.key)))?;
    Some(format!("each day has a line of its own: {lines}"))
}

/// A day that was written with its time, or a time alone.
fn day_alone(key: &str, found: Datetime) -> String {
    let day = found.date.map(|day| format!("write {key} = {day}: the day alone, without a time or a zone"));
    day.unwrap_or_else(|| format!("a time is no day: write {key} = and the year, the month and the day"))
}

/// Hours of a week that were written as one text, as they are typed.
fn days_typed(text: &str) -> String {
    if times::is_always(text) {
        return "write always = true in its place".to_owned();
    }
    match HoursMeant::from_words(text).map(|hours| hours.week) {
        Ok(WeekMeant::Days(days)) => {
            let rows = DAYS.iter().zip(&days).filter(|(_, spells)| !spells.is_empty());
            let rows = rows.map(|(day, spells)| format!("{day} = [\"{}\"]", spells.join("\", \"")));
            format!("each day has a line of its own: write {}", rows.collect::<Vec<_>>().join(", and below it "))
        }
        _ => format!("each day has a line of its own: write {}", times::form_of("mon")),
    }
}

/// What an editor most likely meant, as it is typed.
fn what_to_type(key: &str, heading: &str, expected: &Value, found: &DeValue<'_>) -> Option<String> {
    match (expected, found) {
        (Value::Date, DeValue::String(text)) => {
            let how = "write a date without quotation marks, the year first";
            Some(match date::meant(text) {
                Some(day) => format!("{how}: {key} = {day}"),
                None => format!("{how}, such as {key} = 2026-11-23"),
            })
        }
        (Value::Date, DeValue::Datetime(found)) => Some(day_alone(key, *found)),
        (Value::Date, _) => Some("write a date without quotation marks, such as 2026-11-23".to_owned()),
        (Value::Text, DeValue::String(_)) => Some("leave the key out if there is nothing to say".to_owned()),
        (Value::Text, DeValue::Integer(number)) => Some(format!("put it between quotation marks: {key} = \"{number}\"")),
        (Value::Slug, DeValue::String(text)) => {
            let slug = slug(text);
            (!slug.is_empty()).then(|| format!("it is the name of a file or an id, such as `{slug}`, not a name for readers"))
        }
        (Value::Text | Value::Slug, DeValue::Array(items)) => {
            let first = items.iter().find_map(|item| item.get_ref().as_str()).unwrap_or("…");
            Some(format!(
                "one text stands here, without brackets: {key} = \"{first}\"; each other one belongs to an entry of its own"
            ))
        }
        (Value::Text | Value::Slug, _) => Some(format!("put it between quotation marks: {key} = \"…\"")),
        (Value::Bool, DeValue::String(_)) => Some(format!("write {key} = true or {key} = false, without quotation marks")),
        (Value::Integer, DeValue::String(text)) => Some(format!("write it without quotation marks: {key} = {text}")),
        (Value::ListOf(inner), DeValue::String(text)) if times::is_day(key) && matches!(inner, Value::Text) => {
            let line = times::is_written_right(text).then(|| format!("write {key} = [\"{text}\"]"));
            let line = line.or_else(|| times::line_meant(key, text)).unwrap_or_else(|| format!("write {}", times::form_of(key)));
            Some(format!("hours stand in square brackets: {line}"))
        }
        (Value::ListOf(_), DeValue::Table(_)) if times::is_day(key) => {
            Some(format!("each day has a line of its own: {}, and below it the next", times::form_of(key)))
        }
        (Value::ListOf(Value::Table(_)), _) => Some(format!("write a line [[{heading}]], and its keys below it")),
        (Value::ListOf(_), DeValue::String(text)) => Some(format!("put it in square brackets: {key} = [\"{text}\"]")),
        (Value::ListOf(_), _) => Some(format!("a list stands in square brackets: {key} = [\"one\", \"two\"]")),
        (Value::Table(_), DeValue::String(text)) if key == "hours" => {
            let days = match times::meant(text) {
                Some(spell) => format!("write mon = [\"{}\"] and so on", spell.written()),
                None => days_typed(text),
            };
            let days = format!("below a line [contact.hours] {days}, with `source` and `confidence`");
            let always = "write a line [contact.hours] and below it always = true, with `source` and `confidence`";
            Some(if times::is_always(text) { always.to_owned() } else { days })
        }
        (Value::Table(shape), DeValue::String(text)) => {
            let rest = shape
                .fields
                .iter()
                .skip(1)
                .filter(|field| field.required)
                .map(|field| format!(", {} = {}", field.key, sample(field)));
            let first = shape.fields.first().map_or(key, |field| field.key);
            Some(format!("write {{ {first} = \"{text}\"{} }}", rest.collect::<String>()))
        }
        (Value::Table(_), _) => Some(format!("write a line [{heading}], and its keys below it")),
        _ => None,
    }
}

fn missing(shape: &Shape, field: &Field, at: Place) -> Diagnostic {
    let Field { key, about, value, .. } = field;
    let typed = match value.table() {
        Some(inner) => {
            let needed = inner.fields.iter().filter(|one| one.required).map(|one| format!("{} = {}", one.key, sample(one)));
            format!("a line {}, and below it {}", bracketed(key, value), needed.collect::<Vec<_>>().join(", "))
        }
        None => format!("{key} = {}", sample(field)),
    };
    let typed = typed.trim_end_matches(", and below it ");
    Diagnostic::error(at, Kind::MissingKey, format!("{} needs the key `{key}`", shape.name))
        .with_help(format!("`{key}` is {about}; write {typed}"))
}

/// The heading of a table, or of one of several.
fn bracketed(heading: &str, value: &Value) -> String {
    if matches!(value, Value::ListOf(_)) { format!("[[{heading}]]") } else { format!("[{heading}]") }
}

/// What a value looks like.
fn sample(field: &Field) -> String {
    sample_of(&field.value)
}

fn sample_of(value: &Value) -> String {
    match value {
        Value::Text | Value::Slug => "\"…\"".to_owned(),
        Value::Date => A_DAY.to_owned(),
        Value::Bool => "true".to_owned(),
        Value::Integer => "1".to_owned(),
        Value::OneOf(words) => format!("\"{}\"", words.first().unwrap_or(&"…")),
        Value::ListOf(inner) => format!("[{}]", sample_of(inner)),
        Value::Table(_) | Value::Map(_) => "{ … }".to_owned(),
    }
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
        DeValue::Datetime(found) if found.date.is_none() => "a time without a day".into(),
        DeValue::Datetime(found) if found.time.is_some() => "a day with a time".into(),
        DeValue::Datetime(_) => "a date".into(),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}
