//! What to look for, and on which pages.
//!
//! Takes a [`Site`]; gives the pages to fetch and, for each fact that a program can look for, where it ought to stand: the source it
//! was read in, and every page of the service's own. What a service keeps private or costs is told in sentences of ours, and only a
//! person can ask about it.

use std::collections::BTreeSet;

use super::address::{Address, FetchAddressError};
use crate::site::confirmed::facts;
use crate::site::{ContactValue, FactKind, NamedFact, OpeningHours, PhoneNumber, Service, Site};

#[derive(Debug, Clone, Default)]
pub struct VerificationPlan {
    pub pages: Vec<PageOf>,
    pub asks: Vec<Ask>,
    /// Addresses in the content that cannot be fetched: service, address, why.
    pub unusable: Vec<(String, String, FetchAddressError)>,
}

/// A page and the services it is asked for.
#[derive(Debug, Clone)]
pub struct PageOf {
    pub address: Address,
    pub services: BTreeSet<String>,
}

/// One fact to look for.
#[derive(Debug, Clone)]
pub struct Ask {
    pub service: String,
    /// What the service may be called on its pages.
    pub names: Vec<String>,
    /// The fact's name within the service.
    pub fact: String,
    pub kind: FactKind,
    /// The value in its canonical form.
    pub value: String,
    /// What to look for.
    pub what: What,
    /// Where it ought to stand, the source it was read in first.
    pub places: Vec<Address>,
    /// The first of `places` is the source it was read in.
    pub has_source: bool,
    /// The hosts (without `www.`) that are the service's own.
    pub own: BTreeSet<String>,
}

/// What to look for on a page.
#[derive(Debug, Clone)]
pub enum What {
    Number(PhoneNumber),
    /// Hours, and the number they belong to.
    Hours(OpeningHours, Option<PhoneNumber>),
    /// An email address, in lower case.
    Email(String),
    Post(String),
    /// The page itself.
    Web,
}

impl VerificationPlan {
    /// The plan for the services of `site` that readers see, or for those named in `only`.
    #[must_use]
    pub fn of(site: &Site, only: &[String]) -> Self {
        let mut plan = Self::default();
        for service in site.services.values() {
            let is_meant = if only.is_empty() { service.is_shown() } else { only.iter().any(|name| name == service.id.as_str()) };
            if is_meant {
                plan.service(service);
            }
        }
        plan
    }

    fn service(&mut self, service: &Service) {
        let contacts = service.contacts.iter().filter_map(|contact| contact.web());
        let contacts: Vec<Address> = contacts.filter_map(|web| self.usable(service, web.as_str())).collect();
        let sources = service.sources.iter().filter_map(|source| Some((source.id.clone(), source.url.clone()?)));
        let sources: Vec<(String, Address)> =
            sources.filter_map(|(id, url)| self.usable(service, &url).map(|address| (id, address))).collect();
        let own: BTreeSet<String> = contacts.iter().map(|address| address.site().to_owned()).collect();
        let mut own_pages: Vec<&Address> = sources.iter().map(|(_, address)| address).chain(&contacts).collect();
        own_pages.retain(|address| own.contains(address.site()));
        for address in sources.iter().map(|(_, address)| address).chain(&contacts) {
            self.page(service, address);
        }
        for fact in facts(service) {
            let Some(what) = what(&fact) else { continue };
            let source = sources.iter().find(|(id, _)| *id == fact.source).map(|(_, address)| address);
            let source = match what {
                // A page is its own source.
                What::Web => Address::parse(&fact.value).ok(),
                _ => source.cloned(),
            };
            let has_source = source.is_some();
            let mut places: Vec<Address> = source.into_iter().collect();
            if !matches!(what, What::Web) {
                places.extend(own_pages.iter().copied().cloned());
            }
            let mut seen = BTreeSet::new();
            places.retain(|address| seen.insert(address.clone()));
            self.asks.push(Ask {
                service: service.id.to_string(),
                names: names(service),
                kind: fact.kind,
                value: fact.value.clone(),
                fact: fact.name,
                what,
                places,
                has_source,
                own: own.clone(),
            });
        }
    }

    fn usable(&mut self, service: &Service, url: &str) -> Option<Address> {
        Address::parse(url).map_err(|error| self.unusable.push((service.id.to_string(), url.to_owned(), error))).ok()
    }

    fn page(&mut self, service: &Service, address: &Address) {
        let services = BTreeSet::from([service.id.to_string()]);
        match self.pages.iter_mut().find(|page| page.address == *address) {
            Some(page) => page.services.extend(services),
            None => self.pages.push(PageOf { address: address.clone(), services }),
        }
    }
}

/// What a program can look for of a fact, if anything.
fn what(fact: &NamedFact<'_>) -> Option<What> {
    let contact = fact.contact?;
    if fact.kind == FactKind::Hours {
        let hours = contact.hours.as_ref()?;
        return Some(What::Hours(hours.value.clone(), contact.number().cloned()));
    }
    Some(match &contact.value.value {
        ContactValue::Number(number) => What::Number(number.clone()),
        ContactValue::Email(address) => What::Email(address.as_str().to_lowercase()),
        ContactValue::Post(address) => What::Post(address.clone()),
        ContactValue::Web(_) => What::Web,
    })
}

fn names(service: &Service) -> Vec<String> {
    let others = service.also_known_as.iter().chain(&service.formerly);
    [&service.name, &service.operator].into_iter().chain(others).cloned().collect()
}
