//! What a user, an operator and an editor see, one module a subject. `tests/README.md` shows how to add a test.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, unreachable_pub)]

mod architecture;
mod content;
mod diagnostics;
mod metadata;
mod pages;
mod program;
mod routing_rules;
mod server;
mod site_test;
mod situations;
