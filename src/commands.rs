//! What the commands do: each wires stages together and holds no rules. The only module that may name all others.

mod build;
mod check;
mod completions;
mod confirm;
mod confirmed_file;
mod days_ahead;
mod deploy;
mod diff;
mod due;
mod export;
mod graph;
mod health;
mod open_data;
mod order;
mod overlay;
mod overlay_causes;
mod print;
mod published_record;
mod reload;
mod reload_answer;
mod said_wrong;
mod schema;
mod search;
mod serve;
mod serve_setup;
mod serve_watch;
mod start;
mod texts;
mod used_where;
mod verify;
mod watch;

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use serde::de::DeserializeOwned;

use crate::cli::{Cli, Command};

/// All went well.
const GOOD: u8 = 0;
const CONTENT_ERRORS: u8 = 1;
/// The command could not be carried out.
const COULD_NOT_RUN: u8 = 2;

/// Carries out a command line and gives the exit code: 0 good, 1 content has errors, 2 could not run.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        None => serve::run(cli.serve),
        Some(Command::Serve(args)) => serve::run(args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Health(args)) => health::run(&args),
        Some(Command::Reload(args)) => reload::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Search(args)) => search::run(&args),
        Some(Command::New(args)) => start::run(&args),
        Some(Command::Overlay(args)) => overlay::run(&args),
        Some(Command::Confirm(args)) => confirm::run(&args),
        Some(Command::Where(args)) => used_where::run(&args),
        Some(Command::Diff(args)) => diff::run(&args),
        Some(Command::Graph(args)) => graph::run(&args),
        Some(Command::Deploy(args)) => deploy::run(&args),
        Some(Command::Order(args)) => order::run(&args),
        Some(Command::Due(args)) => due::run(&args),
        Some(Command::Verify(args)) => verify::run(&args),
    };
    ExitCode::from(outcome.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return GOOD;
        }
        print::print_error(&format!("waymark: {error}\n"));
        COULD_NOT_RUN
    }))
}

/// A question that nobody can see ends the command quietly; what was answered before is kept.
fn is_closed_pipe(error: &Failure) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// What keeps a command from being carried out, as one sentence.
type Failure = Box<dyn std::error::Error>;

/// What stands in a file that the program keeps for itself; nothing where there is none yet.
fn kept<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map(Some).map_err(|error| format!("{} cannot be read: {error}", path.display()).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read {}: {error}", path.display()).into()),
    }
}
