//! The status of an overlay, for a person.

use std::fmt::Write as _;
use std::path::Path;

use similar::TextDiff;

use super::base::{Base, LaidAs, Own};
use crate::content::renamed::new_address;
use crate::content::source::{SourceTree, shell_word};
use crate::content::{self, Documents};

/// What is said.
#[derive(Default)]
pub(super) struct OverlayReport {
    adds: Vec<String>,
    merges: Vec<String>,
    covers: Vec<String>,
    /// Each with what to do about it.
    changes: Vec<String>,
    /// The files in question.
    changed: Vec<String>,
    /// Merged files of which no base is recorded.
    unrecorded: Vec<String>,
    /// The same of files that take another's place, which may have had their name first.
    pub(super) namesakes: Vec<String>,
}

/// A file that was copied by hand, or one of the operator's own whose name a built-in file has taken since.
const NAMESAKES: &str = "takes the place of a built-in file of the same name, and no base is recorded: if yours had the name first, give it \
                         another; if you copied it, --accept FILE records what is below now";

impl OverlayReport {
    pub(super) fn of(own: &Own, base: &Base, below: &SourceTree) -> Self {
        let documents = content::read(below).0;
        let mut report = Self::default();
        for (file, way) in &own.files {
            match way {
                LaidAs::Adds => report.adds.push(file.clone()),
                LaidAs::Covers(_) => report.covers.push(file.clone()),
                LaidAs::Merges(covered) => report.merges.push(merged(file, covered)),
            }
            if base.knows(file) {
                let change = change(file, way, base, &documents);
                report.changed.extend(change.iter().map(|_| file.clone()));
                report.changes.extend(change);
            } else {
                match way {
                    LaidAs::Adds => {}
                    LaidAs::Covers(_) => report.namesakes.push(file.clone()),
                    LaidAs::Merges(_) => report.unrecorded.push(file.clone()),
                }
            }
        }
        report
    }

    /// The files of which something changed underneath.
    pub(super) fn changed(&self) -> &[String] {
        &self.changed
    }

    pub(super) fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    /// `below` is the folder that it lies over, if the operator named one.
    pub(super) fn text(&self, folder: &Path, below: Option<&Path>) -> String {
        let folder = shell_word(&folder.display().to_string());
        let mut out = String::new();
        for (heading, list) in [
            ("adds", &self.adds),
            ("merges: every other key is the one below, and follows it", &self.merges),
            ("covers: what is below is not read", &self.covers),
            ("no base is recorded of these; --accept FILE records what is below now", &self.unrecorded),
            (NAMESAKES, &self.namesakes),
        ] {
            if !list.is_empty() {
                let _ = writeln!(out, "{heading}\n  {}\n", list.join("\n  "));
            }
        }
        if self.changes.is_empty() {
            let _ = writeln!(out, "nothing changed underneath since it was taken");
        } else {
            let _ = writeln!(out, "changed underneath since it was taken\n\n{}", self.changes.join("\n"));
            let below =
                below.map_or_else(String::new, |below| format!(" --content {}", shell_word(&below.display().to_string())));
            let accepted: Vec<String> = self.changed.iter().map(|file| format!("--accept {}", shell_word(file))).collect();
            let accepted = accepted.join(" ");
            let _ = writeln!(out, "take over what you want, then: waymark overlay status {folder}{below} {accepted}");
        }
        out
    }
}

/// A merged file with the keys that are the overlay's.
fn merged(file: &str, covered: &content::merge::Covered) -> String {
    let list = |keys: Vec<&str>| keys.join(", ");
    let replaced = list(covered.replaced.keys().map(String::as_str).collect());
    let added = list(covered.added.iter().map(String::as_str).collect());
    let parts = [("changes", replaced), ("adds", added)].into_iter().filter(|(_, keys)| !keys.is_empty());
    format!("{file}: {}", parts.map(|(verb, keys)| format!("{verb} {keys}")).collect::<Vec<_>>().join("; "))
}

/// What changed below a file that something is recorded of.
fn change(file: &str, way: &LaidAs, base: &Base, documents: &Documents) -> Option<String> {
    match way {
        LaidAs::Adds if base.added.contains(file) => None,
        // It covered or merged something that is not there any more.
        LaidAs::Adds => Some(gone(file, documents)),
        _ if base.added.contains(file) => Some(format!(
            "{file}: a clash. A built-in file has this name now, and yours takes its place. Give yours another name, or accept it.\n"
        )),
        LaidAs::Covers(text) => {
            let before = base.covered.get(file).map_or("", String::as_str);
            (before != text).then(|| format!("{file}\n{}", difference(file, before, text)))
        }
        LaidAs::Merges(covered) => {
            let before = base.merged.get(file)?;
            let moved = covered.replaced.iter().filter_map(|(key, now)| {
                let then = before.get(key).filter(|then| *then != now)?;
                Some(format!("  {key}\n    was {then}\n    is  {now}\n"))
            });
            let lost = before.keys().filter(|key| covered.added.contains(key));
            let lost = lost.map(|key| format!("  {key} is not there any more: yours stands alone\n"));
            let all: String = moved.chain(lost).collect();
            (!all.is_empty()).then(|| format!("{file}\n{all}"))
        }
    }
}

fn gone(file: &str, documents: &Documents) -> String {
    let stem = file.trim_end_matches(".toml").trim_end_matches(".md");
    let address = format!("/{}", stem.strip_prefix("pages/").unwrap_or(stem));
    let now = documents.redirects.as_ref().and_then(|redirects| new_address(&redirects.value, &address));
    match now {
        Some(now) => format!("{file}: what it covers is called {now} now. Rename yours, or take it away.\n"),
        None => format!("{file}: what it covered is not there any more. Take yours away, or accept it as your own.\n"),
    }
}

fn difference(file: &str, before: &str, now: &str) -> String {
    let diff = TextDiff::from_lines(before, now);
    let (then, now) = (format!("{file} as it was taken"), format!("{file} as it is below now"));
    diff.unified_diff().context_radius(2).header(&then, &now).to_string()
}
