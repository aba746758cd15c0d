//! The serde shape of `page-rules.toml`.

use serde::Deserialize;

use super::{Review, Text};

/// `content/page-rules.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRules {
    pub rule: Vec<Rule>,
    pub essential: Vec<Essential>,
    pub review: Review,
}

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
