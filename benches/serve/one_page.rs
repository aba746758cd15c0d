//! Waymark's server with one page in place of a site, on one thread: what a request costs, without what a start costs.

use std::path::Path;
use std::sync::Arc;

use waymark::render::document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};
use waymark::server::{Live, listen};
use waymark::settings::Limits;
use waymark::snapshot::{Bundle, Effort, EncodeCache, Snapshot};

/// Serves `page.html` of a folder until it is killed.
pub(crate) fn run(address: &str, folder: &Path) {
    let body = std::fs::read_to_string(folder.join("page.html")).expect("the page");
    let head = std::fs::read_to_string(folder.join("head")).expect("the head");
    let csp = crate::process::header(&head, "content-security-policy").to_owned();
    let bundle = bundle(body, csp.into());
    let snapshot = Snapshot::build(bundle, Effort::Best, &EncodeCache::default()).expect("one page can be served");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let listener = listen::bind(address.parse().expect("an address"), false).expect("a free port");
        let limits = Arc::new(Limits::default());
        listen::run(vec![listener], Live::new(snapshot), limits, std::future::pending()).await;
    });
}

fn bundle(body: String, csp: Arc<str>) -> Bundle {
    let policy = CachePolicy::PageNeverInBrowser;
    let page =
        RenderedDocument { path: "/".into(), template: "/", media_type: MediaType::Html, policy, csp: Some(csp.clone()), body };
    Bundle { is_https: true, ..Bundle::of(vec![page], ErrorPages::alike(csp, |_| "999".to_owned())) }
}
