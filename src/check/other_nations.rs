//! What speaks of another nation's law or services alone than the one in which the copy lies.
//!
//! A page says so itself, by its key `nations`; where it says nothing, and of an answer, the services tell, by their `areas`. Single
//! sentences of such a page tell by the words in them. It is all one warning, at the area that says in which nation the copy lies.

use std::collections::BTreeSet;

use super::left_over::written;
use crate::diagnostic::{Diagnostic, Kind};
use crate::nations::FIRST_NATION;
use crate::site::{Area, Page, PhraseFinder, Site, Target, Way};

/// Offices and guidance of the first nation that go by no such name in the others, beside its own name.
const OF_THE_FIRST: [&str; 9] = [
    "England",
    "LADO",
    "local authority designated officer",
    "Ofsted",
    "DfE",
    "Department for Education",
    "KCSIE",
    "Keeping children safe in education",
    "Working Together to Safeguard Children",
];
/// Names that hold one of these and say nothing of where something is so.
const NAMES: [&str; 4] = ["Church of England", "NHS England", "Rape Crisis England", "Bank of England"];
/// A text that says what there is for the others too.
const FOR_THE_OTHERS: &str = "elsewhere in the UK";

pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    let own = site.own_nation()?;
    let here = site.areas.iter().find(|area| area.is_local)?;
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
    let sentences = if own.as_str() == FIRST_NATION { Vec::new() } else { sentences(site, own.as_str()) };
    let is_sound = pages.is_empty() && answers.is_empty() && sentences.is_empty();
    (!is_sound).then(|| fault(here, own.as_str(), &pages, &answers, &sentences))
}

/// The lines of each page that speaks to all nations on which a text speaks of the first alone: "/family-support line 60".
fn sentences(site: &Site, own: &str) -> Vec<String> {
    let own = site.areas.iter().find(|area| area.id.as_str() == own);
    // Beside its own areas the nation is "Elsewhere in Wales", and its name is another of its names.
    let own_names = own.into_iter().flat_map(|own| std::iter::once(&own.name).chain(&own.places)).cloned();
    let of_the_others: Vec<String> = own_names.chain([FOR_THE_OTHERS.to_owned()]).collect();
    let (of_the_first, of_the_others) = (OF_THE_FIRST.map(str::to_owned), PhraseFinder::of(&of_the_others));
    let of_the_first = PhraseFinder::of(&of_the_first);
    let is_of_the_first = |text: &str| {
        let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
        of_the_first.held_by(&text).next().is_some() && of_the_others.held_by(&text).next().is_none()
    };
    let unmarked = site.pages.values().filter(|page| page.nations.is_empty());
    let found = unmarked.filter_map(|page| {
        let texts = written(&page.prose, &page.sources).filter(|prose| is_of_the_first(&prose.text));
        let lines: BTreeSet<u32> = texts.map(|prose| prose.place.line).collect();
        let shown = lines.iter().map(u32::to_string).collect::<Vec<_>>().join(" and ");
        let what = if lines.len() == 1 { "line" } else { "lines" };
        (!lines.is_empty()).then(|| format!("{} {what} {shown}", page.path))
    });
    found.collect()
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

fn fault(here: &Area, own: &str, pages: &[&str], answers: &[&str], sentences: &[String]) -> Diagnostic {
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let parts = [
        ("page", "pages", pages),
        ("answer of the report page", "answers of the report page", answers),
        ("page in a sentence", "pages in single sentences", &sentences),
    ];
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
         who can help on a page: name services of `{own}` (routing.toml, [[outcome]] with its id); \
         a sentence: write it in a copy of its page. It is gone from this list then"
    );
    Diagnostic::warning(here.place.clone(), Kind::LeftOver, message).with_help(help)
}
