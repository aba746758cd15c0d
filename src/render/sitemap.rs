//! What search engines expect: `sitemap.xml` (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

use super::changes::entries;
use super::data_file::{ROBOTS, SITEMAP};
use super::document::RenderedDocument;
use super::shell::canonical;
use super::xml::escape;
use crate::site::Site;

/// The files of this module.
pub(super) fn documents(site: &Site) -> Vec<RenderedDocument> {
    vec![sitemap(site), robots(site)]
}

/// Each page with the day it last changed or was checked; a page that shows all services changes when any of them does.
fn sitemap(site: &Site) -> RenderedDocument {
    let entries = entries(site);
    let latest = entries.iter().map(|entry| entry.modified).max();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    let body = entries.iter().fold(head.to_owned(), |body, entry| {
        let modified = latest.filter(|_| entry.is_overview).unwrap_or(entry.modified);
        format!("{body}<url><loc>{}</loc><lastmod>{modified}</lastmod></url>\n", escape(&entry.url))
    });
    let posters = site.posters.iter().flat_map(|all| all.posters.iter().map(|one| (one.address(), all.review.checked)));
    let body = posters.fold(body, |body, (path, checked)| {
        format!("{body}<url><loc>{}</loc><lastmod>{checked}</lastmod></url>\n", escape(&canonical(site, &path)))
    });
    SITEMAP.document(body + "</urlset>\n")
}

/// Everything may be found: somebody looking for help must be able to find it.
fn robots(site: &Site) -> RenderedDocument {
    ROBOTS.document(format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", canonical(site, SITEMAP.path)))
}
