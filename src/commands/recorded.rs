//! What readers saw when `waymark diff … --record` last told of a change: kept beside `changes.toml`, under a name that is not read as
//! content, so that a change which nobody recorded is noticed.

use std::fs;
use std::io;
use std::path::Path;

use super::Failure;
use crate::check::Gate;
use crate::cli::SourceArgs;
use crate::content::source::{SourceTree, shell_word};
use crate::diagnostic::{Diagnostic, Kind, Place, first_of};
use crate::differences::Fingerprints;
use crate::disk::whole_file;
use crate::site::Site;

const FILE: &str = ".recorded.toml";
const ABOUT: &str =
    "# What readers saw when changes were last recorded, a mark for each address. Written by `waymark diff OLD --record`.\n\n";
/// So many addresses are named; the rest are counted.
const NAMED: usize = 5;

/// Keeps what readers see from now on.
pub(super) fn keep(folder: &Path, site: &Site) -> Result<(), Failure> {
    let text = format!("{ABOUT}{}", toml::to_string(&Fingerprints::of(site))?);
    Ok(whole_file::replace(&folder.join(FILE), text.as_bytes())?)
}

/// A warning where readers see something else than was last recorded, and an error before a release. A folder that never recorded
/// anything is told so before a release alone: nobody follows it yet.
pub(super) fn diagnostic(source: &SourceArgs, tree: &SourceTree, site: &Site, gate: Gate) -> Result<Option<Diagnostic>, Failure> {
    let Some(folder) = source.own_folder() else { return Ok(None) };
    let place = Place::whole_file(folder.join("changes.toml").display().to_string());
    let Some(kept) = read(folder)? else {
        let name = shell_word(&folder.display().to_string());
        let message = "no change was ever recorded here, so feeds and open data will not tell what changes from now on";
        let help = tree.with_options(&format!("type `waymark diff {name} --record` to begin with what stands there now"));
        return Ok((gate == Gate::Release).then(|| Diagnostic::warning(place, Kind::Unrecorded, message).with_help(help)));
    };
    let now = Fingerprints::of(site);
    let changed = now.changed_from(&kept);
    if changed.is_empty() {
        return Ok(None);
    }
    let new = match gate {
        Gate::Everyday => Diagnostic::warning,
        Gate::Release => Diagnostic::error,
    };
    let message = format!(
        "what readers see has changed since it was last recorded, and nobody who follows the site is told: {}",
        first_of(changed.iter().copied(), NAMED)
    );
    let help = tree.with_options(
        "type `waymark diff OLD --record` when it is published; OLD is what readers saw before: a folder, or a revision such as HEAD",
    );
    Ok(Some(new(place, Kind::Unrecorded, message).with_help(help)))
}

fn read(folder: &Path) -> Result<Option<Fingerprints>, Failure> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => toml::from_str(&text).map(Some).map_err(|error| format!("{} cannot be read: {error}", path.display()).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read {}: {error}", path.display()).into()),
    }
}
