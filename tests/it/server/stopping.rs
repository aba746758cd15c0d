//! A server ends in good order, and a new version takes over without refusing anybody.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use waymark::server::{Live, listen};
use waymark::settings::Limits;

use super::client::{Client, GET_FIRST_PAGE, Server};
use super::small_site::{FIRST_EDITION, snapshot};

#[tokio::test]
async fn a_server_without_readers_stops_at_once() {
    let server = Server::start();
    server.is_serving().await;
    sleep(Duration::from_millis(50)).await;
    assert!(server.time_to_stop().await < Duration::from_millis(300));
}

#[tokio::test]
async fn a_half_sent_head_delays_the_end_no_longer_than_stated() {
    let server = Server::with(|limits| {
        limits.head_time = Duration::from_mins(1);
        limits.drain_time = Duration::from_millis(1_200);
    });
    let mut client = server.connect().await;
    client.send("GET / HTTP/1.1\r\nhost").await;
    sleep(Duration::from_millis(50)).await;
    let took = server.time_to_stop().await;
    assert!(took < Duration::from_millis(2_500), "{took:?}");
}

#[tokio::test]
async fn a_connection_that_waits_is_closed_and_one_that_asks_is_answered_once_more() {
    let mut server = Server::start();
    let (mut waiting, mut asking) = (server.connect().await, server.connect().await);
    for client in [&mut waiting, &mut asking] {
        client.send(GET_FIRST_PAGE).await;
        assert_eq!(client.answer().await.header("connection"), "");
    }
    server.tell_to_stop();
    sleep(Duration::from_millis(100)).await;
    asking.send(GET_FIRST_PAGE).await;
    let last = asking.answer().await;
    assert_eq!((last.status, last.header("connection")), (200, "close"));
    assert!(asking.try_answer().await.is_none());
    assert!(waiting.time_to_hang_up().await < Duration::from_secs(1));
    assert!(server.time_to_stop().await < Duration::from_secs(2));
}

#[tokio::test]
async fn a_form_being_sent_is_answered_before_the_end() {
    let mut server = Server::start();
    let mut client = server.connect().await;
    client.send("POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 7\r\n\r\nq=so").await;
    sleep(Duration::from_millis(50)).await;
    server.tell_to_stop();
    sleep(Duration::from_millis(900)).await;
    client.send("ona").await;
    let answer = client.answer().await;
    assert!(answer.status == 200 && answer.text().contains("soona"));
    assert!(server.time_to_stop().await < Duration::from_secs(1));
}

#[tokio::test]
async fn load_balancers_are_told_to_look_elsewhere() {
    let mut server = Server::start();
    let mut client = server.connect().await;
    client.send(GET_FIRST_PAGE).await;
    client.answer().await;
    server.tell_to_stop();
    sleep(Duration::from_millis(100)).await;
    client.send("GET /health/ready HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let answer = client.answer().await;
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("stopping"));
}

#[tokio::test]
async fn after_the_end_nobody_is_let_in() {
    let server = Server::start();
    let address = server.address;
    server.time_to_stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

fn new_version(listener: TcpListener) -> Server {
    Server::on(listener, Live::new(snapshot("second edition")), Limits::default())
}

/// One request on a connection of its own: everything that was said, or how it failed.
async fn ask_once(address: SocketAddr) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said).await?;
    Ok(said)
}

/// Asks on one connection after another; gives how many were answered and how many failed.
async fn ask_until(address: SocketAddr, is_over: Arc<AtomicBool>) -> (usize, usize) {
    let (mut answered, mut failed) = (0, 0);
    while !is_over.load(Ordering::Relaxed) {
        match ask_once(address).await {
            Ok(said) if said.starts_with(b"HTTP/1.1 200 OK") => answered += 1,
            _ => failed += 1,
        }
    }
    (answered, failed)
}

/// Asks on one connection for as long as the server keeps it, then on another.
async fn keep_asking_until(address: SocketAddr, is_over: Arc<AtomicBool>) -> (usize, usize) {
    let (mut answered, mut failed) = (0, 0);
    while !is_over.load(Ordering::Relaxed) {
        let mut client = Client::to(address).await;
        while !is_over.load(Ordering::Relaxed) {
            client.send(GET_FIRST_PAGE).await;
            let Some(answer) = client.try_answer().await else {
                failed += 1;
                break;
            };
            answered += usize::from(answer.status == 200);
            failed += usize::from(answer.status != 200);
            if answer.header("connection") == "close" {
                break;
            }
        }
    }
    (answered, failed)
}

/// Stops `old` under load while `new` serves at the same address; gives how many requests were answered and failed.
async fn restart_under_load(old: Server, new: Server) -> (usize, usize) {
    let is_over = Arc::new(AtomicBool::new(false));
    let mut readers = JoinSet::new();
    for _ in 0..2 {
        readers.spawn(ask_until(old.address, Arc::clone(&is_over)));
        readers.spawn(keep_asking_until(old.address, Arc::clone(&is_over)));
    }
    sleep(Duration::from_millis(300)).await;
    old.time_to_stop().await;
    sleep(Duration::from_millis(300)).await;
    is_over.store(true, Ordering::Relaxed);
    let (mut answered, mut failed) = (0, 0);
    while let Some(reader) = readers.join_next().await {
        let (more, worse) = reader.expect("no panic");
        (answered, failed) = (answered + more, failed + worse);
    }
    drop(new);
    (answered, failed)
}

/// As with socket activation: the system holds the listening socket, and each version is handed a copy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_that_is_handed_the_socket_takes_over_with_no_failed_request() {
    let held = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    held.set_nonblocking(true).expect("set");
    let copy = || TcpListener::from_std(held.try_clone().expect("copied")).expect("usable");
    let old = Server::on(copy(), Live::new(snapshot(FIRST_EDITION)), Limits::default());
    let (answered, failed) = restart_under_load(old, new_version(copy())).await;
    assert!(answered > 200, "{answered}");
    assert_eq!(failed, 0, "of {answered}");
}

/// With `SO_REUSEPORT` new connections go to the version that joined last, so the old one closes an empty queue.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_version_that_joins_at_the_same_address_takes_over_with_no_failed_request() {
    let old = Server::start();
    let new = new_version(listen::bind(old.address, true).expect("joins"));
    let (answered, failed) = restart_under_load(old, new).await;
    assert!(answered > 200, "{answered}");
    assert_eq!(failed, 0, "of {answered}");
}
