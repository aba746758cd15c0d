//! How hard a page is to read: LIX (C. H. Björnsson, *Läsbarhet*, 1968), words per sentence plus the percentage of words of
//! more than six letters. Under 30 is very easy, 30 to 40 easy, 40 to 50 middling. It ranks pages for rewriting; it does not
//! know whether a text is clear (content brief C3), so it only warns.

use crate::diagnostic::{Diagnostic, Kind};
use crate::site::text::{each_text, plain};
use crate::site::{Audience, Layout, Page, Site};

use super::on_each_page;
use super::words::{sentences, words};

/// Below this a figure says nothing.
const FEWEST_WORDS: usize = 60;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    on_each_page(site, |page| (page.layout == Layout::Guide).then(|| page_fault(page)).flatten())
}

/// The highest LIX a page for these readers should have.
fn limit(audience: Audience) -> f64 {
    match audience {
        Audience::YoungPeople => 30.0,
        Audience::Professionals => 46.0,
        _ => 38.0,
    }
}

fn page_fault(page: &Page) -> Option<Diagnostic> {
    let mut texts = Vec::new();
    each_text(&page.body, &mut |_, text| texts.push(plain(text)));
    let sentences: Vec<&str> = texts.iter().flat_map(|text| sentences(text)).collect();
    let (count, score) = lix(&sentences);
    if count < FEWEST_WORDS || score <= limit(page.audience) {
        return None;
    }
    let mut worst = sentences;
    worst.sort_by(|a, b| lix(&[b]).1.total_cmp(&lix(&[a]).1));
    let quoted: Vec<String> = worst.iter().take(3).map(|sentence| format!("\"{sentence}\"")).collect();
    let message =
        format!("this page is hard to read: LIX {score:.0}, and the limit for its readers is {:.0}", limit(page.audience));
    Some(
        Diagnostic::warning(page.place().clone(), Kind::Readability, message)
            .with_help(format!("shorten sentences and words; the three hardest are {}", quoted.join(", "))),
    )
}

/// How many words some sentences have, and their LIX.
#[expect(clippy::cast_precision_loss, reason = "a page has some hundred words")]
fn lix(sentences: &[&str]) -> (usize, f64) {
    let (mut count, mut long) = (0, 0);
    for word in sentences.iter().flat_map(|sentence| words(sentence)) {
        count += 1;
        // A word has no more letters than bytes.
        long += usize::from(word.len() > 6 && word.chars().filter(|c| c.is_alphanumeric()).count() > 6);
    }
    if count == 0 {
        return (0, 0.0);
    }
    (count, count as f64 / sentences.len() as f64 + 100.0 * long as f64 / count as f64)
}

#[cfg(test)]
mod tests {
    use super::lix;

    #[test]
    fn lix_adds_sentence_length_and_the_share_of_long_words() {
        // Four words a sentence, one long word in eight.
        let (words, score) = lix(&["Ring this number now.", "Somebody will help you."]);
        assert_eq!(words, 8);
        assert!((score - (4.0 + 12.5)).abs() < 1e-9, "{score}");
        assert_eq!(lix(&[]).0, 0);
    }
}
