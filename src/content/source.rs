//! The only reader of authored files: a map from path to text.
//!
//! Takes a folder on disk, the copy built into the program, or a test's own map. Gives a [`SourceTree`] of UTF-8 files with
//! `/`-separated paths such as `content/services/childline.toml`. Later stages never touch the disk.

mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

pub use named::shell_word;

use super::merge_manner;
use super::overlay_folder::{NotOverlay, NotWhole, must_be_overlay, must_not_be_overlay};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::parallel::in_parts;

/// No content file may be larger: it would be a mistake or an attack, and would be read at each reload.
pub const LARGEST_FILE: u64 = 512 * 1024;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The folder cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It could not be opened.
    #[error("cannot read the folder {}: {source}", path.display())]
    Unreadable {
        /// The folder that was asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It was named as a copy's own, and is not one.
    #[error(transparent)]
    NotOverlay(#[from] NotOverlay),
    /// It is a copy's own, and was named as the whole content.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
}

/// Every authored file by path. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTree {
    files: BTreeMap<Arc<str>, Arc<str>>,
    /// The folders that were put in place of a part or laid over it, as the operator named them.
    laid: Vec<Laid>,
}

/// A folder of the operator's, and where in the tree its files stand.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Laid {
    top: String,
    folder: String,
    files: BTreeSet<Arc<str>>,
    /// Those of them that took the place of a file below.
    covering: Vec<Arc<str>>,
    is_overlay: bool,
}

impl Laid {
    /// The path in the tree of a file that stands in this folder.
    fn file_named(&self, real: &str) -> Option<String> {
        let rest = real.strip_prefix(self.folder.trim_end_matches('/'))?.strip_prefix('/')?;
        Some(format!("{}/{rest}", self.top))
    }
}

/// Where files stand that a file of an overlay is merged with or added to. No file of an operator's can have such a name, since names
/// with a dot are passed over.
pub const BELOW: &str = "content/.below/";

/// The confirmations of the content that an overlay lies over: they are added to the overlay's, never hidden by them.
pub const CONFIRMED_BELOW: &str = "content/.below/confirmed.toml";

const CONFIRMED: &str = "content/confirmed.toml";

impl SourceTree {
    /// The content, templates and static files that were built into the program.
    #[must_use]
    pub fn built_in() -> Self {
        let mut tree = Self::default();
        for (top, dir) in [("content", &CONTENT), ("templates", &TEMPLATES), ("static", &STATIC)] {
            tree.add_built_in(top, dir);
        }
        tree
    }

    /// A tree from pairs of path and text, for tests.
    pub fn from_pairs<P: Into<Arc<str>>, T: Into<Arc<str>>>(pairs: impl IntoIterator<Item = (P, T)>) -> Self {
        Self { files: pairs.into_iter().map(|(path, text)| (path.into(), text.into())).collect(), laid: Vec::new() }
    }

    /// Replaces everything under `top` (`content`, `templates` or `static`) by the files of `folder`.
    ///
    /// Files that cannot be used (not UTF-8, too large, a link that leaves the folder) become diagnostics.
    ///
    /// # Errors
    /// When `folder` itself cannot be opened.
    pub fn replace(&mut self, top: &str, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
        let mut others = self.clone();
        others.files.retain(|path, _| !path.starts_with(&format!("{top}/")));
        let found = others.lay(top, folder, false)?;
        *self = others;
        Ok(found)
    }

    /// Lays the files of `folder` over those under `top`: a file of the same name takes the other's place, all others stay. Files of
    /// settings are merged ([`merge_manner`]), and confirmations added: those below keep a place of their own ([`BELOW`]).
    ///
    /// Files that cannot be used become diagnostics, as in [`Self::replace`].
    ///
    /// # Errors
    /// When `folder` itself cannot be opened, or has no `overlay.toml`.
    pub fn lay_over(&mut self, top: &str, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
        let mut laid = self.clone();
        if let Some(text) = laid.files.remove(CONFIRMED) {
            laid.set(CONFIRMED_BELOW, text);
        }
        let found = laid.lay(top, folder, true)?;
        let named = laid.laid.last().into_iter().flat_map(|laid| &laid.files);
        let merged: Vec<Arc<str>> = named.filter(|path| merge_manner::of(path).is_some()).cloned().collect();
        for path in merged {
            let below = path.strip_prefix("content/").zip(self.files.get(&path));
            if let Some((name, text)) = below {
                laid.set(format!("{BELOW}{name}"), Arc::clone(text));
            }
        }
        *self = laid;
        Ok(found)
    }

    fn lay(&mut self, top: &str, folder: &Path, is_overlay: bool) -> Result<Vec<Diagnostic>, LoadError> {
        let failed = |source| LoadError::Unreadable { path: folder.to_owned(), source };
        let root = folder.canonicalize().map_err(failed)?;
        if is_overlay {
            must_be_overlay(folder)?;
        } else if top == "content" {
            must_not_be_overlay(folder)?;
        }
        let mut walk = FolderWalk { root: &root, files: Vec::new(), found: Vec::new() };
        walk.folder(&root, top, 0).map_err(failed)?;
        let FolderWalk { files, mut found, .. } = walk;
        let named: BTreeSet<Arc<str>> = files.iter().map(|(_, name)| name.as_str().into()).collect();
        let covering =
            named.iter().filter(|path| is_overlay && self.files.contains_key(*path) && merge_manner::of(path).is_none());
        let covering = covering.cloned().collect();
        self.laid.push(Laid { top: top.to_owned(), folder: folder.display().to_string(), files: named, covering, is_overlay });
        let texts = in_parts(&files, |part| part.iter().map(|(path, name)| read(path, name)).collect::<Vec<_>>());
        for ((_, name), text) in files.into_iter().zip(texts.into_iter().flatten()) {
            match text {
                Ok(text) => self.set(name, text),
                Err(fault) => found.push(fault),
            }
        }
        Ok(found)
    }

    /// The text of one file, by its path in the tree or by its real name.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        let below = self.under(BELOW).find(|(file, _)| self.real_name(file) == path);
        if let Some((_, text)) = below {
            return Some(text);
        }
        let named = || self.laid.iter().rev().find_map(|laid| laid.file_named(path));
        let inside = || path.strip_prefix("built-in ").and_then(|path| self.files.get(path));
        self.files.get(path).or_else(|| self.files.get(named()?.as_str())).or_else(inside).map(AsRef::as_ref)
    }

    /// One file by its path in the tree.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<(&Arc<str>, &str)> {
        self.files.get_key_value(path).map(|(path, text)| (path, text.as_ref()))
    }

    /// Where a file really stands: in the operator's folder as they named it, or inside the program.
    #[must_use]
    pub fn real_name(&self, path: &str) -> String {
        let below = path.strip_prefix(BELOW).map(|name| format!("content/{name}"));
        let (path, is_below) = (below.as_deref().unwrap_or(path), below.is_some());
        let within = self.laid.iter().rev().filter(|laid| !(is_below && laid.is_overlay));
        let own = within.filter_map(|laid| {
            let rest = path.strip_prefix(&laid.top)?.strip_prefix('/')?;
            (!laid.is_overlay || laid.files.contains(path)).then(|| format!("{}/{rest}", laid.folder.trim_end_matches('/')))
        });
        let has_overlay = self.laid.iter().any(|laid| laid.is_overlay && path.starts_with(&format!("{}/", laid.top)));
        own.into_iter().next().unwrap_or_else(|| if has_overlay { format!("built-in {path}") } else { path.to_owned() })
    }

    /// Whether a folder was laid over the content.
    #[must_use]
    pub fn has_overlay(&self) -> bool {
        self.laid.iter().any(|laid| laid.is_overlay)
    }

    /// Whether a file comes from a folder that was laid over the content.
    #[must_use]
    pub fn is_of_overlay(&self, path: &str) -> bool {
        self.laid.iter().any(|laid| laid.is_overlay && laid.files.contains(path))
    }

    /// The files of a copy that take the place of a whole file below.
    #[must_use]
    pub fn covering(&self) -> Vec<Arc<str>> {
        self.laid.iter().flat_map(|laid| &laid.covering).cloned().collect()
    }

    /// Every file whose path starts with `prefix`, in path order.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a str)> {
        self.files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(prefix))
            .map(|(path, text)| (path, text.as_ref()))
    }

    /// Sets one file's text, for tests and for previews.
    pub fn set(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) {
        self.files.insert(path.into(), text.into());
    }

    /// Takes one file away, for tests.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    fn add_built_in(&mut self, top: &str, dir: &Dir<'_>) {
        for file in dir.files() {
            let name = file.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_passed_over(name) {
                continue;
            }
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                self.set(format!("{top}/{path}"), text);
            }
        }
        let is_content = |inner: &&Dir<'_>| !inner.path().file_name().and_then(|name| name.to_str()).is_some_and(is_passed_over);
        for inner in dir.dirs().filter(is_content) {
            self.add_built_in(top, inner);
        }
    }
}

/// Files of editors and tools: their backups, swap files, locks and schemas, and what file managers leave behind.
fn is_passed_over(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        // What vim writes to try whether it may write here.
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913" | "5036")
        || ending.is_some_and(|ending| matches!(ending, "bak" | "orig" | "tmp" | "rej" | "swp" | "swo" | "swx" | "old"))
}

/// One walk over a folder on disk.
struct FolderWalk<'a> {
    root: &'a Path,
    /// Where each file is, and its name in the tree.
    files: Vec<(PathBuf, String)>,
    found: Vec<Diagnostic>,
}

impl FolderWalk<'_> {
    /// `depth` stops a link that leads back up to its own parent.
    fn folder(&mut self, folder: &Path, name: &str, depth: usize) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Some(file_name) = entry.file_name().to_str().map(str::to_owned) else {
                self.fault(name, Kind::NotUtf8, "a file here has a name that is not UTF-8", "rename it");
                continue;
            };
            if is_passed_over(&file_name) {
                continue;
            }
            self.entry(&entry, &format!("{name}/{file_name}"), depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &fs::DirEntry, name: &str, depth: usize) -> io::Result<()> {
        // Only a link can lead elsewhere: the folder that holds it was followed to its end already.
        let kind = entry.file_type().ok();
        let is_link = kind.is_none_or(|kind| kind.is_symlink());
        let real = if is_link { entry.path().canonicalize() } else { Ok(entry.path()) };
        let Ok(real) = real else {
            self.fault(name, Kind::Unreadable, "this file cannot be opened", "check that it exists and may be read");
            return Ok(());
        };
        if !real.starts_with(self.root) {
            self.fault(name, Kind::LinkOutside, "this link leads out of the content folder", "copy the file here instead");
            return Ok(());
        }
        let is_folder = kind.filter(|_| !is_link).map_or_else(|| real.is_dir(), |kind| kind.is_dir());
        if is_folder {
            if depth < 8 {
                self.folder(&real, name, depth + 1)?;
            }
            return Ok(());
        }
        self.files.push((real, name.to_owned()));
        Ok(())
    }

    fn fault(&mut self, name: &str, kind: Kind, message: &str, help: &str) {
        self.found.push(fault(name, kind, message, help));
    }
}

/// The text of one file, or what keeps it from being used.
fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let unreadable =
        |error| fault(name, Kind::Unreadable, &format!("this file cannot be read: {error}"), "check its permissions");
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        // A pipe would never end.
        return Err(fault(name, Kind::Unreadable, "this is not a file", "take it away, or put a file in its place"));
    }
    if about.len() > LARGEST_FILE {
        let message = format!("this file has {} bytes; the most a content file may have is {LARGEST_FILE}", about.len());
        return Err(fault(name, Kind::TooLarge, &message, "split it, or take out what does not belong"));
    }
    text_of(fs::read(path).map_err(unreadable)?, name)
}

/// How a file in another form is saved anew.
const AS_UTF8: &str = "in the program that wrote it choose \"Save as\", and there UTF-8 (plain text)";

/// The text in `bytes`; a byte order mark at its beginning is passed over.
fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    let not_text = |message: &str, help: &str| fault(name, Kind::NotUtf8, message, help);
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
        || bytes.starts_with(b"%PDF")
        || bytes.starts_with(b"{\\rtf")
    {
        let message = "this is a document of a word processor under another name, not a text";
        return Err(not_text(message, "copy its words into a plain text file"));
    }
    let has_zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count() > bytes.len().min(400) / 4;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || has_zeros {
        return Err(not_text("this file was saved as UTF-16 (Windows calls it Unicode), and cannot be read", AS_UTF8));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes()[at];
        let is_windows = matches!(byte, 0x80..=0x9F | 0xA0 | 0xA3 | 0xE0..=0xFF);
        let sort = if is_windows { "was saved in an old form of Windows or Mac (such as Windows-1252)" } else { "is not UTF-8" };
        let mut found = not_text(&format!("this file {sort}: line {line} holds a letter that cannot be read"), AS_UTF8);
        found.place.line = u32::try_from(line).unwrap_or(u32::MAX);
        found
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn fault(name: &str, kind: Kind, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Place::whole_file(name), kind, message).with_help(help)
}
