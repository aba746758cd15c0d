//! Facts against their sources, online: the one room of the house that opens an outward connection, and only when an operator
//! gives the command. The server cannot name it (`tests/it/architecture.rs`).

pub mod record;
