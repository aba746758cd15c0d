//! `llms.txt`: what a program that answers people should say first, as plain text.
//!
//! The emergency number, the organisations that the home page names first, and the report page. Names, lines and numbers are the
//! site's own; a service that readers may not see is left out.

use super::data_file::LLMS;
use super::document::RenderedDocument;
use super::shell::canonical;
use crate::site::{Contact, Layout, Service, Site};

/// The service of the emergency number: whoever shows hours always, shows it.
const EMERGENCY: &str = "999";

pub(super) fn document(site: &Site) -> RenderedDocument {
    let settings = &site.settings;
    let mut lines = vec![format!("# {}", settings.name), String::new(), format!("> {}", settings.tagline), String::new()];
    let emergency = site.shown_services().find(|service| number(service) == Some(EMERGENCY));
    lines.extend(emergency.map(|service| line(site, service, &service.summary.value)));
    let home = site.pages.values().filter(|page| page.layout == Layout::Home).flat_map(|page| &page.named);
    let named = home.map(|named| (&named.service, Some(named.line.as_str())));
    let crisis = settings.crisis.iter().map(|id| (id, None));
    let mut told = Vec::new();
    for (id, about) in named.chain(crisis) {
        let service = site.service(id);
        if service.is_shown() && number(service).is_some() && !told.contains(&id) {
            lines.push(line(site, service, about.unwrap_or(&service.summary.value)));
            told.push(id);
        }
    }
    lines.extend([
        String::new(),
        format!(
            "Not sure which is right? Ask people to open {}: a few questions lead to the right help.",
            canonical(site, "/report")
        ),
        format!("Every service: {}", canonical(site, "/services")),
    ]);
    LLMS.document(lines.join("\n") + "\n")
}

fn number(service: &Service) -> Option<&str> {
    Some(service.phone()?.number()?.shown())
}

/// "- [Childline](address): 0800 1111. For anyone under 19."
fn line(site: &Site, service: &Service, about: &str) -> String {
    let number = service.phone().and_then(Contact::number_with_menu).unwrap_or_default();
    format!("- [{}]({}): {number}. {about}", service.name, canonical(site, &service.address()))
}
