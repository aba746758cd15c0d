//! Waymark: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

/// The system's allocator keeps what each thread once used. This one gives it back within seconds, from a thread of its own
/// (`benches/README.md` has the figures).
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    waymark::commands::run(waymark::cli::Cli::parse())
}
