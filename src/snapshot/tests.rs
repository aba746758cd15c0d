//! What a snapshot promises, on a site of two pages.

use std::collections::BTreeMap;

use super::*;
use crate::render::document::{ErrorPages, RenderedDocument};

fn document(path: &str, media_type: MediaType, policy: CachePolicy, body: &str) -> RenderedDocument {
    RenderedDocument { path: path.to_owned(), template: "page", media_type, policy, csp: None, body: body.to_owned() }
}

fn long(words: &str) -> String {
    format!("<p>{words}</p>\n").repeat(300)
}

fn bundle() -> Bundle {
    let documents = vec![
        document("/", MediaType::Html, CachePolicy::PageNeverInBrowser, &long("Who to ring")),
        document("/links.json", MediaType::Json, CachePolicy::OpenData, "{}"),
    ];
    Bundle {
        redirects: [("/old", "/#there"), ("/old?id=3", "/")].map(|(from, to)| (from.to_owned(), to.to_owned())).into(),
        temporary: BTreeMap::from([("/go/home".to_owned(), "/".to_owned())]),
        gone: vec!["/withdrawn".to_owned()],
        is_https: true,
        onion: Some("http://abc.onion".to_owned()),
        valid_until: Some(Timestamp::MAX),
        ..Bundle::of(documents, ErrorPages::alike("default-src 'none'", |words| format!("<h1>{words}</h1>999")))
    }
}

fn build(bundle: Bundle) -> Result<Snapshot, BuildError> {
    Snapshot::build(bundle, Effort::Fast, &EncodeCache::default())
}

fn resource<'a>(snapshot: &'a Snapshot, path: &str) -> &'a Resource {
    match snapshot.find(path) {
        SnapshotLookup::Resource(resource) => resource,
        other => panic!("{path}: {other:?}"),
    }
}

fn refused(change: impl FnOnce(&mut Bundle)) -> BuildError {
    let mut bundle = bundle();
    change(&mut bundle);
    build(bundle).err().expect("refused")
}

#[test]
fn a_page_is_held_in_each_coding_and_each_says_what_it_is() {
    let snapshot = build(bundle()).expect("builds");
    let page = resource(&snapshot, "/");
    for coding in [Coding::Identity, Coding::Gzip, Coding::Brotli] {
        let variant = page.variant(coding).expect("held");
        assert_eq!(encode::decode(&variant.body, coding).expect("decodes"), long("Who to ring").into_bytes());
        assert_eq!(variant.headers["content-length"], variant.body.len().to_string().as_str());
        assert_eq!(variant.headers.get("content-encoding").and_then(|name| name.to_str().ok()), coding.name());
        assert_eq!(variant.headers["vary"], "accept-encoding");
        assert_eq!(variant.headers["onion-location"], "http://abc.onion/");
        assert_eq!(variant.headers.get("etag"), variant.etag.as_ref());
    }
}

#[test]
fn a_text_too_short_to_compress_is_held_once_and_does_not_vary() {
    let snapshot = build(bundle()).expect("builds");
    let data = resource(&snapshot, "/links.json");
    assert_eq!(data.variants().count(), 1);
    assert!(!data.identity().headers.contains_key("vary"));
}

#[test]
fn a_304_has_the_headers_of_the_200_less_those_of_its_content() {
    let snapshot = build(bundle()).expect("builds");
    let page = resource(&snapshot, "/").variant(Coding::Brotli).expect("held");
    let mut wanted = page.headers.clone();
    for name in ["content-type", "content-encoding", "content-length"] {
        wanted.remove(name);
    }
    assert_eq!(page.unchanged, wanted);
}

#[test]
fn a_prepared_page_is_kept_by_nobody_and_has_no_tag() {
    let snapshot = build(bundle()).expect("builds");
    let page = snapshot.error(ErrorPage::Gone).identity();
    assert_eq!(page.body, "<h1>gone</h1>999");
    assert_eq!(page.headers["cache-control"], "no-store");
    assert!(!page.headers.contains_key("etag"));
}

#[test]
fn retired_short_and_withdrawn_addresses_are_found() {
    let snapshot = build(bundle()).expect("builds");
    let found = |path| match snapshot.find(path) {
        SnapshotLookup::Redirect(redirect) => (redirect.status.as_u16(), redirect.location.to_str().expect("text").to_owned()),
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(found("/old"), (301, "/#there".to_owned()));
    assert_eq!(found("/go/home"), (307, "/".to_owned()));
    assert!(matches!(snapshot.find("/withdrawn"), SnapshotLookup::Gone));
    assert!(matches!(snapshot.find("/nothing"), SnapshotLookup::None));
    let asked = |query| snapshot.find_with_query("/old", query).map(|redirect| redirect.location.to_str().expect("text"));
    assert_eq!((asked("id=3"), asked("id=4"), asked("ID=3"), asked("id=3&a=b")), (Some("/"), None, None, None));
    assert_eq!(snapshot.paths(), ["/", "/go/home", "/links.json", "/old", "/old?id=3", "/withdrawn"]);
}

#[test]
fn a_bundle_in_which_two_requests_would_disagree_is_refused() {
    let twice = refused(|bundle| bundle.gone.push("/old".to_owned()));
    assert_eq!(twice, BuildError::Twice { path: "/old".to_owned() });
    for path in ["/Old", "old", "/old/", "/o%6cd", "", "/old?", "/Old?id=3", "/old?id=3#there", "/old?id= 3"] {
        let fault = refused(|bundle| bundle.gone = vec![path.to_owned()]);
        assert_eq!(fault, BuildError::Address { path: path.to_owned() });
    }
}

#[test]
fn a_redirect_to_another_site_or_to_another_redirect_is_refused() {
    for to in ["/nothing", "/old", "https://elsewhere.example/", "//elsewhere.example", ""] {
        let fault = refused(|bundle| bundle.redirects = BTreeMap::from([("/older".to_owned(), to.to_owned())]));
        assert!(matches!(fault, BuildError::LeadsNowhere { .. }), "{to}: {fault}");
    }
}

#[test]
fn a_policy_that_would_split_the_header_section_is_refused() {
    let fault = refused(|bundle| bundle.form_csp = "default-src 'none'\r\nset-cookie: a=b".into());
    assert!(matches!(fault, BuildError::Header { .. }));
}

#[test]
fn improving_a_snapshot_changes_its_size_and_nothing_else() {
    let cache = EncodeCache::default();
    let fast = Snapshot::build(bundle(), Effort::Fast, &cache).expect("builds");
    let best = fast.improved(&cache);
    assert_eq!(best.effort(), Effort::Best);
    assert_eq!(best.paths(), fast.paths());
    assert_eq!(best.fingerprint(), fast.fingerprint());
    assert_eq!(resource(&best, "/").identity().body, resource(&fast, "/").identity().body);
    assert_eq!(best.error(ErrorPage::Failed).identity().body, fast.error(ErrorPage::Failed).identity().body);
    assert!(best.counts().bytes <= fast.counts().bytes);
}

#[test]
fn a_site_rendered_again_keeps_the_best_encoding_of_what_did_not_change() {
    let cache = EncodeCache::default();
    let best = Snapshot::build(bundle(), Effort::Best, &cache).expect("builds");
    let again = Snapshot::build(bundle(), Effort::Fast, &cache).expect("builds");
    let brotli = |snapshot: &Snapshot| resource(snapshot, "/").variant(Coding::Brotli).expect("held").body.clone();
    assert_eq!(brotli(&again).as_ptr(), brotli(&best).as_ptr());
}

#[test]
fn the_fingerprint_follows_the_bodies() {
    let other = |change: fn(&mut Bundle)| {
        let mut bundle = bundle();
        change(&mut bundle);
        build(bundle).expect("builds").fingerprint().to_owned()
    };
    let same = other(|_| {});
    assert_eq!(same, other(|bundle| bundle.documents.reverse()));
    assert_ne!(same, other(|bundle| bundle.documents[1].body.push(' ')));
}

#[test]
fn a_page_made_now_is_compressed_as_asked_and_kept_by_nobody() {
    let snapshot = build(bundle()).expect("builds");
    let made = snapshot.made_now(long("2 results"), Coding::Gzip);
    assert_eq!(made.headers["content-encoding"], "gzip");
    assert_eq!(made.headers["cache-control"], "no-store");
    let short = snapshot.made_now("no".to_owned(), Coding::Brotli);
    assert_eq!((short.coding, short.headers.contains_key("content-encoding")), (Coding::Identity, false));
}

#[test]
fn a_page_weighs_its_status_line_headers_date_and_body() {
    let snapshot = build(bundle()).expect("builds");
    let weights = weigh(&snapshot);
    assert_eq!(weights.len(), 2);
    let body = resource(&snapshot, "/").identity().body.len();
    assert!(weights[0].identity > body + 500 && weights[0].identity < body + 1_900, "{weights:?}");
    assert_eq!(weights[1].gzip, None);
}
