//! `content/overlay.toml` as serde reads it.

use serde::Deserialize;

use super::{OwnReview, Text};

/// `content/overlay.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Areas that are not this copy's.
    #[serde(default)]
    pub without_areas: Vec<Text>,
    /// Files of the content below, such as `services/kooth.toml`.
    #[serde(default)]
    pub without: Vec<Text>,
    /// What the built-in pages may say of this copy too ([`crate::content::only_if`]).
    #[serde(default)]
    pub says: Vec<Text>,
    /// Services of this copy that partners can link to by a short address, promised to last.
    #[serde(default)]
    pub short_addresses: Vec<Text>,
    /// What the copy's own people checked of what is built in.
    #[serde(default)]
    pub review: Vec<OwnReview>,
}
