//! Permanent short addresses, `/go/<id>`, that partners print and link to.
//!
//! A closed list from `links.toml`. Each leads to a page or a service's card of this site, never elsewhere, so that none can be
//! turned into an open redirect. It does not know how an address is answered.

use std::collections::BTreeMap;

use super::id::{LinkId, PagePath, ServiceId};
use crate::diagnostic::Place;

/// Every short address, and every id that was promised.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// What stands at `/go/<id>` today.
    pub links: BTreeMap<LinkId, ShortLink>,
    /// Ids that were published and may never go, each with its place.
    pub promised: Vec<(String, Place)>,
}

#[derive(Debug, Clone)]
pub struct ShortLink {
    pub id: LinkId,
    pub target: LinkTarget,
    /// What a person finds there, where the target's own name does not say.
    pub about: Option<String>,
    pub place: Place,
}

/// Where a short address leads: somewhere on this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of guidance.
    Page(PagePath),
    Service(ServiceId),
}

impl ShortLink {
    /// The short address: `/go/parents`.
    pub fn address(&self) -> String {
        format!("/go/{}", self.id)
    }
}

impl LinkTarget {
    /// The address it stands for: `/young-people`, `/services/childline`.
    pub fn address(&self) -> String {
        match self {
            Self::Page(path) => path.to_string(),
            Self::Service(id) => format!("/services/{id}"),
        }
    }
}

impl Links {
    /// Each short address with the address it leads to today.
    pub fn redirects(&self) -> BTreeMap<String, String> {
        self.links.values().map(|link| (link.address(), link.target.address())).collect()
    }
}
