//! Who does a local job for readers under 18.

use super::Site;
use super::area::Area;
use super::job::Job;
use super::way::Way;

impl Site {
    /// The ways to reach whoever does `job` in `area` as a reader under 18 is given them: where no file there says that its service is
    /// for them, the ways of the nation, since nobody knows whether they may come to the other by themselves.
    pub fn ways_for_under_18s<'s>(&'s self, area: &'s Area, job: Job) -> &'s [Way] {
        let own = area.ways(job);
        // The police are for everyone, whatever a file says.
        if job == Job::Police || self.holds_some_for_under_18s(own) {
            return own;
        }
        let nation = area.within.as_ref().and_then(|within| self.areas.iter().find(|other| other.id == *within));
        nation.map(|nation| nation.ways(job)).filter(|ways| self.holds_some_for_under_18s(ways)).unwrap_or(own)
    }

    /// Ways without a service, such as a page, are for everyone.
    fn holds_some_for_under_18s(&self, ways: &[Way]) -> bool {
        let mut services = ways.iter().flat_map(|way| self.services_of(way)).peekable();
        services.peek().is_none() || services.any(super::service::Service::is_for_under_18s)
    }
}
