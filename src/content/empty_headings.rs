//! Headings that something taken out of a page leaves with nothing under them.

use super::markdown::{RawBlock, RawKind};

/// A heading under which nothing is left goes too; from the last, so that a heading over empty ones is empty as well.
pub(super) fn take_out(blocks: &mut Vec<RawBlock>) {
    for at in (0..blocks.len()).rev() {
        let RawKind::Heading { level, .. } = blocks[at].kind else { continue };
        let is_over = match blocks.get(at + 1).map(|next| &next.kind) {
            None => true,
            Some(RawKind::Heading { level: next, .. }) => *next <= level,
            Some(_) => false,
        };
        if is_over {
            blocks.remove(at);
        }
    }
}
