//! `waymark serve --watch`: the site as it is being written, for whoever writes it, on this machine only.
//!
//! Every save makes the site anew; an open tab shows the change. A site with faults is replaced by a page of them, at start too,
//! and comes back when they are mended. The server is the ordinary one: only what it is given differs, so nothing here can reach
//! a reader of a site served without `--watch`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::build::{self, BuildResult, Built};
use super::print::print_error;
use super::{Failure, GOOD, serve_setup, watch};
use crate::cli::SourceArgs;
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, report};
use crate::forms::KeptIndex;
use crate::render::document::MediaType;
use crate::render::preview::{FaultSite, Preview, PreviewFault};
use crate::render::templates::Templates;
use crate::server::reload::{Rebuild, Told, keep_fresh};
use crate::server::stale::{StaleCode, StaleReason};
use crate::server::{Live, listen};
use crate::settings::Settings;
use crate::snapshot::{Bundle, Effort, EncodeCache, FormAnswer, NoForms, Snapshot};

/// Serves what is in the folders until told to stop.
pub(super) fn run(source: SourceArgs, settings: Settings) -> Result<u8, Failure> {
    let source = with_folders_here(source);
    if [&source.content, &source.overlay, &source.templates, &source.static_files].into_iter().all(Option::is_none) {
        return Err("there is nothing to watch: give a folder, such as --content content".into());
    }
    let handed = serve_setup::handed_over()?;
    let runtime = serve_setup::runtime()?;
    let served = runtime.block_on(show(source, settings, handed));
    runtime.shutdown_background();
    served?;
    Ok(GOOD)
}

async fn show(source: SourceArgs, settings: Settings, handed: Vec<std::net::TcpListener>) -> Result<(), Failure> {
    let listeners = serve_setup::listeners(handed, &settings)?;
    only_here(&listeners)?;
    let cache = Arc::new(EncodeCache::default());
    let watched = WatchedSite {
        source: source.clone(),
        cache: Arc::clone(&cache),
        kept: KeptIndex::default(),
        preview: preview()?,
        paths: Mutex::new(vec!["/".to_owned()]),
    };
    let site = Live::new(watched.snapshot()?);
    let failed = |sentence| StaleReason::sentence(StaleCode::CouldNotBeMade, sentence);
    let rebuild: Rebuild = Arc::new(move || watched.snapshot().map_err(failed));
    // Whoever writes sees in the tab what came of a change.
    let told: Told = Arc::new(|_| ());
    let asked = Arc::new(Notify::new());
    tokio::spawn(keep_fresh(Arc::clone(&site), (rebuild, told), cache, Arc::clone(&asked), build::clock));
    tokio::spawn(watch::on_change(source.clone(), asked));
    let told_to_stop = serve_setup::told_to_stop()?;
    announce(&listeners, &source)?;
    listen::run(listeners, site, Arc::new(settings.limits), told_to_stop).await;
    Ok(())
}

/// A folder that was not named is the one of its name in the working folder, if there is one.
fn with_folders_here(source: SourceArgs) -> SourceArgs {
    let or_here = |folder: Option<PathBuf>, name: &str| folder.or_else(|| Some(PathBuf::from(name)).filter(|path| path.is_dir()));
    SourceArgs {
        content: or_here(source.content, "content"),
        overlay: source.overlay,
        templates: or_here(source.templates, "templates"),
        static_files: or_here(source.static_files, "static"),
    }
}

/// What is not checked yet is nobody else's to see.
fn only_here(listeners: &[TcpListener]) -> Result<(), Failure> {
    for listener in listeners {
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            return Err(format!("--watch is for this machine only, and {address} can be reached from outside; use 127.0.0.1 or [::1], or --watch=swap for a public server").into());
        }
    }
    Ok(())
}

/// From the copy inside the program: a broken template must not hide what is wrong with it.
fn preview() -> Result<Preview, Failure> {
    let tree = SourceTree::built_in();
    let templates = Templates::load(&tree).map_err(|faults| report::pretty(&faults, |path| tree.text(path), false))?;
    let text = |path: &str| tree.text(path).ok_or_else(|| format!("{path} was not built into this program"));
    Ok(Preview::new(templates, text("static/watch.js")?, text("static/watch.css")?))
}

/// Where the site is made again and again.
struct WatchedSite {
    source: SourceArgs,
    cache: Arc<EncodeCache>,
    kept: KeptIndex,
    preview: Preview,
    /// The addresses of the last site that could be shown: while it cannot be, each shows the faults.
    paths: Mutex<Vec<String>>,
}

impl WatchedSite {
    /// The site, or its faults.
    fn snapshot(&self) -> Result<Snapshot, String> {
        let now = build::now().map_err(|error| error.to_string())?;
        match build::build_with_drafts(&self.source, now) {
            Ok(outcome) => self.shown(outcome, now),
            Err(error) => self.faults(&[PreviewFault::sentence(error.to_string())], now),
        }
    }

    fn shown(&self, outcome: BuildResult, now: Timestamp) -> Result<Snapshot, String> {
        let BuildResult { built, found, tree, drafts, .. } = outcome;
        let is_sound = !found.iter().any(Diagnostic::is_error);
        if let Some(built) = built.filter(|_| is_sound) {
            return self.site(built, &drafts).or_else(|sentence| self.faults(&[PreviewFault::sentence(sentence)], now));
        }
        print_error(&report::pretty(&found, |path| tree.text(path), std::io::stderr().is_terminal()));
        let faults: Vec<PreviewFault> = found.iter().map(|fault| PreviewFault::of(fault, tree.text(&fault.place.file))).collect();
        self.faults(&faults, now)
    }

    fn site(&self, mut built: Built, drafts: &[String]) -> Result<Snapshot, String> {
        self.preview.add_to(&mut built.rendered, drafts).map_err(|fault| fault.message)?;
        let pages = built.rendered.documents.iter().filter(|document| document.media_type == MediaType::Html);
        let paths = pages.map(|page| page.path.clone()).collect();
        let snapshot = built.with_index_of(&self.kept).pack(Effort::Fast, &self.cache)?;
        *self.paths.lock().unwrap_or_else(PoisonError::into_inner) = paths;
        Ok(snapshot)
    }

    fn faults(&self, faults: &[PreviewFault], now: Timestamp) -> Result<Snapshot, String> {
        let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let FaultSite { documents, errors } = self.preview.faults(faults, &paths).map_err(|fault| fault.message)?;
        let forms = NoForms(FormAnswer { html: errors.failed.clone(), status: StatusCode::INTERNAL_SERVER_ERROR });
        let bundle = Bundle { forms: Arc::new(forms), rendered_at: now, ..Bundle::of(documents, errors) };
        Snapshot::build(bundle, Effort::Fast, &self.cache).map_err(|error| error.to_string())
    }
}

/// The first line: where to look, and what is watched.
fn announce(listeners: &[TcpListener], source: &SourceArgs) -> Result<(), Failure> {
    let folders: Vec<String> = [&source.content, &source.overlay, &source.templates, &source.static_files]
        .into_iter()
        .filter_map(|folder| folder.as_deref().map(Path::display).map(|shown| shown.to_string()))
        .collect();
    let folders = folders.join(", ");
    serve_setup::first_lines(listeners, |address| {
        format!("http://{address} shows {folders} as you save: for writing, on this machine only\n")
    })
}
