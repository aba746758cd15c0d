//! Listens, and answers from a snapshot until it is told to stop.
//!
//! HTTP/1.1 (RFC 9110, RFC 9112) over plain TCP: TLS and HTTP/2 belong to what stands in front, and no forwarded header is read.
//! Takes listening sockets, a live site, limits and a future that ends when it is time to stop; gives back when the last reader has
//! been answered. It does not know content files, Markdown or templates: a rebuild comes to it as a closure.
//!
//! Reading order: [`routes`] is what happens to a request; [`head`], [`path`], [`negotiate`], [`conditional`] and [`ranges`] are its
//! steps; [`respond`] writes the reply. [`listen`] and `wire` hold connections and let go of those that hold us. [`reload`] brings
//! newer content in. [`metrics`] and [`log`] watch the server without watching people.

mod alarm;
pub mod bind;
pub mod conditional;
mod connection;
mod desk;
mod farewell;
pub mod figures;
pub mod forms;
pub mod head;
pub mod health;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
pub mod negotiate;
mod open_data;
mod open_files;
pub mod path;
pub mod ranges;
pub mod reload;
pub mod respond;
pub mod routes;
mod wire;

pub use live::Live;
