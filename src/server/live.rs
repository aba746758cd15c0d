//! What the server shares: the snapshot being served, whether it is the newest there should be, and the figures.
//!
//! The one shared thing that changes is a pointer to a snapshot. A request loads it once and answers from what it loaded, so no
//! answer is part old and part new. It does not know how a snapshot is made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arc_swap::{ArcSwap, ArcSwapOption, Guard};
use tokio::sync::Semaphore;

use super::metrics::Metrics;
use super::stale::StaleReason;
use crate::parallel::cores;
use crate::snapshot::Snapshot;

/// The site as it is being served.
pub struct Live {
    snapshot: ArcSwap<Snapshot>,
    /// Why the newest content is not being served, if it is not.
    stale: ArcSwapOption<StaleReason>,
    is_stopping: AtomicBool,
    /// How much may be worked on at once away from the pages: as many pieces as there are cores.
    pub(super) blocking_places: Arc<Semaphore>,
    pub metrics: Metrics,
}

impl Live {
    /// Serves `snapshot` until there is a better one.
    pub fn new(snapshot: Snapshot) -> Arc<Self> {
        Arc::new(Self {
            snapshot: ArcSwap::from_pointee(snapshot),
            stale: ArcSwapOption::empty(),
            is_stopping: AtomicBool::new(false),
            blocking_places: Arc::new(Semaphore::new(cores())),
            metrics: Metrics::new(),
        })
    }

    /// The snapshot, for the length of one look-up.
    pub fn snapshot(&self) -> Guard<Arc<Snapshot>> {
        self.snapshot.load()
    }

    /// The snapshot, to hold across waiting.
    pub fn snapshot_to_keep(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Serves `snapshot` from now on. Whoever is being answered from the old one is answered to the end from the old one.
    pub fn replace(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
        self.stale.store(None);
    }

    /// Serves `better` in place of `of`, unless the site has moved on meanwhile.
    pub fn replace_same(&self, of: &Arc<Snapshot>, better: Snapshot) -> bool {
        let before = self.snapshot.compare_and_swap(of, Arc::new(better));
        Arc::ptr_eq(&before, of)
    }

    /// Keeps serving what is served, and says why.
    pub fn keep_serving(&self, reason: Arc<StaleReason>) {
        self.stale.store(Some(reason));
    }

    /// Why the newest content is not being served, if it is not.
    pub fn stale(&self) -> Option<Arc<StaleReason>> {
        self.stale.load_full()
    }

    /// From now on each answer is the last of its connection, and load balancers are told to look elsewhere.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server is on its way out.
    pub fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }
}
