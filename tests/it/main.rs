//! What a user, an operator and an editor see, one module a subject. `tests/README.md` shows how to add a test.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod answer_rules;
mod architecture;
mod check_page;
mod claims;
mod clock_law;
mod closing;
mod confirm;
mod content;
mod deploy;
mod diagnostics;
mod export;
mod feeds;
mod first_flight;
mod freshness_law;
mod go;
mod guidance;
mod hangup;
mod kit;
mod metadata;
mod openapi;
mod operators;
mod oruk;
mod pages;
mod posters;
mod program;
mod questions;
mod release;
mod routing_rules;
mod search;
mod second_region;
mod server;
mod site_test;
mod situations;
mod verify;
mod watch;
