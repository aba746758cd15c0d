//! The order of the parts of a page in which a compressor that looks back only so far finds most of each again.
//!
//! Takes a finished page and the marks between which a part stands. Gives the page with the same parts in another order, the same
//! for the same page. It does not know what they say.

use std::collections::{HashMap, HashSet};

/// So far back does deflate find a text again, in bytes (RFC 1951, section 2), less a little for what is not counted here.
const LOOKS_BACK: usize = 32_000;
/// What is shorter stands near everywhere: `</p>`.
const SHORTEST: usize = 16;
/// Every run of parts is tried everywhere so often at most.
const MOST_ROUNDS: usize = 4;
/// So many parts are moved at once. Moving four and two before one saved the page of answers 500 bytes of gzip and cost 45 ms.
const RUNS: [usize; 3] = [4, 2, 1];

/// What a page may hold more than once: a tag, or a sentence.
struct Piece {
    id: usize,
    begins: usize,
    length: usize,
}

/// A part of the page.
struct Part {
    pieces: Vec<Piece>,
    length: usize,
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

/// Runs of neighbours, the long ones first, are moved to wherever the fewest bytes have not been met lately, until no move helps.
fn order(texts: &[&str]) -> Vec<usize> {
    let (parts, count) = in_pieces(texts);
    let start = Window { last: vec![None; count], at: 0 };
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let mut least = usize::MAX;
    for _ in 0..MOST_ROUNDS {
        let before = least;
        for run in RUNS {
            for at in 0..(order.len() + 1).saturating_sub(run) {
                let mut others = order.clone();
                let moved: Vec<usize> = others.drain(at..at + run).collect();
                let (new, place) = best_place(&parts, &others, &moved, start.clone());
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
    order
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

/// What a compressor remembers after some parts of the page.
#[derive(Clone)]
struct Window {
    /// Where each piece was met last.
    last: Vec<Option<usize>>,
    at: usize,
}

impl Window {
    /// Goes on over a part; gives how many of its bytes have not been met lately.
    fn add(&mut self, part: &Part) -> usize {
        let mut new = 0;
        for piece in &part.pieces {
            let at = self.at + piece.begins;
            let last = self.last[piece.id].replace(at);
            if last.is_none_or(|last| at - last > LOOKS_BACK) {
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
    let piece = |(begins, text): &(usize, &str)| Some(Piece { id: *ids.get(text)?, begins: *begins, length: text.len() });
    let part = |(part, texts): (&&str, &Vec<(usize, &str)>)| Part {
        pieces: texts.iter().filter_map(piece).collect(),
        length: part.len(),
    };
    (parts.iter().zip(&texts).map(part).collect(), ids.len())
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
