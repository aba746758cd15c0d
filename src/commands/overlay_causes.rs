//! What a file of a copy brings about in files that are right: told once, at the copy's file, and before everything else.
//!
//! Takes the files and what was found. For each file of the copy that lies over a built-in one, and each thing that it leaves out, the
//! site is put together as if it did not: errors that are then gone follow from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use toml_edit::DocumentMut;

use crate::check::{self, Strictness};
use crate::content::{self, source::SourceTree};
use crate::diagnostic::{Diagnostic, Kind, LeftOut, Place, WhyLeftOut, name_of};
use crate::site;

/// The file that says what a copy leaves out.
const OVERLAY: &str = "content/overlay.toml";

/// What was found, with one finding for each thing of the copy from which errors elsewhere follow, in place of those errors.
pub(super) fn told_first(tree: &SourceTree, left_out: &[LeftOut], today: Date, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // What is wrong in the copy's own files alone is told there.
    let is_elsewhere = |fault: &Diagnostic| fault.is_error() && !tree.is_of_overlay(&fault.place.file);
    if !tree.has_overlay() || !found.iter().any(is_elsewhere) {
        return found;
    }
    let before = errors(tree, today);
    let of_files = tree.uncovered().map(|(path, other)| (OwnCause::Covers(path), other));
    let by_name = left_out.iter().filter(|one| one.why == WhyLeftOut::ByName);
    let of_names = by_name.filter_map(|one| Some((OwnCause::LeavesOut(one), putting_back(tree, one)?)));
    let mut causes = Vec::new();
    for (cause, other) in of_files.chain(of_names) {
        let after = errors(&other, today);
        let follows = |fault: &mut Diagnostic| {
            let key = key(fault);
            *fault.place.file != *cause.file() && before.contains(&key) && !after.contains(&key)
        };
        let folded: Vec<Diagnostic> = found.extract_if(.., follows).collect();
        if let Some(first) = folded.first() {
            causes.push(cause.told(first, folded.len()));
        }
    }
    causes.append(&mut found);
    causes
}

/// Where and what an error is.
type Key = (Arc<str>, u32, String);

fn key(fault: &Diagnostic) -> Key {
    (Arc::clone(&fault.place.file), fault.place.line, fault.message.clone())
}

/// Every error of the content on this day, however they follow from one another.
fn errors(tree: &SourceTree, today: Date) -> BTreeSet<Key> {
    let (mut documents, mut found) = content::read(tree);
    documents.leave_out_of_time(today);
    let (site, faults) = site::assemble(&documents);
    found.extend(faults);
    found.extend(site.into_iter().flat_map(|site| check::check(&site, today, Strictness::Everyday)));
    found.iter().filter(|fault| fault.is_error()).map(key).collect()
}

/// The files as they would be if this were not left out.
fn putting_back(tree: &SourceTree, one: &LeftOut) -> Option<SourceTree> {
    let mut overlay: DocumentMut = tree.text(OVERLAY)?.parse().ok()?;
    let name = one.names.first()?;
    let is_it = |file: &str| name_of(&format!("content/{file}")).is_some_and(|file| file == *name);
    overlay.get_mut("without")?.as_array_mut()?.retain(|file| !file.as_str().is_some_and(is_it));
    let mut other = tree.clone();
    other.set(OVERLAY, overlay.to_string());
    Some(other)
}

/// What a copy does that may bring errors about.
enum OwnCause<'a> {
    /// A file of it lies over a built-in one.
    Covers(Arc<str>),
    LeavesOut(&'a LeftOut),
}

impl OwnCause<'_> {
    fn file(&self) -> &str {
        match self {
            Self::Covers(path) => path,
            Self::LeavesOut(one) => &one.place.file,
        }
    }

    /// The finding in place of the errors that follow, of which `first` is one.
    fn told(&self, first: &Diagnostic, count: usize) -> Diagnostic {
        let errors = if count == 1 { "1 error elsewhere follows".to_owned() } else { format!("{count} errors elsewhere follow") };
        let (place, message, help) = match self {
            Self::Covers(path) => {
                let place = Place::whole_file(Arc::clone(path));
                let (message, help) = if let Some(name) = name_of(path).filter(|name| name != "/") {
                    let what = if name.starts_with('/') { "page" } else { "service" };
                    let message = format!("this file takes the place of the built-in {what} `{name}`, and {errors} from that");
                    (message, "if that was not meant, give this file another name; if it was, put back what it had")
                } else {
                    let message = format!("what differs here from the built-in file is the cause: {errors} from that");
                    (message, "take out the lines that it is about, or give them what the built-in ones had")
                };
                (place, message, help)
            }
            Self::LeavesOut(one) => {
                let name = one.names.first().map_or("", String::as_str);
                let message = format!("`{name}` is left out here, and {errors} from that");
                (one.place.clone(), message, "take this line out, or name another where it was named")
            }
        };
        let which = if count == 1 { "it is" } else { "the first is" };
        let Place { file, line, .. } = &first.place;
        let help = format!("{help}; {which}: {} ({file}:{line})", first.message);
        Diagnostic::error(place, Kind::Covers, message).with_help(help)
    }
}
