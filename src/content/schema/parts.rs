//! Tables that several file kinds share: sources, reviews, ways to get help.

use serde::Deserialize;
use toml::Spanned;

use super::{Day, Field, Shape, Text, Value, needed, optional};

pub(super) const CONFIDENCE: Value = Value::OneOf(&["high", "medium", "low"]);

pub(super) const SOURCE_FIELD: Field = needed("source", Value::Text, "the id of the [[source]] this comes from");
pub(super) const CONFIDENCE_FIELD: Field = needed(
    "confidence",
    CONFIDENCE,
    "how sure we are: high (two independent sources), medium (one), low (unconfirmed: not shown as sure)",
);

pub(super) static SOURCE: Shape = Shape {
    name: "a source",
    about: "Where a fact was read.",
    fields: &[
        needed("id", Value::Text, "a short name for this source, unique in the file"),
        optional("url", Value::Text, "the address it was read at"),
        optional("title", Value::Text, "what the page is called, for readers"),
        optional("supports", Value::Text, "which facts it bears out"),
        optional("seen", Value::Text, "how old the page looked"),
        optional(
            "area",
            Value::Slug,
            "on pages: the area whose facts alone it bears out; it goes when a copy leaves that area out",
        ),
        optional("show", Value::Bool, "false: it bears out a fact and is for editors only"),
        needed("recorded", Value::Date, "the day it was read"),
    ],
};

/// A `[[source]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: Text,
    pub url: Option<Text>,
    pub title: Option<Text>,
    pub supports: Option<Text>,
    pub seen: Option<String>,
    pub area: Option<Text>,
    pub show: Option<bool>,
    pub recorded: Day,
}

pub(super) static SIGN_OFF: Shape = Shape {
    name: "a sign-off",
    about: "A check by a qualified person that the page needs before launch.",
    fields: &[
        needed("by", SIGNERS, "who must check"),
        needed("about", Value::Text, "what they must look at"),
        optional("given", Value::Date, "the day it was given"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    pub by: String,
    pub about: String,
    pub given: Option<Day>,
}

const SIGNERS: Value = Value::OneOf(&["legal", "clinical", "safeguarding"]);

static OWN_SIGN_OFF: Shape = Shape {
    name: "a sign-off of a copy",
    about: "A sign-off that a built-in page or service asks for, given by a qualified person of this copy.",
    fields: &[
        needed("by", SIGNERS, "who has checked"),
        optional(
            "about",
            Value::Text,
            "which of several, in the words of the page's own `about`; every one of theirs if left out",
        ),
        needed("given", Value::Date, "the day it was given"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnSignOff {
    pub by: String,
    pub about: Option<String>,
    pub given: Day,
}

pub(super) static OWN_REVIEW: Shape = Shape {
    name: "a review of a copy",
    about: "What this copy's own people checked of a built-in page or service.",
    fields: &[
        needed("of", Value::Text, "the page's address, such as /the-law, or the service's name, such as childline"),
        optional("owner", Value::Text, "the role of this copy that keeps it true"),
        optional("checked", Value::Date, "the day it was last checked against its sources; with `due`"),
        optional("due", Value::Date, "the day it must be checked again; with `checked`"),
        optional("sign_off", Value::ListOf(&Value::Table(&OWN_SIGN_OFF)), "checks by qualified people of this copy"),
    ],
};

/// A `[[review]]` of `overlay.toml`: what a copy's own people checked of what they did not write.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnReview {
    pub of: Text,
    pub owner: Option<String>,
    pub checked: Option<Day>,
    pub due: Option<Day>,
    #[serde(default)]
    pub sign_off: Vec<Spanned<OwnSignOff>>,
}

/// The signals of the voice that a page may be excused from, and a number that a service shares with another's on purpose.
const SIGNALS: &[&str] = &["telegram-run", "doubt", "words-before-contact", "boilerplate", "order-run", "same-number"];

static EXCUSE: Shape = Shape {
    name: "an excuse",
    about: "A signal that an editor looked at and let stand.",
    fields: &[
        needed("signal", Value::OneOf(SIGNALS), "the signal, as `check` names it"),
        needed("reason", Value::Text, "why it is right here"),
        needed("initials", Value::Text, "who decided"),
    ],
};

/// A signal of the voice that an editor looked at and let stand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Excuse {
    /// The signal, as `check` names it without its group: `order-run`.
    pub signal: String,
    /// Why it is right here.
    pub reason: String,
    /// Who decided.
    pub initials: String,
}

pub(super) static REVIEW: Shape = Shape {
    name: "a review",
    about: "Who keeps this true, and when it must be looked at again.",
    fields: &[
        needed("owner", Value::Text, "the role that keeps it true"),
        needed("checked", Value::Date, "the day it was last checked against its sources"),
        optional(
            "compared",
            Value::Bool,
            "false where nobody has held the facts against their sources yet; a launch waits for it",
        ),
        needed("due", Value::Date, "the day it must be checked again"),
        optional("check_first", super::TEXTS, "what to check first, before launch and at each review"),
        optional("editor_notes", super::TEXTS, "notes for editors, never shown on the site"),
        optional(
            "excuse",
            Value::ListOf(&Value::Table(&EXCUSE)),
            "signals that were looked at and stand: of the voice, and the number of another service",
        ),
        optional("sign_off", Value::ListOf(&Value::Table(&SIGN_OFF)), "checks by qualified people"),
    ],
};

/// The `[review]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub owner: String,
    pub checked: Day,
    pub compared: Option<bool>,
    pub due: Day,
    #[serde(default)]
    pub check_first: Vec<String>,
    #[serde(default)]
    pub editor_notes: Vec<String>,
    #[serde(default)]
    pub sign_off: Vec<SignOff>,
    #[serde(default)]
    pub excuse: Vec<Excuse>,
}

/// The jobs that differ from area to area.
pub(super) const JOB: Value =
    Value::OneOf(&["police", "children-services", "children-services-out-of-hours", "lado", "sarc", "domestic-abuse"]);

/// Exactly one of the first four keys is needed; the assembly says so where it is not.
pub(super) static WAY: Shape = Shape {
    name: "a way to get help",
    about: "Exactly one of service, job, role or page, and why.",
    fields: &[
        optional("service", Value::Slug, "the service's file name without .toml"),
        optional("job", JOB, "a local job: the service depends on where the reader is"),
        optional("role", Value::Slug, "somebody the reader reaches for themselves"),
        optional("page", Value::Text, "a page of this site"),
        optional("why", Value::Text, "one sentence: what this way does for the reader here"),
    ],
};

/// A way to get help: exactly one of the first four is set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    pub service: Option<Text>,
    pub job: Option<Text>,
    pub role: Option<Text>,
    pub page: Option<Text>,
    pub why: Option<Text>,
}
