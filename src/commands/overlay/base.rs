//! What an overlay was laid over, as it was then: kept in the folder itself, under a name that is not read as content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::commands::{Failure, whole_file};
use crate::content::merge::{Covered, covered};
use crate::content::source::SourceTree;

const FILE: &str = ".base.toml";
const ABOUT: &str =
    "# What the files of this folder were laid over. Written by `waymark new overlay` and `waymark overlay status --accept`.\n\n";

/// What was recorded.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Base {
    /// Files that had nothing below them.
    pub(super) added: BTreeSet<String>,
    /// The text below each file that took its place.
    pub(super) covered: BTreeMap<String, String>,
    /// The value below each key that was covered.
    pub(super) merged: BTreeMap<String, BTreeMap<String, String>>,
}

impl Base {
    pub(super) fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| format!("{} cannot be read: {error}", path.display()).into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("cannot read {}: {error}", path.display()).into()),
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let text = format!("{ABOUT}{}", toml::to_string_pretty(self)?);
        let path = folder.join(FILE);
        whole_file::replace(&path, text.as_bytes()).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        Ok(())
    }

    /// Whether anything is recorded of a file.
    pub(super) fn knows(&self, file: &str) -> bool {
        self.added.contains(file) || self.covered.contains_key(file) || self.merged.contains_key(file)
    }
}

/// How a file of the folder stands to what lies below.
#[derive(Debug)]
pub(super) enum Way {
    /// Nothing of that name is below.
    Adds,
    /// It takes the other's place; the other's text.
    Covers(String),
    /// Some keys are the overlay's.
    Merges(Covered),
}

/// The files of the folder.
pub(super) struct Own {
    pub(super) files: BTreeMap<String, Way>,
}

/// Files that are only ever a copy's own, and no base is kept of them.
const OWN: [&str; 2] = ["overlay.toml", "confirmed.toml"];

impl Own {
    pub(super) fn read(folder: &Path, below: &SourceTree) -> Result<Self, Failure> {
        let mut tree = SourceTree::default();
        tree.lay_over("content", folder)?;
        let files = tree.under("content/").filter_map(|(path, text)| {
            let name = path.strip_prefix("content/")?;
            let is_note = OWN.contains(&name) || name.ends_with("README.md");
            let way = match below.file(path) {
                None => Way::Adds,
                Some((_, lower)) => match covered(path, lower, text) {
                    Some(covered) => Way::Merges(covered),
                    None => Way::Covers(lower.to_owned()),
                },
            };
            (!is_note).then(|| (name.to_owned(), way))
        });
        Ok(Self { files: files.collect() })
    }

    /// Records what stands below a file now.
    pub(super) fn accept(&self, file: &str, base: &mut Base) -> Result<(), Failure> {
        if file == "all" {
            *base = Base::default();
            return self.files.keys().try_for_each(|file| self.accept(file, base));
        }
        let Some(way) = self.files.get(file) else {
            base.added.remove(file);
            let was_known = base.covered.remove(file).is_some() || base.merged.remove(file).is_some();
            let files = self.files.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return if was_known {
                Ok(())
            } else {
                Err(format!("there is no {file} in the folder; its files are {files}").into())
            };
        };
        base.added.remove(file);
        base.covered.remove(file);
        base.merged.remove(file);
        match way {
            Way::Adds => base.added.extend([file.to_owned()]),
            Way::Covers(text) => base.covered.extend([(file.to_owned(), text.clone())]),
            Way::Merges(covered) => base.merged.extend([(file.to_owned(), covered.replaced.clone())]),
        }
        Ok(())
    }
}
