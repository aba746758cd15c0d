//! The order of the parts of a page in which a compressor that looks back only so far finds most of each again.
//!
//! Takes a finished page and the marks between which a part stands. Gives the page with the same parts in another order, the same
//! for the same page. It does not know what they say.

use std::collections::{HashMap, HashSet};

/// So far back does deflate find a text again, in bytes (RFC 1951, section 2), less a little for what is not counted here.
const LOOKS_BACK: u32 = 32_000;
/// What is shorter stands near everywhere: `</p>`.
const SHORTEST: usize = 16;
/// Every run of parts is tried everywhere so often at most.
const MOST_ROUNDS: usize = 3;
/// So many neighbours are moved at once, in this order. No way of doing it is the best for every page, so the better of two is taken.
const RUNS: [&[usize]; 2] = [&[4, 2, 1], &[2, 1]];

/// What a page may hold more than once: a tag, or a sentence.
struct Piece {
    id: usize,
    begins: u32,
    length: usize,
}

/// A part of the page.
struct Part {
    pieces: Vec<Piece>,
    length: u32,
}

/// The page with the parts between `marks`, which stand one after the other, in the order that compresses best.
pub(super) fn reordered(page: &str, [begin, end]: [&str; 2]) -> String {
    let (Some(first), Some(last)) = (page.find(begin), page.rfind(begin)) else { return page.to_owned() };
    let Some(length) = page[last..].find(end) else { return page.to_owned() };
    let (before, after) = (&page[..first], &page[last + length + end.len()..]);
    let between = &page[first..page.len() - after.len()];
    let begins: Vec<usize> = between.match_indices(begin).map(|(at, _)| at).chain([between.len()]).collect();
    let parts: Vec<&str> = begins.windows(2).map(|pair| &between[pair[0]..pair[1]]).collect();
    let order = order(&parts);
    [before].into_iter().chain(order.into_iter().map(|part| parts[part])).chain([after]).collect()
}

/// The order with the fewest bytes that have not been met lately.
fn order(texts: &[&str]) -> Vec<usize> {
    let (parts, count) = in_pieces(texts);
    let orders = RUNS.iter().map(|runs| moved(&parts, runs, &Window::new(count)));
    orders.min().map(|(_, order)| order).unwrap_or_default()
}

/// Runs of neighbours are moved to wherever the fewest bytes are new, until no move helps. How many are new then, and the order.
fn moved(parts: &[Part], runs: &[usize], start: &Window) -> (usize, Vec<usize>) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let mut least = usize::MAX;
    for _ in 0..MOST_ROUNDS {
        let before = least;
        for &run in runs {
            for at in 0..(order.len() + 1).saturating_sub(run) {
                let mut others = order.clone();
                let moved: Vec<usize> = others.drain(at..at + run).collect();
                let (new, place) = best_place(parts, &others, &moved, start.clone());
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

/// How few new bytes there can be with these parts, one after the other, among the others in their order, and their place then.
fn best_place(parts: &[Part], others: &[usize], moved: &[usize], mut window: Window) -> (usize, usize) {
    let mut alone = window.clone();
    let new: Vec<usize> = others.iter().map(|other| alone.add(&parts[*other])).collect();
    let mut rest: usize = new.iter().sum();
    let mut before = 0;
    let mut best = (usize::MAX, 0);
    for place in 0..=others.len() {
        let mut tried = window.clone();
        let mut here: usize = moved.iter().map(|part| tried.add(&parts[*part])).sum();
        let mut after = rest;
        let end = tried.at + LOOKS_BACK;
        // Behind the window nothing notices what was put in.
        for (other, alone) in others[place..].iter().zip(&new[place..]) {
            if tried.at > end {
                break;
            }
            here += tried.add(&parts[*other]);
            after -= alone;
        }
        best = best.min((before + here + after, place));
        if let Some(other) = others.get(place) {
            before += window.add(&parts[*other]);
            rest -= new[place];
        }
    }
    best
}

/// What a compressor remembers after some parts of the page. It is copied often, so it is small.
#[derive(Clone)]
struct Window {
    /// Where each piece was met last.
    last: Vec<u32>,
    at: u32,
}

impl Window {
    /// Before the first part: whatever was met before is too far back.
    fn new(pieces: usize) -> Self {
        Self { last: vec![0; pieces], at: LOOKS_BACK + 1 }
    }

    /// Goes on over a part; gives how many of its bytes have not been met lately.
    fn add(&mut self, part: &Part) -> usize {
        let mut new = 0;
        for piece in &part.pieces {
            let at = self.at + piece.begins;
            let last = std::mem::replace(&mut self.last[piece.id], at);
            if at - last > LOOKS_BACK {
                new += piece.length;
            }
        }
        self.at += part.length;
        new
    }
}

/// The parts, each as its pieces, and how many different pieces there are. What stands in one part alone costs the same in any
/// order.
fn in_pieces(parts: &[&str]) -> (Vec<Part>, usize) {
    let texts: Vec<Vec<(usize, &str)>> = parts.iter().map(|part| long_texts(part)).collect();
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for texts in &texts {
        let distinct: HashSet<&str> = texts.iter().map(|(_, text)| *text).collect();
        for text in distinct {
            *holders.entry(text).or_default() += 1;
        }
    }
    holders.retain(|_, count| *count > 1);
    let ids: HashMap<&str, usize> = holders.into_keys().enumerate().map(|(id, text)| (text, id)).collect();
    let piece = |(begins, text): &(usize, &str)| Some(Piece { id: *ids.get(text)?, begins: short(*begins), length: text.len() });
    let part = |(part, texts): (&&str, &Vec<(usize, &str)>)| Part {
        pieces: texts.iter().filter_map(piece).collect(),
        length: short(part.len()),
    };
    (parts.iter().zip(&texts).map(part).collect(), ids.len())
}

/// A place in a page: no page is longer than four gigabytes.
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The tags and sentences of a part that are long enough, and where each begins.
fn long_texts(part: &str) -> Vec<(usize, &str)> {
    let mut begins = 0;
    let texts = part.split_inclusive(['>', '.']).map(|text| {
        begins += text.len();
        (begins - text.len(), text)
    });
    texts.filter(|(_, text)| text.len() >= SHORTEST).collect()
}

#[cfg(test)]
mod tests {
    use super::reordered;

    const MARKS: [&str; 2] = ["<p>", "</p>"];

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
