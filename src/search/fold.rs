//! Typed text into plain lower-case words, and the telephone numbers in it.
//!
//! Takes anything at all: markup, emoji, fancy letters, control and right-to-left characters. Gives words made of letters or of
//! digits only. It does not know any language, nor which words exist.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many characters of a query are read; what follows is ignored.
pub const LONGEST_QUERY: usize = 500;

/// So many digits in a row may be a telephone number; fewer are an age, a year or a class.
const SHORTEST_NUMBER: usize = 5;

/// The words of a query.
pub(super) fn query_words(text: &str) -> Vec<String> {
    let start: String = text.chars().take(LONGEST_QUERY).collect();
    let folded: String = fold(&start).chars().take(LONGEST_QUERY).collect();
    split(&folded)
}

/// The words of a text of our own, however long.
pub(super) fn words(text: &str) -> Vec<String> {
    split(&fold(text))
}

/// Lower case, without accents, apostrophes and characters that cannot be seen; everything else that is no letter or digit
/// becomes a space.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_dropped(*c)) {
        if c.is_ascii() {
            out.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
        } else {
            std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c) && !is_dropped(*c)).for_each(|c| fold_one(c, &mut out));
        }
    }
    out
}

fn fold_one(c: char, out: &mut String) {
    match c {
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        c if c.is_alphanumeric() => out.extend(c.to_lowercase().filter(|lower| lower.is_alphanumeric())),
        _ => out.push(' '),
    }
}

/// Apostrophes, and what cannot be seen: control characters other than white space, zero-width and direction marks, soft hyphens.
fn is_dropped(c: char) -> bool {
    let is_apostrophe = matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇');
    let is_mark = matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{61C}' | '\u{FEFF}' | '\u{AD}');
    is_apostrophe || is_mark || (c.is_control() && !c.is_whitespace())
}

/// Splits at spaces and where letters meet digits: "15yo" is "15 yo".
fn split(folded: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in folded.split_whitespace() {
        let mut word = String::new();
        for c in chunk.chars() {
            if word.chars().next_back().is_some_and(|last| last.is_numeric() != c.is_numeric()) {
                words.push(std::mem::take(&mut word));
            }
            word.push(c);
        }
        words.push(word);
    }
    words
}

/// The telephone numbers that may be meant: digits that follow one another joined, +44 taken as 0, and each short one alone.
pub(super) fn numbers(words: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for run in words.chunk_by(|a, b| is_digits(a) && is_digits(b)).filter(|run| is_digits(&run[0])) {
        let joined = national(&run.concat());
        if run.len() > 1 && joined.len() >= SHORTEST_NUMBER {
            found.push(joined);
        }
        found.extend(run.iter().map(|part| national(part)));
    }
    found
}

/// Digits only.
pub(super) fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// An age, a class, a day: it tells a child from an adult, but no page from another.
pub(super) fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && is_digits(word)
}

/// A number as dialled inside the UK.
fn national(digits: &str) -> String {
    let rest = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|rest| rest.len() >= 9));
    match rest {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(query_words(text).join(" "), expected);
    }

    #[test]
    fn words_are_lower_case_without_accents_apostrophes_or_marks() {
        check("I’m WORRIED — my child's naïve!!", "im worried my childs naive");
        check("𝓱𝓮𝓵𝓹 ｍｅ", "help me");
        check("nu\u{200B}de \u{202E}pics", "nude pics");
        check("<script>alert(1)</script>", "script alert 1 script");
    }

    #[test]
    fn ages_part_from_the_letters_beside_them() {
        check("15yo f14 kcsie2026", "15 yo f 14 kcsie 2026");
    }

    #[test]
    fn only_so_many_characters_are_read() {
        assert_eq!(query_words(&"a".repeat(5000)), ["a".repeat(LONGEST_QUERY)]);
    }

    #[test]
    fn a_number_is_found_with_or_without_spaces_and_country_code() {
        for text in ["0808 1000900", "08081000900", "+44 808 1000 900", "0808-1000-900", "0044 808 1000 900", "(0808) 1000 900"] {
            assert!(numbers(&query_words(text)).contains(&"08081000900".to_owned()), "{text}");
        }
        assert_eq!(numbers(&query_words("my 13 year old is in year 8")), ["13", "8"]);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_becomes_short_words_of_letters_or_digits(text in any::<String>()) {
            let words = query_words(&text);
            prop_assert!(words.iter().map(|word| word.chars().count()).sum::<usize>() <= LONGEST_QUERY);
            prop_assert!(words.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,80}") {
            let once = query_words(&text).join(" ");
            prop_assert_eq!(query_words(&once).join(" "), once);
        }
    }
}
