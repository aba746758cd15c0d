//! The graph of the report page: questions, answers, outcomes.
//!
//! A plain graph: an answer names its next node. Rules about it stand in `check::routing`; here it only has to be whole,
//! that is, every node named exists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{NodeId, PagePath, RoleId, ServiceId};
use super::text::Prose;
use super::way::Way;
use crate::diagnostic::Place;

#[derive(Debug)]
pub struct Routing {
    pub first: NodeId,
    /// The line at the end of every outcome.
    pub last_line: String,
    /// Pages linked below it, for readers whom no outcome fits as it is.
    pub last_guides: Vec<PagePath>,
    /// Services of which the first never stands without the second.
    pub together: Vec<Together>,
    pub questions: BTreeMap<NodeId, RoutingQuestion>,
    pub outcomes: BTreeMap<NodeId, Outcome>,
    /// The order outcomes were written in.
    pub order: Vec<NodeId>,
    /// The order in which they stand on the report page, where it was recorded: the one in which the page weighs least. Some may have
    /// gone since, and others come.
    pub page_order: Vec<NodeId>,
}

/// Two services that are named together, so that nobody is told of the first alone.
#[derive(Debug)]
pub struct Together {
    pub service: ServiceId,
    /// The one that stands beside it wherever it is named.
    pub with: ServiceId,
    /// Why, for editors.
    pub why: String,
}

/// The group of people a question is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// What all the answers of a question say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Who it is about.
    Who,
    /// When it happened, or how far it has come.
    When,
    Age,
    /// What happened.
    What,
}

/// A line above the answers, past the question.
#[derive(Debug)]
pub struct Above {
    /// In the person's words.
    pub text: String,
    /// The question or outcome it leads to.
    pub next: NodeId,
    pub place: Place,
}

/// One question about the situation.
#[derive(Debug)]
pub struct RoutingQuestion {
    pub id: NodeId,
    pub text: String,
    /// One line under it.
    pub hint: Option<String>,
    /// The group of people it is for.
    pub branch: Branch,
    /// What all its answers say, where an editor has signed it.
    pub kind: Option<QuestionKind>,
    /// No two answers can be true together.
    pub is_exclusive: bool,
    /// A line above the answers.
    pub above: Option<Above>,
    pub answers: Vec<AnswerOption>,
    pub place: Place,
    /// The question, its hint and its answers.
    pub prose: Vec<Prose>,
}

impl RoutingQuestion {
    /// Every node it leads to, each with the place where that is written.
    pub fn leads_to(&self) -> impl Iterator<Item = (&NodeId, &Place)> {
        let above = self.above.iter().map(|above| (&above.next, &above.place));
        above.chain(self.answers.iter().map(|answer| (&answer.next, &answer.place)))
    }
}

/// What a person may choose.
#[derive(Debug)]
pub struct AnswerOption {
    /// In the person's words.
    pub text: String,
    pub next: NodeId,
    /// The "not sure" answer.
    pub is_unsure: bool,
    pub is_danger: bool,
    pub place: Place,
}

/// Whom an outcome speaks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeAudience {
    Anyone,
    YoungPeople,
    /// An adult worried about themselves.
    #[serde(rename = "self")]
    Oneself,
    /// Partners, relatives and friends.
    Family,
    /// People who work or volunteer with children.
    Work,
}

/// How soon to act (content brief B2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    Now,
    Today,
    /// In a day or two.
    Soon,
    /// When the reader is ready.
    WhenReady,
}

/// Which of the primary service's sentences on what it must pass on an outcome shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitChoice {
    /// The one for the outcome's own audience.
    OfAudience,
    /// The one for these people, as service files call them.
    Of(String),
    LeftOut,
}

impl LimitChoice {
    /// From the closed list that the schema has checked.
    pub(super) fn parse(text: Option<&str>) -> Self {
        match text {
            None => Self::OfAudience,
            Some("none") => Self::LeftOut,
            Some(people) => Self::Of(people.to_owned()),
        }
    }
}

/// Where a person is sent.
#[derive(Debug)]
pub struct Outcome {
    /// Its neutral name and address: `/report/o4`.
    pub id: NodeId,
    pub title: String,
    /// Whom it speaks to.
    pub audience: OutcomeAudience,
    /// How soon to act.
    pub urgency: Urgency,
    /// When to call 999 instead.
    pub emergency: Option<String>,
    /// The police may come first here, though its reader is worried about themselves.
    pub is_police_first: bool,
    /// What to do now, with the reason.
    pub do_now: String,
    /// Who to contact.
    pub primary: Way,
    /// The second step, where there is one.
    pub then: Option<Way>,
    /// Up to three others.
    pub secondary: Vec<Way>,
    /// Who to reach while the primary is shut, or its hours are not known.
    pub until_then: Option<Way>,
    /// Somebody who can be reached at any hour.
    pub any_hour: Option<Way>,
    /// Which of the primary's sentences on what it must pass on it shows.
    pub limit: LimitChoice,
    /// What happens when the reader gets in touch.
    pub next: Vec<String>,
    /// One true line of hope.
    pub safety: Option<String>,
    /// What not to do.
    pub dont: Option<String>,
    /// The pages that say more.
    pub guides: Vec<PagePath>,
    /// Other outcomes that may be true of the same reader.
    pub see_also: Vec<NodeId>,
    /// Each need it speaks to, where doors of different questions share it.
    pub serves: Vec<String>,
    /// What differs elsewhere.
    pub local_note: Option<String>,
    /// It is about pictures of its reader as an adult: nothing made for under-18s stands on it.
    pub is_adults_own: bool,
    /// A service that it named has closed, and it has not been rewritten since.
    pub has_lost_a_way: bool,
    pub place: Place,
    /// Every text of it.
    pub prose: Vec<Prose>,
}

impl Outcome {
    /// Every way it shows, in order.
    pub fn ways(&self) -> impl Iterator<Item = &Way> {
        let first = std::iter::once(&self.primary).chain(&self.until_then).chain(&self.then);
        first.chain(&self.secondary).chain(&self.any_hour)
    }

    pub fn address(&self) -> String {
        format!("/report/{}", self.id)
    }

    /// While somebody is named until the first opens, they are not named again below for the same reason. A person who asks for help with
    /// themselves reads of them in the longer words, which hold their limits.
    pub fn is_said_until(&self, way: &Way) -> bool {
        let longer = |until: &Way| until.why.as_ref().map(String::len) >= way.why.as_ref().map(String::len);
        self.until_then.iter().any(|until| {
            until.target == way.target && (until.why == way.why || (self.audience == OutcomeAudience::Oneself && longer(until)))
        })
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
