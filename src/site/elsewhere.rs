//! What helps in other nations alone than the one in which a copy lies: the one rule for every list.
//!
//! Such a service stays, for readers whose child lives across the border, and stands apart from the others or after them.

use super::Site;
use super::area::Area;
use super::id::AreaId;
use super::service::Service;
use crate::nations::FIRST_NATION;

impl Site {
    /// The nation in which every area of this copy lies, if it has any.
    pub fn own_nation(&self) -> Option<&AreaId> {
        let mut locals = self.areas.iter().filter(|area| area.is_local);
        let own = locals.next()?.within.as_ref()?;
        locals.all(|area| area.within.as_ref() == Some(own)).then_some(own)
    }

    /// It helps nobody where this copy lies. In a copy of the first nation, and in one that has no area of its own, none is elsewhere.
    pub fn is_elsewhere(&self, service: &Service) -> bool {
        let is_of_the_first = |area: &Area| area.within.as_ref().is_none_or(|nation| nation.as_str() == FIRST_NATION);
        !self.helps_here(service) && !self.areas.iter().any(|area| area.is_local && is_of_the_first(area))
    }

    /// It helps in an area of this copy's own; where there is none, everybody does.
    pub fn helps_here(&self, service: &Service) -> bool {
        let mut locals = self.areas.iter().filter(|area| area.is_local).peekable();
        locals.peek().is_none() || locals.any(|area| service.helps_in(area))
    }

    /// The nations that a service elsewhere helps in, by name, in the order of the areas.
    pub fn nations_elsewhere(&self, service: &Service) -> Vec<&str> {
        if !self.is_elsewhere(service) {
            return Vec::new();
        }
        let is_named = |area: &&Area| service.areas.iter().any(|named| named == area.id.as_str());
        self.areas.iter().filter(is_named).map(|area| area.name.as_str()).collect()
    }
}
