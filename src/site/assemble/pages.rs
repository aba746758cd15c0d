//! `content/pages/**/*.md` into [`Page`]s, every link and directive resolved.

use super::parts::{DocumentContext, in_document, listed};
use super::{Names, page_path, unknown_page};
use crate::content::Located;
use crate::content::documents::PageFile;
use crate::content::markdown::{RawBlock, RawInline, RawKind};
use crate::content::raw;
use crate::diagnostic::{Diagnostic, Kind, Place, nearest};
use crate::site::contact::with_https;
use crate::site::text::{fragment, plain, typeset};
use crate::site::{
    Audience, Block, BlockKind, Door, Foreign, IndexWord, Inline, Job, Layout, Link, Named, Page, PagePath, PagePlaces, Prose,
    StandingHead, WebAddress,
};

/// Pages that the site cannot do without, each with its file and what its front matter says of its layout.
const NEEDED: [(&str, &str, Option<&str>); 4] = [
    ("/", "index", Some("home")),
    ("/crisis", "crisis", None),
    ("/report", "report", Some("report")),
    ("/services", "services", Some("services")),
];

/// Those of them that are not there.
pub(super) fn missing(names: &Names) -> impl Iterator<Item = Diagnostic> {
    NEEDED.into_iter().filter(|(path, ..)| !names.pages.contains(*path)).map(|(path, file, layout)| {
        let message = format!("the site cannot do without this file: every page links to `{path}`");
        let layout = layout.map(|layout| format!(" and write layout = \"{layout}\" in its front matter")).unwrap_or_default();
        let help = format!("put it back, or begin it with `waymark new page {file}`{layout}");
        Diagnostic::error(Place::whole_file(format!("content/pages/{file}.md")), Kind::Missing, message).with_help(help)
    })
}

/// One page; none when its file name is no address.
pub(super) fn page(document: &Located<PageFile>, names: &Names, found: &mut Vec<Diagnostic>) -> Option<Page> {
    let path = page_path(&document.file.path)?;
    Some(in_document(document, names, found, |context| {
        let raw = &document.value.front;
        context.beside_ways(document);
        Page {
            title: context.prose(&raw.title),
            tab: context.prose(&raw.tab),
            description: context.prose(&raw.description),
            standing: raw.standing.as_ref().map(|standing| StandingHead {
                title: context.prose(&standing.title),
                tab: context.prose(&standing.tab),
                description: context.prose(&standing.description),
                places: PagePlaces {
                    title: document.place(standing.title.span()),
                    tab: document.place(standing.tab.span()),
                    description: document.place(standing.description.span()),
                },
            }),
            audience: Audience::parse(&raw.audience),
            is_sensitive: raw.sensitive,
            layout: raw.layout.as_deref().map_or(Layout::Guide, |layout| listed(layout, Layout::Guide)),
            routes: raw.routes.iter().filter_map(|way| context.way(way)).collect(),
            more: raw.more.iter().filter_map(|page| context.page(page)).collect(),
            has_law: raw.law,
            nations: raw.nations.clone(),
            has_menu: raw.menu.unwrap_or(true),
            is_one_sheet: raw.one_sheet,
            is_in_writing: raw.in_writing.unwrap_or(false),
            is_listed: raw.listed.unwrap_or(true),
            doors: raw.door.iter().filter_map(|door| context.door(door)).collect(),
            named: raw.named.iter().filter_map(|named| context.named(named)).collect(),
            foreign: raw.foreign.iter().filter_map(|line| context.foreign(line)).collect(),
            index: raw.index.iter().filter_map(|entry| context.index(entry)).collect(),
            sources: context.sources(&raw.source),
            review: context.review(&raw.review),
            body: for_readers(context.blocks(&path, &document.value.body.blocks), Audience::parse(&raw.audience)),
            places: PagePlaces {
                title: document.place(raw.title.span()),
                tab: document.place(raw.tab.span()),
                description: document.place(raw.description.span()),
            },
            prose: context.take_seen(),
            path: PagePath::new(path),
        }
    }))
}

/// A limit that names no readers is said to those of the page.
fn for_readers(mut blocks: Vec<Block>, readers: Audience) -> Vec<Block> {
    for block in &mut blocks {
        if let BlockKind::Limit { audience, .. } = &mut block.kind
            && audience.is_empty()
        {
            readers.name().clone_into(audience);
        }
    }
    blocks
}

/// The plain text of every heading, for the fragments that links may name.
pub(super) fn headings(blocks: &[RawBlock]) -> Vec<String> {
    blocks
        .iter()
        .filter_map(|block| match &block.kind {
            RawKind::Heading { text, .. } => Some(raw_plain(text)),
            _ => None,
        })
        .collect()
}

fn raw_plain(text: &[RawInline]) -> String {
    text.iter()
        .map(|inline| match inline {
            RawInline::Text(words) => words.clone(),
            RawInline::Strong(inner) | RawInline::Link { text: inner, .. } => raw_plain(inner),
        })
        .collect()
}

impl DocumentContext<'_> {
    fn door(&mut self, raw: &raw::Door) -> Option<Door> {
        Some(Door {
            text: self.prose(&raw.text),
            page: self.page(&raw.page)?,
            hint: self.prose(&raw.hint),
            inside: raw.inside.iter().filter_map(|page| self.page(page)).collect(),
        })
    }

    fn named(&mut self, raw: &raw::Named) -> Option<Named> {
        Some(Named {
            service: self.service(&raw.service)?,
            line: self.prose(&raw.line),
            title: self.prose_opt(raw.title.as_ref()),
            beside: raw.beside.as_ref().and_then(|service| self.service(service)),
        })
    }

    fn index(&mut self, raw: &raw::IndexWord) -> Option<IndexWord> {
        Some(IndexWord { word: self.prose(&raw.word), page: self.page(&raw.page)? })
    }

    fn foreign(&mut self, raw: &raw::Foreign) -> Option<Foreign> {
        Some(Foreign { lang: raw.lang.clone(), text: typeset(raw.text.get_ref()), service: self.service(&raw.service)? })
    }

    /// What a page with ways to get help needs beside them. Looked at as it is written: a way that leads nowhere, or cannot be read, does
    /// not hide what else is missing.
    fn beside_ways(&mut self, document: &Located<PageFile>) {
        let PageFile { front, body, has_faulty_ways } = &document.value;
        let is_named = *has_faulty_ways || !front.routes.is_empty();
        if front.source.is_empty() && (front.law || is_named) {
            let message = "the page says what the law is or who can help, without a [[source]]";
            self.error(front.title.span(), Kind::NoSources, message, "list where each claim was read");
        }
        let names = body.blocks.iter().filter_map(|block| match &block.kind {
            RawKind::Directive { name, .. } => Some(name.as_str()),
            _ => None,
        });
        let is_misspelt = names.clone().any(|name| name != "routes" && nearest(name, ["routes"]).is_some());
        let message = match names.filter(|name| *name == "routes").count() {
            0 if is_named && !is_misspelt => "the page names ways to get help but never shows them",
            2.. => "the page shows ::routes more than once",
            _ => return,
        };
        self.error(front.title.span(), Kind::RoutesNotShown, message, "write ::routes once, under \"Who can help\"");
    }

    fn blocks(&mut self, page: &str, raw: &[RawBlock]) -> Vec<Block> {
        raw.iter()
            .filter_map(|block| {
                let kind = self.block(page, block)?;
                if let BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) = &kind {
                    self.seen.push(Prose::new(block.place.clone(), plain(text)));
                }
                Some(Block { place: block.place.clone(), kind })
            })
            .collect()
    }

    fn block(&mut self, page: &str, block: &RawBlock) -> Option<BlockKind> {
        Some(match &block.kind {
            RawKind::Heading { level, text } => {
                let text = self.inlines(page, text);
                BlockKind::Heading { level: *level, id: fragment(&plain(&text)), text }
            }
            RawKind::Paragraph(text) => BlockKind::Paragraph(self.inlines(page, text)),
            RawKind::List { start, items } => {
                BlockKind::List { start: *start, items: items.iter().map(|item| self.blocks(page, item)).collect() }
            }
            RawKind::Notice(inner) => BlockKind::Notice(self.blocks(page, inner)),
            RawKind::Break => BlockKind::Break,
            RawKind::Directive { name, arguments } => return self.directive(name, arguments, &block.place),
        })
    }

    fn directive(&mut self, name: &str, arguments: &[String], place: &Place) -> Option<BlockKind> {
        const KNOWN: [&str; 8] =
            ["routes", "service", "area", "limit", "confidentiality", "compare-confidentiality", "crisis", "sheet"];
        if let ("limit", [slug, rest @ ..]) = (name, arguments) {
            let service = self.service_named(slug, place.clone())?;
            return Some(BlockKind::Limit { service, audience: rest.first().cloned().unwrap_or_default() });
        }
        let services: Vec<_> = match name {
            "service" | "confidentiality" | "compare-confidentiality" => {
                arguments.iter().filter_map(|slug| self.service_named(slug, place.clone())).collect()
            }
            _ => Vec::new(),
        };
        let block = match (name, arguments.len()) {
            ("routes", 0) => Some(BlockKind::Routes),
            ("crisis", 0) => Some(BlockKind::Crisis),
            ("sheet", 0) => Some(BlockKind::Sheet),
            ("service", 1) => return services.into_iter().next().map(BlockKind::ServiceCard),
            ("area", 1) => Job::parse(&arguments[0]).map(BlockKind::Area),
            ("confidentiality", 1..) => Some(BlockKind::Confidentiality(services)),
            ("compare-confidentiality", 1..) => Some(BlockKind::CompareConfidentiality(services)),
            _ => None,
        };
        if block.is_none() {
            let fault = Diagnostic::error(place.clone(), Kind::Directive, format!("`::{name} {}` is not a directive of ours", arguments.join(" ")))
                .with_help("the directives are ::routes, ::service SLUG, ::area JOB, ::limit SLUG, ::confidentiality SLUG …, ::compare-confidentiality SLUG …, ::crisis and ::sheet")
                .with_nearest(name, KNOWN.into_iter().filter(|known| *known != name));
            self.found.push(fault);
        }
        block
    }

    fn inlines(&mut self, page: &str, raw: &[RawInline]) -> Vec<Inline> {
        raw.iter()
            .flat_map(|inline| match inline {
                RawInline::Text(words) => vec![Inline::Text(typeset(words))],
                RawInline::Strong(inner) => vec![Inline::Strong(self.inlines(page, inner))],
                RawInline::Link { target, text, place } => {
                    let text = self.inlines(page, text);
                    match self.link(page, target, place) {
                        Some(target) => vec![Inline::Link { target, text, place: place.clone() }],
                        // The words stay; the fault has been noted.
                        None => text,
                    }
                }
            })
            .collect()
    }

    fn link(&mut self, page: &str, target: &str, place: &Place) -> Option<Link> {
        if let Some((scheme, slug)) = target.split_once(':')
            && matches!(scheme, "service" | "call" | "visit")
        {
            let service = self.service_in_words(slug, place.clone())?;
            return Some(match scheme {
                "call" => Link::Call(service),
                "visit" => Link::Visit(service),
                _ => Link::Service(service),
            });
        }
        if target.starts_with('/') || target.starts_with('#') {
            return self.internal(page, target, place);
        }
        if target.starts_with("mailto:") || target.starts_with("tel:") {
            let (what, way) = if target.starts_with("tel:") { ("number", "call") } else { ("email address", "service") };
            let message = format!("a page links no {what} of its own: it stands in the file of its service");
            let help =
                format!("write [words]({way}:NAME), with the name of the service's file; its card shows every way to reach it");
            self.found.push(Diagnostic::error(place.clone(), Kind::Address, message).with_help(help));
            return None;
        }
        match target.parse::<WebAddress>() {
            Ok(_) if self.leads_nowhere_here(target, place) => None,
            Ok(_) => Some(Link::External(target.to_owned())),
            Err(error) => {
                let right = with_https(target);
                let help = right.as_deref().unwrap_or(
                    "link a page as /address, a card as service:slug, a number as call:slug, a website as visit:slug or https://…",
                );
                self.found.push(Diagnostic::error(place.clone(), Kind::Address, error.to_string()).with_help(help));
                None
            }
        }
    }

    /// Whether a whole web address is of this copy, and of no page of it. Short addresses are looked at where they are written.
    fn leads_nowhere_here(&mut self, target: &str, place: &Place) -> bool {
        let path = self.names.own_address.as_deref().and_then(|own| target.strip_prefix(own));
        let Some(path) = path.filter(|path| path.is_empty() || path.starts_with(['/', '?', '#'])) else { return false };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { "/" };
        if path.starts_with("/go/") || self.names.pages.contains(path) || self.names.generated.contains(path) {
            return false;
        }
        let fault = unknown_page(place.clone(), path, self.names);
        let help = fault.help.clone().unwrap_or_default();
        let fault = Diagnostic { kind: Kind::BrokenLink, ..fault };
        self.found.push(fault.with_help(format!("this is an address of this copy; {help}")));
        true
    }

    fn internal(&mut self, page: &str, target: &str, place: &Place) -> Option<Link> {
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let path = if path.is_empty() { page } else { path };
        if let Some(fragment) = fragment
            && !self.names.fragments.contains(&format!("{path}#{fragment}"))
        {
            let known = self.names.fragments.iter().filter_map(|known| known.strip_prefix(path)?.strip_prefix('#'));
            let fault = Diagnostic::error(place.clone(), Kind::BrokenLink, format!("{path} has no heading `#{fragment}`"));
            self.found.push(fault.with_nearest(fragment, known));
            return None;
        }
        if self.names.pages.contains(path) {
            return Some(Link::Page { path: PagePath::new(path), fragment: fragment.map(str::to_owned) });
        }
        if self.names.generated.contains(path) {
            return Some(Link::Generated(target.to_owned()));
        }
        self.found.push(Diagnostic { kind: Kind::BrokenLink, ..unknown_page(place.clone(), path, self.names) });
        None
    }
}
