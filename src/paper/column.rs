//! Words in a column: how many lines they take, how high that is, and which word is wider than the column.

use super::faces::Face;
use super::words::{NumberWords, PosterPart};

/// Where a line of a text may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// Between words.
    AtSpaces,
    /// Before the dots and hyphens of a host, and before the path.
    AtDots,
    Never,
}

/// A text in one size.
#[derive(Debug, Clone)]
pub(super) struct SetText<'a> {
    pub(super) part: PosterPart,
    pub(super) text: &'a str,
    pub(super) face: Face,
    /// Of its letters.
    pub(super) size: f64,
    /// From one line to the next.
    pub(super) line: f64,
    pub(super) breaks: Breaks,
    /// How wide a last word in other letters is.
    pub(super) tail: f64,
}

impl<'a> SetText<'a> {
    /// Words whose lines are `leading` times their size apart.
    pub(super) fn new(part: PosterPart, text: &'a str, face: Face, size: f64, leading: f64) -> Self {
        Self { part, text, face, size, line: size * leading, breaks: Breaks::AtSpaces, tail: 0.0 }
    }

    /// A number: in one piece, unless it is longer than usual.
    pub(super) fn number(part: PosterPart, one: &'a NumberWords, size: f64, leading: f64) -> Self {
        let breaks = if one.is_long { Breaks::AtSpaces } else { Breaks::Never };
        Self { breaks, ..Self::new(part, &one.number, Face::Bold, size, leading) }
    }

    /// An address without its scheme.
    pub(super) fn address(text: &'a str, size: f64, leading: f64) -> Self {
        Self { breaks: Breaks::AtDots, ..Self::new(PosterPart::Address, text, Face::Bold, size, leading) }
    }

    pub(super) fn with_tail(self, tail: f64) -> Self {
        Self { tail, ..self }
    }

    fn width(&self, piece: &str) -> f64 {
        self.face.width(piece) * self.size
    }

    /// What stays in one piece, each with the width of the space before it.
    fn pieces(&self) -> Vec<(&'a str, f64)> {
        let space = self.width(" ");
        match self.breaks {
            Breaks::AtSpaces => self.text.split_whitespace().map(|word| (word, space)).collect(),
            Breaks::AtDots => address_parts(self.text).into_iter().map(|part| (part, 0.0)).collect(),
            Breaks::Never => vec![(self.text, 0.0)],
        }
    }

    /// How it stands in a column.
    pub(super) fn within(&self, column: f64) -> Measured {
        let mut lines = LineCount { column, lines: 1.0, used: 0.0 };
        let mut widest = Measured::default();
        for (piece, space) in self.pieces() {
            let width = self.width(piece);
            lines.put(width, space);
            // A line to write on is cut where the column ends, and nothing is lost.
            if width / column > widest.width && !is_to_write_on(piece) {
                widest = Measured { width: width / column, word: Some((self.part, piece.to_owned())), ..widest };
            }
        }
        if self.tail > 0.0 {
            lines.put(self.tail, self.width(" "));
            widest.width = widest.width.max(self.tail / column);
        }
        Measured { height: lines.lines * self.line, ..widest }
    }
}

/// A line that is filled word by word, and the lines before it.
struct LineCount {
    column: f64,
    lines: f64,
    used: f64,
}

impl LineCount {
    fn put(&mut self, width: f64, space: f64) {
        let space = if self.used > 0.0 { space } else { 0.0 };
        if self.used + space + width <= self.column {
            self.used += space + width;
            return;
        }
        if self.used > 0.0 {
            self.lines += 1.0;
        }
        // Wider than the column: it goes on over as many lines as it needs.
        let more = (width / self.column).ceil().max(1.0) - 1.0;
        self.lines += more;
        self.used = width - more * self.column;
    }
}

/// The pieces of an address between which a line may end: `signpost`, `.our`, `-county`, `.example`, `/go/parents`. A line never ends with
/// a sign of its own, which might be taken for the end of a sentence or for a word that was broken.
pub fn address_parts(address: &str) -> Vec<&str> {
    let host = address.find('/').unwrap_or(address.len());
    let inner = address[..host].match_indices(['.', '-']).map(|(at, _)| at);
    let cuts: Vec<usize> = [0].into_iter().chain(inner).chain([host, address.len()]).collect();
    cuts.windows(2).map(|ends| &address[ends[0]..ends[1]]).filter(|part| !part.is_empty()).collect()
}

fn is_to_write_on(word: &str) -> bool {
    word.chars().all(|sign| matches!(sign, '…' | '.' | '_'))
}

/// What words take in a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Measured {
    pub(super) height: f64,
    /// The widest word, in widths of its column.
    pub(super) width: f64,
    pub(super) word: Option<(PosterPart, String)>,
}

impl Measured {
    /// Room that is always taken.
    pub(super) fn taken(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    /// Texts below one another.
    pub(super) fn stack<'a>(column: f64, texts: impl IntoIterator<Item = SetText<'a>>) -> Self {
        texts.into_iter().fold(Self::default(), |all, text| all.above(text.within(column)))
    }

    pub(super) fn above(self, below: Self) -> Self {
        let height = self.height + below.height;
        Self { height, ..self.wider(below) }
    }

    pub(super) fn beside(self, other: Self) -> Self {
        let height = self.height.max(other.height);
        Self { height, ..self.wider(other) }
    }

    /// Empty room below it.
    pub(super) fn and(self, height: f64) -> Self {
        Self { height: self.height + height, ..self }
    }

    fn wider(self, other: Self) -> Self {
        if other.width > self.width { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, column: f64) -> f64 {
        SetText::new(PosterPart::Title, text, Face::Bold, 1.0, 1.0).within(column).height
    }

    #[test]
    fn words_go_on_the_next_line_when_the_column_is_full() {
        // Nine letters of 0.70 at most and a space of 0.35.
        assert!((lines("aaaa aaaaa", 6.7) - 1.0).abs() < 1e-9);
        assert!((lines("aaaa aaaaa", 6.6) - 2.0).abs() < 1e-9);
        assert!((lines("aaaa aaaa aaaa", 3.0) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_word_wider_than_its_column_is_named_and_a_line_to_write_on_is_not() {
        let wide = SetText::new(PosterPart::Title, "an aaaaaaaaaa", Face::Bold, 1.0, 1.0).within(3.5);
        assert_eq!(wide.word, Some((PosterPart::Title, "aaaaaaaaaa".to_owned())));
        assert!((wide.width - 2.0).abs() < 1e-9 && (wide.height - 3.0).abs() < 1e-9, "{wide:?}");
        let own = SetText::new(PosterPart::Line(0), "To: ……………………", Face::Bold, 1.0, 1.0).within(4.0);
        assert!(own.width <= 1.0 && own.height > 1.5, "{own:?}");
    }

    #[test]
    fn an_address_may_break_before_a_dot_or_hyphen_of_its_host_and_before_its_path() {
        let parts = address_parts("signpost.our-county.example/go/a-b.c");
        assert_eq!(parts, ["signpost", ".our", "-county", ".example", "/go/a-b.c"]);
        assert_eq!(address_parts("localhost"), ["localhost"]);
    }
}
