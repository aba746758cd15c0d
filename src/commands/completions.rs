//! `waymark completions`: a script with which a shell completes commands and options.

use clap::CommandFactory as _;

use super::{Failure, GOOD};
use crate::cli::{Cli, CompletionsArgs};

#[expect(clippy::unnecessary_wraps, reason = "every command has the same shape")]
pub(super) fn run(args: &CompletionsArgs) -> Result<u8, Failure> {
    clap_complete::generate(args.shell, &mut Cli::command(), "waymark", &mut std::io::stdout());
    Ok(GOOD)
}
