//! Where some parts of a page cost the fewest new bytes among the others.
//!
//! Takes the parts that move together, and the others in their order. Gives their best place. Every place is priced from one look
//! at the others: putting parts in between changes nothing but where their own texts were met before, where those texts are met
//! next, and how far all other texts behind them are from where they were met.

use std::ops::Range;

use super::{LOOKS_BACK, PagePart};

/// Where a page begins: whatever was met before is too far back.
const BEGIN: u32 = LOOKS_BACK + 1;

/// A piece that the run holds, and where it stands in it first and last.
struct Held {
    id: usize,
    first: u32,
    last: u32,
    length: i64,
}

/// Parts that move together.
pub(super) struct Run {
    held: Vec<Held>,
    /// For every piece of the page, which of those it is.
    held_as: Vec<Option<usize>>,
    length: u32,
    /// How many of its bytes are new after others of its own, wherever it stands.
    new: i64,
}

impl Run {
    /// These parts, one after the other. `pieces` is how many different pieces the page has.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a PagePart>, pieces: usize) -> Self {
        let mut run = Self { held: Vec::new(), held_as: vec![None; pieces], length: 0, new: 0 };
        for part in parts {
            for piece in &part.pieces {
                let (id, at) = (piece.id, run.length + piece.begins);
                let Some(held) = run.held_as[id] else {
                    run.held_as[id] = Some(run.held.len());
                    run.held.push(Held { id, first: at, last: at, length: piece.length });
                    continue;
                };
                let held = &mut run.held[held];
                run.new += bytes_if(at - held.last > LOOKS_BACK, piece.length);
                held.last = at;
            }
            run.length += part.length;
        }
        run
    }

    /// How few new bytes there can be with this run among the others, and its place then.
    pub(super) fn best_place<'a>(&self, others: impl Iterator<Item = &'a PagePart>) -> (i64, usize) {
        let mut places = RunPlaces::default();
        // Where each piece was met last, and the first place behind it.
        let mut last = vec![(0, 0); self.held_as.len()];
        let mut begin = places.add(BEGIN);
        for (place, part) in others.enumerate() {
            for piece in &part.pieces {
                let at = begin + piece.begins;
                let (met, behind) = std::mem::replace(&mut last[piece.id], (at, place + 1));
                let back = at - met;
                places.anywhere += bytes_if(back > LOOKS_BACK, piece.length);
                // Else it is found again wherever the run stands.
                if back + self.length > LOOKS_BACK {
                    if let Some(held) = self.held_as[piece.id] {
                        self.between(&self.held[held], (met, behind), (at, place), &mut places);
                    } else if back <= LOOKS_BACK {
                        places.cost(behind..place + 1, |_| piece.length);
                    }
                }
            }
            begin = places.add(begin + part.length);
        }
        for held in &self.held {
            let (met, behind) = last[held.id];
            places.cost(behind..places.begins.len(), |begin| bytes_if(begin + held.first - met > LOOKS_BACK, held.length));
        }
        let (new, place) = places.best();
        (new + self.new, place)
    }

    /// What one of its pieces costs at the places behind where the others hold it, up to where they hold it next.
    fn between(&self, held: &Held, (met, behind): (u32, usize), (next, last): (u32, usize), places: &mut RunPlaces) {
        let is_new = next - met > LOOKS_BACK;
        places.cost(behind..last + 1, |begin| {
            let own = bytes_if(begin + held.first - met > LOOKS_BACK, held.length);
            let theirs = bytes_if(next + self.length - (begin + held.last) > LOOKS_BACK, held.length);
            own + theirs - bytes_if(is_new, held.length)
        });
    }
}

/// The places where the run may stand: before each of the other parts, and after the last.
#[derive(Default)]
struct RunPlaces {
    begins: Vec<u32>,
    /// How many bytes are new with the run at each.
    costs: Vec<i64>,
    /// How many of the others' bytes are new without the run.
    anywhere: i64,
}

impl RunPlaces {
    fn add(&mut self, begin: u32) -> u32 {
        self.begins.push(begin);
        self.costs.push(0);
        begin
    }

    /// Adds what a piece costs to each of some places, told by where the place begins.
    fn cost(&mut self, places: Range<usize>, new: impl Fn(u32) -> i64) {
        let begins = &self.begins[places.clone()];
        self.costs[places].iter_mut().zip(begins).for_each(|(cost, begin)| *cost += new(*begin));
    }

    fn best(&self) -> (i64, usize) {
        let best = self.costs.iter().enumerate().map(|(place, cost)| (*cost, place)).min();
        best.map_or((i64::MAX, 0), |(cost, place)| (self.anywhere + cost, place))
    }
}

fn bytes_if(is_new: bool, length: i64) -> i64 {
    if is_new { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Piece;
    use super::*;

    const PIECES: usize = 6;

    /// How many bytes of these parts, one after the other, were not met lately: counted as a compressor meets them.
    fn new_bytes<'a>(parts: impl Iterator<Item = &'a PagePart>) -> i64 {
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

    fn a_part() -> impl Strategy<Value = PagePart> {
        let pieces = prop::collection::vec((0..PIECES, 16_u32..2_000), 0..5);
        pieces.prop_map(|pieces| {
            let mut length = 0;
            let piece = |(id, gap): (usize, u32)| {
                length += gap;
                // A piece is as long wherever it stands.
                Piece { id, begins: length - gap, length: 16 + 100 * i64::try_from(id).unwrap() }
            };
            PagePart { pieces: pieces.into_iter().map(piece).collect(), length: length * 8 + 1 }
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
            prop_assert_eq!(Run::of(moved.iter(), PIECES).best_place(others.iter()), priced.min().unwrap());
        }
    }
}
