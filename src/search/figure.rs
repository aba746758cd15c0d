//! Figures of speech: "dying to know", "phone died", "mum will kill me if she sees it".
//!
//! What stands in one is taken out before despair and danger are looked for, in what is asked as in what is learnt from; whatever
//! else was said is heard as before. It does not know what the words that remain mean.

use super::phrase::{Groups, Phrases, Slot};
use super::terms::Terms;

/// A phrase of despair or danger that begins so is a figure of speech.
pub(super) const SIGN: char = '!';
/// What a figure of speech is to the question bank; no word of a text can be spelt like it.
const FIGURE: &str = "#figure";

/// Every figure of speech that is known.
#[derive(Debug, Default)]
pub(super) struct Figures(Phrases);

impl Figures {
    /// Takes what follows the sign in each phrase that begins with it.
    pub(super) fn new<'a>(terms: &mut Terms, lists: impl Iterator<Item = &'a String>) -> Self {
        let mut phrases = Phrases::default();
        for text in lists.filter_map(|text| text.strip_prefix(SIGN)) {
            phrases.add(terms, text.trim_start(), 0);
        }
        Self(phrases)
    }

    /// The words of a query, those of figures of speech meaning nothing.
    pub(super) fn without(&self, slots: &[Slot], groups: &Groups) -> Vec<Slot> {
        let mut left = slots.to_vec();
        for span in self.0.spans(slots, groups) {
            left[span].fill(Slot::default());
        }
        left
    }

    /// Plain words with each figure of speech as one.
    pub(super) fn folded(&self, terms: &Terms, groups: &Groups, words: &[String]) -> Vec<String> {
        let slots: Vec<Slot> = words.iter().map(|word| Slot::of(terms, word)).collect();
        let mut is_figure = vec![false; words.len()];
        for span in self.0.spans(&slots, groups) {
            is_figure[span].fill(true);
        }
        let mut folded: Vec<String> =
            words.iter().zip(&is_figure).map(|(word, figure)| if *figure { FIGURE } else { word }.to_owned()).collect();
        folded.dedup_by(|next, before| next == FIGURE && before == FIGURE);
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_figure_of_speech_is_taken_out_and_what_stands_beside_it_is_kept() {
        let mut terms = Terms::new(&BTreeMap::new());
        let lists = ["! dying to know".to_owned(), "dying".to_owned()];
        let figures = Figures::new(&mut terms, lists.iter());
        let folded = |text: &str| figures.folded(&terms, &Groups::new(), &fold::query_words(text)).join(" ");
        assert_eq!(folded("im dying to know if it ends"), "im #figure if it ends");
        assert_eq!(folded("im dying"), "im dying");
    }
}
