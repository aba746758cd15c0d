//! Where some parts of a page cost the fewest new bytes among the others.
//!
//! Takes the parts that move together, and the others in their order. Gives their best place. Every place is priced from one look
//! at the others: putting parts in between changes nothing but where their own texts were met before, where those texts are met
//! next, and how far all other texts behind them are from where they were met.

use super::{LOOKS_BACK, Part};

/// Where a page begins: whatever was met before is too far back.
const BEGIN: u32 = LOOKS_BACK + 1;

/// A piece that the run holds, and where it stands in it first and last.
struct Held {
    id: usize,
    first: u32,
    last: u32,
    length: usize,
}

/// Parts that move together.
pub(super) struct Run {
    held: Vec<Held>,
    length: u32,
    /// How many of its bytes are new after others of its own, wherever it stands.
    new: usize,
}

/// The other parts, one after the other, without the run.
#[derive(Default)]
struct Others {
    /// Where each begins, and where the last ends.
    begins: Vec<u32>,
    /// How many of their bytes are new.
    new: usize,
    /// How many bytes grow new, from each place on, because the run stands before them and pushes them away.
    pushed: Vec<usize>,
    /// How many of those are found again, from each place on.
    found: Vec<usize>,
    /// Where each piece that the run holds is met.
    met: Vec<Vec<u32>>,
}

impl Run {
    /// These parts, one after the other.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a Part>) -> Self {
        let mut run = Self { held: Vec::new(), length: 0, new: 0 };
        for part in parts {
            for piece in &part.pieces {
                let (id, at) = (piece.id, run.length + piece.begins);
                let Some(held) = run.held.iter_mut().find(|held| held.id == id) else {
                    run.held.push(Held { id, first: at, last: at, length: piece.length });
                    continue;
                };
                run.new += bytes_if(at - held.last > LOOKS_BACK, piece.length);
                held.last = at;
            }
            run.length += part.length;
        }
        run
    }

    /// How few new bytes there can be with this run among the others, and its place then. `pieces` is how many different pieces
    /// the page has.
    pub(super) fn best_place<'a>(&self, others: impl Iterator<Item = &'a Part>, pieces: usize) -> (usize, usize) {
        let others = self.look_at(others, pieces);
        let (mut pushed, mut best) = (0, (usize::MAX, 0));
        let mut passed = vec![0; self.held.len()];
        for (place, begin) in others.begins.iter().enumerate() {
            pushed = pushed + others.pushed[place] - others.found[place];
            let mut new = others.new + self.new + pushed;
            for ((held, met), passed) in self.held.iter().zip(&others.met).zip(&mut passed) {
                *passed += met[*passed..].iter().take_while(|at| *at < begin).count();
                let before = passed.checked_sub(1).map_or(0, |last| met[last]);
                new += bytes_if(begin + held.first - before > LOOKS_BACK, held.length);
                if let Some(next) = met.get(*passed) {
                    new += bytes_if(next + self.length - (begin + held.last) > LOOKS_BACK, held.length);
                    new -= bytes_if(next - before > LOOKS_BACK, held.length);
                }
            }
            best = best.min((new, place));
        }
        best
    }

    fn look_at<'a>(&self, parts: impl Iterator<Item = &'a Part>, pieces: usize) -> Others {
        let mut others = Others { begins: vec![BEGIN], met: vec![Vec::new(); self.held.len()], ..Others::default() };
        let mut held_as = vec![None; pieces];
        self.held.iter().enumerate().for_each(|(number, held)| held_as[held.id] = Some(number));
        let mut last = vec![(0, 0); pieces];
        let mut at = BEGIN;
        // At a part's own place the run stands before it.
        let mut pushes = Vec::new();
        for (place, part) in parts.enumerate() {
            for piece in &part.pieces {
                let (met, behind) = std::mem::replace(&mut last[piece.id], (at + piece.begins, place + 1));
                let back = at + piece.begins - met;
                others.new += bytes_if(back > LOOKS_BACK, piece.length);
                if let Some(number) = held_as[piece.id] {
                    others.met[number].push(at + piece.begins);
                } else if back <= LOOKS_BACK && back + self.length > LOOKS_BACK {
                    pushes.push((behind, place + 1, piece.length));
                }
            }
            at += part.length;
            others.begins.push(at);
        }
        (others.pushed, others.found) = (vec![0; others.begins.len() + 1], vec![0; others.begins.len() + 1]);
        for (from, to, length) in pushes {
            others.pushed[from] += length;
            others.found[to] += length;
        }
        others
    }
}

fn bytes_if(is_new: bool, length: usize) -> usize {
    if is_new { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Piece;
    use super::*;

    const PIECES: usize = 6;

    /// How many bytes of these parts, one after the other, were not met lately: counted as a compressor meets them.
    fn new_bytes<'a>(parts: impl Iterator<Item = &'a Part>) -> usize {
        let (mut last, mut at, mut new) = ([0; PIECES], BEGIN, 0);
        for part in parts {
            for piece in &part.pieces {
                let met = std::mem::replace(&mut last[piece.id], at + piece.begins);
                new += bytes_if(at + piece.begins - met > LOOKS_BACK, piece.length);
            }
            at += part.length;
        }
        new
    }

    fn a_part() -> impl Strategy<Value = Part> {
        let pieces = prop::collection::vec((0..PIECES, 16_u32..2_000), 0..5);
        pieces.prop_map(|pieces| {
            let mut length = 0;
            let piece = |(id, gap): (usize, u32)| {
                length += gap;
                // A piece is as long wherever it stands.
                Piece { id, begins: length - gap, length: 16 + 100 * id }
            };
            Part { pieces: pieces.into_iter().map(piece).collect(), length: length * 8 + 1 }
        })
    }

    proptest! {
        #[test]
        fn the_best_place_is_that_which_counting_every_place_finds(
            others in prop::collection::vec(a_part(), 0..12),
            moved in prop::collection::vec(a_part(), 1..4),
        ) {
            let priced = (0..=others.len()).map(|place| {
                let all = others[..place].iter().chain(&moved).chain(&others[place..]);
                (new_bytes(all), place)
            });
            prop_assert_eq!(Run::of(moved.iter()).best_place(others.iter(), PIECES), priced.min().unwrap());
        }
    }
}
