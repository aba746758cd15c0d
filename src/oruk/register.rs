//! The whole register, and the answer to a question put to it.

use serde::Serialize;
use uuid::Uuid;

use super::audience::is_help_seeking;
use super::collect::{Record, Records};
use super::endpoints::{ENDPOINTS, EVERYONE, Endpoint, HELP_SEEKING, RegisterFeed};
use super::query::{self, Detail, Format, Query};
use crate::clock::Moment;
use crate::site::Site;

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerStatus {
    /// Here is the answer.
    Found,
    /// There is nothing of this name.
    NotFound,
    /// The question cannot be read.
    Refused,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterAnswer {
    /// What became of it.
    pub outcome: AnswerStatus,
    pub format: Format,
    pub body: String,
}

/// Every record of both feeds.
#[derive(Debug)]
pub struct Register {
    /// The public description of this interface.
    description: String,
    feeds: [(RegisterFeed, Records); 2],
}

#[derive(Serialize)]
struct Details<'a> {
    version: &'a str,
    profile: &'a str,
    openapi_url: &'a str,
}

/// The eight-field envelope of a page of results, without the results.
#[derive(Serialize)]
struct Envelope {
    total_items: usize,
    total_pages: usize,
    page_number: usize,
    size: usize,
    first_page: bool,
    last_page: bool,
    empty: bool,
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    error: &'a str,
    message: &'a str,
}

impl RegisterAnswer {
    /// The body of an answer that says why there is none: a name for programs and a sentence for people.
    pub fn fault(error: &str, message: &str) -> String {
        serde_json::to_string(&ErrorBody { error, message }).unwrap_or_default()
    }
}

impl Register {
    /// The services of a site as they are published at a moment.
    #[must_use]
    pub fn of(site: &Site, moment: &Moment) -> Self {
        Self {
            description: format!("{}/openapi.json", site.settings.address),
            feeds: [(EVERYONE, Records::of(site, moment, |_| true)), (HELP_SEEKING, Records::of(site, moment, is_help_seeking))],
        }
    }

    /// Every text of the register with the address of its list, for the rules about what is published.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let lists = self.feeds.iter().flat_map(|(feed, records)| {
            ENDPOINTS.iter().map(move |endpoint| (feed.base, endpoint.name, records.collection(endpoint.collection)))
        });
        lists.flat_map(|(base, name, records)| {
            records.iter().map(move |record| (format!("{base}/{name}"), record.written(Detail::Fullest)))
        })
    }

    pub fn feed(path: &str) -> Option<RegisterFeed> {
        super::endpoints::FEEDS.into_iter().find(|feed| below(feed.base, path).is_some())
    }

    /// The answer to `query` put to `path`, which may end in a slash. A path of no feed is not found.
    pub fn answer(&self, path: &str, query: &str) -> RegisterAnswer {
        let found = self.feeds.iter().find_map(|(feed, records)| Some((records, below(feed.base, path)?)));
        let Some((records, rest)) = found else { return not_found() };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let mut parts = rest.split('/').skip(1);
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => self.details(),
            (Some(name), id, None) => match ENDPOINTS.iter().find(|endpoint| endpoint.name == name) {
                Some(endpoint) => ask(endpoint, records.collection(endpoint.collection), id, query),
                None => not_found(),
            },
            _ => not_found(),
        }
    }

    fn details(&self) -> RegisterAnswer {
        // The address that the standard's own `api_details` names for the UK profile.
        let profile = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md";
        let details = Details { version: "HSDS-UK-3.0", profile, openapi_url: &self.description };
        found(serde_json::to_string(&details).unwrap_or_default())
    }
}

/// What follows a base path: nothing, or a slash and more.
fn below<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn ask(endpoint: &Endpoint, records: &[Record], id: Option<&str>, query: &str) -> RegisterAnswer {
    let known = if id.is_some() { endpoint.one_parameters } else { endpoint.parameters };
    let asked = match query::read(query, known) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&refusal),
    };
    match id {
        Some(id) => one(records, id, &asked),
        None => list(records, &asked),
    }
}

/// One record, always with all that belongs to it.
fn one(records: &[Record], id: &str, query: &Query) -> RegisterAnswer {
    let id = Uuid::try_parse(id).ok().filter(|_| id.len() == 36);
    let detail = if query.detail == Detail::Fullest { Detail::Fullest } else { Detail::Full };
    match records.iter().find(|record| Some(record.id) == id) {
        Some(record) => found(record.written(detail).to_owned()),
        None => not_found(),
    }
}

fn list(records: &[Record], query: &Query) -> RegisterAnswer {
    let hits: Vec<&str> =
        records.iter().filter(|record| record.is_asked_for(query)).map(|record| record.written(query.detail)).collect();
    if query.format == Format::Ndjson {
        let body = hits.iter().flat_map(|hit| [hit, "\n"]).collect();
        return RegisterAnswer { outcome: AnswerStatus::Found, format: Format::Ndjson, body };
    }
    let start = (query.page - 1).saturating_mul(query.per_page).min(hits.len());
    let page = &hits[start..hits.len().min(start.saturating_add(query.per_page))];
    let total_pages = hits.len().div_ceil(query.per_page);
    let envelope = Envelope {
        total_items: hits.len(),
        total_pages,
        page_number: query.page,
        size: page.len(),
        first_page: query.page == 1,
        last_page: query.page >= total_pages,
        empty: page.is_empty(),
    };
    let envelope = serde_json::to_string(&envelope).unwrap_or_default();
    // The records are written already: they take the place of the envelope's closing brace.
    let open = envelope.strip_suffix('}').unwrap_or_default();
    found(format!("{open},\"contents\":[{}]}}", page.join(",")))
}

const fn found(body: String) -> RegisterAnswer {
    RegisterAnswer { outcome: AnswerStatus::Found, format: Format::Json, body }
}

fn not_found() -> RegisterAnswer {
    fault(AnswerStatus::NotFound, "not_found", "there is nothing at this address")
}

fn refused(message: &str) -> RegisterAnswer {
    fault(AnswerStatus::Refused, "bad_request", message)
}

fn fault(outcome: AnswerStatus, error: &str, message: &str) -> RegisterAnswer {
    RegisterAnswer { outcome, format: Format::Json, body: RegisterAnswer::fault(error, message) }
}
