//! Words and numbers that must never appear, and sentences too long to read at 2am.

use memchr::memmem::Finder;

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::page::{Audience, Page};
use crate::site::text::Prose;
use crate::site::words::{BannedWord, NeverPrint, WordRules};

/// The longest sentence, in words (content brief C3 and issue "content checks").
const LONGEST_SENTENCE: usize = 25;
/// Numbers that are as much words as numbers, and may be typed.
const SPOKEN_NUMBERS: [&str; 2] = ["18000", "18001 101"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let rules = Folded::of(&site.words);
    for page in site.pages.values() {
        for prose in &page.prose {
            found.extend(banned(&rules, prose, page.path.as_str(), Some(page.audience)));
            found.extend(typed_number(prose));
        }
        found.extend(page.prose.iter().flat_map(long_sentences));
    }
    let services = site.shown_services().flat_map(|service| service.prose.iter().map(move |prose| (prose, service.address())));
    let outcomes =
        site.routing.outcomes.values().flat_map(|outcome| outcome.prose.iter().map(move |prose| (prose, outcome.address())));
    let questions =
        site.routing.questions.values().flat_map(|question| &question.prose).map(|prose| (prose, "/report".to_owned()));
    let roles = site.roles.values().flat_map(|role| &role.prose).map(|prose| (prose, "/report".to_owned()));
    let areas = site.areas.iter().flat_map(|area| &area.prose).map(|prose| (prose, "/report".to_owned()));
    for (prose, address) in services.chain(outcomes).chain(questions).chain(roles).chain(areas) {
        found.extend(banned(&rules, prose, &address, None));
        found.extend(long_sentences(prose));
    }
    found
}

/// The rules with what they look for folded once: each is looked for in every text.
struct Folded<'a> {
    banned: Vec<(&'a BannedWord, Finder<'static>)>,
    never: Vec<(&'a NeverPrint, Finder<'static>)>,
}

impl<'a> Folded<'a> {
    fn of(rules: &'a WordRules) -> Self {
        let finder = |text: String| Finder::new(text.as_bytes()).into_owned();
        Self {
            banned: rules.banned.iter().map(|banned| (banned, finder(banned.word.to_lowercase()))).collect(),
            never: rules.never.iter().map(|never| (never, finder(without_spaces(&never.value)))).collect(),
        }
    }
}

/// Words and numbers of `words.toml` in one text.
fn banned(rules: &Folded<'_>, prose: &Prose, address: &str, audience: Option<Audience>) -> Vec<Diagnostic> {
    let text = prose.text.to_lowercase();
    let words = rules
        .banned
        .iter()
        .filter(|(_, phrase)| holds_folded(&text, phrase))
        .map(|(banned, _)| banned)
        .filter(|banned| !banned.allow_on.iter().any(|page| page == address))
        .filter(|banned| banned.audiences.is_empty() || audience.is_some_and(|audience| banned.audiences.contains(&audience)))
        .map(|banned| (format!("\"{}\" must not appear here", banned.word), format!("write instead: {}", banned.instead)));
    let bare: String = text.split_whitespace().collect();
    let never = rules
        .never
        .iter()
        .filter(|(_, value)| value.find(bare.as_bytes()).is_some())
        .map(|(never, _)| (format!("{} must never be printed", never.value), format!("it is out because: {}", never.why)));
    words
        .chain(never)
        .map(|(message, help)| Diagnostic::error(prose.place.clone(), Kind::NeverPrint, message).with_help(help))
        .collect()
}

fn without_spaces(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect()
}

/// Does `text` hold `phrase` in any letter case, not as part of a longer word?
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    holds_folded(&text.to_lowercase(), &Finder::new(phrase.to_lowercase().as_bytes()))
}

/// The same for a text and a phrase that are in small letters already.
fn holds_folded(text: &str, phrase: &Finder<'_>) -> bool {
    let joins =
        |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphanumeric());
    phrase.find_iter(text.as_bytes()).any(|at| {
        let (before, found) = text.split_at(at);
        let (found, after) = found.split_at(phrase.needle().len());
        !joins(before.chars().next_back(), found.chars().next()) && !joins(found.chars().next_back(), after.chars().next())
    })
}

/// A telephone number written into a page, where it would grow old unseen.
fn typed_number(prose: &Prose) -> Option<Diagnostic> {
    let number = runs_of_digits(&prose.text).into_iter().find(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        digits >= 5 && !SPOKEN_NUMBERS.contains(&run.as_str())
    })?;
    let fault = Diagnostic::error(prose.place.clone(), Kind::TypedNumber, format!("the number {number} is typed into the page"));
    Some(fault.with_help("write [words](call:service-slug): the number then comes from the service's file"))
}

/// Digits with single spaces between them, longest runs first to last.
fn runs_of_digits(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for c in text.chars() {
        let run = runs.last_mut();
        match (c, run) {
            (c, Some(run)) if c.is_ascii_digit() || (c == ' ' && !run.is_empty() && !run.ends_with(' ')) => run.push(c),
            (_, Some(run)) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    runs.into_iter().map(|run| run.trim().to_owned()).filter(|run| !run.is_empty()).collect()
}

fn long_sentences(prose: &Prose) -> Vec<Diagnostic> {
    sentences(&prose.text)
        .into_iter()
        .map(|sentence| (sentence, sentence.split_whitespace().count()))
        .filter(|(_, words)| *words > LONGEST_SENTENCE)
        .map(|(sentence, words)| {
            let message = format!("a sentence of {words} words: \"{sentence}\"");
            Diagnostic::error(prose.place.clone(), Kind::LongSentence, message)
                .with_help("make two sentences of it, 20 words at most each")
        })
        .collect()
}

/// The sentences of a text: up to a full stop, question or exclamation mark that white space follows.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let ends = matches!(c, '.' | '?' | '!');
        if let Some((next, after)) = chars.peek().copied()
            && ends
            && (after.is_whitespace() || matches!(after, '”' | '’'))
        {
            out.push(text[start..next].trim());
            start = next;
        }
    }
    out.push(text[start..].trim());
    out.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    out
}

/// The words of a page that a reader meets: body and reasons, without title, tab and description.
pub(super) fn body_words(page: &Page) -> usize {
    let reasons = page.routes.iter().filter_map(|way| way.why.as_deref());
    let mut words: usize = reasons.map(|why| why.split_whitespace().count()).sum();
    crate::site::text::each_text(&page.body, &mut |_, text| words += crate::site::text::plain(text).split_whitespace().count());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_in_any_case_and_only_as_whole_words() {
        assert!(holds("It is a CURE.", "cure"));
        assert!(!holds("a secure message", "cure"));
        assert!(holds("ring Stop It Now! today", "Stop It Now!"));
        assert!(!holds("reported", "report"));
        assert!(!holds("the reporter", "report"));
    }

    #[test]
    fn a_text_falls_into_its_sentences() {
        assert_eq!(sentences("Ring 999. Say where you are! Can you?"), ["Ring 999.", "Say where you are!", "Can you?"]);
        assert_eq!(sentences("Open from 9.30am"), ["Open from 9.30am"]);
    }

    #[test]
    fn digits_with_single_spaces_make_one_number() {
        assert_eq!(runs_of_digits("Ring 0800 1111 or 101 in 2026."), ["0800 1111", "101", "2026"]);
    }
}
