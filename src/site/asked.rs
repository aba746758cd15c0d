//! How people really ask: the question bank that search learns from. It is never shown to a reader.

use serde::Deserialize;

use super::page::Audience;
use crate::diagnostic::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asker {
    /// The words do not say.
    Anyone,
    Parent,
    Young,
    /// An adult about their own thoughts or behaviour.
    #[serde(rename = "self")]
    Oneself,
    /// A partner, relative or friend of somebody else.
    Family,
    /// An adult who was abused as a child.
    Survivor,
    /// Somebody who works or volunteers with children.
    Professional,
}

impl Asker {
    /// Every kind of asker.
    pub const ALL: [Self; 7] =
        [Self::Anyone, Self::Parent, Self::Young, Self::Oneself, Self::Family, Self::Survivor, Self::Professional];

    /// May a page for `audience` answer this asker first? A child is never led to a page for adults about themselves or for
    /// parents, and nobody who asks about somebody else to a page for people worried about themselves.
    pub fn may_be_led_to(self, audience: Audience) -> bool {
        match self {
            Self::Anyone => true,
            Self::Young => matches!(audience, Audience::Everyone | Audience::YoungPeople),
            Self::Oneself => matches!(audience, Audience::Everyone | Audience::Oneself | Audience::Survivors),
            Self::Survivor => matches!(audience, Audience::Everyone | Audience::Survivors),
            Self::Parent | Self::Family => {
                !matches!(audience, Audience::Oneself | Audience::YoungPeople | Audience::Professionals)
            }
            Self::Professional => !matches!(audience, Audience::Oneself | Audience::YoungPeople | Audience::Survivors),
        }
    }
}

/// What a line means, whatever page it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Somebody may end or harm their own life.
    Despair,
    /// Somebody is in danger now.
    Danger,
    /// Pictures, access to a child or ways to hide are asked for: it leads to help for the asker and to nothing else.
    Seeking,
    /// Words that only sound like despair or danger.
    Figure,
    /// They cannot speak where they are.
    Quiet,
    /// They would rather write.
    Text,
    /// They speak another language.
    Language,
    /// They are deaf or use a relay.
    Deaf,
}

/// Lines that one kind of person asks and one address or meaning answers.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The address that answers them.
    pub path: Option<String>,
    /// What they mean whatever page they are about.
    pub meaning: Option<Meaning>,
    pub asker: Asker,
    pub lines: Vec<AskedLine>,
    /// Where the lines stand.
    pub place: Place,
}

#[derive(Debug, Clone)]
pub struct AskedLine {
    /// As typed.
    pub text: String,
    pub place: Place,
}

/// The words of a line in alphabetical order, each once, without signs, capitals and doubled letters: two lines that share it say
/// the same.
pub fn same_words(text: &str) -> String {
    let small = text.to_lowercase().replace(['\'', '’'], "");
    let mut words: Vec<String> =
        small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(squeezed).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// "Sooo" and "so" are one word; digits stay as they are.
fn squeezed(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_digit() || !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_same_words_are_the_same() {
        assert_eq!(same_words("My SON sent a nude!!"), same_words("a nude my son sent"));
        assert_eq!(same_words("im soooo scared"), same_words("I'm so scared"));
        assert_ne!(same_words("my son sent a nude"), same_words("my son was sent a nude"));
        assert_ne!(same_words("im 11"), same_words("im 1"));
    }

    #[test]
    fn a_child_is_led_to_pages_for_children_and_everyone_only() {
        let led: Vec<Audience> = [Audience::Everyone, Audience::Parents, Audience::Oneself, Audience::YoungPeople]
            .into_iter()
            .filter(|audience| Asker::Young.may_be_led_to(*audience))
            .collect();
        assert_eq!(led, [Audience::Everyone, Audience::YoungPeople]);
        assert!(!Asker::Parent.may_be_led_to(Audience::Oneself));
    }
}
