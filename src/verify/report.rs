//! What was found, for a person, for a program and for the record.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::judge::{FactFinding, Verdict};

/// Everything that came of a run.
#[derive(Debug, Clone, Serialize)]
pub struct VerificationReport {
    /// The day (Europe/London).
    #[serde(serialize_with = "as_text")]
    pub day: Date,
    /// The facts, what needs an editor first.
    pub findings: Vec<FactFinding>,
    /// The pages, in the order they were asked for.
    pub pages: Vec<PageRow>,
    /// Addresses in the content that cannot be fetched at all.
    pub unusable: Vec<String>,
}

/// What became of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageRow {
    /// The address as the content gives it.
    pub address: String,
    pub services: Vec<String>,
    /// `still-there`, `moved`, `gone` or `could-not-tell`.
    pub verdict: Verdict,
    /// One phrase.
    pub why: String,
    /// The redirects, in order.
    pub redirects: Vec<RedirectRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedirectRow {
    pub status: u16,
    pub to: String,
}

impl VerificationReport {
    /// How many facts have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }

    /// Something is not as the site says: a fact has changed or is gone.
    pub fn needs_an_editor(&self) -> bool {
        self.count(Verdict::Changed) + self.count(Verdict::Gone) > 0
    }

    /// The facts that may be recorded as confirmed.
    pub fn confirmed(&self) -> impl Iterator<Item = &FactFinding> {
        self.findings.iter().filter(|finding| finding.confirmed)
    }

    /// One JSON object.
    pub fn json(&self) -> String {
        // Strings, numbers and lists always serialise.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// What an editor should look at, and a closing count.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for finding in self.findings.iter().filter(|finding| finding.verdict < Verdict::CouldNotTell) {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(out, "{}: {} {} {}", finding.verdict.name(), finding.service, finding.fact, finding.value);
            let _ = writeln!(out, "    {}", finding.why);
            if let Some(page) = &finding.page {
                let _ = writeln!(out, "    {page}");
            }
        }
        for address in &self.unusable {
            let _ = writeln!(out, "cannot be fetched: {address}");
        }
        let _ = writeln!(out, "{}", self.summary());
        out
    }

    fn summary(&self) -> String {
        let counts = Verdict::ALL.iter().rev().map(|verdict| format!("{} {}", self.count(*verdict), verdict.name()));
        let confirmed = self.confirmed().count();
        let pages = self.pages.len();
        let (facts, pages) = (number_of(self.findings.len(), "fact"), number_of(pages, "page"));
        format!("{facts} on {pages}: {}; {confirmed} found on the service's own page", join(counts))
    }

    /// A Markdown document.
    pub fn markdown(&self) -> String {
        let mut out = format!("# Facts against their sources, {}\n\n{}.\n", self.day, self.summary());
        for verdict in Verdict::ALL {
            let these: Vec<&FactFinding> = self.findings.iter().filter(|finding| finding.verdict == verdict).collect();
            if these.is_empty() {
                continue;
            }
            let _ = write!(out, "\n## {} ({})\n\n", capital(verdict.name()), these.len());
            out.push_str("| service | fact | value | what was seen | page |\n|---|---|---|---|---|\n");
            for finding in these {
                let page = finding.page.as_deref().map(link).unwrap_or_default();
                let words = [&finding.service, &finding.fact, &finding.value, &finding.why].map(|text| cell(text)).join(" | ");
                let _ = writeln!(out, "| {words} | {page} |");
            }
        }
        let _ = write!(
            out,
            "\n## Pages ({})\n\n| page | for | verdict | what was seen | redirects |\n|---|---|---|---|---|\n",
            self.pages.len()
        );
        for page in &self.pages {
            let redirects = join(page.redirects.iter().map(|redirect| format!("{} {}", redirect.status, link(&redirect.to))));
            let words = [page.services.join(", ").as_str(), page.verdict.name(), &page.why].map(cell).join(" | ");
            let _ = writeln!(out, "| {} | {words} | {redirects} |", link(&page.address));
        }
        for address in &self.unusable {
            let _ = writeln!(out, "\nCannot be fetched: {}", cell(address));
        }
        out
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_text<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// An address; it was read as one, so that nothing in it can end the link or the cell.
fn link(address: &str) -> String {
    format!("<{address}>")
}

/// Text that a stranger's page had a hand in, so that it stays within its cell and is shown as it is.
fn cell(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
        .replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('`', "\\`")
        .replace('[', "\\[")
        .replace('<', "&lt;")
}

/// "1 fact", "2 facts".
pub fn number_of(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_strangers_words_stay_in_their_cell_and_make_no_markup() {
        let finding = FactFinding {
            service: "case".into(),
            fact: "email".into(),
            value: "help@own.example".into(),
            verdict: Verdict::Changed,
            confirmed: false,
            page: Some("https://own.example/a%7Cb".into()),
            why: "gives other email addresses: a|b\n<img src=x> [x](y) `z`".into(),
        };
        let report = VerificationReport { day: date(2026, 11, 24), findings: vec![finding], pages: vec![], unusable: vec![] };
        let markdown = report.markdown();
        let row = markdown.lines().find(|line| line.starts_with("| case")).unwrap();
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
        assert!(row.contains("&lt;img") && row.contains("\\[x]") && row.ends_with("<https://own.example/a%7Cb> |"), "{row}");
    }

    #[test]
    fn only_what_changed_or_went_needs_an_editor() {
        let with = |verdict| {
            let text = String::new;
            let finding =
                FactFinding { service: text(), fact: text(), value: text(), verdict, confirmed: false, page: None, why: text() };
            VerificationReport { day: date(2026, 11, 24), findings: vec![finding], pages: vec![], unusable: vec![] }
                .needs_an_editor()
        };
        assert_eq!(Verdict::ALL.map(with), [true, true, false, false, false]);
    }
}
