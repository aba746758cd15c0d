//! The comparison: every server alive at once, asked in turn, round after round; medians and ratios.

use std::net::SocketAddr;
use std::path::Path;

use crate::nginx::Reading;
use crate::process::{Served, folder, free_address, header, own_program};
use crate::wrk::{self, Measured};
use crate::{idle, nginx};

/// Compares on whole pages in brotli and in gzip, and on pages the client has already; then holds idle connections.
pub(crate) fn run(rounds: usize, seconds: u32) {
    println!("{rounds} rounds of {seconds} s, interleaved; medians. Server on one core, wrk with 64 connections on the other.\n");
    for coding in ["br", "gzip"] {
        compare(coding, rounds, seconds);
    }
    idle::run(10_000);
}

fn compare(coding: &str, rounds: usize, seconds: u32) {
    let folder = folder();
    let waymark = waymark();
    take_page(&waymark, &folder, coding);
    let servers = servers(waymark, &folder, coding);
    println!("## The first page, accept-encoding: {coding}\n");
    print(&measure(&servers, rounds, seconds, |_| vec![format!("accept-encoding: {coding}")]));
    println!("## The same, which the client has (304)\n");
    let tag = |served: &Served| {
        let (head, _) = served.get("/", &[&format!("accept-encoding: {coding}")]).expect("answers");
        vec![format!("accept-encoding: {coding}"), format!("if-none-match: {}", header(&head, "etag"))]
    };
    print(&measure(&servers, rounds, seconds, tag));
}

/// Waymark as an operator runs it, except that it logs no line for each answer: the others do not either.
fn waymark() -> Served {
    let address = free_address();
    let listen = address.to_string();
    let arguments = ["serve", "--listen", &listen, "--log-level", "warn"];
    let waymark = Served::start("Waymark", address, env!("CARGO_BIN_EXE_waymark"), &arguments);
    wait_for_the_best(&waymark);
    waymark
}

/// The page is sent smaller once the best compression is done; until then there is nothing fair to measure.
pub(crate) fn wait_for_the_best(waymark: &Served) {
    let length = || waymark.get("/report", &["accept-encoding: br"]).map_or(0, |(_, body)| body.len());
    let first = length();
    for _ in 0..600 {
        if length() != first {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// Gives the others the bytes and the header lines that Waymark sends.
fn take_page(waymark: &Served, folder: &Path, coding: &str) {
    let (head, body) = waymark.get("/", &[&format!("accept-encoding: {coding}")]).expect("answers");
    assert_eq!(header(&head, "content-encoding"), coding, "{head}");
    let (_, text) = waymark.get("/", &[]).expect("answers");
    println!("The page has {} bytes, {} in {coding}, and {} bytes of head.\n", text.len(), body.len(), head.len());
    for (name, bytes) in [("page", &body), ("head", &head.into_bytes()), ("page.html", &text)] {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
}

fn servers(waymark: Served, folder: &Path, coding: &str) -> Vec<Served> {
    let bare = |name, form: &str| {
        let address = free_address();
        Served::start(name, address, &own_program(), &["bare", &address.to_string(), &folder.to_string_lossy(), form])
    };
    let nginx = |name, file: &str, is_sendfile, keeps_open| {
        let address: SocketAddr = free_address();
        let path = nginx::write(folder, file, address, coding, Reading { is_sendfile, keeps_open });
        Served::start(name, address, "nginx", &["-c", &path])
    };
    vec![
        waymark,
        bare("bare hyper, headers of the content", "content-headers"),
        bare("bare hyper, the same headers", "same-headers"),
        nginx("nginx, sendfile", "sendfile", true, false),
        nginx("nginx, no sendfile", "read", false, false),
        nginx("nginx, sendfile, files kept open", "sendfile-open", true, true),
        nginx("nginx, no sendfile, files kept open", "read-open", false, true),
    ]
}

/// A server's runs and what it weighed after the last.
struct Row {
    name: &'static str,
    runs: Vec<Measured>,
    /// Microseconds of the server's processor for each request, run by run. A client that is slower than the server hides what the
    /// server could do; this shows it.
    costs: Vec<f64>,
    resident: u64,
}

fn measure(servers: &[Served], rounds: usize, seconds: u32, headers: impl Fn(&Served) -> Vec<String>) -> Vec<Row> {
    let row = |served: &Served| Row { name: served.name, runs: Vec::new(), costs: Vec::new(), resident: 0 };
    let mut rows: Vec<Row> = servers.iter().map(row).collect();
    for round in 0..rounds {
        for turn in 0..servers.len() {
            // Each round begins with another server, so that none always follows the same one.
            let index = (turn + round) % servers.len();
            let before = servers[index].busy();
            let measured = wrk::run(servers[index].address, seconds, &headers(&servers[index]));
            rows[index].costs.push((servers[index].busy() - before) as f64 / measured.requests);
            assert_eq!(measured.faults, 0, "{}: {measured:?}", servers[index].name);
            rows[index].runs.push(measured);
            rows[index].resident = servers[index].resident();
        }
    }
    rows
}

fn print(rows: &[Row]) {
    println!("| server | requests/s | p50 µs | p99 µs | processor µs | MiB | Waymark is, times | by processor |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        let rate = median(row.runs.iter().map(|run| run.requests_a_second));
        let (p50, p99) = (median(row.runs.iter().map(|run| run.p50)), median(row.runs.iter().map(|run| run.p99)));
        // Round by round, so that a busy moment weighs on both sides of a ratio.
        let pairs = rows[0].runs.iter().zip(&row.runs);
        let ratio = median(pairs.map(|(own, other)| own.requests_a_second / other.requests_a_second));
        let costs = median(rows[0].costs.iter().zip(&row.costs).map(|(own, other)| other / own));
        let (cost, memory) = (median(row.costs.iter().copied()), row.resident as f64 / 1024.0);
        println!("| {} | {rate:.0} | {p50:.0} | {p99:.0} | {cost:.2} | {memory:.1} | {ratio:.2} | {costs:.2} |", row.name);
    }
    println!();
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
