//! What a page may weigh holds at any hour: sentences about who can be reached, and marks of overdue facts, come and go.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};
use waymark::content::source::SourceTree;
use waymark::render::document::{MediaType, RenderedDocument};
use waymark::snapshot::encode::encode;
use waymark::snapshot::{
    Bundle, Coding, Effort, EncodeCache, FIRST_FLIGHT, Snapshot, SnapshotLookup, arrived, budget, may_fill, weigh,
};

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
/// Every 17 hours of a year: each hour of the day and each day of the week, in every season.
const HOURS_APART: i64 = 17;
const INSTANTS_OF_A_YEAR: i64 = 515;

#[test]
fn the_largest_pages_fit_the_first_flight_by_day_and_night_at_weekends_and_on_bank_holidays() {
    let cache = EncodeCache::default();
    for (rendered, now) in SiteTest::built_in().rendered_at_each(&INSTANTS).zip(INSTANTS) {
        let mut documents: Vec<RenderedDocument> =
            rendered.documents.into_iter().filter(|document| document.media_type == MediaType::Html).collect();
        documents.sort_by_key(|document| std::cmp::Reverse(document.body.len()));
        documents.truncate(LARGEST);
        assert!(documents.iter().any(|document| document.path == "/report"), "the report page is among the largest");
        let bundle = Bundle { is_https: true, ..Bundle::of(documents, rendered.errors) };
        for page in weigh(&Snapshot::build(bundle, Effort::Best, &cache).expect("two pages can be served")) {
            assert!(page.with_brotli() <= budget(&page.path), "{} at {now}: {} bytes", page.path, page.with_brotli());
            assert!(page.with_gzip() <= budget(&page.path), "{} at {now}: {} bytes", page.path, page.with_gzip());
        }
    }
}

/// The report page as a snapshot of its own, ready to be weighed.
fn alone() -> (RenderedDocument, Snapshot) {
    let rendered = SiteTest::built_in().rendered_at(super::site_test::NOW);
    let page = rendered.documents.into_iter().find(|document| document.path == "/report").expect("the report page");
    let bundle = Bundle { is_https: true, ..Bundle::of(vec![page.clone()], rendered.errors) };
    (page, Snapshot::build(bundle, Effort::Best, &EncodeCache::default()).expect("one page can be served"))
}

#[test]
fn the_first_flight_of_the_report_page_holds_its_style_and_every_question_and_answer_in_both_codings() {
    let (page, snapshot) = alone();
    let questions = page.body.split("<section class=outcome").next().unwrap().to_owned();
    assert!(questions.contains("</style>") && questions.contains("<summary>"));
    let SnapshotLookup::Resource(resource) = snapshot.find("/report") else { panic!("the report page is served") };
    for coding in [Coding::Brotli, Coding::Gzip] {
        let arrived = arrived(resource.variant(coding).unwrap(), coding, FIRST_FLIGHT);
        let (has, needs) = (arrived.len(), questions.len());
        assert!(
            arrived.starts_with(&questions),
            "{coding:?}: the first flight holds {has} bytes of the page, and {needs} are needed"
        );
    }
}

/// The head of a response is as long at every instant, so it is measured once. Brotli weighs less than gzip by a third, on the
/// heaviest too, so what gzip proves at every instant brotli keeps as well.
#[test]
fn the_report_page_leaves_room_for_a_correction_at_more_than_500_instants_of_a_year() {
    let first: Timestamp = INSTANTS[0].parse().unwrap();
    let instants = (0..INSTANTS_OF_A_YEAR).map(|n| first + (n * HOURS_APART).hours());
    let pages = SiteTest::built_in();
    let distinct: BTreeSet<String> = pages.page_at_each("/report", instants).map(|page| page.body).collect();
    let most = may_fill("/report");
    let pressed = |body: &str, coding| encode(body.as_bytes(), coding, Effort::Best).expect("a page grows smaller").len();
    let (page, snapshot) = alone();
    let head = weigh(&snapshot)[0].with_gzip() - pressed(&page.body, Coding::Gzip);
    let weighed = distinct.iter().map(|body| (head + pressed(body, Coding::Gzip), body));
    let (gzip, heaviest) = weighed.max().expect("a year has instants");
    let brotli = head + pressed(heaviest, Coding::Brotli);
    assert!(gzip <= most && brotli <= gzip, "at its heaviest {gzip} bytes in gzip and {brotli} in brotli, of {most}");
}

/// Each number in turn gets another digit, at each place from the last to the fourth from the front: an editor corrects one, and
/// nothing else on the site may object. 999 is the law's and no editor's.
#[test]
fn a_corrected_digit_of_any_phone_number_never_fails_the_check() {
    let tree = SourceTree::built_in();
    for place in 0..8 {
        let mut test = SiteTest::built_in();
        for (path, text) in tree.under("content/services/") {
            test = test.file(path, &corrected(text, place));
        }
        let errors: Vec<_> = test.diagnostics().into_iter().filter(waymark::diagnostic::Diagnostic::is_error).collect();
        assert!(errors.is_empty(), "with digit {place} from the end corrected everywhere: {errors:#?}");
    }
}

/// The file with one digit of each number changed, `place` digits from the end.
fn corrected(file: &str, place: usize) -> String {
    let lines = file.lines().map(|line| {
        let number = line.strip_prefix("value = \"").and_then(|rest| rest.strip_suffix('"'));
        let is_number = |text: &&str| text.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '+');
        let Some(number) = number.filter(is_number).filter(|number| *number != "999") else { return line.to_owned() };
        // What leads to Relay UK is no editor's either.
        let (relay, number) = number.strip_prefix("18001 ").map_or(("", number), |number| ("18001 ", number));
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let Some((at, digit)) = number.char_indices().rev().filter(|(_, c)| c.is_ascii_digit()).nth(place) else {
            return line.to_owned();
        };
        // Of all numbers of fewer than eleven digits only those that begin with 0800 can be dialled.
        let fixed = if digits < 11 { 5 } else { 4 };
        if digits > 6 && place + fixed > digits {
            return line.to_owned();
        }
        let other = if digit == '7' { '3' } else { '7' };
        format!("value = \"{relay}{}{other}{}\"", &number[..at], &number[at + 1..])
    });
    lines.collect::<Vec<_>>().join("\n")
}
