//! The shapes of `site.toml`, `words.toml`, `redirects.toml` and `bank-holidays.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::parts::OwnReview;
use super::service::DatedNotice;
use super::{Day, Shape, TEXTS, Text, Value, needed, optional};
use crate::nations::NATIONS;

static OPERATOR: Shape = Shape {
    name: "the operator",
    about: "Who runs this copy.",
    fields: &[
        needed("name", Value::Text, "the organisation"),
        optional("contact", Value::Text, "how to say that something is wrong: an email, https address or telephone number"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    pub name: Text,
    pub contact: Option<Text>,
}

static NEED: Shape = Shape {
    name: "a need",
    about: "A group on /services.",
    fields: &[
        needed("id", Value::Slug, "the name used in service files"),
        needed("title", Value::Text, "the heading"),
        optional("first", super::SLUGS, "services to list first, in this order"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub id: Text,
    pub title: Text,
    #[serde(default)]
    pub first: Vec<Text>,
}

static LEAVE: Shape = Shape {
    name: "the way out",
    about: "Where \"Leave this page\" goes.",
    fields: &[
        needed("address", Value::Text, "a plain page that says nothing about the reader"),
        needed("name", Value::Text, "what it is called"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    pub address: Text,
    pub name: Text,
}

static CRISIS: Shape = Shape {
    name: "the crisis box",
    about: "Who a person in despair can reach, after 999.",
    fields: &[needed("services", super::SLUGS, "services with a number")],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crisis {
    pub services: Vec<Text>,
}

static REVIEW_RULES: Shape = Shape {
    name: "the review rules",
    about: "How long facts may stand unchecked.",
    fields: &[
        needed("warn_days", Value::Integer, "warn editors so many days ahead"),
        needed("withhold_days", Value::Integer, "withhold hours so many days after the due date"),
        needed("never_withheld", super::SLUGS, "services whose hours are always shown"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    pub warn_days: i64,
    pub withhold_days: i64,
    pub never_withheld: Vec<Text>,
}

static JOB_NAME: Shape = Shape {
    name: "a local job",
    about: "What a local job is called for readers.",
    fields: &[needed("id", super::parts::JOB, "the job"), needed("name", Value::Text, "what to call it")],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobName {
    pub id: Text,
    pub name: Text,
}

/// Who runs this copy and what it is called.
pub static SITE: Shape = Shape {
    name: "the site",
    about: "Who runs this copy, its address, its region and its rules.",
    fields: &[
        needed("name", Value::Text, "the site's name"),
        needed("tagline", Value::Text, "one line under the name"),
        needed("address", Value::Text, "the public address, without a slash at the end"),
        optional(
            "onion",
            Value::Text,
            "the same site on the onion network: http:// and an onion name, without a slash at the end",
        ),
        needed("region", Value::Text, "the home region's name"),
        needed("operator", Value::Table(&OPERATOR), "who runs this copy"),
        needed("leave", Value::Table(&LEAVE), "the way out"),
        needed("crisis", Value::Table(&CRISIS), "the lines of the crisis box"),
        needed("review", Value::Table(&REVIEW_RULES), "how long facts may stand unchecked"),
        needed("job", Value::ListOf(&Value::Table(&JOB_NAME)), "what the local jobs are called"),
        needed("need", Value::ListOf(&Value::Table(&NEED)), "the groups on /services, in order"),
        optional(
            "notice",
            Value::ListOf(&Value::Table(&super::service::NOTICE)),
            "what readers of every page must know for a while",
        ),
    ],
};

/// `content/site.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub name: Text,
    pub tagline: Text,
    pub address: Text,
    pub onion: Option<Text>,
    pub region: Text,
    pub operator: Operator,
    pub leave: Leave,
    pub crisis: Crisis,
    pub review: ReviewRules,
    pub job: Vec<JobName>,
    pub need: Vec<Need>,
    #[serde(default)]
    pub notice: Vec<DatedNotice>,
}

static BANNED: Shape = Shape {
    name: "a word that never appears",
    about: "A word or phrase, and what to write instead.",
    fields: &[
        needed("word", Value::Text, "the word or phrase; found in any letter case, as whole words"),
        needed("instead", Value::Text, "what to write instead"),
        optional("allow_on", TEXTS, "addresses of pages where it may stand as a fact"),
        optional("within", TEXTS, "names in which it may stand on every page"),
        optional("audience", Value::ListOf(&Value::OneOf(super::page::AUDIENCES)), "only banned on pages for these readers"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banned {
    pub word: String,
    pub instead: String,
    #[serde(default)]
    pub allow_on: Vec<Text>,
    #[serde(default)]
    pub audience: Vec<String>,
    #[serde(default)]
    pub within: Vec<String>,
}

static NEVER: Shape = Shape {
    name: "a thing never printed",
    about: "A superseded or unconfirmed number or address.",
    fields: &[needed("value", Value::Text, "the number or address"), needed("why", Value::Text, "why it must not be shown")],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    pub value: String,
    pub why: String,
}

static RETIRED: Shape = Shape {
    name: "a retired host",
    about: "An address that nobody may be sent to or shown: a site that has gone, or a copy for testing.",
    fields: &[
        needed("host", Value::Text, "the host, with all below it; without a dot: a part of a host's name, such as staging"),
        needed("why", Value::Text, "why it is out, and what to link instead"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    pub host: String,
    pub why: String,
}

/// Words and numbers that never appear.
pub static WORDS: Shape = Shape {
    name: "the word list",
    about: "Words that must never appear, and what to write instead.",
    fields: &[
        needed("neutral_tabs", TEXTS, "words that never stand in the browser title of a sensitive page"),
        needed("neutral_addresses", TEXTS, "words that never stand in the address of a sensitive page"),
        needed("banned", Value::ListOf(&Value::Table(&BANNED)), "words and phrases"),
        needed("never", Value::ListOf(&Value::Table(&NEVER)), "numbers and addresses"),
        optional("never_asked", TEXTS, "words that no line of questions/ may hold: graphic words, not everyday ones"),
        optional("retired", Value::ListOf(&Value::Table(&RETIRED)), "hosts that nobody is sent to"),
        optional("voice", Value::Table(&VOICE), "what the signals of the voice look for"),
    ],
};

/// `content/words.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub neutral_tabs: Vec<String>,
    pub neutral_addresses: Vec<String>,
    pub banned: Vec<Banned>,
    pub never: Vec<Never>,
    #[serde(default)]
    pub never_asked: Vec<String>,
    #[serde(default)]
    pub retired: Vec<Retired>,
    #[serde(default)]
    pub voice: VoiceRules,
}

static VOICE: Shape = Shape {
    name: "the voice",
    about: "What the signals of the voice look for; see docs/how-the-site-speaks.md.",
    fields: &[
        optional("doubt", TEXTS, "phrases that hand our doubt to the reader"),
        optional("no_doubt_on", TEXTS, "pages on which none of them may stand"),
        optional("orders", TEXTS, "verbs that begin an order"),
        optional("reasons", TEXTS, "words that give an order its reason or its condition"),
        optional("orders_allowed_on", TEXTS, "pages on which bare orders are right: somebody is in danger"),
        optional("contact_within", Value::Map(&Value::Integer), "page = words before its first contact, where it is not 60"),
        optional("no_contact_needed", TEXTS, "pages that are read in quiet and need no contact near the top"),
    ],
};

/// What the signals of the voice look for, and the pages on which they look differently.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VoiceRules {
    /// Phrases that hand our doubt to the reader.
    pub doubt: Vec<String>,
    /// Pages on which none of them may stand.
    pub no_doubt_on: Vec<String>,
    /// Verbs that begin an order.
    pub orders: Vec<String>,
    /// Words that give an order its reason or its condition.
    pub reasons: Vec<String>,
    /// Pages on which bare orders are right: somebody is in danger.
    pub orders_allowed_on: Vec<String>,
    /// Pages that must reach a contact within another number of words.
    pub contact_within: BTreeMap<String, usize>,
    /// Pages that are read in quiet and need no contact near the top.
    pub no_contact_needed: Vec<String>,
}

/// Retired addresses and where they lead now.
pub static REDIRECTS: Shape = Shape {
    name: "the redirects",
    about: "Retired addresses, each with the address that took its place.",
    fields: &[
        optional("moved", Value::Map(&Value::Text), "old address = new address"),
        optional("gone", TEXTS, "addresses that were taken away and have no successor"),
    ],
};

/// `content/redirects.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redirects {
    #[serde(default)]
    pub moved: BTreeMap<Spanned<String>, Text>,
    #[serde(default)]
    pub gone: Vec<Text>,
}

/// What a copy for another region leaves out.
pub static OVERLAY: Shape = Shape {
    name: "an overlay",
    about: "What a copy for another region leaves out of the content it lies over.",
    fields: &[
        optional(
            "without_areas",
            super::SLUGS,
            "areas that are not this copy's; their services and all that leads to them go too",
        ),
        optional("without", TEXTS, "services and pages to leave out, such as services/kooth.toml"),
        optional(
            "says",
            Value::ListOf(&Value::OneOf(super::page::CLAIMS)),
            "what the built-in pages may say of this copy too; each sentence of that kind is left out otherwise",
        ),
        optional("short_addresses", super::SLUGS, "services of this copy that get a /go/ address, promised to last"),
        optional(
            "review",
            Value::ListOf(&Value::Table(&super::parts::OWN_REVIEW)),
            "what this copy's own people checked and signed off of what is built in",
        ),
    ],
};

/// `content/overlay.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Areas that are not this copy's.
    #[serde(default)]
    pub without_areas: Vec<Text>,
    /// Files of the content below, such as `services/kooth.toml`.
    #[serde(default)]
    pub without: Vec<Text>,
    /// What the built-in pages may say of this copy too ([`crate::content::only_if`]).
    #[serde(default)]
    pub says: Vec<Text>,
    /// Services of this copy that partners can link to by a short address, promised to last.
    #[serde(default)]
    pub short_addresses: Vec<Text>,
    /// What the copy's own people checked of what is built in.
    #[serde(default)]
    pub review: Vec<OwnReview>,
}

static HOLIDAY: Shape = Shape {
    name: "a bank holiday",
    about: "A day on which offices are shut.",
    fields: &[needed("date", Value::Date, "the day"), needed("name", Value::Text, "its name")],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub date: Day,
    pub name: String,
}

/// Bank holidays of some nations.
pub static BANK_HOLIDAYS: Shape = Shape {
    name: "the list of bank holidays",
    about: "Bank holidays of the nations that it names.",
    fields: &[
        optional(
            "nations",
            Value::ListOf(&Value::OneOf(&NATIONS)),
            "the nations whose days these are; a copy that lies in another is told to write its own",
        ),
        needed("until", Value::Date, "the day up to which the list is complete"),
        needed("holiday", Value::ListOf(&Value::Table(&HOLIDAY)), "the days"),
    ],
};

/// `content/bank-holidays.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankHolidays {
    #[serde(default)]
    pub nations: Vec<String>,
    pub until: Day,
    pub holiday: Vec<Holiday>,
}
