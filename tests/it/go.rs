//! Permanent short addresses: a closed list, promised never to go, and never a way to send a reader elsewhere.

use std::collections::BTreeSet;

use waymark::diagnostic::Kind;

use super::program::Served;
use super::site_test::SiteTest;

const LINKS: &str = "content/links.toml";

/// What partners were told first. This list only ever grows.
const FIRST_PROMISES: [(&str, &str); 10] = [
    ("parents", "/worried-about-a-child"),
    ("pupils", "/young-people"),
    ("staff", "/schools"),
    ("clubs", "/schools"),
    ("community", "/"),
    ("now", "/emergency"),
    ("report", "/report"),
    ("crisis", "/crisis"),
    ("help", "/help-for-you"),
    ("family", "/worried-about-someone"),
];

pub fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap()
}

pub fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let head = answer.split("\r\n\r\n").next().unwrap();
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or("")
}

#[test]
fn every_short_address_leads_to_its_page_with_307_and_nobody_keeps_the_answer() {
    let served = Served::start(&[]);
    for (id, target) in FIRST_PROMISES {
        let answer = served.get(&format!("/go/{id}"));
        assert_eq!((status(&answer), header(&answer, "location")), ("307", target), "{id}");
        assert_eq!(header(&answer, "cache-control"), "no-store", "{id}: it may lead elsewhere tomorrow");
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer");
    }
}

#[test]
fn every_service_that_readers_see_has_a_short_address_that_leads_to_its_card() {
    let site = SiteTest::built_in().site();
    let redirects = site.links.redirects();
    for service in site.shown_services() {
        assert_eq!(redirects.get(&format!("/go/{}", service.id)), Some(&service.address()));
    }
}

#[test]
fn whatever_is_added_to_a_short_address_it_never_leads_off_the_site() {
    let served = Served::start(&[]);
    let site = SiteTest::built_in().site();
    let targets: BTreeSet<String> = site.links.redirects().into_values().collect();
    for path in [
        "/go/parents?next=https://evil.example/",
        "/go/parents?url=//evil.example",
        "/go/parents?",
        "/go/parents#x",
        "/go/parents/",
        "/go/PARENTS",
        "/go//parents",
        "//go/parents",
        "/go/./parents",
        "/go/%70arents",
        "/go/parents%3Fnext=https://evil.example/",
        "/go/parents/https://evil.example/",
        "/go/parents//evil.example",
        "/go/parents/..//evil.example",
        "/go/https://evil.example/",
        "/go///evil.example/",
        "/go/%2F%2Fevil.example",
        "/go/%5C%5Cevil.example",
        "/go/\\\\evil.example",
        "//evil.example/go/parents",
        "/go/parents%0d%0alocation:%20https://evil.example/",
        "/go/parents%00",
        "/go/",
        "/go",
        "/go/unknown",
        "/go/.",
        "/go/..",
    ] {
        let answer = served.get(path);
        let location = header(&answer, "location");
        match status(&answer) {
            "307" => assert!(targets.contains(location), "{path} leads to {location}"),
            // One step to the plain spelling, or to the first page for `/go/..`.
            "301" | "308" => assert!(location == "/" || location.starts_with("/go/"), "{path} leads to {location}"),
            "404" | "400" => assert_eq!(location, "", "{path}"),
            other => panic!("{path}: {other}"),
        }
        assert!(!location.contains("evil") && !location.starts_with("//"), "{path} leads to {location}");
    }
}

#[test]
fn the_host_a_client_names_never_appears_in_where_a_short_address_leads() {
    let served = Served::start(&[]);
    for extra in ["host: evil.example", "host: a\r\nx-forwarded-host: evil.example", "host: a\r\nforwarded: host=evil.example"] {
        let answer = served.ask(&format!("GET /go/parents HTTP/1.1\r\n{extra}\r\nconnection: close\r\n\r\n"));
        assert_eq!((status(&answer), header(&answer, "location")), ("307", "/worried-about-a-child"), "{extra}");
    }
    let absolute = served.ask("GET http://evil.example/go/parents HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n");
    assert!(!header(&absolute, "location").contains("evil"), "{absolute}");
}

#[test]
fn a_promised_address_cannot_be_taken_away() {
    let link = "[[link]]\nid = \"parents\"\npage = \"/worried-about-a-child\"\nabout = \"Who to contact about a child, for parents and carers\"\n";
    let fault = SiteTest::built_in().change(LINKS, link, "").finds(Kind::BrokenPromise, LINKS);
    assert!(fault.is_error() && fault.message.contains("/go/parents"), "{}", fault.message);
}

#[test]
fn a_short_address_leads_to_something_that_exists() {
    let page = SiteTest::built_in().change(LINKS, "page = \"/young-people\"", "page = \"/young-poeple\"");
    let fault = page.finds(Kind::UnknownReference, LINKS);
    assert!(fault.help.unwrap().contains("/young-people"));
    let service = SiteTest::built_in().change(LINKS, "\nservices = [", "\nservices = [\n  \"childlin\",");
    service.finds(Kind::UnknownReference, LINKS);
    let elsewhere = SiteTest::built_in().change(LINKS, "page = \"/young-people\"", "page = \"https://evil.example/\"");
    elsewhere.finds(Kind::UnknownReference, LINKS);
    let both =
        SiteTest::built_in().change(LINKS, "page = \"/young-people\"", "page = \"/young-people\"\nservice = \"childline\"");
    both.finds(Kind::WrongValue, LINKS);
}

#[test]
fn a_new_short_address_becomes_a_promise_and_is_given_once() {
    let more = "\n[[link]]\nid = \"summer\"\npage = \"/young-people\"\nabout = \"Summer help\"\n";
    SiteTest::built_in().append(LINKS, more).finds(Kind::NotPromised, LINKS);
    let twice = "\n[[link]]\nid = \"parents\"\npage = \"/young-people\"\nabout = \"Again\"\n";
    SiteTest::built_in().append(LINKS, twice).finds(Kind::Duplicate, LINKS);
}

#[test]
fn a_service_without_a_short_address_is_pointed_out() {
    let site = SiteTest::built_in().change(LINKS, "\"childline\", ", "").change(LINKS, "\"childline\", ", "");
    let fault = site.finds(Kind::NoShortAddress, "content/services/childline.toml");
    assert!(!fault.is_error());
}
