//! The two forms: search, and the checker for a school's own page.
//!
//! Both are POST, so that nothing typed stands in an address, a history or a log. A body is read up to its limit within its time (the
//! layers of the router), handed to what answers it, and dropped. What is typed is never logged and never kept. It does not know how
//! either is answered.

use std::borrow::Cow;
use std::error::Error;

use axum::extract::{FromRequest, Request, State};
use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError};
use tower_http::timeout::TimeoutError;

use super::app_state::AppState;
use super::negotiate::AcceptEncoding;
use super::refusal::Refusal;
use super::reply::Reply;
use super::{blocking, head};
use crate::snapshot::{FormAnswer, Forms};

/// What an HTML form sent.
pub(super) struct SentForm(Bytes);

impl FromRequest<AppState> for SentForm {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, Refusal> {
        if !head::is_form(request.headers()) || is_coded(request.headers()) {
            return Err(Refusal::of(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        match request.into_body().collect().await {
            Ok(collected) => Ok(Self(collected.to_bytes())),
            Err(fault) => Err(Refusal::of(why_unread(&fault))),
        }
    }
}

impl SentForm {
    /// The first value of `name`; nothing where it is missing.
    fn field(&self, name: &str) -> Cow<'_, str> {
        form_urlencoded::parse(&self.0).find(|(key, _)| key == name).map_or(Cow::Borrowed(""), |(_, value)| value)
    }
}

/// RFC 9110 section 15.5.16: a compressed body is a kind we do not take.
fn is_coded(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_ENCODING).is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// A body that was too long (413), too slow (408) or broke off (400).
fn why_unread(fault: &(dyn Error + 'static)) -> StatusCode {
    let mut cause = Some(fault);
    while let Some(fault) = cause {
        if fault.is::<LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        if fault.is::<TimeoutError>() {
            return StatusCode::REQUEST_TIMEOUT;
        }
        cause = fault.source();
    }
    StatusCode::BAD_REQUEST
}

/// `POST /search`
pub(super) async fn search(State(app): State<AppState>, accepts: AcceptEncoding, sent: SentForm) -> Result<Reply, Refusal> {
    answer(app, accepts, "/search", move |forms| forms.search(&sent.field("q"))).await
}

/// `POST /schools/check-your-page`
pub(super) async fn check_page(State(app): State<AppState>, accepts: AcceptEncoding, sent: SentForm) -> Result<Reply, Refusal> {
    answer(app, accepts, "/schools/check-your-page", move |forms| forms.check_page(&sent.field("text"))).await
}

async fn answer(
    app: AppState,
    accepts: AcceptEncoding,
    route: &'static str,
    ask: impl FnOnce(&dyn Forms) -> FormAnswer + Send + 'static,
) -> Result<Reply, Refusal> {
    let snapshot = app.site.snapshot_to_keep();
    let made = blocking::run(&app, move || {
        let answer = ask(&**snapshot.forms());
        (answer.status, snapshot.made_now(answer.html, accepts.first()))
    });
    let (status, page) = made.await?;
    Ok(Reply::new(status, page.headers, page.body, route))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn field(sent: &[u8], name: &str) -> String {
        SentForm(Bytes::copy_from_slice(sent)).field(name).into_owned()
    }

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
