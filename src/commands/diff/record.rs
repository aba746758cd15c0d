//! Adds what changed to `changes.toml`, from which feeds and open data tell it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::commands::Failure;
use crate::differences::Difference;
use crate::disk::whole_file;
use crate::site::change::About;

const HEAD: &str = "# What changed for readers, told in the feeds and the open data. Written by `waymark diff OLD --record`.\n";

/// The entries that are written, as `changes.toml` has them.
#[derive(Debug, Serialize, Deserialize)]
struct RecordedChanges {
    #[serde(default)]
    change: Vec<RecordedChange>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RecordedChange {
    on: toml::value::Datetime,
    about: About,
    address: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<String>,
}

/// Adds what is not yet there to the folder's file, after what stands in it. Gives the file and how many were added.
pub(super) fn add(folder: &Path, on: Date, found: &[Difference]) -> Result<(PathBuf, usize), Failure> {
    let mut added = 0;
    let path = whole_file::change(&folder.join("changes.toml"), |old| {
        let known: RecordedChanges = toml::from_str(old).map_err(|error| error.message().to_owned())?;
        let on: toml::value::Datetime = on.to_string().parse()?;
        let mut change: Vec<RecordedChange> = found.iter().map(|one| entry(on, one)).collect();
        change.retain(|entry| !known.change.contains(entry));
        added = change.len();
        let old = if old.is_empty() { HEAD } else { old };
        let new = || Ok(format!("{}\n\n{}", old.trim_end(), toml::to_string(&RecordedChanges { change })?));
        (added > 0).then(new).transpose()
    })?;
    Ok((path, added))
}

fn entry(on: toml::value::Datetime, found: &Difference) -> RecordedChange {
    RecordedChange {
        on,
        about: found.about,
        address: found.address.clone(),
        name: found.of.clone(),
        before: found.before.clone(),
        after: found.after.clone(),
    }
}
