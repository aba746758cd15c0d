//! A file put in place whole.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::folder_lock::{FolderLock, make_beside};
use super::{DiskError, folder_of};

/// Why a file is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Whoever was to change it could not.
    #[error("cannot add to {}: {why}", path.display())]
    Unchangeable { path: PathBuf, why: Box<dyn Error> },
}

/// Gives the text of a file (empty where there is none) to `change`, puts what comes back in its place, and gives the file's path.
/// Nothing is written where nothing comes back. Two people who change it at once wait for one another.
pub(crate) fn change(
    path: &Path,
    change: impl FnOnce(&str) -> Result<Option<String>, Box<dyn Error>>,
) -> Result<PathBuf, ChangeError> {
    let path = real(path);
    let lock = FolderLock::in_folder(folder_of(&path));
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(DiskError::refused("read", &path)(error).into()),
    };
    let new = change(&old).map_err(|why| ChangeError::Unchangeable { path: path.clone(), why })?;
    if let Some(new) = new {
        put(&lock, &path, new.as_bytes(), |beside| fs::rename(beside, &path))?;
    }
    Ok(path)
}

/// Writes a file anew, whatever is in it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    // Nothing can take the place of a pipe or of `/dev/stdout`.
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return fs::write(path, bytes).map_err(DiskError::refused("write", path));
    }
    let path = real(path);
    put(&FolderLock::in_folder(folder_of(&path)), &path, bytes, |beside| fs::rename(beside, &path))
}

/// Writes a file that must not be there yet.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    // The name is refused at the end too, but nothing need be written beside what is there.
    if path.symlink_metadata().is_ok() {
        return Err(DiskError::IsThere(path.to_owned()));
    }
    put(&FolderLock::in_folder(folder_of(path)), path, bytes, |beside| name_first(beside, path))
}

/// As [`create`], for one of several files: an earlier run that was cut off may have written it already.
pub(crate) fn finish(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    match create(path, bytes) {
        Err(DiskError::IsThere(_)) if fs::read(path).is_ok_and(|old| old == bytes) => {
            let kept = FolderLock::in_folder(folder_of(path)).keep();
            kept.map_err(|source| DiskError::Unsure { path: path.to_owned(), source })
        }
        other => other,
    }
}

/// A link is followed, so that the file it leads to is the one replaced.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Gives a file its name, which no other may have.
fn name_first(beside: &Path, path: &Path) -> io::Result<()> {
    match renameat_with(CWD, beside, CWD, path, RenameFlags::NOREPLACE) {
        // A second name is refused where there is a file already, which renaming would cover.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => fs::hard_link(beside, path).and_then(|()| fs::remove_file(beside)),
        named => Ok(named?),
    }
}

fn put(lock: &FolderLock, path: &Path, bytes: &[u8], take_place: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), DiskError> {
    let refused = DiskError::refused("write", path);
    let (beside, file) = make_beside(path, |name| File::create_new(name)).map_err(refused)?;
    let written = write(file, bytes, path).and_then(|()| take_place(&beside));
    if let Err(source) = written {
        // What could not be put in place is of no use; the error that matters is the first.
        let _ = fs::remove_file(&beside);
        return Err(refused(source));
    }
    lock.keep().map_err(|source| DiskError::Unsure { path: path.to_owned(), source })
}

fn write(mut file: File, bytes: &[u8], like: &Path) -> io::Result<()> {
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
        assert!(matches!(create(&path, b"two"), Err(DiskError::IsThere(_))));
        assert!(matches!(finish(&path, b"two"), Err(DiskError::IsThere(_))));
        finish(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        replace(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_link_is_followed_and_what_is_no_file_is_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("link"));
        replace(&path, b"one").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, b"two").unwrap();
        change(&link, |old| Ok(Some(format!("{old}, three")))).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two, three");
        assert!(link.is_symlink());
        replace(Path::new("/dev/null"), b"nothing").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
