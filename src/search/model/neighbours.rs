//! The lines of the bank most like a query, and what they mean.
//!
//! Lines are alike by their words and pairs of words, the rarer the more. A linear model sums over everything that was ever said; the
//! nearest lines hear one rare way of saying a thing. Together they are right more often than either.

use super::features::{PLAIN, Vectorizer};
use super::kinds::Kinds;
use crate::search::rows::Rows;

/// So many lines are asked.
const ASKED: usize = 15;

/// Every line, found by what stands in it.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    vectorizer: Vectorizer,
    /// For each feature, the lines that it stands in.
    lines: Rows<u16>,
    /// The length of each line.
    lengths: Vec<f32>,
    /// What kind each line is of.
    kinds: Vec<u8>,
}

impl Neighbours {
    /// Learns from lines of plain words, each of a kind. What stands beyond 65,536 lines is not learnt.
    pub(super) fn new(words: &[Vec<String>], kinds: Vec<u8>) -> Self {
        let (vectorizer, seen) = Vectorizer::fit(PLAIN, Kinds::default(), words);
        let with = (0..=u16::MAX)
            .zip(seen.iter())
            .flat_map(|(number, line)| line.iter().map(move |(feature, _)| (usize::from(*feature), number)));
        let lines = Rows::grouped(PLAIN.count(), with);
        let lengths = seen.iter().map(|line| length(&vectorizer, line)).collect();
        Self { vectorizer, lines, lengths, kinds }
    }

    /// How much of what the nearest lines say is of each of so many kinds.
    pub(super) fn shares(&self, words: &[String], kinds: usize) -> Vec<f32> {
        let mut nearest = self.nearest(words);
        if nearest.len() > ASKED {
            nearest.select_nth_unstable_by(ASKED - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            nearest.truncate(ASKED);
        }
        let mut shares = vec![0.0; kinds];
        for (likeness, line) in &nearest {
            shares[usize::from(self.kinds[*line])] += likeness.powi(3);
        }
        let whole = shares.iter().sum::<f32>().max(f32::EPSILON);
        for share in &mut shares {
            *share /= whole;
        }
        shares
    }

    /// Every line that shares something with the words, and how like it is.
    fn nearest(&self, words: &[String]) -> Vec<(f32, usize)> {
        let mut products = vec![0.0_f32; self.lengths.len()];
        for (feature, weight) in self.vectorizer.transform(words) {
            for line in self.lines.row(usize::from(feature)) {
                products[usize::from(*line)] += weight * self.vectorizer.rarity(feature);
            }
        }
        let found = products.into_iter().zip(&self.lengths).enumerate().filter(|(_, (product, _))| *product > 0.0);
        found.map(|(line, (product, length))| (product / length.max(f32::EPSILON), line)).collect()
    }
}

/// The length of a line each of whose features weighs what it is telling.
fn length(vectorizer: &Vectorizer, line: &[(u16, f32)]) -> f32 {
    line.iter().map(|(feature, _)| vectorizer.rarity(*feature).powi(2)).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_of_the_kind_of_those_like_it() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let lines = ["i bought enough to do it", "i bought a bike", "how much is enough screen time", "where do i park"];
        let lines: Vec<Vec<String>> = lines.into_iter().map(words).collect();
        let neighbours = Neighbours::new(&lines, vec![1, 0, 0, 0]);
        let shares = neighbours.shares(&words("bought enough to do it"), 2);
        assert!(shares[1] > 0.8, "{shares:?}");
        assert!(neighbours.shares(&words("zebra"), 2).iter().all(|share| *share == 0.0));
    }
}
