//! A linear model that tells kinds of lines apart: each feature speaks for and against each kind.
//!
//! Learnt by the averaged passive-aggressive rule: whenever a line is not told from the nearest wrong kind with room to spare, the
//! weights move just far enough. The order of the lines is shuffled by a fixed sequence, so the same bank always gives the same model.

use super::features::Vector;
use crate::sequence::Sequence;

/// How often all lines are gone through.
const ROUNDS: usize = 4;
/// How far the right kind should stand before the next.
const MARGIN: f32 = 1.0;
/// The most a single line may move the weights.
const LARGEST_STEP: f32 = 0.5;

/// Where the order of the lines begins.
pub(super) const BEGIN: u64 = 0x2545_F491;

/// What each feature says of each kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Linear {
    pub(super) kinds: usize,
    /// By feature, then by kind.
    pub(super) weights: Vec<f32>,
}

/// Lines and the kind each is of.
pub(super) type Examples<'a> = Vec<(&'a Vector, usize)>;

impl Linear {
    /// Learns to tell `kinds` kinds apart by so many `features`.
    pub(super) fn learn(mut examples: Examples<'_>, kinds: usize, features: usize) -> Self {
        let mut now = Self { kinds, weights: vec![0.0; features * kinds] };
        let mut past = now.clone();
        let mut scores = vec![0.0; kinds];
        let mut age = 1.0;
        let mut sequence = Sequence::from(BEGIN);
        for _ in 0..ROUNDS {
            sequence.shuffle(&mut examples);
            // What is told with room to spare is not gone through again.
            examples.retain(|(line, kind)| {
                now.score(line, &mut scores);
                let Some((rival, best)) = rival(&scores, *kind) else { return false };
                let lacking = MARGIN - (scores[*kind] - best);
                if lacking > 0.0 {
                    let step = (lacking / 2.0).min(LARGEST_STEP);
                    now.move_towards(line, *kind, rival, step);
                    past.move_towards(line, *kind, rival, step * age);
                }
                age += 1.0;
                lacking > 0.0
            });
        }
        // The mean of the weights over all lines gone through: steadier than where the last line left them.
        now.weights.iter_mut().zip(&past.weights).for_each(|(weight, past)| *weight -= past / age);
        now
    }

    /// How much a line speaks for each kind.
    pub(super) fn scores(&self, line: &Vector) -> Vec<f32> {
        let mut scores = vec![0.0; self.kinds];
        self.score(line, &mut scores);
        scores
    }

    fn score(&self, line: &Vector, scores: &mut [f32]) {
        scores.fill(0.0);
        for (feature, weight) in line {
            let at = usize::from(*feature) * self.kinds;
            scores.iter_mut().zip(&self.weights[at..at + self.kinds]).for_each(|(score, own)| *score += weight * own);
        }
    }

    fn move_towards(&mut self, line: &Vector, kind: usize, rival: usize, step: f32) {
        for (feature, weight) in line {
            let at = usize::from(*feature) * self.kinds;
            self.weights[at + kind] += step * weight;
            self.weights[at + rival] -= step * weight;
        }
    }
}

/// The strongest kind but the right one.
fn rival(scores: &[f32], kind: usize) -> Option<(usize, f32)> {
    let others = scores.iter().copied().enumerate().filter(|(other, _)| *other != kind);
    others.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_three_kinds_are_told_apart_the_same_way_each_time() {
        let lines: Vec<Vector> = vec![vec![(1, 1.0)], vec![(2, 1.0)], vec![(3, 1.0)]];
        let examples = || lines.iter().zip([0, 1, 2]).collect();
        let linear = Linear::learn(examples(), 3, 4);
        for (line, kind) in lines.iter().zip([0, 1, 2]) {
            let scores = linear.scores(line);
            assert!(rival(&scores, kind).is_some_and(|(_, best)| scores[kind] > best));
        }
        assert_eq!(linear.weights, Linear::learn(examples(), 3, 4).weights);
    }
}
