//! Waymark: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;

/// The system's allocator keeps what each thread once used; this one gives it back, and is faster (`benches/README.md`).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    waymark::commands::run(waymark::cli::Cli::parse())
}
