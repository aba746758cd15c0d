//! The shape of `content/confirmed.toml`.

use serde::Deserialize;

use super::{Day, Shape, Text, Value, needed, optional};

/// How a fact can be confirmed, as written. `page` is what `waymark verify` writes; the others are a person's.
pub(crate) const WAYS_TO_CONFIRM: &[&str] = &["page", "phone", "email", "letter", "meeting"];

static CONFIRMATION: Shape = Shape {
    name: "a confirmation",
    about: "One fact of one service, found to be true on a day.",
    fields: &[
        needed("service", Value::Slug, "the service's file name without .toml"),
        needed("fact", Value::Text, "which fact: phone, phone-hours, privacy … (`waymark confirm <service>` lists them)"),
        needed(
            "value",
            Value::Text,
            "the value that was confirmed; when the service's file says something else, this falls away",
        ),
        needed("on", Value::Date, "the day it was confirmed"),
        needed("by", Value::OneOf(WAYS_TO_CONFIRM), "page: found on the service's own page; otherwise how the service was asked"),
        optional("role", Value::Text, "the role of the person who asked, never a name; needed unless by = \"page\""),
        optional("source", Value::Text, "the address of the page it was found on"),
        optional("copy", Value::Text, "whose people asked, where it was taken in from another copy (`waymark confirm --take`)"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    pub service: Text,
    pub fact: Text,
    pub value: Text,
    pub on: Day,
    pub by: Text,
    pub role: Option<String>,
    pub source: Option<String>,
    pub copy: Option<String>,
}

/// What was confirmed, by whom and when.
pub static CONFIRMED: Shape = Shape {
    name: "the confirmations",
    about: "What was confirmed, by whom and when. Written by `waymark verify --write` and `waymark confirm`.",
    fields: &[optional("confirmation", Value::ListOf(&Value::Table(&CONFIRMATION)), "the confirmations")],
};

/// `content/confirmed.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    #[serde(default)]
    pub confirmation: Vec<Confirmation>,
}
