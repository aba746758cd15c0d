//! A page of guidance: body, ways to get help, further reading, sources, review.

use serde::Serialize;

use super::body::BlockView;
use super::card::Cards;
use super::format;
use super::shell::{LinkView, ReviewView, SourceView};
use super::ways::WayView;
use crate::nations;
use crate::site::text::plain;
use crate::site::{Audience, Block, BlockKind, Page, PagePath};

/// What a page of guidance shows.
#[derive(Debug, Serialize)]
pub(super) struct GuideView {
    pub audience: Audience,
    pub body: Vec<BlockView>,
    pub routes: Vec<WayView>,
    pub more: Vec<LinkView>,
    /// Whose law it states, if it does: "England and Wales".
    pub law: Option<String>,
    pub sources: Vec<SourceView>,
    pub review: ReviewView,
    /// Parts of it open and print each by itself.
    pub has_sheets: bool,
    /// Headings, for a contents list on long pages.
    pub contents: Vec<LinkView>,
}

/// Pages with more headings than this get a contents list.
const CONTENTS_FROM: usize = 6;

impl Cards<'_> {
    pub(super) fn guide(&self, page: &Page) -> GuideView {
        let body = self.blocks(&page.body);
        GuideView {
            audience: page.audience,
            routes: self.routes(page),
            more: self.links(&page.more),
            law: page.has_law.then(|| format::list(&nations::of_law(&page.nations))),
            sources: page.sources.iter().filter(|source| source.is_shown).map(SourceView::of).collect(),
            review: ReviewView { has_sources: !page.sources.is_empty(), ..ReviewView::of(&page.review, self.site, self.moment) },
            has_sheets: page.body.iter().any(|block| matches!(block.kind, BlockKind::Sheet)),
            contents: contents(&page.body),
            body,
        }
    }

    /// Links to pages by their headings.
    pub(super) fn links(&self, paths: &[PagePath]) -> Vec<LinkView> {
        let pages = paths.iter().filter_map(|path| self.site.pages.get(path));
        pages.map(|page| LinkView { title: page.title.clone(), href: page.path.to_string() }).collect()
    }
}

fn contents(body: &[Block]) -> Vec<LinkView> {
    let headings = body.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { level: 2, id, text } => Some(LinkView { title: plain(text), href: format!("#{id}") }),
        _ => None,
    });
    let headings: Vec<LinkView> = headings.collect();
    if headings.len() >= CONTENTS_FROM { headings } else { Vec::new() }
}
