//! What readers saw when `waymark diff … --record` last told of a change: kept beside `changes.toml`, under a name that is not read as
//! content, so that a change which nobody recorded is noticed, and an address that readers may have kept is never just gone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Failure, kept};
use crate::check::Strictness;
use crate::cli::SourceArgs;
use crate::content::source::{SourceTree, shell_word};
use crate::diagnostic::{Diagnostic, Kind, Place, alike, first_of};
use crate::differences::Fingerprints;
use crate::disk::whole_file;
use crate::render::Rendered;
use crate::render::document::MediaType;
use crate::site::Site;

const FILE: &str = ".recorded.toml";
const ABOUT: &str =
    "# What readers saw when changes were last recorded, a mark for each address. Written by `waymark diff OLD --record`.\n\n";
/// So many addresses are named; the rest are counted.
const NAMED: usize = 5;

/// What is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
struct PublishedRecord {
    /// Every address that a page ever had.
    #[serde(default)]
    published: BTreeSet<String>,
    #[serde(flatten)]
    marks: Fingerprints,
    /// Of days to come, by the day: the marks that are others then.
    #[serde(default)]
    to_come: BTreeMap<String, Fingerprints>,
}

impl PublishedRecord {
    /// What was to be seen on this day, as far as it was recorded.
    fn on(&self, today: Date) -> Fingerprints {
        // Days are written so that their letters are in their order.
        let last = self.to_come.range(..=today.to_string()).next_back();
        last.map_or_else(|| self.marks.clone(), |(_, marks)| self.marks.clone().then(marks))
    }

    /// Every address that a page ever had up to this day.
    fn published_by(&self, today: Date) -> BTreeSet<&str> {
        let come = self.to_come.range(..=today.to_string()).flat_map(|(_, marks)| marks.addresses());
        self.published.iter().map(String::as_str).chain(come).collect()
    }
}

/// Keeps what readers see from now on and on days to come, and which pages there ever were.
pub(super) fn keep(
    folder: &Path,
    today: Date,
    (site, rendered): (&Site, &Rendered),
    to_come: &[(Date, Site)],
) -> Result<(), Failure> {
    let known = read(folder)?.unwrap_or_default();
    let published = known.published_by(today).into_iter().chain(pages(rendered)).map(ToOwned::to_owned).collect();
    let marks = Fingerprints::of(site);
    let to_come = to_come.iter().map(|(day, site)| (day.to_string(), Fingerprints::of(site).since(&marks))).collect();
    let text = format!("{ABOUT}{}", toml::to_string(&PublishedRecord { published, marks, to_come })?);
    Ok(whole_file::replace(&folder.join(FILE), text.as_bytes())?)
}

/// The address of each page.
fn pages(rendered: &Rendered) -> impl Iterator<Item = &str> {
    rendered.documents.iter().filter(|one| one.media_type == MediaType::Html).map(|one| one.path.as_str())
}

/// An error for each address that was published, where nothing stands now, and of which nothing says where it leads.
pub(super) fn vanished(source: &SourceArgs, today: Date, site: &Site, rendered: &Rendered) -> Result<Vec<Diagnostic>, Failure> {
    let Some(folder) = source.own_folder() else { return Ok(Vec::new()) };
    let Some(record) = read(folder)? else { return Ok(Vec::new()) };
    let here: BTreeSet<&str> = pages(rendered).collect();
    let is_retired = |address: &str| site.redirects.contains_key(address) || site.gone.iter().any(|gone| gone == address);
    let file = folder.join("redirects.toml").display().to_string();
    let has_gone = fs::read_to_string(&file).is_ok_and(|text| text.lines().any(|line| line.starts_with("gone")));
    let published = record.published_by(today).into_iter();
    let missing = published.filter(|address| !here.contains(address) && !is_retired(address));
    let fault = |address: &str| {
        // Of two services one is never offered for the other.
        let like = if address.starts_with("/services/") { None } else { alike(address, here.iter().copied()) };
        let new = like.unwrap_or("/new");
        let which = if like.is_some() { "if that" } else { "with the address that" };
        let gone = if has_gone { format!("add \"{address}\" to `gone`") } else { format!("write gone = [\"{address}\"] above") };
        let message = format!("{address} was published, and nothing stands there now: whoever kept it finds nothing");
        let help =
            format!("in {file}, under [moved], write \"{address}\" = \"{new}\" {which} took its place; if nothing did, {gone}");
        Diagnostic::error(Place::whole_file(file.as_str()), Kind::Vanished, message).with_help(help)
    };
    Ok(missing.map(fault).collect())
}

/// A warning where readers see something else than was last recorded, and an error before a release. A folder that never recorded
/// anything is told so before a release alone: nobody follows it yet.
pub(super) fn diagnostic(
    source: &SourceArgs,
    tree: &SourceTree,
    today: Date,
    site: &Site,
    strictness: Strictness,
) -> Result<Option<Diagnostic>, Failure> {
    let Some(folder) = source.own_folder() else { return Ok(None) };
    let place = Place::whole_file(folder.join("changes.toml").display().to_string());
    let Some(kept) = read(folder)?.map(|record| record.on(today)) else {
        let name = shell_word(&folder.display().to_string());
        let message = "no change was ever recorded here, so feeds and open data will not tell what changes from now on";
        let help = tree.with_options(&format!("type `waymark diff {name} --record` to begin with what stands there now"));
        return Ok(
            (strictness == Strictness::Release).then(|| Diagnostic::warning(place, Kind::Unrecorded, message).with_help(help))
        );
    };
    let now = Fingerprints::of(site);
    let changed = now.changed_from(&kept);
    if changed.is_empty() {
        return Ok(None);
    }
    let new = match strictness {
        Strictness::Everyday => Diagnostic::warning,
        Strictness::Release => Diagnostic::error,
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

fn read(folder: &Path) -> Result<Option<PublishedRecord>, Failure> {
    kept(&folder.join(FILE))
}
