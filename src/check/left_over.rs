//! What an overlay left out and a sentence still speaks of: an area, a place, a service or a number of another region.
//!
//! Where a claim was read is left alone: a source is named as what it is, wherever it is.

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{PhraseFinder, Prose, Site, Source};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    if site.left_out.is_empty() {
        return Vec::new();
    }
    let left_out = PhraseFinder::of(&site.left_out);
    let pages = site.pages.values().flat_map(|page| written(&page.prose, &page.sources));
    let services = site.shown_services().flat_map(|service| written(&service.prose, &service.sources));
    let outcomes = site.routing.outcomes.values().flat_map(|outcome| &outcome.prose);
    let questions = site.routing.questions.values().flat_map(|question| &question.prose);
    let areas = site.areas.iter().flat_map(|area| &area.prose);
    let texts = pages.chain(services).chain(outcomes).chain(questions).chain(areas);
    let faults = texts.filter_map(|prose| fault(&left_out, &prose.text, &prose.place));
    faults.chain(settings(site, &left_out)).collect()
}

fn settings<'a>(site: &'a Site, left_out: &'a PhraseFinder<'a>) -> impl Iterator<Item = Diagnostic> + 'a {
    let settings = &site.settings;
    let texts = [&settings.name, &settings.tagline, &settings.region, &settings.operator];
    texts.into_iter().filter_map(|text| fault(left_out, text, &Place::whole_file("content/site.toml")))
}

/// The texts that are not about a source.
pub(super) fn written<'a>(prose: &'a [Prose], sources: &'a [Source]) -> impl Iterator<Item = &'a Prose> {
    let is_of_a_source = |text: &String| {
        sources.iter().any(|source| source.title.as_ref() == Some(text) || source.supports.as_ref() == Some(text))
    };
    prose.iter().filter(move |prose| !is_of_a_source(&prose.text))
}

fn fault(left_out: &PhraseFinder<'_>, text: &str, place: &Place) -> Option<Diagnostic> {
    let name = left_out.held_by(text).next()?;
    let message = format!("this still speaks of {name}, which this copy leaves out");
    let help = "link the sentence to the service it is about, so that both go together; or lay a file of your own over this one";
    Some(Diagnostic::warning(place.clone(), Kind::LeftOver, message).with_help(help))
}
