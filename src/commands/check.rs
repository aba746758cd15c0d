//! `waymark check`: every fault of the content, and the weight of the pages.

use std::io::{IsTerminal as _, Write as _};

use super::{CONTENT_ERRORS, Failure, GOOD, build};
use crate::check::Gate;
use crate::cli::{CheckArgs, CheckFormat};
use crate::diagnostic::{self, Diagnostic, report};
use crate::snapshot::{Effort, EncodeCache, FIRST_FLIGHT};

pub(super) fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let gate = if args.release { Gate::Release } else { Gate::Everyday };
    let mut outcome = build::build(&args.source, build::now()?, gate)?;
    let mut largest = None;
    // A site with faults is not packed: its weight would mean nothing.
    if !outcome.found.iter().any(Diagnostic::is_error)
        && let Some(built) = outcome.built.take()
    {
        let snapshot = built.pack(Effort::Best, &EncodeCache::default())?;
        let (weights, faults) = build::weights(&snapshot);
        largest = weights.into_iter().next();
        outcome.found.extend(faults);
        diagnostic::sort(&mut outcome.found);
    }
    let has_errors = outcome.found.iter().any(Diagnostic::is_error);
    let mut out = std::io::stdout();
    match args.format {
        CheckFormat::Json => writeln!(out, "{}", report::json(&outcome.found))?,
        CheckFormat::Pretty => {
            let colour = out.is_terminal();
            write!(out, "{}", report::pretty(&outcome.found, |path| outcome.tree.text(path), colour))?;
            if let Some(weight) = largest {
                let (brotli, gzip, path) = (weight.with_brotli(), weight.with_gzip(), weight.path);
                writeln!(out, "largest page: {path}, {brotli} bytes in brotli, {gzip} in gzip, of {FIRST_FLIGHT} with headers")?;
            }
        }
    }
    Ok(if has_errors { CONTENT_ERRORS } else { GOOD })
}
