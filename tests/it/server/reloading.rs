//! Newer content comes in at one stroke; bad content never does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::sleep;
use waymark::server::Live;
use waymark::server::reload::{Rebuild, Told, keep_fresh};
use waymark::server::stale::{StaleCode, StaleReason};
use waymark::snapshot::{Coding, Effort, EncodeCache, Snapshot, etag};

use super::asking::Asked;
use super::client::{Client, GET_FIRST_PAGE, SOON, Server};
use super::small_site::{FIRST_EDITION, bundle, made_of, snapshot};

/// Keeps a live site with `rebuild`; the notify asks for it.
fn keep(site: &Arc<Live>, rebuild: impl Fn() -> Result<Snapshot, String> + Send + Sync + 'static) -> Arc<Notify> {
    let refused = |sentence| StaleReason::sentence(StaleCode::CouldNotBeMade, sentence);
    let rebuild: Rebuild = Arc::new(move || rebuild().map_err(refused));
    let asked = Arc::new(Notify::new());
    tokio::spawn(keep_fresh(
        Arc::clone(site),
        (rebuild, nobody()),
        Arc::new(EncodeCache::default()),
        Arc::clone(&asked),
        Timestamp::now,
    ));
    asked
}

/// Who is told nothing.
fn nobody() -> Told {
    Arc::new(|_| ())
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !is_so().await {
        assert!(started.elapsed() < SOON, "{what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// Asks for a page again and again, on one connection, and gives how often it was answered. Each answer is one edition.
async fn read_until(address: std::net::SocketAddr, is_over: Arc<AtomicBool>) -> usize {
    let mut client = Client::to(address).await;
    let mut answers = 0;
    while !is_over.load(Ordering::Relaxed) {
        client.send(GET_FIRST_PAGE).await;
        let answer = client.answer().await;
        let text = answer.text();
        let first = text.lines().next().expect("a line");
        assert_eq!(answer.status, 200);
        assert!(text.lines().all(|line| line == first), "two editions in one answer");
        assert_eq!(answer.header("etag"), etag::strong(&answer.body, Coding::Identity).to_str().expect("text"));
        answers += 1;
    }
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_changes_of_which_a_third_are_broken_fail_nobody_and_mix_nothing() {
    let server = Server::start();
    let (count, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let (counter, cache) = (Arc::clone(&count), EncodeCache::default());
    let asked = keep(&server.site, move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        let broken = || Err(format!("services/childline.toml:{number}: not a phone number"));
        let whole =
            || Snapshot::build(bundle(&format!("edition {number}")), Effort::Fast, &cache).map_err(|fault| fault.to_string());
        if number % 3 == 0 { broken() } else { whole() }
    });
    let mut readers = JoinSet::new();
    for _ in 0..4 {
        readers.spawn(read_until(server.address, Arc::clone(&is_over)));
    }
    let started = Instant::now();
    while count.load(Ordering::Relaxed) < 200 {
        assert!(started.elapsed() < Duration::from_secs(40), "{count:?} changes");
        asked.notify_one();
        sleep(Duration::from_millis(1)).await;
    }
    is_over.store(true, Ordering::Relaxed);
    while let Some(reader) = readers.join_next().await {
        assert!(reader.expect("no failed or mixed answer") > 50);
    }
}

#[tokio::test]
async fn bad_content_leaves_the_last_good_site_and_says_so() {
    let site = Live::new(snapshot(FIRST_EDITION));
    let is_broken = Arc::new(AtomicBool::new(true));
    let broken = Arc::clone(&is_broken);
    let asked = keep(&site, move || {
        if broken.load(Ordering::Relaxed) { Err("routing.toml:7: a dead end".to_owned()) } else { Ok(snapshot("second edition")) }
    });
    let client = Asked::of(Arc::clone(&site));
    asked.notify_one();
    until("the refusal is said", async || client.get("/health/ready", &[]).await.text().contains("stale")).await;
    let ready = client.get("/health/ready", &[]).await;
    assert_eq!(ready.status, 200, "a server with the last good content is ready");
    assert!(ready.text().contains("\"reason\":\"could-not-be-made\",\"faults\":1"), "{}", ready.text());
    assert!(!ready.text().contains("dead end"), "what is wrong is not for everybody: {}", ready.text());
    assert!(client.get("/", &[]).await.text().contains(FIRST_EDITION));

    is_broken.store(false, Ordering::Relaxed);
    asked.notify_one();
    until("the second edition is served", async || client.get("/", &[]).await.text().contains("second edition")).await;
    assert!(client.get("/health/ready", &[]).await.text().contains("\"content\":\"fresh\""));
}

#[tokio::test]
async fn a_panic_while_making_the_site_leaves_the_last_good_one() {
    let site = Live::new(snapshot(FIRST_EDITION));
    let asked = keep(&site, || panic!("on purpose"));
    asked.notify_one();
    until("the failure is said", async || site.stale().is_some()).await;
    assert!(Asked::of(site).get("/", &[]).await.text().contains(FIRST_EDITION));
}

#[tokio::test]
async fn a_sentence_that_stops_being_true_is_rendered_again_then() {
    let mut soon = bundle("open until half past");
    soon.valid_until = Some(Timestamp::now() + SignedDuration::from_millis(1_300));
    let site = Live::new(made_of(soon));
    let _asked = keep(&site, || Ok(snapshot("closed now")));
    let client = Asked::of(site);
    assert!(client.get("/", &[]).await.text().contains("open until half past"));
    sleep(Duration::from_millis(900)).await;
    assert!(client.get("/", &[]).await.text().contains("open until half past"), "it is still true");
    until("it is rendered again", async || client.get("/", &[]).await.text().contains("closed now")).await;
}

/// Else every program that is looked at on a day gone by would make its site anew for as long as it runs.
#[tokio::test]
async fn where_the_clock_stands_still_nothing_grows_out_of_date() {
    let mut then = bundle("open until half past");
    then.valid_until = Some(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1));
    let site = Live::new(made_of(then));
    let rebuild: Rebuild = Arc::new(|| Ok(snapshot("closed now")));
    let (cache, asked) = (Arc::new(EncodeCache::default()), Arc::new(Notify::new()));
    tokio::spawn(keep_fresh(Arc::clone(&site), (rebuild, nobody()), cache, Arc::clone(&asked), || Timestamp::UNIX_EPOCH));
    let client = Asked::of(site);
    sleep(Duration::from_millis(1_500)).await;
    assert!(client.get("/", &[]).await.text().contains("open until half past"));
    asked.notify_one();
    until("who asks is answered still", async || client.get("/", &[]).await.text().contains("closed now")).await;
}

#[tokio::test]
async fn what_was_compressed_fast_is_compressed_well_beside_serving() {
    let site = Live::new(snapshot(FIRST_EDITION));
    let _asked = keep(&site, || Err("not asked".to_owned()));
    let before = site.snapshot_to_keep();
    until("the best is served", async || site.snapshot().effort() == Effort::Best).await;
    assert_eq!(site.snapshot().fingerprint(), before.fingerprint());
    assert!(Asked::of(site).get("/", &[]).await.text().contains(FIRST_EDITION));
}
