//! The report page: the whole graph in one document, and each outcome by itself.
//!
//! Questions nest inside the answers that lead to them, so that an open answer shows the next question with no request and no
//! script. Outcomes stand once each, after the questions; a rule of the page's own style sheet shows the one whose answer is
//! open ([`style`]). A browser without `:has()` shows every outcome, and each answer holds a link down to its own.

use serde::Serialize;

use super::body::BlockView;
use super::card::Cards;
use super::outcome::OutcomeView;
use super::shell::{LinkView, ReviewView};
use super::ways::AreaView;
use crate::site::{Job, NodeId, Outcome, Page, RoutingQuestion, Site, Target};

/// Where an outcome begins in the markup of the report page, and where it ends.
pub(super) const SECTION: [&str; 2] = ["<section class=outcome", "</section>"];

/// What the report page shows.
#[derive(Debug, Serialize)]
pub(super) struct RouterView {
    /// The opening words: the page's first block. A question in danger is not kept waiting for the others.
    pub lead: Vec<BlockView>,
    /// The page's other blocks, below the questions.
    pub below: Vec<BlockView>,
    /// The first question, and in its answers all the others.
    pub first: QuestionView,
    pub outcomes: Vec<OutcomeView>,
    /// Who does each local job elsewhere, once for all outcomes: the same lists in each would not fit the page's flights.
    pub elsewhere: Vec<ElsewhereView>,
    pub last_line: String,
    pub last_guides: Vec<LinkView>,
    pub review: ReviewView,
}

/// Who does a local job outside the home region.
#[derive(Debug, Serialize)]
pub(super) struct ElsewhereView {
    pub name: String,
    /// Who does it, area by area.
    pub areas: Vec<AreaView>,
}

/// One question at one place in the tree.
#[derive(Debug, Serialize)]
pub(super) struct QuestionView {
    pub id: String,
    /// 1 for the first question.
    pub depth: usize,
    pub text: String,
    pub hint: Option<String>,
    pub above: Option<AnswerView>,
    pub answers: Vec<AnswerView>,
}

/// An answer and what it leads to.
#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    pub text: String,
    /// It leads to another question,
    pub question: Option<Box<QuestionView>>,
    /// or to an outcome.
    pub outcome: Option<OutcomeLink>,
}

/// Which outcome an answer leads to.
#[derive(Debug, Serialize)]
pub(super) struct OutcomeLink {
    /// Its neutral name.
    pub id: String,
    /// Its heading, which is what the link to it says.
    pub title: String,
}

/// The page's own style: an outcome shows when an answer that leads to it is open and so is every answer above that one.
pub(super) fn style(site: &Site) -> String {
    let shown = site.routing.order.iter().map(|id| format!("#router:has([href='#{id}']:not(details:not([open]) *))~#{id}"));
    let hidden = "@supports selector(:has(a)){.outcome{display:none}";
    format!("{hidden}{}{{display:block}}}}", shown.collect::<Vec<_>>().join(","))
}

/// `o12-5` is twelve, five.
fn numbers_in(id: &str) -> Vec<u32> {
    id.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

impl Cards<'_> {
    pub(super) fn router(&self, page: &Page) -> RouterView {
        let routing = &self.site.routing;
        let mut outcomes: Vec<&Outcome> = routing.outcomes.values().collect();
        // Only one answer is ever seen, so they may stand in any order: in the one that was recorded. Of others, near numbers are about
        // one thing and say much the same.
        let place = |outcome: &Outcome| routing.page_order.iter().position(|id| *id == outcome.id).unwrap_or(usize::MAX);
        outcomes.sort_by_cached_key(|outcome| (place(outcome), numbers_in(outcome.id.as_str())));
        let (lead, below) = page.body.split_at(page.body.len().min(1));
        RouterView {
            lead: self.blocks(lead),
            below: self.blocks(below),
            first: self.question(&routing.questions[&routing.first], 1),
            outcomes: outcomes.into_iter().map(|outcome| self.outcome(outcome)).collect(),
            elsewhere: self.elsewhere(),
            last_line: routing.last_line.clone(),
            last_guides: self.links(&routing.last_guides),
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    fn elsewhere(&self) -> Vec<ElsewhereView> {
        let is_named =
            |job: &Job| self.site.routing.outcomes.values().flat_map(Outcome::ways).any(|way| way.target == Target::Job(*job));
        let view = |job: Job| ElsewhereView { name: self.site.settings.job_name(job).to_owned(), areas: self.areas(job) };
        Job::ALL.into_iter().filter(is_named).map(view).collect()
    }

    /// `check::routing` proved that the graph has no circle and is at most four deep, so this ends.
    pub(super) fn question(&self, question: &RoutingQuestion, depth: usize) -> QuestionView {
        QuestionView {
            id: question.id.to_string(),
            depth,
            text: question.text.clone(),
            hint: question.hint.clone(),
            above: question.above.as_ref().map(|above| self.answer(&above.text, &above.next, depth)),
            answers: question.answers.iter().map(|answer| self.answer(&answer.text, &answer.next, depth)).collect(),
        }
    }

    fn answer(&self, text: &str, next: &NodeId, depth: usize) -> AnswerView {
        let outcome = self.site.routing.outcomes.get(next);
        AnswerView {
            text: text.to_owned(),
            question: self.next_question(next, depth).map(Box::new),
            outcome: outcome.map(|outcome| OutcomeLink { id: outcome.id.to_string(), title: outcome.title.clone() }),
        }
    }

    /// Deeper than any sound graph, a circle is cut: the fault is reported by `check`, and rendering must still end.
    fn next_question(&self, node: &NodeId, depth: usize) -> Option<QuestionView> {
        const DEEPEST: usize = 8;
        let question = self.site.routing.questions.get(node).filter(|_| depth < DEEPEST)?;
        Some(self.question(question, depth + 1))
    }
}
