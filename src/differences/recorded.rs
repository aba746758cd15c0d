//! Which differences are told to whoever follows the site: each change once, where it was made.
//!
//! A number that changes is read on every page that prints it. It is one change, of its service, and not one a page.

use super::{About, Difference, Side};
use crate::site::Site;

/// The differences that `changes.toml` keeps, with the title of a page for its name.
#[must_use]
pub fn to_record(found: &[Difference], old: Side<'_>, new: Side<'_>) -> Vec<Difference> {
    let kept = found.iter().filter(|one| match one.about {
        About::Page => is_of_its_own(&one.address, old.site, new.site),
        About::Check => false,
        _ => true,
    });
    kept.map(|one| Difference { of: name(one, new.site), ..one.clone() }).collect()
}

/// Whether the words of a written page itself are others, and not only a card on it.
fn is_of_its_own(address: &str, old: &Site, new: &Site) -> bool {
    let words = |site: &Site| {
        let page = site.pages.get(address)?;
        Some(page.prose.iter().map(|prose| prose.text.clone()).collect::<Vec<_>>())
    };
    words(old) != words(new)
}

/// A page is called by what the browser's tab says where its title would give a reader away; a route by its id alone.
fn name(one: &Difference, site: &Site) -> String {
    let page = site.pages.get(one.address.as_str());
    match page.filter(|_| one.about == About::Page) {
        Some(page) if page.is_sensitive => page.tab.clone(),
        Some(page) => page.title.clone(),
        None if one.about == About::Route => one.of.split(':').next().unwrap_or_default().to_owned(),
        None => one.of.clone(),
    }
}
