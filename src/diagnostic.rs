//! What is wrong with the content, said so that an editor can mend it.
//!
//! Takes: a place in an authored file, a [`Kind`] from a closed list, a plain sentence and, where there is one, a fix.
//! Gives: [`Diagnostic`]s, which the stages collect (never only the first) and [`report`] draws.
//! It does not know what any rule means: rules live in `content`, `site` and `check`.

pub mod report;

mod causes;
mod gone;
mod kind;
mod names;
mod nearest;

use std::ops::Range;
use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::Date;

pub use causes::{RENAME_FOLDER, Stages};
pub use gone::{LeftOut, WhyLeftOut};
pub use kind::Kind;
pub(crate) use names::first_of;
pub use names::{name_of, speaks_of};
pub use nearest::{alike, nearest};

/// Whether a finding keeps the site from being served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content must not be published.
    Error,
    /// An editor should look; the site may be published.
    Warning,
}

/// How a day is written, for a help that can name none: content is read without a clock. [`Diagnostic::say_day`] puts one in its place.
pub const A_DAY: &str = "YYYY-MM-DD";

/// Where in the authored files something stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Path from the project's top folder, with `/`: `content/services/childline.toml`.
    pub file: Arc<str>,
    /// 1-based; 0 when the whole file is meant.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// Bytes in the file, for the drawn snippet.
    pub span: Range<usize>,
}

impl Place {
    /// The file as a whole, where no line is to blame.
    pub fn whole_file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0, span: 0..0 }
    }
}

/// One thing for an editor to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub place: Place,
    pub kind: Kind,
    pub severity: Severity,
    /// One plain sentence.
    pub message: String,
    /// How to mend it, if the program can tell.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that stops publication.
    pub fn error(place: Place, kind: Kind, message: impl Into<String>) -> Self {
        Self { place, kind, severity: Severity::Error, message: message.into(), help: None }
    }

    /// A finding that an editor should look at.
    pub fn warning(place: Place, kind: Kind, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, kind, message) }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean …?" when one of `known` is close to `written`.
    #[must_use]
    pub fn with_nearest<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(written, known) {
            Some(close) => self.with_help(format!("did you mean `{close}`?")),
            None => self,
        }
    }

    /// With the day in its help that whoever types it now would write: today of what is done today, and three months later of what is
    /// to be done again. What a day is the end of stays open.
    pub fn say_day(&mut self, today: Date) {
        let Some(help) = self.help.as_mut().filter(|help| help.contains(A_DAY)) else { return };
        let later = today.saturating_add(3.months());
        for (key, day) in [("checked", today), ("recorded", today), ("given", today), ("due", later)] {
            *help = help.replace(&format!("{key} = {A_DAY}"), &format!("{key} = {day}"));
        }
    }

    /// True when publication must stop.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The findings that stop publication.
fn errors(found: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    found.iter().filter(|fault| fault.is_error())
}

/// Puts findings into the order they are always shown in: by file, line, column, rule and sentence.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    diagnostics.dedup();
}

fn order(diagnostic: &Diagnostic) -> (&str, u32, u32, &'static str, &str) {
    let Place { file, line, column, .. } = &diagnostic.place;
    (file, *line, *column, diagnostic.kind.slug(), &diagnostic.message)
}
