//! What a query has in common with each entry: BM25F over its text, and the cosine of its vector of rarities with that of the
//! common question most like it.
//!
//! Takes the words of a query with what each may mean. Gives a [`Match`] for each entry touched. It does not know what the
//! lexicon favours, nor what comes first.

use super::fold;
use super::index::{Index, length};
use super::reading::Reading;
use super::terms::Term;
use super::weights;

/// A word or group of the query: any of these terms, with how sure each is.
pub(super) type Asked = Vec<(Term, f32)>;

/// What a query has in common with an entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Match {
    /// With the entry's text, 0 to 1.
    pub(super) text: f32,
    /// The common question most like the query, and how like it is, 0 to 1.
    pub(super) question: Option<(usize, f32)>,
    /// The likeness of the second.
    pub(super) second: f32,
}

/// The distinct words and groups of a query.
pub(super) fn asked(reading: &Reading<'_>) -> Vec<Asked> {
    let mut asked: Vec<Asked> = Vec::new();
    let groups = reading.groups.iter().map(|group| vec![(*group, weights::GROUP)]);
    let telling = reading.words.iter().filter(|word| !fold::is_small_number(&word.typed));
    for word in telling.map(|word| word.meant.clone()).chain(groups) {
        if !word.is_empty() && !asked.contains(&word) {
            asked.push(word);
        }
    }
    asked
}

/// Every entry that the query touches, in order, with what they have in common.
pub(super) fn matches(index: &Index, asked: &[Asked]) -> Vec<(usize, Match)> {
    let mut matches = texts(index, asked);
    add_questions(index, asked, &mut matches);
    let touched = matches.into_iter().enumerate().filter(|(_, found)| found.text > 0.0 || found.question.is_some());
    touched.collect()
}

/// How much a word of the query tells entries apart, at best.
fn rarity(index: &Index, word: &Asked) -> f32 {
    word.iter().map(|(term, sure)| sure * index.rarity[term.at()]).fold(0.0, f32::max)
}

/// Sums over the words of a query, where each word counts by the best of what it may mean.
struct Tally {
    sums: Vec<f32>,
    best: Vec<f32>,
    touched: Vec<usize>,
}

impl Tally {
    fn new(length: usize) -> Self {
        Self { sums: vec![0.0; length], best: vec![0.0; length], touched: Vec::new() }
    }

    fn see(&mut self, at: usize, worth: f32) {
        if self.best[at] == 0.0 {
            self.touched.push(at);
        }
        self.best[at] = self.best[at].max(worth);
    }

    fn end_word(&mut self) {
        for at in self.touched.drain(..) {
            self.sums[at] += std::mem::take(&mut self.best[at]);
        }
    }
}

/// BM25F, as a part of the most that the query could reach.
fn texts(index: &Index, asked: &[Asked]) -> Vec<Match> {
    let whole = asked.iter().map(|word| rarity(index, word)).sum::<f32>().max(weights::LEAST_QUERY);
    let mut tally = Tally::new(index.documents.len());
    for word in asked {
        for (term, sure) in word {
            let rarity = sure * index.rarity[term.at()];
            for posting in index.postings.row(term.at()) {
                tally.see(usize::from(posting.document), rarity * posting.weight / (posting.weight + weights::SATURATION));
            }
        }
        tally.end_word();
    }
    tally.sums.into_iter().map(|sum| Match { text: sum / whole, ..Match::default() }).collect()
}

fn add_questions(index: &Index, asked: &[Asked], matches: &mut [Match]) {
    let whole = length(asked.iter().map(|word| rarity(index, word))).max(weights::LEAST_QUERY / 2.0);
    let mut tally = Tally::new(index.questions.len());
    for word in asked {
        for (term, sure) in word {
            let worth = sure * index.rarity[term.at()].powi(2);
            for question in index.question_postings.row(term.at()) {
                tally.see(usize::try_from(*question).unwrap_or(usize::MAX), worth);
            }
        }
        tally.end_word();
    }
    for (question, product) in tally.sums.into_iter().enumerate().filter(|(_, product)| *product > 0.0) {
        let known = &index.questions[question];
        let likeness = product / (whole * known.length.max(f32::EPSILON));
        let found = &mut matches[known.document];
        match found.question {
            Some((_, best)) if best >= likeness => found.second = found.second.max(likeness),
            before => {
                found.second = before.map_or(0.0, |(_, best)| best);
                found.question = Some((question, likeness));
            }
        }
    }
}
