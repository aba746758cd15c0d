//! What an editor typed and no reader should see: marks of a merge, characters that cannot be seen, and Markdown in plain texts.
//!
//! Takes the text of a file, gives diagnostics. It looks at letters only and knows no format but TOML's strings.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::file_places::FilePlaces;
use super::mojibake::{asked_in_a_word, broken_in};
use super::placeholders::{self, placeholder};
use crate::diagnostic::{Diagnostic, Kind};

/// Texts that are patterns or lists of words rather than sentences for readers.
const PATTERNS: [&str; 5] = ["search.toml", "words.toml", "page-rules.toml", "redirects.toml", "confirmed.toml"];

/// Faults of any file: what a merge left behind, and characters that cannot be seen.
pub(super) fn in_text(places: &FilePlaces<'_>) -> Vec<Diagnostic> {
    if let Some(fault) = bare_line_ends(places) {
        return vec![fault];
    }
    let is_for_readers = !places.path.contains("/questions/") && !PATTERNS.iter().any(|name| places.path.ends_with(name));
    let mut found = Vec::new();
    let mut at = 0;
    for line in places.text.split_inclusive('\n') {
        if is_mark_of_a_merge(line) {
            let fault = Diagnostic::error(
                places.place(at..at + line.len()),
                Kind::Syntax,
                "two versions of this file were merged and not joined",
            );
            found.push(
                fault.with_help("keep the version that is right, and take out the lines that begin with seven of < = > or |"),
            );
        }
        let hidden = hidden_in(line).filter(|(within, _)| at + within > 0);
        if let Some((within, c)) = hidden {
            let place = places.place(at + within..at + within + c.len_utf8());
            found.push(unseen(place, c));
        }
        if let Some((within, letters)) = broken_in(line) {
            let message = format!("letters were lost when this file was saved: {letters}");
            let help = "type the letter that was meant, often ’ or £ or é, and save the file as UTF-8";
            let place = places.place(at + within..at + within + letters.len());
            found.push(Diagnostic::error(place, Kind::NotUtf8, message).with_help(help));
        } else if let Some((within, word)) = asked_in_a_word(line).filter(|_| is_for_readers && !line.starts_with('#')) {
            let place = places.place(at + within..at + within + word.len());
            let help = "type the letter that was meant, such as ŵ or é, or a space behind the question mark";
            let message = "a question mark stands in a word, as programs write it for a letter that they do not have";
            found.push(Diagnostic::warning(place, Kind::NotUtf8, message).with_help(help));
        }
        at += line.len();
    }
    found
}

fn is_mark_of_a_merge(line: &str) -> bool {
    let first = line.bytes().next();
    first.is_some_and(|first| b"<>=|".contains(&first)) && line.bytes().take_while(|byte| Some(*byte) == first).count() == 7
}

/// A file whose lines end as they did on a Mac before 2001: all of it would be one line.
fn bare_line_ends(places: &FilePlaces<'_>) -> Option<Diagnostic> {
    let bytes = places.text.as_bytes();
    let at = memchr::memchr_iter(b'\r', bytes).find(|at| bytes.get(at + 1) != Some(&b'\n'))?;
    let message = "lines of this file end in a bare CR, as old programs for the Mac wrote them, and cannot be told apart";
    let help = "save it with the line ends of Unix (LF) or Windows (CR LF)";
    Some(Diagnostic::error(places.place(at..at + 1), Kind::Syntax, message).with_help(help))
}

/// A control character in the line of an offset in a document: no TOML may hold one, and its reader names it by no name.
pub(super) fn control_beside(places: &FilePlaces<'_>, at: usize) -> Option<Diagnostic> {
    let at = (places.offset + at).min(places.text.len());
    let start = places.text[..places.text.floor_char_boundary(at)].rfind('\n').map_or(0, |end| end + 1);
    let line = places.text[start..].lines().next().unwrap_or_default();
    let (within, c) = line.char_indices().find(|(_, c)| c.is_control() && *c != '\t')?;
    let place = |at: usize| places.place(at..at + c.len_utf8());
    Some(unseen(place((start + within).saturating_sub(places.offset)), c))
}

fn unseen(place: crate::diagnostic::Place, c: char) -> Diagnostic {
    let message = format!("a character that cannot be seen stands here (U+{:04X})", u32::from(c));
    Diagnostic::error(place, Kind::WrongValue, message).with_help("take it out: type the words around it again")
}

/// The first character of a text that cannot be seen, and where it stands. A joiner may stand after a letter of a script that
/// needs it, or inside an emoji.
pub(super) fn hidden_in(text: &str) -> Option<(usize, char)> {
    // All of them lie outside ASCII, but for the controls.
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t')) {
        return None;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        // The last picks the coloured form of a sign, and stands after one.
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}');
        if is_hidden(c) || is_joiner && !may_be_joined(before) {
            return Some((at, c));
        }
        before = c;
    }
    None
}

const fn may_be_joined(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1cff}' | '\u{a000}'..='\u{d7ff}' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Marks that turn the direction of letters round, characters without a shape, breaks of lines and notes that only programs write, and
/// signs of one font alone (Word's bullets). Joiners are looked at where they stand.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2028}' | '\u{2029}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{e000}'..='\u{f8ff}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{f0000}'..='\u{10ffff}'
            | '\u{e0000}'..='\u{e01ef}'
    ) || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Characters that cannot be seen and are written as an escape, so that the file itself does not hold them.
fn hidden_by_escape(places: &FilePlaces<'_>, value: &Spanned<DeValue<'_>>, found: &mut Vec<Diagnostic>) {
    match value.get_ref() {
        DeValue::String(text) => {
            let written = value.span();
            let raw = places.text.get(places.offset + written.start..places.offset + written.end).unwrap_or_default();
            if let Some((_, c)) = hidden_in(text).filter(|(_, c)| !raw.contains(*c)) {
                found.push(unseen(places.place(written), c));
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| hidden_by_escape(places, item, found)),
        DeValue::Table(table) => table.values().for_each(|item| hidden_by_escape(places, item, found)),
        _ => {}
    }
}

/// Faults of the plain texts of a TOML document.
pub(super) fn in_values(places: &FilePlaces<'_>, table: &Spanned<DeTable<'_>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    table.get_ref().values().for_each(|value| hidden_by_escape(places, value, &mut found));
    if !PATTERNS.iter().any(|name| places.path.ends_with(name)) && !places.path.contains("/questions/") {
        table.get_ref().values().for_each(|value| value_faults(places, value, &mut found));
    }
    found
}

fn value_faults(places: &FilePlaces<'_>, value: &Spanned<DeValue<'_>>, found: &mut Vec<Diagnostic>) {
    match value.get_ref() {
        DeValue::String(text) => {
            if let Some(message) = placeholder(text) {
                found.push(unwritten(places.place(value.span()), message));
            } else if let Some((message, help)) = plain_fault(text) {
                found.push(Diagnostic::error(places.place(value.span()), Kind::WrongValue, message).with_help(help));
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| value_faults(places, item, found)),
        DeValue::Table(table) => table.values().for_each(|item| value_faults(places, item, found)),
        _ => {}
    }
}

/// Lines of a page that nobody meant to be read.
pub(super) fn placeholders_in_page(places: &FilePlaces<'_>, body: std::ops::Range<usize>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut at = body.start;
    let mut lines = places.text[body].split_inclusive('\n').peekable();
    let is_mark = |c: char| matches!(c, '#' | '-' | '*' | '>' | ' ');
    let begins = |line: &str| line.trim().is_empty() || line.trim_start().starts_with(is_mark);
    let mut is_after_end = true;
    while let Some(line) = lines.next() {
        let is_whole = (is_after_end || begins(line)) && lines.peek().is_none_or(|next| begins(next));
        is_after_end = line.trim().is_empty() || line.trim_start().starts_with('#');
        if let Some(message) = placeholders::in_line(line.trim().trim_start_matches(is_mark), is_whole) {
            found.push(unwritten(places.place(at..at + line.trim_end().len()), message));
        }
        at += line.len();
    }
    found
}

fn unwritten(place: crate::diagnostic::Place, message: &str) -> Diagnostic {
    Diagnostic::error(place, Kind::Placeholder, message).with_help("write what readers should see, or take the line out")
}

/// What stands in a plain text and would be printed as it is.
fn plain_fault(text: &str) -> Option<(&'static str, &'static str)> {
    if text.trim() != text {
        return Some(("this text begins or ends with a space or a line break", "take it out"));
    }
    if !text.is_empty() && text.chars().all(|c| c.is_whitespace() || is_hidden(c) || matches!(c, '\u{200c}' | '\u{200d}')) {
        return Some(("this text says nothing", "write it, or take the line out"));
    }
    if has_tag(text) {
        return Some(("this is a plain text, and HTML would be printed as typed", "take the tags out"));
    }
    if has_entity(text) {
        return Some(("this is a plain text, and `&…;` would be printed as typed", "write the sign itself: & for &amp;"));
    }
    if text.contains('\t') {
        return Some(("a tab stands in this text", "type a space instead"));
    }
    if text.contains('\n') {
        return Some(("this text goes on in a second line, and is printed as one", "write it in one line"));
    }
    if text.starts_with("::") || text.contains(" ::") {
        return Some((
            "this is a plain text, and a directive would be printed as typed",
            "take it out; directives stand in pages only",
        ));
    }
    let is_begun = ["# ", "## ", "### ", "- ", "* ", "> ", "– ", "• "].iter().any(|mark| text.starts_with(mark));
    let is_begun = is_begun || begins_with_bullet(text) || begins_with_number(text) || is_between(text, '*');
    if is_begun
        || has_emphasis(text)
        || text.contains('[')
        || text.contains("**")
        || text.contains("](")
        || text.contains('`')
        || text.contains("~~")
    {
        return Some((
            "this is a plain text, and Markdown would be printed as typed",
            "take the marks out; links stand in pages only",
        ));
    }
    None
}

/// A tag, of HTML or as word processors write them (`<o:p>`).
pub(super) fn has_tag(text: &str) -> bool {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    text.split('<').skip(1).any(|rest| begins(rest) && rest.contains('>'))
}

/// A sign that begins an item of a list elsewhere.
fn begins_with_bullet(words: &str) -> bool {
    words.starts_with(['•', '●', '◦', '‣', '▪', '▫', '■', '□', '·', '∙', '○', '➢', '➤', '✓', '✔', '☐', '☑', '☒', '❖', '►'])
}

/// `1. words` or `a) words`, as lists are numbered elsewhere. A sentence may begin with a year or a time.
fn begins_with_number(words: &str) -> bool {
    let Some((mark, rest)) = words.split_once(['.', ')']) else { return false };
    let is_dotted = words[mark.len()..].starts_with('.');
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_dotted;
    // "1.one" is no number with a part; "9.30am" is.
    (is_number || is_letter) && rest.trim_start().starts_with(char::is_alphabetic)
}

/// A word or more between two `_`.
fn has_emphasis(text: &str) -> bool {
    is_between(text, '_')
}

/// A word or more between two of a mark.
fn is_between(text: &str, mark: char) -> bool {
    let opens = |before: Option<char>, after: Option<char>| {
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(mark).any(|(at, _)| {
        let rest = &text[at + 1..];
        let closes = |(end, _): (usize, &str)| opens(rest[end + 1..].chars().next(), rest[..end].chars().next_back());
        opens(text[..at].chars().next_back(), rest.chars().next()) && rest.match_indices(mark).any(closes)
    })
}

fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let name = rest.split(';').next().filter(|name| name.len() < rest.len()).unwrap_or_default();
        (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
    })
}

/// What is left in the words of a page where Markdown was meant and not understood, and how it is written.
pub(super) fn left_in_words(words: &str) -> Option<(&'static str, &'static str)> {
    if words.contains(['[', ']']) {
        Some((
            "this link is not written as one, and is printed as typed",
            "write [words](/address): both brackets closed, and nothing between ] and (",
        ))
    } else if words.contains("**") || words.contains("__") || words.contains("~~") {
        Some(("these marks are printed as typed", "bold is **words**, with no space inside the stars"))
    } else if words.contains('`') {
        Some(("a back-tick is printed as typed", "take it out: pages hold no code"))
    } else if words.starts_with('#') {
        Some(("this heading is printed as typed", "write ## and a space before the heading"))
    } else if words.contains("==") {
        Some(("these marks are printed as typed", "bold is **words**, with no space inside the stars"))
    } else if words.contains("{%") || words.contains("{{") || words.contains("%}") {
        Some(("this is code of a template, and is printed as typed", "take it out"))
    } else if let Some(address) = bare_address(words) {
        Some(address)
    } else if words.starts_with('|') || words.contains(" | ") {
        Some(("pages have no tables, and this is printed as typed", "write a list"))
    } else {
        None
    }
}

/// An address that nobody can press.
fn bare_address(words: &str) -> Option<(&'static str, &'static str)> {
    let is_web = |word: &str| word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
    let is_email = |word: &str| {
        let host = word.split_once('@').filter(|(name, _)| !name.is_empty()).map(|(_, host)| host);
        host.is_some_and(|host| host.trim_end_matches(['.', ',', ')', ';']).contains('.'))
    };
    let mut bare = words.split_whitespace().map(|word| word.trim_start_matches(['(', '<', '"', '“']));
    bare.any(|word| is_web(word) || is_email(word)).then_some((
        "an address stands here as words, and nobody can press it",
        "write [words](visit:NAME) with the name of a service's file for NAME, or [words](https://…)",
    ))
}

/// What was meant as the mark of a list and is none, at the beginning of a paragraph.
pub(super) fn begins_as_a_list(words: &str) -> bool {
    let dash = words.strip_prefix(['–', '—', '−', '-', '*', '+']);
    // Outlook's second bullet is a small o.
    let is_marked = dash
        .or_else(|| words.strip_prefix("o "))
        .is_some_and(|rest| rest.starts_with([' ']) || dash.is_some() && rest.starts_with(char::is_alphabetic));
    is_marked
        || words.strip_prefix("o ").is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        || begins_with_bullet(words)
        || begins_with_number(words)
}

/// Lines of a page's body that begin as a directive and stand in a paragraph or a list, so that they are printed as words.
pub(super) fn buried_directives(places: &FilePlaces<'_>, body: std::ops::Range<usize>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut at = body.start;
    let lines: Vec<&str> = places.text[body].split_inclusive('\n').collect();
    let bare = |line: &str| line.trim().trim_start_matches(['>', ' ']).trim().to_owned();
    for (n, line) in lines.iter().enumerate() {
        let words = bare(line);
        let item = words
            .trim_start_matches(['-', '*', '+', ' '])
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
        let is_alone = [n.checked_sub(1), Some(n + 1)]
            .into_iter()
            .flatten()
            .all(|other| lines.get(other).is_none_or(|other| bare(other).is_empty()));
        let begins = |words: &str| words.starts_with(|c: char| c.is_ascii_lowercase());
        let is_buried = item.starts_with("::") && !(words.starts_with("::") && is_alone)
            || line.split_once(" ::").is_some_and(|(before, rest)| begins(rest) && !bare(before).is_empty());
        if item.strip_prefix(':').is_some_and(begins) {
            let fault = Diagnostic::error(places.place(at..at + line.len()), Kind::Directive, "this would be printed as words");
            found.push(fault.with_help("a directive begins with two colons: ::"));
        } else if is_buried {
            let fault = Diagnostic::error(places.place(at..at + line.len()), Kind::Directive, "this would be printed as words");
            found.push(fault.with_help("a directive stands alone: put an empty line before and after it, and no mark of a list"));
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places<'a>(path: &'a std::sync::Arc<str>, text: &'a str) -> FilePlaces<'a> {
        FilePlaces { path, text, offset: 0, pieces: None }
    }

    #[test]
    fn marks_of_a_merge_and_characters_that_cannot_be_seen_are_found_at_their_line() {
        let path = "content/pages/x.md".into();
        for bad in [
            "a\n<<<<<<< HEAD\n",
            "a\n>>>>>>> main\n",
            "a\n=======\n",
            "a\n||||||| base\n",
            "a\nb\u{202e}c\n",
            "a\nb\u{200b}\n",
            "a\n\u{2066}b",
            "a\nb\u{61c}",
            "a\nb\u{34f}c",
            "a\n\u{3164}",
            "a\nb\u{2800}",
            "a\nb\u{200d}c",
            "a\nb\u{2028}c",
            "a\nb\u{2029}c",
            "a\n\u{f0b7} b",
            "a\nb\u{e000}",
            "a\nb\u{fff9}",
            "a\nb\u{fffc}",
            "a\nb\u{17b4}",
            "a\nb\u{1d173}",
            "a\nb\u{f0000}",
        ] {
            let found = in_text(&places(&path, bad));
            assert_eq!(found.len(), 1, "{bad:?}");
            assert_eq!(found[0].place.line, 2, "{bad:?}");
        }
        for good in ["a > b\n>> c\n", "========\n", "\u{feff}a\n", "نم\u{200c}ی\n", "क्\u{200d}ष", "👩\u{200d}🚒"] {
            assert_eq!(in_text(&places(&path, good)), [], "{good:?}");
        }
    }

    #[test]
    fn a_control_character_in_a_document_is_named_at_its_line() {
        let path = "content/services/x.toml".into();
        let found = control_beside(&places(&path, "a = 1\nname = \"A\u{7}B\"\n"), 15).unwrap();
        assert!(found.place.line == 2 && found.message.contains("U+0007"), "{found:?}");
        assert!(control_beside(&places(&path, "a = 1\n\tname = \"A\"\n"), 12).is_none());
    }

    #[test]
    fn line_ends_of_an_old_mac_are_named_and_those_of_windows_are_not() {
        let path = "content/pages/x.md".into();
        let found = in_text(&places(&path, "+++\rtitle = 1\r+++\r"));
        assert!(found.len() == 1 && found[0].message.contains("bare CR"), "{found:?}");
        assert_eq!(in_text(&places(&path, "+++\r\ntitle = 1\r\n+++\r\n")), []);
    }

    #[test]
    fn markup_in_a_plain_text_is_found() {
        for bad in [
            "**Talk**",
            "see [help](/crisis)",
            "this &amp; that",
            "<b>more</b>",
            "\u{200b}",
            "name ",
            "name\n",
            "`x`",
            "_Talk_ today",
            "# Talk",
            "- Talk",
            "a\tb",
            "*Ring* us",
            "1. Ring",
            "a) Ring",
            "☐ Ring",
            "•Ring",
            "Ring,\nor write",
            "ring ::service childline",
            "::crisis",
            "[Ring]",
        ] {
            assert!(plain_fault(bad).is_some(), "{bad:?}");
        }
        for good in [
            "",
            "Essex & Southend",
            "a < b",
            "Q&A; and more",
            "2 * 3",
            "a_b_c",
            "a – b",
            "_a",
            "9.30am to 5pm",
            "24/7 line",
            "116 123. Ring",
            "A. N. Other",
            "*",
        ] {
            assert!(plain_fault(good).is_none(), "{good:?}");
        }
    }

    #[test]
    fn a_directive_that_is_not_alone_is_found() {
        let path = "content/pages/x.md".into();
        for bad in [
            "words\n::service childline\n",
            "::routes\nwords\n",
            "- ::service childline\n",
            "1. ::crisis\n",
            "> words\n> ::crisis\n",
            ":service childline\n",
            "## Who can help ::service childline\n",
        ] {
            assert_eq!(buried_directives(&places(&path, bad), 0..bad.len()).len(), 1, "{bad:?}");
        }
        for good in ["words\n\n::service childline\n\nwords", "::routes", "> ::crisis\n", "a::b\n"] {
            assert_eq!(buried_directives(&places(&path, good), 0..good.len()), [], "{good:?}");
        }
    }
}
