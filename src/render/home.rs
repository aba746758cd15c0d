//! The home page: the needs, the organisations the advice names first, and every page by whom it is for.

use serde::Serialize;

use super::body::BlockView;
use super::card::{CardView, Cards};
use super::shell::{LinkView, ReviewView};
use crate::site::{Audience, Block, BlockKind, Layout, Named, Page};

/// So many of the home page's numbers stand on a page that found nothing of its own to say.
const NUMBERS_ELSEWHERE: usize = 4;

/// What the home page shows.
#[derive(Debug, Serialize)]
pub(super) struct HomeView {
    pub body: Vec<BlockView>,
    /// What follows the organisations: everything from the first heading on.
    pub after: Vec<BlockView>,
    /// The needs.
    pub doors: Vec<DoorView>,
    /// The organisations named first.
    pub named: Vec<NamedView>,
    pub foreign: Vec<ForeignView>,
    /// Services with help in other languages, named in English.
    pub languages: Vec<LanguageView>,
    /// Every page by whom it is for.
    pub guidance: Vec<GroupView>,
    pub review: ReviewView,
}

#[derive(Debug, Serialize)]
pub(super) struct DoorView {
    pub text: String,
    /// One line.
    pub hint: String,
    /// The page that meets it.
    pub href: String,
    /// Pages that meet a part of it.
    pub inside: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
pub(super) struct NamedView {
    pub title: String,
    /// One line.
    pub line: String,
    pub card: CardView,
    /// The confirmed service to start with.
    pub beside: Option<LinkView>,
}

/// One line in another language.
#[derive(Debug, Serialize)]
pub(super) struct ForeignView {
    pub lang: String,
    pub text: String,
    pub service: LinkView,
}

/// A service with help in other languages.
#[derive(Debug, Serialize)]
pub(super) struct LanguageView {
    pub service: LinkView,
    pub languages: String,
}

/// Pages for one group of readers.
#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    /// The group, as in front matter.
    pub audience: Audience,
    /// Its pages, by heading.
    pub pages: Vec<LinkView>,
}

impl Cards<'_> {
    pub(super) fn home(&self, page: &Page) -> HomeView {
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
        let (opening, after) = page.body.split_at(page.body.iter().position(is_heading).unwrap_or(page.body.len()));
        HomeView {
            body: self.blocks(opening),
            after: self.blocks(after),
            doors: page
                .doors
                .iter()
                .map(|door| DoorView {
                    text: door.text.clone(),
                    hint: door.hint.clone(),
                    href: door.page.to_string(),
                    inside: self.links(&door.inside),
                })
                .collect(),
            named: self.named(page),
            foreign: page
                .foreign
                .iter()
                .map(|line| ForeignView {
                    lang: line.lang.clone(),
                    text: line.text.clone(),
                    service: LinkView::to_service(self.site.service(&line.service)),
                })
                .collect(),
            languages: self.languages(),
            guidance: self.guidance(),
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    /// The organisations that the home page names, each with its card.
    fn named(&self, page: &Page) -> Vec<NamedView> {
        let view = |named: &Named| {
            let service = self.site.service(&named.service);
            NamedView {
                title: named.title.clone().unwrap_or_else(|| service.name.clone()),
                line: named.line.clone(),
                card: self.card(service, false),
                beside: named.beside.as_ref().map(|id| LinkView::to_service(self.site.service(id))),
            }
        };
        page.named.iter().map(view).collect()
    }

    /// Those of them that can be rung, for a page that found nothing of its own to say.
    pub(super) fn named_numbers(&self) -> Vec<NamedView> {
        let home = self.site.pages.values().find(|page| page.layout == Layout::Home);
        let mut named = home.map(|page| self.named(page)).unwrap_or_default();
        named.retain(|named| named.card.phone.is_some() && named.beside.is_none());
        named.truncate(NUMBERS_ELSEWHERE);
        named
    }

    fn languages(&self) -> Vec<LanguageView> {
        self.site
            .shown_services()
            .filter(|service| service.is_confirmed())
            .filter_map(|service| {
                let sure = service.languages.iter().filter(|language| language.confidence.is_shown_as_sure());
                let names: Vec<&str> = sure.map(|language| language.value.name.as_str()).collect();
                (!names.is_empty())
                    .then(|| LanguageView { service: LinkView::to_service(service), languages: super::format::list(&names) })
            })
            .collect()
    }

    /// Every listed page of guidance, grouped by whom it is for.
    pub(super) fn guidance(&self) -> Vec<GroupView> {
        const ORDER: [Audience; 7] = [
            Audience::Parents,
            Audience::YoungPeople,
            Audience::Oneself,
            Audience::Family,
            Audience::Survivors,
            Audience::Professionals,
            Audience::Everyone,
        ];
        ORDER
            .into_iter()
            .map(|audience| {
                let of_group = self
                    .site
                    .pages
                    .values()
                    .filter(|page| page.audience == audience && page.is_listed && page.layout != Layout::Home);
                let mut pages: Vec<LinkView> =
                    of_group.map(|page| LinkView { title: page.title.clone(), href: page.path.to_string() }).collect();
                pages.sort();
                GroupView { audience, pages }
            })
            .filter(|group| !group.pages.is_empty())
            .collect()
    }
}
