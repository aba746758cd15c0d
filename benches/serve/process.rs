//! Servers as processes: on one core, waited for, weighed, and ended when dropped.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The core that servers run on, and the one that clients run on.
pub(crate) const SERVER_CORE: &str = "0";
pub(crate) const CLIENT_CORE: &str = "1";

/// A server under measurement.
pub(crate) struct Served {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Served {
    /// Starts a command on the servers' core and waits until it answers.
    pub(crate) fn start(name: &'static str, address: SocketAddr, program: &str, arguments: &[&str]) -> Self {
        let child = Command::new("taskset")
            .args(["-c", SERVER_CORE, program])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("taskset is there");
        let served = Self { name, address, child };
        let until = Instant::now() + Duration::from_secs(30);
        while served.get("/", &[]).is_none() {
            assert!(Instant::now() < until, "{name} does not answer");
            sleep(Duration::from_millis(10));
        }
        served
    }

    /// Resident memory in KiB, the workers of the process included.
    pub(crate) fn resident(&self) -> u64 {
        self.processes().map(resident).sum()
    }

    /// The processor time spent so far in microseconds, the workers of the process included.
    pub(crate) fn busy(&self) -> u64 {
        self.processes().map(busy).sum()
    }

    fn processes(&self) -> impl Iterator<Item = u32> + use<> {
        let own = self.child.id();
        let workers = std::fs::read_to_string(format!("/proc/{own}/task/{own}/children")).unwrap_or_default();
        let workers: Vec<u32> = workers.split_whitespace().filter_map(|id| id.parse().ok()).collect();
        std::iter::once(own).chain(workers)
    }

    /// One answer on a connection of its own: head and body.
    pub(crate) fn get(&self, path: &str, headers: &[&str]) -> Option<(String, Vec<u8>)> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        let lines: String = headers.iter().flat_map(|line| [*line, "\r\n"]).collect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n{lines}\r\n").ok()?;
        let mut said = Vec::new();
        stream.read_to_end(&mut said).ok()?;
        let end = said.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
        let body = said.split_off(end);
        Some((String::from_utf8(said).ok()?, body))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // SIGTERM, so that nginx ends its worker as well.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// Resident memory of one process in KiB.
fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Processor time of one process, in its own code and in the system's, in microseconds. `/proc` counts in hundredths of a second.
fn busy(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name, which may hold anything, ends in a bracket; the state follows, and the times are the 12th and 13th after the name.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10_000
}

/// A header's value in a head, or nothing.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
}

/// A loopback address nobody uses.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// A new folder for one run.
pub(crate) fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("waymark-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// This program, for the parts it plays itself.
pub(crate) fn own_program() -> String {
    std::env::current_exe().expect("a path").to_string_lossy().into_owned()
}
