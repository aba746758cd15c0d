//! A server that plays every part a stranger's server can: kind, slow, broken, hostile.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// One request as the server met it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub path: String,
    pub headers: HashMap<String, String>,
    pub at: Instant,
}

/// What an address answers.
#[derive(Clone)]
pub enum Part {
    /// A page.
    Html(String),
    /// A status, headers and a body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// 503 so many times, then the page.
    Flaky(usize, String),
    /// Nothing for so long.
    Slow(Duration),
    /// A page that never ends, a byte at a time.
    Drip,
    /// A page that never ends, as fast as it goes.
    Endless,
    /// Headers that never end.
    EndlessHeaders,
    /// Each address leads to another.
    Onward,
}

pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    most_at_once: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

struct Stage {
    parts: HashMap<String, Part>,
    asked: Arc<Mutex<Vec<Asked>>>,
    at_once: AtomicUsize,
    most_at_once: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Listens on a free port of `host` until the test ends.
    pub fn start(host: &str, parts: impl IntoIterator<Item = (&'static str, Part)>) -> Self {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stage = Arc::new(Stage {
            parts: parts.into_iter().map(|(path, part)| (path.to_owned(), part)).collect(),
            asked: Arc::default(),
            at_once: AtomicUsize::new(0),
            most_at_once: Arc::default(),
            connections: Arc::default(),
        });
        let server = Self {
            address,
            asked: Arc::clone(&stage.asked),
            most_at_once: Arc::clone(&stage.most_at_once),
            connections: Arc::clone(&stage.connections),
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                stage.connections.fetch_add(1, Ordering::SeqCst);
                let stage = Arc::clone(&stage);
                thread::spawn(move || stage.serve(stream));
            }
        });
        server
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn times_asked(&self, path: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path == path).count()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

impl Stage {
    fn serve(&self, mut stream: TcpStream) {
        // A client that speaks TLS to a plain server says nothing that ends in a line.
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = Vec::new();
        if reader.by_ref().take(4096).read_until(b'\n', &mut line).is_err() || !line.starts_with(b"GET ") {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
            return;
        }
        let path = String::from_utf8_lossy(&line).split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = HashMap::new();
        for line in reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap();
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
        let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(now, Ordering::SeqCst);
        let before = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(Asked { path: path.clone(), headers, at: Instant::now() });
            asked.iter().filter(|asked| asked.path == path).count() - 1
        };
        let name = path.split('?').next().unwrap_or_default();
        // A client that goes away is no fault of the test.
        let _ = play(&mut stream, self.parts.get(name), &path, before);
        self.at_once.fetch_sub(1, Ordering::SeqCst);
    }
}

fn play(stream: &mut TcpStream, part: Option<&Part>, path: &str, before: usize) -> std::io::Result<()> {
    let html = [("content-type", "text/html; charset=utf-8".to_owned())];
    match part {
        None => answer(stream, 404, &html, b"Nothing here"),
        Some(Part::Answer(status, headers, body)) => answer(stream, *status, headers, body),
        Some(Part::Flaky(times, _)) if before < *times => answer(stream, 503, &html, b"Later"),
        Some(Part::Html(body) | Part::Flaky(_, body)) => answer(stream, 200, &html, body.as_bytes()),
        Some(Part::Slow(time)) => {
            thread::sleep(*time);
            answer(stream, 200, &html, b"Late")
        }
        Some(Part::Drip) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(b".")?;
                thread::sleep(Duration::from_millis(50));
            }
        }
        Some(Part::Endless) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")?;
            loop {
                stream.write_all(&vec![b'.'; 64 * 1024])?;
            }
        }
        Some(Part::EndlessHeaders) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
            loop {
                stream.write_all(format!("x-more: {}\r\n", "x".repeat(900)).as_bytes())?;
            }
        }
        Some(Part::Onward) => {
            let step = path.split_once('?').and_then(|(_, step)| step.parse::<u32>().ok()).unwrap_or_default();
            answer(stream, 302, &[("location", format!("?{}", step + 1))], b"")
        }
    }
}

fn answer(stream: &mut TcpStream, status: u16, headers: &[(&str, String)], body: &[u8]) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"\r\n")?;
    stream.write_all(body)
}
