//! A folder put in place whole: filled beside its place, then named in one step, or changed for the one that stands there.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};
use rustix::io::Errno;

use super::folder_lock::{FolderLock, make_beside};
use super::{DiskError, folder_of, make_folder};

/// The folder itself, where `path` is a link to it or is yet to be made.
pub(crate) fn resolved(path: &Path) -> Result<PathBuf, DiskError> {
    let refused = DiskError::refused("find", path);
    let absolute = std::path::absolute(path).map_err(refused)?;
    match fs::canonicalize(&absolute) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(absolute),
        found => found.map_err(refused),
    }
}

/// A folder that is not yet whole. Whoever writes beside it waits.
pub(crate) struct Unfinished {
    path: PathBuf,
    to: PathBuf,
    lock: FolderLock,
    /// It may be all that there is after a power cut.
    is_needed: bool,
}

impl Unfinished {
    /// Begins the folder that is to stand at `to`.
    pub(crate) fn beside(to: &Path) -> Result<Self, DiskError> {
        make_folder(folder_of(to))?;
        let lock = FolderLock::in_folder(folder_of(to));
        // An exchange in two steps was cut off between them.
        if !to.exists() && aside(to).exists() {
            fs::rename(aside(to), to).map_err(DiskError::refused("put back", to))?;
        }
        let (path, ()) = make_beside(to, |name| fs::create_dir(name)).map_err(DiskError::refused("make a folder beside", to))?;
        Ok(Self { path, to: to.to_owned(), lock, is_needed: false })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file that comes to the disk with [`Self::exchange`].
    pub(crate) fn write(&self, name: &str, bytes: &[u8], modified: SystemTime) -> Result<(), DiskError> {
        let path = self.path.join(name);
        let written = fs::create_dir_all(folder_of(&path)).and_then(|()| {
            let mut file = File::create_new(&path)?;
            file.write_all(bytes)?;
            file.set_modified(modified)
        });
        written.map_err(DiskError::refused("write", &path))
    }

    /// Gives the folder its name, where there is none of that name; each file in it is on the disk.
    pub(crate) fn name(mut self) -> Result<(), DiskError> {
        // Of folders, only an empty one is replaced by renaming.
        fs::rename(&self.path, &self.to).map_err(DiskError::refused("make", &self.to))?;
        self.keep()
    }

    /// Lets the folder and the one at its place change places, and removes the old one.
    pub(crate) fn exchange(mut self) -> Result<(), DiskError> {
        // One flush of the whole disk is quicker than one of each of a thousand files.
        let flushed = File::open(&self.path).and_then(|opened| Ok(syncfs(&opened)?));
        flushed.map_err(DiskError::refused("write", &self.path))?;
        if !self.to.exists() {
            return self.name();
        }
        match renameat_with(CWD, &self.path, CWD, &self.to, RenameFlags::EXCHANGE) {
            Ok(()) => self.keep(),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => self.exchange_in_two_steps(),
            Err(fault) => Err(DiskError::refused("replace", &self.to)(fault.into())),
        }
    }

    /// As near to it as there is, where the file system cannot exchange. The next run puts back what a power cut leaves aside.
    fn exchange_in_two_steps(&mut self) -> Result<(), DiskError> {
        let (to, aside) = (&self.to, aside(&self.to));
        let refused = DiskError::refused("replace", to);
        if aside.exists() {
            fs::remove_dir_all(&aside).map_err(refused)?;
        }
        fs::rename(to, &aside).map_err(refused)?;
        if let Err(source) = fs::rename(&self.path, to) {
            // The old folder goes back; if even that fails, it is whole under its other name, and the message says so.
            return Err(match fs::rename(&aside, to) {
                Ok(()) => refused(source),
                Err(_) => DiskError::refused("put back", &aside)(source),
            });
        }
        self.keep()?;
        // Nobody needs it; what stays is taken away by the next run.
        let _ = fs::remove_dir_all(&aside);
        Ok(())
    }

    /// Only once the new name is on the disk may the old folder go.
    fn keep(&mut self) -> Result<(), DiskError> {
        self.lock.keep().map_err(|source| {
            self.is_needed = true;
            DiskError::Unsure { path: self.to.clone(), source }
        })
    }
}

impl Drop for Unfinished {
    /// After an exchange this is the old folder; after a fault, the half-made new one. Either way nobody needs it.
    fn drop(&mut self) {
        if !self.is_needed {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// Where an old folder stands between the two steps.
fn aside(to: &Path) -> PathBuf {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    to.with_file_name(format!(".{name}.waymark-old"))
}
