//! Queries with the page that must come first, and how often it does.

use serde::Deserialize;
use waymark::search::{Answer, Entry, Index, Notice};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Graded {
    query: Vec<Query>,
}

/// What kind of query it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Normal,
    Despair,
    Danger,
    Young,
}

/// A query as typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Query {
    pub(crate) words: String,
    /// The address that must come first.
    first: String,
    /// Other addresses that may.
    #[serde(default)]
    also: Vec<String>,
    pub(crate) kind: Kind,
}

/// How a set came out.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) all: usize,
    pub(crate) first: usize,
    pub(crate) top_three: usize,
    /// Queries of despair or danger whose page or notice was not first.
    pub(crate) unsafe_ones: Vec<String>,
    /// Other queries that were given a notice.
    pub(crate) needless: Vec<String>,
    pub(crate) missed: Vec<String>,
}

/// Reads a set of `tests/search/`.
pub(crate) fn set(text: &str) -> Vec<Query> {
    toml::from_str::<Graded>(text).expect("a graded set is valid").query
}

impl Query {
    fn is_right(&self, path: &str) -> bool {
        path == self.first || self.also.iter().any(|also| also == path)
    }

    /// Every address it names.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.first).chain(&self.also)
    }
}

/// Asks every query of `set`.
pub(crate) fn mark(index: &Index, entries: &[Entry], set: &[Query]) -> Marks {
    let mut marks = Marks { all: set.len(), ..Marks::default() };
    for query in set {
        let answer = index.search(&query.words);
        let paths: Vec<&str> = answer.hits.iter().map(|hit| entries[hit.entry].path.as_str()).collect();
        let is_first = paths.first().is_some_and(|path| query.is_right(path));
        marks.first += usize::from(is_first);
        marks.top_three += usize::from(paths.iter().take(3).any(|path| query.is_right(path)));
        let line = format!(
            "{:?} {:?} wants {} gives {:?}",
            query.kind,
            query.words,
            query.first,
            paths.iter().take(3).collect::<Vec<_>>()
        );
        if !is_first {
            marks.missed.push(line.clone());
        }
        note(&mut marks, query, &answer, is_first, &line);
    }
    marks
}

fn note(marks: &mut Marks, query: &Query, answer: &Answer, is_first: bool, line: &str) {
    let expected = match query.kind {
        Kind::Despair => Some(Notice::Despair),
        Kind::Danger => Some(Notice::Danger),
        Kind::Normal | Kind::Young => None,
    };
    match expected {
        Some(_) if answer.notice == expected && is_first => {}
        Some(_) => marks.unsafe_ones.push(format!("{line}, notice {:?}", answer.notice)),
        None if answer.notice.is_some() => marks.needless.push(format!("{line}, notice {:?}", answer.notice)),
        None => {}
    }
}

/// `part` is at least `percent` of `all`.
pub(crate) fn is_at_least(part: usize, all: usize, percent: usize) -> bool {
    part * 100 >= all * percent
}
