//! Splits a page into its `+++` TOML block and its Markdown, and keeps where each begins.

use std::ops::Range;

use super::file_places::FileLines;
use crate::diagnostic::{Diagnostic, Kind};

/// A page file in two parts, as byte ranges of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The TOML between the fences.
    pub front: Range<usize>,
    /// Everything after the closing fence.
    pub body: Range<usize>,
}

/// Finds the two parts. `None` when the file does not open with `+++` or never closes it.
pub fn split(text: &str) -> Option<Parts> {
    let first_line = text.split_inclusive('\n').next()?;
    if first_line.trim_end() != "+++" {
        return None;
    }
    let start = first_line.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some(Parts { front: start..at, body: at + line.len()..text.len() });
        }
        at += line.len();
    }
    None
}

/// Why a page has no block of keys, at the line where it should begin or end.
pub(super) fn fault(file: &FileLines) -> Diagnostic {
    let mut lines = file.text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let at_span = |span: Range<usize>, message: &str, help: &str| {
        Diagnostic::error(file.places().place(span), Kind::FrontMatter, message).with_help(help)
    };
    if first.trim_end() != "+++" {
        let message = match first.trim() {
            "---" => "a page begins with a block between two lines of +++, not of ---",
            "" => "a page begins with a block between two lines of +++, and nothing may stand before it, not even an empty line",
            _ => "a page begins with a block between two lines of +++",
        };
        return at_span(
            0..first.len().max(1),
            message,
            "write +++ in the first line, title = \"…\" and the other keys below it, and +++ again",
        );
    }
    let mut at = first.len();
    for line in lines {
        let words = line.trim();
        let is_key =
            words.split_once('=').is_some_and(|(key, _)| !key.contains(' ') || key.trim_end() == key.trim_end().replace(' ', ""));
        let belongs = words.is_empty() || words.starts_with(['#', '[', ']', '"', '}', '{']) && !words.starts_with("##") || is_key;
        if !belongs {
            let message = "the block of keys at the beginning of this page has no +++ at its end";
            return at_span(at..at + line.len(), message, "write a line +++ before this line, where the words for readers begin");
        }
        at += line.len();
    }
    at_span(
        0..3,
        "a page begins with a block between two lines of +++, and the second is missing",
        "write +++ after the last key",
    )
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_page_splits_into_front_matter_and_body_with_true_offsets() {
        let text = "+++\ntitle = \"A\"\n+++\n\nBody\n";
        let parts = split(text).unwrap();
        assert_eq!(&text[parts.front], "title = \"A\"\n");
        assert_eq!(&text[parts.body], "\nBody\n");
    }

    #[test]
    fn a_page_without_both_fences_has_no_parts() {
        assert_eq!(split("title = 1"), None);
        assert_eq!(split("+++\ntitle = 1\n"), None);
        assert_eq!(split(""), None);
    }

    proptest::proptest! {
        #[test]
        fn any_front_and_body_come_back_as_they_were_written(front in "([a-z =\"]{0,20}\n){0,6}", body in "[ -~\n]{0,80}") {
            let text = format!("+++\n{front}+++\n{body}");
            let parts = split(&text).unwrap();
            proptest::prop_assert_eq!(&text[parts.front], front.as_str());
            proptest::prop_assert_eq!(&text[parts.body], body.as_str());
        }
    }
}
