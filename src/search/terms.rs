//! Words to terms: a term is a number for a word's stem, so that "abused" and "abuse" are one.
//!
//! Also holds the rewriting of everyday typing ("im" is "i am") and of forms a stemmer misses ("children" is "child"), which is
//! done alike to queries, phrases and texts. It does not know what any word means.

use std::collections::{BTreeMap, HashMap};

use rust_stemmers::{Algorithm, Stemmer};

/// A stem, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Term(u32);

impl Term {
    /// Its place in tables that hold one item a term.
    pub(super) fn at(self) -> usize {
        self.0 as usize
    }
}

/// A run of words and what it is rewritten to.
struct Rewrite {
    from: Vec<String>,
    to: Vec<String>,
}

/// Every word met so far and its term.
pub(super) struct Terms {
    stemmer: Stemmer,
    /// By the first word rewritten, the longest run first.
    rewrites: HashMap<String, Vec<Rewrite>>,
    words: HashMap<String, Term>,
    stems: HashMap<String, Term>,
    names: Vec<String>,
}

impl Terms {
    /// No words but those that single words are rewritten to: a misspelling of "kids" is mended as one of "child".
    pub(super) fn new(rewrites: &BTreeMap<String, Vec<String>>) -> Self {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut terms =
            Self { stemmer, rewrites: HashMap::new(), words: HashMap::new(), stems: HashMap::new(), names: Vec::new() };
        for (from, to) in rewrites {
            let from: Vec<String> = from.split(' ').map(str::to_owned).collect();
            if let ([from], [to]) = (&from[..], &to[..]) {
                let term = terms.learn(to);
                terms.words.insert(from.clone(), term);
            }
            terms.rewrites.entry(from[0].clone()).or_default().push(Rewrite { from, to: to.clone() });
        }
        terms.rewrites.values_mut().for_each(|known| known.sort_by_key(|rewrite| std::cmp::Reverse(rewrite.from.len())));
        terms
    }

    /// The term of `word`, which is known from now on.
    pub(super) fn learn(&mut self, word: &str) -> Term {
        if let Some(term) = self.words.get(word) {
            return *term;
        }
        let stem = self.stemmer.stem(word).into_owned();
        let term = self.named(&stem);
        self.words.insert(word.to_owned(), term);
        term
    }

    /// The term called `name`, whether or not it is the stem of a word.
    pub(super) fn named(&mut self, name: &str) -> Term {
        if let Some(term) = self.stems.get(name) {
            return *term;
        }
        // Content is bounded (512 KiB a file), so there are far fewer than 2^32 stems; the clamp keeps the cast total.
        let term = Term(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.to_owned());
        self.stems.insert(name.to_owned(), term);
        term
    }

    /// The term of `word`, if it or another form of it is known.
    pub(super) fn find(&self, word: &str) -> Option<Term> {
        self.words.get(word).or_else(|| self.stems.get(self.stemmer.stem(word).as_ref())).copied()
    }

    /// Was exactly this word met?
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Every word met, with its term, in alphabetical order.
    pub(super) fn sorted_words(&self) -> Vec<(&str, Term)> {
        let mut words: Vec<_> = self.words.iter().map(|(word, term)| (word.as_str(), *term)).collect();
        words.sort_unstable();
        words
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The stem, for editors.
    pub(super) fn name(&self, term: Term) -> &str {
        &self.names[term.at()]
    }

    /// Rewrites everyday typing, the longest run of words first.
    pub(super) fn rewrite(&self, words: &[String]) -> Vec<String> {
        let mut out = Vec::with_capacity(words.len() + 4);
        let mut rest = words;
        while let Some(first) = rest.first() {
            let known = self.rewrites.get(first).into_iter().flatten().find(|rewrite| rest.starts_with(&rewrite.from));
            if let Some(rewrite) = known {
                out.extend(rewrite.to.iter().cloned());
                rest = &rest[rewrite.from.len()..];
            } else {
                out.push(first.clone());
                rest = &rest[1..];
            }
        }
        out
    }
}
