//! Ways to get help as templates show them: a card, a list of areas, somebody to reach oneself, a page.

use serde::Serialize;

use super::card::{CardView, Cards, ContactView};
use super::format;
use super::number::NumberView;
use super::status::StatusView;
use crate::clock::{Moment, Pace};
use crate::site::{Area, ContactKind, ContactValue, Job, OpeningHours, Page, Status, Target, Way};

#[derive(Debug, Clone, Serialize)]
pub(super) struct WayView {
    /// `service`, `job`, `role` or `page`.
    pub kind: &'static str,
    pub name: String,
    /// Where its name leads on this site, if anywhere.
    pub href: Option<String>,
    pub why: Option<String>,
    /// On a service: its card.
    pub card: Option<CardView>,
    /// On a job: who does it in which areas.
    pub areas: Vec<AreaView>,
    /// On a role: who they are and how to reach them.
    pub text: Option<String>,
    /// On a role: an address where one can be found.
    pub url: Option<String>,
}

/// Areas in which the same services do a job.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct AreaView {
    /// "Essex, Southend-on-Sea and Thurrock".
    pub areas: String,
    pub is_local: bool,
    /// Who does it there.
    pub ways: Vec<LocalView>,
}

/// Who does a job in some area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LocalView {
    pub name: String,
    /// The address of its card, on a service.
    pub href: Option<String>,
    pub number: Option<NumberView>,
    /// An email address, where the job is done in writing.
    pub email: Option<String>,
    /// It is better to write than to ring: the file names the email address first.
    pub email_first: bool,
    /// A website, where there is no number.
    pub web: Option<String>,
    /// One sentence.
    pub note: Option<String>,
    /// Who does it at night and at weekends.
    pub is_night: bool,
    /// Who does it by day, where another team does it at night.
    pub is_day: bool,
    /// Whether somebody answers.
    pub state: LocalState,
}

/// Whether somebody answers on the number of a local service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LocalState {
    Open,
    /// Day and night: said of centres that give care, which a reader takes to be shut when offices are.
    Always,
    Unknown,
    /// Nobody does at this moment.
    Shut,
}

impl LocalState {
    /// Who answers stands before who may, and who may before who does not.
    fn turn(self) -> u8 {
        match self {
            Self::Open | Self::Always => 0,
            Self::Unknown => 1,
            Self::Shut => 2,
        }
    }
}

/// Each way as `view` shows it. When the hours of all have gone unchecked too long to be shown, the last that has any keeps them.
fn one_says_hours<'w>(ways: impl IntoIterator<Item = &'w Way>, view: impl Fn(&Way, bool) -> WayView) -> Vec<WayView> {
    let ways: Vec<&Way> = ways.into_iter().collect();
    let says = |view: &WayView| view.card.as_ref().is_some_and(|card| matches!(card.status.state, "open" | "closed" | "always"));
    let mut views: Vec<WayView> = ways.iter().map(|way| view(way, false)).collect();
    if !views.iter().any(says) {
        let kept = ways.iter().enumerate().rev().map(|(n, way)| (n, view(way, true))).find(|(_, kept)| says(kept));
        if let Some((n, kept)) = kept {
            views[n] = kept;
        }
    }
    views
}

impl Cards<'_> {
    pub(super) fn ways<'w>(&self, ways: impl IntoIterator<Item = &'w Way>) -> Vec<WayView> {
        one_says_hours(ways, |way, keep_hours| self.way(way, keep_hours))
    }

    /// Who can help on a page, as its readers can reach them.
    pub(super) fn routes(&self, page: &Page) -> Vec<WayView> {
        if !page.is_in_writing {
            return self.ways(&page.routes);
        }
        one_says_hours(&page.routes, |way, keep_hours| {
            let mut view = self.way(way, keep_hours);
            view.card.iter_mut().for_each(CardView::keep_to_writing);
            view
        })
    }

    pub(super) fn way(&self, way: &Way, keep_hours: bool) -> WayView {
        let mut view = WayView {
            kind: "page",
            name: String::new(),
            href: None,
            why: way.why.clone(),
            card: None,
            areas: Vec::new(),
            text: None,
            url: None,
        };
        match &way.target {
            Target::Service(id) => {
                let card = self.card(self.site.service(id), keep_hours);
                (view.kind, view.name, view.href) = ("service", card.name.clone(), Some(card.href.clone()));
                view.card = Some(card);
            }
            Target::Job(job) => {
                (view.kind, view.name) = ("job", self.site.settings.job_name(*job).to_owned());
                view.areas = self.areas(*job);
            }
            Target::Role(id) => {
                let role = self.site.role(id);
                (view.kind, view.name) = ("role", role.name.clone());
                view.text = Some(role.text.clone());
                view.why = view.why.or_else(|| view.text.clone());
                view.url = role.url.as_ref().map(|url| url.as_str().to_owned());
            }
            Target::Page(path) => {
                view.name = self.site.pages.get(path).map(|page| page.title.clone()).unwrap_or_default();
                view.href = Some(path.to_string());
            }
        }
        view
    }

    /// A way as somebody outside the UK can use it: with the number for callers abroad, if it has one, in place of numbers that may
    /// not work there.
    pub(super) fn for_abroad(&self, mut view: WayView, way: &Way) -> WayView {
        if let (Target::Service(id), Some(card)) = (&way.target, &mut view.card) {
            let service = self.site.service(id);
            card.phone = service.phone_from_abroad().map(|contact| self.contact(service, contact, false));
            card.text = None;
            let has_site = card.web.is_some();
            card.status = card.phone.as_ref().map_or_else(|| StatusView::unlisted(has_site), |phone| phone.status.clone());
            card.cost = card.phone.as_ref().and_then(|phone| phone.cost.clone());
        }
        view
    }

    /// A way as a reader under 18 is given it: a local job as `Site::ways_for_under_18s` has it.
    pub(super) fn for_under_18s(&self, mut view: WayView, way: &Way) -> WayView {
        if let Target::Job(job) = way.target {
            view.areas = self.areas_by(|area| self.day_and_night(area, job, self.site.ways_for_under_18s(area, job)));
        }
        view
    }

    /// Who does `job`, area by area, by day and by night.
    pub(super) fn areas(&self, job: Job) -> Vec<AreaView> {
        self.areas_by(|area| self.day_and_night(area, job, area.ways(job)))
    }

    /// Area by area; areas with the same services share a row.
    fn areas_by(&self, ways_in: impl Fn(&Area) -> Vec<LocalView>) -> Vec<AreaView> {
        let mut rows: Vec<(Vec<&Area>, Vec<LocalView>)> = Vec::new();
        for area in &self.site.areas {
            let ways = ways_in(area);
            match rows.iter_mut().find(|(areas, others)| areas[0].is_local == area.is_local && *others == ways) {
                Some((areas, _)) => areas.push(area),
                None => rows.push((vec![area], ways)),
            }
        }
        rows.into_iter()
            .map(|(areas, ways)| {
                let names: Vec<&str> = areas.iter().map(|area| area.name.as_str()).collect();
                AreaView { areas: format::list(&names), is_local: areas[0].is_local, ways }
            })
            .collect()
    }

    /// Where another team does the job at night, it stands beside the team of the day. Whoever is shut at this moment stands last, and at
    /// night the team of the day does, unless it is known to answer.
    fn day_and_night(&self, area: &Area, job: Job, by_day: &[Way]) -> Vec<LocalView> {
        let by_night = if job == Job::ChildrenServices { area.ways(Job::ChildrenServicesOutOfHours) } else { &[] };
        let by_night = by_night.iter().filter(|way| by_day.iter().all(|other| other.target != way.target));
        let by_night: Vec<LocalView> = by_night.map(|way| LocalView { is_night: true, ..self.local(area, job, way) }).collect();
        let of_day = by_day.iter().map(|way| {
            let view = self.local(area, job, way);
            LocalView { is_day: !by_night.is_empty() && view.number.is_some(), ..view }
        });
        let mut ways: Vec<LocalView> = of_day.collect();
        let is_late = !by_night.is_empty() && self.offices_are_shut();
        ways.extend(by_night);
        ways.sort_by_key(|way| {
            let may_be_shut = !way.is_night && (way.state == LocalState::Unknown || way.number.is_none());
            if is_late && may_be_shut { LocalState::Shut.turn() } else { way.state.turn() }
        });
        ways
    }

    /// A page that is not made again has no hour of its own: there the team of the day stands first.
    fn offices_are_shut(&self) -> bool {
        let Moment { now, zone, pace, .. } = self.moment;
        let status = OpeningHours::of_an_office().status(*now, zone, &self.site.bank_holidays);
        *pace != Pace::Standing && matches!(status, Status::Closed { .. })
    }

    fn local(&self, area: &Area, job: Job, way: &Way) -> LocalView {
        // Hours that went unchecked too long are shown nowhere in a list, and still tell best who stands first in it.
        let view = self.way(way, true);
        let (email, email_first) = self.written(job, way);
        let from_abroad = self.number_from_abroad(area, way);
        let phone = from_abroad.as_ref().or(view.card.as_ref().and_then(|card| card.phone.as_ref()));
        let web = view.card.as_ref().and_then(|card| card.web.as_ref()).filter(|_| phone.is_none());
        LocalView {
            email,
            email_first,
            number: phone.and_then(ContactView::number),
            web: web.and_then(|web| web.href.clone()).or(view.url),
            note: way.why.clone(),
            name: view.name,
            href: view.href,
            is_night: false,
            is_day: false,
            state: match phone.map(|phone| phone.status.state) {
                Some("closed") => LocalState::Shut,
                Some("unknown" | "unlisted") => LocalState::Unknown,
                Some("always") if job == Job::Sarc => LocalState::Always,
                _ => LocalState::Open,
            },
        }
    }

    /// The number for callers abroad, in an area outside the UK: UK free numbers may not work there.
    fn number_from_abroad(&self, area: &Area, way: &Way) -> Option<ContactView> {
        let Target::Service(id) = &way.target else { return None };
        let service = self.site.service(id);
        let number = service.phone_from_abroad().filter(|_| area.is_abroad)?;
        Some(self.contact(service, number, false))
    }

    /// The email address of a service whose job is done in writing, and whether it stands before the number. Children's services
    /// and the police are rung: an email may lie unread over a weekend.
    fn written(&self, job: Job, way: &Way) -> (Option<String>, bool) {
        let Target::Service(id) = &way.target else { return (None, false) };
        let contacts = &self.site.service(id).contacts;
        let place = |kind| contacts.iter().position(|contact| contact.kind == kind);
        let Some(email) = place(ContactKind::Email).filter(|_| job == Job::Lado) else { return (None, false) };
        let address = match &contacts[email].value.value {
            ContactValue::Email(address) => Some(address.as_str().to_owned()),
            _ => None,
        };
        (address, place(ContactKind::Phone).is_none_or(|phone| email < phone))
    }
}
