//! The shape of `content/routing.toml`: a plain graph in which an answer names its next node.

use super::parts::WAY;
use super::{Shape, TEXTS, Value, needed, optional};

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

static ANSWER: Shape = Shape {
    name: "an answer",
    about: "What a person may choose, and where it leads.",
    fields: &[
        needed("text", Value::Text, "the answer in the person's words"),
        needed("next", Value::Slug, "the id of the next question or outcome"),
        optional("unsure", Value::Bool, "true on the \"not sure\" answer; each question has one"),
    ],
};

static QUESTION: Shape = Shape {
    name: "a question",
    about: "One question about the situation, never about names, places or details.",
    fields: &[
        needed("id", Value::Slug, "a short neutral name"),
        needed("text", Value::Text, "the question"),
        optional("hint", Value::Text, "one line under it"),
        needed("branch", Value::OneOf(BRANCHES), "the group of people it is for"),
        needed("answer", Value::ListOf(&Value::Table(&ANSWER)), "the answers"),
    ],
};

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
        optional("danger", Value::Bool, "true: an outcome where danger allows the police to come first"),
        needed("do_now", Value::Text, "the one thing to do now"),
        needed("primary", Value::Table(&WAY), "who to contact"),
        optional("then", Value::Table(&WAY), "the second step, where there is one"),
        optional("secondary", Value::ListOf(&Value::Table(&WAY)), "up to three others"),
        optional("any_hour", Value::Table(&WAY), "who to reach when the primary is shut"),
        needed("next", TEXTS, "what happens next"),
        needed("safety", Value::Text, "one warm line"),
        needed("dont", Value::Text, "one line that starts with \"Please do not\""),
        optional("more", Value::Text, "the page with more"),
        optional("local_note", Value::Text, "what differs elsewhere"),
        optional("situations", Value::ListOf(&Value::Integer), "the situations of the content brief it answers"),
    ],
};

/// The whole router.
pub static ROUTING: Shape = Shape {
    name: "the router",
    about: "Questions, answers and outcomes of the report page.",
    fields: &[
        needed("first", Value::Slug, "the id of the first question"),
        needed("last_line", Value::Text, "the line at the end of every outcome"),
        optional("role", Value::ListOf(&Value::Table(&ROLE)), "people the reader reaches for themselves"),
        needed("question", Value::ListOf(&Value::Table(&QUESTION)), "the questions"),
        needed("outcome", Value::ListOf(&Value::Table(&OUTCOME)), "the outcomes"),
    ],
};
