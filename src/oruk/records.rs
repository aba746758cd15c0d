//! One service of the site as one service of the standard.
//!
//! Takes a service, the vocabularies and the day. Leaves out what the site would not show as sure: contacts, hours, costs and languages
//! of low confidence, and every hour of a service that has gone unchecked for too long.

use super::audience::attributes;
use super::describe::description;
use super::hours::Answered;
use super::ids::{id, slug};
use super::model::{
    ContactObject, CostOption, LanguageObject, Location, Organization, Phone, Schedule, ServiceArea, ServiceAtLocation,
    ServiceObject, Sureness, Taxonomy,
};
use crate::clock::Moment;
use crate::site::{Contact, ContactKind, ContactValue, Fact, Service, ServiceStatus, Site};

/// How languages that only an interpreter speaks are written in service files; the standard keeps them apart.
const BY_INTERPRETER: &str = "Interpreters";

/// Writes services for one moment.
pub(super) struct ObjectWriter<'a> {
    pub(super) site: &'a Site,
    pub(super) moment: &'a Moment,
    pub(super) taxonomies: &'a [Taxonomy],
}

impl ObjectWriter<'_> {
    /// The service with everything that belongs to it.
    pub(super) fn service(&self, service: &Service) -> ServiceObject {
        let sure = || service.contacts.iter().filter(|contact| contact.confidence().is_shown_as_sure());
        let id = service_id(service);
        let shown = self.site.shown(service, self.moment.today);
        let review = shown.review();
        ServiceObject {
            id,
            name: service.name.clone(),
            alternate_name: (!service.also_known_as.is_empty()).then(|| service.also_known_as.join(", ")),
            description: description(service, sure()),
            url: sure().find_map(|contact| contact.web()).map(|address| address.as_str().to_owned()),
            email: sure().find_map(email),
            status: if service.is_shown() { "active" } else { "defunct" },
            interpretation_services: interpreters(service),
            assured_date: review.own_day().map(|day| day.to_string()),
            alert: self.alert(service),
            last_modified: format!("{}T00:00:00.000Z", self.site.changes.modified(&service.address(), review.checked)),
            schedules: self.schedules(service),
            service_areas: service.areas.iter().map(|area| self.area(service, area)).collect(),
            service_at_locations: vec![at_location(service, None)],
            languages: languages(service),
            organization: Some(organization(self.site, service)),
            cost_options: cost(service).into_iter().collect(),
            contacts: sure().map(|one| contact(service, one)).collect(),
            attributes: attributes(service, self.taxonomies),
        }
    }

    /// What whoever shows the service must say with it.
    fn alert(&self, service: &Service) -> Option<String> {
        match &service.status {
            ServiceStatus::Unconfirmed { note } => Some(note.clone()),
            ServiceStatus::Closed => Some(format!("{} has closed.", service.name)),
            ServiceStatus::Active | ServiceStatus::Unlisted => {
                let notes: Vec<&str> = service.notes_on(self.moment.today).collect();
                (!notes.is_empty()).then(|| notes.join(" "))
            }
        }
    }

    fn schedules(&self, service: &Service) -> Vec<Schedule> {
        let known = self.site.shown(service, self.moment.today);
        let sure = service.contacts.iter().filter(|contact| contact.confidence().is_shown_as_sure());
        let answered = sure.filter_map(|contact| {
            Some(Answered { contact_id: contact_id(service, contact), label: &contact.label, hours: known.hours(contact)? })
        });
        answered.flat_map(|answered| answered.schedules()).collect()
    }

    /// An area of ours by its name, except that a nation is the whole of it; any other by its slug.
    fn area(&self, service: &Service, area: &str) -> ServiceArea {
        let known = self.site.areas.iter().find(|known| known.is_local && known.id.as_str() == area);
        let name = known.map_or_else(|| nation(area), |known| known.name.clone());
        ServiceArea { id: id("service-area", &format!("{}/{area}", service.id)), service_area: name.clone(), name }
    }
}

/// "United Kingdom" for `uk`, "Northern Ireland" for `northern-ireland`.
fn nation(slug: &str) -> String {
    if slug == "uk" {
        return "United Kingdom".to_owned();
    }
    let words = slug.split('-').map(|word| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The identifier of a service.
pub(super) fn service_id(service: &Service) -> uuid::Uuid {
    id("service", service.id.as_str())
}

/// Who runs a service. All that is known of it is what it runs, so that is its description.
pub(super) fn organization(site: &Site, service: &Service) -> Organization {
    let name = service.operator.clone();
    let runs: Vec<&str> = site.shown_services().filter(|other| other.operator == name).map(|other| other.name.as_str()).collect();
    Organization { id: id("organization", &slug(&name)), description: runs.join("; "), name, services: Vec::new() }
}

/// The service at its one place, which is wherever the reader is.
pub(super) fn at_location(service: &Service, whole: Option<ServiceObject>) -> ServiceAtLocation {
    let location_id = id("location", service.id.as_str());
    ServiceAtLocation {
        id: id("service-at-location", service.id.as_str()),
        service_id: service_id(service),
        location_id,
        location: Location { id: location_id, location_type: "virtual", name: service.name.clone() },
        service: whole.map(Box::new),
    }
}

fn sureness<T>(fact: &Fact<T>) -> Sureness {
    Sureness { confidence: fact.confidence, recorded: fact.recorded.to_string() }
}

fn contact_id(service: &Service, contact: &Contact) -> uuid::Uuid {
    let value = match &contact.value.value {
        ContactValue::Number(number) => number.dialled(),
        ContactValue::Web(address) => address.as_str().to_owned(),
        ContactValue::Email(address) => address.as_str().to_owned(),
        ContactValue::Post(address) => slug(address),
    };
    id("contact", &format!("{}/{}/{value}", service.id, contact.kind.name()))
}

fn email(contact: &Contact) -> Option<String> {
    match &contact.value.value {
        ContactValue::Email(address) => Some(address.as_str().to_owned()),
        _ => None,
    }
}

fn contact(service: &Service, contact: &Contact) -> ContactObject {
    let own_id = contact_id(service, contact);
    ContactObject {
        id: own_id,
        name: contact.label.clone(),
        email: email(contact),
        url: contact.web().map(|address| address.as_str().to_owned()),
        address: match &contact.value.value {
            ContactValue::Post(address) => Some(address.clone()),
            _ => None,
        },
        description: contact.note.clone(),
        phones: contact.number().into_iter().map(|number| phone(own_id, contact, number.shown())).collect(),
        sure: sureness(&contact.value),
    }
}

fn phone(contact_id: uuid::Uuid, contact: &Contact, number: &str) -> Phone {
    Phone {
        id: id("phone", &contact_id.to_string()),
        number: number.to_owned(),
        kind: match contact.kind {
            ContactKind::Text => "text",
            ContactKind::Relay => "textphone",
            _ => "voice",
        },
        description: {
            let menu = contact.menu.as_ref().map(|menu| format!("Then press {menu}"));
            let told: Vec<String> = menu.into_iter().chain(contact.cost.clone()).collect();
            (!told.is_empty()).then(|| told.join(". "))
        },
    }
}

fn cost(service: &Service) -> Option<CostOption> {
    let cost = service.cost.as_ref().filter(|cost| cost.confidence.is_shown_as_sure())?;
    let id = id("cost-option", service.id.as_str());
    Some(CostOption { id, amount_description: cost.value.clone(), sure: sureness(cost) })
}

fn languages(service: &Service) -> Vec<LanguageObject> {
    let spoken = service.languages.iter().filter(|language| language.confidence.is_shown_as_sure());
    let spoken = spoken.filter(|language| !language.value.name.starts_with(BY_INTERPRETER));
    let languages = spoken.map(|language| LanguageObject {
        id: id("language", &format!("{}/{}", service.id, slug(&language.value.name))),
        name: language.value.name.clone(),
        note: language.value.how.clone(),
        sure: sureness(language),
    });
    languages.collect()
}

fn interpreters(service: &Service) -> Option<String> {
    let sure = service.languages.iter().filter(|language| language.confidence.is_shown_as_sure());
    sure.map(|language| &language.value.name).find(|name| name.starts_with(BY_INTERPRETER)).cloned()
}
