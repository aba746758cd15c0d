//! The shape of `page-rules.toml`: what the checker of a school's own page looks for.

use serde::Deserialize;

use super::parts::{REVIEW, Review};
use super::{Shape, TEXTS, Text, Value, needed, optional};

static RULE: Shape = Shape {
    name: "a rule",
    about: "Something that should not stand on a school's page: at least one of words, numbers and together.",
    fields: &[
        needed("id", Value::Slug, "a short name, unique in the file"),
        needed("kind", Value::OneOf(&["name", "address", "number", "claim", "wording"]), "what the rule is about"),
        needed("what", Value::Text, "what is wrong, for the person whose page it is"),
        optional(
            "words",
            TEXTS,
            "phrases, web addresses or email addresses, each enough by itself; any letter case, whole words",
        ),
        optional("numbers", TEXTS, "telephone numbers, found however they are spaced, and with +44"),
        optional("together", Value::ListOf(&TEXTS), "groups of phrases: one of each group in one sentence"),
        optional("unless", TEXTS, "phrases that make such a sentence right"),
        needed("instead", Value::Text, "what to write instead"),
        optional("service", Value::Slug, "the service whose number and short address follow"),
        optional("link", Value::Slug, "or the id of the short address that follows"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: Text,
    pub kind: String,
    pub what: Text,
    #[serde(default)]
    pub words: Vec<Text>,
    #[serde(default)]
    pub numbers: Vec<Text>,
    #[serde(default)]
    pub together: Vec<Vec<Text>>,
    #[serde(default)]
    pub unless: Vec<Text>,
    pub instead: Text,
    pub service: Option<Text>,
    pub link: Option<Text>,
}

static ESSENTIAL: Shape = Shape {
    name: "an essential",
    about: "Something that every page about keeping children safe should say.",
    fields: &[
        needed("id", Value::Slug, "a short name, unique in the file"),
        needed("what", Value::Text, "what is missing"),
        needed("words", TEXTS, "phrases, one of which is enough"),
        needed("instead", Value::Text, "what to write"),
        optional("service", Value::Slug, "the service whose number and short address follow"),
        optional("link", Value::Slug, "or the id of the short address that follows"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Essential {
    pub id: Text,
    pub what: Text,
    pub words: Vec<Text>,
    pub instead: Text,
    pub service: Option<Text>,
    pub link: Option<Text>,
}

/// The rules of the page checker.
pub static PAGE_RULES: Shape = Shape {
    name: "the page rules",
    about: "What the checker of a school's own page looks for.",
    fields: &[
        needed("rule", Value::ListOf(&Value::Table(&RULE)), "what should not stand on a page, in the order it is reported"),
        needed("essential", Value::ListOf(&Value::Table(&ESSENTIAL)), "what should"),
        needed("review", Value::Table(&REVIEW), "who keeps the rules true and until when"),
    ],
};

/// `content/page-rules.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRules {
    pub rule: Vec<Rule>,
    pub essential: Vec<Essential>,
    pub review: Review,
}
