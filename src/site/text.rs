//! The body of a page as a small tree: blocks and runs of text, every link resolved.

use super::id::{PagePath, ServiceId};
use super::job::Job;
use crate::diagnostic::Place;

/// A text that readers see, and where it was written.
#[derive(Debug, Clone)]
pub struct Prose {
    pub place: Place,
    pub text: String,
    /// Numbers in it that come from the files of services.
    pub filled: Vec<String>,
}

impl Prose {
    /// A text that is shown as it was written.
    #[must_use]
    pub fn new(place: Place, text: impl Into<String>) -> Self {
        Self { place, text: text.into(), filled: Vec::new() }
    }
}

/// A block of a page and where it was written.
#[derive(Debug, Clone)]
pub struct Block {
    pub place: Place,
    pub kind: BlockKind,
}

#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A heading inside the page, level 2 or 3.
    Heading {
        /// 2 or 3.
        level: u8,
        /// The fragment that links may name.
        id: String,
        text: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    /// A list; numbered when `start` is given.
    List {
        /// The first number.
        start: Option<u64>,
        /// The items, each of one or more blocks.
        items: Vec<Vec<Block>>,
    },
    Notice(Vec<Block>),
    /// What follows belongs to the whole page, and not to the heading above.
    Break,
    /// The page's own routes, the primary first.
    Routes,
    ServiceCard(ServiceId),
    /// Who does a local job in each area.
    Area(Job),
    /// The limit of what a service keeps private, in one sentence.
    Limit {
        service: ServiceId,
        /// The readers it is said to, by the names of the service file.
        audience: String,
    },
    /// What these services must pass on.
    Confidentiality(Vec<ServiceId>),
    /// One block a service: name, private, passed on.
    CompareConfidentiality(Vec<ServiceId>),
    Crisis,
    /// What stands under the next heading opens by itself, and prints by itself.
    Sheet,
}

#[derive(Debug, Clone)]
pub enum Inline {
    Text(String),
    Strong(Vec<Inline>),
    Link { target: Link, text: Vec<Inline>, place: Place },
}

/// Where a link in running text leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A page of guidance, and perhaps a heading in it.
    Page {
        path: PagePath,
        /// The heading's id.
        fragment: Option<String>,
    },
    /// Another address of this site that is generated: an outcome, a download.
    Generated(String),
    Service(ServiceId),
    /// A service's number, tappable.
    Call(ServiceId),
    /// A service's own website.
    Visit(ServiceId),
    /// Any other website.
    External(String),
}

/// The plain words of a run of text, as a reader sees or hears them.
pub fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(words) => out.push_str(words),
            Inline::Strong(inner) | Inline::Link { text: inner, .. } => out.push_str(&plain(inner)),
        }
    }
    out
}

/// Calls `visit` for every run of text in `blocks`, in reading order, with the block it stands in.
pub fn each_text<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block, &'a [Inline])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => visit(block, text),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_text(item, visit)),
            BlockKind::Notice(inner) => each_text(inner, visit),
            _ => {}
        }
    }
}

/// Calls `visit` for every link in `text`, bold or not.
pub fn each_link<'a>(text: &'a [Inline], visit: &mut impl FnMut(&'a Link, &'a [Inline], &'a Place)) {
    for inline in text {
        match inline {
            Inline::Text(_) => {}
            Inline::Strong(inner) => each_link(inner, visit),
            Inline::Link { target, text, place } => visit(target, text, place),
        }
    }
}

/// The sentences of a text: up to a full stop, question or exclamation mark that white space or a closing quote follows.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in memchr::memchr3_iter(b'.', b'?', b'!', text.as_bytes()) {
        let after = text[at + 1..].chars().next();
        if after.is_some_and(|after| after.is_whitespace() || matches!(after, '”' | '’')) {
            out.push(text[start..=at].trim());
            start = at + 1;
        }
    }
    out.push(text[start..].trim());
    out.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    out
}

/// Straight quotation marks as typed become the curly ones of print.
pub fn typeset(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut copied = 0;
    for at in memchr::memchr2_iter(b'\'', b'"', text.as_bytes()) {
        out.push_str(&text[copied..at]);
        let before = text[..at].chars().next_back();
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '-' | '–'));
        out.push(match (&text[at..=at], opens) {
            ("'", true) => '‘',
            ("'", false) => '’',
            (_, true) => '“',
            (_, false) => '”',
        });
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    out
}

/// A heading's text as a fragment: lower-case words joined by hyphens.
pub fn fragment(text: &str) -> String {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.replace(['\'', '’'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_and_apostrophes_are_set_as_in_print() {
        assert_eq!(typeset("I'm \"here\" (it's 'so')"), "I’m “here” (it’s ‘so’)");
    }

    #[test]
    fn a_heading_becomes_a_fragment_of_its_words() {
        assert_eq!(fragment("What you can do now"), "what-you-can-do-now");
        assert_eq!(fragment("If you're over 18: CEOP"), "if-youre-over-18-ceop");
    }

    proptest::proptest! {
        #[test]
        fn typesetting_changes_nothing_but_quotation_marks(text in "[a-z '\"()-]{0,60}") {
            let back = typeset(&text).replace(['‘', '’'], "'").replace(['“', '”'], "\"");
            proptest::prop_assert_eq!(back, text);
        }
    }
}
