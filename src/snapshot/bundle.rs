//! What a snapshot is built from, and how it can be refused.
//!
//! A bundle holds everything that rendering gave and everything that `site.toml` says about serving. It knows no request.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use http::{HeaderValue, StatusCode};
use jiff::Timestamp;
use thiserror::Error;

use super::address;
use super::forms::{FormAnswer, Forms, NoForms};
use super::open_data::OpenData;
use crate::render::document::{ErrorPages, RenderedDocument};

/// A rendered site, before it is made ready to serve.
#[derive(Clone)]
pub struct Bundle {
    pub documents: Vec<RenderedDocument>,
    /// What is said when a request cannot be answered with a document.
    pub errors: ErrorPages,
    /// Retired addresses and where each moved (301). One with a query moved with exactly that query.
    pub redirects: BTreeMap<String, String>,
    /// Permanent short addresses and where each leads today (307).
    pub temporary: BTreeMap<String, String>,
    /// Addresses that were withdrawn with nothing in their place (410).
    pub gone: Vec<String>,
    /// The content security policy of pages made at request time.
    pub form_csp: Arc<str>,
    /// Whether browsers reach the site by https.
    pub is_https: bool,
    /// The site's onion address, `http://….onion` without a trailing slash, if it has one.
    pub onion: Option<String>,
    /// The instant the pages were rendered for.
    pub rendered_at: Timestamp,
    /// The first instant at which any sentence stops being true ("open now").
    pub valid_until: Option<Timestamp>,
    /// When the first review falls due, for the operator's gauge.
    pub next_review: Option<Timestamp>,
    pub forms: Arc<dyn Forms>,
    /// What answers questions about the services, where the site has open data.
    pub open_data: Option<Arc<dyn OpenData>>,
}

impl Bundle {
    /// These texts and nothing more: nothing moved, no forms, never out of date, rendered at the beginning of time. The rest is said
    /// with the fields.
    pub fn of(documents: Vec<RenderedDocument>, errors: ErrorPages) -> Self {
        Self {
            form_csp: Arc::clone(&errors.csp),
            forms: Arc::new(NoForms(FormAnswer { html: errors.not_found.clone(), status: StatusCode::NOT_FOUND })),
            documents,
            errors,
            redirects: BTreeMap::new(),
            temporary: BTreeMap::new(),
            gone: Vec::new(),
            is_https: false,
            onion: None,
            rendered_at: Timestamp::UNIX_EPOCH,
            valid_until: None,
            next_review: None,
            open_data: None,
        }
    }
}

/// Why a bundle cannot be served. Each is a fault of the program or of content that was not checked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BuildError {
    /// Not the one way this site writes addresses.
    #[error("`{path}` is not an address: an address is `/` and small letters, digits and hyphens, without a trailing slash")]
    Address {
        /// As given.
        path: String,
    },
    /// Two things at one address.
    #[error("`{path}` is used twice")]
    Twice { path: String },
    /// A redirect that ends nowhere, or in another redirect.
    #[error("`{from}` leads to `{to}`, which is not a page of this site")]
    LeadsNowhere {
        from: String,
        /// Where it was to lead.
        to: String,
    },
    /// A character that cannot be sent in a header.
    #[error("{what} holds a character that cannot be sent in a header: `{value}`")]
    Header {
        what: &'static str,
        /// As given.
        value: String,
    },
}

/// Every fault that would make two requests disagree or a redirect a dead end; the first one found.
pub(super) fn check(bundle: &Bundle) -> Result<(), BuildError> {
    let documents: HashSet<&str> = bundle.documents.iter().map(|document| document.path.as_str()).collect();
    let moved = bundle.redirects.iter().chain(&bundle.temporary);
    let standing = bundle.documents.iter().map(|document| (&document.path, address::is_canonical(&document.path)));
    let retired = moved.clone().map(|(from, _)| from).chain(&bundle.gone);
    let retired = retired.map(|path| (path, is_retired(path)));
    let mut seen = HashSet::new();
    for (path, is_canonical) in standing.chain(retired) {
        if !is_canonical {
            return Err(BuildError::Address { path: path.clone() });
        }
        if !seen.insert(path.as_str()) {
            return Err(BuildError::Twice { path: path.clone() });
        }
    }
    for (from, to) in moved {
        let page = to.split(['#', '?']).next().unwrap_or_default();
        let is_elsewhere = bundle.temporary.contains_key(from) && to.starts_with("https://");
        if !documents.contains(page) && !is_elsewhere {
            return Err(BuildError::LeadsNowhere { from: from.clone(), to: to.clone() });
        }
    }
    Ok(())
}

/// A site that was here before may have had spaces and queries.
fn is_retired(address: &str) -> bool {
    let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
    let is_sent = |query: &str| !query.is_empty() && query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    address::is_canonical(&path.replace(' ', "-")) && query.is_none_or(is_sent)
}

/// `value` as a header value.
pub(super) fn header(what: &'static str, value: &str) -> Result<HeaderValue, BuildError> {
    HeaderValue::from_str(value).map_err(|_| BuildError::Header { what, value: value.to_owned() })
}
