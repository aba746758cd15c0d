//! `content/areas/*.toml` into [`Area`]s.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{DocumentContext, in_document};
use super::{Names, unknown};
use crate::content::{Documents, Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Area, AreaId, Job, Prose, ServiceId, Target, Way};

/// One area with its place in lists. Every local job must be answered.
pub(super) fn area(document: &Located<raw::Area>, names: &Names, found: &mut Vec<Diagnostic>) -> (i64, Area) {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        if let Some(within) = &raw.within
            && !names.areas.contains(within.get_ref())
        {
            context.found.push(unknown(
                document.place(within.span()),
                "area",
                within.get_ref(),
                names.areas.iter().map(String::as_str),
            ));
        }
        let jobs = context.jobs(raw);
        let place = document.place(raw.name.span());
        let names = std::iter::once(raw.name.get_ref()).chain(&raw.also_called).chain(&raw.places);
        context.seen.extend(names.map(|name| Prose::new(place.clone(), name.as_str())));
        // A way that is written and not found is told at its own line: that is the cause.
        let is_slip = raw.jobs.keys().any(|name| Job::parse(name.get_ref()).is_none());
        let is_written =
            |job: &Job| raw.jobs.iter().any(|(name, ways)| name.get_ref() == job.as_str() && !ways.is_empty()) || is_slip;
        for job in Job::ALL.into_iter().filter(|job| jobs.get(job).is_none_or(Vec::is_empty) && !is_written(job)) {
            let message = format!("nobody does the job `{}` in {}", job.as_str(), raw.name.get_ref());
            context.found.push(
                Diagnostic::error(place.clone(), Kind::AreaGap, message).with_help("name the service, or the national way"),
            );
        }
        let area = Area {
            id: AreaId::new(document.stem()),
            name: raw.name.get_ref().clone(),
            is_local: raw.kind == "local",
            is_abroad: raw.kind == "abroad",
            within: raw.within.as_ref().map(|within| AreaId::new(within.get_ref().as_str())),
            places: raw.also_called.iter().chain(&raw.places).cloned().collect(),
            jobs,
            has_lost_a_way: false,
            place,
            prose: context.take_seen(),
        };
        (raw.order, area)
    })
}

/// The nation in which an area of this copy lies is "Elsewhere in England" beside it: the nations themselves are called alike in every
/// copy's files.
pub(super) fn name_own_nations(areas: &mut [Area]) {
    let own: BTreeSet<AreaId> = areas.iter().filter(|area| area.is_local).filter_map(|area| area.within.clone()).collect();
    for nation in areas.iter_mut().filter(|area| own.contains(&area.id)) {
        let elsewhere = format!("Elsewhere in {}", nation.name);
        nation.places.push(std::mem::replace(&mut nation.name, elsewhere));
    }
}

/// The nations in which no area of this copy lies, as a sentence names them: "Wales, Scotland or Northern Ireland".
pub(super) fn other_nations(documents: &Documents) -> String {
    let of_kind = |kind: &'static str| documents.areas.iter().filter(move |area| area.value.kind == kind);
    let own =
        |nation: &str| of_kind("local").any(|area| area.value.within.as_ref().is_some_and(|within| within.get_ref() == nation));
    let mut nations: Vec<_> = of_kind("national").filter(|nation| !own(nation.stem())).collect();
    nations.sort_by_key(|nation| nation.value.order);
    let names: Vec<&str> = nations.iter().map(|nation| nation.value.name.get_ref().as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    }
}

/// Of several areas one without its towns: whoever types one of them is shown the services of no area, or of another.
pub(super) fn without_places(documents: &[Located<raw::Area>]) -> impl Iterator<Item = Diagnostic> + '_ {
    let local = documents.iter().filter(|document| document.value.kind == "local");
    let is_one_of_several = local.clone().count() > 1;
    local.filter(move |document| is_one_of_several && document.value.places.is_empty()).map(|document| {
        let name = &document.value.name;
        let message = format!("{} has no places: whoever types a town of it is not shown its services", name.get_ref());
        let fault = Diagnostic::warning(document.place(name.span()), Kind::MissingKey, message);
        fault.with_help("write its towns and villages below `kind`: places = [\"…\", \"…\"]")
    })
}

impl DocumentContext<'_> {
    fn jobs(&mut self, raw: &raw::Area) -> BTreeMap<Job, Vec<Way>> {
        let mut jobs = BTreeMap::new();
        for (name, ways) in &raw.jobs {
            let Some(job) = Job::parse(name.get_ref()) else {
                let known = Job::ALL.map(Job::as_str);
                let fault = unknown((self.place)(name.span()), "local job", name.get_ref(), known);
                let all = format!("the jobs are {}", known.join(", "));
                self.found.push(if fault.help.is_none() { fault.with_help(all) } else { fault });
                continue;
            };
            let place = (self.place)(name.span());
            let ways = ways.iter().filter_map(|way| {
                let target = match &way.service {
                    // Who stands here in its place is told when closed services are taken out (`site::closed_services`).
                    Some(service) if self.names.closed.contains(service.get_ref()) => {
                        Target::Service(ServiceId::new(service.get_ref().as_str()))
                    }
                    _ => self.target(way.service.as_ref(), way.role.as_ref(), way.page.as_ref())?,
                };
                Some(Way { target, why: self.prose_opt(way.note.as_ref()), place: place.clone() })
            });
            jobs.insert(job, ways.collect());
        }
        jobs
    }
}
