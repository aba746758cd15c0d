//! Why newer content is not being served: in full for the operator, as a code and a number for everybody else.
//!
//! The log gets one line a finding; whoever asked for the content gets `told`; `/health/ready`, which anybody can ask, gets the code and
//! how many faults there are, because a drawing of them would publish what is being written.

use crate::diagnostic::{Diagnostic, report};

/// What kept newer content out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaleCode {
    ContentHasErrors,
    CouldNotBeRead,
    /// The site could not be made of it.
    CouldNotBeMade,
}

impl StaleCode {
    /// As monitoring reads it.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ContentHasErrors => "content-has-errors",
            Self::CouldNotBeRead => "could-not-be-read",
            Self::CouldNotBeMade => "could-not-be-made",
        }
    }
}

/// Why newer content is not being served.
#[derive(Debug, Clone)]
pub struct StaleReason {
    pub code: StaleCode,
    /// Every finding, if it was read.
    pub findings: Vec<Diagnostic>,
    /// The same for a person: a sentence, or the first faults as `check` draws them.
    pub told: String,
}

impl StaleReason {
    /// A reason that is one sentence.
    #[must_use]
    pub const fn sentence(code: StaleCode, told: String) -> Self {
        Self { code, findings: Vec::new(), told }
    }

    /// How many faults there are.
    pub fn faults(&self) -> usize {
        let errors = self.findings.iter().filter(|finding| finding.is_error()).count();
        // A sentence is one.
        errors.max(1)
    }

    /// Writes one line a finding, or the sentence.
    pub fn log(&self) {
        if self.findings.is_empty() {
            tracing::error!(kind = self.code.slug(), "{}", report::one_line(&self.told));
        }
        for finding in &self.findings {
            let (kind, line) = (finding.kind.slug(), report::line(finding));
            if finding.is_error() {
                tracing::error!(kind, "{line}");
            } else {
                tracing::warn!(kind, "{line}");
            }
        }
    }
}
