//! Work that falls into parts, done by as many threads as there are cores.
//!
//! Takes things and what to do with some of them, gives the results in the order of the things. It does not know what is done.

use std::num::NonZero;
use std::{panic, thread};

/// Fewer things than this are not worth another thread.
const FEWEST: usize = 16;

/// Does `work` on contiguous parts of `items` at once. A panic in one part is a panic here.
pub(crate) fn in_parts<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let hands = thread::available_parallelism().map_or(1, NonZero::get).min(items.len().div_ceil(FEWEST)).max(1);
    let mut parts = items.chunks(items.len().div_ceil(hands).max(1));
    let first = parts.next().unwrap_or_default();
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let mut results = vec![work(first)];
        results.extend(others.into_iter().map(|other| other.join().unwrap_or_else(|fault| panic::resume_unwind(fault))));
        results
    })
}

#[cfg(test)]
mod tests {
    use super::in_parts;

    #[test]
    fn results_come_in_the_order_of_the_things_however_many_there_are() {
        for length in [0, 1, 15, 16, 17, 33, 1_000] {
            let items: Vec<usize> = (0..length).collect();
            let doubled = in_parts(&items, |part| part.iter().map(|item| item * 2).collect::<Vec<_>>()).concat();
            assert_eq!(doubled, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
