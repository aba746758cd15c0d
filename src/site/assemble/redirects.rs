//! `redirects.toml`: retired addresses, each with the one that took its place, and those that nothing took the place of.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{DocumentContext, in_document};
use super::taken_addresses::{answered_at, taken_by};
use super::{Names, page_path, unknown};
use crate::content::documents::PageFile;
use crate::content::{Documents, Located, raw};
use crate::diagnostic::{Diagnostic, Kind};

/// A retired address must be one, be free, and lead to one that exists.
pub(super) fn redirects(
    document: &Located<raw::Redirects>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, String>, Vec<String>) {
    in_document(document, names, found, |context| {
        let mut later = BTreeSet::new();
        let mut moved = BTreeMap::new();
        for (old, new) in &document.value.moved {
            let free = context.free(old);
            if !exists(names, new.get_ref()) {
                let known = names.pages.iter().chain(&names.generated).map(String::as_str);
                let fault = unknown((context.place)(new.span()), "page", new.get_ref(), known);
                context.found.push(Diagnostic { kind: Kind::BrokenLink, ..fault });
                continue;
            }
            let is_first = match free {
                Some(Retired::Now(path)) => moved.insert(path, new.get_ref().clone()).is_none(),
                Some(Retired::Later(path)) => later.insert(path),
                None => true,
            };
            if !is_first {
                context.twice(old);
            }
        }
        let mut gone = BTreeSet::new();
        for written in &document.value.gone {
            if written.get_ref().contains('?') {
                context.gone_with_query(written);
                continue;
            }
            let is_first = match context.free(written) {
                Some(Retired::Now(path)) => !moved.contains_key(&path) && gone.insert(path),
                Some(Retired::Later(path)) => later.insert(path),
                None => true,
            };
            if !is_first {
                context.twice(written);
            }
        }
        (moved, gone.into_iter().collect())
    })
}

/// An error for each page that has a last day, and of which nothing says where its address leads after it.
pub(super) fn without_successor(documents: &Documents) -> Vec<Diagnostic> {
    let redirects = documents.redirects.as_ref().map(|document| &document.value);
    let is_named = |path: &str| {
        redirects.is_some_and(|one| one.moved.keys().chain(&one.gone).any(|old| retired(old.get_ref()).as_deref() == Ok(path)))
    };
    let fault = |page: &Located<PageFile>| {
        let until = page.value.front.until.as_ref()?;
        let path = page_path(&page.file.path).filter(|path| !is_named(path))?;
        let message = format!("after {} there is no {path}, and nothing says where its address leads then", until.get_ref());
        let help = format!(
            "in content/redirects.toml, under [moved], write \"{path}\" = \"/new\" with the address that takes its place; if nothing does, add \"{path}\" to `gone`"
        );
        Some(Diagnostic::error(page.place(until.span()), Kind::Vanished, message).with_help(help))
    };
    documents.pages.iter().filter_map(fault).collect()
}

fn exists(names: &Names, path: &str) -> bool {
    names.pages.contains(path) || names.generated.contains(path)
}

/// When an address leads on.
enum Retired {
    /// Nothing stands there.
    Now(String),
    /// A page stands there, or will, until its last day: while it does, nothing leads away from it.
    Later(String),
}

impl DocumentContext<'_> {
    /// The address that readers may have kept, as this site writes addresses, if nothing stands there for good.
    fn free(&mut self, written: &raw::Text) -> Option<Retired> {
        let path = match retired(written.get_ref()) {
            Ok(path) => path,
            Err(help) => {
                let message = format!("`{}` is not an address of this site", written.get_ref());
                self.error(written.span(), Kind::Address, message, help);
                return None;
            }
        };
        // A page may stand at the same path: whoever asks for it sends no such query.
        let (bare, query) = path.split_once('?').map_or((path.as_str(), None), |(bare, query)| (bare, Some(query)));
        if self.names.leaving.contains(&path) {
            return Some(Retired::Later(path));
        }
        let what = match query {
            Some(_) => answered_at(bare),
            None => taken_by(self.names, &path).or_else(|| exists(self.names, &path).then_some("a page stands there")),
        };
        if let Some(what) = what {
            let message = format!("`{path}` cannot be a retired address: {what}");
            let help = "take this line out, or retire what stands there first: its file gets another name";
            self.error(written.span(), Kind::Duplicate, message, help);
        }
        what.is_none().then_some(Retired::Now(path))
    }

    /// Nothing stands there anyway, and readers are helped on.
    fn gone_with_query(&mut self, written: &raw::Text) {
        let message = format!("`{}` has a query, and only a whole address can be gone", written.get_ref());
        let help = "write it under [moved] with the address that takes its place; or leave out the ? and what follows, if all of them are gone";
        self.error(written.span(), Kind::Address, message, help);
    }

    /// However they are written: capitals and a slash at the end make no other address.
    fn twice(&mut self, written: &raw::Text) {
        let message = format!("`{}` is retired twice", written.get_ref());
        let help = "keep it under [moved] if something took its place, or once in `gone` if nothing did";
        self.error(written.span(), Kind::Duplicate, message, help);
    }
}

/// An address as a site that was here before may have written it, with capitals, spaces, a slash at the end and a query, in the one way
/// in which it is kept here: small letters, and spaces as they are. Readers find it however they write it. A query is kept to the
/// letter: there capitals may tell two pages apart.
///
/// # Errors
///
/// What to write instead.
fn retired(written: &str) -> Result<String, &'static str> {
    if written.contains('#') {
        return Err("leave out the # and what follows: browsers keep it to themselves");
    }
    let (path, query) = written.split_once('?').map_or((written, None), |(path, query)| (path, Some(query)));
    let path = path.replace("%20", " ").to_ascii_lowercase();
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._~ ".contains(c);
    let is_part = |part: &str| !matches!(part, "" | "." | "..") && part.trim() == part && part.chars().all(is_plain);
    let rest = path.strip_prefix('/').map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    let path = match (rest, query) {
        (Some(rest), _) if rest.split('/').all(is_part) => format!("/{rest}"),
        // The first page of the site that was here before: "/?page_id=12".
        _ if path == "/" && query.is_some() => path,
        _ => {
            return Err(
                "begin with / and write letters, digits, hyphens and dots, such as \"/old-page\", without the name of the site",
            );
        }
    };
    match query {
        None => Ok(path),
        Some(query) if is_query(query) => Ok(format!("{path}?{query}")),
        Some(_) => Err(
            "write what follows the ? as it stands in the link, such as \"/page.php?id=3\": letters, digits, %20 for a space; or \
             leave it out with the ?, and the address leads on whatever follows it",
        ),
    }
}

/// What links hold after a `?`, and every server's configuration can be told.
fn is_query(query: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "-._~%&=+,;:@/?!*'()[]".contains(c);
    !query.is_empty() && query.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::retired;

    #[test]
    fn an_address_of_a_site_that_was_here_before_is_kept_in_one_way() {
        for (written, kept) in [
            ("/old-page", "/old-page"),
            ("/Advice/Default.aspx", "/advice/default.aspx"),
            ("/Our%20advice/", "/our advice"),
            ("/Our advice", "/our advice"),
            ("/routing.json", "/routing.json"),
            ("/Page.php?id=3", "/page.php?id=3"),
            ("/Index.asp/?P=A&q=b+c%20d", "/index.asp?P=A&q=b+c%20d"),
            ("/?page_id=12", "/?page_id=12"),
            ("/index.php?tx_news[item]=4", "/index.php?tx_news[item]=4"),
        ] {
            assert_eq!(retired(written).as_deref(), Ok(kept), "{written}");
        }
        let wrong = [
            "old",
            "/",
            "/a//b",
            "/ a",
            "/a%2",
            "/\u{e9}t\u{e9}",
            "https://a.example/x",
            "/../a",
            "/a#b",
            "/a\\b",
            "/a?",
            "?id=4",
            "/a?b c",
            "/a?b#c",
            "/a?b$c",
            "/a?b\"c",
            "/a?b{c}",
            "/a?b`c",
            "/a?b\\c",
            "/a?\u{e9}",
            "//?id=4",
        ];
        for wrong in wrong {
            assert!(retired(wrong).is_err(), "{wrong}");
        }
    }
}
