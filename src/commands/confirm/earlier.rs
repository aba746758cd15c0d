//! What somebody else was told about a fact on the same day: another answer takes its place only where that is said.

use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::notes::{self, NotedAnswer, Notes};
use super::{ConfirmationEntry, confirmed_file};
use crate::commands::Failure;
use crate::site::confirmed::NamedFact;
use crate::site::service::Service;

/// Their answer.
pub(super) struct EarlierAnswer {
    service: String,
    fact: String,
    role: String,
    on: Date,
    kind: EarlierKind,
}

enum EarlierKind {
    /// What is printed was confirmed.
    Yes(ConfirmationEntry),
    Other(NotedAnswer, String),
}

impl EarlierAnswer {
    /// The answer about a fact, as it is printed, that is recorded for the day `on`.
    pub(super) fn of(folder: &Path, service: &Service, fact: &NamedFact<'_>, on: Date) -> Result<Option<Self>, Failure> {
        let of = |role: String, kind| Self { service: service.id.to_string(), fact: fact.name.clone(), role, on, kind };
        let notes = Notes::of(folder)?;
        let note = notes.on(service.id.as_str(), &fact.name, &fact.value).filter(|note| note.on == on.to_string());
        if let Some(note) = note {
            return Ok(Some(of(note.role.clone(), EarlierKind::Other(note.answer, note.said.clone()))));
        }
        let file: toml::Table = toml::from_str(&fs::read_to_string(folder.join("confirmed.toml")).unwrap_or_default())?;
        let all = file.get("confirmation").and_then(toml::Value::as_array).into_iter().flatten();
        let text = |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        let is_it = |entry: &&toml::Value| {
            let day = entry.get("on").and_then(toml::Value::as_datetime).map(ToString::to_string);
            text(entry, "service").as_deref() == Some(service.id.as_str())
                && text(entry, "fact").as_ref() == Some(&fact.name)
                && text(entry, "value").as_ref() == Some(&fact.value)
                && day == Some(on.to_string())
        };
        // What the program itself found on a page has no role.
        Ok(all.filter(is_it).find_map(|entry| {
            let (role, by) = text(entry, "role").zip(text(entry, "by"))?;
            let (service, fact, value) = (service.id.to_string(), fact.name.clone(), fact.value.clone());
            let entry = ConfirmationEntry { service, fact, value, on, by, role: None, source: None, copy: None };
            Some(of(role, EarlierKind::Yes(entry)))
        }))
    }

    /// Whether they were told the same: yes, or something else.
    pub(super) fn is(&self, answer: Option<NotedAnswer>, said: &str) -> bool {
        match &self.kind {
            EarlierKind::Yes(_) => answer.is_none(),
            EarlierKind::Other(known, words) => answer == Some(*known) && words == said,
        }
    }

    /// What they were told, in a sentence.
    pub(super) fn told(&self) -> String {
        let Self { service, fact, role, on, .. } = self;
        let what = match &self.kind {
            EarlierKind::Yes(_) => "that what is printed is right".to_owned(),
            EarlierKind::Other(NotedAnswer::CouldNotTell, _) => "nothing: they could not tell".to_owned(),
            EarlierKind::Other(NotedAnswer::Changed, said) => format!("that it has changed, to \"{said}\""),
        };
        format!("{service} {fact}: somebody ({role}) was told on {on}, too, {what}")
    }

    /// Takes it away, so that another takes its place.
    pub(super) fn take_away(&self, folder: &Path) -> Result<(), Failure> {
        match &self.kind {
            EarlierKind::Yes(entry) => confirmed_file::take_back(folder, entry),
            EarlierKind::Other(..) => notes::take_back(folder, &self.service, &self.fact),
        }
    }
}
