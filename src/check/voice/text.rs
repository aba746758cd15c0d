//! What the signals read: the sentences of a page or an answer, in order, in passages that a heading or a card divides.

use crate::diagnostic::Place;
use crate::site::text::plain;
use crate::site::{Block, BlockKind, Outcome, Page};

use super::super::words::sentences;

/// Sentences that are read one after another, and where the first of their block was written.
#[derive(Debug)]
pub(super) struct Passage {
    pub place: Place,
    /// Its sentences, without words in speech marks.
    pub sentences: Vec<String>,
    /// Nothing stands between it and the passage before.
    pub follows: bool,
}

/// The running text of a page. Cards, local lists and the boxes of a template are other people's words.
pub(super) fn of_page(page: &Page) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut follows = false;
    collect(&page.body, &mut out, &mut follows);
    out
}

fn collect(blocks: &[Block], out: &mut Vec<Passage>, follows: &mut bool) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) => push(&plain(text), &block.place, out, follows),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect(item, out, follows)),
            BlockKind::Notice(inner) => collect(inner, out, follows),
            _ => *follows = false,
        }
    }
}

/// The text of an answer: the lead, then what else it says in sentences.
pub(super) fn of_outcome(outcome: &Outcome) -> Vec<Passage> {
    let mut out = Vec::new();
    push(&outcome.do_now, &outcome.place, &mut out, &mut false);
    let mut follows = false;
    for line in &outcome.next {
        push(line, &outcome.place, &mut out, &mut follows);
    }
    out
}

fn push(text: &str, place: &Place, out: &mut Vec<Passage>, follows: &mut bool) {
    let spoken = without_speech(text);
    // A list of nouns is no telegram: only what ends like a sentence is one.
    let is_prose = spoken.trim_end().ends_with(['.', '?', '!', ':']);
    let sentences: Vec<String> = sentences(&spoken).into_iter().map(str::to_owned).collect();
    if !is_prose || sentences.is_empty() {
        *follows = false;
        return;
    }
    out.push(Passage { place: place.clone(), sentences, follows: *follows });
    *follows = true;
}

/// The text without what stands in speech marks: words to say aloud are short on purpose.
fn without_speech(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_speech;

    #[test]
    fn words_in_speech_marks_are_left_out() {
        assert_eq!(without_speech("Say: “I believe you. It is not your fault.” Then ring."), "Say:  Then ring.");
    }
}
