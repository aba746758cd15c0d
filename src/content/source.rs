//! The only reader of authored files: a map from path to text.
//!
//! Takes a folder on disk, the copy built into the program, or a test's own map. Gives a [`SourceTree`] of UTF-8 files with
//! `/`-separated paths such as `content/services/childline.toml`. Later stages never touch the disk.

mod from_disk;
mod ignore_list;
mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

pub use named::shell_word;

use from_disk::{FolderWalk, read};
use ignore_list::{IgnoreList, is_left_by_a_program};

use super::merge_strategy;
use super::overlay_folder::{NotOverlay, NotWhole, must_be_overlay, must_not_be_overlay};
use crate::diagnostic::{Diagnostic, nearest};
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
    Unreadable { path: PathBuf, source: io::Error },
    /// There is none of this name.
    #[error("there is no folder {}{}", path.display(), near.as_ref().map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    Missing {
        path: PathBuf,
        /// One beside it whose name is much like it.
        near: Option<String>,
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
    /// Those of them that took the place of a file below, with its text.
    covered: BTreeMap<Arc<str>, Arc<str>>,
    /// What lies there and is no content.
    passed_over: Vec<String>,
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
    /// settings are merged ([`merge_strategy`]), and confirmations added: those below keep a place of their own ([`BELOW`]).
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
        let merged: Vec<Arc<str>> = named.filter(|path| merge_strategy::of(path).is_some()).cloned().collect();
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
        let root = folder.canonicalize().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => LoadError::Missing { path: folder.to_owned(), near: near(folder) },
            _ => failed(source),
        })?;
        if is_overlay {
            must_be_overlay(folder)?;
        } else if top == "content" {
            must_not_be_overlay(folder)?;
        }
        let (ignored, faults) = IgnoreList::of(folder).map_err(failed)?;
        let mut walk = FolderWalk { root: &root, ignored: &ignored, files: Vec::new(), passed_over: Vec::new(), found: faults };
        walk.folder(&root, top, 0).map_err(failed)?;
        let FolderWalk { files, passed_over, mut found, .. } = walk;
        let named: BTreeSet<Arc<str>> = files.iter().map(|(_, name)| name.as_str().into()).collect();
        let covering = named.iter().filter(|path| is_overlay && merge_strategy::of(path).is_none());
        let covered = covering.filter_map(|path| Some((Arc::clone(path), Arc::clone(self.files.get(path)?)))).collect();
        let folder = folder.display().to_string();
        self.laid.push(Laid { top: top.to_owned(), folder, files: named, covered, passed_over, is_overlay });
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
    pub fn text(&self, path: &str) -> Option<&str> {
        let below = self.under(BELOW).find(|(file, _)| self.real_name(file) == path);
        if let Some((_, text)) = below {
            return Some(text);
        }
        let named = || self.laid.iter().rev().find_map(|laid| laid.file_named(path));
        let inside = || path.strip_prefix("built-in ").and_then(|path| self.files.get(path));
        self.files.get(path).or_else(|| self.files.get(named()?.as_str())).or_else(inside).map(AsRef::as_ref)
    }

    pub fn file(&self, path: &str) -> Option<(&Arc<str>, &str)> {
        self.files.get_key_value(path).map(|(path, text)| (path, text.as_ref()))
    }

    /// Where a file really stands: in the operator's folder as they named it, or inside the program.
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

    /// The files in the operator's folders that are no content and were passed over, by their real names.
    pub fn passed_over(&self) -> Vec<String> {
        let named = |laid: &Laid, path: &String| {
            let rest = path.strip_prefix(&laid.top).unwrap_or(path);
            format!("{}{rest}", laid.folder.trim_end_matches('/'))
        };
        self.laid.iter().flat_map(|laid| laid.passed_over.iter().map(move |path| named(laid, path))).collect()
    }

    /// Whether a folder was laid over the content.
    pub fn has_overlay(&self) -> bool {
        self.laid.iter().any(|laid| laid.is_overlay)
    }

    /// Whether a file comes from a folder that was laid over the content.
    pub fn is_of_overlay(&self, path: &str) -> bool {
        self.laid.iter().any(|laid| laid.is_overlay && laid.files.contains(path))
    }

    /// The text in whose place a file of a copy stands.
    pub fn covered(&self, path: &str) -> Option<&str> {
        self.laid.iter().rev().find_map(|laid| laid.covered.get(path)).map(AsRef::as_ref)
    }

    /// Each file of a copy that lies over one below, and the tree in which that stands again.
    pub fn uncovered(&self) -> impl Iterator<Item = (Arc<str>, Self)> {
        let covered = self.laid.iter().flat_map(|laid| &laid.covered).map(|(path, text)| (Arc::clone(path), Arc::clone(text)));
        let merged = self.under(BELOW).filter(|(path, _)| path.as_ref() != CONFIRMED_BELOW);
        let merged = merged.map(|(path, text)| (path.replacen(BELOW, "content/", 1).into(), text.into()));
        covered.chain(merged).map(|(path, text)| {
            let mut tree = self.clone();
            tree.remove(&path.replacen("content/", BELOW, 1));
            tree.set(Arc::clone(&path), text);
            (path, tree)
        })
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

    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    fn add_built_in(&mut self, top: &str, dir: &Dir<'_>) {
        for file in dir.files() {
            let name = file.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_left_by_a_program(name) {
                continue;
            }
            if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                self.set(format!("{top}/{path}"), text);
            }
        }
        let is_content =
            |inner: &&Dir<'_>| !inner.path().file_name().and_then(|name| name.to_str()).is_some_and(is_left_by_a_program);
        for inner in dir.dirs().filter(is_content) {
            self.add_built_in(top, inner);
        }
    }
}

/// A folder beside the one that was asked for, whose name is much like it.
fn near(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_str()?;
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = std::fs::read_dir(above).ok()?.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let names: Vec<String> = beside.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    nearest(name, names.iter().map(String::as_str)).map(|close| folder.with_file_name(close).display().to_string())
}
