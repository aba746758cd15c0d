//! Numbers, services and hours.

use std::collections::BTreeSet;

use super::{About, Difference, Side, changed_lines};
use crate::render::format;
use crate::site::contact::with_menu;
use crate::site::{Contact, ContactValue, HolidayRule, OpeningHours, Service, ServiceStatus, Site};

pub(super) fn differences<'a>(old: Side<'a>, new: Side<'a>) -> Vec<Difference> {
    let ids: BTreeSet<_> = old.site.services.keys().chain(new.site.services.keys()).collect();
    let mut found = Vec::new();
    for id in ids {
        let (before, after) = (old.site.services.get(id), new.site.services.get(id));
        let of = after.or(before).map_or_else(|| id.to_string(), |service| service.name.clone());
        let address = format!("/services/{id}");
        found.extend(Difference::of_texts(About::Service, (&address, &of), before.map(standing), after.map(standing)));
        let contacts = |service: Option<&'a Service>| service.map_or(&[][..], |service| &service.contacts);
        let (before, after) = (contacts(before), contacts(after));
        found.extend(numbers((&address, &of), before, after));
        // A service that came, went or has closed is told as that, and all its hours with it.
        if before.is_empty() || after.is_empty() {
            continue;
        }
        let (before, after) = changed_lines(&hours(before), &hours(after));
        if before != after {
            found.push(Difference { about: About::Hours, address, of, before, after });
        }
    }
    found
}

/// Each service's address, with all that a difference of it would be told of.
pub(super) fn told(site: &Site) -> impl Iterator<Item = (String, Vec<String>)> {
    site.services.values().map(|service| {
        let ways = service.contacts.iter().map(|contact| format!("{:?}: {}", name(contact), value(contact)));
        let mut lines: Vec<String> = std::iter::once(standing(service)).chain(ways).chain(hours(&service.contacts)).collect();
        // In another order they are no difference.
        lines.sort();
        (service.address(), lines)
    })
}

/// What a service is called and how it stands.
fn standing(service: &Service) -> String {
    let status = match &service.status {
        ServiceStatus::Active => "active",
        ServiceStatus::Unconfirmed { .. } => "not confirmed",
        ServiceStatus::Closed => "closed",
        ServiceStatus::Unlisted => "not shown",
    };
    let note = service.status_note.iter().map(|note| format!(", \"{note}\""));
    std::iter::once(format!("{}, {status}", service.name)).chain(note).collect()
}

/// Ways that came, went or lead elsewhere. A way is the same as long as its kind and name are.
fn numbers(at: (&str, &str), before: &[Contact], after: &[Contact]) -> Vec<Difference> {
    let names: BTreeSet<(String, &str)> = before.iter().chain(after).map(name).collect();
    let all = |contacts: &[Contact], wanted: &(String, &str)| {
        let ways: Vec<String> = contacts.iter().filter(|contact| name(contact) == *wanted).map(value).collect();
        (!ways.is_empty()).then(|| ways.join(", "))
    };
    let told = |wanted: &(String, &str)| {
        let of = format!("{}: {} \"{}\"", at.1, wanted.0, wanted.1);
        Difference::of_texts(About::Number, (at.0, &of), all(before, wanted), all(after, wanted))
    };
    names.iter().filter_map(told).collect()
}

fn name(contact: &Contact) -> (String, &str) {
    (format!("{:?}", contact.kind).to_lowercase(), &contact.label)
}

fn value(contact: &Contact) -> String {
    match &contact.value.value {
        ContactValue::Number(number) => with_menu(number.shown(), contact.menu.as_deref()),
        ContactValue::Web(address) => address.as_str().to_owned(),
        ContactValue::Email(address) => address.as_str().to_owned(),
        ContactValue::Post(address) => address.clone(),
    }
}

/// The hours of each contact that readers see, a line for each run of days.
fn hours(contacts: &[Contact]) -> Vec<String> {
    let sure = contacts.iter().filter_map(|contact| Some((contact, contact.sure_hours()?)));
    sure.flat_map(|(contact, hours)| of_week(&hours.value).into_iter().map(move |line| format!("{}: {line}", contact.label)))
        .collect()
}

fn of_week(hours: &OpeningHours) -> Vec<String> {
    let OpeningHours::Weekly(week) = hours else { return vec!["at any hour of every day".to_owned()] };
    let holidays = match week.holidays {
        HolidayRule::Open => "the usual hours of that weekday",
        HolidayRule::AllDay => "open all day and all night",
        HolidayRule::Closed => "closed",
        HolidayRule::Unknown => "not known",
    };
    let usual = format::rows(hours).into_iter().map(|(days, times)| format!("{days}, {times}"));
    let single =
        week.exceptions.iter().map(|(day, spells)| format!("{}, {}", format::date(*day), format::spells_of_a_day(spells)));
    usual.chain([format!("bank holidays, {holidays}")]).chain(single).collect()
}
