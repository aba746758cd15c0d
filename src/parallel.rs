//! Work that falls into parts, done by as many threads as there are cores.
//!
//! Takes things and what to do with some of them, gives the results in the order of the things. It does not know what is done.

use std::num::NonZero;
use std::{panic, thread};

/// Fewer things than this are not worth another thread.
const FEWEST: usize = 16;

/// How many threads this machine runs at once.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` once for each number below `parallel`, all at once. A panic in one is a panic here.
pub(crate) fn together<R: Send>(threads: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = (1..threads).map(|number| scope.spawn(move || work(number))).collect();
        let own = (threads > 0).then(|| work(0));
        let rest = others.into_iter().map(|other| other.join().unwrap_or_else(|fault| panic::resume_unwind(fault)));
        own.into_iter().chain(rest).collect()
    })
}

/// Does two things at once. A panic in one is a panic here.
pub(crate) fn both<A: Send, B>(other: impl FnOnce() -> A + Send, own: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let other = scope.spawn(other);
        let own = own();
        (other.join().unwrap_or_else(|fault| panic::resume_unwind(fault)), own)
    })
}

/// Does `work` on contiguous parts of `items`, all at once.
pub(crate) fn in_parts<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let threads = cores().min(items.len().div_ceil(FEWEST)).max(1);
    let parts: Vec<&[T]> = items.chunks(items.len().div_ceil(threads).max(1)).collect();
    together(parts.len(), |number| work(parts[number]))
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
