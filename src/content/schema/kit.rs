//! The shapes of what partners copy, link to and print: `links.toml`, `kit.toml` and `posters.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::page::AUDIENCES;
use super::parts::{REVIEW, Review};
use super::{SLUGS, Shape, TEXTS, Text, Value, needed, optional};

static LINK: Shape = Shape {
    name: "a short address",
    about: "A permanent address, /go/<id>, and the page or service it leads to today.",
    fields: &[
        needed("id", Value::Slug, "the last part of the address; never changes"),
        needed("about", Value::Text, "what a person finds there, for partners"),
        optional("page", Value::Text, "the page of this site it leads to"),
        optional("service", Value::Slug, "or the service whose card it leads to"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitLink {
    pub id: Text,
    pub about: Text,
    pub page: Option<Text>,
    pub service: Option<Text>,
}

/// Permanent short addresses.
pub static LINKS: Shape = Shape {
    name: "the short addresses",
    about: "Permanent addresses that partners print and link to: /go/<id>.",
    fields: &[
        needed("promised", SLUGS, "every id that was ever published; it may lead elsewhere, but it never goes"),
        optional("services", SLUGS, "services whose card has a short address of the same name"),
        optional("link", Value::ListOf(&Value::Table(&LINK)), "the other short addresses"),
    ],
};

/// `content/links.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub promised: Vec<Text>,
    #[serde(default)]
    pub services: Vec<Text>,
    #[serde(default)]
    pub link: Vec<Spanned<KitLink>>,
}

static SNIPPET: Shape = Shape {
    name: "a text to copy",
    about: "A short text that a school or club puts on its own page.",
    fields: &[
        needed("id", Value::Slug, "a short name, unique in the file"),
        needed("audience", Value::OneOf(AUDIENCES), "whom it speaks to; for young people it may lead to a page for them only"),
        needed("name", Value::Text, "the heading on the link kit's page"),
        needed("place", Value::Text, "one line: where to put it"),
        needed("title", Value::Text, "the heading of the text"),
        needed("danger", Value::Text, "the first line: what to do in danger, with 999"),
        needed("text", TEXTS, "the paragraphs"),
        needed("link", Value::Slug, "the id of a short address"),
        needed("link_text", Value::Text, "the words of the link"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    pub id: Text,
    pub audience: String,
    pub name: Text,
    pub place: Text,
    pub title: Text,
    pub danger: Text,
    pub text: Vec<Text>,
    pub link: Text,
    pub link_text: Text,
}

/// Texts to copy.
pub static KIT: Shape = Shape {
    name: "the link kit",
    about: "Texts that partners copy into their own pages.",
    fields: &[
        needed("snippet", Value::ListOf(&Value::Table(&SNIPPET)), "the texts, in order"),
        needed("review", Value::Table(&REVIEW), "who keeps the wording true and until when"),
    ],
};

/// `content/kit.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    pub snippet: Vec<Snippet>,
    pub review: Review,
}

static NUMBER: Shape = Shape {
    name: "a number on a poster",
    about: "A service with a number to ring, and one line that says what for.",
    fields: &[
        needed("service", Value::Slug, "the service's file name"),
        needed("label", Value::Text, "one line: what the number is for"),
        optional(
            "in_pocket",
            Value::Bool,
            "false: not on strips and cards, where the name of its service would give a person away",
        ),
        optional(
            "when",
            Value::Text,
            "a few neutral words beside the name on strips and cards, which leave the label out: when they answer",
        ),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PosterNumber {
    pub service: Text,
    pub label: Text,
    pub in_pocket: Option<bool>,
    pub when: Option<Text>,
}

static POSTER: Shape = Shape {
    name: "a poster",
    about: "A poster to print, at /schools/posters/<id>.",
    fields: &[
        needed("id", Value::Slug, "the last part of its address"),
        needed("audience", Value::OneOf(AUDIENCES), "whom it speaks to; for young people it may lead to a page for them only"),
        needed("name", Value::Text, "what to call it in lists"),
        needed("title", Value::Text, "the largest line"),
        needed("lines", TEXTS, "the few lines below it"),
        needed("strip", Value::Text, "two or three neutral words for a strip in somebody's pocket"),
        needed("link", Value::Slug, "the id of the short address printed on it"),
        needed("number", Value::ListOf(&Value::Table(&NUMBER)), "the numbers after 999, the main one first"),
        optional("first_words", Value::Bool, "true: also a card with the words that its services' files give to begin with"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poster {
    pub id: Text,
    pub audience: String,
    pub name: Text,
    pub title: Text,
    pub lines: Vec<Text>,
    pub strip: Text,
    pub link: Text,
    pub number: Vec<PosterNumber>,
    #[serde(default)]
    pub first_words: bool,
}

/// Posters to print.
pub static POSTERS: Shape = Shape {
    name: "the posters",
    about: "Posters, small posters and wallet cards to print.",
    fields: &[
        needed("danger", Value::Text, "the line before 999"),
        needed("emergency", Value::Slug, "the service whose number stands there"),
        needed("poster", Value::ListOf(&Value::Table(&POSTER)), "the posters, in order"),
        needed("review", Value::Table(&REVIEW), "who keeps them true and until when"),
    ],
};

/// `content/posters.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posters {
    pub danger: Text,
    pub emergency: Text,
    pub poster: Vec<Poster>,
    pub review: Review,
}
