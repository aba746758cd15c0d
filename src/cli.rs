//! The command line: types only. What each command does is in `commands`.

mod confirming;
mod editing;
mod overlaying;
mod running;
mod search;
mod starting;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use confirming::{AskedBy, ConfirmArgs};
pub use editing::{DiffArgs, DueArgs, ListFormat, OrderArgs, WhereArgs, Within};
pub use overlaying::{CopyArgs, NewFolderArgs, OverlayArgs, OverlayCommand, ShowArgs, StatusArgs};
pub use running::{HealthArgs, ReloadArgs};
pub use search::{SearchArgs, SearchFormat};
pub use starting::{Age, CouncilServices, GivenService, NewAreaArgs, NewArgs, NewKind, NewOverlayArgs, StartArgs};

use crate::settings::{LogForm, LogLevel};

/// What `waymark --help` opens with.
const LONG_ABOUT: &str = "\
Shows people the right help about child sexual abuse and its prevention.

Waymark serves a website from a folder of content. The content, templates and style are also inside the program, so without options it serves \
the built-in site on http://127.0.0.1:8080. It keeps nothing about readers, opens no connection outward while it serves, and needs no \
other program. TLS and HTTP/2 belong to the proxy or CDN in front.";

/// What `waymark --help` ends with: how it is used, and what its exit means.
const AFTER_HELP: &str = "\
Examples:
  waymark                                        serve the built-in site on this machine
  waymark serve --content content                serve a folder of content; SIGHUP takes up changes
  waymark check --content content                every fault, with its file and line
  waymark export /srv/waymark                    the whole site as files, for any static host
  waymark new service my-helpline                a commented starting file
  waymark new overlay my-county                  a folder for a copy of another region
  waymark completions bash > /etc/bash_completion.d/waymark

Signals (serve):
  SIGHUP   take up changed content if it is sound; keep the last good site if it is not
  SIGTERM  finish what is under way, then end; SIGINT does the same

Exit codes:
  0  all went well
  1  the content has errors, the server asked by `health` is not ready, or the one asked by `reload` refused the content
  2  it could not run: a wrong option, a missing folder, an address in use, a full disk

Environment:
  WAYMARK_NOW  an instant, such as 2026-11-24T09:00:00Z, to use in place of the clock
  Each option that has a variable names it above.";

/// Shows people the right help about child sexual abuse and its prevention.
#[derive(Debug, Parser)]
#[command(name = "waymark", version, about, long_about = LONG_ABOUT, after_long_help = AFTER_HELP)]
#[command(args_conflicts_with_subcommands = true)]
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
    /// Ask a Waymark on this machine whether it is ready: exit 0 when it is, 1 when it is not.
    Health(HealthArgs),
    /// Ask a running Waymark to take up changed content, as SIGHUP does, and wait for what comes of it: exit 0 when it is being served,
    /// 1 when it was refused, with the first faults.
    Reload(ReloadArgs),
    /// Print a completion script for a shell.
    Completions(CompletionsArgs),
    /// Print the JSON Schema of a kind of content file, for an editor's completion.
    Schema(SchemaArgs),
    /// Search the site as a visitor would, with the reasons for each result: for editors of content/search.toml.
    Search(SearchArgs),
    /// Write a commented starting file for a page, a service or an area, or a folder for a copy of another region.
    New(NewArgs),
    /// Say what the folder of a copy of another region does to the content it lies over, and what changed there.
    Overlay(OverlayArgs),
    /// Ask the services whether what is said of them is right, and record their answers: one after another, as a sheet, as letters,
    /// or fact by fact.
    Confirm(ConfirmArgs),
    /// List every place that names a service, a page or a word: before it is closed, renamed or rewritten.
    Where(WhereArgs),
    /// Show what changes for readers from one content to another: numbers first, then services, hours, routes and pages.
    Diff(DiffArgs),
    /// Draw the questions of the report page and where each answer leads, as an SVG picture on standard output: for reviewers.
    Graph(SourceArgs),
    /// Write the files for nginx, Caddy, systemd and Kubernetes that belong to this program, with what they are for, as a folder.
    Deploy(NewFolderArgs),
    /// Look for the order of the answers in which the report page weighs least, and record it: after many of them were changed.
    Order(OrderArgs),
    /// List what must be checked again: what is overdue, and what falls due this week or month.
    Due(DueArgs),
    /// Look every service's facts up on the pages they came from: exit 0 when none has changed or gone, 1 when one has, 2 when
    /// nothing could be reached.
    Verify(VerifyArgs),
}

/// Where the site is read from.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// Folder of content; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Folder to lay over the content, for a copy of another region; its overlay.toml says what to leave out.
    #[arg(long, env = "WAYMARK_OVERLAY", value_name = "DIR")]
    pub overlay: Option<PathBuf>,
    /// Folder of templates; the copy inside the program if left out.
    #[arg(long, env = "WAYMARK_TEMPLATES", value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Folder of style, script and icon; the copy inside the program if left out.
    #[arg(long = "static", env = "WAYMARK_STATIC", value_name = "DIR")]
    pub static_files: Option<PathBuf>,
}

impl SourceArgs {
    /// The folder that is this copy's own, where what people found out is written: the overlay if there is one.
    pub fn own_folder(&self) -> Option<&std::path::Path> {
        self.overlay.as_deref().or(self.content.as_deref())
    }
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
    #[arg(long, env = "WAYMARK_LOG", value_enum, default_value_t = LogForm::Pretty)]
    pub log: LogForm,
    /// What the log leaves out.
    #[arg(long, env = "WAYMARK_LOG_LEVEL", value_enum, default_value_t = LogLevel::Warn)]
    pub log_level: LogLevel,
}

/// What happens when the folders change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WatchArg {
    /// Open tabs show it, or its faults.
    Preview,
    /// It is swapped in if it is sound; otherwise the last good site stays.
    Swap,
}

/// How to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The folder to write; replaced as a whole if an export wrote it, refused if it holds anything else.
    pub folder: PathBuf,
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// For which kind of server.
    #[arg(long, value_enum, default_value_t = LayoutArg::Servers)]
    pub layout: LayoutArg,
    /// With `--layout folders`: the path below which the site will stand, for links of the page for missing addresses.
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub base: String,
    /// Where the folder will stand on the machine that serves it; the nginx and Caddy configuration names it.
    #[arg(long, value_name = "DIR", default_value = "/srv/waymark")]
    pub serve_from: PathBuf,
    /// Keep the words "open now" and "closed now"; export again before each change, which the manifest names.
    #[arg(long)]
    pub open_now: bool,
}

/// For which kind of server an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LayoutArg {
    /// nginx, Caddy, and hosts that read `_headers` and `_redirects`: they answer as `waymark serve` does.
    Servers,
    /// Any server of files: a folder with an `index.html` for each page, relative links.
    Folders,
}

/// For which shell.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
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
    /// Before a release: list what still stands between the content and launch, and exit 1 while any of it blocks.
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
    /// overlay.toml
    Overlay,
    /// bank-holidays.toml
    BankHolidays,
    /// changes.toml
    Changes,
    /// confirmed.toml
    Confirmed,
    /// links.toml
    Links,
    /// kit.toml
    Kit,
    /// posters.toml
    Posters,
    /// page-rules.toml
    PageRules,
    /// A voice of the question bank.
    Questions,
}

/// What to look up, and how.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Services by file name without `.toml`; all that readers see if left out.
    pub services: Vec<String>,
    /// Where the site is read from.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Record what was found on a service's own page in `confirmed.toml`.
    #[arg(long)]
    pub write: bool,
    /// What is printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
    /// Write the report as JSON into a file too.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the report as Markdown into a file too.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Milliseconds between two requests to one host; a site may ask for more.
    #[arg(long, value_name = "MS", default_value_t = 2_000)]
    pub pause: u64,
    /// Seconds for one request and its whole answer.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Connect to addresses that are not on the public internet too: those given, or any. For trying it out.
    #[arg(long, value_name = "ADDR,…", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub allow_private: Option<String>,
}

/// What `verify` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// What needs an editor, and a count.
    Text,
    /// One JSON object.
    Json,
    /// A Markdown document.
    Markdown,
}
