//! Thousands of connections that were answered once and are kept open: what each costs, and whether others notice.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::compare::wait_for_the_best;
use crate::process::{Served, free_address};
use crate::wrk;

/// Holds so many idle connections.
pub(crate) fn run(connections: usize) {
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).expect("files up to the limit");
    let address = free_address();
    let arguments = ["serve", "--listen", &address.to_string(), "--log-level", "warn"];
    let waymark = Served::start("Waymark", address, env!("CARGO_BIN_EXE_waymark"), &arguments);
    println!("## {connections} idle connections\n");
    println!("At the first answer: {:.1} MiB.", mebibytes(waymark.resident()));
    wait_for_the_best(&waymark);
    sleep(Duration::from_secs(3));
    let at_rest = waymark.resident();
    println!("At rest, best compression done: {:.1} MiB.", mebibytes(at_rest));
    let alone = wrk::run(address, 3, &["accept-encoding: br".to_owned()]);
    sleep(Duration::from_secs(15));
    let before = waymark.resident();
    let started = Instant::now();
    let mut held: Vec<TcpStream> = (0..connections).map(|_| asked_once(&waymark)).collect();
    println!("Opened and answered in {:.1} s.", started.elapsed().as_secs_f64());
    // A second without a request puts a connection to rest; what it had in hand is given back to the system within some ten more.
    let answered = Instant::now();
    for seconds in [1, 4, 16] {
        sleep(Duration::from_secs(seconds).saturating_sub(answered.elapsed()));
        let after = waymark.resident();
        let each = (after.saturating_sub(before)) as f64 / connections as f64;
        println!("{seconds} s later: {:.1} MiB, {each:.2} KiB each.", mebibytes(after));
    }
    let beside = wrk::run(address, 5, &["accept-encoding: br".to_owned()]);
    println!("p99 of 64 busy connections: {:.0} µs alone, {:.0} µs beside the idle ones.", alone.p99, beside.p99);
    let still = held.iter_mut().filter_map(|stream| ask(stream).ok()).count();
    println!("Still answered when they ask again: {still} of {connections}.\n");
}

fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}

fn asked_once(waymark: &Served) -> TcpStream {
    let mut stream = TcpStream::connect(waymark.address).expect("accepted");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
    ask(&mut stream).expect("answered");
    stream
}

/// A small answer, read whole.
fn ask(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: bench\r\n\r\n")?;
    let mut answer = [0; 4096];
    match stream.read(&mut answer)? {
        0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}
