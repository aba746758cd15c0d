//! The law of 14,600 bytes holds at any hour: sentences about who can be reached, and marks of overdue facts, come and go.

use waymark::render::document::{Document, MediaType};
use waymark::snapshot::{Bundle, Effort, EncodeCache, Snapshot, budget, weigh};

use super::site_test::SiteTest;

/// A working day, a night, weekends, bank holidays and the days after them, and days on which more and more facts are overdue.
const INSTANTS: [&str; 14] = [
    "2026-11-24T12:30:00Z",
    "2026-11-24T22:30:00Z",
    "2026-11-28T12:30:00Z",
    "2026-11-29T03:00:00Z",
    "2026-11-30T08:30:00Z",
    "2026-12-24T23:30:00Z",
    "2026-12-25T10:30:00Z",
    "2026-12-29T09:30:00Z",
    "2027-01-01T00:30:00Z",
    "2027-03-26T03:00:00Z",
    "2027-03-29T20:30:00Z",
    "2027-03-30T09:00:00Z",
    "2027-05-03T18:00:00Z",
    "2027-08-31T07:00:00Z",
];
/// Of the others, none comes near.
const LARGEST: usize = 2;

#[test]
fn the_largest_pages_fit_the_first_flight_by_day_and_night_at_weekends_and_on_bank_holidays() {
    let cache = EncodeCache::new();
    for (rendered, now) in SiteTest::built_in().rendered_at_each(&INSTANTS).zip(INSTANTS) {
        let mut documents: Vec<Document> =
            rendered.documents.into_iter().filter(|document| document.media_type == MediaType::Html).collect();
        documents.sort_by_key(|document| std::cmp::Reverse(document.body.len()));
        documents.truncate(LARGEST);
        assert!(documents.iter().any(|document| document.path == "/report"), "the report page is among the largest");
        let bundle = Bundle { is_https: true, ..Bundle::of(documents, rendered.errors) };
        for page in weigh(&Snapshot::build(bundle, Effort::Best, &cache).expect("two pages can be served")) {
            assert!(page.with_brotli() <= budget(&page.path), "{} at {now}: {} bytes", page.path, page.with_brotli());
        }
    }
}
