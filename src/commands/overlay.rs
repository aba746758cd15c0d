//! `waymark overlay`: what a folder does to the content it lies over, and what changed there since it was taken.

pub(super) mod base;
mod report;

use std::io::Write as _;
use std::path::Path;

use super::{CONTENT_ERRORS, Failure, GOOD};
use crate::cli::{OverlayArgs, OverlayCommand, StatusArgs};
use crate::content::source::SourceTree;
use base::{Base, Own};
use report::Report;

pub(super) fn run(args: &OverlayArgs) -> Result<u8, Failure> {
    let OverlayCommand::Status(args) = &args.what;
    status(args)
}

fn status(args: &StatusArgs) -> Result<u8, Failure> {
    let below = below(args.content.as_deref())?;
    let own = Own::read(&args.folder, &below)?;
    let mut base = Base::read(&args.folder)?;
    for file in &args.accept {
        own.accept(file, &mut base)?;
    }
    if !args.accept.is_empty() {
        base.write(&args.folder)?;
    }
    let report = Report::of(&own, &base, &below);
    write!(std::io::stdout(), "{}", report.text(&args.folder))?;
    Ok(if report.has_changes() { CONTENT_ERRORS } else { GOOD })
}

/// What an overlay lies over.
fn below(content: Option<&Path>) -> Result<SourceTree, Failure> {
    let mut tree = SourceTree::built_in();
    if let Some(folder) = content {
        tree.replace("content", folder)?;
    }
    Ok(tree)
}

/// Records everything a new folder lies over.
pub(super) fn record_all(folder: &Path) -> Result<(), Failure> {
    let own = Own::read(folder, &SourceTree::built_in())?;
    let mut base = Base::default();
    own.accept("all", &mut base)?;
    base.write(folder)
}
