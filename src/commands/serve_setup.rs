//! What serving begins and ends with, for readers and for whoever writes: threads, sockets, the first lines, the signal to stop.

use std::io::{self, Write as _};
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;
use super::print::stdout;
use crate::parallel::cores;
use crate::server::listen;
use crate::settings::Settings;

/// A thread for each core. Where there is but one, what hands work from thread to thread would only cost.
pub(super) fn runtime() -> io::Result<Runtime> {
    let mut builder = if cores() == 1 { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    builder.enable_all().build()
}

/// Sockets that the system holds and hands to each version in turn (systemd socket activation).
pub(super) fn handed_over() -> Result<Vec<std::net::TcpListener>, Failure> {
    let mut handed = listenfd::ListenFd::from_env();
    let mut listeners = Vec::new();
    for index in 0..handed.len() {
        listeners.extend(handed.take_tcp_listener(index)?);
    }
    Ok(listeners)
}

/// The sockets handed over, or else those bound here.
pub(super) fn listeners(handed: Vec<std::net::TcpListener>, settings: &Settings) -> Result<Vec<TcpListener>, Failure> {
    let mut listeners = Vec::new();
    for listener in handed {
        listener.set_nonblocking(true)?;
        listeners.push(TcpListener::from_std(listener)?);
    }
    if listeners.is_empty() {
        return Ok(listen::bind_all(&settings.listen, settings.take_over)?);
    }
    Ok(listeners)
}

/// Ends on Ctrl-C or SIGTERM. What comes between this call and the first wait is not lost: whoever reads the first line may send one.
pub(super) fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Says a line for each address that is listened at: in one piece, as whoever started the program may read one line and close the
/// pipe. Readers of the site are served all the same.
pub(super) fn first_lines(listeners: &[TcpListener], line: impl Fn(SocketAddr) -> String) -> Result<(), Failure> {
    let lines: String = listeners.iter().map(|listener| listener.local_addr().map(&line)).collect::<Result<_, _>>()?;
    let mut out = stdout();
    out.write_all(lines.as_bytes())?;
    out.flush()?;
    Ok(())
}
