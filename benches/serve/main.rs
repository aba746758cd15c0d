//! One page, one client, one core for each server: Waymark beside nginx with pre-compressed files and beside a bare hyper server.
//!
//! `cargo bench --bench serve` starts every server, takes the page from Waymark, gives the same bytes to the others, and asks each in
//! turn, round after round, so that whatever else the machine does falls on all alike. Prints medians and ratios. Needs `wrk`, `nginx`
//! and `taskset` (Debian packages of those names, and util-linux), and two cores.
//!
//! The program also plays the other parts, as subcommands that the comparison and `benches/instructions` start: `bare` (the bare
//! hyper server), `one-page` (Waymark's server with one page), `ask` (a client that asks so many times and ends).

#![allow(clippy::expect_used, clippy::cast_precision_loss, reason = "a bench that cannot go on says why")]

mod ask;
mod bare;
mod compare;
mod idle;
mod nginx;
mod one_page;
mod process;
mod wrk;

/// The program's allocator, for Waymark and for bare hyper alike.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["bare", address, folder, form] => bare::run(address, folder.as_ref(), *form == "same-headers"),
        ["one-page", address, folder] => one_page::run(address, folder.as_ref()),
        ["ask", address, times, headers @ ..] => ask::run(address, times.parse().expect("a number"), headers),
        ["idle"] => idle::run(10_000),
        [] => compare::run(5, 4),
        ["--test"] => {}
        [rounds, seconds] => compare::run(rounds.parse().expect("rounds"), seconds.parse().expect("seconds")),
        other => panic!("{other:?}: nothing, or ROUNDS SECONDS, or one of bare, one-page, ask, idle"),
    }
}
