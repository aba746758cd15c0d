//! The serde shapes of `content/confirmed.toml`.

use serde::Deserialize;

use super::{Day, Text};

/// `content/confirmed.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    #[serde(default)]
    pub confirmation: Vec<Confirmation>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    pub service: Text,
    pub fact: Text,
    pub value: Text,
    pub on: Day,
    pub by: Text,
    pub role: Option<String>,
    pub source: Option<String>,
    pub copy: Option<String>,
}
