//! The front matter of `content/pages/**/*.md`.

use serde::Deserialize;
use toml::Spanned;

use super::{Day, Review, Source, Text, Way};

/// The front matter of a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub title: Text,
    pub tab: Text,
    pub description: Text,
    pub standing: Option<Standing>,
    pub audience: String,
    #[serde(default)]
    pub sensitive: bool,
    pub layout: Option<String>,
    #[serde(default)]
    pub routes: Vec<Spanned<Way>>,
    #[serde(default)]
    pub more: Vec<Text>,
    #[serde(default)]
    pub law: bool,
    #[serde(default)]
    pub nations: Vec<String>,
    pub menu: Option<bool>,
    #[serde(default)]
    pub one_sheet: bool,
    pub in_writing: Option<bool>,
    pub draft: Option<bool>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub listed: Option<bool>,
    pub only_if: Option<Text>,
    #[serde(default)]
    pub door: Vec<Door>,
    #[serde(default)]
    pub named: Vec<Named>,
    #[serde(default)]
    pub foreign: Vec<Foreign>,
    #[serde(default)]
    pub index: Vec<IndexWord>,
    #[serde(default)]
    pub source: Vec<Source>,
    pub review: Review,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    pub title: Text,
    pub tab: Text,
    pub description: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexWord {
    pub word: Text,
    pub page: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    pub text: Text,
    pub page: Text,
    pub hint: Text,
    #[serde(default)]
    pub inside: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub service: Text,
    pub line: Text,
    pub title: Option<Text>,
    pub beside: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foreign {
    pub lang: String,
    pub text: Text,
    pub service: Text,
}
