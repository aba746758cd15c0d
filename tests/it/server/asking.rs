//! A client without a socket: a request in, a response out, read whole.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use tower::Service as _;
use waymark::server::{FrontDoor, Live};
use waymark::settings::Limits;

use super::small_site::{FIRST_EDITION, snapshot};

/// A response, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HashMap<String, String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The value of a header, or nothing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The small site, to be asked things.
pub(super) struct Asked {
    front_door: FrontDoor,
}

impl Asked {
    pub(super) fn small_site() -> Self {
        Self::of(Live::new(snapshot(FIRST_EDITION)))
    }

    pub(super) fn of(site: Arc<Live>) -> Self {
        Self { front_door: FrontDoor::new(site, Arc::new(Limits::default())) }
    }

    pub(super) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, "").await
    }

    pub(super) async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "waymark.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::from(body.to_owned())).expect("request");
        read((&self.front_door).call(request).await.expect("an answer")).await
    }
}

async fn read(response: Response<Body>) -> Answer {
    let (head, body) = response.into_parts();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned()));
    Answer {
        status: head.status.as_u16(),
        headers: headers.collect(),
        body: body.collect().await.expect("a whole body").to_bytes().to_vec(),
    }
}
