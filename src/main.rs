//! Waymark: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    waymark::commands::run(waymark::cli::Cli::parse())
}
