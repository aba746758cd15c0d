//! An A to Z: links by the first letter of what they are called.

use serde::Serialize;

use super::shell::LinkView;

/// Links that begin with a letter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LetterView {
    /// The letter, or "0 to 9".
    pub letter: String,
    pub links: Vec<LinkView>,
}

/// In the order of the alphabet; "The" before a name does not count.
pub(super) fn by_letter(mut links: Vec<LinkView>) -> Vec<LetterView> {
    links.sort_by_key(|link| link.title.trim_start_matches("The ").to_lowercase());
    let mut letters: Vec<LetterView> = Vec::new();
    for link in links {
        let letter = link.title.trim_start_matches("The ").chars().next().unwrap_or('#').to_uppercase().to_string();
        let letter = if letter.chars().all(char::is_alphabetic) { letter } else { "0 to 9".to_owned() };
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.links.push(link),
            _ => letters.push(LetterView { letter, links: vec![link] }),
        }
    }
    letters
}
