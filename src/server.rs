//! Listens, and answers from a snapshot until it is told to stop.
//!
//! HTTP/1.1 (RFC 9110, RFC 9112) over plain TCP: TLS and HTTP/2 belong to what stands in front, and no forwarded header is read.
//! Takes listening sockets, a live site, limits and a future that ends when it is time to stop; gives back when the last reader has
//! been answered. It does not know content files, Markdown or templates: a rebuild comes to it as a closure.
//!
//! Reading order: [`router`] names every address that is not a ready-made page, and [`front_door`] is what happens to a request on the
//! way there and back; [`head`], [`path`], [`negotiate`], [`conditional`] and [`ranges`] are its steps; [`respond`] makes the reply.
//! [`listen`] and `wire` hold connections and let go of those that hold us. [`reload`] brings newer content in. [`metrics`] and
//! [`log`] watch the server without watching people.

mod app_state;
pub mod bind;
mod blocking;
pub mod conditional;
mod connection;
mod fallback;
mod forms;
pub mod front_door;
pub mod head;
mod health;
mod lazy_timer;
mod lingering_close;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
pub mod metrics_endpoint;
pub mod negotiate;
mod open_data;
mod open_files;
pub mod path;
pub mod ranges;
mod refusal;
pub mod reload;
pub mod reply;
pub mod respond;
pub mod router;
mod server_state;
pub mod stale;
mod timed_stream;

pub use front_door::FrontDoor;
pub use live::Live;
