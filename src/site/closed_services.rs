//! A service has closed, and what led to it leads on.
//!
//! Closing a service is one changed word in its file, and it works at once: nobody is left without a way until everything that
//! named the service is rewritten. [`pass_on`] takes closed services out of every answer, page, area, list and poster, and puts in
//! their place the next that is suited to the same readers ([`Site::instead_of`]). What a closed service held is forgotten, so
//! that no page, feed or file can give its old number. Each place that must be rewritten later is a warning of [`super::assemble()`].

mod areas;
mod pages;
mod successors;

use std::collections::{BTreeMap, BTreeSet};

use successors::Follower;

use super::Site;
use super::id::ServiceId;
use super::kit::PosterNumber;
use super::routing::{Outcome, OutcomeAudience};
use super::service::{Service, ServiceStatus};
use super::text::Prose;
use super::way::{Target, Way};
use crate::diagnostic::Diagnostic;

/// Most ways on that stand in the place of one.
const MOST: usize = 12;

impl Site {
    /// Who to turn to instead of a service that is no longer shown: the one its file names, then those that its needs put first,
    /// then others for the same need, then the lines of the crisis box; of these first whoever helps with all that it did, and last whoever
    /// helps elsewhere alone. Only services we are sure of, for the same readers and not for some of them alone.
    pub fn instead_of(&self, gone: &Service) -> Vec<&Service> {
        let named = gone.replaced_by.iter();
        let needs = gone.needs.iter().filter_map(|need| self.settings.needs.iter().find(|group| group.id == *need));
        let first = needs.flat_map(|need| &need.first);
        let main = gone.needs.first();
        let others = self.services.values().filter(|service| service.needs.first() == main).map(|service| &service.id);
        let suited = |service: &Service| {
            let same = |people: &String| people == "anyone" || gone.for_whom.contains(people);
            gone.replaced_by.as_ref() == Some(&service.id) || service.for_whom.iter().any(same)
        };
        let fitting = named.chain(first).chain(others).map(|id| self.service(id)).filter(|service| suited(service));
        let crisis = self.settings.crisis.iter().map(|id| self.service(id));
        let is_for_all = |service: &Service| service.made_for.is_empty() || service.made_for == gone.made_for;
        let mut found: Vec<&Service> = Vec::new();
        for service in fitting.chain(crisis).filter(|service| service.is_confirmed() && service.id != gone.id) {
            let is_named = gone.replaced_by.as_ref() == Some(&service.id);
            if (is_named || is_for_all(service)) && !found.iter().any(|other| other.id == service.id) {
                found.push(service);
            }
        }
        // Whoever helps with all that the closed one did comes before whoever helps with a part of it.
        let helps_with_all = |service: &Service| gone.needs.iter().all(|need| service.needs.contains(need));
        found.sort_by_key(|service| {
            let is_named = gone.replaced_by.as_ref() == Some(&service.id);
            (!self.helps_here(service), !is_named && !helps_with_all(service))
        });
        found.truncate(MOST);
        // Whoever reads of a service of their own area or nation is not led to another's, unless its file names one.
        if self.helps_here(gone) && found.iter().any(|service| self.helps_here(service)) {
            found.retain(|service| gone.replaced_by.as_ref() == Some(&service.id) || self.helps_here(service));
        }
        found
    }
}

/// Takes every closed service out of the site, and says where nobody can take its place. The files of those that are `followed` name who does. Nothing changes where none has closed.
pub(super) fn pass_on(site: &mut Site, followed: &BTreeSet<String>) -> Vec<Diagnostic> {
    let closed: BTreeSet<ServiceId> = site
        .services
        .values()
        .filter(|service| service.status == ServiceStatus::Closed)
        .map(|service| service.id.clone())
        .collect();
    if closed.is_empty() {
        return Vec::new();
    }
    let candidates = closed
        .iter()
        .map(|id| (id.clone(), site.instead_of(site.service(id)).into_iter().map(Candidate::of).collect()))
        .collect();
    let followers = closed.iter().filter_map(|id| Some((id.clone(), Follower::of(site.service(id), site)?))).collect();
    let closing = Closing { candidates, followers };
    let mut told = closing.unfollowed(site);
    for id in &closed {
        site.services.get_mut(id).into_iter().for_each(forget);
    }
    told.extend(closing.areas(site, followed));
    let has_changed_areas = site.areas.iter().any(|area| area.has_lost_a_way);
    closing.settings(site);
    let mut outcomes = std::mem::take(&mut site.routing.outcomes);
    for outcome in outcomes.values_mut() {
        let names_a_job = outcome.ways().any(|way| matches!(way.target, Target::Job(_)));
        outcome.has_lost_a_way = closing.names_closed(outcome) || (has_changed_areas && names_a_job);
        closing.outcome(site, outcome);
    }
    site.routing.outcomes = outcomes;
    for page in site.pages.values_mut() {
        closing.page(page);
    }
    closing.partners(site);
    told
}

/// What it held is kept in its file for whoever opens it again, and nowhere else.
fn forget(service: &mut Service) {
    service.contacts.clear();
    service.notices.clear();
    service.languages.clear();
    (service.cost, service.on_contact) = (None, None);
}

/// A service that could take the place of another.
struct Candidate {
    id: ServiceId,
    name: String,
    summary: String,
    for_whom: Vec<String>,
    areas: Vec<String>,
    limits: BTreeMap<String, String>,
    is_any_hour: bool,
    has_sure_phone: bool,
}

impl Candidate {
    fn of(service: &Service) -> Self {
        Self {
            id: service.id.clone(),
            name: service.name.clone(),
            summary: service.summary.value.clone(),
            for_whom: service.for_whom.clone(),
            areas: service.areas.clone(),
            limits: service.on_contact.as_ref().map(|on_contact| on_contact.value.limit.clone()).unwrap_or_default(),
            is_any_hour: service.is_any_hour(),
            has_sure_phone: service.phone().is_some_and(|phone| phone.confidence().is_shown_as_sure()),
        }
    }

    /// It helps these people, by the names of service files. Whoever asks for help with themselves is not sent to the police, nor
    /// to a place to report.
    fn suits(&self, people: &str) -> bool {
        let frightens = self.id.as_str().contains("police") || self.name.to_lowercase().contains("report");
        let helps = people == "anyone" || self.for_whom.iter().any(|whom| whom == people || whom == "anyone");
        helps && !(people == "self" && frightens)
    }

    fn way(&self, like: &Way) -> Way {
        Way { target: Target::Service(self.id.clone()), why: Some(self.summary.clone()), place: like.place.clone() }
    }
}

/// The closed services, and who could take the place of each.
struct Closing {
    candidates: BTreeMap<ServiceId, Vec<Candidate>>,
    followers: BTreeMap<ServiceId, Follower>,
}

impl Closing {
    fn is_closed(&self, id: &ServiceId) -> bool {
        self.candidates.contains_key(id)
    }

    fn names_closed(&self, outcome: &Outcome) -> bool {
        outcome.ways().any(|way| self.closed_target(way).is_some())
    }

    fn closed_target<'a>(&self, way: &'a Way) -> Option<&'a ServiceId> {
        match &way.target {
            Target::Service(id) => Some(id).filter(|id| self.is_closed(id)),
            _ => None,
        }
    }

    /// The first that is fit to take the place of `closed` for these people, and that `is_wanted`.
    fn instead(&self, closed: &ServiceId, people: &str, is_wanted: impl Fn(&Candidate) -> bool) -> Option<&Candidate> {
        self.candidates.get(closed)?.iter().find(|candidate| candidate.suits(people) && is_wanted(candidate))
    }

    /// Takes closed services out of a list, and puts whoever suits its readers best in the place of the first. When nothing is left, the
    /// next takes their place.
    fn ways(&self, ways: &mut Vec<Way>, people: &str) {
        self.follow_for(people, ways);
        let Some((closed, first)) = ways.iter().find_map(|way| Some((self.closed_target(way)?.clone(), way.clone()))) else {
            return;
        };
        let was_first = ways.first().is_some_and(|way| self.closed_target(way).is_some());
        ways.retain(|way| self.closed_target(way).is_none());
        if ways.is_empty() {
            let next = self.instead(&closed, people, |_| true).or_else(|| self.instead(&closed, "anyone", |_| true));
            ways.extend(next.map(|next| next.way(&first)));
        } else if was_first {
            let best = self.first_of(&ways.iter().collect::<Vec<_>>(), &closed, people);
            ways[..=best.unwrap_or_default()].rotate_right(1);
        }
    }

    /// Which of these ways is the best in place of `closed` for these people: not the next in the list, which may be for some of them alone.
    fn first_of(&self, ways: &[&Way], closed: &ServiceId, people: &str) -> Option<usize> {
        let mut suited = self.candidates.get(closed)?.iter().filter(|candidate| candidate.suits(people));
        suited.find_map(|candidate| ways.iter().position(|way| matches!(&way.target, Target::Service(id) if *id == candidate.id)))
    }

    fn settings(&self, site: &mut Site) {
        let settings = &mut site.settings;
        for need in &mut settings.needs {
            need.first.retain(|id| !self.is_closed(id));
        }
        settings.review.never_withheld.retain(|id| !self.is_closed(id));
        let closed = settings.crisis.iter().find(|id| self.is_closed(id)).cloned();
        settings.crisis.retain(|id| !self.is_closed(id));
        if let Some(closed) = closed.filter(|_| settings.crisis.is_empty()) {
            let next = self.instead(&closed, "anyone", |next| next.has_sure_phone && next.is_any_hour);
            settings.crisis.extend(next.map(|next| next.id.clone()));
        }
    }

    /// An answer keeps a first way, and somebody who can be reached at any hour.
    fn outcome(&self, site: &Site, outcome: &mut Outcome) {
        let Some(closed) = outcome.ways().find_map(|way| self.closed_target(way)).cloned() else {
            // A local job may have lost whoever answered at any hour. Of an answer that lost nobody, `check` says that nobody does.
            if outcome.has_lost_a_way {
                self.any_hour(site, outcome, self.candidates.keys());
            }
            return;
        };
        let people = people(outcome.audience);
        let is_open = |way: &Way| self.closed_target(way).is_none();
        for one in [&mut outcome.then, &mut outcome.until_then, &mut outcome.any_hour] {
            let mut ways: Vec<Way> = one.take().into_iter().collect();
            self.follow_for(people, &mut ways);
            *one = ways.pop().filter(is_open);
        }
        self.follow_for(people, &mut outcome.secondary);
        outcome.secondary.retain(is_open);
        if let Some(closed) = self.closed_target(&outcome.primary).cloned() {
            self.primary(site, outcome, &closed, people);
        }
        self.any_hour(site, outcome, [&closed].into_iter());
    }

    /// The service that its file names, or the best suited of the answer's own other ways, or the next for the same need.
    fn primary(&self, site: &Site, outcome: &mut Outcome, closed: &ServiceId, people: &str) {
        let is_named = |next: &Candidate| site.service(closed).replaced_by.as_ref() == Some(&next.id);
        let named = self.instead(closed, people, is_named).map(|next| next.way(&outcome.primary));
        let own: Vec<&Way> = outcome.any_hour.iter().chain(&outcome.until_then).chain(&outcome.secondary).collect();
        let own = self.first_of(&own, closed, people).map(|at| own[at].clone());
        let next = self.instead(closed, people, |_| true).or_else(|| self.instead(closed, "anyone", |_| true));
        if let Some(way) = named.or(own).or_else(|| next.map(|next| next.way(&outcome.primary))) {
            outcome.primary = way;
        }
        let first = outcome.primary.target.clone();
        outcome.secondary.retain(|way| way.target != first);
        outcome.until_then = outcome.until_then.take().filter(|way| way.target != first);
        outcome.any_hour = outcome.any_hour.take().filter(|way| way.target != first);
    }

    fn any_hour<'a>(&self, site: &Site, outcome: &mut Outcome, mut closed: impl Iterator<Item = &'a ServiceId>) {
        if outcome.ways().any(|way| site.is_any_hour(way)) {
            return;
        }
        let people = people(outcome.audience);
        let next = closed.find_map(|closed| self.instead(closed, people, |next| next.is_any_hour));
        outcome.any_hour = next.map(|next| next.way(&outcome.primary)).or_else(|| outcome.any_hour.take());
    }

    /// Paper keeps only numbers that we are sure of; a checker keeps its words.
    fn partners(&self, site: &mut Site) {
        for poster in site.posters.iter_mut().flat_map(|posters| &mut posters.posters) {
            let closed = poster.numbers.iter().map(|number| &number.service).find(|id| self.is_closed(id)).cloned();
            poster.numbers.retain(|number| !self.is_closed(&number.service));
            if let Some(closed) = closed.filter(|_| poster.numbers.is_empty()) {
                let next = self.instead(&closed, poster.audience.name(), |next| next.has_sure_phone);
                let number = next.map(|next| PosterNumber {
                    service: next.id.clone(),
                    label: Prose::new(poster.place.clone(), next.name.clone()),
                    is_in_pocket: true,
                });
                poster.numbers.extend(number);
            }
        }
        for instead in site.page_rules.iter_mut().flat_map(super::page_rules::PageRules::replacements_mut) {
            if let Some(closed) = instead.service.clone().filter(|id| self.is_closed(id)) {
                instead.service = self.instead(&closed, "anyone", |_| true).map(|next| next.id.clone());
            }
        }
    }
}

/// As service files call them.
fn people(audience: OutcomeAudience) -> &'static str {
    match audience {
        OutcomeAudience::Anyone => "anyone",
        OutcomeAudience::YoungPeople => "young-people",
        OutcomeAudience::Oneself => "self",
        OutcomeAudience::Family => "family",
        OutcomeAudience::Work => "professionals",
    }
}
