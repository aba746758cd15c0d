//! The shape of `content/services/<slug>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::parts::{CONFIDENCE, CONFIDENCE_FIELD, REVIEW, Review, SOURCE, SOURCE_FIELD, Source};
use super::{Day, SLUGS, Shape, TEXTS, Text, Value, needed, optional};

const SPELLS: Value = TEXTS;

static COST: Shape = Shape {
    name: "a cost",
    about: "What it costs to get help here.",
    fields: &[needed("value", Value::Text, "the cost in plain words"), SOURCE_FIELD, CONFIDENCE_FIELD],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    pub value: Text,
    pub source: Text,
    pub confidence: String,
}

static LANGUAGE: Shape = Shape {
    name: "a language",
    about: "A language other than spoken English.",
    fields: &[
        needed("value", Value::Text, "the language, or \"Interpreters for …\""),
        optional("how", Value::Text, "through which contact"),
        SOURCE_FIELD,
        CONFIDENCE_FIELD,
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    pub value: Text,
    pub how: Option<Text>,
    pub source: Text,
    pub confidence: String,
}

static EXCEPTION: Shape = Shape {
    name: "an exception",
    about: "A single day with other hours.",
    fields: &[
        needed("date", Value::Date, "the day"),
        needed("open", SPELLS, "the spells of that day; an empty list means closed"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub date: Day,
    pub open: Vec<Text>,
}

static HOURS: Shape = Shape {
    name: "opening hours",
    about: "Hours in UK time. Either always = true, or the days; a day left out is closed.",
    fields: &[
        optional("always", Value::Bool, "true: any hour, every day, bank holidays too"),
        optional("mon", SPELLS, "spells such as \"09:00-17:00\"; past midnight is written \"18:00-26:00\""),
        optional("tue", SPELLS, "as mon"),
        optional("wed", SPELLS, "as mon"),
        optional("thu", SPELLS, "as mon"),
        optional("fri", SPELLS, "as mon"),
        optional("sat", SPELLS, "as mon"),
        optional("sun", SPELLS, "as mon"),
        optional(
            "bank_holidays",
            Value::OneOf(&["open", "all-day", "closed", "unknown"]),
            "open: the usual hours of that weekday; all-day: day and night; unknown if left out",
        ),
        optional("exception", Value::ListOf(&Value::Table(&EXCEPTION)), "single days with other hours"),
        SOURCE_FIELD,
        CONFIDENCE_FIELD,
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    #[serde(default)]
    pub always: bool,
    #[serde(default)]
    pub mon: Vec<Text>,
    #[serde(default)]
    pub tue: Vec<Text>,
    #[serde(default)]
    pub wed: Vec<Text>,
    #[serde(default)]
    pub thu: Vec<Text>,
    #[serde(default)]
    pub fri: Vec<Text>,
    #[serde(default)]
    pub sat: Vec<Text>,
    #[serde(default)]
    pub sun: Vec<Text>,
    pub bank_holidays: Option<String>,
    #[serde(default)]
    pub exception: Vec<Exception>,
    pub source: Text,
    pub confidence: String,
}

/// The kinds of contact, as written.
pub(crate) const CONTACT_KINDS: &[&str] =
    &["phone", "text", "relay", "webchat", "message", "email", "webform", "web", "post", "video"];

static CONTACT: Shape = Shape {
    name: "a contact",
    about: "One way to reach the service.",
    fields: &[
        needed("kind", Value::OneOf(CONTACT_KINDS), "what kind of contact it is"),
        needed("label", Value::Text, "what to call it, 1 to 4 words"),
        needed("value", Value::Text, "the number in readable blocks, or the address"),
        optional(
            "digits",
            Value::Integer,
            "only on a number that has fewer digits than most: how many it has, counted on their page",
        ),
        optional("note", Value::Text, "one sentence for readers"),
        optional("cost", Value::Text, "only where it differs from the service's cost"),
        optional("menu", Value::Text, "what to press once they answer: 2"),
        optional("from", Value::OneOf(&["abroad"]), "only on a number meant for people outside the UK"),
        SOURCE_FIELD,
        CONFIDENCE_FIELD,
        optional("hours", Value::Table(&HOURS), "when it is answered; leave out if not known"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub kind: String,
    pub label: Text,
    pub value: Text,
    pub digits: Option<Spanned<i64>>,
    pub note: Option<Text>,
    pub cost: Option<Text>,
    pub menu: Option<Text>,
    pub from: Option<String>,
    pub source: Text,
    pub confidence: String,
    pub hours: Option<Spanned<Hours>>,
}

static LIMIT: Shape = Shape {
    name: "the limit of what stays private",
    about: "One sentence for each group of readers, said before the first number; `anyone` where there is none for them.",
    fields: &[
        optional("anyone", Value::Text, "for everybody who has no sentence of their own"),
        optional("parents", Value::Text, "for parents and carers"),
        optional("young-people", Value::Text, "for a child, in a child's words"),
        optional("self", Value::Text, "for somebody worried about themselves"),
        optional("family", Value::Text, "for partners, relatives and friends"),
        optional("survivors", Value::Text, "for somebody who was abused"),
        optional("professionals", Value::Text, "for people who work with children"),
    ],
};

pub(super) static NOTICE: Shape = Shape {
    name: "a notice",
    about: "Something readers must know for a while, such as \"closed today\".",
    fields: &[
        needed("text", Value::Text, "one plain sentence"),
        optional("from", Value::Date, "the first day it is shown; at once if left out"),
        optional("until", Value::Date, "the last day it is shown; until it is taken out if left out"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedNotice {
    pub text: Text,
    pub from: Option<Day>,
    pub until: Option<Day>,
}

static ON_CONTACT: Shape = Shape {
    name: "what happens on contact",
    about: "What a person meets when they get in touch. A key left out is not printed.",
    fields: &[
        optional("who_answers", Value::Text, "a phrase: \"A trained adviser\""),
        optional("name_needed", Value::OneOf(&["no", "yes", "your-choice", "depends"]), "whether they ask for a name"),
        optional("name_note", Value::Text, "more about the name"),
        optional("keeps_private", TEXTS, "what they keep to themselves"),
        optional("passes_on", TEXTS, "what they must tell others, to whom and when"),
        optional("what_happens", TEXTS, "the first things that happen, in order"),
        optional("if_busy", Value::Text, "what to do when nobody answers"),
        optional("reply", Value::Text, "how soon they answer a message"),
        optional("limit", Value::Table(&LIMIT), "the limit of what stays private, in one sentence"),
        optional("phone_bill", Value::Text, "what a phone bill shows of the call"),
        optional("first_words", TEXTS, "words to begin with, by voice or in a message"),
        optional("site_is_like", Value::Text, "what their site asks for, and whether it has a way out"),
        SOURCE_FIELD,
        CONFIDENCE_FIELD,
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnContact {
    pub who_answers: Option<Text>,
    pub name_needed: Option<String>,
    pub name_note: Option<Text>,
    #[serde(default)]
    pub keeps_private: Vec<Text>,
    #[serde(default)]
    pub passes_on: Vec<Text>,
    #[serde(default)]
    pub what_happens: Vec<Text>,
    pub if_busy: Option<Text>,
    pub reply: Option<Text>,
    #[serde(default)]
    pub limit: BTreeMap<String, Text>,
    pub phone_bill: Option<Text>,
    #[serde(default)]
    pub first_words: Vec<Text>,
    pub site_is_like: Option<Text>,
    pub source: Text,
    pub confidence: String,
}

/// Whom a service or a page is for.
pub(crate) const PEOPLE: &[&str] = &["anyone", "parents", "young-people", "self", "family", "survivors", "professionals"];

/// People some services were made for.
pub(crate) const MADE_FOR: &[&str] = &["men", "women", "lgbt", "deaf", "disabled", "faith", "language", "carers"];

/// A service: one organisation's way of helping.
pub static SERVICE: Shape = Shape {
    name: "a service",
    about: "One service a file. The file's name is its address: /services/<name>.",
    fields: &[
        needed("name", Value::Text, "what the service calls itself"),
        needed("operator", Value::Text, "who runs it"),
        optional("also_known_as", TEXTS, "other names people search for"),
        optional("formerly", TEXTS, "names it had before"),
        needed(
            "status",
            Value::OneOf(&["active", "unconfirmed", "closed", "unlisted"]),
            "active, unconfirmed (shown with a warning), closed or unlisted (never shown)",
        ),
        optional("draft", Value::Bool, "true: only `waymark serve --watch` shows it, with a mark"),
        optional("status_note", Value::Text, "one plain sentence for readers; needed when unconfirmed"),
        optional("replaced_by", Value::Slug, "on a closed service: who to turn to instead"),
        optional("notice", Value::ListOf(&Value::Table(&NOTICE)), "what readers must know for a while"),
        needed("areas", SLUGS, "where it helps: uk, england, the name of an area file …"),
        needed("for_whom", Value::ListOf(&Value::OneOf(PEOPLE)), "whom it helps"),
        optional(
            "ages",
            Value::OneOf(&["under-18", "under-19", "16-and-over", "18-and-over"]),
            "the ages of those it is for, where it is not for everyone",
        ),
        optional("who_for", Value::Text, "whom it is for, in the reader's words, up to 25 words"),
        optional("made_for", Value::ListOf(&Value::OneOf(MADE_FOR)), "people it was made for, where it was"),
        needed("needs", TEXTS, "the needs it is listed under on /services, the main one first"),
        needed("summary", Value::Text, "one sentence: what it does for the reader"),
        needed("helps_with", TEXTS, "what it helps with"),
        optional("not_for", TEXTS, "what it is not for, and where to go instead"),
        needed("description_source", Value::Text, "the id of the [[source]] the description rests on"),
        needed("description_confidence", CONFIDENCE, "how sure we are of the description"),
        optional("cost", Value::Table(&COST), "what it costs"),
        optional("languages", Value::ListOf(&Value::Table(&LANGUAGE)), "languages other than spoken English"),
        optional("contact", Value::ListOf(&Value::Table(&CONTACT)), "ways to reach it, the most useful first"),
        optional("on_contact", Value::Table(&ON_CONTACT), "what a person meets when they get in touch"),
        needed("source", Value::ListOf(&Value::Table(&SOURCE)), "where each fact was read"),
        needed("review", Value::Table(&REVIEW), "who keeps this true and until when"),
    ],
};

/// `content/services/<slug>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub name: Text,
    pub operator: Text,
    #[serde(default)]
    pub also_known_as: Vec<Text>,
    #[serde(default)]
    pub formerly: Vec<Text>,
    pub status: Text,
    pub draft: Option<bool>,
    pub status_note: Option<Text>,
    pub replaced_by: Option<Text>,
    #[serde(default)]
    pub notice: Vec<DatedNotice>,
    pub areas: Vec<Text>,
    pub for_whom: Vec<String>,
    pub ages: Option<String>,
    pub who_for: Option<Text>,
    #[serde(default)]
    pub made_for: Vec<String>,
    pub needs: Vec<Text>,
    pub summary: Text,
    pub helps_with: Vec<Text>,
    #[serde(default)]
    pub not_for: Vec<Text>,
    pub description_source: Text,
    pub description_confidence: String,
    pub cost: Option<Cost>,
    #[serde(default)]
    pub languages: Vec<Language>,
    #[serde(default)]
    pub contact: Vec<Contact>,
    pub on_contact: Option<OnContact>,
    pub source: Vec<Source>,
    pub review: Review,
}
