//! What an answer costs inside the program: look-up, negotiation, conditions, the whole answer; and what a site costs to make.
//!
//! `cargo bench --bench answer`. No sockets: `benches/serve` has those.

#![allow(clippy::expect_used, reason = "a bench that cannot go on says why")]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use http::header::{ACCEPT_ENCODING, HOST, HeaderMap, HeaderValue};
use http_body_util::Empty;
use jiff::Timestamp;
use waymark::check::{self, Strictness};
use waymark::clock::Moment;
use waymark::content::source::SourceTree;
use waymark::render::assets::Assets;
use waymark::render::templates::Templates;
use waymark::render::{self, Rendered};
use waymark::server::negotiate::AcceptEncoding;
use waymark::server::path::look_up;
use waymark::server::{FrontDoor, Live, conditional};
use waymark::settings::Limits;
use waymark::site::Site;
use waymark::snapshot::encode::encode;
use waymark::snapshot::{Bundle, Coding, Effort, EncodeCache, Snapshot};
use waymark::{content, site};

/// What browsers send.
const BROWSER: &str = "gzip, deflate, br, zstd";

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    "2026-11-24T09:00:00Z".parse().expect("an instant")
}

fn built_in_site(tree: &SourceTree) -> Site {
    let (documents, _) = content::read(tree);
    site::assemble(&documents).0.expect("the built-in content is sound")
}

fn rendered(tree: &SourceTree, site: &Site) -> (Rendered, Assets) {
    let templates = Templates::load(tree).expect("the built-in templates are sound");
    let assets = Assets::load(tree, site).expect("the built-in assets are there");
    (render::render(site, &templates, &assets, now(), render::RenderTarget::Server).0, assets)
}

fn bundle() -> Bundle {
    let tree = SourceTree::built_in();
    let (rendered, _) = rendered(&tree, &built_in_site(&tree));
    Bundle { is_https: true, rendered_at: now(), ..Bundle::of(rendered.documents, rendered.errors) }
}

static LIVE: LazyLock<std::sync::Arc<Live>> = LazyLock::new(|| {
    Live::new(Snapshot::build(bundle(), Effort::Fast, &EncodeCache::default()).expect("the built-in site can be served"))
});

fn headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, HeaderValue::from_static("waymark.example"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(BROWSER));
    headers
}

#[divan::bench(args = ["/", "/report", "/Report/", "/nothing/here"])]
fn finding(bencher: Bencher<'_, '_>, path: &str) {
    let snapshot = LIVE.snapshot_to_keep();
    bencher.bench_local(|| {
        black_box(look_up(black_box(&snapshot), black_box(path), None));
    });
}

#[divan::bench(args = ["br", BROWSER, "gzip;q=0.5, br;q=0.9, *;q=0"])]
fn negotiating(bencher: Bencher<'_, '_>, line: &str) {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(line).expect("a header"));
    bencher.bench_local(|| AcceptEncoding::from(black_box(&headers)).first());
}

#[divan::bench]
fn weighing_conditions(bencher: Bencher<'_, '_>) {
    let tag = HeaderValue::from_static("\"0123456789abcdef-br\"");
    let mut headers = headers();
    headers.insert("if-none-match", HeaderValue::from_static("\"other\", W/\"0123456789abcdef-br\""));
    bencher.bench_local(|| conditional::weigh(black_box(&headers), Some(black_box(&tag))));
}

#[divan::bench(args = ["/", "/report", "/nothing/here"])]
fn answering(bencher: Bencher<'_, '_>, path: &str) {
    let front_door = FrontDoor::new(std::sync::Arc::clone(&LIVE), std::sync::Arc::new(Limits::default()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let request = || {
        let mut request = http::Request::builder().uri(path).body(Empty::<bytes::Bytes>::new()).expect("a request");
        *request.headers_mut() = headers();
        request
    };
    bencher.with_inputs(request).bench_local_values(|request| runtime.block_on(front_door.answer(request)));
}

#[divan::bench]
fn reading_the_content() -> Site {
    built_in_site(&SourceTree::built_in())
}

#[divan::bench]
fn checking(bencher: Bencher<'_, '_>) {
    let site = built_in_site(&SourceTree::built_in());
    let today = Moment::at(now()).today;
    bencher.bench_local(|| check::check(&site, today, Strictness::Everyday));
}

#[divan::bench]
fn rendering(bencher: Bencher<'_, '_>) {
    let tree = SourceTree::built_in();
    let site = built_in_site(&tree);
    bencher.bench_local(|| rendered(&tree, &site));
}

#[divan::bench]
fn packing(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(bundle).bench_local_values(|bundle| {
        Snapshot::build(bundle, Effort::Fast, &EncodeCache::default()).map(|snapshot| snapshot.counts())
    });
}

#[divan::bench(args = [(Coding::Gzip, Effort::Fast), (Coding::Gzip, Effort::Best), (Coding::Brotli, Effort::Fast), (Coding::Brotli, Effort::Best)])]
fn encoding_the_report_page(bencher: Bencher<'_, '_>, (coding, effort): (Coding, Effort)) {
    let bundle = bundle();
    let report = bundle.documents.iter().find(|document| document.path == "/report").expect("the report page");
    bencher.bench_local(|| encode(report.body.as_bytes(), coding, effort).map(|bytes| bytes.len()));
}
