//! Services that are named together: whoever is told of the first is told of the second, on an outcome and on a page alike.

use super::softened;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{ServiceId, Site, Target, Together, Way};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let is_open = |id: &ServiceId| site.service(id).is_shown();
    let pairs = site.routing.together.iter().filter(|pair| is_open(&pair.service) && is_open(&pair.with));
    pairs.flat_map(|pair| apart(site, pair)).collect()
}

/// Every outcome and page that names the first of a pair alone.
fn apart(site: &Site, pair: &Together) -> Vec<Diagnostic> {
    let outcomes = site.routing.outcomes.values().filter_map(|outcome| {
        let place = alone(pair, &outcome.ways().collect::<Vec<_>>())?;
        Some(softened(outcome.has_lost_a_way, fault(site, pair, place, &format!("the outcome `{}`", outcome.id))))
    });
    let pages = site.pages.values().filter_map(|page| {
        let place = alone(pair, &page.routes.iter().collect::<Vec<_>>())?;
        Some(fault(site, pair, place, &format!("the list of who can help on `{}`", page.path)))
    });
    outcomes.chain(pages).collect()
}

/// Where the first of a pair is named, if the second is not.
fn alone<'w>(pair: &Together, ways: &[&'w Way]) -> Option<&'w Place> {
    let names = |way: &Way, id: &ServiceId| matches!(&way.target, Target::Service(named) if named == id);
    let first = ways.iter().find(|way| names(way, &pair.service))?;
    (!ways.iter().any(|way| names(way, &pair.with))).then_some(&first.place)
}

fn fault(site: &Site, pair: &Together, place: &Place, which: &str) -> Diagnostic {
    let (first, second) = (&site.service(&pair.service).name, &site.service(&pair.with).name);
    let message = format!("{which} names {first} without {second}: {}", pair.why);
    let help = format!("add a way with service = \"{}\", or take the pair out of content/routing.toml", pair.with);
    Diagnostic::error(place.clone(), Kind::Apart, message).with_help(help)
}
