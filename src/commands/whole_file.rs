//! A file put in place whole: the old one stays until the new one is complete on the disk, so that neither a full disk nor a power
//! cut leaves half of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::Failure;

/// Gives the text of `folder`'s file `name` (empty where there is none) to `change`, puts what comes back in its place, and gives the
/// file's path. Nothing is written where nothing comes back. Two people who change it at once wait for one another.
pub(super) fn change(
    folder: &Path,
    name: &str,
    change: impl FnOnce(&str) -> Result<Option<String>, Failure>,
) -> Result<PathBuf, Failure> {
    let path = folder.join(name);
    // A link is followed, so that the file it leads to is the one replaced.
    let path = path.canonicalize().unwrap_or(path);
    // The folder is what is locked: the file itself is another one after each write. A system that cannot lock a folder goes on
    // without.
    let lock = File::open(folder);
    if let Ok(lock) = &lock {
        let _ = lock.lock();
    }
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("cannot read {}: {error}", path.display()).into()),
    };
    if let Some(new) = change(&old).map_err(|error| format!("cannot add to {}: {error}", path.display()))? {
        replace(&path, new.as_bytes()).map_err(|error| format!("cannot write {}: {error}; it is as it was", path.display()))?;
    }
    drop(lock);
    Ok(path)
}

/// Writes beside the file under a hidden name, then renames over it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    place(path, bytes, |beside| fs::rename(beside, path))
}

/// As [`replace`], for a file that must not be there yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A second name is refused where there is a file already, which renaming would cover.
    place(path, bytes, |beside| fs::hard_link(beside, path).and_then(|()| fs::remove_file(beside)))
}

fn place(path: &Path, bytes: &[u8], put: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let written = write(&beside, bytes, path).and_then(|()| put(&beside));
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

    #[test]
    fn a_file_is_written_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
