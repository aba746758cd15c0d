//! `waymark graph`: the questions of the report page and where each answer leads, as a picture.

use std::io::Write as _;

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build};
use crate::cli::SourceArgs;
use crate::render::graph;

pub(super) fn run(args: &SourceArgs) -> Result<u8, Failure> {
    let Some((site, _)) = build::sound(args)? else { return Ok(CONTENT_ERRORS) };
    stdout().write_all(graph::drawn(&site.routing).as_bytes())?;
    Ok(GOOD)
}
