//! One connection, from its first byte to its last (RFC 9112 section 9).
//!
//! hyper speaks HTTP/1.1 on a [`Wire`] that fails in time; here its life ends well: after the last answer, at a stage of stopping, or
//! because the client was too slow. It does not know what is answered.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::farewell;
use super::listen::{House, Stage};
use super::routes;
use super::wire::{LetGo, Wire};

/// How a connection came to its end.
enum End {
    /// By itself: the client or an answer closed it.
    Closed(hyper::Result<()>),
    /// The server stops now.
    Cut,
}

/// Serves one connection until it ends.
pub(super) async fn hold(stream: TcpStream, house: &Arc<House>, mut stages: watch::Receiver<Stage>) {
    let counted = house.site.metrics.open.enter();
    // A response is one write; waiting to fill a segment would only delay it. Where it cannot be set, it is merely slower.
    let _ = stream.set_nodelay(true);
    let (wire, phase) = Wire::new(stream, &house.limits);
    let broke_off = Arc::new(AtomicBool::new(false));
    let service = service_fn(|request: Request<Incoming>| {
        phase.begin_answer();
        let (house, phase, broke_off) = (Arc::clone(house), Arc::clone(&phase), Arc::clone(&broke_off));
        async move {
            let response = routes::answer(&house.site, &house.limits, request).await;
            if response.status().is_client_error() && response.headers().contains_key(http::header::CONNECTION) {
                broke_off.store(true, Ordering::Relaxed);
            }
            phase.end_answer();
            Ok::<_, Infallible>(response)
        }
    });
    let mut connection = house.http.serve_connection(TokioIo::new(wire), service);
    let end = loop {
        tokio::select! {
            biased;
            result = &mut connection => break End::Closed(result),
            _ = stages.changed() => match *stages.borrow_and_update() {
                Stage::Open | Stage::Leaving => {}
                Stage::Closing => std::pin::Pin::new(&mut connection).graceful_shutdown(),
                Stage::Cut => break End::Cut,
            },
        }
    };
    let wire = connection.into_parts().io.into_inner();
    let keeps_sending = broke_off.load(Ordering::Relaxed);
    // Boxed, so that a connection does not carry the room for its farewell through its whole life.
    Box::pin(part(wire, house, end, keeps_sending)).await;
    drop(counted);
}

/// Lets the client go in the way that fits the end.
async fn part(wire: Wire, house: &House, end: End, keeps_sending: bool) {
    let let_go = wire.let_go;
    let stream = wire.into_stream();
    match (let_go, end) {
        (Some(LetGo::TargetTooLong), _) => {
            let snapshot = house.site.snapshot_to_keep();
            farewell::with_page(stream, &snapshot, StatusCode::URI_TOO_LONG).await;
        }
        (Some(LetGo::TooSlow), _) => {
            house.site.metrics.too_slow.add();
            farewell::at_once(&stream);
        }
        (None, End::Cut) => farewell::at_once(&stream),
        (None, End::Closed(Ok(()))) if !keeps_sending => {}
        (None, End::Closed(_)) => farewell::lingering(stream).await,
    }
}
