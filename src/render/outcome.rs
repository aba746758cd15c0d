//! An answer of the report page, whole: the same view for the report page, for the answer's own page and for open data.

use serde::Serialize;

use super::card::Cards;
use super::shell::{HeadView, LinkView, canonical};
use super::ways::WayView;
use crate::site::{Branch, LimitChoice, Outcome, OutcomeAudience, RoutingQuestion, Site, Target, Urgency, Way};

#[derive(Debug, Serialize)]
pub(super) struct OutcomeView {
    /// Its neutral name.
    pub id: String,
    pub href: String,
    pub title: String,
    pub urgency: Urgency,
    pub do_now: String,
    pub emergency: Option<String>,
    pub primary: WayView,
    /// What the primary must pass on, in one sentence.
    pub limit: Option<String>,
    /// Who to reach meanwhile, where the primary is shut or its hours are not known.
    pub until: Option<UntilView>,
    /// The others who can help, in order.
    pub others: Vec<OtherView>,
    pub next: Vec<String>,
    pub dont: Option<String>,
    pub local_note: Option<String>,
    pub safety: Option<String>,
    pub guides: Vec<LinkView>,
    pub see_also: Vec<SeeAlsoView>,
    /// Its reader said that they are elsewhere: no area is nearer than the others.
    pub is_abroad: bool,
    /// Its reader is under 18: a chat stands beside the first of the others, for who cannot speak aloud.
    pub is_young: bool,
}

/// Another outcome that may be true as well.
#[derive(Debug, Serialize)]
pub(super) struct SeeAlsoView {
    /// Its id: the place on the report page.
    pub id: String,
    pub href: String,
    pub title: String,
}

/// Who to reach while the first is shut.
#[derive(Debug, Serialize)]
pub(super) struct UntilView {
    /// The first is known to be shut; otherwise its hours are not known.
    pub is_shut: bool,
    pub way: WayView,
}

#[derive(Debug, Serialize)]
pub(super) struct OtherView {
    /// The second step, after the first.
    pub is_second: bool,
    pub way: WayView,
}

/// What an outcome's own page shows.
#[derive(Debug, Serialize)]
pub(super) struct OutcomePageView {
    pub outcome: OutcomeView,
    /// The line at the end.
    pub last_line: String,
    pub last_guides: Vec<LinkView>,
}

impl Cards<'_> {
    pub(super) fn outcome(&self, outcome: &Outcome) -> OutcomeView {
        let is_abroad = is_abroad(self.site, outcome);
        let ways = self.ways(outcome.ways()).into_iter().zip(outcome.ways());
        let is_young = outcome.audience == OutcomeAudience::YoungPeople;
        let mut ways = ways.map(|(view, way)| match (is_abroad, is_young) {
            (true, _) => self.for_abroad(view, way),
            (false, true) => self.for_under_18s(view, way),
            (false, false) => view,
        });
        let mut view_of = |way: Option<&Way>| way.and_then(|_| ways.next());
        // In the order of `Outcome::ways`: primary, until then, then, secondary, any hour.
        let primary = view_of(Some(&outcome.primary)).unwrap_or_else(|| self.way(&outcome.primary, false));
        let until = view_of(outcome.until_then.as_ref()).and_then(|way| until(&primary, way));
        let second = view_of(outcome.then.as_ref()).map(|way| OtherView { is_second: true, way });
        let mut others: Vec<OtherView> = second.into_iter().collect();
        let more = outcome.secondary.iter().chain(outcome.any_hour.as_ref().filter(|way| is_new(outcome, way, until.is_some())));
        let more = more.filter_map(|way| Some((way, OtherView { is_second: false, way: view_of(Some(way))? })));
        others.extend(more.filter(|(way, _)| until.is_none() || !outcome.is_said_until(way)).map(|(_, other)| other));
        OutcomeView {
            id: outcome.id.to_string(),
            href: outcome.address(),
            title: outcome.title.clone(),
            urgency: outcome.urgency,
            do_now: outcome.do_now.clone(),
            emergency: outcome.emergency.clone(),
            limit: limit(self.site, outcome),
            primary,
            until,
            others,
            next: outcome.next.clone(),
            dont: outcome.dont.clone(),
            local_note: outcome.local_note.clone(),
            safety: outcome.safety.clone(),
            guides: self.links(&outcome.guides),
            see_also: self.see_also(outcome),
            is_abroad,
            is_young,
        }
    }

    fn see_also(&self, outcome: &Outcome) -> Vec<SeeAlsoView> {
        let others = outcome.see_also.iter().filter_map(|id| self.site.routing.outcomes.get(id));
        let view = |other: &Outcome| SeeAlsoView { id: other.id.to_string(), href: other.address(), title: other.title.clone() };
        others.map(view).collect()
    }

    /// The head of an outcome's page: the same neutral title for all.
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

/// Whoever answers at any hour is named once, however many parts of an outcome name them.
fn is_new(outcome: &Outcome, way: &Way, shows_until: bool) -> bool {
    let until = outcome.until_then.iter().filter(|_| shows_until);
    let mut others = std::iter::once(&outcome.primary).chain(until).chain(&outcome.then).chain(&outcome.secondary);
    others.all(|other| other.target != way.target)
}

/// Shown only while the first is shut or its hours are not known; it goes when they open.
fn until(primary: &WayView, way: WayView) -> Option<UntilView> {
    let state = primary.card.as_ref().map_or("unlisted", |card| card.status.state);
    match state {
        "always" | "open" => None,
        state => Some(UntilView { is_shut: state == "closed", way }),
    }
}

/// What the first service must pass on, in the sentence for this outcome's reader. People who ask for help with themselves or their
/// family, and people under 18, always see it; others where the outcome says so.
pub(super) fn limit(site: &Site, outcome: &Outcome) -> Option<String> {
    let audience = match (&outcome.limit, outcome.audience) {
        (LimitChoice::LeftOut, _) | (LimitChoice::OfAudience, OutcomeAudience::Anyone | OutcomeAudience::Work) => return None,
        (LimitChoice::Of(people), _) => people.as_str(),
        (LimitChoice::OfAudience, OutcomeAudience::YoungPeople) => "young-people",
        (LimitChoice::OfAudience, OutcomeAudience::Oneself) => "self",
        (LimitChoice::OfAudience, OutcomeAudience::Family) => "family",
    };
    let Target::Service(id) = &outcome.primary.target else { return None };
    site.service(id).limit(audience).map(str::to_owned)
}

/// Every question that leads to it is for people outside the UK.
fn is_abroad(site: &Site, outcome: &Outcome) -> bool {
    let asks = |question: &&RoutingQuestion| question.leads_to().any(|(next, _)| *next == outcome.id);
    site.routing.questions.values().filter(asks).all(|question| question.branch == Branch::Abroad)
}
