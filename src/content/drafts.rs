//! Drafts: a page or service whose file says `draft = true` while somebody writes it.
//!
//! Only the preview shows it, with a mark. Everywhere else it is left out, and what names it is told so. Its own faults are warnings:
//! they keep nothing else from being shown. Whether a file is a draft is read from its lines, so that one with a fault of form is one too.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::documents::{Documents, Located};
use super::file_places::{FileLines, FilePlaces};
use crate::diagnostic::{Diagnostic, LeftOut, Place, Severity, WhyLeftOut, name_of, speaks_of};

/// Where a page or service says that it is a draft.
pub(super) fn place(file: &FileLines) -> Option<Place> {
    // Files that are not called by a name of their own have no drafts.
    name_of(&file.path)?;
    let mut at = 0;
    for (number, line) in file.text.split_inclusive('\n').enumerate() {
        let words = line.split('#').next().unwrap_or_default().trim();
        if words.starts_with('[') || (number > 0 && words == "+++") {
            return None;
        }
        if words.split_once('=').is_some_and(|(key, value)| key.trim() == "draft" && value.trim() == "true") {
            let places = FilePlaces { path: &file.path, text: &file.text, offset: 0, pieces: None };
            return Some(places.place(at..at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Makes warnings of the errors that stand in drafts.
pub fn as_warnings(drafts: &[Place], found: &mut [Diagnostic]) {
    let files: BTreeSet<&Arc<str>> = drafts.iter().map(|draft| &draft.file).collect();
    for fault in found.iter_mut().filter(|fault| files.contains(&fault.place.file)) {
        fault.severity = Severity::Warning;
    }
}

/// The same for what is said elsewhere because of a draft, such as that a page of readers' has the same title.
pub fn named_as_warnings(drafts: &[Place], found: &mut [Diagnostic]) {
    let names: Vec<String> = drafts.iter().filter_map(|draft| name_of(&draft.file)).collect();
    for fault in found.iter_mut().filter(|fault| names.iter().any(|name| speaks_of(&fault.message, name))) {
        fault.severity = Severity::Warning;
    }
}

impl Documents {
    /// Takes the drafts out, and notes where each says that it is one.
    pub(super) fn leave_drafts_out(&mut self) {
        let Self { drafts, services, pages, left_out_at, .. } = self;
        let is_draft = |file: &Arc<str>| drafts.iter().any(|draft| draft.file == *file);
        services.retain(|service: &Located<_>| !is_draft(&service.file.path));
        pages.retain(|page: &Located<_>| !is_draft(&page.file.path));
        left_out_at.extend(drafts.iter().filter_map(|draft| {
            let names = vec![name_of(&draft.file)?];
            Some(LeftOut { names, place: draft.clone(), why: WhyLeftOut::Draft })
        }));
    }
}
