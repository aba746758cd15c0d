//! The arguments of `waymark search`.

use clap::{Args, ValueEnum};

use super::SourceArgs;

/// What to search for.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// The words, as a visitor would type them.
    pub words: String,
    /// Say who may be asking and what the words may mean, beside the lines that spoke for each result.
    #[arg(long)]
    pub explain: bool,
    /// How results are shown.
    #[arg(long, value_enum, default_value_t = SearchFormat::Pretty)]
    pub format: SearchFormat,
}

/// How results are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// A list with the reasons.
    Pretty,
    /// One JSON array of address, title and score.
    Json,
}
