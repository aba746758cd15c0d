//! The serde shapes of what partners copy, link to and print: `links.toml`, `kit.toml` and `posters.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::{Review, Text};

/// `content/links.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub promised: Vec<Text>,
    #[serde(default)]
    pub services: Vec<Text>,
    #[serde(default)]
    pub link: Vec<Spanned<KitLink>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KitLink {
    pub id: Text,
    pub about: Text,
    pub page: Option<Text>,
    pub service: Option<Text>,
}

/// `content/kit.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    pub snippet: Vec<Snippet>,
    pub review: Review,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    pub id: Text,
    pub audience: String,
    pub name: Text,
    pub place: Text,
    pub title: Text,
    pub danger: Text,
    pub text: Vec<Text>,
    pub link: Text,
    pub link_text: Text,
}

/// `content/posters.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posters {
    pub danger: Text,
    pub emergency: Text,
    pub poster: Vec<Poster>,
    pub review: Review,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poster {
    pub id: Text,
    pub audience: String,
    pub name: Text,
    pub title: Text,
    pub lines: Vec<Text>,
    pub strip: Text,
    pub link: Text,
    pub number: Vec<PosterNumber>,
    #[serde(default)]
    pub first_words: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PosterNumber {
    pub service: Text,
    pub label: Text,
    pub in_pocket: Option<bool>,
    pub when: Option<Text>,
}
