//! Telegrams, and orders without a reason: short or bare sentences that follow each other.

use super::text::Passage;
use super::{PlacedSignal, Signal};
use crate::diagnostic::Place;
use crate::site::words::{PhraseFinder, VoiceRules};

use super::super::words::words;

/// So many sentences in a row …
const VERY_SHORT_RUN: usize = 3;
/// … of fewer words than this read as a telegram.
const VERY_SHORT: usize = 6;
/// Most telegrams are a little longer: so many in a row …
const SHORT_RUN: usize = 5;
/// … of at most so many words.
const SHORT: usize = 9;

pub(super) fn telegrams(passages: &[Passage]) -> Vec<PlacedSignal> {
    let short = |most: usize| move |sentence: &str| words(sentence).count() <= most;
    let mut found = runs(passages, VERY_SHORT_RUN, &short(VERY_SHORT - 1));
    if found.is_empty() {
        found = runs(passages, SHORT_RUN, &short(SHORT));
    }
    let telegram = |(place, run): (Place, Vec<String>)| PlacedSignal {
        signal: Signal::TelegramRun,
        place,
        message: format!("{} short sentences in a row: \"{}\"", run.len(), run.join(" ")),
        help: "join what belongs together with because, so, if, when, but or and",
    };
    found.into_iter().map(telegram).collect()
}

pub(super) fn orders(rules: &VoiceRules, passages: &[Passage], most: usize) -> Vec<PlacedSignal> {
    let reasons = PhraseFinder::of(&rules.reasons);
    let is_bare_order = |sentence: &str| is_order(rules, sentence) && reasons.held_by(sentence).next().is_none();
    let order = |(place, run): (Place, Vec<String>)| PlacedSignal {
        signal: Signal::OrderRun,
        place,
        message: format!("{} orders in a row without a reason: \"{}\"", run.len(), run.join(" ")),
        help: "give one of them its reason in the same sentence, or make it a choice: \"you could\", \"it helps to\"",
    };
    runs(passages, most + 1, &is_bare_order).into_iter().map(order).collect()
}

/// The sentence begins with a verb that tells the reader what to do.
fn is_order(rules: &VoiceRules, sentence: &str) -> bool {
    let plain = sentence.to_lowercase();
    let mut rest = words(&plain).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = rest.find(|word| !matches!(*word, "please" | "then" | "and" | "also" | "now" | "first" | ""));
    first.is_some_and(|word| rules.orders.iter().any(|order| order == word))
}

/// Every run of at least `least` sentences that `belongs` holds for, each at the place of its first one.
fn runs(passages: &[Passage], least: usize, belongs: &impl Fn(&str) -> bool) -> Vec<(Place, Vec<String>)> {
    let mut found = Vec::new();
    let mut run: Option<(Place, Vec<String>)> = None;
    let mut end = |run: &mut Option<(Place, Vec<String>)>| {
        if let Some(done) = run.take()
            && done.1.len() >= least
        {
            found.push(done);
        }
    };
    for passage in passages {
        if !passage.follows {
            end(&mut run);
        }
        for sentence in &passage.sentences {
            if belongs(sentence) {
                run.get_or_insert_with(|| (passage.place.clone(), Vec::new())).1.push(sentence.clone());
            } else {
                end(&mut run);
            }
        }
    }
    end(&mut run);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(sentences: &[&str], follows: bool) -> Passage {
        let sentences = sentences.iter().map(|sentence| (*sentence).to_owned()).collect();
        Passage { place: Place::whole_file("content/pages/x.md"), sentences, follows }
    }

    fn rules() -> VoiceRules {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        VoiceRules {
            orders: list(&["ring", "keep", "leave", "do", "write"]),
            reasons: list(&["because", "so", "if"]),
            ..VoiceRules::default()
        }
    }

    #[test]
    fn three_very_short_sentences_in_a_row_are_a_telegram() {
        let two = [passage(&["Stay calm.", "Ring now."], false)];
        assert!(telegrams(&two).is_empty());
        let three = [passage(&["Stay calm.", "Ring now."], false), passage(&["Say where you are."], true)];
        assert_eq!(telegrams(&three).len(), 1);
        let apart = [passage(&["Stay calm.", "Ring now."], false), passage(&["Say where you are."], false)];
        assert!(telegrams(&apart).is_empty(), "a heading or a card stands between");
    }

    #[test]
    fn five_short_sentences_in_a_row_are_a_telegram_too() {
        let line = "You can ring them at any hour, day or night.";
        assert!(telegrams(&[passage(&[line; 4], false)]).is_empty());
        let short = "You can ring them at any hour.";
        assert_eq!(telegrams(&[passage(&[short; 5], false)]).len(), 1);
    }

    #[test]
    fn orders_need_a_reason_among_them() {
        let bare = ["Keep the messages.", "Do not reply.", "Leave the picture.", "Ring the police."];
        assert_eq!(orders(&rules(), &[passage(&bare, false)], 3).len(), 1);
        let reasoned = ["Keep the messages.", "Do not reply.", "Leave it, because it protects your child.", "Ring the police."];
        assert!(orders(&rules(), &[passage(&reasoned, false)], 3).is_empty());
    }
}
