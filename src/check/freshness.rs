//! Facts grow old: what is overdue, and what soon will be.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Strictness;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{Freshness, Review, Service, Site, Source};

/// Editors are told so many days before the list of bank holidays ends.
const HOLIDAY_WARNING_DAYS: i32 = 60;
/// No review may be put off for longer.
const LONGEST_REVIEW_DAYS: i32 = 2 * 366;

pub(super) fn check(site: &Site, today: Date, strictness: Strictness) -> Vec<Diagnostic> {
    let faults = reviews(site, Service::is_shown)
        .filter_map(|(review, place, name)| review_fault(site, review, place, name, today, strictness));
    let mut found: Vec<Diagnostic> = faults.chain(holidays(site, today, strictness)).chain(contact(site, strictness)).collect();
    found.extend(impossible(site, today));
    found.extend(site.shown_services().flat_map(|service| &service.single_days).filter(|(day, _)| *day < today).map(passed));
    found
}

/// A single day whose hours nobody is told of any more: it is over, or its year is a slip.
fn passed((day, place): &(Date, Place)) -> Diagnostic {
    let message = format!("{day} has passed, so that nobody is told of its hours");
    let next = day.saturating_add(1.years());
    Diagnostic::warning(place.clone(), Kind::PassedDay, message)
        .with_help(format!("if another year was meant, write date = {next}; otherwise take this entry out"))
}

/// Every review, with its place and the name of what was reviewed; of services, those that are asked for.
fn reviews(site: &Site, is_asked: fn(&Service) -> bool) -> impl Iterator<Item = (&Review, &Place, &str)> {
    let services = site
        .services
        .values()
        .filter(move |service| is_asked(service))
        .map(|service| (&service.review, &service.place, service.name.as_str()));
    let pages = site.pages.values().map(|page| (&page.review, page.place(), page.path.as_str()));
    let kit = site.kit.iter().map(|kit| (&kit.review, &kit.place, "the wording of the link kit"));
    let posters = site.posters.iter().map(|posters| (&posters.review, &posters.place, "the wording of the posters"));
    let rules = site.page_rules.iter().map(|rules| (&rules.review, &rules.place, "the rules of the page checker"));
    services.chain(pages).chain(kit).chain(posters).chain(rules)
}

/// Before a release: a copy that names no contact cannot be told of a wrong number, and publishes no `security.txt`.
fn contact(site: &Site, strictness: Strictness) -> Option<Diagnostic> {
    if strictness == Strictness::Everyday || site.settings.operator_contact.is_some() {
        return None;
    }
    let message = "nobody can tell the operator that something is wrong, and there is no security.txt";
    Some(
        Diagnostic::warning(Place::whole_file("content/site.toml"), Kind::NoOperatorContact, message)
            .with_help("set `contact` under [operator] once somebody reads what arrives there"),
    )
}

fn review_fault(
    site: &Site,
    review: &Review,
    place: &Place,
    name: &str,
    today: Date,
    strictness: Strictness,
) -> Option<Diagnostic> {
    let (kind, what) = match review.freshness(today, &site.settings.review) {
        Freshness::Fresh => return None,
        Freshness::DueSoon => (Kind::DueSoon, "is due to be checked by"),
        Freshness::Overdue => (Kind::Overdue, "should have been checked by"),
        Freshness::Stale => (Kind::Overdue, "has its hours withheld: it should have been checked by"),
    };
    let message = format!("{name} {what} {} ({})", review.due, review.owner);
    let fault = if kind == Kind::Overdue && strictness == Strictness::Release {
        Diagnostic::error(place.clone(), kind, message)
    } else {
        Diagnostic::warning(place.clone(), kind, message)
    };
    Some(fault.with_help("check it against its sources, then set `checked` and `due`"))
}

fn holidays(site: &Site, today: Date, strictness: Strictness) -> Option<Diagnostic> {
    let until = site.bank_holidays.until;
    if today.saturating_add(HOLIDAY_WARNING_DAYS.days()) < until {
        return None;
    }
    let place = Place::whole_file("content/bank-holidays.toml");
    let message = format!("the list of bank holidays ends on {until}: after it nobody is told when most lines are open");
    let fault = match strictness {
        Strictness::Everyday => Diagnostic::warning(place, Kind::DueSoon, message),
        Strictness::Release => Diagnostic::error(place, Kind::DueSoon, message),
    };
    Some(fault.with_help("add the next year's"))
}

/// Dates that nobody can have meant: of things done that lie ahead, and reviews put off for longer than any may be.
fn impossible(site: &Site, today: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ahead = |date: Date, what: String, place: &Place| {
        if date > today {
            let message = format!("{what} on {date}, which is still to come");
            let fault = Diagnostic::error(place.clone(), Kind::BadDate, message);
            found.push(fault.with_help("write the day on which it was done: today or earlier"));
        }
    };
    for (name, sources) in sources(site) {
        for source in sources {
            ahead(source.recorded, format!("the source `{}` of {name} was read", source.id), &source.recorded_place);
            if let Some(seen) = source.seen.as_deref().and_then(last_day_in) {
                ahead(seen, format!("the page of the source `{}` of {name} is dated", source.id), &source.place);
            }
        }
    }
    // A slip in a service that readers are not shown today is published on the day on which they are.
    let all = |_: &Service| true;
    for (review, place, name) in reviews(site, all) {
        ahead(review.checked, format!("{name} was checked"), &review.checked_place);
        for sign_off in &review.sign_offs {
            if let Some(given) = sign_off.given {
                ahead(given, format!("{name} was signed off"), sign_off.given_place.as_ref().unwrap_or(place));
            }
        }
    }
    for (service, fact, on) in site.confirmed.dates() {
        ahead(on, format!("`{fact}` of {service} was confirmed"), &Place::whole_file("content/confirmed.toml"));
    }
    let longest = |review: &Review| review.checked.saturating_add(LONGEST_REVIEW_DAYS.days());
    found.extend(reviews(site, all).filter(|(review, ..)| review.due > longest(review)).map(|(review, _, name)| {
        let message = format!("{name} was checked on {} and is not to be checked again before {}", review.checked, review.due);
        Diagnostic::error(review.due_place.clone(), Kind::BadDate, message)
            .with_help("check the year: a review is due within two years")
    }));
    found
}

/// The day or the year with which words end: "28 August 2026", "undated, about 2022 to 2024".
fn last_day_in(words: &str) -> Option<Date> {
    let year = words.rsplit(|c: char| !c.is_ascii_digit()).next().filter(|year| year.len() == 4)?;
    let first = Date::new(year.parse().ok()?, 1, 1).ok()?;
    let written = Date::strptime("%d %B %Y", words).or_else(|_| Date::strptime("%d %b %Y", words));
    Some(written.or_else(|_| words.parse()).unwrap_or(first))
}

/// Everything that has sources, with its name.
fn sources(site: &Site) -> impl Iterator<Item = (&str, &[Source])> {
    let services = site.services.values().map(|service| (service.name.as_str(), service.sources.as_slice()));
    services.chain(site.pages.values().map(|page| (page.path.as_str(), page.sources.as_slice())))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_or_the_year_with_which_words_end_is_read() {
        for (words, day) in [
            ("28 August 2062", Some(date(2062, 8, 28))),
            ("3 Dec 2026", Some(date(2026, 12, 3))),
            ("undated, about 2022 to 2062", Some(date(2062, 1, 1))),
            ("2026", Some(date(2026, 1, 1))),
            ("undated", None),
            ("undated, 2024 design", None),
        ] {
            assert_eq!(last_day_in(words), day, "{words}");
        }
    }
}
