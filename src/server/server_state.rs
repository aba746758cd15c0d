//! What all connections share, and how far the server is in stopping. It does not know how a connection is held.

use std::sync::Arc;

use hyper::server::conn::http1;
use tokio::sync::Semaphore;

use super::front_door::FrontDoor;
use super::live::Live;
use super::open_files;
use crate::settings::Limits;

/// How many new connections can be told at once that the server is full.
const DOOR: usize = 256;

/// How far the server is in stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ShutdownPhase {
    /// Connections are accepted and answered.
    Open,
    /// Nobody new is accepted; each answer is the last of its connection.
    Leaving,
    /// Connections without a request are closed.
    Closing,
    /// Whatever is left is cut off.
    Cut,
}

/// What all connections share.
pub(super) struct ServerState {
    pub(super) site: Arc<Live>,
    pub(super) limits: Arc<Limits>,
    pub(super) front_door: FrontDoor,
    pub(super) http: http1::Builder,
    /// One for each connection that is served.
    pub(super) places: Arc<Semaphore>,
    /// One for each new connection that has no place yet, or is being told that there is none.
    pub(super) door: Arc<Semaphore>,
}

impl ServerState {
    pub(super) fn new(site: Arc<Live>, limits: Arc<Limits>) -> Self {
        let places = open_files::make_room(limits.connections, DOOR);
        let mut http = http1::Builder::new();
        // The timed stream times heads; hyper's own timer would be set and dropped at each request.
        http.header_read_timeout(None).max_header_size(limits.head_bytes).max_buf_size(limits.head_bytes.max(64 * 1024));
        Self {
            front_door: FrontDoor::new(Arc::clone(&site), Arc::clone(&limits)),
            site,
            limits,
            http,
            places: Arc::new(Semaphore::new(places)),
            door: Arc::new(Semaphore::new(DOOR)),
        }
    }
}
