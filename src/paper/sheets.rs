//! How full each sheet is with a poster's words, set one way.
//!
//! Every figure here is a figure of the parts `poster` and `poster-a5` in `static/style.css`, in millimetres of A4 (`--u`; a sheet of
//! A5 is the same, smaller). Change both: `tests/browser/posters_fit.rs` holds the one against the other in a browser.

use super::column::{Measured, SetText};
use super::faces::Face;
use super::words::{NumberWords, PosterPart, PosterWords};
use super::{CardForm, Fill, LetterStep, StripForm};

/// What a room may be filled to: a browser rounds, and faces differ.
const FILLED: f64 = 0.98;

/// `html{line-height}` of the part `all`, for what has none of its own.
const USUAL_LEADING: f64 = 1.5;

/// `.a4,.a5`: 210 wide with 14 at each side, 296 high with 13 above and the strips below; `gap`.
const SHEET_WIDTH: f64 = 182.0;
const SHEET_HEIGHT: f64 = 296.0 - 13.0 - STRIPS_HEIGHT;
const SHEET_GAP: f64 = 4.6;
const STRIPS_HEIGHT: f64 = 70.0;
/// `.alarm`: its border and padding at both sides, and the gap before its number.
const ALARM_SIDES: f64 = 2.0 * (1.2 + 6.0);
const ALARM_BORDERS: f64 = 2.0 * 1.2;
const ALARM_GAP: f64 = 4.0;
/// `.middle`: the code with its margins, and the gap beside it.
const CODE_WIDTH: f64 = 57.0 - 4.0;
const CODE_HEIGHT: f64 = 57.0 - 2.0;
const CODE_GAP: f64 = 4.0;
/// `.calls`.
const CALLS_GAP: f64 = 3.0;
/// `.own`: the room to write in.
const OWN_ABOVE: f64 = 4.0;

fn is_own(line: &str) -> bool {
    line.ends_with('…')
}

/// A4 and A5, without the strips.
pub(super) fn poster(words: &PosterWords, step: LetterStep) -> Fill {
    let (l, t) = (step.letters, step.title);
    let lines =
        words.lines.iter().enumerate().map(|(at, line)| SetText::new(PosterPart::Line(at), line, Face::Sans, 7.0 * l, 1.25));
    let own = words.lines.iter().filter(|line| is_own(line)).count();
    let texts = [SetText::new(PosterPart::Title, &words.title, Face::Serif, 14.0 * l * t, 1.1)].into_iter().chain(lines);
    let texts = texts.chain([
        SetText::address(&words.address, 9.4 * l, 1.15),
        SetText::new(PosterPart::Dated, &words.dated, Face::Sans, 3.3, USUAL_LEADING),
    ]);
    let beside_code = SHEET_WIDTH - CODE_WIDTH - CODE_GAP;
    let middle = calls(words, beside_code, l, [6.0, 14.6, 5.0]).beside(Measured::taken(CODE_HEIGHT));
    let all = Measured::stack(SHEET_WIDTH, texts).above(alarm(words, step)).above(middle);
    // One gap above the strips, and one below each of the five parts that are always there and of the lines.
    let gaps = 5 + words.lines.len();
    Fill::of(all.and(times(gaps, SHEET_GAP * l) + times(own, OWN_ABOVE)), SHEET_HEIGHT)
}

fn alarm(words: &PosterWords, step: LetterStep) -> Measured {
    let number = Face::Bold.width(&words.emergency) * 19.0 * step.letters;
    let beside = SHEET_WIDTH - ALARM_SIDES - ALARM_GAP - number;
    let text = SetText::new(PosterPart::Danger, &words.danger, Face::Bold, 7.5 * step.letters, USUAL_LEADING);
    text.within(beside).beside(Measured::taken(19.0 * 1.25 * step.letters)).and(ALARM_BORDERS)
}

/// `.calls`: what each number is for, the number, and who answers; sizes of the three.
fn calls(words: &PosterWords, column: f64, l: f64, sizes: [f64; 3]) -> Measured {
    let [label, number, service] = sizes.map(|size| size * l);
    let texts = words.numbers.iter().flat_map(|one| {
        let at = one.at;
        let service = SetText::new(PosterPart::Number(at), &one.service, Face::Sans, service, 1.0);
        [
            SetText::new(PosterPart::Label(at), &one.label, Face::Sans, label, 1.25),
            SetText::number(PosterPart::Number(at), one, number, 1.1),
            // Its lines are as far apart as those of the label.
            SetText { line: label * 1.25, ..service },
        ]
    });
    Measured::stack(column, texts).and(times(words.numbers.len().saturating_sub(1), CALLS_GAP * l))
}

/// `.fold>*`: a quarter of the sheet with 9 on each side; `gap` inside and on the back.
const FOLD_WIDTH: f64 = 105.0 - 2.0 * 9.0;
const FOLD_HEIGHT: f64 = 148.0 - 2.0 * 9.0;
const FOLD_GAP: f64 = 3.2;
const FOLD_BACK_GAP: f64 = 3.0;
const FOLD_CODE: f64 = 48.0;
/// `.fold .alarm`.
const FOLD_ALARM_SIDES: f64 = 2.0 * (1.2 + 3.0);

/// The card to fold in four, on A4 and A5: the fullest of its quarters.
pub(super) fn fold(words: &PosterWords, step: LetterStep) -> Fill {
    let l = step.letters;
    let title = SetText::new(PosterPart::Title, &words.title, Face::Serif, 8.0 * l, 1.1);
    let number = Face::Bold.width(&words.emergency) * 11.0 * l;
    let danger = SetText::new(PosterPart::Danger, &words.danger, Face::Bold, 4.8 * l, 1.35);
    let danger = danger.within(FOLD_WIDTH - FOLD_ALARM_SIDES - ALARM_GAP - number);
    let danger = danger.beside(Measured::taken(11.0 * 1.25 * l)).and(ALARM_BORDERS);
    let calls = calls(words, FOLD_WIDTH, l, [4.4, 9.4, 3.8]);
    let who = title.within(FOLD_WIDTH).above(danger).above(calls).and(2.0 * FOLD_GAP * l);
    let lines =
        words.lines.iter().enumerate().map(|(at, line)| SetText::new(PosterPart::Line(at), line, Face::Sans, 4.8 * l, 1.35));
    let next = Measured::stack(FOLD_WIDTH, lines).and(times(words.lines.len().saturating_sub(1), FOLD_GAP * l));
    let address = SetText::address(&words.address, 5.6 * l, 1.15);
    let dated = SetText::new(PosterPart::Dated, &words.dated_folded, Face::Sans, 3.3, USUAL_LEADING);
    let back = Measured::stack(FOLD_WIDTH, [address, dated]).and(FOLD_CODE + 2.0 * FOLD_BACK_GAP * l);
    let front = SetText::new(PosterPart::Strip, &words.strip, Face::Serif, 14.0 * l, 1.1).within(FOLD_WIDTH);
    [who, next, back, front].into_iter().map(|quarter| Fill::of(quarter, FOLD_HEIGHT)).reduce(Fill::fuller).unwrap_or_default()
}

/// `.strips p`: along the strip, and across all of them; the padding across each, and the line to cut along.
const STRIP_LENGTH: f64 = 69.6 - 2.0 * 3.0;
const STRIPS_WIDTH: f64 = 210.0;
const STRIP_SIDES: f64 = 2.0 * 1.5 + 0.4;
const STRIP_SIZE: f64 = 3.4;
const STRIP_LEADING: f64 = 1.25;

/// `.small b`.
const STRIP_SMALL_ADDRESS: f64 = 3.0;

/// The strips at the foot of a sheet.
pub(super) fn strips(words: &PosterWords, form: StripForm) -> Fill {
    let size = if form.has_small_address { STRIP_SMALL_ADDRESS } else { STRIP_SIZE };
    let numbers = words.numbers.iter().map(|one| {
        let service = SetText::new(PosterPart::Number(one.at), &one.service, Face::Sans, STRIP_SIZE, STRIP_LEADING);
        service.with_tail(Face::Bold.width(&one.number) * STRIP_SIZE)
    });
    let texts = [
        SetText::new(PosterPart::Strip, &words.strip, Face::Sans, STRIP_SIZE, STRIP_LEADING),
        SetText::address(&words.address, size, STRIP_LEADING),
    ];
    let across = STRIPS_WIDTH / f64::from(form.count) - STRIP_SIDES;
    Fill::of(Measured::stack(STRIP_LENGTH, texts.into_iter().chain(numbers)), across)
}

/// `.side`: 85 by 54 with its padding and the line to cut along; what may stand between its parts.
const CARD_WIDTH: f64 = 85.0 - 2.0 * 3.0 - 0.4;
const CARD_HEIGHT: f64 = 54.0 - 2.0 * 2.6 - 0.4;
const CARD_GAP: f64 = 0.5;
/// `.cards .qr` with its margins, and the gap of `.face`.
const CARD_CODE_WIDTH: f64 = 33.5 - 2.0;
const CARD_CODE_HEIGHT: f64 = 33.5 - 1.5;
const CARD_CODE_GAP: f64 = 1.0;
/// `.side p`: its letters, those of a number, their leading, and the room below.
const CARD_SIZE: f64 = 2.9;
const CARD_NUMBER: f64 = 5.4;
const CARD_LEADING: f64 = 1.25;
const CARD_NUMBER_LEADING: f64 = 1.1;
const CARD_BELOW: f64 = 1.2;
/// `.columns`.
const COLUMN_GAP: f64 = 2.0;
const COLUMN_NUMBER: f64 = 5.0;

/// A wallet card: the fuller of its sides.
pub(super) fn card(words: &PosterWords, form: CardForm) -> Fill {
    let l = form.letters.letters;
    let emergency = Face::Bold.width(&words.emergency) * CARD_NUMBER * l;
    let danger = SetText::new(PosterPart::Danger, &words.danger, Face::Sans, CARD_SIZE * l, CARD_LEADING).with_tail(emergency);
    let strip = SetText::new(PosterPart::Strip, &words.strip, Face::Serif, 5.0 * l, 1.12);
    let column = CARD_WIDTH - CARD_CODE_WIDTH - CARD_CODE_GAP;
    // The line with the number in it is as high as the number.
    let higher = (CARD_NUMBER * CARD_NUMBER_LEADING - CARD_SIZE * CARD_LEADING) * l;
    let face = Measured::stack(column, [strip, danger]).and(higher + 2.0 * CARD_BELOW);
    let face = if form.is_two_sided { face } else { face.above(card_numbers(words, form, column)) };
    let foot = [
        SetText::address(&words.address, 4.2 * l, 1.1),
        SetText::new(PosterPart::Dated, words.dates, Face::Sans, 2.3, CARD_LEADING),
    ];
    let face = face.beside(Measured::taken(CARD_CODE_HEIGHT)).above(Measured::stack(CARD_WIDTH, foot)).and(2.0 * CARD_GAP);
    let first = Fill::of(face, CARD_HEIGHT);
    if form.is_two_sided { first.fuller(back(words, form)) } else { first }
}

/// The other side of a card: the numbers, and what to say first.
fn back(words: &PosterWords, form: CardForm) -> Fill {
    if !form.has_columns {
        return Fill::of(card_numbers(words, form, CARD_WIDTH), CARD_HEIGHT);
    }
    let column = (CARD_WIDTH - COLUMN_GAP) / 2.0;
    // In rows of two, each as high as the higher of the two.
    let each: Vec<Measured> = words.numbers.iter().map(|one| card_number(one, form, column)).collect();
    let rows = each.chunks(2).map(|row| row.iter().cloned().reduce(Measured::beside).unwrap_or_default());
    Fill::of(rows.reduce(Measured::above).unwrap_or_default(), CARD_HEIGHT)
}

fn card_numbers(words: &PosterWords, form: CardForm, column: f64) -> Measured {
    let each = words.numbers.iter().map(|one| card_number(one, form, column));
    each.reduce(Measured::above).unwrap_or_default()
}

fn card_number(one: &NumberWords, form: CardForm, column: f64) -> Measured {
    let (l, at) = (form.letters.letters, one.at);
    let number = if form.has_columns { COLUMN_NUMBER } else { CARD_NUMBER };
    let call = [
        SetText::new(PosterPart::Number(at), &one.service, Face::Sans, CARD_SIZE * l, CARD_LEADING),
        SetText::number(PosterPart::Number(at), one, number * l, CARD_NUMBER_LEADING),
    ];
    let call = Measured::stack(column, call).and(CARD_BELOW);
    if !form.has_first_words || one.first_words.is_empty() {
        return call;
    }
    let say = [super::BEFORE_FIRST_WORDS].into_iter().chain(one.first_words.iter().map(String::as_str));
    let size = FIRST_WORDS_SIZE * l;
    let say = say.map(|words| SetText::new(PosterPart::FirstWords(at), words, Face::Sans, size, CARD_LEADING));
    call.above(Measured::stack(column, say)).and(times(one.first_words.len() + 1, CARD_BELOW))
}

/// `.say`.
const FIRST_WORDS_SIZE: f64 = 3.6;

fn times(count: usize, each: f64) -> f64 {
    u16::try_from(count).map_or(f64::INFINITY, |count| f64::from(count) * each)
}

impl Fill {
    fn of(measured: Measured, room: f64) -> Self {
        let high = measured.height / (room * FILLED);
        let wide = measured.width / FILLED;
        let word = measured.word.filter(|_| wide > 1.0 && wide >= high);
        Self { ratio: high.max(wide), too_wide: word }
    }
}
