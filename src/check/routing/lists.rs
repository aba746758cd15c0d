//! The local lists: whoever stands there can be reached, and the teams of day and night leave no hour out.

use super::softened;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::{Area, ContactKind, Job, OpeningHours, Site, Target, Way};

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let entries = site
        .areas
        .iter()
        .flat_map(|area| area.jobs.iter().flat_map(move |(job, ways)| ways.iter().map(move |way| (area, *job, way))));
    let entries = entries.filter_map(|(area, job, way)| Some(softened(area.has_lost_a_way, entry(site, area, job, way)?)));
    entries.chain(site.areas.iter().filter_map(|area| gap(site, area))).collect()
}

/// A warning only: a corrected hour must never be held back by what it leaves open.
fn gap(site: &Site, area: &Area) -> Option<Diagnostic> {
    let way = area.ways(Job::ChildrenServicesOutOfHours).first().filter(|_| !share_the_week(site, area))?;
    let message = format!("the teams of day and night leave hours of the week out in {}", area.name);
    let help = "look at the hours of both; if nobody answers then, name the police or a national line beside them";
    Some(Diagnostic::warning(way.place.clone(), Kind::LocalEntry, message).with_help(help))
}

fn entry(site: &Site, area: &Area, job: Job, way: &Way) -> Option<Diagnostic> {
    let error = |kind, message: String, help: &str| Some(Diagnostic::error(way.place.clone(), kind, message).with_help(help));
    if is_bare(site, area, job, way) {
        let message = format!("an entry in the lists of {} has neither a number nor an address", area.name);
        return error(Kind::LocalEntry, message, "give its service a contact, or name another");
    }
    let Target::Service(id) = &way.target else { return None };
    let service = site.service(id);
    if service.is_shown() && !service.is_confirmed() {
        let message = format!("{} is not confirmed, and stands in the lists of {}", service.name, area.name);
        return error(Kind::NoDoor, message, "name somebody who is; such a service may stand on a page, in a sentence");
    }
    None
}

/// Nothing to press: the lists print a number, the address of a website or, where a job is done in writing, of an email.
fn is_bare(site: &Site, area: &Area, job: Job, way: &Way) -> bool {
    match &way.target {
        Target::Service(id) => {
            let service = site.service(id);
            let is_written = job == Job::Lado && service.contacts.iter().any(|contact| contact.kind == ContactKind::Email);
            service.phone().is_none() && service.web().is_none() && !is_written
        }
        Target::Role(_) => area.is_local,
        Target::Job(_) | Target::Page(_) => false,
    }
}

/// Parts of an hour in a week, as finely as hours are written.
const QUARTERS: u16 = 7 * 24 * 4;

/// The hours of the teams of day and night, one laid over the other, leave no minute of a week out. Where the hours of a team are
/// not known it is believed to be there when the other is not.
fn share_the_week(site: &Site, area: &Area) -> bool {
    let ways = [Job::ChildrenServices, Job::ChildrenServicesOutOfHours].into_iter().flat_map(|job| area.ways(job));
    let services = ways.filter_map(|way| match &way.target {
        Target::Service(id) => Some(site.service(id)),
        _ => None,
    });
    let mut weeks = Vec::new();
    for service in services {
        let mut hours = service.contacts.iter().filter(|contact| contact.kind == ContactKind::Phone).peekable();
        if hours.peek().is_none() {
            return true;
        }
        for contact in hours {
            match contact.sure_hours().map(|hours| &hours.value) {
                Some(OpeningHours::Weekly(week)) => weeks.push(week),
                Some(OpeningHours::Always) | None => return true,
            }
        }
    }
    (0..QUARTERS).all(|quarter| {
        let (day, minute) = (usize::from(quarter / 96), quarter % 96 * 15);
        let is_open = |day: usize, minute: u16, week: &crate::site::hours::Week| {
            week.days[day].iter().any(|spell| (spell.start()..spell.end()).contains(&minute))
        };
        weeks.iter().any(|week| is_open(day, minute, week) || is_open((day + 6) % 7, minute + 24 * 60, week))
    })
}
