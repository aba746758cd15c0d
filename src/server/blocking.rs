//! Work that takes longer than a look-up, done away from the threads that serve pages.
//!
//! As many pieces of work are done at once as there are cores: a flood waits, then is told to come back, and pages go on being
//! served. It does not know what the work is.

use std::sync::Arc;

use http::StatusCode;
use tokio::time::timeout;

use super::app_state::AppState;
use super::refusal::Refusal;

/// Does `work` on a thread that may block. No free place in time is a 503; a panic is this answer's 500 and nobody else's.
pub(super) async fn run<T: Send + 'static>(app: &AppState, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let place = timeout(app.limits.body_time, Arc::clone(&app.site.blocking_places).acquire_owned()).await;
    let Ok(Ok(place)) = place else { return Err(Refusal::busy()) };
    let work = tokio::task::spawn_blocking(move || {
        let made = work();
        drop(place);
        made
    });
    work.await.map_err(|_| Refusal::of(StatusCode::INTERNAL_SERVER_ERROR))
}
