//! A line as numbers: its words, runs of neighbouring ones, and the runs of letters within them, so that a misspelt word still
//! shares most of itself with the right one.

use super::kinds::Kinds;
use crate::search::rows::Rows;

/// What a run of neighbouring words counts beside a word.
const RUN: f32 = 0.7;
/// What a run of letters counts beside a word.
const LETTERS: f32 = 0.4;

/// What a run of neighbouring words counts, each said by its kind.
const KINDS: f32 = 0.4;
/// What a run of the kinds alone counts, whatever stands between them.
const KINDS_APART: f32 = 0.8;
/// So many words at most make a run of kinds, and so many kinds at most one of kinds alone.
const LONGEST: (usize, usize) = (4, 3);

/// Features and how much each counts, in order.
pub(super) type Vector = Vec<(u16, f32)>;

pub(super) type Lines = Rows<(u16, f32)>;

/// What a line is looked at by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// So many words at most make a run.
    words: usize,
    /// So many letters at least make a run, and so many at most.
    letters: (usize, usize),
    /// So many bits of a feature's hash are kept, 16 at most.
    bits: u32,
}

/// For telling many kinds apart, each of which needs weights of its own: few features.
pub(super) const BROAD: Shape = Shape { words: 2, letters: (3, 4), bits: 14 };
/// For telling a few kinds apart, some of them rare: many features.
pub(super) const FINE: Shape = Shape { words: 3, letters: (2, 5), bits: 16 };
/// For finding like lines: what stands in one is in few others.
pub(super) const PLAIN: Shape = Shape { words: 2, letters: (0, 0), bits: 16 };

impl Shape {
    /// How many different features there are.
    pub(super) const fn count(self) -> usize {
        1 << self.bits
    }

    /// The features of a line of plain words, told by their kinds too where there are any.
    fn of(self, words: &[String], kinds: &Kinds) -> Vector {
        let mut found = Found { bits: self.bits, features: Vec::with_capacity(words.len() * 24) };
        let bounded: Vec<&str> = std::iter::once("^").chain(words.iter().map(|word| stem(word))).chain(["$"]).collect();
        for start in 0..bounded.len() {
            let mut hash = Hash::of(b'w');
            for (at, word) in bounded[start..].iter().take(self.words).enumerate() {
                hash = hash.with(word);
                // A bound alone says nothing.
                if at > 0 || (1..=words.len()).contains(&start) {
                    found.push(hash, if at == 0 { 1.0 } else { RUN });
                }
            }
        }
        if !kinds.is_empty() {
            said_by_kinds(&bounded, kinds, &mut found);
        }
        for word in words {
            self.letters(word, &mut found);
        }
        found.distinct()
    }

    /// The runs of letters of a word, its beginning and end marked.
    fn letters(self, word: &str, found: &mut Found) {
        let bounded: Vec<u8> = std::iter::once(b' ').chain(word.bytes()).chain([b' ']).collect();
        let (least, most) = self.letters;
        for start in 0..bounded.len() {
            let mut hash = Hash::of(b'l');
            for (at, byte) in bounded[start..].iter().take(most).enumerate() {
                hash = hash.byte(*byte);
                if at + 1 >= least {
                    found.push(hash, LETTERS);
                }
            }
        }
    }
}

/// The same said by kinds: "he punched my" and "uncle hits our" have it in common.
fn said_by_kinds(bounded: &[&str], kinds: &Kinds, found: &mut Found) {
    let said: Vec<&str> = bounded.iter().map(|word| kinds.of(word).unwrap_or(word)).collect();
    for start in 0..said.len() {
        let mut hash = Hash::of(b'k');
        let mut has_kind = false;
        for (at, word) in said[start..].iter().take(LONGEST.0).enumerate() {
            hash = hash.with(word);
            has_kind |= *word != bounded[start + at];
            if has_kind {
                found.push(hash, KINDS);
            }
        }
    }
    let is_bound = |word: &str| word == "^" || word == "$";
    let pairs = said.iter().zip(bounded);
    let alone: Vec<&str> = pairs.filter(|(said, word)| said != word || is_bound(word)).map(|(said, _)| *said).collect();
    for start in 0..alone.len() {
        let mut hash = Hash::of(b'o');
        for (at, kind) in alone[start..].iter().take(LONGEST.1).enumerate() {
            hash = hash.with(kind);
            if at > 0 {
                found.push(hash, KINDS_APART);
            }
        }
    }
}

/// The features of one line, as they are met.
struct Found {
    bits: u32,
    /// Each as one whole number: by feature, the heaviest first. Weights are above nought, where the bits of a number are in its order;
    /// comparing whole numbers takes a fraction of the time.
    features: Vec<u64>,
}

impl Found {
    fn push(&mut self, hash: Hash, weight: f32) {
        self.features.push(u64::from(hash.feature(self.bits)) << 32 | u64::from(!weight.to_bits()));
    }

    /// In order; each counts once, by the most that it stands for.
    fn distinct(mut self) -> Vector {
        self.features.sort_unstable();
        self.features.dedup_by_key(|packed| *packed >> 32);
        let unpacked = |packed: u64| {
            let [.., feature_high, feature_low, a, b, c, d] = packed.to_be_bytes();
            (u16::from_be_bytes([feature_high, feature_low]), f32::from_bits(!u32::from_be_bytes([a, b, c, d])))
        };
        self.features.into_iter().map(unpacked).collect()
    }
}

/// Ages are one word, and so are other small numbers; a plural or past form is the word itself.
fn stem(word: &str) -> &str {
    if let Ok(number) = word.parse::<u32>() {
        return match number {
            0..=4 => "#few",
            5..=17 => "#age",
            18..=99 => "#adult",
            _ => "#number",
        };
    }
    let endings = ["ings", "ing", "ed", "ies", "es", "s", "ly"];
    let stem = endings.into_iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 3));
    stem.unwrap_or(word)
}

/// FNV-1a, the same on every machine.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn of(kind: u8) -> Self {
        Self(0x811c_9dc5).byte(kind)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    fn with(self, text: &str) -> Self {
        text.bytes().fold(self.byte(b' '), Self::byte)
    }

    fn feature(self, bits: u32) -> u16 {
        let folded = (self.0 ^ (self.0 >> bits)) & ((1 << bits) - 1);
        u16::try_from(folded).unwrap_or_default()
    }
}

/// A shape, and how telling each of its features is: rarer ones more.
#[derive(Debug)]
pub(super) struct Vectorizer {
    shape: Shape,
    kinds: Kinds,
    rarity: Vec<f32>,
}

impl Default for Vectorizer {
    fn default() -> Self {
        Self { shape: BROAD, kinds: Kinds::default(), rarity: vec![0.0; BROAD.count()] }
    }
}

impl Vectorizer {
    /// Learns what is telling from these lines of plain words. Gives the lines as it sees them, too.
    pub(super) fn fit(shape: Shape, kinds: Kinds, lines: &[Vec<String>]) -> (Self, Lines) {
        let mut seen = Lines::default();
        let mut frequency = vec![0_u16; shape.count()];
        for words in lines {
            let line = shape.of(words, &kinds);
            for (feature, _) in &line {
                frequency[usize::from(*feature)] = frequency[usize::from(*feature)].saturating_add(1);
            }
            seen.push(&line);
        }
        let all = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        let rarity = |with: u16| if with > 0 { (1.0 + all / f32::from(with)).ln() } else { 0.0 };
        let vectorizer = Self { shape, kinds, rarity: frequency.into_iter().map(rarity).collect() };
        for number in 0..seen.len() {
            vectorizer.weigh(seen.row_mut(number));
        }
        (vectorizer, seen)
    }

    /// A line of plain words, each feature weighed by how telling it is; its length is one.
    pub(super) fn transform(&self, words: &[String]) -> Vector {
        let mut line = self.shape.of(words, &self.kinds);
        self.weigh(&mut line);
        line
    }

    /// How telling a feature is.
    pub(super) fn rarity(&self, feature: u16) -> f32 {
        self.rarity[usize::from(feature)]
    }

    fn weigh(&self, line: &mut [(u16, f32)]) {
        for (feature, weight) in line.iter_mut() {
            *weight *= self.rarity[usize::from(*feature)];
        }
        let length = line.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::EPSILON);
        for (_, weight) in line.iter_mut() {
            *weight /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> usize {
        let of = |text: &str| FINE.of(&text.split(' ').map(str::to_owned).collect::<Vec<_>>(), &Kinds::default());
        of(a).iter().filter(|(feature, _)| of(b).iter().any(|(other, _)| other == feature)).count()
    }

    #[test]
    fn a_misspelt_word_shares_more_with_the_right_one_than_with_another() {
        assert!(shared("blackmailed", "blakmailed") > shared("blackmailed", "grooming"));
    }

    #[test]
    fn features_stand_in_order_and_each_once_by_the_most_it_stands_for() {
        let mut found = Found { bits: 16, features: Vec::new() };
        let (one, other) = (Hash::of(b'a'), Hash::of(b'b'));
        for (hash, weight) in [(one, 0.4), (other, 0.4), (one, 1.0), (other, 0.7)] {
            found.push(hash, weight);
        }
        let mut expected = vec![(one.feature(16), 1.0), (other.feature(16), 0.7)];
        expected.sort_by_key(|(feature, _)| *feature);
        assert_eq!(found.distinct(), expected);
    }

    #[test]
    fn forms_and_ages_are_one_word() {
        assert_eq!((stem("touching"), stem("13"), stem("14")), ("touch", "#age", "#age"));
        assert_ne!(stem("17"), stem("18"));
    }
}
