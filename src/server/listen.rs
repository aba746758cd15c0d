//! Connections: taken, served, and let go.
//!
//! Takes bound listeners, the live site, limits and a future that ends when it is time to stop. A place is taken before a
//! connection is accepted; when there is none left, a new connection is told so at once. `axum::serve` has no header timeout and
//! its graceful stop waits for half-sent heads (axum 0.8.9), so hyper is driven here.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::live::Live;
use super::routes;
use super::wire::{Phase, Wire};
use crate::settings::Limits;

/// Connections that wait in the kernel while the accept loop is busy.
const BACKLOG: i32 = 1024;
/// Most header fields of a request; 431 above.
const MOST_HEADERS: usize = 100;
/// How long to rest when accepting fails, so that a machine without free descriptors is not asked in a tight loop.
const REST: Duration = Duration::from_millis(50);

/// What a connection is told when there is no room. Short enough to be sent in one piece before the connection is closed.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 66\r\n\
retry-after: 5\r\ncache-control: no-store\r\nconnection: close\r\n\r\nToo many visitors just now. In danger, call 999. Try again shortly.";

/// An address could not be listened at.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen at {address}: {}", reason(source))]
pub struct ListenError {
    /// The address that was asked for.
    pub address: SocketAddr,
    /// What the system said.
    pub source: io::Error,
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "another program is using this address; stop it, or choose another with --listen".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not; ports below 1024 need a privilege".to_owned(),
        io::ErrorKind::AddrNotAvailable => "this machine has no such address".to_owned(),
        _ => error.to_string(),
    }
}

/// Binds an address. With `take_over`, another Waymark may listen at it at the same time (`SO_REUSEPORT`), so that a new version
/// can start before the old one stops.
///
/// # Errors
/// When the address is in use, not of this machine, or not allowed.
pub fn bind(address: SocketAddr, take_over: bool) -> Result<TcpListener, ListenError> {
    let attempt = || -> io::Result<TcpListener> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        socket.set_reuse_address(true)?;
        if take_over {
            socket.set_reuse_port(true)?;
        }
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        socket.listen(BACKLOG)?;
        TcpListener::from_std(socket.into())
    };
    attempt().map_err(|source| ListenError { address, source })
}

/// Serves until `stop` ends, then answers what is under way for at most the drain time.
pub async fn run(listeners: Vec<TcpListener>, site: Arc<Live>, limits: Arc<Limits>, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = Arc::new(GracefulShutdown::new());
    let (halt, halted) = watch::channel(false);
    let mut doors = JoinSet::new();
    for listener in listeners {
        let door = Door { site: Arc::clone(&site), limits: Arc::clone(&limits), places: Arc::clone(&places) };
        doors.spawn(door.keep_open(listener, Arc::clone(&graceful), halted.clone()));
    }
    drop(halted);
    stop.await;
    site.stop();
    // The doors close first, so that no new connection starts after the old ones were asked to end.
    let _ = halt.send(true);
    while doors.join_next().await.is_some() {}
    if let Ok(graceful) = Arc::try_unwrap(graceful)
        && timeout(limits.drain_time, graceful.shutdown()).await.is_err()
    {
        tracing::warn!("some connections were cut off: they did not end in time");
    }
}

/// One listening socket.
struct Door {
    site: Arc<Live>,
    limits: Arc<Limits>,
    places: Arc<Semaphore>,
}

impl Door {
    async fn keep_open(self, listener: TcpListener, graceful: Arc<GracefulShutdown>, mut halted: watch::Receiver<bool>) {
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = halted.changed() => return,
            };
            match accepted {
                Ok((stream, _)) => self.let_in(stream, graceful.watcher()),
                Err(error) => {
                    self.site.metrics.accept_faults.add();
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(REST).await;
                }
            }
        }
    }

    fn let_in(&self, stream: TcpStream, watcher: Watcher) {
        // Small answers leave at once. A socket that refuses the option still serves.
        let _ = stream.set_nodelay(true);
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            tokio::spawn(self.serve(stream, watcher, place));
        } else {
            self.site.metrics.turned_away.add();
            tokio::spawn(turn_away(stream));
        }
    }

    fn serve(&self, stream: TcpStream, watcher: Watcher, place: OwnedSemaphorePermit) -> impl Future<Output = ()> + use<> {
        let (site, limits) = (Arc::clone(&self.site), Arc::clone(&self.limits));
        let phase = Arc::new(Phase::default());
        async move {
            let open = site.metrics.open.enter();
            let wire = Wire::new(stream, Arc::clone(&phase), limits.head_time, limits.write_time);
            let service = service_fn(|request: hyper::Request<Incoming>| {
                phase.busy();
                let (site, limits, phase) = (&site, &limits, &phase);
                async move {
                    let response = routes::answer(site, limits, request).await;
                    phase.idle();
                    Ok::<_, Infallible>(response)
                }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.idle_time)
                .max_buf_size(limits.head_bytes)
                .max_headers(MOST_HEADERS)
                .serve_connection(TokioIo::new(wire), service);
            if let Err(error) = watcher.watch(connection).await
                && error.is_timeout()
            {
                site.metrics.too_slow.add();
            }
            drop((open, place));
        }
    }
}

/// Tells a connection that there is no room, without reading from it.
async fn turn_away(mut stream: TcpStream) {
    let _ = timeout(Duration::from_secs(1), async {
        stream.write_all(FULL).await?;
        stream.shutdown().await
    })
    .await;
}
