//! A settings file of an overlay laid over the one below it, key by key, so that a copy keeps only what differs.
//!
//! Takes two files, gives one text in which every key and value is copied from the file it stands in, with the place of each piece: a
//! fault in it names the overlay's line or the built-in one. [`super::merge_strategy`] says which lists are joined. A file with
//! `replace = true` is taken alone.

mod covered;
mod entries;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use covered::{Covered, covered};
pub(super) use entries::{explain_new, twice};

use super::file_places::{FileLines, PiecesWriter, Slice};
use super::front_matter;
use super::merge_strategy::MergeStrategy;

/// The key of a file that takes the place of the one below.
const REPLACE: &str = "replace";

/// The keys of which a way, a link or a rule has one, and why it is named.
const TARGETS: [&str; 4] = ["service", "job", "role", "page"];
const REASON: &str = "why";

/// Lays one file over another. Where either cannot be read, it is given as it stands, for the reader to say why.
pub(super) fn lay_over(below: &FileLines, own: &FileLines, strategy: &MergeStrategy) -> FileLines {
    if own.path.ends_with(".md") { page(below, own, strategy) } else { settings(below, own, strategy) }
}

fn settings(below: &FileLines, own: &FileLines, strategy: &MergeStrategy) -> FileLines {
    let Some(upper) = read(own, 0..own.text.len(), true) else { return own.clone() };
    let Some(lower) = read(below, 0..below.text.len(), false) else { return below.clone() };
    let mut writer = PiecesWriter::new(below, own);
    Joiner { strategy, below, own }.join_files(lower, upper).write(&mut writer, &[]);
    writer.finish()
}

/// The keys of a page are joined; its words are the overlay's if it has any.
fn page(below: &FileLines, own: &FileLines, strategy: &MergeStrategy) -> FileLines {
    let Some(upper_parts) = front_matter::split(&own.text) else { return own.clone() };
    let Some(lower_parts) = front_matter::split(&below.text) else { return below.clone() };
    let Some(upper) = read(own, upper_parts.front, true) else { return own.clone() };
    let Some(lower) = read(below, lower_parts.front, false) else { return below.clone() };
    let is_own = !own.text[upper_parts.body.clone()].trim().is_empty();
    let body = Slice { is_own, span: if is_own { upper_parts.body } else { lower_parts.body } };
    let fence = Slice { is_own: true, span: 0..3 };
    let mut writer = PiecesWriter::new(below, own);
    writer.write("+++\n", &fence);
    Joiner { strategy, below, own }.join_files(lower, upper).write(&mut writer, &[]);
    writer.write("+++\n", &fence);
    writer.copy(&body);
    writer.finish()
}

/// A table, its rows in the order of their keys.
struct MergeTable {
    at: Slice,
    rows: Vec<(Key, Node)>,
}

struct Key {
    name: String,
    written: Slice,
}

enum Node {
    /// A value that is not joined with anything, as written.
    Value(Slice),
    /// A list whose items may be joined with others.
    List(Slice, Vec<Slice>),
    Table(MergeTable),
    Tables(Vec<MergeTable>),
}

/// The table in a part of a file; nothing when it has a fault of form.
fn read(file: &FileLines, part: Range<usize>, is_own: bool) -> Option<MergeTable> {
    let table = DeTable::parse(&file.text[part.clone()]).ok()?;
    let slice = |span: Range<usize>| Slice { is_own, span: span.start + part.start..span.end + part.start };
    Some(table_of(table.get_ref(), slice(table.span()), &slice))
}

fn table_of(table: &DeTable<'_>, at: Slice, slice: &impl Fn(Range<usize>) -> Slice) -> MergeTable {
    let rows = table.iter().map(|(key, value)| {
        let key = Key { name: key.get_ref().to_string(), written: slice(key.span()) };
        (key, node_of(value, slice))
    });
    MergeTable { at, rows: rows.collect() }
}

fn node_of(value: &Spanned<DeValue<'_>>, slice: &impl Fn(Range<usize>) -> Slice) -> Node {
    let at = slice(value.span());
    match value.get_ref() {
        DeValue::Table(table) => Node::Table(table_of(table, at, slice)),
        DeValue::Array(items) if !items.is_empty() && items.iter().all(|item| item.get_ref().is_table()) => {
            let tables = items.iter().filter_map(|item| Some(table_of(item.get_ref().as_table()?, slice(item.span()), slice)));
            Node::Tables(tables.collect())
        }
        DeValue::Array(items) => Node::List(at, items.iter().map(|item| slice(item.span())).collect()),
        _ => Node::Value(at),
    }
}

struct Joiner<'a> {
    strategy: &'a MergeStrategy,
    below: &'a FileLines,
    own: &'a FileLines,
}

impl<'a> Joiner<'a> {
    fn join_files(&self, below: MergeTable, mut own: MergeTable) -> MergeTable {
        let takes_the_place = self.takes_the_place(&own);
        own.rows.retain(|(key, value)| {
            key.name != REPLACE || !matches!(value, Node::Value(value) if matches!(self.text(value), "true" | "false"))
        });
        if takes_the_place { own } else { self.join(below, own, "") }
    }

    /// Whether the overlay's file says that it is taken alone.
    fn takes_the_place(&self, own: &MergeTable) -> bool {
        let is_it =
            |(key, value): &(Key, Node)| key.name == REPLACE && matches!(value, Node::Value(value) if self.text(value) == "true");
        own.rows.iter().any(is_it)
    }

    /// A way names one thing: with another of the overlay's go the one below and the reason that was given for it.
    fn forget_other_target(&self, below: &mut MergeTable, own: &MergeTable) {
        let target = |table: &MergeTable| {
            table.rows.iter().find_map(|(key, value)| match value {
                Node::Value(value) if TARGETS.contains(&key.name.as_str()) => {
                    Some((key.name.clone(), self.text(value).to_owned()))
                }
                _ => None,
            })
        };
        if target(below).zip(target(own)).is_some_and(|(old, new)| old != new) {
            below.rows.retain(|(key, _)| key.name != REASON && !TARGETS.contains(&key.name.as_str()));
        }
    }

    /// `path` is the table's own, with a dot at its end unless it is the file's.
    fn join(&self, mut below: MergeTable, own: MergeTable, path: &str) -> MergeTable {
        self.forget_other_target(&mut below, &own);
        for (key, node) in own.rows {
            let path = format!("{path}{}", key.name);
            match below.rows.iter().position(|(known, _)| known.name == key.name) {
                None => below.rows.push((key, node)),
                Some(at) => {
                    let (_, known) = below.rows.swap_remove(at);
                    below.rows.push((key, self.join_nodes(known, node, &path)));
                }
            }
        }
        MergeTable { at: own.at, rows: below.rows }
    }

    fn join_nodes(&self, below: Node, own: Node, path: &str) -> Node {
        match (below, own) {
            (Node::Table(below), Node::Table(own)) => Node::Table(self.join(below, own, &format!("{path}."))),
            (Node::Tables(mut below), Node::Tables(own)) if self.strategy.is_added(path) => {
                below.extend(own);
                Node::Tables(below)
            }
            (Node::Tables(below), Node::Tables(own)) => match self.strategy.name_in(path) {
                Some(name) => Node::Tables(self.join_entries(below, own, name, path)),
                None => Node::Tables(own),
            },
            (Node::List(_, mut below), Node::List(at, own)) if self.strategy.is_added(path) => {
                let known: Vec<&str> = below.iter().map(|item| self.text(item)).collect();
                let new: Vec<Slice> = own.into_iter().filter(|item| !known.contains(&self.text(item))).collect();
                below.extend(new);
                Node::List(at, below)
            }
            (_, own) => own,
        }
    }

    fn join_entries(&self, mut below: Vec<MergeTable>, own: Vec<MergeTable>, name: &str, path: &str) -> Vec<MergeTable> {
        for entry in own {
            let called = self.called(&entry, name);
            match below.iter().position(|known| called.is_some() && self.called(known, name) == called) {
                None => below.push(entry),
                Some(at) => {
                    let known = below.remove(at);
                    below.insert(at, self.join(known, entry, &format!("{path}.")));
                }
            }
        }
        below
    }

    /// What an entry is called: its value under the key that names it.
    fn called(&self, entry: &MergeTable, name: &str) -> Option<&str> {
        entry.rows.iter().find_map(|(key, value)| match value {
            Node::Value(value) if key.name == name => Some(self.text(value).trim_matches(['"', '\''])),
            _ => None,
        })
    }

    fn text(&self, slice: &Slice) -> &'a str {
        let file = if slice.is_own { self.own } else { self.below };
        &file.text[slice.span.clone()]
    }
}

impl MergeTable {
    /// Plain values first, since what follows the line of a table belongs to it.
    fn write(&self, writer: &mut PiecesWriter<'_>, path: &[&Slice]) {
        for (key, node) in &self.rows {
            match node {
                Node::Value(value) => {
                    writer.copy(&key.written);
                    writer.write(" = ", &key.written);
                    writer.copy(value);
                }
                Node::List(at, items) => {
                    writer.copy(&key.written);
                    writer.write(" = [", at);
                    for item in items {
                        writer.copy(item);
                        writer.write(", ", at);
                    }
                    writer.write("]", at);
                }
                Node::Table(_) | Node::Tables(_) => continue,
            }
            writer.write("\n", &key.written);
        }
        for (key, node) in &self.rows {
            let path: Vec<&Slice> = path.iter().copied().chain([&key.written]).collect();
            match node {
                Node::Table(table) => table.write_under(writer, &path, ("[", "]\n")),
                Node::Tables(tables) => tables.iter().for_each(|table| table.write_under(writer, &path, ("[[", "]]\n"))),
                Node::Value(_) | Node::List(..) => {}
            }
        }
    }

    fn write_under(&self, writer: &mut PiecesWriter<'_>, path: &[&Slice], (open, close): (&str, &str)) {
        writer.write(open, &self.at);
        for (at, key) in path.iter().enumerate() {
            if at > 0 {
                writer.write(".", &self.at);
            }
            // A key within the brackets stands for the table, wherever it is written.
            writer.copy_as(key, &self.at);
        }
        writer.write(close, &self.at);
        self.write(writer, path);
    }
}

#[cfg(test)]
mod tests;
