//! The only reader of authored files: a map from path to text.
//!
//! Takes a folder on disk, the copy built into the program, or a test's own map. Gives a [`SourceTree`] of UTF-8 files with
//! `/`-separated paths such as `content/services/childline.toml`. Later stages never touch the disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::hands::in_parts;

/// No content file may be larger: it would be a mistake or an attack, and would be read at each reload.
pub const LARGEST_FILE: u64 = 512 * 1024;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The folder could not be opened at all.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the folder {}: {source}", path.display())]
pub struct LoadError {
    /// The folder that was asked for.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// Every authored file by path. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTree {
    files: BTreeMap<Arc<str>, Arc<str>>,
}

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
        Self { files: pairs.into_iter().map(|(path, text)| (path.into(), text.into())).collect() }
    }

    /// Replaces everything under `top` (`content`, `templates` or `static`) by the files of `folder`.
    ///
    /// Files that cannot be used (not UTF-8, too large, a link that leaves the folder) become diagnostics.
    ///
    /// # Errors
    /// When `folder` itself cannot be opened.
    pub fn replace(&mut self, top: &str, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
        let mut others = Self { files: self.files.clone() };
        others.files.retain(|path, _| !path.starts_with(&format!("{top}/")));
        let found = others.lay_over(top, folder)?;
        *self = others;
        Ok(found)
    }

    /// Lays the files of `folder` over those under `top`: a file of the same name takes the other's place, all others stay.
    ///
    /// Files that cannot be used become diagnostics, as in [`Self::replace`].
    ///
    /// # Errors
    /// When `folder` itself cannot be opened.
    pub fn lay_over(&mut self, top: &str, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
        let failed = |source| LoadError { path: folder.to_owned(), source };
        let root = folder.canonicalize().map_err(failed)?;
        let mut walk = Walk { root: &root, files: Vec::new(), found: Vec::new() };
        walk.folder(&root, top, 0).map_err(failed)?;
        let Walk { files, mut found, .. } = walk;
        let texts = in_parts(&files, |part| part.iter().map(|(path, name)| read(path, name)).collect::<Vec<_>>());
        for ((_, name), text) in files.into_iter().zip(texts.into_iter().flatten()) {
            match text {
                Ok(text) => self.set(name, text),
                Err(fault) => found.push(fault),
            }
        }
        Ok(found)
    }

    /// The text of one file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(AsRef::as_ref)
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

/// Files of editors and tools: their backups, swap files and schemas.
fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

/// One walk over a folder on disk.
struct Walk<'a> {
    root: &'a Path,
    /// Where each file is, and its name in the tree.
    files: Vec<(PathBuf, String)>,
    found: Vec<Diagnostic>,
}

impl Walk<'_> {
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
    String::from_utf8(fs::read(path).map_err(unreadable)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        fault(name, Kind::NotUtf8, &format!("line {line} holds bytes that are not UTF-8"), "save the file as UTF-8")
    })
}

fn fault(name: &str, kind: Kind, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Place::whole_file(name), kind, message).with_help(help)
}
