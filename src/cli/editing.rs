//! What editors ask of the content: where a thing is used, and what is due.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::SourceArgs;

/// What to look for.
#[derive(Debug, Args)]
pub struct WhereArgs {
    /// A service's or page's name, such as `childline`, `/crisis` or `shared-images`; any other words are looked for as they are.
    pub name: String,
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// Which report page.
#[derive(Debug, Args)]
pub struct OrderArgs {
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Record it in `routing.toml` of the folder of `--overlay`, or else of `--content`, if it is lighter than the one that stands there.
    #[arg(long)]
    pub write: bool,
    /// How often it is looked for anew: more take longer, a second each, and find a little less weight.
    #[arg(long, value_name = "NUMBER", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub searches: u64,
}

/// Which two contents.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// What readers see today: a folder of content or an overlay, or a revision of git such as `HEAD~1` or a tag.
    pub old: String,
    /// What they would see: a folder or a revision, as above. If left out, the folder of `--overlay`, or else of `--content`.
    pub new: Option<String>,
    /// Where the site is read from: the folder whose revisions are meant, what overlays lie over, templates. With two whole contents
    /// an overlay is laid over both.
    #[command(flatten)]
    pub source: SourceArgs,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
    /// Also add what changed, dated today, to `changes.toml` of the new content (or of the overlay), from which the feeds and the
    /// open data tell it.
    #[arg(long)]
    pub record: bool,
    /// Also write it as a page to look at.
    #[arg(long, value_name = "FILE.html")]
    pub page: Option<PathBuf>,
}

/// What is due, and by when.
#[derive(Debug, Args)]
pub struct DueArgs {
    /// How far to look ahead; what is overdue is always listed.
    #[arg(long, value_enum, default_value_t = Within::Month)]
    pub within: Within,
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// How it is shown.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

/// How far to look ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Within {
    /// Seven days.
    Week,
    /// Thirty-one days.
    Month,
}

/// How a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For a person.
    Text,
    /// One JSON array, an object an entry, with stable keys.
    Json,
}
