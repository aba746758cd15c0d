//! The router as open data (`/routing.json`), so that a partner can show the same questions.

use serde::Serialize;

use super::data_file::ROUTING;
use super::document::RenderedDocument;
use super::shell::canonical;
use crate::site::{Branch, Job, Outcome, OutcomeAudience, RoutingQuestion, Site, Target, Urgency, Way};

#[derive(Serialize)]
struct RoutingFile<'a> {
    site: &'a str,
    url: String,
    licence: &'static str,
    first: &'a str,
    last_line: &'a str,
    questions: Vec<QuestionData<'a>>,
    outcomes: Vec<OutcomeData<'a>>,
}

#[derive(Serialize)]
struct QuestionData<'a> {
    id: &'a str,
    branch: Branch,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<AboveData<'a>>,
    answers: Vec<AnswerData<'a>>,
}

#[derive(Serialize)]
struct AboveData<'a> {
    text: &'a str,
    next: &'a str,
}

#[derive(Serialize)]
struct AnswerData<'a> {
    text: &'a str,
    next: &'a str,
    not_sure: bool,
}

#[derive(Serialize)]
struct OutcomeData<'a> {
    id: &'a str,
    url: String,
    title: &'a str,
    audience: OutcomeAudience,
    urgency: Urgency,
    #[serde(skip_serializing_if = "Option::is_none")]
    emergency: Option<&'a str>,
    do_now: &'a str,
    primary: WayData<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    then: Option<WayData<'a>>,
    secondary: Vec<WayData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until_then: Option<WayData<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any_hour: Option<WayData<'a>>,
    next: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    safety: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dont: Option<&'a str>,
    guides: Vec<String>,
    see_also: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    local_note: Option<&'a str>,
}

#[derive(Serialize)]
struct WayData<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    service: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Job>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// The whole graph.
pub(super) fn routing(site: &Site) -> RenderedDocument {
    let routing = &site.routing;
    let file = RoutingFile {
        site: &site.settings.name,
        url: canonical(site, "/report"),
        licence: "CC BY 4.0",
        first: routing.first.as_str(),
        last_line: &routing.last_line,
        questions: routing.questions.values().map(question).collect(),
        outcomes: routing.order.iter().filter_map(|id| routing.outcomes.get(id)).map(|one| outcome(site, one)).collect(),
    };
    // Strings, lists and flags always serialise.
    ROUTING.document(serde_json::to_string_pretty(&file).unwrap_or_default())
}

fn question(question: &RoutingQuestion) -> QuestionData<'_> {
    let answers = question.answers.iter();
    QuestionData {
        id: question.id.as_str(),
        branch: question.branch,
        text: &question.text,
        hint: question.hint.as_deref(),
        above: question.above.as_ref().map(|above| AboveData { text: &above.text, next: above.next.as_str() }),
        answers: answers
            .map(|answer| AnswerData { text: &answer.text, next: answer.next.as_str(), not_sure: answer.is_unsure })
            .collect(),
    }
}

fn outcome<'a>(site: &'a Site, outcome: &'a Outcome) -> OutcomeData<'a> {
    let way_data = |way| way_data(site, way);
    OutcomeData {
        id: outcome.id.as_str(),
        url: canonical(site, &outcome.address()),
        title: &outcome.title,
        audience: outcome.audience,
        urgency: outcome.urgency,
        emergency: outcome.emergency.as_deref(),
        do_now: &outcome.do_now,
        primary: way_data(&outcome.primary),
        then: outcome.then.as_ref().map(way_data),
        secondary: outcome.secondary.iter().map(way_data).collect(),
        until_then: outcome.until_then.as_ref().map(way_data),
        any_hour: outcome.any_hour.as_ref().map(way_data),
        next: &outcome.next,
        safety: outcome.safety.as_deref(),
        dont: outcome.dont.as_deref(),
        guides: outcome.guides.iter().map(|path| canonical(site, path.as_str())).collect(),
        see_also: outcome.see_also.iter().map(crate::site::id::NodeId::as_str).collect(),
        local_note: outcome.local_note.as_deref(),
    }
}

fn way_data<'a>(site: &'a Site, way: &'a Way) -> WayData<'a> {
    let mut data = WayData { service: None, job: None, role: None, page: None, name: "", url: None, why: way.why.as_deref() };
    match &way.target {
        Target::Service(id) => {
            let service = site.service(id);
            (data.service, data.name) = (Some(id.as_str()), service.name.as_str());
            data.url = Some(canonical(site, &service.address()));
        }
        Target::Job(job) => (data.job, data.name) = (Some(*job), site.settings.job_name(*job)),
        Target::Role(id) => (data.role, data.name) = (Some(id.as_str()), site.role(id).name.as_str()),
        Target::Page(path) => {
            data.name = site.pages.get(path).map_or("", |page| page.title.as_str());
            data.page = Some(canonical(site, path.as_str()));
        }
    }
    data
}
