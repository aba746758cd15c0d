//! A linear support vector machine: tells each of some kinds from all others, rare ones as surely as common ones.
//!
//! Learnt by dual coordinate descent with squared loss (Hsieh and others, 2008). The order of the lines is shuffled by a fixed
//! sequence, so the same bank always gives the same weights.

use super::features::Vector;
use crate::parallel::{cores, together};
use crate::sequence::Sequence;

/// How often all lines are gone through.
const ROUNDS: usize = 4;
/// What a line on the wrong side costs, beside the size of the weights.
const COST: f32 = 0.6;
/// A line told with so much room is not gone through again.
const ROOM: f32 = 0.3;
/// Where the order of the lines begins.
const BEGIN: u64 = 0x2545_F491;

/// Lines and the kind each is of.
pub(super) type Examples<'a> = Vec<(&'a Vector, usize)>;

/// What each feature says of each kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Linear {
    kinds: usize,
    /// By feature, then by kind.
    weights: Vec<f32>,
}

impl Linear {
    /// How much a line speaks for each kind.
    pub(super) fn scores(&self, line: &Vector) -> Vec<f32> {
        let mut scores = vec![0.0; self.kinds];
        for (feature, weight) in line {
            let at = usize::from(*feature) * self.kinds;
            scores.iter_mut().zip(&self.weights[at..at + self.kinds]).for_each(|(score, own)| *score += weight * own);
        }
        scores
    }
}

/// How much more a line of a rare kind costs on the wrong side.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rare {
    /// As much more as the kind is rarer: missing a rare kind costs as much as missing a common one.
    Fully,
    /// By the root of that.
    ByHalf,
}

struct Example<'a> {
    line: &'a Vector,
    /// 1 for the kind that is learnt, -1 for any other.
    sign: f32,
    /// How little it costs on the wrong side.
    looseness: f32,
    /// How much of it is in the weights so far.
    part: f32,
}

/// Learns to tell `kinds` kinds apart by so many `features`.
pub(super) fn learn(examples: &Examples<'_>, kinds: usize, features: usize, rare: Rare) -> Linear {
    let threads = cores().min(kinds);
    let learnt = together(threads, |first| {
        let own = (first..kinds).step_by(threads);
        own.map(|kind| (kind, learn_one(examples, kind, kinds, features, rare))).collect::<Vec<_>>()
    });
    let mut weights = vec![0.0; features * kinds];
    for (kind, own) in learnt.iter().flatten() {
        weights.iter_mut().skip(*kind).step_by(kinds).zip(own).for_each(|(weight, own)| *weight = *own);
    }
    Linear { kinds, weights }
}

/// Learns to tell lines of kind 1 from those of kind 0: one score, above nought for the former.
pub(super) fn learn_whether(examples: &Examples<'_>, features: usize) -> Linear {
    Linear { kinds: 1, weights: learn_one(examples, 1, 2, features, Rare::Fully) }
}

/// The weights that tell one kind from all others.
fn learn_one(examples: &Examples<'_>, kind: usize, kinds: usize, features: usize, rare: Rare) -> Vec<f32> {
    let count = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
    let own = examples.iter().filter(|(_, other)| *other == kind).count().max(1);
    let rarity = count(examples.len()) / count(kinds) / count(own);
    let cost_of_own = COST
        * match rare {
            Rare::Fully => rarity,
            Rare::ByHalf => rarity.sqrt(),
        };
    let mut open: Vec<Example<'_>> = Vec::with_capacity(examples.len());
    for (line, other) in examples {
        let (sign, cost) = if *other == kind { (1.0, cost_of_own) } else { (-1.0, COST) };
        open.push(Example { line, sign, looseness: 1.0 / (2.0 * cost), part: 0.0 });
    }
    let mut weights = vec![0.0; features];
    let mut sequence = Sequence::from(BEGIN);
    for _ in 0..ROUNDS {
        sequence.shuffle(&mut open);
        open.retain_mut(|example| example.go_through(&mut weights));
    }
    weights
}

impl Example<'_> {
    /// Moves the weights as far as this line asks. Is it to be gone through again?
    fn go_through(&mut self, weights: &mut [f32]) -> bool {
        let score: f32 = self.line.iter().map(|(feature, weight)| weights[usize::from(*feature)] * weight).sum();
        let slope = self.sign * score - 1.0 + self.looseness * self.part;
        if self.part == 0.0 && slope >= 0.0 {
            return slope < ROOM;
        }
        // The length of a line is one, and so is its product with itself.
        let part = (self.part - slope / (1.0 + self.looseness)).max(0.0);
        let step = (part - self.part) * self.sign;
        self.part = part;
        self.line.iter().for_each(|(feature, weight)| weights[usize::from(*feature)] += step * weight);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_kind_is_told_from_a_common_one_that_shares_its_words() {
        let common: Vec<Vector> = (0..40).map(|_| vec![(1, 0.8), (2, 0.6)]).collect();
        let rare: Vector = vec![(1, 0.8), (3, 0.6)];
        let examples: Examples<'_> = common.iter().map(|line| (line, 0)).chain([(&rare, 1)]).collect();
        let learnt = learn(&examples, 2, 4, Rare::Fully);
        let scores = learnt.scores(&rare);
        assert!(scores[1] > scores[0], "{scores:?}");
        let scores = learnt.scores(&common[0]);
        assert!(scores[0] > scores[1], "{scores:?}");
    }
}
