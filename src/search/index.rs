//! Entries into an index that answers queries; made once a load, never changed.
//!
//! Takes [`Entry`]s and the [`Lexicon`]. Gives, for each term, the entries it stands in with its weight there, and the common
//! questions it stands in. It does not know queries.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bank::Bank;
use super::fold;
use super::lexicon::Lexicon;
use super::look_alike::in_our_letters;
use super::model::Model;
use super::model::kinds::Kinds;
use super::phrase::Slot;
use super::places::Places;
use super::rows::Rows;
use super::rules::Rules;
use super::spelling::Spelling;
use super::terms::{Term, Terms};
use super::unmask::unmask;
use super::{Entry, EntryKind, weights};

/// Where everything is found. Immutable; may be shared between threads.
pub struct Index {
    pub(super) terms: Terms,
    pub(super) spelling: Spelling,
    pub(super) rules: Rules,
    pub(super) places: Places,
    pub(super) lexicon: Lexicon,
    pub(super) model: Model,
    pub(super) documents: Vec<Document>,
    /// Address -> place in `documents`.
    pub(super) by_path: HashMap<String, usize>,
    /// The plain words of a title -> place in `documents`.
    pub(super) by_title: HashMap<Vec<String>, usize>,
    /// For each term, the entries it stands in.
    pub(super) postings: Rows<Posting>,
    pub(super) questions: Vec<Question>,
    /// For each term, the questions it stands in.
    pub(super) question_postings: Rows<u32>,
    /// For each term, how much it tells entries apart (BM25's inverse document frequency).
    pub(super) rarity: Vec<f32>,
}

/// What ranking needs of an entry.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) kind: EntryKind,
    pub(super) audience: String,
    /// Its reader must have spoken of thoughts or acts of their own.
    pub(super) is_own: bool,
    /// Its number, digits only.
    pub(super) number: Option<String>,
    /// It serves certain places only.
    pub(super) is_local: bool,
    /// The addresses it stands before where one of these is named.
    pub(super) stands_before: Vec<String>,
}

/// A term in an entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Posting {
    pub(super) document: u16,
    /// How often it stands there, weighed by part and length.
    pub(super) weight: f32,
}

/// A question people ask, and the entry that answers it.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) document: usize,
    pub(super) text: Box<str>,
    /// The length of its vector of rarities.
    pub(super) length: f32,
}

/// A question and the terms that stand in it.
struct TaughtQuestion<'a> {
    document: usize,
    text: &'a str,
    terms: Vec<Term>,
}

/// A text as terms, groups of like words among them.
type Text = Vec<Term>;

/// Title, other names, summary, body and common questions of an entry.
type Parts = [Text; 5];

/// The place of the common questions in [`Parts`].
const QUESTIONS: usize = 4;

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("entries", &self.documents.len()).field("terms", &self.terms.len()).finish_non_exhaustive()
    }
}

impl TaughtQuestion<'_> {
    fn weighed(&self, rarity: &[f32]) -> Question {
        let length = length(self.terms.iter().map(|term| rarity[term.at()]));
        Question { document: self.document, text: self.text.into(), length }
    }
}

impl Index {
    #[must_use]
    pub fn build(entries: &[Entry], lexicon: &Lexicon, bank: &Bank) -> Self {
        let entries: Vec<&Entry> = entries.iter().collect();
        let mut terms = Terms::new(&lexicon.rewrites);
        let rules = Rules::new(&mut terms, lexicon);
        for word in lexicon.known.iter().flat_map(|words| fold::words(words)) {
            terms.learn(&word);
        }
        let places = Places::new(&mut terms, &entries, lexicon);
        let by_path = by_path(&entries);
        let mut parts: Vec<Parts> = entries.iter().map(|entry| parts(&mut terms, &rules, entry)).collect();
        let mut asked = questions(&mut terms, &rules, lexicon, &entries, &by_path);
        asked.extend(bank_questions(&terms, &rules, bank, &by_path));
        for question in &asked {
            parts[question.document][QUESTIONS].extend(&question.terms);
        }
        let rarity = rarity(terms.len(), &parts);
        let within =
            (0..=u32::MAX).zip(&asked).flat_map(|(number, asked)| asked.terms.iter().map(move |term| (term.at(), number)));
        let question_postings = Rows::grouped(terms.len(), within);
        let questions = asked.iter().map(|asked| asked.weighed(&rarity)).collect();
        let postings = postings(terms.len(), &parts);
        let spelling = Spelling::new(&terms);
        let documents = entries.iter().map(|entry| document(entry, &lexicon.fixed.own)).collect();
        let lexicon = lexicon.clone();
        let taught = bank.with_titles(entries.iter().copied());
        let model = Model::learn(&taught, Kinds::new(&lexicon.kinds), &lexicon.fixed.own, |text| {
            rules.figures.folded(&terms, &rules.groups, &terms.rewrite(&plain(&terms, &lexicon, text)))
        });
        let by_title = by_title(&entries, |text| plain(&terms, &lexicon, text));
        Self {
            terms,
            spelling,
            rules,
            places,
            lexicon,
            model,
            documents,
            by_path,
            by_title,
            postings,
            questions,
            question_postings,
            rarity,
        }
    }

    /// The words of a query as typed, with what was hidden from filters made plain.
    pub(super) fn plain(&self, text: &str) -> Vec<String> {
        plain(&self.terms, &self.lexicon, text)
    }

    /// Plain words as the question bank knows them: each figure of speech is one.
    pub(super) fn literal(&self, words: &[String]) -> Vec<String> {
        self.rules.figures.folded(&self.terms, &self.rules.groups, words)
    }

    /// The pages about the thoughts and acts of people under 18.
    pub(super) fn own_young(&self) -> impl Iterator<Item = &usize> {
        let fixed = &self.lexicon.fixed;
        fixed.young.iter().filter(|path| fixed.own.contains(path)).filter_map(|path| self.by_path.get(path))
    }
}

/// The words of a text as typed, with what was hidden from filters made plain.
fn plain(terms: &Terms, lexicon: &Lexicon, text: &str) -> Vec<String> {
    let start: String = text.chars().take(fold::LONGEST_QUERY).collect();
    fold::query_words(&unmask(&in_our_letters(&start), &lexicon.masked, |word| terms.find(word).is_some()))
}

/// The lines of the bank as questions. Their misspelt words are left out: a word that was learnt would never be mended.
fn bank_questions<'a>(
    terms: &'a Terms,
    rules: &'a Rules,
    bank: &'a Bank,
    by_path: &'a HashMap<String, usize>,
) -> impl Iterator<Item = TaughtQuestion<'a>> {
    bank.lines.iter().filter_map(move |line| {
        let document = *by_path.get(line.path.as_deref()?)?;
        let words = terms.rewrite(&fold::words(&line.text));
        let slots: Vec<Slot> = words.iter().map(|word| Slot::of(terms, word)).collect();
        let told = words.iter().zip(&slots).filter(|(word, _)| !fold::is_small_number(word));
        let mut found: Text = told.flat_map(|(_, slot)| slot.terms.iter().copied()).collect();
        found.extend(rules.groups_in(&slots));
        found.sort_unstable();
        found.dedup();
        Some(TaughtQuestion { document, text: &line.text, terms: found })
    })
}

/// The first entry counts where two share an address.
fn by_path(entries: &[&Entry]) -> HashMap<String, usize> {
    let mut by_path = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        by_path.entry(entry.path.clone()).or_insert(index);
    }
    by_path
}

/// The titles of pages and services as a query would be read. Where two share one, a page counts before a service.
fn by_title(entries: &[&Entry], plain: impl Fn(&str) -> Vec<String>) -> HashMap<Vec<String>, usize> {
    let mut by_title = HashMap::new();
    for kind in [EntryKind::Page, EntryKind::Service] {
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.kind == kind) {
            by_title.entry(plain(&entry.title)).or_insert(index);
        }
    }
    by_title.remove(&Vec::new());
    by_title
}

fn document(entry: &Entry, own: &[String]) -> Document {
    let number = entry.number.as_ref().map(|number| number.chars().filter(char::is_ascii_digit).collect());
    Document {
        kind: entry.kind,
        audience: entry.audience.clone(),
        is_own: own.contains(&entry.path),
        number,
        is_local: !entry.places.is_empty(),
        stands_before: entry.stands_before.clone(),
    }
}

/// Title, other names, summary and body as terms, and room for those of its common questions.
fn parts(terms: &mut Terms, rules: &Rules, entry: &Entry) -> Parts {
    let called = entry.called.join(" . ");
    [entry.title.as_str(), &called, &entry.summary, &entry.body, ""].map(|part| text(terms, rules, part))
}

fn text(terms: &mut Terms, rules: &Rules, text: &str) -> Text {
    let words = terms.rewrite(&fold::words(text));
    let slots: Vec<Slot> = words.iter().map(|word| Slot { terms: vec![terms.learn(word)], number: word.parse().ok() }).collect();
    let told = words
        .iter()
        .zip(&slots)
        .filter(|(word, _)| !fold::is_small_number(word))
        .flat_map(|(_, slot)| slot.terms.iter().copied());
    let mut found: Text = told.collect();
    found.extend(rules.groups_in(&slots));
    found
}

/// The lexicon's questions, and every name of an entry as one: who types a name wants what bears it.
fn questions<'a>(
    terms: &mut Terms,
    rules: &Rules,
    lexicon: &'a Lexicon,
    entries: &[&'a Entry],
    by_path: &HashMap<String, usize>,
) -> Vec<TaughtQuestion<'a>> {
    let named = entries.iter().enumerate().flat_map(|(document, entry)| {
        let names = std::iter::once(&entry.title).chain(&entry.called);
        names.map(move |name| (document, name))
    });
    let asked = lexicon.questions.iter().filter_map(|(path, asked)| Some((*by_path.get(path)?, asked)));
    let asked = asked.flat_map(|(document, asked)| asked.iter().map(move |question| (document, question)));
    let question = |(document, words): (usize, &'a String)| {
        let mut found = text(terms, rules, words);
        found.sort_unstable();
        found.dedup();
        TaughtQuestion { document, text: words, terms: found }
    };
    named.chain(asked).map(question).collect()
}

/// BM25's inverse document frequency over entries, their common questions counted as part of them.
fn rarity(count: usize, entries: &[Parts]) -> Vec<f32> {
    let within: Vec<HashSet<Term>> = entries.iter().map(|parts| parts.iter().flatten().copied().collect()).collect();
    let mut frequency = vec![0_u16; count];
    for term in within.iter().flatten() {
        frequency[term.at()] = frequency[term.at()].saturating_add(1);
    }
    let all = f32::from(u16::try_from(entries.len()).unwrap_or(u16::MAX));
    frequency.iter().map(|with| f32::from(*with)).map(|with| (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()).collect()
}

/// The length of a vector.
pub(super) fn length(weights: impl Iterator<Item = f32>) -> f32 {
    weights.map(|weight| weight * weight).sum::<f32>().sqrt()
}

/// BM25F: how often a term stands in each part, weighed by part and by the part's length.
fn postings(count: usize, entries: &[Parts]) -> Rows<Posting> {
    let weights_of: [f32; 5] = [weights::TITLE, weights::CALLED, weights::SUMMARY, weights::BODY, weights::QUESTIONS];
    let means: [f32; 5] = std::array::from_fn(|part| mean(entries.iter().map(|parts| parts[part].len())));
    let mut postings = Vec::new();
    for (document, parts) in (0..=u16::MAX).zip(entries) {
        let mut here: BTreeMap<Term, f32> = BTreeMap::new();
        for ((part, weight), mean) in parts.iter().zip(weights_of).zip(means) {
            let length = 1.0 - weights::LENGTH + weights::LENGTH * size(part.len()) / mean;
            for term in part {
                *here.entry(*term).or_default() += weight / length;
            }
        }
        postings.extend(here.into_iter().map(|(term, weight)| (term.at(), Posting { document, weight })));
    }
    Rows::grouped(count, postings.into_iter())
}

fn mean(lengths: impl ExactSizeIterator<Item = usize>) -> f32 {
    let count = size(lengths.len()).max(1.0);
    (lengths.map(size).sum::<f32>() / count).max(1.0)
}

/// Lengths of texts are far below the point where the clamp would tell.
fn size(length: usize) -> f32 {
    f32::from(u16::try_from(length).unwrap_or(u16::MAX))
}
