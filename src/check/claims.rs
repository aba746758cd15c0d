//! What two places say of one fact, and what a note says beside it: neither may say more than the fact does.

use std::collections::BTreeMap;

use super::beside_pages;
use super::words::holds;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Contact, ContactKind, OpeningHours, PhoneNumber, PhraseFinder, Service, Site};

/// Words for "whenever you like", which only hours may say.
const ANY_HOUR: [&str; 6] = ["any time", "any hour", "24 hours", "24/7", "day and night", "day or night"];

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = site.shown_services().flat_map(any_hour).collect();
    found.extend(other_hours(site));
    found.extend(same_number(site));
    found.extend(doubt(site));
    found
}

/// A note that says "at any time" beside a way to make contact whose hours do not.
fn any_hour(service: &Service) -> impl Iterator<Item = Diagnostic> + '_ {
    // A form on a website can be sent whenever a reader likes, whoever reads it later.
    let is_form = |contact: &Contact| matches!(contact.kind, ContactKind::Web | ContactKind::Webform);
    let unsure = service.contacts.iter().filter(move |contact| !contact.is_any_hour() && !is_form(contact));
    unsure.filter_map(|contact| {
        let note = contact.note.as_deref()?;
        let said = ANY_HOUR.into_iter().find(|said| holds(note, said))?;
        let message = format!("the note of \"{}\" says \"{said}\", and its hours do not", contact.label);
        let place = service.prose.iter().find(|prose| prose.text == note).map_or(&service.place, |prose| &prose.place);
        let fault = Diagnostic::error(place.clone(), Kind::AnyHourClaimed, message);
        Some(fault.with_help("give the contact its hours, or say when they answer"))
    })
}

/// One number in the files of two services, with other hours: one of them is out of date.
fn other_hours(site: &Site) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, (&Service, &Contact)> = BTreeMap::new();
    let mut found = Vec::new();
    for service in site.shown_services() {
        for contact in &service.contacts {
            // A file that gives no hours says nothing that could be wrong.
            let Some(number) = contact.number().filter(|_| contact.hours.is_some()) else { continue };
            let (other, before) = *first.entry(number.shown()).or_insert((service, contact));
            if before.kind == contact.kind && hours(before) != hours(contact) {
                found.push(contradiction((other, before), (service, contact)));
            }
        }
    }
    found
}

/// Numbers as short as 101 are of a whole country.
const SHORT: usize = 6;
/// How `[review]` excuses a number that two services share.
const SAME_NUMBER: &str = "same-number";

/// One number in the files of services of different people: it was pasted into one of them, unless it is excused.
fn same_number(site: &Site) -> Vec<Diagnostic> {
    let is_excused = |service: &Service| service.review.excuses.iter().any(|excuse| excuse.signal == SAME_NUMBER);
    let mut first: BTreeMap<&str, &Service> = BTreeMap::new();
    let mut found = Vec::new();
    for service in site.shown_services().filter(|service| !is_excused(service)) {
        for number in service.contacts.iter().filter_map(Contact::number).map(PhoneNumber::shown) {
            // What stands before a number that is rung by text relay is no part of it.
            let plain = number.strip_prefix("18001 ").unwrap_or(number);
            let digits = plain.bytes().filter(u8::is_ascii_digit).count();
            let other = *first.entry(number).or_insert(service);
            if other.operator == service.operator || digits <= SHORT {
                continue;
            }
            let (id, name) = (&other.id, &other.name);
            let message = format!("{number} is also the number of `{id}` ({name}), and the two are run by different people");
            let help = format!(
                "correct the one that is wrong. If they share it, write excuse = [{{ signal = \"{SAME_NUMBER}\", reason = \"…\", initials = \"…\" }}] \
                 under [review] here"
            );
            found.push(Diagnostic::warning(service.place.clone(), Kind::SameNumber, message).with_help(help));
        }
    }
    found
}

fn hours(contact: &Contact) -> Option<&OpeningHours> {
    contact.hours.as_ref().map(|hours| &hours.value)
}

/// Told in the file that gives fewer hours: of a number that is answered at any hour, the other is the slip more often.
fn contradiction(before: (&Service, &Contact), now: (&Service, &Contact)) -> Diagnostic {
    let ((right, contact), (service, _)) = if is_always(now.1) { (now, before) } else { (before, now) };
    let number = contact.number().map(PhoneNumber::shown).unwrap_or_default();
    let message = format!("{number} has other hours here than in the file of `{}`", right.id);
    let same = if is_always(contact) {
        "write `always = true` in [contact.hours] here".to_owned()
    } else {
        format!("copy [contact.hours] of `{}`", right.id)
    };
    // A warning: a number whose digit is being corrected may look like another's for a while.
    Diagnostic::warning(service.place.clone(), Kind::OtherHours, message).with_help(format!(
        "one number has one set of hours: {same}, or correct content/services/{}.toml if it is out of date",
        right.id
    ))
}

fn is_always(contact: &Contact) -> bool {
    hours(contact) == Some(&OpeningHours::Always)
}

/// Our doubt, printed outside the pages (which the signals of the voice read): it belongs in `editor_notes`.
fn doubt(site: &Site) -> Vec<Diagnostic> {
    let doubts = PhraseFinder::of(&site.words.voice.doubt);
    let found = beside_pages(site).filter_map(|(prose, _)| {
        let doubt = doubts.held_by(&prose.text).next()?;
        let message = format!("the reader is made to carry our doubt: \"{doubt}\"");
        let fault = Diagnostic::warning(prose.place.clone(), Kind::Doubt, message);
        Some(fault.with_help("say what to do about it, or keep it in editor_notes"))
    });
    found.collect()
}
