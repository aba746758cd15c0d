//! Who answers, when, and whether they can act.

use std::collections::BTreeSet;

use crate::site::Site;
use crate::site::area::{Area, Job};
use crate::site::routing::{Branch, Outcome, OutcomeAudience, Question};
use crate::site::service::Service;
use crate::site::way::{Target, Way};

/// Somebody on this way answers at any hour, wherever the reader is.
pub(super) fn is_any_hour(site: &Site, way: &Way) -> bool {
    match &way.target {
        Target::Service(id) => site.service(id).is_any_hour(),
        Target::Job(job) => site.areas.iter().all(|area| is_covered(site, area, *job)),
        Target::Role(id) => site.role(id).is_any_hour,
        Target::Page(_) => false,
    }
}

/// The team of the day and the team of the night share the hours between them: lists show both.
fn is_covered(site: &Site, area: &Area, job: Job) -> bool {
    let has_night = job == Job::ChildrenServices && !area.ways(Job::ChildrenServicesOutOfHours).is_empty();
    has_night || job == Job::ChildrenServicesOutOfHours || area.ways(job).iter().any(|way| is_any_hour(site, way))
}

/// 999, whatever its file is called.
pub(super) fn is_emergency(site: &Site, way: &Way) -> bool {
    matches!(&way.target, Target::Service(id) if dials_999(site.service(id)))
}

fn dials_999(service: &Service) -> bool {
    service.phone().and_then(|contact| contact.number()).is_some_and(|number| number.dialled() == "999")
}

/// The police: the local job, whoever does that job in some area, and 999.
pub(super) fn is_police(site: &Site, way: &Way) -> bool {
    let does_the_job = |area: &Area| area.ways(Job::Police).iter().any(|other| other.target == way.target);
    way.target == Target::Job(Job::Police) || is_emergency(site, way) || site.areas.iter().any(does_the_job)
}

/// They answer at any hour and can act for a child: the police, or the children's teams by day and night.
pub(super) fn can_act(site: &Site, way: &Way) -> bool {
    let is_team = match &way.target {
        Target::Job(job) => matches!(job, Job::ChildrenServices | Job::ChildrenServicesOutOfHours),
        target => site.areas.iter().flat_map(|area| area.ways(Job::ChildrenServicesOutOfHours)).any(|way| way.target == *target),
    };
    is_team || (is_police(site, way) && is_any_hour(site, way))
}

/// The questions whose answers lead straight to it.
pub(super) fn asked_by<'s>(site: &'s Site, outcome: &'s Outcome) -> impl Iterator<Item = &'s Question> {
    site.routing.questions.values().filter(move |question| question.leads_to().any(|(next, _)| *next == outcome.id))
}

/// Its reader is outside the UK.
pub(super) fn is_abroad(site: &Site, outcome: &Outcome) -> bool {
    asked_by(site, outcome).all(|question| question.branch == Branch::Abroad)
}

/// A worry about a child: the answer is for those who look after, work with or live beside one.
pub(super) fn is_about_a_child(site: &Site, outcome: &Outcome) -> bool {
    let branches: BTreeSet<&str> = asked_by(site, outcome)
        .map(|question| match question.branch {
            Branch::Child | Branch::Work => "child",
            Branch::Adult => "adult",
            _ => "other",
        })
        .collect();
    let speaks_of_one =
        || super::super::words::holds(&outcome.do_now, "child") || super::super::words::holds(&outcome.do_now, "children");
    let is_meant = branches.contains("child") || (branches.contains("adult") && speaks_of_one());
    is_meant && !matches!(outcome.audience, OutcomeAudience::YoungPeople | OutcomeAudience::Oneself)
}
