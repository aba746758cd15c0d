//! The known words nearest to one that is not known.
//!
//! Walks the vocabulary in alphabetical order and keeps the table of distances for the letters that neighbours share, as a walk
//! over a tree of letters would; a beginning that is already too far off is skipped with all its words.
//! It does not know meanings, and forgives less the shorter a word is.

use super::terms::{Term, Terms};

#[derive(Debug)]
struct Word {
    text: String,
    term: Term,
}

#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// By length, each length in alphabetical order.
    words: Vec<Vec<Word>>,
}

/// A known word that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near<'a> {
    pub(super) text: &'a str,
    pub(super) term: Term,
    /// How many letters were missing, too many, wrong or swapped.
    pub(super) distance: u8,
}

/// In words of so many letters or fewer a slip must be of the likely kind.
const SHORT: usize = 4;

/// The first letter is right, and where the word is very short, what was left out is one letter: "kil".
fn is_likely(typed: &str, known: &str) -> bool {
    typed.as_bytes()[0] == known.as_bytes()[0] && (typed.len() == SHORT || known.len() > typed.len())
}

/// How many slips are forgiven in a word of so many letters.
pub(super) fn forgiven(letters: usize) -> u8 {
    match letters {
        0..=2 => 0,
        3..=7 => 1,
        _ => 2,
    }
}

impl Spelling {
    /// The vocabulary met so far, words of letters only.
    pub(super) fn new(terms: &Terms) -> Self {
        let words = terms
            .sorted_words()
            .into_iter()
            .filter(|(word, _)| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        let mut by_length: Vec<Vec<Word>> = Vec::new();
        for (word, term) in words {
            if by_length.len() <= word.len() {
                by_length.resize_with(word.len() + 1, Vec::new);
            }
            by_length[word.len()].push(Word { text: word.to_owned(), term });
        }
        Self { words: by_length }
    }

    /// The known words at the least distance from `word`, at most three: those that begin alike first.
    pub(super) fn nearest(&self, word: &str) -> Vec<Near<'_>> {
        let most = forgiven(word.len());
        if most == 0 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let mut near = self.within(word, most);
        let least = near.iter().map(|near| near.distance).min().unwrap_or(0);
        near.retain(|near| near.distance == least && (word.len() > SHORT || is_likely(word, near.text)));
        // A slip in the first letter is rare: words that begin alike are the likelier ones.
        near.sort_by_key(|near| near.text.as_bytes()[0] != word.as_bytes()[0]);
        near.truncate(3);
        near
    }

    /// The known words within so many slips, the shorter ones first.
    fn within(&self, word: &str, most: u8) -> Vec<Near<'_>> {
        let range = usize::from(most);
        let longest = (word.len() + range + 1).min(self.words.len());
        let shortest = word.len().saturating_sub(range).min(longest);
        self.words[shortest..longest].iter().flat_map(|words| of_one_length(words, word, most)).collect()
    }
}

fn of_one_length<'a>(words: &'a [Word], typed: &str, most: u8) -> Vec<Near<'a>> {
    let mut found = Vec::new();
    let mut table = Table::new(typed.as_bytes());
    let mut at = 0;
    while at < words.len() {
        let known = &words[at];
        match table.follow(known.text.as_bytes(), most) {
            Follow::Reached(distance) => {
                found.extend((distance <= most).then_some(Near { text: &known.text, term: known.term, distance }));
                at += 1;
            }
            Follow::TooFar(letters) => {
                let start = &known.text.as_bytes()[..letters];
                at += words[at..].partition_point(|other| other.text.as_bytes().starts_with(start));
            }
        }
    }
    found
}

enum Follow {
    /// The whole word is this far off.
    Reached(u8),
    /// Already its first so many letters are too far off.
    TooFar(usize),
}

/// Distances between every beginning of the typed word and every beginning of the known word followed last: a row for each
/// letter followed, one after the other.
struct Table<'a> {
    typed: &'a [u8],
    followed: Vec<u8>,
    rows: Vec<u8>,
}

impl<'a> Table<'a> {
    fn new(typed: &'a [u8]) -> Self {
        // A word that long is no slip of any known one, however its distance is cut short.
        let rows = (0..=typed.len()).map(|column| u8::try_from(column).unwrap_or(u8::MAX)).collect();
        Self { typed, followed: Vec::new(), rows }
    }

    fn width(&self) -> usize {
        self.typed.len() + 1
    }

    fn follow(&mut self, known: &[u8], most: u8) -> Follow {
        let shared = self.followed.iter().zip(known).take_while(|(a, b)| a == b).count();
        self.followed.truncate(shared);
        self.rows.truncate((shared + 1) * self.width());
        for letter in &known[shared..] {
            if self.push(*letter) > most {
                return Follow::TooFar(self.followed.len());
            }
        }
        Follow::Reached(self.rows.last().copied().unwrap_or(0))
    }

    /// Adds the row of one more letter and gives the least distance in it. Optimal string alignment: a swap of neighbours is
    /// one slip.
    fn push(&mut self, letter: u8) -> u8 {
        let depth = self.followed.len();
        let width = self.width();
        let above = depth * width;
        let mut left = self.rows[above].saturating_add(1);
        let mut least = left;
        self.rows.push(left);
        for column in 1..width {
            let differs = u8::from(self.typed[column - 1] != letter);
            let mut best =
                self.rows[above + column].min(left).saturating_add(1).min(self.rows[above + column - 1].saturating_add(differs));
            let is_swap =
                depth > 0 && column > 1 && self.typed[column - 2] == letter && self.typed[column - 1] == self.followed[depth - 1];
            if is_swap {
                best = best.min(self.rows[above - width + column - 2].saturating_add(1));
            }
            self.rows.push(best);
            left = best;
            least = least.min(best);
        }
        self.followed.push(letter);
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn spelling(words: &[&str]) -> Spelling {
        let mut terms = Terms::new(&BTreeMap::new());
        for word in words {
            terms.learn(word);
        }
        Spelling::new(&terms)
    }

    fn check(typed: &str, expected: &[&str]) {
        let known =
            spelling(&["blackmail", "child", "children", "grooming", "nude", "police", "samaritans", "suicide", "threatening"]);
        assert_eq!(known.nearest(typed).iter().map(|near| near.text).collect::<Vec<_>>(), expected, "{typed}");
    }

    #[test]
    fn one_slip_is_forgiven_in_most_words() {
        check("sucide", &["suicide"]);
        check("polcie", &["police"]);
        check("chidl", &["child"]);
        check("nude", &["nude"]);
    }

    #[test]
    fn two_slips_are_forgiven_in_a_long_word_only() {
        check("samaratins", &["samaritans"]);
        check("treatning", &["threatening"]);
        check("polkie", &[]);
    }

    #[test]
    fn a_very_short_word_may_lack_a_letter_but_not_its_first() {
        check("nud", &["nude"]);
        check("ude", &[]);
    }

    /// The plain, slow way to the same distance.
    fn slow(a: &[u8], b: &[u8]) -> u8 {
        let (Some((&x, rest_a)), Some((&y, rest_b))) = (a.split_last(), b.split_last()) else {
            return u8::try_from(a.len() + b.len()).unwrap();
        };
        let mut best = slow(rest_a, b).min(slow(a, rest_b)) + 1;
        best = best.min(slow(rest_a, rest_b) + u8::from(x != y));
        if let (Some((&p, front_a)), Some((&q, front_b))) = (rest_a.split_last(), rest_b.split_last())
            && p == y
            && q == x
        {
            best = best.min(slow(front_a, front_b) + 1);
        }
        best
    }

    proptest! {
        #[test]
        fn the_walk_finds_the_same_words_as_comparing_each(typed in "[a-c]{4,7}", mut known in proptest::collection::vec("[a-c]{3,7}", 1..12)) {
            known.sort();
            known.dedup();
            let all = spelling(&known.iter().map(String::as_str).collect::<Vec<_>>());
            let found: Vec<_> = all.within(&typed, 2).into_iter().map(|near| (near.text.to_owned(), near.distance)).collect();
            let mut expected: Vec<_> = known.iter().map(|word| (word.clone(), slow(typed.as_bytes(), word.as_bytes()))).filter(|(_, distance)| *distance <= 2).collect();
            expected.sort_by_key(|(word, _)| word.len());
            prop_assert_eq!(found, expected);
        }
    }
}
