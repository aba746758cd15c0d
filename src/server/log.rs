//! What is written down, and what never is.
//!
//! One line a response: time, method, status class, template and duration. No address of a client, no path below its template, no
//! query, no agent, no referrer, and nothing that was typed: not even in a panic, whose message could hold it.

use std::io::IsTerminal as _;
use std::panic;
use std::time::Duration;

use http::{Method, StatusCode};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

use crate::settings::{LogForm, LogLevel};

/// Starts the log, on standard error.
///
/// # Errors
/// When a log was started before.
pub fn start(form: LogForm, level: LogLevel) -> Result<(), TryInitError> {
    let base = tracing_subscriber::fmt().with_max_level(filter(level)).with_target(false).with_writer(std::io::stderr);
    // A file or a pipe keeps what it is sent: colours are for eyes.
    let base = base.with_ansi(std::io::stderr().is_terminal());
    match form {
        LogForm::Pretty => base.compact().finish().try_init()?,
        LogForm::Json => base.json().flatten_event(true).with_current_span(false).with_span_list(false).finish().try_init()?,
    }
    panic::set_hook(Box::new(|fault| {
        let place = fault.location().map_or_else(|| "unknown place".to_owned(), ToString::to_string);
        tracing::error!(place, "a fault of the program; the reader was sent the prepared page");
    }));
    Ok(())
}

const fn filter(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    }
}

/// Writes the line of one response.
pub(super) fn response(method: &Method, status: StatusCode, template: &'static str, took: Duration) {
    let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(method = known(method), status = class(status), template, microseconds, "response");
}

/// `2xx`; the exact status of one reader's request is nobody's business.
pub(super) const fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

/// The method, if it is one that HTTP knows: a made-up one could carry anything.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
