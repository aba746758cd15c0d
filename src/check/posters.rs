//! Rules for what is printed: all of a poster stands on its sheet, its strips and its cards, and it has the words it promises.
//!
//! Paper cannot be scrolled, and whoever prints a poster does not see what is missing. How much fits is for [`crate::paper`]; here it
//! is said so that an editor can mend it.

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::paper::{self, FewerNumbers, Misfit, PaperPiece, PosterPart};
use crate::site::Site;
use crate::site::kit::{Poster, Posters};
use crate::site::service::Service;
use crate::site::words::holds;

/// With more letters than this, a text that would be short enough without some is to blame, and not how many numbers there are.
const LONG_TEXT: usize = 80;

/// Words of a label that say that nobody answers at some hours.
const OF_HOURS: [&str; 7] = ["shut", "closed", "at night", "at weekends", "weekdays", "in the day", "office hours"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let Some(posters) = &site.posters else { return Vec::new() };
    let misfits = posters.posters.iter().flat_map(|poster| {
        let misfits = paper::set(site, posters, poster).misfits;
        misfits.into_iter().map(move |misfit| MisfitOf { site, posters, poster, misfit })
    });
    // The host is the same on every poster, and is told of once.
    let (of_host, others): (Vec<MisfitOf<'_>>, Vec<_>) = misfits.partition(MisfitOf::is_of_host);
    let faults = of_host.iter().take(1).chain(&others).map(MisfitOf::fault);
    let faults = faults.chain(posters.posters.iter().filter_map(|poster| no_first_words(site, poster)));
    faults.chain(posters.posters.iter().flat_map(left_off)).collect()
}

/// Strips and cards leave the label out: what it says of hours is lost to whoever has only these in a pocket.
fn left_off(poster: &Poster) -> impl Iterator<Item = Diagnostic> + '_ {
    let says_hours = |text: &str| OF_HOURS.into_iter().find(|words| holds(text, words));
    let numbers = poster.numbers.iter().filter(|one| one.is_in_pocket && !poster.when.contains_key(&one.service));
    numbers.filter(move |_| says_hours(&poster.strip.text).is_none()).filter_map(move |one| {
        let said = says_hours(&one.label.text)?;
        let message = format!("the label of `{}` says “{said}”, and strips and cards leave the label out", one.service);
        let fault = Diagnostic::warning(one.label.place.clone(), Kind::HoursLeftOff, message);
        Some(fault.with_help("write below it, in a few neutral words: when = \"not at night\""))
    })
}

/// The services that have words to begin with may have closed since.
fn no_first_words(site: &Site, poster: &Poster) -> Option<Diagnostic> {
    let has_words =
        |service: &Service| service.on_contact.as_ref().is_some_and(|on_contact| !on_contact.value.first_words.is_empty());
    if !poster.has_first_words || poster.numbers.iter().any(|one| has_words(site.service(&one.service))) {
        return None;
    }
    let message = format!("the poster `{}` is to have a card with first words, and none of its services has any", poster.id);
    let fault = Diagnostic::warning(poster.place.clone(), Kind::NoFirstWords, message);
    Some(fault.with_help("add `first_words` to the file of a service it names, or take `first_words` of the poster away"))
}

/// A misfit, and the poster it is of.
struct MisfitOf<'a> {
    site: &'a Site,
    posters: &'a Posters,
    poster: &'a Poster,
    misfit: Misfit,
}

impl MisfitOf<'_> {
    fn fault(&self) -> Diagnostic {
        let shortened = || self.text().filter(|_| self.is_one_text_long());
        let (place, message, help) =
            self.word().or_else(shortened).or_else(|| self.number()).or_else(|| self.text()).unwrap_or_else(|| self.whole());
        Diagnostic::error(place, Kind::OffThePaper, message).with_help(help)
    }

    /// A part of the host is too wide.
    fn is_of_host(&self) -> bool {
        let word = self.misfit.fill.too_wide.as_ref();
        word.is_some_and(|(part, word)| *part == PosterPart::Address && !word.starts_with('/'))
    }

    /// One word is too wide.
    fn word(&self) -> Option<(Place, String, String)> {
        let (part, word) = self.misfit.fill.too_wide.as_ref()?;
        let piece = on(self.misfit.piece);
        let (message, help) = if *part == PosterPart::Address {
            let address = self.site.settings.spoken_address(&format!("/go/{}", self.poster.link));
            let message = format!("the address {address} does not fit on {piece}: {word} stays on one line");
            (message, "a line may end before a dot or a hyphen: choose an address for site.toml whose parts are shorter")
        } else {
            let message = format!("“{word}” in {} is too long a word for {piece}", self.name(*part));
            (message, "use shorter words, or write it as two")
        };
        Some((self.place(*part), message, help.to_owned()))
    }

    /// One text is so long that the others are not to blame.
    fn is_one_text_long(&self) -> bool {
        let text = self.misfit.shorter.and_then(|(part, _)| self.text_of(part));
        text.is_some_and(|text| text.chars().count() > LONG_TEXT)
    }

    fn text_of(&self, part: PosterPart) -> Option<&str> {
        let text = match part {
            PosterPart::Title => &self.poster.title,
            PosterPart::Line(at) => self.poster.lines.get(at)?,
            PosterPart::Label(at) => &self.poster.numbers.get(at)?.label,
            PosterPart::Danger => &self.posters.danger,
            PosterPart::Strip => &self.poster.strip,
            PosterPart::Number(_) | PosterPart::Address | PosterPart::Dated | PosterPart::FirstWords(_) => return None,
        };
        Some(&text.text)
    }

    /// Fewer numbers would fit.
    fn number(&self) -> Option<(Place, String, String)> {
        let FewerNumbers { fit, of, first_over } = self.misfit.numbers?;
        let numbers = if fit == 1 { "number" } else { "numbers" };
        let message = format!(
            "{} has room for {} {numbers} of this length, and the poster `{}` has {}",
            on(self.misfit.piece),
            in_words(fit),
            self.poster.id,
            in_words(of)
        );
        let away = format!("take {} away", in_words(of - fit));
        let shorter = |(part, count)| format!("{away}, or make {} shorter by {}", self.name(part), letters(count));
        let help = self.misfit.shorter.map(shorter);
        Some((self.place(PosterPart::Label(first_over)), message, help.unwrap_or(away)))
    }

    /// One text could be shorter.
    fn text(&self) -> Option<(Place, String, String)> {
        let (part, count) = self.misfit.shorter?;
        let message = format!("{} is too long for {} by about {}", self.name(part), on(self.misfit.piece), letters(count));
        let help = format!("make it shorter by {}, or another part of the poster `{}`", letters(count), self.poster.id);
        Some((self.place(part), message, help))
    }

    fn whole(&self) -> (Place, String, String) {
        let over = ((self.misfit.fill.ratio - 1.0) * 100.0).ceil();
        let message =
            format!("the words of the poster `{}` need {over} % more room than {} has", self.poster.id, on(self.misfit.piece));
        let help = "make its title, lines and labels shorter, or take numbers away".to_owned();
        (self.poster.title.place.clone(), message, help)
    }

    /// What an editor calls a part.
    fn name(&self, part: PosterPart) -> String {
        let quoted = |what: &str, text: &str| format!("{what} “{}”", beginning(text));
        match part {
            PosterPart::Title => "the title".to_owned(),
            PosterPart::Line(_) => quoted("the line", self.text_of(part).unwrap_or_default()),
            PosterPart::Label(_) => quoted("the label", self.text_of(part).unwrap_or_default()),
            PosterPart::Danger => "the line before 999".to_owned(),
            PosterPart::Strip => "the text of `strip`".to_owned(),
            PosterPart::Address => "the address".to_owned(),
            PosterPart::Dated => "the line with the dates".to_owned(),
            PosterPart::Number(at) | PosterPart::FirstWords(at) => {
                let service = self.poster.numbers.get(at).map(|one| self.site.service(&one.service));
                service.map_or_else(String::new, |service| format!("what is printed of {}", service.name))
            }
        }
    }

    fn place(&self, part: PosterPart) -> Place {
        let poster = self.poster;
        let number = |at: usize| poster.numbers.get(at).map(|one| &one.label.place);
        let found = match part {
            PosterPart::Title => Some(&poster.title.place),
            PosterPart::Line(at) => poster.lines.get(at).map(|line| &line.place),
            PosterPart::Danger => Some(&self.posters.danger.place),
            PosterPart::Label(at) | PosterPart::Number(at) | PosterPart::FirstWords(at) => number(at),
            PosterPart::Strip => Some(&poster.strip.place),
            PosterPart::Address | PosterPart::Dated => Some(&poster.place),
        };
        found.unwrap_or(&poster.place).clone()
    }
}

/// As many words of a text as name it.
fn beginning(text: &str) -> String {
    const WORDS: usize = 5;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= WORDS { text.to_owned() } else { format!("{} …", words[..WORDS].join(" ")) }
}

fn on(piece: PaperPiece) -> &'static str {
    match piece {
        PaperPiece::Sheet => "the sheet (A4 and A5)",
        PaperPiece::FoldedCard => "the card to fold in four",
        PaperPiece::Strips => "the strip to tear off",
        PaperPiece::Cards => "the wallet card",
        PaperPiece::FirstWords => "the wallet card with words to begin with",
    }
}

fn letters(count: usize) -> String {
    if count == 1 { "1 letter".to_owned() } else { format!("{count} letters") }
}

fn in_words(count: usize) -> String {
    const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
