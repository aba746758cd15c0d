//! The operator sees how the server does, and nothing about who read what.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Arc;

use http::Method;
use jiff::{SignedDuration, Timestamp};
use tokio::net::TcpListener;
use waymark::server::{Live, metrics_endpoint};

use super::asking::Asked;
use super::client::Client;
use super::small_site::{bundle, made_of};

thread_local! {
    /// What was logged on this thread, where a test wants to know. Tests run on a thread each.
    static WRITTEN: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// A log that can be read back, by the thread that wrote it.
struct Written;

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| written.iter_mut().for_each(|written| written.extend_from_slice(bytes)));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_says_when_how_and_how_long_and_never_who_or_what() {
    // For the whole program: one for a single thread would be deaf to what other threads logged first.
    let log = tracing_subscriber::fmt().json().flatten_event(true).with_target(false).with_writer(|| Written);
    log.try_init().expect("the only log of these tests");
    WRITTEN.set(Some(Vec::new()));
    let site = Asked::small_site();
    let telling = [("user-agent", "Secret/1"), ("referer", "https://secret.example/"), ("x-forwarded-for", "192.0.2.7")];
    site.get("/report/o1?secret=1", &telling).await;
    site.get("/secret/path", &telling).await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    site.ask(Method::POST, "/search", &form, "q=secret").await;
    site.ask(Method::from_bytes(b"SECRET").expect("method"), "/", &[], "").await;

    let log = String::from_utf8(WRITTEN.take().expect("written")).expect("text");
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 4, "one line a response: {log}");
    for line in &lines {
        let mut names: Vec<&str> = line.as_object().expect("an object").keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["level", "message", "method", "microseconds", "status", "template", "timestamp"]);
    }
    assert_eq!((&lines[0]["template"], &lines[0]["status"]), (&"/report/{outcome}".into(), &"2xx".into()));
    assert!(!log.to_lowercase().contains("secret") && !log.contains("o1") && !log.contains("192.0.2"), "{log}");
}

#[tokio::test]
async fn the_figures_count_by_template_and_say_when_the_next_review_is_due() {
    let mut small = bundle("first edition");
    small.next_review = Some(Timestamp::now() + SignedDuration::from_hours(24 * 10 + 1));
    let site = Live::new(made_of(small));
    let client = Asked::of(Arc::clone(&site));
    client.get("/report/o1", &[]).await;
    client.get("/secret", &[]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("address");
    tokio::spawn(metrics_endpoint::run(listener, site));
    let mut collector = Client::to(address).await;
    collector.send("GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let answer = collector.answer().await;
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = answer.text();
    for wanted in [
        "waymark_responses_total{template=\"/report/{outcome}\",status=\"2xx\"} 1\n",
        "waymark_responses_total{template=\"not found\",status=\"4xx\"} 1\n",
        "waymark_response_seconds_count 2\n",
        "waymark_open_connections 0\n",
        "waymark_rebuilds_total{result=\"ok\"} 0\n",
        "waymark_days_to_next_review 10\n",
        "waymark_snapshot_age_seconds ",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(!text.contains("secret"), "{text}");
}
