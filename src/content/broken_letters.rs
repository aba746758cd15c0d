//! Letters that were lost on the way: text that some program read in the wrong form, and saved so.
//!
//! Takes a line, gives where it is broken. UTF-8 that was read as Windows-1252 shows as pairs such as `â€™` and `Ã©`: the first letter
//! is always one of four, and what follows it is never found there in English or Welsh.

/// The first broken letters of a line: where they stand, and what they are.
pub(super) fn broken_in(line: &str) -> Option<(usize, &str)> {
    if line.is_ascii() {
        return None;
    }
    let mut letters = line.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if c == char::REPLACEMENT_CHARACTER || next.is_some_and(|next| is_pair(c, next)) {
            let end = letters
                .peek()
                .filter(|_| c != char::REPLACEMENT_CHARACTER)
                .map_or(at + c.len_utf8(), |(at, c)| at + c.len_utf8());
            return Some((at, &line[at..end]));
        }
    }
    None
}

/// The first byte of a letter in UTF-8 and the second, each read as a letter of Windows-1252.
fn is_pair(first: char, second: char) -> bool {
    let is_second = matches!(
        second,
        '\u{80}'
            ..='\u{bf}'
                | '€'
                | '™'
                | '„'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '‚'
                | '†'
                | '‡'
                | '•'
                | '–'
                | '—'
                | '˜'
                | 'š'
                | 'œ'
                | 'ž'
                | '‰'
    );
    match first {
        // A capital A with a mark stands before no sign in any word; `â` begins Welsh words, and only the euro sign gives it away.
        'Â' | 'Ã' => is_second,
        'â' => second == '€' || second == '\u{80}',
        'ï' => second == '»',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::broken_in;

    #[test]
    fn letters_that_were_read_in_the_wrong_form_are_found() {
        for (line, at, what) in [
            ("It isnâ€™t yours", 6, "â€"),
            ("cafÃ©", 3, "Ã©"),
            ("Â£5", 0, "Â£"),
            ("a\u{fffd}b", 1, "\u{fffd}"),
            ("ï»¿name", 0, "ï»"),
        ] {
            assert_eq!(broken_in(line), Some((at, what)), "{line}");
        }
    }

    #[test]
    fn words_of_other_languages_and_signs_of_print_are_left_alone() {
        for line in ["Iechyd da: tân, sŵn, gwên", "café “naïve” – £5", "Árbol, Âge, São Paulo, NÃO", "Zażółć", "’twas", "plain"]
        {
            assert_eq!(broken_in(line), None, "{line}");
        }
    }
}
