//! Rules for pages: headings, links, descriptions, length, sources, and the ways to get help they promise.

use super::on_each_page;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::text::{each_link, each_text, plain};
use crate::site::{Audience, Block, BlockKind, Foreign, Inline, Layout, Link, Page, Site};

/// Search engines cut longer descriptions (content brief, section D).
const LONGEST_DESCRIPTION: usize = 140;
/// A bold line of more words is a sentence.
const LONGEST_HEADING: usize = 12;
/// So many times the length that a reader should have to bear is refused.
const FAR_TOO_LONG: usize = 4;
/// A browser tab shows no more.
const LONGEST_TAB: usize = 4;
/// The short safe handoff for under-18s, in words (content brief Y1).
const YOUNG_PEOPLE_WORDS: usize = 120;
/// Link texts that say nothing when read alone.
const EMPTY_LINK_TEXTS: [&str; 9] = ["click here", "here", "this", "link", "this link", "more", "read more", "page", "this page"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = on_each_page(site, |page| page_faults(site, page));
    found.extend(same_tabs(site));
    found.extend(in_capitals(site));
    found
}

/// Names in capitals alone, which are read letter by letter and look like shouting. An abbreviation is one word.
fn in_capitals(site: &Site) -> impl Iterator<Item = Diagnostic> {
    let pages = site.pages.values().map(|page| (&page.title, page.place()));
    let areas = site.areas.iter().map(|area| (&area.name, &area.place));
    let services = site.shown_services().map(|service| (&service.name, &service.place));
    let is_shouted =
        |name: &str| !name.contains(char::is_lowercase) && name.split_whitespace().filter(|word| word.len() > 3).count() > 1;
    pages.chain(areas).chain(services).filter(move |(name, _)| is_shouted(name)).map(|(name, place)| {
        let fault = Diagnostic::warning(place.clone(), Kind::WrongValue, format!("{name} is written in capitals alone"));
        fault.with_help("write it as in a sentence, such as Night team; an abbreviation keeps its capitals")
    })
}

fn page_faults(site: &Site, page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (tab, description, places) in page.heads() {
        let length = description.chars().count();
        if length > LONGEST_DESCRIPTION {
            let message = format!("the description has {length} characters; {LONGEST_DESCRIPTION} is the most");
            found.push(Diagnostic::error(places.description.clone(), Kind::Description, message));
        }
        if tab.split_whitespace().count() > LONGEST_TAB {
            found.push(Diagnostic::error(places.tab.clone(), Kind::Neutral, "the browser title has more than four words"));
        }
    }
    found.extend(heading_order(&page.body));
    found.extend(link_texts(&page.body));
    found.extend(contacts(site, &page.body));
    found.extend(page.foreign.iter().filter_map(|line| foreign_fault(site, page, line)));
    if page.layout == Layout::Guide {
        found.extend(routes_shown(page));
        found.extend(sheet_has_a_heading(page));
        found.extend(break_closes_the_page(page));
        found.extend(length_fault(page));
        found.extend(bold_headings(&page.body));
    }
    if super::routing::stands_alone(site, page.routes.iter()) {
        let message = "the page names only services that are not confirmed";
        found.push(
            Diagnostic::error(page.place().clone(), Kind::Unconfirmed, message).with_help("put a confirmed service beside them"),
        );
    }
    found
}

fn heading_order(body: &[Block]) -> Vec<Diagnostic> {
    let mut level = 1;
    let mut found = Vec::new();
    for block in body {
        if let BlockKind::Heading { level: this, .. } = &block.kind {
            if *this > level + 1 {
                let message = format!("a heading of level {this} follows one of level {level}");
                found.push(Diagnostic::error(block.place.clone(), Kind::HeadingOrder, message).with_help("use ## before ###"));
            }
            level = *this;
        }
    }
    found
}

fn link_texts(body: &[Block]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each_text(body, &mut |_, text| {
        each_link(text, &mut |_, words, place| {
            let words = plain(words).to_lowercase();
            let words = words.trim();
            if EMPTY_LINK_TEXTS.contains(&words) || words.is_empty() || is_address(words) {
                let message = format!("the link text \"{words}\" says nothing when read alone");
                found.push(
                    Diagnostic::error(place.clone(), Kind::LinkText, message)
                        .with_help("name the page or the service it leads to"),
                );
            }
        });
    });
    found
}

/// A bare web address, such as `www.example.org/help` or `example.org`.
fn is_address(words: &str) -> bool {
    let host = words.split('/').next().unwrap_or(words);
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !words.contains(char::is_whitespace);
    words.contains("://") || is_host
}

/// `call:` and `visit:` lead to a number and a website.
fn contacts(site: &Site, body: &[Block]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    each_text(body, &mut |_, text| {
        each_link(text, &mut |link, words, place| {
            if let Some(number) = said_twice(site, link, words) {
                let message = format!("the number is written after the words of a link to call: this says {number} twice");
                let fault = Diagnostic::error(place.clone(), Kind::LinkText, message);
                found.push(fault.with_help("take the number out of the words"));
            }
            let (id, what, has_it) = match link {
                Link::Call(id) => (id, "number to ring or text", site.service(id).number_in_words().is_some()),
                Link::Visit(id) => (id, "website", site.service(id).web().is_some()),
                _ => return,
            };
            if !has_it {
                let message = format!("`{id}` has no {what}");
                let fault = Diagnostic::error(place.clone(), Kind::NoContact, message);
                found.push(fault.with_help(format!("link its card instead: service:{id}")));
            }
        });
    });
    found
}

/// The number of a link to call, when the words of the link end with it already: "[NHS 111](call:…)".
fn said_twice<'s>(site: &'s Site, link: &Link, words: &[Inline]) -> Option<&'s str> {
    let Link::Call(id) = link else { return None };
    let number = site.service(id).number_in_words()?.number()?.shown();
    plain(words).ends_with(number).then_some(number)
}

/// A line in another language says which, and points to a service that speaks it.
fn foreign_fault(site: &Site, page: &Page, line: &Foreign) -> Option<Diagnostic> {
    let subtag = line.lang.split('-').next().unwrap_or_default();
    let is_tag = matches!(subtag.len(), 2 | 3) && subtag.bytes().all(|byte| byte.is_ascii_lowercase()) && subtag != "en";
    let service = site.service(&line.service);
    let speaks = service.languages.iter().any(|language| language.confidence.is_shown_as_sure());
    let (message, help) = if !is_tag {
        (format!("`{}` is no tag of another language", line.lang), "write a BCP 47 tag, such as cy for Welsh")
    } else if !speaks {
        (format!("`{}` lists no language that we are sure of", line.service), "point to a service that speaks it")
    } else {
        return None;
    };
    Some(Diagnostic::error(page.place().clone(), Kind::WrongValue, message).with_help(help))
}

/// Routes that a page names are shown, once.
fn routes_shown(page: &Page) -> Option<Diagnostic> {
    let is_shown = page.body.iter().any(|block| matches!(block.kind, BlockKind::Routes));
    let fault = || {
        Diagnostic::error(
            page.place().clone(),
            Kind::RoutesNotShown,
            "the page shows ::routes but names none in its front matter",
        )
    };
    (is_shown && page.routes.is_empty()).then(|| fault().with_help("name who can help, or take ::routes away"))
}

/// A sheet is the section under a heading, so a heading follows.
fn sheet_has_a_heading(page: &Page) -> Option<Diagnostic> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 2, .. });
    let alone = page
        .body
        .iter()
        .enumerate()
        .find(|(at, block)| matches!(block.kind, BlockKind::Sheet) && !page.body.get(at + 1).is_some_and(is_heading));
    let (_, block) = alone?;
    let message = "`::sheet` stands before no heading, so there is nothing to print by itself";
    let fault = Diagnostic::error(block.place.clone(), Kind::Directive, message);
    Some(fault.with_help("write it on a line of its own, right above a `##` heading"))
}

/// A break parts the last words of a page from the section above them: only paragraphs may follow.
fn break_closes_the_page(page: &Page) -> Option<Diagnostic> {
    let at = page.body.iter().position(|block| matches!(block.kind, BlockKind::Break))?;
    let after = &page.body[at + 1..];
    if !after.is_empty() && after.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_))) {
        return None;
    }
    let message = "`***` stands before the last paragraphs of a page, and something else follows here";
    let fault = Diagnostic::error(page.body[at].place.clone(), Kind::Markdown, message);
    Some(fault.with_help("move it right above the last paragraph, or take it out"))
}

fn length_fault(page: &Page) -> Option<Diagnostic> {
    let words = super::words::body_words(page);
    if page.path.as_str() == "/young-people" {
        let message = format!("this page has {words} words; it must stay under {YOUNG_PEOPLE_WORDS}");
        return (words >= YOUNG_PEOPLE_WORDS).then(|| Diagnostic::error(page.place().clone(), Kind::Length, message));
    }
    let most = if page.audience == Audience::Parents { 900 } else { 750 };
    let message = format!("this page has {words} words; {most} is the most a reader should have to bear");
    let new = if words > most * FAR_TOO_LONG { Diagnostic::error } else { Diagnostic::warning };
    (words > most).then(|| new(page.place().clone(), Kind::Length, message).with_help("move a part to another page"))
}

/// A line that is wholly bold, short and without a full stop, above other words: a heading, which only `##` makes one.
fn bold_headings(body: &[Block]) -> impl Iterator<Item = Diagnostic> {
    let alone = body.windows(2).filter(|pair| !matches!(pair[1].kind, BlockKind::Heading { .. }));
    alone.filter_map(|pair| {
        let BlockKind::Paragraph(text) = &pair[0].kind else { return None };
        let [Inline::Strong(words)] = text.as_slice() else { return None };
        let words = plain(words);
        let is_heading = super::words::words(&words).count() <= LONGEST_HEADING && !words.ends_with(['.', '!', ':']);
        let message =
            "this line is bold where a heading is meant: programs that read aloud, and the list of headings, pass it over";
        let fault = Diagnostic::warning(pair[0].place.clone(), Kind::HeadingOrder, message);
        is_heading.then(|| fault.with_help(format!("write ## {words}")))
    })
}

/// Two tabs of one name cannot be told apart.
fn same_tabs(site: &Site) -> Vec<Diagnostic> {
    let mut seen: std::collections::BTreeMap<&str, &Page> = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for page in site.pages.values() {
        if let Some(other) = seen.insert(&page.tab, page) {
            let message = format!("{} and {} have the same browser title", other.path, page.path);
            found.push(
                Diagnostic::error(page.places.tab.clone(), Kind::Duplicate, message)
                    .with_help("give each page a title of its own"),
            );
        }
    }
    found
}
