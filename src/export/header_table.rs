//! What the header sections of all texts have in common, and where they differ.
//!
//! Takes the plan, gives each header name once: one value for all, one for each address, or one for each file (a coding's tag). So
//! a configuration says a thing once, and what `snapshot` decides about headers is never decided again here. It knows no server.

use std::collections::{BTreeMap, BTreeSet};

use http::HeaderMap;
use http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_TYPE};

use super::plan::{PlannedPage, file_in};
use crate::snapshot::Variant;

/// Where one header's value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeaderSource<'a> {
    /// The same on every text.
    Same(&'a str),
    /// By address; what is missing does not carry the header.
    ByAddress(BTreeMap<&'a str, &'a str>),
    /// By file, compressed siblings included.
    ByFile(BTreeMap<String, &'a str>),
}

/// Each header of the texts, by name. Without the length, which every server counts, and without type and ranges, which servers set
/// in ways of their own.
pub(super) fn of<'a>(pages: &'a [PlannedPage<'a>]) -> BTreeMap<&'a str, HeaderSource<'a>> {
    let names: BTreeSet<&str> = all(pages).flat_map(|(_, variant)| lines(&variant.headers).map(|(name, _)| name)).collect();
    names.into_iter().map(|name| (name, value(name, pages))).collect()
}

/// The lines of a header section that a configuration must add, in order of name.
pub(super) fn lines(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let mut lines: Vec<_> = headers
        .iter()
        .filter(|(name, _)| ![CONTENT_LENGTH, CONTENT_TYPE, ACCEPT_RANGES].contains(*name))
        // Every value was made from text (`snapshot::headers`).
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()))
        .collect();
    lines.sort_unstable();
    lines.into_iter()
}

fn all<'a>(pages: &'a [PlannedPage<'a>]) -> impl Iterator<Item = (&'a PlannedPage<'a>, &'a Variant)> {
    pages.iter().flat_map(|page| page.resource.variants().map(move |variant| (page, variant)))
}

fn value<'a>(name: &str, pages: &'a [PlannedPage<'a>]) -> HeaderSource<'a> {
    let told = |variant: &'a Variant| variant.headers.get(name).and_then(|value| value.to_str().ok());
    let values: BTreeSet<Option<&str>> = all(pages).map(|(_, variant)| told(variant)).collect();
    if let (1, Some(Some(only))) = (values.len(), values.first()) {
        return HeaderSource::Same(only);
    }
    let is_same_in_all_codings =
        |page: &&'a PlannedPage<'a>| page.resource.variants().all(|variant| told(variant) == told(page.resource.identity()));
    if pages.iter().all(|page| is_same_in_all_codings(&page)) {
        let known = pages.iter().filter_map(|page| Some((page.address, told(page.resource.identity())?)));
        return HeaderSource::ByAddress(known.collect());
    }
    HeaderSource::ByFile(all(pages).filter_map(|(page, variant)| Some((file_in(&page.file, variant), told(variant)?))).collect())
}

/// The value that most of these share, so that a configuration need only name the others.
pub(super) fn commonest<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
