//! The shape of `content/areas/<id>.toml`.

use super::{Shape, TEXTS, Value, needed, optional};

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
