//! Words and numbers that must never appear, and what to write instead.

use super::page::Audience;

/// The rules of `words.toml`.
#[derive(Debug, Clone, Default)]
pub struct WordRules {
    /// Words that never stand in the browser title of a sensitive page.
    pub neutral_tabs: Vec<String>,
    /// Words that never stand in the address of a sensitive page.
    pub neutral_addresses: Vec<String>,
    /// Words and phrases.
    pub banned: Vec<BannedWord>,
    /// Numbers and addresses.
    pub never: Vec<NeverPrint>,
}

/// A word or phrase that must not be used.
#[derive(Debug, Clone)]
pub struct BannedWord {
    /// Found in any letter case, as whole words.
    pub word: String,
    /// What to write instead.
    pub instead: String,
    /// Addresses of pages where it may stand as a fact.
    pub allow_on: Vec<String>,
    /// Names in which it may stand on every page.
    pub within: Vec<String>,
    /// Only banned for these readers; empty means for everyone.
    pub audiences: Vec<Audience>,
}

/// A superseded or unconfirmed number or address.
#[derive(Debug, Clone)]
pub struct NeverPrint {
    /// The number or address.
    pub value: String,
    /// Why it must not be shown.
    pub why: String,
}

impl WordRules {
    /// What `text` says that it must not, at this address and to these readers: each with what to write instead.
    #[must_use]
    pub fn broken_by(&self, text: &str, address: &str, audience: Option<Audience>) -> Vec<(String, String)> {
        let words = self
            .banned
            .iter()
            .filter(|banned| !banned.allow_on.iter().any(|page| page == address))
            .filter(|banned| banned.audiences.is_empty() || audience.is_some_and(|audience| banned.audiences.contains(&audience)))
            .filter(|banned| banned.is_in(text))
            .map(|banned| (format!("\"{}\" must not appear here", banned.word), format!("write instead: {}", banned.instead)));
        let squeezed = without_spaces(text);
        let never = self
            .never
            .iter()
            .filter(|never| squeezed.contains(&without_spaces(&never.value)))
            .map(|never| (format!("{} must never be printed", never.value), format!("it is out because: {}", never.why)));
        words.chain(never).collect()
    }
}

impl BannedWord {
    /// It stands in `text`, and not only within a name.
    fn is_in(&self, text: &str) -> bool {
        if self.within.is_empty() {
            return holds(text, &self.word);
        }
        let rest = self.within.iter().fold(text.to_lowercase(), |text, name| text.replace(&name.to_lowercase(), " "));
        holds(&rest, &self.word)
    }
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Does `text` hold `phrase` in any letter case, not as part of a longer word?
#[must_use]
pub fn holds(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (text.to_lowercase(), phrase.to_lowercase());
    let joins =
        |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphanumeric());
    text.match_indices(&phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        !joins(before, phrase.chars().next()) && !joins(phrase.chars().next_back(), after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_word_may_stand_within_a_name_and_nowhere_else() {
        let word = BannedWord {
            word: "bad word".into(),
            instead: "good word".into(),
            allow_on: vec!["/facts".into()],
            within: vec!["Bad Word Scheme".into()],
            audiences: Vec::new(),
        };
        let rules = WordRules { banned: vec![word], ..WordRules::default() };
        assert_eq!(rules.broken_by("Ask under the Bad Word Scheme.", "/", None), []);
        assert_eq!(rules.broken_by("A bad word.", "/facts", None), []);
        assert_eq!(rules.broken_by("A bad word in the Bad Word Scheme.", "/", None).len(), 1);
    }

    #[test]
    fn a_phrase_is_found_in_any_case_and_only_as_whole_words() {
        assert!(holds("It is a CURE.", "cure"));
        assert!(!holds("a secure message", "cure"));
        assert!(holds("ring Stop It Now! today", "Stop It Now!"));
        assert!(!holds("reported", "report"));
        assert!(!holds("the reporter", "report"));
    }
}
