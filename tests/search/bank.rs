//! The question bank split by voice: what is learnt from some people's lines, measured on lines of people never met.

use std::collections::BTreeMap;

use waymark::search::{AnswerKind, Bank, Entry, Index};
use waymark::site::asked::{Asker, Meaning};
use waymark::site::page::Audience;

use super::entries;

/// How a part came out.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    all: usize,
    first: usize,
    third: usize,
    heard: usize,
    to_hear: usize,
    false_alarms: usize,
    seeking: usize,
    to_seek: usize,
    wrong_person: usize,
    wrong_asked: usize,
}

/// Files of one meaning or of many hands: without them nobody would have taught it.
const TEACHERS: [&str; 7] =
    ["gathered", "typed", "cannot-go-on", "in-danger", "figures-of-speech", "asks-for-harm", "cannot-speak"];

/// Of six voices in alphabetical order four teach, one tunes and one tests; so does every voice that comes.
pub(crate) fn part(bank: &Bank, voice: &str) -> &'static str {
    let is_teacher = |voice: &str| TEACHERS.iter().any(|start| voice.starts_with(start));
    let place = bank.voices().into_iter().filter(|known| !is_teacher(known)).position(|known| known == voice);
    match place.map(|place| place % 6) {
        Some(4) => "tune",
        Some(5) => "test",
        _ => "train",
    }
}

/// Asks every line of `bank` and counts.
pub(crate) fn tally(index: &Index, entries: &[Entry], bank: &Bank, show: bool) -> Tally {
    let mut tally = Tally::default();
    for (line, path, asker, meaning) in bank.each() {
        let answer = index.search(line);
        let paths: Vec<&str> = answer.hits.iter().map(|hit| entries[hit.entry].path.as_str()).collect();
        let note = |what: &str| {
            if show {
                println!(
                    "  {what}: {asker:?} {meaning:?} {line:?} wants {path:?} gives {:?} {:?}",
                    answer.notice,
                    &paths[..paths.len().min(3)]
                );
            }
        };
        let is_grave = matches!(meaning, Some(Meaning::Despair | Meaning::Danger));
        match meaning {
            Some(Meaning::Despair | Meaning::Danger) => {
                tally.to_hear += 1;
                tally.heard += usize::from(answer.notice.is_some());
                if answer.notice.is_none() {
                    note("unheard");
                }
            }
            Some(Meaning::Seeking) => {
                tally.to_seek += 1;
                let is_so = answer.kind == AnswerKind::SeekingMaterial;
                tally.seeking += usize::from(is_so);
                if !is_so {
                    note("not taken for seeking");
                }
            }
            _ => {
                tally.false_alarms += usize::from(answer.notice.is_some());
                if answer.notice.is_some() {
                    note("false alarm");
                }
                if answer.kind == AnswerKind::SeekingMaterial {
                    note("taken for seeking");
                }
            }
        }
        if let Some(path) = path.filter(|path| !is_grave && entries.iter().any(|entry| entry.path == *path)) {
            tally.all += 1;
            tally.first += usize::from(paths.first() == Some(&path));
            tally.third += usize::from(paths.iter().take(3).any(|found| *found == path));
            if paths.first() != Some(&path) {
                note("not first");
            }
        }
        if asker != Asker::Anyone && meaning != Some(Meaning::Seeking) {
            tally.wrong_asked += 1;
            let audience = |hit: &waymark::search::Hit| Audience::parse(&entries[hit.entry].audience);
            let wrong = answer.hits.iter().take(3).any(|hit| !asker.may_be_led_to(audience(hit)));
            tally.wrong_person += usize::from(wrong);
            if wrong {
                note("wrong person");
            }
        }
    }
    tally
}

#[test]
fn what_some_voices_teach_answers_others() {
    let (entries, lexicon, bank) = entries::real();
    let taught = bank.only(|voice| part(&bank, voice) == "train");
    let index = Index::build(&entries, &lexicon, &taught);
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for voice in bank.voices() {
        *sizes.entry(part(&bank, &voice)).or_default() += bank.only(|known| known == voice).len();
    }
    println!("lines: {sizes:?}, dropped {}", bank.dropped);
    let name = std::env::var("PART").unwrap_or_else(|_| "tune".to_owned());
    let tally = tally(&index, &entries, &bank.only(|voice| part(&bank, voice) == name), std::env::var("SHOW").is_ok());
    println!("{name}: {tally:?}");
}
