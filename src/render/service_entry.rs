//! A service as one line of a list: name, what it does, number.

use serde::Serialize;

use super::format;
use super::number::NumberView;
use crate::site::{Service, Site};

/// A service in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EntryView {
    pub name: String,
    pub href: String,
    /// One sentence.
    pub summary: String,
    pub number: Option<NumberView>,
    /// Not confirmed.
    pub is_unsure: bool,
    /// The nations it helps in, where it does not in the one of this copy: "England and Wales".
    pub only_in: Option<String>,
}

/// The nations in which a service helps, where it helps elsewhere alone.
pub(super) fn only_in(site: &Site, service: &Service) -> Option<String> {
    let nations = site.nations_elsewhere(service);
    (!nations.is_empty()).then(|| format::list(&nations))
}

impl EntryView {
    /// A service in a list.
    pub(super) fn of(site: &Site, service: &Service) -> Self {
        Self {
            name: service.name.clone(),
            href: service.address(),
            summary: service.who_for.as_ref().unwrap_or(&service.summary.value).clone(),
            number: service.phone().and_then(NumberView::of),
            is_unsure: !service.is_confirmed(),
            only_in: only_in(site, service),
        }
    }

    /// Who to turn to instead of a service that has closed: two are enough to choose from.
    pub(super) fn instead_of(site: &Site, service: &Service) -> Vec<Self> {
        site.instead_of(service).into_iter().take(2).map(|other| Self::of(site, other)).collect()
    }
}
