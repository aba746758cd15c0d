//! A number, an address or hours that have changed, written into the service's file: only their own lines are touched, so comments and
//! order stay.

use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, value};

use super::ConfirmSession;
use crate::check::{Strictness, check};
use crate::commands::{Failure, overlay};
use crate::content::{self, DAYS, HoursMeant, WeekMeant};
use crate::diagnostic::Diagnostic;
use crate::disk::{make_folder, whole_file};
use crate::site;
use crate::site::contact::meant;
use crate::site::{AddressError, ContactValue, EmailAddress, FactKind, NamedFact, PhoneError, PhoneNumber, Service, WebAddress};

/// A change that can be made.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) file: PathBuf,
    /// What the file will say, as a confirmation repeats it.
    pub(super) new: String,
    change: FileChange,
    /// What the file is a copy of, where it is yet to be made.
    below: Option<String>,
}

/// What changes in the file.
#[derive(Debug)]
enum FileChange {
    /// The one line that gives this value.
    Value(String),
    /// The days of the hours of a contact, which is the first, second … of the file.
    Hours(usize, HoursMeant),
}

/// The edit that puts `said` in the place of a fact, when what was said is understood whole, and the file holds the fact in one place
/// only. A file below the copy's folder is copied into it with the change.
///
/// # Errors
/// What `check` would say of the changed file.
pub(super) fn offered(
    session: &ConfirmSession<'_>,
    service: &Service,
    fact: &NamedFact<'_>,
    said: &str,
) -> Result<Option<Edit>, String> {
    let Some((edit, changed)) = possible(session, service, fact, said) else { return Ok(None) };
    let mut tree = session.tree.clone();
    tree.set(service.place.file.clone(), changed);
    let (documents, mut found) = content::read(&tree);
    let (site, faults) = site::assemble(&documents);
    found.extend(faults);
    found.extend(site.iter().flat_map(|site| check(site, session.today, Strictness::Everyday)));
    match found.into_iter().find(Diagnostic::is_error) {
        Some(fault) => Err(fault.help.map_or_else(|| fault.message.clone(), |help| format!("{}: {help}", fault.message))),
        None => Ok(Some(edit)),
    }
}

/// The edit, and the file as it leaves it.
fn possible(session: &ConfirmSession<'_>, service: &Service, fact: &NamedFact<'_>, said: &str) -> Option<(Edit, String)> {
    let (new, change) = match fact.kind {
        FactKind::Number | FactKind::Address => (of_contact(fact, said)?, FileChange::Value(fact.value.clone())),
        FactKind::Hours => {
            let hours = HoursMeant::from_words(said).ok()?;
            let contact = service.contacts.iter().position(|one| fact.contact.is_some_and(|of| std::ptr::eq(of, one)))?;
            (hours.week.in_a_line(), FileChange::Hours(contact, hours))
        }
        FactKind::Privacy | FactKind::Cost => return None,
    };
    if new == fact.value {
        return None;
    }
    let file = own_file(session, service);
    let (text, below) = match fs::read_to_string(&file) {
        Ok(text) => (text, None),
        // What is below the copy is corrected in a copy of its file.
        Err(_) if session.tree.has_overlay() => {
            let below = session.tree.text(&service.place.file)?.to_owned();
            (below.clone(), Some(below))
        }
        Err(_) => return None,
    };
    let changed = change.applied(&text, &new)?;
    Some((Edit { file, new, change, below }, changed))
}

/// The file of a service in this copy's folder, whether it is there or not.
fn own_file(session: &ConfirmSession<'_>, service: &Service) -> PathBuf {
    let path = &service.place.file;
    let real = PathBuf::from(session.tree.real_name(path));
    if real.starts_with(session.folder) { real } else { session.folder.join(path.strip_prefix("content/").unwrap_or(path)) }
}

/// The file in which somebody else has changed a fact since it was read: what was confirmed is not printed any more.
pub(super) fn changed_since(session: &ConfirmSession<'_>, service: &Service, fact: &NamedFact<'_>) -> Option<PathBuf> {
    let file = own_file(session, service);
    let (then, now) = (session.tree.text(&service.place.file)?, fs::read_to_string(&file).ok()?);
    (part(then, service, fact) != part(&now, service, fact)).then_some(file)
}

/// The part of a service's file that a fact is made of.
fn part(text: &str, service: &Service, fact: &NamedFact<'_>) -> Option<toml::Value> {
    let mut file: toml::Table = toml::from_str(text).ok()?;
    let contact = service.contacts.iter().position(|one| fact.contact.is_some_and(|of| std::ptr::eq(of, one)));
    let contact = contact.and_then(|at| file.get("contact")?.get(at).cloned());
    match fact.kind {
        FactKind::Number | FactKind::Address => contact?.get("value").cloned(),
        FactKind::Hours => contact?.get("hours").cloned(),
        FactKind::Privacy => file.remove("on_contact"),
        FactKind::Cost => file.remove("cost"),
    }
}

/// The number or address that was said, as the site will show it.
fn of_contact(fact: &NamedFact<'_>, said: &str) -> Option<String> {
    match &fact.contact?.value.value {
        ContactValue::Number(_) => {
            // One of a rare length is for an editor to look at twice.
            let number = number_meant(said).ok().filter(|number| number.rare_length().is_none())?;
            Some(number.shown().to_owned())
        }
        ContactValue::Web(_) => Some(address_meant(said).ok()?.as_str().to_owned()),
        ContactValue::Email(_) => Some(said.parse::<EmailAddress>().ok()?.as_str().to_owned()),
        ContactValue::Post(_) => None,
    }
}

/// Answers that say that there is none any more.
const NONE: [&str; 4] = ["none", "no ", "gone", "closed"];

/// What speaks against the number, address or hours that were said, as `check` would say of it: now somebody can ask again.
pub(super) fn doubt(fact: &NamedFact<'_>, said: &str) -> Option<String> {
    let is_none = NONE.iter().any(|none| said.to_lowercase().starts_with(none));
    match fact.kind {
        _ if is_none => return None,
        FactKind::Hours => return HoursMeant::from_words(said).err().map(|error| error.to_string()),
        FactKind::Privacy | FactKind::Cost => return None,
        FactKind::Number | FactKind::Address => {}
    }
    match &fact.contact?.value.value {
        ContactValue::Number(known) => match number_meant(said) {
            Ok(number) => {
                let rare = number.rare_length().filter(|rare| known.rare_length() != Some(*rare))?;
                Some(format!("{} has {rare} digits, and nearly every number that begins with 0 has 11", number.shown()))
            }
            Err(error) => Some(error.to_string()),
        },
        ContactValue::Web(_) => address_meant(said).err().map(|error| error.to_string()),
        ContactValue::Email(_) => said.parse::<EmailAddress>().err().map(|error| error.to_string()),
        ContactValue::Post(_) => None,
    }
}

/// Hours that may be in either half of the day, each as what was said and what it may mean.
pub(super) fn guesses(fact: &NamedFact<'_>, said: &str) -> Vec<(String, String)> {
    let hours = HoursMeant::from_words(said).ok().filter(|_| fact.kind == FactKind::Hours);
    hours.map_or_else(Vec::new, |hours| hours.guesses)
}

/// The same hours in words that can be meant in one way only, once the guesses were asked about.
pub(super) fn surely(said: &str) -> String {
    HoursMeant::from_words(said).map_or_else(|_| said.to_owned(), |hours| hours.in_words())
}

fn number_meant(said: &str) -> Result<PhoneNumber, PhoneError> {
    said.parse().or_else(|error| meant(said).ok_or(error))
}

/// Nobody says https:// on the telephone.
fn address_meant(said: &str) -> Result<WebAddress, AddressError> {
    if said.contains("://") { said.parse() } else { format!("https://{said}").parse() }
}

impl Edit {
    /// Whether it is of what every copy has.
    pub(super) const fn is_of_all_copies(&self) -> bool {
        self.below.is_some()
    }

    /// What whoever asks is asked in turn.
    pub(super) fn offer(&self) -> String {
        let copy = if self.is_of_all_copies() { ", as a copy of the file below, whose place it takes" } else { "" };
        format!("  Write {} into {}{copy}?", self.new, self.file.display())
    }

    /// Puts the changed file in place whole, with what others changed in it while the person was thinking.
    pub(super) fn make(&self, folder: &Path) -> Result<(), Failure> {
        let gone = || "what was to be changed does not stand there in one place any more".to_owned();
        let Some(below) = self.below.as_ref().filter(|_| !self.file.exists()) else {
            whole_file::change(&self.file, |text| Ok(Some(self.change.applied(text, &self.new).ok_or_else(gone)?)))?;
            return Ok(());
        };
        let name = self.file.strip_prefix(folder)?.to_string_lossy().into_owned();
        make_folder(self.file.parent().unwrap_or(folder))?;
        overlay::record_first(folder, &[(&name, Some(below))])?;
        whole_file::create(&self.file, self.change.applied(below, &self.new).ok_or_else(gone)?.as_bytes())?;
        Ok(())
    }
}

impl FileChange {
    fn applied(&self, text: &str, new: &str) -> Option<String> {
        match self {
            Self::Value(old) => with_value(text, old, new),
            Self::Hours(contact, hours) => with_hours(text, *contact, hours),
        }
    }
}

/// The text with other days in the hours of a contact; its single days, sources and comments stay.
fn with_hours(text: &str, contact: usize, meant: &HoursMeant) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let contact = document.get_mut("contact")?.as_array_of_tables_mut()?.get_mut(contact)?;
    let hours = contact.get_mut("hours")?.as_table_like_mut()?;
    let days = match &meant.week {
        WeekMeant::Always => {
            hours.insert("always", value(true));
            &Default::default()
        }
        WeekMeant::Days(days) => {
            hours.remove("always");
            days
        }
    };
    for (day, spells) in DAYS.into_iter().zip(days) {
        if spells.is_empty() {
            hours.remove(day);
        } else {
            hours.insert(day, value(spells.iter().map(String::as_str).collect::<Array>()));
        }
    }
    if let Some(rule) = meant.bank_holidays {
        hours.insert("bank_holidays", value(rule));
    }
    Some(document.to_string())
}

/// The text with `new` in the one line that gives `old` as a value.
fn with_value(text: &str, old: &str, new: &str) -> Option<String> {
    let is_it = |line: &str| {
        line.split_once('=').is_some_and(|(key, value)| {
            key.trim() == "value"
                && value
                    .trim_start()
                    .strip_prefix('"')
                    .and_then(|rest| rest.strip_prefix(old))
                    .is_some_and(|rest| rest.starts_with('"'))
        })
    };
    if text.lines().filter(|line| is_it(line)).count() != 1 {
        return None;
    }
    let lines = text.split_inclusive('\n').map(|line| if is_it(line) { line.replacen(old, new, 1) } else { line.to_owned() });
    Some(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_line_of_the_number_changes() {
        let text = "# ring 101 first\n[[contact]]\nvalue = \"101\" # checked\nnote = \"101\"\n";
        let changed = with_value(text, "101", "0300 123 4567").unwrap();
        assert_eq!(changed, text.replace("value = \"101\"", "value = \"0300 123 4567\""));
        assert_eq!(with_value("value = \"101\"\nvalue = \"101\"\n", "101", "102"), None, "which of them is meant is not known");
        assert_eq!(with_value("value = \"1012\"\n", "101", "102"), None);
    }

    #[test]
    fn only_the_days_of_the_hours_change() {
        let text = "[[contact]]\nvalue = \"101\"\n\n[[contact]]\nvalue = \"102\"\n[contact.hours]\nmon = [\"09:00-17:00\"] # rang\ntue = [\"09:00-17:00\"]\n\
                    bank_holidays = \"closed\"\n\n[[contact.hours.exception]]\ndate = 2026-12-28\nopen = []\n";
        let week = HoursMeant::from_words("Mon 10-4, open on bank holidays").unwrap();
        let changed = with_hours(text, 1, &week).unwrap();
        assert!(changed.contains("mon = [\"10:00-16:00\"]") && !changed.contains("tue"), "{changed}");
        assert!(changed.contains("bank_holidays = \"open\"\n\n[[contact.hours.exception]]\ndate = 2026-12-28"), "{changed}");
        let always = with_hours(text, 1, &HoursMeant::from_words("24/7").unwrap()).unwrap();
        assert!(always.contains("always = true") && !always.contains("mon"), "{always}");
        assert_eq!(with_hours(text, 0, &week), None, "it has no hours");
    }

    /// Faults that are found in the hours of a service with a number for each of these.
    fn faults_of_hours(hours: &[String]) -> Vec<Diagnostic> {
        let path = "content/services/childline.toml";
        let mut tree = content::source::SourceTree::built_in();
        let number =
            "\n[[contact]]\nkind = \"phone\"\nlabel = \"Line\"\nvalue = \"101\"\nsource = \"childline\"\nconfidence = \"high\"\n";
        let contacts = hours
            .iter()
            .map(|lines| format!("{number}[contact.hours]\n{lines}\nsource = \"childline\"\nconfidence = \"high\"\n"));
        let text = contacts.fold(tree.text(path).unwrap().to_owned(), |text, contact| text + &contact);
        tree.set(path, text);
        let (documents, mut found) = content::read(&tree);
        found.extend(site::assemble(&documents).1);
        found.retain(|fault| fault.kind == crate::diagnostic::Kind::Hours);
        found
    }

    #[test]
    fn what_is_read_of_words_is_what_check_accepts() {
        use proptest::strategy::{Strategy as _, ValueTree as _};
        let days = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Fri-Sun|weekdays|every night|)";
        let time = "([1-9]|1[0-9]|2[0-9]|3[0-6]|0[0-9]|noon|midnight)(:30|\\.15|)(am|pm|)";
        let part = (days, time, time).prop_map(|(days, start, end)| format!("{days} {start}-{end}"));
        let words = (proptest::collection::vec(part, 1..4), "(, | and |; )").prop_map(|(parts, between)| parts.join(&between));
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let said = std::iter::repeat_with(|| words.new_tree(&mut runner).unwrap().current()).take(20_000);
        let read: Vec<(String, HoursMeant)> =
            said.filter_map(|said| HoursMeant::from_words(&said).ok().map(|hours| (said, hours))).collect();
        assert!(read.len() > 500, "{} of them are hours", read.len());
        for (said, hours) in &read {
            assert_eq!(HoursMeant::from_words(&hours.in_words()).map(|again| again.week).as_ref(), Ok(&hours.week), "{said}");
        }
        let written = read.iter().map(|(_, hours)| {
            let file = with_hours("[[contact]]\n[contact.hours]\nalways = true\n", 0, hours).unwrap();
            file.rsplit("[contact.hours]\n").next().unwrap().to_owned()
        });
        let faults = faults_of_hours(&written.collect::<Vec<_>>());
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn hours_that_check_refuses_are_told_by_their_day() {
        let faults = faults_of_hours(&["fri = [\"17:00-32:30\"]\nsat = [\"00:00-24:00\"]".to_owned()]);
        assert!(faults[0].message.contains("Friday's hours run past midnight until 08:30 on Saturday"), "{faults:?}");
        assert!(faults[0].help.as_deref().unwrap().contains("let Friday's end at \"24:00\""), "{faults:?}");
    }
}
