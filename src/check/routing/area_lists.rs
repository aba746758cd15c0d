//! What a list of an area leaves answers of the report page without: told once, where the list stands, and not once an answer.

use std::collections::BTreeMap;

use super::ages::unsuited_list;
use super::reach::is_covered;
use super::softened;
use crate::diagnostic::{Diagnostic, Kind, first_of};
use crate::site::{Area, Job, NodeId, Outcome, Site, Target, Way};

/// Rules that fail where nobody answers at any hour.
const OF_HOURS: [Kind; 4] = [Kind::NoAnyHour, Kind::NowAnswers, Kind::UntilThen, Kind::CanAct];
/// So many answers are named; the rest are counted.
const NAMED: usize = 5;

/// The faults of answers, each with its answer, without those that a list of an area brings about; and a fault for each such list.
pub(super) fn told_once(site: &Site, mut faults: Vec<(&Outcome, Diagnostic)>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut folded = Vec::new();
    for (area, job) in uncovered(site) {
        let follows = |(outcome, fault): &(&Outcome, Diagnostic)| {
            OF_HOURS.contains(&fault.kind) && outcome.ways().any(|way| way.target == Target::Job(job))
        };
        folded.extend(faults.extract_if(.., |fault| follows(fault)));
        let here: Vec<_> = folded.iter().filter(|fault| follows(fault)).collect();
        let Some(severity) = here.iter().map(|(_, fault)| fault.severity).min() else { continue };
        let answers: Vec<&NodeId> = here.iter().map(|(outcome, _)| &outcome.id).collect();
        let fault = nobody_at_any_hour(site, area, job, &named(answers));
        found.push(Diagnostic { severity, ..fault });
    }
    found.extend(faults.into_iter().map(|(_, fault)| fault));
    found.extend(of_other_ages(site));
    found
}

/// The lists in which nobody answers at any hour, though in those of the nation somebody does.
fn uncovered(site: &Site) -> Vec<(&Area, Job)> {
    let lists = site.areas.iter().flat_map(|area| area.jobs.keys().map(move |job| (area, *job)));
    lists.filter(|(area, job)| !is_covered(site, area, *job) && nation_of(site, area, *job).is_some()).collect()
}

/// The area whose list the one in question stands in place of: its nation's. The police of a nation answer as those of another do.
fn nation_of<'s>(site: &'s Site, area: &Area, job: Job) -> Option<&'s Area> {
    let is_model = |other: &&Area| match &area.within {
        Some(within) => other.id == *within,
        None => job == Job::Police && !area.is_abroad && !other.is_abroad && !other.is_local,
    };
    site.areas.iter().filter(is_model).find(|other| is_covered(site, other, job))
}

fn nobody_at_any_hour(site: &Site, area: &Area, job: Job, answers: &str) -> Diagnostic {
    let ways = area.ways(job);
    let place = ways.first().map_or_else(|| area.place.clone(), |way| way.place.clone());
    let message = format!("nobody does the job `{}` at any hour in {}, and {answers} count on it", job.as_str(), area.name);
    let service = |way: &Way| match &way.target {
        Target::Service(id) => Some(format!("`{{ service = \"{id}\" }}`")),
        _ => None,
    };
    let is_always = |way: &&Way| site.is_any_hour(way);
    let model = nation_of(site, area, job).into_iter().flat_map(|nation| nation.ways(job));
    let put_back = model.filter(is_always).find_map(service).map(|way| format!("put {way} back into the list"));
    let own = ways.iter().find_map(|way| match &way.target {
        Target::Service(id) => {
            Some(format!("if {id} answers day and night, write `always = true` under [contact.hours] in its file"))
        }
        _ => None,
    });
    Diagnostic::error(place, Kind::NoAnyHour, message).with_help(put_back.into_iter().chain(own).collect::<Vec<_>>().join("; "))
}

/// A list of an area in which nobody is for the age of those who are led to it.
fn of_other_ages(site: &Site) -> Vec<Diagnostic> {
    let mut lists: BTreeMap<(&str, Job, &str), (&Way, Vec<&Outcome>)> = BTreeMap::new();
    for outcome in site.routing.outcomes.values() {
        for way in outcome.ways() {
            let Target::Job(job) = way.target else { continue };
            for area in &site.areas {
                let Some((local, service)) = unsuited_list(site, outcome, way, area, job) else { continue };
                let key = (area.name.as_str(), job, service.id.as_str());
                lists.entry(key).or_insert_with(|| (local, Vec::new())).1.push(outcome);
            }
        }
    }
    let told = |((area, job, service), (local, outcomes)): ((&str, Job, &str), (&Way, Vec<&Outcome>))| {
        let answers = named(outcomes.iter().map(|outcome| &outcome.id).collect());
        let message = format!(
            "nobody in the list `{}` of {area} is for the age of those whom {answers} lead to it, or says so",
            job.as_str()
        );
        let help = format!(
            "if `{service}` is for them, say so in `for_whom` of content/services/{service}.toml; if not, put a service that is beside it"
        );
        let fault = Diagnostic::error(local.place.clone(), Kind::Ages, message).with_help(help);
        softened(outcomes.iter().all(|outcome| outcome.has_lost_a_way), fault)
    };
    lists.into_iter().map(told).collect()
}

/// Answers as a sentence names them.
fn named(mut answers: Vec<&NodeId>) -> String {
    answers.sort();
    answers.dedup();
    let noun = if answers.len() == 1 { "answer" } else { "answers" };
    format!("{} {noun} of the report page ({})", answers.len(), first_of(answers.iter().map(|id| id.as_str()), NAMED))
}
