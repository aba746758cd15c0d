//! What the server counts, as Prometheus text (exposition format 0.0.4).
//!
//! Counts by group of addresses and class of status, never by reader, address or word. Served on a loopback address of its own
//! (`figures`). It does not know requests; it is told of replies.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::StatusCode;
use jiff::Timestamp;

use crate::snapshot::Snapshot;

/// The upper edges of the duration buckets, in microseconds.
const EDGES: [u64; 10] = [50, 100, 250, 500, 1_000, 2_500, 10_000, 50_000, 250_000, 1_000_000];

const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

type ByClass = [AtomicU64; CLASSES.len()];

/// What the server counts.
#[derive(Debug, Default)]
pub struct Metrics {
    replies: Replies,
    durations: [AtomicU64; EDGES.len()],
    /// In microseconds.
    duration_sum: AtomicU64,
    duration_count: AtomicU64,
    pub(super) open: Gauge,
    /// New connections that were told that the server is full.
    pub(super) turned_away: Counter,
    /// Connections that were closed because the client was too slow, in either direction.
    pub(super) too_slow: Counter,
    /// Times that accepting a connection failed.
    pub(super) accept_faults: Counter,
    /// Times that newer content was taken up.
    pub(super) rebuilds: Counter,
    /// Times that newer content was refused.
    pub(super) failed_rebuilds: Counter,
}

/// The counters of each template, in the order in which they were first needed. Once there, a place never changes, so that finding
/// it takes no lock and no hash. There are a few dozen templates, all written in the program.
#[derive(Debug)]
struct Replies([OnceLock<(&'static str, ByClass)>; 64]);

impl Default for Replies {
    fn default() -> Self {
        Self([const { OnceLock::new() }; 64])
    }
}

impl Replies {
    /// The counters of `template`; what finds no place is counted in the last.
    fn of(&self, template: &'static str) -> &ByClass {
        let [first @ .., last] = &self.0;
        let mut placed = first.iter().map(|place| place.get_or_init(|| (template, ByClass::default())));
        let own = placed.find(|(name, _)| *name == template);
        &own.unwrap_or_else(|| last.get_or_init(|| ("other", ByClass::default()))).1
    }
}

/// A number that only grows.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A number of things that are there now.
#[derive(Debug, Default)]
pub(super) struct Gauge(Arc<AtomicU64>);

/// One of the things that are there now; counted until dropped.
#[derive(Debug)]
pub(super) struct Counted(Arc<AtomicU64>);

impl Gauge {
    pub(super) fn enter(&self) -> Counted {
        self.0.fetch_add(1, Ordering::Relaxed);
        Counted(Arc::clone(&self.0))
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub fn new() -> Self {
        Self::default()
    }

    /// Connections being served now.
    pub fn open_connections(&self) -> u64 {
        self.open.get()
    }

    pub(super) fn count(&self, template: &'static str, status: StatusCode, took: Duration) {
        self.replies.of(template)[place_of(status)].fetch_add(1, Ordering::Relaxed);
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if let Some(bucket) = EDGES.iter().position(|edge| microseconds <= *edge) {
            self.durations[bucket].fetch_add(1, Ordering::Relaxed);
        }
        self.duration_sum.fetch_add(microseconds, Ordering::Relaxed);
        self.duration_count.fetch_add(1, Ordering::Relaxed);
    }

    /// Every figure, with those of the snapshot at `now`.
    pub fn text(&self, snapshot: &Snapshot, now: Timestamp) -> String {
        let mut text = String::with_capacity(4_096);
        self.write_replies(&mut text);
        self.write_durations(&mut text);
        write_one(&mut text, "waymark_open_connections", "gauge", "Connections being served now.", self.open.get());
        let counters = [
            ("waymark_connections_turned_away_total", "New connections told that the server is full.", &self.turned_away),
            ("waymark_connections_too_slow_total", "Connections closed because the client was too slow.", &self.too_slow),
            ("waymark_accept_faults_total", "Times that accepting a connection failed.", &self.accept_faults),
        ];
        for (name, help, counter) in counters {
            write_one(&mut text, name, "counter", help, counter.get());
        }
        self.write_rebuilds(&mut text);
        write_snapshot(&mut text, snapshot, now);
        text
    }

    fn write_replies(&self, text: &mut String) {
        heading(text, "waymark_responses_total", "counter", "Responses by group of addresses and class of status.");
        let mut templates: Vec<_> = self.replies.0.iter().filter_map(OnceLock::get).collect();
        templates.sort_unstable_by_key(|(template, _)| *template);
        for (template, by_class) in templates {
            for (name, count) in CLASSES.iter().zip(by_class.iter()) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    line(text, format_args!("waymark_responses_total{{template=\"{template}\",status=\"{name}\"}} {count}"));
                }
            }
        }
    }

    fn write_durations(&self, text: &mut String) {
        const NAME: &str = "waymark_response_seconds";
        heading(text, NAME, "histogram", "From the end of a request's head until its response is ready.");
        let mut so_far = 0;
        for (edge, count) in EDGES.iter().zip(&self.durations) {
            so_far += count.load(Ordering::Relaxed);
            line(text, format_args!("{NAME}_bucket{{le=\"{}\"}} {so_far}", seconds(*edge)));
        }
        let count = self.duration_count.load(Ordering::Relaxed);
        line(text, format_args!("{NAME}_bucket{{le=\"+Inf\"}} {count}"));
        line(text, format_args!("{NAME}_sum {}", seconds(self.duration_sum.load(Ordering::Relaxed))));
        line(text, format_args!("{NAME}_count {count}"));
    }

    fn write_rebuilds(&self, text: &mut String) {
        heading(text, "waymark_rebuilds_total", "counter", "Times that the site was made anew, by result.");
        line(text, format_args!("waymark_rebuilds_total{{result=\"ok\"}} {}", self.rebuilds.get()));
        line(text, format_args!("waymark_rebuilds_total{{result=\"refused\"}} {}", self.failed_rebuilds.get()));
    }
}

/// Where a status stands in [`CLASSES`].
fn place_of(status: StatusCode) -> usize {
    usize::from(status.as_u16() / 100).saturating_sub(1).min(CLASSES.len() - 1)
}

fn write_snapshot(text: &mut String, snapshot: &Snapshot, now: Timestamp) {
    let age = now.as_second() - snapshot.rendered_at().as_second();
    write_one(text, "waymark_snapshot_age_seconds", "gauge", "Since the pages were rendered.", age);
    write_one(text, "waymark_documents", "gauge", "Texts with an address.", snapshot.counts().documents);
    if let Some(due) = snapshot.next_review() {
        let days = (due.as_second() - now.as_second()).div_euclid(24 * 60 * 60);
        write_one(text, "waymark_days_to_next_review", "gauge", "Until the first page or service is due to be checked.", days);
    }
}

fn write_one(text: &mut String, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
    heading(text, name, kind, help);
    line(text, format_args!("{name} {value}"));
}

fn heading(text: &mut String, name: &str, kind: &str, help: &str) {
    line(text, format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
}

/// Writing to a `String` cannot fail.
fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{line}");
}

/// Microseconds as seconds, in decimal and without loss.
fn seconds(microseconds: u64) -> String {
    let text = format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_counted_by_template_and_class() {
        let metrics = Metrics::new();
        metrics.count("/report/{outcome}", StatusCode::OK, Duration::from_micros(60));
        metrics.count("/report/{outcome}", StatusCode::NOT_MODIFIED, Duration::from_micros(40));
        metrics.count("/report/{outcome}", StatusCode::OK, Duration::from_secs(9));
        let mut text = String::new();
        metrics.write_replies(&mut text);
        metrics.write_durations(&mut text);
        for wanted in [
            "waymark_responses_total{template=\"/report/{outcome}\",status=\"2xx\"} 2\n",
            "waymark_responses_total{template=\"/report/{outcome}\",status=\"3xx\"} 1\n",
            "waymark_response_seconds_bucket{le=\"0.00005\"} 1\n",
            "waymark_response_seconds_bucket{le=\"0.0001\"} 2\n",
            "waymark_response_seconds_bucket{le=\"1\"} 2\n",
            "waymark_response_seconds_bucket{le=\"+Inf\"} 3\n",
            "waymark_response_seconds_sum 9.0001\n",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
    }

    #[test]
    fn a_connection_is_counted_until_it_is_dropped() {
        let metrics = Metrics::new();
        let one = metrics.open.enter();
        assert_eq!(metrics.open_connections(), 1);
        drop(one);
        assert_eq!(metrics.open_connections(), 0);
    }
}
