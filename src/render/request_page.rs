//! What a page that is made at request time needs besides what it shows: made once with the snapshot, and used for every answer.

use serde::Serialize;

use super::assets::{Assets, PageStyle};
use super::names::KnownNames;
use super::shell::{HeadView, Shell, SiteView};
use super::templates::Templates;
use crate::clock::Moment;
use crate::diagnostic::Diagnostic;
use crate::site::{Page, Site};

/// The frame of the page that answers a form.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    names: KnownNames,
    templates: Templates,
    site: SiteView,
    head: HeadView,
    style: String,
    script: String,
    icon: String,
}

impl Frame {
    /// For answers to the form on `page`. They are not for search engines.
    #[must_use]
    pub(super) fn prepare(site: &Site, page: &Page, templates: &Templates, assets: &Assets, moment: &Moment) -> Self {
        Self {
            names: KnownNames::of(site),
            templates: templates.clone(),
            site: SiteView::of(site, true, moment),
            head: HeadView { is_hidden: true, ..HeadView::of(site, page, moment.pace) },
            style: assets.style(PageStyle::Form).text.clone(),
            script: assets.style(PageStyle::Form).script.clone(),
            icon: assets.icon.clone(),
        }
    }

    /// The page that shows `view`.
    pub(super) fn render<V: Serialize>(&self, template: &str, view: V) -> Result<String, Diagnostic> {
        let Self { site, head, style, script, icon, .. } = self;
        let html = self.templates.render(template, &Shell { site, style, script, icon, head, page: view })?;
        Ok(self.names.marked(&html))
    }
}
