//! The two forms: search, and the checker for a school's own page.
//!
//! Both are POST, so that nothing typed stands in an address, a history or a log. A body is read up to its limit within its time,
//! handed to what answers it, and dropped. What is typed is never logged and never kept. It does not know how either is answered.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::time::timeout;

use super::desk::at_a_desk;
use super::head;
use super::live::Live;
use super::negotiate::Wishes;
use super::respond::{self, Reply};
use crate::settings::Limits;
use crate::snapshot::{Coding, FormAnswer, Snapshot, Variant};

/// Which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `/search`, field `q`
    Search,
    /// `/schools/check-your-page`, field `text`
    CheckPage,
}

impl Form {
    /// The form that is sent to this address.
    pub fn at(path: &str) -> Option<Self> {
        match path {
            "/search" => Some(Self::Search),
            "/schools/check-your-page" => Some(Self::CheckPage),
            _ => None,
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::Search => "/search",
            Self::CheckPage => "/schools/check-your-page",
        }
    }

    const fn field(self) -> &'static str {
        match self {
            Self::Search => "q",
            Self::CheckPage => "text",
        }
    }

    const fn most_bytes(self, limits: &Limits) -> usize {
        match self {
            Self::Search => limits.search_bytes,
            Self::CheckPage => limits.page_bytes,
        }
    }
}

/// Reads one form and answers it.
pub async fn answer<B>(site: &Live, limits: &Limits, head: &Parts, form: Form, body: B) -> Reply
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let snapshot = site.snapshot_to_keep();
    if !head::is_form(&head.headers) || is_coded(&head.headers) {
        return respond::error(&snapshot, StatusCode::UNSUPPORTED_MEDIA_TYPE, head);
    }
    let sent = match read(body, form.most_bytes(limits), limits.body_time).await {
        Ok(sent) => sent,
        Err(status) => return respond::error(&snapshot, status, head),
    };
    let coding = Wishes::from(&head.headers).first();
    match work(site, limits, &snapshot, form, sent, coding).await {
        Ok((status, variant)) => Reply::new(status, variant.headers, variant.body, form.template()),
        Err(StatusCode::SERVICE_UNAVAILABLE) => respond::busy(&snapshot, head),
        Err(status) => respond::error(&snapshot, status, head),
    }
}

/// RFC 9110 section 15.5.16: a compressed body is a kind we do not take.
fn is_coded(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// The whole body, unless it is too long (413), too slow (408) or breaks off (400).
async fn read<B>(body: B, most_bytes: usize, most_time: Duration) -> Result<Bytes, StatusCode>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if body.size_hint().lower() > u64::try_from(most_bytes).unwrap_or(u64::MAX) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    match timeout(most_time, Limited::new(body, most_bytes).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(fault)) if fault.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// Answers at a desk.
async fn work(
    site: &Live,
    limits: &Limits,
    snapshot: &Arc<Snapshot>,
    form: Form,
    sent: Bytes,
    coding: Coding,
) -> Result<(StatusCode, Variant), StatusCode> {
    let snapshot = Arc::clone(snapshot);
    let work = move || {
        let answer = ask(&snapshot, form, &sent);
        (answer.status, snapshot.made_now(answer.html, coding))
    };
    at_a_desk(site, limits, work).await
}

fn ask(snapshot: &Snapshot, form: Form, sent: &[u8]) -> FormAnswer {
    let words = field(sent, form.field());
    match form {
        Form::Search => snapshot.forms().search(&words),
        Form::CheckPage => snapshot.forms().check_page(&words),
    }
}

/// The first value of `name` in what an HTML form sent; nothing where it is missing.
fn field<'a>(sent: &'a [u8], name: &str) -> Cow<'a, str> {
    form_urlencoded::parse(sent).find(|(key, _)| key == name).map_or(Cow::Borrowed(""), |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_field_is_read_as_a_browser_wrote_it() {
        assert_eq!(field(b"q=who+to+ring%3F", "q"), "who to ring?");
        assert_eq!(field(b"other=1&q=a&q=b", "q"), "a");
        assert_eq!(field(b"q=caf%C3%A9", "q"), "caf\u{e9}");
        assert_eq!(field(b"text=a", "q"), "");
        assert_eq!(field(b"", "q"), "");
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_a_panic(sent in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = field(&sent, "q");
        }
    }
}
