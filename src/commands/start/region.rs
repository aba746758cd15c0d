//! The area of a new copy and its services, as files. Nothing is made up: a service has the name and number that were given, and a job
//! for which none was given is done by the nation's ways.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::Value;

use super::Failure;
use crate::cli::{GivenService, NewOverlayArgs};
use crate::content::schema::validate::is_slug;
use crate::site::contact::{PhoneError, PhoneNumber};

/// What is said of the services that do a job.
struct Job {
    id: &'static str,
    label: &'static str,
    for_whom: &'static str,
    need: &'static str,
    /// With the region in place of `{}`.
    summary: &'static str,
    /// When it is not known whether they answer at night, the nation's ways stand behind them.
    at_any_hour: bool,
}

const JOBS: [Job; 5] = [
    Job {
        id: "police",
        label: "Police, non-emergency",
        for_whom: "\"anyone\"",
        need: "worried-child",
        summary: "Tell the police in {} about something that is not an emergency.",
        at_any_hour: true,
    },
    Job {
        id: "children-services",
        label: "Children's services",
        for_whom: "\"anyone\", \"parents\", \"professionals\"",
        need: "worried-child",
        summary: "Tell the council about a child in {} who may be at risk.",
        at_any_hour: false,
    },
    Job {
        id: "children-services-out-of-hours",
        label: "Nights and weekends",
        for_whom: "\"anyone\"",
        need: "worried-child",
        summary: "Reach children's services in {} at night and at weekends.",
        at_any_hour: true,
    },
    Job {
        id: "lado",
        label: "LADO",
        for_whom: "\"professionals\", \"parents\"",
        need: "work-with-children",
        summary: "Tell the local authority designated officer (LADO) about someone who works with children in {}.",
        at_any_hour: false,
    },
    Job {
        id: "sarc",
        label: "Sexual assault centre",
        for_whom: "\"survivors\"",
        need: "past-abuse",
        summary: "Get care and support in {} after rape or sexual assault.",
        at_any_hour: false,
    },
];

/// The files of a region: path within the folder, and text.
pub(super) struct Region {
    pub(super) files: Vec<(String, String)>,
    /// In the order of their jobs.
    pub(super) services: Vec<String>,
    /// The police, for the home page.
    pub(super) police: Option<String>,
}

/// `nation` is the text of the nation's area, `taken` the names of built-in services and areas.
pub(super) fn region(
    args: &NewOverlayArgs,
    region: &str,
    nation: &str,
    taken: &BTreeSet<String>,
    today: Date,
) -> Result<Region, Failure> {
    let area = slug(region, taken)?;
    let mut made = Region { files: Vec::new(), services: Vec::new(), police: None };
    let mut ways: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let given = [&args.police, &args.council, &args.night_team, &args.lado, &args.sarc];
    for (job, given) in JOBS.iter().zip(given) {
        for one in given {
            usable(&one.number).map_err(|why| format!("the number of {}, `{}`: {why}", one.name, one.number))?;
            let slug = slug(&one.name, taken)?;
            if made.services.contains(&slug) {
                return Err(format!("two services are called {}: give each a name of its own", one.name).into());
            }
            made.files.push((format!("services/{slug}.toml"), service(job, one, (region, &area), args, today)));
            ways.entry(job.id).or_default().push(slug.clone());
            made.services.push(slug);
        }
    }
    made.police = ways.get("police").and_then(|police| police.first()).cloned();
    made.files.push((format!("areas/{area}.toml"), area_file(args, region, nation, &ways)));
    Ok(made)
}

/// Whether a number can be rung and is long enough, or why not.
pub(super) fn usable(number: &str) -> Result<(), String> {
    let number: PhoneNumber = number.parse().map_err(|error: PhoneError| error.to_string())?;
    match number.rare_length() {
        None => Ok(()),
        Some(rare) => Err(format!(
            "{rare} digits are rare for a UK number: was one lost? If it is right, leave it out here and write it with \
             `waymark new service`, where `digits` says so"
        )),
    }
}

/// A name as an address: "Northshire Police" is `northshire-police`.
fn slug(name: &str, taken: &BTreeSet<String>) -> Result<String, Failure> {
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let slug = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if !is_slug(&slug) {
        return Err(format!("`{name}` makes no address: give a name with letters from a to z in it").into());
    }
    if taken.contains(&slug) {
        let why = format!("`{slug}`, which `{name}` would be called, is a built-in name, and your file would take its place");
        return Err(format!("{why}: give it a name of its own, with your region in it").into());
    }
    Ok(slug)
}

fn area_file(args: &NewOverlayArgs, region: &str, nation: &str, ways: &BTreeMap<&str, Vec<String>>) -> String {
    let towns = Value::Array(args.town.iter().map(|town| Value::String(town.clone())).collect());
    let mut out = format!(
        "name = {}\nkind = \"local\"\nwithin = {}\n# Towns and villages: whoever types one of these is shown this area's services.\nplaces = {towns}\norder = 1\n\n\
         # Who does each job here. Where no service of your own stands, it is the nation's way.\n[jobs]\n",
        text(region),
        text(&args.within),
    );
    for (job, national) in national_jobs(nation) {
        let own = ways.get(job.as_str()).map(Vec::as_slice).unwrap_or_default();
        let known = JOBS.iter().find(|known| known.id == job);
        let is_needed = own.is_empty() || known.is_some_and(|known| known.at_any_hour);
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

fn service(job: &Job, given: &GivenService, (region, area): (&str, &str), args: &NewOverlayArgs, today: Date) -> String {
    let summary = text(&job.summary.replace("{}", region));
    let (name, number) = (text(&given.name), text(&given.number));
    let due = today.saturating_add(90.days());
    let Job { label, for_whom, need, .. } = job;
    let contact = "source = \"as-given\"\nconfidence = \"medium\"\n";
    let page = given.page.as_deref().map_or_else(String::new, |page| {
        format!("\n[[contact]]\nkind = \"web\"\nlabel = \"Their website\"\nvalue = {}\n{contact}", text(page))
    });
    let source = match &given.page {
        Some(page) => format!("url = {}\n", text(page)),
        None => "show = false\n".to_owned(),
    };
    let who = args.operator.as_deref().unwrap_or("the people who run this copy");
    format!(
        "name = {name}\noperator = {name}\nstatus = \"active\"\nareas = [\"{area}\"]\nfor_whom = [{for_whom}]\nneeds = [\"{need}\"]\n\
         summary = {summary}\nhelps_with = [\n  {summary},\n]\n\
         description_source = \"as-given\"\ndescription_confidence = \"medium\"\n\n\
         [[contact]]\nkind = \"phone\"\nlabel = \"{label}\"\nvalue = {number}\n{contact}\
         # When they answer, once you know it:\n# [contact.hours]\n# mon = [\"09:00-17:00\"]\n# bank_holidays = \"closed\"\n\
         # source = \"as-given\"\n# confidence = \"medium\"\n{page}\n\
         [[source]]\nid = \"as-given\"\n{source}supports = {}\nrecorded = {today}\n\n\
         [review]\nowner = \"service directory editor\"\nchecked = {today}\n\
         # Take the next line away once somebody has held each fact above against its own page. Until then no date of a check is shown.\n\
         compared = false\ndue = {due}\n\
         check_first = [\"Ring the number: who answers, when, and what they keep private.\"]\n",
        text(&format!("The name and the number, as {who} gave them")),
    )
}

/// A text as TOML writes it.
pub(super) fn text(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
