//! The link kit for programs: `/kit/v1/links.json` with its JSON Schema, and the badges.
//!
//! The file says until when it may be relied on (`expires`): the day on which its wording falls due for review.

use serde::Serialize;
use serde_json::json;

use super::Renderer;
use super::document::{CachePolicy, MediaType, RenderedDocument};
use super::kit::{TextForms, badge_address};
use super::shell::canonical;
use crate::site::{Audience, Kit, LinkTarget, ShortLink, Site};

/// The file, as `templates/kit/links.schema.json` describes it.
#[derive(Debug, Serialize)]
struct LinksFile<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    version: u8,
    site: &'a str,
    url: String,
    checked: String,
    expires: String,
    links: Vec<LinkData<'a>>,
    snippets: Vec<SnippetData<'a>>,
}

#[derive(Debug, Serialize)]
struct LinkData<'a> {
    id: &'a str,
    url: String,
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<Audience>,
    leads_to: String,
}

#[derive(Debug, Serialize)]
struct SnippetData<'a> {
    id: &'a str,
    audience: Audience,
    link: String,
    #[serde(flatten)]
    forms: TextForms,
}

impl Renderer<'_> {
    /// The files of this module; none on a copy without texts to copy.
    pub(super) fn link_data(&mut self) {
        let site = self.site;
        let Some(kit) = &site.kit else { return };
        // Strings and lists always serialise.
        let file_of_links = links_file(site, kit, self.snippet_data(kit));
        let links = serde_json::to_string_pretty(&file_of_links).unwrap_or_default();
        let schema = self.written("kit/links.schema.json", &json!({ "address": site.settings.address }));
        self.documents.push(file("/kit/v1/links.json", MediaType::Json, links));
        self.documents.push(file("/kit/v1/links.schema.json", MediaType::JsonSchema, schema));
        let badges = self.assets.badges.iter().map(|(name, svg)| badge(name, svg));
        self.documents.extend(badges);
    }

    fn snippet_data<'a>(&mut self, kit: &'a Kit) -> Vec<SnippetData<'a>> {
        let snippets = kit.snippets.iter().map(|snippet| SnippetData {
            id: &snippet.id,
            audience: snippet.audience,
            link: canonical(self.site, &format!("/go/{}", snippet.link)),
            forms: self.forms(snippet, kit.review.checked),
        });
        snippets.collect()
    }
}

fn links_file<'a>(site: &'a Site, kit: &Kit, snippets: Vec<SnippetData<'a>>) -> LinksFile<'a> {
    LinksFile {
        schema: canonical(site, "/kit/v1/links.schema.json"),
        version: 1,
        site: &site.settings.name,
        url: canonical(site, "/schools/link-kit"),
        checked: kit.review.checked.to_string(),
        expires: kit.review.due.to_string(),
        links: site.links.links.values().map(|one| link(site, one)).collect(),
        snippets,
    }
}

fn file(path: &'static str, media_type: MediaType, body: String) -> RenderedDocument {
    RenderedDocument { path: path.into(), template: path, media_type, policy: CachePolicy::OpenData, csp: None, body }
}

/// People save a badge and host it themselves.
fn badge(name: &str, svg: &str) -> RenderedDocument {
    RenderedDocument {
        path: badge_address(name),
        template: "/kit/v1/{badge}",
        media_type: MediaType::Svg,
        policy: CachePolicy::Download,
        csp: None,
        body: svg.to_owned(),
    }
}

fn link<'a>(site: &'a Site, link: &'a ShortLink) -> LinkData<'a> {
    let (kind, name, audience) = match &link.target {
        LinkTarget::Page(path) => {
            let page = site.pages.get(path);
            ("page", page.map_or("", |page| page.title.as_str()), page.map(|page| page.audience))
        }
        LinkTarget::Service(id) => ("service", site.service(id).name.as_str(), None),
    };
    LinkData {
        id: link.id.as_str(),
        url: canonical(site, &link.address()),
        kind,
        title: link.about.as_deref().unwrap_or(name),
        audience,
        leads_to: canonical(site, &link.target.address()),
    }
}
