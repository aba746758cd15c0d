//! A connection that lets go of a client that holds it: one that does not finish its request head, or does not take its answer.
//!
//! hyper's own `header_read_timeout` runs from the end of one answer, so it bounds how long a connection may idle. Two things
//! are bounded here: the time from the first byte of a head to its end, and the time an answer may wait to be taken. Takes a
//! stream, gives a stream that fails with `TimedOut`. It does not know HTTP; it is told when a head has been read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// What a connection is waiting for.
#[derive(Debug, Default)]
pub(super) struct Phase(AtomicU8);

/// A head has begun, or the connection is new and nothing has come.
const HEAD: u8 = 0;
/// A request is being answered.
const BUSY: u8 = 1;
/// Answered; the next request may come.
const IDLE: u8 = 2;

impl Phase {
    /// A head was read to its end.
    pub(super) fn busy(&self) {
        self.0.store(BUSY, Ordering::Relaxed);
    }

    /// The answer is ready to be sent.
    pub(super) fn idle(&self) {
        self.0.store(IDLE, Ordering::Relaxed);
    }

    fn get(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A stream with patience.
pub(super) struct Wire<S> {
    stream: S,
    phase: Arc<Phase>,
    head_time: Duration,
    write_time: Duration,
    /// Runs while a head is being read.
    head: Pin<Box<Sleep>>,
    /// Runs while the client does not take what is sent.
    write: Option<Pin<Box<Sleep>>>,
}

impl<S> Wire<S> {
    pub(super) fn new(stream: S, phase: Arc<Phase>, head_time: Duration, write_time: Duration) -> Self {
        Self { stream, phase, head_time, write_time, head: Box::pin(sleep(head_time)), write: None }
    }

    /// Stops or starts the write clock by what the stream said.
    fn after_write<T>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.write = None;
            return result;
        }
        let clock = self.write.get_or_insert_with(|| Box::pin(sleep(self.write_time)));
        match clock.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(too_slow())),
            Poll::Pending => Poll::Pending,
        }
    }
}

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the client was too slow")
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let this = &mut *self;
        if let Poll::Ready(result) = Pin::new(&mut this.stream).poll_read(cx, buffer) {
            if buffer.filled().len() > before && this.phase.get() == IDLE {
                this.phase.0.store(HEAD, Ordering::Relaxed);
                this.head.as_mut().reset(Instant::now() + this.head_time);
            }
            return Poll::Ready(result);
        }
        if this.phase.get() == HEAD && this.head.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(too_slow()));
        }
        Poll::Pending
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.after_write(cx, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.after_write(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_flush(cx);
        self.after_write(cx, result)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.after_write(cx, result)
    }
}
