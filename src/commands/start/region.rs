//! The area of a new copy and its services, as files. Nothing is made up: a service has the name and number that were given, and a job
//! for which none was given is done by the nation's ways.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Failure;
use super::own_service::{self, Shared};
use super::reach::{Reach, ReachError, always_answered_by};
use super::region_job::JOBS;
use super::toml_text::{list, text};
use crate::cli::{GivenService, NewOverlayArgs};
use crate::content::{Documents, Located, slug};
use jiff::civil::Date;

/// The files of a region: path within the folder, and text.
pub(super) struct Region {
    pub(super) files: Vec<(String, String)>,
    /// In the order of their jobs.
    pub(super) services: Vec<String>,
    /// The police, for the home page.
    pub(super) police: Option<String>,
}

/// The names of built-in services and areas.
pub(super) fn taken(documents: &Documents) -> BTreeSet<String> {
    let services = documents.services.iter().map(Located::stem);
    services.chain(documents.areas.iter().map(Located::stem)).map(str::to_owned).collect()
}

/// `nation` is the text of the nation's area.
pub(super) fn region(
    args: &NewOverlayArgs,
    region: &str,
    nation: &str,
    documents: &Documents,
    today: Date,
) -> Result<Region, Failure> {
    let region = args.area.as_deref().unwrap_or(region);
    let area = slug(region, &taken(documents))?;
    let shared =
        Shared { region, area: &area, nation: args.nation(), operator: args.operator.as_deref(), sarc_age: args.sarc_age, today };
    let [council, night_team, lado] = args.of_council.by_job();
    let given: [Given<'_>; 5] = [&args.police, council, night_team, lado, &args.sarc];
    let RegionServices { mut files, services, ways, always } = services(given, documents, &taken(documents), &shared)?;
    let police = ways.get("police").and_then(|police| police.first()).cloned();
    files.push((format!("areas/{area}.toml"), area_file(args, region, nation, &ways, &always)));
    Ok(Region { files, services, police })
}

/// What was given for a job.
pub(super) type Given<'a> = &'a [GivenService];

/// The services of an area, by what they do.
#[derive(Default)]
pub(super) struct RegionServices {
    pub(super) files: Vec<(String, String)>,
    /// In the order of their jobs.
    pub(super) services: Vec<String>,
    pub(super) ways: BTreeMap<&'static str, Vec<String>>,
    /// The jobs that one of them does at any hour.
    pub(super) always: BTreeSet<&'static str>,
}

/// The files of what was `given`, job by job in the order of [`JOBS`].
pub(super) fn services(
    given: [Given<'_>; 5],
    documents: &Documents,
    taken: &BTreeSet<String>,
    shared: &Shared<'_>,
) -> Result<RegionServices, Failure> {
    let mut made = RegionServices::default();
    for (job, given) in JOBS.iter().zip(given) {
        for one in given {
            let reach: Reach =
                one.reach.parse().map_err(|why: ReachError| format!("how {} is reached, `{}`: {why}", one.name, one.reach))?;
            let slug = slug(&one.name, taken)?;
            if made.services.contains(&slug) {
                return Err(format!("two services are called {}: give each a name of its own", one.name).into());
            }
            let same_number = always_answered_by(documents, &one.reach);
            made.always.extend(same_number.as_ref().map(|_| job.id));
            let file = own_service::file(job, one, &reach, same_number.as_deref(), shared);
            made.files.push((format!("services/{slug}.toml"), file));
            made.ways.entry(job.id).or_default().push(slug.clone());
            made.services.push(slug);
        }
    }
    Ok(made)
}

/// A name as an address: "Northshire Police" is `northshire-police`.
fn slug(name: &str, taken: &BTreeSet<String>) -> Result<String, Failure> {
    let slug = slug::slug(name);
    if slug.is_empty() {
        return Err(format!("`{name}` makes no address: give a name with letters from a to z in it").into());
    }
    if taken.contains(&slug) {
        let why = format!("`{slug}`, which `{name}` would be called, is a built-in name, and your file would take its place");
        return Err(format!("{why}: give it a name of its own, with your region in it").into());
    }
    Ok(slug)
}

/// `always` are the jobs that one of their own services does at any hour.
fn area_file(
    args: &NewOverlayArgs,
    region: &str,
    nation: &str,
    ways: &BTreeMap<&str, Vec<String>>,
    always: &BTreeSet<&str>,
) -> String {
    let towns = list(&args.town);
    let mut out = format!(
        "name = {}\nkind = \"local\"\nwithin = {}\n# Towns and villages: whoever types one of these is shown this area's services.\nplaces = {towns}\norder = 1\n\n\
         # Who does each job here. Where no service of your own stands, it is the nation's way.\n[jobs]\n",
        text(region),
        text(args.nation()),
    );
    for (job, national) in national_jobs(nation) {
        let own = ways.get(job.as_str()).map(Vec::as_slice).unwrap_or_default();
        let known = JOBS.iter().find(|known| known.id == job);
        let is_needed = own.is_empty() || (known.is_some_and(|known| known.at_any_hour) && !always.contains(job.as_str()));
        let own = own.iter().map(|slug| format!("  {{ service = \"{slug}\" }},\n"));
        let all: String = own.chain(national.into_iter().filter(|_| is_needed)).collect();
        let _ = writeln!(out, "{job} = [\n{all}]");
    }
    out
}

/// Each job of an area's file with its ways, a line each.
fn national_jobs(nation: &str) -> Vec<(String, Vec<String>)> {
    let mut jobs: Vec<(String, Vec<String>)> = Vec::new();
    for line in super::lists::jobs(nation).lines().skip(1) {
        match line.split_once(" = [") {
            Some((job, _)) if !line.starts_with(' ') => jobs.push((job.to_owned(), Vec::new())),
            _ if line.starts_with("  {") => {
                jobs.iter_mut().last().into_iter().for_each(|(_, ways)| ways.push(format!("{line}\n")));
            }
            _ => {}
        }
    }
    jobs
}
