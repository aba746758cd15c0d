use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::site::hours::{HolidayRule, OpeningHours, Week};

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

fn page(html: &str) -> Seen {
    Seen { hops: Vec::new(), outcome: VisitResult::Page(Box::new(ReadPage::read(html.as_bytes(), true))) }
}

fn moved(status: u16, to: &str, html: &str) -> Seen {
    Seen { hops: vec![Hop { status, to: address(to) }], ..page(html) }
}

/// A fact read at the first of `places`; the service's own site is `own.example`.
fn ask(kind: FactKind, what: What, places: &[&str]) -> Ask {
    Ask {
        service: "case".into(),
        names: vec!["The Test Helpline".into()],
        fact: "fact".into(),
        kind,
        value: "value".into(),
        what,
        places: places.iter().map(|place| address(place)).collect(),
        has_source: true,
        own: BTreeSet::from(["own.example".to_owned()]),
    }
}

fn judged(ask: &Ask, seen: Vec<Seen>) -> (Verdict, bool, String) {
    let seen: BTreeMap<Address, Seen> = ask.places.iter().cloned().zip(seen).collect();
    let finding = judge(ask, &seen);
    (finding.verdict, finding.confirmed, finding.why)
}

/// Monday to Friday, nine to five.
fn office() -> OpeningHours {
    let mut week = Week { days: Default::default(), holidays: HolidayRule::Unknown, exceptions: BTreeMap::new() };
    for day in &mut week.days[..5] {
        day.push("09:00-17:00".parse().unwrap());
    }
    OpeningHours::Weekly(Box::new(week))
}

fn number() -> What {
    What::Number("0808 1000 900".parse().unwrap())
}

const OWN: &str = "https://www.own.example/contact";
const PAPER: &str = "https://paper.example/2019/story";

#[test]
fn an_old_article_that_still_gives_a_number_confirms_nothing() {
    let ask = ask(FactKind::Number, number(), &[PAPER, OWN]);
    let by_paper = judged(&ask, vec![page("0808 1000 900"), page("<p>Contact us")]);
    assert_eq!((by_paper.0, by_paper.1), (Verdict::StillThere, false), "{by_paper:?}");
    let by_own = judged(&ask, vec![page("nothing"), page("Ring 0808 1000 900")]);
    assert_eq!((by_own.0, by_own.1), (Verdict::StillThere, true), "{by_own:?}");
}

#[test]
fn a_page_of_its_own_that_never_gave_the_number_does_not_bear_against_it() {
    let gone = Seen { hops: Vec::new(), outcome: VisitResult::CouldNotTell(Why::Robots) };
    let found = judged(&ask(FactKind::Number, number(), &[PAPER, OWN]), vec![gone, page("Ring 0300 123 4567")]);
    assert_eq!(found.0, Verdict::CouldNotTell, "{found:?}");
}

#[test]
fn a_web_address_must_name_the_service_for_a_lapsed_domain_may_hold_anything() {
    let ask = ask(FactKind::Address, What::Web, &[OWN]);
    let found = judged(&ask, vec![page("<title>The Test Helpline</title>")]);
    assert_eq!((found.0, found.1), (Verdict::StillThere, true));
    let parked = judged(&ask, vec![page("<p>This domain is for sale")]);
    assert_eq!((parked.0, parked.1), (Verdict::CouldNotTell, false), "{parked:?}");
}

#[test]
fn an_address_that_has_moved_is_not_confirmed_but_a_number_on_a_page_that_moved_within_the_site_is() {
    let web = ask(FactKind::Address, What::Web, &[OWN]);
    let found = judged(&web, vec![moved(301, "https://own.example/new", "The Test Helpline")]);
    assert_eq!((found.0, found.1), (Verdict::Moved, false));
    let front = judged(&web, vec![moved(301, "https://own.example/", "The Test Helpline")]);
    assert!(front.2.contains("front page"), "{front:?}");
    let alike = judged(&web, vec![moved(301, "https://own.example/contact/", "The Test Helpline")]);
    assert_eq!((alike.0, alike.1), (Verdict::StillThere, true), "a slash makes no other page");
    let ring = ask(FactKind::Number, number(), &[OWN]);
    let found = judged(&ring, vec![moved(301, "https://own.example/new", "0808 1000 900")]);
    assert_eq!((found.0, found.1), (Verdict::Moved, true));
    let elsewhere = judged(&ring, vec![moved(302, "https://other.example/", "0808 1000 900")]);
    assert_eq!((elsewhere.0, elsewhere.1), (Verdict::StillThere, false), "somebody else's site is not its own");
}

#[test]
fn hours_on_its_own_page_outrank_those_of_an_old_article() {
    let ask = ask(FactKind::Hours, What::Hours(office(), None), &[PAPER, OWN]);
    let found = judged(&ask, vec![page("Monday to Friday 9am to 5pm"), page("Monday to Friday 9am to 4pm")]);
    assert_eq!((found.0, found.2.as_str()), (Verdict::Changed, "the page gives other hours"), "{found:?}");
    let unclear = judged(&ask, vec![page("Monday to Friday 9am to 5pm"), page("Call us")]);
    assert_eq!((unclear.0, unclear.1), (Verdict::StillThere, false));
}

#[test]
fn email_and_postal_addresses_are_found_in_words_and_links() {
    let mail = ask(FactKind::Address, What::Email("help@own.example".into()), &[OWN]);
    for html in ["<a href='mailto:Help@own.example'>Write</a>", "<p>Write to help@own.example.", "(HELP@OWN.EXAMPLE)"] {
        assert_eq!(judged(&mail, vec![page(html)]).0, Verdict::StillThere, "{html}");
    }
    for html in ["more-help@own.example", "help@own.example.org"] {
        assert_ne!(judged(&mail, vec![page(html)]).0, Verdict::StillThere, "{html}");
    }
    assert_eq!(judged(&mail, vec![page("<a href='mailto:new@own.example'>Write</a>")]).0, Verdict::Changed);
    assert_eq!(
        judged(&mail, vec![page("<a data-cfemail=00 href='/cdn-cgi/l/email-protection'>[email]</a>")]).0,
        Verdict::CouldNotTell
    );
    let post = ask(FactKind::Address, What::Post("Freepost TEST, London".into()), &[OWN]);
    assert_eq!(judged(&post, vec![page("<p>FREEPOST Test<br>London")]).0, Verdict::StillThere);
    assert_eq!(judged(&post, vec![page("<p>Write to us")]).0, Verdict::CouldNotTell);
}
