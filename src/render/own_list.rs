//! The list that a reader puts together: every service once, to tick, and to print what was ticked. The choosing is the style sheet's.

use std::collections::BTreeSet;

use serde::Serialize;

use super::body::BlockView;
use super::card::{CardView, Cards};
use super::shell::ReviewView;
use crate::clock::{Moment, Pace};
use crate::site::page::Page;

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct OwnListView {
    /// The opening words.
    pub body: Vec<BlockView>,
    /// Services by need, each once.
    pub groups: Vec<ToTickView>,
    /// Who checked it and when.
    pub review: ReviewView,
}

/// Services that meet a need, but for those that stand under an earlier one.
#[derive(Debug, Serialize)]
pub(super) struct ToTickView {
    /// The need.
    pub title: String,
    /// Its services, as paper shows them.
    pub cards: Vec<CardView>,
}

impl Cards<'_> {
    /// The view of the page. It is made for paper, which does not know when it is read: hours stand there, and never "open now".
    #[must_use]
    pub(super) fn own_list(&self, page: &Page) -> OwnListView {
        let standing = Moment { pace: Pace::Standing, ..self.moment.clone() };
        let cards = Cards { site: self.site, moment: &standing };
        let mut listed = BTreeSet::new();
        let groups = self.by_need().map(|(need, mut services)| {
            services.retain(|service| listed.insert(&service.id));
            let cards = services.into_iter().map(|service| cards.card(service, false)).collect();
            ToTickView { title: need.title.clone(), cards }
        });
        let groups = groups.filter(|group| !group.cards.is_empty()).collect();
        OwnListView { body: self.blocks(&page.body), groups, review: ReviewView::of(&page.review, self.site, self.moment) }
    }
}
