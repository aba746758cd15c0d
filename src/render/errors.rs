//! Pages for requests that have no document. Each still shows 999 and the main ways on.

use std::sync::Arc;

use serde::Serialize;

use super::Renderer;
use super::assets::PageStyle;
use super::document::ErrorPages;
use super::home::NamedView;
use super::shell::HeadView;

/// What an error page shows.
#[derive(Debug, Serialize)]
struct ErrorView {
    /// Which sentence the template prints.
    reason: &'static str,
    /// People who can be rung, so that a wrong address is no dead end.
    named: Vec<NamedView>,
}

impl Renderer<'_> {
    pub(super) fn error_pages(&mut self) -> ErrorPages {
        ErrorPages {
            csp: Arc::clone(&self.assets.style(PageStyle::Form).csp),
            not_found: self.error("not-found", "Page not found"),
            method_not_allowed: self.error("method", "That does not work here"),
            gone: self.error("gone", "This page has gone"),
            refused: self.error("refused", "That could not be read"),
            failed: self.error("failed", "Sorry, something went wrong"),
        }
    }

    fn error(&mut self, reason: &'static str, title: &str) -> String {
        let named = self.cards().named_numbers();
        let head = HeadView {
            tab: self.site.settings.name.clone(),
            title: title.to_owned(),
            description: String::new(),
            path: String::new(),
            canonical: String::new(),
            is_sensitive: true,
            has_menu: true,
            is_hidden: true,
        };
        self.html("error.html", PageStyle::Form, &head, ErrorView { reason, named })
    }
}
