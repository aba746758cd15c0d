//! Words and numbers that must never appear.

use super::{beside_pages, beside_services, on_each_page};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Audience, Contact, Folded, Layout, Page, Prose, Service, Site, Source};

pub(super) use crate::site::text::sentences;
use crate::site::words::digits::{each_loose_run, each_run, forms};
use crate::site::words::fold::fold;
pub(super) use crate::site::words::holds;

/// Numbers that are as much words as numbers, and may be typed.
const SPOKEN_NUMBERS: [&str; 2] = ["18000", "18001 101"];

/// The page that names what is out of date, to say so.
const CHECK_PAGE: &str = "/schools/check-your-page";

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let rules = site.words.folded();
    let mut found = on_each_page(site, |page| page_faults(site, &rules, page));
    found.extend(site.shown_services().flat_map(|service| typed_in_notes(site, service)));
    found.extend(beside_services(site).filter_map(|(prose, _)| typed_number(Some(site), prose, IN_TOML)));
    let checker = site.page_rules.iter().flat_map(|checker| &checker.prose).map(|prose| (prose, CHECK_PAGE.to_owned()));
    for (prose, address) in beside_pages(site).chain(checker) {
        found.extend(banned(&rules, prose, &address, None));
    }
    found
}

fn page_faults(site: &Site, rules: &Folded<'_>, page: &Page) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for prose in &page.prose {
        found.extend(banned(rules, prose, page.path.as_str(), Some(page.audience)));
        // What the tests measured is written by them, and rings nobody.
        if page.layout != Layout::Proof {
            found.extend(typed_number(Some(site), prose, IN_A_PAGE));
        }
    }
    found
}

/// Words and numbers of `words.toml` in one text.
fn banned(rules: &Folded<'_>, prose: &Prose, address: &str, audience: Option<Audience>) -> Vec<Diagnostic> {
    let broken = rules.broken_by(&prose.text, address, audience).into_iter();
    broken.map(|broken| Diagnostic::error(prose.place.clone(), Kind::NeverPrint, broken.message).with_help(broken.help)).collect()
}

/// How a number is written in a page, and in the other files.
const IN_A_PAGE: (&str, &str) = ("[words](call:", ")");
const IN_TOML: (&str, &str) = ("{call:", "}");

/// A telephone number written into a sentence, where it would grow old unseen.
fn typed_number(site: Option<&Site>, prose: &Prose, (before, after): (&str, &str)) -> Option<Diagnostic> {
    let typed = prose.filled.iter().fold(prose.text.clone(), |text, number| text.replace(number.as_str(), ""));
    let text = fold(&typed);
    let typed = runs_of_digits(&text).into_iter().find(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        digits >= 5 && !SPOKEN_NUMBERS.contains(&run.as_str())
    });
    // With other signs between them, only digits that begin as a number does: a date or a span of years is none.
    let mut dotted = None;
    each_run(&text, &mut |run| {
        if run.digits.len() >= 9 && (run.digits.starts_with('0') || run.digits.starts_with("44")) {
            dotted = Some(run.digits.clone());
        }
        // The shortest have eight. A span of hours such as 08.00-17.30 has another block after two digits.
        let is_short = matches!(run.digits.len(), 7 | 8) && (run.digits.starts_with("0800") || run.digits.starts_with("0845"));
        if is_short && run.blocks == [0, 4] && (is_marked(&text, run.places[3] + 1, run.places[4]) || !is_hour(&run.digits[4..]))
        {
            dotted = Some(run.digits.clone());
        }
    });
    let number = typed.or(dotted).or_else(|| loosely_typed(site, &text))?;
    let fault = Diagnostic::error(prose.place.clone(), Kind::TypedNumber, format!("the number {number} is typed into the text"));
    let dialled: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let has_it = |service: &&Service| service.contacts.iter().filter_map(Contact::number).any(|known| known.dialled() == dialled);
    let help = match site.and_then(|site| site.shown_services().find(has_it)) {
        Some(Service { id, name, .. }) => {
            format!("write {before}{id}{after}: it is the number of {name}, and then comes from its file")
        }
        None => {
            format!("write {before}NAME{after} with the name of the service's file for NAME: the number then comes from there")
        }
    };
    Some(fault.with_help(help))
}

/// A number with a spaced dash, commas or letters in it: one that is long enough and begins as a number does, or one that a service
/// has.
fn loosely_typed(site: Option<&Site>, text: &str) -> Option<String> {
    let contacts = site.into_iter().flat_map(Site::shown_services).flat_map(|service| &service.contacts);
    let numbers = contacts.filter_map(Contact::number).filter(|number| number.dialled().len() >= 5);
    let held: Vec<(String, ())> = numbers.flat_map(|number| forms(&number.dialled())).map(|form| (form, ())).collect();
    let mut found = None;
    each_loose_run(text, &mut |run| {
        // Hours, dates and lists have blocks of one or two digits, or go on for longer.
        let is_long = matches!(run.digits.len(), 10 | 11) && run.digits.starts_with('0');
        let begins_long = run.blocks.get(1).is_none_or(|second| *second >= 3);
        if is_long && begins_long {
            found.get_or_insert_with(|| run.digits.clone());
        }
        if let Some((_, (digits, ()))) = run.holds(&held).next() {
            found.get_or_insert_with(|| digits.clone());
        }
    });
    found.filter(|digits| !SPOKEN_NUMBERS.iter().any(|spoken| spoken.replace(' ', "") == *digits))
}

/// Four digits that may be a time of day: "0800-1730" is a span of hours.
fn is_hour(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|time| time <= 2400 && time % 100 < 60)
}

/// Between two blocks of digits stands a dot or a slash, which no span of hours has there.
fn is_marked(text: &str, from: usize, to: usize) -> bool {
    text[from..to].chars().any(|c| matches!(c, '.' | '/' | '·' | '•' | '∙' | '․' | '‧' | '⋅'))
}

/// A number typed into what a card says, beside those that its contacts hold.
fn typed_in_notes(site: &Site, service: &Service) -> Vec<Diagnostic> {
    let held = |text: &str| service.contacts.iter().filter_map(Contact::number).any(|number| number.shown() == text);
    let of_source = |text: &str| {
        let texts = |source: &Source| [source.supports.clone(), source.title.clone(), source.seen.clone()];
        service.sources.iter().flat_map(texts).flatten().any(|source| source == text)
    };
    let is_name = |text: &String| *text == service.name || service.also_known_as.contains(text);
    let notes = service.prose.iter().filter(|prose| !is_name(&prose.text) && !held(&prose.text) && !of_source(&prose.text));
    notes.filter_map(|prose| typed_number(Some(site), prose, IN_TOML)).collect()
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

/// The words of a sentence. Most have ASCII letters alone, in which spaces are found several times faster.
pub(super) fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let (ascii, other) = if sentence.is_ascii() { (sentence, "") } else { ("", sentence) };
    ascii.split_ascii_whitespace().chain(other.split_whitespace())
}

/// The words of a page that a reader meets: body and reasons, without title, tab and description.
pub(super) fn body_words(page: &Page) -> usize {
    let reasons = page.routes.iter().filter_map(|way| way.why.as_deref());
    let mut count: usize = reasons.map(|why| words(why).count()).sum();
    crate::site::text::each_text(&page.body, &mut |_, text| count += words(&crate::site::text::plain(text)).count());
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_number_is_found_whatever_stands_between_its_blocks() {
        let typed = |text: &str| typed_number(None, &Prose::new(crate::diagnostic::Place::whole_file("x"), text), IN_TOML);
        for number in [
            "Ring 0800 1111.",
            "0800.1111",
            "0800/1111",
            "0800·1111",
            "0845.4647",
            "020.7946.0000",
            "0845-4647",
            "0808 - 802 - 9999",
            "0808, 802, 9999",
            "O8O8 8O2 9999",
        ] {
            assert!(typed(number).is_some(), "{number}");
        }
        for other in ["Open 08.00-17.30", "On 08/01/2027", "0800-1730", "0900 - 1200, 1300 - 1700", "09, 10, 11, 12, 13"] {
            assert!(typed(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_text_falls_into_its_sentences() {
        assert_eq!(sentences("Ring 999. Say where you are! Can you?"), ["Ring 999.", "Say where you are!", "Can you?"]);
        assert_eq!(sentences("Open from 9.30am"), ["Open from 9.30am"]);
        assert_eq!(sentences("“Is it?” Yes.\u{a0}No"), ["“Is it?", "” Yes.", "No"]);
        assert_eq!(sentences(" … "), [""; 0]);
    }

    #[test]
    fn words_are_what_white_space_of_any_kind_divides() {
        for sentence in ["one two\tthree", "one\u{a0}two – three", "", " "] {
            assert!(words(sentence).eq(sentence.split_whitespace()), "{sentence:?}");
        }
    }

    #[test]
    fn digits_with_single_spaces_make_one_number() {
        assert_eq!(runs_of_digits("Ring 0800 1111 or 101 in 2026."), ["0800 1111", "101", "2026"]);
    }
}
