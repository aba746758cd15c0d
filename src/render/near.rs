//! The order of the parts of a page in which a compressor that looks back only so far finds most of each again.
//!
//! Takes a finished page and the marks between which a part stands. Gives the page with the same parts in another order, the same
//! for the same page. It does not know what they say.

use std::collections::HashMap;

/// So far back does deflate find a text again, in bytes (RFC 1951, section 2), less a little for what is not counted here.
const LOOKS_BACK: usize = 32_000;
/// What is shorter stands near everywhere: `</p>`.
const SHORTEST: usize = 16;
/// How often every part is tried elsewhere.
const ROUNDS: usize = 2;
/// A part is tried beside so many of those with which it shares most.
const NEIGHBOURS: usize = 10;

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

/// Each part is moved to wherever the fewest bytes have not been met lately.
fn order(parts: &[&str]) -> Vec<usize> {
    let (parts, count) = in_pieces(parts);
    let mut last = vec![None; count];
    let mut cost = |order: &[usize]| new_bytes(&parts, order, &mut last);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let mut least = cost(&order);
    let neighbours = neighbours(&parts, count);
    for _ in 0..ROUNDS {
        for (part, neighbours) in neighbours.iter().enumerate() {
            let others: Vec<usize> = order.iter().copied().filter(|other| *other != part).collect();
            let beside = others.iter().enumerate().filter(|(_, other)| neighbours.contains(other));
            let places: Vec<usize> = beside.flat_map(|(at, _)| [at, at + 1]).collect();
            for place in places {
                let mut tried = others.clone();
                tried.insert(place, part);
                let now = cost(&tried);
                if now < least {
                    (least, order) = (now, tried);
                }
            }
        }
    }
    order
}

/// The parts, each as its pieces, and how many different pieces there are.
fn in_pieces(parts: &[&str]) -> (Vec<Part>, usize) {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        let mut pieces = Vec::new();
        let mut begins = 0;
        for text in part.split_inclusive(['>', '.']) {
            if text.len() >= SHORTEST {
                let next = ids.len();
                pieces.push(Piece { id: *ids.entry(text).or_insert(next), begins, length: text.len() });
            }
            begins += text.len();
        }
        all.push(Part { pieces, length: part.len() });
    }
    (all, ids.len())
}

/// How many bytes a compressor has not met lately, in parts of this order. `last` is where each piece was met, and is overwritten.
fn new_bytes(parts: &[Part], order: &[usize], last: &mut [Option<usize>]) -> usize {
    last.fill(None);
    let (mut begins, mut new) = (0, 0);
    for part in order.iter().map(|part| &parts[*part]) {
        for piece in &part.pieces {
            let at = begins + piece.begins;
            if last[piece.id].is_none_or(|before| at - before > LOOKS_BACK) {
                new += piece.length;
            }
            last[piece.id] = Some(at);
        }
        begins += part.length;
    }
    new
}

/// For each part, those with which it shares most.
fn neighbours(parts: &[Part], count: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(parts.len());
    for (own, part) in parts.iter().enumerate() {
        let mut holds = vec![false; count];
        part.pieces.iter().for_each(|piece| holds[piece.id] = true);
        let shared = |part: &Part| part.pieces.iter().filter(|piece| holds[piece.id]).map(|piece| piece.length).sum::<usize>();
        let mut others: Vec<usize> = (0..parts.len()).filter(|other| *other != own).collect();
        others.sort_by_cached_key(|other| std::cmp::Reverse(shared(&parts[*other])));
        others.truncate(NEIGHBOURS);
        all.push(others);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::reordered;

    const MARKS: [&str; 2] = ["<p>", "</p>"];

    #[test]
    fn parts_that_share_a_long_text_stand_side_by_side() {
        let (one, other) = ("a".repeat(20_000), "b".repeat(20_000));
        let page: String = (0..3).map(|_| format!("<p>{one}.</p><p>{other}.</p>")).collect();
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
