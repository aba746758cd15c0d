//! A long message as its clauses: what happened is said in one of them, and the others tell of everything around it.
//!
//! Takes the text as typed. Gives its clauses, each with what is heard in it and how many things it names. It does not know what
//! follows from them.

use std::ops::RangeInclusive;

use super::correct::{Word, correct};
use super::fold;
use super::index::Index;
use super::model::Clause;
use super::phrase::Slot;

/// A message of more words is read by its clauses as well.
const LONG: usize = 25;
/// What follows a shorter clause belongs to it.
const SHORTEST: usize = 4;
/// Words that begin a clause where no sign does.
const JOINS: [&str; 8] = ["and", "but", "because", "cos", "then", "so", "which", "when"];
/// Ages of children.
const AGES: RangeInclusive<u32> = 1..=17;

/// The clauses of a message, and after them each two neighbours; none of a short one.
pub(super) fn read<'a>(index: &'a Index, text: &str) -> Vec<Clause<'a>> {
    let start: String = text.chars().take(fold::LONGEST_QUERY).collect();
    let clauses = split(&start, |sentence| index.plain(sentence));
    if clauses.len() < 2 || clauses.iter().map(Vec::len).sum::<usize>() <= LONG {
        return Vec::new();
    }
    let pairs = clauses.windows(2).map(|pair| Clause { is_pair: true, ..clause(index, &pair.concat()) });
    clauses.iter().map(|words| clause(index, words)).chain(pairs).collect()
}

fn clause<'a>(index: &'a Index, words: &[String]) -> Clause<'a> {
    let slots: Vec<Slot> = correct(&index.terms, &index.spelling, words).iter().map(Word::slot).collect();
    let is_age = |slot: &Slot| slot.number.is_some_and(|number| AGES.contains(&number));
    let named = index.rules.groups_in(&slots).len() + usize::from(slots.iter().any(is_age));
    Clause {
        heard: index.model.hear(&index.literal(&index.terms.rewrite(words))),
        is_pair: false,
        named: f32::from(u16::try_from(named).unwrap_or(u16::MAX)),
    }
}

/// The words of each clause.
fn split(text: &str, plain: impl Fn(&str) -> Vec<String>) -> Vec<Vec<String>> {
    let mut clauses: Vec<Vec<String>> = Vec::new();
    for sentence in text.split(['.', '!', '?', ';', ':', ',', '\n']) {
        for (at, word) in plain(sentence).into_iter().enumerate() {
            let begins = at == 0 || JOINS.contains(&word.as_str());
            match clauses.last_mut().filter(|last| !begins || last.len() < SHORTEST) {
                Some(last) => last.push(word),
                None => clauses.push(vec![word]),
            }
        }
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_ends_at_a_sign_or_before_a_joining_word_unless_it_is_too_short() {
        let clauses = split("So. I was at work, he rang me and I ran home because she cried", fold::words);
        let clauses: Vec<String> = clauses.iter().map(|words| words.join(" ")).collect();
        assert_eq!(clauses, ["so i was at work", "he rang me and i ran home", "because she cried"]);
    }
}
