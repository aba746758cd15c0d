//! What a user, an operator and an editor see, one module a subject. `tests/README.md` shows how to add a test.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod architecture;
mod check_page;
mod content;
mod diagnostics;
mod export;
mod go;
mod kit;
mod pages;
mod posters;
mod program;
mod routing_rules;
mod search;
mod server;
mod site_test;
mod situations;
mod watch;
