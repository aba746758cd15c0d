//! What speaks of another nation's law or services alone than the one in which the copy lies.
//!
//! A page says so itself, by its key `nations`; where it says nothing, and of an answer, the services tell, by their `areas`. Single
//! sentences of such a page tell by the words in them. It is all one warning, at the area that says in which nation the copy lies.

use std::collections::BTreeSet;

use super::left_over::written;
use crate::diagnostic::{Diagnostic, Kind};
use crate::nations::{self, FIRST_NATION};
use crate::site::{Area, BlockKind, Outcome, Page, PhraseFinder, Service, ServiceId, Site, Target, Way};

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

/// What is another nation's, or sends readers there first.
pub(super) struct OfOthers<'s> {
    pub(super) here: &'s Area,
    pub(super) own: &'s str,
    pub(super) pages: Vec<&'s Page>,
    pub(super) answers: Vec<&'s Outcome>,
    /// Of other pages the lines: "line 60".
    pub(super) sentences: Vec<(&'s Page, String)>,
}

pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    of_others(site).map(|found| fault(&found))
}

/// All of it, if there is any.
pub(super) fn of_others(site: &Site) -> Option<OfOthers<'_>> {
    let own = site.own_nation()?.as_str();
    let here = site.areas.iter().find(|area| area.is_local)?;
    let nations: BTreeSet<&str> =
        site.areas.iter().filter(|area| !area.is_local && !area.is_abroad).map(|area| area.id.as_str()).collect();
    // Services of the other nations stand in answers for readers elsewhere, who are told so; those of the first, for everybody.
    let is_first = own == FIRST_NATION;
    let has_one_of_others = |named: &BTreeSet<&str>| !is_first && named.iter().eq([&FIRST_NATION]);
    let leads_away =
        |first: Option<&ServiceId>| !is_first && first.is_some_and(|service| is_elsewhere(site.service(service), &nations, own));
    let is_of_others = |page: &&Page| match page.nations.as_slice() {
        [] => {
            has_one_of_others(&of_ways(site, &nations, page.routes.iter()))
                || leads_away(first_service(page))
                || !is_first && states_law_of_others(page, own)
        }
        said => !said.iter().any(|nation| nation == own) || leads_away(first_service(page)),
    };
    let (pages, others): (Vec<&Page>, Vec<&Page>) = site.pages.values().partition(is_of_others);
    let is_answer_of_others = |outcome: &&Outcome| {
        has_one_of_others(&of_ways(site, &nations, outcome.ways())) || leads_away(outcome.primary.target.service())
    };
    let answers: Vec<&Outcome> = site.routing.outcomes.values().filter(is_answer_of_others).collect();
    let sentences = if is_first { Vec::new() } else { sentences(site, &others, own) };
    let is_sound = pages.is_empty() && answers.is_empty() && sentences.is_empty();
    (!is_sound).then_some(OfOthers { here, own, pages, answers, sentences })
}

/// It helps in nations, and this one is none of them.
fn is_elsewhere(service: &Service, nations: &BTreeSet<&str>, own: &str) -> bool {
    let mut named = service.areas.iter().map(String::as_str).peekable();
    named.peek().is_some() && named.all(|area| nations.contains(area) && area != own)
}

/// The service that a page sends its readers to before any other.
fn first_service(page: &Page) -> Option<&ServiceId> {
    let first = page.body.iter().find_map(|block| match &block.kind {
        BlockKind::ServiceCard(id) => Some(Some(id)),
        BlockKind::Routes => Some(page.routes.first().and_then(|way| way.target.service())),
        BlockKind::Area(_) | BlockKind::Crisis => Some(None),
        _ => None,
    });
    first.unwrap_or_else(|| page.routes.first().and_then(|way| way.target.service()))
}

/// Its last line names the law of other nations.
fn states_law_of_others(page: &Page, own: &str) -> bool {
    page.has_law && !nations::of_law(&[own.to_owned()]).iter().all(|own| nations::of_law(&page.nations).contains(own))
}

/// The lines of each of these pages on which a text speaks of the first nation alone: "/family-support", "line 60". A page that says by one
/// key that it is of this nation is looked at as every other; one that names the first nation too was written for both.
fn sentences<'s>(site: &'s Site, pages: &[&'s Page], own: &str) -> Vec<(&'s Page, String)> {
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
    let is_for_both = |page: &Page| page.nations.iter().any(|nation| nation == FIRST_NATION);
    let found = pages.iter().filter(|page| !is_for_both(page)).filter_map(|page| {
        let texts = written(&page.prose, &page.sources).filter(|prose| is_of_the_first(&prose.text));
        let lines: BTreeSet<u32> = texts.map(|prose| prose.place.line).collect();
        let shown = lines.iter().map(u32::to_string).collect::<Vec<_>>().join(" and ");
        let what = if lines.len() == 1 { "line" } else { "lines" };
        (!lines.is_empty()).then(|| (*page, format!("{what} {shown}")))
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

fn fault(found: &OfOthers<'_>) -> Diagnostic {
    let OfOthers { here, own, .. } = found;
    let pages: Vec<String> = found.pages.iter().map(|page| page.path.to_string()).collect();
    let answers: Vec<String> = found.answers.iter().map(|outcome| outcome.id.to_string()).collect();
    let sentences: Vec<String> = found.sentences.iter().map(|(page, lines)| format!("{} {lines}", page.path)).collect();
    let parts = [
        ("page", "pages", &pages),
        ("answer of the report page", "answers of the report page", &answers),
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
        "a page: `waymark overlay copy pages/NAME.md`, say what holds in `{own}`, and write nations = [\"{own}\"] in place of its line or below `audience`; an answer, or \
         who can help on a page: name services of `{own}` (routing.toml, [[outcome]] with its id); \
         a sentence: write it in a copy of its page. It is gone from this list then"
    );
    Diagnostic::warning(here.place.clone(), Kind::LeftOver, message).with_help(help)
}
