//! The checker of a school's own page, behind its form.

use http::StatusCode;

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::page_check::{LONGEST_PAGE, PageCheck};
use crate::render::check_page::CheckedPage;
use crate::site::page_rules::PageRules;
use crate::snapshot::FormAnswer;

/// The rules made ready, and the page that answers.
pub(super) struct CheckPage {
    check: PageCheck,
    page: CheckedPage,
}

impl CheckPage {
    /// Nothing where the site has no such page; a fault where its rules cannot be made ready.
    pub(super) fn prepare(rules: Option<&PageRules>, page: Option<CheckedPage>) -> Result<Option<Self>, Diagnostic> {
        let (Some(rules), Some(page)) = (rules, page) else { return Ok(None) };
        let check = PageCheck::new(rules).map_err(|error| {
            Diagnostic::error(Place::whole_file("content/page-rules.toml"), Kind::WrongValue, error.to_string())
        })?;
        Ok(Some(Self { check, page }))
    }

    /// The page that answers `text`; none when the template has a fault, which [`Self::faults`] would have found.
    pub(super) fn answer(&self, text: &str) -> Option<FormAnswer> {
        if text.len() > LONGEST_PAGE {
            let html = self.page.too_long().ok()?;
            return Some(FormAnswer { html, status: StatusCode::PAYLOAD_TOO_LARGE });
        }
        self.page.html(&self.check.check(text)).ok().map(FormAnswer::ok)
    }

    /// The faults of the template that answers.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        self.page.faults()
    }
}
