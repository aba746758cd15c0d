//! The site in a real browser: Debian's headless Chromium through its driver, and what is about behaviour in Firefox and `WebKit` too. Runs when
//! `WAYMARK_BROWSER`, `WAYMARK_GECKODRIVER` and `WAYMARK_WEBKIT` are set, as `tests/run` does.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod behaviour;
mod bench;
mod ears;
mod engine;
mod eyes;
mod keyboard;
mod kit;
mod leave;
mod markup;
mod old;
mod pages;
mod paper;
mod posters;
mod posters_fit;
mod proof;
mod router;
mod walk;
mod watch;
mod wire;
