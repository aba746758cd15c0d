//! The table of files for programs: where each stands, what it is, and one line about it.
//!
//! Whoever makes a file takes its address from here, and `/openapi.json` describes it from here, so the two cannot differ.

use super::document::{CachePolicy, MediaType, RenderedDocument};

/// A file for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataFile {
    pub path: &'static str,
    pub media_type: MediaType,
    pub about: &'static str,
}

const fn file(path: &'static str, media_type: MediaType, about: &'static str) -> DataFile {
    DataFile { path, media_type, about }
}

pub const OPENAPI: DataFile = file("/openapi.json", MediaType::Json, "Describes every address for programs (OpenAPI 3.1)");
/// The report page as a graph.
pub const ROUTING: DataFile = file("/routing.json", MediaType::Json, "The questions and outcomes of the report page");
/// How old the facts are.
pub const FACTS: DataFile = file(
    "/facts.json",
    MediaType::Json,
    "When each service and page was read, when it is due again, and which facts are confirmed",
);
/// What was checked when, newest first.
pub const JSON_FEED: DataFile =
    file("/feed.json", MediaType::JsonFeed, "Pages and services by the day they were last checked (JSON Feed 1.1)");
/// The same.
pub const ATOM_FEED: DataFile =
    file("/feed.xml", MediaType::Atom, "Pages and services by the day they were last checked (Atom, RFC 4287)");
/// What is due to be checked when.
pub const REVIEWS: DataFile =
    file("/review.ics", MediaType::Calendar, "The days on which pages and services are due to be checked (RFC 5545)");
/// Every page for search engines.
pub const SITEMAP: DataFile =
    file("/sitemap.xml", MediaType::Xml, "Every listed page and when it was last checked (sitemaps.org 0.9)");
/// What search engines may read.
pub const ROBOTS: DataFile = file("/robots.txt", MediaType::Plain, "What search engines may read (RFC 9309)");
/// What programs that answer questions should say first.
pub const LLMS: DataFile =
    file("/llms.txt", MediaType::Plain, "What a program that answers people should say first: numbers, and where to send them");
/// How to tell of a weakness.
pub const SECURITY: DataFile = file(
    "/.well-known/security.txt",
    MediaType::Plain,
    "How to tell the operator of a weakness (RFC 9116); only where there is a contact",
);

/// Every file of this table.
pub const ALL: [DataFile; 10] = [OPENAPI, ROUTING, FACTS, JSON_FEED, ATOM_FEED, REVIEWS, SITEMAP, ROBOTS, LLMS, SECURITY];

impl DataFile {
    /// The file with its text.
    pub(super) fn document(self, body: String) -> RenderedDocument {
        let Self { path, media_type, .. } = self;
        RenderedDocument { path: path.to_owned(), template: path, media_type, policy: CachePolicy::OpenData, csp: None, body }
    }
}
