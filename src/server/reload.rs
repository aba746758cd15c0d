//! Newer content, and the clock: the site is made again aside and swapped in one step, or the last good one stays.
//!
//! Takes the live site and a [`Rebuild`] closure; it does not know how a site is made. Rebuilding runs on a thread of its own, so
//! that no reader waits for it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::live::Live;
use crate::snapshot::{Effort, EncodeCache, Snapshot};

/// Makes the site anew as it stands now, or says why it must not be served.
pub type Rebuild = Arc<dyn Fn() -> Result<Snapshot, String> + Send + Sync>;

/// The clock of a machine that slept jumps; it is looked at again at least this often.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Rebuilds whenever `asked` is notified and whenever what depends on the clock has expired. Ends never; drop it to stop.
pub async fn keep_fresh(site: Arc<Live>, rebuild: Rebuild, cache: Arc<EncodeCache>, asked: Arc<Notify>) {
    improve(&site, &cache);
    loop {
        tokio::select! {
            () = asked.notified() => {}
            () = sleep(until_expiry(&site)) => {
                if !has_expired(&site) {
                    continue;
                }
            }
        }
        renew(&site, &rebuild).await;
        improve(&site, &cache);
    }
}

/// Makes the site anew and swaps it in; keeps what is served when that fails.
async fn renew(site: &Arc<Live>, rebuild: &Rebuild) {
    let rebuild = Arc::clone(rebuild);
    let made =
        spawn_blocking(move || rebuild()).await.unwrap_or_else(|_| Err("the program failed while making the site".to_owned()));
    match made {
        Ok(snapshot) => {
            tracing::info!(fingerprint = snapshot.fingerprint(), "the site was made anew");
            site.metrics.rebuilds.add();
            site.replace(snapshot);
        }
        Err(reason) => {
            tracing::error!(reason, "the last good site stays: newer content was refused");
            site.metrics.failed_rebuilds.add();
            site.keep_serving(reason);
            // Do not try again at once for a clock that has passed.
            sleep(LONGEST_SLEEP.min(Duration::from_secs(5))).await;
        }
    }
}

/// Replaces fast compression by the best, beside serving and without waiting: newer content may come meanwhile, and then wins.
fn improve(site: &Arc<Live>, cache: &Arc<EncodeCache>) {
    let current = site.snapshot_to_keep();
    if current.effort() == Effort::Best {
        return;
    }
    let (site, cache) = (Arc::clone(site), Arc::clone(cache));
    spawn_blocking(move || {
        let better = current.improved(&cache);
        site.replace_same(&current, better);
    });
}

fn has_expired(site: &Live) -> bool {
    site.snapshot().valid_until().is_some_and(|until| until <= Timestamp::now())
}

fn until_expiry(site: &Live) -> Duration {
    let until = site.snapshot().valid_until().map(|until| until.duration_since(Timestamp::now()));
    until.map_or(LONGEST_SLEEP, |span| Duration::try_from(span).unwrap_or(Duration::ZERO).min(LONGEST_SLEEP))
}
