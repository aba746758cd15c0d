//! The body of a page as templates walk it: blocks and runs of text, every link ready.

use serde::Serialize;

use super::card::{CardView, Cards};
use super::number::NumberView;
use super::status::StatusView;
use super::ways::AreaView;
use crate::site::{Block, BlockKind, Contact, Inline, Link, NameNeeded, Service, ServiceId};

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BlockView {
    Heading { level: u8, id: String, text: Vec<InlineView> },
    Paragraph { text: Vec<InlineView> },
    List { start: Option<u64>, items: Vec<Vec<BlockView>> },
    Notice { blocks: Vec<BlockView> },
    Break,
    Routes { level: u8 },
    Card { level: u8, card: Box<CardView> },
    Area { name: String, areas: Vec<AreaView> },
    Limit { text: String },
    Confidentiality { services: Vec<LimitView> },
    Compare { services: Vec<LimitView> },
    Crisis,
    Sheet { id: String, text: Vec<InlineView>, blocks: Vec<BlockView> },
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum InlineView {
    Text {
        text: String,
    },
    Strong {
        text: Vec<InlineView>,
    },
    Link {
        href: String,
        is_outbound: bool,
        text: Vec<InlineView>,
    },
    /// A number. Its state stands where the page gives it first, unless it answers at every hour.
    Call {
        number: NumberView,
        text: Vec<InlineView>,
        status: Option<StatusView>,
    },
}

/// What a service keeps private and what it must pass on.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LimitView {
    pub name: String,
    pub href: String,
    pub name_needed: Option<NameNeeded>,
    /// More about the name.
    pub name_note: Option<String>,
    /// What it keeps to itself.
    pub keeps_private: Vec<String>,
    /// What it must tell others.
    pub passes_on: Vec<String>,
    pub is_unsure: bool,
}

impl LimitView {
    /// What is known of a service.
    #[must_use]
    pub(super) fn of(service: &Service) -> Self {
        let on_contact = service.on_contact.as_ref();
        let value = on_contact.map(|fact| &fact.value);
        Self {
            name: service.name.clone(),
            href: service.address(),
            name_needed: value.and_then(|value| value.name_needed),
            name_note: value.and_then(|value| value.name_note.clone()),
            keeps_private: value.map(|value| value.keeps_private.clone()).unwrap_or_default(),
            passes_on: service.passes_on().to_vec(),
            is_unsure: on_contact.is_some_and(|fact| !fact.confidence.is_shown_as_sure()) || !service.is_confirmed(),
        }
    }
}

impl Cards<'_> {
    /// The blocks that stand under a heading of a level. Cards have headings one deeper.
    pub(super) fn blocks_under(&self, mut heading: u8, blocks: &[Block]) -> Vec<BlockView> {
        let mut views = Vec::new();
        let mut rest = blocks;
        while let [block, after @ ..] = rest {
            rest = after;
            if let (BlockKind::Sheet, [heading, under @ ..]) = (&block.kind, after)
                && let BlockKind::Heading { id, text, .. } = &heading.kind
            {
                let (own, others) = under.split_at(under.iter().position(ends_a_sheet).unwrap_or(under.len()));
                views.push(BlockView::Sheet { id: id.clone(), text: self.inlines(text), blocks: self.blocks_under(2, own) });
                rest = others;
            } else {
                if let BlockKind::Heading { level, .. } = &block.kind {
                    heading = *level;
                }
                views.extend(self.block(heading, &block.kind));
            }
        }
        views
    }

    fn block(&self, heading: u8, block: &BlockKind) -> Option<BlockView> {
        Some(match block {
            BlockKind::Heading { level, id, text } => {
                BlockView::Heading { level: *level, id: id.clone(), text: self.inlines(text) }
            }
            BlockKind::Paragraph(text) => BlockView::Paragraph { text: self.inlines(text) },
            BlockKind::List { start, items } => {
                BlockView::List { start: *start, items: items.iter().map(|item| self.blocks_under(heading, item)).collect() }
            }
            BlockKind::Notice(inner) => BlockView::Notice { blocks: self.blocks_under(heading, inner) },
            BlockKind::Routes => BlockView::Routes { level: heading + 1 },
            BlockKind::ServiceCard(id) => {
                BlockView::Card { level: heading + 1, card: Box::new(self.card(self.site.service(id), false)) }
            }
            BlockKind::Break => BlockView::Break,
            BlockKind::Area(job) => {
                BlockView::Area { name: self.site.settings.job_name(*job).to_owned(), areas: self.areas(*job) }
            }
            BlockKind::Limit { service, audience } => {
                BlockView::Limit { text: self.site.service(service).limit(audience).unwrap_or_default().to_owned() }
            }
            BlockKind::Confidentiality(ids) => BlockView::Confidentiality { services: self.limits(ids) },
            BlockKind::CompareConfidentiality(ids) => BlockView::Compare { services: self.limits(ids) },
            BlockKind::Crisis => BlockView::Crisis,
            // It says how the section after it is shown, and shows nothing itself.
            BlockKind::Sheet => return None,
        })
    }

    fn limits(&self, ids: &[ServiceId]) -> Vec<LimitView> {
        ids.iter().map(|id| LimitView::of(self.site.service(id))).collect()
    }

    fn inlines(&self, text: &[Inline]) -> Vec<InlineView> {
        text.iter()
            .map(|inline| match inline {
                Inline::Text(text) => InlineView::Text { text: text.clone() },
                Inline::Strong(inner) => InlineView::Strong { text: self.inlines(inner) },
                Inline::Link { target, text, .. } => self.link(target, self.inlines(text)),
            })
            .collect()
    }

    /// The state of a number at this moment; none where it answers at every hour, or no hours may be shown.
    fn call_status(&self, service: &Service, contact: &Contact) -> Option<StatusView> {
        let hours = self.site.shown(service, self.moment.today).hours(contact)?;
        let status = StatusView::in_a_sentence(hours, service.web().is_some(), self.moment, self.site.holidays_of(service));
        (status.state != "always").then_some(status)
    }

    fn link(&self, target: &Link, text: Vec<InlineView>) -> InlineView {
        let inside = |href: String, text| InlineView::Link { href, is_outbound: false, text };
        match target {
            Link::Page { path, fragment: None } => inside(path.to_string(), text),
            Link::Page { path, fragment: Some(fragment) } => inside(format!("{path}#{fragment}"), text),
            Link::Generated(address) => inside(address.clone(), text),
            Link::Service(id) => inside(self.site.service(id).address(), text),
            Link::External(address) => InlineView::Link { href: address.clone(), is_outbound: true, text },
            Link::Visit(id) => {
                let service = self.site.service(id);
                match service.web().and_then(|contact| contact.web()) {
                    Some(address) => InlineView::Link { href: address.as_str().to_owned(), is_outbound: true, text },
                    None => inside(service.address(), text),
                }
            }
            Link::Call(id) => {
                let service = self.site.service(id);
                let contact = service.number_in_words();
                match contact.and_then(NumberView::of) {
                    Some(number) => {
                        let status = contact.and_then(|contact| self.call_status(service, contact));
                        InlineView::Call { number, text, status }
                    }
                    None => inside(service.address(), text),
                }
            }
        }
    }
}

fn ends_a_sheet(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Sheet | BlockKind::Break | BlockKind::Heading { level: 2, .. })
}
