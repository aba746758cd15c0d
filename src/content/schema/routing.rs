//! The shape of `content/routing.toml`: a plain graph in which an answer names its next node.

use serde::Deserialize;
use toml::Spanned;

use super::parts::{WAY, Way};
use super::{Shape, TEXTS, Text, Value, needed, optional};

/// Whose sentence of a service's limits an outcome shows, in the words of service files; or none.
const LIMITS: &[&str] = &["anyone", "parents", "young-people", "self", "family", "survivors", "professionals", "none"];

/// The group of people a question is for.
pub(crate) const BRANCHES: &[&str] = &["start", "child", "young", "self", "adult", "work", "online", "past", "abroad"];

static ROLE: Shape = Shape {
    name: "a role",
    about: "Somebody the reader reaches for themselves; we hold no number.",
    fields: &[
        needed("id", Value::Slug, "the name used in routes"),
        needed("name", Value::Text, "what to call them"),
        needed("text", Value::Text, "one sentence: who they are and how to reach them"),
        optional("url", Value::Text, "an address where one can be found"),
        optional("any_hour", Value::Bool, "true: can be reached at any hour"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub id: Text,
    pub name: Text,
    pub text: Text,
    pub url: Option<Text>,
    #[serde(default)]
    pub any_hour: bool,
}

static ANSWER: Shape = Shape {
    name: "an answer",
    about: "What a person may choose, and where it leads.",
    fields: &[
        needed("text", Value::Text, "the answer in the person's words"),
        needed("next", Value::Slug, "the id of the next question or outcome"),
        optional("unsure", Value::Bool, "true on the \"not sure\" answer; each question has one"),
        optional("danger", Value::Bool, "true: who chooses it declares danger, and 999 comes first where it leads"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    pub text: Text,
    pub next: Text,
    #[serde(default)]
    pub unsure: bool,
    #[serde(default)]
    pub danger: bool,
}

static ABOVE: Shape = Shape {
    name: "a line above the answers",
    about: "A way past the question, for people whom none of its answers would serve.",
    fields: &[
        needed("text", Value::Text, "the line in the person's words"),
        needed("next", Value::Slug, "the id of the question or outcome it leads to"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Above {
    pub text: Text,
    pub next: Text,
}

static QUESTION: Shape = Shape {
    name: "a question",
    about: "One question about the situation, never about names, places or details.",
    fields: &[
        needed("id", Value::Slug, "a short neutral name"),
        needed("text", Value::Text, "the question"),
        optional("hint", Value::Text, "one line under it"),
        needed("branch", Value::OneOf(BRANCHES), "the group of people it is for"),
        optional("kind", Value::OneOf(&["who", "when", "age", "what"]), "what all its answers say; one kind a question"),
        optional("exclusive", Value::Bool, "true: no two answers can be true together, so no hint is needed"),
        optional("above", Value::Table(&ABOVE), "a line above the answers"),
        needed("answer", Value::ListOf(&Value::Table(&ANSWER)), "the answers"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingQuestion {
    pub id: Text,
    pub text: Text,
    pub hint: Option<Text>,
    pub branch: String,
    pub kind: Option<String>,
    #[serde(default)]
    pub exclusive: bool,
    pub above: Option<Above>,
    pub answer: Vec<AnswerOption>,
}

static OUTCOME: Shape = Shape {
    name: "an outcome",
    about: "Where a person is sent, and what they need to know first.",
    fields: &[
        needed("id", Value::Slug, "a neutral id; it is the address /report/<id>"),
        optional("of", Value::Slug, "on a variant: the outcome it is a variant of"),
        needed("title", Value::Text, "the heading"),
        needed("audience", Value::OneOf(&["anyone", "young-people", "self", "family", "work"]), "whom it speaks to"),
        needed("urgency", Value::OneOf(&["now", "today", "soon", "when-ready"]), "how soon to act"),
        optional("emergency", Value::Text, "when to call 999 instead"),
        optional("police_first", Value::Bool, "true: the police may come first for a person worried about themselves"),
        optional("adults_own", Value::Bool, "true: about pictures of the reader as an adult; nothing for under-18s stands on it"),
        needed("do_now", Value::Text, "what to do now: two or three joined sentences with the reason"),
        needed("primary", Value::Table(&WAY), "who to contact"),
        optional("then", Value::Table(&WAY), "the second step, where there is one"),
        optional("secondary", Value::ListOf(&Value::Table(&WAY)), "up to three others"),
        optional("until_then", Value::Table(&WAY), "who to reach while the primary is shut, or its hours are not known"),
        optional("any_hour", Value::Table(&WAY), "somebody who can be reached at any hour"),
        optional("limit", Value::OneOf(LIMITS), "whose sentence of the primary's limits to show; none leaves it out"),
        optional("next", TEXTS, "what else is good to know, such as what to say when the reader gets in touch"),
        optional("safety", Value::Text, "one true line of hope, shown last"),
        optional("dont", Value::Text, "one line on what not to do"),
        optional("more", Value::Text, "the page with more"),
        optional("guides", TEXTS, "up to two guide pages, linked by name"),
        optional("see_also", TEXTS, "up to four other outcomes that may be true as well, linked by title"),
        optional("serves", TEXTS, "each need it speaks to, where doors of different questions share it"),
        optional("local_note", Value::Text, "what differs elsewhere"),
        optional("situations", Value::ListOf(&Value::Integer), "the situations of the content brief it answers"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub id: Text,
    pub of: Option<Text>,
    pub title: Text,
    pub audience: String,
    pub urgency: String,
    pub emergency: Option<Text>,
    #[serde(default)]
    pub police_first: bool,
    #[serde(default)]
    pub adults_own: bool,
    pub do_now: Text,
    pub primary: Spanned<Way>,
    pub then: Option<Spanned<Way>>,
    #[serde(default)]
    pub secondary: Vec<Spanned<Way>>,
    pub until_then: Option<Spanned<Way>>,
    pub any_hour: Option<Spanned<Way>>,
    pub limit: Option<String>,
    #[serde(default)]
    pub next: Vec<Text>,
    pub safety: Option<Text>,
    pub dont: Option<Text>,
    pub more: Option<Text>,
    #[serde(default)]
    pub guides: Vec<Text>,
    #[serde(default)]
    pub see_also: Vec<Text>,
    #[serde(default)]
    pub serves: Vec<String>,
    pub local_note: Option<Text>,
    #[serde(default)]
    pub situations: Vec<i64>,
}

static TOGETHER: Shape = Shape {
    name: "a pair",
    about: "Two services that are named together: an outcome or page that names the first names the second.",
    fields: &[
        needed("service", Value::Slug, "the first service's file name"),
        needed("with", Value::Slug, "the file name of the service that stands beside it"),
        needed("why", Value::Text, "why nobody should be told of the first alone; for editors"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    pub service: Text,
    pub with: Text,
    pub why: Text,
}

pub static ROUTING: Shape = Shape {
    name: "the router",
    about: "Questions, answers and outcomes of the report page.",
    fields: &[
        needed("first", Value::Slug, "the id of the first question"),
        needed("last_line", Value::Text, "the line at the end of every outcome"),
        optional("last_guides", TEXTS, "pages linked below it, by name"),
        optional(
            "page_order",
            TEXTS,
            "outcomes in the order in which they stand on the page, as `waymark order --write` found it; one that is gone is passed over",
        ),
        optional("role", Value::ListOf(&Value::Table(&ROLE)), "people the reader reaches for themselves"),
        optional("together", Value::ListOf(&Value::Table(&TOGETHER)), "services that are named together"),
        needed("question", Value::ListOf(&Value::Table(&QUESTION)), "the questions"),
        needed("outcome", Value::ListOf(&Value::Table(&OUTCOME)), "the outcomes"),
    ],
};

/// `content/routing.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routing {
    pub first: Text,
    pub last_line: Text,
    #[serde(default)]
    pub last_guides: Vec<Text>,
    #[serde(default)]
    pub page_order: Vec<String>,
    #[serde(default)]
    pub role: Vec<Role>,
    #[serde(default)]
    pub together: Vec<Together>,
    pub question: Vec<RoutingQuestion>,
    pub outcome: Vec<Outcome>,
}
