//! Texts as they look, so that a word or number is found however it was typed.
//!
//! White space of any kind is one space, what cannot be seen is left out, hyphens and dashes are one sign, quotation marks are
//! straight, letters and digits have their plain shape (NFKC: ligatures, full width), capitals are small.

use unicode_normalization::UnicodeNormalization as _;

/// A text as it looks, in small letters.
pub fn fold(text: &str) -> String {
    let is_plain = text.is_ascii() && !text.contains("  ") && !text.contains(['\n', '\t', '\r']);
    if is_plain {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push(c, &mut out);
    }
    in_one_alphabet(out.to_lowercase())
}

/// A text in small letters, with letters of another alphabet that look like Latin ones as the Latin ones, in words that mix both.
fn in_one_alphabet(text: String) -> String {
    if !text.contains(|c| like_latin(c).is_some()) {
        return text;
    }
    let of_word = |word: &str| -> String {
        let is_mixed = word.contains(|c: char| c.is_ascii_lowercase());
        word.chars().map(|c| like_latin(c).filter(|_| is_mixed).unwrap_or(c)).collect()
    };
    text.split_inclusive(|c: char| !c.is_alphanumeric()).map(of_word).collect()
}

/// The Latin letter that a small letter of the Cyrillic or Greek alphabet looks like.
const fn like_latin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'е' => 'e',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        'ԁ' => 'd',
        'һ' | 'н' => 'h',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'т' | 'τ' => 't',
        'в' => 'b',
        'ν' => 'v',
        _ => return None,
    })
}

/// Adds a character as it looks, capitals as they are.
pub fn push(c: char, out: &mut String) {
    match c {
        c if is_unseen(c) => {}
        c if c.is_whitespace() || c.is_control() => {
            if !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => out.push('-'),
        '’' | '‘' | '\u{201b}' | '\u{2032}' => out.push('\''),
        '“' | '”' | '\u{201f}' | '\u{2033}' => out.push('"'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        c if c.is_ascii() => out.push(c),
        c => out.extend(std::iter::once(c).nfkc()),
    }
}

/// Soft hyphen, zero-width space and joiners, marks of direction, byte order mark.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_a_word_is_typed_it_looks_the_same() {
        for typed in [
            "bad word",
            "Bad\u{a0}word",
            "bad  word",
            "ba\u{ad}d word",
            "bad\u{200b} word",
            "BAD\nword",
            "ｂａｄ word",
            "\u{202d}bad word",
            "b\u{430}d w\u{43e}rd",
        ] {
            assert_eq!(fold(typed), "bad word", "{typed:?}");
        }
        assert_eq!(fold("p\u{e6}do"), "paedo");
        assert_eq!(fold("\u{441}\u{43e}\u{440}"), "\u{441}\u{43e}\u{440}", "a word of one alphabet stays");
        assert_eq!(fold("con\u{fb01}dential \u{2018}x\u{2019} a\u{2011}b"), "confidential 'x' a-b");
    }
}
