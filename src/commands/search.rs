//! `waymark search`: what a visitor would find, and why, for those who keep `content/search.toml`.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build};
use crate::check::Strictness;
use crate::cli::{SearchArgs, SearchFormat};
use crate::forms::Ranked;

pub(super) fn run(args: &SearchArgs) -> Result<u8, Failure> {
    let outcome = build::build(&args.source, build::now()?, Strictness::Everyday)?;
    let Some(built) = outcome.publishable(std::io::stderr().is_terminal()) else { return Ok(CONTENT_ERRORS) };
    let ranking = built.forms.ranking(&args.words);
    let mut out = stdout();
    match args.format {
        SearchFormat::Pretty => {
            write!(out, "{}", pretty(&ranking))?;
            if args.explain {
                write!(out, "{}", built.forms.heard(&args.words))?;
            }
        }
        SearchFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&ranking)?)?,
    }
    Ok(GOOD)
}

fn pretty(ranking: &[Ranked]) -> String {
    let mut out = String::new();
    for (index, Ranked { path, title, score, reasons }) in ranking.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = writeln!(out, "{:>2}. {score:6.2}  {path}  {title}", index + 1);
        for reason in reasons {
            let _ = writeln!(out, "      {reason}");
        }
    }
    out
}
