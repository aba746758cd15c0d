//! Shows diagnostics to a person (drawn as the compiler draws its own) or to a program (one JSON object, stable keys).
//!
//! Takes sorted [`Diagnostic`]s and a way to look up a file's text. Gives text; it prints nothing itself.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Place, Severity};

/// Longer lines are cut where they say nothing.
const WIDTH: usize = 140;

/// Draws every finding with its snippet and its fix, and a closing count.
pub fn pretty<'t>(found: &[Diagnostic], text_of: impl Fn(&str) -> Option<&'t str>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Unicode).term_width(WIDTH);
    let mut out = String::new();
    for diagnostic in found {
        let text = text_of(&diagnostic.place.file).unwrap_or_default();
        out.push_str(&renderer.render(&drawn(diagnostic, text)));
        out.push_str("\n\n");
    }
    out.push_str(&summary(found));
    out
}

/// Draws the first errors only, and a closing count of all.
pub fn first<'t>(found: &[Diagnostic], most: usize, text_of: impl Fn(&str) -> Option<&'t str>) -> String {
    let errors: Vec<Diagnostic> = found.iter().filter(|diagnostic| diagnostic.is_error()).cloned().collect();
    let shown = &errors[..errors.len().min(most)];
    let drawn = pretty(shown, text_of, false);
    let drawn = drawn.strip_suffix(&summary(shown)).unwrap_or(&drawn);
    let more =
        if errors.len() > most { format!("these are the first {most}: `waymark check` names all\n") } else { String::new() };
    format!("{drawn}{}{more}", summary(found))
}

/// One line that says how many findings there are.
pub fn summary(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let warnings = found.len() - errors;
    format!("{}, {}\n", count(errors, "error"), count(warnings, "warning"))
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// What is wrong with the line it stands on, then what to do about it.
fn drawn<'a>(diagnostic: &'a Diagnostic, text: &'a str) -> Vec<Group<'a>> {
    let place = &diagnostic.place;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let is_whole_file = place.line == 0 || text.is_empty();
    let message = if is_whole_file { format!("{}: {}", place.file, diagnostic.message) } else { diagnostic.message.clone() };
    let title = level.primary_title(message).id(diagnostic.kind.slug());
    let group = if is_whole_file {
        Group::with_title(title)
    } else {
        let end = place.span.end.min(text.len());
        let here = AnnotationKind::Primary.span(place.span.start.min(end)..end);
        title.element(Snippet::source(text).path(&*place.file).annotation(here))
    };
    let help = diagnostic.help.as_ref().map(|help| Group::with_title(Level::HELP.secondary_title(help)));
    std::iter::once(group).chain(help).collect()
}

/// A finding on one line, for a log: where, what, and what to do.
pub fn line(found: &Diagnostic) -> String {
    let Place { file, line, .. } = &found.place;
    let place = if *line == 0 { file.to_string() } else { format!("{file}:{line}") };
    let help = found.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    one_line(&format!("{place}: {}{help}", found.message))
}

/// The same text without a break: a line of a log is one thing.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[derive(Serialize)]
struct DiagnosticRow<'a> {
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
pub fn json(found: &[Diagnostic]) -> String {
    let rows: Vec<DiagnosticRow<'_>> = found
        .iter()
        .map(|diagnostic| DiagnosticRow {
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
