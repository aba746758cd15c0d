//! What was checked and what changed, newest first, as JSON Feed 1.1 and as Atom (RFC 4287), for partners who keep links to pages here.
//!
//! An entry's text is the page's own. A time is midnight of the day something was checked: the site knows days.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use super::changes::{closed, entries};
use super::data_file::{ATOM_FEED, JSON_FEED};
use super::document::RenderedDocument;
use super::shell::canonical;
use super::xml::escape;
use crate::site::{Change, Site};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    date_modified: String,
}

/// What a feed tells of one day: a page or service as it was checked, or one thing that changed.
struct Told<'a> {
    id: String,
    url: String,
    title: Cow<'a, str>,
    text: Option<Cow<'a, str>>,
    day: Date,
}

/// Both feeds.
pub(super) fn documents(site: &Site) -> Vec<RenderedDocument> {
    let checked = closed(site).into_iter().chain(entries(site)).map(|entry| Told {
        id: entry.url.clone(),
        url: entry.url,
        title: entry.title,
        text: entry.summary.map(Cow::Borrowed),
        day: entry.modified,
    });
    let mut all: Vec<Told<'_>> = changed(site).into_iter().chain(checked).collect();
    all.sort_by_key(|told| std::cmp::Reverse(told.day));
    vec![JSON_FEED.document(json(site, &all)), ATOM_FEED.document(atom(site, &all))]
}

/// Each recorded change, with what stood there before. Of a page that is sensitive, and of the report page's routes, no more is told
/// than that they changed.
fn changed(site: &Site) -> Vec<Told<'_>> {
    let is_sensitive =
        |address: &str| address.starts_with("/report") || site.pages.get(address).is_some_and(|page| page.is_sensitive);
    let told = |(index, change): (usize, &Change)| {
        let url = canonical(site, &change.address);
        Told {
            // The oldest has the lowest number, so that a later change moves no id.
            id: format!("{url}#changed-{}-{}", change.on, site.changes.changes.len() - index),
            url,
            title: Cow::Owned(format!("Changed: {}", change.name)),
            text: (!is_sensitive(&change.address)).then(|| Cow::Owned(change.told())),
            day: change.on,
        }
    };
    site.changes.changes.iter().enumerate().map(told).collect()
}

/// RFC 3339.
fn modified(told: &Told<'_>) -> String {
    format!("{}T00:00:00Z", told.day)
}

fn json(site: &Site, all: &[Told<'_>]) -> String {
    let items = all.iter().map(|told| Item {
        id: &told.id,
        url: &told.url,
        title: &told.title,
        // Every item has a text; where there may be none, the title is all there is to say.
        content_text: told.text.as_deref().unwrap_or(&told.title),
        date_modified: modified(told),
    });
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &site.settings.name,
        description: &site.settings.tagline,
        home_page_url: canonical(site, "/"),
        feed_url: canonical(site, JSON_FEED.path),
        language: "en-GB",
        authors: [Author { name: &site.settings.operator }],
        items: items.collect(),
    };
    // Strings and lists always serialise.
    serde_json::to_string_pretty(&feed).unwrap_or_default()
}

fn atom(site: &Site, all: &[Told<'_>]) -> String {
    let settings = &site.settings;
    let (home, own) = (canonical(site, "/"), canonical(site, ATOM_FEED.path));
    let updated = all.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), modified);
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n\
         <id>{own}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<updated>{updated}</updated>\n\
         <author><name>{}</name></author>\n<link href=\"{home}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n",
        escape(&settings.name),
        escape(&settings.tagline),
        escape(&settings.operator),
    );
    all.iter().fold(head, |text, told| text + &atom_entry(told)) + "</feed>\n"
}

fn atom_entry(told: &Told<'_>) -> String {
    let (id, url, title, updated) = (&told.id, &told.url, escape(&told.title), modified(told));
    let summary = told.text.as_ref().map(|text| format!("<summary>{}</summary>", escape(text))).unwrap_or_default();
    format!("<entry><id>{id}</id><title>{title}</title><updated>{updated}</updated><link href=\"{url}\"/>{summary}</entry>\n")
}
