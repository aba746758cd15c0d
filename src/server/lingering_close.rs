//! How a connection ends when it does not end by itself: with a prepared page, and without losing it on the way.
//!
//! RFC 9112 section 9.6: a server that closes while the client is still sending resets the connection, and the reset can destroy an
//! answer that was sent. So the answer is sent, our side is closed, and what the client still sends is read and dropped for a moment.
//! Takes a socket and a reason. It does not know what was asked.

use std::fmt::Write as _;
use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::respond::page_for;
use crate::snapshot::Snapshot;

/// How long a client may go on sending after its answer.
const LINGER: Duration = Duration::from_secs(1);
/// How much of what it sends is read and dropped.
const LINGER_BYTES: usize = 256 * 1024;
/// How long a client has to take a prepared page.
const SEND: Duration = Duration::from_secs(2);

/// Sends the prepared page for `status` outside of any request, and closes.
pub(super) async fn with_page(mut stream: TcpStream, snapshot: &Snapshot, status: StatusCode) {
    let page = raw(snapshot, status, Timestamp::now());
    if let Ok(Ok(())) = timeout(SEND, stream.write_all(&page)).await {
        lingering(stream).await;
    }
}

/// Closes our side, and reads what the client still sends until it closes its own.
pub(super) async fn lingering(mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let _ = timeout(LINGER, async {
        let (mut buffer, mut read) = ([0; 4_096], 0);
        while let Ok(more @ 1..) = stream.read(&mut buffer).await {
            read += more;
            if read > LINGER_BYTES {
                return;
            }
        }
    })
    .await;
}

/// Drops the connection and everything the kernel still holds for it: for clients that do not take what they asked for.
pub(super) fn at_once(stream: &TcpStream) {
    // Where the option cannot be set, the socket is closed in the ordinary way when it is dropped.
    let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

/// A whole response as bytes: what hyper would write, for connections on which hyper no longer or not yet speaks.
fn raw(snapshot: &Snapshot, status: StatusCode, now: Timestamp) -> Vec<u8> {
    let page = snapshot.error(page_for(status)).identity();
    let mut head = format!("HTTP/1.1 {} {}\r\n", status.as_str(), status.canonical_reason().unwrap_or_default());
    for (name, value) in &page.headers {
        // Every value of a prepared page is text; one that is not could only be left out.
        if let Ok(value) = value.to_str() {
            let _ = write!(head, "{name}: {value}\r\n");
        }
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        head.push_str("retry-after: 5\r\n");
    }
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&now) {
        let _ = write!(head, "date: {date}\r\n");
    }
    head.push_str("connection: close\r\n\r\n");
    let mut response = head.into_bytes();
    response.extend_from_slice(&page.body);
    response
}
