//! The report page: the whole graph in one document, and each outcome by itself.
//!
//! Questions nest inside the answers that lead to them, so that an open answer shows the next question with no request and no
//! script. Outcomes stand once each, after the questions; a rule of the page's own style sheet shows the one whose answer is
//! open ([`style`]). A browser without `:has()` shows every outcome, and each answer holds a link down to its own.

use serde::Serialize;

use super::body::BlockView;
use super::card::Cards;
use super::shell::{HeadView, LinkView, ReviewView, canonical};
use super::ways::WayView;
use crate::site::Site;
use crate::site::id::NodeId;
use crate::site::page::Page;
use crate::site::routing::{Outcome, OutcomeAudience, Question, Urgency};

/// What the report page shows.
#[derive(Debug, Serialize)]
pub(super) struct RouterView {
    /// The opening words.
    pub body: Vec<BlockView>,
    /// The first question, and in its answers all the others.
    pub first: QuestionView,
    /// Every outcome, once.
    pub outcomes: Vec<OutcomeView>,
    /// The day before which no hours on this page were read.
    pub hours_listed: Option<String>,
    /// The line at the end of every outcome.
    pub last_line: String,
    /// Who checked it and when.
    pub review: ReviewView,
}

/// One question at one place in the tree.
#[derive(Debug, Serialize)]
pub(super) struct QuestionView {
    /// Its name.
    pub id: String,
    /// 1 for the first question.
    pub depth: usize,
    /// The question.
    pub text: String,
    /// One line under it.
    pub hint: Option<String>,
    /// The answers.
    pub answers: Vec<AnswerView>,
}

/// An answer and what it leads to.
#[derive(Debug, Serialize)]
pub(super) struct AnswerView {
    /// In the person's words.
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
}

/// An outcome.
#[derive(Debug, Serialize)]
pub(super) struct OutcomeView {
    /// Its neutral name.
    pub id: String,
    /// Its page.
    pub href: String,
    /// The heading.
    pub title: String,
    /// Whom it speaks to.
    pub audience: OutcomeAudience,
    /// How soon to act.
    pub urgency: Urgency,
    /// When to call 999 instead.
    pub emergency: Option<String>,
    /// The one thing to do now.
    pub do_now: String,
    /// Who to contact.
    pub primary: WayView,
    /// The second step.
    pub then: Option<WayView>,
    /// Up to three others.
    pub secondary: Vec<WayView>,
    /// Who to reach while the primary is shut.
    pub until_then: Option<WayView>,
    /// Somebody who can be reached at any hour.
    pub any_hour: Option<WayView>,
    /// What happens when the reader gets in touch.
    pub next: Vec<String>,
    /// One true line of hope.
    pub safety: Option<String>,
    /// What not to do.
    pub dont: Option<String>,
    /// The pages that say more.
    pub guides: Vec<LinkView>,
    /// What differs elsewhere.
    pub local_note: Option<String>,
    /// Services that must pass things on, and what, on outcomes for people who ask for help.
    pub limits: Vec<super::body::LimitView>,
}

/// What an outcome's own page shows.
#[derive(Debug, Serialize)]
pub(super) struct OutcomePageView {
    /// The outcome.
    pub outcome: OutcomeView,
    /// The day before which no hours on this page were read.
    pub hours_listed: Option<String>,
    /// The line at the end.
    pub last_line: String,
}

/// The page's own style: an outcome shows when an answer that leads to it is open and so is every answer above that one.
#[must_use]
pub(super) fn style(site: &Site) -> String {
    let shown = site.routing.order.iter().map(|id| format!("#router:has([href='#{id}']:not(details:not([open]) *))~#{id}"));
    let hidden = "@supports selector(:has(a)){.outcome{display:none}";
    format!("{hidden}{}{{display:block}}}}", shown.collect::<Vec<_>>().join(","))
}

impl Cards<'_> {
    /// The view of the report page.
    #[must_use]
    pub(super) fn router(&self, page: &Page) -> RouterView {
        let routing = &self.site.routing;
        RouterView {
            body: self.blocks(&page.body),
            first: self.question(&routing.questions[&routing.first], 1),
            outcomes: self.outcomes(),
            hours_listed: self.hours_listed(),
            last_line: routing.last_line.clone(),
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    /// Every outcome once. Those with the same primary way stand together: only one is ever seen, and neighbours that share most
    /// of their text compress best.
    fn outcomes(&self) -> Vec<OutcomeView> {
        let mut views: Vec<OutcomeView> = self.site.routing.outcomes.values().map(|outcome| self.outcome(outcome)).collect();
        views.sort_by(|a, b| (&a.primary.name, a.urgency, &a.id).cmp(&(&b.primary.name, b.urgency, &b.id)));
        views
    }

    /// `check::routing` proved that the graph has no circle and is at most four deep, so this ends.
    pub(super) fn question(&self, question: &Question, depth: usize) -> QuestionView {
        let answers = question.answers.iter().map(|answer| AnswerView {
            text: answer.text.clone(),
            question: self.next_question(&answer.next, depth).map(Box::new),
            outcome: self.site.routing.outcomes.get(&answer.next).map(|outcome| OutcomeLink { id: outcome.id.to_string() }),
        });
        QuestionView {
            id: question.id.to_string(),
            depth,
            text: question.text.clone(),
            hint: question.hint.clone(),
            answers: answers.collect(),
        }
    }

    /// Deeper than any sound graph, a circle is cut: the fault is reported by `check`, and rendering must still end.
    fn next_question(&self, node: &NodeId, depth: usize) -> Option<QuestionView> {
        const DEEPEST: usize = 8;
        let question = self.site.routing.questions.get(node).filter(|_| depth < DEEPEST)?;
        Some(self.question(question, depth + 1))
    }

    /// The view of one outcome.
    #[must_use]
    pub(super) fn outcome(&self, outcome: &Outcome) -> OutcomeView {
        let mut ways = self.ways(outcome.ways()).into_iter();
        let mut next = || ways.next();
        // In the order of `Outcome::ways`: primary, until then, then, secondary, any hour.
        let primary = next().unwrap_or_else(|| self.way(&outcome.primary, false));
        let until_then = outcome.until_then.as_ref().and_then(|_| next());
        let then = outcome.then.as_ref().and_then(|_| next());
        let secondary = outcome.secondary.iter().filter_map(|_| next()).collect();
        let any_hour = outcome.any_hour.as_ref().and_then(|_| next());
        OutcomeView {
            id: outcome.id.to_string(),
            href: outcome.address(),
            title: outcome.title.clone(),
            audience: outcome.audience,
            urgency: outcome.urgency,
            emergency: outcome.emergency.clone(),
            do_now: outcome.do_now.clone(),
            primary,
            then,
            secondary,
            until_then,
            any_hour,
            next: outcome.next.clone(),
            safety: outcome.safety.clone(),
            dont: outcome.dont.clone(),
            guides: self.links(&outcome.guides),
            local_note: outcome.local_note.clone(),
            limits: self.outcome_limits(outcome),
        }
    }

    /// The oldest day on which shown hours were read.
    pub(super) fn hours_listed(&self) -> Option<String> {
        let contacts = self.site.shown_services().flat_map(|service| &service.contacts);
        contacts.filter_map(|contact| Some(contact.sure_hours()?.recorded)).min().map(super::words_for::date)
    }

    /// People who ask for help with themselves or their family see what the primary service must pass on before its number.
    fn outcome_limits(&self, outcome: &Outcome) -> Vec<super::body::LimitView> {
        if !matches!(outcome.audience, OutcomeAudience::Oneself | OutcomeAudience::Family) {
            return Vec::new();
        }
        self.site.services_of(&outcome.primary).into_iter().map(super::body::LimitView::of).collect()
    }

    /// The head of an outcome's page: the same neutral title for all.
    #[must_use]
    pub(super) fn outcome_head(&self, outcome: &Outcome, tab: &str) -> HeadView {
        HeadView {
            tab: tab.to_owned(),
            title: outcome.title.clone(),
            description: String::new(),
            path: outcome.address(),
            canonical: canonical(self.site, &outcome.address()),
            is_sensitive: true,
            has_menu: true,
            is_hidden: false,
        }
    }
}
