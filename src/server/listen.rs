//! Accepts connections, holds them within limits, and lets them go in good order.
//!
//! A place is taken before a connection is accepted, so there are never more than there are places; when all are taken, a new
//! connection gets a quick 503 from a small number of places kept for that. Takes sockets, gives the end of the last connection.
//! It does not know what a page is.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep, timeout};

use super::live::Live;
use super::server_state::{ServerState, ShutdownPhase};
use super::{connection, lingering_close};
use crate::settings::Limits;

pub use super::bind::{ListenError, bind, bind_all};

/// How long connections that wait for a next request are kept when the server stops, so that a request already on its way is answered.
const LAST_REQUESTS: Duration = Duration::from_millis(500);
/// How long tasks have to end once they are told to at once.
const CUT: Duration = Duration::from_secs(1);

/// Serves `site` on `listeners` until `shutdown` ends, then lets connections go: each is answered once more, idle ones are closed after
/// half a second, and what is left after `drain_time` is cut off.
pub async fn run(listeners: Vec<TcpListener>, site: Arc<Live>, limits: Arc<Limits>, shutdown: impl Future<Output = ()>) {
    let drain_time = limits.drain_time;
    let state = Arc::new(ServerState::new(Arc::clone(&site), limits));
    let (stage, stages) = watch::channel(ShutdownPhase::Open);
    for listener in listeners {
        tokio::spawn(accept(listener, Arc::clone(&state), stages.clone()));
    }
    drop(stages);
    shutdown.await;
    site.stop();
    stop(&stage, drain_time).await;
}

/// Goes through the stages. Every accept loop and every connection holds a receiver; when the last is dropped, all have ended.
async fn stop(stage: &watch::Sender<ShutdownPhase>, drain_time: Duration) {
    let steps = [
        (ShutdownPhase::Leaving, LAST_REQUESTS.min(drain_time)),
        (ShutdownPhase::Closing, drain_time.saturating_sub(LAST_REQUESTS)),
        (ShutdownPhase::Cut, CUT),
    ];
    for (next, time) in steps {
        stage.send_replace(next);
        if timeout(time, stage.closed()).await.is_ok() {
            return;
        }
    }
    tracing::warn!("some connections were cut off: they did not end in time");
}

impl ServerState {
    /// Gives a new connection a place, or tells it that there is none.
    fn welcome(self: &Arc<Self>, stream: TcpStream, at_door: OwnedSemaphorePermit, stages: &watch::Receiver<ShutdownPhase>) {
        let (state, stages) = (Arc::clone(self), stages.clone());
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            drop(at_door);
            tokio::spawn(async move {
                connection::hold(stream, &state, stages).await;
                drop(place);
            });
        } else {
            self.site.metrics.turned_away.add();
            tokio::spawn(async move {
                let snapshot = state.site.snapshot_to_keep();
                lingering_close::with_page(stream, &snapshot, StatusCode::SERVICE_UNAVAILABLE).await;
                drop((at_door, stages));
            });
        }
    }

    /// Welcomes whatever waits on a listener that is about to close, until nothing does or half the time to stop is over. Asks the
    /// system itself, and not what was last heard from it.
    async fn welcome_the_last(self: &Arc<Self>, listener: TcpListener, stages: &watch::Receiver<ShutdownPhase>) {
        let Ok(listener) = listener.into_std() else { return };
        let over = Instant::now() + self.limits.drain_time / 2;
        while Instant::now() < over
            && let Ok((stream, _)) = listener.accept()
        {
            let stream = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream));
            let at_door = Arc::clone(&self.door).acquire_owned().await;
            if let (Ok(stream), Ok(at_door)) = (stream, at_door) {
                self.welcome(stream, at_door, stages);
            }
        }
    }
}

/// Accepts until told to leave, then whatever already waits.
async fn accept(listener: TcpListener, state: Arc<ServerState>, mut stages: watch::Receiver<ShutdownPhase>) {
    let mut pause = Pause::default();
    let watched = stages.clone();
    let leaving = stages.wait_for(|stage| *stage > ShutdownPhase::Open);
    tokio::pin!(leaving);
    loop {
        let accepted = tokio::select! {
            biased;
            _ = &mut leaving => break,
            accepted = accept_one(&listener, &state) => accepted,
        };
        match accepted {
            Ok((stream, at_door)) => {
                pause = Pause::default();
                state.welcome(stream, at_door, &watched);
            }
            Err(fault) => {
                state.site.metrics.accept_faults.add();
                pause.after(&fault).await;
            }
        }
    }
    state.welcome_the_last(listener, &watched).await;
}

/// A place at the door first, then a connection.
async fn accept_one(listener: &TcpListener, state: &ServerState) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let at_door = Arc::clone(&state.door).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, at_door))
}

/// How long to wait after accepting failed: longer each time, so that a machine out of file descriptors recovers.
#[derive(Debug)]
struct Pause(Duration);

impl Default for Pause {
    fn default() -> Self {
        Self(Duration::from_millis(20))
    }
}

impl Pause {
    async fn after(&mut self, fault: &io::Error) {
        if is_the_clients(fault) {
            return;
        }
        tracing::warn!(fault = %fault.kind(), "cannot accept connections just now");
        sleep(self.0).await;
        self.0 = (self.0 * 2).min(Duration::from_secs(1));
    }
}

/// A connection that was gone before it was accepted says nothing about the next.
fn is_the_clients(fault: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(fault.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
