//! Rules that only a finished page can be held to: emergency help stands before every other way to make contact, and no text
//! that is published says what the word list forbids.
//!
//! Takes documents; gives diagnostics that name the page's address, or the line that is to blame.

use std::sync::Arc;

use super::document::{MediaType, RenderedDocument};
use super::names::unmarked;
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::words::holds;
use crate::site::{BrokenWordRule, Folded, Site};

#[must_use]
pub fn audit(documents: &[RenderedDocument]) -> Vec<Diagnostic> {
    documents.iter().filter(|document| document.media_type == MediaType::Html).filter_map(danger_line).collect()
}

/// "999 first" (design, law 1): the emergency number comes before any other number or outbound link, except the way out.
fn danger_line(document: &RenderedDocument) -> Option<Diagnostic> {
    let main = document.body.find("<main").map_or("", |at| &document.body[at..]);
    let emergency = main.find("tel:999").unwrap_or(usize::MAX);
    let numbers = main.match_indices("tel:").map(|(at, _)| at).find(|at| *at != emergency);
    let outbound = main.find("noreferrer");
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

/// Words and numbers of `words.toml` in every finished text, of whatever kind: pages, feeds, data, the calendar. What stands in a
/// page, a card or an answer is found there, with its line; run on content without such faults, this finds what templates and other
/// files add, and names the first line that holds it.
#[must_use]
pub fn words<'a>(
    texts: impl IntoIterator<Item = (&'a str, MediaType, &'a str)>,
    site: &Site,
    tree: &SourceTree,
) -> Vec<Diagnostic> {
    let rules = site.words.folded();
    let mut found: Vec<Diagnostic> = Vec::new();
    for (path, media_type, body) in texts {
        for broken in broken_on(site, &rules, path, media_type, body) {
            let place = blame(tree, &broken.found).unwrap_or_else(|| Place::whole_file(path));
            // One line can stand on a hundred pages, and is one fault.
            if found.iter().all(|other| other.place != place || !other.message.ends_with(&broken.message)) {
                let message = format!("{path}: {}", broken.message);
                found.push(Diagnostic::error(place, Kind::NeverPrint, message).with_help(broken.help));
            }
        }
    }
    found
}

fn broken_on(site: &Site, rules: &Folded<'_>, path: &str, media_type: MediaType, body: &str) -> Vec<BrokenWordRule> {
    if media_type == MediaType::Html {
        let audience = site.pages.get(path).map(|page| page.audience);
        return rules.broken_by(&visible(body), path, audience);
    }
    // Lines of a calendar are folded, and a line's end inside a text is written as two signs.
    let text = body.replace("\r\n ", "").replace("\\n", " ");
    rules.broken_by_data(&text)
}

/// The first line of the files whose texts no other rule reads, then of the templates, then of all content, that holds these words.
fn blame(tree: &SourceTree, words: &str) -> Option<Place> {
    const FIRST: [&str; 5] =
        ["content/site.toml", "content/routing.toml", "content/links.toml", "content/search.toml", "templates/"];
    const RULES: [&str; 2] = ["content/words.toml", "content/page-rules.toml"];
    let files = FIRST.iter().chain(&["content/"]).flat_map(|prefix| tree.under(prefix));
    let mut files = files.filter(|(path, _)| !RULES.contains(&path.as_ref()));
    files.find_map(|(path, text)| line_with(path, text, words))
}

fn line_with(path: &Arc<str>, text: &str, words: &str) -> Option<Place> {
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if holds(line, words) {
            let file = Arc::clone(path);
            let line_number = u32::try_from(number + 1).unwrap_or(0);
            return Some(Place { file, line: line_number, column: 1, span: start..start + line.trim_end().len() });
        }
        start += line.len();
    }
    None
}

/// What a person sees or hears of a page: its text without tags, style and script.
fn visible(html: &str) -> String {
    let html = unmarked(html);
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html.as_str();
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
