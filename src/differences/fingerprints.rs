//! What readers are told, as one short mark for each address: so that a change that nobody recorded is noticed.
//!
//! Takes a site; gives marks that differ where [`super::between`] and [`super::to_record`] would tell a difference. What they were made
//! of cannot be read from them.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{routes, services};
use crate::site::Site;

/// So many bytes of a hash tell two texts of one address apart.
const LENGTH: usize = 9;

/// A mark for each address of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprints(BTreeMap<String, String>);

impl Fingerprints {
    /// The marks of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let pages = site.pages.values().map(|page| {
            // What only the tab and search engines show is told to nobody.
            let is_read = |text: &&String| **text != page.tab && **text != page.description;
            (page.path.to_string(), page.prose.iter().map(|prose| &prose.text).filter(is_read).cloned().collect())
        });
        let told = services::told(site).chain(routes::told(site)).chain(pages);
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (address, lines) in told {
            texts.entry(address).or_default().extend(lines);
        }
        Self(texts.into_iter().map(|(address, lines)| (address, mark(&lines))).collect())
    }

    /// Those that are others than in `before`; empty where something has gone.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        let mark = |address: &&str| ((*address).to_owned(), self.0.get(*address).cloned().unwrap_or_default());
        Self(self.changed_from(before).iter().map(mark).collect())
    }

    /// These with what is other later, as [`Self::since`] gave it.
    #[must_use]
    pub fn then(mut self, later: &Self) -> Self {
        self.0.extend(later.0.clone());
        self.0.retain(|_, mark| !mark.is_empty());
        self
    }

    /// The addresses at which something stands.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, mark)| !mark.is_empty()).map(|(address, _)| address.as_str())
    }

    /// The addresses at which these and others differ, in order.
    pub fn changed_from<'a>(&'a self, others: &'a Self) -> Vec<&'a str> {
        let all: BTreeSet<&String> = self.0.keys().chain(others.0.keys()).collect();
        all.into_iter().filter(|address| self.0.get(*address) != others.0.get(*address)).map(String::as_str).collect()
    }
}

fn mark(lines: &[String]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        // With its length, so that two lines are never one.
        hash.update(line.len().to_le_bytes());
        hash.update(line);
    }
    STANDARD.encode(&hash.finalize()[..LENGTH])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Fingerprints {
        Fingerprints(pairs.iter().map(|(address, text)| ((*address).to_owned(), mark(&[(*text).to_owned()]))).collect())
    }

    #[test]
    fn what_came_went_or_is_another_is_named_once() {
        let (old, new) = (of(&[("/a", "1"), ("/b", "1"), ("/c", "1")]), of(&[("/b", "1"), ("/c", "2"), ("/d", "1")]));
        assert_eq!(new.changed_from(&old), ["/a", "/c", "/d"]);
        assert_eq!(new.changed_from(&new), [] as [&str; 0]);
    }

    #[test]
    fn lines_that_run_into_one_another_have_another_mark() {
        let lines = |lines: &[&str]| mark(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert_ne!(lines(&["ab", "c"]), lines(&["a", "bc"]));
    }
}
