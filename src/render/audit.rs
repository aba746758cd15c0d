//! Rules that only a finished page can be held to: emergency help stands before every other way to make contact, and no template
//! says what the word list forbids.
//!
//! Takes documents; gives diagnostics that name the page's address.

use super::document::{Document, MediaType};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::Site;
use crate::site::words::Folded;

/// Faults of finished pages.
#[must_use]
pub fn audit(documents: &[Document]) -> Vec<Diagnostic> {
    documents.iter().filter(|document| document.media_type == MediaType::Html).filter_map(danger_line).collect()
}

/// "999 first" (design, law 1): the emergency number comes before any other number or outbound link, except the way out.
fn danger_line(document: &Document) -> Option<Diagnostic> {
    let main = document.body.find("<main").map_or("", |at| &document.body[at..]);
    let emergency = main.find("href=\"tel:999\"").unwrap_or(usize::MAX);
    let numbers = main.match_indices("href=\"tel:").map(|(at, _)| at).find(|at| *at != emergency);
    let outbound = main.find("rel=\"noreferrer\"");
    let first = numbers.into_iter().chain(outbound).min();
    if first.is_none_or(|first| emergency < first) && emergency != usize::MAX {
        return None;
    }
    let message = format!("{} shows a way to make contact before the emergency line", document.path);
    Some(
        Diagnostic::error(Place::whole_file("templates/base.html"), Kind::DangerLine, message)
            .with_help("keep the danger line first in <main>"),
    )
}

/// Words and numbers of `words.toml` on finished pages. What stands in content is found there, with its line; run on content without
/// such faults, this finds what templates add.
#[must_use]
pub fn words(documents: &[Document], site: &Site) -> Vec<Diagnostic> {
    let pages = documents.iter().filter(|document| document.media_type == MediaType::Html);
    let rules = site.words.folded();
    pages.flat_map(|document| page_words(document, site, &rules)).collect()
}

fn page_words(document: &Document, site: &Site, rules: &Folded<'_>) -> Vec<Diagnostic> {
    let audience = site.pages.get(document.path.as_str()).map(|page| page.audience);
    let broken = rules.broken_by(&visible(&document.body), &document.path, audience).into_iter();
    broken
        .map(|(message, help)| {
            let place = Place::whole_file(format!("templates/{}", document.template.trim_start_matches('/')));
            Diagnostic::error(place, Kind::NeverPrint, format!("{}: {message}, and a template puts it there", document.path))
                .with_help(help)
        })
        .collect()
}

/// What a person sees or hears of a page: its text without tags, style and script.
fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let end = match tag {
            tag if tag.starts_with("style") => "</style>",
            tag if tag.starts_with("script") => "</script>",
            _ => ">",
        };
        rest = tag.split_once(end).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}
