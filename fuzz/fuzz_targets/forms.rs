//! A form, whatever is in it and whatever it says it is, is answered or refused by a page; never a panic, never a 500.
#![no_main]

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, HeaderValue};
use http::{Method, Request};
use http_body_util::{BodyExt as _, Full};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use waymark::render::document::ErrorPages;
use waymark::server::{FrontDoor, Live};
use waymark::settings::Limits;
use waymark::snapshot::{Bundle, Effort, EncodeCache, FormAnswer, Forms, Snapshot};

struct Echo;

impl Forms for Echo {
    fn search(&self, words: &str) -> FormAnswer {
        FormAnswer::ok(words.to_owned())
    }
    fn check_page(&self, text: &str) -> FormAnswer {
        FormAnswer::ok(text.to_owned())
    }
}

static LIVE: LazyLock<Arc<Live>> = LazyLock::new(|| {
    let errors = ErrorPages::alike("default-src 'none'", |_| "999".to_owned());
    let bundle = Bundle { forms: Arc::new(Echo), ..Bundle::of(vec![], errors) };
    Live::new(Snapshot::build(bundle, Effort::Fast, &EncodeCache::default()).expect("a site without pages"))
});

static FRONT_DOOR: LazyLock<FrontDoor> = LazyLock::new(|| FrontDoor::new(Arc::clone(&LIVE), Arc::new(Limits::default())));

thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
}

fuzz_target!(|input: (bool, &[u8], &[u8])| {
    let (is_search, media_type, body) = input;
    let path = if is_search { "/search" } else { "/schools/check-your-page" };
    let usual: &[u8] = b"application/x-www-form-urlencoded";
    let media_type = HeaderValue::from_bytes(if media_type.is_empty() { usual } else { media_type });
    let Ok(media_type) = media_type else { return };
    let request = Request::builder().method(Method::POST).uri(path).header(HOST, "a").header(CONTENT_TYPE, media_type);
    let request = request.body(Full::new(Bytes::copy_from_slice(body))).expect("a request");
    let (status, body) = RUNTIME.with(|runtime| {
        runtime.block_on(async {
            let response = FRONT_DOOR.answer(request).await.expect("an answer");
            let status = response.status();
            (status, response.into_body().collect().await.expect("whole").to_bytes())
        })
    });
    assert!(status.is_success() || status.is_client_error(), "{status}");
    assert!(status.is_success() || body.as_ref() == b"999", "a refusal is a prepared page");
});
