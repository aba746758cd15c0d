//! Facts that a service has said are wrong, and that stand there still: they are told until an editor has acted.

use std::path::Path;

use super::Failure;
use super::confirm::notes::{Note, NotedAnswer, Notes};
use crate::check::Strictness;
use crate::cli::SourceArgs;
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::confirmed::facts;
use crate::site::{Service, Site};

/// A warning for each, and an error before a release.
pub(super) fn diagnostics(source: &SourceArgs, site: &Site, strictness: Strictness) -> Result<Vec<Diagnostic>, Failure> {
    let notes = Notes::of(source.own_folder().unwrap_or(Path::new("content")))?;
    let shown = |note: &Note| site.shown_services().find(|service| service.id.as_str() == note.service);
    let standing =
        notes.note.iter().filter_map(|note| shown(note).filter(|service| stands(site, service, note)).map(|of| (note, of)));
    Ok(standing.map(|(note, service)| diagnostic(note, service, strictness)).collect())
}

/// Whether what they called wrong is still printed, and nobody has confirmed it since.
fn stands(site: &Site, service: &Service, note: &Note) -> bool {
    let is_printed = facts(service).iter().any(|fact| fact.name == note.fact && fact.value == note.value);
    let confirmed = site.confirmed.of(service, &note.fact).map(|confirmation| confirmation.on.to_string());
    // Days written as 2026-11-28 are in the order of their texts.
    note.answer == NotedAnswer::Changed && is_printed && confirmed.is_none_or(|on| on < note.on)
}

fn diagnostic(note: &Note, service: &Service, strictness: Strictness) -> Diagnostic {
    let said = if note.said.is_empty() { String::new() } else { format!(", and said it is {}", note.said) };
    let message = format!(
        "{}: {} is printed as {}; asked on {}, they said it is wrong{said}",
        service.name, note.fact, note.value, note.on
    );
    let new = match strictness {
        Strictness::Everyday => Diagnostic::warning,
        Strictness::Release => Diagnostic::error,
    };
    new(service.place.clone(), Kind::SaidWrong, message).with_help(
        "look at their page and write what is right; if what is printed is right after all, confirm it with `waymark confirm`",
    )
}
