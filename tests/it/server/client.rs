//! A server on a free port, and a client that sends whatever bytes it is told to and can be as slow as it likes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use waymark::server::{Live, listen};
use waymark::settings::Limits;

use super::asking::Answer;
use super::small_site::{FIRST_EDITION, snapshot};

/// Nothing in these tests takes longer unless it hangs.
pub(super) const SOON: Duration = Duration::from_secs(8);

/// A server that stops when told to.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) site: Arc<Live>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves the small site with everyday limits.
    pub(super) fn start() -> Self {
        Self::with(|_| {})
    }

    /// Serves the small site with some limits changed.
    pub(super) fn with(change: impl FnOnce(&mut Limits)) -> Self {
        let mut limits = Limits::default();
        change(&mut limits);
        let listener = listen::bind("127.0.0.1:0".parse().expect("address"), false).expect("a free port");
        Self::on(listener, Live::new(snapshot(FIRST_EDITION)), limits)
    }

    /// Serves a site on a listener.
    pub(super) fn on(listener: TcpListener, site: Arc<Live>, limits: Limits) -> Self {
        let address = listener.local_addr().expect("address");
        let (stop, stopped) = oneshot::channel();
        let running = listen::run(vec![listener], Arc::clone(&site), Arc::new(limits), async {
            let _ = stopped.await;
        });
        Self { address, site, stop: Some(stop), task: tokio::spawn(running) }
    }

    pub(super) async fn connect(&self) -> Client {
        Client::to(self.address).await
    }

    /// Asks for the first page on a connection of its own, as a reader would.
    pub(super) async fn is_serving(&self) {
        let mut client = self.connect().await;
        client.send(GET_FIRST_PAGE).await;
        assert_eq!(client.answer().await.status, 200);
    }

    /// Tells it to stop.
    pub(super) fn tell_to_stop(&mut self) {
        self.stop.take().expect("told once").send(()).expect("running");
    }

    /// How long it takes to stop once told.
    pub(super) async fn time_to_stop(mut self) -> Duration {
        let asked = Instant::now();
        if self.stop.is_some() {
            self.tell_to_stop();
        }
        timeout(Duration::from_secs(20), self.task).await.expect("stops").expect("no panic");
        asked.elapsed()
    }
}

pub(super) const GET_FIRST_PAGE: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

/// A connection to a server.
pub(super) struct Client {
    pub(super) stream: TcpStream,
    /// Read and not yet used.
    ahead: Vec<u8>,
}

impl Client {
    pub(super) async fn to(address: SocketAddr) -> Self {
        let stream = timeout(SOON, TcpStream::connect(address)).await.expect("in time").expect("accepted");
        Self { stream, ahead: Vec::new() }
    }

    /// Sends; a server that has hung up already is no fault of the test.
    pub(super) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// One whole response to a request other than HEAD.
    pub(super) async fn answer(&mut self) -> Answer {
        self.try_answer().await.expect("an answer")
    }

    /// One whole response to HEAD.
    pub(super) async fn answer_to_head(&mut self) -> Answer {
        self.read_head().await.expect("an answer")
    }

    /// One whole response, or nothing if the connection ends first.
    pub(super) async fn try_answer(&mut self) -> Option<Answer> {
        let mut answer = self.read_head().await?;
        let has_body = answer.status != 204 && answer.status != 304 && answer.status >= 200;
        let length = answer.header("content-length").parse().unwrap_or(0);
        while has_body && self.ahead.len() < length {
            self.read_more().await?;
        }
        answer.body = self.ahead.drain(..if has_body { length } else { 0 }).collect();
        Some(answer)
    }

    async fn read_head(&mut self) -> Option<Answer> {
        let end = loop {
            if let Some(end) = self.ahead.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end;
            }
            self.read_more().await?;
        };
        let head: Vec<u8> = self.ahead.drain(..end + 4).collect();
        let head = String::from_utf8(head).expect("text");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Some(Answer { status, headers, body: Vec::new() })
    }

    async fn read_more(&mut self) -> Option<()> {
        let mut buffer = vec![0; 16 * 1024];
        let read = timeout(SOON, self.stream.read(&mut buffer)).await.expect("an answer or an end in time").ok()?;
        self.ahead.extend_from_slice(&buffer[..read]);
        (read > 0).then_some(())
    }

    /// How long until the server hangs up. Whatever it says first is dropped.
    pub(super) async fn time_to_hang_up(&mut self) -> Duration {
        let asked = Instant::now();
        while self.read_more().await.is_some() {}
        asked.elapsed()
    }

    /// Every byte until the server hangs up.
    pub(super) async fn all_until_the_end(mut self) -> Vec<u8> {
        while self.read_more().await.is_some() {}
        self.ahead
    }
}
