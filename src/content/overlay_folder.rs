//! Which folder is a copy's own: the one with `overlay.toml` in it, and no other.
//!
//! Without that file nothing of the home region is left out, and a copy would show another county's numbers without a word. So a
//! folder without it is refused, and the folder that was probably meant is named.

use std::fs;
use std::path::{Path, PathBuf};

/// The file that makes a folder an overlay; an empty one leaves nothing out.
pub(crate) const MARK: &str = "overlay.toml";

/// Whether a folder is a copy's own, to lie over other content, rather than the whole of a site.
pub fn is_overlay(folder: &Path) -> bool {
    folder.join(MARK).is_file()
}

/// Whether a folder is the whole of a site: only that has the questions of the report page.
pub fn is_whole(folder: &Path) -> bool {
    folder.join("routing.toml").is_file()
}

/// A folder that was named as a copy's own and is not one.
#[derive(Debug, thiserror::Error)]
#[error("there is no overlay.toml in {}, so it is not the folder of a copy; {}", folder.display(), meant(folder))]
pub struct NotOverlay {
    folder: PathBuf,
}

/// Whether a folder can be laid over other content.
///
/// # Errors
/// When there is no `overlay.toml` in it.
pub fn must_be_overlay(folder: &Path) -> Result<(), NotOverlay> {
    if is_overlay(folder) { Ok(()) } else { Err(NotOverlay { folder: folder.to_owned() }) }
}

/// A copy's own folder that was named as the whole content of a site.
#[derive(Debug, thiserror::Error)]
#[error("{} is the folder of a copy, and not the whole content of a site: name it with --overlay {}", .folder.display(), .folder.display())]
pub struct NotWhole {
    folder: PathBuf,
}

/// Whether a folder can stand in place of all content.
///
/// # Errors
/// When it is a copy's own.
pub fn must_not_be_overlay(folder: &Path) -> Result<(), NotWhole> {
    if is_overlay(folder) && !is_whole(folder) { Err(NotWhole { folder: folder.to_owned() }) } else { Ok(()) }
}

/// What to do instead: a folder near by that was probably meant, or how a file that was lost is got back.
fn meant(folder: &Path) -> String {
    if let Some(near) = near(folder) {
        return format!("did you mean {}?", near.display());
    }
    if is_whole(folder) {
        return format!("it is the whole content of a site: name it with --content {}", folder.display());
    }
    "put the file back if it was lost (without it this would be the home region's site), or run `waymark new overlay` again if that \
     was cut off; a folder that leaves nothing out has an empty overlay.toml"
        .to_owned()
}

/// The copy's folder that holds this one, or else those that this one holds, if it is one.
fn near(folder: &Path) -> Option<PathBuf> {
    let real = folder.canonicalize().ok()?;
    let above = real.ancestors().skip(1).take(2).position(is_overlay);
    if let Some(steps) = above {
        // As it was named where that says it, so that the answer can be typed in the same place.
        let named = folder.ancestors().nth(steps + 1).filter(|path| !path.as_os_str().is_empty());
        let is_same = |path: &&Path| path.canonicalize().ok().as_deref() == real.ancestors().nth(steps + 1);
        return named.filter(is_same).map(Path::to_owned).or_else(|| real.ancestors().nth(steps + 1).map(Path::to_owned));
    }
    let inside = fs::read_dir(folder).ok()?.flatten().map(|entry| folder.join(entry.file_name()));
    let mut inside: Vec<PathBuf> = inside.filter(|path| is_overlay(path)).collect();
    inside.sort();
    inside.into_iter().next()
}
