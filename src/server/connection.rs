//! One connection, from its first byte to its last (RFC 9112 section 9).
//!
//! hyper speaks HTTP/1.1 on a [`TimedStream`] that fails in time; here its life ends well: after the last answer, at a stage of stopping, or
//! because the client was too slow. It does not know what is answered.
//!
//! A connection on which nothing happens rests: hyper and its buffers (16 KiB and more) are let go of, and a small task waits for the
//! next byte. So thousands of phones that keep a connection open cost little more than their sockets.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout_at;
use tower::Service as _;

use super::lingering_close;
use super::server_state::{ServerState, ShutdownPhase};
use super::timed_stream::{LetGo, Phase, TimedStream};

/// How a connection came to its end.
enum ConnectionEnd {
    /// By itself: the client or an answer closed it.
    Closed,
    /// With a fault, or with an answer after which the client may still be sending.
    Broken,
    Cut,
}

/// Serves one connection until it ends.
pub(super) async fn hold(stream: TcpStream, state: &Arc<ServerState>, mut stages: watch::Receiver<ShutdownPhase>) {
    let counted = state.site.metrics.open.enter();
    // A response is one write; waiting to fill a segment would only delay it. Where it cannot be set, it is merely slower.
    let _ = stream.set_nodelay(true);
    let (mut wire, phase) = TimedStream::new(stream, &state.limits);
    let end = loop {
        if let Some(end) = rest(&mut wire, &mut stages).await {
            break end;
        }
        // Boxed, here and below, so that a connection that rests does not carry the room for what it is not doing.
        let (back, end) = Box::pin(speak(wire, &phase, state, &mut stages)).await;
        wire = back;
        if let Some(end) = end {
            break end;
        }
    };
    Box::pin(part(wire, state, end)).await;
    drop(counted);
}

/// Waits for the next byte with nothing in hand. Gives the end where that comes instead.
async fn rest(wire: &mut TimedStream, stages: &mut watch::Receiver<ShutdownPhase>) -> Option<ConnectionEnd> {
    if wire.has_read_ahead() {
        return None;
    }
    loop {
        tokio::select! {
            biased;
            waited = timeout_at(wire.deadline(), wire.next_byte()) => {
                // A fault of the socket shows again when it is read.
                return waited.is_err().then(|| wire.end_of_patience()).map(|()| ConnectionEnd::Closed);
            }
            // Where the sender is gone, so is the server.
            changed = stages.changed() => match *stages.borrow_and_update() {
                _ if changed.is_err() => return Some(ConnectionEnd::Cut),
                ShutdownPhase::Open | ShutdownPhase::Leaving => {}
                ShutdownPhase::Closing => return Some(ConnectionEnd::Closed),
                ShutdownPhase::Cut => return Some(ConnectionEnd::Cut),
            },
        }
    }
}

/// Answers requests until the connection ends or has nothing to do. Gives the wire back, and the end if it came.
async fn speak(
    wire: TimedStream,
    phase: &Arc<Phase>,
    state: &Arc<ServerState>,
    stages: &mut watch::Receiver<ShutdownPhase>,
) -> (TimedStream, Option<ConnectionEnd>) {
    let broke_off = AtomicBool::new(false);
    let service = service_fn(|request: Request<Incoming>| {
        phase.begin_answer();
        let broke_off = &broke_off;
        async move {
            let response = match (&state.front_door).call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if response.status().is_client_error() && response.headers().contains_key(http::header::CONNECTION) {
                broke_off.store(true, Ordering::Relaxed);
            }
            phase.end_answer();
            Ok::<_, Infallible>(response)
        }
    });
    let mut connection = state.http.serve_connection(TokioIo::new(wire), service);
    let end = loop {
        match next_event(&mut connection, phase, stages).await {
            Event::Spoken(result) => break Some(if result.is_ok() { ConnectionEnd::Closed } else { ConnectionEnd::Broken }),
            Event::Rest => break None,
            Event::ShutdownPhase(ShutdownPhase::Open | ShutdownPhase::Leaving) => {}
            Event::ShutdownPhase(ShutdownPhase::Closing) => Pin::new(&mut connection).graceful_shutdown(),
            Event::ShutdownPhase(ShutdownPhase::Cut) => break Some(ConnectionEnd::Cut),
        }
    };
    let parts = connection.into_parts();
    let mut wire = parts.io.into_inner();
    match end {
        None => wire.read_ahead(parts.read_buf),
        Some(ConnectionEnd::Closed) if broke_off.load(Ordering::Relaxed) => return (wire, Some(ConnectionEnd::Broken)),
        Some(_) => {}
    }
    (wire, end)
}

/// What happens on a connection that is being served.
enum Event {
    /// hyper has come to an end.
    Spoken(hyper::Result<()>),
    /// There is nothing to do for now.
    Rest,
    /// The server has come to another stage of stopping, or is gone.
    ShutdownPhase(ShutdownPhase),
}

/// Serves until something happens.
///
/// The stages are listened to by being polled once, and then only when there is a new one: to be asked at each request they would
/// take a lock that all connections share.
async fn next_event(
    connection: &mut (impl Future<Output = hyper::Result<()>> + Unpin),
    phase: &Phase,
    stages: &mut watch::Receiver<ShutdownPhase>,
) -> Event {
    let heard = stages.clone();
    let changed = {
        let mut changed = pin!(stages.changed());
        let mut is_listening = false;
        poll_fn(|cx| {
            if let Poll::Ready(result) = Pin::new(&mut *connection).poll(cx) {
                return Poll::Ready(Err(Event::Spoken(result)));
            }
            if phase.is_resting() {
                return Poll::Ready(Err(Event::Rest));
            }
            if is_listening && matches!(heard.has_changed(), Ok(false)) {
                return Poll::Pending;
            }
            is_listening = true;
            changed.as_mut().poll(cx).map(Ok)
        })
        .await
    };
    match changed {
        Err(event) => event,
        Ok(Ok(())) => Event::ShutdownPhase(*stages.borrow_and_update()),
        // Where the sender is gone, so is the server.
        Ok(Err(_)) => Event::ShutdownPhase(ShutdownPhase::Cut),
    }
}

/// Lets the client go in the way that fits the end.
async fn part(wire: TimedStream, state: &ServerState, end: ConnectionEnd) {
    let let_go = wire.let_go;
    let stream = wire.into_stream();
    match (let_go, end) {
        (Some(LetGo::TargetTooLong), _) => {
            let snapshot = state.site.snapshot_to_keep();
            lingering_close::with_page(stream, &snapshot, StatusCode::URI_TOO_LONG).await;
        }
        (Some(LetGo::TooSlow), _) => {
            state.site.metrics.too_slow.add();
            lingering_close::at_once(&stream);
        }
        (None, ConnectionEnd::Cut) => lingering_close::at_once(&stream),
        (None, ConnectionEnd::Closed) => {}
        (None, ConnectionEnd::Broken) => lingering_close::lingering(stream).await,
    }
}
