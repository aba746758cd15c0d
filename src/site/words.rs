//! Words and numbers that must never appear, and what to write instead.

pub mod digits;
pub mod fold;

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

use digits::{each_run, forms};
use fold::fold;

use super::page::Audience;
pub use crate::content::raw::VoiceRules;

/// The rules of `words.toml`.
#[derive(Debug, Clone, Default)]
pub struct WordRules {
    /// Words that never stand in the browser title of a sensitive page.
    pub neutral_tabs: Vec<String>,
    /// Words that never stand in the address of a sensitive page.
    pub neutral_addresses: Vec<String>,
    pub banned: Vec<BannedWord>,
    /// Numbers and addresses.
    pub never: Vec<NeverPrint>,
    /// Graphic words that no line of the question bank may hold.
    pub never_asked: Vec<String>,
    /// Hosts that nobody is sent to.
    pub retired: Vec<RetiredHost>,
    /// What the signals of the voice look for.
    pub voice: VoiceRules,
}

/// A word or phrase that must not be used.
#[derive(Debug, Clone)]
pub struct BannedWord {
    /// Found in any letter case, as whole words.
    pub word: String,
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
    pub value: String,
    /// Why it must not be shown.
    pub why: String,
}

/// A site that has gone, or a copy for testing.
#[derive(Debug, Clone)]
pub struct RetiredHost {
    /// The host, with all below it; without a dot, a part of a host's name.
    pub host: String,
    pub why: String,
}

impl RetiredHost {
    /// This host is it, lies below it, or holds it as a part of its name.
    pub fn matches(&self, host: &str) -> bool {
        if self.host.contains('.') {
            return host == self.host || host.ends_with(&format!(".{}", self.host));
        }
        host.split(['.', '-']).any(|part| part == self.host)
    }
}

impl WordRules {
    /// Why an address may not be shown or linked: its host was retired.
    pub fn retired(&self, address: &str) -> Option<&RetiredHost> {
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host).to_lowercase();
        self.retired.iter().find(|retired| retired.matches(&host))
    }
}

/// The rules with what they look for made ready once: each is looked for in every text of the site.
#[derive(Debug)]
pub struct Folded<'a> {
    banned: Vec<(&'a BannedWord, Finder<'static>, Vec<String>)>,
    /// All of them, for one look through a text: most texts hold none. A list too long for it is looked through word by word.
    any_banned: Option<AhoCorasick>,
    never: Vec<(&'a NeverPrint, Finder<'static>)>,
    /// Numbers among them, as digits in every form they are written.
    numbers: Vec<(String, &'a NeverPrint)>,
}

impl WordRules {
    /// Ready to look through many texts.
    pub fn folded(&self) -> Folded<'_> {
        let finder = |text: String| Finder::new(text.as_bytes()).into_owned();
        let names = |banned: &BannedWord| banned.within.iter().map(|name| parted(&fold(name))).collect();
        let banned = self.banned.iter().map(|banned| (banned, finder(parted(&fold(&banned.word))), names(banned)));
        let banned: Vec<_> = banned.collect();
        let any_banned = AhoCorasick::new(banned.iter().map(|(_, word, _)| word.needle()));
        let (numbers, never): (Vec<_>, Vec<_>) = self.never.iter().partition(|never| is_number(&never.value));
        let numbers = numbers.into_iter().flat_map(|never| forms(&never.value).into_iter().map(move |form| (form, never)));
        let never = never.into_iter().map(|never| (never, finder(without_spaces(&fold(&never.value)))));
        Folded { banned, any_banned: any_banned.ok(), never: never.collect(), numbers: numbers.collect() }
    }
}

/// A rule that a text breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenWordRule {
    /// The word, number or address that must not stand there.
    pub found: String,
    pub message: String,
    /// What to write instead, or why it is out.
    pub help: String,
}

/// A telephone number: digits and what stands between them.
fn is_number(value: &str) -> bool {
    value.chars().filter(char::is_ascii_digit).count() >= 5 && value.chars().all(|c| c.is_ascii_digit() || " +-.()".contains(c))
}

impl Folded<'_> {
    /// What a text for programs says that it must not. What may stand on some page may stand in the data about that page.
    pub fn broken_by_data(&self, text: &str) -> Vec<BrokenWordRule> {
        let may_stand = |broken: &BrokenWordRule| {
            self.banned.iter().any(|(banned, ..)| banned.word == broken.found && !banned.allow_on.is_empty())
        };
        let mut broken = self.broken_by(text, "", None);
        broken.retain(|broken| !may_stand(broken));
        broken
    }

    /// What `text` says that it must not, at this address and to these readers.
    pub fn broken_by(&self, text: &str, address: &str, audience: Option<Audience>) -> Vec<BrokenWordRule> {
        let text = fold(text);
        let in_words = parted(&text);
        let standing: BTreeSet<usize> = match &self.any_banned {
            Some(any) => any.find_overlapping_iter(&in_words).map(|found| found.pattern().as_usize()).collect(),
            None => (0..self.banned.len()).collect(),
        };
        let words = standing
            .into_iter()
            .map(|which| &self.banned[which])
            .filter(|(_, word, within)| is_outside(&in_words, word, within))
            .map(|(banned, ..)| banned)
            .filter(|banned| !banned.allow_on.iter().any(|page| page == address))
            .filter(|banned| banned.audiences.is_empty() || audience.is_some_and(|audience| banned.audiences.contains(&audience)))
            .map(|banned| BrokenWordRule {
                found: banned.word.clone(),
                message: format!("\"{}\" must not appear here", banned.word),
                help: format!("write instead: {}", banned.instead),
            });
        let squeezed = without_spaces(&text);
        let mut never: Vec<&NeverPrint> =
            self.never.iter().filter(|(_, value)| value.find(squeezed.as_bytes()).is_some()).map(|(never, _)| *never).collect();
        each_run(&text, &mut |run| never.extend(run.holds(&self.numbers).map(|(_, (_, never))| *never)));
        never.dedup_by_key(|never| &never.value);
        let never = never.into_iter().map(|never| BrokenWordRule {
            found: never.value.clone(),
            message: format!("{} must never be printed", never.value),
            help: format!("it is out because: {}", never.why),
        });
        words.chain(never).collect()
    }
}

/// The word stands in a text in small letters, and not only within one of the names.
fn is_outside(text: &str, word: &Finder<'_>, within: &[String]) -> bool {
    let stands = holds_folded(text, word);
    if !stands || within.is_empty() {
        return stands;
    }
    let rest = within.iter().fold(text.to_owned(), |text, name| text.replace(name, " "));
    holds_folded(&rest, word)
}

/// The text with a space for each sign that joins two words: whoever writes "bad-word" or "bad/word" says "bad word".
fn parted(text: &str) -> String {
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let joins = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let is_joint = matches!(c, '-' | '_' | '/' | '.') && joins(before.as_ref()) && joins(rest.peek());
        out.push(if is_joint { ' ' } else { c });
        before = Some(c);
    }
    out
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Does `text` hold `phrase` or its plural, however it is typed, not as part of a longer word?
pub fn holds(text: &str, phrase: &str) -> bool {
    holds_folded(&fold(text), &Finder::new(fold(phrase).as_bytes()))
}

/// Phrases to look for in one text after another.
pub struct PhraseFinder<'a>(Vec<(&'a str, Finder<'static>)>);

impl<'a> PhraseFinder<'a> {
    /// These phrases, in this order.
    #[must_use]
    pub fn of(phrases: &'a [String]) -> Self {
        let finder = |phrase: &'a String| (phrase.as_str(), Finder::new(fold(phrase).as_bytes()).into_owned());
        Self(phrases.iter().map(finder).collect())
    }

    /// Those that `text` holds, as `holds` understands it.
    pub fn held_by(&self, text: &str) -> impl Iterator<Item = &'a str> {
        let text = fold(text);
        self.0.iter().filter(move |(_, finder)| holds_folded(&text, finder)).map(|(phrase, _)| *phrase)
    }
}

/// The same for a text and a phrase that are in small letters already.
fn holds_folded(text: &str, phrase: &Finder<'_>) -> bool {
    let joins =
        |a: Option<char>, b: Option<char>| matches!((a, b), (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphanumeric());
    phrase.find_iter(text.as_bytes()).any(|at| {
        let (before, found) = text.split_at(at);
        let (found, after) = found.split_at(phrase.needle().len());
        let after =
            ["es", "s"].iter().find_map(|ending| after.strip_prefix(ending).filter(|rest| ends_word(rest))).unwrap_or(after);
        !joins(before.chars().next_back(), found.chars().next()) && !joins(found.chars().next_back(), after.chars().next())
    })
}

fn ends_word(rest: &str) -> bool {
    !rest.chars().next().is_some_and(char::is_alphanumeric)
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
        let rules = rules.folded();
        assert!(rules.broken_by("Ask under the Bad Word Scheme.", "/", None).is_empty());
        assert!(rules.broken_by("A bad word.", "/facts", None).is_empty());
        assert_eq!(rules.broken_by("A bad word in the Bad Word Scheme.", "/", None).len(), 1);
        for joint in ["bad-word", "bad\u{2011}words", "bad_word", "Bad/Word", "bad.word"] {
            assert_eq!(rules.broken_by(&format!("A {joint} here."), "/", None).len(), 1, "{joint}");
        }
        assert!(rules.broken_by("It was bad. Word came. A bad-wording.", "/", None).is_empty());
    }

    #[test]
    fn a_retired_host_is_found_by_its_name_below_it_and_by_a_part_of_a_name() {
        let host = |host: &str| RetiredHost { host: host.into(), why: "it has gone".into() };
        let rules = WordRules { retired: vec![host("old.example"), host("staging")], ..WordRules::default() };
        for gone in [
            "https://old.example/page",
            "http://www.OLD.example",
            "https://staging.force.example/",
            "https://a-staging-b.example/",
        ] {
            assert!(rules.retired(gone).is_some(), "{gone}");
        }
        for stays in ["https://told.example/", "https://force.example/staging", "https://stagings.example"] {
            assert!(rules.retired(stays).is_none(), "{stays}");
        }
    }

    #[test]
    fn a_banned_word_or_number_is_found_however_it_is_typed() {
        let word =
            BannedWord { word: "bad word".into(), instead: String::new(), allow_on: vec![], within: vec![], audiences: vec![] };
        let never = NeverPrint { value: "0808 802 9999".into(), why: String::new() };
        let rules = WordRules { banned: vec![word], never: vec![never], ..WordRules::default() };
        let rules = rules.folded();
        for typed in ["bad\u{a0}word", "bad  word", "ba\u{ad}d word", "bad\u{200b} word", "Bad words", "bad\nword"] {
            assert_eq!(rules.broken_by(typed, "/", None).len(), 1, "{typed:?}");
        }
        for typed in [
            "0808.802.9999",
            "0808\u{a0}8029999",
            "+44 (0)808 802 9999",
            "0808\u{2011}802\u{2011}9999",
            "0044 808 8029999",
            "08088029999",
        ] {
            assert_eq!(rules.broken_by(typed, "/", None).len(), 1, "{typed:?}");
        }
        assert_eq!(rules.broken_by("bad wordy 0808 802 99990", "/", None), []);
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
