//! What would have to be shorter: each change that whoever writes posters could make is tried on the words until they fit.

use super::words::PosterWords;
use super::{FewerNumbers, Fill, Misfit, PaperPiece, PosterPart};

/// A text is not cut down to less than this, in letters.
const LEAST: usize = 3;

/// Why the words do not fit, `fill` being the smallest way to set them.
pub(super) fn misfit(words: &PosterWords, piece: PaperPiece, fill: impl Fn(&PosterWords) -> Fill) -> Misfit {
    let fits = |words: &PosterWords| fill(words).fits();
    let shorter = words.own_parts().into_iter().filter_map(|part| Some((part, letters_too_many(words, part, &fits)?)));
    Misfit {
        piece,
        fill: fill(words),
        numbers: numbers_that_fit(words, &fits),
        // The line before 999 is of every poster, and stands in another file of a copy.
        shorter: shorter.min_by_key(|(part, letters)| (*part == PosterPart::Danger, *letters)),
    }
}

fn numbers_that_fit(words: &PosterWords, fits: &impl Fn(&PosterWords) -> bool) -> Option<FewerNumbers> {
    let count = (1..words.numbers.len()).rev().find(|count| {
        let mut fewer = words.clone();
        fewer.numbers.truncate(*count);
        fits(&fewer)
    })?;
    Some(FewerNumbers { fit: count, of: words.numbers.len(), first_over: words.numbers[count].at })
}

/// Found by halves: between one cut that is too little and one that is enough.
fn letters_too_many(words: &PosterWords, part: PosterPart, fits: &impl Fn(&PosterWords) -> bool) -> Option<usize> {
    let text: Vec<char> = words.clone().text_mut(part)?.chars().collect();
    let fits_without = |letters: usize| {
        let mut shorter = words.clone();
        if let Some(all) = shorter.text_mut(part) {
            *all = text[..text.len() - letters].iter().collect();
        }
        fits(&shorter)
    };
    let (mut little, mut enough) = (0, text.len().checked_sub(LEAST)?);
    if !fits_without(enough) {
        return None;
    }
    while little + 1 < enough {
        let half = usize::midpoint(little, enough);
        if fits_without(half) { enough = half } else { little = half }
    }
    Some(enough)
}
