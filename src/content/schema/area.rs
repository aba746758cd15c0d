//! The shape of `content/areas/<id>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Shape, TEXTS, Text, Value, needed, optional};

static LOCAL_WAY: Shape = Shape {
    name: "a local way",
    about: "Who does the job here: exactly one of service, role or page.",
    fields: &[
        optional("service", Value::Slug, "the service's file name without .toml"),
        optional("role", Value::Slug, "somebody the reader reaches for themselves"),
        optional("page", Value::Text, "a page of this site"),
        optional("note", Value::Text, "one sentence for readers"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalWay {
    pub service: Option<Text>,
    pub role: Option<Text>,
    pub page: Option<Text>,
    pub note: Option<Text>,
}

/// An area: who does each local job there.
pub static AREA: Shape = Shape {
    name: "an area",
    about: "Which service does a local job here.",
    fields: &[
        needed("name", Value::Text, "the area's name"),
        needed("kind", Value::OneOf(&["local", "national", "abroad"]), "local, a nation for everywhere else, or abroad"),
        optional("within", Value::Slug, "the area this one lies in"),
        optional("also_called", TEXTS, "other names people use"),
        optional("places", TEXTS, "towns, for search"),
        needed("order", Value::Integer, "where it stands in lists"),
        needed("jobs", Value::Map(&Value::ListOf(&Value::Table(&LOCAL_WAY))), "for each job, who does it"),
    ],
};

/// `content/areas/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub name: Text,
    pub kind: String,
    pub within: Option<Text>,
    #[serde(default)]
    pub also_called: Vec<String>,
    #[serde(default)]
    pub places: Vec<String>,
    pub order: i64,
    pub jobs: BTreeMap<Spanned<String>, Vec<LocalWay>>,
}
