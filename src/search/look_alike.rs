//! Letters of other scripts that look like ours: "ѕuicide" with a Cyrillic letter, full width, small capitals, letters in boxes.
//!
//! Takes text as typed, and gives it in our letters. What is written in Russian or Greek stays as it is. It does not know any word.

use unicode_normalization::UnicodeNormalization;

/// Our letters, each with those of Cyrillic, Greek, Armenian and phonetic scripts that are taken for it (after Unicode's UTS 39).
const LOOK_ALIKE: [(char, &str); 26] = [
    ('a', "аАαΑɑᴀ"),
    ('b', "вВьβΒʙ"),
    ('c', "сСϲᴄ"),
    ('d', "ԁɗᴅ"),
    ('e', "еЕҽεΕᴇ"),
    ('f', "ϝғꜰ"),
    ('g', "ɡցɢ"),
    ('h', "нНһΗհʜ"),
    ('i', "іІιΙɪ"),
    ('j', "јЈյϳᴊ"),
    ('k', "кКκΚᴋ"),
    ('l', "ӏӀʟ"),
    ('m', "мМΜᴍ"),
    ('n', "пηΝոɴ"),
    ('o', "оОοΟσօᴏ"),
    ('p', "рРρΡᴘ"),
    ('q', "ԛզ"),
    ('r', "гʀ"),
    ('s', "ѕЅꜱ"),
    ('t', "тТτΤᴛ"),
    ('u', "υսᴜ"),
    ('v', "ѵνᴠ"),
    ('w', "ԝωѡᴡ"),
    ('x', "хХχΧ"),
    ('y', "уУүγΥʏ"),
    ('z', "Ζᴢ"),
];

/// Letters in filled circles and in filled boxes, from A to Z: Unicode knows no other form of them.
const ENCLOSED: [char; 2] = ['\u{1f150}', '\u{1f170}'];

/// `text` in our letters. A text with a letter that looks like none of ours is in another language: of that, only words are read so in
/// which both scripts stand.
pub(super) fn in_our_letters(text: &str) -> String {
    let text: String = text.nfkc().collect();
    if text.is_ascii() {
        return text;
    }
    let is_foreign = text.chars().any(is_foreign);
    let words = text.split_inclusive(char::is_whitespace);
    words
        .map(|word| if is_foreign && !word.contains(|c: char| c.is_ascii_alphabetic()) { word.to_owned() } else { read(word) })
        .collect()
}

fn read(word: &str) -> String {
    word.chars().map(|letter| ours(letter).unwrap_or(letter)).collect()
}

fn ours(letter: char) -> Option<char> {
    let enclosed = ENCLOSED.iter().find_map(|first| {
        let place = u32::from(letter).checked_sub(u32::from(*first)).and_then(|place| u8::try_from(place).ok())?;
        (place < 26).then(|| char::from(b'a' + place))
    });
    enclosed.or_else(|| LOOK_ALIKE.iter().find(|(_, others)| others.contains(letter)).map(|(our, _)| *our))
}

/// A Greek, Cyrillic or Armenian letter that is taken for none of ours.
fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{58f}') && letter.is_alphabetic() && ours(letter).is_none()
}

#[cfg(test)]
mod tests {
    use super::in_our_letters;

    #[test]
    fn letters_that_look_like_ours_are_read_as_ours() {
        for (typed, meant) in [
            ("ѕuicide", "suicide"),
            ("ѕυісіԁе", "suicide"),
            ("wаnt tо dіе", "want to die"),
            ("НЕLР", "help"),
            ("ｋ１ｌｌ myself", "k1ll myself"),
            ("ꜱᴇʟꜰ ʜᴀʀᴍ", "self harm"),
            ("🅷🅴🅻🅿 me", "help me"),
            ("𝓼𝓾𝓲𝓬𝓲𝓭𝓮", "suicide"),
            ("ⓓⓘⓔ", "die"),
        ] {
            assert_eq!(in_our_letters(typed).to_lowercase(), meant);
        }
    }

    #[test]
    fn another_language_stays_as_it_is_written() {
        for text in ["я не хочу жить", "он меня бьёт", "δεν θέλω να ζήσω", "café, naïve", "yardım", "想死", "👍 ok"]
        {
            assert_eq!(in_our_letters(text), text);
        }
        assert_eq!(in_our_letters("я думаю о ѕuicide"), "я думаю о suicide");
    }
}
