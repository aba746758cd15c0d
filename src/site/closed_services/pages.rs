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
                BlockKind::Heading { text, .. } => self.text(text),
                BlockKind::Paragraph(text) => {
                    self.without_broken_sentences(text);
                    self.text(text);
                }
                BlockKind::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item, people)),
                BlockKind::Notice(inner) => self.blocks(inner, people),
                BlockKind::Confidentiality(ids) | BlockKind::CompareConfidentiality(ids) => self.limits(ids, people),
                BlockKind::Limit { service, audience } if self.is_closed(service) => {
                    block.kind = self.limit(service, audience);
                }
                _ => {}
            }
        }
        for block in blocks.iter_mut() {
            if let BlockKind::List { items, .. } = &mut block.kind {
                items.retain(|item| !item.is_empty());
            }
        }
        blocks.retain(|block| !is_empty(&block.kind));
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

    /// Takes out each sentence that rings, writes to or opens a closed service: without the number it would say nothing.
    fn without_broken_sentences(&self, text: &mut Vec<Inline>) {
        if text.iter().any(|inline| self.reaches_closed(inline)) {
            let mut sentences = sentences(std::mem::take(text));
            sentences.retain(|sentence| !sentence.iter().any(|inline| self.reaches_closed(inline)));
            *text = sentences.into_iter().flatten().collect();
        }
    }

    fn reaches_closed(&self, inline: &Inline) -> bool {
        match inline {
            Inline::Text(_) => false,
            Inline::Strong(inner) => inner.iter().any(|inline| self.reaches_closed(inline)),
            Inline::Link { target, .. } => matches!(target, Link::Call(id) | Link::Visit(id) if self.is_closed(id)),
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

fn is_empty(block: &BlockKind) -> bool {
    match block {
        BlockKind::Confidentiality(ids) | BlockKind::CompareConfidentiality(ids) => ids.is_empty(),
        BlockKind::Paragraph(text) => text.is_empty(),
        BlockKind::List { items, .. } => items.is_empty(),
        _ => false,
    }
}

/// A text cut where a sentence ends: at a full stop, question or exclamation mark, and perhaps a closing quote, before a space.
fn sentences(text: Vec<Inline>) -> Vec<Vec<Inline>> {
    let (mut found, mut sentence) = (Vec::new(), Vec::new());
    for inline in text {
        let Inline::Text(words) = inline else {
            sentence.push(inline);
            continue;
        };
        let mut rest = words.as_str();
        while let Some(end) = end_of_sentence(rest) {
            let (words, next) = rest.split_at(end);
            sentence.push(Inline::Text(words.to_owned()));
            found.push(std::mem::take(&mut sentence));
            rest = next;
        }
        if !rest.is_empty() {
            sentence.push(Inline::Text(rest.to_owned()));
        }
    }
    found.push(sentence);
    found
}

/// The byte after the space that follows the first sentence.
fn end_of_sentence(text: &str) -> Option<usize> {
    text.match_indices(' ').map(|(space, _)| space).find_map(|space| {
        let before = text[..space].trim_end_matches(['"', '”', ')', '\'', '’']);
        before.ends_with(['.', '?', '!']).then_some(space + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sentences: &[Vec<Inline>]) -> Vec<String> {
        let words = |inline: &Inline| match inline {
            Inline::Text(words) => words.clone(),
            Inline::Strong(_) => "strong".to_owned(),
            Inline::Link { .. } => "link".to_owned(),
        };
        sentences.iter().map(|sentence| sentence.iter().map(words).collect()).collect()
    }

    #[test]
    fn a_text_is_cut_after_each_sentence_and_at_no_number_or_name() {
        let text = vec![
            Inline::Text("You matter. You can ask: \"Are you all right?\" Or ".to_owned()),
            Inline::Strong(Vec::new()),
            Inline::Text(", at 9.30am, free. Then rest".to_owned()),
        ];
        assert_eq!(
            said(&sentences(text)),
            ["You matter. ", "You can ask: \"Are you all right?\" ", "Or strong, at 9.30am, free. ", "Then rest"]
        );
    }
}
