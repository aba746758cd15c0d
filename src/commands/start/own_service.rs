//! The file of a service of a new copy: what was given, and nothing else.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::reach::Reach;
use super::region_job::RegionJob;
use super::toml_text::text;
use crate::cli::{Age, GivenService};

/// What the files of all services of a region share.
pub(super) struct Shared<'a> {
    pub(super) region: &'a str,
    pub(super) area: &'a str,
    /// The nation in which the region lies.
    pub(super) nation: &'a str,
    pub(super) operator: Option<&'a str>,
    /// From which age people may ring the sexual assault referral centre themselves, if somebody said.
    pub(super) sarc_age: Option<Age>,
    pub(super) today: Date,
}

/// Its file. `same_number` names the built-in service that answers the same number at any hour, if there is one.
pub(super) fn file(
    job: &RegionJob,
    given: &GivenService,
    reach: &Reach,
    same_number: Option<&str>,
    shared: &Shared<'_>,
) -> String {
    let summary = text(&job.summary(shared.nation).replace("{}", shared.region));
    let name = text(&given.name);
    let source = match &given.page {
        Some(page) => format!("url = {}\n", text(page)),
        None => "show = false\n".to_owned(),
    };
    let RegionJob { need, .. } = job;
    let Shared { area, today, .. } = shared;
    let for_whom = for_whom(job, shared.sarc_age);
    let due = today.saturating_add(90.days());
    format!(
        "name = {name}\noperator = {name}\nstatus = \"active\"\nareas = [\"{area}\"]\n{for_whom}needs = [\"{need}\"]\n\
         summary = {summary}\nhelps_with = [\n  {summary},\n]\n\
         description_source = \"as-given\"\ndescription_confidence = \"medium\"\n\n{}\n\
         [[source]]\nid = \"as-given\"\n{source}supports = {}\nrecorded = {today}\n\n\
         [review]\nowner = \"service directory editor\"\nchecked = {today}\n\
         # Take the next line away once somebody has held each fact above against its own page. Until then no date of a check is shown.\n\
         compared = false\ndue = {due}\n\
         check_first = [{}]\n",
        contacts(job, given, reach, same_number, shared),
        text(&supports(reach, same_number, shared)),
        text(job.check_first),
    )
}

/// The answer for readers under 18 says that they can ring the centre themselves. It was written for centres that take calls from 13;
/// where that age is higher or nobody knows it, readers under 18 are given the nation's way.
const UNDER_18S_FROM: Age = Age(13);

fn for_whom(job: &RegionJob, sarc_age: Option<Age>) -> String {
    let RegionJob { for_whom, .. } = job;
    match sarc_age {
        _ if job.id != "sarc" => format!("for_whom = [{for_whom}]\n"),
        Some(age) if age <= UNDER_18S_FROM => format!("for_whom = [{for_whom}, \"young-people\"]\n"),
        _ => format!(
            "# Answers for readers under 18 say that they can ring the centre themselves, and give the nation's way in its place. Once you know\n\
             # that people may ring it from the age of {} or below, add \"young-people\".\nfor_whom = [{for_whom}]\n",
            UNDER_18S_FROM.0
        ),
    }
}

/// In the words of the home region's centre.
fn age_note(job: &RegionJob, reach: &Reach, sarc_age: Option<Age>) -> String {
    let verb = if matches!(reach, Reach::Phone) { "ring" } else { "write" };
    match sarc_age {
        Some(Age(age)) if job.id == "sarc" && age > 0 => {
            format!("note = \"If you are {age} or over you can {verb} yourself.\"\n")
        }
        _ => String::new(),
    }
}

const SOURCE: &str = "source = \"as-given\"\nconfidence = \"medium\"\n";

fn contacts(job: &RegionJob, given: &GivenService, reach: &Reach, same_number: Option<&str>, shared: &Shared<'_>) -> String {
    let value = text(&given.reach) + "\n" + &age_note(job, reach, shared.sarc_age);
    let first = match reach {
        Reach::Phone => {
            format!(
                "[[contact]]\nkind = \"phone\"\nlabel = \"{}\"\nvalue = {value}{SOURCE}{}",
                job.label(shared.nation),
                hours(same_number)
            )
        }
        Reach::Email => format!("[[contact]]\nkind = \"email\"\nlabel = \"Email\"\nvalue = {value}{SOURCE}"),
    };
    let page = given.page.as_deref().map_or_else(String::new, |page| {
        format!("\n[[contact]]\nkind = \"web\"\nlabel = \"Their website\"\nvalue = {}\n{SOURCE}", text(page))
    });
    first + &page
}

/// One number has one set of hours: those of a number that is built in are known.
fn hours(same_number: Option<&str>) -> String {
    match same_number {
        Some(_) => format!("[contact.hours]\nalways = true\n{SOURCE}"),
        None => {
            "# When they answer, once you know it:\n# [contact.hours]\n# mon = [\"09:00-17:00\"]\n# bank_holidays = \"closed\"\n\
                 # source = \"as-given\"\n# confidence = \"medium\"\n"
                .to_owned()
        }
    }
}

fn supports(reach: &Reach, same_number: Option<&str>, shared: &Shared<'_>) -> String {
    let what = if matches!(reach, Reach::Phone) { "number" } else { "email address" };
    let who = shared.operator.unwrap_or("the people who run this copy");
    let hours = same_number.map_or_else(String::new, |name| format!("; its hours are those of {name}"));
    format!("The name and the {what}, as {who} gave them{hours}")
}
