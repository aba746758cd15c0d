//! The words of a poster as they are measured: with room for corrections, so that a measure never stands in the way of a fact.
//!
//! A number takes at least the room of eleven digits in four groups, so another number of its kind fits where it stood. A date takes
//! the room of the longest, so a poster that was looked at again fits as it did.

use crate::site::Site;
use crate::site::id::ServiceId;
use crate::site::kit::{Poster, PosterNumber, Posters};

/// What stands on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PosterPart {
    /// The largest line.
    Title,
    /// One of the lines below it, from 0.
    Line(usize),
    /// The line before the emergency number.
    Danger,
    /// What a number is for, by its place in the list from 0.
    Label(usize),
    /// The number and the name of who answers.
    Number(usize),
    /// The words on strips and cards.
    Strip,
    Address,
    /// When it was checked and until when it holds.
    Dated,
    /// The words to begin with that a service's file gives.
    FirstWords(usize),
}

/// The longest date that a poster can carry, as `templates/poster.html` writes it.
const DATES: &str = "Checked September 2026. Replace after September 2026.";
/// What stands before it on a sheet, and on a card to fold, after the name of the site.
const SHOWS: &str = " shows who to contact, and keeps nothing that says who you are. ";
const KEEPS: &str = " keeps nothing that says who you are. ";

/// A number that takes as much room as any with eleven digits.
const USUAL_NUMBER: &str = "00000 00 00 00";
/// Most spaces and digits in a usual number.
const USUAL_SPACES: usize = 3;
const USUAL_DIGITS: usize = 11;

/// The words of a poster, ready to be measured.
#[derive(Debug, Clone)]
pub(super) struct PosterWords {
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) danger: String,
    pub(super) emergency: String,
    pub(super) numbers: Vec<NumberWords>,
    pub(super) strip: String,
    pub(super) address: String,
    /// On a sheet.
    pub(super) dated: String,
    /// On a card to fold in four.
    pub(super) dated_folded: String,
    /// On a card.
    pub(super) dates: &'static str,
}

#[derive(Debug, Clone)]
pub(super) struct NumberWords {
    /// Its place in the list of the poster.
    pub(super) at: usize,
    is_in_pocket: bool,
    pub(super) label: String,
    pub(super) service: String,
    /// On strips and cards: its name, and when it answers.
    service_in_pocket: String,
    pub(super) number: String,
    /// It is longer than usual, and may go on in a second line.
    pub(super) is_long: bool,
    pub(super) first_words: Vec<String>,
}

impl PosterWords {
    pub(super) fn of(site: &Site, posters: &Posters, poster: &Poster) -> Self {
        let name = &site.settings.name;
        Self {
            title: poster.title.text.clone(),
            lines: poster.lines.iter().map(|line| line.text.clone()).collect(),
            danger: posters.danger.text.clone(),
            emergency: number(site, &posters.emergency).unwrap_or_default(),
            numbers: poster.numbers.iter().enumerate().filter_map(|(at, one)| number_words(site, poster, at, one)).collect(),
            strip: poster.strip.text.clone(),
            address: site.settings.spoken_address(&format!("/go/{}", poster.link)),
            dated: format!("{name}{SHOWS}{DATES}"),
            dated_folded: format!("{name}{KEEPS}{DATES}"),
            dates: DATES,
        }
    }

    /// What stands on strips and cards.
    pub(super) fn in_pocket(&self) -> Self {
        let numbers = self.numbers.iter().filter(|one| one.is_in_pocket);
        let numbers = numbers.map(|one| NumberWords { service: one.service_in_pocket.clone(), ..one.clone() });
        Self { numbers: numbers.collect(), ..self.clone() }
    }

    /// The words of a part that whoever writes posters can change.
    pub(super) fn text_mut(&mut self, part: PosterPart) -> Option<&mut String> {
        match part {
            PosterPart::Title => Some(&mut self.title),
            PosterPart::Line(at) => self.lines.get_mut(at),
            PosterPart::Danger => Some(&mut self.danger),
            PosterPart::Label(at) => Some(&mut self.numbers.iter_mut().find(|one| one.at == at)?.label),
            PosterPart::Strip => Some(&mut self.strip),
            PosterPart::Number(_) | PosterPart::Address | PosterPart::Dated | PosterPart::FirstWords(_) => None,
        }
    }

    /// The parts that whoever writes posters can shorten.
    pub(super) fn own_parts(&self) -> Vec<PosterPart> {
        let lines = (0..self.lines.len()).map(PosterPart::Line);
        let labels = self.numbers.iter().map(|one| PosterPart::Label(one.at));
        [PosterPart::Title].into_iter().chain(lines).chain(labels).chain([PosterPart::Strip, PosterPart::Danger]).collect()
    }
}

/// None for a service without a number: the check refuses that poster.
fn number_words(site: &Site, poster: &Poster, at: usize, one: &PosterNumber) -> Option<NumberWords> {
    let service = site.service(&one.service);
    let when = poster.when.get(&one.service);
    let on_contact = service.on_contact.as_ref();
    let number = with_room(&number(site, &one.service)?);
    Some(NumberWords {
        at,
        is_in_pocket: one.is_in_pocket,
        label: one.label.text.clone(),
        service: service.name.clone(),
        service_in_pocket: when.map_or(service.name.clone(), |when| format!("{}, {}:", service.name, when.text)),
        is_long: number != USUAL_NUMBER,
        number,
        first_words: on_contact
            .map(|fact| fact.value.first_words.iter().map(|words| quoted(words)).collect())
            .unwrap_or_default(),
    })
}

fn quoted(words: &str) -> String {
    format!("“{words}”")
}

fn number(site: &Site, id: &ServiceId) -> Option<String> {
    site.service(id).phone()?.number_with_menu()
}

/// A number as wide as any that may take its place when it is corrected.
fn with_room(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let spaces = number.chars().filter(|sign| *sign == ' ').count();
    let is_usual = digits <= USUAL_DIGITS && spaces <= USUAL_SPACES && !number.starts_with('+');
    if is_usual { USUAL_NUMBER.to_owned() } else { format!("{number}0") }
}

#[cfg(test)]
mod tests {
    use super::{USUAL_NUMBER, with_room};

    #[test]
    fn every_usual_number_takes_the_same_room_and_a_longer_one_has_room_for_a_digit() {
        for number in ["101", "0800 1111", "0808 1000 900", "01632 960102", "08000 28 22 33"] {
            assert_eq!(with_room(number), USUAL_NUMBER, "{number}");
        }
        assert_eq!(with_room("+44 203 879 8560"), "+44 203 879 85600");
    }
}
