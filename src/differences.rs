//! What changes for readers from one site to another: numbers first, then services, hours, routes and pages.
//!
//! Takes two sites and what was rendered of each for the same instant. Gives a list in that order, each entry with what stood before
//! and what stands after, in the words that readers see. It knows no file and no command.

mod checks;
mod fingerprints;
mod pages;
mod recorded;
mod routes;
mod services;

pub use crate::site::change::About;
pub use fingerprints::Fingerprints;
pub use recorded::to_record;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::render::Rendered;
use crate::site::Site;

/// A site and what was rendered of it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    pub site: &'a Site,
    pub rendered: &'a Rendered,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    pub about: About,
    /// Where it stands, as an address of the site.
    pub address: String,
    /// Which service and line, answer or page, by its name.
    pub of: String,
    /// What stood there; nothing where it is new.
    pub before: Vec<String>,
    /// What stands there; nothing where it goes.
    pub after: Vec<String>,
}

/// Everything that changes for readers, numbers first.
#[must_use]
pub fn between(old: Side<'_>, new: Side<'_>) -> Vec<Difference> {
    let mut found = services::differences(old, new);
    found.extend(routes::differences(old.site, new.site));
    found.extend(pages::differences(old.rendered, new.rendered));
    found.extend(checks::differences(old.site, new.site));
    found.sort();
    found
}

impl Difference {
    /// What stands there again when this is over.
    #[must_use]
    pub fn over(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }

    /// Whether both are of one thing.
    pub fn is_of_same(&self, other: &Self) -> bool {
        (self.about, &self.address, &self.of) == (other.about, &other.address, &other.of)
    }

    /// Its name and address, where the name is not the address.
    pub fn heading(&self) -> String {
        if self.of == self.address { self.of.clone() } else { format!("{} ({})", self.of, self.address) }
    }

    /// Something at an address and of a name that changed from one text to another; nothing where it did not.
    fn of_texts(about: About, at: (&str, &str), before: Option<String>, after: Option<String>) -> Option<Self> {
        (before != after).then(|| Self {
            about,
            address: at.0.to_owned(),
            of: at.1.to_owned(),
            before: before.into_iter().collect(),
            after: after.into_iter().collect(),
        })
    }
}

/// The lines that went and those that came, in their order. A line that only moved is neither.
fn changed_lines(before: &[String], after: &[String]) -> (Vec<String>, Vec<String>) {
    let only = |own: &[String], other: &[String]| {
        let other: BTreeSet<&String> = other.iter().collect();
        own.iter().filter(|line| !other.contains(line)).cloned().collect()
    };
    (only(before, after), only(after, before))
}
