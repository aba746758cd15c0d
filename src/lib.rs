//! Waymark shows a worried person who to contact about child sexual abuse and its prevention, and keeps nothing about them.
//!
//! # The map
//!
//! Data flows one way, and each arrow is a plain function over owned values:
//!
//! ```text
//! files -> content -> site -> check ----------> diagnostics
//!                      |
//!                      +----> render -> snapshot -> server | export
//! ```
//!
//! Modules in reading order; each may name only those above it, and `commands` alone may name all (`tests/it/architecture.rs`
//! holds the table):
//!
//! - `parallel`: work in parts, one for each core
//! - `sequence`: numbers that look random and are always the same
//! - `nations`: the nations of the UK, by the names of their areas
//! - [`disk`]: files and folders put in place whole, or not at all
//! - [`diagnostic`]: what is wrong with the content, said so that an editor can mend it
//! - [`content`]: bytes -> typed raw documents, every value with its file and line
//! - [`site`]: the model, cross-linked; no files, no HTML, no HTTP, no clock
//! - [`paper`]: (a poster, the sizes of the style) -> how it is set on paper, and what does not fit
//! - [`check`]: the rules of the content
//! - [`clock`]: when the site must be rendered again
//! - [`search`]: site -> index; words -> what was found, and what must come first
//! - [`page_check`]: (rules, the page of a school) -> what to mend on it
//! - [`oruk`]: (site, instant) -> Open Referral UK records, and answers from them
//! - [`render`]: (site, templates, instant) -> finished texts
//! - [`differences`]: two sites and what was rendered of them -> what changes for readers
//! - [`settings`]: what the operator decides
//! - [`snapshot`]: texts -> compressed, hashed responses with their headers
//! - [`forms`]: words -> the page that answers them, from the same site as the snapshot
//! - [`export`]: a snapshot as files for any static host
//! - [`server`]: listener, look-up, negotiation, reload, shutdown
//! - [`verify`]: facts against their sources, online
//! - [`cli`], [`commands`]: the program
//!
//! # Ten words
//!
//! - **service**: an organisation that helps, with its contacts, hours and limits (`content/services/`)
//! - **job**: a task that somebody does in every area, such as `police` or `lado`; the area's file says who (`content/areas/`)
//! - **role**: somebody the reader reaches for themselves, such as a safeguarding lead
//! - **way**: a service, job, role or page that an answer names, and why
//! - **outcome**: an answer of the report page: what to do now, and the ways
//! - **fact**: a value with where it was read, when, and how sure we are
//! - **overlay**: the folder of another region's copy, laid over the built-in content
//! - **moment**: an instant as people in the UK read it: day, hour and bank holiday
//! - **snapshot**: every answer of the server, ready to send
//! - **diagnostic**: a fault of the content, with its file, line and a way to mend it
//!
//! # What never holds
//!
//! - `site` never names `content` (only `site::assemble` takes raw documents in), and never reads a clock or a file.
//! - `render` never names `axum`, `hyper` or `http`; `snapshot` never names `site`; `server` never names `content` or `site`.
//! - No stage holds a lock. The only shared thing that changes is the pointer to the snapshot, in `server::live`.
//! - Nothing about a reader is kept. Only `verify` opens an outward connection, by an operator's command and never while serving:
//!   `server` cannot name it, and no other module names its HTTP client.

mod parallel;

mod sequence;

mod nations;

pub mod disk;

pub mod diagnostic;

pub mod content;

pub mod site;

pub mod paper;

pub mod check;

pub mod clock;

pub mod search;

pub mod page_check;

pub mod oruk;

pub mod render;

pub mod differences;

pub mod settings;

pub mod snapshot;

pub mod forms;

pub mod export;

pub mod server;

pub mod verify;

pub mod cli;

pub mod commands;
