//! The directory, and each service's full card: what a person needs to know before they get in touch.

use std::collections::HashSet;

use serde::Serialize;

use super::a_to_z::{self, LetterView};
use super::body::{BlockView, LimitView};
use super::card::{CardView, Cards, ContactView};
use super::service_entry::{EntryView, only_in};
use super::shell::{HeadView, LinkView, ReviewView, SourceView, canonical};
use crate::site::{Layout, Need, Page, Service, ServiceStatus};

/// The id and title of what helps in other nations alone, after the needs.
pub(super) const ELSEWHERE: (&str, &str) = ("elsewhere", "Elsewhere in the UK");

#[derive(Debug, Serialize)]
pub(super) struct DirectoryView {
    pub body: Vec<BlockView>,
    pub groups: Vec<NeedView>,
    /// Every service by first letter.
    pub letters: Vec<LetterView>,
    pub review: ReviewView,
}

/// Services that meet one need.
#[derive(Debug, Serialize)]
pub(super) struct NeedView {
    /// The need's name, for links.
    pub id: String,
    pub title: String,
    /// Its services: those that `site.toml` puts first, then confirmed ones, then those whose main need it is, then by name.
    pub services: Vec<EntryView>,
}

/// A service's full card.
#[derive(Debug, Serialize)]
pub(super) struct ServiceView {
    pub card: CardView,
    pub operator: String,
    pub formerly: Vec<String>,
    pub helps_with: Vec<String>,
    pub not_for: Vec<String>,
    /// Every way to reach it.
    pub contacts: Vec<ContactView>,
    /// Languages, each with its way.
    pub languages: Vec<SpokenView>,
    /// What it keeps private and passes on.
    pub limit: LimitView,
    /// The limit of what stays private, in one sentence.
    pub limit_line: Option<String>,
    pub who_for: Option<String>,
    pub made_for: Vec<&'static str>,
    pub first_words: Vec<String>,
    pub phone_bill: Option<String>,
    pub site_is_like: Option<String>,
    pub who_answers: Option<String>,
    pub what_happens: Vec<String>,
    /// If nobody answers.
    pub if_busy: Option<String>,
    /// How soon messages are answered.
    pub reply: Option<String>,
    pub sources: Vec<SourceView>,
    pub review: ReviewView,
    /// Structured data for search engines (schema.org), where it helps people find the service and gives nobody away.
    pub json_ld: Option<String>,
}

/// A service that has closed or is no longer listed.
#[derive(Debug, Serialize)]
pub(super) struct GoneView {
    pub name: String,
    /// It has closed; otherwise it is not listed.
    pub is_closed: bool,
    /// Who to turn to instead.
    pub instead: Vec<EntryView>,
}

/// A language and its way.
#[derive(Debug, Serialize)]
pub(super) struct SpokenView {
    pub name: String,
    /// Through which contact.
    pub how: Option<String>,
}

impl Cards<'_> {
    pub(super) fn directory(&self, page: &Page) -> DirectoryView {
        let entries = |services: Vec<&Service>| services.into_iter().map(|service| EntryView::of(self.site, service)).collect();
        let groups = self.by_need().map(|(need, services)| NeedView {
            id: need.id.to_string(),
            title: need.title.clone(),
            services: entries(services),
        });
        let elsewhere = Some(self.of_other_nations()).filter(|services| !services.is_empty());
        let elsewhere = elsewhere.map(|services| NeedView {
            id: ELSEWHERE.0.to_owned(),
            title: ELSEWHERE.1.to_owned(),
            services: entries(services),
        });
        DirectoryView {
            body: self.blocks(&page.body),
            groups: groups.chain(elsewhere).collect(),
            letters: self.letters(),
            review: ReviewView::of(&page.review, self.site, self.moment),
        }
    }

    /// Each need that a service meets, with its services in the order that [`NeedView`] says, without those of [`Self::of_other_nations`].
    pub(super) fn by_need(&self) -> impl Iterator<Item = (&Need, Vec<&Service>)> {
        let needs = self.site.settings.needs.iter().map(|need| {
            let mut services: Vec<&Service> = self.here().filter(|service| service.needs.contains(&need.id)).collect();
            let place = |service: &Service| need.first.iter().position(|id| *id == service.id).unwrap_or(usize::MAX);
            let is_aside = |service: &Service| service.needs.first() != Some(&need.id);
            services
                .sort_by_key(|service| (place(service), !service.is_confirmed(), is_aside(service), service.name.to_lowercase()));
            (need, services)
        });
        needs.filter(|(_, services)| !services.is_empty())
    }

    /// As [`Self::by_need`], each service under the first need only.
    pub(super) fn by_need_once(&self) -> Vec<(&Need, Vec<&Service>)> {
        let mut listed = HashSet::new();
        let groups = self.by_need().map(|(need, mut services)| {
            services.retain(|service| listed.insert(&service.id));
            (need, services)
        });
        groups.filter(|(_, services)| !services.is_empty()).collect()
    }

    fn here(&self) -> impl Iterator<Item = &Service> {
        self.site.shown_services().filter(|service| !self.site.is_elsewhere(service))
    }

    /// Services that help elsewhere alone, nation by nation: they stand apart from the needs, under [`ELSEWHERE`].
    pub(super) fn of_other_nations(&self) -> Vec<&Service> {
        let mut services: Vec<&Service> = self.site.shown_services().filter(|service| self.site.is_elsewhere(service)).collect();
        let nation = |service: &Service| {
            self.site.areas.iter().position(|area| service.areas.iter().any(|named| named == area.id.as_str()))
        };
        services.sort_by_key(|service| (nation(service), !service.is_confirmed(), service.name.to_lowercase()));
        services
    }

    /// Every service by first letter, former names included.
    pub(super) fn letters(&self) -> Vec<LetterView> {
        let link = |service: &Service| {
            let LinkView { title, href } = LinkView::to_service(service);
            let nations = only_in(self.site, service).filter(|nations| !title.contains(nations));
            LinkView { title: nations.map_or(title.clone(), |nations| format!("{title} ({nations})")), href }
        };
        let mut links: Vec<LinkView> = self.site.shown_services().map(link).collect();
        for service in self.site.shown_services() {
            links.extend(
                service
                    .formerly
                    .iter()
                    .map(|old| LinkView { title: format!("{old} (now {})", service.name), href: service.address() }),
            );
        }
        a_to_z::by_letter(links)
    }

    pub(super) fn service_page(&self, service: &Service) -> ServiceView {
        let on_contact = service.on_contact.as_ref().map(|fact| &fact.value);
        ServiceView {
            card: self.card(service, false),
            operator: service.operator.clone(),
            formerly: service.formerly.clone(),
            helps_with: service.helps_with.clone(),
            not_for: service.not_for.clone(),
            contacts: service.contacts.iter().map(|contact| self.contact(service, contact, false)).collect(),
            languages: service
                .languages
                .iter()
                .filter(|language| language.confidence.is_shown_as_sure())
                .map(|language| SpokenView { name: language.value.name.clone(), how: language.value.how.clone() })
                .collect(),
            limit: LimitView::of(service),
            limit_line: service.limit("anyone").map(str::to_owned),
            who_for: service.who_for.clone(),
            made_for: service.made_for.iter().filter_map(|people| made_for(people)).collect(),
            first_words: on_contact.map(|on_contact| on_contact.first_words.clone()).unwrap_or_default(),
            phone_bill: on_contact.and_then(|on_contact| on_contact.phone_bill.clone()),
            site_is_like: on_contact.and_then(|on_contact| on_contact.site_is_like.clone()),
            who_answers: on_contact.and_then(|on_contact| on_contact.who_answers.clone()),
            what_happens: on_contact.map(|on_contact| on_contact.what_happens.clone()).unwrap_or_default(),
            if_busy: on_contact.and_then(|on_contact| on_contact.if_busy.clone()),
            reply: on_contact.and_then(|on_contact| on_contact.reply.clone()),
            sources: service.sources.iter().filter(|source| source.is_shown).map(SourceView::of).collect(),
            review: ReviewView::of(self.site.shown(service, self.moment.today).review(), self.site, self.moment),
            json_ld: self.json_ld(service),
        }
    }

    /// The page of a service that readers are not sent to any more.
    pub(super) fn gone_page(&self, service: &Service) -> GoneView {
        GoneView {
            name: service.name.clone(),
            is_closed: service.status == ServiceStatus::Closed,
            instead: EntryView::instead_of(self.site, service),
        }
    }

    /// The head of a service's page. Where the service's name would give its reader away, the browser title is the directory's.
    pub(super) fn service_head(&self, service: &Service) -> HeadView {
        let is_sensitive = service.is_sensitive();
        let directory = self.site.pages.values().find(|page| page.layout == Layout::Services);
        let tab = directory
            .filter(|_| is_sensitive || !service.is_shown())
            .map_or_else(|| service.name.clone(), |page| page.tab.clone());
        HeadView {
            tab,
            title: service.name.clone(),
            description: if service.is_shown() { cut(&service.summary.value, 140) } else { String::new() },
            path: service.address(),
            canonical: canonical(self.site, &service.address()),
            is_sensitive,
            has_menu: true,
            is_hidden: !service.is_shown(),
        }
    }
}

/// How the people that a service was made for are named to readers.
fn made_for(people: &str) -> Option<&'static str> {
    Some(match people {
        "men" => "men",
        "women" => "women",
        "lgbt" => "LGBT+ people",
        "deaf" => "Deaf people",
        "disabled" => "disabled people",
        "faith" => "people of faith",
        "language" => "people whose first language may not be English",
        "carers" => "foster and kinship carers",
        _ => return None,
    })
}

/// At most `most` characters, cut after a whole word.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most - 1).collect();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{}…", &short[..end])
}

#[cfg(test)]
mod tests {
    use super::made_for;
    use crate::content::schema::MADE_FOR;

    #[test]
    fn everybody_a_service_can_be_made_for_is_named_to_readers() {
        for people in MADE_FOR {
            assert!(made_for(people).is_some(), "{people}");
        }
    }
}
