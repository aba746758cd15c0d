//! What every handler of the router may use.

use std::sync::Arc;

use super::live::Live;
use crate::settings::Limits;

/// The site being served and how much of anything a client may take; cheap to clone, as axum asks of its state.
#[derive(Clone)]
pub(super) struct AppState {
    /// The site as it is being served.
    pub(super) site: Arc<Live>,
    /// How much of anything a client may take.
    pub(super) limits: Arc<Limits>,
}
