//! `redirects.toml`: retired addresses, each with the one that took its place, and those that nothing took the place of.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{DocumentContext, in_document};
use super::{Names, unknown};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};

/// A retired address must be one, be free, and lead to one that exists.
pub(super) fn redirects(
    document: &Located<raw::Redirects>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, String>, Vec<String>) {
    in_document(document, names, found, |context| {
        let mut moved = BTreeMap::new();
        for (old, new) in &document.value.moved {
            let is_free = context.is_free(old);
            if !exists(names, new.get_ref()) {
                let known = names.pages.iter().chain(&names.generated).map(String::as_str);
                let fault = unknown((context.place)(new.span()), "page", new.get_ref(), known);
                context.found.push(Diagnostic { kind: Kind::BrokenLink, ..fault });
            } else if is_free {
                moved.insert(old.get_ref().clone(), new.get_ref().clone());
            }
        }
        let mut gone = BTreeSet::new();
        for path in &document.value.gone {
            let is_free = context.is_free(path);
            if moved.contains_key(path.get_ref()) || gone.contains(path.get_ref()) {
                let message = format!("`{}` is retired twice", path.get_ref());
                let help = "keep it under [moved] if something took its place, or once in `gone` if nothing did";
                context.error(path.span(), Kind::Duplicate, message, help);
            } else if is_free {
                gone.insert(path.get_ref().clone());
            }
        }
        (moved, gone.into_iter().collect())
    })
}

fn exists(names: &Names, path: &str) -> bool {
    names.pages.contains(path) || names.generated.contains(path)
}

impl DocumentContext<'_> {
    /// Whether an address is written as readers may have kept it, and nothing stands there.
    fn is_free(&mut self, written: &raw::Text) -> bool {
        let path = written.get_ref();
        if !is_address(path) {
            let message = format!("`{path}` is not how an address of this site is written");
            let help =
                "begin with / and write small letters, digits and hyphens, without a slash at the end, such as \"/old-page\"";
            self.error(written.span(), Kind::Address, message, help);
            return false;
        }
        if exists(self.names, path) {
            let message = format!("`{path}` cannot be a retired address: something stands there");
            let help = "take this line out, or retire what stands there first: its file gets another name";
            self.error(written.span(), Kind::Duplicate, message, help);
            return false;
        }
        true
    }
}

/// The one way in which this site writes addresses.
fn is_address(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._~".contains(&byte);
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && part.bytes().all(is_plain);
    path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_part))
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_is_written_in_one_way() {
        for right in ["/old-page", "/report/o4-3", "/services/police-999-101", "/routing.json"] {
            assert!(is_address(right), "{right}");
        }
        for wrong in ["/Old-A/", "old", "/", "/a//b", "/a/", "/a b", "/\u{e9}t\u{e9}", "https://a.example/x", "/../a"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
