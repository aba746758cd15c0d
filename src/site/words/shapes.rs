//! The shapes in which a word that is looked for may stand in a text: joined, parted, spelled out, and as a verb in another form.
//!
//! Takes texts that `fold` has folded, gives texts in which the plain word stands as itself.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What may join two words or part one: whoever writes "bad-word" or "bad/word" says "bad word".
const JOINTS: [char; 6] = ['-', '_', '/', '.', '*', '·'];

/// The text with a space for each sign that joins two words, and plain letters.
pub(super) fn parted(text: &str) -> String {
    with_joints(&plain(text), Some(' '))
}

/// The text without the signs inside its words: "paedo-phile", "p.o.r.n" and "p o r n" are one word.
pub(super) fn joined(text: &str) -> String {
    spelled_together(&with_joints(&plain(text), None))
}

/// Letters without accents, and "%" however it is written.
fn plain(text: &str) -> String {
    let text: String = if text.is_ascii() { text.to_owned() } else { text.nfd().filter(|c| !is_combining_mark(*c)).collect() };
    if !text.contains(['%']) && !text.contains("per") {
        return text;
    }
    text.replace(" percent", "%").replace(" per cent", "%").replace(" %", "%")
}

fn with_joints(text: &str, joint: Option<char>) -> String {
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let joins = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        if JOINTS.contains(&c) && joins(before.as_ref()) && joins(rest.peek()) {
            out.extend(joint);
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// Three single letters or more with a space between them are a word that is spelled out.
fn spelled_together(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_letter = |word: &&str| word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut out = String::with_capacity(text.len());
    for run in words.chunk_by(|a, b| is_letter(a) && is_letter(b)) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&run.join(if run.len() > 2 { "" } else { " " }));
    }
    out
}

/// A phrase as it is, and with its first word in the other forms of a verb: "confess", "confessed" and "confessing".
pub(super) fn inflected(phrase: &str) -> Vec<String> {
    let (first, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
    if first.len() < 3 || !first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![phrase.to_owned()];
    }
    let mut stems = vec![first.strip_suffix('e').unwrap_or(first).to_owned()];
    let [.., before, vowel, last] = first.as_bytes() else { return vec![phrase.to_owned()] };
    let is_vowel = |byte: &u8| b"aeiou".contains(byte);
    if !is_vowel(before) && is_vowel(vowel) && !is_vowel(last) && !b"wxy".contains(last) {
        stems.push(format!("{first}{}", char::from(*last)));
    }
    let others = stems.iter().flat_map(|stem| ["ed", "ing"].map(|ending| format!("{stem}{ending}{rest}")));
    std::iter::once(phrase.to_owned()).chain([format!("{first}s{rest}")]).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_same_however_it_is_joined_parted_or_spelled_out() {
        for typed in ["paedo-phile", "p.a.e.d.o.p.h.i.l.e", "p a e d o p h i l e", "p\u{e1}edophile", "paedo*phile"] {
            assert_eq!(joined(typed), "paedophile", "{typed}");
        }
        assert_eq!(joined("i am a b"), "i am a b");
        assert_eq!(parted("deep-fake porn"), "deep fake porn");
        for typed in ["100 % sure", "100 per cent sure", "100 percent sure", "100% sure"] {
            assert_eq!(parted(typed), "100% sure", "{typed}");
        }
    }

    #[test]
    fn a_verb_is_looked_for_in_its_other_forms() {
        assert_eq!(
            inflected("commit it"),
            ["commit it", "commits it", "commited it", "commiting it", "committed it", "committing it"]
        );
        assert_eq!(inflected("cure"), ["cure", "cures", "cured", "curing"]);
        assert_eq!(inflected("100% sure"), ["100% sure"]);
    }
}
