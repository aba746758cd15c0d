//! A name that is not there any more, and what the thing is called now: the redirects remember it.

use super::documents::Located;
use super::raw::Redirects;
use crate::diagnostic::{Diagnostic, Kind};

/// Says in each finding about an unknown name what it is called now, if a redirect leads from it.
pub fn say_new_names(redirects: Option<&Located<Redirects>>, found: &mut [Diagnostic]) {
    let Some(redirects) = redirects else { return };
    let of_names = |fault: &&mut Diagnostic| matches!(fault.kind, Kind::UnknownReference | Kind::BrokenLink | Kind::NotPromised);
    for fault in found.iter_mut().filter(of_names) {
        let Some(written) = fault.message.split('`').nth(1) else { continue };
        let new = addresses_of(written).into_iter().find_map(|address| new_address(&redirects.value, &address));
        if let Some(new) = new {
            fault.help = Some(format!("it is called `{}` now", as_written(&new, written)));
        }
    }
}

/// Where an address leads now, over several moves if need be.
pub fn new_address(redirects: &Redirects, address: &str) -> Option<String> {
    let next = |address: &str| {
        let moved = redirects.moved.iter().find(|(old, _)| old.get_ref() == address);
        moved.map(|(_, new)| new.get_ref().as_str())
    };
    let mut at = next(address)?;
    for _ in 0..8 {
        at = next(at).unwrap_or(at);
    }
    Some(at.to_owned())
}

/// The addresses that a name may stand for: a page's own, a service's slug, a file of an overlay's `without`.
fn addresses_of(written: &str) -> [String; 3] {
    let file = written.strip_prefix("pages/").unwrap_or(written);
    let file = file.strip_suffix(".toml").or(file.strip_suffix(".md")).unwrap_or(file);
    [written.to_owned(), format!("/services/{written}"), format!("/{file}")]
}

fn has_ending(file: &str, ending: &str) -> bool {
    std::path::Path::new(file).extension().is_some_and(|own| own == ending)
}

/// An address in the form in which the old name was written.
fn as_written(new: &str, written: &str) -> String {
    let slug = new.strip_prefix("/services/");
    match slug {
        Some(slug) if has_ending(written, "toml") => format!("services/{slug}.toml"),
        None if has_ending(written, "md") => format!("pages{new}.md"),
        Some(slug) if !written.starts_with('/') => slug.to_owned(),
        _ => new.to_owned(),
    }
}
