//! Every record of a feed, written out once in each of its forms.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::audience::taxonomies;
use super::endpoints::Collection;
use super::model::{Organization, ServiceObject, Stub, Taxonomy};
use super::query::{Detail, Query};
use super::records::{ObjectWriter, at_location, organization};
use crate::clock::Moment;
use crate::site::{Service, Site};

/// A record ready to send, with what it can be found by.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) id: Uuid,
    /// What is searched, in small letters.
    text: String,
    modified: Option<Timestamp>,
    /// Each with its vocabulary.
    terms: Vec<(Uuid, Uuid)>,
    organization: Option<Uuid>,
    minimal: Option<String>,
    listed: String,
    full: Option<String>,
    fullest: Option<String>,
}

impl Record {
    fn new<T: Serialize>(id: Uuid, text: &str, listed: &T) -> Self {
        Self {
            id,
            text: text.to_lowercase(),
            modified: None,
            terms: Vec::new(),
            organization: None,
            minimal: None,
            listed: json(listed),
            full: None,
            fullest: None,
        }
    }

    /// Whether a query asks for it.
    pub(super) fn is_asked_for(&self, query: &Query) -> bool {
        query.words.iter().all(|word| self.text.contains(word))
            && query.modified_after.is_none_or(|after| self.modified.is_some_and(|modified| modified >= after))
            && query.term.is_none_or(|wanted| self.terms.iter().any(|(term, _)| *term == wanted))
            && query.taxonomy.is_none_or(|wanted| self.terms.iter().any(|(_, taxonomy)| *taxonomy == wanted))
            && query.organization.is_none_or(|wanted| self.organization == Some(wanted))
            // No term has a parent.
            && query.parent.is_none()
    }

    /// Its JSON in the wanted detail, or the nearest that it has.
    pub(super) fn written(&self, detail: Detail) -> &str {
        let full = self.full.as_ref().unwrap_or(&self.listed);
        match detail {
            Detail::Minimal => self.minimal.as_ref().unwrap_or(&self.listed),
            Detail::Listed => &self.listed,
            Detail::Full => full,
            Detail::Fullest => self.fullest.as_ref().unwrap_or(full),
        }
    }
}

/// The records of a feed.
#[derive(Debug)]
pub(super) struct Records {
    services: Vec<Record>,
    organizations: Vec<Record>,
    at_locations: Vec<Record>,
    taxonomies: Vec<Record>,
    terms: Vec<Record>,
}

impl Records {
    /// Writes out every shown service that `belongs`, and all that stands around them.
    pub(super) fn of(site: &Site, moment: &Moment, belongs: impl Fn(&Service) -> bool) -> Self {
        let taxonomies = taxonomies(site);
        let writer = ObjectWriter { site, moment, taxonomies: &taxonomies };
        let written: Vec<(&Service, ServiceObject)> = site
            .shown_services()
            .chain(site.closed_services())
            .filter(|service| belongs(service))
            .map(|service| (service, writer.service(service)))
            .collect();
        Self {
            services: written.iter().map(|(service, whole)| service_record(service, whole)).collect(),
            organizations: organizations(site, &written),
            at_locations: written.iter().map(|(service, whole)| location_record(service, whole)).collect(),
            terms: taxonomies.iter().flat_map(term_records).collect(),
            taxonomies: taxonomies.iter().map(taxonomy_record).collect(),
        }
    }

    pub(super) fn collection(&self, collection: Collection) -> &[Record] {
        match collection {
            Collection::Services => &self.services,
            Collection::Organizations => &self.organizations,
            Collection::ServiceAtLocations => &self.at_locations,
            Collection::Taxonomies => &self.taxonomies,
            Collection::TaxonomyTerms => &self.terms,
        }
    }
}

fn service_record(service: &Service, whole: &ServiceObject) -> Record {
    let (status, last_modified) = (whole.status, whole.last_modified.as_str());
    let stub = Stub { id: whole.id, name: &whole.name, status, last_modified, modified_date: last_modified };
    Record {
        minimal: Some(json(&stub)),
        full: Some(json(whole)),
        ..found_as(service, whole, Record::new(whole.id, "", &whole.listed()))
    }
}

fn location_record(service: &Service, whole: &ServiceObject) -> Record {
    // The service inside a location does not hold the location again.
    let inside = ServiceObject { service_at_locations: Vec::new(), ..whole.clone() };
    let listed = at_location(service, Some(whole.listed()));
    let record = Record::new(listed.id, "", &listed);
    Record { full: Some(json(&at_location(service, Some(inside)))), ..found_as(service, whole, record) }
}

/// A record that is found as its service is.
fn found_as(service: &Service, whole: &ServiceObject, record: Record) -> Record {
    let names = service.also_known_as.iter().chain(&service.formerly).map(String::as_str);
    let text = [&service.name, &service.operator, &whole.description].into_iter().map(String::as_str).chain(names);
    Record {
        text: text.collect::<Vec<_>>().join("\n").to_lowercase(),
        modified: whole.last_modified.parse().ok(),
        terms: whole.attributes.iter().map(|one| (one.taxonomy_term_id, one.taxonomy_term.taxonomy_id)).collect(),
        organization: whole.organization.as_ref().map(|organization| organization.id),
        ..record
    }
}

fn organizations(site: &Site, written: &[(&Service, ServiceObject)]) -> Vec<Record> {
    let mut known: BTreeMap<String, (Organization, Vec<&ServiceObject>)> = BTreeMap::new();
    for (service, whole) in written {
        let entry = known.entry(service.operator.clone()).or_insert_with(|| (organization(site, service), Vec::new()));
        entry.1.push(whole);
    }
    let record = |(bare, services): (Organization, Vec<&ServiceObject>)| {
        let with = |services| json(&Organization { services, ..bare.clone() });
        // The services inside an organisation do not hold the organisation again.
        let inside = |service: &ServiceObject| ServiceObject { organization: None, ..service.clone() };
        let full = with(services.iter().map(|service| inside(&service.listed())).collect());
        let fullest = with(services.iter().map(|service| inside(service)).collect());
        let text = format!("{}\n{}", bare.name, bare.description);
        Record { full: Some(full), fullest: Some(fullest), ..Record::new(bare.id, &text, &bare) }
    };
    known.into_values().map(record).collect()
}

fn taxonomy_record(taxonomy: &Taxonomy) -> Record {
    let bare = Taxonomy { taxonomy_terms: Vec::new(), ..taxonomy.clone() };
    let text = format!("{}\n{}", taxonomy.name, taxonomy.description);
    Record { full: Some(json(taxonomy)), ..Record::new(taxonomy.id, &text, &bare) }
}

fn term_records(taxonomy: &Taxonomy) -> impl Iterator<Item = Record> {
    taxonomy.taxonomy_terms.iter().map(|term| {
        let text = format!("{}\n{}", term.name, term.description);
        Record { terms: vec![(term.id, term.taxonomy_id)], ..Record::new(term.id, &text, term) }
    })
}

/// Texts, numbers and lists of them always serialise.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
