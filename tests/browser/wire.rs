//! The wire between the browser and everything else: a proxy on this machine through which every request must go.
//!
//! It writes down each request, to our site and to any other, so that what a page asked for is counted where it cannot be hidden.
//! Requests to the site are passed on. Every other name is answered here: [`EXIT`] stands for the page that "Leave this page" goes
//! to, and opens at once or is stuck. The site's own exit address is https; on its way to the browser it is replaced by [`EXIT`], which
//! changes a link and nothing else.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::old::aged;

/// What the content says.
const REAL_EXIT: &str = "https://www.bbc.co.uk/weather";
/// Where a reader of these tests is sent instead.
pub const EXIT: &str = "http://weather.example/today";

/// One request as the browser sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// "127.0.0.1:8080", "weather.example", or what a tunnel was asked for.
    pub host: String,
    /// "/help-for-you".
    pub path: String,
    /// The whole head in lower case.
    pub head: String,
    /// The head of our site's answer as it was sent; empty until there is one, and for any other site.
    pub answer: String,
}

#[derive(Default)]
struct Shared {
    site: String,
    seen: Mutex<Vec<Request>>,
    stuck_for: Mutex<Option<Duration>>,
    aged: AtomicBool,
}

/// The proxy. Its threads end with the test's process.
pub struct Wire {
    pub address: String,
    shared: Arc<Shared>,
}

impl Wire {
    /// A proxy in front of `site` ("127.0.0.1:8080").
    pub fn start(site: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared { site: site.to_owned(), ..Shared::default() });
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            // A thread each: browsers open connections that they never use, and one of those must not hold up the others.
            for client in listener.incoming().flatten() {
                let shared = Arc::clone(&own);
                std::thread::spawn(move || shared.answer(client));
            }
        });
        Self { address, shared }
    }

    /// From now on the exit opens at once; or it is stuck, and after a while answers that it has nothing to show (204), upon
    /// which the browser stays where it was. Until that answer no test can ask the page anything: while a browser waits for
    /// another site it holds back every command of its driver.
    pub fn exit_is_stuck_for(&self, wait: Option<Duration>) {
        *self.shared.stuck_for.lock().unwrap() = wait;
    }

    /// From now on pages reach the browser as one of 2016 understands them.
    pub fn age(&self) {
        self.shared.aged.store(true, Ordering::Relaxed);
    }

    /// As it was at the start.
    pub fn forget(&self) {
        self.exit_is_stuck_for(None);
        self.shared.aged.store(false, Ordering::Relaxed);
        self.shared.seen.lock().unwrap().clear();
    }

    /// Whether nobody asked for anything while we waited.
    pub async fn is_silent_for(&self, wait: Duration) -> bool {
        let asked = || self.shared.seen.lock().unwrap().len();
        let before = asked();
        tokio::time::sleep(wait).await;
        asked() == before
    }

    /// Everything asked for since the last call, apart from what the browser asks its maker on its own account.
    pub fn take(&self) -> Vec<Request> {
        let makers = [
            ".google.com",
            ".googleapis.com",
            ".gvt1.com",
            ".gstatic.com",
            ".mozilla.com",
            ".mozilla.net",
            ".mozilla.org",
            ".firefox.com",
        ];
        let seen = std::mem::take(&mut *self.shared.seen.lock().unwrap());
        let is_makers = |host: &str| makers.iter().any(|maker| host.split(':').next().unwrap().ends_with(maker));
        seen.into_iter().filter(|request| !is_makers(&request.host)).collect()
    }
}

impl Shared {
    /// Writes the answer's head beside its request, if nobody has taken that yet.
    fn keep(&self, request: &Request, answer: &[u8]) {
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        if let Some(asked) = self.seen.lock().unwrap().iter_mut().rfind(|asked| *asked == request) {
            asked.answer = head;
        }
    }

    fn answer(&self, mut client: TcpStream) -> io::Result<()> {
        let (head, body) = read(&mut client)?;
        let Some((method, target)) = head.split_once(' ').and_then(|(method, rest)| Some((method, rest.split(' ').next()?)))
        else {
            return Ok(());
        };
        let place = target.trim_start_matches("http://");
        let (host, path) = place.find('/').map_or((place, "/"), |at| place.split_at(at));
        let request = Request { host: host.to_owned(), path: path.to_owned(), head: head.to_lowercase(), answer: String::new() };
        self.seen.lock().unwrap().push(request.clone());
        if method == "CONNECT" {
            client.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        } else if host == self.site {
            let answer = pass_on(host, method, path, &head, &body)?;
            self.keep(&request, &answer);
            client.write_all(&if self.aged.load(Ordering::Relaxed) { aged(&answer) } else { answer })
        } else {
            let stuck_for = *self.stuck_for.lock().unwrap();
            if let Some(wait) = stuck_for {
                std::thread::sleep(wait);
                return client.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
            }
            let page = "<!doctype html><title>Weather</title><p>Sun, then rain.";
            let length = page.len();
            write!(
                client,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{page}"
            )
        }
    }
}

/// A request's head, and what was sent with it.
fn read(client: &mut TcpStream) -> io::Result<(String, Vec<u8>)> {
    let mut sent = Vec::new();
    let mut part = [0; 4096];
    loop {
        if let Some(end) = sent.windows(4).position(|end| end == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&sent[..end + 4]).into_owned();
            let lower = head.to_lowercase();
            let length = lower.split("content-length:").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if sent.len() >= end + 4 + length.unwrap_or(0) {
                return Ok((head, sent.split_off(end + 4)));
            }
        }
        match client.read(&mut part)? {
            0 => return Ok((String::from_utf8_lossy(&sent).into_owned(), Vec::new())),
            length => sent.extend_from_slice(&part[..length]),
        }
    }
}

/// Asks the site and gives its answer with the exit replaced. Asks for plain text, so that there is text to replace it in.
fn pass_on(host: &str, method: &str, path: &str, head: &str, sent: &[u8]) -> io::Result<Vec<u8>> {
    let mut site = TcpStream::connect(host)?;
    let mut request = format!("{method} {path} HTTP/1.1\r\n");
    for line in head.split("\r\n").skip(1).take_while(|line| !line.is_empty()) {
        let name = line.split(':').next().unwrap_or_default().to_lowercase();
        if !["accept-encoding", "connection", "proxy-connection"].contains(&name.as_str()) {
            request.push_str(line);
            request.push_str("\r\n");
        }
    }
    request.push_str("connection: close\r\n\r\n");
    site.write_all(request.as_bytes())?;
    site.write_all(sent)?;
    let mut answer = Vec::new();
    site.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let body = body.replace(REAL_EXIT, EXIT);
    let lines = head.split("\r\n").filter(|line| !line.to_lowercase().starts_with("content-length:"));
    let head = lines.collect::<Vec<_>>().join("\r\n");
    Ok(format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes())
}
