//! Entries of a merged file that its editor may have meant otherwise: one that stands twice, and one that was meant to change a built-in
//! one and is called otherwise.

use std::ops::Range;

use super::{Joiner, MergeStrategy, MergeTable, Node, Slice, front_matter, read};
use crate::content::file_places::{FileLines, FilePlaces};
use crate::diagnostic::{Diagnostic, Kind, Place, nearest};

/// An entry of the same name twice: of two merged into one the last would win without a word.
pub(in crate::content) fn twice(own: &FileLines, strategy: &MergeStrategy) -> Vec<Diagnostic> {
    let Some(table) = table(own, true) else { return Vec::new() };
    let joiner = Joiner { strategy, below: own, own };
    let mut found = Vec::new();
    for (list, key, entries) in lists(&table, strategy) {
        for (at, entry) in entries.iter().enumerate() {
            let Some((name, written)) = name_of(&joiner, entry, key) else { continue };
            let first = entries[..at].iter().find_map(|other| name_of(&joiner, other, key).filter(|(known, _)| *known == name));
            if let Some((_, first)) = first {
                let line = place(own, first.span.clone()).line;
                let message = format!("there already is a [[{list}]] `{name}` in this file, in line {line}");
                let fault = Diagnostic::error(place(own, written.span.clone()), Kind::Duplicate, message);
                found.push(fault.with_help(format!("write all that is of `{name}` in one [[{list}]]")));
            }
        }
    }
    found
}

/// Says of an entry that lacks keys and is nearly called as a built-in one that it is called otherwise, in the place of each key.
pub(in crate::content) fn explain_new(below: &FileLines, own: &FileLines, strategy: &MergeStrategy, found: &mut Vec<Diagnostic>) {
    let Some((lower, upper)) = table(below, false).zip(table(own, true)) else { return };
    let joiner = Joiner { strategy, below, own };
    if joiner.takes_the_place(&upper) {
        // It changes no built-in entry, however its own are called.
        return;
    }
    for (list, key, entries) in lists(&upper, strategy) {
        let known = lists(&lower, strategy).find(|(other, ..)| *other == list).map_or(&[][..], |(.., known)| known);
        let known: Vec<&str> = known.iter().filter_map(|entry| name_of(&joiner, entry, key)).map(|(name, _)| name).collect();
        for entry in entries {
            let line = place(own, entry.at.span.clone()).line;
            let named = name_of(&joiner, entry, key);
            let Some((name, written)) = named.filter(|(name, _)| !known.contains(name)) else {
                if name_of(&joiner, entry, key).is_none() {
                    unnamed(own, entry, (list, key), &known, found);
                }
                continue;
            };
            let Some(meant) = nearest(name, known.iter().copied()) else { continue };
            let is_of_it = |fault: &mut Diagnostic| {
                fault.kind == Kind::MissingKey && fault.place.file == own.path && fault.place.line == line
            };
            let missing = found.extract_if(.., is_of_it).count();
            if missing > 0 {
                let message =
                    format!("there is no built-in [[{list}]] `{name}` to change, and a new one needs {missing} keys more");
                let fault = Diagnostic::error(place(own, written.span.clone()), Kind::MissingKey, message);
                found.push(fault.with_help(format!("did you mean `{meant}`?")));
            }
        }
    }
}

/// Says of an entry without a name which there are, in the place of each key that it lacks.
fn unnamed(own: &FileLines, entry: &MergeTable, (list, key): (&str, &str), known: &[&str], found: &mut Vec<Diagnostic>) {
    let at = place(own, entry.at.span.clone());
    let is_of_it =
        |fault: &mut Diagnostic| fault.kind == Kind::MissingKey && fault.place.file == own.path && fault.place.line == at.line;
    if found.extract_if(.., is_of_it).count() > 0 {
        let message = format!("this [[{list}]] does not say which it is: it has no `{key}`");
        let help = format!(
            "to change a built-in one write {key} = \"{}\" below this line ({}); a new one has a `{key}` of its own",
            known.first().unwrap_or(&"…"),
            known.join(", ")
        );
        found.push(Diagnostic::error(at, Kind::MissingKey, message).with_help(help));
    }
}

fn table(file: &FileLines, is_own: bool) -> Option<MergeTable> {
    let part = if file.path.ends_with(".md") { front_matter::split(&file.text)?.front } else { 0..file.text.len() };
    read(file, part, is_own)
}

/// The lists whose entries have names, each with the key that names them.
fn lists<'a>(table: &'a MergeTable, strategy: &MergeStrategy) -> impl Iterator<Item = (&'a str, &'static str, &'a [MergeTable])> {
    table.rows.iter().filter_map(|(key, node)| match node {
        Node::Tables(entries) => Some((key.name.as_str(), strategy.name_in(&key.name)?, entries.as_slice())),
        _ => None,
    })
}

fn name_of<'a>(joiner: &Joiner<'a>, entry: &'a MergeTable, name: &str) -> Option<(&'a str, &'a Slice)> {
    entry.rows.iter().find_map(|(key, value)| match value {
        Node::Value(value) if key.name == name => Some((joiner.text(value).trim_matches(['"', '\'']), value)),
        _ => None,
    })
}

fn place(file: &FileLines, span: Range<usize>) -> Place {
    FilePlaces { path: &file.path, text: &file.text, offset: 0, pieces: None }.place(span)
}
