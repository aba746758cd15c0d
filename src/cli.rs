//! The command line: types only. What each command does is in `commands`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::settings::{LogForm, LogLevel};

/// Shows people the right help about child sexual abuse and its prevention.
#[derive(Debug, Parser)]
#[command(name = "waymark", version, about, long_about = None, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; `serve` if left out.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `serve`, which is what happens without a command.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site.
    Serve(ServeArgs),
    /// Write the whole site as files, for any static host or CDN.
    Export(ExportArgs),
    /// Check the content: exit 0 when it may be published, 1 when it has errors, 2 when it could not be checked.
    Check(CheckArgs),
    /// Print the JSON Schema of a kind of content file, for an editor's completion.
    Schema(SchemaArgs),
    /// Search the site as a visitor would, with the reasons for each result: for editors of content/search.toml.
    Search(SearchArgs),
    /// Write a commented starting file for a page or a service.
    New(NewArgs),
}

/// Where the site is read from.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// Folder of content; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Folder of templates; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_TEMPLATES", value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Folder of style, script and icon; the copy inside the program if left out.
    #[arg(long = "static", env = "WAYMARK_STATIC", value_name = "DIR")]
    pub static_files: Option<PathBuf>,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Address and port to listen at; may be given several times.
    #[arg(long, env = "WAYMARK_LISTEN", value_name = "ADDR:PORT", value_delimiter = ',', default_value = "127.0.0.1:8080")]
    pub listen: Vec<SocketAddr>,
    /// Listen beside a running Waymark at the same address, so that it can be stopped without a gap.
    #[arg(long, env = "WAYMARK_TAKE_OVER")]
    pub take_over: bool,
    /// Address for the operator's figures (Prometheus text); this machine only.
    #[arg(long, env = "WAYMARK_METRICS", value_name = "ADDR:PORT")]
    pub metrics: Option<SocketAddr>,
    /// Show every change of the folders at once. For writing, on this machine only: an open tab shows the change, or the faults.
    /// With `=swap`, for a public server: sound content is swapped in, and the last good site stays while it is not.
    #[arg(
        long,
        env = "WAYMARK_WATCH",
        value_enum,
        value_name = "HOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "preview"
    )]
    pub watch: Option<WatchArg>,
    /// How the log is written.
    #[arg(long, env = "WAYMARK_LOG", value_enum, default_value_t = LogFormArg::Pretty)]
    pub log: LogFormArg,
    /// What the log leaves out.
    #[arg(long, env = "WAYMARK_LOG_LEVEL", value_enum, default_value_t = LogLevelArg::Warn)]
    pub log_level: LogLevelArg,
}

/// What happens when the folders change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WatchArg {
    /// Open tabs show it, or its faults.
    Preview,
    /// It is swapped in if it is sound; otherwise the last good site stays.
    Swap,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogFormArg {
    /// For a person at a terminal.
    Pretty,
    /// One JSON object a line.
    Json,
}

impl From<LogFormArg> for LogForm {
    fn from(form: LogFormArg) -> Self {
        match form {
            LogFormArg::Pretty => Self::Pretty,
            LogFormArg::Json => Self::Json,
        }
    }
}

/// What the log leaves out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogLevelArg {
    /// Faults only.
    Error,
    /// Faults, and what an operator should look at.
    Warn,
    /// One line a response.
    Info,
    /// For developers.
    Debug,
}

impl From<LogLevelArg> for LogLevel {
    fn from(level: LogLevelArg) -> Self {
        match level {
            LogLevelArg::Error => Self::Error,
            LogLevelArg::Warn => Self::Warn,
            LogLevelArg::Info => Self::Info,
            LogLevelArg::Debug => Self::Debug,
        }
    }
}

/// How to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder to write; replaced as a whole if an export wrote it, refused if it holds anything else.
    pub folder: PathBuf,
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Where the folder will stand on the machine that serves it; the nginx and Caddy configuration names it.
    #[arg(long, value_name = "DIR", default_value = "/srv/waymark")]
    pub serve_from: PathBuf,
    /// Keep the words "open now" and "closed now"; export again before each change, which the manifest names.
    #[arg(long)]
    pub open_now: bool,
}

/// How to check.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// How findings are shown.
    #[arg(long, value_enum, default_value_t = CheckFormat::Pretty)]
    pub format: CheckFormat,
    /// Before a release: what is overdue is an error.
    #[arg(long)]
    pub release: bool,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Drawn for a person.
    Pretty,
    /// One JSON array.
    Json,
}

/// Which schema.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// The kind of content file.
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// The kinds of content file.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SchemaKind {
    /// The front matter of a page.
    Page,
    /// A service.
    Service,
    /// The router.
    Routing,
    /// An area.
    Area,
    /// site.toml
    Site,
    /// words.toml
    Words,
    /// redirects.toml
    Redirects,
    /// bank-holidays.toml
    BankHolidays,
    /// links.toml
    Links,
    /// kit.toml
    Kit,
    /// posters.toml
    Posters,
    /// page-rules.toml
    PageRules,
}

/// What to search for.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// The words, as a visitor would type them.
    pub words: String,
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

/// What to start.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// A page or a service.
    #[arg(value_enum)]
    pub kind: NewKind,
    /// Its address: lower-case letters, digits and hyphens, such as `online-safety`.
    pub slug: String,
    /// Folder of content to write into.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
}

/// What can be started.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum NewKind {
    /// A page of guidance.
    Page,
    /// A service.
    Service,
}
