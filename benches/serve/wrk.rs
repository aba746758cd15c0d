//! wrk on the clients' core, and what it measured.

use std::net::SocketAddr;
use std::process::Command;

use crate::process::CLIENT_CORE;

/// One run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) requests: f64,
    pub(crate) requests_a_second: f64,
    /// In microseconds.
    pub(crate) p50: f64,
    /// In microseconds.
    pub(crate) p99: f64,
    /// Answers other than 2xx and 3xx, and faults of sockets.
    pub(crate) faults: u64,
}

/// Asks for the first page on 64 connections for so many seconds.
pub(crate) fn run(address: SocketAddr, seconds: u32, headers: &[String]) -> Measured {
    let (url, seconds) = (format!("http://{address}/"), format!("{seconds}s"));
    let mut command = Command::new("taskset");
    command.args(["-c", CLIENT_CORE, "wrk", "-t1", "-c64", "--latency", "-d", &seconds]);
    for header in headers {
        command.args(["-H", header]);
    }
    let output = command.arg(url).output().expect("wrk is there");
    read(&String::from_utf8_lossy(&output.stdout))
}

fn read(text: &str) -> Measured {
    let after = |label: &str| {
        let line = text.lines().find_map(|line| line.trim_start().strip_prefix(label));
        line.and_then(|rest| rest.split_whitespace().next()).unwrap_or_else(|| panic!("no {label} in\n{text}"))
    };
    let bad = text.lines().find_map(|line| line.trim_start().strip_prefix("Non-2xx or 3xx responses: "));
    let sockets = text.lines().find_map(|line| line.trim_start().strip_prefix("Socket errors: ")).unwrap_or_default();
    let sockets = sockets.split([' ', ',']).filter_map(|word| word.parse::<u64>().ok()).sum::<u64>();
    let requests = text.lines().find_map(|line| line.trim_start().split_once(" requests in "));
    Measured {
        requests: requests.and_then(|(count, _)| count.parse().ok()).expect("a number"),
        requests_a_second: after("Requests/sec:").parse().expect("a number"),
        p50: microseconds(after("50%")),
        p99: microseconds(after("99%")),
        faults: bad.and_then(|count| count.trim().parse().ok()).unwrap_or(0) + sockets,
    }
}

/// `1.50ms` in microseconds.
fn microseconds(text: &str) -> f64 {
    let units = [("us", 1.0), ("ms", 1e3), ("s", 1e6)];
    let (number, factor) = units.into_iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor))).expect("a unit");
    number.parse::<f64>().expect("a number") * factor
}
