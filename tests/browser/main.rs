//! The site in a real browser: Debian's headless Chromium through its driver. Runs when `WAYMARK_BROWSER` is set, as `tests/run` does.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]
// The older way to send a command of the DevTools protocol needs no typed command.
#![allow(deprecated)]

mod bench;
mod kit;
mod pages;
mod posters;
mod router;
mod watch;
