//! The folder on the disk: whose it is, and what takes its place. It does not know what the files are.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::ExportError;
use super::manifest;
use super::plan::File;
use crate::disk::DiskError;
use crate::disk::whole_folder::{Unfinished, resolved};

/// Puts `files` in place of what is at `to`. Every file is dated `made`, so that copying tools see the same folder each time.
pub(super) fn replace(to: &Path, files: &[File], made: Timestamp) -> Result<(), ExportError> {
    let to = &resolved(to)?;
    if to.file_name().is_none() {
        return Err(ExportError::NotAFolder(to.clone()));
    }
    let new = Unfinished::beside(to)?;
    is_ours(to)?;
    for file in files {
        new.write(&file.path, &file.body, dated(to, file, made))?;
    }
    Ok(new.exchange()?)
}

/// A folder may be replaced where it is missing, empty, or holds what an export wrote and nothing else.
pub(super) fn is_ours(folder: &Path) -> Result<(), ExportError> {
    match fs::metadata(folder) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(DiskError::refused("read", folder)(source).into()),
        Ok(known) if !known.is_dir() => return Err(ExportError::NotAFolder(folder.to_owned())),
        Ok(_) => {}
    }
    let known = fs::read(folder.join(manifest::PATH)).ok().and_then(|text| manifest::files_of(&text)).unwrap_or_default();
    let known: HashSet<PathBuf> = known.into_iter().map(PathBuf::from).collect();
    match first_stranger(folder, folder, &known).map_err(DiskError::refused("read", folder))? {
        None => Ok(()),
        Some(first) => Err(ExportError::NotOurs { folder: folder.to_owned(), first: first.to_string_lossy().into_owned() }),
    }
}

fn first_stranger(top: &Path, folder: &Path, known: &HashSet<PathBuf>) -> io::Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if let Some(found) = first_stranger(top, &path, known)? {
                return Ok(Some(found));
            }
        } else if let Ok(relative) = path.strip_prefix(top)
            && !known.contains(relative)
        {
            return Ok(Some(relative.to_owned()));
        }
    }
    Ok(None)
}

/// A file that says what it said keeps its date, so that copying tools send only what changed.
fn dated(to: &Path, file: &File, made: Timestamp) -> SystemTime {
    let old = to.join(&file.path);
    let since = Duration::from_secs(u64::try_from(made.as_second()).unwrap_or(0));
    let is_same = fs::read(&old).is_ok_and(|body| body == *file.body);
    let kept = fs::metadata(&old).and_then(|known| known.modified()).ok().filter(|_| is_same);
    kept.unwrap_or(SystemTime::UNIX_EPOCH + since)
}
