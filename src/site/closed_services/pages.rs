//! Pages of guidance without what has closed. A card stays in its place and says so; a link leads to that card.

use super::Closing;
use crate::site::id::ServiceId;
use crate::site::page::Page;
use crate::site::text::{Block, BlockKind, Inline, Link};

impl Closing {
    pub(super) fn page(&self, page: &mut Page) {
        let people = page.audience.name();
        self.ways(&mut page.routes, people);
        page.named.retain(|named| !self.is_closed(&named.service));
        for beside in page.named.iter_mut().filter_map(|named| named.beside.as_mut()) {
            if let Some(next) = self.instead(beside, people, |_| true) {
                *beside = next.id.clone();
            }
        }
        page.foreign.retain(|line| !self.is_closed(&line.service));
        self.blocks(&mut page.body, people);
    }

    fn blocks(&self, blocks: &mut Vec<Block>, people: &str) {
        for block in blocks.iter_mut() {
            match &mut block.kind {
                BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => self.text(text),
                BlockKind::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item, people)),
                BlockKind::Notice(inner) => self.blocks(inner, people),
                BlockKind::Confidentiality(ids) | BlockKind::CompareConfidentiality(ids) => self.limits(ids, people),
                BlockKind::Limit { service, audience } if self.is_closed(service) => {
                    block.kind = self.limit(service, audience);
                }
                _ => {}
            }
        }
        let is_empty = |block: &Block| matches!(&block.kind, BlockKind::Confidentiality(ids) | BlockKind::CompareConfidentiality(ids) if ids.is_empty());
        blocks.retain(|block| !is_empty(block));
    }

    fn limits(&self, ids: &mut Vec<ServiceId>, people: &str) {
        let closed = ids.iter().find(|id| self.is_closed(id)).cloned();
        ids.retain(|id| !self.is_closed(id));
        if let Some(closed) = closed.filter(|_| ids.is_empty()) {
            ids.extend(self.instead(&closed, people, |_| true).map(|next| next.id.clone()));
        }
    }

    /// The limit of who takes its place: in one sentence where there is one, otherwise as its card has it.
    fn limit(&self, closed: &ServiceId, audience: &str) -> BlockKind {
        let says =
            |limits: &std::collections::BTreeMap<String, String>| limits.contains_key(audience) || limits.contains_key("anyone");
        match self.instead(closed, audience, |next| says(&next.limits)) {
            Some(next) => BlockKind::Limit { service: next.id.clone(), audience: audience.to_owned() },
            None => BlockKind::Confidentiality(
                self.instead(closed, audience, |_| true).map(|next| next.id.clone()).into_iter().collect(),
            ),
        }
    }

    fn text(&self, text: &mut [Inline]) {
        for inline in text {
            match inline {
                Inline::Text(_) => {}
                Inline::Strong(inner) => self.text(inner),
                Inline::Link { target, .. } => {
                    if let Link::Call(id) | Link::Visit(id) = target
                        && self.is_closed(id)
                    {
                        *target = Link::Service(id.clone());
                    }
                }
            }
        }
    }
}
