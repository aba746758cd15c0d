//! Looks for every phrase of the rules in one pass (Aho-Corasick), in any letter case and as whole words.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::read::Stream;
use super::{PageMatches, RulesError};
use crate::site::page_rules::PageRules;

/// The phrases of the rules, ready to look for.
#[derive(Debug)]
pub(super) struct RulePhrases {
    automaton: AhoCorasick,
    /// What each phrase stands for, by its number in the automaton.
    meanings: Vec<PhraseMeaning>,
    /// For each rule, a bit for each of its groups.
    all_groups: Vec<u8>,
}

/// What a phrase stands for.
#[derive(Debug, Clone, Copy)]
enum PhraseMeaning {
    /// The rule is broken.
    Word(usize),
    /// One of the groups of a rule, as a bit.
    Group(usize, u8),
    /// The sentence is right.
    Unless(usize),
    Essential(usize),
}

/// What one sentence holds of one rule.
#[derive(Debug, Default)]
struct InSentence {
    groups: u8,
    is_right: bool,
    at: Option<(usize, usize)>,
}

impl RulePhrases {
    pub(super) fn new(rules: &PageRules) -> Result<Self, RulesError> {
        let mut phrases: Vec<(&str, PhraseMeaning)> = Vec::new();
        for (index, rule) in rules.outdated.iter().enumerate() {
            phrases.extend(rule.words.iter().map(|word| (word.as_str(), PhraseMeaning::Word(index))));
            for (bit, group) in (0_u8..8).zip(&rule.together) {
                phrases.extend(group.iter().map(|word| (word.as_str(), PhraseMeaning::Group(index, 1 << bit))));
            }
            phrases.extend(rule.unless.iter().map(|word| (word.as_str(), PhraseMeaning::Unless(index))));
        }
        for (index, essential) in rules.essentials.iter().enumerate() {
            phrases.extend(essential.words.iter().map(|word| (word.as_str(), PhraseMeaning::Essential(index))));
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(phrases.iter().map(|(word, _)| *word))?;
        let all_groups = rules.outdated.iter().map(|rule| (0_u8..8).zip(&rule.together).fold(0, |all, (bit, _)| all | 1 << bit));
        Ok(Self {
            automaton,
            meanings: phrases.into_iter().map(|(_, meaning)| meaning).collect(),
            all_groups: all_groups.collect(),
        })
    }

    pub(super) fn search(&self, stream: &Stream, found: &mut PageMatches) {
        let text = stream.text.as_str();
        let sentences = sentence_starts(text);
        let mut together: BTreeMap<(usize, usize), InSentence> = BTreeMap::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            let (start, end) = (hit.start(), hit.end());
            if !is_whole(text, start, end) {
                continue;
            }
            let sentence = sentences.partition_point(|first| *first <= start);
            match self.meanings[hit.pattern().as_usize()] {
                PhraseMeaning::Word(rule) => found.note(rule, stream, start..end),
                PhraseMeaning::Essential(essential) => found.met[essential] = true,
                PhraseMeaning::Unless(rule) => together.entry((rule, sentence)).or_default().is_right = true,
                PhraseMeaning::Group(rule, bit) => {
                    let one = together.entry((rule, sentence)).or_default();
                    one.groups |= bit;
                    one.at.get_or_insert((start, end));
                }
            }
        }
        for ((rule, _), one) in together {
            if let Some((start, end)) = one.at.filter(|_| one.groups == self.all_groups[rule] && !one.is_right) {
                found.note(rule, stream, start..end);
            }
        }
    }
}

/// Not a part of a longer word.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let joins = |a: Option<char>, b: Option<char>| letter(a) && letter(b);
    let (before, first) = (text[..start].chars().next_back(), text[start..].chars().next());
    let (last, after) = (text[..end].chars().next_back(), text[end..].chars().next());
    !joins(before, first) && !joins(last, after)
}

/// Where sentences begin: after a line break, or a full stop, question or exclamation mark that a space follows.
fn sentence_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || (bytes[at] == b' ' && at > 0 && matches!(bytes[at - 1], b'.' | b'?' | b'!'));
    std::iter::once(0).chain((0..bytes.len()).filter(|at| ends(*at)).map(|at| at + 1)).collect()
}
