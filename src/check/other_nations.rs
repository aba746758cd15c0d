//! What speaks of another nation's law or services alone than the one in which the copy lies.
//!
//! A page says so itself, by its key `nations`; where it says nothing, and of an answer, the services tell, by their `areas`. It is all one
//! warning, at the area that says in which nation the copy lies.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Kind};
use crate::nations::FIRST_NATION;
use crate::site::Site;
use crate::site::area::Area;
use crate::site::page::Page;
use crate::site::way::{Target, Way};

pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    let mut locals = site.areas.iter().filter(|area| area.is_local);
    let here = locals.next()?;
    let own = here.within.as_ref()?;
    if locals.any(|area| area.within.as_ref() != Some(own)) {
        return None;
    }
    let nations: BTreeSet<&str> =
        site.areas.iter().filter(|area| !area.is_local && !area.is_abroad).map(|area| area.id.as_str()).collect();
    // Services of the other nations stand in answers for readers elsewhere, who are told so; those of the first, for everybody.
    let has_one_of_others = |named: &BTreeSet<&str>| own.as_str() != FIRST_NATION && named.iter().eq([&FIRST_NATION]);
    let is_of_others = |page: &&Page| match page.nations.as_slice() {
        [] => has_one_of_others(&of_ways(site, &nations, page.routes.iter())),
        said => !said.iter().any(|nation| nation == own.as_str()),
    };
    let pages = site.pages.values().filter(is_of_others);
    let pages: Vec<&str> = pages.map(|page| page.path.as_str()).collect();
    let answers = site.routing.outcomes.values().filter(|outcome| has_one_of_others(&of_ways(site, &nations, outcome.ways())));
    let answers: Vec<&str> = answers.map(|outcome| outcome.id.as_str()).collect();
    (!pages.is_empty() || !answers.is_empty()).then(|| fault(here, own.as_str(), &pages, &answers))
}

/// The nations that ways to single services are for, where any of these is not for the whole UK.
fn of_ways<'s>(site: &'s Site, nations: &BTreeSet<&str>, ways: impl Iterator<Item = &'s Way>) -> BTreeSet<&'s str> {
    let services = ways.filter_map(|way| match &way.target {
        Target::Service(id) => Some(site.service(id)),
        _ => None,
    });
    let named = services.flat_map(|service| &service.areas).map(String::as_str);
    named.filter(|area| nations.contains(area)).collect()
}

fn fault(here: &Area, own: &str, pages: &[&str], answers: &[&str]) -> Diagnostic {
    let parts = [("page", "pages", pages), ("answer of the report page", "answers of the report page", answers)];
    let parts = parts.iter().filter(|(_, _, names)| !names.is_empty());
    let said = parts.map(|(one, more, names)| {
        let what = if names.len() == 1 { one } else { more };
        format!("{} {what} ({})", names.len(), names.join(", "))
    });
    let message = format!(
        "{} lies in `{own}`, and these speak of another nation's law or services: {}",
        here.name,
        said.collect::<Vec<_>>().join("; ")
    );
    let help = format!(
        "a page: `waymark overlay copy pages/NAME.md`, say what holds in `{own}`, and write nations = [\"{own}\"] in place of its line; an answer, or \
         who can help on a page: name services of `{own}` (routing.toml, [[outcome]] with its id). It is gone from this list then"
    );
    Diagnostic::warning(here.place.clone(), Kind::LeftOver, message).with_help(help)
}
