//! A service as a card shows it: name, what it does here, number, cost, hours, and what it must pass on.

use serde::Serialize;

use super::format;
use super::number::NumberView;
use super::service_entry::{EntryView, only_in};
use super::status::StatusView;
use crate::clock::Moment;
use crate::site::{Confirmation, ConfirmedBy, Contact, ContactKind, ContactValue, Service, ServiceStatus, Site};

#[derive(Debug, Clone, Serialize)]
pub(super) struct CardView {
    pub id: String,
    pub name: String,
    /// The address of its full card.
    pub href: String,
    pub summary: String,
    pub who_for: Option<String>,
    /// What readers must know on this day.
    pub notes: Vec<String>,
    /// The nations it helps in, where it does not in the one of this copy.
    pub only_in: Option<String>,
    pub is_closed: bool,
    /// Where it has closed: who to turn to instead.
    pub instead: Vec<EntryView>,
    /// A plain sentence when its details could not be confirmed.
    pub unconfirmed: Option<String>,
    /// The number to ring.
    pub phone: Option<ContactView>,
    /// A number to text.
    pub text: Option<ContactView>,
    /// The first web page to act on.
    pub web: Option<ContactView>,
    /// The cost of the service.
    pub cost: Option<String>,
    /// The state of the number, or of the first contact with hours.
    pub status: StatusView,
    /// What it must pass on.
    pub passes_on: Vec<String>,
    /// "Not re-checked since …", past its date, where the number was not confirmed since.
    pub stale_since: Option<String>,
    /// The day its number was confirmed.
    pub confirmed: Option<String>,
    /// When what it says of privacy was confirmed, and how.
    pub privacy_confirmed: Option<ConfirmedView>,
    pub languages: Vec<String>,
}

impl CardView {
    /// For readers who cannot speak: the number to ring goes, with its cost and hours, where there is a number to text or a chat.
    pub(super) fn keep_to_writing(&mut self) {
        let chat = self.web.as_ref().filter(|web| web.kind == ContactKind::Webchat);
        let Some(status) = self.text.as_ref().or(chat).map(|written| written.status.clone()) else { return };
        if self.phone.take().is_some() && self.text.is_none() {
            self.cost = None;
        }
        self.status = status;
    }
}

/// One way to reach a service.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContactView {
    /// The kind, as in service files.
    pub kind: ContactKind,
    pub label: String,
    /// The number or address as shown.
    pub shown: String,
    /// What a link to it holds; none for a postal address.
    pub href: Option<String>,
    /// Leads to another site, so no referrer may go with it.
    pub is_outbound: bool,
    /// One sentence.
    pub note: Option<String>,
    pub cost: Option<String>,
    /// The number or address is not confirmed.
    pub is_unsure: bool,
    /// When the number or address was confirmed, and how.
    pub confirmed: Option<ConfirmedView>,
    pub menu: Option<String>,
    /// For people outside the UK.
    pub from_abroad: bool,
    /// Its hours now.
    pub status: StatusView,
    pub source: String,
}

impl ContactView {
    /// Its number alone, where it has one.
    pub(super) fn number(&self) -> Option<NumberView> {
        Some(NumberView { shown: self.shown.clone(), href: self.href.clone()?, menu: self.menu.clone() })
    }
}

/// When a fact was confirmed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ConfirmedView {
    /// "24 November 2026".
    pub on: String,
    /// It was found on the service's own page; otherwise a person asked.
    pub by_page: bool,
    /// The host of that page, where it is not the service's own.
    pub read_on: Option<String>,
}

impl ConfirmedView {
    fn of(confirmation: &Confirmation) -> Self {
        let by_page = confirmation.by == ConfirmedBy::Page;
        Self { on: format::date(confirmation.on), by_page, read_on: confirmation.read_on.clone() }
    }
}

/// Makes cards for one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cards<'a> {
    pub site: &'a Site,
    pub moment: &'a Moment,
}

impl Cards<'_> {
    /// The card of a service. `keep_hours` shows its hours however long unchecked (the last way on a page).
    pub(super) fn card(&self, service: &Service, keep_hours: bool) -> CardView {
        let view = |contact: &Contact| self.contact(service, contact, keep_hours);
        let phone = service.phone().map(view);
        let text = service.contacts.iter().find(|contact| contact.kind == ContactKind::Text).map(view);
        let web = service.web().map(view);
        let status = [&phone, &text, &web]
            .into_iter()
            .flatten()
            .map(|contact| contact.status.clone())
            .find(|status| status.state != "unlisted");
        let number = phone.as_ref().or(text.as_ref());
        let confirmed = number.and_then(|number| number.confirmed.as_ref()).map(|confirmed| confirmed.on.clone());
        CardView {
            id: service.id.to_string(),
            name: service.name.clone(),
            href: service.address(),
            summary: service.summary.value.clone(),
            who_for: service.who_for.clone(),
            notes: service.notes_on(self.moment.today).map(str::to_owned).collect(),
            only_in: only_in(self.site, service),
            is_closed: service.status == ServiceStatus::Closed,
            instead: if service.is_shown() { Vec::new() } else { EntryView::instead_of(self.site, service) },
            unconfirmed: match &service.status {
                ServiceStatus::Unconfirmed { note } => Some(note.clone()),
                _ => None,
            },
            cost: service.cost.as_ref().filter(|cost| cost.confidence.is_shown_as_sure()).map(|cost| cost.value.clone()),
            status: status.unwrap_or_else(|| StatusView::unlisted(web.is_some())),
            passes_on: service.passes_on().to_vec(),
            stale_since: self.stale_since(service).filter(|_| confirmed.is_none()),
            confirmed,
            privacy_confirmed: self.confirmed(service, "privacy"),
            languages: service
                .languages
                .iter()
                .filter(|language| language.confidence.is_shown_as_sure())
                .map(|language| language.value.name.clone())
                .collect(),
            phone,
            text,
            web,
        }
    }

    /// One contact of a service; `keep_hours` as [`Self::card`].
    pub(super) fn contact(&self, service: &Service, contact: &Contact, keep_hours: bool) -> ContactView {
        let (shown, href) = shown(contact);
        let known = self.site.shown(service, self.moment.today);
        let confirmed = known.name_of(contact).and_then(|name| known.confirmed(&name)).map(ConfirmedView::of);
        let hours = known.hours(contact).or(contact.sure_hours().filter(|_| keep_hours));
        let mut status = StatusView::of(hours, service.web().is_some(), self.moment, self.site.holidays_of(service));
        status.confirmed = known.hours_confirmed(contact).map(|confirmation| format::date(confirmation.on));
        let rings = matches!(contact.kind, ContactKind::Phone | ContactKind::Text | ContactKind::Relay);
        let cost = contact.cost.clone().or_else(|| {
            let cost = service.cost.as_ref().filter(|cost| rings && cost.confidence.is_shown_as_sure());
            cost.map(|cost| cost.value.clone())
        });
        ContactView {
            kind: contact.kind,
            label: contact.label.clone(),
            shown,
            href,
            is_outbound: contact.web().is_some(),
            note: contact.note.clone(),
            cost,
            is_unsure: !contact.confidence().is_shown_as_sure() && confirmed.is_none(),
            confirmed,
            menu: contact.menu.clone(),
            from_abroad: contact.from_abroad,
            status,
            source: contact.value.source.clone(),
        }
    }

    /// The day since which nobody has checked a service that is past its date.
    pub(super) fn stale_since(&self, service: &Service) -> Option<String> {
        self.site.shown(service, self.moment.today).stale_since().map(format::date)
    }

    /// When a fact was confirmed, unless that is longer ago than a review may be.
    fn confirmed(&self, service: &Service, fact: &str) -> Option<ConfirmedView> {
        self.site.shown(service, self.moment.today).confirmed(fact).map(ConfirmedView::of)
    }
}

/// How a contact is shown, and what a link to it holds.
fn shown(contact: &Contact) -> (String, Option<String>) {
    match &contact.value.value {
        ContactValue::Number(number) => (number.shown().to_owned(), contact.dial()),
        ContactValue::Web(address) => (address.host().to_owned(), Some(address.as_str().to_owned())),
        ContactValue::Email(address) => (address.as_str().to_owned(), Some(format!("mailto:{}", address.as_str()))),
        ContactValue::Post(address) => (address.clone(), None),
    }
}
