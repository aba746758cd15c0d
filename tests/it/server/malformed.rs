//! More than three hundred requests that no honest client sends. After each, a reader asks for a page and gets it.

use std::time::Duration;

use tokio::task::JoinSet;

use super::client::{Client, GET_FIRST_PAGE, Server};

/// Where a request would have to end for this to be one.
const HIDDEN: &str = "GET /report HTTP/1.1\r\nhost: a\r\n\r\n";

/// First lines that are none.
fn first_lines() -> Vec<Vec<u8>> {
    let methods = ["", " ", "G\0T", "GET\t", "(GET)", "G,ET", "\u{e9}", "GET:", "{}", "@"];
    let targets =
        ["", "report", "*", "a:80", "//", "/\0", "/ a", "\\", "/\u{7f}", "http://", "http:///", "?a", "#a", "/\t", "/%00\r"];
    let versions = [
        "",
        "HTTP",
        "HTTP/",
        "HTTP/0.9",
        "HTTP/1",
        "HTTP/1.",
        "HTTP/1.2",
        "HTTP/2.0",
        "HTTP/1.11",
        "http/1.1",
        "HTTP/ 1.1",
        "XTTP/1.1",
    ];
    let mut lines = Vec::new();
    lines.extend(methods.iter().map(|method| format!("{method} / HTTP/1.1")));
    for target in targets {
        lines.extend(["GET", "POST", "CONNECT"].map(|method| format!("{method} {target} HTTP/1.1")));
    }
    lines.extend(versions.iter().map(|version| format!("GET / {version}")));
    lines.extend(["GET", "GET /", "/ GET HTTP/1.1", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 a"].map(str::to_owned));
    lines.into_iter().map(|line| format!("{line}\r\nhost: a\r\n\r\n").into_bytes()).collect()
}

/// Header lines that are none, or that must not be there.
fn header_lines() -> Vec<Vec<u8>> {
    let lines = [
        "host",
        "host:",
        ": a",
        " host: a",
        "host : a",
        "host\t: a",
        "ho st: a",
        "h\0st: a",
        "x: a\0b",
        "x: a\rb",
        "x: a\nb",
        "\0",
        "x",
        "x;: a",
        "(x): a",
        "host: a/b",
        "host: a b",
        "host: user@a",
        "host: a, b",
        "host: a\r\nhost: a",
        "host: a\r\nhost: b",
        "host: a\r\n x: folded",
        "host: a\r\n\tfolded",
        "host: a\r\ncontent-length:",
        "host: a\r\ncontent-length: a",
        "host: a\r\ncontent-length: -1",
        "host: a\r\ncontent-length: +1",
        "host: a\r\ncontent-length: 1 1",
        "host: a\r\ncontent-length: 0x1",
        "host: a\r\ncontent-length: 1,1",
        "host: a\r\ncontent-length: 99999999999999999999999",
        "host: a\r\ncontent-length: 1\r\ncontent-length: 2",
        "host: a\r\ntransfer-encoding: gzip",
        "host: a\r\ntransfer-encoding: \x0bchunked",
        "host: a\r\ntransfer-encoding: chunked, identity",
        "host: a\r\ntransfer-encoding: xchunked",
        "host: a\r\ntransfer-encoding:",
        "host: a\r\nexpect: 200-ok",
        "host: a\r\nupgrade: websocket\r\nconnection: upgrade",
        "host: a\r\nupgrade: h2c\r\nconnection: upgrade, http2-settings",
        "host: a\r\nrange: bytes=9-1,,-",
        "host: a\r\nif-none-match: \"",
        "host: a\r\naccept-encoding: ;q=,,*;q=9",
        "x-y\u{e9}: a",
        "host: \u{e9}",
    ];
    let requests = ["GET / HTTP/1.1", "POST /search HTTP/1.1", "HEAD /poster.svg HTTP/1.1", "OPTIONS * HTTP/1.1"];
    requests
        .iter()
        .flat_map(|request| lines.iter().map(move |line| format!("{request}\r\n{line}\r\n\r\n").into_bytes()))
        .collect()
}

/// Bodies that end in two places, each with a request hidden behind the nearer end. Whatever is answered, the hidden one is not.
fn smuggled() -> Vec<Vec<u8>> {
    let framings = [
        "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
        "content-length: 0\r\ncontent-length: 5\r\n\r\n",
        "content-length: 5\r\ncontent-length: 0\r\n\r\n",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n",
        "transfer-encoding: identity\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n-1\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "transfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n1;a=\"\r\n\"\r\na\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\nz\r\n",
        "content-length: 1 \r\n\tx\r\n\r\n",
        "content-length: 4\r\n\r\nq=aa",
    ];
    let heads = ["GET / HTTP/1.1\r\nhost: a\r\n", "HEAD / HTTP/1.1\r\nhost: a\r\n", "DELETE /report HTTP/1.1\r\nhost: a\r\n"];
    heads.iter().flat_map(|head| framings.iter().map(move |framing| format!("{head}{framing}{HIDDEN}").into_bytes())).collect()
}

/// Bytes that are not HTTP/1, and requests cut short after each few bytes.
fn other_bytes() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = vec![
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"SSH-2.0-client\r\n".to_vec(),
        b"GET /\r\n".to_vec(),
        b"GET /report\n".to_vec(),
        b"\r\n\r\n\r\n\r\n".to_vec(),
        b"\n".repeat(2_000),
        vec![0; 2_000],
        vec![b' '; 40_000],
        b"GET / HTTP/1.1\nhost: a\n\n".to_vec(),
        b"GET / HTTP/1.1\r\rhost: a\r\r".to_vec(),
    ];
    all.extend((0..=u8::MAX).step_by(5).map(|byte| vec![byte; 300]));
    let pipeline = format!("{GET_FIRST_PAGE}{HIDDEN}").into_bytes();
    all.extend((1..pipeline.len()).step_by(3).map(|length| pipeline[..length].to_vec()));
    all
}

/// Everything the server says until it hangs up.
async fn said(server: std::net::SocketAddr, request: &[u8]) -> String {
    let mut client = Client::to(server).await;
    client.send(request).await;
    String::from_utf8_lossy(&client.all_until_the_end().await).into_owned()
}

fn statuses(said: &str) -> Vec<u16> {
    let lines = said.split("HTTP/1.").skip(1);
    lines.map(|line| line[2..5].parse().expect("a status")).collect()
}

fn impatient() -> Server {
    Server::with(|limits| {
        limits.head_time = Duration::from_millis(300);
        limits.idle_time = Duration::from_millis(300);
        limits.body_time = Duration::from_millis(300);
    })
}

/// Sends every request, forty at a time, each followed by a reader, and gives what was said to it.
async fn send_all(requests: Vec<Vec<u8>>) -> Vec<(String, Vec<u16>)> {
    let server = impatient();
    let (mut tasks, mut all) = (JoinSet::new(), Vec::new());
    for request in requests {
        let address = server.address;
        tasks.spawn(async move {
            let statuses = statuses(&said(address, &request).await);
            let reader = statuses_to_a_reader(address).await;
            assert_eq!(reader, 200, "after {:?}", String::from_utf8_lossy(&request));
            (String::from_utf8_lossy(&request).into_owned(), statuses)
        });
        if tasks.len() >= 40 {
            all.push(tasks.join_next().await.expect("a task").expect("no panic"));
        }
    }
    while let Some(done) = tasks.join_next().await {
        all.push(done.expect("no panic"));
    }
    all
}

async fn statuses_to_a_reader(address: std::net::SocketAddr) -> u16 {
    let mut reader = Client::to(address).await;
    reader.send(GET_FIRST_PAGE).await;
    reader.answer().await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_is_served_after_each_of_three_hundred_malformed_requests() {
    let requests: Vec<_> = [first_lines(), header_lines(), other_bytes()].concat();
    assert!(requests.len() >= 300, "{}", requests.len());
    for (request, statuses) in send_all(requests).await {
        let is_sound = statuses.iter().all(|status| *status < 500 || *status == 501);
        assert!(is_sound && statuses.len() <= 2, "{request:?}: {statuses:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_hidden_in_a_body_is_never_answered() {
    for (request, statuses) in send_all(smuggled()).await {
        assert!(statuses.len() <= 1, "{request:?}: {statuses:?}");
        assert!(statuses.iter().all(|status| (400..500).contains(status) || *status == 501), "{request:?}: {statuses:?}");
    }
}

#[tokio::test]
async fn a_request_without_exactly_one_host_is_malformed() {
    let server = impatient();
    for hosts in ["", "host: a\r\nhost: a\r\n", "host: a\r\nhost: b\r\n", "host: a b\r\n"] {
        let said = said(server.address, format!("GET / HTTP/1.1\r\n{hosts}\r\n").as_bytes()).await;
        assert_eq!(statuses(&said), [400], "{hosts}");
        assert!(said.contains("999") && said.contains("content-security-policy"), "{said}");
    }
}

#[tokio::test]
async fn a_target_without_its_leading_slash_is_malformed_and_a_whole_address_is_taken() {
    let server = impatient();
    let first = |target: &str| format!("GET {target} HTTP/1.1\r\nhost: a\r\n\r\n");
    for (target, status) in [("report", 400), ("a:80", 400), ("*", 400), ("http://b/report", 200), ("http://b", 200)] {
        assert_eq!(statuses(&said(server.address, first(target).as_bytes()).await), [status], "{target}");
    }
}
