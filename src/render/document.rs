//! What rendering gives and the snapshot takes: a finished text with its address, its type and how long it may be kept.

use std::sync::Arc;

/// How long a response may be kept, and by whom. Turned into headers in one place (`snapshot::policy`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CachePolicy {
    /// A page: no browser keeps it, so that nothing stays on a shared device; an edge may keep it for a minute (RFC 9213).
    PageNeverInBrowser,
    /// Open data: an hour, then conditional, and usable by any site's scripts.
    OpenData,
    /// A file that people download: a day, then conditional.
    Download,
    /// The answer to a form, or an error: nobody keeps it.
    NeverKept,
}

/// The media types of the site. Text is always UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    Html,
    Json,
    /// application/x-ndjson: one JSON text a line
    Ndjson,
    JsonSchema,
    JsonFeed,
    Atom,
    Xml,
    Plain,
    Calendar,
    Svg,
}

impl MediaType {
    /// As sent. Text and XML name their character set; JSON is UTF-8 by definition (RFC 8259 section 8.1).
    pub const fn as_sent(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
            Self::JsonSchema => "application/schema+json",
            Self::JsonFeed => "application/feed+json",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Xml => "application/xml; charset=utf-8",
            Self::Plain => "text/plain; charset=utf-8",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Svg => "image/svg+xml; charset=utf-8",
        }
    }

    /// Without its character set.
    pub fn bare(self) -> &'static str {
        self.as_sent().split(';').next().unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedDocument {
    /// Its address: `/shared-images`.
    pub path: String,
    /// The name its requests are counted and logged under; says no more than the group: `/report/{outcome}`.
    pub template: &'static str,
    pub media_type: MediaType,
    /// How long it may be kept.
    pub policy: CachePolicy,
    /// The content security policy of a page; none for other files.
    pub csp: Option<Arc<str>>,
    pub body: String,
}

/// Finished pages for requests that cannot be answered with a document. Each still shows 999 and the main ways on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPages {
    /// Their content security policy.
    pub csp: Arc<str>,
    /// 404
    pub not_found: String,
    /// 405
    pub method_not_allowed: String,
    /// 410
    pub gone: String,
    /// 413, 414, 415, 431: the request is too large or of a kind that is not used here.
    pub refused: String,
    /// 500
    pub failed: String,
}

impl ErrorPages {
    /// Pages that differ in nothing but their title, for sites without templates.
    pub fn alike(csp: impl Into<Arc<str>>, page: impl Fn(&str) -> String) -> Self {
        Self {
            csp: csp.into(),
            not_found: page("not found"),
            method_not_allowed: page("not allowed"),
            gone: page("gone"),
            refused: page("refused"),
            failed: page("failed"),
        }
    }
}
