//! `confirmed.toml` on the disk: read, added to, and put in place whole.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::disk::whole_file;
use crate::verify::record::{self, ConfirmationEntry, Later, record};

/// Adds `entries` to the file in the folder `content`, and gives its path and what was confirmed later already. The old file stays until the new one is complete on the
/// disk, so that neither a full disk nor a power cut loses a confirmation, and two people who confirm at once wait for one another.
pub(super) fn update(content: &Path, entries: &[ConfirmationEntry]) -> Result<(PathBuf, Vec<Later>), Failure> {
    let mut later = Vec::new();
    let path = whole_file::change(&content.join("confirmed.toml"), |old| {
        let recorded = record(old, entries)?;
        later = recorded.later;
        Ok(Some(recorded.text))
    })?;
    Ok((path, later))
}

/// Takes away a confirmation that was just recorded.
pub(super) fn take_back(content: &Path, entry: &ConfirmationEntry) -> Result<(), Failure> {
    whole_file::change(&content.join("confirmed.toml"), |old| Ok(Some(record::without(old, entry)?)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use jiff::civil::date;

    fn entry() -> ConfirmationEntry {
        let text = |text: &str| text.to_owned();
        ConfirmationEntry {
            service: text("childline"),
            fact: text("phone"),
            value: text("0800 1111"),
            on: date(2026, 11, 24),
            by: text("page"),
            role: None,
            source: None,
            copy: None,
        }
    }

    #[test]
    fn a_missing_file_is_made_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, _) = update(folder.path(), &[entry()]).unwrap();
        assert!(fs::read_to_string(path).unwrap().contains("0800 1111"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_added_to_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("confirmed.toml");
        fs::write(&path, "confirmation = 1 # mine\n").unwrap();
        let error = update(folder.path(), &[entry()]).unwrap_err().to_string();
        assert!(error.contains("[[confirmation]]"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "confirmation = 1 # mine\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_one_sentence() {
        let error = update(Path::new("/nowhere/at/all"), &[entry()]).unwrap_err().to_string();
        assert!(error.contains("cannot write /nowhere/at/all/confirmed.toml"), "{error}");
    }
}
