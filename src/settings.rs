//! What the operator decides: where to listen, what to serve from, what to log, how much to bear.
//!
//! Plain values with defaults, checked once and refused whole. Built from the command line and the environment elsewhere; what the
//! site *says* is in `content/site.toml` and is no business of this module.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use clap::ValueEnum;
use thiserror::Error;

/// Everything the operator decides about `waymark serve`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where pages are served. Ignored where the system hands listening sockets over.
    pub listen: Vec<SocketAddr>,
    /// Join a Waymark that already listens at the same address, so that it can be stopped without a gap.
    pub take_over: bool,
    /// How the log is written.
    pub log_form: LogForm,
    /// What the log leaves out.
    pub log_level: LogLevel,
    /// Where figures are served: this machine only.
    pub metrics: Option<SocketAddr>,
    /// How much to bear.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))],
            take_over: false,
            log_form: LogForm::Pretty,
            log_level: LogLevel::Info,
            metrics: None,
            limits: Limits::default(),
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// For a person at a terminal.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// What the log leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Faults only.
    Error,
    /// Faults, and what an operator should look at.
    Warn,
    /// One line a response.
    Info,
    /// For developers.
    Debug,
}

/// How much of anything a client may take. Times are from RFC-conformant slow phones, with room; sizes are far above what the
/// site needs and far below what would hurt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections served at once; above it, a new one gets a quick 503.
    pub connections: usize,
    /// From the first byte of a request to the end of its head. Also from a new connection to its first byte.
    pub head_time: Duration,
    /// From one answer to the next request on the same connection. Longer than the 60 seconds for which proxies keep theirs.
    pub idle_time: Duration,
    /// From the end of a request's head to the end of its body.
    pub body_time: Duration,
    /// From the first byte of an answer that the client does not take to the last that it does.
    pub write_time: Duration,
    /// From the signal to stop until what is left is cut off.
    pub drain_time: Duration,
    /// Bytes of a request target; 414 above (RFC 9110 section 4.1 asks for 8,000 at least).
    pub target_bytes: usize,
    /// Bytes of a request head; 431 above.
    pub head_bytes: usize,
    /// Bytes of a search.
    pub search_bytes: usize,
    /// Bytes of a page to check, as sent by the form, which can triple what was pasted.
    pub page_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_500,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
            body_time: Duration::from_secs(20),
            write_time: Duration::from_secs(30),
            drain_time: Duration::from_secs(10),
            target_bytes: 8_000,
            head_bytes: 32 * 1024,
            search_bytes: 4 * 1024,
            page_bytes: 3 * 256 * 1024 + 1024,
        }
    }
}

/// Why these settings cannot be used. Each is one sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// Nowhere to listen.
    #[error("no address to listen at: give one, such as 127.0.0.1:8080")]
    NowhereToListen,
    /// The same address twice.
    #[error("{0} is given twice: listen at each address once")]
    Twice(SocketAddr),
    /// Figures that others could read.
    #[error("figures are served to this machine only: {0} can be reached from outside; use 127.0.0.1 or [::1]")]
    MetricsInPublic(SocketAddr),
    /// Figures where pages are.
    #[error("{0} is where pages are served: give figures a port of their own")]
    MetricsAmongPages(SocketAddr),
    /// A limit at which nothing could be served.
    #[error("{name} is too small: at least {least}")]
    TooSmall {
        /// Which.
        name: &'static str,
        /// The least that works.
        least: &'static str,
    },
}

impl Settings {
    /// These settings, if they can be used together.
    ///
    /// # Errors
    /// With the first reason they cannot.
    pub fn checked(self) -> Result<Self, SettingsError> {
        if self.listen.is_empty() {
            return Err(SettingsError::NowhereToListen);
        }
        for (index, address) in self.listen.iter().enumerate() {
            if address.port() != 0 && self.listen[..index].contains(address) {
                return Err(SettingsError::Twice(*address));
            }
        }
        if let Some(metrics) = self.metrics {
            check_metrics(metrics, &self.listen)?;
        }
        self.limits.check()?;
        Ok(self)
    }
}

fn check_metrics(metrics: SocketAddr, listen: &[SocketAddr]) -> Result<(), SettingsError> {
    if !metrics.ip().is_loopback() {
        return Err(SettingsError::MetricsInPublic(metrics));
    }
    if metrics.port() != 0 && listen.contains(&metrics) {
        return Err(SettingsError::MetricsAmongPages(metrics));
    }
    Ok(())
}

impl Limits {
    fn check(&self) -> Result<(), SettingsError> {
        let second = Duration::from_secs(1);
        let checks = [
            (self.connections >= 1, "the ceiling on connections", "1"),
            (self.head_time >= second, "the time for a request head", "1 second"),
            (self.idle_time >= second, "the time a connection may idle", "1 second"),
            (self.body_time >= second, "the time for a request body", "1 second"),
            (self.write_time >= second, "the time to take an answer", "1 second"),
            (self.target_bytes >= 1_024, "the length of a request target", "1024 bytes"),
            (self.head_bytes >= 8_192, "the size of a request head", "8192 bytes"),
            (self.search_bytes >= 64, "the size of a search", "64 bytes"),
            (self.page_bytes >= 1_024, "the size of a page to check", "1024 bytes"),
        ];
        match checks.into_iter().find(|(is_enough, _, _)| !is_enough) {
            Some((_, name, least)) => Err(SettingsError::TooSmall { name, least }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = Settings::default();
        change(&mut settings);
        settings.checked().expect_err("refused").to_string()
    }

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("address")
    }

    #[test]
    fn what_nobody_changed_can_be_used() {
        assert_eq!(Settings::default().checked(), Ok(Settings::default()));
    }

    #[test]
    fn figures_are_never_served_to_other_machines() {
        let said = refused(|settings| settings.metrics = Some(address("0.0.0.0:9000")));
        assert!(said.contains("this machine only"), "{said}");
        let said = refused(|settings| settings.metrics = Some(address("[2001:db8::1]:9000")));
        assert!(said.contains("this machine only"), "{said}");
        let said = refused(|settings| settings.metrics = Some(settings.listen[0]));
        assert!(said.contains("a port of their own"), "{said}");
    }

    #[test]
    fn an_address_is_listened_at_once() {
        assert!(refused(|settings| settings.listen = vec![]).contains("no address"));
        assert!(refused(|settings| settings.listen = vec![address("[::1]:80"); 2]).contains("twice"));
    }

    #[test]
    fn a_limit_at_which_nobody_could_be_helped_is_refused() {
        assert!(refused(|settings| settings.limits.connections = 0).contains("connections"));
        assert!(refused(|settings| settings.limits.head_time = Duration::ZERO).contains("head"));
    }
}
