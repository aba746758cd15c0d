//! The order of the parts of a page in which a compressor that looks back only so far finds most of each again.
//!
//! Takes a finished page and the marks between which a part stands. Gives the best order of its parts, the same for the same page, and
//! a page with its parts in a given order. It does not know what they say.

mod run;

use std::collections::{BTreeMap, HashMap};

use crate::sequence::Sequence;
use libdeflater::{CompressionLvl, Compressor};
use run::Run;

/// So far back does deflate find a text again, in bytes (RFC 1951, section 2), less a little for what is not counted here.
const LOOKS_BACK: u32 = 32_000;
/// What is shorter stands near everywhere: `</p>`.
const SHORTEST: usize = 16;
/// Every run of parts is tried everywhere so often at most; once it was shaken, once.
const MOST_ROUNDS: usize = 3;
/// So many neighbours are moved at once, in this order: at first, and once the order was shaken.
const RUNS: [usize; 3] = [4, 2, 1];
/// See [`RUNS`].
const RUNS_AGAIN: [usize; 2] = [2, 1];
/// Where no move helps any more, a few at once may: so often is the order shaken, and kept where it came out better.
const SHAKES: usize = 6;
/// So often is the whole done with other shakes: orders with as few new bytes weigh some hundred bytes more or less.
const SEARCHES: u64 = 8;
/// So many orders of each search are weighed, those with the fewest new bytes.
const WEIGHED: usize = 2;
/// How hard the compressor tries: nearly as hard as it will for what is sent, in a tenth of the time.
const LEVEL: i32 = 9;
/// So many runs of neighbours move in a shake, each of this many at most.
const SHAKEN: (usize, usize) = (2, 6);

/// What a page may hold more than once: a tag, or a clause.
#[derive(Debug)]
struct Piece {
    id: usize,
    begins: u32,
    length: i64,
}

/// A part of the page.
#[derive(Debug)]
struct PagePart {
    pieces: Vec<Piece>,
    length: u32,
}

/// The order in which the parts of a page between `marks`, which stand one after the other, compress best.
pub(super) fn best_order(page: &str, marks: [&str; 2]) -> Vec<usize> {
    let Some((_, parts, _)) = split(page, marks) else { return Vec::new() };
    let weighed = good_orders(&parts).into_iter().map(|order| (deflated(&in_order(page.to_owned(), marks, &order)), order));
    weighed.min().map(|(_, order)| order).unwrap_or_default()
}

/// The page with its parts between `marks` in this order, which names each once. A page of another number of parts is left as it is.
pub(super) fn in_order(page: String, marks: [&str; 2], order: &[usize]) -> String {
    match split(&page, marks) {
        Some((before, parts, after)) if parts.len() == order.len() => {
            [before].into_iter().chain(order.iter().map(|part| parts[*part])).chain([after]).collect()
        }
        _ => page,
    }
}

/// What stands before the parts, the parts, and what stands after them.
fn split<'p>(page: &'p str, [begin, end]: [&str; 2]) -> Option<(&'p str, Vec<&'p str>, &'p str)> {
    let (first, last) = (page.find(begin)?, page.rfind(begin)?);
    let length = page[last..].find(end)?;
    let (before, after) = (&page[..first], &page[last + length + end.len()..]);
    let between = &page[first..page.len() - after.len()];
    let begins: Vec<usize> = between.match_indices(begin).map(|(at, _)| at).chain([between.len()]).collect();
    let parts = begins.windows(2).map(|pair| &between[pair[0]..pair[1]]).collect();
    Some((before, parts, after))
}

/// Orders with few bytes that have not been met lately, of several searches that part at the first shake.
fn good_orders(texts: &[&str]) -> Vec<Vec<usize>> {
    let (parts, count) = in_pieces(texts);
    let first = moved(&parts, (0..parts.len()).collect(), &RUNS, MOST_ROUNDS, count);
    let search = |number| {
        let (mut best, mut numbers) = (first.clone(), Sequence::from(number));
        let mut orders = vec![best.clone()];
        for _ in 0..SHAKES {
            let next = moved(&parts, shaken(best.1.clone(), &mut numbers), &RUNS_AGAIN, 1, count);
            orders.push(next.clone());
            if next.0 < best.0 {
                best = next;
            }
        }
        orders.sort_unstable();
        orders.into_iter().take(WEIGHED).map(|(_, order)| order)
    };
    (1..=SEARCHES).flat_map(search).collect()
}

/// What a page weighs: counting pieces tells good orders, and only a compressor tells the best of them.
fn deflated(page: &str) -> usize {
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut out = vec![0; compressor.deflate_compress_bound(page.len())];
    compressor.deflate_compress(page.as_bytes(), &mut out).unwrap_or(usize::MAX)
}

/// Runs of neighbours are moved to wherever the fewest bytes are new, until no move helps. How many are new then, and the order.
fn moved(parts: &[PagePart], mut order: Vec<usize>, runs: &[usize], rounds: usize, pieces: usize) -> (i64, Vec<usize>) {
    let mut least = i64::MAX;
    for _ in 0..rounds {
        let before = least;
        for &run in runs {
            for at in 0..(order.len() + 1).saturating_sub(run) {
                let mut others = order.clone();
                let moved: Vec<usize> = others.drain(at..at + run).collect();
                let run = Run::of(moved.iter().map(|part| &parts[*part]), pieces);
                let (new, place) = run.best_place(others.iter().map(|part| &parts[*part]));
                if new < least {
                    least = new;
                    others.splice(place..place, moved);
                    order = others;
                }
            }
        }
        if least == before {
            break;
        }
    }
    (least, order)
}

/// The order with some runs of neighbours moved anywhere.
fn shaken(mut order: Vec<usize>, numbers: &mut Sequence) -> Vec<usize> {
    let (times, longest) = SHAKEN;
    for _ in 0..times {
        let length = 1 + numbers.below(longest.min(order.len().max(1)));
        let from = numbers.below((order.len() + 1).saturating_sub(length).max(1));
        let run: Vec<usize> = order.drain(from..(from + length).min(order.len())).collect();
        let to = numbers.below(order.len() + 1);
        order.splice(to..to, run);
    }
    order
}

/// The parts, each as its pieces, and how many different pieces there are. What stands in one part alone costs the same in any
/// order. What always stands as far from another, a card's lines for one, is met and missed together with it: both are one piece.
fn in_pieces(texts: &[&str]) -> (Vec<PagePart>, usize) {
    let mut places: BTreeMap<&str, Vec<(usize, u32)>> = BTreeMap::new();
    for (part, text) in texts.iter().enumerate() {
        for (begins, piece) in long_texts(text) {
            places.entry(piece).or_default().push((part, short(begins)));
        }
    }
    places.retain(|_, places| places.iter().any(|(part, _)| *part != places[0].0));
    // By the parts they stand in, and how far each stands behind the first.
    let mut together: HashMap<Vec<(usize, u32)>, AlwaysTogether> = HashMap::new();
    for (piece, places) in places {
        let first = places[0].1;
        let apart = places.iter().map(|(part, begins)| (*part, begins.wrapping_sub(first))).collect();
        let all = together.entry(apart).or_insert_with(|| AlwaysTogether { places, length: 0 });
        all.length += i64::from(short(piece.len()));
    }
    let pieces = together.len();
    let mut parts: Vec<PagePart> = texts.iter().map(|text| PagePart { pieces: Vec::new(), length: short(text.len()) }).collect();
    for (id, AlwaysTogether { places, length }) in together.into_values().enumerate() {
        for (part, begins) in places {
            parts[part].pieces.push(Piece { id, begins, length });
        }
    }
    for part in &mut parts {
        part.pieces.sort_unstable_by_key(|piece| piece.begins);
    }
    (parts, pieces)
}

/// Texts that stand in the same parts, always as far from each other.
struct AlwaysTogether {
    /// The parts, and where the first of the texts stands in them.
    places: Vec<(usize, u32)>,
    /// Of all of them.
    length: i64,
}

/// A place in a page: no page is longer than four gigabytes.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The tags and clauses of a part that are long enough, and where each begins.
fn long_texts(part: &str) -> Vec<(usize, &str)> {
    let mut begins = 0;
    let texts = part.split_inclusive(['>', '.', '?', ',', ':']).map(|text| {
        begins += text.len();
        (begins - text.len(), text)
    });
    texts.filter(|(_, text)| text.len() >= SHORTEST).collect()
}

#[cfg(test)]
mod tests {
    use super::{best_order, in_order};

    const MARKS: [&str; 2] = ["<p>", "</p>"];

    fn reordered(page: &str, marks: [&str; 2]) -> String {
        in_order(page.to_owned(), marks, &best_order(page, marks))
    }

    #[test]
    fn parts_that_share_a_long_text_stand_side_by_side() {
        let (one, other) = ("a".repeat(20_000), "b".repeat(20_000));
        let page = format!("<p>{one}.</p><p>{other}.</p>").repeat(3);
        let ordered = reordered(&page, MARKS);
        assert_eq!(ordered.matches("a.</p><p>b").count() + ordered.matches("b.</p><p>a").count(), 1);
    }

    #[test]
    fn every_part_stands_once_between_what_stood_around_them() {
        for count in [0, 1, 2, 30] {
            let parts: Vec<String> = (0..count).map(|number| format!("<p>{number}. {}</p>", number % 3)).collect();
            let ordered = reordered(&format!("<p1>{}<b>after</b>", parts.concat()), MARKS);
            let inner = ordered.strip_prefix("<p1>").and_then(|rest| rest.strip_suffix("<b>after</b>")).expect(&ordered);
            assert_eq!(inner.len(), parts.concat().len());
            assert!(parts.iter().all(|part| inner.matches(part.as_str()).count() == 1), "{inner}");
        }
    }
}
