//! `waymark serve`, nginx and Caddy on free ports of this machine, and one plain client for all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with the test.
pub struct Server {
    pub name: &'static str,
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx must be asked: killed, it would leave its worker behind.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// An answer, less what says only when and by whom it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, Vec<String>>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|values| values.first()).map(String::as_str)
    }

    /// How this differs from `other`, in words; nothing where it does not.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let mut said = String::new();
        if self.status != other.status {
            let _ = write!(said, " status {} and not {};", self.status, other.status);
        }
        let mut names: BTreeSet<&String> = self.headers.keys().chain(other.headers.keys()).collect();
        names.remove(&"server".to_owned());
        if self.status == 304 {
            // A 304 may give the length that the text has (RFC 9110 section 8.6).
            names.remove(&"content-length".to_owned());
            // It need not repeat that parts can be asked for (section 15.4.5); nginx does not.
            names.remove(&"accept-ranges".to_owned());
        }
        for name in names {
            if self.headers.get(name) != other.headers.get(name) {
                let _ = write!(said, " {name} {:?} and not {:?};", self.headers.get(name), other.headers.get(name));
            }
        }
        if self.body != other.body {
            let _ = write!(said, " another body ({} bytes and not {});", self.body.len(), other.body.len());
        }
        (!said.is_empty()).then_some(said)
    }
}

impl Server {
    pub fn waymark(more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .env("WAYMARK_NOW", crate::site_test::NOW)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.split_whitespace().next().unwrap().trim_start_matches("http://").to_owned();
        Self { name: "waymark serve", child, address }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// nginx with the generated configuration, where it is installed.
    pub fn nginx(export: &Path, scratch: &Path) -> Option<Self> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists())?;
        let address = free_address();
        let export = export.display();
        let text =
            format!("include {export}/nginx/maps.conf;\nserver {{ listen {address}; include {export}/nginx/server.conf; }}");
        Some(Self::nginx_with(program, &text, &address, scratch))
    }

    /// nginx with `text` in its `http` block, listening at `address`.
    pub fn nginx_with(program: &str, text: &str, address: &str, scratch: &Path) -> Self {
        let scratch = scratch.display();
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
        let user = if is_root { "user root;" } else { "" };
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .iter()
            .fold(String::new(), |text, kind| format!("{text}{kind}_temp_path {scratch}/{kind};\n"));
        let text = format!(
            "{user} daemon off; worker_processes 1; pid {scratch}/nginx.pid; error_log {scratch}/nginx.log;\n\
             events {{ }}\nhttp {{\naccess_log off;\n{temporary}{text}\n}}\n"
        );
        let file = format!("{scratch}/nginx.conf");
        std::fs::write(&file, text).unwrap();
        let child = Command::new(program)
            .args(["-e", &format!("{scratch}/nginx.log"), "-c", &file])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self { name: "nginx", child, address: address.to_owned() }.ready()
    }

    /// Caddy with the generated configuration, where it is installed.
    pub fn caddy(export: &Path, scratch: &Path) -> Option<Self> {
        let program = ["/usr/bin/caddy", "/usr/local/bin/caddy"].into_iter().find(|path| Path::new(path).exists())?;
        let address = free_address();
        let text = format!(
            "{{\n\tadmin off\n\tauto_https off\n}}\nimport {}/caddy/waymark.caddy\nhttp://{address} {{\n\timport waymark\n}}\n",
            export.display()
        );
        Some(Self::caddy_with(program, &text, &address, scratch))
    }

    /// Caddy with this Caddyfile, listening at `address`.
    pub fn caddy_with(program: &str, text: &str, address: &str, scratch: &Path) -> Self {
        let file = scratch.join("Caddyfile");
        std::fs::write(&file, text).unwrap();
        let child = Command::new(program)
            .env("HOME", scratch)
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&file)
            .stderr(std::fs::File::create(scratch.join("caddy.log")).unwrap())
            .spawn()
            .unwrap();
        Self { name: "Caddy", child, address: address.to_owned() }.ready()
    }

    /// The server of Python's own library, which knows nothing but files, where Python is installed.
    pub fn python(root: &Path) -> Option<Self> {
        let program = ["/usr/bin/python3", "/usr/local/bin/python3"].into_iter().find(|path| Path::new(path).exists())?;
        let address = free_address();
        let port = address.rsplit(':').next().unwrap();
        let child = Command::new(program)
            .args(["-m", "http.server", port, "--bind", "127.0.0.1", "--directory"])
            .arg(root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Some(Self { name: "python3 -m http.server", child, address }.ready())
    }

    fn ready(mut self) -> Self {
        let started = Instant::now();
        while TcpStream::connect(&self.address).is_err() {
            assert!(self.child.try_wait().unwrap().is_none(), "{} refused the configuration", self.name);
            assert!(started.elapsed() < Duration::from_secs(20), "{} does not listen", self.name);
            std::thread::sleep(Duration::from_millis(50));
        }
        self
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let more = headers.iter().fold(String::new(), |text, (name, value)| format!("{text}{name}: {value}\r\n"));
        let head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{more}\r\n", self.address);
        stream.write_all(head.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            let name = name.to_ascii_lowercase();
            if name != "date" && name != "connection" {
                headers.entry(name).or_default().push(value.to_owned());
            }
        }
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }
}

/// A port of this machine that nobody listens at.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}
