//! The files of a new copy, put where the operator said: all of them or, for every other command, none.

use std::fs;
use std::io;
use std::path::Path;

use super::Failure;
use crate::content::overlay_folder::{MARK, is_overlay};
use crate::disk::whole_folder::{Unfinished, resolved};
use crate::disk::{is_left_over, make_folder, whole_file};

/// A name within the folder, and a text.
type NamedFile = (String, String);

/// Whether the folder is yet to be made, or is empty, or may hold a part of what an earlier run was to put there.
pub(super) fn is_free(folder: &Path) -> Result<(), Failure> {
    let may_be_part =
        |name: &str| ["areas/", "pages/", "services/", "site.toml", ".base.toml"].iter().any(|part| name.starts_with(part));
    if folder.exists() && (is_overlay(folder) || !holds_only(folder, "", &may_be_part)?) { Err(not_free(folder)) } else { Ok(()) }
}

/// Where nothing is, the folder appears whole. One that is there already, such as a volume of a container, is filled, with `record`
/// and at last the file without which no command takes it for a copy.
pub(super) fn put(folder: &Path, files: &[NamedFile], record: NamedFile) -> Result<(), Failure> {
    let (mut last, mut ordered): (Vec<NamedFile>, Vec<NamedFile>) = files.iter().cloned().partition(|(name, _)| name == MARK);
    ordered.push(record);
    ordered.append(&mut last);
    if !folder.exists() {
        let new = Unfinished::beside(&resolved(folder)?)?;
        fill(new.path(), &ordered)?;
        return Ok(new.name()?);
    }
    let is_same = |name: &str| {
        let of_that_name = ordered.iter().find(|(own, _)| own == name);
        of_that_name.is_some_and(|(_, text)| fs::read(folder.join(name)).is_ok_and(|old| old == text.as_bytes()))
    };
    if !holds_only(folder, "", &is_same)? {
        return Err(not_free(folder));
    }
    fill(folder, &ordered)
}

fn fill(folder: &Path, files: &[NamedFile]) -> Result<(), Failure> {
    for (name, text) in files {
        let path = folder.join(name);
        make_folder(path.parent().unwrap_or(folder))?;
        whole_file::finish(&path, text.as_bytes())?;
    }
    Ok(())
}

fn not_free(folder: &Path) -> Failure {
    format!("{} is there already and not empty: name a new folder", folder.display()).into()
}

/// Whether every file in `folder` and the folders in it has a name, seen from the first, that is allowed. What a run that was cut off
/// left beside its files is passed over.
fn holds_only(folder: &Path, above: &str, is_allowed: &dyn Fn(&str) -> bool) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{above}{own}");
        let is_fine = if entry.file_type()?.is_dir() {
            holds_only(&entry.path(), &format!("{name}/"), is_allowed)?
        } else {
            is_left_over(&own) || is_allowed(&name)
        };
        if !is_fine {
            return Ok(false);
        }
    }
    Ok(true)
}
