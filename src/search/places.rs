//! Towns and areas, and which entries serve them.
//!
//! Takes the places of the entries and the lexicon's other names for them. It does not know geography: only what it was told.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Entry;
use super::lexicon::Lexicon;
use super::phrase::{Groups, Phrases, Slot};
use super::terms::Terms;

/// Every place that an entry serves.
#[derive(Debug, Default)]
pub(super) struct Places {
    names: Phrases,
    /// By tag: the place as written, the entries that serve it, and the addresses to show first.
    all: Vec<KnownPlace>,
}

#[derive(Debug, Default)]
pub(super) struct KnownPlace {
    pub(super) name: String,
    /// The entries that serve it, in order.
    pub(super) entries: Vec<usize>,
    /// The addresses to show first when little else was typed.
    pub(super) first: Vec<String>,
}

impl Places {
    /// Gathers the places; their names are known words from now on.
    pub(super) fn new(terms: &mut Terms, entries: &[&Entry], lexicon: &Lexicon) -> Self {
        let mut served: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            for place in &entry.places {
                served.entry(place).or_default().push(index);
            }
        }
        let mut places = Self::default();
        for (name, entries) in &served {
            let first = lexicon.places.iter().filter(|place| place.area == *name).flat_map(|place| place.first.clone()).collect();
            places.add(terms, std::iter::once(*name), KnownPlace { name: (*name).to_owned(), entries: entries.clone(), first });
        }
        for place in &lexicon.places {
            let entries = served.get(place.area.as_str()).cloned().unwrap_or_default();
            let known = KnownPlace { name: place.area.clone(), entries, first: place.first.clone() };
            places.add(terms, place.names.iter().map(String::as_str), known);
        }
        places
    }

    fn add<'a>(&mut self, terms: &mut Terms, names: impl Iterator<Item = &'a str>, place: KnownPlace) {
        for name in names {
            self.names.add(terms, name, self.all.len());
        }
        self.all.push(place);
    }

    /// Where the names of places stand in a query.
    pub(super) fn spans(&self, slots: &[Slot], groups: &Groups) -> Vec<Range<usize>> {
        self.names.spans(slots, groups)
    }

    /// The places named in a query, and whether it says nothing else: then it tells neither who asks nor why.
    pub(super) fn find(&self, slots: &[Slot], groups: &Groups) -> (Vec<&KnownPlace>, bool) {
        let found = self.names.find(slots, groups);
        let words: usize = found.iter().map(|found| found.text.split_whitespace().count()).sum();
        let is_all = !found.is_empty() && words >= slots.len();
        (found.into_iter().map(|found| &self.all[found.tag]).collect(), is_all)
    }
}
