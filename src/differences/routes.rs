//! Where the answers of the report page lead, and whom they name.

use std::collections::BTreeSet;

use super::{About, Difference};
use crate::site::{NodeId, Outcome, RoutingQuestion, Site, Target, Way};

pub(super) fn differences(old: &Site, new: &Site) -> Vec<Difference> {
    let mut found = Vec::new();
    let questions: BTreeSet<&NodeId> = old.routing.questions.keys().chain(new.routing.questions.keys()).collect();
    for id in questions {
        let (before, after) = (old.routing.questions.get(id), new.routing.questions.get(id));
        let of = format!("question {id}: {}", after.or(before).map_or("", |question| question.text.as_str()));
        found.extend(changed("/report", of, before.map(|one| answers(old, one)), after.map(|one| answers(new, one))));
    }
    let outcomes: BTreeSet<&NodeId> = old.routing.outcomes.keys().chain(new.routing.outcomes.keys()).collect();
    for id in outcomes {
        let (before, after) = (old.routing.outcomes.get(id), new.routing.outcomes.get(id));
        let of = format!("answer {id}: {}", after.or(before).map_or("", |outcome| outcome.title.as_str()));
        let address = format!("/report/{id}");
        found.extend(changed(&address, of, before.map(|one| ways(old, one)), after.map(|one| ways(new, one))));
    }
    found
}

/// Each address of the report page and its answers, with all that a difference of it would be told of.
pub(super) fn told(site: &Site) -> impl Iterator<Item = (String, Vec<String>)> {
    let questions = site.routing.questions.iter().map(|(id, one)| {
        let asked = std::iter::once(format!("question {id}"));
        ("/report".to_owned(), asked.chain(answers(site, one)).collect())
    });
    questions.chain(site.routing.outcomes.values().map(|one| (one.address(), ways(site, one))))
}

/// The lines that went and came, where any did.
fn changed(address: &str, of: String, before: Option<Vec<String>>, after: Option<Vec<String>>) -> Option<Difference> {
    (before != after).then(|| Difference {
        about: About::Route,
        address: address.to_owned(),
        of,
        before: before.unwrap_or_default(),
        after: after.unwrap_or_default(),
    })
}

/// Each answer of a question, and where it leads.
fn answers(site: &Site, question: &RoutingQuestion) -> Vec<String> {
    let leads = |next: &NodeId| {
        let outcome = site.routing.outcomes.get(next).map(|outcome| outcome.title.as_str());
        let question = site.routing.questions.get(next).map(|question| question.text.as_str());
        format!("{} ({next})", outcome.or(question).unwrap_or_default())
    };
    let above = question.above.iter().map(|above| format!("{} -> {}", above.text, leads(&above.next)));
    above.chain(question.answers.iter().map(|answer| format!("{} -> {}", answer.text, leads(&answer.next)))).collect()
}

/// How urgent an answer is, and whom it names, in order.
fn ways(site: &Site, outcome: &Outcome) -> Vec<String> {
    let role = |role: &str, way: &Way| format!("{role}: {}", name(site, &way.target));
    let urgency = format!("{}, {:?}", outcome.title, outcome.urgency).to_lowercase();
    let emergency = outcome.emergency.iter().map(|_| "999".to_owned());
    let first = std::iter::once(role("first", &outcome.primary));
    let others = outcome.then.iter().map(|way| role("then", way)).chain(outcome.secondary.iter().map(|way| role("also", way)));
    let until = outcome.until_then.iter().map(|way| role("until then", way));
    let any = outcome.any_hour.iter().map(|way| role("at any hour", way));
    std::iter::once(urgency).chain(emergency).chain(first).chain(others).chain(until).chain(any).collect()
}

fn name(site: &Site, target: &Target) -> String {
    match target {
        Target::Service(id) => site.service(id).name.clone(),
        Target::Job(job) => format!("local {}", job.as_str()),
        Target::Role(id) => site.roles.get(id).map_or_else(|| id.to_string(), |role| role.name.clone()),
        Target::Page(path) => path.as_str().to_owned(),
    }
}
