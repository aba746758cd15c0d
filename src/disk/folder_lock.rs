//! One writer at a time in a folder, the hidden names it writes under, and what writers left that were cut off.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What stands in a hidden name between the name it is written for and a number.
const MARK: &str = ".waymark-";

/// The lock that one writer has on a folder. Others wait until it is dropped.
pub(super) struct FolderLock {
    /// The folder itself is what is locked: a file in it is another one after each write.
    opened: Option<File>,
}

impl FolderLock {
    /// Waits for the lock. A system that cannot lock a folder goes on without.
    pub(super) fn in_folder(folder: &Path) -> Self {
        let opened = File::open(folder).ok();
        let is_alone = opened.as_ref().is_some_and(|opened| opened.lock().is_ok());
        if is_alone {
            take_away_left_overs(folder);
        }
        Self { opened }
    }

    /// Brings the names in the folder to the disk. Where that cannot be asked for, they come there in time.
    pub(super) fn keep(&self) -> io::Result<()> {
        match self.opened.as_ref().map(File::sync_all) {
            Some(Err(error)) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Err(error),
            _ => Ok(()),
        }
    }
}

/// Makes something under a hidden name beside `place`. A name that is taken is that of another writer, where folders cannot be locked.
pub(super) fn make_beside<T>(place: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let mut number = std::process::id();
    loop {
        let beside = place.with_file_name(format!(".{name}{MARK}{number}"));
        match make(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number = number.wrapping_add(1),
            made => return made.map(|made| (beside, made)),
        }
    }
}

/// Whether a name is one that something is written under before it takes its place. Where nobody writes, a run that was cut off left it.
pub(crate) fn is_left_over(name: &str) -> bool {
    let number = name.strip_prefix('.').and_then(|rest| rest.rsplit_once(MARK)).map(|(_, number)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whoever has the lock knows that the writers of these are gone. What cannot be taken away hinders nobody.
fn take_away_left_overs(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_left_over) {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let _ = if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_unfinished_work_are_those_of_left_overs() {
        for name in [".confirmed.toml.waymark-12", "..base.toml.waymark-1", ".out.waymark-77"] {
            assert!(is_left_over(name), "{name}");
        }
        for name in ["confirmed.toml.waymark-12", ".confirmed.toml", ".waymark-notes", ".out.waymark-old", ".out.waymark-"] {
            assert!(!is_left_over(name), "{name}");
        }
    }

    #[test]
    fn what_was_cut_off_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".a.toml.waymark-1"), "half").unwrap();
        fs::create_dir_all(folder.path().join(".out.waymark-2/site")).unwrap();
        fs::write(folder.path().join("a.toml"), "whole").unwrap();
        drop(FolderLock::in_folder(folder.path()));
        assert!(fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).eq(["a.toml"]));
    }

    #[test]
    fn a_name_that_is_taken_is_passed_by() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let make = |path: &Path| File::create_new(path);
        let (first, _) = make_beside(&place, make).unwrap();
        let (second, _) = make_beside(&place, make).unwrap();
        assert_ne!(first, second);
    }
}
