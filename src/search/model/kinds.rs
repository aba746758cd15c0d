//! Kinds of words: "uncle" and "stepdad" are one of the family, "punched" and "kicks" are blows.
//!
//! What is said of one word of a kind is then heard of the others, too. A kind is no meaning: no line is despair or danger by its
//! kinds alone, the question bank teaches which of them say what in which order. The words stand in `content/search.toml`.

use std::collections::{BTreeMap, HashMap};

/// Each word's kind. Words are in the form that [`super::features`] gives them.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Kinds(HashMap<String, String>);

impl Kinds {
    /// From each kind and its words.
    pub(in crate::search) fn new(kinds: &BTreeMap<String, Vec<String>>) -> Self {
        // No word of a text is spelt with the sign.
        let each = |(kind, words): (&String, &Vec<String>)| {
            words.iter().map(|word| (word.clone(), format!("@{kind}"))).collect::<Vec<_>>()
        };
        Self(kinds.iter().flat_map(each).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The kind of a word.
    pub(super) fn of(&self, word: &str) -> Option<&str> {
        self.0.get(word).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_kind_share_it_and_other_words_have_none() {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let kinds = BTreeMap::from([("kin".to_owned(), words(&["uncle", "stepdad"])), ("hit".to_owned(), words(&["punch"]))]);
        let kinds = Kinds::new(&kinds);
        assert_eq!(kinds.of("uncle"), kinds.of("stepdad"));
        assert_ne!(kinds.of("uncle"), kinds.of("punch"));
        assert_eq!(kinds.of("confidentiality"), None);
    }
}
