//! A hostile or broken client takes help away from nobody.

use std::time::{Duration, Instant};

use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::client::{Client, GET_FIRST_PAGE, SOON, Server};

const SHORT: Duration = Duration::from_millis(600);

fn impatient() -> Server {
    Server::with(|limits| {
        limits.head_time = SHORT;
        limits.write_time = SHORT;
    })
}

#[tokio::test]
async fn a_head_that_does_not_end_is_let_go_of_in_time() {
    let server = impatient();
    for half in ["", "G", "GET / HTTP/1.1\r\nhost: a\r\n", "GET / HTTP/1.1\r\nhost: a\r\nx: "] {
        let mut client = server.connect().await;
        client.send(half).await;
        let took = client.time_to_hang_up().await;
        assert!(took > SHORT / 2 && took < SHORT * 3, "{half:?}: {took:?}");
        server.is_serving().await;
    }
}

#[tokio::test]
async fn a_head_that_comes_a_letter_at_a_time_is_let_go_of_as_soon() {
    let server = impatient();
    let mut client = server.connect().await;
    let started = Instant::now();
    while started.elapsed() < SHORT * 3 {
        client.send("a").await;
        sleep(Duration::from_millis(50)).await;
    }
    assert!(client.time_to_hang_up().await < Duration::from_millis(200));
}

#[tokio::test]
async fn a_second_head_that_does_not_end_is_let_go_of_in_time() {
    let server = impatient();
    let mut client = server.connect().await;
    client.send(GET_FIRST_PAGE).await;
    assert_eq!(client.answer().await.status, 200);
    client.send("GET / HTTP/1.1\r\n").await;
    assert!(client.time_to_hang_up().await < SHORT * 3);
}

#[tokio::test]
async fn a_connection_may_idle_for_longer_than_a_head_may_take_and_not_for_ever() {
    let server = Server::with(|limits| {
        limits.head_time = Duration::from_millis(200);
        limits.idle_time = Duration::from_secs(1);
    });
    let mut client = server.connect().await;
    for _ in 0..4 {
        client.send(GET_FIRST_PAGE).await;
        assert_eq!(client.answer().await.status, 200);
        sleep(Duration::from_millis(400)).await;
    }
    let left = client.time_to_hang_up().await;
    assert!(left > Duration::from_millis(300) && left < Duration::from_secs(2), "{left:?}");
}

/// A client whose system takes very little ahead of it.
async fn with_little_room(server: &Server) -> Client {
    let socket = TcpSocket::new_v4().expect("socket");
    socket.set_recv_buffer_size(4_096).expect("set");
    let mut client = server.connect().await;
    client.stream = socket.connect(server.address).await.expect("accepted");
    client
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_dropped() {
    let server = impatient();
    let mut client = with_little_room(&server).await;
    client.send("GET /poster.svg HTTP/1.1\r\nhost: a\r\n\r\n".repeat(200)).await;
    let started = Instant::now();
    sleep(SHORT / 2).await;
    while server.site.metrics.open_connections() > 0 {
        assert!(started.elapsed() < SOON, "the slow reader is still there");
        sleep(Duration::from_millis(20)).await;
    }
    server.is_serving().await;
}

#[tokio::test]
async fn a_full_server_says_so_at_once_and_serves_again_when_it_can() {
    let server = Server::with(|limits| limits.connections = 2);
    let mut inside = [server.connect().await, server.connect().await];
    for client in &mut inside {
        client.send(GET_FIRST_PAGE).await;
        assert_eq!(client.answer().await.status, 200);
    }
    let asked = Instant::now();
    let mut outside = server.connect().await;
    outside.send(GET_FIRST_PAGE).await;
    let answer = outside.answer().await;
    assert!(asked.elapsed() < Duration::from_millis(500), "{:?}", asked.elapsed());
    assert_eq!((answer.status, answer.header("retry-after"), answer.header("connection")), (503, "5", "close"));
    assert!(answer.text().contains("999") && answer.headers.contains_key("content-security-policy"));
    let [mut first, _second] = inside;
    first.send(GET_FIRST_PAGE).await;
    assert_eq!(first.answer().await.status, 200, "whoever is inside is served as ever");
    drop(first);
    sleep(Duration::from_millis(200)).await;
    server.is_serving().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_leaves_nothing_behind() {
    let server = Server::with(|limits| limits.connections = 100);
    let mut flood = JoinSet::new();
    for number in 0..300 {
        let address = server.address;
        flood.spawn(async move {
            let mut client = Client::to(address).await;
            match number % 4 {
                0 => client.send("GET / HTTP/1.1\r\nhost: a\r\n").await,
                1 => client.send("POST /search HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 3\r\n\r\nq=a").await,
                2 => client.send(GET_FIRST_PAGE.repeat(5)).await,
                _ => client.send([0xff; 64]).await,
            }
        });
    }
    while let Some(done) = flood.join_next().await {
        done.expect("no panic");
    }
    let started = Instant::now();
    while server.site.metrics.open_connections() > 0 {
        assert!(started.elapsed() < SOON, "{} connections are left", server.site.metrics.open_connections());
        sleep(Duration::from_millis(20)).await;
    }
    server.is_serving().await;
}

#[tokio::test]
async fn too_many_or_too_large_headers_are_refused() {
    let server = Server::start();
    let many = "x: a\r\n".repeat(150);
    let large = format!("x: {}\r\n", "a".repeat(40_000));
    for lines in [many, large] {
        let mut client = server.connect().await;
        client.send(format!("GET / HTTP/1.1\r\nhost: a\r\n{lines}\r\n")).await;
        assert_eq!(client.answer().await.status, 431);
        server.is_serving().await;
    }
}

#[tokio::test]
async fn a_target_that_is_too_long_is_refused_with_help_however_long_it_is() {
    let server = Server::start();
    for length in [9_000, 20_000, 40_000, 70_000, 400_000] {
        let mut client = server.connect().await;
        client.send(format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(length))).await;
        let answer = client.answer().await;
        assert_eq!((answer.status, answer.header("connection")), (414, "close"), "{length}");
        assert!(answer.text().contains("999") && answer.headers.contains_key("content-security-policy"), "{length}");
        server.is_serving().await;
    }
}

#[tokio::test]
async fn a_body_where_none_belongs_is_refused_and_the_connection_closed() {
    let server = Server::start();
    for framing in ["content-length: 4\r\n\r\nabcd", "transfer-encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"] {
        for method in ["GET", "OPTIONS"] {
            let mut client = server.connect().await;
            client.send(format!("{method} / HTTP/1.1\r\nhost: a\r\n{framing}{GET_FIRST_PAGE}")).await;
            assert_eq!(client.answer().await.status, 413);
            assert!(client.try_answer().await.is_none(), "what came after the body was taken for a request");
        }
    }
}
