//! Linear support vector machines: each tells one kind of line from all others, a rare kind as surely as a common one.
//!
//! Learnt by dual coordinate descent with squared loss (Hsieh and others, 2008), one machine after the other, so that the weights of
//! each stay near the processor: four at once took as long. The order of the lines is shuffled by a fixed sequence, so the same bank
//! always gives the same weights.

use super::features::Lines;
use crate::parallel::{cores, together};
use crate::sequence::Sequence;

/// How often all lines are gone through.
const ROUNDS: usize = 4;
/// What a line on the wrong side costs, beside the size of the weights.
const COST: f32 = 0.6;
/// Where the order of the lines begins.
const BEGIN: u64 = 0x2545_F491;
/// A line told with so much room is not gone through again.
const ROOM: f32 = 0.3;
/// The largest number that a kept weight is, of either sign.
const LARGEST: f32 = 127.0;

/// What each feature says to each machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Linear {
    /// By feature, then by machine, as parts of `scales`.
    weights: Vec<i8>,
    /// What one part is, for each machine.
    scales: Vec<f32>,
}

impl Linear {
    /// How much a line speaks for what each machine knows.
    pub(super) fn scores(&self, line: &[(u16, f32)]) -> Vec<f32> {
        let machines = self.scales.len();
        let mut scores = vec![0.0; machines];
        for (feature, weight) in line {
            let at = usize::from(*feature) * machines;
            let own = &self.weights[at..at + machines];
            scores.iter_mut().zip(own).for_each(|(score, own)| *score += weight * f32::from(*own));
        }
        scores.iter_mut().zip(&self.scales).for_each(|(score, scale)| *score *= scale);
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

/// What there is to learn: for each machine, which lines are of its kind.
#[derive(Debug, Default)]
pub(super) struct Lessons {
    machines: Vec<Lesson>,
}

/// What one machine is to learn.
#[derive(Debug)]
struct Lesson {
    /// For each line: 1 where it is of the kind, -1 where it is not, 0 where nobody knows.
    signs: Vec<i8>,
    /// How little a line of the kind costs on the wrong side.
    looseness_of_own: f32,
}

impl Lessons {
    /// One machine for each of so many kinds. `kind_of` gives the kind of each line, or nothing where it is not known.
    pub(super) fn tell(&mut self, kind_of: &[Option<usize>], kinds: usize, rare: Rare) {
        for kind in 0..kinds {
            self.tell_one(kind_of, kind, kinds, rare);
        }
    }

    /// One machine, for lines of kind 1 beside those of kind 0: its score is above nought for the former.
    pub(super) fn tell_whether(&mut self, kind_of: &[Option<usize>]) {
        self.tell_one(kind_of, 1, 2, Rare::Fully);
    }

    fn tell_one(&mut self, kind_of: &[Option<usize>], kind: usize, kinds: usize, rare: Rare) {
        let count = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
        let known = kind_of.iter().flatten().count();
        let own = kind_of.iter().flatten().filter(|other| **other == kind).count().max(1);
        let rarity = count(known) / count(kinds) / count(own);
        let cost_of_own = COST
            * match rare {
                Rare::Fully => rarity,
                Rare::ByHalf => rarity.sqrt(),
            };
        let sign = |of: &Option<usize>| of.map_or(0, |of| if of == kind { 1 } else { -1 });
        self.machines.push(Lesson { signs: kind_of.iter().map(sign).collect(), looseness_of_own: looseness(cost_of_own) });
    }

    /// Learns from these lines, told by so many features.
    pub(super) fn learn(&self, lines: &Lines, features: usize) -> Linear {
        let machines = self.machines.len();
        let threads = cores().min(machines);
        let learnt = together(threads, |first| {
            let own = (first..machines).step_by(threads);
            own.map(|machine| (machine, self.machines[machine].learn(lines, features))).collect::<Vec<_>>()
        });
        let mut linear = Linear { weights: vec![0; features * machines], scales: vec![0.0; machines] };
        for (machine, weights) in learnt.iter().flatten() {
            linear.keep(*machine, weights);
        }
        linear
    }
}

impl Linear {
    /// Keeps the weights of one machine, in a quarter of the memory: as parts of its largest.
    fn keep(&mut self, machine: usize, learnt: &[f32]) {
        let largest = learnt.iter().map(|weight| weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
        let scale = largest / LARGEST;
        let own = self.weights.iter_mut().skip(machine).step_by(self.scales.len());
        own.zip(learnt).for_each(|(kept, weight)| *kept = in_parts(weight / scale));
        self.scales[machine] = scale;
    }
}

struct Example<'a> {
    line: &'a [(u16, f32)],
    /// 1 for the kind that is learnt, -1 for any other.
    sign: f32,
    /// How little it costs on the wrong side.
    looseness: f32,
    /// How much of it is in the weights so far.
    part: f32,
}

impl Lesson {
    /// The weights that tell its kind from all others.
    fn learn(&self, lines: &Lines, features: usize) -> Vec<f32> {
        let looseness = |sign: i8| if sign > 0 { self.looseness_of_own } else { looseness(COST) };
        let known = lines.iter().zip(&self.signs).filter(|(_, sign)| **sign != 0);
        let mut open: Vec<Example<'_>> =
            known.map(|(line, sign)| Example { line, sign: f32::from(*sign), looseness: looseness(*sign), part: 0.0 }).collect();
        let mut weights = vec![0.0; features];
        let mut sequence = Sequence::from(BEGIN);
        for _ in 0..ROUNDS {
            sequence.shuffle(&mut open);
            open.retain_mut(|example| example.go_through(&mut weights));
        }
        weights
    }
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

fn looseness(cost: f32) -> f32 {
    1.0 / (2.0 * cost)
}

/// The whole number nearest to this one, which is within [`LARGEST`] of nought.
fn in_parts(weight: f32) -> i8 {
    #[expect(clippy::cast_possible_truncation, reason = "a number of that size is a whole number of eight bits")]
    let whole = weight.round() as i8;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_kind_is_told_from_a_common_one_that_shares_its_words() {
        let mut lines = Lines::default();
        let rare = [(1, 0.8), (3, 0.6)];
        let common = [(1, 0.8), (2, 0.6)];
        (0..40).for_each(|_| lines.push(&common));
        lines.push(&rare);
        let kinds: Vec<Option<usize>> = (0..40).map(|_| Some(0)).chain([Some(1)]).collect();
        let mut lessons = Lessons::default();
        lessons.tell(&kinds, 2, Rare::Fully);
        lessons.tell_whether(&kinds);
        let learnt = lessons.learn(&lines, 4);
        let scores = learnt.scores(&rare);
        assert!(scores[1] > scores[0] && scores[2] > 0.0, "{scores:?}");
        let scores = learnt.scores(&common);
        assert!(scores[0] > scores[1] && scores[2] < 0.0, "{scores:?}");
    }

    #[test]
    fn a_line_whose_kind_nobody_knows_teaches_nothing() {
        let mut lines = Lines::default();
        lines.push(&[(0, 1.0)]);
        lines.push(&[(1, 1.0)]);
        let mut lessons = Lessons::default();
        lessons.tell_whether(&[Some(1), None]);
        let learnt = lessons.learn(&lines, 2);
        assert!(learnt.scores(&[(0, 1.0)])[0] > 0.0);
        assert_eq!(learnt.scores(&[(1, 1.0)]), [0.0]);
    }
}
