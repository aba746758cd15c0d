//! Adds what changed to `changes.toml`, from which feeds and open data tell it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::commands::whole_file;
use crate::differences::Difference;

const FILE: &str = "changes.toml";

const HEAD: &str = "# What changed for readers, told in the feeds and the open data. Written by `waymark diff OLD --record`.\n";

/// What keeps a change from being written down.
#[derive(Debug, Error)]
pub(super) enum RecordError {
    #[error("cannot read {path}: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} cannot be added to, as it is no TOML: {source}")]
    NotToml { path: PathBuf, source: Box<toml::de::Error> },
    #[error("cannot write {path}: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("what changed cannot be written as TOML: {0}")]
    Toml(#[from] toml::ser::Error),
}

/// The entries that are written, as `changes.toml` has them.
#[derive(Debug, Serialize, Deserialize)]
struct Entries {
    #[serde(default)]
    change: Vec<Entry>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    on: toml::value::Datetime,
    about: String,
    address: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<String>,
}

/// Adds what is not yet there to the folder's file, after what stands in it. Gives the file and how many were added.
///
/// Two people who record at once wait for one another; a file that cannot be written whole stays as it was.
pub(super) fn add(folder: &Path, on: Date, found: &[Difference]) -> Result<(PathBuf, usize), RecordError> {
    let path = folder.join(FILE);
    let lock = File::open(folder).map_err(|source| RecordError::Read { path: folder.to_owned(), source })?;
    lock.lock().map_err(|source| RecordError::Read { path: folder.to_owned(), source })?;
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(source) => return Err(RecordError::Read { path, source }),
    };
    let known: Entries =
        toml::from_str(&old).map_err(|source| RecordError::NotToml { path: path.clone(), source: Box::new(source) })?;
    let mut change: Vec<Entry> = found.iter().map(|one| entry(on, one)).collect();
    change.retain(|entry| !known.change.contains(entry));
    let added = change.len();
    if added > 0 {
        let text = format!("{}\n\n{}", old.trim_end(), toml::to_string(&Entries { change })?);
        whole_file::replace(&path, text.as_bytes()).map_err(|source| RecordError::Write { path: path.clone(), source })?;
    }
    Ok((path, added))
}

fn entry(on: Date, found: &Difference) -> Entry {
    let date = toml::value::Date {
        year: u16::try_from(on.year()).unwrap_or_default(),
        month: u8::try_from(on.month()).unwrap_or_default(),
        day: u8::try_from(on.day()).unwrap_or_default(),
    };
    Entry {
        on: toml::value::Datetime { date: Some(date), time: None, offset: None },
        about: found.about.word().to_owned(),
        address: found.address.clone(),
        name: found.of.clone(),
        before: found.before.clone(),
        after: found.after.clone(),
    }
}
