//! The link kit's page: short texts for partners' own pages, as HTML, Markdown and plain text.
//!
//! Takes the texts and short addresses of the site. Each text is written by one template a form (`templates/kit/`), and the page
//! shows that same writing twice: as it looks, and to copy.

use jiff::civil::Date;
use serde::Serialize;

use super::Renderer;
use super::assets::PageStyle;
use super::body::BlockView;
use super::shell::{HeadView, ReviewView, canonical};
use crate::site::{Block, BlockKind, Page, Site, Snippet};

/// What the link kit's page shows.
#[derive(Debug, Serialize)]
struct KitView {
    /// The words before the texts.
    intro: Vec<BlockView>,
    /// The hosting guide.
    guide: Vec<BlockView>,
    snippets: Vec<SnippetView>,
    badges: Vec<BadgeView>,
    /// How a badge is put on a page.
    badge_html: String,
    /// The short addresses that are not a service's.
    links: Vec<LinkLine>,
    /// "November 2026".
    checked: String,
    review: ReviewView,
    script: String,
}

/// A text on the page.
#[derive(Debug, Serialize)]
struct SnippetView {
    id: String,
    name: String,
    /// Where to put it.
    place: String,
    /// "waymark.example/go/parents".
    short: String,
    #[serde(flatten)]
    forms: TextForms,
}

/// A text in its three forms.
#[derive(Debug, Serialize)]
pub(super) struct TextForms {
    /// For a page of HTML; no script, frame or picture.
    pub html: String,
    /// For a page of Markdown.
    pub markdown: String,
    /// For a letter.
    pub text: String,
}

/// What the templates of a text are given.
#[derive(Debug, Serialize)]
struct SnippetWords<'a> {
    title: &'a str,
    danger: &'a str,
    text: &'a [String],
    link_text: &'a str,
    url: String,
    site: &'a str,
    checked: String,
}

#[derive(Debug, Serialize)]
struct BadgeView {
    name: String,
    href: String,
    svg: String,
}

#[derive(Debug, Serialize)]
struct LinkLine {
    short: String,
    about: String,
}

impl Renderer<'_> {
    pub(super) fn link_kit(&mut self, page: &Page, head: &HeadView) -> String {
        let site = self.site;
        let Some(kit) = &site.kit else { return String::new() };
        let snippets = kit.snippets.iter().map(|snippet| self.snippet(snippet, kit.review.checked)).collect();
        let first = kit.snippets.first();
        let badge_html = first.map_or_else(String::new, |one| self.form("kit/badge.html", one, kit.review.checked));
        let (intro, guide) = page.body.split_at(first_heading(&page.body));
        let cards = self.cards();
        let view = KitView {
            intro: cards.blocks(intro),
            guide: cards.blocks(guide),
            snippets,
            badges: self.badges(),
            badge_html,
            links: links(site),
            checked: month(kit.review.checked),
            review: ReviewView::of(&kit.review, site, self.moment),
            script: self.assets.copy_script.clone(),
        };
        self.html("link-kit.html", PageStyle::Kit, head, view)
    }

    fn snippet(&mut self, snippet: &Snippet, checked: Date) -> SnippetView {
        SnippetView {
            id: snippet.id.clone(),
            name: snippet.name.clone(),
            place: snippet.where_to_put.clone(),
            short: short(self.site, &format!("/go/{}", snippet.link)),
            forms: self.forms(snippet, checked),
        }
    }

    /// A text in its three forms.
    pub(super) fn forms(&mut self, snippet: &Snippet, checked: Date) -> TextForms {
        let mut form = |template| self.form(template, snippet, checked);
        TextForms { html: form("kit/snippet.html"), markdown: form("kit/snippet.md"), text: form("kit/snippet.txt") }
    }

    fn form(&mut self, template: &str, snippet: &Snippet, checked: Date) -> String {
        let words = SnippetWords {
            title: &snippet.title,
            danger: &snippet.danger,
            text: &snippet.text,
            link_text: &snippet.link_text,
            url: canonical(self.site, &format!("/go/{}", snippet.link)),
            site: &self.site.settings.name,
            checked: month(checked),
        };
        self.written(template, &words)
    }

    fn badges(&self) -> Vec<BadgeView> {
        let badges = self.assets.badges.iter();
        badges.map(|(name, svg)| BadgeView { name: name.clone(), href: badge_address(name), svg: svg.clone() }).collect()
    }
}

/// Where a badge can be fetched.
pub(super) fn badge_address(name: &str) -> String {
    format!("/kit/v1/badge-{name}.svg")
}

/// The address as it is printed and said: without `https://`.
pub(super) fn short(site: &Site, path: &str) -> String {
    site.settings.spoken_address(path)
}

/// "November 2026".
pub(super) fn month(date: Date) -> String {
    date.strftime("%B %Y").to_string()
}

/// The short addresses with words of their own, in the order of their ids.
fn links(site: &Site) -> Vec<LinkLine> {
    let links = site.links.links.values();
    links.filter_map(|link| Some(LinkLine { short: short(site, &link.address()), about: link.about.clone()? })).collect()
}

fn first_heading(body: &[Block]) -> usize {
    body.iter().position(|block| matches!(block.kind, BlockKind::Heading { .. })).unwrap_or(body.len())
}
