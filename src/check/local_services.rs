//! Whether an area's lists name services that say they help there.
//!
//! A service's file says where it helps, and an area's file who does each job there. Where the two disagree, a card says "in Kentmere"
//! of a team that is somebody else's.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Diagnostic, Kind, Place, nearest};
use crate::site::{Area, Site, Target};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let nowhere = site.shown_services().filter(|service| service.areas.is_empty()).map(|service| {
        let message = format!("`{}` helps nowhere: its `areas` are empty", service.id);
        Diagnostic::error(service.place.clone(), Kind::WrongValue, message).with_help("write the area's file name, or \"uk\"")
    });
    nowhere
        .chain(site.areas.iter().flat_map(|area| elsewhere(site, area)))
        .chain(places_of_two(site))
        .chain(places_in_two_spellings(site))
        .chain(region(site))
        .collect()
}

/// A region whose name is nearly that of an area, and not quite: one of the two is a slip.
fn region(site: &Site) -> Option<Diagnostic> {
    let region = site.settings.region.as_str();
    let locals = || site.areas.iter().filter(|area| area.is_local).map(|area| area.name.as_str());
    let meant = nearest(region, locals()).filter(|_| locals().all(|name| name != region))?;
    let message = format!("the region is called {region} here, and an area is called {meant}");
    let fault = Diagnostic::warning(Place::whole_file("content/site.toml"), Kind::WrongValue, message);
    Some(fault.with_help(format!("if they are one, write region = \"{meant}\"")))
}

/// A town that is written in two ways, so that one of them is a slip, and two areas may both claim it.
fn places_in_two_spellings(site: &Site) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, (&Area, &str)> = BTreeMap::new();
    let mut found = Vec::new();
    for area in site.areas.iter().filter(|area| area.is_local) {
        for place in &area.places {
            let (other, before) = *known.entry(letters(place)).or_insert((area, place));
            // The same words in two areas are told below.
            if before == place || before.to_lowercase() == place.to_lowercase() && other.id != area.id {
                continue;
            }
            let where_else = if other.id == area.id { String::new() } else { format!(" in content/areas/{}.toml", other.id) };
            let message = format!("{place} stands here, and {before}{where_else}: is it one place?");
            let help = "search finds it with and without capitals, accents, hyphens and spaces: keep the right spelling, in the area it lies in";
            found.push(Diagnostic::warning(area.place.clone(), Kind::Duplicate, message).with_help(help));
        }
    }
    found
}

/// The letters of a name without their accents, small, and without what stands between them.
fn letters(name: &str) -> String {
    name.to_lowercase().nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// A town that two areas claim: whoever types it is shown the council of both, and one of them is not theirs.
fn places_of_two(site: &Site) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, &Area> = BTreeMap::new();
    let mut found = Vec::new();
    for area in site.areas.iter().filter(|area| area.is_local) {
        for place in &area.places {
            let Some(other) = known.insert(place.to_lowercase(), area).filter(|other| other.id != area.id) else { continue };
            let message = format!(
                "{place} is a place of {} and of {}: whoever types it is shown the services of both",
                other.name, area.name
            );
            let help = format!(
                "keep it in `places` of the area it lies in: content/areas/{}.toml or content/areas/{}.toml",
                other.id, area.id
            );
            found.push(Diagnostic::warning(area.place.clone(), Kind::Duplicate, message).with_help(help));
        }
    }
    found
}

/// Where a service has closed, the next stands in its place until the list is rewritten, and is nobody's mistake.
fn elsewhere(site: &Site, area: &Area) -> Vec<Diagnostic> {
    if area.has_lost_a_way {
        return Vec::new();
    }
    let ways = area.jobs.values().flatten();
    let named = ways.filter_map(|way| match &way.target {
        Target::Service(id) => Some((site.service(id), &way.place)),
        _ => None,
    });
    let wrong = named.filter(|(service, _)| service.is_shown() && !service.areas.is_empty() && !service.helps_in(area));
    wrong
        .map(|(service, place)| {
            let (areas, name) = (service.areas.join("`, `"), &area.name);
            let message = format!("`{}` is named for {name}, and its own file says that it helps in `{areas}`", service.id);
            let help = format!("add \"{}\" to `areas` in its file, or name the service that helps there", area.id);
            Diagnostic::error(place.clone(), Kind::WrongValue, message).with_help(help)
        })
        .collect()
}
