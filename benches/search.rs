//! How long the index takes to build, and queries to answer: `cargo bench --bench search`.
//!
//! Prints the real site and the same with ten thousand generated pages beside it.

#![allow(clippy::expect_used, reason = "a measurement that cannot begin must stop")]

#[path = "../tests/search/entries.rs"]
mod entries;

use std::time::{Duration, Instant};

use serde::Deserialize;
use waymark::search::{Entry, EntryKind, Index, Lexicon};

const SETS: [&str; 3] = [
    include_str!("../tests/search/brief.toml"),
    include_str!("../tests/search/held-out.toml"),
    include_str!("../tests/search/unseen.toml"),
];
const GENERATED: usize = 10_000;

#[derive(Deserialize)]
struct Graded {
    query: Vec<Query>,
}

#[derive(Deserialize)]
struct Query {
    words: String,
}

fn main() {
    let (mut all, lexicon) = entries::real();
    let queries = queries();
    measure("real site", &all, &lexicon, &queries);
    let generated = generated(&all);
    all.extend(generated);
    measure("with 10,000 generated pages", &all, &lexicon, &queries);
}

/// The graded queries, and some that are hard on spelling.
fn queries() -> Vec<String> {
    let mut queries: Vec<String> = SETS
        .iter()
        .flat_map(|text| toml::from_str::<Graded>(text).expect("a graded set").query)
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

fn measure(name: &str, entries: &[Entry], lexicon: &Lexicon, queries: &[String]) {
    let start = Instant::now();
    let index = Index::build(entries, lexicon);
    let built = start.elapsed();
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
        "{name}: {} entries, built in {built:?}; {} queries, median {:?}, p99 {:?}, slowest {:?}",
        entries.len(),
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}
