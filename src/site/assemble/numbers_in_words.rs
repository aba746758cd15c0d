//! Numbers within sentences of TOML: `{call:samaritans}` is the number in the file of that service.
//!
//! Takes a text, gives it with the numbers, so that none is typed twice and grows old unseen. When the service has closed, the
//! sentence that gives its number falls away: nothing may send anyone to a number that nobody answers. In pages a link does the same.

use super::parts::DocumentContext;
use super::unknown;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::text::sentences;

const OPENING: &str = "{call:";
const CLOSING: char = '}';

impl DocumentContext<'_> {
    /// `text` with the number of each service that it asks for, and those numbers.
    pub(super) fn with_numbers(&mut self, text: String, place: impl Fn() -> Place) -> (String, Vec<String>) {
        let mut filled = Vec::new();
        if !text.contains(OPENING) {
            return (text, filled);
        }
        let sentences = sentences(&text).into_iter();
        let kept: Vec<String> = sentences.filter_map(|sentence| self.sentence(sentence, &mut filled, &place)).collect();
        (kept.join(" "), filled)
    }

    fn sentence(&mut self, sentence: &str, filled: &mut Vec<String>, place: &impl Fn() -> Place) -> Option<String> {
        let mut told = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once(OPENING) {
            let Some((slug, after)) = after.split_once(CLOSING) else {
                let help = "write {call:samaritans} with the name of the service's file";
                self.found.push(Diagnostic::error(place(), Kind::WrongValue, "a `}` is missing after {call:").with_help(help));
                return None;
            };
            let number = self.number_of(slug, place)?;
            told.push_str(before);
            told.push_str(&number);
            filled.push(number);
            rest = after;
        }
        told.push_str(rest);
        Some(told)
    }

    fn number_of(&mut self, slug: &str, place: &impl Fn() -> Place) -> Option<String> {
        if let Some(number) = self.names.numbers.get(slug) {
            return Some(number.clone());
        }
        self.found.push(if self.names.closed.contains(slug) {
            let message = format!("`{slug}` has closed: the sentence that gives its number is not shown");
            let help = "write the sentence for who follows it, or take it out";
            Diagnostic::warning(place(), Kind::NotShown, message).with_help(help)
        } else if self.names.services.contains(slug) {
            let message = format!("`{slug}` has no telephone number that readers may see");
            Diagnostic::error(place(), Kind::WrongValue, message).with_help("name another service, or say it without a number")
        } else {
            unknown(place(), "service", slug, self.names.services.iter().map(String::as_str))
        });
        None
    }
}
