//! Words and numbers that must never appear, and what to write instead.

pub mod digits;
pub mod fold;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

use digits::{each_loose_run, forms};
use fold::fold;
use shapes::{inflected, joined, parted};

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
    banned: Vec<BannedForm<'a>>,
    /// All of them, for one look through a text: most texts hold none. A list too long for it is looked through word by word.
    any_banned: Option<AhoCorasick>,
    never: Vec<(&'a NeverPrint, Finder<'static>)>,
    /// Numbers among them, as digits in every form they are written.
    numbers: Vec<(String, &'a NeverPrint)>,
}

/// One form of a banned word: as it stands, or as a verb in another form.
#[derive(Debug)]
struct BannedForm<'a> {
    /// Which of the rules it belongs to.
    rule: usize,
    banned: &'a BannedWord,
    word: Finder<'static>,
    within: Vec<String>,
}

impl WordRules {
    /// Ready to look through many texts.
    pub fn folded(&self) -> Folded<'_> {
        let finder = |text: String| Finder::new(text.as_bytes()).into_owned();
        let banned: Vec<_> = self.banned.iter().enumerate().flat_map(|(rule, banned)| banned_forms(rule, banned)).collect();
        // A form with a rule of its own ("committed" beside "commit") is told by that rule alone.
        let own: BTreeSet<String> = self.banned.iter().map(|banned| parted(&fold(&banned.word))).collect();
        let is_own = |form: &BannedForm<'_>| form.word.needle() == parted(&fold(&form.banned.word)).as_bytes();
        let has_own = |form: &BannedForm<'_>| std::str::from_utf8(form.word.needle()).is_ok_and(|word| own.contains(word));
        let banned: Vec<_> = banned.into_iter().filter(|form| is_own(form) || !has_own(form)).collect();
        let any_banned = AhoCorasick::new(banned.iter().map(|form| form.word.needle()));
        let (numbers, never): (Vec<_>, Vec<_>) = self.never.iter().partition(|never| is_number(&never.value));
        let numbers = numbers.into_iter().flat_map(|never| forms(&never.value).into_iter().map(move |form| (form, never)));
        let never = never.into_iter().map(|never| (never, finder(without_spaces(&fold(&never.value)))));
        Folded { banned, any_banned: any_banned.ok(), never: never.collect(), numbers: numbers.collect() }
    }
}

/// The forms of a banned word. What only some readers must not meet ("report") is banned as it stands: in other forms it is said of
/// other people ("a registered charity").
fn banned_forms(rule: usize, banned: &BannedWord) -> impl Iterator<Item = BannedForm<'_>> {
    let word = parted(&fold(&banned.word));
    let forms = if banned.audiences.is_empty() { inflected(&word) } else { vec![word] };
    let within: Vec<String> = banned.within.iter().map(|name| parted(&fold(name))).collect();
    forms.into_iter().map(move |form| BannedForm {
        rule,
        banned,
        word: Finder::new(form.as_bytes()).into_owned(),
        within: within.clone(),
    })
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
            self.banned.iter().any(|form| form.banned.word == broken.found && !form.banned.allow_on.is_empty())
        };
        let mut broken = self.broken_by(text, "", None);
        broken.retain(|broken| !may_stand(broken));
        broken
    }

    /// What `text` says that it must not, at this address and to these readers.
    pub fn broken_by(&self, text: &str, address: &str, audience: Option<Audience>) -> Vec<BrokenWordRule> {
        let text = fold(text);
        let mut standing = self.banned_in(&parted(&text));
        standing.extend(self.banned_in(&joined(&text)));
        let words = standing
            .into_values()
            .filter(|banned| !banned.allow_on.iter().any(|page| page == address))
            .filter(|banned| banned.audiences.is_empty() || audience.is_some_and(|audience| banned.audiences.contains(&audience)))
            .map(|banned| BrokenWordRule {
                found: banned.word.clone(),
                message: format!("\"{}\" must not appear here", banned.word),
                help: format!("write instead: {}", banned.instead),
            });
        let squeezed =
            without_spaces(&text).replace("(at)", "@").replace("[at]", "@").replace("(dot)", ".").replace("[dot]", ".");
        let mut never: Vec<&NeverPrint> =
            self.never.iter().filter(|(_, value)| value.find(squeezed.as_bytes()).is_some()).map(|(never, _)| *never).collect();
        each_loose_run(&text, &mut |run| never.extend(run.holds(&self.numbers).map(|(_, (_, never))| *never)));
        never.dedup_by_key(|never| &never.value);
        let never = never.into_iter().map(|never| BrokenWordRule {
            found: never.value.clone(),
            message: format!("{} must never be printed", never.value),
            help: format!("it is out because: {}", never.why),
        });
        words.chain(never).collect()
    }

    /// The words that a text in one shape holds, in the order of the rules.
    fn banned_in(&self, text: &str) -> BTreeMap<usize, &BannedWord> {
        let standing: BTreeSet<usize> = match &self.any_banned {
            Some(any) => any.find_overlapping_iter(text).map(|found| found.pattern().as_usize()).collect(),
            None => (0..self.banned.len()).collect(),
        };
        let forms = standing.into_iter().map(|which| &self.banned[which]);
        forms.filter(|form| is_outside(text, &form.word, &form.within)).map(|form| (form.rule, form.banned)).collect()
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
            "0808 - 802 - 9999",
            "0808 \u{2013} 802 \u{2013} 9999",
            "0808, 802, 9999",
            "O8O8 8O2 9999",
        ] {
            assert_eq!(rules.broken_by(typed, "/", None).len(), 1, "{typed:?}");
        }
        assert_eq!(rules.broken_by("bad wordy 0808 802 99990", "/", None), []);
    }

    #[test]
    fn a_banned_word_is_found_joined_parted_spelled_out_and_in_its_other_forms() {
        let word = |word: &str, audiences: &[Audience]| BannedWord {
            word: word.into(),
            instead: String::new(),
            allow_on: vec![],
            within: vec![],
            audiences: audiences.to_vec(),
        };
        let banned = vec![
            word("badword", &[]),
            word("commit ill", &[]),
            word("100% sure", &[]),
            word("press here", &[]),
            word("register", &[Audience::Oneself]),
        ];
        let never = NeverPrint { value: "jo@old.example".into(), why: String::new() };
        let rules = WordRules { banned, never: vec![never], ..WordRules::default() };
        let rules = rules.folded();
        for typed in [
            "bad-word",
            "A b.a.d.w.o.r.d here",
            "b a d w o r d",
            "b\u{e1}dword",
            "committing ill",
            "committed ill",
            "100 % sure",
            "100 per cent sure",
            "pressing here",
            "jo (at) old.example",
            "jo[at]old[dot]example",
        ] {
            assert_eq!(rules.broken_by(typed, "/", Some(Audience::Oneself)).len(), 1, "{typed:?}");
        }
        assert_eq!(rules.broken_by("A registered charity. Bad words. I am a b d.", "/", Some(Audience::Oneself)), []);
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
