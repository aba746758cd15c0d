//! What is put on the disk so that neither a power cut nor a full disk leaves half of it: the old stays until the new is complete.
//!
//! Everything is written under a hidden name beside its place and brought to the disk; only then does it take that place, and then the
//! folder that names it is brought to the disk too, for a name that is not may be gone with the power. Takes paths and bytes; it does
//! not know what they are. No other module writes files (`tests/it/architecture.rs`).

mod folder_lock;
pub(crate) mod whole_file;
pub(crate) mod whole_folder;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use folder_lock::is_left_over;

use folder_lock::FolderLock;

/// What the disk did not do.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// Something of that name must not be written over.
    #[error("{} is there already", .0.display())]
    IsThere(PathBuf),
    /// It could not be done, and nothing has changed.
    #[error("cannot {doing} {}: {source}; what was there before is as it was", path.display())]
    Refused {
        /// "write", "read", ...
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// The new is in its place, and may be gone after a power cut.
    #[error("{} is written, but the disk did not say that it keeps it ({source}): look after the disk, then run this again", path.display())]
    Unsure { path: PathBuf, source: io::Error },
}

impl DiskError {
    /// What a step at `path` that failed is called.
    pub(crate) fn refused(doing: &'static str, path: &Path) -> impl Fn(io::Error) -> Self + Copy {
        move |source| match source.kind() {
            io::ErrorKind::AlreadyExists => Self::IsThere(path.to_owned()),
            _ => Self::Refused { doing, path: path.to_owned(), source },
        }
    }
}

/// Makes a folder and those above it that are missing, so that they outlast a power cut.
pub(crate) fn make_folder(folder: &Path) -> Result<(), DiskError> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    make_folder(folder_of(folder))?;
    match fs::create_dir(folder) {
        // Another run was quicker.
        Err(_) if folder.is_dir() => Ok(()),
        Err(source) => Err(DiskError::Refused { doing: "make the folder", path: folder.to_owned(), source }),
        Ok(()) => {
            let kept = FolderLock::in_folder(folder_of(folder)).keep();
            kept.map_err(|source| DiskError::Unsure { path: folder.to_owned(), source })
        }
    }
}

/// The folder that holds a file or folder.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
