//! `waymark graph`: the questions of the report page and where each answer leads, as a picture.

use std::io::Write as _;

use super::print::{print_error, stdout};
use super::{CONTENT_ERRORS, Failure, GOOD, build};
use crate::cli::SourceArgs;
use crate::render::graph;

pub(super) fn run(args: &SourceArgs) -> Result<u8, Failure> {
    match build::sound(args)? {
        Ok((site, _)) => {
            stdout().write_all(graph::drawn(&site.routing).as_bytes())?;
            Ok(GOOD)
        }
        Err(drawn) => {
            print_error(&drawn);
            Ok(CONTENT_ERRORS)
        }
    }
}
