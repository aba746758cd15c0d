//! Numbers, services and hours.

use std::collections::BTreeSet;

use super::pages::{changed_lines, lines_of};
use super::{About, Difference, Side};
use crate::site::contact::{Contact, ContactValue};
use crate::site::service::{Service, ServiceStatus};

pub(super) fn differences(old: Side<'_>, new: Side<'_>) -> Vec<Difference> {
    let ids: BTreeSet<_> = old.site.services.keys().chain(new.site.services.keys()).collect();
    let mut found = Vec::new();
    for id in ids {
        let (before, after) = (old.site.services.get(id), new.site.services.get(id));
        let of = after.or(before).map_or_else(|| id.to_string(), |service| service.name.clone());
        let address = format!("/services/{id}");
        found.extend(Difference::of_texts(About::Service, (&address, &of), before.map(standing), after.map(standing)));
        let (Some(before), Some(after)) = (before, after) else { continue };
        found.extend(numbers((&address, &of), before, after));
        if hours(before) != hours(after) {
            let (before, after) = changed_lines(&lines_of(old.rendered, &address), &lines_of(new.rendered, &address));
            found.push(Difference { about: About::Hours, address, of, before, after });
        }
    }
    found
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
fn numbers(at: (&str, &str), before: &Service, after: &Service) -> Vec<Difference> {
    let names: BTreeSet<(String, &str)> = before.contacts.iter().chain(&after.contacts).map(name).collect();
    let all = |service: &Service, wanted: &(String, &str)| {
        let ways: Vec<String> = service.contacts.iter().filter(|contact| name(contact) == *wanted).map(value).collect();
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
    let value = match &contact.value.value {
        ContactValue::Number(number) => number.shown().to_owned(),
        ContactValue::Web(address) => address.as_str().to_owned(),
        ContactValue::Email(address) => address.as_str().to_owned(),
        ContactValue::Post(address) => address.clone(),
    };
    match &contact.menu {
        Some(menu) => format!("{value}, then press {menu}"),
        None => value,
    }
}

fn hours(service: &Service) -> Vec<String> {
    service.contacts.iter().map(|contact| format!("{:?}", contact.sure_hours().map(|hours| &hours.value))).collect()
}
