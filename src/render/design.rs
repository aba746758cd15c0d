//! The page of components: every part of a page in every state it can take, for those who change how the site looks.
//!
//! Nothing here is made up. Each state is a real service or outcome of this site, shown at a moment at which it has that state: an
//! hour at which it is open, a bank holiday, the day after its review was due. A state that no service can take is left out.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use super::a_to_z::LetterView;
use super::body::{BlockView, LimitView};
use super::card::{CardView, Cards};
use super::outcome::OutcomeView;
use super::report_page::QuestionView;
use super::services::ServiceView;
use super::shell::{ReviewView, SourceView};
use super::ways::WayView;
use crate::clock::Moment;
use crate::site::{Contact, Layout, Outcome, Page, RoutingQuestion, Service};

/// What the page of components shows.
#[derive(Debug, Serialize)]
pub(super) struct DesignView {
    pub body: Vec<BlockView>,
    pub cards: Vec<CardStateView>,
    /// Ways to get help: one primary, then others.
    pub routes: Vec<WayView>,
    /// A primary way that depends on where a child lives.
    pub local: Option<WayView>,
    /// What a service keeps private and passes on.
    pub limits: Vec<LimitView>,
    /// What happens on contact.
    pub service: Option<ServiceView>,
    /// A question whose answers are all outcomes.
    pub question: Option<QuestionView>,
    /// An outcome as the report page shows it.
    pub outcome: Option<OutcomeView>,
    /// The line at the end of an outcome.
    pub last_line: String,
    /// The first letters of the A to Z.
    pub letters: Vec<LetterView>,
    pub sources: Vec<SourceView>,
    /// A review within its time, and one past it.
    pub reviews: Vec<ReviewView>,
    pub review: ReviewView,
}

/// A card and the state it is in.
#[derive(Debug, Serialize)]
pub(super) struct CardStateView {
    /// `always`, `open`, `closed`, `unknown`, `unlisted`, `web`, `unconfirmed`, `overdue` or `withheld`.
    pub state: &'static str,
    pub card: CardView,
}

impl Cards<'_> {
    pub(super) fn design(&self, page: &Page) -> DesignView {
        let routing = &self.site.routing;
        let guide = self.site.pages.values().find(|page| page.layout == Layout::Guide && page.routes.len() > 2);
        let private = self.site.shown_services().find(|service| {
            let is_told = service.on_contact.as_ref().is_some_and(|on_contact| on_contact.value.who_answers.is_some());
            is_told && service.is_confirmed() && service.passes_on().len() > 1
        });
        let is_local = |outcome: &&Outcome| !self.way(&outcome.primary, false).areas.is_empty();
        let local = routing.outcomes.values().find(is_local);
        let short = routing.questions.values().find(|question| {
            question.answers.len() > 2 && question.answers.iter().all(|answer| routing.outcomes.contains_key(&answer.next))
        });
        let tomorrow_of_review = after(page.review.due, 1);
        DesignView {
            body: self.blocks(&page.body),
            cards: self.states(),
            routes: guide.map(|guide| self.ways(&guide.routes)).unwrap_or_default(),
            local: local.map(|outcome| self.way(&outcome.primary, false)),
            limits: private.map(LimitView::of).into_iter().collect(),
            service: private.map(|service| self.service_page(service)),
            // Not the depth it has in the tree: here it stands under a heading of the second level.
            question: short.map(|question| self.sample(question)),
            outcome: routing.outcomes.values().find(|outcome| outcome.any_hour.is_some()).map(|outcome| self.outcome(outcome)),
            last_line: routing.last_line.clone(),
            letters: self.letters().into_iter().take(3).collect(),
            sources: private
                .map(|service| service.sources.iter().filter(|source| source.is_shown).map(SourceView::of).collect())
                .unwrap_or_default(),
            reviews: [self.moment, &tomorrow_of_review].map(|moment| ReviewView::of(&page.review, self.site, moment)).into(),
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    /// A card in every state that some service of this site can take.
    fn states(&self) -> Vec<CardStateView> {
        let confirmed = || self.site.shown_services().filter(|service| service.is_confirmed());
        let always = confirmed().find(|service| service.phone().is_some_and(Contact::is_any_hour));
        let weekly = confirmed().find(|service| {
            service.phone().is_some_and(|phone| phone.sure_hours().is_some() && !phone.is_any_hour())
                && !self.is_never_withheld(service)
        });
        let unlisted = confirmed().find(|service| service.phone().is_some_and(|phone| phone.sure_hours().is_none()));
        let web = confirmed().find(|service| service.phone().is_none() && service.web().is_some());
        let unsure = self.site.shown_services().find(|service| !service.is_confirmed());
        let mut states: Vec<CardStateView> = always.map(|service| self.state("always", service)).into_iter().collect();
        if let Some(service) = weekly {
            states.extend(["open", "closed", "unknown"].into_iter().filter_map(|state| self.when(service, state)));
        }
        let as_they_are = [("unlisted", unlisted), ("web", web), ("unconfirmed", unsure)];
        states.extend(as_they_are.into_iter().filter_map(|(state, service)| Some(self.state(state, service?))));
        if let Some(service) = weekly {
            let rules = &self.site.settings.review;
            let (late, too_late) = (after(service.review.due, 1), after(service.review.due, rules.withhold_days + 1));
            states.push(Cards { site: self.site, moment: &late }.state("overdue", service));
            states.push(Cards { site: self.site, moment: &too_late }.state("withheld", service));
        }
        states
    }

    /// A question whose answers lead nowhere: their outcomes stand on the report page.
    fn sample(&self, question: &RoutingQuestion) -> QuestionView {
        let mut view = self.question(question, 2);
        for answer in view.answers.iter_mut().chain(view.above.as_mut()) {
            answer.outcome = None;
        }
        view
    }

    fn is_never_withheld(&self, service: &Service) -> bool {
        self.site.settings.review.never_withheld.contains(&service.id)
    }

    fn state(&self, state: &'static str, service: &Service) -> CardStateView {
        CardStateView { state, card: self.card(service, false) }
    }

    /// The service at the first moment of the coming weeks at which it is in `state`; on bank holidays, of the list.
    fn when(&self, service: &Service, state: &'static str) -> Option<CardStateView> {
        let hours = service.phone()?.sure_hours()?;
        let next = |at: &Timestamp| hours.value.next_change(*at, &self.moment.zone, self.site.holidays_of(service));
        let changes = std::iter::successors(Some(self.moment.now), next).take(60);
        let cards = changes.map(|at| {
            let moment = Moment::at(at);
            Cards { site: self.site, moment: &moment }.state(state, service)
        });
        cards.into_iter().find(|view| view.card.status.state == state)
    }
}

/// So many days after a date.
fn after(date: Date, days: i32) -> Moment {
    Moment::first_of(date.saturating_add(days.days()))
}
