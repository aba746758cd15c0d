//! A connection on which nothing happens for a second gives its buffers back, and nobody can tell.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::sleep;

use super::client::{GET_FIRST_PAGE, Server};

/// Longer than a connection waits before it rests.
const LONG_ENOUGH_TO_REST: Duration = Duration::from_millis(1_300);

#[tokio::test]
async fn a_connection_that_rested_is_answered_as_before() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send(GET_FIRST_PAGE).await;
    let first = client.answer().await;
    for _ in 0..2 {
        sleep(LONG_ENOUGH_TO_REST).await;
        client.send(GET_FIRST_PAGE.repeat(3)).await;
        for _ in 0..3 {
            let again = client.answer().await;
            assert_eq!((again.status, &again.body), (200, &first.body));
        }
    }
    assert_eq!(server.site.metrics.open_connections(), 1);
}

#[tokio::test]
async fn half_a_request_behind_a_whole_one_is_kept_until_the_rest_of_it_comes() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send(format!("{GET_FIRST_PAGE}GET /report HTTP/1.1\r\nho")).await;
    assert_eq!(client.answer().await.status, 200);
    sleep(LONG_ENOUGH_TO_REST).await;
    client.send("st: a\r\n\r\n").await;
    assert_eq!(client.answer().await.status, 200);
}

#[tokio::test]
async fn half_a_request_behind_a_whole_one_has_no_longer_than_any_head() {
    let server = Server::with(|limits| limits.head_time = Duration::from_millis(600));
    let mut client = server.connect().await;
    client.send(format!("{GET_FIRST_PAGE}GET /report HTTP/1.1\r\nho")).await;
    assert_eq!(client.answer().await.status, 200);
    assert!(client.time_to_hang_up().await < Duration::from_secs(4));
}

#[tokio::test]
async fn a_connection_at_rest_is_closed_in_time_and_is_not_called_slow() {
    let server = Server::with(|limits| limits.idle_time = Duration::from_secs(2));
    let mut client = server.connect().await;
    client.send(GET_FIRST_PAGE).await;
    client.answer().await;
    let left = client.time_to_hang_up().await;
    assert!(left > Duration::from_millis(1_500) && left < Duration::from_secs(4), "{left:?}");
    let figures = server.site.metrics.text(&server.site.snapshot(), Timestamp::now());
    assert!(figures.contains("waymark_connections_too_slow_total 0\n"), "{figures}");
}

#[tokio::test]
async fn a_server_with_connections_at_rest_stops_as_soon_as_one_without() {
    let server = Server::start();
    let mut client = server.connect().await;
    client.send(GET_FIRST_PAGE).await;
    client.answer().await;
    sleep(LONG_ENOUGH_TO_REST).await;
    assert!(server.time_to_stop().await < Duration::from_secs(2));
    assert!(client.try_answer().await.is_none());
}
