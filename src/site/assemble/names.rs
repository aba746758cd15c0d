//! The names of everything, gathered before anything is looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::taken_addresses::taken_by;
use crate::content::schema::validate::is_slug;
use crate::content::{Documents, raw};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::contact::with_menu;
use crate::site::text::fragment;

/// Addresses that are generated rather than written, besides `/services/<slug>` and `/report/<outcome>`.
const GENERATED: [&str; 9] = [
    "/routing.json",
    "/openapi.json",
    "/feed.json",
    "/feed.xml",
    "/review.ics",
    "/sitemap.xml",
    "/robots.txt",
    "/llms.txt",
    "/.well-known/security.txt",
];

/// Every name that may be referred to.
#[derive(Debug, Default)]
pub struct Names {
    /// All services, and those readers may see.
    pub services: BTreeSet<String>,
    /// Services that are active or unconfirmed.
    pub shown: BTreeSet<String>,
    /// Services that have closed: what names them falls to the next, and is to be rewritten.
    pub closed: BTreeSet<String>,
    /// Those of them whose file says which service follows: what names them leads on to it.
    pub followed: BTreeSet<String>,
    /// The telephone number of each service that is shown and has one, as a sentence gives it.
    pub numbers: BTreeMap<String, String>,
    pub areas: BTreeSet<String>,
    /// The nations of the UK in which no area of this copy lies, as a sentence names them.
    pub other_nations: String,
    pub roles: BTreeSet<String>,
    pub needs: BTreeSet<String>,
    /// Pages of guidance, by address.
    pub pages: BTreeSet<String>,
    /// Pages that have a last day, and those still to come: redirects may say already where their addresses lead after it.
    pub leaving: BTreeSet<String>,
    pub nodes: BTreeSet<String>,
    pub generated: BTreeSet<String>,
    /// The public address of this copy.
    pub own_address: Option<String>,
    /// Files that the people of another copy wrote and checked.
    pub of_others: BTreeSet<Arc<str>>,
    /// `page#heading` for every heading.
    pub fragments: BTreeSet<String>,
}

impl Names {
    /// Gathers every name; two things of one name are a fault.
    #[must_use]
    pub fn gather(documents: &Documents, found: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self { of_others: documents.of_others.clone(), ..Self::default() };
        names.services(documents, found);
        names.routing(documents, found);
        names.pages(documents, found);
        for area in &documents.areas {
            claim(&mut names.areas, area.stem(), area.place(area.value.name.span()), "area", found);
        }
        names.other_nations = super::areas::other_nations(documents);
        if let Some(site) = &documents.site {
            names.own_address = Some(site.value.address.get_ref().trim_end_matches('/').to_owned());
            for need in &site.value.need {
                claim(&mut names.needs, need.id.get_ref(), site.place(need.id.span()), "need", found);
            }
        }
        names.for_partners(documents);
        names.generated.extend(GENERATED.map(str::to_owned));
        names.generated.extend(names.shown.iter().chain(&names.closed).map(|slug| format!("/services/{slug}")));
        names.covered_by_pages(documents, found);
        names
    }

    /// A page at an address where something else stands would be shown in its place, or never.
    fn covered_by_pages(&self, documents: &Documents, found: &mut Vec<Diagnostic>) {
        for page in &documents.pages {
            let Some(path) = page_path(&page.file.path) else { continue };
            if let Some(what) = taken_by(self, &path) {
                let place = page.place(page.value.front.title.span());
                let fault = Diagnostic::error(place, Kind::Duplicate, format!("no page can stand at `{path}`: {what}"));
                found.push(fault.with_help("give the file another name: its name and folder are the page's address"));
            }
        }
    }

    fn services(&mut self, documents: &Documents, found: &mut Vec<Diagnostic>) {
        for service in &documents.services {
            let place = service.place(service.value.name.span());
            if !is_slug(service.stem()) {
                found.push(bad_file_name(&service.file.path));
            }
            claim(&mut self.services, service.stem(), place, "service", found);
            match service.value.status.get_ref().as_str() {
                "active" | "unconfirmed" => self.shown.insert(service.stem().to_owned()),
                "closed" => self.closed.insert(service.stem().to_owned()),
                _ => false,
            };
        }
        let shown = documents.services.iter().filter(|service| self.shown.contains(service.stem()));
        self.numbers = shown.filter_map(|service| Some((service.stem().to_owned(), number_of(&service.value)?))).collect();
        self.follow(documents);
    }

    /// A service that has closed leads on only to one that readers may see. A name that nobody has is told where it is written, or
    /// belongs to a file that could not be read: the file that names it says all that it should.
    fn follow(&mut self, documents: &Documents) {
        let closed = documents.services.iter().filter(|service| self.closed.contains(service.stem()));
        let leads_on = |next: &raw::Text| self.shown.contains(next.get_ref()) || !self.services.contains(next.get_ref());
        let followed = closed.filter(|service| service.value.replaced_by.as_ref().is_some_and(leads_on));
        self.followed = followed.map(|service| service.stem().to_owned()).collect();
    }

    fn routing(&mut self, documents: &Documents, found: &mut Vec<Diagnostic>) {
        let Some(routing) = &documents.routing else { return };
        for role in &routing.value.role {
            claim(&mut self.roles, role.id.get_ref(), routing.place(role.id.span()), "role", found);
        }
        let questions = routing.value.question.iter().map(|question| &question.id);
        let outcomes = routing.value.outcome.iter().map(|outcome| &outcome.id);
        for id in questions.chain(outcomes) {
            claim(&mut self.nodes, id.get_ref(), routing.place(id.span()), "question or outcome", found);
        }
        self.generated.extend(routing.value.outcome.iter().map(|outcome| format!("/report/{}", outcome.id.get_ref())));
    }

    fn for_partners(&mut self, documents: &Documents) {
        if documents.kit.is_some() {
            self.generated.extend(["/kit/v1/links.json", "/kit/v1/links.schema.json"].map(str::to_owned));
        }
        if let Some(posters) = &documents.posters {
            let posters = posters.value.poster.iter();
            self.generated.extend(posters.map(|poster| format!("/schools/posters/{}", poster.id.get_ref())));
        }
    }

    fn pages(&mut self, documents: &Documents, found: &mut Vec<Diagnostic>) {
        self.leaving.extend(documents.to_come.iter().cloned());
        for page in &documents.pages {
            let place = page.place(page.value.front.title.span());
            let Some(path) = page_path(&page.file.path) else {
                found.push(bad_file_name(&page.file.path));
                continue;
            };
            for heading in super::pages::headings(&page.value.body.blocks) {
                self.fragments.insert(format!("{path}#{}", fragment(&heading)));
            }
            if page.value.front.until.is_some() {
                self.leaving.insert(path.clone());
            }
            claim(&mut self.pages, &path, place, "page at the address", found);
        }
    }
}

/// The address of a page file: `content/pages/schools/nudes.md` is `/schools/nudes`, an `index.md` its folder.
pub fn page_path(file: &str) -> Option<String> {
    let path = file.strip_prefix("content/pages/")?.strip_suffix(".md")?;
    if !path.split('/').all(is_slug) {
        return None;
    }
    let path = path.strip_suffix("index").map_or(path, |folder| folder.trim_end_matches('/'));
    Some(format!("/{path}"))
}

/// The first telephone number of a service.
fn number_of(service: &raw::Service) -> Option<String> {
    let contact = service.contact.iter().find(|contact| contact.kind == "phone")?;
    Some(with_menu(contact.value.get_ref(), contact.menu.as_ref().map(|menu| menu.get_ref().as_str())))
}

fn claim(taken: &mut BTreeSet<String>, name: &str, place: Place, what: &str, found: &mut Vec<Diagnostic>) {
    if !taken.insert(name.to_owned()) {
        found.push(
            Diagnostic::error(place, Kind::Duplicate, format!("there already is a {what} `{name}`"))
                .with_help("give one of them another name"),
        );
    }
}

fn bad_file_name(file: &Arc<str>) -> Diagnostic {
    Diagnostic::error(Place::whole_file(Arc::clone(file)), Kind::WrongValue, "a file's name becomes its address")
        .with_help(copied(file).unwrap_or("use lower-case letters, digits and single hyphens"))
}

/// What a program calls a copy that it made.
fn copied(file: &str) -> Option<&'static str> {
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let is_copy = [" - copy", "copy of ", " copy.", " copy ", "(1)", "(2)", "(copy)"].iter().any(|mark| name.contains(mark));
    is_copy.then_some("it looks like a copy of another file that a program made: take it away, or give it a name of its own")
}

#[cfg(test)]
mod tests {
    use super::page_path;

    #[test]
    fn files_have_the_addresses_of_their_folders() {
        assert_eq!(page_path("content/pages/index.md").as_deref(), Some("/"));
        assert_eq!(page_path("content/pages/shared-images.md").as_deref(), Some("/shared-images"));
        assert_eq!(page_path("content/pages/schools/index.md").as_deref(), Some("/schools"));
        assert_eq!(page_path("content/pages/schools/nudes.md").as_deref(), Some("/schools/nudes"));
        assert_eq!(page_path("content/pages/Bad Name.md"), None);
    }
}
