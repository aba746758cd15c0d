//! The two contents that are compared: folders, overlays or revisions of either, each with what it lies over.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use thiserror::Error;

use crate::cli::{DiffArgs, SourceArgs};
use crate::commands::Failure;
use crate::content::overlay_folder::{is_overlay, is_whole, must_be_overlay};

/// What keeps two contents from being compared.
#[derive(Debug, Error)]
pub(super) enum ContentsError {
    #[error("{0} is no folder, and git knows no revision of that name in {1}")]
    Neither(String, PathBuf),
    #[error("what changed is recorded in a folder of content, and {0} is a revision: leave it out, or name a folder")]
    NoFolder(String),
    #[error("git is needed to look at the revision {0}, and could not be started: {1}")]
    NoGit(String, std::io::Error),
    #[error("{0} is an overlay and {1} a whole content: name two overlays, or two whole contents")]
    Unlike(String, String),
}

/// One of the two, and where its site is read from.
pub(super) struct Compared {
    /// As the person named it.
    pub(super) name: String,
    pub(super) source: SourceArgs,
    folder: ComparedFolder,
}

/// A folder of the person's, or one that was made to look at a revision and goes when this does.
enum ComparedFolder {
    Own(PathBuf),
    OfRevision(PathBuf),
}

impl ComparedFolder {
    fn path(&self) -> &Path {
        match self {
            Self::Own(path) | Self::OfRevision(path) => path,
        }
    }
}

impl Drop for ComparedFolder {
    fn drop(&mut self) {
        if let Self::OfRevision(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

impl Compared {
    /// The folder into which what changed is written: of two whole contents under one overlay, the overlay.
    pub(super) fn own_folder(&self) -> Result<&Path, ContentsError> {
        match (&self.folder, &self.source.overlay) {
            (ComparedFolder::OfRevision(_), _) => Err(ContentsError::NoFolder(self.name.clone())),
            (ComparedFolder::Own(_), Some(overlay)) => Ok(overlay),
            (ComparedFolder::Own(path), None) => Ok(path),
        }
    }
}

/// The old and the new.
pub(super) fn both(args: &DiffArgs) -> Result<(Compared, Compared), Failure> {
    let whole = args.source.content.clone().unwrap_or_else(|| PathBuf::from("content"));
    let is_folder = |name: &&String| Path::new(name.as_str()).is_dir();
    // Revisions are those of the folder that is compared, when one is named.
    let named = args.new.iter().chain([&args.old]).find(is_folder).map(PathBuf::from);
    let kept = args.source.content.clone().or(args.source.overlay.clone()).or(named).unwrap_or_else(|| whole.clone());
    let old = folder_of(&args.old, &kept)?;
    let new = match &args.new {
        Some(name) => folder_of(name, &kept)?,
        None => ComparedFolder::Own(args.source.overlay.clone().filter(|_| is_overlay(old.path())).unwrap_or(whole)),
    };
    let name = args.new.clone().unwrap_or_else(|| new.path().display().to_string());
    // What is neither can only have been meant as a copy's own folder that lost its mark.
    for folder in [&old, &new].map(ComparedFolder::path).into_iter().filter(|folder| !is_whole(folder)) {
        must_be_overlay(folder)?;
    }
    match (is_overlay(old.path()), is_overlay(new.path())) {
        (true, false) => return Err(ContentsError::Unlike(args.old.clone(), name).into()),
        (false, true) => return Err(ContentsError::Unlike(name, args.old.clone()).into()),
        (true, true) | (false, false) => {}
    }
    Ok((compared(args.old.clone(), old, &args.source), compared(name, new, &args.source)))
}

fn compared(name: String, folder: ComparedFolder, source: &SourceArgs) -> Compared {
    let path = folder.path().to_owned();
    let source = if is_overlay(&path) {
        SourceArgs { overlay: Some(path), ..source.clone() }
    } else {
        SourceArgs { content: Some(path), ..source.clone() }
    };
    Compared { name, source, folder }
}

/// The folder that `name` is, or a copy of `kept` as it stood at the revision `name`.
fn folder_of(name: &str, kept: &Path) -> Result<ComparedFolder, Failure> {
    if Path::new(name).is_dir() {
        return Ok(ComparedFolder::Own(PathBuf::from(name)));
    }
    if !is_revision(name, kept)? {
        return Err(ContentsError::Neither(name.to_owned(), kept.to_owned()).into());
    }
    let place = std::env::temp_dir().join(format!("waymark-diff-{}-{}", std::process::id(), name.replace(['/', '\\'], "-")));
    // One that was cut off and had the same number left it.
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir(&place)?;
    let folder = ComparedFolder::OfRevision(place);
    let mut archive =
        Command::new("git").arg("-C").arg(kept).args(["archive", "--format=tar", name]).stdout(Stdio::piped()).spawn()?;
    let tar = archive.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let unpacked = Command::new("tar").arg("-x").arg("-C").arg(folder.path()).stdin(tar).status()?;
    if !archive.wait()?.success() || !unpacked.success() {
        return Err(ContentsError::Neither(name.to_owned(), kept.to_owned()).into());
    }
    Ok(folder)
}

fn is_revision(name: &str, kept: &Path) -> Result<bool, ContentsError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(kept).args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{name}^{{commit}}"));
    let asked = git.stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.map(|status| status.success()).map_err(|cause| ContentsError::NoGit(name.to_owned(), cause))
}
