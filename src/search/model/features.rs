//! A line as numbers: its words, neighbouring pairs of them, and the runs of three and four letters within them, so that a
//! misspelt word still shares most of itself with the right one.

/// So many bits of a feature's hash are kept.
const BITS: u32 = 14;
/// How many different features there are.
pub(super) const COUNT: usize = 1 << BITS;
/// What a pair of neighbouring words counts beside a word.
const PAIR: f32 = 0.7;
/// What a run of letters counts beside a word.
const LETTERS: f32 = 0.4;

/// Features and how much each counts, in order.
pub(super) type Vector = Vec<(u16, f32)>;

/// The features of a line of plain words.
pub(super) fn of(words: &[String]) -> Vector {
    let mut found = Vector::with_capacity(words.len() * 12);
    let mut before = Hash::of(b'p', "^");
    for word in words {
        let stem = stem(word);
        found.push((Hash::of(b'w', stem).feature(), 1.0));
        found.push((before.with(stem).feature(), PAIR));
        letters(word, &mut found);
        before = Hash::of(b'p', stem);
    }
    found.push((before.with("$").feature(), PAIR));
    // Each feature counts once, by the most that it stands for.
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    found.dedup_by_key(|(feature, _)| *feature);
    found
}

/// The runs of letters of a word, its beginning and end marked.
fn letters(word: &str, found: &mut Vector) {
    let bytes = word.as_bytes();
    let bounded = |at: usize| if at == 0 || at > bytes.len() { b' ' } else { bytes[at - 1] };
    for start in 0..bytes.len() {
        let mut hash = Hash::of(b'l', "");
        for at in start..(start + 4).min(bytes.len() + 2) {
            hash = hash.byte(bounded(at));
            if at >= start + 2 {
                found.push((hash.feature(), LETTERS));
            }
        }
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
    fn of(kind: u8, text: &str) -> Self {
        Self(0x811c_9dc5).byte(kind).with(text)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    fn with(self, text: &str) -> Self {
        text.bytes().fold(self.byte(b' '), Self::byte)
    }

    fn feature(self) -> u16 {
        let folded = (self.0 ^ (self.0 >> BITS)) & ((1 << BITS) - 1);
        u16::try_from(folded).unwrap_or_default()
    }
}

/// How telling each feature is: rarer ones more.
pub(super) fn rarity(lines: &[Vector]) -> Vec<f32> {
    let mut frequency = vec![0.0_f32; COUNT];
    for (feature, _) in lines.iter().flatten() {
        frequency[usize::from(*feature)] += 1.0;
    }
    let all = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    frequency.into_iter().map(|with| if with > 0.0 { (1.0 + all / with).ln() } else { 0.0 }).collect()
}

/// Weighs a line by how telling its features are; its length becomes one.
pub(super) fn weigh(line: &mut Vector, rarity: &[f32]) {
    for (feature, weight) in line.iter_mut() {
        *weight *= rarity[usize::from(*feature)];
    }
    let length = line.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::EPSILON);
    for (_, weight) in line.iter_mut() {
        *weight /= length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> usize {
        let of = |text: &str| of(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        of(a).iter().filter(|(feature, _)| of(b).iter().any(|(other, _)| other == feature)).count()
    }

    #[test]
    fn a_misspelt_word_shares_more_with_the_right_one_than_with_another() {
        assert!(shared("blackmailed", "blakmailed") > shared("blackmailed", "grooming"));
    }

    #[test]
    fn forms_and_ages_are_one_word() {
        assert_eq!((stem("touching"), stem("13"), stem("14")), ("touch", "#age", "#age"));
        assert_ne!(stem("17"), stem("18"));
    }
}
