//! Markdown into a small tree of raw blocks, each with its place.
//!
//! Only what the site uses is accepted: paragraphs, `##` and `###` headings, lists, notices (`>`), breaks (`***`), bold,
//! links and `::directives`. Raw HTML, images, tables, code and emphasis are refused with a diagnostic; nothing is sanitised.
//! It does not know which links or directives exist.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag};

use super::file_places::FilePlaces;
use super::slips::{begins_as_a_list, has_tag, hidden_in, left_in_words};
use crate::diagnostic::{Diagnostic, Kind, Place};

/// The body of a page.
#[derive(Debug, Clone, Default)]
pub struct Markdown {
    pub blocks: Vec<RawBlock>,
}

/// One block and where it stands.
#[derive(Debug, Clone)]
pub struct RawBlock {
    /// Where the block begins and ends.
    pub place: Place,
    pub kind: RawKind,
}

#[derive(Debug, Clone)]
pub enum RawKind {
    /// `##` (2) or `###` (3).
    Heading {
        /// The number of `#`.
        level: u8,
        text: Vec<RawInline>,
    },
    Paragraph(Vec<RawInline>),
    /// A list; `start` is the first number of a numbered one.
    List {
        /// The first number, on a numbered list.
        start: Option<u64>,
        /// The blocks of each item.
        items: Vec<Vec<RawBlock>>,
    },
    /// A calm notice, written as a quotation.
    Notice(Vec<RawBlock>),
    /// `***`: what follows belongs to the whole page, and not to the heading above.
    Break,
    /// `::name argument argument`, alone in its paragraph.
    Directive {
        /// The word after `::`.
        name: String,
        /// The words after it.
        arguments: Vec<String>,
    },
}

#[derive(Debug, Clone)]
pub enum RawInline {
    Text(String),
    Strong(Vec<RawInline>),
    Link {
        /// The address between the brackets.
        target: String,
        text: Vec<RawInline>,
        /// Where the link stands.
        place: Place,
    },
}

/// Parses the part `body` of a file's text.
#[must_use]
pub fn parse(file: FilePlaces<'_>, body: Range<usize>) -> (Markdown, Vec<Diagnostic>) {
    let places = FilePlaces { offset: body.start, ..file };
    let events = Parser::new_ext(&file.text[body], Options::empty()).into_offset_iter().peekable();
    let mut walk = MarkdownWalk { events, places, found: Vec::new() };
    let blocks = walk.blocks();
    (Markdown { blocks }, walk.found)
}

struct MarkdownWalk<'a> {
    events: Peekable<OffsetIter<'a>>,
    places: FilePlaces<'a>,
    found: Vec<Diagnostic>,
}

impl MarkdownWalk<'_> {
    /// Blocks up to the end of the container they stand in.
    fn blocks(&mut self) -> Vec<RawBlock> {
        let mut blocks = Vec::new();
        while let Some((event, span)) = self.events.peek().cloned() {
            let place = self.places.place(span);
            match event {
                Event::End(_) => {
                    self.events.next();
                    break;
                }
                Event::Start(tag) if is_block(&tag) => {
                    self.events.next();
                    blocks.extend(self.block(&tag, place));
                }
                Event::Rule => {
                    self.events.next();
                    blocks.push(RawBlock { place, kind: RawKind::Break });
                }
                // The items of a tight list hold text without a paragraph around it.
                Event::Text(_) | Event::Start(_) | Event::SoftBreak | Event::HardBreak => {
                    let text = self.inlines(true);
                    blocks.push(RawBlock { place, kind: RawKind::Paragraph(text) });
                }
                other => {
                    self.refuse(&other, place);
                    self.events.next();
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'_>, place: Place) -> Option<RawBlock> {
        let kind = match tag {
            Tag::Paragraph => paragraph(self.inlines(false)),
            Tag::Heading { level, .. } => self.heading(*level, &place),
            Tag::BlockQuote(_) => RawKind::Notice(self.blocks()),
            Tag::List(start) => RawKind::List { start: *start, items: self.items() },
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                let (message, help) = self.indented(&place);
                self.found.push(Diagnostic::error(place, Kind::Markdown, message).with_help(help));
                self.blocks();
                return None;
            }
            _ => {
                self.found.push(
                    Diagnostic::error(place, Kind::Markdown, "pages use paragraphs, headings, lists, notices (>) and links only")
                        .with_help("take out HTML, code blocks and indented blocks, and write the words as a paragraph"),
                );
                self.blocks();
                return None;
            }
        };
        Some(RawBlock { place, kind })
    }

    /// A line that begins with a tab or four spaces is a block of code to Markdown, and hardly ever meant as one.
    fn indented(&self, place: &Place) -> (&'static str, &'static str) {
        let begun = &self.places.text[..place.span.start.min(self.places.text.len())];
        let line = begun.rfind('\n').map_or(0, |at| at + 1);
        if self.places.text[line..].starts_with([' ', '\t']) && self.places.text[line..].trim_start_matches(' ').starts_with('\t')
        {
            ("this line begins with a tab, and would be read as code", "take the tab away; an empty line begins a new paragraph")
        } else {
            ("this line begins with four spaces or more, and would be read as code", "take the spaces away")
        }
    }

    fn heading(&mut self, level: HeadingLevel, place: &Place) -> RawKind {
        let level = match level {
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            _ => {
                self.found.push(
                    Diagnostic::error(place.clone(), Kind::Markdown, "headings in a page are ## or ###")
                        .with_help("the title in the front matter is the page's only top heading"),
                );
                2
            }
        };
        let text = self.inlines(false);
        if text.is_empty() {
            let fault = Diagnostic::error(place.clone(), Kind::Markdown, "this heading has no words");
            self.found.push(fault.with_help("write them after the ##, or take the line out"));
        }
        RawKind::Heading { level, text }
    }

    fn items(&mut self) -> Vec<Vec<RawBlock>> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks()),
                _ => break,
            }
        }
        items
    }

    /// Text up to the end of its container, or (`loose`) up to the next block or end, which is left in place.
    fn inlines(&mut self, loose: bool) -> Vec<RawInline> {
        let mut text = Vec::new();
        let (mut first, mut tag) = (None, None);
        while let Some((event, span)) = self.events.peek().cloned() {
            match &event {
                Event::End(_) if loose => break,
                Event::Start(tag) if loose && is_block(tag) => break,
                _ => {
                    self.events.next();
                }
            }
            match event {
                Event::End(_) => break,
                Event::Text(words) => {
                    self.words_as_typed(&words, &span, text.is_empty());
                    if words.starts_with(['*', '_', '~']) {
                        first.get_or_insert(span.clone());
                    }
                    if words.contains('<') {
                        tag.get_or_insert(span);
                    }
                    push_text(&mut text, &words);
                }
                Event::SoftBreak | Event::HardBreak => push_text(&mut text, " "),
                Event::Start(Tag::Strong) => text.push(RawInline::Strong(self.inlines(false))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let place = self.places.place(span);
                    text.push(RawInline::Link { target: dest_url.to_string(), text: self.inlines(false), place });
                }
                other => {
                    let place = self.places.place(span);
                    self.refuse(&other, place);
                    if matches!(other, Event::Start(_)) {
                        text.extend(self.inlines(false));
                    }
                }
            }
        }
        self.marks_left(&text, first, tag);
        text
    }

    /// What was meant as a list, a table or a mark, and would be printed as it is typed.
    fn words_as_typed(&mut self, words: &str, span: &Range<usize>, is_first: bool) {
        if is_first && begins_as_a_list(words) {
            self.refuse_words(span.clone(), "this list is printed as typed", "begin each item with - and a space");
        }
        self.left_as_typed(words, span.clone());
        if words.trim().contains('\t') {
            let help = "pages have no tables: write each row as an item of a list, \"- Monday: 9am to 5pm\"";
            self.refuse_words(span.clone(), "a tab stands in this line, as in a table of a word processor", help);
        }
    }

    /// Tags and marks that only the whole text shows: `first` is where a mark may have been meant, `tag` where a tag may stand.
    fn marks_left(&mut self, text: &[RawInline], first: Option<Range<usize>>, tag: Option<Range<usize>>) {
        // What is no tag of HTML to the parser, such as `<o:p>`, it gives as words.
        let is_tagged = text.iter().any(|part| matches!(part, RawInline::Text(words) if has_tag(words)));
        if let Some(span) = tag.filter(|_| is_tagged) {
            let help = "take the tag out: word processors leave such tags in what is copied from them";
            self.refuse_words(span, "a tag stands here, and would be printed as typed", help);
        }
        // The parser gives a mark that was never closed one sign at a time.
        let left = text.iter().find_map(|part| match part {
            RawInline::Text(words) => left_in_words(words).filter(|_| words.contains("**") || words.contains("__")),
            _ => None,
        });
        if let Some(((message, help), span)) = left.zip(first) {
            self.refuse_words(span, message, help);
        }
    }

    /// Marks in the words of a page that were meant as Markdown; one fault a line is enough.
    fn left_as_typed(&mut self, words: &str, span: Range<usize>) {
        let is_typed = |c: char| {
            self.places
                .text
                .get(self.places.offset + span.start..self.places.offset + span.end)
                .is_some_and(|raw| raw.contains(c))
        };
        if hidden_in(words).is_some_and(|(_, c)| !is_typed(c)) {
            self.refuse_words(span, "a character that cannot be seen is written here as an entity", "take it out");
        } else if let Some((message, help)) = left_in_words(words) {
            let at = (self.places.offset + span.start).min(self.places.text.len());
            let line = self.places.text[at..].lines().next().unwrap_or_default();
            let (message, help) =
                if words.contains(['[', ']']) { broken_link(line).unwrap_or((message, help)) } else { (message, help) };
            self.refuse_words(span, message, help);
        }
    }

    fn refuse_words(&mut self, span: Range<usize>, message: &str, help: &str) {
        let place = self.places.place(span);
        if self.found.last().is_none_or(|last| last.place.line != place.line) {
            self.found.push(Diagnostic::error(place, Kind::Markdown, message).with_help(help));
        }
    }

    fn refuse(&mut self, event: &Event<'_>, place: Place) {
        let (message, help) = match event {
            Event::Html(_) | Event::InlineHtml(_) => ("HTML is not used in pages", "write it in plain words or Markdown"),
            Event::Start(Tag::Image { .. }) => ("pages hold no images", "take the image out, or describe it in words"),
            Event::Start(Tag::Emphasis) => ("pages use no italics: they are hard to read", "use plain words, or ** for bold"),
            Event::Code(_) => ("pages hold no code", "take the back-ticks out"),
            _ => ("this kind of Markdown is not used in pages", "use paragraphs, lists, ** for bold and links"),
        };
        self.found.push(Diagnostic::error(place, Kind::Markdown, message).with_help(help));
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn push_text(text: &mut Vec<RawInline>, words: &str) {
    if let Some(RawInline::Text(last)) = text.last_mut() {
        last.push_str(words);
    } else {
        text.push(RawInline::Text(words.to_owned()));
    }
}

/// Why a link that stands in a line is none, where a space is the reason.
fn broken_link(line: &str) -> Option<(&'static str, &'static str)> {
    if line.contains("] (") {
        return Some(("a space stands between ] and ( of this link", "take it out: [words](/address)"));
    }
    let address = line.split_once("](")?.1.split(')').next()?.trim();
    address.contains(' ').then_some((
        "a space stands in the address of this link",
        "take it out, or write %20 in its place where it is part of the address",
    ))
}

/// A paragraph that is one `::directive` is a directive.
fn paragraph(text: Vec<RawInline>) -> RawKind {
    if let [RawInline::Text(words)] = text.as_slice()
        && let Some(directive) = words.strip_prefix("::")
    {
        let mut words = directive.split_whitespace().map(str::to_owned);
        return RawKind::Directive { name: words.next().unwrap_or_default(), arguments: words.collect() };
    }
    RawKind::Paragraph(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (Markdown, Vec<Diagnostic>) {
        let path = "content/pages/x.md".into();
        parse(FilePlaces { path: &path, text, offset: 0, pieces: None }, 0..text.len())
    }

    #[test]
    fn headings_lists_links_and_directives_keep_their_lines() {
        let (page, found) = parsed("Intro **now**.\n\n## Two\n\n- one [A](/a)\n- two\n\n::routes\n\n> Calm.\n");
        assert!(found.is_empty(), "{found:?}");
        let lines: Vec<u32> = page.blocks.iter().map(|block| block.place.line).collect();
        assert_eq!(lines, [1, 3, 5, 8, 10]);
        assert!(matches!(&page.blocks[2].kind, RawKind::List { start: None, items } if items.len() == 2));
        assert!(
            matches!(&page.blocks[3].kind, RawKind::Directive { name, arguments } if name == "routes" && arguments.is_empty())
        );
        assert!(matches!(&page.blocks[4].kind, RawKind::Notice(inner) if inner.len() == 1));
        let (page, found) = parsed("## Last\n\nOne.\n\n***\n\nFor the whole page.\n");
        assert!(found.is_empty() && matches!(page.blocks[2].kind, RawKind::Break), "{found:?}");
    }

    #[test]
    fn a_tab_is_called_a_tab_and_a_tag_of_a_word_processor_is_found() {
        for (text, said) in [
            ("One.\n\n\tTwo.\n", "begins with a tab"),
            ("One.\n\n    Two.\n", "four spaces"),
            ("One.<o:p></o:p>\n", "a tag stands here"),
            ("<o:p></o:p>\n", "a tag stands here"),
        ] {
            let (_, found) = parsed(text);
            assert!(found.iter().any(|fault| fault.message.contains(said)), "{text:?}: {found:?}");
        }
        assert!(parsed("Less than < 3, or > 4.\n").1.is_empty());
    }

    #[test]
    fn html_images_code_and_italics_are_refused_with_their_place() {
        for bad in ["<b>x</b>\n", "text <i>x</i>\n", "![a](b)\n", "`code`\n", "*soft*\n", "# One\n", "    indented\n"] {
            let (_, found) = parsed(bad);
            assert!(found.iter().all(|fault| fault.kind == Kind::Markdown && fault.place.line == 1), "{bad}: {found:?}");
            assert!(!found.is_empty(), "{bad}");
        }
    }

    #[test]
    fn markdown_that_was_meant_and_not_understood_is_refused() {
        for bad in [
            "[x] (/y)",
            "[x](/y z.",
            "[x][nope]",
            "##Title",
            "a ** b",
            "| a | b |\n|---|---|\n",
            "- [ ] a",
            "~~old~~",
            "• one",
            "- • one",
            "This is **bold for you.",
            "This is __more.",
            "Call `childline now.",
            "– A point",
            "- – A point",
            "a&#x202E;b",
            "a&shy;b",
            "[x]",
            "-one",
            "1.one",
            "a) one",
            "o one",
            "☐ do",
            "## ",
            "==hi==",
            "{% x %}",
            "See https://childline.example.",
            "See www.childline.example",
            "Write to a@b.example.",
        ] {
            let (_, found) = parsed(bad);
            assert!(found.iter().any(|fault| fault.kind == Kind::Markdown), "{bad}: {found:?}");
        }
        for good in [
            "Ring 999 (now).",
            "5 * 3",
            "a – b",
            "(see [help](/crisis))",
            "- one",
            "1. one",
            "9.30am is fine",
            "-5 degrees",
            "O dear",
        ] {
            assert_eq!(parsed(good).1, [], "{good}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_parsed_without_panic(text in "[ -~\n]{0,200}") {
            let _ = parsed(&text);
        }
    }
}
