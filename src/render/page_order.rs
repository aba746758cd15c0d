//! The order of the answers on the report page in which a compressor that looks back only so far finds most of each again.
//!
//! Only one answer is ever seen, so they may stand in any order; the lightest is looked for by `waymark order` and recorded in
//! `routing.toml`, because it takes seconds. Takes the finished page. Gives the order it has and the lightest found, the same for
//! the same page. It does not know what the answers say.

mod run;

use std::collections::{BTreeMap, HashMap};

use libdeflater::{CompressionLvl, Compressor};

use super::report_page::SECTION;
use crate::parallel::{cores, together};
use crate::sequence::Sequence;
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
/// So many orders of each search are weighed, those with the fewest new bytes.
const WEIGHED: usize = 2;
/// How hard the compressor tries: as hard as it will for what is sent.
const LEVEL: i32 = 12;
/// So many runs of neighbours move in a shake, each of this many at most.
const SHAKEN: (usize, usize) = (2, 6);
/// From the lightest order one run after another is moved, and stays where the page came out lighter: so often for each search, each this
/// long at most.
const STEPS: u64 = 10;
const STEP: (usize, usize) = (1, 4);

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

/// An order of the answers.
#[derive(Debug, PartialEq, Eq)]
pub struct PageOrder {
    pub outcomes: Vec<String>,
    /// What the page weighs so, compressed, in bytes and without its headers.
    pub bytes: usize,
}

/// The order that the report page has, and the lightest that was found; nothing where it has no answers. The whole is done in so many
/// `searches`, each with other shakes: orders with as few new bytes weigh some hundred bytes more or less.
pub fn orders(page: &str, searches: u64) -> Option<(PageOrder, PageOrder)> {
    let parts = split(page, SECTION)?;
    let ids: Vec<&str> = parts.between.iter().map(|part| id_of(part)).collect();
    let named = |(bytes, order): (usize, Vec<usize>)| PageOrder {
        outcomes: order.iter().map(|part| ids[*part].to_owned()).collect(),
        bytes,
    };
    let order: Vec<usize> = (0..ids.len()).collect();
    let as_it_is = (parts.weigh(&order), order);
    let found = lightest(&parts, searches).min(as_it_is.clone());
    Some((named(as_it_is), named(stepped(&parts, found, searches * STEPS))))
}

/// From an order, step by step to a lighter one.
fn stepped(page: &SplitPage<'_>, mut best: (usize, Vec<usize>), steps: u64) -> (usize, Vec<usize>) {
    let mut numbers = Sequence::from(1);
    for _ in 0..steps {
        let next = shaken(best.1.clone(), STEP, &mut numbers);
        best = best.min((page.weigh(&next), next));
    }
    best
}

/// The id in the tag that a part begins with.
fn id_of(part: &str) -> &str {
    let tag = part.split('>').next().unwrap_or_default();
    tag.split_once(" id=").and_then(|(_, rest)| rest.split(' ').next()).unwrap_or_default()
}

/// The lightest order of the parts, by so many searches, and what the page weighs so.
fn lightest(page: &SplitPage<'_>, searches: u64) -> (usize, Vec<usize>) {
    let (parts, count) = in_pieces(&page.between);
    let first = moved(&parts, (0..parts.len()).collect(), &RUNS, MOST_ROUNDS, count);
    let threads = cores();
    let found = together(threads, |thread| {
        let numbers = (1..=searches).skip(thread).step_by(threads);
        let orders = numbers.flat_map(|number| good_orders(&parts, count, &first, number));
        orders.map(|order| (page.weigh(&order), order)).min()
    });
    let first = (page.weigh(&first.1), first.1);
    found.into_iter().flatten().fold(first, std::cmp::min)
}

/// A page in parts that may stand in any order.
struct SplitPage<'p> {
    before: &'p str,
    between: Vec<&'p str>,
    after: &'p str,
}

impl SplitPage<'_> {
    /// What the page weighs with its parts in this order: counting pieces tells good orders, and only a compressor tells the best.
    fn weigh(&self, order: &[usize]) -> usize {
        let page: String =
            [self.before].into_iter().chain(order.iter().map(|part| self.between[*part])).chain([self.after]).collect();
        let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
        let mut out = vec![0; compressor.gzip_compress_bound(page.len())];
        compressor.gzip_compress(page.as_bytes(), &mut out).unwrap_or(usize::MAX)
    }
}

/// The page with its parts between `marks`, which stand one after the other, told apart.
fn split<'p>(page: &'p str, [begin, end]: [&str; 2]) -> Option<SplitPage<'p>> {
    let (first, last) = (page.find(begin)?, page.rfind(begin)?);
    let length = page[last..].find(end)?;
    let (before, after) = (&page[..first], &page[last + length + end.len()..]);
    let between = &page[first..page.len() - after.len()];
    let begins: Vec<usize> = between.match_indices(begin).map(|(at, _)| at).chain([between.len()]).collect();
    Some(SplitPage { before, between: begins.windows(2).map(|pair| &between[pair[0]..pair[1]]).collect(), after })
}

/// Orders with few bytes that have not been met lately, of one search that begins with `first`, which is not among them.
fn good_orders(parts: &[PagePart], pieces: usize, first: &(i64, Vec<usize>), number: u64) -> Vec<Vec<usize>> {
    let (mut best, mut numbers) = (first.clone(), Sequence::from(number));
    let mut orders = Vec::new();
    for _ in 0..SHAKES {
        let next = moved(parts, shaken(best.1.clone(), SHAKEN, &mut numbers), &RUNS_AGAIN, 1, pieces);
        orders.push(next.clone());
        if next.0 < best.0 {
            best = next;
        }
    }
    orders.sort_unstable();
    orders.into_iter().take(WEIGHED).map(|(_, order)| order).collect()
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
fn shaken(mut order: Vec<usize>, (times, longest): (usize, usize), numbers: &mut Sequence) -> Vec<usize> {
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
    use super::{PageOrder, lightest, orders, split};

    fn section(id: &str, text: &str) -> String {
        format!("<section class=outcome id={id}><p>{text}</p></section>")
    }

    #[test]
    fn answers_that_share_a_long_text_stand_side_by_side() {
        let words =
            |from: u32| (from..from + 900).map(|number| number.to_string()).collect::<Vec<_>>().join(" words of an answer. ");
        let (one, other) = (words(0), words(10_000));
        let sections: String = (0..6).map(|at| section(&format!("o{at}"), if at % 2 == 0 { &one } else { &other })).collect();
        let (before, after) = orders(&format!("<main>{sections}</main>"), 2).unwrap();
        assert_eq!(before.outcomes, ["o0", "o1", "o2", "o3", "o4", "o5"]);
        assert!(after.bytes < before.bytes, "{after:?}");
        let is_even: Vec<bool> = after.outcomes.iter().map(|id| ["o0", "o2", "o4"].contains(&id.as_str())).collect();
        assert_eq!(is_even.windows(2).filter(|pair| pair[0] != pair[1]).count(), 1, "{after:?}");
    }

    #[test]
    fn every_answer_stands_once_in_the_lightest_order() {
        for count in [1, 2, 30] {
            let page: String = (0..count).map(|number| section(&format!("o{number}"), &format!("{}", number % 3))).collect();
            let parts = split(&page, super::SECTION).unwrap();
            let (_, mut order) = lightest(&parts, 2);
            order.sort_unstable();
            assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
        assert_eq!(orders("<main>No answers.</main>", 2), None::<(PageOrder, PageOrder)>);
    }
}
