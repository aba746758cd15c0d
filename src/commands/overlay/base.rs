//! What an overlay was laid over, as it was then: kept in the folder itself, under a name that is not read as content.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::commands::{Failure, kept};
use crate::content::merge::{Covered, covered};
use crate::content::source::SourceTree;
use crate::disk::whole_file;

pub(super) const FILE: &str = ".base.toml";
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
        Ok(kept(&folder.join(FILE))?.unwrap_or_default())
    }

    /// Changes what is recorded in the folder. Two people who record at once wait for one another.
    pub(super) fn change(folder: &Path, change: impl FnOnce(&mut Self) -> Result<(), Failure>) -> Result<(), Failure> {
        whole_file::change(&folder.join(FILE), |old| {
            let mut base: Self = toml::from_str(old)?;
            change(&mut base)?;
            Ok(Some(base.text()?))
        })?;
        Ok(())
    }

    /// The text of the file.
    pub(super) fn text(&self) -> Result<String, Failure> {
        Ok(format!("{ABOUT}{}", toml::to_string_pretty(self)?))
    }

    /// Records a file with nothing below it, or with the text below that it takes the place of.
    pub(super) fn record(&mut self, file: &str, below: Option<&str>) {
        self.forget(file);
        match below {
            None => self.added.extend([file.to_owned()]),
            Some(text) => self.covered.extend([(file.to_owned(), text.to_owned())]),
        }
    }

    fn forget(&mut self, file: &str) {
        self.added.remove(file);
        self.covered.remove(file);
        self.merged.remove(file);
    }

    /// Whether anything is recorded of a file.
    pub(super) fn knows(&self, file: &str) -> bool {
        self.added.contains(file) || self.covered.contains_key(file) || self.merged.contains_key(file)
    }
}

/// How a file of the folder stands to what lies below.
#[derive(Debug)]
pub(super) enum LaidAs {
    /// Nothing of that name is below.
    Adds,
    /// It takes the other's place; the other's text.
    Covers(String),
    /// Some keys are the overlay's.
    Merges(Covered),
}

/// The files of the folder.
pub(super) struct Own {
    pub(super) files: BTreeMap<String, LaidAs>,
}

/// Files that are only ever a copy's own, and no base is kept of them.
const OWN: [&str; 2] = ["overlay.toml", "confirmed.toml"];

pub(super) fn is_note(name: &str) -> bool {
    OWN.contains(&name) || name.ends_with("README.md")
}

impl Own {
    pub(super) fn read(folder: &Path, below: &SourceTree) -> Result<Self, Failure> {
        let mut tree = SourceTree::default();
        tree.lay_over("content", folder)?;
        Ok(Self::of(&tree, below))
    }

    /// As [`Self::read`], for files that are not on the disk yet.
    pub(super) fn of(tree: &SourceTree, below: &SourceTree) -> Self {
        let files = tree.under("content/").filter_map(|(path, text)| {
            let name = path.strip_prefix("content/")?;
            let way = match below.file(path) {
                None => LaidAs::Adds,
                Some((_, lower)) => match covered(path, lower, text) {
                    Some(covered) => LaidAs::Merges(covered),
                    None => LaidAs::Covers(lower.to_owned()),
                },
            };
            (!is_note(name)).then(|| (name.to_owned(), way))
        });
        Self { files: files.collect() }
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
        match way {
            LaidAs::Adds => base.record(file, None),
            LaidAs::Covers(text) => base.record(file, Some(text)),
            LaidAs::Merges(covered) => {
                base.forget(file);
                base.merged.extend([(file.to_owned(), covered.replaced.clone())]);
            }
        }
        Ok(())
    }
}
