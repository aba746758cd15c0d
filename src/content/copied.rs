//! Files that a copy took over from the content below: the day of checking in them is that of the people who wrote them, until somebody
//! of the copy writes theirs.
//!
//! Takes the documents as read, and the tree. Gives the files whose day nobody of the copy wrote, and a warning at each.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Spanned;
use toml::value::Datetime;

use super::documents::Documents;
use super::source::SourceTree;
use crate::diagnostic::{Diagnostic, Kind, Place};

/// Files of the copy that are in the main those below, with the same day of checking.
pub(super) fn unchecked(documents: &Documents, tree: &SourceTree) -> Vec<(Arc<str>, Diagnostic)> {
    let pages = documents.pages.iter().map(|page| {
        let checked = &page.value.front.review.checked;
        (&page.file, checked, page.place(checked.span()))
    });
    let services = documents.services.iter().map(|service| {
        let checked = &service.value.review.checked;
        (&service.file, checked, service.place(checked.span()))
    });
    let copied = pages.chain(services).filter_map(|(file, checked, place)| {
        let below = tree.covered(&file.path)?;
        let is_copied = is_mostly(&file.text, below) && has_day(below, checked);
        is_copied.then(|| (Arc::clone(&file.path), fault(place, checked)))
    });
    copied.collect()
}

/// Whether a text has half the lines of another, or more.
fn is_mostly(text: &str, below: &str) -> bool {
    let lines = |text: &'_ str| -> BTreeSet<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (own, below) = (lines(text), lines(below));
    below.intersection(&own).count() * 2 >= below.len()
}

fn has_day(text: &str, checked: &Spanned<Datetime>) -> bool {
    let line = format!("checked = {}", checked.get_ref());
    text.lines().any(|other| other.trim() == line)
}

fn fault(place: Place, checked: &Spanned<Datetime>) -> Diagnostic {
    let message = format!(
        "{} is the day on which others checked the file that this one was copied from: readers are shown no day until you have checked it",
        checked.get_ref()
    );
    Diagnostic::warning(place, Kind::OthersDay, message).with_help(
        "hold it against its sources, and write here the day on which you did, and in `due` when it is to be done again",
    )
}
