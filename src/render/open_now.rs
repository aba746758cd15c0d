//! Who can be reached at this moment, and when the others open.

use serde::Serialize;

use super::body::BlockView;
use super::card::{CardView, Cards};
use super::format;
use super::services::ELSEWHERE;
use super::shell::ReviewView;
use crate::clock::Pace;
use crate::site::{Page, Service};

/// What /open-now shows.
#[derive(Debug, Serialize)]
pub(super) struct OpenNowView {
    pub body: Vec<BlockView>,
    /// It is made again whenever a line opens or closes.
    pub is_renewed: bool,
    /// When it was made: "2.05pm on 29 November 2026".
    pub made_at: String,
    pub open: Vec<CardView>,
    /// Shut now, with hours we are sure of; the next to open first.
    pub closed: Vec<CardView>,
    /// Hours, where this page cannot know when it is read.
    pub hours: Vec<CardView>,
    /// Today's hours are not known (a bank holiday).
    pub unknown: Vec<CardView>,
    /// Who helps in other nations alone, whether open or shut.
    pub elsewhere: Vec<CardView>,
    /// What these stand under.
    pub elsewhere_title: &'static str,
    pub review: ReviewView,
}

impl Cards<'_> {
    /// The view of /open-now: every shown service that can be spoken to and has hours we may show.
    pub(super) fn open_now(&self, page: &Page) -> OpenNowView {
        let mut closed: Vec<(Option<jiff::Timestamp>, CardView)> = Vec::new();
        let (mut open, mut hours, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        // As on /services, group after group: whoever is in danger first, and not by the letter that a name begins with.
        let in_order = self.by_need_once().into_iter().flat_map(|(_, services)| services);
        for service in in_order.filter(|service| service.is_confirmed() && can_be_spoken_to(service)) {
            let card = self.card(service, false);
            match card.status.state {
                "always" | "open" => open.push(card),
                "closed" => closed.push((self.opens(service), card)),
                "hours" => hours.push(card),
                "unknown" => unknown.push(card),
                _ => {}
            }
        }
        let elsewhere = self.of_other_nations().into_iter().filter(|service| service.is_confirmed() && can_be_spoken_to(service));
        let elsewhere = elsewhere.map(|service| self.card(service, false)).filter(|card| card.status.state != "unlisted");
        closed.sort_by_key(|(opens, _)| (opens.is_none(), *opens));
        OpenNowView {
            is_renewed: self.moment.pace == Pace::Renewed,
            made_at: format::instant(self.moment),
            body: self.blocks(&page.body),
            open,
            closed: closed.into_iter().map(|(_, card)| card).collect(),
            hours,
            unknown,
            elsewhere: elsewhere.collect(),
            elsewhere_title: ELSEWHERE.1,
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    fn opens(&self, service: &Service) -> Option<jiff::Timestamp> {
        let known = self.site.shown(service, self.moment.today);
        let hours = service.contacts.iter().find_map(|contact| known.hours(contact))?;
        hours.value.next_change(self.moment.now, &self.moment.zone, self.site.holidays_of(service))
    }
}

/// A number to ring or text, or a chat: a form is nobody to speak to.
fn can_be_spoken_to(service: &Service) -> bool {
    use crate::site::contact::ContactKind;
    service.contacts.iter().any(|contact| {
        matches!(contact.kind, ContactKind::Phone | ContactKind::Text | ContactKind::Webchat) && contact.sure_hours().is_some()
    })
}
