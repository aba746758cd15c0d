//! Sentences that are true of the copy they were written for, and of another only if it says so.
//!
//! `::only-if NAME` before a paragraph, list or heading (with all that stands under it) keeps that for copies of which it is true;
//! `only_if = "NAME"` at the top of a page keeps the page. The built-in content says everything; an overlay says what it names in
//! `says` of its overlay.toml.

use super::documents::{Documents, Located};
use super::empty_headings;
use super::markdown::{RawBlock, RawKind};
use super::raw::{Overlay, Text};
use super::schema::page::CLAIMS;
use crate::diagnostic::{Diagnostic, Kind};

/// The name of the directive.
const ONLY_IF: &str = "only-if";

/// Takes out what is not true of this copy; pages as a whole are the overlay's to leave out.
pub(super) fn apply(documents: &mut Documents) -> Vec<Diagnostic> {
    let Documents { overlay, pages, .. } = documents;
    let mut found = Vec::new();
    for page in pages {
        let blocks = &mut page.value.body.blocks;
        if blocks.iter().any(is_condition) && keep_what_holds(blocks, overlay.as_ref(), &mut found) {
            empty_headings::take_out(blocks);
        }
    }
    found
}

/// Whether a thing may be said: by every copy that is not laid over another.
pub(super) fn holds(claim: &str, overlay: Option<&Located<Overlay>>) -> bool {
    let says = |says: &[Text]| says.iter().any(|said| said.get_ref() == claim);
    overlay.is_none_or(|overlay| says(&overlay.value.says))
}

fn is_condition(block: &RawBlock) -> bool {
    matches!(&block.kind, RawKind::Directive { name, .. } if name == ONLY_IF)
}

/// Whether anything but the conditions was taken out.
fn keep_what_holds(blocks: &mut Vec<RawBlock>, overlay: Option<&Located<Overlay>>, found: &mut Vec<Diagnostic>) -> bool {
    let mut has_taken = false;
    let mut rest = std::mem::take(blocks).into_iter();
    while let Some(block) = rest.next() {
        let RawKind::Directive { name, arguments } = &block.kind else {
            blocks.push(block);
            continue;
        };
        if name != ONLY_IF {
            blocks.push(block);
            continue;
        }
        match arguments.as_slice() {
            [claim] if CLAIMS.contains(&claim.as_str()) => {
                if !holds(claim, overlay) {
                    has_taken = true;
                    take_next(&mut rest);
                }
            }
            _ => found.push(unknown(&block, arguments)),
        }
    }
    has_taken
}

/// The next block; a heading with all that stands under it.
fn take_next(rest: &mut std::vec::IntoIter<RawBlock>) {
    let Some(RawBlock { kind: RawKind::Heading { level, .. }, .. }) = rest.next() else { return };
    let is_above = |block: &RawBlock| matches!(block.kind, RawKind::Heading { level: next, .. } if next <= level);
    // A condition on the next heading is that heading's, and not of what stands above it.
    let is_over = |blocks: &[RawBlock]| match blocks {
        [] => true,
        [condition, heading, ..] if is_condition(condition) => is_above(heading),
        [first, ..] => is_above(first),
    };
    while !is_over(rest.as_slice()) {
        rest.next();
    }
}

fn unknown(block: &RawBlock, arguments: &[String]) -> Diagnostic {
    let message = format!("`::only-if {}` names nothing that can be said of a copy", arguments.join(" "));
    Diagnostic::error(block.place.clone(), Kind::Directive, message).with_help(format!("write one of: {}", CLAIMS.join(", ")))
}
