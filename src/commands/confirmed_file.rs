//! `content/confirmed.toml` on the disk: read, added to, and put in place whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::verify::record::{Entry, record};

/// Adds `entries` to the file in the content folder `content`, and gives its path. The old file stays until the new one is
/// complete on the disk, so that neither a full disk nor a power cut loses a confirmation.
pub(super) fn update(content: &Path, entries: &[Entry]) -> Result<PathBuf, Failure> {
    let path = content.join("confirmed.toml");
    // A link is followed, so that the file it leads to is the one replaced.
    let path = path.canonicalize().unwrap_or(path);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("cannot read {}: {error}", path.display()).into()),
    };
    let new = record(&old, entries).map_err(|error| format!("cannot add to {}: {error}", path.display()))?;
    replace(&path, new.as_bytes()).map_err(|error| format!("cannot write {}: {error}; it is as it was", path.display()))?;
    Ok(path)
}

/// Writes beside the file under a hidden name, then renames over it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let beside = folder.join(format!(".confirmed.toml.{}", std::process::id()));
    let written = write(&beside, bytes, path).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What could not be put in place is of no use; the error that matters is the first.
        let _ = fs::remove_file(&beside);
        return written;
    }
    // The new name is on the disk only once its folder is. Some file systems cannot do this, and the file is whole either way.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write(beside: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(like) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn entry() -> Entry {
        let text = |text: &str| text.to_owned();
        Entry {
            service: text("childline"),
            fact: text("phone"),
            value: text("0800 1111"),
            on: date(2026, 11, 24),
            by: text("page"),
            role: None,
            source: None,
        }
    }

    #[test]
    fn a_missing_file_is_made_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = update(folder.path(), &[entry()]).unwrap();
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
