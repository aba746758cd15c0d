//! Splits a page into its `+++` TOML block and its Markdown, and keeps where each begins.

use std::ops::Range;

/// A page file in two parts, as byte ranges of the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The TOML between the fences.
    pub front: Range<usize>,
    /// Everything after the closing fence.
    pub body: Range<usize>,
}

/// Finds the two parts. `None` when the file does not open with `+++` or never closes it.
#[must_use]
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
