//! What an editor's hand does to a file, told in an editor's words: curly quotes, a lost bracket or comma, a date as it is written in
//! a letter. Looked for only when a file cannot be read, so a sound file is never suspected.
//!
//! Takes the text and gives the first slip with its line and what to type instead. The parser's own words come only where none of
//! these is found.

pub(super) mod date;
mod list;
pub(super) mod meant;
mod over_lines;
pub(super) mod times;
mod value;
pub(super) mod week;

use std::ops::Range;

use super::file_places::FilePlaces;
use crate::diagnostic::{Diagnostic, Kind, nearest};

pub(super) use meant::KnownKeys;

/// A slip: where it stands in the text, what it is, and what to type.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    at: Range<usize>,
    message: String,
    help: String,
}

impl Slip {
    fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: help.into() }
    }
}

/// The first slip in `text`, which the parser could not read and of which it says `words` at `span`.
/// `keys` are those that the file may have.
pub(super) fn cause(
    places: &FilePlaces<'_>,
    text: &str,
    words: &str,
    span: Range<usize>,
    keys: &KnownKeys<'_>,
) -> Option<Diagnostic> {
    let slip = first(text).map(|slip| meant::better(text, slip, keys));
    let slip = slip.or_else(|| hours_as_a_text(text, words));
    let slip = slip.or_else(|| misspelt_heading(text, &keys.top)).or_else(|| twice(text, words, span))?;
    Some(Diagnostic::error(places.place(slip.at), Kind::Syntax, slip.message).with_help(slip.help))
}

/// One line of the text without its line break, and where it begins.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    at: usize,
    text: &'a str,
}

impl Line<'_> {
    fn whole(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

/// Goes through the lines; texts of several lines (`"""`) are passed over.
fn first(text: &str) -> Option<Slip> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Line { at, text: line.trim_end_matches(['\n', '\r']) });
        at += line.len();
    }
    let mut number = 0;
    while let Some(line) = lines.get(number) {
        let words = line.text.trim_matches([' ', '\t']);
        number += 1;
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let goes_on = assignment(words).filter(|(key, _)| is_key(key));
        let goes_on = goes_on.and_then(|(key, value)| over_lines::slip(*line, key, value, &lines[number..]));
        let above = number.checked_sub(2).and_then(|above| lines.get(above));
        if let Some(slip) = goes_on.or_else(|| over_lines::second_text(*line, above)).or_else(|| of_line(*line, words)) {
            return Some(slip);
        }
        let Some((_, value)) = assignment(words) else { continue };
        if value.starts_with("\"\"\"") || value.starts_with("'''") {
            number = after_long_text(&lines, number, value);
        } else if value.starts_with(['[', '{']) {
            match list::read(&lines, number - 1) {
                Ok(next) => number = next,
                Err(slip) => return Some(slip),
            }
        }
    }
    None
}

/// The key and the value of a line, if it has an equals sign.
fn assignment(words: &str) -> Option<(&str, &str)> {
    words.split_once('=').map(|(key, value)| (key.trim(), value.trim_matches([' ', '\t'])))
}

fn after_long_text(lines: &[Line<'_>], next: usize, value: &str) -> usize {
    let fence = &value[..3];
    if value[3..].contains(fence) {
        return next;
    }
    lines[next..].iter().position(|line| line.text.contains(fence)).map_or(lines.len(), |found| next + found + 1)
}

fn of_line(line: Line<'_>, words: &str) -> Option<Slip> {
    if let Some(at) = odd_space(line.text) {
        let end = at + line.text[at..].chars().next().map_or(1, char::len_utf8);
        return Some(Slip::new(
            line.at + at..line.at + end,
            "a space that only looks like one stands here, such as a word processor or a web page puts in (a non-breaking space)",
            "take it out and type an ordinary space",
        ));
    }
    if let Some((before, _)) = line.text.split_once('＝').filter(|(before, _)| !before.contains(['=', '"', '#', '\''])) {
        let at = line.at + before.len();
        let help = "take it out and type = in its place";
        return Some(Slip::new(
            at..at + '＝'.len_utf8(),
            "the = of this line is one of full width, as Asian keyboards write it",
            help,
        ));
    }
    if let Some(note) = meant::note(words).filter(|_| !words.starts_with("---")) {
        return Some(Slip::new(
            line.whole(),
            "a note for yourself begins with #, and with no other sign",
            format!("write {note}"),
        ));
    }
    if words.starts_with('[') && !words.contains('=') {
        return heading(line, words);
    }
    if words.starts_with("---") || words.starts_with("```") {
        let help = "take the line out; a page's block of keys stands between two lines of +++";
        return Some(Slip::new(line.whole(), format!("the line \"{words}\" belongs to another kind of file"), help));
    }
    match assignment(words) {
        None => Some(no_equals(line, words)),
        Some(("", _)) => Some(Slip::new(line.whole(), "there is no key before the =", "write the key first: name = \"…\"")),
        Some((key, value)) if value.starts_with(['=', '>']) || key.ends_with(':') => {
            let (key, value) = (key.trim_end_matches([':', ' ']), value.trim_start_matches(['=', '>', ' ']));
            let help = format!("write {key} = {}", meant::typed(value));
            Some(Slip::new(line.whole(), "between a key and its value stands one = and no other sign", help))
        }
        Some((key, value)) => of_key(line, key).or_else(|| value::slip(line, key, value)),
    }
}

/// Where a space that is not an ordinary one stands outside quotation marks.
fn odd_space(line: &str) -> Option<usize> {
    let outside = line.find(['"', '\'', '“', '”', '#']).unwrap_or(line.len());
    line[..outside].find(['\u{a0}', '\u{202f}', '\u{2007}', '\u{2009}', '\u{3000}'])
}

fn heading(line: Line<'_>, words: &str) -> Option<Slip> {
    let words = words.split('#').next().unwrap_or(words).trim_end();
    let (open, shut) = (words.matches('[').count(), words.matches(']').count());
    if open == shut {
        return None;
    }
    let name = words.trim_matches(['[', ']', ' ']);
    let right = if open.max(shut) >= 2 { format!("[[{name}]]") } else { format!("[{name}]") };
    Some(Slip::new(line.whole(), "a bracket is missing in this line", format!("write {right}")))
}

fn no_equals(line: Line<'_>, words: &str) -> Slip {
    let by_colon = words.split_once(':').map(|(key, value)| (key.trim_end(), value.trim()));
    if let Some((key, value)) = by_colon.filter(|(key, value)| is_key(key) && !value.is_empty() && !value.starts_with("//")) {
        let help = format!("write {key} = {}", meant::typed(value));
        return Slip::new(line.whole(), "a key and its value are joined by =, not by a colon", help);
    }
    let spaced = words.split_once([' ', '\t']).map(|(key, value)| (key, value.trim()));
    if let Some((key, value)) = spaced.filter(|(key, value)| is_key(key) && value.starts_with(['"', '[', '{'])) {
        return Slip::new(line.whole(), "the = between the key and its value is missing", format!("write {key} = {value}"));
    }
    if words.starts_with(['"', ']', '}']) {
        let message = "this line belongs to a list or table that has ended already, or that was never begun";
        return Slip::new(line.whole(), message, "look at the line above: a list begins with [ after its key and ends with ]");
    }
    let help = "keep a text on one line, between two \" marks; put # before a note for yourself";
    Slip::new(line.whole(), "this line is neither a key with its value nor a [heading]", help)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn of_key(line: Line<'_>, key: &str) -> Option<Slip> {
    let quoted = key.starts_with('"') && key.ends_with('"') && key.len() > 1;
    if !quoted && let Some(plain) = key.strip_prefix('"').filter(|plain| is_key(plain)) {
        let help = format!("write {plain} = …, without it");
        return Some(Slip::new(line.whole(), "a quotation mark stands before this key, and none after it", help));
    }
    let is_path = key.split('.').all(|part| is_key(part.trim()));
    if quoted || is_path || key.starts_with('\'') || key.contains('"') {
        return None;
    }
    if key.starts_with('/') {
        let help = format!("write \"{key}\" = …");
        return Some(Slip::new(line.whole(), "an address on the left of an = stands between quotation marks", help));
    }
    if key.starts_with(['“', '”', '„', '‘', '’']) {
        let plain = key.trim_matches(['“', '”', '„', '‘', '’']);
        return Some(Slip::new(
            line.whole(),
            "these are curly quotes, as a word processor makes them",
            format!("write {plain} = …"),
        ));
    }
    let plain = key.trim_start_matches(['-', '*', '•', '+', ' ']);
    if plain.len() < key.len() && is_key(plain) {
        let message = "a key stands at the beginning of its line, without a mark of a list";
        return Some(Slip::new(line.whole(), message, format!("write {plain} = …")));
    }
    let right = key.to_lowercase().replace(' ', "_");
    let help = if is_key(&right) { format!("write {right} = …") } else { "use letters, digits, - and _ in a key".to_owned() };
    Some(Slip::new(line.whole(), format!("`{key}` cannot be a key: a key has no spaces or signs"), help))
}

/// `hours = "24 hours"` above days of their own: the parser names the second only.
fn hours_as_a_text(text: &str, words: &str) -> Option<Slip> {
    let is_it = |line: &str| assignment(line.trim()).is_some_and(|(key, value)| key == "hours" && value.starts_with(['"', '\'']));
    let line = text.split_inclusive('\n').find(|line| is_it(line)).filter(|_| words.contains("cannot extend"))?;
    let at = line.as_ptr() as usize - text.as_ptr() as usize;
    let (_, value) = assignment(line.trim())?;
    let hours = if times::is_always(value.trim_matches(['"', '\''])) {
        "always = true".to_owned()
    } else {
        format!("{}, and the other days", times::line_of("mon", value.trim_matches(['"', '\''])))
    };
    let help = format!("write [contact.hours] in its place, and below it {hours}, with source and confidence");
    Some(Slip::new(at..at + line.trim_end().len(), "`hours` is a table with a heading of its own, and this is a text", help))
}

/// A heading that is no key of the file, and nearly one: what stands below it is then taken for a part of the table before it.
fn misspelt_heading(text: &str, known: &[&'static str]) -> Option<Slip> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let name = words.trim_matches(['[', ']']).split('.').next().unwrap_or_default();
        if words.starts_with('[')
            && is_key(name)
            && !known.contains(&name)
            && let Some(right) = nearest(name, known.iter().copied())
        {
            let help = format!("did you mean {}?", words.replacen(name, right, 1));
            return Some(Slip::new(at..at + line.trim_end().len(), format!("this file has no {words}"), help));
        }
        at += line.len();
    }
    None
}

/// A key or heading that stands twice; the parser names the second only.
fn twice(text: &str, words: &str, span: Range<usize>) -> Option<Slip> {
    if !words.contains("duplicate key") {
        return None;
    }
    let key = text.get(span.clone())?.trim();
    let is_it = |line: &str| {
        let words = line.trim();
        assignment(words).is_some_and(|(found, _)| found == key) || words.trim_matches(['[', ']']) == key
    };
    let before = text.get(..span.start)?;
    // The first of the same name in the same table stands after the last heading; a heading's twin stands anywhere.
    let is_heading = text[..span.start].rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('['));
    let first = before.lines().enumerate().filter(|(_, line)| is_it(line)).last()?;
    let message = format!("`{key}` stands twice in this place: also in line {}", first.0 + 1);
    let help = if is_heading {
        format!("where there may be several, each begins with a line [[{key}]], in two brackets; else keep one of them")
    } else {
        "keep the one that is right, and take the other out".to_owned()
    };
    Some(Slip::new(span, message, help))
}

#[cfg(test)]
mod tests;
