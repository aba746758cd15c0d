//! A snapshot as files, for any server or CDN that serves files.
//!
//! Takes a [`Snapshot`] and a folder; gives a folder that holds every answer in every coding, the configuration that makes nginx,
//! Caddy and static hosts answer as the server does, and a manifest of hashes. The old folder is replaced in one step or not at
//! all. The same snapshot gives the same bytes. It knows nothing of content, templates or requests.
//!
//! Data flows: snapshot -> [`plan`] (which file is which answer) -> [`header_table`] (what differs between answers) -> one writer a
//! kind of configuration -> [`folder`] (the only part that touches the disk). For servers that can be told nothing, [`folders`] takes
//! the place of the configurations.

mod caddy;
mod folder;
mod folders;
mod header_table;
mod hosts;
mod manifest;
mod nginx;
mod plan;

use std::fmt;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::disk::DiskError;
use crate::disk::whole_folder::resolved;
use crate::snapshot::Snapshot;
use manifest::Manifest;
use plan::ExportPlan;

/// The words that travel with the folder, for whoever serves it.
const READ_ME: &str = include_str!("export/README.md");

/// The words that travel with a layout of folders.
const READ_ME_FOLDERS: &str = include_str!("export/README.folders.md");

/// For which kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportLayout {
    /// nginx, Caddy, and hosts that read `_headers` and `_redirects`: they answer as `waymark serve` does.
    Servers,
    /// Any server of files, below any address: a folder with an `index.html` for each page.
    Folders,
}

/// What the operator decides about an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where the folder will stand on the machine that serves it; the configuration names files there.
    pub serve_from: PathBuf,
    pub layout: ExportLayout,
    /// The path below which a layout of folders will stand, with `/` at both ends. Only the page for missing addresses needs it.
    pub base: String,
    /// Pages say "open now" and must be exported again before [`Snapshot::valid_until`].
    pub is_renewed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Addresses that hold a text.
    pub documents: usize,
    /// Addresses that lead elsewhere.
    pub redirects: LedOn,
    /// Files, the manifest among them.
    pub files: usize,
    pub bytes: u64,
}

/// How many addresses lead elsewhere; says with it which hosts cannot lead them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedOn {
    /// Whatever query comes.
    by_path: usize,
    by_query: usize,
    layout: ExportLayout,
}

impl fmt::Display for LedOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.by_query, self.layout) {
            (0, _) => write!(f, "{}", self.by_path),
            (some, ExportLayout::Servers) => {
                write!(f, "{} ({some} by their query, which static hosts other than Netlify cannot lead on)", self.by_path + some)
            }
            (some, ExportLayout::Folders) => {
                write!(f, "{} (without {some} by their query, which a server of files cannot lead on)", self.by_path)
            }
        }
    }
}

/// Why there is no new folder. The old one, if there was one, is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Something else is there.
    #[error("{folder} holds files that no export wrote ({first} is one): name an empty folder, or one that holds only an export")]
    NotOurs { folder: PathBuf, first: String },
    #[error("{0} is not a folder")]
    NotAFolder(PathBuf),
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Two answers would be the same file.
    #[error("{first} and {second} would both be the file {file}: give one of them another address")]
    SameFile { file: String, first: String, second: String },
    /// A character that a configuration cannot hold.
    #[error("a server's configuration cannot hold `{0}`: it has a dollar sign, a quote, a brace or a backslash in it")]
    Unwritable(String),
}

/// Whether an export may take the place of what is at `to`: nothing, an empty folder, or an older export. For asking before the work.
///
/// # Errors
/// When it may not.
pub fn may_replace(to: &Path) -> Result<(), ExportError> {
    folder::is_ours(&resolved(to)?)
}

/// Writes `snapshot` as the folder `to`.
///
/// # Errors
/// When `to` holds something else, or the disk refuses. Then nothing has changed.
pub fn export(snapshot: &Snapshot, to: &Path, options: &Options) -> Result<Written, ExportError> {
    let plan = ExportPlan::of(snapshot, options.layout)?;
    let (mut files, read_me) = match options.layout {
        ExportLayout::Servers => (plan.files(), READ_ME),
        ExportLayout::Folders => (folders::files(&plan, &options.base), READ_ME_FOLDERS),
    };
    if options.layout == ExportLayout::Servers {
        files.extend(hosts::files(&plan));
        files.extend(nginx::files(&plan, &options.serve_from)?);
        files.extend(caddy::files(&plan, &options.serve_from)?);
    }
    files.push(plan::File::text("README.md", read_me.to_owned()));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest::of(snapshot, &plan, &files, options);
    files.push(manifest.file());
    folder::replace(to, &files, snapshot.rendered_at())?;
    Ok(Written {
        documents: plan.pages.len(),
        redirects: LedOn { by_path: plan.moved.len(), by_query: plan.moved_with_query.len(), layout: options.layout },
        files: files.len(),
        bytes: files.iter().map(|file| file.body.len() as u64).sum(),
    })
}
