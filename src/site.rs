//! The model: everything the site says, typed and cross-linked. No files, no HTML, no HTTP, no clock.
//!
//! Takes raw documents ([`assemble()`], the only function here that knows `content`). Gives an immutable [`Site`] in which every name
//! was resolved, so that later stages look things up without a chance of failure, and the diagnostics met on the way.
//! What depends on the date or the hour takes it as an argument.

pub mod area;
pub mod asked;
pub mod assemble;
pub mod change;
mod closed_services;
pub mod confirmed;
pub mod contact;
pub mod elsewhere;
pub mod fact;
mod holidays;
pub mod hours;
pub mod id;
pub mod job;
pub mod kit;
pub mod links;
pub mod operator;
pub mod page;
pub mod page_rules;
pub mod review;
pub mod routing;
pub mod service;
pub mod settings;
pub mod shown;
pub mod text;
mod under_18s;
pub mod way;
pub mod words;

use std::collections::BTreeMap;

pub use area::Area;
pub use asked::{Asked, AskedLine, Asker, Meaning};
pub use assemble::assemble;
pub use change::{About, Change, Changes};
pub use confirmed::{Confirmation, Confirmations, ConfirmedBy, FactKind, NamedFact};
pub use contact::{AddressError, Contact, ContactKind, ContactValue, EmailAddress, PhoneError, PhoneNumber, WebAddress};
pub use fact::{Confidence, Fact, Source};
pub use hours::{BankHolidays, HolidayRule, OpeningHours, Spell, Status, Week};
pub use id::{AreaId, LinkId, NeedId, NodeId, PagePath, RoleId, ServiceId};
pub use job::Job;
pub use kit::{Kit, Poster, PosterNumber, Posters, Snippet};
pub use links::{LinkTarget, Links, ShortLink};
pub use page::{Audience, Door, Foreign, IndexWord, Layout, Named, Page, PagePlaces, StandingHead};
pub use page_rules::{Essential, Outdated, PageRules, Replacement};
pub use review::{Freshness, Review, ReviewRules, SignOff};
pub use routing::{
    Above, AnswerOption, Branch, LimitChoice, Outcome, OutcomeAudience, QuestionKind, Role, Routing, RoutingQuestion, Together,
    Urgency,
};
pub use service::{Ages, DatedNotice, Language, NameNeeded, OnContact, Service, ServiceStatus};
pub use settings::{Need, SiteSettings};
pub use text::{Block, BlockKind, Inline, Link, Prose};
pub use way::{Target, Way};
pub use words::{BannedWord, BrokenWordRule, Folded, NeverPrint, PhraseFinder, RetiredHost, WordRules};

/// Everything, immutable and complete.
#[derive(Debug)]
pub struct Site {
    /// Who runs this copy, its address and its rules.
    pub settings: SiteSettings,
    /// Every service, shown or not, by slug.
    pub services: BTreeMap<ServiceId, Service>,
    /// Areas in the order they are listed.
    pub areas: Vec<Area>,
    /// People the reader reaches for themselves.
    pub roles: BTreeMap<RoleId, Role>,
    /// The graph of the report page.
    pub routing: Routing,
    pub pages: BTreeMap<PagePath, Page>,
    /// Words and numbers that never appear.
    pub words: WordRules,
    /// Retired address -> the one that took its place.
    pub redirects: BTreeMap<String, String>,
    /// Addresses taken away for good.
    pub gone: Vec<String>,
    /// Bank holidays of the nations that they name.
    pub bank_holidays: BankHolidays,
    /// The same where this copy lies in none of these, for services that help there alone.
    pub holidays_of_others: Option<BankHolidays>,
    /// Names, places and numbers that this copy of another region's site leaves out.
    pub left_out: Vec<String>,
    pub links: Links,
    /// Texts that partners copy, if this copy offers them.
    pub kit: Option<Kit>,
    /// Posters that partners print, if this copy offers them.
    pub posters: Option<Posters>,
    /// What changed for readers, and when.
    pub changes: Changes,
    /// What was confirmed, by whom and when.
    pub confirmed: Confirmations,
    /// What the checker of a school's own page looks for, if this copy offers it.
    pub page_rules: Option<PageRules>,
    /// The ways people ask, which search learns from; no reader is shown them.
    pub asked: Vec<Asked>,
}

impl Site {
    /// A service by its id. Ids are made only by [`assemble()`], which checked that the service exists.
    ///
    /// # Panics
    /// When given an id of another site.
    pub fn service(&self, id: &ServiceId) -> &Service {
        &self.services[id]
    }

    /// A role by its id, as [`Self::service`].
    ///
    /// # Panics
    /// When given an id of another site.
    pub fn role(&self, id: &RoleId) -> &Role {
        &self.roles[id]
    }

    /// Services that readers may see, by name; those that help elsewhere alone come after the others.
    pub fn shown_services(&self) -> impl Iterator<Item = &Service> {
        let all = self.services.values().filter(|service| service.is_shown());
        let (elsewhere, here): (Vec<&Service>, Vec<&Service>) = all.partition(|service| self.is_elsewhere(service));
        here.into_iter().chain(elsewhere)
    }

    /// Every service that `way` leads to: one, or for a local job the service of each area.
    pub fn services_of(&self, way: &Way) -> Vec<&Service> {
        match &way.target {
            Target::Service(id) => vec![self.service(id)],
            Target::Job(job) => self.services_for_job(*job),
            Target::Role(_) | Target::Page(_) => Vec::new(),
        }
    }

    /// Somebody on this way answers at any hour, wherever the reader is.
    pub fn is_any_hour(&self, way: &Way) -> bool {
        match &way.target {
            Target::Service(id) => self.service(id).is_any_hour(),
            Target::Job(job) => self.areas.iter().all(|area| area.ways(*job).iter().any(|way| self.is_any_hour(way))),
            Target::Role(id) => self.role(id).is_any_hour,
            Target::Page(_) => false,
        }
    }

    /// Services that have closed, by name. What they held is forgotten.
    pub fn closed_services(&self) -> impl Iterator<Item = &Service> {
        self.services.values().filter(|service| service.status == ServiceStatus::Closed)
    }

    /// The services that do `job`, in area order, each once.
    pub fn services_for_job(&self, job: Job) -> Vec<&Service> {
        let mut seen: Vec<&Service> = Vec::new();
        for way in self.areas.iter().flat_map(|area| area.ways(job)) {
            if let Target::Service(id) = &way.target {
                let service = self.service(id);
                if !seen.iter().any(|other| other.id == service.id) {
                    seen.push(service);
                }
            }
        }
        seen
    }
}
