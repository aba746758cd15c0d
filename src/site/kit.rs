//! What partners copy and print: short texts for their own pages, and posters.
//!
//! Words only. How a text is written as HTML or Markdown, and how a poster is set, is for `render`.

use std::collections::BTreeMap;

use super::id::{LinkId, ServiceId};
use super::page::Audience;
use super::review::Review;
use super::text::Prose;
use crate::diagnostic::Place;

/// The texts of `kit.toml`.
#[derive(Debug, Clone)]
pub struct Kit {
    pub snippets: Vec<Snippet>,
    /// Who keeps the wording true and until when.
    pub review: Review,
    /// Every text of it that readers see.
    pub prose: Vec<Prose>,
    /// The file, for findings about it as a whole.
    pub place: Place,
}

/// A short text that a school or club puts on its own page.
#[derive(Debug, Clone)]
pub struct Snippet {
    pub id: String,
    /// Whom it speaks to.
    pub audience: Audience,
    /// The heading on the link kit's page.
    pub name: String,
    pub where_to_put: String,
    pub title: String,
    /// What to do in danger.
    pub danger: String,
    pub text: Vec<String>,
    /// The short address it leads to.
    pub link: LinkId,
    pub link_text: String,
    /// Where its link was written.
    pub place: Place,
}

/// The posters of `posters.toml`.
#[derive(Debug, Clone)]
pub struct Posters {
    /// The line before the emergency number.
    pub danger: Prose,
    /// The service whose number stands there.
    pub emergency: ServiceId,
    pub posters: Vec<Poster>,
    /// Who keeps them true and until when.
    pub review: Review,
    /// Every text of them that readers see.
    pub prose: Vec<Prose>,
    /// The file, for findings about it as a whole.
    pub place: Place,
}

/// One poster, before it is set on a sheet.
#[derive(Debug, Clone)]
pub struct Poster {
    /// The last part of its address.
    pub id: String,
    /// Whom it speaks to.
    pub audience: Audience,
    /// What to call it in lists.
    pub name: String,
    /// The largest line.
    pub title: Prose,
    /// The few lines below it.
    pub lines: Vec<Prose>,
    /// The words on a strip to tear off.
    pub strip: Prose,
    /// The short address printed on it.
    pub link: LinkId,
    /// The numbers after the emergency number.
    pub numbers: Vec<PosterNumber>,
    /// When a service of these answers, in a few neutral words: strips and cards leave the label out.
    pub when: BTreeMap<ServiceId, Prose>,
    /// It is offered as a card with words to begin with, too.
    pub has_first_words: bool,
    /// Where its link was written.
    pub place: Place,
}

/// A number on a poster.
#[derive(Debug, Clone)]
pub struct PosterNumber {
    pub service: ServiceId,
    /// What it is for.
    pub label: Prose,
    /// It stands on strips and cards too: the name of its service does not give away whoever has one in a pocket.
    pub is_in_pocket: bool,
}

impl Poster {
    /// A poster of so many lines is a card to fold in four: everything but the words outside is inside.
    const FOLDED_FROM: usize = 4;

    /// It prints as a card to fold in four.
    pub fn is_folded(&self) -> bool {
        self.lines.len() >= Self::FOLDED_FROM
    }

    /// Its address as a sheet of A4: `/schools/posters/parents`.
    pub fn address(&self) -> String {
        format!("/schools/posters/{}", self.id)
    }
}
