//! What was checked, newest first, as JSON Feed 1.1 and as Atom (RFC 4287), for partners who keep links to pages here.
//!
//! An entry's text is the page's own. A time is midnight of the day something was checked: the site knows days.

use serde::Serialize;

use super::changes::{Entry, closed, entries};
use super::data_file::{ATOM_FEED, JSON_FEED};
use super::document::Document;
use super::shell::canonical;
use super::xml::escape;
use crate::site::Site;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are the format's")]
struct Feed<'a> {
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

/// Both feeds.
pub(super) fn documents(site: &Site) -> Vec<Document> {
    let mut all = closed(site);
    all.extend(entries(site));
    all.sort_by_key(|entry| std::cmp::Reverse(entry.review.checked));
    let entries = all;
    vec![JSON_FEED.document(json(site, &entries)), ATOM_FEED.document(atom(site, &entries))]
}

/// RFC 3339.
fn modified(entry: &Entry<'_>) -> String {
    format!("{}T00:00:00Z", entry.review.checked)
}

fn json(site: &Site, entries: &[Entry<'_>]) -> String {
    let items = entries.iter().map(|entry| Item {
        id: &entry.url,
        url: &entry.url,
        title: &entry.title,
        // Every item has a text; where there may be none, the title is all there is to say.
        content_text: entry.summary.unwrap_or(&entry.title),
        date_modified: modified(entry),
    });
    let feed = Feed {
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

fn atom(site: &Site, entries: &[Entry<'_>]) -> String {
    let settings = &site.settings;
    let (home, own) = (canonical(site, "/"), canonical(site, ATOM_FEED.path));
    let updated = entries.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), modified);
    let head = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n\
         <id>{own}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n<updated>{updated}</updated>\n\
         <author><name>{}</name></author>\n<link href=\"{home}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n",
        escape(&settings.name),
        escape(&settings.tagline),
        escape(&settings.operator),
    );
    entries.iter().fold(head, |text, entry| text + &atom_entry(entry)) + "</feed>\n"
}

fn atom_entry(entry: &Entry<'_>) -> String {
    let (url, title, updated) = (&entry.url, escape(&entry.title), modified(entry));
    let summary = entry.summary.map(|summary| format!("<summary>{}</summary>", escape(summary))).unwrap_or_default();
    format!("<entry><id>{url}</id><title>{title}</title><updated>{updated}</updated><link href=\"{url}\"/>{summary}</entry>\n")
}
