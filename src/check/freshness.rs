//! Facts grow old: what is overdue, and what soon will be.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Gate;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::Site;
use crate::site::review::{Freshness, Review};

/// Editors are told so many days before the list of bank holidays ends.
const HOLIDAY_WARNING_DAYS: i32 = 60;

pub(super) fn check(site: &Site, today: Date, gate: Gate) -> Vec<Diagnostic> {
    let services = site.shown_services().map(|service| (&service.review, &service.place, service.name.as_str()));
    let pages = site.pages.values().map(|page| (&page.review, page.place(), page.path.as_str()));
    let kit = site.kit.iter().map(|kit| (&kit.review, &kit.place, "the wording of the link kit"));
    let posters = site.posters.iter().map(|posters| (&posters.review, &posters.place, "the wording of the posters"));
    let rules = site.page_rules.iter().map(|rules| (&rules.review, &rules.place, "the rules of the page checker"));
    let reviews = services
        .chain(pages)
        .chain(kit)
        .chain(posters)
        .chain(rules)
        .filter_map(|(review, place, name)| review_fault(site, review, place, name, today, gate));
    reviews.chain(holidays(site, today)).chain(contact(site, gate)).collect()
}

/// Before a release: a copy that names no contact cannot be told of a wrong number, and publishes no `security.txt`.
fn contact(site: &Site, gate: Gate) -> Option<Diagnostic> {
    if gate == Gate::Everyday || site.settings.operator_contact.is_some() {
        return None;
    }
    let message = "nobody can tell the operator that something is wrong, and there is no security.txt";
    Some(
        Diagnostic::warning(Place::whole_file("content/site.toml"), Kind::NoOperatorContact, message)
            .with_help("set `contact` under [operator] once somebody reads what arrives there"),
    )
}

fn review_fault(site: &Site, review: &Review, place: &Place, name: &str, today: Date, gate: Gate) -> Option<Diagnostic> {
    let (kind, what) = match review.freshness(today, &site.settings.review) {
        Freshness::Fresh => return None,
        Freshness::DueSoon => (Kind::DueSoon, "is due to be checked by"),
        Freshness::Overdue => (Kind::Overdue, "should have been checked by"),
        Freshness::Stale => (Kind::Overdue, "has its hours withheld: it should have been checked by"),
    };
    let message = format!("{name} {what} {} ({})", review.due, review.owner);
    let fault = if kind == Kind::Overdue && gate == Gate::Release {
        Diagnostic::error(place.clone(), kind, message)
    } else {
        Diagnostic::warning(place.clone(), kind, message)
    };
    Some(fault.with_help("check it against its sources, then set `checked` and `due`"))
}

fn holidays(site: &Site, today: Date) -> Option<Diagnostic> {
    let until = site.bank_holidays.until;
    if today.saturating_add(HOLIDAY_WARNING_DAYS.days()) < until {
        return None;
    }
    let place = Place::whole_file("content/bank-holidays.toml");
    Some(
        Diagnostic::warning(place, Kind::DueSoon, format!("the list of bank holidays ends on {until}"))
            .with_help("add the next year's"),
    )
}
