//! The score of every entry for a query, and the reasons for it.
//!
//! A score has parts: BM25F over the entry's own text, the likeness of the query to the common question most like it (the cosine
//! of their vectors of rarities), and what the lexicon adds for favoured addresses, places and numbers. It does not know what
//! must come first whatever the score: that is for [`super::answer`].

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Posting};
use super::lexicon::Favour;
use super::likeness::{Asked, Match, asked, matches};
use super::reading::Reading;
use super::rules::Child;
use super::terms::Term;
use super::{EntryKind, weights};

/// An entry's score and what it is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Score {
    pub(super) total: f32,
    /// What the query has in common with the entry.
    found: Match,
    /// What the lexicon added.
    reasons: Vec<String>,
}

/// Scores every entry that the query touches.
pub(super) fn scores(index: &Index, reading: &Reading<'_>) -> BTreeMap<usize, Score> {
    let asked = asked(reading);
    let mut scores: BTreeMap<usize, Score> = matches(index, &asked)
        .into_iter()
        .map(|(document, found)| {
            (document, Score { total: kind_weight(index.documents[document].kind) * worth(&found), found, ..Score::default() })
        })
        .collect();
    if reading.young.is_none() {
        hold_back_young(index, &mut scores);
    }
    add_learnt(index, reading, &mut scores);
    add_reach(index, reading, &mut scores);
    add_favours(index, reading, &mut scores);
    add_places(index, reading, &mut scores);
    put_before_the_nation(index, reading, &mut scores);
    add_numbers(index, reading, &mut scores);
    scores
}

/// The entry with the highest score, the earlier one of equals.
pub(super) fn best(scores: &BTreeMap<usize, Score>) -> Option<(usize, &Score)> {
    best_of(scores.iter().map(|(document, score)| (*document, score)))
}

/// The best of some entries.
pub(super) fn best_of<'a>(scores: impl Iterator<Item = (usize, &'a Score)>) -> Option<(usize, &'a Score)> {
    scores.reduce(|best, next| if next.1.total > best.1.total { next } else { best })
}

impl Score {
    fn add(&mut self, amount: f32, reason: &str) {
        self.total += amount;
        self.reasons.push(format!("+{amount:.2} {reason}"));
    }

    pub(super) fn hold_back(&mut self, part: f32, reason: &str) {
        self.total *= part;
        self.reasons.push(format!("x{part:.2} {reason}"));
    }

    /// For editors: what the score is made of, the largest part of the text first.
    pub(super) fn explain(&self, index: &Index, reading: &Reading<'_>, document: usize) -> Vec<String> {
        let mut reasons = self.reasons.clone();
        if let Some((question, likeness)) = self.found.question {
            reasons.push(format!("{likeness:.2} like the question \"{}\"", index.questions[question].text));
        }
        let words = words_in(index, &asked(reading), document);
        if !words.is_empty() {
            reasons.push(format!("{:.2} words in its text: {}", self.found.text, words.join(", ")));
        }
        reasons
    }
}

fn worth(found: &Match) -> f32 {
    let likeness = found.question.map_or(0.0, |(_, best)| best + weights::SECOND_QUESTION * found.second);
    weights::TEXT * found.text + weights::QUESTION * likeness
}

fn kind_weight(kind: EntryKind) -> f32 {
    match kind {
        EntryKind::Page => weights::PAGE_KIND,
        EntryKind::Service => weights::SERVICE_KIND,
        EntryKind::Outcome => weights::OUTCOME_KIND,
    }
}

/// The pages about the thoughts and acts of people under 18 are for them alone.
fn hold_back_young(index: &Index, scores: &mut BTreeMap<usize, Score>) {
    for document in index.own_young() {
        if let Some(score) = scores.get_mut(document) {
            score.hold_back(weights::NOT_YOUNG, "nothing shows an asker under 18");
        }
    }
}

/// What the question bank taught.
fn add_learnt(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    for (path, share) in reading.heard.pages.iter().filter(|(_, share)| *share >= weights::LEAST_SHARE) {
        if let Some(document) = index.by_path.get(*path) {
            scores
                .entry(*document)
                .or_default()
                .add(weights::MODEL * share, &format!("as likely as {share:.2} by the question bank"));
        }
    }
}

/// Ways that fit how somebody can be reached.
fn add_reach(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    let Some(way) = reading.way() else { return };
    let mut amount = weights::REACH;
    let paths = index.lexicon.reach.get(way).into_iter().flatten();
    for document in paths.filter_map(|path| index.by_path.get(path)) {
        scores.entry(*document).or_default().add(amount, &format!("fits how they can be reached: {way}"));
        amount /= 1.5;
    }
}

fn add_favours(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    let favours = reading.favours.iter().map(|found| (found, &index.lexicon.favours[found.tag]));
    for (found, favour) in favours.filter(|(_, favour)| is_favoured(favour, reading)) {
        let mut amount = if favour.is_strong { 2.0 * weights::FAVOUR } else { weights::FAVOUR };
        for path in &favour.paths {
            if let Some(document) = index.by_path.get(path) {
                scores.entry(*document).or_default().add(amount, &format!("favoured by \"{}\"", found.text));
            }
            amount /= 2.0;
        }
    }
}

/// Does it count, whoever asks? An adult who speaks of a child of theirs asks for the child.
fn is_favoured(favour: &Favour, reading: &Reading<'_>) -> bool {
    match favour.is_of_adult {
        Some(true) => reading.is_adult && reading.child != Child::Own,
        Some(false) => !reading.is_adult,
        None => true,
    }
}

fn add_places(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    if reading.places.is_empty() {
        return;
    }
    for (document, score) in scores.iter_mut().filter(|(document, _)| index.documents[**document].is_local) {
        if !reading.places.iter().any(|place| place.entries.binary_search(document).is_ok()) {
            score.hold_back(weights::ELSEWHERE, "serves other places");
        }
    }
    let (mut seen, mut first_seen) = (BTreeSet::new(), BTreeSet::new());
    for place in &reading.places {
        for document in place.entries.iter().filter(|document| seen.insert(**document)) {
            let score = scores.entry(*document).or_default();
            score.add(weights::SERVES + score.total * weights::HERE, &format!("serves {}", place.name));
        }
    }
    // Of a place that search.toml says nothing of, the services of its area are what is looked for, each alike.
    for place in reading.places.iter().filter(|place| reading.is_only_places && place.first.is_empty()) {
        for document in place.entries.iter().filter(|document| first_seen.insert(**document)) {
            scores.entry(*document).or_default().add(weights::PLACE_ALONE, "serves the place, and nothing else was typed");
        }
    }
    let worth = if reading.is_only_places { weights::PLACE_ALONE } else { weights::PLACE_FIRST };
    for place in &reading.places {
        let mut worth = worth;
        let firsts = place.first.iter().filter_map(|path| index.by_path.get(path));
        for document in firsts.filter(|document| first_seen.insert(**document)) {
            scores.entry(*document).or_default().add(worth, "first for the place");
            worth *= weights::PLACE_NEXT;
        }
    }
}

/// A local service does the same as its nation's way, for the people of the place that was named.
fn put_before_the_nation(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    for document in reading.places.iter().flat_map(|place| &place.entries) {
        let others = index.documents[*document].stands_before.iter().filter_map(|path| index.by_path.get(path));
        let most = others.filter_map(|other| scores.get(other)).map(|score| score.total).fold(0.0, f32::max);
        if let Some(score) = scores.get_mut(document).filter(|score| most > 0.0 && score.total <= most) {
            let amount = most - score.total + weights::BEFORE_THE_NATION;
            score.add(amount, "stands before the nation's way for the same job");
        }
    }
}

fn add_numbers(index: &Index, reading: &Reading<'_>, scores: &mut BTreeMap<usize, Score>) {
    if reading.numbers.is_empty() {
        return;
    }
    for (document, number) in
        index.documents.iter().enumerate().filter_map(|(at, document)| Some((at, document.number.as_ref()?)))
    {
        if reading.numbers.contains(number) {
            scores.entry(document).or_default().add(weights::NUMBER, "its number");
        } else if reading.numbers.iter().any(|typed| typed.len() >= weights::NUMBER_BEGINS && number.starts_with(typed)) {
            scores.entry(document).or_default().add(weights::NUMBER_BEGUN, "its number begins so");
        }
    }
}

/// The words of the query that stand in an entry's text, the most telling first.
fn words_in<'a>(index: &'a Index, asked: &[Asked], document: usize) -> Vec<&'a str> {
    let of = |posting: &Posting| usize::from(posting.document);
    let stands = |term: Term| index.postings.row(term.at()).binary_search_by_key(&document, of).is_ok();
    let mut words: Vec<Term> = asked.iter().flatten().map(|(term, _)| *term).filter(|term| stands(*term)).collect();
    words.sort_by(|a, b| index.rarity[b.at()].total_cmp(&index.rarity[a.at()]).then(a.cmp(b)));
    words.dedup();
    words.truncate(6);
    words.into_iter().map(|term| index.terms.name(term)).collect()
}
