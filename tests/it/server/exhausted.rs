//! A machine that has run out of something, or has been flooded, comes back by itself and keeps nothing of it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::taking_over::ask;
use crate::program::{Served, until};
use crate::site_test::SMALL;

const SOON: Duration = Duration::from_secs(30);
/// Longer than the best compression of the site takes a debug build on a busy machine.
const COMPRESSED: Duration = Duration::from_secs(90);

fn serves(served: &Served) -> bool {
    ask(served.address).is_ok_and(|said| said.starts_with("HTTP/1.1 200 "))
}

#[test]
fn a_server_without_file_descriptors_says_so_waits_and_serves_again() {
    let few = "ulimit -n 60; exec \"$0\" serve --content tests/fixtures/small --listen 127.0.0.1:0 --log-level warn";
    let mut served = Served::through_shell(few, Stdio::null());
    let connect = |_| TcpStream::connect(served.address).expect("the system takes it");
    let flood: Vec<TcpStream> = (0..150).map(connect).collect();
    sleep(Duration::from_millis(500));
    drop(flood);
    until("it serves again", SOON, || serves(&served));
    let mut log = String::new();
    let errors = served.child.stderr.take();
    assert!(served.stop());
    errors.expect("piped").read_to_string(&mut log).expect("text");
    assert!(log.contains("cannot accept connections just now"), "it never ran out: {log}");
}

/// A line of `/proc/PID/status`, as a number.
#[cfg(target_os = "linux")]
fn status(served: &Served, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", served.child.id())).expect("a process");
    let line = text.lines().find_map(|line| line.strip_prefix(name)).expect(name);
    line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number")
}

/// One flood of connections that ask, half ask, or say nothing, and go.
fn flood(served: &Served) {
    for round in 0..10 {
        let connect = |number: usize| {
            let mut stream = TcpStream::connect(served.address).expect("accepted");
            let whole = "GET /report HTTP/1.1\r\nhost: a\r\n\r\n";
            let sent = &whole[..[whole.len(), 20, 0][(number + round) % 3]];
            let _ = stream.write_all(sent.as_bytes());
            stream
        };
        let all: Vec<TcpStream> = (0..150).map(connect).collect();
        sleep(Duration::from_millis(20));
        drop(all);
    }
}

/// KiB, once no thread of a flood is left. The best compression, beside serving, takes some of both for a while.
#[cfg(target_os = "linux")]
fn memory_at_rest(served: &Served, threads: u64) -> u64 {
    until("it serves", SOON, || serves(served));
    until("no thread of the floods stays", COMPRESSED, || status(served, "Threads:") <= threads + 1);
    status(served, "VmRSS:")
}

/// What leaks grows with every flood; the site compressed at its best comes once, between any two.
#[test]
#[cfg(target_os = "linux")]
fn a_second_flood_leaves_no_more_threads_and_no_more_memory_than_the_first() {
    let served = Served::start(&["--content", SMALL, "--log-level", "error"]);
    flood(&served);
    let threads = status(&served, "Threads:");
    let mut measured = vec![memory_at_rest(&served, threads)];
    let grew = |measured: &[u64]| measured.last_chunk().is_none_or(|[before, after]| *after > before + 24 * 1024);
    while grew(&measured) {
        assert!(measured.len() < 4, "KiB, before and after every three floods: {measured:?}");
        for _ in 0..3 {
            flood(&served);
        }
        measured.push(memory_at_rest(&served, threads));
    }
}
