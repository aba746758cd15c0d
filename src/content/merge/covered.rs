//! Which keys of a built-in settings file an overlay's file covers, and with what they are covered: for saying what changed underneath.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Joiner, MergeTable, Node, read};
use crate::content::file_places::{FileLines, PiecesWriter};
use crate::content::front_matter;
use crate::content::merge_strategy;

/// What an overlay's file does to the one below.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Each key that is covered, with the value below, on one line.
    pub replaced: BTreeMap<String, String>,
    /// Each key, entry or item that is new.
    pub added: Vec<String>,
}

/// Compares the two key by key. Nothing for a file that is not merged, that takes the other's place, or that cannot be read.
pub fn covered(path: &str, below: &str, own: &str) -> Option<Covered> {
    let strategy = merge_strategy::of(path)?;
    let path: Arc<str> = path.into();
    let (below, own) = (FileLines::of(&path, below), FileLines::of(&path, own));
    let is_page = path.ends_with(".md");
    let part = |file: &FileLines| {
        if is_page { front_matter::split(&file.text).map(|parts| parts.front) } else { Some(0..file.text.len()) }
    };
    let (lower, upper) = (read(&below, part(&below)?, false)?, read(&own, part(&own)?, true)?);
    let joiner = Joiner { strategy, below: &below, own: &own };
    if joiner.takes_the_place(&upper) {
        return None;
    }
    let mut covered = Covered::default();
    joiner.compare(&lower, &upper, "", None, &mut covered);
    if is_page {
        let words =
            |file: &FileLines| front_matter::split(&file.text).map_or("", |parts| file.text[parts.body].trim()).to_owned();
        if !words(&own).is_empty() {
            covered.replaced.insert("the words".to_owned(), words(&below));
        }
    }
    Some(covered)
}

impl Joiner<'_> {
    /// `path` is the table's own, with a dot at its end unless it is the file's. The key that names an entry is the same in both and
    /// covers nothing.
    fn compare(&self, below: &MergeTable, own: &MergeTable, path: &str, named_by: Option<&str>, covered: &mut Covered) {
        for (key, node) in own.rows.iter().filter(|(key, _)| named_by != Some(&*key.name)) {
            let path = format!("{path}{}", key.name);
            match below.rows.iter().find(|(known, _)| known.name == key.name) {
                None => covered.added.push(path),
                Some((_, known)) => self.compare_nodes(known, node, path, covered),
            }
        }
    }

    fn compare_nodes(&self, below: &Node, own: &Node, path: String, covered: &mut Covered) {
        match (below, own) {
            (Node::Table(below), Node::Table(own)) => self.compare(below, own, &format!("{path}."), None, covered),
            (Node::Tables(below), Node::Tables(own)) if self.strategy.name_in(&path).is_some() => {
                let name = self.strategy.name_in(&path).unwrap_or_default();
                for entry in own {
                    let called = self.called(entry, name).unwrap_or_default();
                    let entry_path = format!("{path}.{called}");
                    match below.iter().find(|known| self.called(known, name) == Some(called)) {
                        None => covered.added.push(entry_path),
                        Some(known) => self.compare(known, entry, &format!("{entry_path}."), Some(name), covered),
                    }
                }
            }
            (Node::Tables(_) | Node::List(..), Node::Tables(_) | Node::List(..)) if self.strategy.is_added(&path) => {
                covered.added.push(path);
            }
            (below, _) => {
                covered.replaced.insert(path, self.on_one_line(below));
            }
        }
    }

    fn on_one_line(&self, node: &Node) -> String {
        let mut writer = PiecesWriter::new(self.below, self.own);
        match node {
            Node::Value(value) | Node::List(value, _) => writer.copy(value),
            Node::Table(table) => table.write(&mut writer, &[]),
            Node::Tables(tables) => tables.iter().for_each(|table| table.write(&mut writer, &[])),
        }
        writer.finish().text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
