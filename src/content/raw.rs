//! The serde shapes of each file kind, after [`super::schema`] has proved that keys and types are right.
//!
//! Values that a later stage may complain about are [`Spanned`], so that the complaint can name their line.
//! `deny_unknown_fields` everywhere and never `flatten`, which loses spans.

mod changes;
mod confirmed;
mod kit;
mod overlay;
pub mod page;
mod page_rules;
pub mod questions;
mod routing;
pub mod search;

pub use kit::{Kit, KitLink, Links, Poster, PosterNumber, Posters, Snippet};
pub use overlay::Overlay;
pub use page_rules::{Essential, PageRules, Rule};
pub use routing::{Above, AnswerOption, Outcome, Role, Routing, RoutingQuestion, Together};

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

pub use changes::{Change, Changes};
pub use confirmed::{Confirmation, Confirmed};
pub use page::{Door, Foreign, IndexWord, Named, Page};
pub use questions::{Asked, Questions};
pub use search::Search;

/// A text with the bytes it stands at.
pub type Text = Spanned<String>;
/// A date with the bytes it stands at.
pub type Day = Spanned<Datetime>;

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobName {
    pub id: Text,
    pub name: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    pub name: Text,
    pub contact: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    pub address: Text,
    pub name: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crisis {
    pub services: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    pub warn_days: i64,
    pub withhold_days: i64,
    pub never_withheld: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub id: Text,
    pub title: Text,
    #[serde(default)]
    pub first: Vec<Text>,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnSignOff {
    pub by: String,
    pub about: Option<String>,
    pub given: Day,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    pub by: String,
    pub about: String,
    pub given: Option<Day>,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    pub value: Text,
    pub source: Text,
    pub confidence: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    pub value: Text,
    pub how: Option<Text>,
    pub source: Text,
    pub confidence: String,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub date: Day,
    pub open: Vec<Text>,
}

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

/// `content/areas/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub name: Text,
    pub kind: String,
    pub within: Option<Text>,
    #[serde(default)]
    pub also_called: Vec<String>,
    #[serde(default)]
    pub places: Vec<String>,
    pub order: i64,
    pub jobs: BTreeMap<Spanned<String>, Vec<LocalWay>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalWay {
    pub service: Option<Text>,
    pub role: Option<Text>,
    pub page: Option<Text>,
    pub note: Option<Text>,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedNotice {
    pub text: Text,
    pub from: Option<Day>,
    pub until: Option<Day>,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    pub value: String,
    pub why: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    pub host: String,
    pub why: String,
}

/// `content/redirects.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redirects {
    #[serde(default)]
    pub moved: BTreeMap<Spanned<String>, Text>,
    #[serde(default)]
    pub gone: Vec<Text>,
}

/// `content/bank-holidays.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankHolidays {
    pub until: Day,
    pub holiday: Vec<Holiday>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub date: Day,
    pub name: String,
}
