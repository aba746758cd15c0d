//! What may be shown of a service on a day: its hours, since when it has gone unchecked, what was confirmed.
//!
//! Decided here once. Cards, structured data, the open data and the list of who can be reached now ask this and nothing else, so that
//! no two of them can say different things of one service.

use jiff::civil::Date;

use super::Site;
use super::confirmed::{Confirmation, hours_of, named_contacts};
use super::contact::Contact;
use super::fact::Fact;
use super::hours::OpeningHours;
use super::review::{Freshness, Review};
use super::service::Service;

/// A service as it may be shown on one day.
#[derive(Debug)]
pub struct Shown<'a> {
    site: &'a Site,
    service: &'a Service,
    today: Date,
    review: Review,
}

impl Site {
    pub fn shown<'a>(&'a self, service: &'a Service, today: Date) -> Shown<'a> {
        Shown { site: self, service, today, review: self.confirmed.renewed(service, today) }
    }
}

impl<'a> Shown<'a> {
    /// The review as readers are told of it.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// It has gone unchecked so long that hours are not shown, unless they were confirmed themselves.
    pub fn withholds_hours(&self) -> bool {
        let rules = &self.site.settings.review;
        self.review.freshness(self.today, rules) == Freshness::Stale && !rules.never_withheld.contains(&self.service.id)
    }

    /// The day since which nobody has checked a service that is past its date.
    pub fn stale_since(&self) -> Option<Date> {
        let is_late = self.review.freshness(self.today, &self.site.settings.review) >= Freshness::Overdue;
        is_late.then_some(self.review.checked)
    }

    /// When a fact was confirmed, unless that is longer ago than a review may be.
    pub fn confirmed(&self, fact: &str) -> Option<&'a Confirmation> {
        self.site.confirmed.fresh(self.service, fact, self.today)
    }

    /// When the hours of a contact were confirmed.
    pub fn hours_confirmed(&self, contact: &Contact) -> Option<&'a Confirmation> {
        self.confirmed(&hours_of(&self.name_of(contact)?))
    }

    /// The name of one of the service's contacts, by which its facts are confirmed.
    pub fn name_of(&self, contact: &Contact) -> Option<String> {
        named_contacts(self.service).find(|(_, other)| *other == contact).map(|(name, _)| name)
    }

    /// The hours of a contact that may be shown: we are sure of them, and they are neither too old nor without a confirmation.
    pub fn hours<'c>(&self, contact: &'c Contact) -> Option<&'c Fact<OpeningHours>> {
        contact.sure_hours().filter(|_| !self.withholds_hours() || self.hours_confirmed(contact).is_some())
    }
}
