//! Waymark: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;
use tikv_jemallocator::Jemalloc;

/// The system's allocator keeps what each thread once used. This one gives it back within seconds, from a thread of its own
/// (`benches/README.md` has the figures).
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    waymark::commands::run(waymark::cli::Cli::parse())
}
