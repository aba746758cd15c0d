//! What stands where somebody meant to write something: a template's line, a note to oneself, filler, an address kept for examples.
//!
//! Takes one text, gives what it is. The one list of them: it is asked for every value of every file and every line of a page, so a word
//! stands in it only if no sentence for readers needs it.

/// Lines of the starting files of `waymark new` that an editor has to write anew.
pub const FIRST_WORDS: &str = "The one thing to do or know first.";

const TEMPLATE: &str = "this is still the template's \"…\"";
const FIRST_LINE: &str = "this is still the template's first line";
const UNSAID: &str = "this says nothing yet";
const NOTE: &str = "this is a note for somebody who writes, and readers would see it";
const FILLER: &str = "this is filler text";
const BLANK: &str = "this is a place to be filled in";
const EXAMPLE: &str = "this is an address for examples, and nobody's own";

/// Texts that are one of these and nothing else.
const ALONE: &[(&str, &[&str])] = &[
    (UNSAID, &["x", "…?"]),
    (
        NOTE,
        &[
            "tba",
            "todo",
            "to do",
            "n/a",
            "na",
            "to follow",
            "to come",
            "text to come",
            "text to follow",
            "words to come",
            "details to come",
            "details to follow",
            "more to come",
            "more to follow",
            "coming soon",
            "under construction",
            "not yet known",
            "not yet written",
            "fill in",
            "fill this in",
            "fill me in",
        ],
    ),
    (FILLER, &["placeholder", "sample text", "dummy text", "some text", "asdf"]),
    (
        BLANK,
        &[
            "your name",
            "your council",
            "your service",
            "your organisation",
            "your number",
            "your website",
            "your area",
            "council name",
            "service name",
            "organisation name",
            "page title",
            "page name",
            "title here",
            "name here",
        ],
    ),
    (BLANK, &["https://", "http://", "https://…", "https://...", "http://…", "http://...", "www.", "www.…", "www...."]),
    (
        EXAMPLE,
        &[
            "https://example.com",
            "https://example.org",
            "https://example.net",
            "https://www.example.com",
            "https://www.example.org",
            "https://www.example.net",
            "http://example.com",
            "http://www.example.com",
            "example.com",
            "www.example.com",
            "name@example.com",
            "name@example.org",
            "you@example.com",
            "info@example.com",
            "email@example.com",
        ],
    ),
];

/// Words of which a filler is made, however often they are repeated.
const REPEATED: &[&str] = &["blah", "bla", "yada", "lorem", "ipsum", "foo"];

/// Signs that say nothing where no word stands beside them.
const SIGNS: &str = "?….-–—_";

/// Words that no sentence for readers has, however they are written.
const WORDS: &[(&str, &[&str])] = &[(NOTE, &["tbc", "tbd", "fixme", "tktk"]), (FILLER, &["lorem"])];

/// Words that are notes in capitals, and may be words otherwise.
const CAPITALS: &[&str] = &["TODO", "TBA"];

/// Parts of a text that give it away.
const PARTS: &[(&str, &[&str])] = &[
    (NOTE, &["to be confirmed", "to be decided", "to be added", "to be written", "to be completed"]),
    (FILLER, &["lorem ipsum", "dolor sit amet"]),
    (
        BLANK,
        &[
            "insert name",
            "insert number",
            "insert text",
            "insert here",
            "insert your",
            "[insert",
            "(insert",
            "<insert",
            "{insert",
            "your text here",
            "text goes here",
            "[name]",
            "[number]",
            "[council]",
            "[service]",
            "[area]",
            "[date]",
            "[link]",
            "<name>",
            "{name}",
            "{{",
        ],
    ),
];

/// How a text begins that says what ought to stand there, when it has no more than a few words.
const BEGINNINGS: &[&str] =
    &["insert ", "name of ", "number of the ", "add name", "add number", "put name", "enter name", "enter your "];
/// A sentence has more.
const FEW: usize = 5;

/// What nobody meant to be read, if the text is that.
pub(super) fn placeholder(text: &str) -> Option<&'static str> {
    alone(&plain(text)).or_else(|| within(text))
}

/// In small letters, with one ordinary space between two words.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A text that is one of these and nothing else.
fn alone(plain: &str) -> Option<&'static str> {
    let bare = plain.trim_end_matches(['.', '!', ':', '/', ' ']);
    if !plain.is_empty() && plain.chars().all(|c| SIGNS.contains(c)) {
        return Some(if plain.chars().all(|c| matches!(c, '…' | '.')) { TEMPLATE } else { UNSAID });
    }
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_some() && words.all(|word| REPEATED.contains(&word)) {
        return Some(FILLER);
    }
    let is_it = |one: &&str| plain == *one || bare == *one;
    ALONE.iter().find(|(_, texts)| texts.iter().any(is_it)).map(|(what, _)| *what)
}

/// A text that has one of these in it.
fn within(text: &str) -> Option<&'static str> {
    let plain = plain(text);
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Crossed out for digits or names: xxx, XXXX, 01632 xxxxxx.
    let is_crossed = |word: &str| word.len() > 2 && word.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    if text.contains(FIRST_WORDS) {
        return Some(FIRST_LINE);
    }
    if words().any(|word| CAPITALS.contains(&word) || is_crossed(word)) {
        return Some(NOTE);
    }
    let is_short = plain.split_whitespace().count() <= FEW;
    if is_short && BEGINNINGS.iter().any(|start| plain.starts_with(start)) {
        return Some(BLANK);
    }
    let word = WORDS.iter().find(|(_, known)| words().any(|word| known.contains(&word.to_lowercase().as_str())));
    let part = || PARTS.iter().find(|(_, parts)| parts.iter().any(|part| plain.contains(part)));
    word.or_else(part).map(|(what, _)| *what)
}

/// The same for a line of a page, where a sheet to print may ask for "Your name" or "Name of the school". A line `is_whole` when it is
/// a paragraph, a heading or an item of a list: the last line of a sentence may have any few words.
pub(super) fn in_line(line: &str, is_whole: bool) -> Option<&'static str> {
    // The brackets of a link hold its words.
    let line = if line.contains("](") { line.replace('[', " ") } else { line.to_owned() };
    let plain = plain(&line);
    let is_part = || PARTS.iter().any(|(_, parts)| parts.iter().any(|part| plain.contains(part)));
    let found = alone(&plain).filter(|what| is_whole || *what == TEMPLATE).or_else(|| within(&line));
    found.filter(|what| *what != BLANK || is_part())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_of_the_list_is_found_as_it_stands_and_in_other_letters() {
        let tables = ALONE.iter().chain(WORDS).chain(PARTS);
        for (what, texts) in tables {
            for text in *texts {
                assert_eq!(placeholder(text), Some(*what), "{text}");
                assert!(placeholder(&format!(" {} ", text.to_uppercase())).is_some(), "{text}");
            }
        }
        for text in CAPITALS {
            assert_eq!(placeholder(&format!("{text} ask them")), Some(NOTE), "{text}");
        }
        for start in BEGINNINGS {
            assert_eq!(placeholder(&format!("{start}x1")), Some(BLANK), "{start}");
        }
    }

    #[test]
    fn what_editors_leave_behind_is_found_wherever_it_stands() {
        for text in [
            "Tbc",
            "TBC",
            "Tbc.",
            "Hours: tbc",
            "To be confirmed",
            "The number is to be confirmed",
            "N/A",
            "n/a",
            "xxx",
            "XXXX",
            "01632 xxxxxx",
            "Lorem",
            "Lorem ipsum dolor",
            "https://…",
            "https://",
            "https://example.com",
            "https://example.com/",
            "https://www.example.org",
            "Name of council",
            "Name of the council",
            "Insert name",
            "Insert council name here",
            "Ring [name] on [number]",
            "FIXME",
            "...",
            "Council name",
            "to do",
            "To do.",
            "????",
            "?",
            "…",
            "….",
            "—",
            "___",
            "Text to come.",
            "blah blah",
            "Blah, blah, blah…",
            "tbc\u{a0}",
            "to\u{a0}be\u{a0}confirmed",
            "Details to follow",
            FIRST_WORDS,
        ] {
            assert!(placeholder(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_readers_are_told_is_none() {
        for text in [
            "You do not have to give your name",
            "Find your council",
            "Essex County Council",
            "O'Neill & Co",
            "Mexx",
            "Todo está bien",
            "Name of the person who did this, if you know it",
            "The name of your child's school can be left out",
            "NAPAC",
            "x-ray",
            "https://www.example.org/help",
            "https://help.northshire.example",
            "Confirmed on 24 November 2026",
            "Area: Essex",
            "Insertion",
            "Coming soon after that, the police will ring",
            "0800 1111",
            "na\u{ef}ve",
            "They go on and on, blah blah, and you stop listening",
            "What do I have to do?",
            "/",
            "?!",
            "More to come to terms with",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }

    #[test]
    fn a_sheet_to_fill_in_may_ask_for_a_name_and_a_page_may_not_be_unfinished() {
        for text in ["Your name", "Name of the school:", "Print [posters](/schools/posters) and the [link](/schools/link-kit)."] {
            assert_eq!(in_line(text, true), None, "{text}");
        }
        for text in ["Insert name here", "TBC", "…", "????", "Text to come.", "blah blah", "Ring [number] today"] {
            assert!(in_line(text, true).is_some(), "{text}");
        }
    }

    #[test]
    fn the_last_words_of_a_sentence_in_a_line_of_their_own_are_no_note() {
        for text in ["to do.", "more to come.", "blah blah."] {
            assert_eq!(in_line(text, false), None, "{text}");
        }
        assert!(in_line("to be confirmed", false).is_some());
    }

    #[test]
    fn nothing_that_is_published_is_suspected() {
        let tree = crate::content::source::SourceTree::built_in();
        let (_, found) = crate::content::read(&tree);
        let suspected: Vec<_> = found.iter().filter(|fault| fault.kind == crate::diagnostic::Kind::Placeholder).collect();
        assert!(suspected.is_empty(), "{suspected:#?}");
    }
}
