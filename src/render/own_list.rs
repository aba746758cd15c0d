//! The list that a reader puts together: every service once, to tick, and to print what was ticked. The choosing is the style sheet's.

use serde::Serialize;

use super::body::BlockView;
use super::card::{CardView, Cards};
use super::services::ELSEWHERE;
use super::shell::ReviewView;
use crate::clock::{Moment, Pace};
use crate::site::{Page, Service};

#[derive(Debug, Serialize)]
pub(super) struct OwnListView {
    pub body: Vec<BlockView>,
    /// Services by need, each once.
    pub groups: Vec<ToTickView>,
    pub review: ReviewView,
}

/// Services that meet a need, but for those that stand under an earlier one.
#[derive(Debug, Serialize)]
pub(super) struct ToTickView {
    /// Its name in the address of the page.
    pub id: String,
    pub title: String,
    pub ticks: Vec<TickView>,
}

#[derive(Debug, Serialize)]
pub(super) struct TickView {
    /// As paper shows it.
    pub card: CardView,
    /// Words to begin with, for whoever wants them on the paper too.
    pub first_words: Vec<String>,
}

impl Cards<'_> {
    /// The view of the page. It is made for paper, which does not know when it is read: hours stand there, and never "open now".
    pub(super) fn own_list(&self, page: &Page) -> OwnListView {
        let standing = Moment { pace: Pace::Standing, ..self.moment.clone() };
        let cards = Cards { site: self.site, moment: &standing };
        let tick = |service: &Service| TickView {
            card: cards.card(service, false),
            first_words: service.on_contact.as_ref().map(|fact| fact.value.first_words.clone()).unwrap_or_default(),
        };
        let ticks = |services: Vec<&Service>| services.into_iter().map(tick).collect::<Vec<_>>();
        let mut groups: Vec<ToTickView> = Vec::new();
        for (need, services) in self.by_need_once() {
            groups.push(ToTickView { id: need.id.to_string(), title: need.title.clone(), ticks: ticks(services) });
        }
        let elsewhere = ticks(self.of_other_nations());
        if !elsewhere.is_empty() {
            groups.push(ToTickView { id: ELSEWHERE.0.to_owned(), title: ELSEWHERE.1.to_owned(), ticks: elsewhere });
        }
        OwnListView { body: self.blocks(&page.body), groups, review: ReviewView::of(&page.review, self.site, self.moment) }
    }
}
