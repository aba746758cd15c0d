//! Shows diagnostics to a person (drawn with miette) or to a program (one JSON object, stable keys).
//!
//! Takes sorted [`Diagnostic`]s and a way to look up a file's text. Gives text; it prints nothing itself.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource};
use serde::Serialize;

use super::{Diagnostic, Severity};

/// Draws every finding with its snippet and its fix, and a closing count.
#[must_use]
pub fn pretty<'t>(found: &[Diagnostic], text_of: impl Fn(&str) -> Option<&'t str>, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(100).with_links(false);
    let mut out = String::new();
    for diagnostic in found {
        let text = text_of(&diagnostic.place.file).unwrap_or_default();
        // Writing to a String cannot fail, and a report is better cut than lost.
        let _ = handler.render_report(&mut out, to_miette(diagnostic, text).as_ref());
    }
    out.push_str(&summary(found));
    out
}

/// One line that says how many findings there are.
#[must_use]
pub fn summary(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = found.len() - errors;
    format!("{}, {}\n", count(errors, "error"), count(warnings, "warning"))
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn to_miette(diagnostic: &Diagnostic, text: &str) -> miette::Report {
    let place = &diagnostic.place;
    let whole_file = place.line == 0 || text.is_empty();
    let message = if whole_file { format!("{}: {}", place.file, diagnostic.message) } else { diagnostic.message.clone() };
    let mut report = MietteDiagnostic::new(message).with_code(diagnostic.kind.slug()).with_severity(match diagnostic.severity {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    });
    if let Some(help) = &diagnostic.help {
        report = report.with_help(help.clone());
    }
    if whole_file {
        return miette::Report::new(report);
    }
    let end = place.span.end.min(text.len());
    let start = place.span.start.min(end);
    report = report.with_label(LabeledSpan::at(start..end, "here"));
    miette::Report::new(report).with_source_code(NamedSource::new(place.file.as_ref(), text.to_owned()))
}

#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    kind: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// The findings as one JSON array, an object a finding.
#[must_use]
pub fn json(found: &[Diagnostic]) -> String {
    let rows: Vec<Row<'_>> = found
        .iter()
        .map(|diagnostic| Row {
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            kind: diagnostic.kind.slug(),
            file: &diagnostic.place.file,
            line: diagnostic.place.line,
            column: diagnostic.place.column,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        })
        .collect();
    // Strings and numbers always serialise.
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}
