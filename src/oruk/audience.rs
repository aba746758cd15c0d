//! Whom services are for, as terms of two vocabularies: needs and audiences. One audience term marks help-seeking services.

use super::ids::id;
use super::model::{Attribute, Taxonomy, TaxonomyTerm};
use super::words::{AUDIENCES, HELP_SEEKING, NEEDS, PEOPLE};
use crate::site::{Service, Site};

/// People turn to it about themselves or someone close to them: it is for people worried about themselves, or before all for family.
pub(super) fn is_help_seeking(service: &Service) -> bool {
    service.for_whom.iter().any(|people| people == "self") || service.for_whom.first().is_some_and(|people| people == "family")
}

/// Both vocabularies with all their terms.
pub(super) fn taxonomies(site: &Site) -> Vec<Taxonomy> {
    let needs = site.settings.needs.iter().map(|need| (need.id.as_str(), need.title.as_str(), need.title.as_str()));
    vec![taxonomy("needs", NEEDS, needs), taxonomy("audiences", AUDIENCES, PEOPLE.into_iter().chain([HELP_SEEKING]))]
}

fn taxonomy<'a>(slug: &str, (name, about): (&str, &str), terms: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> Taxonomy {
    let taxonomy_id = id("taxonomy", slug);
    let terms = terms.map(|(code, term, about)| TaxonomyTerm {
        id: term_id(slug, code),
        name: term.to_owned(),
        description: about.to_owned(),
        taxonomy: name.to_owned(),
        taxonomy_id,
        code: code.to_owned(),
    });
    Taxonomy { id: taxonomy_id, name: name.to_owned(), description: about.to_owned(), taxonomy_terms: terms.collect() }
}

fn term_id(taxonomy: &str, code: &str) -> uuid::Uuid {
    id("taxonomy-term", &format!("{taxonomy}/{code}"))
}

/// The terms of one service: its needs, the main one first, then its people, then the mark.
pub(super) fn attributes(service: &Service, taxonomies: &[Taxonomy]) -> Vec<Attribute> {
    let needs = service.needs.iter().map(|need| term_id("needs", need.as_str()));
    let people = service.for_whom.iter().map(|people| term_id("audiences", people));
    let mark = is_help_seeking(service).then(|| term_id("audiences", HELP_SEEKING.0));
    let link_id = id("service", service.id.as_str());
    let known = |wanted| taxonomies.iter().flat_map(|taxonomy| &taxonomy.taxonomy_terms).find(|term| term.id == wanted);
    let attributes = needs.chain(people).chain(mark).filter_map(known).map(|term| Attribute {
        id: id("attribute", &format!("{}/{}", service.id, term.id)),
        link_id,
        link_type: "service",
        taxonomy_term_id: term.id,
        taxonomy_term: term.clone(),
    });
    attributes.collect()
}
