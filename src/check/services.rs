//! Rules for service files that go beyond their form.

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::service::Service;
use crate::site::settings::Need;

/// Areas that are not files of ours.
const WIDER_AREAS: [&str; 3] = ["uk", "ireland", "worldwide"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = site.services.values().flat_map(|service| service_faults(site, service)).collect();
    found.extend(crisis_lines(site));
    found.extend(site.settings.needs.iter().flat_map(|need| first_faults(site, need)));
    found
}

/// The crisis box shows numbers, and would leave out a service without one.
fn crisis_lines(site: &Site) -> impl Iterator<Item = Diagnostic> + '_ {
    let silent = site.settings.crisis.iter().map(|id| site.service(id)).filter(|service| service.phone().is_none());
    silent.map(|service| {
        let message = format!("`{}` stands in the crisis box and has no number to ring", service.id);
        Diagnostic::error(service.place.clone(), Kind::NoContact, message)
            .with_help("name another service under [crisis] in site.toml")
    })
}

/// A service that is put first in a group must stand in it.
fn first_faults<'a>(site: &'a Site, need: &'a Need) -> impl Iterator<Item = Diagnostic> + 'a {
    let elsewhere = need.first.iter().map(|id| site.service(id)).filter(|service| !service.needs.contains(&need.id));
    elsewhere.map(|service| {
        let message = format!("`{}` is put first under `{}`, but does not name that need", service.id, need.id);
        Diagnostic::error(service.place.clone(), Kind::UnknownReference, message)
            .with_help("add the need to the service's file, or take the service out of `first` in site.toml")
    })
}

fn service_faults(site: &Site, service: &Service) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let known: Vec<&str> = site.areas.iter().map(|area| area.id.as_str()).chain(WIDER_AREAS).collect();
    for area in service.areas.iter().filter(|area| !known.contains(&area.as_str())) {
        let message = format!("`{}` helps in `{area}`, which is no area of ours", service.id);
        found.push(
            Diagnostic::error(service.place.clone(), Kind::UnknownReference, message).with_nearest(area, known.iter().copied()),
        );
    }
    if service.is_shown() && service.is_confirmed() && service.contacts.is_empty() {
        let message = format!("`{}` is shown but has no way to reach it", service.id);
        found.push(
            Diagnostic::error(service.place.clone(), Kind::MissingKey, message)
                .with_help("add a [[contact]], or set status = \"unlisted\""),
        );
    }
    if service.is_shown() && service.needs.is_empty() {
        let message = format!("`{}` would not be listed under any need", service.id);
        found.push(Diagnostic::error(service.place.clone(), Kind::MissingKey, message).with_help("name at least one need"));
    }
    found
}
