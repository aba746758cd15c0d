//! The folder on the disk: whose it is, and how it is replaced in one step.
//!
//! Everything is written into a new folder beside the old one and flushed; then the two change places, and the old one is removed. Until
//! that moment the old folder is untouched, whatever goes wrong. It does not know what the files are.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use rustix::fs::{CWD, RenameFlags, renameat_with, syncfs};

use super::ExportError;
use super::manifest;
use super::plan::File;

/// Puts `files` in place of what is at `to`. Every file is dated `made`, so that copying tools see the same folder each time.
pub(super) fn replace(to: &Path, files: &[File], made: Timestamp) -> Result<(), ExportError> {
    let to = &resolved(to)?;
    is_ours(to)?;
    let new = Unfinished::beside(to)?;
    for file in files {
        write(&new.path, file, dated(to, file, made))?;
    }
    let opened = fs::File::open(&new.path).map_err(|source| disk("open", &new.path, source))?;
    // One flush of the whole disk is quicker than one of each of a thousand files.
    syncfs(&opened).map_err(|source| disk("write", &new.path, source.into()))?;
    swap(&new.path, to)
}

/// The folder itself, where `to` is a link to it or is yet to be made.
pub(super) fn resolved(to: &Path) -> Result<PathBuf, ExportError> {
    let absolute = std::path::absolute(to).map_err(|source| disk("find", to, source))?;
    match fs::canonicalize(&absolute) {
        Ok(found) => Ok(found),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(absolute),
        Err(source) => Err(disk("find", to, source)),
    }
}

/// A folder may be replaced where it is missing, empty, or holds what an export wrote and nothing else.
pub(super) fn is_ours(folder: &Path) -> Result<(), ExportError> {
    match fs::metadata(folder) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(disk("read", folder, source)),
        Ok(known) if !known.is_dir() => return Err(ExportError::NotAFolder(folder.to_owned())),
        Ok(_) => {}
    }
    let known = fs::read(folder.join(manifest::PATH)).ok().and_then(|text| manifest::files_of(&text)).unwrap_or_default();
    let known: HashSet<PathBuf> = known.into_iter().map(PathBuf::from).collect();
    match first_stranger(folder, folder, &known).map_err(|source| disk("read", folder, source))? {
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

/// A folder that is not yet whole; removed again unless it changed places with the old one.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(to: &Path) -> Result<Self, ExportError> {
        let (Some(parent), Some(name)) = (to.parent(), to.file_name()) else {
            return Err(ExportError::NotAFolder(to.to_owned()));
        };
        fs::create_dir_all(parent).map_err(|source| disk("make", parent, source))?;
        let path = parent.join(format!(".{}.new-{}", name.to_string_lossy(), std::process::id()));
        fs::create_dir(&path).map_err(|source| disk("make", &path, source))?;
        Ok(Self { path })
    }
}

impl Drop for Unfinished {
    /// After a swap this is the old folder; after a fault, the half-made new one. Either way nobody needs it.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A file that says what it said keeps its date, so that copying tools send only what changed.
fn dated(to: &Path, file: &File, made: Timestamp) -> SystemTime {
    let old = to.join(&file.path);
    let since = Duration::from_secs(u64::try_from(made.as_second()).unwrap_or(0));
    let is_same = fs::read(&old).is_ok_and(|body| body == *file.body);
    let kept = fs::metadata(&old).and_then(|known| known.modified()).ok().filter(|_| is_same);
    kept.unwrap_or(SystemTime::UNIX_EPOCH + since)
}

fn write(folder: &Path, file: &File, modified: SystemTime) -> Result<(), ExportError> {
    let path = folder.join(&file.path);
    let fault = |source| disk("write", &path, source);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(fault)?;
    }
    let mut opened = fs::File::create_new(&path).map_err(fault)?;
    opened.write_all(&file.body).map_err(fault)?;
    opened.set_modified(modified).map_err(fault)
}

/// Lets `new` and `to` change places in one step; where `to` is missing, or the file system cannot do that, as near to it as there is.
fn swap(new: &Path, to: &Path) -> Result<(), ExportError> {
    if !to.exists() {
        return fs::rename(new, to).map_err(|source| disk("make", to, source));
    }
    match renameat_with(CWD, new, CWD, to, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => swap_in_two_steps(new, to),
        Err(source) => Err(disk("replace", to, source.into())),
    }
}

fn swap_in_two_steps(new: &Path, to: &Path) -> Result<(), ExportError> {
    let aside = new.with_extension("old");
    let fault = |source| disk("replace", to, source);
    fs::rename(to, &aside).map_err(fault)?;
    if let Err(source) = fs::rename(new, to) {
        // The old folder goes back; if even that fails, it is whole under its other name, and the message says so.
        return Err(match fs::rename(&aside, to) {
            Ok(()) => fault(source),
            Err(_) => disk("put back", &aside, source),
        });
    }
    fs::rename(&aside, new).map_err(fault)
}

fn disk(doing: &'static str, path: &Path, source: io::Error) -> ExportError {
    ExportError::Disk { doing, path: path.to_owned(), source }
}
