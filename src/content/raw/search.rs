//! The serde shape of `content/search.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::Text;

/// `content/search.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    pub fixed: Fixed,
    #[serde(default)]
    pub rewrite: BTreeMap<String, String>,
    #[serde(default)]
    pub same: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub kind: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub question: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    pub favour: Vec<Favour>,
    #[serde(default)]
    pub beside: Vec<Beside>,
    pub despair: Vec<String>,
    pub danger: Vec<Danger>,
    pub young: Young,
    pub seeking: Seeking,
    #[serde(default)]
    pub place: Vec<Place>,
    #[serde(default)]
    pub known: Vec<String>,
    #[serde(default)]
    pub masked: Vec<String>,
    #[serde(default)]
    pub reach: BTreeMap<String, Vec<Text>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    pub despair: Text,
    pub danger: Text,
    pub young: Vec<Text>,
    #[serde(default)]
    pub young_small: Vec<Text>,
    pub young_never: Vec<String>,
    #[serde(default)]
    pub own: Vec<Text>,
    pub seeking: Vec<Text>,
    #[serde(default)]
    pub seeking_young: Vec<Text>,
    #[serde(default)]
    pub seeking_near: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Favour {
    pub words: Vec<String>,
    pub paths: Vec<Text>,
    pub strong: Option<bool>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    pub paths: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Danger {
    pub words: Vec<String>,
    pub first: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Young {
    pub always: Vec<String>,
    pub words: Vec<String>,
    pub adult: Vec<String>,
    #[serde(default)]
    pub looking_back: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeking {
    pub material: Vec<String>,
    pub asking: Vec<String>,
    pub meant_well: Vec<String>,
    #[serde(default)]
    pub wish: Vec<String>,
    #[serde(default)]
    pub pictures: Vec<String>,
    #[serde(default)]
    pub guarding: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub area: Text,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub first: Vec<Text>,
}

impl Search {
    /// Every address the file names, with where it stands, so that a caller can check that each exists.
    pub fn paths(&self) -> impl Iterator<Item = &Text> {
        let fixed = [&self.fixed.despair, &self.fixed.danger].into_iter().chain(&self.fixed.young).chain(&self.fixed.seeking);
        let fixed = fixed
            .chain(&self.fixed.young_small)
            .chain(&self.fixed.seeking_young)
            .chain(&self.fixed.seeking_near)
            .chain(&self.fixed.own)
            .chain(self.reach.values().flatten());
        let favoured = self.favour.iter().flat_map(|favour| &favour.paths);
        let beside = self.beside.iter().flat_map(|beside| &beside.paths);
        let danger = self.danger.iter().filter_map(|danger| danger.first.as_ref());
        let places = self.place.iter().flat_map(|place| &place.first);
        fixed.chain(self.question.keys()).chain(favoured).chain(beside).chain(danger).chain(places)
    }
}
