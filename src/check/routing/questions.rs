//! Answers that can be true together, "not sure", and outcomes with more than one door.

use std::collections::BTreeMap;

use super::reach::can_act;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::id::NodeId;
use crate::site::routing::{Answer, Outcome, Question};

/// Most answers a person may have to read.
const MOST_ANSWERS: usize = 10;

pub(super) fn check(site: &Site, question: &Question) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut fault = |kind, message: &str, help: &str| {
        let message = format!("the question `{}` {message}", question.id);
        found.push(Diagnostic::warning(question.place.clone(), kind, message).with_help(help));
    };
    if question.kind.is_none() {
        fault(Kind::QuestionKind, "does not say what all its answers say", "add kind = \"who\", \"when\", \"age\" or \"what\"");
    }
    if question.answers.len() > MOST_ANSWERS {
        fault(Kind::TooManyAnswers, "has more than ten answers", "keep ten, the most urgent first");
    }
    let says_first = question.hint.as_ref().is_some_and(|hint| super::super::words::holds(hint, "first"));
    if !question.is_exclusive && !says_first {
        fault(
            Kind::TieBreak,
            "has answers that can be true together, and no hint that says which to choose",
            "add a hint such as \"If more than one fits, choose the first that does\", or exclusive = true",
        );
    }
    if question.answers.iter().rev().skip(1).any(|answer| answer.is_unsure) {
        fault(Kind::TieBreak, "has an answer after \"not sure\"", "put \"not sure\" last");
    }
    let ranks: Vec<u8> = question.answers.iter().map(rank).collect();
    if !ranks.is_sorted() {
        fault(Kind::TieBreak, "has danger, or the under-18s, below another answer", "put danger first, then the under-18s");
    }
    found.extend(unsure(site, question));
    found
}

/// Danger first, then a reader under 18, then the rest.
fn rank(answer: &Answer) -> u8 {
    match (answer.is_danger, is_under_18(answer)) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// The reader says that they are under 18.
pub(super) fn is_under_18(answer: &Answer) -> bool {
    let text = answer.text.to_lowercase();
    let text = text.strip_prefix("yes, ").unwrap_or(&text);
    (text.starts_with("i’m") || text.starts_with("i am")) && text.contains("under 18")
}

/// "Not sure" leads to no less than most of its neighbours do.
fn unsure(site: &Site, question: &Question) -> Option<Diagnostic> {
    let outcome = |answer: &Answer| site.routing.outcomes.get(&answer.next);
    let unsure = question.answers.iter().find(|answer| answer.is_unsure)?;
    let own = outcome(unsure)?;
    let others: Vec<&Outcome> =
        question.answers.iter().filter(|one| !one.is_unsure && !one.is_danger).filter_map(outcome).collect();
    let most = |is: &dyn Fn(&&&Outcome) -> bool| others.iter().filter(is).count() * 2 > others.len();
    let acts = |one: &Outcome| one.ways().any(|way| can_act(site, way));
    let is_weaker = most(&|one| one.urgency < own.urgency) || (most(&|one| acts(one)) && !acts(own));
    is_weaker.then(|| {
        let message = format!("\"not sure\" leads to `{}`, which is less than most of the other answers get", own.id);
        Diagnostic::warning(unsure.place.clone(), Kind::UnsureWeaker, message)
            .with_help("lead it to one as urgent as theirs, with somebody who can act")
    })
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
    let unsaid = outcomes.filter(|outcome| doors.get(&outcome.id).is_some_and(|doors| *doors > 1) && outcome.serves.len() < 2);
    let found = unsaid.map(|outcome| {
        let message = format!("answers of different questions lead to `{}`, which does not say whom it serves", outcome.id);
        Diagnostic::warning(outcome.place.clone(), Kind::SharedOutcome, message)
            .with_help("split it, or speak to each and add serves = [\"…\", \"…\"]")
    });
    found.collect()
}
