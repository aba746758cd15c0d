//! The checker of a school's own page, behind its form.

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::page_check::{PageCheck, Report};
use crate::render::check_page::CheckedPage;

/// The rules made ready, and the page that answers.
pub(super) struct CheckPage {
    check: PageCheck,
    page: CheckedPage,
}

impl CheckPage {
    /// Nothing where the site has no such page; a fault where its rules cannot be made ready.
    pub(super) fn prepare(
        rules: Option<&crate::site::page_rules::PageRules>,
        page: Option<CheckedPage>,
    ) -> Result<Option<Self>, Diagnostic> {
        let (Some(rules), Some(page)) = (rules, page) else { return Ok(None) };
        let check = PageCheck::new(rules).map_err(|error| {
            Diagnostic::error(Place::whole_file("content/page-rules.toml"), Kind::WrongValue, error.to_string())
        })?;
        Ok(Some(Self { check, page }))
    }

    /// The page that answers `text`; none when the template has a fault, which [`Self::faults`] would have found.
    pub(super) fn answer(&self, text: &str) -> Option<String> {
        let report: Report = self.check.check(text);
        self.page.html(&report).ok()
    }

    /// The faults of the template that answers.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        self.page.faults()
    }
}
