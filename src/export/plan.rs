//! Which file is which answer.
//!
//! A text at `/report` is `site/report.html`: hosts that serve files answer `/report` with it. A text whose address has an ending
//! keeps it. In a layout of folders it is `site/report/index.html`. Beside each file stand its compressed siblings. The prepared pages are in `errors/`; hosts look for `site/404.html`.
//! It does not know how any server is told about this.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::{ExportError, ExportLayout};
use crate::render::document::MediaType;
use crate::snapshot::{Coding, ErrorPage, Redirect, Resource, Snapshot, SnapshotLookup, Variant};

/// The folder that is served.
pub(super) const SITE: &str = "site";
/// What a text can be asked for with; the two forms are not part of an export.
pub(super) const METHODS: &str = "GET, HEAD, OPTIONS";
/// The folder of the prepared pages.
pub(super) const ERRORS: &str = "errors";

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Relative to the export, with `/`.
    pub(super) path: String,
    pub(super) body: Bytes,
}

impl File {
    pub(super) fn text(path: impl Into<String>, text: String) -> Self {
        Self { path: path.into(), body: Bytes::from(text) }
    }
}

/// An address that holds a text.
#[derive(Debug)]
pub(super) struct PlannedPage<'a> {
    pub(super) address: &'a str,
    /// Its file in [`SITE`], uncompressed.
    pub(super) file: String,
    pub(super) resource: &'a Resource,
}

/// An address that moved with one query.
#[derive(Debug)]
pub(super) struct MovedWithQuery<'a> {
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) redirect: &'a Redirect,
}

/// A page for requests that have no document.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) status: u16,
    pub(super) resource: &'a Resource,
}

/// The whole export, before a byte is written.
pub(super) struct ExportPlan<'a> {
    pub(super) snapshot: &'a Snapshot,
    /// In order of address.
    pub(super) pages: Vec<PlannedPage<'a>>,
    /// Addresses that lead elsewhere whatever query comes, in order.
    pub(super) moved: BTreeMap<&'a str, &'a Redirect>,
    /// Those that lead elsewhere with one query, in order.
    pub(super) moved_with_query: Vec<MovedWithQuery<'a>>,
    /// Withdrawn addresses, in order.
    pub(super) gone: Vec<&'a str>,
    /// In order of status.
    pub(super) prepared: Vec<Prepared<'a>>,
}

impl<'a> ExportPlan<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, layout: ExportLayout) -> Result<Self, ExportError> {
        let (mut pages, mut moved, mut moved_with_query, mut gone) = (Vec::new(), BTreeMap::new(), Vec::new(), Vec::new());
        for address in snapshot.paths() {
            match snapshot.find(address) {
                SnapshotLookup::Resource(resource) => {
                    let file = match (layout, resource.media_type) {
                        (ExportLayout::Folders, MediaType::Html) => index_of(address),
                        (_, media_type) => file_of(address, media_type),
                    };
                    pages.push(PlannedPage { address, file, resource });
                }
                SnapshotLookup::Redirect(redirect) => match address.split_once('?') {
                    Some((path, query)) => moved_with_query.push(MovedWithQuery { path, query, redirect }),
                    None => drop(moved.insert(address, redirect)),
                },
                SnapshotLookup::Gone => gone.push(address),
                SnapshotLookup::None => {}
            }
        }
        each_file_once(&pages)?;
        let prepared = [
            (400, ErrorPage::Refused),
            (404, ErrorPage::NotFound),
            (405, ErrorPage::MethodNotAllowed),
            (410, ErrorPage::Gone),
            (500, ErrorPage::Failed),
        ];
        let prepared = prepared.map(|(status, page)| Prepared { status, resource: snapshot.error(page) }).into();
        Ok(Self { snapshot, pages, moved, moved_with_query, gone, prepared })
    }

    /// Every answer in every coding.
    pub(super) fn files(&self) -> Vec<File> {
        let pages = self.pages.iter().flat_map(|page| variants(SITE, &page.file, page.resource));
        let prepared = self.prepared.iter().flat_map(|page| variants(ERRORS, &page.file(), page.resource));
        let not_found = self.prepared(404).into_iter().flat_map(|page| variants(SITE, &page.file(), page.resource));
        pages.chain(prepared).chain(not_found).collect()
    }

    /// The statuses with which addresses lead elsewhere, in order.
    pub(super) fn moved_statuses(&self) -> BTreeSet<u16> {
        self.moved.values().map(|redirect| redirect.status.as_u16()).collect()
    }

    pub(super) fn prepared(&self, status: u16) -> Option<&Prepared<'a>> {
        self.prepared.iter().find(|page| page.status == status)
    }
}

impl MovedWithQuery<'_> {
    pub(super) fn to(&self) -> &str {
        self.redirect.location.to_str().unwrap_or_default()
    }

    /// `text` as a regular expression that finds it and nothing else. A mark in brackets means itself, and needs no backslash, which
    /// every configuration reads in its own way.
    pub(super) fn literal(text: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '=' | '&' | '%');
        text.chars().map(|c| if is_plain(c) { c.to_string() } else { format!("[{c}]") }).collect()
    }
}

impl Prepared<'_> {
    /// Its file in [`ERRORS`], uncompressed.
    pub(super) fn file(&self) -> String {
        format!("{}.html", self.status)
    }
}

/// The file of a page in a layout of folders, relative to [`SITE`].
pub(super) fn index_of(address: &str) -> String {
    let folder = address.trim_matches('/');
    if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") }
}

/// The file of a text, relative to [`SITE`].
fn file_of(address: &str, media_type: MediaType) -> String {
    let relative = address.trim_start_matches('/');
    let last = relative.rsplit('/').next().unwrap_or_default();
    match (relative, media_type) {
        ("", _) => "index.html".to_owned(),
        (_, MediaType::Html) => format!("{relative}.html"),
        _ if last.contains('.') => relative.to_owned(),
        (_, other) => format!("{relative}.{}", ending(other)),
    }
}

const fn ending(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Html => "html",
        MediaType::Json | MediaType::JsonSchema | MediaType::JsonFeed => "json",
        MediaType::Ndjson => "ndjson",
        MediaType::Atom | MediaType::Xml => "xml",
        MediaType::Plain => "txt",
        MediaType::Calendar => "ics",
        MediaType::Svg => "svg",
    }
}

/// What a compressed sibling adds to a file's name.
pub(super) const fn sibling(coding: Coding) -> &'static str {
    match coding {
        Coding::Identity => "",
        Coding::Gzip => ".gz",
        Coding::Brotli => ".br",
    }
}

/// The file that answers each wish, beginning with none: the server's order of choice.
pub(super) fn by_wish(file: &str, resource: &Resource) -> [String; 3] {
    let best = |codings: &[Coding]| {
        let variant = codings.iter().find_map(|coding| resource.variant(*coding)).unwrap_or_else(|| resource.identity());
        file_in(file, variant)
    };
    [best(&[]), best(&[Coding::Gzip]), best(&[Coding::Brotli, Coding::Gzip])]
}

/// The file of one coding.
pub(super) fn file_in(file: &str, variant: &Variant) -> String {
    format!("{file}{}", sibling(variant.coding))
}

fn variants<'a>(folder: &'static str, file: &str, resource: &'a Resource) -> impl Iterator<Item = File> + use<'a> {
    let file = file.to_owned();
    resource
        .variants()
        .map(move |variant| File { path: format!("{folder}/{}", file_in(&file, variant)), body: variant.body.clone() })
}

/// `/a` as a page and `/a.html` as a file of its own would be one file.
fn each_file_once(pages: &[PlannedPage<'_>]) -> Result<(), ExportError> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::from([("404.html".to_owned(), "the page for missing addresses")]);
    for page in pages {
        for variant in page.resource.variants() {
            let file = file_in(&page.file, variant);
            if let Some(first) = taken.insert(file.clone(), page.address) {
                return Err(ExportError::SameFile { file, first: first.to_owned(), second: page.address.to_owned() });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_a_file_that_hosts_find_and_an_ending_is_kept() {
        let cases = [
            ("/", MediaType::Html, "index.html"),
            ("/report", MediaType::Html, "report.html"),
            ("/report/o1", MediaType::Html, "report/o1.html"),
            ("/feed.xml", MediaType::Atom, "feed.xml"),
            ("/.well-known/security.txt", MediaType::Plain, ".well-known/security.txt"),
            ("/oruk/v3/services", MediaType::Json, "oruk/v3/services.json"),
            ("/v1.0/services", MediaType::Json, "v1.0/services.json"),
        ];
        for (address, media_type, wanted) in cases {
            assert_eq!(file_of(address, media_type), wanted, "{address}");
        }
    }
}
