//! What the people of a copy ask about the folder that they lay over the built-in content.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with an overlay.
#[derive(Debug, Args)]
pub struct OverlayArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: OverlayCommand,
}

/// What can be done with an overlay.
#[derive(Debug, Subcommand)]
pub enum OverlayCommand {
    /// Say what the folder adds, merges and covers, and what changed underneath since it was taken: exit 0 when nothing did, 1 when
    /// something did.
    Status(StatusArgs),
    /// Copy a built-in service, page, area or file of questions into the folder, to be corrected there. From then on the copy stands
    /// in its place, and `status` says when the one underneath changes.
    Copy(CopyArgs),
    /// Show files of the content below as they are, such as site.toml, routing.toml or posters.toml: what a file of the folder that is
    /// merged differs from.
    Show(ShowArgs),
    /// Write the content that is built into this program out as a folder, to read it or to compare it with another version's.
    BuiltIn(NewFolderArgs),
}

/// Which files of the content below.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The file within the content, such as routing.toml or pages/crisis.md. May be given several times.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Folder of content; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
}

/// Where what is built into the program is written.
#[derive(Debug, Args)]
pub struct NewFolderArgs {
    /// The folder to write: new, or empty.
    pub folder: PathBuf,
}

/// Which file of the content, into which overlay.
#[derive(Debug, Args)]
pub struct CopyArgs {
    /// The file within the content, such as services/childline.toml or pages/crisis.md. May be given several times.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// The folder to write into.
    #[arg(long, env = "WAYMARK_OVERLAY", value_name = "DIR")]
    pub overlay: PathBuf,
    /// Folder of content that it lies over; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
}

/// Which overlay, and what was looked at.
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The folder.
    #[arg(env = "WAYMARK_OVERLAY")]
    pub folder: PathBuf,
    /// Folder of content that it lies over; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// A file of the folder whose changes underneath were looked at, such as pages/about.md: what stands there now is recorded as its
    /// base. May be given several times; `all` means every file.
    #[arg(long, value_name = "FILE")]
    pub accept: Vec<String>,
}
