//! A new version of the program takes over from the old one while readers ask, as an operator does it, and nobody is failed.

use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::program::{self, Served};
use crate::site_test::SMALL;

/// Asks for the first page on a connection of its own; gives everything that was said.
pub(super) fn ask(address: SocketAddr) -> std::io::Result<String> {
    program::ask(address, "GET / HTTP/1.1\r\nhost: a\r\naccept-encoding: identity\r\nconnection: close\r\n\r\n")
}

/// Readers who ask again and again, each time on a connection of their own.
struct Readers {
    is_over: Arc<AtomicBool>,
    all: Vec<JoinHandle<(usize, Vec<String>)>>,
}

impl Readers {
    fn of(address: SocketAddr) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let reader = |_| {
            let is_over = Arc::clone(&is_over);
            thread::spawn(move || {
                let (mut answered, mut failed) = (0, Vec::new());
                while !is_over.load(Ordering::Relaxed) {
                    match ask(address) {
                        Ok(said) if said.starts_with("HTTP/1.1 200 ") => answered += 1,
                        Ok(said) => failed.push(said.lines().next().unwrap_or("nothing was said").to_owned()),
                        Err(fault) => failed.push(fault.to_string()),
                    }
                }
                (answered, failed)
            })
        };
        let all = (0..3).map(reader).collect();
        Self { is_over, all }
    }

    /// How many were answered, and how the others failed.
    fn end(self) -> (usize, Vec<String>) {
        self.is_over.store(true, Ordering::Relaxed);
        let ended = self.all.into_iter().map(|reader| reader.join().expect("no panic"));
        ended.fold((0, Vec::new()), |(sum, mut all), (answered, failed)| {
            all.extend(failed);
            (sum + answered, all)
        })
    }
}

/// Twice, so that a version that took over is itself taken over from.
fn take_over_twice(start: impl Fn(Option<SocketAddr>) -> Served) {
    let mut old = start(None);
    let readers = Readers::of(old.address);
    for _ in 0..2 {
        let new = start(Some(old.address));
        assert_eq!(new.address, old.address);
        thread::sleep(Duration::from_millis(300));
        assert!(old.stop(), "the old version ends well");
        old = new;
        thread::sleep(Duration::from_millis(300));
    }
    let (answered, failed) = readers.end();
    assert!(answered > 100, "{answered}");
    assert!(failed.is_empty(), "{} of {answered} failed: {failed:?}", failed.len());
}

#[test]
fn the_program_joins_another_at_its_address_and_no_request_fails() {
    take_over_twice(|joined| match joined {
        None => Served::start(&["--content", SMALL, "--log-level", "error"]),
        Some(address) => Served::start_at(&address.to_string(), &["--content", SMALL, "--take-over", "--log-level", "error"]),
    });
}

/// As systemd does (`sd_listen_fds(3)`): the socket is file 3, and the environment says for whom.
#[test]
fn the_program_is_handed_a_socket_that_outlives_it_and_no_request_fails() {
    let held = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let hand_over =
        "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve --content tests/fixtures/small --log-level error 3<&0 0</dev/null";
    take_over_twice(|_| {
        let copy = OwnedFd::from(held.try_clone().expect("copied"));
        Served::through_shell(hand_over, Stdio::from(copy))
    });
}
