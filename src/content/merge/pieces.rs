//! A text that was put together from two files, and where each piece of it really stands.

use std::ops::Range;

use crate::content::read::{FileLines, FilePlaces};
use crate::diagnostic::Place;

/// A range of one of the two files.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    /// Of the overlay's file, not of the one below.
    pub(super) is_own: bool,
    pub(super) span: Range<usize>,
}

/// Where a stretch of the text, up to the next piece, comes from.
#[derive(Debug)]
struct Piece {
    start: usize,
    from: Slice,
    /// Letter for letter; otherwise it was written for what stands there.
    is_copy: bool,
}

/// The pieces of a text, in order, and the files they come from.
#[derive(Debug)]
pub struct Pieces {
    below: FileLines,
    own: FileLines,
    list: Vec<Piece>,
}

impl Pieces {
    /// Where a range of the text stands in the file it was taken from.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        let at = self.list.partition_point(|piece| piece.start <= span.start).saturating_sub(1);
        let Some(piece) = self.list.get(at) else { return Place::whole_file(self.own.path.clone()) };
        let Range { start: first, end: last } = piece.from.span;
        let from = if piece.is_copy {
            let start = (first + (span.start - piece.start)).min(last);
            start..(start + span.len()).min(last)
        } else {
            first..last
        };
        let file = if piece.from.is_own { &self.own } else { &self.below };
        FilePlaces { path: &file.path, text: &file.text, offset: 0, pieces: None }.place(from)
    }
}

/// Writes such a text.
pub(super) struct Writer<'a> {
    below: &'a FileLines,
    own: &'a FileLines,
    text: String,
    list: Vec<Piece>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(below: &'a FileLines, own: &'a FileLines) -> Self {
        Self { below, own, text: String::new(), list: Vec::new() }
    }

    /// What stands in a file, letter for letter.
    pub(super) fn copy(&mut self, from: &Slice) {
        self.list.push(Piece { start: self.text.len(), from: from.clone(), is_copy: true });
        let file = if from.is_own { self.own } else { self.below };
        self.text.push_str(&file.text[from.span.clone()]);
    }

    /// Words of ours that stand for what is at `from`.
    pub(super) fn write(&mut self, words: &str, from: &Slice) {
        self.list.push(Piece { start: self.text.len(), from: from.clone(), is_copy: false });
        self.text.push_str(words);
    }

    /// The same letters, standing for what is at `place`.
    pub(super) fn copy_as(&mut self, from: &Slice, place: &Slice) {
        self.list.push(Piece { start: self.text.len(), from: place.clone(), is_copy: false });
        let file = if from.is_own { self.own } else { self.below };
        self.text.push_str(&file.text[from.span.clone()]);
    }

    pub(super) fn finish(self) -> FileLines {
        let pieces = Pieces { below: self.below.clone(), own: self.own.clone(), list: self.list };
        FileLines { path: self.own.path.clone(), text: self.text.into(), pieces: Some(pieces.into()) }
    }
}
