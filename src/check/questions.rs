//! The question bank: each line once, in words that may stand in the project's files, and never leading to a page that is not for
//! the person who asks.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::asked::same_words;
use crate::site::{Asked, AskedLine, PhraseFinder, Site};

/// So many characters of a query are read.
const LONGEST: usize = 500;
/// So many digits in a row may be somebody's number.
const SHORTEST_NUMBER: usize = 7;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = site.asked.iter().filter_map(|asked| wrong_person(site, asked)).collect();
    let lines = || site.asked.iter().flat_map(|asked| &asked.lines);
    let never = PhraseFinder::of(&site.words.never_asked);
    found.extend(lines().filter_map(|line| never_asked(&never, line)));
    found.extend(lines().filter_map(somebodys_own));
    found.extend(lines().filter(|line| line.text.chars().count() > LONGEST).map(|line| {
        let message = format!("this line is longer than the {LONGEST} characters that are read of a query");
        Diagnostic::warning(line.place.clone(), Kind::TooLongToAsk, message)
    }));
    found.extend(asked_twice(lines()));
    found
}

fn wrong_person(site: &Site, asked: &Asked) -> Option<Diagnostic> {
    let page = site.pages.values().find(|page| Some(page.path.as_str()) == asked.path.as_deref())?;
    if asked.asker.may_be_led_to(page.audience) {
        return None;
    }
    let message = format!("{} is not a page for the person who asks these lines", page.path.as_str());
    let help = "name the page for that person, or write who really asks";
    Some(Diagnostic::error(asked.place.clone(), Kind::WrongPerson, message).with_help(help))
}

fn never_asked(never: &PhraseFinder<'_>, line: &AskedLine) -> Option<Diagnostic> {
    let word = never.held_by(&line.text).next()?;
    let message = format!("\"{word}\" must not stand in the question bank");
    let fault = Diagnostic::error(line.place.clone(), Kind::NeverAsked, message);
    Some(fault.with_help("say the same in ordinary words, or leave the line out"))
}

/// Addresses, and numbers that may be somebody's own.
fn somebodys_own(line: &AskedLine) -> Option<Diagnostic> {
    let digits = line.text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    let text = line.text.to_lowercase();
    let is_address = ["http:", "https:", "www."].iter().any(|start| text.contains(start)) || is_email(&text);
    (is_address || digits >= SHORTEST_NUMBER).then(|| {
        let message = "an address or a long number must not stand in the question bank: it may be somebody's own";
        Diagnostic::error(line.place.clone(), Kind::NeverAsked, message)
    })
}

fn is_email(text: &str) -> bool {
    text.split_whitespace().any(|word| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
}

/// A line whose words stand in another too, in any order: search drops the second.
fn asked_twice<'a>(lines: impl Iterator<Item = &'a AskedLine>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &Place> = BTreeMap::new();
    let mut found = Vec::new();
    for line in lines {
        if let Some(place) = first.get(&same_words(&line.text)) {
            let message = format!("these words are asked in {}, line {}, too; search drops this line", place.file, place.line);
            found.push(Diagnostic::warning(line.place.clone(), Kind::AskedTwice, message));
        } else {
            first.insert(same_words(&line.text), &line.place);
        }
    }
    found
}
