//! What feed readers, calendars, search engines and security researchers are given.

use std::collections::BTreeSet;

use serde_json::Value;
use waymark::check::{Strictness, check};
use waymark::diagnostic::Kind;
use waymark::render::document::RenderedDocument;

use super::site_test::{NOW, SiteTest};

const CONTACT: &str = "[operator]\ncontact = \"help@waymark.example\"";

fn with_contact() -> SiteTest {
    SiteTest::built_in().change("content/site.toml", "[operator]", CONTACT)
}

fn file(test: &SiteTest, path: &str) -> RenderedDocument {
    test.page_at(path, NOW)
}

#[test]
fn both_feeds_hold_every_listed_page_and_shown_service_once() {
    let test = SiteTest::built_in();
    let site = test.site();
    let wanted =
        site.pages.values().filter(|page| page.is_listed).count() + site.shown_services().count() + site.changes.changes.len();
    let json: Value = serde_json::from_str(&file(&test, "/feed.json").body).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    let items = json["items"].as_array().unwrap();
    let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!((items.len(), ids.len()), (wanted, wanted));
    for item in items {
        assert!(!item["content_text"].as_str().unwrap().is_empty());
        assert!(item["date_modified"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    }
    let atom = file(&test, "/feed.xml").body;
    for id in ids {
        assert!(atom.contains(&format!("<id>{id}</id>")), "{id}");
    }
    assert_eq!(atom.matches("<entry>").count(), wanted);
}

#[test]
fn what_was_checked_last_comes_first() {
    let page = "content/pages/shared-images.md";
    let test = SiteTest::built_in().change(page, "checked = 2026-11-23", "checked = 2026-12-01");
    let json: Value = serde_json::from_str(&file(&test, "/feed.json").body).unwrap();
    assert!(json["items"][0]["url"].as_str().unwrap().ends_with("/shared-images"));
    assert_eq!(json["items"][0]["date_modified"], "2026-12-01T00:00:00Z");
    assert!(file(&test, "/feed.xml").body.contains("<updated>2026-12-01T00:00:00Z</updated>\n<author>"));
    let sitemap = file(&test, "/sitemap.xml").body;
    assert!(sitemap.contains("/shared-images</loc><lastmod>2026-12-01<"), "a page has its own day");
    assert!(sitemap.contains("/crisis</loc><lastmod>2026-11-23<"));
}

#[test]
fn a_preview_of_a_sensitive_page_says_no_more_than_its_browser_title() {
    let test = SiteTest::built_in();
    let site = test.site();
    let feed = file(&test, "/feed.json").body;
    let calendar = file(&test, "/review.ics").body.replace("\r\n ", "");
    let mut sensitive = 0;
    for page in site.pages.values().filter(|page| page.is_sensitive && page.title != page.tab) {
        sensitive += 1;
        assert!(!feed.contains(&page.description) && !feed.contains(&format!("\"title\": \"{}\"", page.title)), "{}", page.path);
        assert!(!calendar.contains(&format!("{}: https", page.title)), "{}", page.path);
    }
    assert!(sensitive > 5);
}

#[test]
fn the_calendar_keeps_to_its_line_endings_and_lengths_and_names_every_due_day() {
    let body = file(&SiteTest::built_in(), "/review.ics").body;
    assert!(body.ends_with("END:VCALENDAR\r\n") && body.matches('\n').count() == body.matches("\r\n").count());
    assert!(body.split("\r\n").all(|line| line.len() <= 75));
    let count = |line: &str| body.split("\r\n").filter(|one| one.starts_with(line)).count();
    assert!(count("BEGIN:VEVENT") > 1);
    for line in ["END:VEVENT", "UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "SUMMARY:"] {
        assert_eq!(count(line), count("BEGIN:VEVENT"), "{line}");
    }
    let uids: BTreeSet<&str> = body.split("\r\n").filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), count("UID:"));
    let due = SiteTest::built_in().site().services.values().next().unwrap().review.due.strftime("%Y%m%d").to_string();
    assert!(body.contains(&format!("DTSTART;VALUE=DATE:{due}")));
}

#[test]
fn security_txt_stands_only_where_somebody_can_be_told() {
    let without = SiteTest::built_in();
    assert!(!without.rendered_at(NOW).documents.iter().any(|document| document.path == "/.well-known/security.txt"));
    let body = file(&with_contact(), "/.well-known/security.txt").body;
    assert!(body.contains("Contact: mailto:help@waymark.example\n"));
    let expires = body.lines().find_map(|line| line.strip_prefix("Expires: ")).unwrap().parse::<jiff::Timestamp>().unwrap();
    let hours = expires.duration_since(NOW.parse().unwrap()).as_hours();
    assert!((24..24 * 365).contains(&hours), "less than a year ahead");
}

#[test]
fn a_release_without_a_contact_is_warned_of_and_a_contact_nobody_could_use_is_refused() {
    let says = |test: &SiteTest, gate| {
        let found = check(&test.site(), jiff::civil::date(2026, 11, 24), gate);
        found.iter().any(|fault| fault.kind == Kind::NoOperatorContact && !fault.is_error())
    };
    assert!(says(&SiteTest::built_in(), Strictness::Release));
    assert!(!says(&SiteTest::built_in(), Strictness::Everyday));
    assert!(!says(&with_contact(), Strictness::Release));
    let bad = SiteTest::built_in().change("content/site.toml", "[operator]", "[operator]\ncontact = \"ask at the desk\"");
    bad.finds(Kind::Address, "content/site.toml");
}

#[test]
fn structured_data_is_json_that_cannot_end_its_element_and_stands_on_no_sensitive_page() {
    let test = SiteTest::built_in();
    let mut seen = 0;
    for document in test.rendered_at(NOW).documents {
        let Some((_, rest)) = document.body.split_once("<script type=\"application/ld+json\">") else { continue };
        let (data, _) = rest.split_once("</script>").unwrap();
        let data: Value = serde_json::from_str(data).unwrap_or_else(|fault| panic!("{}: {fault}", document.path));
        assert_eq!(data["@context"], "https://schema.org");
        seen += 1;
    }
    assert!(seen > 10);
    let helpline = file(&test, "/services/stop-it-now-helpline").body;
    assert!(!helpline.contains("ld+json"));
}

#[test]
fn a_later_change_even_of_the_same_day_moves_the_id_of_no_earlier_one() {
    let change = |day: &str, name: &str| {
        format!(
            "[[change]]\non = {day}\nabout = \"page\"\naddress = \"/about\"\nname = \"{name}\"\nafter = [\"A sentence.\"]\n\n"
        )
    };
    let (first, second) = (change("2026-11-24", "First"), change("2026-11-24", "Second"));
    let ids = |written: &[&str]| -> Vec<(String, String)> {
        let json = file(&SiteTest::built_in().file("content/changes.toml", &written.concat()), "/feed.json").body;
        let json: Value = serde_json::from_str(&json).unwrap();
        let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
        let told = json["items"].as_array().unwrap().iter().map(|item| (text(item, "title"), text(item, "id")));
        told.filter(|(title, _)| title.starts_with("Changed: ")).collect()
    };
    let before = ids(&[&first, &second]);
    assert_eq!(before[0].0, "Changed: Second", "the newest first");
    let after = ids(&[&first, &second, &change("2026-11-24", "Third"), &change("2026-11-25", "Fourth")]);
    assert_eq!(after.len(), 4);
    assert!(before.iter().all(|told| after.contains(told)), "{before:?}\n{after:?}");
}
