//! Posters on paper: how each is set so that all of it stands on its sheet, and what does not fit however it is set.
//!
//! Takes a [`Poster`] of the site. Gives a [`PosterOnPaper`]: the largest letters, the most strips and the smallest cards in which
//! everything fits, by a cautious estimate (`faces`) of the room that words take in `static/style.css` (`sheets`); and for what
//! fits in none of them a [`Misfit`], with what would have to be shorter (`remedy`). `render` sets posters so; `check` refuses
//! those with a misfit. It knows no HTML.
//!
//! A poster -> `words` (with room for a corrected number) -> `column` (lines) -> `sheets` (how full) -> the first way that fits.

mod column;
mod faces;
mod remedy;
mod sheets;
mod words;

use crate::site::Site;
use crate::site::kit::{Poster, Posters};

pub use column::address_parts;
pub use words::PosterPart;

use words::PosterWords;

/// What stands before the first words on a card, as `templates/poster.html` writes it.
const BEFORE_FIRST_WORDS: &str = "You can begin with words like these:";

/// Which sheets, or pieces of one, a poster has to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperPiece {
    /// A4 and A5, down to the strips.
    Sheet,
    /// A4 and A5, to fold in four.
    FoldedCard,
    /// The strips at the foot of a sheet.
    Strips,
    Cards,
    /// Wallet cards with words to begin with.
    FirstWords,
}

/// How large letters are: `.step-0` to `.step-6` in the style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LetterStep {
    /// The number in the name of the class.
    pub number: u8,
    /// What the size of all letters is multiplied by.
    letters: f64,
    /// What the size of the title is multiplied by as well.
    title: f64,
}

/// From the largest to the smallest that can still be read well.
const STEPS: [LetterStep; 7] = [
    LetterStep { number: 0, letters: 1.0, title: 1.0 },
    LetterStep { number: 1, letters: 1.0, title: 0.77 },
    LetterStep { number: 2, letters: 0.94, title: 0.77 },
    LetterStep { number: 3, letters: 0.88, title: 0.77 },
    LetterStep { number: 4, letters: 0.82, title: 0.77 },
    LetterStep { number: 5, letters: 0.76, title: 0.77 },
    LetterStep { number: 6, letters: 0.7, title: 0.77 },
];

/// How the strips at the foot of a sheet are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StripForm {
    /// How many there are; none on a card to fold.
    pub count: u16,
    /// The address stands in smaller letters, since a part of it is long.
    pub has_small_address: bool,
}

impl StripForm {
    const NONE: Self = Self::usual(0);

    const fn usual(count: u16) -> Self {
        Self { count, has_small_address: false }
    }

    const fn small(count: u16) -> Self {
        Self { count, has_small_address: true }
    }
}

const STRIPS: [StripForm; 12] = [
    StripForm::usual(8),
    StripForm::usual(7),
    StripForm::usual(6),
    StripForm::usual(5),
    StripForm::usual(4),
    StripForm::usual(3),
    StripForm::small(8),
    StripForm::small(7),
    StripForm::small(6),
    StripForm::small(5),
    StripForm::small(4),
    StripForm::small(3),
];

/// How wallet cards are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardForm {
    /// How large its letters are.
    pub letters: LetterStep,
    /// Folded in the middle: the numbers stand on its other side, and a sheet has half as many.
    pub is_two_sided: bool,
    /// The numbers stand in two columns.
    pub has_columns: bool,
    /// Words to begin with stand beside the numbers.
    pub has_first_words: bool,
}

impl CardForm {
    const fn one_sided(letters: LetterStep) -> Self {
        Self { letters, is_two_sided: false, has_columns: false, has_first_words: false }
    }

    const fn two_sided(letters: LetterStep) -> Self {
        Self { is_two_sided: true, ..Self::one_sided(letters) }
    }

    const fn in_columns(letters: LetterStep) -> Self {
        Self { has_columns: true, ..Self::two_sided(letters) }
    }

    const fn with_first_words(letters: LetterStep) -> Self {
        Self { has_first_words: true, ..Self::two_sided(letters) }
    }

    /// How many a sheet of A4 has: pieces of 85 by 54 mm, or of 170 by 54 mm to fold.
    pub const fn on_a_sheet(self) -> usize {
        if self.is_two_sided { 5 } else { 10 }
    }
}

const CARDS: [CardForm; 7] = [
    CardForm::one_sided(STEPS[0]),
    CardForm::one_sided(STEPS[2]),
    CardForm::one_sided(STEPS[3]),
    CardForm::two_sided(STEPS[0]),
    CardForm::two_sided(STEPS[3]),
    CardForm::two_sided(STEPS[4]),
    CardForm::in_columns(STEPS[4]),
];

const FIRST_WORDS_CARDS: [CardForm; 3] =
    [CardForm::with_first_words(STEPS[0]), CardForm::with_first_words(STEPS[3]), CardForm::with_first_words(STEPS[4])];

/// How full a piece of paper is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fill {
    /// 1 is full; more does not fit.
    pub ratio: f64,
    /// A word that is wider than its column, if that is what fills it.
    pub too_wide: Option<(PosterPart, String)>,
}

impl Fill {
    fn fits(&self) -> bool {
        self.ratio <= 1.0
    }

    fn fuller(self, other: Self) -> Self {
        if other.ratio > self.ratio { other } else { self }
    }
}

/// Something that does not fit on paper, set as small as may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    pub piece: PaperPiece,
    /// How full that would be.
    pub fill: Fill,
    /// Fewer numbers, if that helps.
    pub numbers: Option<FewerNumbers>,
    /// A text, and how many letters it would have to lose, if that helps.
    pub shorter: Option<(PosterPart, usize)>,
}

/// How many numbers would fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FewerNumbers {
    pub fit: usize,
    /// So many are to stand there.
    pub of: usize,
    /// The first that does not, by its place in the poster's list from 0.
    pub first_over: usize,
}

/// How a poster is set.
#[derive(Debug, Clone, PartialEq)]
pub struct PosterOnPaper {
    /// The letters of A4 and A5.
    pub letters: LetterStep,
    pub strips: StripForm,
    pub cards: CardForm,
    /// The wallet cards with words to begin with.
    pub first_words: CardForm,
    /// What does not fit, although it is set the smallest way.
    pub misfits: Vec<Misfit>,
}

pub fn set(site: &Site, posters: &Posters, poster: &Poster) -> PosterOnPaper {
    let words = PosterWords::of(site, posters, poster);
    let mut misfits = Vec::new();
    let pocket = words.in_pocket();
    let (letters, strips) = if poster.is_folded() {
        (first_that_fits(&words, PaperPiece::FoldedCard, &STEPS, sheets::fold, &mut misfits), StripForm::NONE)
    } else {
        let letters = first_that_fits(&words, PaperPiece::Sheet, &STEPS, sheets::poster, &mut misfits);
        (letters, first_that_fits(&pocket, PaperPiece::Strips, &STRIPS, sheets::strips, &mut misfits))
    };
    let cards = first_that_fits(&pocket, PaperPiece::Cards, &CARDS, sheets::card, &mut misfits);
    let first_words = if poster.has_first_words {
        first_that_fits(&pocket, PaperPiece::FirstWords, &FIRST_WORDS_CARDS, sheets::card, &mut misfits)
    } else {
        FIRST_WORDS_CARDS[0]
    };
    PosterOnPaper { letters, strips, cards, first_words, misfits }
}

/// The first of some ways in which the words fit. If they fit in none: the last, and a misfit.
fn first_that_fits<W: Copy, const WAYS: usize>(
    words: &PosterWords,
    piece: PaperPiece,
    ways: &[W; WAYS],
    fill: impl Fn(&PosterWords, W) -> Fill,
    misfits: &mut Vec<Misfit>,
) -> W {
    if let Some(way) = ways.iter().find(|way| fill(words, **way).fits()) {
        return *way;
    }
    let last = ways[WAYS - 1];
    misfits.push(remedy::misfit(words, piece, |words| fill(words, last)));
    last
}
