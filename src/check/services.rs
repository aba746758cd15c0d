//! Rules for service files that go beyond their form.

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::service::Service;

/// Areas that are not files of ours.
const WIDER_AREAS: [&str; 3] = ["uk", "ireland", "worldwide"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    site.services.values().flat_map(|service| service_faults(site, service)).collect()
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
