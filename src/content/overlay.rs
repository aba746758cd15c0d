//! A copy for another region: what an overlay leaves out of the content it lies over, and all that goes with it.
//!
//! `content/overlay.toml` names areas and files. With an area go the services that help nowhere else, and sources of pages that bear out only its facts; with a service or page goes every
//! way to it, and each paragraph and list item that links to it. So a sentence about a local service links to it, and no editor
//! has to hunt for sentences. Takes the documents as read; gives them without what was left out, and what rules then look for: names
//! that may still stand in sentences without a link ([`Documents::left_out`]).

use std::collections::BTreeSet;

use toml::Spanned;

use super::copied;
use super::documents::{Documents, Located, PageFile};
use super::empty_headings;
use super::markdown::{RawBlock, RawInline, RawKind};
use super::only_if;
use super::raw::{self, Overlay, Text};
use super::source::SourceTree;
use crate::diagnostic::WhyLeftOut::{ByName, WithArea};
use crate::diagnostic::{Diagnostic, Kind, LeftOut};

#[derive(Debug, Default)]
struct Gone {
    areas: BTreeSet<String>,
    area_names: BTreeSet<String>,
    files: BTreeSet<String>,
    services: BTreeSet<String>,
    /// Addresses of pages and of services.
    addresses: BTreeSet<String>,
}

/// What to do about a name that nothing below has, or has any more.
const NOTHING_TO_LEAVE_OUT: &str = "the program has none of that name, or no longer: take it out of this list";

/// Leaves out what the overlay names, if there is one.
pub(super) fn apply(documents: &mut Documents, tree: &SourceTree) -> Vec<Diagnostic> {
    let Some(overlay) = documents.overlay.take() else { return Vec::new() };
    let mut found = Vec::new();
    let mut gone = Gone::default();
    for area in &overlay.value.without_areas {
        if documents.areas.iter().any(|known| known.stem() == area.get_ref()) {
            gone.areas.insert(area.get_ref().clone());
        } else {
            let known = documents.areas.iter().map(Located::stem);
            found.push(unknown(&overlay, area, "area").with_help(NOTHING_TO_LEAVE_OUT).with_nearest(area.get_ref(), known));
        }
    }
    let files = documents.services.iter().map(|one| &one.file.path).chain(documents.pages.iter().map(|one| &one.file.path));
    let known: BTreeSet<String> = files.filter_map(|path| path.strip_prefix("content/").map(str::to_owned)).collect();
    for file in &overlay.value.without {
        if known.contains(file.get_ref()) {
            if tree.is_of_overlay(&format!("content/{}", file.get_ref())) {
                found.push(left_out_and_own(&overlay, file));
            }
            gone.files.insert(file.get_ref().clone());
            documents.left_out_at.extend(left_out(&overlay, file, &documents.services));
        } else {
            let known = known.iter().map(String::as_str);
            let fault = unknown(&overlay, file, "service or page").with_help(NOTHING_TO_LEAVE_OUT);
            found.push(fault.with_nearest(file.get_ref(), known));
        }
    }
    let untrue = documents
        .pages
        .iter()
        .filter(|page| page.value.front.only_if.as_ref().is_some_and(|claim| !only_if::holds(claim.get_ref(), Some(&overlay))));
    documents.left_out_at.extend(left_out_with_areas(&overlay, &gone.areas, &documents.services));
    gone.files.extend(untrue.filter_map(|page| page.file.path.strip_prefix("content/")).map(str::to_owned));
    found.extend(gone.own_services(documents, tree));
    gone.take_documents(documents);
    gone.hide_sources(documents);
    gone.take_ways(documents);
    found.extend(add_short_addresses(&overlay, documents));
    if !overlay.value.without_areas.is_empty() {
        let files = documents.services.iter().map(|one| &one.file.path).chain(documents.pages.iter().map(|one| &one.file.path));
        documents.of_others = files.filter(|path| !tree.is_of_overlay(path)).cloned().collect();
        for (file, fault) in copied::unchecked(documents, tree) {
            documents.of_others.insert(file);
            found.push(fault);
        }
    }
    let Located { file, offset, value } = overlay;
    documents.reviews = Some(Located { file, offset, value: value.review });
    found
}

/// Leaves pages out, by their files, and all that leads to them.
pub(super) fn leave_pages_out(documents: &mut Documents, files: BTreeSet<String>) {
    let mut gone = Gone { files, ..Gone::default() };
    gone.take_documents(documents);
    gone.take_ways(documents);
}

/// A short address for each service named, beside those of `links.toml`.
fn add_short_addresses(overlay: &Located<Overlay>, documents: &mut Documents) -> Vec<Diagnostic> {
    if documents.links.is_none() {
        return Vec::new();
    }
    let Documents { services, short_addresses, .. } = documents;
    let mut found = Vec::new();
    for service in &overlay.value.short_addresses {
        if services.iter().any(|known| known.stem() == service.get_ref()) {
            short_addresses.push((service.get_ref().clone(), overlay.place(service.span())));
        } else {
            let message = format!("there is no service called `{}` to give a short address", service.get_ref());
            let fault = Diagnostic::error(overlay.place(service.span()), Kind::UnknownReference, message);
            found.push(fault.with_nearest(service.get_ref(), services.iter().map(Located::stem)));
        }
    }
    found
}

/// A service or page that is left out by its file, by all that it is called.
fn left_out(overlay: &Located<Overlay>, file: &Text, services: &[Located<raw::Service>]) -> Option<LeftOut> {
    if let Some(address) = address(&format!("content/{}", file.get_ref())) {
        return Some(LeftOut { names: vec![address], place: overlay.place(file.span()), why: ByName });
    }
    let service = services.iter().find(|one| one.file.path.strip_prefix("content/") == Some(file.get_ref()))?;
    let numbers = service.value.contact.iter().filter(|one| one.kind == "phone").map(|one| one.value.get_ref().clone());
    let names = [service.stem().to_owned(), service.value.name.get_ref().clone()];
    let names = names.into_iter().chain(numbers).collect();
    Some(LeftOut { names, place: overlay.place(file.span()), why: ByName })
}

/// The services that help only in areas that are left out.
fn left_out_with_areas(overlay: &Located<Overlay>, gone: &BTreeSet<String>, services: &[Located<raw::Service>]) -> Vec<LeftOut> {
    let one = |service: &Located<raw::Service>| {
        let areas = &service.value.areas;
        let first = areas.first().filter(|_| areas.iter().all(|area| gone.contains(area.get_ref())))?;
        let written = overlay.value.without_areas.iter().find(|area| area.get_ref() == first.get_ref())?;
        Some(LeftOut { names: vec![service.stem().to_owned()], place: overlay.place(written.span()), why: WithArea })
    };
    services.iter().filter_map(one).collect()
}

/// A file that the copy has itself, and leaves out all the same: nobody would see what is changed in it.
fn left_out_and_own(overlay: &Located<Overlay>, file: &Text) -> Diagnostic {
    let message = format!("content/{} is a file of this copy, and is left out here: readers see nothing of it", file.get_ref());
    Diagnostic::warning(overlay.place(file.span()), Kind::NotShown, message)
        .with_help("take it out of this list, or take the file away")
}

fn unknown(overlay: &Located<Overlay>, name: &Text, what: &str) -> Diagnostic {
    let message = format!("there is no {what} called `{}` to leave out", name.get_ref());
    Diagnostic::error(overlay.place(name.span()), Kind::UnknownReference, message)
}

impl Gone {
    /// A copy's own services that would vanish with a built-in area: each says so itself.
    fn own_services(&self, documents: &Documents, tree: &SourceTree) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for service in documents.services.iter().filter(|one| tree.is_of_overlay(&one.file.path)) {
            let areas = &service.value.areas;
            let Some(area) = areas.first().filter(|_| areas.iter().all(|area| self.areas.contains(area.get_ref()))) else {
                continue;
            };
            let message = format!("nobody is shown this service: `{}` is an area that this copy leaves out", area.get_ref());
            let fault = Diagnostic::error(service.place(area.span()), Kind::UnknownReference, message);
            let own = documents.areas.iter().map(Located::stem).filter(|area| !self.areas.contains(*area));
            let own = own.collect::<Vec<_>>().join(", ");
            found.push(fault.with_help(format!("write an area of this copy ({own}), or take it out of `without_areas`")));
        }
        found
    }

    /// Takes out the areas, services and pages themselves, and notes what they are called.
    fn take_documents(&mut self, documents: &mut Documents) {
        let Documents { areas, services, pages, left_out, .. } = documents;
        for area in areas.extract_if(.., |area| self.areas.contains(area.stem())) {
            self.area_names.insert(area.value.name.get_ref().clone());
            left_out.push(area.value.name.into_inner());
            left_out.extend(area.value.also_called);
            left_out.extend(area.value.places);
        }
        let is_of_gone_areas = |service: &raw::Service| {
            !service.areas.is_empty() && service.areas.iter().all(|area| self.areas.contains(area.get_ref()))
        };
        let is_named = |path: &str| path.strip_prefix("content/").is_some_and(|path| self.files.contains(path));
        let mut numbers: Vec<String> = Vec::new();
        for service in services.extract_if(.., |one| is_of_gone_areas(&one.value) || is_named(&one.file.path)) {
            self.services.insert(service.stem().to_owned());
            self.addresses.insert(format!("/services/{}", service.stem()));
            numbers.extend(service.value.contact.into_iter().filter(|one| one.kind == "phone").map(|one| one.value.into_inner()));
            left_out.push(service.value.name.into_inner());
        }
        // A number that others answer too, such as 101, is still this copy's.
        numbers.retain(|number| !services.iter().flat_map(|one| &one.value.contact).any(|one| one.value.get_ref() == number));
        left_out.extend(numbers);
        for service in services {
            service.value.areas.retain(|area| !self.areas.contains(area.get_ref()));
        }
        let taken = pages.extract_if(.., |page| is_named(&page.file.path));
        self.addresses.extend(taken.filter_map(|page| address(&page.file.path)));
    }

    /// A source that speaks of an area that is gone bears facts out for editors; a reader of this copy is not shown it.
    fn hide_sources(&self, documents: &mut Documents) {
        let names: Vec<String> = self.areas.iter().chain(&self.area_names).map(|name| name.to_lowercase()).collect();
        let speaks_of_it = |source: &raw::Source| {
            let texts = [&source.url, &source.title, &source.supports].into_iter().flatten();
            texts.map(|text| text.get_ref().to_lowercase()).any(|text| names.iter().any(|name| text.contains(name)))
        };
        let services = documents.services.iter_mut().flat_map(|service| &mut service.value.source);
        let pages = documents.pages.iter_mut().flat_map(|page| &mut page.value.front.source);
        for source in services.chain(pages).filter(|source| speaks_of_it(source)) {
            source.show = Some(false);
        }
    }

    fn take_ways(&self, documents: &mut Documents) {
        for area in &mut documents.areas {
            area.value.jobs.values_mut().for_each(|ways| {
                ways.retain(|way| !self.has_either(way.service.as_ref(), way.page.as_ref()));
            });
        }
        documents.pages.iter_mut().for_each(|page| self.take_from_page(page));
        if let Some(routing) = &mut documents.routing {
            routing.value.outcome.iter_mut().for_each(|outcome| self.take_from_outcome(outcome));
        }
        if let Some(site) = &mut documents.site {
            site.value.crisis.services.retain(|service| !self.has(service));
            site.value.review.never_withheld.retain(|service| !self.has(service));
            site.value.need.iter_mut().for_each(|need| need.first.retain(|service| !self.has(service)));
        }
        if let Some(words) = &mut documents.words {
            words.value.banned.iter_mut().for_each(|word| word.allow_on.retain(|page| !self.has_page(page)));
        }
        self.take_from_partners(documents);
        if let Some(search) = &mut documents.search {
            self.take_from_search(&mut search.value);
        }
        for questions in &mut documents.questions {
            let is_gone = |asked: &raw::Asked| asked.address().is_some_and(|(path, _)| self.addresses.contains(&path));
            questions.value.asked.retain(|asked| !is_gone(asked));
        }
        if let Some(redirects) = &mut documents.redirects {
            redirects.value.moved.retain(|_, target| !self.has_page(target));
        }
    }

    /// Short addresses, numbers on posters, and what changed in what is gone.
    fn take_from_partners(&self, documents: &mut Documents) {
        if let Some(changes) = &mut documents.changes {
            changes.value.change.retain(|change| !self.has_page(&change.address));
        }
        if let Some(links) = &mut documents.links {
            links.value.promised.retain(|id| !self.has(id));
            links.value.services.retain(|service| !self.has(service));
            // A short address that is called as the service was is not this copy's either, wherever it leads by now.
            links.value.link.retain(|link| {
                let link = link.get_ref();
                !self.has(&link.id) && !self.has_either(link.service.as_ref(), link.page.as_ref())
            });
        }
        if let Some(posters) = &mut documents.posters {
            posters.value.poster.iter_mut().for_each(|poster| poster.number.retain(|number| !self.has(&number.service)));
        }
        if let Some(rules) = &mut documents.page_rules {
            // The short address of a service is called as the service is.
            let is_gone = |name: Option<&Text>| name.is_some_and(|name| self.has(name));
            rules.value.rule.retain(|rule| !is_gone(rule.service.as_ref()) && !is_gone(rule.link.as_ref()));
            rules.value.essential.retain(|one| !is_gone(one.service.as_ref()) && !is_gone(one.link.as_ref()));
        }
    }

    /// Words that led to what is gone lead to what is left, and towns of other areas to nothing.
    fn take_from_search(&self, search: &mut raw::Search) {
        search.question.retain(|path, _| !self.addresses.contains(path.get_ref()));
        search.favour.iter_mut().for_each(|favour| favour.paths.retain(|path| !self.has_page(path)));
        search.favour.retain(|favour| !favour.paths.is_empty());
        search.danger.iter_mut().for_each(|danger| drop(danger.first.take_if(|path| self.has_page(path))));
        search.fixed.young.retain(|path| !self.has_page(path));
        search.fixed.seeking.retain(|path| !self.has_page(path));
        search.fixed.young_small.retain(|path| !self.has_page(path));
        search.fixed.seeking_young.retain(|path| !self.has_page(path));
        search.fixed.seeking_near.retain(|path| !self.has_page(path));
        search.reach.values_mut().for_each(|paths| paths.retain(|path| !self.has_page(path)));
        search.place.iter_mut().for_each(|place| place.first.retain(|path| !self.has_page(path)));
        search.place.retain(|place| !self.area_names.contains(place.area.get_ref()));
    }

    fn has(&self, service: &Text) -> bool {
        self.services.contains(service.get_ref())
    }

    fn has_page(&self, page: &Text) -> bool {
        self.addresses.contains(page.get_ref())
    }

    fn has_either(&self, service: Option<&Text>, page: Option<&Text>) -> bool {
        service.is_some_and(|service| self.has(service)) || page.is_some_and(|page| self.has_page(page))
    }

    fn has_way(&self, way: &Spanned<raw::Way>) -> bool {
        self.has_either(way.get_ref().service.as_ref(), way.get_ref().page.as_ref())
    }

    /// Where the first way is gone, the next takes its place.
    fn take_from_outcome(&self, outcome: &mut raw::Outcome) {
        outcome.secondary.retain(|way| !self.has_way(way));
        outcome.then.take_if(|way| self.has_way(way));
        outcome.until_then.take_if(|way| self.has_way(way));
        outcome.any_hour.take_if(|way| self.has_way(way));
        outcome.more.take_if(|page| self.has_page(page));
        outcome.guides.retain(|page| !self.has_page(page));
        if self.has_way(&outcome.primary) && !outcome.secondary.is_empty() {
            outcome.primary = outcome.secondary.remove(0);
        }
    }

    fn take_from_page(&self, page: &mut Located<PageFile>) {
        let PageFile { front, body, .. } = &mut page.value;
        let had_ways = !front.routes.is_empty();
        front.routes.retain(|way| !self.has_way(way));
        front.source.retain(|source| source.area.as_ref().is_none_or(|area| !self.areas.contains(area.get_ref())));
        front.more.retain(|page| !self.has_page(page));
        front.door.retain(|door| !self.has_page(&door.page));
        front.door.iter_mut().for_each(|door| door.inside.retain(|page| !self.has_page(page)));
        front.named.retain(|named| !self.has(&named.service));
        front.named.iter_mut().for_each(|named| drop(named.beside.take_if(|beside| self.has(beside))));
        front.foreign.retain(|line| !self.has(&line.service));
        front.index.retain(|word| !self.has_page(&word.page));
        let lost_ways = had_ways && front.routes.is_empty();
        let before = body.blocks.len();
        self.take_from_blocks(&mut body.blocks);
        body.blocks.retain(|block| !(lost_ways && is_routes(block)));
        if body.blocks.len() < before {
            empty_headings::take_out(&mut body.blocks);
        }
    }

    fn take_from_blocks(&self, blocks: &mut Vec<RawBlock>) {
        blocks.retain_mut(|block| match &mut block.kind {
            RawKind::Heading { text, .. } | RawKind::Paragraph(text) => !self.is_led_to_from(text),
            RawKind::List { items, .. } => {
                items.retain(|item| !item.iter().any(|block| self.is_named_in(block)));
                !items.is_empty()
            }
            RawKind::Notice(inner) => {
                self.take_from_blocks(inner);
                !inner.is_empty()
            }
            RawKind::Break => true,
            RawKind::Directive { arguments, .. } => {
                let had_any = !arguments.is_empty();
                arguments.retain(|argument| !self.services.contains(argument));
                !(had_any && arguments.is_empty())
            }
        });
    }

    fn is_named_in(&self, block: &RawBlock) -> bool {
        match &block.kind {
            RawKind::Heading { text, .. } | RawKind::Paragraph(text) => self.is_led_to_from(text),
            RawKind::List { items, .. } => items.iter().flatten().any(|block| self.is_named_in(block)),
            RawKind::Notice(inner) => inner.iter().any(|block| self.is_named_in(block)),
            RawKind::Break => false,
            RawKind::Directive { arguments, .. } => arguments.iter().any(|argument| self.services.contains(argument)),
        }
    }

    fn is_led_to_from(&self, text: &[RawInline]) -> bool {
        text.iter().any(|inline| match inline {
            RawInline::Text(_) => false,
            RawInline::Strong(inner) => self.is_led_to_from(inner),
            RawInline::Link { target, .. } => match target.split_once(':') {
                Some(("service" | "call" | "visit", slug)) => self.services.contains(slug),
                _ => self.addresses.contains(target.split('#').next().unwrap_or_default()),
            },
        })
    }
}

fn is_routes(block: &RawBlock) -> bool {
    matches!(&block.kind, RawKind::Directive { name, .. } if name == "routes")
}

/// `content/pages/schools/index.md` is `/schools`.
pub(super) fn address(file: &str) -> Option<String> {
    let path = file.strip_prefix("content/pages/")?.strip_suffix(".md")?;
    let path = path.strip_suffix("index").map_or(path, |folder| folder.trim_end_matches('/'));
    Some(format!("/{path}"))
}
