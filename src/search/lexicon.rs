//! What people type and what it means: `content/search.toml`, ready for [`super::Index::build`].
//!
//! Takes the raw document. Gives plain lists. It does not know which addresses exist: the caller checks
//! [`raw::Search::paths`] against the site, and an address that no entry has is passed over when searching.

use std::collections::BTreeMap;

use super::fold;
use crate::content::raw;

/// Everything that the program knows about how people write.
#[derive(Debug, Clone, Default, Hash)]
pub struct Lexicon {
    pub(super) fixed: Fixed,
    /// Everyday typing and the plain words it stands for.
    pub(super) rewrites: BTreeMap<String, Vec<String>>,
    /// Groups of words that mean nearly the same.
    pub(super) same: BTreeMap<String, Vec<String>>,
    /// Kinds of words that the model tells lines by.
    pub(super) kinds: BTreeMap<String, Vec<String>>,
    /// Addresses and the questions people ask that they answer.
    pub(super) questions: Vec<(String, Vec<String>)>,
    pub(super) favours: Vec<Favour>,
    /// Addresses about one thing for different people, in the order they come where the words do not say who asks.
    pub(super) beside: Vec<Vec<String>>,
    pub(super) despair: Vec<String>,
    /// Phrases of danger and the address that comes first.
    pub(super) danger: Vec<(Vec<String>, String)>,
    pub(super) young: Young,
    pub(super) told: TenseWords,
    /// The page for a hint about oneself, and what it is not to name.
    pub(super) unsaid: Option<(String, Vec<String>)>,
    pub(super) seeking: Seeking,
    pub(super) places: Vec<PlaceWords>,
    pub(super) known: Vec<String>,
    /// Words that people hide behind stars.
    pub(super) masked: Vec<String>,
    /// For a way to be reached, the addresses that fit, the best first.
    pub(super) reach: BTreeMap<String, Vec<String>>,
}

/// Addresses that come first whatever else was typed.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Fixed {
    pub(super) despair: String,
    pub(super) danger: String,
    pub(super) young: Vec<String>,
    /// Of those, the pages for small children.
    pub(super) young_small: Vec<String>,
    pub(super) young_never: Vec<String>,
    /// Whose reader must have spoken of thoughts or acts of their own.
    pub(super) own: Vec<String>,
    pub(super) seeking: Vec<String>,
    pub(super) seeking_young: Vec<String>,
    /// Where a child is sought and no pictures are.
    pub(super) seeking_near: Vec<String>,
}

/// Phrases and the addresses they lead to, the best first.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Favour {
    pub(super) words: Vec<String>,
    pub(super) paths: Vec<String>,
    /// It counts twice: the same words would lead elsewhere.
    pub(super) is_strong: bool,
    /// It counts only beside a phrase of an adult, or only where none stands.
    pub(super) is_of_adult: Option<bool>,
}

/// What tells a habit or the past from what happens now.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct TenseWords {
    pub(super) past: Vec<String>,
    /// It says that it is over, even beside what tells of now.
    pub(super) over: Vec<String>,
    pub(super) habit: Vec<String>,
    pub(super) now: Vec<String>,
}

/// How people under 18 write, and adults who write about them.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Young {
    pub(super) always: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) adult: Vec<String>,
    pub(super) looking_back: Vec<String>,
}

/// How abuse material, access to a child or ways to hide are asked for in plain words, and how help is.
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Seeking {
    pub(super) material: Vec<String>,
    pub(super) asking: Vec<String>,
    pub(super) meant_well: Vec<String>,
    /// Who wants to do what to whom.
    pub(super) wish: Vec<String>,
    /// What is asked for is on a screen.
    pub(super) pictures: Vec<String>,
    pub(super) guarding: Vec<String>,
}

/// Other names of an area.
#[derive(Debug, Clone, Hash)]
pub(super) struct PlaceWords {
    pub(super) area: String,
    pub(super) names: Vec<String>,
    pub(super) first: Vec<String>,
}

impl Lexicon {
    /// Reads the text of a `search.toml`.
    ///
    /// # Errors
    /// When the text is not TOML of that shape.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text).map(|raw: raw::Search| Self::from(&raw))
    }
}

impl From<&raw::Search> for Lexicon {
    fn from(raw: &raw::Search) -> Self {
        let of_danger = |group: &raw::search::Danger| {
            let first = group.first.as_ref().unwrap_or(&raw.fixed.danger);
            (group.words.clone(), first.get_ref().clone())
        };
        Self {
            fixed: fixed(&raw.fixed),
            rewrites: raw.rewrite.iter().map(|(from, to)| (fold::words(from).join(" "), fold::words(to))).collect(),
            same: raw.same.clone(),
            kinds: raw.kind.clone(),
            questions: raw.question.iter().map(|(path, words)| (path.get_ref().clone(), words.clone())).collect(),
            favours: raw.favour.iter().map(favour).collect(),
            beside: raw.beside.iter().map(|beside| texts(&beside.paths)).collect(),
            despair: raw.despair.clone(),
            danger: raw.danger.iter().map(of_danger).collect(),
            young: Young {
                always: raw.young.always.clone(),
                words: raw.young.words.clone(),
                adult: raw.young.adult.clone(),
                looking_back: raw.young.looking_back.clone(),
            },
            told: TenseWords {
                past: raw.told.past.clone(),
                over: raw.told.over.clone(),
                habit: raw.told.habit.clone(),
                now: raw.told.now.clone(),
            },
            unsaid: raw.unsaid.as_ref().map(|unsaid| (unsaid.page.get_ref().clone(), unsaid.said.clone())),
            seeking: Seeking {
                material: raw.seeking.material.clone(),
                asking: raw.seeking.asking.clone(),
                meant_well: raw.seeking.meant_well.clone(),
                wish: raw.seeking.wish.clone(),
                pictures: raw.seeking.pictures.clone(),
                guarding: raw.seeking.guarding.clone(),
            },
            places: raw.place.iter().map(place).collect(),
            known: raw.known.clone(),
            masked: raw.masked.clone(),
            reach: raw.reach.iter().map(|(way, paths)| (way.clone(), texts(paths))).collect(),
        }
    }
}

fn fixed(raw: &raw::search::Fixed) -> Fixed {
    Fixed {
        despair: raw.despair.get_ref().clone(),
        danger: raw.danger.get_ref().clone(),
        young: texts(&raw.young),
        young_small: texts(&raw.young_small),
        young_never: raw.young_never.clone(),
        own: texts(&raw.own),
        seeking: texts(&raw.seeking),
        seeking_young: texts(&raw.seeking_young),
        seeking_near: texts(&raw.seeking_near),
    }
}

fn place(raw: &raw::search::Place) -> PlaceWords {
    PlaceWords { area: raw.area.get_ref().clone(), names: raw.names.clone(), first: texts(&raw.first) }
}

fn favour(raw: &raw::search::Favour) -> Favour {
    Favour { words: raw.words.clone(), paths: texts(&raw.paths), is_strong: raw.strong == Some(true), is_of_adult: raw.adult }
}

fn texts(raw: &[raw::Text]) -> Vec<String> {
    raw.iter().map(|text| text.get_ref().clone()).collect()
}
