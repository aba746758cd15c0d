//! The shape of `content/changes.toml`.

use serde::Deserialize;

use super::{Day, Shape, TEXTS, Text, Value, needed, optional};

/// What a change can be about, as written; in order of the harm that a mistake in it can do.
pub(crate) const WHAT_CHANGES: &[&str] = &["number", "service", "hours", "route", "page"];

static CHANGE: Shape = Shape {
    name: "a change",
    about: "One thing that changed for readers, with what stood there and what stands there.",
    fields: &[
        needed("on", Value::Date, "the day from which readers saw it"),
        needed("about", Value::OneOf(WHAT_CHANGES), "what changed"),
        needed("address", Value::Text, "where it stands: `/services/childline`, `/report/o5`, `/crisis`"),
        needed("name", Value::Text, "what it is called there: a service and its line, the title of an answer or a page"),
        optional("before", TEXTS, "what stood there; left out where it is new"),
        optional("after", TEXTS, "what stands there; left out where it went"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub on: Day,
    pub about: Text,
    pub address: Text,
    pub name: Text,
    #[serde(default)]
    pub before: Vec<Text>,
    #[serde(default)]
    pub after: Vec<Text>,
}

pub static CHANGES: Shape = Shape {
    name: "the changes",
    about: "What changed for readers, for whoever follows the feed or the open data. Written by `waymark diff OLD --record`.",
    fields: &[optional("change", Value::ListOf(&Value::Table(&CHANGE)), "the changes")],
};

/// `content/changes.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    #[serde(default)]
    pub change: Vec<Change>,
}
