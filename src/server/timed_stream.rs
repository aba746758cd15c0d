//! A connection that lets go of clients that are too slow.
//!
//! hyper can time how long a head takes, but counts the wait before it as well, and never times writing. Here the socket itself knows
//! what it is waiting for: the first byte of a head, the rest of one, or a client that does not take its answer. Takes a socket and
//! times, gives a socket that fails in time. It does not know HTTP beyond "a first line ends in a line feed".
//!
//! A timer is made only when the client keeps us waiting, and is pushed back when it fires, not at each request: a request that
//! arrives whole costs one look at the clock, and none at the timer.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::lazy_timer::LazyTimer;
use crate::settings::Limits;

/// What a connection is doing, as told by the service and heard by the wire: a count of what happened, and a state.
#[derive(Debug)]
pub(super) struct Phase(AtomicU32);

/// The state is in the lowest two bits, so that two waits with an answer between them are told apart.
const STATE: u32 = 0b11;
const WAITING: u32 = 0;
const IN_HEAD: u32 = 1;
const ANSWERING: u32 = 2;
const RESTING: u32 = 3;

/// How long a connection waits with hyper's buffers in hand. A reader's next click may come later; the next request of a page that is
/// being loaded, or of a proxy, comes sooner.
const REST_AFTER: Duration = Duration::from_secs(1);

impl Phase {
    /// A new connection owes us a request: it is timed as if its head had begun.
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU32::new(IN_HEAD)))
    }

    /// A head was read whole; its answer is being made.
    pub(super) fn begin_answer(&self) {
        self.become_(ANSWERING);
    }

    /// The answer is made; the next head may come.
    pub(super) fn end_answer(&self) {
        self.become_(WAITING);
    }

    /// Nothing is to be answered, sent or read: whoever holds the connection may put its buffers away.
    pub(super) fn is_resting(&self) -> bool {
        self.get() & STATE == RESTING
    }

    fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn become_(&self, state: u32) {
        let next = (self.get() & !STATE).wrapping_add(STATE + 1) | state;
        self.0.store(next, Ordering::Relaxed);
    }
}

/// Why a connection was let go of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetGo {
    /// The client was too slow to send or to take.
    TooSlow,
    /// A request target without an end.
    TargetTooLong,
}

/// A socket that fails in time.
#[derive(Debug)]
pub(super) struct TimedStream {
    stream: TcpStream,
    phase: Arc<Phase>,
    /// What was heard of the phase last, and when it was new.
    heard: u32,
    since: Instant,
    /// Bytes of the first line of this head so far; nothing once it has ended.
    first_line: Option<usize>,
    most_first_line: usize,
    head_time: Duration,
    idle_time: Duration,
    write_time: Duration,
    read_timer: Option<LazyTimer>,
    write_timer: Option<LazyTimer>,
    /// Whether everything that was written was taken.
    is_flushed: bool,
    /// Bytes that were read and not used when the buffers were put away.
    ahead: Bytes,
    /// Why it was let go of, if it was.
    pub(super) let_go: Option<LetGo>,
}

impl TimedStream {
    pub(super) fn new(stream: TcpStream, limits: &Limits) -> (Self, Arc<Phase>) {
        let phase = Phase::new();
        let wire = Self {
            stream,
            phase: Arc::clone(&phase),
            heard: phase.get(),
            since: Instant::now(),
            first_line: Some(0),
            most_first_line: limits.head_bytes / 2,
            head_time: limits.head_time,
            idle_time: limits.idle_time,
            write_time: limits.write_time,
            read_timer: None,
            write_timer: None,
            is_flushed: true,
            ahead: Bytes::new(),
            let_go: None,
        };
        (wire, phase)
    }

    /// The socket, to say goodbye on.
    pub(super) fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Ends when there is something to read, or the end.
    pub(super) async fn next_byte(&self) -> io::Result<()> {
        self.stream.readable().await
    }

    /// How long the client has to send the next byte.
    pub(super) fn deadline(&self) -> Instant {
        self.since + if self.phase.get() & STATE == IN_HEAD { self.head_time } else { self.idle_time }
    }

    /// The deadline has passed. Who never sent a request that was begun was too slow; who has nothing more to ask was not.
    pub(super) fn end_of_patience(&mut self) {
        if self.phase.get() & STATE == IN_HEAD {
            self.let_go = Some(LetGo::TooSlow);
        }
    }

    /// Takes back what was read of a next request before the connection was put to rest: that head has begun.
    pub(super) fn read_ahead(&mut self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.phase.become_(IN_HEAD);
            (self.heard, self.since, self.first_line) = (self.phase.get(), Instant::now(), Some(0));
            self.ahead = bytes;
        }
    }

    /// Whether there is something to read already.
    pub(super) fn has_read_ahead(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Hears bytes that came. A first line that does not end is refused here (414), before it fills the room for a head (431).
    fn hear(&mut self, bytes: &[u8]) -> io::Result<()> {
        let phase = self.phase.get();
        match phase & STATE {
            ANSWERING => return Ok(()),
            WAITING | RESTING => {
                // Since when it has been coming is asked only once it keeps us waiting.
                self.phase.become_(IN_HEAD);
                self.first_line = Some(0);
            }
            _ => {}
        }
        if let Some(so_far) = self.first_line {
            let is_over = memchr::memchr(b'\n', bytes).is_some();
            self.first_line = (!is_over).then_some(so_far + bytes.len());
        }
        if self.first_line.is_some_and(|length| length > self.most_first_line) {
            return Err(self.let_go(LetGo::TargetTooLong));
        }
        Ok(())
    }

    fn let_go(&mut self, reason: LetGo) -> io::Error {
        self.let_go = Some(reason);
        io::ErrorKind::TimedOut.into()
    }

    /// Pending while the client still has time; an error when it has none.
    fn wait_for_client(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let phase = self.phase.get();
        if phase != self.heard {
            (self.heard, self.since) = (phase, Instant::now());
        }
        let may_rest = phase & STATE == WAITING && self.is_flushed;
        let patience = match phase & STATE {
            ANSWERING | RESTING => return Poll::Pending,
            WAITING if may_rest => REST_AFTER.min(self.idle_time),
            WAITING => self.idle_time,
            _ => self.head_time,
        };
        let deadline = self.since + patience;
        let timer = self.read_timer.get_or_insert_with(|| LazyTimer::at(deadline));
        timer.bring_forward(deadline);
        while timer.rings(cx) {
            if Instant::now() >= deadline {
                if may_rest {
                    self.rest();
                    return Poll::Pending;
                }
                return Poll::Ready(self.let_go(LetGo::TooSlow));
            }
            timer.set(deadline);
        }
        Poll::Pending
    }

    /// Rests from now on. Since when it waits does not change.
    fn rest(&mut self) {
        self.phase.become_(RESTING);
        self.heard = self.phase.get();
        self.read_timer = None;
    }

    /// The same for a client that does not take what it asked for.
    fn wait_for_room(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let deadline = Instant::now() + self.write_time;
        let timer = self.write_timer.get_or_insert_with(|| LazyTimer::at(deadline));
        if timer.rings(cx) { Poll::Ready(self.let_go(LetGo::TooSlow)) } else { Poll::Pending }
    }
}

impl AsyncRead for TimedStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        if self.has_read_ahead() {
            let length = self.ahead.len().min(buf.remaining());
            buf.put_slice(&self.ahead[..length]);
            self.ahead.advance(length);
            return Poll::Ready(self.hear(&buf.filled()[before..]));
        }
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Ready(Ok(())) if buf.filled().len() > before => Poll::Ready(self.hear(&buf.filled()[before..])),
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => self.wait_for_client(cx).map(Err),
        }
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.is_flushed = false;
        match Pin::new(&mut self.stream).poll_write(cx, bytes) {
            Poll::Pending => self.wait_for_room(cx).map(Err),
            written @ Poll::Ready(_) => written,
        }
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.is_flushed = false;
        match Pin::new(&mut self.stream).poll_write_vectored(cx, slices) {
            Poll::Pending => self.wait_for_room(cx).map(Err),
            written @ Poll::Ready(_) => written,
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper flushes once everything was taken: whoever waited for room has it, and from here the client is waited for. hyper does not
    /// read again by itself after an answer, so the wait begins here.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.write_timer = None;
        self.is_flushed = true;
        if let Poll::Ready(fault) = self.wait_for_client(cx) {
            return Poll::Ready(Err(fault));
        }
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
