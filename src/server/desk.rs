//! Work that takes longer than a look-up, done away from the threads that serve pages.
//!
//! There are as many desks as cores: a flood of work waits, then is told to come back, and pages go on being served. Takes a piece of
//! work, gives what came of it or the status to answer with. It does not know what the work is.

use std::sync::Arc;

use http::StatusCode;
use tokio::time::timeout;

use super::live::Live;
use crate::settings::Limits;

/// Does `work` at a desk. No free desk in time is a 503; a panic is this answer's 500 and nobody else's.
pub(super) async fn at_a_desk<T: Send + 'static>(
    site: &Live,
    limits: &Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StatusCode> {
    let desk = timeout(limits.body_time, Arc::clone(&site.desks).acquire_owned()).await;
    let Ok(Ok(desk)) = desk else { return Err(StatusCode::SERVICE_UNAVAILABLE) };
    let work = tokio::task::spawn_blocking(move || {
        let made = work();
        drop(desk);
        made
    });
    work.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
