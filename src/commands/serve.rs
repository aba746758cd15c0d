//! `waymark serve`: makes the site, listens, and keeps it fresh until told to stop.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::time::Instant;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

use super::build::{self, Built, RefusedContent};
use super::print::{print_error, stdout};
use super::reload_answer::AnswerFile;
use super::serve_setup::{first_lines, handed_over, listeners, runtime, told_to_stop};
use super::{CONTENT_ERRORS, Failure, GOOD, serve_watch, watch};
use crate::check::Strictness;
use crate::cli::{ServeArgs, SourceArgs, WatchArg};
use crate::content::source::LoadError;
use crate::forms::KeptIndex;
use crate::server::reload::{Rebuild, Told, keep_fresh};
use crate::server::stale::{StaleCode, StaleReason};
use crate::server::{Live, listen, log, metrics_endpoint};
use crate::settings::Settings;
use crate::snapshot::{Effort, EncodeCache};

pub(super) fn run(args: ServeArgs) -> Result<u8, Failure> {
    let started = Instant::now();
    let settings = settings(&args).checked()?;
    log::start(settings.log_form, settings.log_level)?;
    // While there is one thread: taking the sockets over takes their names out of the environment.
    let handed = handed_over()?;
    if args.watch == Some(WatchArg::Preview) {
        return serve_watch::run(args.source, settings);
    }
    let built = match build::build(&args.source, build::now()?, Strictness::Everyday)?.sound() {
        Ok(built) => built,
        Err(refused) => {
            // A person is shown the lines; a log, which a program reads and keeps, gets one line a finding.
            if io::stderr().is_terminal() {
                print_error(&refused.drawn(true));
            } else {
                refused.reason().log();
            }
            return Ok(CONTENT_ERRORS);
        }
    };
    let runtime = runtime()?;
    let follows = args.watch == Some(WatchArg::Swap);
    let served = runtime.block_on(serve(args.source, settings, handed, built, (started, follows)));
    // Compression in the background has nothing to finish for.
    runtime.shutdown_background();
    served?;
    Ok(GOOD)
}

fn settings(args: &ServeArgs) -> Settings {
    Settings {
        listen: args.listen.clone(),
        take_over: args.take_over,
        log_form: args.log,
        log_level: args.log_level,
        metrics: args.metrics,
        ..Settings::default()
    }
}

async fn serve(
    source: SourceArgs,
    settings: Settings,
    handed: Vec<std::net::TcpListener>,
    built: Built,
    (started, follows): (Instant, bool),
) -> Result<(), Failure> {
    let counts = (built.site.pages.len(), built.site.shown_services().count(), built.site.routing.outcomes.len());
    let cache = Arc::new(EncodeCache::default());
    let kept = KeptIndex::default();
    let site = Live::new(built.with_index_of(&kept).pack(Effort::Fast, &cache)?);
    // Once we listen, new connections come to us and wait: so not before there is something to answer with.
    let listeners = listeners(handed, &settings)?;
    let asked = Arc::new(Notify::new());
    if follows {
        tokio::spawn(watch::on_change(source.clone(), Arc::clone(&asked)));
    }
    // Before the answers can be found: who finds them may ask at once.
    rebuild_on_hangup(Arc::clone(&asked))?;
    tokio::spawn(keep_fresh(Arc::clone(&site), answered(rebuild(source, Arc::clone(&cache), kept)), cache, asked, build::clock));
    let told_to_stop = told_to_stop()?;
    if let Some(address) = settings.metrics {
        tokio::spawn(metrics_endpoint::run(listen::bind(address, false)?, Arc::clone(&site)));
    }
    announce(&listeners, counts, started)?;
    listen::run(listeners, site, Arc::new(settings.limits), told_to_stop).await;
    Ok(())
}

fn rebuild(source: SourceArgs, cache: Arc<EncodeCache>, kept: KeptIndex) -> Rebuild {
    Arc::new(move || {
        let not_made = |sentence| StaleReason::sentence(StaleCode::CouldNotBeMade, sentence);
        let not_read = |error: LoadError| StaleReason::sentence(StaleCode::CouldNotBeRead, error.to_string());
        let now = build::now().map_err(|error| not_made(error.to_string()))?;
        let outcome = build::build(&source, now, Strictness::Everyday).map_err(not_read)?;
        let built = outcome.sound().map_err(RefusedContent::reason)?;
        built.with_index_of(&kept).pack(Effort::Fast, &cache).map_err(not_made)
    })
}

/// The same, with what comes of it kept for `waymark reload`.
fn answered(rebuild: Rebuild) -> (Rebuild, Told) {
    let board = match AnswerFile::put_up() {
        Ok(board) => Arc::new(board),
        Err(fault) => {
            tracing::warn!(%fault, "`waymark reload` will get no answer: this log has it");
            return (rebuild, Arc::new(|_| ()));
        }
    };
    let begun = Arc::clone(&board);
    let rebuild: Rebuild = Arc::new(move || {
        begun.begin();
        rebuild()
    });
    (rebuild, Arc::new(move |outcome| board.tell(outcome.map_err(|reason| reason.told.as_str()))))
}

/// From now on a hang-up asks for newer content.
fn rebuild_on_hangup(asked: Arc<Notify>) -> io::Result<()> {
    let mut hangups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            asked.notify_one();
        }
    });
    Ok(())
}

/// The first line: where to look, how long it took, how much was loaded.
fn announce(listeners: &[TcpListener], counts: (usize, usize, usize), started: Instant) -> Result<(), Failure> {
    let (bold, plain) = if stdout().is_terminal() { ("\x1b[1;36m", "\x1b[0m") } else { ("", "") };
    let (pages, services, outcomes) = counts;
    let milliseconds = started.elapsed().as_millis();
    let process = std::process::id();
    let loaded = format!(
        "is ready in {milliseconds} ms: {pages} pages, {services} services, {outcomes} outcomes. It is process {process}, for `waymark reload {process}`"
    );
    first_lines(listeners, |address| format!("{bold}http://{address}{plain} {loaded}\n"))
}
