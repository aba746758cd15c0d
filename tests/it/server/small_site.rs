//! The smallest site that has one of everything.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use waymark::render::document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};
use waymark::snapshot::{Bundle, Effort, EncodeCache, FormAnswer, Forms, Snapshot};

/// The words that a page is full of, and that tell one edition of the site from another.
pub(super) const FIRST_EDITION: &str = "first edition";

/// Forms that say back what they were given, and that can be made to fail.
struct Echo;

impl Forms for Echo {
    fn search(&self, words: &str) -> FormAnswer {
        assert!(words != "panic", "the words `{words}` must not be logged");
        FormAnswer::ok(format!("<h1>search</h1><p>{words}</p>{}", "<li>Ring 999</li>".repeat(50)))
    }

    fn check_page(&self, text: &str) -> FormAnswer {
        FormAnswer::ok(format!("<h1>check</h1><p>{} letters</p>", text.chars().count()))
    }
}

/// A page that is one edition through and through.
pub(super) fn body(edition: &str) -> String {
    format!("<p>999 first. This is the {edition}.</p>\n").repeat(400)
}

/// Something that does not compress: a poster of about 100 KB.
pub(super) fn poster() -> String {
    let mut state: u32 = 1;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'!' + u8::try_from(state >> 24).expect("a byte") % 90)
    };
    (0..100_000).map(|_| next()).collect()
}

fn document(path: &str, template: &'static str, media_type: MediaType, policy: CachePolicy, body: String) -> RenderedDocument {
    RenderedDocument { path: path.to_owned(), template, media_type, policy, csp: None, body }
}

/// Everything that the small site is made of.
pub(super) fn bundle(edition: &str) -> Bundle {
    use CachePolicy::{Download, OpenData, PageNeverInBrowser};
    use MediaType::{Html, Json, Svg};
    let page = |title: &str| format!("<h1>{title}</h1><p>In danger now? Call 999.</p>");
    let documents = vec![
        document("/", "/", Html, PageNeverInBrowser, body(edition)),
        document("/report", "/report", Html, PageNeverInBrowser, body(edition)),
        document("/report/o1", "/report/{outcome}", Html, PageNeverInBrowser, body(edition)),
        document("/search", "/search", Html, PageNeverInBrowser, page("search")),
        document("/schools/check-your-page", "/schools/check-your-page", Html, PageNeverInBrowser, page("check")),
        document("/links.json", "/links.json", Json, OpenData, format!("[{}1]", "1,".repeat(900))),
        document("/poster.svg", "/poster.svg", Svg, Download, poster()),
    ];
    Bundle {
        redirects: [
            ("/old", "/report"),
            ("/our advice/default.aspx", "/report"),
            ("/our advice/default.aspx?ID=4", "/report/o1"),
            ("/index.asp?p=a&q=b", "/report"),
            ("/?page_id=12", "/report"),
            ("/search?s=x", "/report"),
        ]
        .map(|(old, new)| (old.to_owned(), new.to_owned()))
        .into(),
        temporary: BTreeMap::from([("/go/report".to_owned(), "/report".to_owned())]),
        gone: vec!["/withdrawn".to_owned()],
        form_csp: "default-src 'none'; form-action 'self'".into(),
        is_https: true,
        rendered_at: Timestamp::now(),
        forms: Arc::new(Echo),
        ..Bundle::of(documents, ErrorPages::alike("default-src 'none'", page))
    }
}

/// The small site, ready to serve.
pub(super) fn snapshot(edition: &str) -> Snapshot {
    made_of(bundle(edition))
}

/// A bundle, ready to serve.
pub(super) fn made_of(bundle: Bundle) -> Snapshot {
    Snapshot::build(bundle, Effort::Fast, &EncodeCache::default()).expect("the small site can be served")
}
