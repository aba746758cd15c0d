//! `links.toml`, `kit.toml` and `posters.toml` into their parts of the model.

use std::collections::BTreeMap;

use super::parts::{DocumentContext, in_document};
use super::{Names, page_rules, unknown};
use crate::content::{Documents, Located, raw};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{
    Audience, Kit, LinkId, LinkTarget, Links, PageRules, Poster, PosterNumber, Posters, ServiceId, ShortLink, Snippet,
};

/// Everything for partners.
pub(super) struct ForPartners {
    pub(super) links: Links,
    pub(super) kit: Option<Kit>,
    pub(super) posters: Option<Posters>,
    pub(super) page_rules: Option<PageRules>,
}

pub(super) fn for_partners(documents: &Documents, names: &Names, found: &mut Vec<Diagnostic>) -> ForPartners {
    let links =
        documents.links.as_ref().map(|document| links(document, &documents.short_addresses, names, found)).unwrap_or_default();
    let kit = documents.kit.as_ref().map(|document| kit(document, &links, names, found));
    let posters = documents.posters.as_ref().and_then(|document| posters(document, &links, names, found));
    let page_rules = documents.page_rules.as_ref().map(|document| page_rules::page_rules(document, &links, names, found));
    ForPartners { links, kit, posters, page_rules }
}

/// `of_copy` are the services that a copy's `overlay.toml` names.
fn links(document: &Located<raw::Links>, of_copy: &[(String, Place)], names: &Names, found: &mut Vec<Diagnostic>) -> Links {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        let of_file = raw.services.iter().map(|slug| (slug.get_ref().clone(), document.place(slug.span())));
        let services = of_file.chain(of_copy.iter().cloned()).filter_map(|(slug, place)| {
            // The address was promised to last: of a service that has closed it shows who to turn to instead, and nothing is to be done.
            let closed = names.closed.contains(&slug).then(|| ServiceId::new(slug.as_str()));
            let target = LinkTarget::Service(closed.or_else(|| context.service_named(&slug, place.clone()))?);
            Some(ShortLink { id: LinkId::new(slug.as_str()), target, about: None, place })
        });
        let services: Vec<ShortLink> = services.collect();
        let others: Vec<ShortLink> = raw.link.iter().filter_map(|link| context.short_link(link)).collect();
        let mut links = BTreeMap::new();
        for link in services.into_iter().chain(others) {
            let (place, address) = (link.place.clone(), link.address());
            if links.insert(link.id.clone(), link).is_some() {
                let fault = Diagnostic::error(place, Kind::Duplicate, format!("{address} is given twice"));
                context.found.push(fault.with_help("a short address leads to one place: keep the one that is meant"));
            }
        }
        let promised = raw.promised.iter().map(|id| (id.get_ref().clone(), document.place(id.span())));
        let promised = promised.chain(of_copy.iter().cloned()).collect();
        Links { links, promised }
    })
}

fn kit(document: &Located<raw::Kit>, links: &Links, names: &Names, found: &mut Vec<Diagnostic>) -> Kit {
    in_document(document, names, found, |context| Kit {
        snippets: document.value.snippet.iter().filter_map(|snippet| context.snippet(snippet, links)).collect(),
        review: context.review(&document.value.review),
        prose: context.take_seen(),
        place: Place::whole_file(document.file.path.clone()),
    })
}

/// None when the emergency line leads nowhere: a poster without 999 is not made.
fn posters(document: &Located<raw::Posters>, links: &Links, names: &Names, found: &mut Vec<Diagnostic>) -> Option<Posters> {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        Some(Posters {
            danger: context.seen(&raw.danger),
            emergency: context.service(&raw.emergency)?,
            posters: raw.poster.iter().filter_map(|poster| context.poster(poster, links)).collect(),
            review: context.review(&raw.review),
            prose: context.take_seen(),
            place: Place::whole_file(document.file.path.clone()),
        })
    })
}

impl DocumentContext<'_> {
    fn short_link(&mut self, raw: &toml::Spanned<raw::KitLink>) -> Option<ShortLink> {
        let link = raw.get_ref();
        if link.page.is_some() == link.service.is_some() {
            let message = "a short address leads to exactly one page or service of this site";
            self.error(raw.span(), Kind::WrongValue, message, "keep either `page` or `service`");
            return None;
        }
        let target = match (&link.page, &link.service) {
            (Some(page), _) => LinkTarget::Page(self.page(page)?),
            (_, Some(service)) => LinkTarget::Service(self.service(service)?),
            _ => return None,
        };
        let (id, place) = (LinkId::new(link.id.get_ref().as_str()), (self.place)(link.id.span()));
        Some(ShortLink { id, target, about: Some(self.prose(&link.about)), place })
    }

    /// The id of a short address that exists.
    pub(super) fn link_id(&mut self, id: &raw::Text, links: &Links) -> Option<LinkId> {
        let known = links.links.keys();
        if let Some(link) = known.clone().find(|link| link.as_str() == id.get_ref()) {
            return Some(link.clone());
        }
        let fault = unknown((self.place)(id.span()), "short address", id.get_ref(), known.map(LinkId::as_str));
        let stand = "short addresses stand in content/links.toml: name one that is there, such as link = \"parents\", or add a [[link]] of this id";
        let help = fault.help.as_ref().map_or_else(|| stand.to_owned(), |help| format!("{help} {stand}"));
        self.found.push(fault.with_help(help));
        None
    }

    fn snippet(&mut self, raw: &raw::Snippet, links: &Links) -> Option<Snippet> {
        Some(Snippet {
            link: self.link_id(&raw.link, links)?,
            id: raw.id.get_ref().clone(),
            audience: Audience::parse(&raw.audience),
            name: self.prose(&raw.name),
            where_to_put: self.prose(&raw.place),
            title: self.prose(&raw.title),
            danger: self.prose(&raw.danger),
            text: self.prose_all(&raw.text),
            link_text: self.prose(&raw.link_text),
            place: (self.place)(raw.link.span()),
        })
    }

    fn poster(&mut self, raw: &raw::Poster, links: &Links) -> Option<Poster> {
        let numbers = raw.number.iter().filter_map(|number| {
            let is_in_pocket = number.in_pocket.unwrap_or(true);
            Some(PosterNumber { service: self.service(&number.service)?, label: self.seen(&number.label), is_in_pocket })
        });
        let numbers = numbers.collect();
        let when = raw.number.iter().filter_map(|number| {
            let service = ServiceId::new(number.service.get_ref().as_str());
            Some((service, self.seen(number.when.as_ref()?)))
        });
        Some(Poster {
            numbers,
            when: when.collect(),
            link: self.link_id(&raw.link, links)?,
            id: raw.id.get_ref().clone(),
            audience: Audience::parse(&raw.audience),
            name: self.prose(&raw.name),
            title: self.seen(&raw.title),
            lines: raw.lines.iter().map(|line| self.seen(line)).collect(),
            strip: self.seen(&raw.strip),
            has_first_words: raw.first_words,
            place: (self.place)(raw.link.span()),
        })
    }
}
