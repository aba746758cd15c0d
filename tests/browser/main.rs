//! The site in a real browser: Debian's headless Chromium through its driver. Runs when `WAYMARK_BROWSER` is set, as `tests/run` does.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod bench;
mod kit;
mod leave;
mod markup;
mod pages;
mod posters;
mod proof;
mod router;
mod walk;
mod watch;
mod wire;
