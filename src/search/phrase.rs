//! Phrases of the lexicon and where they stand in a run of words.
//!
//! A phrase is plain words, in any form of each word. `*` stands for up to three words in between and
//! `**` for any number, `a/b` for one word or the
//! other, `{age}` for a number from 5 to 17 and `{adult}` for one from 18 to 99,
//! `@name` for any single word of the `[[same]]` group of that name, `^` and `$` for the
//! beginning and the end of the query. It does not know what follows from a phrase.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Range, RangeInclusive};

use super::fold;
use super::terms::{Term, Terms};

/// How many words a `*` may stand for.
const GAP: usize = 3;
/// How many words a `**` may stand for: more than a query holds.
const WIDEST_GAP: usize = fold::LONGEST_QUERY;
/// See [`Phrases::within_reach`].
const REACH: usize = 16;
/// The ages `{age}` stands for.
static AGES: RangeInclusive<u32> = 5..=17;
/// The ages `{adult}` stands for.
static ADULT_AGES: RangeInclusive<u32> = 18..=99;

/// One word of a query or text, as phrases see it.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    /// The word's term, and those it may be a misspelling of.
    pub(super) terms: Vec<Term>,
    /// Its value, if it is a number.
    pub(super) number: Option<u32>,
}

impl Slot {
    /// A word as it stands, unmended.
    pub(super) fn of(terms: &Terms, word: &str) -> Self {
        Self { terms: terms.find(word).into_iter().collect(), number: word.parse().ok() }
    }
}

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(Vec<Term>),
    Group(Term),
    /// So many words, or fewer.
    Gap(usize),
    Age(&'static RangeInclusive<u32>),
    Start,
    End,
}

/// The groups of `[same]` that each single word belongs to.
pub(super) type Groups = HashMap<Term, Vec<Term>>;

/// The term that stands for a `[[same]]` group; no word of a text can be spelt like it.
pub(super) fn group_name(name: &str) -> String {
    format!("@{name}")
}

#[derive(Debug)]
struct Phrase {
    parts: Vec<Part>,
    tag: usize,
    text: String,
}

/// Phrases, each with a tag that says what it belongs to.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<Phrase>,
    /// Phrases by the word or the group they begin with.
    by_first: HashMap<Term, Vec<usize>>,
    /// Phrases that begin with the query.
    at_start: Vec<usize>,
    /// Phrases that begin with something else.
    others: Vec<usize>,
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// What it belongs to.
    pub(super) tag: usize,
    /// The phrase as written.
    pub(super) text: &'a str,
}

impl Phrases {
    /// Adds a phrase; words it holds are known from now on.
    pub(super) fn add(&mut self, terms: &mut Terms, text: &str, tag: usize) {
        for parts in variants(terms, text) {
            let at = self.all.len();
            match parts.first() {
                Some(Part::Word(any)) => {
                    for term in any {
                        self.by_first.entry(*term).or_default().push(at);
                    }
                }
                Some(Part::Group(group)) => self.by_first.entry(*group).or_default().push(at),
                Some(Part::Start) => self.at_start.push(at),
                Some(_) => self.others.push(at),
                None => continue,
            }
            self.all.push(Phrase { parts, tag, text: text.to_owned() });
        }
    }

    /// The same phrases, none of which spans more than some clauses: at opposite ends of a long message words say nothing together.
    pub(super) fn within_reach(mut self) -> Self {
        for part in self.all.iter_mut().flat_map(|phrase| &mut phrase.parts) {
            if let Part::Gap(most) = part {
                *most = REACH.min(*most);
            }
        }
        self
    }

    /// Every phrase found in `slots`, in the order they begin, each once.
    pub(super) fn find<'a>(&'a self, slots: &[Slot], groups: &Groups) -> Vec<Found<'a>> {
        let mut found: Vec<Found<'a>> = Vec::new();
        for (phrase, _) in self.standing(slots, groups) {
            let hit = Found { tag: phrase.tag, text: &phrase.text };
            if !found.contains(&hit) {
                found.push(hit);
            }
        }
        found
    }

    /// The first phrase found.
    pub(super) fn first<'a>(&'a self, slots: &[Slot], groups: &Groups) -> Option<Found<'a>> {
        self.standing(slots, groups).next().map(|(phrase, _)| Found { tag: phrase.tag, text: &phrase.text })
    }

    /// The places of the words in which phrases stand.
    pub(super) fn spans(&self, slots: &[Slot], groups: &Groups) -> Vec<Range<usize>> {
        self.standing(slots, groups).map(|(_, span)| span).collect()
    }

    /// Every phrase that stands somewhere, as often as it does, and where.
    fn standing<'a, 'b>(
        &'a self,
        slots: &'b [Slot],
        groups: &'b Groups,
    ) -> impl Iterator<Item = (&'a Phrase, Range<usize>)> + use<'a, 'b>
    where
        'a: 'b,
    {
        slots.iter().enumerate().flat_map(move |(at, slot)| {
            let own = slot.terms.iter();
            let theirs = slot.terms.iter().filter_map(|term| groups.get(term)).flatten();
            let begun = own.chain(theirs).filter_map(|term| self.by_first.get(term)).flatten();
            let start: &[usize] = if at == 0 { &self.at_start } else { &[] };
            let phrases = begun.chain(start).chain(&self.others).map(|index| &self.all[*index]);
            phrases.filter_map(move |phrase| end(&phrase.parts, slots, at, groups).map(|end| (phrase, at..end)))
        })
    }
}

/// Where `parts` end in `slots` if they stand there from `at` on.
fn end(parts: &[Part], slots: &[Slot], at: usize, groups: &Groups) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let is_here = |is: &dyn Fn(&Slot) -> bool| slots.get(at).is_some_and(is);
    let (fits, used) = match part {
        Part::Word(any) => (is_here(&|slot| slot.terms.iter().any(|term| any.contains(term))), 1),
        Part::Group(group) => {
            (is_here(&|slot| slot.terms.iter().any(|term| groups.get(term).is_some_and(|of| of.contains(group)))), 1)
        }
        Part::Age(ages) => (is_here(&|slot| slot.number.is_some_and(|number| ages.contains(&number))), 1),
        Part::Gap(most) => {
            let left = slots.len().saturating_sub(at);
            return (0..=left.min(*most)).find_map(|skipped| end(rest, slots, at + skipped, groups));
        }
        Part::Start => (at == 0, 0),
        Part::End => (at == slots.len(), 0),
    };
    fits.then(|| end(rest, slots, at + used, groups)).flatten()
}

/// A phrase as parts. More than one where a choice of `a/b` is rewritten to several words: "want/wanna die".
fn variants(terms: &mut Terms, text: &str) -> Vec<Vec<Part>> {
    let mut all = vec![Vec::new()];
    let mut plain: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let next = match special(terms, word) {
            _ if word.contains('/') => choices(terms, word),
            Some(part) => vec![vec![part]],
            None => {
                plain.extend(fold::words(word));
                continue;
            }
        };
        all = each_then(&all, &[words(terms, &mut plain)]);
        all = each_then(&all, &next);
    }
    each_then(&all, &[words(terms, &mut plain)])
}

/// Every beginning with every next piece.
fn each_then(starts: &[Vec<Part>], next: &[Vec<Part>]) -> Vec<Vec<Part>> {
    starts.iter().flat_map(|start| next.iter().map(move |piece| [start.as_slice(), piece].concat())).collect()
}

fn special(terms: &mut Terms, word: &str) -> Option<Part> {
    match word {
        "*" => Some(Part::Gap(GAP)),
        "**" => Some(Part::Gap(WIDEST_GAP)),
        "{age}" => Some(Part::Age(&AGES)),
        "{adult}" => Some(Part::Age(&ADULT_AGES)),
        "^" => Some(Part::Start),
        "$" => Some(Part::End),
        _ => word.strip_prefix('@').map(|name| Part::Group(terms.named(&group_name(name)))),
    }
}

/// The choices of `a/b/@name`: those of one word together, each other on its own.
fn choices(terms: &mut Terms, word: &str) -> Vec<Vec<Part>> {
    let mut single = Vec::new();
    let mut all = Vec::new();
    for choice in word.split('/').filter(|choice| !choice.is_empty()) {
        let parts = special(terms, choice).map_or_else(|| words(terms, &mut fold::words(choice)), |part| vec![part]);
        match &parts[..] {
            [Part::Word(any)] => single.extend(any),
            several => all.push(several.to_vec()),
        }
    }
    if !single.is_empty() {
        all.push(vec![Part::Word(single)]);
    }
    all
}

/// Rewrites and learns the plain words gathered, so that phrases and queries go through the same changes.
fn words(terms: &mut Terms, plain: &mut Vec<String>) -> Vec<Part> {
    let rewritten = terms.rewrite(&std::mem::take(plain));
    rewritten.iter().map(|word| Part::Word(vec![terms.learn(word)])).collect()
}

/// The single words of each group, for `@name`.
pub(super) fn groups(terms: &mut Terms, same: &BTreeMap<String, Vec<String>>) -> Groups {
    let mut groups = Groups::new();
    for (name, words) in same {
        let group = terms.named(&group_name(name));
        for parts in words.iter().flat_map(|word| variants(terms, word)).collect::<Vec<_>>() {
            if let [Part::Word(any)] = &parts[..] {
                for term in any {
                    groups.entry(*term).or_default().push(group);
                }
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, text: &str) -> bool {
        let mut terms = Terms::new(&BTreeMap::from([("im".to_owned(), vec!["i".to_owned(), "am".to_owned()])]));
        let groups = groups(&mut terms, &BTreeMap::from([("child".to_owned(), vec!["son/daughter".to_owned()])]));
        let mut phrases = Phrases::default();
        phrases.add(&mut terms, phrase, 7);
        let words = terms.rewrite(&fold::query_words(text));
        let slots: Vec<Slot> =
            words.iter().map(|word| Slot { terms: vec![terms.learn(word)], number: word.parse().ok() }).collect();
        phrases.first(&slots, &groups).is_some_and(|found| found.tag == 7)
    }

    #[test]
    fn a_phrase_is_found_in_any_form_of_its_words_and_only_in_order() {
        assert!(check("want to die", "he wants to die now"));
        assert!(!check("want to die", "to die i want"));
    }

    #[test]
    fn within_reach_two_stars_span_some_clauses_and_not_a_whole_message() {
        let mut terms = Terms::new(&BTreeMap::new());
        let mut phrases = Phrases::default();
        phrases.add(&mut terms, "took ** pills", 7);
        let phrases = phrases.within_reach();
        let mut stands = |between: usize| {
            let words = std::iter::once("took").chain(std::iter::repeat_n("word", between)).chain(["pills"]);
            let slots: Vec<Slot> = words.map(|word| Slot { terms: vec![terms.learn(word)], number: None }).collect();
            phrases.first(&slots, &Groups::default()).is_some()
        };
        assert!(stands(REACH));
        assert!(!stands(REACH + 1));
    }

    #[test]
    fn a_star_stands_for_up_to_three_words() {
        assert!(check("hurt * child", "hurt child"));
        assert!(check("hurt * child", "hurting one or two child"));
        assert!(!check("hurt * child", "hurt one two three four child"));
    }

    #[test]
    fn two_stars_stand_for_any_number_of_words() {
        assert!(check("hurt ** tonight", "hurting one two three four child tonight"));
        assert!(check("hurt ** tonight", "hurt tonight"));
        assert!(!check("hurt ** tonight", "tonight hurt"));
    }

    #[test]
    fn a_slash_gives_a_choice_and_an_at_sign_a_group() {
        assert!(check("my @child took/stole", "my daughter stole"));
        assert!(!check("my @child took/stole", "my dog stole"));
        assert!(check("my dog/@child stole", "my daughter stole"));
        assert!(check("my dog/@child stole", "my dog stole"));
    }

    #[test]
    fn an_age_is_a_number_of_a_child() {
        assert!(check("i am {age}", "im 14"));
        assert!(!check("i am {age}", "im 40"));
    }

    #[test]
    fn start_and_end_hold_the_whole_query() {
        assert!(check("^ stop it now $", "Stop it now!"));
        assert!(!check("^ stop it now $", "please stop it now"));
        assert!(!check("^ stop it now $", "stop it now please"));
    }
}
