//! Notices that the folders a site is made from have changed.
//!
//! Takes the folders; notifies whenever the texts in them differ from what they were, once they have been still for a moment: an
//! editor may write a file in pieces, write beside it and rename, or save many at once. What counts is the text, so an event that
//! changed nothing (a file was opened, a backup was written) asks for nothing. The folders are also looked at every two seconds,
//! for disks that send no events and for a folder that was replaced whole.

use std::sync::Arc;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::build;
use crate::cli::SourceArgs;
use crate::content::source::SourceTree;
use crate::diagnostic::Diagnostic;

/// Folders that are still this long are read.
const STILL: Duration = Duration::from_millis(60);
/// Folders that are never still are read this long after the first event.
const LONGEST: Duration = Duration::from_millis(400);
/// Without any event the folders are read this often.
const LOOK: Duration = Duration::from_secs(2);

/// What the folders hold; nothing while one of them cannot be read.
type FolderState = Option<(SourceTree, Vec<Diagnostic>)>;

/// Notifies `asked` after each change of the folders in `source`. Never ends; drop it to stop.
pub(super) async fn on_change(source: SourceArgs, asked: Arc<Notify>) {
    let woken = Arc::new(Notify::new());
    let mut watcher = watcher(Arc::clone(&woken));
    let source = Arc::new(source);
    follow(watcher.as_mut(), &source);
    let mut last = state(&source).await;
    // What changed while the site was first made is noticed here and not later.
    asked.notify_one();
    loop {
        if timeout(LOOK, woken.notified()).await.is_ok() {
            until_still(&woken).await;
        }
        let now = state(&source).await;
        if now != last {
            last = now;
            // New folders, and folders that were replaced, have to be followed afresh.
            follow(watcher.as_mut(), &source);
            asked.notify_one();
        }
    }
}

/// Waits until no event has come for a moment, but not for ever.
async fn until_still(woken: &Notify) {
    let all = async { while timeout(STILL, woken.notified()).await.is_ok() {} };
    tokio::select! {
        () = all => {}
        () = sleep(LONGEST) => {}
    }
}

async fn state(source: &Arc<SourceArgs>) -> FolderState {
    let source = Arc::clone(source);
    spawn_blocking(move || build::read(&source).ok()).await.ok().flatten()
}

fn watcher(woken: Arc<Notify>) -> Option<RecommendedWatcher> {
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| is_change(event.kind)) {
            woken.notify_one();
        }
    });
    watcher.inspect_err(|fault| tracing::warn!(%fault, "the system sends no events: looking every two seconds instead")).ok()
}

/// Reading a file is an event too; if it counted, each look would be the reason for the next.
fn is_change(kind: EventKind) -> bool {
    !kind.is_access() || kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

fn follow(watcher: Option<&mut RecommendedWatcher>, source: &SourceArgs) {
    let Some(watcher) = watcher else { return };
    for folder in [&source.content, &source.overlay, &source.templates, &source.static_files].into_iter().flatten() {
        // A folder that is missing for now is found by the next look.
        if let Err(fault) = watcher.watch(folder, RecursiveMode::Recursive) {
            tracing::debug!(%fault, folder = %folder.display(), "not followed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_a_file_is_no_change_and_finishing_to_write_one_is() {
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Remove(notify::event::RemoveKind::File)));
    }
}
