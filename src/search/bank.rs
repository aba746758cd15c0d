//! The question bank as search learns from it: each line once, with who asks and what answers.
//!
//! Takes the site. It does not know how anything is learnt from the lines.

use std::collections::BTreeSet;

use super::{Entry, EntryKind};
use crate::site::Site;
use crate::site::asked::{Asker, Meaning, same_words};

/// The ways people ask.
#[derive(Debug, Clone, Default, Hash)]
pub struct Bank {
    /// In the order of the files.
    pub(super) lines: Vec<BankLine>,
    /// How many lines were dropped because another holds the same words.
    pub dropped: usize,
}

#[derive(Debug, Clone, Hash)]
pub(super) struct BankLine {
    pub(super) text: String,
    pub(super) path: Option<String>,
    pub(super) meaning: Option<Meaning>,
    pub(super) asker: Asker,
    /// The file it stands in, without folder and ending.
    pub(super) voice: String,
}

impl Bank {
    /// The bank of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let mut bank = Self::default();
        let mut seen = BTreeSet::new();
        for asked in &site.asked {
            let file = asked.place.file.rsplit('/').next().unwrap_or_default();
            for line in &asked.lines {
                if seen.insert(same_words(&line.text)) {
                    bank.lines.push(BankLine {
                        text: line.text.clone(),
                        path: asked.path.clone(),
                        meaning: asked.meaning,
                        asker: asked.asker,
                        voice: file.trim_end_matches(".toml").to_owned(),
                    });
                } else {
                    bank.dropped += 1;
                }
            }
        }
        bank
    }

    /// The bank and every title as a line: who types a title wants what bears it.
    pub(super) fn with_titles<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut bank = self.clone();
        if !bank.is_empty() {
            bank.lines.extend(entries.filter(|entry| entry.kind != EntryKind::Outcome).map(title));
        }
        bank
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Is there no line at all?
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The names of its files, each once, in their order.
    pub fn voices(&self) -> Vec<String> {
        let voices: BTreeSet<&String> = self.lines.iter().map(|line| &line.voice).collect();
        voices.into_iter().cloned().collect()
    }

    /// The lines of those voices that `keep` says, to learn from some and be measured on others.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let lines = self.lines.iter().filter(|line| keep(&line.voice)).cloned().collect();
        Self { lines, dropped: self.dropped }
    }

    /// Every line with the address that answers it, who asks and what it means, for measuring.
    pub fn each(&self) -> impl Iterator<Item = (&str, Option<&str>, Asker, Option<Meaning>)> {
        self.lines.iter().map(|line| (line.text.as_str(), line.path.as_deref(), line.asker, line.meaning))
    }
}

fn title(entry: &Entry) -> BankLine {
    let asker = match entry.audience.as_str() {
        "parents" => Asker::Parent,
        "young-people" => Asker::Young,
        "self" => Asker::Oneself,
        "family" => Asker::Family,
        "survivors" => Asker::Survivor,
        "professionals" => Asker::Professional,
        _ => Asker::Anyone,
    };
    BankLine { text: entry.title.clone(), path: Some(entry.path.clone()), meaning: None, asker, voice: String::new() }
}
