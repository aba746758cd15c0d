//! The lists of areas without what has closed: a job that nobody is left to do in an area is done as everywhere else in its nation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, Closing};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::area::Area;
use crate::site::id::ServiceId;
use crate::site::job::Job;
use crate::site::service::serves;
use crate::site::way::Way;

impl Closing {
    /// Takes closed services out of the lists, and says who stands there instead. Of those that are `followed` their file says it.
    pub(super) fn areas(&self, site: &mut Site, followed: &BTreeSet<String>) -> Vec<Diagnostic> {
        let nations: BTreeMap<_, _> =
            site.areas.iter().filter(|area| !area.is_local).map(|area| (area.id.clone(), area.jobs.clone())).collect();
        let first = site.areas.iter().find(|area| !area.is_local).map(|area| area.id.clone());
        let mut told = Vec::new();
        for area in &mut site.areas {
            area.has_lost_a_way = area.jobs.values().flatten().any(|way| self.closed_target(way).is_some());
            let mut jobs = std::mem::take(&mut area.jobs);
            let nation = area.within.as_ref().or(first.as_ref()).filter(|_| area.is_local);
            let national = nation.and_then(|nation| nations.get(nation));
            for (job, ways) in &mut jobs {
                self.follow_in(area, ways);
                let before = ways.clone();
                self.job(area, ways, national.and_then(|jobs| jobs.get(job)).map_or(&[], Vec::as_slice));
                told.extend(
                    self.told(area, *job, &before, ways)
                        .into_iter()
                        .filter_map(|(id, fault)| (!followed.contains(id.as_str())).then_some(fault)),
                );
            }
            area.jobs = jobs;
        }
        told
    }

    fn job(&self, area: &Area, ways: &mut Vec<Way>, national: &[Way]) {
        let before = ways.clone();
        ways.retain(|way| self.closed_target(way).is_none());
        if ways.is_empty() {
            ways.extend(national.iter().filter(|way| self.closed_target(way).is_none()).cloned());
        }
        let Some(first) = before.first().filter(|_| ways.is_empty()) else { return };
        let here = |next: &Candidate| serves(&next.areas, area);
        let next = self.closed_target(first).and_then(|closed| self.instead(closed, "anyone", here));
        ways.extend(next.map(|next| next.way(first)));
        if ways.is_empty() {
            *ways = before;
            self.ways(ways, "anyone");
        }
    }

    /// Who stands in a list in which somebody closed, by the service that did.
    fn told<'w>(&self, area: &Area, job: Job, before: &'w [Way], now: &[Way]) -> Vec<(&'w ServiceId, Diagnostic)> {
        let services = now.iter().filter_map(|way| Some(format!("`{}`", way.target.service()?)));
        let shown = services.collect::<Vec<_>>();
        let shown = match shown.as_slice() {
            [] => "nobody stands".to_owned(),
            [one] => format!("{one} stands alone"),
            [first @ .., last] => format!("{} and {last} stand", first.join(", ")),
        };
        let closed = before.iter().filter_map(|way| Some((way, self.closed_target(way)?)));
        let one = |(way, id): (&Way, &'w ServiceId)| {
            let (job, name) = (job.as_str(), &area.name);
            let message =
                format!("the service `{id}` has closed: until this is rewritten, {shown} in the list `{job}` of {name}");
            let help = format!("name another service here, or say which follows it: `replaced_by` in content/services/{id}.toml");
            (id, Diagnostic::warning(way.place.clone(), Kind::NotShown, message).with_help(help))
        };
        closed.map(one).collect()
    }
}
