//! Who answers, when, and whether they can act.

use crate::check::words::holds;
use crate::site::{Area, Branch, Job, Outcome, OutcomeAudience, RoutingQuestion, Service, Site, Target, Way};

/// Somebody on this way answers at any hour, wherever the reader is. That somebody is there whom the reader must find, an editor may
/// say only of other countries, for which we hold no number.
pub(super) fn is_any_hour(site: &Site, outcome: &Outcome, way: &Way) -> bool {
    match &way.target {
        Target::Role(id) => is_abroad(site, outcome) && site.role(id).is_any_hour,
        target => answers_at_any_hour(site, target),
    }
}

fn answers_at_any_hour(site: &Site, target: &Target) -> bool {
    match target {
        Target::Service(id) => site.service(id).is_any_hour(),
        Target::Job(job) => site.areas.iter().all(|area| is_covered(site, area, *job)),
        Target::Role(_) | Target::Page(_) => false,
    }
}

/// The team of the day and the team of the night share the hours between them: lists show both.
pub(super) fn is_covered(site: &Site, area: &Area, job: Job) -> bool {
    let is_one = |way: &Way| match &way.target {
        Target::Role(id) => area.is_abroad && site.role(id).is_any_hour,
        target => answers_at_any_hour(site, target),
    };
    if area.ways(job).iter().any(is_one) {
        return true;
    }
    let is_team = matches!(job, Job::ChildrenServices | Job::ChildrenServicesOutOfHours);
    let night = area.ways(Job::ChildrenServicesOutOfHours);
    is_team && !night.is_empty()
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

/// It does a local job in some area, such as that of a sexual assault referral centre.
pub(super) fn does_a_job(site: &Site, way: &Way) -> bool {
    site.areas.iter().flat_map(|area| area.jobs.values().flatten()).any(|other| other.target == way.target)
}

/// They answer at any hour and can act for a child: the police, or the children's teams by day and night.
pub(super) fn can_act(site: &Site, way: &Way) -> bool {
    let is_team = match &way.target {
        Target::Job(Job::ChildrenServices | Job::ChildrenServicesOutOfHours) => answers_at_any_hour(site, &way.target),
        target => site.areas.iter().flat_map(|area| area.ways(Job::ChildrenServicesOutOfHours)).any(|way| way.target == *target),
    };
    is_team || (is_police(site, way) && answers_at_any_hour(site, &way.target))
}

/// The questions whose answers lead straight to it.
pub(super) fn asked_by<'s>(site: &'s Site, outcome: &'s Outcome) -> impl Iterator<Item = &'s RoutingQuestion> {
    site.routing.questions.values().filter(move |question| question.leads_to().any(|(next, _)| *next == outcome.id))
}

/// Its reader is outside the UK.
pub(super) fn is_abroad(site: &Site, outcome: &Outcome) -> bool {
    asked_by(site, outcome).all(|question| question.branch == Branch::Abroad)
}

/// Some reader of it said that they are outside the UK.
pub(super) fn may_be_abroad(site: &Site, outcome: &Outcome) -> bool {
    asked_by(site, outcome).any(|question| question.branch == Branch::Abroad)
}

/// A worry about a child: the answer is for those who look after, work with or live beside one.
pub(super) fn is_about_a_child(site: &Site, outcome: &Outcome) -> bool {
    let speaks_of_one = [&outcome.title, &outcome.do_now].iter().any(|text| holds(text, "child") || holds(text, "children"));
    let is_meant = |question: &RoutingQuestion| match question.branch {
        Branch::Child | Branch::Work => true,
        Branch::Abroad => false,
        _ => speaks_of_one,
    };
    let is_for_others = !matches!(outcome.audience, OutcomeAudience::YoungPeople | OutcomeAudience::Oneself);
    is_for_others && asked_by(site, outcome).any(is_meant)
}

/// They are there for young people and for nobody else.
pub(super) fn is_for_the_young(site: &Site, way: &Way) -> bool {
    matches!(&way.target, Target::Service(id) if site.service(id).for_whom == ["young-people"])
}
