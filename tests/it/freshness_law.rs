//! Facts grow old in front of the reader: what a page says past its review date, on a clock that the test sets.

use std::collections::BTreeSet;

use waymark::render::document::RenderedDocument;

use super::site_test::{SiteTest, words};

/// Thirty days past the date on which everything built in is due, noon.
const LAST_DAY_WITH_HOURS: &str = "2027-03-25T12:00:00Z";
/// A day later.
const FIRST_DAY_WITHOUT: &str = "2027-03-26T12:00:00Z";
const BEFORE_IT_IS_DUE: &str = "2027-02-23T12:00:00Z";

fn page<'a>(documents: &'a [RenderedDocument], path: &str) -> &'a RenderedDocument {
    documents.iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is rendered"))
}

/// The hours that a page says; where it sends its reader elsewhere for them, it says none.
fn says_hours(page: &str) -> bool {
    ["Open now", "Closed now"].iter().any(|hours| page.contains(hours))
}

/// Every number and address to tap on a page.
fn links(page: &str) -> BTreeSet<&str> {
    page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn past_its_date_a_card_says_so_and_thirty_days_later_its_hours_go_but_number_and_link_stay() {
    let test = SiteTest::built_in();
    let at = |now| test.rendered_at(now).documents;
    let (fresh, overdue, stale) = (at(BEFORE_IT_IS_DUE), at(LAST_DAY_WITH_HOURS), at(FIRST_DAY_WITHOUT));
    for (slug, number) in [("nhs-111-mental-health", "tel:111"), ("samaritans", "tel:116123"), ("napac", "tel:08088010331")] {
        let path = format!("/services/{slug}");
        let said = |documents: &[RenderedDocument]| words(page(documents, &path));
        let since = "Not re-checked since 28 November 2026";
        assert!(says_hours(&said(&fresh)) && !said(&fresh).contains(since), "{slug}");
        assert!(says_hours(&said(&overdue)) && said(&overdue).contains(since), "{slug}");
        assert!(!says_hours(&said(&stale)) && said(&stale).contains(since), "{slug}: {}", said(&stale));
        for documents in [&fresh, &overdue, &stale] {
            let body = &page(documents, &path).body;
            assert!(body.contains(number), "{slug}: the number stays");
            assert!(body.contains("href=\"https://"), "{slug}: the link stays");
        }
    }
}

#[test]
fn hours_of_999_and_childline_are_shown_however_old_on_their_cards_and_on_pages() {
    let documents = SiteTest::built_in().rendered_at("2031-01-10T12:00:00Z").documents;
    for slug in ["emergency-999", "childline"] {
        assert!(words(page(&documents, &format!("/services/{slug}"))).contains("Open now, at any hour"), "{slug}");
    }
    let young = words(page(&documents, "/young-people"));
    assert!(young.contains("Open now, at any hour"), "{young}");
}

#[test]
fn the_last_way_on_a_page_keeps_its_hours_and_no_way_loses_its_number_or_link() {
    let test = SiteTest::built_in();
    let (fresh, stale) = (test.rendered_at(BEFORE_IT_IS_DUE).documents, test.rendered_at("2027-08-02T12:00:00Z").documents);
    let mut pages = 0;
    for document in &fresh {
        // The design page shows every state on purpose, and is no page of help.
        let is_page = document.path != "/about/design" && document.body.contains("Start here");
        if !is_page {
            continue;
        }
        let late = page(&stale, &document.path);
        // More may come: whoever is there until a line opens that is not known to be open.
        let lost: Vec<&str> = links(&document.body).difference(&links(&late.body)).copied().collect();
        assert!(lost.is_empty(), "{}: numbers and links stay: {lost:?}", document.path);
        if says_hours(&words(document)) {
            assert!(says_hours(&words(late)), "{}: somebody's hours stay", document.path);
            pages += 1;
        }
    }
    assert!(pages > 20, "{pages}");
}

#[test]
fn dates_are_written_in_words() {
    for document in SiteTest::built_in().rendered_at(LAST_DAY_WITH_HOURS).documents {
        if !document.body.starts_with("<!doctype html>") {
            continue;
        }
        let text = words(&document);
        let digits = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/'))).filter(|run| run.len() >= 8);
        for run in digits {
            let parts: Vec<&str> = run.split(['-', '/']).collect();
            assert!(!(parts.len() == 3 && parts.iter().all(|part| !part.is_empty())), "{}: {run}", document.path);
        }
    }
}
