//! Answers that can be true together, "not sure", and outcomes with more than one door.

use std::collections::BTreeMap;

use super::reach::{can_act, is_about_a_child};
use crate::diagnostic::{Diagnostic, Kind, Severity};
use crate::site::{AnswerOption, Branch, Job, NodeId, Outcome, RoutingQuestion, Site, Target, Urgency};

/// Most answers a person may have to read.
const MOST_ANSWERS: usize = 10;

pub(super) fn check(site: &Site, question: &RoutingQuestion) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |severity, kind, message: &str, help: &str| {
        let message = format!("the question `{}` {message}", question.id);
        found.push(Diagnostic { severity, ..Diagnostic::error(question.place.clone(), kind, message).with_help(help) });
    };
    if question.kind.is_none() {
        let help = "add kind = \"who\", \"when\", \"age\" or \"what\"";
        fault(Severity::Warning, Kind::QuestionKind, "does not say what all its answers say", help);
    }
    if question.answers.len() > MOST_ANSWERS {
        fault(Severity::Warning, Kind::TooManyAnswers, "has more than ten answers", "keep ten, the most urgent first");
    }
    let says_first = question.hint.as_ref().is_some_and(|hint| hint.to_lowercase().contains("choose the first"));
    if !question.is_exclusive && !says_first {
        fault(
            Severity::Error,
            Kind::TieBreak,
            "has answers that can be true together, and no hint that says which to choose",
            "add a hint such as \"Choose the first that fits\", or exclusive = true",
        );
    }
    if question.answers.iter().rev().skip(1).any(|answer| answer.is_unsure) {
        fault(Severity::Error, Kind::TieBreak, "has an answer after \"not sure\"", "put \"not sure\" last");
    }
    let ranks: Vec<u8> = question.answers.iter().map(rank).collect();
    if !ranks.is_sorted() {
        let message = "has danger, or the under-18s, below another answer";
        fault(Severity::Error, Kind::TieBreak, message, "put danger first, then the under-18s");
    }
    found.extend(question.answers.iter().filter_map(|answer| declared(site, question, answer)));
    found.extend(unsure(site, question));
    found
}

/// Danger leads to an answer at once, and the first question asks of nothing else.
fn declared(site: &Site, question: &RoutingQuestion, answer: &AnswerOption) -> Option<Diagnostic> {
    let is_asked_on = answer.is_danger && site.routing.questions.contains_key(&answer.next);
    let is_missing = question.id == site.routing.first && !answer.is_unsure && !answer.is_danger;
    let (message, help) = match (is_asked_on, is_missing) {
        (true, _) => ("who declares danger is asked another question", "lead it to an outcome that begins with 999"),
        (_, true) => ("the first question asks of danger, and this answer does not declare it", "add danger = true"),
        _ => return None,
    };
    Some(Diagnostic::error(answer.place.clone(), Kind::DeclaredDanger, message).with_help(help))
}

/// Danger first, then a reader under 18, then the rest.
fn rank(answer: &AnswerOption) -> u8 {
    match (answer.is_danger, is_under_18(answer)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// The reader says that they are under 18.
pub(super) fn is_under_18(answer: &AnswerOption) -> bool {
    let text = answer.text.to_lowercase();
    let text = text.strip_prefix("yes, ").unwrap_or(&text);
    (text.starts_with("i’m") || text.starts_with("i am")) && text.contains("under 18")
}

/// "Not sure" leads to no less than its neighbours do: as soon, with somebody who can act and with children's services where one of
/// them has those.
fn unsure(site: &Site, question: &RoutingQuestion) -> Option<Diagnostic> {
    let outcome = |answer: &AnswerOption| site.routing.outcomes.get(&answer.next);
    let unsure = question.answers.iter().find(|answer| answer.is_unsure)?;
    let own = outcome(unsure).or_else(|| not_sure_of(site, &unsure.next))?;
    let others: Vec<&Outcome> =
        question.answers.iter().filter(|one| !one.is_unsure && !one.is_danger).filter_map(outcome).collect();
    let is_asked_on = outcome(unsure).is_none();
    let sooner = others.iter().filter(|one| one.urgency < own.urgency).count() * 2 > others.len();
    let acts = |one: &Outcome| one.ways().any(|way| can_act(site, way));
    let has_team = |one: &Outcome| one.ways().any(|way| way.target == Target::Job(Job::ChildrenServices));
    // A stranger's picture on the web has no council to look after it.
    let has_council = !matches!(question.branch, Branch::Online | Branch::Abroad);
    let is_more = |one: &&&Outcome| one.urgency != Urgency::Now && is_about_a_child(site, one);
    let is_weaker = |one: &&Outcome| (acts(one) && !acts(own)) || (has_council && has_team(one) && !has_team(own));
    if (!sooner || is_asked_on) && !others.iter().filter(is_more).any(is_weaker) {
        return None;
    }
    let has_lost_a_way = own.has_lost_a_way || others.iter().any(|one| one.has_lost_a_way);
    let message = format!("\"not sure\" leads to `{}`, which is less than the other answers get", own.id);
    let fault = Diagnostic::error(unsure.place.clone(), Kind::UnsureWeaker, message).with_help(
        "lead it to one as urgent as theirs, with somebody who can act, and children's services where they have those",
    );
    Some(super::softened(has_lost_a_way, fault))
}

/// Where somebody comes who is not sure at the next question either.
fn not_sure_of<'s>(site: &'s Site, next: &NodeId) -> Option<&'s Outcome> {
    let next = site.routing.questions.get(next)?.answers.iter().find(|answer| answer.is_unsure)?;
    site.routing.outcomes.get(&next.next)
}

/// Outcomes behind doors of different questions, which do not say whom they serve.
pub(super) fn shared(site: &Site) -> Vec<Diagnostic> {
    let mut doors: BTreeMap<&NodeId, usize> = BTreeMap::new();
    for question in site.routing.questions.values() {
        let mut led_to: Vec<&NodeId> = question.leads_to().map(|(next, _)| next).collect();
        led_to.sort();
        led_to.dedup();
        for next in led_to {
            *doors.entry(next).or_default() += 1;
        }
    }
    let outcomes = site.routing.outcomes.values();
    let unsaid = outcomes
        .filter(|outcome| doors.get(&outcome.id).is_some_and(|doors| *doors > 1) && outcome.serves.len() < doors[&outcome.id]);
    let found = unsaid.map(|outcome| {
        let message = format!("answers of different questions lead to `{}`, which does not say whom it serves", outcome.id);
        Diagnostic::warning(outcome.place.clone(), Kind::SharedOutcome, message)
            .with_help("split it, or speak to each and add serves = [\"…\", \"…\"]")
    });
    found.collect()
}
