//! How long the index takes to build, and queries to answer: `cargo bench --bench search`.
//!
//! Prints the real site and the same with ten thousand generated pages beside it. With `-- --write FILE` it measures nothing, and
//! writes what is searched, the graded queries and our answers as JSON, for `benches/compare.py`.

#![allow(clippy::expect_used, reason = "a measurement that cannot begin must stop")]

#[path = "../tests/search/entries.rs"]
mod entries;

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use waymark::search::{Bank, Entry, EntryKind, Index, Lexicon};

const SETS: [(&str, &str); 3] = [
    ("brief.toml", include_str!("../tests/search/brief.toml")),
    ("held-out.toml", include_str!("../tests/search/held-out.toml")),
    ("unseen.toml", include_str!("../tests/search/unseen.toml")),
];
const GENERATED: usize = 10_000;

#[derive(Deserialize)]
struct Graded {
    query: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    words: String,
    first: String,
    #[serde(default)]
    also: Vec<String>,
}

fn main() {
    let (mut all, lexicon, bank) = entries::real();
    let mut arguments = std::env::args().skip_while(|argument| argument != "--write").skip(1);
    if let Some(file) = arguments.next() {
        let written = serde_json::to_string(&comparison(&all, &lexicon, &bank)).expect("JSON");
        return std::fs::write(file, written).expect("a file that can be written");
    }
    let queries = queries();
    measure("real site", &all, &lexicon, &bank, &queries);
    let generated = generated(&all);
    all.extend(generated);
    measure("with 10,000 generated pages", &all, &lexicon, &bank, &queries);
}

/// The graded queries, and some that are hard on spelling.
fn queries() -> Vec<String> {
    let mut queries: Vec<String> = SETS
        .iter()
        .flat_map(|(_, text)| toml::from_str::<Graded>(text).expect("a graded set").query)
        .map(|query| query.words)
        .collect();
    queries.push(
        "chidlren abusde onlien threatnign picutres husbnad polcie sumthing confidentail blakcmailed snapchatt interent"
            .to_owned(),
    );
    queries.push("mydaughterissendingpicturestosomeoneshemetonlineandidontknowwhattodo".to_owned());
    queries.push("qzxv wqxz plmk zzkq vbnq ".repeat(8));
    queries
}

/// The same pages and queries for other engines, with our answers.
#[derive(Serialize)]
struct Comparison {
    entries: Vec<Page>,
    queries: Vec<Asked>,
}

#[derive(Serialize)]
struct Page {
    path: String,
    title: String,
    called: String,
    summary: String,
    body: String,
    /// The common questions that `content/search.toml` gives it.
    questions: String,
}

#[derive(Serialize)]
struct Asked {
    set: &'static str,
    words: String,
    /// The addresses that may come first.
    right: Vec<String>,
    ours: Vec<String>,
}

fn comparison(entries: &[Entry], lexicon: &Lexicon, bank: &Bank) -> Comparison {
    let questions = |path: &str| {
        let asked: Vec<&str> = bank.each().filter(|(_, to, ..)| *to == Some(path)).map(|(line, ..)| line).collect();
        asked.join(". ")
    };
    let index = Index::build(entries, lexicon, bank);
    let page = |entry: &Entry| Page {
        path: entry.path.clone(),
        title: entry.title.clone(),
        called: entry.called.join(". "),
        summary: entry.summary.clone(),
        body: entry.body.clone(),
        questions: questions(&entry.path),
    };
    let asked = |set: &'static str, query: Query| Asked {
        ours: index.search(&query.words).hits.iter().map(|hit| entries[hit.entry].path.clone()).collect(),
        right: std::iter::once(query.first).chain(query.also).collect(),
        words: query.words,
        set,
    };
    let queries = SETS.iter().flat_map(|(set, text)| {
        toml::from_str::<Graded>(text).expect("a graded set").query.into_iter().map(|query| asked(set, query))
    });
    Comparison { entries: entries.iter().map(page).collect(), queries: queries.collect() }
}

/// Pages made of the sentences of the real ones and of words that stand nowhere else.
fn generated(real: &[Entry]) -> Vec<Entry> {
    let words: Vec<&str> = real.iter().flat_map(|entry| entry.body.split_whitespace()).collect();
    let mut seed: u64 = 7;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % below
    };
    let mut text = |count: usize| -> String { (0..count).map(|_| words[next(words.len())]).collect::<Vec<_>>().join(" ") };
    (0..GENERATED)
        .map(|page| Entry {
            path: format!("/generated-{page}"),
            title: text(6),
            called: vec![],
            summary: text(14),
            body: format!("{} {}", text(300), made_up(page)),
            kind: EntryKind::Page,
            audience: "everyone".to_owned(),
            number: None,
            places: vec![],
            stands_before: vec![],
        })
        .collect()
}

/// Three words that no other page has, so that the vocabulary grows as a real one would.
fn made_up(page: usize) -> String {
    let letters = b"bcdfghlmnprstvwaeiou";
    let word = |mut number: usize| -> String {
        (0..8)
            .map(|_| {
                let letter = letters[number % letters.len()];
                number = number / letters.len() + number % 7919;
                char::from(letter)
            })
            .collect()
    };
    format!("{} {} {}", word(page * 31 + 17), word(page * 97 + 5), word(page * 193 + 11))
}

/// The memory of this process in mebibytes, where the system tells it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1024
}

fn measure(name: &str, entries: &[Entry], lexicon: &Lexicon, bank: &Bank, queries: &[String]) {
    let before = memory();
    let start = Instant::now();
    let index = Index::build(entries, lexicon, bank);
    let built = start.elapsed();
    let held = memory().saturating_sub(before);
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..20 {
        for query in queries {
            let start = Instant::now();
            std::hint::black_box(index.search(query));
            times.push(start.elapsed());
        }
    }
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{name}: {} entries, built in {built:?}, {held} MiB; {} queries, median {:?}, p99 {:?}, slowest {:?}",
        entries.len(),
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}
