//! What a client sees of the server: on real sockets where time, order or bytes matter, in the process where they do not.
//!
//! `small_site` is the site, `client` a client that can misbehave, `asking` a client without a socket.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

mod answers;
mod asking;
mod client;
mod exhausted;
mod forms;
mod holding_on;
mod malformed;
mod open_data;
mod parts;
mod paths;
mod reloading;
mod resting;
mod small_site;
mod stopping;
mod taking_over;
mod watching;
