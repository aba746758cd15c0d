//! What a user, an operator and an editor see, one module a subject. `tests/README.md` shows how to add a test.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod architecture;
mod content;
mod diagnostics;
mod export;
mod feeds;
mod go;
mod kit;
mod openapi;
mod oruk;
mod pages;
mod posters;
mod program;
mod routing_rules;
mod search;
mod second_region;
mod server;
mod site_test;
mod situations;
mod watch;
