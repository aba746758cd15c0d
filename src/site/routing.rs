//! The graph of the report page: questions, answers, outcomes.
//!
//! A plain graph: an answer names its next node. Rules about it stand in `check::routing`; here it only has to be whole,
//! that is, every node named exists.

use std::collections::BTreeMap;

use serde::Serialize;

use super::id::{NodeId, PagePath, RoleId};
use super::text::Prose;
use super::way::Way;
use crate::diagnostic::Place;

/// The whole router.
#[derive(Debug)]
pub struct Routing {
    /// The first question.
    pub first: NodeId,
    /// The line at the end of every outcome.
    pub last_line: String,
    /// Questions by id.
    pub questions: BTreeMap<NodeId, Question>,
    /// Outcomes by id.
    pub outcomes: BTreeMap<NodeId, Outcome>,
    /// The order outcomes were written in.
    pub order: Vec<NodeId>,
}

/// The group of people a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Branch {
    /// Everyone, at the beginning.
    Start,
    /// An adult worried about a child.
    Child,
    /// A person under 18.
    Young,
    /// An adult worried about themselves.
    #[serde(rename = "self")]
    Oneself,
    /// Somebody worried about an adult they know.
    Adult,
    /// Somebody who works or volunteers with children.
    Work,
    /// Somebody who saw something online.
    Online,
    /// Somebody abused in the past.
    Past,
    /// Somebody outside the UK.
    Abroad,
}

impl Branch {
    /// From the closed list that the schema has checked.
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "child" => Self::Child,
            "young" => Self::Young,
            "self" => Self::Oneself,
            "adult" => Self::Adult,
            "work" => Self::Work,
            "online" => Self::Online,
            "past" => Self::Past,
            "abroad" => Self::Abroad,
            _ => Self::Start,
        }
    }
}

/// One question about the situation.
#[derive(Debug)]
pub struct Question {
    /// Its name.
    pub id: NodeId,
    /// The question.
    pub text: String,
    /// One line under it.
    pub hint: Option<String>,
    /// The group of people it is for.
    pub branch: Branch,
    /// The answers, in order.
    pub answers: Vec<Answer>,
    /// Where it was written.
    pub place: Place,
    /// The question, its hint and its answers.
    pub prose: Vec<Prose>,
}

/// What a person may choose.
#[derive(Debug)]
pub struct Answer {
    /// In the person's words.
    pub text: String,
    /// The next question or outcome.
    pub next: NodeId,
    /// The "not sure" answer.
    pub is_unsure: bool,
    /// Where it was written.
    pub place: Place,
}

/// Whom an outcome speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeAudience {
    /// Anyone.
    Anyone,
    /// Under 18.
    YoungPeople,
    /// An adult worried about themselves.
    #[serde(rename = "self")]
    Oneself,
    /// Partners, relatives and friends.
    Family,
    /// People who work or volunteer with children.
    Work,
}

impl OutcomeAudience {
    /// From the closed list that the schema has checked.
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "young-people" => Self::YoungPeople,
            "self" => Self::Oneself,
            "family" => Self::Family,
            "work" => Self::Work,
            _ => Self::Anyone,
        }
    }
}

/// How soon to act (content brief B2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// This minute.
    Now,
    /// Today.
    Today,
    /// In a day or two.
    Soon,
    /// When the reader is ready.
    WhenReady,
}

impl Urgency {
    /// From the closed list that the schema has checked.
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "now" => Self::Now,
            "today" => Self::Today,
            "soon" => Self::Soon,
            _ => Self::WhenReady,
        }
    }
}

/// Where a person is sent.
#[derive(Debug)]
pub struct Outcome {
    /// Its neutral name and address: `/report/o4`.
    pub id: NodeId,
    /// The outcome this is a variant of.
    pub variant_of: Option<String>,
    /// The heading.
    pub title: String,
    /// Whom it speaks to.
    pub audience: OutcomeAudience,
    /// How soon to act.
    pub urgency: Urgency,
    /// When to call 999 instead.
    pub emergency: Option<String>,
    /// Danger allows the police to come first here.
    pub is_danger: bool,
    /// The one thing to do now.
    pub do_now: String,
    /// Who to contact.
    pub primary: Way,
    /// The second step, where there is one.
    pub then: Option<Way>,
    /// Up to three others.
    pub secondary: Vec<Way>,
    /// Who to reach when the primary is shut.
    pub any_hour: Option<Way>,
    /// What happens next.
    pub next: Vec<String>,
    /// One warm line.
    pub safety: String,
    /// "Please do not …".
    pub dont: String,
    /// The page with more.
    pub more: Option<PagePath>,
    /// What differs elsewhere.
    pub local_note: Option<String>,
    /// The situations of the content brief (B3) it answers.
    pub situations: Vec<i64>,
    /// Where it was written.
    pub place: Place,
    /// Every text of it.
    pub prose: Vec<Prose>,
}

impl Outcome {
    /// Every way it shows, in order.
    pub fn ways(&self) -> impl Iterator<Item = &Way> {
        std::iter::once(&self.primary).chain(&self.then).chain(&self.secondary).chain(&self.any_hour)
    }

    /// Its page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/report/{}", self.id)
    }
}

/// Somebody the reader reaches for themselves; we hold no number.
#[derive(Debug)]
pub struct Role {
    /// Its name in routes.
    pub id: RoleId,
    /// What to call them.
    pub name: String,
    /// Who they are and how to reach them.
    pub text: String,
    /// An address where one can be found.
    pub url: Option<super::contact::WebAddress>,
    /// Can be reached at any hour.
    pub is_any_hour: bool,
    /// Its name and text.
    pub prose: Vec<Prose>,
}
