//! `waymark new area` with what is known of it: an area beside the one that the folder has, which passes `waymark check` at once.
//!
//! Jobs for which no service was given are done as in the area beside it, so their services help here too, and their files say so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use toml_edit::DocumentMut;

use super::own_service::Shared;
use super::region::{Given, services, taken};
use super::region_job::JOBS;
use super::toml_text::{list, text};
use super::{Failure, is_there, lists, must_be_address, overlay};
use crate::cli::NewAreaArgs;
use crate::clock::Moment;
use crate::commands::print::stdout;
use crate::commands::{GOOD, build};
use crate::content::overlay_folder::MARK;
use crate::content::source::shell_word;
use crate::content::{self, Documents, Located, raw};
use crate::disk::{DiskError, make_folder, whole_file};
use crate::nations::{FIRST_NATION, NATIONS};

/// Jobs that another council's services never do.
const OF_A_COUNCIL: [&str; 2] = ["children-services", "children-services-out-of-hours"];

pub(super) fn run(args: &NewAreaArgs) -> Result<u8, Failure> {
    let id = &args.start.slug;
    must_be_address(id).map_err(|why| format!("{why}, with --name \"{id}\""))?;
    let tree = lists::tree(&args.start)?;
    let documents = content::read(&tree).0;
    let folder = args.start.overlay.as_deref().unwrap_or(&args.start.content);
    let file = format!("areas/{id}.toml");
    if folder.join(&file).exists() || documents.areas.iter().any(|area| area.stem() == id) {
        return Err(is_there(&folder.join(&file)));
    }
    let locals = documents.areas.iter().filter(|area| area.value.kind == "local");
    let beside = locals
        .clone()
        .min_by_key(|area| area.value.order)
        .ok_or("there is no area beside which it could stand: write one first")?;
    let name = args.name.clone().unwrap_or_else(|| titled(id));
    let operator = documents.site.as_ref().map(|site| site.value.operator.name.get_ref().as_str());
    let (nation, today) = (nation_of(beside), Moment::at(build::now()?).today);
    let shared = Shared { region: &name, area: id, nation, operator, sarc_age: None, today };
    let [council, night_team, lado] = args.of_council.by_job();
    let given: [Given<'_>; 5] = [&[], council, night_team, lado, &[]];
    let made = services(given, &documents, &taken_but_own(&documents, folder), &shared)?;
    let order = locals.map(|area| area.value.order).max().unwrap_or_default() + 1;
    let head = format!(
        "name = {}\nkind = \"local\"\n{}# Towns and villages: whoever types one of these is shown this area's services. None stands in two areas.\n\
         places = {}\norder = {order}\n\n# Who does each job here. What is the same as in {} is done by the same services, whose `areas` name both.\n[jobs]\n",
        text(&name),
        beside.value.within.as_ref().map(|within| format!("within = {}\n", text(within.get_ref()))).unwrap_or_default(),
        list(&args.place),
        beside.value.name.get_ref(),
    );
    let (jobs, shared_with) = jobs(&documents, beside, &made.ways, &made.always);
    let mut out = stdout();
    let put = |name: &str, text: &str| -> Result<(), Failure> {
        let path = folder.join(name);
        make_folder(path.parent().unwrap_or(folder))?;
        whole_file::finish(&path, text.as_bytes()).map_err(|error| match error {
            DiskError::IsThere(path) => is_there(&path),
            other => other.into(),
        })?;
        writeln!(stdout(), "{}", path.display())?;
        Ok(())
    };
    if args.start.overlay.is_some() {
        let names = made.files.iter().map(|(name, _)| name.as_str()).chain([file.as_str()]);
        overlay::record_first(folder, &names.map(|name| (name, None)).collect::<Vec<_>>())?;
    }
    made.files.iter().try_for_each(|(name, text)| put(name, text))?;
    for service in shared_with {
        if let Some(path) = helps_here_too(folder, &service, id)? {
            writeln!(out, "{path}: helps in {name} too")?;
        }
    }
    if args.start.overlay.is_some() {
        with_short_addresses(folder, &made.services)?;
    }
    // The last of all: a run that was cut off before it is run again, and finds its own files.
    put(&file, &(head + &jobs))?;
    let option = if args.start.overlay.is_some() { "--overlay" } else { "--content" };
    writeln!(out, "check it: waymark check {option} {}", shell_word(&folder.display().to_string()))?;
    Ok(GOOD)
}

fn nation_of(area: &Located<raw::Area>) -> &str {
    area.value.within.as_ref().map_or(FIRST_NATION, |within| within.get_ref())
}

/// The names of services and areas but its own, where an earlier run was cut off: a file that says something else is not written over.
fn taken_but_own(documents: &Documents, folder: &Path) -> BTreeSet<String> {
    let mut taken = taken(documents);
    taken.retain(|name| !folder.join(format!("services/{name}.toml")).exists());
    taken
}

/// "north-east-southby" as a name.
fn titled(slug: &str) -> String {
    let word = |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    slug.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// Who does each job: its own services, and else those of the area beside it, or of the nation where these are another council's. And which
/// services of that area are named.
fn jobs(
    documents: &Documents,
    beside: &Located<raw::Area>,
    ways: &BTreeMap<&str, Vec<String>>,
    always: &BTreeSet<&str>,
) -> (String, BTreeSet<String>) {
    let within = beside.value.within.as_ref().map(|within| within.get_ref().as_str());
    let nation = documents.areas.iter().find(|area| Some(area.stem()) == within);
    let (mut out, mut shared) = (String::new(), BTreeSet::new());
    for (job, ways_beside) in &beside.value.jobs {
        let job = job.get_ref().as_str();
        let own = ways.get(job).map(Vec::as_slice).unwrap_or_default();
        let of_nation = nation.filter(|_| OF_A_COUNCIL.contains(&job) || !own.is_empty());
        let others = of_nation.and_then(|nation| nation.value.jobs.iter().find(|(known, _)| known.get_ref() == job));
        let others = others.map_or(ways_beside, |(_, ways)| ways);
        let at_any_hour = JOBS.iter().any(|known| known.id == job && known.at_any_hour) && !always.contains(job);
        let lines = own.iter().map(|slug| format!("  {{ service = \"{slug}\" }},\n"));
        let others: Vec<&raw::LocalWay> = others.iter().filter(|_| own.is_empty() || at_any_hour).collect();
        shared.extend(others.iter().filter_map(|way| way.service.as_ref()).map(|service| service.get_ref().clone()));
        let lines: String = lines.chain(others.into_iter().map(line)).collect();
        // Writing into a text cannot fail.
        let _ = writeln!(out, "{job} = [\n{lines}]");
    }
    (out, shared)
}

fn line(way: &raw::LocalWay) -> String {
    let keys = [("service", &way.service), ("role", &way.role), ("page", &way.page), ("note", &way.note)];
    let keys = keys.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}", text(value.as_ref()?.get_ref()))));
    format!("  {{ {} }},\n", keys.collect::<Vec<_>>().join(", "))
}

/// Gives its own services short addresses, as those of a new copy have.
fn with_short_addresses(folder: &Path, services: &[String]) -> Result<(), Failure> {
    whole_file::change(&folder.join(MARK), |old| {
        let mut document: DocumentMut = old.parse::<DocumentMut>().map_err(|error| error.to_string())?;
        let known = document.entry("short_addresses").or_insert(toml_edit::value(toml_edit::Array::new()));
        let Some(known) = known.as_array_mut() else { return Ok(None) };
        let is_new = |service: &&String| !known.iter().any(|one| one.as_str() == Some(service.as_str()));
        let new: Vec<&String> = services.iter().filter(is_new).collect();
        for service in &new {
            known.push_formatted(toml_edit::Value::from(service.as_str()).decorated("\n  ", ""));
        }
        Ok((!new.is_empty()).then(|| document.to_string()))
    })?;
    Ok(())
}

/// Adds the area to those in which a service of the folder helps, unless it helps everywhere; gives its file where it was changed.
fn helps_here_too(folder: &Path, service: &str, area: &str) -> Result<Option<String>, Failure> {
    let path = folder.join(format!("services/{service}.toml"));
    if !path.is_file() {
        return Ok(None);
    }
    let mut is_new = false;
    let path = whole_file::change(&path, |old| {
        let mut document: DocumentMut = old.parse::<DocumentMut>().map_err(|error| error.to_string())?;
        let Some(areas) = document.get_mut("areas").and_then(|areas| areas.as_array_mut()) else { return Ok(None) };
        let is_local = !areas.iter().any(|known| known.as_str().is_some_and(|known| known == "uk" || NATIONS.contains(&known)));
        is_new = is_local && !areas.iter().any(|known| known.as_str() == Some(area));
        if is_new {
            areas.push(area);
        }
        Ok(is_new.then(|| document.to_string()))
    })?;
    Ok(is_new.then(|| path.display().to_string()))
}
