//! A moment at which a task is woken, which costs next to nothing to ask after until it has come.
//!
//! Polling a timer of tokio's at each request costs more than finding the page. Once a timer knows which task to wake, it need not be
//! polled again before it has fired. It does not know what is waited for.

use std::pin::Pin;
use std::task::{Context, Waker};

use tokio::time::{Instant, Sleep, sleep_until};

/// A timer, and the task that it wakes.
#[derive(Debug)]
pub(super) struct LazyTimer {
    sleep: Pin<Box<Sleep>>,
    wakes: Option<Waker>,
}

impl LazyTimer {
    /// Rings at `deadline`.
    pub(super) fn at(deadline: Instant) -> Self {
        Self { sleep: Box::pin(sleep_until(deadline)), wakes: None }
    }

    /// Rings at `deadline` instead.
    pub(super) fn set(&mut self, deadline: Instant) {
        self.sleep.as_mut().reset(deadline);
        // tokio forgets whom to wake when the deadline changes.
        self.wakes = None;
    }

    /// Rings at `deadline` if that is sooner.
    pub(super) fn bring_forward(&mut self, deadline: Instant) {
        if self.sleep.deadline() > deadline {
            self.set(deadline);
        }
    }

    /// Whether the moment has come; if not, the task that asks is woken when it does.
    pub(super) fn rings(&mut self, cx: &mut Context<'_>) -> bool {
        let is_known = self.wakes.as_ref().is_some_and(|waker| waker.will_wake(cx.waker()));
        if is_known && !self.sleep.is_elapsed() {
            return false;
        }
        let rings = self.sleep.as_mut().poll(cx).is_ready();
        self.wakes = (!rings).then(|| cx.waker().clone());
        rings
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;
    use std::time::Duration;

    use super::*;

    /// How long a timer takes to ring when it is asked only when the task is woken.
    async fn ringing(timer: &mut LazyTimer) -> Duration {
        let started = Instant::now();
        poll_fn(|cx| if timer.rings(cx) { Poll::Ready(()) } else { Poll::Pending }).await;
        started.elapsed()
    }

    fn run(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(test);
    }

    #[test]
    fn the_task_that_asked_is_woken_when_the_moment_comes() {
        run(async {
            let mut timer = LazyTimer::at(Instant::now() + Duration::from_millis(20));
            assert!(ringing(&mut timer).await >= Duration::from_millis(15));
        });
    }

    #[test]
    fn asking_again_and_again_does_not_lose_the_moment() {
        run(async {
            let mut timer = LazyTimer::at(Instant::now() + Duration::from_millis(20));
            for _ in 0..50 {
                poll_fn(|cx| Poll::Ready(timer.rings(cx))).await;
                tokio::task::yield_now().await;
            }
            ringing(&mut timer).await;
        });
    }

    #[test]
    fn a_changed_moment_wakes_the_task_all_the_same() {
        run(async {
            let mut timer = LazyTimer::at(Instant::now() + Duration::from_mins(5));
            assert!(!poll_fn(|cx| Poll::Ready(timer.rings(cx))).await);
            timer.bring_forward(Instant::now() + Duration::from_millis(20));
            assert!(ringing(&mut timer).await < Duration::from_mins(1));
            timer.set(Instant::now() + Duration::from_millis(20));
            assert!(ringing(&mut timer).await < Duration::from_mins(1));
        });
    }

    #[test]
    fn another_task_that_asks_is_woken_in_place_of_the_first() {
        run(async {
            let mut timer = LazyTimer::at(Instant::now() + Duration::from_millis(20));
            assert!(!timer.rings(&mut Context::from_waker(Waker::noop())));
            ringing(&mut timer).await;
        });
    }
}
