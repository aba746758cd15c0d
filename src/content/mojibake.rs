//! Letters that were lost on the way: text that some program read in the wrong form, and saved so.
//!
//! Takes a line, gives where it is broken. UTF-8 that was read as Windows-1252 or Latin-1 shows as `â€™`, `Ã©` or, of the Welsh ŵ and ŷ,
//! as `Åµ` and `Å·`: one letter for each byte. Where the bytes of such letters are again a letter of UTF-8, it was meant.

/// The first broken letters of a line: where they stand, and what they are.
pub(super) fn broken_in(line: &str) -> Option<(usize, &str)> {
    if line.is_ascii() {
        return None;
    }
    line.char_indices().find_map(|(at, c)| {
        let rest = &line[at..];
        let letters = if c == char::REPLACEMENT_CHARACTER { 1 } else { letters_of_one(rest)? };
        let end = rest.char_indices().nth(letters).map_or(rest.len(), |(end, _)| end);
        Some((at, &rest[..end]))
    })
}

/// How many letters at the beginning of a text are the bytes of one.
fn letters_of_one(text: &str) -> Option<usize> {
    let mut letters = text.chars();
    let (first, second, third) = (letters.next()?, letters.next()?, letters.next());
    let is_in_word = third.is_some_and(char::is_alphabetic);
    let is_one = match first {
        // A capital A with a mark stands before no sign in any word; `â` begins Welsh words, and only the euro sign gives it away.
        'Â' | 'Ã' => is_second(second),
        // Bytes of ŵ, ŷ and their like. An Å may stand before a quotation mark.
        'Ä' | 'Å' => is_second(second) && (!is_print(second) || is_in_word),
        'â' => second == '€' || second == '\u{80}',
        'ï' => second == '»',
        // Other alphabets have such bytes in a row: `Ø§Ù„` was Arabic, `Ð¿Ñ€` Cyrillic.
        'Æ'..='ß' => {
            is_second(second) && third.is_some_and(|third| matches!(third, 'Â'..='ß')) && letters.next().is_some_and(is_second)
        }
        // Three bytes: the letters of Welsh in capitals with a grave accent (`áº€`), and of Asia.
        'à'..='ï' => is_second(second) && third.is_some_and(is_second) && !(is_print(second) && third.is_some_and(is_print)),
        _ => false,
    };
    let length =
        if matches!(first, 'à'..='ï') && third.is_some_and(is_second) && first != 'â' && first != 'ï' { 3 } else { 2 };
    is_one.then_some(length)
}

/// The second byte of a letter in UTF-8, or a later one, read as a letter of Windows-1252 or Latin-1.
fn is_second(c: char) -> bool {
    matches!(
        c,
        '\u{80}'
            ..='\u{bf}'
                | '\u{192}'
                | '\u{2c6}'
                | '€'
                | 'Š'
                | 'Œ'
                | 'Ž'
                | 'š'
                | 'œ'
                | 'ž'
                | 'Ÿ'
                | '‚'
                | '„'
                | '†'
                | '‡'
                | '‰'
                | '‹'
                | '›'
                | '˜'
                | '™'
    ) || is_print(c)
}

/// Signs of print that stand behind an ordinary letter too.
fn is_print(c: char) -> bool {
    matches!(
        c,
        '‘' | '’'
            | '“'
            | '”'
            | '•'
            | '–'
            | '—'
            | '…'
            | '\u{a0}'
            | '«'
            | '»'
            | '°'
            | '·'
            | '´'
            | '®'
            | '™'
            | '›'
            | '‹'
    )
}

/// Where a `?` stands in a word, as some programs write in place of a letter that they do not have: "Tre ?yn". Addresses have it too.
pub(super) fn asked_in_a_word(line: &str) -> Option<(usize, &str)> {
    let is_address = |word: &str| word.contains(['/', '=', '&', '@', '\\', '[', '(', '*', '|', '^', '+']);
    let mut words = line.split([' ', '\t', '"']).map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word));
    words.find(|(_, word)| {
        let word = word.trim_matches(|c: char| c != '?' && !c.is_alphanumeric());
        let in_word = word.find('?').and_then(|at| word[at + 1..].chars().next());
        in_word.is_some_and(char::is_lowercase) && !is_address(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{asked_in_a_word, broken_in};

    #[test]
    fn letters_that_were_read_in_the_wrong_form_are_found() {
        for (line, at, what) in [
            ("It isnâ€™t yours", 6, "â€"),
            ("cafÃ©", 3, "Ã©"),
            ("Â£5", 0, "Â£"),
            ("a\u{fffd}b", 1, "\u{fffd}"),
            ("ï»¿name", 0, "ï»"),
            ("Tre Åµyn", 4, "Åµ"),
            ("Tre Å´yn", 4, "Å´"),
            ("Å·d", 0, "Å·"),
            ("LlÄ\u{81}n", 2, "Ä\u{81}"),
            ("áº\u{81}en", 0, "áº\u{81}"),
            ("Å‘r", 0, "Å‘"),
            ("Ð¿Ñ€Ð¸", 0, "Ð¿"),
            ("Ø§Ù„", 0, "Ø§"),
        ] {
            assert_eq!(broken_in(line), Some((at, what)), "{line}");
        }
    }

    #[test]
    fn a_question_mark_in_a_word_is_found_and_one_behind_it_or_in_an_address_is_not() {
        for line in ["Tre ?yn", "the caf?s of Porth", "name = \"Tre ?yn\"", "(D?r)"] {
            assert!(asked_in_a_word(line).is_some(), "{line}");
        }
        for line in
            ["Is this right? yes", "https://x.example/a?b=c", "page.php?id=3", "Who? What?", "\"why?\" they ask", "What?”"]
        {
            assert_eq!(asked_in_a_word(line), None, "{line}");
        }
    }

    #[test]
    fn words_of_other_languages_and_signs_of_print_are_left_alone() {
        for line in [
            "Iechyd da: tân, sŵn, gwên",
            "café “naïve” – £5",
            "Árbol, Âge, São Paulo, NÃO",
            "Zażółć",
            "’twas",
            "plain",
            "“CAFɔ – Straße”",
            "Ärzte in Åbo",
            "“Å” …",
            "Größe—ß”, Ñuñoa",
            "façade” – é…",
        ] {
            assert_eq!(broken_in(line), None, "{line}");
        }
    }
}
