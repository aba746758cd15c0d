//! `waymark completions`: a script with which a shell completes commands and options.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::print::stdout;
use super::{Failure, GOOD};
use crate::cli::{Cli, CompletionsArgs};

pub(super) fn run(args: &CompletionsArgs) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "waymark", &mut script);
    stdout().write_all(&script)?;
    Ok(GOOD)
}
