//! Many short lists one after the other in one piece of memory: a list of its own for each would cost more than what it holds.
//!
//! Takes lists in order, or things each with the number of its list. Gives each list by its number. It does not know what they hold.

use std::ops::Range;

/// Lists by number.
#[derive(Debug)]
pub(super) struct Rows<T> {
    items: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy + Default> Rows<T> {
    /// So many lists, each of the things that come with its number, in their order.
    pub(super) fn grouped(count: usize, things: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut counts = vec![0_usize; count];
        for (row, _) in things.clone() {
            counts[row] += 1;
        }
        let mut begin = 0;
        let mut next = counts;
        for place in &mut next {
            begin += std::mem::replace(place, begin);
        }
        let mut items = vec![T::default(); begin];
        for (row, item) in things {
            items[next[row]] = item;
            next[row] += 1;
        }
        Self { items, ends: next.into_iter().map(end).collect() }
    }

    pub(super) fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.ends.push(end(self.items.len()));
    }
}

impl<T> Rows<T> {
    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list of this number.
    pub(super) fn row(&self, number: usize) -> &[T] {
        &self.items[self.place(number)]
    }

    pub(super) fn row_mut(&mut self, number: usize) -> &mut [T] {
        let place = self.place(number);
        &mut self.items[place]
    }

    /// Every list, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        (0..self.len()).map(|number| self.row(number))
    }

    fn place(&self, number: usize) -> Range<usize> {
        let place = |end: u32| usize::try_from(end).unwrap_or(usize::MAX);
        let begin = number.checked_sub(1).map_or(0, |before| place(self.ends[before]));
        begin..place(self.ends[number])
    }
}

/// What is searched is far smaller than four thousand million things.
fn end(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn things_are_listed_by_their_number_and_in_their_order() {
        let rows = Rows::grouped(4, [(2, 'a'), (0, 'b'), (2, 'c')].into_iter());
        let lists: Vec<&[char]> = rows.iter().collect();
        assert_eq!(lists, [&['b'][..], &[], &['a', 'c'], &[]]);
    }

    #[test]
    fn lists_that_were_put_in_come_out_and_may_be_changed() {
        let mut rows = Rows::default();
        rows.push(&[1, 2]);
        rows.push(&[]);
        rows.push(&[3]);
        rows.row_mut(2)[0] = 4;
        assert_eq!((rows.row(0), rows.row(1), rows.row(2), rows.len()), (&[1, 2][..], &[][..], &[4][..], 3));
    }
}
