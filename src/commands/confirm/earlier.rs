//! What somebody else was told about a fact, on the same day or another: another answer takes its place only where that is said.

use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::notes::{self, Note, NotedAnswer, Notes};
use super::{ConfirmationEntry, confirmed_file};
use crate::commands::Failure;
use crate::site::{NamedFact, Service};

/// What has changed since somebody confirmed it longer ago than this is news, and contradicts nobody.
const DAYS_OF_NEWS: i32 = 31;

pub(super) struct EarlierAnswer {
    service: String,
    fact: String,
    role: String,
    on: Date,
    kind: EarlierKind,
    /// The day on which the other answer was given.
    now: Date,
}

enum EarlierKind {
    /// What is printed was confirmed.
    Yes(ConfirmationEntry),
    Other(NotedAnswer, String),
}

impl EarlierAnswer {
    /// The answer about a fact, as it is printed, that stands while another was given on the day `now`: that it has changed, that it is right, or
    /// else that they could not tell.
    pub(super) fn of(folder: &Path, service: &Service, fact: &NamedFact<'_>, now: Date) -> Result<Option<Self>, Failure> {
        let of = |role: String, on, kind| Self { service: service.id.to_string(), fact: fact.name.clone(), role, on, kind, now };
        let notes = Notes::of(folder)?;
        let note = notes.on(service.id.as_str(), &fact.name, &fact.value);
        let noted = |note: &Note| {
            let on = note.on.parse().unwrap_or(now);
            of(note.role.clone(), on, EarlierKind::Other(note.answer, note.said.clone()))
        };
        if let Some(note) = note.filter(|note| note.answer == NotedAnswer::Changed) {
            return Ok(Some(noted(note)));
        }
        let file: toml::Table = toml::from_str(&fs::read_to_string(folder.join("confirmed.toml")).unwrap_or_default())?;
        let all = file.get("confirmation").and_then(toml::Value::as_array).into_iter().flatten();
        let text = |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let is_it = |entry: &&toml::Value| {
            text(entry, "service").as_deref() == Some(service.id.as_str())
                && text(entry, "fact").as_ref() == Some(&fact.name)
                && text(entry, "value").as_ref() == Some(&fact.value)
        };
        // What the program itself found on a page has no role.
        let confirmed = all.filter(is_it).filter_map(|entry| {
            let (role, by) = text(entry, "role").zip(text(entry, "by"))?;
            let on = entry.get("on")?.as_datetime()?.to_string().parse().ok()?;
            let (service, fact, value) = (service.id.to_string(), fact.name.clone(), fact.value.clone());
            let entry = ConfirmationEntry { service, fact, value, on, by, role: None, source: None, copy: None };
            Some(of(role, on, EarlierKind::Yes(entry)))
        });
        Ok(confirmed.max_by_key(|yes| yes.on).or_else(|| note.map(noted)))
    }

    /// Whether they were told the same: yes, or something else.
    pub(super) fn is(&self, answer: Option<NotedAnswer>, said: &str) -> bool {
        match &self.kind {
            EarlierKind::Yes(_) => answer.is_none(),
            EarlierKind::Other(NotedAnswer::Changed, words) => {
                answer == Some(NotedAnswer::Changed) && plain(words) == plain(said)
            }
            EarlierKind::Other(NotedAnswer::CouldNotTell, _) => answer == Some(NotedAnswer::CouldNotTell),
        }
    }

    /// Whether both cannot be right, or something would be lost with theirs.
    pub(super) fn is_against(&self, answer: Option<NotedAnswer>, said: &str) -> bool {
        match (&self.kind, answer) {
            _ if self.is(answer, said) => false,
            // Any answer is more than none.
            (EarlierKind::Other(NotedAnswer::CouldNotTell, _), _) => false,
            (EarlierKind::Yes(_), Some(NotedAnswer::CouldNotTell)) => self.on >= self.now,
            (EarlierKind::Yes(_), _) => (self.now - self.on).get_days() <= DAYS_OF_NEWS,
            (EarlierKind::Other(NotedAnswer::Changed, _), _) => true,
        }
    }

    /// Whether they could not tell.
    pub(super) fn is_no_answer(&self) -> bool {
        matches!(self.kind, EarlierKind::Other(NotedAnswer::CouldNotTell, _))
    }

    /// Whether it was given on the same day.
    pub(super) fn is_of_the_day(&self) -> bool {
        self.on == self.now
    }

    /// What they were told, in a sentence.
    pub(super) fn told(&self) -> String {
        let Self { service, fact, role, on, .. } = self;
        let what = match &self.kind {
            EarlierKind::Yes(_) => "that what is printed is right".to_owned(),
            EarlierKind::Other(NotedAnswer::CouldNotTell, _) => "nothing: they could not tell".to_owned(),
            EarlierKind::Other(NotedAnswer::Changed, said) => format!("that it has changed, to \"{said}\""),
        };
        let too = if *on == self.now { ", too," } else { "" };
        format!("{service} {fact}: somebody ({role}) was told on {on}{too} {what}")
    }

    /// Takes it away, so that another takes its place.
    pub(super) fn take_away(&self, folder: &Path) -> Result<(), Failure> {
        match &self.kind {
            EarlierKind::Yes(entry) => confirmed_file::take_back(folder, entry),
            EarlierKind::Other(..) => notes::take_back(folder, &self.service, &self.fact),
        }
    }
}

/// A value without what a spreadsheet does to it: spaces, signs, zeros at the beginning of a number.
pub(super) fn plain(value: &str) -> String {
    let letters: String = value.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    letters.trim_start_matches('0').to_owned()
}
