//! A page into what a person reads on it and where its links lead, each with its line in the source.
//!
//! HTML is read by the tokenizer of the HTML standard (section 13.2.5), without a tree: only words and link targets are wanted.
//! A text without tags is read as it is, a line a sentence at least.

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::site::words::fold;

/// Letters of a quotation on either side of what was found.
const QUOTE_AROUND: usize = 32;
/// Elements that stand inside a line; every other one ends the sentence before it.
const INSIDE_A_LINE: [&[u8]; 24] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"data", b"dfn", b"em", b"font", b"i", b"img", b"kbd", b"mark", b"q",
    b"s", b"small", b"span", b"strong", b"sub", b"sup", b"u", b"wbr",
];
/// Elements whose content nobody reads.
const UNSEEN: [&[u8]; 3] = [b"script", b"style", b"template"];
/// Attributes that lead somewhere.
const LEADING: [&[u8]; 4] = [b"href", b"src", b"action", b"cite"];
/// Attributes that are heard in place of what is seen.
const HEARD: [&[u8]; 2] = [b"aria-label", b"alt"];

#[derive(Debug, Default)]
pub(super) struct PageText {
    /// The words, blocks apart by line breaks.
    pub words: Stream,
    /// The targets of links, and the words that are only heard, one a line.
    pub attributes: Stream,
}

/// A text and the source line of each of its parts.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// White space is one space, the end of a block a line break, quotation marks straight.
    pub text: String,
    /// Where in `text` a source line begins, in rising order.
    marks: Vec<(usize, usize)>,
}

pub(super) fn read(source: &str) -> PageText {
    let mut reader =
        MarkupReader { page: PageText::default(), lines: LineCounter::new(source), unseen: 0, is_read: false, is_broken: false };
    if !looks_like_html(source) {
        reader.plain_text(source);
        return reader.page;
    }
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
        reader.event(&event, span.start);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from a text cannot fail.
    let _ = Tokenizer::new_with_emitter(source, emitter).finish();
    reader.page
}

/// A `<` before a letter, `/` or `!` begins a tag (HTML standard, "tag open state").
fn looks_like_html(source: &str) -> bool {
    source.as_bytes().windows(2).any(|pair| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || matches!(pair[1], b'/' | b'!')))
}

/// A heading, an item of a list or a row of a table.
fn begins_an_item(line: &str) -> bool {
    let is_marked = line.starts_with(['#', '-', '*', '•', '|']) && !line.starts_with("**");
    // A hyphen before a digit goes on with a number that the line before began.
    is_marked && !line.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `1. ` at the beginning of a line. A year or the end of a telephone number before a full stop is no such mark.
fn number_of_item(line: &str) -> Option<u32> {
    let (number, rest) = line.split_once(['.', ')'])?;
    let is_short = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_short && rest.starts_with([' ', '\t']))
}

/// The line with the signs that its entities stand for: part of a page's source is often pasted without a tag.
fn with_entities_read(line: &str) -> Cow<'_, str> {
    if !line.contains('&') {
        return line.into();
    }
    let mut out = String::with_capacity(line.len());
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
        if let CallbackEvent::String { value } = event {
            out.push_str(&String::from_utf8_lossy(value));
        }
        None
    });
    // Reading from a text cannot fail.
    let _ = Tokenizer::new_with_emitter(line, emitter).finish();
    out.into()
}

struct MarkupReader<'a> {
    page: PageText,
    lines: LineCounter<'a>,
    /// How many unseen elements are open.
    unseen: usize,
    /// The attribute being read leads somewhere or is heard.
    is_read: bool,
    /// A line was broken here and no word came since.
    is_broken: bool,
}

impl MarkupReader<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>, at: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.is_read = false;
                self.tag(name);
                self.unseen += usize::from(UNSEEN.contains(name));
            }
            CallbackEvent::EndTag { name } => {
                self.tag(name);
                if UNSEEN.contains(name) {
                    self.unseen = self.unseen.saturating_sub(1);
                }
            }
            CallbackEvent::AttributeName { name } => self.is_read = LEADING.contains(name) || HEARD.contains(name),
            CallbackEvent::AttributeValue { value } if self.is_read => {
                self.is_read = false;
                let line = self.lines.of(at);
                self.page.attributes.push(&String::from_utf8_lossy(value), line);
                self.page.attributes.end_block();
            }
            CallbackEvent::String { value } if self.unseen == 0 => self.words(&String::from_utf8_lossy(value), at),
            _ => {}
        }
    }

    /// A line break within a sentence divides nothing, and two divide as an empty line does.
    fn tag(&mut self, name: &[u8]) {
        if name == b"br" && !self.is_broken {
            self.is_broken = true;
        } else if !INSIDE_A_LINE.contains(&name) {
            self.is_broken = false;
            self.page.words.end_block();
        }
    }

    /// A text without tags, such as a mail or Markdown: its lines are broken anywhere, quoted with `> `, and marked with stars. A
    /// line that is empty or begins an item of a list ends the sentence before it.
    fn plain_text(&mut self, source: &str) {
        let mut at = 0;
        let mut item = 0;
        for line in source.split_inclusive('\n') {
            let bare = line.trim_start_matches(['>', ' ', '\t']);
            let numbered = number_of_item(bare).filter(|number| !self.page.words.ends_in_a_digit() || *number == item + 1);
            item = numbered.unwrap_or(item);
            if numbered.is_some() || bare.trim().is_empty() || begins_an_item(bare) {
                self.page.words.end_block();
            }
            self.page.words.join_divided(bare);
            let unmarked: String = with_entities_read(bare).chars().filter(|c| !matches!(c, '*' | '`')).collect();
            self.words(&unmarked, at);
            at += line.len();
        }
        self.page.words.end_block();
    }

    fn words(&mut self, words: &str, at: usize) {
        let line = self.lines.of(at);
        if let Some(first) = words.trim_start().chars().next().filter(|_| self.is_broken) {
            self.is_broken = false;
            // A new line that begins with a capital is a sentence or an entry of its own.
            if first.is_uppercase() {
                self.page.words.end_block();
            } else {
                self.page.words.push(" ", line);
            }
        }
        self.page.words.push(words, line);
    }
}

impl Stream {
    /// Adds words that begin on `line` of the source.
    fn push(&mut self, words: &str, mut line: usize) {
        self.marks.push((self.text.len(), line));
        for c in words.chars() {
            if c == '\n' {
                line += 1;
            }
            if !(self.text.is_empty() && (c.is_whitespace() || c.is_control())) {
                fold::push(c, &mut self.text);
            }
            if c == '\n' {
                self.marks.push((self.text.len(), line));
            }
        }
    }

    /// A word divided at the end of a line, `confi-` and `dential`, is one word.
    fn join_divided(&mut self, next: &str) {
        let before = self.text.strip_suffix("- ").and_then(|text| text.chars().next_back());
        if before.is_some_and(char::is_alphabetic) && next.starts_with(char::is_lowercase) {
            self.text.truncate(self.text.len() - 2);
        }
    }

    fn ends_in_a_digit(&self) -> bool {
        self.text.trim_end_matches([' ', '-', '.', ')']).ends_with(|c: char| c.is_ascii_digit())
    }

    fn end_block(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The source line of a byte of the text.
    pub(super) fn line(&self, at: usize) -> usize {
        let mark = self.marks.partition_point(|(start, _)| *start <= at);
        mark.checked_sub(1).map_or(1, |mark| self.marks[mark].1)
    }

    /// The words around bytes of the text, in the same block.
    pub(super) fn quote(&self, at: Range<usize>) -> String {
        // Far enough for the letters wanted, and no further: a page may be one line.
        let reach = 4 * (QUOTE_AROUND + 1);
        let before = &self.text[self.text.floor_char_boundary(at.start.saturating_sub(reach))..at.start];
        let before = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        let after = &self.text[at.end..self.text.floor_char_boundary(at.end + reach)];
        let after = &after[..after.find('\n').unwrap_or(after.len())];
        let start = before.char_indices().rev().nth(QUOTE_AROUND).map_or(0, |(start, _)| start);
        let end = after.char_indices().nth(QUOTE_AROUND).map_or(after.len(), |(end, _)| end);
        let found = &self.text[at];
        let dots = |is_cut| if is_cut { "…" } else { "" };
        format!("{}{}{found}{}{}", dots(start > 0), &before[start..], &after[..end], dots(end < after.len())).trim().to_owned()
    }
}

/// Counts lines as the reading goes on.
struct LineCounter<'a> {
    source: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    const fn new(source: &'a str) -> Self {
        Self { source: source.as_bytes(), at: 0, line: 1 }
    }

    /// The line of a byte; bytes are asked for in rising order, and one that is not gets the line reached so far.
    fn of(&mut self, at: usize) -> usize {
        let at = at.min(self.source.len());
        if at > self.at {
            self.line += self.source[self.at..at].iter().filter(|byte| **byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}
