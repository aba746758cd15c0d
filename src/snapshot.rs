//! Every answer of the site, held ready-made: body in each coding that pays, headers built once, found by address.
//!
//! Takes a [`Bundle`] of rendered documents, gives a [`Snapshot`]: immutable, whole, and swapped as one. A response is taken
//! from one snapshot, so it can never be part old and part new. It does not know requests, sockets, content files or templates.
//!
//! Reading order: [`policy`] and [`security`] say what is promised about every response, [`headers`] writes it down,
//! [`encode`] makes bytes small, [`resource`] joins them, [`mod@weigh`] holds the page to its weight.

pub mod address;
mod assemble;
pub mod bundle;
pub mod cache;
pub mod encode;
pub mod etag;
mod flight;
pub mod forms;
pub mod headers;
pub mod open_data;
mod pack;
pub mod policy;
pub mod resource;
pub mod security;
pub mod weigh;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::Timestamp;

pub use bundle::{BuildError, Bundle};
pub use cache::EncodeCache;
pub use encode::{Coding, Effort};
pub use flight::{arrived, late_questions};
pub use forms::{FormAnswer, Forms, NoForms};
pub use open_data::{DataAnswer, OpenData};
pub use resource::{Resource, Variant};
pub use weigh::{FIRST_FLIGHT, Weight, budget, largest_part, may_fill, weigh};

use crate::render::document::{CachePolicy, MediaType};
use assemble::Errors;
use headers::{Facts, SiteHeaders};
use pack::Cores;
use resource::Draft;

/// What stands where. The addresses are the site's own, so nobody outside can fill it to make look-ups slow, and a quick hash will do.
type AddressTable = HashMap<Box<str>, AddressEntry, foldhash::fast::FixedState>;

/// The whole site at one instant, ready to serve.
pub struct Snapshot {
    entries: AddressTable,
    errors: Errors,
    forms: Arc<dyn Forms>,
    open_data: Option<Arc<dyn OpenData>>,
    headers: SiteHeaders,
    rendered_at: Timestamp,
    valid_until: Option<Timestamp>,
    next_review: Option<Timestamp>,
    fingerprint: String,
    effort: Effort,
}

/// What stands at an address.
#[derive(Debug)]
enum AddressEntry {
    Resource(Box<Resource>),
    Redirect(Redirect),
    Gone,
}

/// An address that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// 301 for a retired address, 307 for a short one that may lead elsewhere tomorrow (RFC 9110 section 15.4).
    pub status: StatusCode,
    pub location: HeaderValue,
}

#[derive(Debug)]
pub enum SnapshotLookup<'a> {
    Resource(&'a Resource),
    Redirect(&'a Redirect),
    Gone,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorPage {
    NotFound,
    /// A method that this address does not take.
    MethodNotAllowed,
    Gone,
    /// Too large, malformed, or of a kind that is not used here.
    Refused,
    /// A fault of ours, or no room just now.
    Failed,
}

/// How much a snapshot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Texts with an address.
    pub documents: usize,
    pub redirects: usize,
    /// Bytes of all bodies in all codings.
    pub bytes: usize,
}

impl Snapshot {
    /// Makes a rendered site ready to serve.
    ///
    /// # Errors
    /// When two things share an address, an address or header is malformed, or a redirect ends nowhere.
    pub fn build(bundle: Bundle, effort: Effort, cache: &EncodeCache) -> Result<Self, BuildError> {
        bundle::check(&bundle)?;
        let headers = assemble::site_headers(&bundle)?;
        let mut entries = assemble::moved(&bundle)?;
        let fingerprint = assemble::fingerprint(&bundle);
        let (paths, drafts) = assemble::drafts(bundle.documents, bundle.errors);
        let resources = pack::all(&drafts, &headers, |_| effort, cache, Cores::All);
        let errors = assemble::place(resources, paths, &mut entries);
        Ok(Self {
            entries,
            errors,
            forms: bundle.forms,
            open_data: bundle.open_data,
            headers,
            rendered_at: bundle.rendered_at,
            valid_until: bundle.valid_until,
            next_review: bundle.next_review,
            fingerprint,
            effort,
        })
    }

    /// The same site with its bodies as small as they get. Uses half the cores: this is for the background.
    #[must_use]
    pub fn improved(&self, cache: &EncodeCache) -> Self {
        Self { effort: Effort::Best, ..self.packed_again(|_| true, cache, Cores::Half) }
    }

    /// The same site, with the bodies at these addresses as small as they get. For weighing: more effort never makes a body
    /// larger, so a page that is light enough already need not wait for it.
    #[must_use]
    pub fn improved_at(&self, paths: &BTreeSet<String>, cache: &EncodeCache) -> Self {
        self.packed_again(|path| paths.contains(path), cache, Cores::All)
    }

    fn packed_again(&self, is_wanted: impl Fn(&str) -> bool, cache: &EncodeCache, cores: Cores) -> Self {
        let paths: Vec<Box<str>> = self.resources().map(|(path, _)| path.into()).collect();
        let mut drafts: Vec<Draft> = self.resources().map(|(path, resource)| resource.draft(Some(path))).collect();
        drafts.extend(self.errors.drafts());
        // The error pages stand last and have no address: nobody asks for them by one.
        let addresses = paths.iter().map(AsRef::as_ref).chain(std::iter::repeat("")).take(drafts.len());
        let efforts: Vec<Effort> = addresses.map(|path| if is_wanted(path) { Effort::Best } else { self.effort }).collect();
        let resources = pack::all(&drafts, &self.headers, |index| efforts[index], cache, cores);
        let mut entries = self.unpacked();
        let errors = assemble::place(resources, paths, &mut entries);
        Self {
            entries,
            errors,
            forms: Arc::clone(&self.forms),
            open_data: self.open_data.clone(),
            headers: self.headers.clone(),
            fingerprint: self.fingerprint.clone(),
            ..*self
        }
    }

    /// What stands at `path`, written exactly so. A path never holds a `?`, so addresses that moved with a query are not found here.
    pub fn find(&self, path: &str) -> SnapshotLookup<'_> {
        match self.entries.get(path) {
            Some(AddressEntry::Resource(resource)) => SnapshotLookup::Resource(resource),
            Some(AddressEntry::Redirect(redirect)) => SnapshotLookup::Redirect(redirect),
            Some(AddressEntry::Gone) => SnapshotLookup::Gone,
            None => SnapshotLookup::None,
        }
    }

    /// Where the address `path` with exactly this `query` moved, if it did by itself.
    pub fn find_with_query(&self, path: &str, query: &str) -> Option<&Redirect> {
        match self.entries.get(format!("{path}?{query}").as_str()) {
            Some(AddressEntry::Redirect(redirect)) => Some(redirect),
            _ => None,
        }
    }

    pub const fn error(&self, page: ErrorPage) -> &Resource {
        match page {
            ErrorPage::NotFound => &self.errors.not_found,
            ErrorPage::MethodNotAllowed => &self.errors.method_not_allowed,
            ErrorPage::Gone => &self.errors.gone,
            ErrorPage::Refused => &self.errors.refused,
            ErrorPage::Failed => &self.errors.failed,
        }
    }

    pub fn forms(&self) -> &Arc<dyn Forms> {
        &self.forms
    }

    /// What answers questions about the services, where this site has it.
    pub fn open_data(&self) -> Option<&Arc<dyn OpenData>> {
        self.open_data.as_ref()
    }

    /// Open data made at request time, in `coding` where that is smaller. A fault (`kept` is `NeverKept`) has no tag.
    pub fn data_made_now(&self, answer: DataAnswer, kept: CachePolicy, coding: Coding) -> Variant {
        let encoded = encode::encode(answer.body.as_bytes(), coding, Effort::Fast);
        let (coding, body) = encoded.map_or_else(|| (Coding::Identity, Bytes::from(answer.body)), |encoded| (coding, encoded));
        let etag = policy::has_validator(kept).then(|| etag::strong(&body, coding));
        let facts = Facts {
            csp: None,
            path: None,
            media_type: answer.media_type,
            policy: kept,
            coding,
            has_variants: true,
            length: body.len(),
            etag: etag.as_ref(),
        };
        let (headers, unchanged) = (self.headers.of(&facts), self.headers.unchanged(&facts));
        Variant { coding, body, etag, headers, unchanged }
    }

    /// A page made at request time, in `coding` where that is smaller, with the headers of an answer that nobody keeps.
    pub fn made_now(&self, html: String, coding: Coding) -> Variant {
        let encoded = encode::encode(html.as_bytes(), coding, Effort::Once);
        let (coding, body) = encoded.map_or_else(|| (Coding::Identity, Bytes::from(html)), |encoded| (coding, encoded));
        let facts = Facts {
            csp: None,
            path: None,
            media_type: MediaType::Html,
            policy: CachePolicy::NeverKept,
            coding,
            has_variants: true,
            length: body.len(),
            etag: None,
        };
        let (headers, unchanged) = (self.headers.of(&facts), self.headers.unchanged(&facts));
        Variant { coding, body, etag: None, headers, unchanged }
    }

    /// The header section of an answer that is neither page nor document (a state of health, a note beside a redirect), which
    /// nobody keeps.
    pub fn note_headers(&self, media_type: MediaType, length: usize) -> HeaderMap {
        self.headers.of(&Facts::of_note(media_type, length))
    }

    /// The header section of an answer without content.
    pub fn empty_headers(&self) -> HeaderMap {
        self.headers.unchanged(&Facts::of_note(MediaType::Plain, 0))
    }

    /// Every text with its address, in no order.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Resource)> {
        self.entries.iter().filter_map(|(path, entry)| match entry {
            AddressEntry::Resource(resource) => Some((&**path, &**resource)),
            _ => None,
        })
    }

    /// Every address that leads to another, in no order.
    pub fn redirects(&self) -> impl Iterator<Item = (&str, &Redirect)> {
        self.entries.iter().filter_map(|(path, entry)| match entry {
            AddressEntry::Redirect(redirect) => Some((&**path, redirect)),
            _ => None,
        })
    }

    /// Every address at which anything stands, sorted.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.entries.keys().map(|path| &**path).collect();
        paths.sort_unstable();
        paths
    }

    /// The instant the pages were rendered for.
    pub const fn rendered_at(&self) -> Timestamp {
        self.rendered_at
    }

    /// The first instant at which any sentence stops being true.
    pub const fn valid_until(&self) -> Option<Timestamp> {
        self.valid_until
    }

    /// When the first review falls due.
    pub const fn next_review(&self) -> Option<Timestamp> {
        self.next_review
    }

    /// Changes exactly when an address or a body changes, however they are coded.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How hard the bodies were pressed.
    pub const fn effort(&self) -> Effort {
        self.effort
    }

    pub fn counts(&self) -> Counts {
        let bytes = self.resources().flat_map(|(_, resource)| resource.variants()).map(|variant| variant.body.len()).sum();
        Counts { documents: self.resources().count(), redirects: self.redirects().count(), bytes }
    }

    /// The entries that hold no text.
    fn unpacked(&self) -> AddressTable {
        let others = self.entries.iter().filter_map(|(path, entry)| match entry {
            AddressEntry::Resource(_) => None,
            AddressEntry::Redirect(redirect) => Some((path.clone(), AddressEntry::Redirect(redirect.clone()))),
            AddressEntry::Gone => Some((path.clone(), AddressEntry::Gone)),
        });
        others.collect()
    }
}

#[cfg(test)]
mod tests;
