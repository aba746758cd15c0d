//! The objects of HSDS-UK 3.0, as they are written out.
//!
//! Field names and required fields are the standard's. A field that has no value is left out: `null` is never valid. Where the standard
//! has no place for something a directory needs (a contact's numbers, how sure a fact is), a field is added, which the standard allows.

#![expect(clippy::struct_field_names, reason = "the names are the standard's")]

use serde::Serialize;
use uuid::Uuid;

use crate::site::fact::Confidence;

/// `service.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct ServiceObject {
    pub(super) id: Uuid,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) alternate_name: Option<String>,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) interpretation_services: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) assured_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) alert: Option<String>,
    pub(super) last_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) schedules: Vec<Schedule>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) service_areas: Vec<ServiceArea>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) service_at_locations: Vec<ServiceAtLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) languages: Vec<LanguageObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organization: Option<Organization>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) cost_options: Vec<CostOption>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contacts: Vec<ContactObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) attributes: Vec<Attribute>,
}

impl ServiceObject {
    /// As it stands in a list: what it is and whose, without what belongs to it.
    pub(super) fn listed(&self) -> Self {
        Self {
            schedules: Vec::new(),
            service_areas: Vec::new(),
            service_at_locations: Vec::new(),
            languages: Vec::new(),
            cost_options: Vec::new(),
            contacts: Vec::new(),
            attributes: Vec::new(),
            ..self.clone()
        }
    }
}

/// What `minimal=true` gives: enough to ask for what has changed, and the fields that no service may lack.
#[derive(Debug, Serialize)]
pub(super) struct Stub<'a> {
    pub(super) id: Uuid,
    pub(super) name: &'a str,
    pub(super) status: &'a str,
    pub(super) last_modified: &'a str,
    /// The name this parameter's description in the standard uses.
    pub(super) modified_date: &'a str,
}

/// How sure a fact is, and the day its source was read.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Sureness {
    pub(super) confidence: Confidence,
    pub(super) recorded: String,
}

/// `organization.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct Organization {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) services: Vec<ServiceObject>,
}

/// `schedule.json`: opening times of one contact on days that share them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Schedule {
    pub(super) id: Uuid,
    /// The contact that is answered in these hours.
    pub(super) contact_id: Uuid,
    /// A single day that differs has the same day at both ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) valid_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) valid_to: Option<String>,
    pub(super) freq: &'static str,
    pub(super) interval: u8,
    /// `MO,TU`, as in RFC 5545.
    pub(super) byday: String,
    pub(super) description: String,
    /// `09:00:00`, Europe/London.
    pub(super) opens_at: String,
    pub(super) closes_at: String,
    pub(super) timezone: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notes: Option<String>,
    #[serde(flatten)]
    pub(super) sure: Sureness,
}

/// `service_area.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct ServiceArea {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) service_area: String,
}

/// `service_at_location.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct ServiceAtLocation {
    pub(super) id: Uuid,
    pub(super) service_id: Uuid,
    pub(super) location_id: Uuid,
    pub(super) location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) service: Option<Box<ServiceObject>>,
}

/// `location.json`: every one is virtual, since no service is visited without asking first and no address is held.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Location {
    pub(super) id: Uuid,
    pub(super) location_type: &'static str,
    pub(super) name: String,
}

/// `language.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct LanguageObject {
    pub(super) id: Uuid,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
    #[serde(flatten)]
    pub(super) sure: Sureness,
}

/// `cost_option.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct CostOption {
    pub(super) id: Uuid,
    pub(super) amount_description: String,
    #[serde(flatten)]
    pub(super) sure: Sureness,
}

/// `contact.json`, with the ways to reach it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContactObject {
    pub(super) id: Uuid,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) phones: Vec<Phone>,
    #[serde(flatten)]
    pub(super) sure: Sureness,
}

/// `phone.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct Phone {
    pub(super) id: Uuid,
    pub(super) number: String,
    /// `voice`, `text` or `textphone`, as in HSDS 3.0.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
}

/// `attribute.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct Attribute {
    pub(super) id: Uuid,
    pub(super) link_id: Uuid,
    pub(super) link_type: &'static str,
    pub(super) taxonomy_term_id: Uuid,
    pub(super) taxonomy_term: TaxonomyTerm,
}

/// `taxonomy.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct Taxonomy {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) taxonomy_terms: Vec<TaxonomyTerm>,
}

/// `taxonomy_term.json`
#[derive(Debug, Clone, Serialize)]
pub(super) struct TaxonomyTerm {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) taxonomy: String,
    pub(super) taxonomy_id: Uuid,
    /// The name used in service files: `young-people`.
    pub(super) code: String,
}
