//! What every page shares: the site's name and way out, the head, the review line, the sources.

use serde::Serialize;

use super::format;
use super::number::NumberView;
use crate::clock::{Moment, Pace};
use crate::site::{Freshness, Layout, Page, Review, Service, Site, Source};

/// The site, for every template.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SiteView {
    pub name: String,
    pub tagline: String,
    pub region: String,
    /// Who runs this copy.
    pub operator: String,
    /// How to tell them something is wrong: what a link holds, and what it shows.
    pub contact: Option<ContactLink>,
    pub leave_href: String,
    /// What is there.
    pub leave_name: String,
    pub crisis: Vec<CrisisLine>,
    /// The search form is part of this copy.
    pub has_search: bool,
    /// Somebody answers what is sent from a page. A static copy leaves the forms out.
    pub has_forms: bool,
    /// These pages stand for a while: they know neither who is open now nor what somebody types, and do not speak of it.
    pub is_standing: bool,
    /// What readers of every page must know today.
    pub notices: Vec<String>,
    /// Of the pages that a copy may go without, those that are there: templates link to no other of them.
    pub pages: Vec<&'static str>,
}

/// Pages that templates link to by their address, and that a copy may go without. The others stand in `site::assemble`.
const MAY_BE_ABSENT: [&str; 12] = [
    "/about",
    "/abused-in-the-past",
    "/accessibility",
    "/confidentiality",
    "/help-for-you",
    "/open-now",
    "/schools/posters",
    "/someone-arrested",
    "/stay-private",
    "/the-law",
    "/worried-about-a-child",
    "/young-people",
];

/// A number in the crisis box.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CrisisLine {
    pub name: String,
    pub href: String,
    pub number: NumberView,
    pub any_hour: bool,
}

/// A link to the operator.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContactLink {
    /// What the link holds.
    pub href: String,
    pub shown: String,
}

impl SiteView {
    /// From the site. Without a search page nothing links to one.
    #[must_use]
    pub(super) fn of(site: &Site, has_forms: bool, moment: &Moment) -> Self {
        let settings = &site.settings;
        let notices = settings.notices.iter().filter(|notice| notice.is_shown_on(moment.today));
        Self {
            crisis: settings.crisis.iter().filter_map(|id| crisis_line(site.service(id))).collect(),
            has_search: site.pages.values().any(|page| page.layout == Layout::Search),
            has_forms,
            is_standing: moment.pace == Pace::Standing,
            notices: notices.map(|notice| notice.text.clone()).collect(),
            pages: MAY_BE_ABSENT.into_iter().filter(|path| site.pages.contains_key(*path)).collect(),
            name: settings.name.clone(),
            tagline: settings.tagline.clone(),
            region: settings.region.clone(),
            operator: settings.operator.clone(),
            contact: settings.operator_contact.as_ref().map(|contact| ContactLink {
                href: contact_href(contact),
                shown: contact.trim_start_matches("https://").to_owned(),
            }),
            leave_href: settings.leave_address.clone(),
            leave_name: settings.leave_name.clone(),
        }
    }
}

/// What a link to the operator holds.
pub(super) fn contact_href(contact: &str) -> String {
    match contact {
        web if web.starts_with("https://") => web.to_owned(),
        mail if mail.contains('@') => format!("mailto:{mail}"),
        number => format!("tel:{}", number.replace(' ', "")),
    }
}

fn crisis_line(service: &Service) -> Option<CrisisLine> {
    let contact = service.phone()?;
    Some(CrisisLine {
        name: service.name.clone(),
        href: service.address(),
        number: NumberView::of(contact)?,
        any_hour: contact.is_any_hour(),
    })
}

/// The head of a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct HeadView {
    pub tab: String,
    pub title: String,
    pub description: String,
    /// Its address on this site, for marking where the reader is.
    pub path: String,
    /// Its full public address.
    pub canonical: String,
    /// No previews, no structured data.
    pub is_sensitive: bool,
    pub has_menu: bool,
    /// Not for search engines.
    pub is_hidden: bool,
}

impl HeadView {
    /// The head of an authored page.
    #[must_use]
    pub(super) fn of(site: &Site, page: &Page, pace: Pace) -> Self {
        let standing = page.standing.as_ref().filter(|_| pace == Pace::Standing);
        let (title, tab, description) = match standing {
            Some(standing) => (&standing.title, &standing.tab, &standing.description),
            // The home page of a copy is called what the copy is called.
            None if page.path.as_str() == "/" => (&page.title, &site.settings.name, &page.description),
            None => (&page.title, &page.tab, &page.description),
        };
        Self {
            tab: tab.clone(),
            title: title.clone(),
            description: description.clone(),
            path: page.path.to_string(),
            canonical: canonical(site, page.path.as_str()),
            is_sensitive: page.is_sensitive,
            has_menu: page.has_menu,
            is_hidden: !page.is_listed,
        }
    }
}

/// The full public address of a path.
pub(super) fn canonical(site: &Site, path: &str) -> String {
    if path == "/" { format!("{}/", site.settings.address) } else { format!("{}{path}", site.settings.address) }
}

/// Who checked this and when.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReviewView {
    pub owner: String,
    /// "23 November 2026"; nothing where nobody of this copy has held it against its sources yet.
    pub checked: Option<String>,
    /// "23 February 2027".
    pub due: String,
    /// It is past that date.
    pub is_overdue: bool,
    /// That day is the one on which every fact had been confirmed, and not the day of a comparison.
    pub is_asked: bool,
    /// There is something with which it was compared.
    pub has_sources: bool,
}

impl ReviewView {
    /// A review on the day of `moment`.
    #[must_use]
    pub(super) fn of(review: &Review, site: &Site, moment: &Moment) -> Self {
        let is_overdue = review.freshness(moment.today, &site.settings.review) >= Freshness::Overdue;
        // That nobody has looked for too long is told whoever was to look.
        let checked = review.own_day().or_else(|| (is_overdue && review.is_compared).then_some(review.checked));
        Self {
            owner: review.owner.clone(),
            checked: checked.map(format::date),
            due: format::date(review.due),
            is_overdue,
            is_asked: review.is_asked,
            has_sources: true,
        }
    }
}

/// Where a claim was read.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceView {
    /// Its id in the file.
    pub id: String,
    /// What to call it: its title, or what it bears out.
    pub title: String,
    /// What it bears out, where the title says something else.
    pub supports: Option<String>,
    /// The address, when it is https.
    pub href: Option<String>,
    /// Whose page it is: the host, where the title does not say it.
    pub owner: Option<String>,
}

impl SourceView {
    /// For a page or card.
    #[must_use]
    pub(super) fn of(source: &Source) -> Self {
        let address = source.url.as_deref();
        let host = address.map(|url| {
            let host = url.trim_start_matches("https://").trim_start_matches("http://");
            let host = host.split(['/', '?', '#']).next().unwrap_or(host);
            host.trim_start_matches("www.").to_owned()
        });
        Self {
            id: source.id.clone(),
            title: source.title.clone().or_else(|| source.supports.clone()).unwrap_or_else(|| source.id.clone()),
            supports: source.title.as_ref().and(source.supports.clone()),
            href: address.filter(|url| url.starts_with("https://")).map(str::to_owned),
            owner: host,
        }
    }
}

/// A link to a page of this site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct LinkView {
    pub title: String,
    pub href: String,
}

impl LinkView {
    /// A link to a service's card.
    #[must_use]
    pub(super) fn to_service(service: &Service) -> Self {
        Self { title: service.name.clone(), href: service.address() }
    }
}

/// What every template is given, and the part that is its own.
#[derive(Debug, Serialize)]
pub(super) struct Shell<'a, V: Serialize> {
    pub site: &'a SiteView,
    /// The style of this kind of page.
    pub style: &'a str,
    pub script: &'a str,
    /// The icon as a `data:` address.
    pub icon: &'a str,
    pub head: &'a HeadView,
    pub page: V,
}
