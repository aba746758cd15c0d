//! What clients expect: `sitemap.xml` (sitemaps.org 0.9), `robots.txt` (RFC 9309) and the favicon.

use super::document::{CachePolicy, Document, MediaType};
use super::shell::canonical;
use crate::site::Site;

/// The files of this module.
pub(super) fn documents(site: &Site) -> Vec<Document> {
    vec![sitemap(site), robots(site)]
}

fn sitemap(site: &Site) -> Document {
    let pages = site.pages.values().filter(|page| page.is_listed);
    let pages = pages.map(|page| (page.path.to_string(), page.review.checked));
    let services = site.shown_services().map(|service| (service.address(), service.review.checked));
    let posters = site.posters.iter().flat_map(|all| all.posters.iter().map(|one| (one.address(), all.review.checked)));
    let body = pages.chain(services).chain(posters).fold(
        String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        ),
        // Addresses are slugs, which need no escaping.
        |body, (path, checked)| format!("{body}<url><loc>{}</loc><lastmod>{checked}</lastmod></url>\n", canonical(site, &path)),
    );
    file("/sitemap.xml", MediaType::Xml, body + "</urlset>\n")
}

/// Everything may be found: somebody looking for help must be able to find it.
fn robots(site: &Site) -> Document {
    let body = format!("User-agent: *\nDisallow:\n\nSitemap: {}\n", canonical(site, "/sitemap.xml"));
    file("/robots.txt", MediaType::Plain, body)
}

fn file(path: &'static str, media_type: MediaType, body: String) -> Document {
    Document { path: path.into(), template: path, media_type, policy: CachePolicy::OpenData, csp: None, body }
}
