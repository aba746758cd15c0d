//! The serde shapes of `content/changes.toml`.

use serde::Deserialize;

use super::{Day, Text};

/// `content/changes.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    #[serde(default)]
    pub change: Vec<Change>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub on: Day,
    pub about: Text,
    pub address: Text,
    pub name: Text,
    #[serde(default)]
    pub before: Vec<Text>,
    #[serde(default)]
    pub after: Vec<Text>,
}
