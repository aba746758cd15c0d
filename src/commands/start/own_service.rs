//! The file of a service of a new copy: what was given, and nothing else.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::reach::Reach;
use super::region::{Job, text};
use crate::cli::GivenService;

/// What the files of all services of a region share.
pub(super) struct Shared<'a> {
    pub(super) region: &'a str,
    pub(super) area: &'a str,
    pub(super) operator: Option<&'a str>,
    pub(super) today: Date,
}

/// Its file. `same_number` names the built-in service that answers the same number at any hour, if there is one.
pub(super) fn file(job: &Job, given: &GivenService, reach: &Reach, same_number: Option<&str>, shared: &Shared<'_>) -> String {
    let summary = text(&job.summary.replace("{}", shared.region));
    let name = text(&given.name);
    let source = match &given.page {
        Some(page) => format!("url = {}\n", text(page)),
        None => "show = false\n".to_owned(),
    };
    let Job { for_whom, need, .. } = job;
    let Shared { area, today, .. } = shared;
    let due = today.saturating_add(90.days());
    format!(
        "name = {name}\noperator = {name}\nstatus = \"active\"\nareas = [\"{area}\"]\nfor_whom = [{for_whom}]\nneeds = [\"{need}\"]\n\
         summary = {summary}\nhelps_with = [\n  {summary},\n]\n\
         description_source = \"as-given\"\ndescription_confidence = \"medium\"\n\n{}\n\
         [[source]]\nid = \"as-given\"\n{source}supports = {}\nrecorded = {today}\n\n\
         [review]\nowner = \"service directory editor\"\nchecked = {today}\n\
         # Take the next line away once somebody has held each fact above against its own page. Until then no date of a check is shown.\n\
         compared = false\ndue = {due}\n\
         check_first = [{}]\n",
        contacts(job, given, reach, same_number),
        text(&supports(reach, same_number, shared)),
        text(job.check_first),
    )
}

const SOURCE: &str = "source = \"as-given\"\nconfidence = \"medium\"\n";

fn contacts(job: &Job, given: &GivenService, reach: &Reach, same_number: Option<&str>) -> String {
    let value = text(&given.reach);
    let first = match reach {
        Reach::Phone => {
            format!("[[contact]]\nkind = \"phone\"\nlabel = \"{}\"\nvalue = {value}\n{SOURCE}{}", job.label, hours(same_number))
        }
        Reach::Email => format!("[[contact]]\nkind = \"email\"\nlabel = \"Email\"\nvalue = {value}\n{SOURCE}"),
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
