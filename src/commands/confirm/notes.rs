//! Answers that an editor has to act on: what has changed, and what could not be told. They are kept beside `confirmed.toml`, so that
//! a ring-round can be left and taken up again, and nobody asks the same thing twice on one day.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::commands::Failure;
use crate::disk::whole_file;

/// Names with a dot are not read as content.
const FILE: &str = ".ring-round.toml";

const HEAD: &str =
    "# Answers of services that an editor has to act on. Written by `waymark confirm`; delete an entry once it is done.\n\n";

/// What a service answered, other than yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::commands) struct Note {
    pub(in crate::commands) service: String,
    pub(in crate::commands) fact: String,
    /// What was printed when they were asked.
    pub(in crate::commands) value: String,
    pub(in crate::commands) answer: NotedAnswer,
    /// What they say it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::commands) said: String,
    /// The day, such as 2026-11-28.
    pub(in crate::commands) on: String,
    pub(in crate::commands) role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::commands) enum NotedAnswer {
    Changed,
    CouldNotTell,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::commands) struct Notes {
    #[serde(default)]
    pub(in crate::commands) note: Vec<Note>,
}

impl Notes {
    /// Those of the folder; none when nobody has noted anything yet.
    pub(in crate::commands) fn of(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => {
                Ok(toml::from_str(&text).map_err(|error| format!("cannot read {}: {}", path.display(), error.message()))?)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("cannot read {}: {error}", path.display()).into()),
        }
    }

    /// The note on a fact as it is printed now.
    pub(in crate::commands) fn on(&self, service: &str, fact: &str, value: &str) -> Option<&Note> {
        self.note.iter().find(|note| note.service == service && note.fact == fact && note.value == value)
    }
}

/// Takes away the note on a fact that was just added.
pub(in crate::commands) fn take_back(folder: &Path, service: &str, fact: &str) -> Result<(), Failure> {
    whole_file::change(&folder.join(FILE), |old| {
        let mut notes: Notes = toml::from_str(old).map_err(|error| error.message().to_owned())?;
        notes.note.retain(|note| note.service != service || note.fact != fact);
        Ok(Some(format!("{HEAD}{}", toml::to_string(&notes)?)))
    })?;
    Ok(())
}

/// Adds notes to the folder's; of two answers about a fact the one of the later day holds. Two people who note at once wait for one
/// another.
pub(in crate::commands) fn add(folder: &Path, more: &[Note]) -> Result<PathBuf, Failure> {
    let path = whole_file::change(&folder.join(FILE), |old| {
        let mut notes: Notes = toml::from_str(old).map_err(|error| error.message().to_owned())?;
        for note in more {
            // Days are written so that their letters are in their order.
            if notes.on(&note.service, &note.fact, &note.value).is_some_and(|known| known.on > note.on) {
                continue;
            }
            notes.note.retain(|old| (&old.service, &old.fact) != (&note.service, &note.fact));
            notes.note.push(note.clone());
        }
        Ok(Some(format!("{HEAD}{}", toml::to_string(&notes)?)))
    })?;
    Ok(path)
}
