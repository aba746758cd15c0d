//! What was confirmed, by whom and when, and which facts of a service can be.
//!
//! Takes a [`Service`] and names its facts ([`facts`]); holds the confirmations that are still of what the service's file says.
//! A confirmation is bound to the value it was given for: when an editor changes a number, its confirmation falls away.
//!
//! What a confirmation renews: the fact it is of, at once ([`Confirmations::of`]). The whole card counts as checked on the day of
//! its oldest confirmation only when *every* fact of it was confirmed ([`Confirmations::renewed`]). The review that an editor owes
//! is never renewed by a confirmation: it asks for things that only reading can tell, and ends when `[review]` is changed.

use std::collections::{BTreeMap, btree_map};
use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::contact::{Contact, ContactValue, WebAddress};
use super::hours::OpeningHours;
use super::id::ServiceId;
use super::review::Review;
use super::service::Service;

/// How a fact was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfirmedBy {
    /// Found on a page: by the program on one of the service's own, or by a person who must not ring to ask.
    Page,
    /// A person asked the service.
    Person,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The day (Europe/London).
    pub on: Date,
    pub by: ConfirmedBy,
    /// The host of the page, where that is not the service's own.
    pub read_on: Option<String>,
}

impl Confirmation {
    /// How it was confirmed, as it follows the day: "by asking them".
    pub fn how(&self) -> String {
        match (&self.read_on, self.by) {
            (Some(host), _) => format!("read on {host}"),
            (None, ConfirmedBy::Page) => "on their own website".to_owned(),
            (None, ConfirmedBy::Person) => "by asking them".to_owned(),
        }
    }
}

/// What kind of fact it is, the ones that do most harm when wrong first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A number to ring or text.
    Number,
    /// What the service must pass on, and what it keeps private.
    Privacy,
    Hours,
    /// A web page, an email address, a postal address.
    Address,
    Cost,
}

/// A fact of a service that can be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFact<'a> {
    /// Its name within the service: `phone`, `phone-2`, `phone-hours`, `privacy`, `cost`.
    pub name: String,
    pub kind: FactKind,
    /// The value in one canonical form, which a confirmation must repeat.
    pub value: String,
    /// The id of the source it was read in.
    pub source: &'a str,
    /// The contact it belongs to, if any.
    pub contact: Option<&'a Contact>,
    /// It is of a service that has a number for emergencies: nobody is asked, and its page says whether it is right.
    pub is_for_emergencies: bool,
}

/// Numbers that every call keeps somebody else waiting on: 999, 112, and 18000, which is 999 by text relay. They are looked up on
/// their page and never rung or texted to ask.
const EMERGENCY: [&str; 3] = ["999", "112", "18000"];

/// Whether a contact is a number for emergencies.
pub fn is_for_emergencies(contact: &Contact) -> bool {
    contact.number().is_some_and(|number| EMERGENCY.contains(&number.dialled().as_str()))
}

/// The host of a page that is not of the service's own: on none that one of its web addresses has.
pub fn host_of_others(service: &Service, page: &str) -> Option<String> {
    let page: WebAddress = page.parse().ok()?;
    let mut own = service.contacts.iter().filter_map(|contact| contact.web());
    (!own.any(|own| own.host() == page.host())).then(|| page.host().to_owned())
}

/// The facts of a service that can be confirmed, in the order of its file.
pub fn facts(service: &Service) -> Vec<NamedFact<'_>> {
    let mut found = Vec::new();
    let is_for_emergencies = service.contacts.iter().any(is_for_emergencies);
    for (name, contact) in named_contacts(service) {
        let hours = contact.hours.as_ref().map(|hours| NamedFact {
            name: hours_of(&name),
            kind: FactKind::Hours,
            value: hours_text(&hours.value),
            source: &hours.source,
            contact: Some(contact),
            is_for_emergencies,
        });
        let (kind, value) = match &contact.value.value {
            ContactValue::Number(number) => (FactKind::Number, number.shown()),
            ContactValue::Web(address) => (FactKind::Address, address.as_str()),
            ContactValue::Email(address) => (FactKind::Address, address.as_str()),
            ContactValue::Post(address) => (FactKind::Address, address.as_str()),
        };
        let (value, source) = (value.to_owned(), contact.value.source.as_str());
        found.push(NamedFact { name, kind, value, source, contact: Some(contact), is_for_emergencies });
        found.extend(hours);
    }
    if let Some(on_contact) = &service.on_contact {
        let lines = on_contact.value.keeps_private.iter().chain(&on_contact.value.passes_on);
        let value = lines.map(String::as_str).collect::<Vec<_>>().join(" | ");
        if !value.is_empty() {
            let (name, source) = ("privacy".to_owned(), on_contact.source.as_str());
            found.push(NamedFact { name, kind: FactKind::Privacy, value, source, contact: None, is_for_emergencies });
        }
    }
    if let Some(cost) = &service.cost {
        let (name, value) = ("cost".to_owned(), cost.value.clone());
        found.push(NamedFact { name, kind: FactKind::Cost, value, source: &cost.source, contact: None, is_for_emergencies });
    }
    found
}

/// The contacts with their names: the kind, and a number from the second of a kind on.
pub fn named_contacts(service: &Service) -> impl Iterator<Item = (String, &Contact)> {
    service.contacts.iter().enumerate().map(|(at, contact)| {
        let kind = contact.kind.name();
        let before = service.contacts[..at].iter().filter(|other| other.kind == contact.kind).count();
        (if before == 0 { kind.to_owned() } else { format!("{kind}-{}", before + 1) }, contact)
    })
}

/// The name of the hours of the contact called `contact`.
pub fn hours_of(contact: &str) -> String {
    format!("{contact}-hours")
}

/// The usual week as "mon 09:00-17:00, tue …", or "always". Single days and bank holidays are not part of it.
pub fn hours_text(hours: &OpeningHours) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let OpeningHours::Weekly(week) = hours else { return "always".to_owned() };
    let mut text = String::new();
    for (day, spells) in DAYS.iter().zip(&week.days) {
        for spell in spells {
            let separator = if text.is_empty() { "" } else { ", " };
            let (start, end) = (spell.start(), spell.end());
            // Writing to a String cannot fail.
            let _ = write!(text, "{separator}{day} {:02}:{:02}-{:02}:{:02}", start / 60, start % 60, end / 60, end % 60);
        }
    }
    text
}

/// The confirmations that still hold.
#[derive(Debug, Clone, Default)]
pub struct Confirmations {
    by_fact: BTreeMap<(ServiceId, String), Confirmation>,
}

impl Confirmations {
    /// Keeps a confirmation; of two of one fact, the later, and a person's before the program's on one day.
    pub(super) fn keep(&mut self, service: ServiceId, fact: String, confirmation: Confirmation) {
        match self.by_fact.entry((service, fact)) {
            btree_map::Entry::Vacant(free) => {
                free.insert(confirmation);
            }
            btree_map::Entry::Occupied(mut kept) => {
                let weight = |one: &Confirmation| (one.on, one.by == ConfirmedBy::Person);
                if weight(&confirmation) > weight(kept.get()) {
                    kept.insert(confirmation);
                }
            }
        }
    }

    /// The day of each, with its service and the name of the fact.
    pub fn dates(&self) -> impl Iterator<Item = (&ServiceId, &str, Date)> {
        self.by_fact.iter().map(|((service, fact), confirmation)| (service, fact.as_str(), confirmation.on))
    }

    /// The confirmation of a fact as the service's file gives it now.
    pub fn of(&self, service: &Service, fact: &str) -> Option<&Confirmation> {
        self.by_fact.get(&(service.id.clone(), fact.to_owned()))
    }

    /// As [`Self::of`], unless it is still to come or has stood longer than the service's time between two reviews.
    pub fn fresh(&self, service: &Service, fact: &str, today: Date) -> Option<&Confirmation> {
        let last = |on| plus(on, interval(&service.review));
        self.of(service, fact).filter(|confirmation| (confirmation.on..=last(confirmation.on)).contains(&today))
    }

    /// The review of a service as readers are told of it: later than the file's when every fact was confirmed since.
    pub fn renewed(&self, service: &Service, today: Date) -> Review {
        let review = &service.review;
        let all = facts(service).into_iter().map(|fact| self.of(service, &fact.name));
        let all = all.collect::<Option<Vec<_>>>().unwrap_or_default();
        let oldest = all.iter().map(|confirmation| confirmation.on).min();
        match oldest.filter(|oldest| (*oldest > review.checked || review.own_day().is_none()) && (*oldest <= today)) {
            None => review.clone(),
            Some(checked) => {
                let due = plus(checked, interval(review)).max(review.due);
                let is_asked = all.iter().any(|confirmation| confirmation.by == ConfirmedBy::Person);
                Review { checked, due, is_compared: true, is_own: true, is_asked, ..review.clone() }
            }
        }
    }
}

/// So many days a confirmation holds: those between one review and the next.
pub fn interval(review: &Review) -> i32 {
    (review.due - review.checked).get_days()
}

fn plus(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}
