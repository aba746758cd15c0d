//! The serde shape of the report page: `routing.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::{Text, Way};

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    pub service: Text,
    pub with: Text,
    pub why: Text,
}

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

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Above {
    pub text: Text,
    pub next: Text,
}

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
