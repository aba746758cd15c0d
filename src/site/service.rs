//! A service: one organisation's way of helping, as its card shows it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::area::{Area, WIDER_AREAS};
use super::contact::{Contact, ContactKind};
use super::fact::{Fact, Source};
use super::id::{NeedId, ServiceId};
use super::review::Review;
use super::text::Prose;
use crate::diagnostic::Place;

/// Whether a service may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceStatus {
    Active,
    /// Shown with a plain sentence that its details could not be confirmed.
    Unconfirmed {
        note: String,
    },
    /// Kept for redirects, never shown.
    Closed,
    /// Kept for editors, never shown.
    Unlisted,
}

/// Whether a service asks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameNeeded {
    No,
    /// They ask for one.
    Yes,
    /// You may give one or not.
    YourChoice,
    Depends,
}

/// The ages of those whom a service is for, where it is not for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Ages {
    #[serde(rename = "under-18")]
    Under18,
    #[serde(rename = "under-19")]
    Under19,
    #[serde(rename = "16-and-over")]
    From16,
    #[serde(rename = "18-and-over")]
    From18,
}

/// Something readers must know for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedNotice {
    /// One plain sentence.
    pub text: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl DatedNotice {
    /// It is shown on this day (Europe/London).
    pub fn is_shown_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What a person meets when they get in touch. An absent part is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnContact {
    /// A phrase: "A trained adviser".
    pub who_answers: Option<String>,
    pub name_needed: Option<NameNeeded>,
    pub name_note: Option<String>,
    /// What they keep to themselves.
    pub keeps_private: Vec<String>,
    /// What they must tell others, to whom and when.
    pub passes_on: Vec<String>,
    /// The first things that happen.
    pub what_happens: Vec<String>,
    /// What to do when nobody answers.
    pub if_busy: Option<String>,
    /// How soon they answer a message.
    pub reply: Option<String>,
    /// The limit of what stays private, in one sentence for each group of readers.
    pub limit: BTreeMap<String, String>,
    /// What a phone bill shows of the call.
    pub phone_bill: Option<String>,
    /// Words to begin with.
    pub first_words: Vec<String>,
    /// What their site asks for.
    pub site_is_like: Option<String>,
}

/// A language other than spoken English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// The language, or "Interpreters for …".
    pub name: String,
    pub how: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Service {
    /// Its slug and address.
    pub id: ServiceId,
    /// What it calls itself.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// Other names people search for.
    pub also_known_as: Vec<String>,
    /// Names it had before.
    pub formerly: Vec<String>,
    pub status: ServiceStatus,
    /// A sentence about how it stands, on an active service too.
    pub status_note: Option<String>,
    /// Who to turn to instead, once it has closed.
    pub replaced_by: Option<ServiceId>,
    /// What readers must know for a while.
    pub notices: Vec<DatedNotice>,
    /// Where it helps.
    pub areas: Vec<String>,
    /// Whom it helps, from the closed list of the schema.
    pub for_whom: Vec<String>,
    /// The ages of those it is for, where it is not for everyone.
    pub ages: Option<Ages>,
    /// Whom it is for, in the reader's words.
    pub who_for: Option<String>,
    /// People it was made for, from the closed list of the schema.
    pub made_for: Vec<String>,
    /// The needs it is listed under, the main one first.
    pub needs: Vec<NeedId>,
    /// One sentence: what it does for the reader.
    pub summary: Fact<String>,
    pub helps_with: Vec<String>,
    /// What it is not for.
    pub not_for: Vec<String>,
    pub cost: Option<Fact<String>>,
    /// Languages other than spoken English.
    pub languages: Vec<Fact<Language>>,
    /// Ways to reach it, the most useful first.
    pub contacts: Vec<Contact>,
    /// The single days that have hours of their own, each with where it is written.
    pub single_days: Vec<(jiff::civil::Date, Place)>,
    /// What a person meets when they get in touch.
    pub on_contact: Option<Fact<OnContact>>,
    /// Where the facts were read.
    pub sources: Vec<Source>,
    /// Who keeps it true and until when.
    pub review: Review,
    pub place: Place,
    /// Every text of its card.
    pub prose: Vec<Prose>,
}

/// Whether what helps in the areas `named` helps in one: in itself, in the nation it lies in, or everywhere.
pub fn serves(named: &[String], area: &Area) -> bool {
    let is_here = |named: &String| {
        named == area.id.as_str()
            || area.within.as_ref().is_some_and(|nation| named == nation.as_str())
            || WIDER_AREAS.contains(&named.as_str())
    };
    named.iter().any(is_here)
}

impl Service {
    /// It helps people in this area.
    pub fn helps_in(&self, area: &Area) -> bool {
        serves(&self.areas, area)
    }

    /// May readers see it?
    pub fn is_shown(&self) -> bool {
        matches!(self.status, ServiceStatus::Active | ServiceStatus::Unconfirmed { .. })
    }

    /// Its file says that it is for readers under 18.
    pub fn is_for_under_18s(&self) -> bool {
        let is_named = self.for_whom.iter().any(|one| matches!(one.as_str(), "young-people" | "anyone"));
        is_named && !matches!(self.ages, Some(Ages::From16 | Ages::From18))
    }

    /// Its name would give its reader away: nothing about a look at it may show in previews or browser titles.
    pub fn is_sensitive(&self) -> bool {
        self.for_whom.iter().any(|people| matches!(people.as_str(), "self" | "family" | "survivors" | "young-people"))
    }

    /// Shown, and its details stand.
    pub fn is_confirmed(&self) -> bool {
        self.status == ServiceStatus::Active
    }

    /// The page of its card: `/services/childline`.
    pub fn address(&self) -> String {
        format!("/services/{}", self.id)
    }

    /// The number to ring from the UK, if there is one.
    pub fn phone(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.kind == ContactKind::Phone && !contact.from_abroad)
    }

    /// The number that a sentence gives: to ring, or to text where there is none to ring.
    pub fn number_in_words(&self) -> Option<&Contact> {
        self.phone().or_else(|| self.contacts.iter().find(|contact| contact.kind == ContactKind::Text))
    }

    /// The number for callers abroad, if there is one.
    pub fn phone_from_abroad(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.kind == ContactKind::Phone && contact.from_abroad)
    }

    /// The first page on the web to act on, in the order of the file.
    pub fn web(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.web().is_some())
    }

    /// Some contact is answered at any hour.
    pub fn is_any_hour(&self) -> bool {
        self.contacts.iter().any(Contact::is_any_hour)
    }

    /// The limit of what stays private, in one sentence for these readers, or for anyone where there is none for them.
    pub fn limit(&self, audience: &str) -> Option<&str> {
        let limits = &self.on_contact.as_ref()?.value.limit;
        limits.get(audience).or_else(|| limits.get("anyone")).map(String::as_str)
    }

    /// What readers must know on this day: the notices of that day, then the sentence about how it stands.
    pub fn notes_on(&self, day: Date) -> impl Iterator<Item = &str> {
        let notices = self.notices.iter().filter(move |notice| notice.is_shown_on(day)).map(|notice| notice.text.as_str());
        notices.chain(self.status_note.as_deref().filter(|_| self.status == ServiceStatus::Active))
    }

    /// What it must tell others, where that is stated.
    pub fn passes_on(&self) -> &[String] {
        self.on_contact.as_ref().map_or(&[], |on_contact| on_contact.value.passes_on.as_slice())
    }
}
