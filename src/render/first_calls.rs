//! The body of a page, in which a number in running text tells its state once: where the page gives it first.
//!
//! Takes the blocks of a page, gives them as templates walk them.

use std::collections::BTreeSet;

use super::body::{BlockView, InlineView};
use super::card::Cards;
use super::number::NumberView;
use super::status::StatusView;
use crate::site::Block;

impl Cards<'_> {
    /// Every block, in order.
    pub(super) fn blocks(&self, blocks: &[Block]) -> Vec<BlockView> {
        let mut views = self.blocks_under(1, blocks);
        keep_first(&mut views);
        views
    }
}

/// Takes away the state of every number that was given before, in the order in which the page is read.
fn keep_first(blocks: &mut [BlockView]) {
    let mut given = BTreeSet::new();
    each_call(blocks, &mut |number, status| {
        if !given.insert(number.href.clone()) {
            *status = None;
        }
    });
}

fn each_call(blocks: &mut [BlockView], see: &mut dyn FnMut(&NumberView, &mut Option<StatusView>)) {
    for block in blocks {
        match block {
            BlockView::Paragraph { text } => each_call_in(text, see),
            BlockView::List { items, .. } => items.iter_mut().for_each(|item| each_call(item, see)),
            BlockView::Notice { blocks } => each_call(blocks, see),
            // A sheet is filled in to be read at any hour.
            BlockView::Sheet { blocks, .. } => each_call(blocks, &mut |_, status| *status = None),
            BlockView::Heading { .. }
            | BlockView::Break
            | BlockView::Routes { .. }
            | BlockView::Card { .. }
            | BlockView::Area { .. }
            | BlockView::Limit { .. }
            | BlockView::Confidentiality { .. }
            | BlockView::Compare { .. }
            | BlockView::Crisis => {}
        }
    }
}

fn each_call_in(text: &mut [InlineView], see: &mut dyn FnMut(&NumberView, &mut Option<StatusView>)) {
    for run in text {
        match run {
            InlineView::Strong { text } => each_call_in(text, see),
            InlineView::Call { number, status, .. } => see(number, status),
            InlineView::Text { .. } | InlineView::Link { .. } => {}
        }
    }
}
