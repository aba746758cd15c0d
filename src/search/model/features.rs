//! A line as numbers: its words, neighbouring pairs of them, and the runs of three and four letters within them, so that a
//! misspelt word still shares most of itself with the right one.

use std::collections::BTreeMap;

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
    let mut found = BTreeMap::new();
    let mut before = "^".to_owned();
    for word in words {
        let stem = stem(word);
        found.insert(hash('w', &[&stem]), 1.0);
        found.entry(hash('p', &[&before, &stem])).or_insert(PAIR);
        letters(word, &mut found);
        before = stem;
    }
    found.entry(hash('p', &[&before, "$"])).or_insert(PAIR);
    found.into_iter().collect()
}

fn letters(word: &str, found: &mut BTreeMap<u16, f32>) {
    let bounded = format!(" {word} ");
    let at: Vec<usize> = bounded.char_indices().map(|(at, _)| at).chain(std::iter::once(bounded.len())).collect();
    for length in 3..=4 {
        for ends in at.windows(length + 1) {
            found.entry(hash('l', &[&bounded[ends[0]..ends[length]]])).or_insert(LETTERS);
        }
    }
}

/// Ages are one word, and so are other small numbers; a plural or past form is the word itself.
fn stem(word: &str) -> String {
    if let Ok(number) = word.parse::<u32>() {
        let kind = match number {
            0..=4 => "few",
            5..=17 => "age",
            18..=99 => "adult",
            _ => "number",
        };
        return format!("#{kind}");
    }
    let endings = ["ings", "ing", "ed", "ies", "es", "s", "ly"];
    let ending = endings.into_iter().find(|ending| word.len() > ending.len() + 3 && word.ends_with(ending));
    ending.map_or(word, |ending| word.trim_end_matches(ending)).to_owned()
}

/// FNV-1a, the same on every machine.
fn hash(kind: char, parts: &[&str]) -> u16 {
    let mut state = 0x811c_9dc5_u32 ^ u32::from(kind);
    for byte in parts.iter().flat_map(|part| part.bytes().chain(std::iter::once(b' '))) {
        state = (state ^ u32::from(byte)).wrapping_mul(16_777_619);
    }
    let folded = (state ^ (state >> BITS)) & ((1 << BITS) - 1);
    u16::try_from(folded).unwrap_or_default()
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
        assert_eq!((stem("touching"), stem("13"), stem("14")), ("touch".to_owned(), "#age".to_owned(), "#age".to_owned()));
        assert_ne!(stem("17"), stem("18"));
    }
}
