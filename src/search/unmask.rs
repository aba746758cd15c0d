//! Words that were hidden from filters, made plain again: "k1ll", "s*icide", "d.i.e", "d i e", "S.H." and "suiiicide".
//!
//! Takes text as typed and which words are known. It knows the signs, not the language, and leaves ages, years and numbers alone.

/// So many single letters in a row are one word, and fewer only if they are a word that people hide.
const LEAST_LETTERS: usize = 3;
/// Signs that stand between the letters of one word.
const BETWEEN: [char; 7] = ['.', '-', '_', '*', '/', '|', ','];
/// Signs that stand for a letter which is not shown.
const HIDING: [char; 4] = ['*', '#', '%', '?'];

/// The same text with hidden words made plain. `masked` are the words that are looked for behind stars.
pub(super) fn unmask(text: &str, masked: &[String], is_known: impl Fn(&str) -> bool) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut letters = String::new();
    for chunk in text.split_whitespace() {
        let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && !HIDING.contains(&c));
        let mut chars = inner.chars();
        if let (Some(letter), None) = (chars.next(), chars.next())
            && letter.is_alphabetic()
        {
            letters.push(letter);
            continue;
        }
        close(&mut letters, masked, &mut out);
        out.push(
            spaced(inner, masked)
                .or_else(|| starred(inner, masked))
                .or_else(|| swapped(inner, &is_known))
                .or_else(|| stretched(inner, &is_known))
                .unwrap_or_else(|| chunk.to_owned()),
        );
    }
    close(&mut letters, masked, &mut out);
    out.join(" ")
}

/// Single letters that stood in a row: one word, or as they were where they are few.
fn close(letters: &mut String, masked: &[String], out: &mut Vec<String>) {
    if is_word(letters, masked) {
        out.push(std::mem::take(letters));
    } else {
        out.extend(letters.drain(..).map(String::from));
    }
}

fn is_word(letters: &str, masked: &[String]) -> bool {
    letters.chars().count() >= LEAST_LETTERS || masked.iter().any(|word| word.eq_ignore_ascii_case(letters))
}

/// "d.i.e": one letter at a time with a sign between.
fn spaced(chunk: &str, masked: &[String]) -> Option<String> {
    let parts: Vec<&str> = chunk.split(BETWEEN).filter(|part| !part.is_empty()).collect();
    let single = parts.len() > 1 && parts.iter().all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    Some(parts.concat()).filter(|word| single && is_word(word, masked))
}

/// "s*icide": the first listed word that fits.
fn starred(chunk: &str, masked: &[String]) -> Option<String> {
    let small = chunk.to_lowercase();
    let shows = small.chars().any(char::is_alphabetic);
    let hides = small.trim_end_matches('?').contains(HIDING);
    let mut words = masked.iter().filter(|word| word.len() >= LEAST_LETTERS);
    (shows && hides).then(|| words.find(|word| fits(&small, word)).cloned()).flatten()
}

/// A star stands for one letter, or a run of stars for any number.
fn fits(pattern: &str, word: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let letters: Vec<char> = word.chars().collect();
    let is_same_length = pattern.len() == letters.len()
        && pattern.iter().zip(&letters).all(|(sign, letter)| sign == letter || HIDING.contains(sign));
    let hidden = pattern.iter().filter(|sign| HIDING.contains(sign)).count();
    is_same_length && hidden < letters.len() || {
        let start: String = pattern.iter().take_while(|sign| !HIDING.contains(sign)).collect();
        let end: String =
            pattern.iter().rev().take_while(|sign| !HIDING.contains(sign)).collect::<Vec<_>>().into_iter().rev().collect();
        hidden > 1
            && !start.is_empty()
            && !end.is_empty()
            && word.starts_with(&start)
            && word.ends_with(&end)
            && word.len() > start.len() + end.len()
    }
}

/// "k1ll", "5uicide", "d!e": digits and signs for letters, where that makes a known word.
fn swapped(chunk: &str, is_known: &impl Fn(&str) -> bool) -> Option<String> {
    let small = chunk.to_lowercase();
    let has_letter = small.chars().any(char::is_alphabetic);
    if !has_letter || small.chars().all(char::is_alphabetic) {
        return None;
    }
    ['i', 'l'].into_iter().find_map(|one| {
        let plain: Option<String> = small.chars().map(|c| letter(c, one)).collect();
        plain.filter(|plain| plain == "me" || plain.len() > 2 && (is_known(plain) || stretched(plain, is_known).is_some()))
    })
}

/// "suiiiicide": a letter that is held down, three times or more, stands once, or twice where only that makes a known word.
fn stretched(chunk: &str, is_known: &impl Fn(&str) -> bool) -> Option<String> {
    let letters: Vec<char> = chunk.to_lowercase().chars().collect();
    let is_held = |run: &[char]| run.len() > 2 && run[0].is_alphabetic();
    if !letters.chunk_by(char::eq).any(is_held) {
        return None;
    }
    [1, 2].into_iter().find_map(|left| {
        let runs = letters.chunk_by(char::eq).map(|run| if is_held(run) { &run[..left] } else { run });
        let plain: String = runs.flatten().collect();
        (plain.len() > 2 && is_known(&plain)).then_some(plain)
    })
}

fn letter(sign: char, one: char) -> Option<char> {
    Some(match sign {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '9' => 'g',
        letter if letter.is_alphabetic() => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let masked = ["suicide", "kill", "die", "rape", "sh"].map(str::to_owned);
        unmask(text, &masked, |word| ["kill", "suicide", "kid", "sex", "die", "goes"].contains(&word))
    }

    #[test]
    fn digits_stars_dots_and_spaces_between_letters_are_seen_through() {
        for (typed, meant) in [
            ("i want to k1ll myself", "i want to kill myself"),
            ("5u1c1de", "suicide"),
            ("s*icide", "suicide"),
            ("s*****e", "suicide"),
            ("want to d.i.e", "want to die"),
            ("w a n t to d i e", "want to die"),
            ("d!e", "die"),
            ("S.H. again", "SH again"),
            ("s/h", "sh"),
            ("is it s h", "is it sh"),
            ("suiiiicide", "suicide"),
            ("i will diiiie", "i will die"),
            ("k!ll m3", "kill me"),
            ("killll", "kill"),
        ] {
            assert_eq!(plain(typed), meant);
        }
    }

    #[test]
    fn ages_classes_questions_and_chat_are_left_alone() {
        for text in [
            "15yo",
            "im 13f",
            "y9 and ks2",
            "is it ok?",
            "r u ok",
            "why???",
            "sooo",
            "www.example.org",
            "2000",
            "a 4 yr old",
            "don't",
            "self-harm",
            "0800 1111",
            "m.e",
            "a/b",
            "sh*",
        ] {
            assert_eq!(plain(text), text);
        }
    }
}
