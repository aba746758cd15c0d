//! The program as an operator runs it: exit codes, messages, signals, and answers over a real socket.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::site_test::SMALL;

pub(super) fn waymark() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", super::site_test::NOW);
    command
}

pub(super) fn run(arguments: &[&str]) -> Output {
    waymark().args(arguments).output().unwrap()
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A running program, killed when dropped.
pub(super) struct Served {
    pub(super) child: Child,
    pub(super) address: SocketAddr,
    first_line: String,
}

impl Served {
    /// On a port of its own.
    pub(super) fn start(arguments: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", arguments)
    }

    /// The small site.
    pub(super) fn small() -> Self {
        Self::start(&["--content", SMALL])
    }

    pub(super) fn start_at(address: &str, arguments: &[&str]) -> Self {
        Self::of(waymark().args(["serve", "--listen", address]).args(arguments))
    }

    /// By a line of the shell, in which `"$0"` is the program.
    pub(super) fn through_shell(line: &str, input: Stdio) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", line, waymark().get_program().to_str().unwrap()]).env("WAYMARK_NOW", super::site_test::NOW);
        Self::of(shell.stdin(input).stderr(Stdio::piped()))
    }

    /// With all that it logs, to be read once it has ended.
    pub(super) fn logging() -> (Self, ChildStderr) {
        let mut command = waymark();
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "json", "--log-level", "debug"]);
        let mut served = Self::of(command.stderr(Stdio::piped()));
        let log = served.child.stderr.take().unwrap();
        (served, log)
    }

    /// Waits for the line that says that it serves.
    pub(super) fn of(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut first_line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first_line).unwrap();
        let address = first_line.split_whitespace().next().and_then(|word| word.strip_prefix("http://"));
        let address = address.and_then(|address| address.parse().ok()).unwrap_or_else(|| panic!("no address in {first_line:?}"));
        Self { child, address, first_line }
    }

    /// Told to stop as systemd does; gives whether it ended well.
    pub(super) fn stop(&mut self) -> bool {
        signal(&self.child, "TERM");
        self.child.wait().unwrap().success()
    }

    pub(super) fn ask(&self, request: &str) -> String {
        ask(self.address, request).unwrap()
    }

    pub(super) fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: waymark.example\r\nconnection: close\r\n\r\n"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks on a connection of its own; gives everything that was said.
pub(super) fn ask(address: SocketAddr, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(text(&answer))
}

pub(super) fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([format!("-{name}"), child.id().to_string()]).status().unwrap().success());
}

/// Asks again and again until it is so; fails when `patience` is over.
pub(super) fn until(what: &str, patience: Duration, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < patience, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A copy of the small site in a folder of its own.
pub(super) fn small_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    super::site_test::copy(std::path::Path::new(SMALL), folder.path());
    folder
}

#[test]
fn the_first_line_is_the_address_with_the_time_and_what_was_loaded() {
    let served = Served::small();
    for wanted in ["http://127.0.0.1:", "is ready in", " ms: ", " pages, ", " services, ", " outcomes"] {
        assert!(served.first_line.contains(wanted), "{:?}", served.first_line);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_machine_with_one_core_serves_pages_forms_and_open_data_and_stops_when_told() {
    let line = "exec taskset -c \"$(sed -n 's/^Cpus_allowed_list:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/self/status)\" \"$0\" serve --listen 127.0.0.1:0 --content tests/fixtures/small";
    let mut served = Served::through_shell(line, Stdio::null());
    assert!(served.get("/").starts_with("HTTP/1.1 200"));
    let form = "POST /search HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                content-length: 9\r\n\r\nq=worried";
    assert!(served.ask(form).starts_with("HTTP/1.1 200"));
    assert!(served.get("/oruk/v3/services").starts_with("HTTP/1.1 200"));
    assert!(served.stop());
}

#[test]
fn pages_errors_and_refusals_carry_the_security_headers_and_never_name_the_server() {
    let served = Served::small();
    let answers = [
        (served.get("/"), "200"),
        (served.get("/nowhere"), "404"),
        (served.get("/services/dale-line"), "301"),
        (served.get("/Report/"), "308"),
        (served.ask("DELETE /report HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"), "405"),
        (served.ask("HEAD /report HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"), "200"),
    ];
    for (answer, status) in &answers {
        let head = answer.split("\r\n\r\n").next().unwrap();
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{status}: {head}");
        for wanted in
            ["referrer-policy: no-referrer", "x-content-type-options: nosniff", "content-security-policy: default-src 'none'"]
        {
            assert!(head.contains(wanted), "{status} {wanted}: {head}");
        }
        let lower = head.to_lowercase();
        assert!(!lower.contains("\r\nserver:") && !lower.contains("set-cookie"), "{head}");
    }
    assert!(answers[1].0.contains("Call 999") && answers[1].0.contains("/report"));
    assert!(answers[4].0.contains("allow: GET, HEAD, OPTIONS"));
    assert!(answers[5].0.ends_with("\r\n\r\n"), "HEAD has no body");
}

#[test]
fn a_signal_to_stop_ends_the_program_well_even_with_a_half_sent_request_open() {
    let mut served = Served::small();
    let mut half = TcpStream::connect(served.address).unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhos").unwrap();
    let started = Instant::now();
    signal(&served.child, "TERM");
    let status = served.child.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[test]
fn content_with_errors_is_refused_with_the_same_report_as_check_gives() {
    let folder = small_folder();
    let service = folder.path().join("services/youngline.toml");
    std::fs::write(&service, std::fs::read_to_string(&service).unwrap().replace("status = \"active\"", "status = \"actve\""))
        .unwrap();
    let path = folder.path().to_str().unwrap();
    let checked = run(&["check", "--content", path]);
    let served = run(&["serve", "--listen", "127.0.0.1:0", "--content", path]);
    assert_eq!((checked.status.code(), served.status.code()), (Some(1), Some(1)));
    assert!(text(&checked.stdout).contains("did you mean `active`?"));
    assert!(text(&served.stderr).contains("did you mean `active`?"));
    let json = run(&["check", "--format", "json", "--content", path]);
    let findings: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(findings.as_array().unwrap().iter().any(|finding| finding["kind"] == "format/wrong-value"));
}

#[test]
fn what_cannot_run_is_one_sentence_and_exit_two() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let cases: [(&[&str], &str); 3] = [
        (&["serve", "--content", SMALL, "--listen", &address], "another program is using this address"),
        (&["check", "--content", "/nowhere/at/all"], "there is no folder /nowhere/at/all"),
        (&["serve", "--listen", "not-an-address"], "invalid value"),
    ];
    for (arguments, said) in cases {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = text(&output.stderr);
        assert!(error.contains(said), "{arguments:?}: {error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}

#[test]
fn a_new_file_is_written_with_every_key_and_never_over_another() {
    let folder = small_folder();
    let path = folder.path().to_str().unwrap();
    let made = run(&["new", "service", "new-helpline", "--content", path]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let written = std::fs::read_to_string(folder.path().join("services/new-helpline.toml")).unwrap();
    assert!(written.contains("name = ") && written.contains("[review]") && written.contains("[[source]]"), "{written}");
    assert!(toml::from_str::<toml::Value>(&written).is_ok(), "{written}");
    let again = run(&["new", "service", "new-helpline", "--content", path]);
    assert_eq!(again.status.code(), Some(2));
    let bad = run(&["new", "page", "Bad Name", "--content", path]);
    assert_eq!(bad.status.code(), Some(2));
}

#[test]
fn a_program_whose_first_line_nobody_reads_serves_all_the_same() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut child =
        waymark().args(["serve", "--content", SMALL, "--listen", &free.to_string()]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let patience = Instant::now();
    let said = loop {
        match ask(free, "GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n") {
            Ok(said) => break said,
            Err(_) if patience.elapsed() < Duration::from_mins(1) => std::thread::sleep(Duration::from_millis(50)),
            Err(error) => panic!("{error}; the program: {:?}", child.try_wait()),
        }
    };
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.starts_with("HTTP/1.1 200 "), "{said}");
    assert_eq!(ended, None, "it serves on");
}

#[test]
fn both_kinds_of_address_can_be_listened_at_on_one_port() {
    let Ok(six) = TcpListener::bind("[::1]:0") else {
        eprintln!("skipped: this machine has no IPv6");
        return;
    };
    let port = six.local_addr().unwrap().port();
    drop(six);
    let served = Served::start_at(&format!("0.0.0.0:{port},[::]:{port}"), &["--content", SMALL]);
    for address in [format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        let said = ask(address.parse().unwrap(), "GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
        assert!(said.starts_with("HTTP/1.1 200 "), "{address}: {said}");
    }
    drop(served);
}
