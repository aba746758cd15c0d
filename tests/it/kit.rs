//! The link kit: what a school copies is plain, leads only where it says, and stays right.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use waymark::diagnostic::Kind;
use waymark::render::document::RenderedDocument;

use super::go::{header, status};
use super::program::Served;
use super::site_test::{NOW, SiteTest, without_marks, words};

const KIT: &str = "content/kit.toml";
const PAGE: &str = "/schools/link-kit";
const ADDRESS: &str = "https://waymark.example";

/// `/kit/v1/links.json`, with every key it may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinksFile {
    #[serde(rename = "$schema")]
    schema: String,
    version: u8,
    site: String,
    url: String,
    checked: String,
    expires: String,
    links: Vec<LinkData>,
    snippets: Vec<Snippet>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkData {
    id: String,
    url: String,
    kind: String,
    title: String,
    audience: Option<String>,
    leads_to: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Snippet {
    id: String,
    audience: String,
    link: String,
    html: String,
    markdown: String,
    text: String,
}

/// The built-in site, rendered once for all tests here.
fn documents() -> &'static [RenderedDocument] {
    static DOCUMENTS: LazyLock<Vec<RenderedDocument>> = LazyLock::new(|| SiteTest::built_in().rendered_at(NOW).documents);
    &DOCUMENTS
}

fn document(path: &str) -> &'static RenderedDocument {
    documents().iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is rendered"))
}

fn file() -> LinksFile {
    serde_json::from_str(&document("/kit/v1/links.json").body).unwrap()
}

fn addresses(text: &str) -> Vec<&str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | ')' | '<');
    text.match_indices("http").map(|(at, _)| text[at..].split(ends).next().unwrap()).collect()
}

#[test]
fn a_text_to_copy_is_plain_says_999_first_and_leads_to_its_short_address_only() {
    let file = file();
    let ids: Vec<&str> = file.snippets.iter().map(|snippet| snippet.id.as_str()).collect();
    assert_eq!(ids, ["parents", "pupils", "staff", "clubs"]);
    for snippet in &file.snippets {
        assert_eq!(snippet.link, format!("{ADDRESS}/go/{}", snippet.id));
        for form in [&snippet.html, &snippet.markdown, &snippet.text] {
            assert_eq!(addresses(form), [snippet.link.as_str()], "{form}");
            assert!(form.find("999").unwrap() < form.find("/go/").unwrap(), "999 comes first: {form}");
            assert!(form.contains("Wording checked November 2026"), "{form}");
            assert!(!form.contains("&#") && !form.contains("&lt;"), "a letter shows no escapes: {form}");
        }
        let lower = snippet.html.to_lowercase();
        for never in ["<script", "<iframe", "<img", "<style", "style=", "src=", "onclick", "<link", "<form", "class="] {
            assert!(!lower.contains(never), "{never} in {lower}");
        }
    }
}

#[test]
fn what_pupils_are_shown_leads_to_their_page_and_to_nothing_else() {
    let file = file();
    let pupils: Vec<_> = file.snippets.iter().filter(|snippet| snippet.audience == "young-people").collect();
    assert_eq!(pupils.len(), 1);
    let leads: BTreeMap<&str, &str> = file.links.iter().map(|link| (link.url.as_str(), link.leads_to.as_str())).collect();
    for address in addresses(&pupils[0].html) {
        assert_eq!(leads[address], "https://waymark.example/young-people");
    }
    let wrong = SiteTest::built_in().change(KIT, "link = \"pupils\"", "link = \"help\"");
    assert!(wrong.finds(Kind::PupilLink, KIT).is_error());
    let moved = SiteTest::built_in().change("content/links.toml", "page = \"/young-people\"", "page = \"/help-for-you\"");
    assert!(moved.finds(Kind::PupilLink, KIT).is_error());
}

#[test]
fn the_page_shows_each_text_as_it_looks_and_to_copy() {
    let page = document(PAGE);
    // A page leaves out the ends that a browser puts in by itself.
    let bare = |html: &str| html.replace("</p>", "").replace("</li>", "");
    let looks = bare(&without_marks(&page.body));
    for snippet in file().snippets {
        assert!(looks.contains(&bare(&snippet.html)), "{} as it looks", snippet.id);
        let escaped = snippet.html.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(page.body.contains(&format!("<code>{escaped}</code>")), "{} to copy", snippet.id);
        assert!(page.body.contains(&format!("waymark.example/go/{}", snippet.id)));
    }
    assert_eq!(page.body.matches("class=\"copy\"").count(), 13);
    assert_eq!(page.body.matches("class=\"copy\"").count(), page.body.matches("data-done=\"Copied\" hidden>").count());
    assert!(words(page).contains("Wording checked November 2026"));
}

#[test]
fn only_the_link_kit_may_run_its_second_script() {
    for document in documents().iter().filter(|document| document.csp.is_some()) {
        let csp = document.csp.as_deref().unwrap();
        let scripts = csp.split("script-src ").nth(1).unwrap().split(';').next().unwrap().split(' ').count();
        let wanted = if document.path == PAGE { 2 } else { 1 };
        assert_eq!((scripts, document.body.matches("<script>").count()), (wanted, wanted), "{}", document.path);
    }
}

#[test]
fn the_file_for_programs_holds_every_short_address_and_says_how_long_it_stands() {
    let file = file();
    let site = SiteTest::built_in().site();
    assert_eq!((file.version, file.site.as_str(), file.url.as_str()), (1, "Waymark", "https://waymark.example/schools/link-kit"));
    assert_eq!(file.schema, "https://waymark.example/kit/v1/links.schema.json");
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    assert!(day(&file.expires) > day(&file.checked));
    let given: BTreeMap<String, String> = file.links.iter().map(|link| (link.url.clone(), link.leads_to.clone())).collect();
    let wanted = site.links.redirects().into_iter().map(|(from, to)| (format!("{ADDRESS}{from}"), format!("{ADDRESS}{to}")));
    assert_eq!(given, wanted.collect());
    for link in &file.links {
        assert_eq!(
            (link.kind == "service", link.audience.is_none()),
            (link.audience.is_none(), link.kind == "service"),
            "{}",
            link.id
        );
        assert!(!link.title.is_empty());
    }
}

#[test]
fn the_published_schema_asks_for_exactly_the_keys_the_file_has() {
    let schema = document("/kit/v1/links.schema.json");
    let schema: serde_json::Value = serde_json::from_str(&schema.body).unwrap();
    let data = document("/kit/v1/links.json");
    let data: serde_json::Value = serde_json::from_str(&data.body).unwrap();
    assert_eq!(schema["$id"], "https://waymark.example/kit/v1/links.schema.json");
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    assert_eq!(keys(&schema["properties"]), keys(&data));
    for (list, kind) in [("links", "link"), ("snippets", "snippet")] {
        let described = keys(&schema["$defs"][kind]["properties"]);
        let seen: BTreeSet<String> = data[list].as_array().unwrap().iter().flat_map(keys).collect();
        assert_eq!(described, seen, "{kind}");
    }
}

#[test]
fn any_site_may_read_the_file_and_ask_whether_it_changed() {
    let served = Served::start(&[]);
    for path in ["/kit/v1/links.json", "/kit/v1/links.schema.json"] {
        let answer = served.get(path);
        assert_eq!((status(&answer), header(&answer, "access-control-allow-origin")), ("200", "*"), "{path}");
        assert_eq!(header(&answer, "cache-control"), "max-age=3600");
        let tag = header(&answer, "etag");
        assert!(tag.starts_with('"'), "{tag}");
        let again = served.ask(&format!("GET {path} HTTP/1.1\r\nhost: a\r\nif-none-match: {tag}\r\nconnection: close\r\n\r\n"));
        assert_eq!(status(&again), "304");
    }
}

#[test]
fn a_badge_is_a_drawing_that_loads_and_runs_nothing() {
    for name in ["light", "dark", "mono"] {
        let path = format!("/kit/v1/badge-{name}.svg");
        let badge = document(&path);
        assert!(badge.body.starts_with("<svg ") && badge.body.contains("aria-label=\"Worried about a child? Find help\""));
        for never in ["script", "href", "url(", "<image", "<foreignObject", "onload"] {
            assert!(!badge.body.contains(never), "{never} in {path}");
        }
    }
}

#[test]
fn signs_with_a_meaning_in_html_stay_words() {
    let test = SiteTest::built_in().change(KIT, "title = \"Worried about a child?\"", "title = \"Worried & 3 < 4?\"");
    let file: LinksFile = serde_json::from_str(&test.page_at("/kit/v1/links.json", NOW).body).unwrap();
    assert!(file.snippets[0].html.contains("<h3>Worried &amp; 3 &lt; 4?</h3>"), "{}", file.snippets[0].html);
    assert!(file.snippets[0].text.starts_with("Worried & 3 < 4?\n"), "{}", file.snippets[0].text);
}
