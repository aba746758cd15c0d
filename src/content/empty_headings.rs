//! Headings that something taken out of a page leaves with nothing under them, and breaks with nothing after them.

use super::markdown::{RawBlock, RawKind};

/// A heading under which nothing is left goes too, as does a break before which or after which nothing is left; from the last,
/// so that a heading over empty ones is empty as well.
pub(super) fn take_out(blocks: &mut Vec<RawBlock>) {
    for at in (0..blocks.len()).rev() {
        let next = blocks.get(at + 1).map(|next| &next.kind);
        let is_over = match (&blocks[at].kind, next) {
            (RawKind::Heading { .. } | RawKind::Break, None) | (RawKind::Heading { .. }, Some(RawKind::Break)) => true,
            (RawKind::Heading { level, .. }, Some(RawKind::Heading { level: next, .. })) => next <= level,
            (RawKind::Break, Some(_)) => at == 0,
            _ => false,
        };
        if is_over {
            blocks.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file_places::FilePlaces;
    use super::super::markdown::parse;
    use super::*;

    #[test]
    fn a_heading_without_words_and_a_break_that_parts_nothing_go() {
        let left = |text: &str| {
            let path = "content/pages/x.md".into();
            let mut blocks = parse(FilePlaces { path: &path, text, offset: 0, pieces: None }, 0..text.len()).0.blocks;
            take_out(&mut blocks);
            blocks.iter().map(|block| block.place.line).collect::<Vec<_>>()
        };
        assert_eq!(left("One.\n\n## Two\n\nThree.\n\n***\n\nFour.\n"), [1, 3, 5, 7, 9]);
        assert_eq!(left("One.\n\n## Two\n\n***\n\nFour.\n"), [1, 5, 7], "a heading before the break");
        assert_eq!(left("One.\n\n***\n"), [1], "a break at the end");
        assert_eq!(left("***\n\nOne.\n"), [3], "a break at the beginning");
        assert_eq!(left("## One\n\n### Two\n\n## Three\n\nFour.\n"), [5, 7]);
    }
}
