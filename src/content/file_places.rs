//! A file of the content as text, and where each byte of it stands: also of a text that was put together from two files.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Place;

/// A file's path and text.
#[derive(Debug, Clone)]
pub struct FileLines {
    /// Path from the project's top folder.
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// Where each piece of it stands, if it was put together from two files.
    pub pieces: Option<Arc<Pieces>>,
}

impl FileLines {
    pub(super) fn of(path: &Arc<str>, text: &str) -> Self {
        Self { path: Arc::clone(path), text: text.into(), pieces: None }
    }

    pub(super) fn places(&self) -> FilePlaces<'_> {
        FilePlaces { path: &self.path, text: &self.text, offset: 0, pieces: self.pieces.as_deref() }
    }
}

/// Turns byte ranges of one file into places.
#[derive(Debug, Clone, Copy)]
pub struct FilePlaces<'a> {
    /// Path from the project's top folder.
    pub path: &'a Arc<str>,
    pub text: &'a str,
    /// Added to every range: where the part in question begins.
    pub offset: usize,
    /// Where each piece of the text stands, if it was put together from two files.
    pub pieces: Option<&'a Pieces>,
}

impl FilePlaces<'_> {
    /// The place of a byte range.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = (span.start + self.offset).min(self.text.len());
        let end = (span.end + self.offset).clamp(start, self.text.len());
        if let Some(pieces) = self.pieces {
            return pieces.place(&(start..end));
        }
        let before = &self.text.as_bytes()[..start];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        // Bytes that continue a character (0b10xxxxxx) do not start a column.
        let column = before[line_start..].iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { file: Arc::clone(self.path), line: number(line), column: number(column), span: start..end }
    }
}

/// A range of one of the two files that a text was put together from.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    /// Of the overlay's file, not of the one below.
    pub(super) is_own: bool,
    pub(super) span: Range<usize>,
}

/// Where a stretch of the text, up to the next piece, comes from.
#[derive(Debug)]
struct TextPiece {
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
    list: Vec<TextPiece>,
}

impl Pieces {
    /// Where a range of the text stands in the file it was taken from.
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

/// Writes a text from the words of two files, and notes where each piece of it stands.
pub(super) struct PiecesWriter<'a> {
    below: &'a FileLines,
    own: &'a FileLines,
    text: String,
    list: Vec<TextPiece>,
}

impl<'a> PiecesWriter<'a> {
    pub(super) fn new(below: &'a FileLines, own: &'a FileLines) -> Self {
        Self { below, own, text: String::new(), list: Vec::new() }
    }

    /// What stands in a file, letter for letter.
    pub(super) fn copy(&mut self, from: &Slice) {
        self.list.push(TextPiece { start: self.text.len(), from: from.clone(), is_copy: true });
        let file = if from.is_own { self.own } else { self.below };
        self.text.push_str(&file.text[from.span.clone()]);
    }

    /// Words of ours that stand for what is at `from`.
    pub(super) fn write(&mut self, words: &str, from: &Slice) {
        self.list.push(TextPiece { start: self.text.len(), from: from.clone(), is_copy: false });
        self.text.push_str(words);
    }

    /// The same letters, standing for what is at `place`.
    pub(super) fn copy_as(&mut self, from: &Slice, place: &Slice) {
        self.list.push(TextPiece { start: self.text.len(), from: place.clone(), is_copy: false });
        let file = if from.is_own { self.own } else { self.below };
        self.text.push_str(&file.text[from.span.clone()]);
    }

    pub(super) fn finish(self) -> FileLines {
        let pieces = Pieces { below: self.below.clone(), own: self.own.clone(), list: self.list };
        FileLines { path: self.own.path.clone(), text: self.text.into(), pieces: Some(pieces.into()) }
    }
}
