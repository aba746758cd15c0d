//! Brings newer content in, and never takes good content out.
//!
//! One way to rebuild: a closure that gives a whole snapshot or a reason. It is asked when an operator says so (SIGHUP, a watcher) and
//! when a sentence that depends on the clock stops being true. A snapshot is swapped in at one stroke; a refusal leaves the last good
//! one and says so at `/health/ready`. What was encoded fast is encoded well in the background. It does not know content files.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;

use super::live::Live;
use super::stale::{StaleCode, StaleReason};
use crate::snapshot::{Effort, EncodeCache, Snapshot};

/// Makes the site anew from its sources: the whole way from files to a snapshot, or why not.
pub type Rebuild = Arc<dyn Fn() -> Result<Snapshot, StaleReason> + Send + Sync>;

/// Is told what came of each time the site was made anew: it is being served, or why not.
pub type Told = Arc<dyn Fn(Result<(), &StaleReason>) + Send + Sync>;

/// What time it is. The same for the site and for what waits until it is out of date: where somebody set the instant at which the
/// site is looked at, no time passes.
pub type Clock = fn() -> Timestamp;

/// The clock is looked at least this often: a machine that was suspended wakes with a timer that has not moved.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(30);
/// And at most this often, whatever the snapshot says.
const LEAST_WAIT: Duration = Duration::from_secs(1);

/// What was just made is left as it is for so long: an editor who saves once more, or an operator who reloads twice, has the machine to
/// work with, and so has whoever asks first.
const REST: Duration = Duration::from_secs(3);

/// Why the site is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Asked,
    Clock,
}

/// Makes the site anew whenever `asked` is notified (being notified twice before that is being asked once) and whenever what depends
/// on the clock has expired; says to `told` what came of it. The cache and the clock are those that `rebuild` uses. Never ends; drop it
/// to stop.
pub async fn keep_fresh(
    site: Arc<Live>,
    (rebuild, told): (Rebuild, Told),
    cache: Arc<EncodeCache>,
    asked: Arc<Notify>,
    clock: Clock,
) {
    let mut wait = LEAST_WAIT;
    let mut improving: Option<JoinHandle<()>> = None;
    loop {
        if improving.is_none() && site.snapshot().effort() < Effort::Best {
            improving = Some(improve(&site, &cache));
        }
        let cause = tokio::select! {
            () = asked.notified() => Cause::Asked,
            () = out_of_date(&site, wait, clock) => Cause::Clock,
            () = ended(&mut improving) => {
                improving = None;
                continue;
            }
        };
        let renewed = renew(&site, &rebuild, cause).await;
        told(renewed.as_ref().copied().map_err(Arc::as_ref));
        wait = if renewed.is_ok() { LEAST_WAIT } else { LOOK_AT_CLOCK };
    }
}

/// Makes the site anew, now, and serves it; or says why not.
async fn renew(site: &Live, rebuild: &Rebuild, cause: Cause) -> Result<(), Arc<StaleReason>> {
    let rebuild = Arc::clone(rebuild);
    let made = spawn_blocking(move || rebuild()).await;
    let failed = || StaleReason::sentence(StaleCode::CouldNotBeMade, "the program failed while making the site".to_owned());
    match made.unwrap_or_else(|_| Err(failed())) {
        Ok(snapshot) => {
            tracing::info!(?cause, fingerprint = snapshot.fingerprint(), "the site was made anew");
            site.metrics.rebuilds.add();
            site.replace(snapshot);
            Ok(())
        }
        Err(reason) => {
            tracing::error!(?cause, faults = reason.faults(), "the last good site stays: newer content was refused");
            reason.log();
            site.metrics.failed_rebuilds.add();
            let reason = Arc::new(reason);
            site.keep_serving(Arc::clone(&reason));
            Err(reason)
        }
    }
}

/// Ends when what is served depends on an instant that has passed, after `wait` at the soonest.
async fn out_of_date(site: &Live, wait: Duration, clock: Clock) {
    sleep(wait).await;
    while let Some(left) = time_left(site.snapshot().valid_until(), clock()) {
        sleep(left).await;
    }
}

/// After a rest, gets the forms ready, then presses the bodies as small as they get and swaps them in, unless the site has moved on
/// meanwhile.
fn improve(site: &Arc<Live>, cache: &Arc<EncodeCache>) -> JoinHandle<()> {
    let (site, cache) = (Arc::clone(site), Arc::clone(cache));
    let press = move || {
        let fast = site.snapshot_to_keep();
        fast.forms().get_ready();
        let best = fast.improved(&cache);
        site.replace_same(&fast, best);
    };
    tokio::spawn(async {
        sleep(REST).await;
        // A fault while pressing leaves what is served: larger, and whole.
        drop(spawn_blocking(press).await);
    })
}

/// How long to sleep before looking again; nothing when it is time.
fn time_left(valid_until: Option<Timestamp>, now: Timestamp) -> Option<Duration> {
    let Some(until) = valid_until else { return Some(LOOK_AT_CLOCK) };
    let left = Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO);
    // A little later than the instant itself, so that the clock agrees that it has passed.
    (until > now).then(|| (left + Duration::from_millis(5)).min(LOOK_AT_CLOCK))
}

/// Ends when the task does; never, where there is none.
async fn ended(task: &mut Option<JoinHandle<()>>) {
    match task {
        Some(task) => drop(task.await),
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    #[test]
    fn the_clock_is_looked_at_when_a_sentence_expires_and_twice_a_minute_at_least() {
        assert_eq!(time_left(Some(at(110)), at(100)), Some(Duration::from_millis(10_005)));
        assert_eq!(time_left(Some(at(9_000)), at(100)), Some(LOOK_AT_CLOCK));
        assert_eq!(time_left(None, at(100)), Some(LOOK_AT_CLOCK));
        assert_eq!(time_left(Some(at(100)), at(100)), None);
        assert_eq!(time_left(Some(at(1)), at(100)), None);
    }
}
