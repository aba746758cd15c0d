//! What changes, for whoever signs it off: as text, as a page and as a list for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::DayOfChange;
use crate::commands::Failure;
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, first_of, report};
use crate::differences::{About, Difference};
use crate::disk::whole_file;
use crate::render::templates::Templates;

/// The template of the page to look at.
const TEMPLATE: &str = "differences.html";

/// Where posters are printed, each in many forms.
const POSTERS: &str = "/schools/posters/";

/// So many other addresses are named; the rest are counted.
const NAMED: usize = 3;

/// A difference of a list for programs.
#[derive(Serialize)]
pub(super) struct ListedDifference<'a> {
    /// The day to come from which it is so; today where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(flatten)]
    difference: &'a Difference,
}

/// A difference, and where else the same is read.
#[derive(Serialize)]
struct ToldDifference<'a> {
    #[serde(flatten)]
    difference: &'a Difference,
    /// Such as "the same on 12 other pages: /a, /b, /c and 9 more"; empty where there is none.
    also: String,
}

/// The differences of one kind from a day on.
#[derive(Serialize)]
struct DifferenceGroup<'a> {
    heading: String,
    entries: Vec<ToldDifference<'a>>,
}

/// Every difference by itself.
pub(super) fn list(days: &[DayOfChange]) -> Vec<ListedDifference<'_>> {
    let listed = |day: &'_ DayOfChange| {
        let from = day.from.map(|from| from.to_string());
        move |difference| ListedDifference { from: from.clone(), difference }
    };
    days.iter().flat_map(|day| day.found.iter().map(listed(day))).collect()
}

pub(super) fn text(days: &[DayOfChange]) -> String {
    let mut text = String::new();
    for group in days.iter().flat_map(groups) {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{}", group.heading);
        for ToldDifference { difference, also } in group.entries {
            let _ = writeln!(text, "  {}", difference.heading());
            let (before, after) = (difference.before.iter(), difference.after.iter());
            for (sign, line) in before.map(|line| ('-', line)).chain(after.map(|line| ('+', line))) {
                let _ = writeln!(text, "    {sign} {line}");
            }
            if !also.is_empty() {
                let _ = writeln!(text, "    {also}");
            }
        }
        text.push('\n');
    }
    if text.is_empty() { "nothing changes for readers\n".to_owned() } else { text }
}

/// Writes the page to look at.
pub(super) fn page(tree: &SourceTree, page: &Path, days: &[DayOfChange]) -> Result<(), Failure> {
    let drawn = |faults: &[Diagnostic]| report::pretty(faults, |path| tree.text(path), false);
    let templates = Templates::load(tree).map_err(|faults| drawn(&faults))?;
    let groups: Vec<DifferenceGroup<'_>> = days.iter().flat_map(groups).collect();
    let text = templates.render(TEMPLATE, &serde_json::json!({ "groups": groups })).map_err(|fault| drawn(&[fault]))?;
    Ok(whole_file::replace(page, text.as_bytes())?)
}

fn groups(day: &DayOfChange) -> Vec<DifferenceGroup<'_>> {
    let numbers: Vec<&Difference> = day.found.iter().filter(|one| one.about == About::Number).collect();
    let mut on_pages: BTreeMap<&Difference, Vec<&str>> = BTreeMap::new();
    let mut pages: Vec<&Difference> = Vec::new();
    for page in day.found.iter().filter(|one| one.about == About::Page) {
        if !is_of_numbers(page, &numbers) {
            pages.push(page);
            continue;
        }
        for (number, old, _) in one_by_one(&numbers) {
            if page.before.iter().any(|line| line.contains(old)) {
                on_pages.entry(number).or_default().push(&page.address);
            }
        }
    }
    let of_kind = |about: About| {
        let told: Vec<ToldDifference<'_>> = if about == About::Page {
            each_once(&pages)
        } else {
            let entries = day.found.iter().filter(|one| one.about == about);
            entries.map(|one| ToldDifference { difference: one, also: also(on_pages.get(one), "printed on") }).collect()
        };
        let from = day.from.map(|from| format!("From {from} on: ")).unwrap_or_default();
        DifferenceGroup { heading: format!("{from}{} ({})", about.heading(), told.len()), entries: told }
    };
    About::ALL.into_iter().map(of_kind).filter(|group| !group.entries.is_empty()).collect()
}

/// Each number that is another now: what it was, and what it is.
fn one_by_one<'a>(numbers: &[&'a Difference]) -> impl Iterator<Item = (&'a Difference, &'a str, &'a str)> {
    numbers.iter().filter_map(|number| match (number.before.as_slice(), number.after.as_slice()) {
        ([old], [new]) => Some((*number, old.as_str(), new.as_str())),
        _ => None,
    })
}

/// Nothing is another on the page but numbers that are told by themselves.
fn is_of_numbers(page: &Difference, numbers: &[&Difference]) -> bool {
    let renewed = |line: &String| one_by_one(numbers).fold(line.clone(), |line, (_, old, new)| line.replace(old, new));
    !page.before.is_empty() && page.before.iter().map(renewed).eq(page.after.iter().cloned())
}

/// Pages on which the same lines are others, and the forms of one poster, are told once.
fn each_once<'a>(pages: &[&'a Difference]) -> Vec<ToldDifference<'a>> {
    let mut told: Vec<(&Difference, Vec<&str>)> = Vec::new();
    for page in pages {
        let is_known = |(first, _): &&mut (&Difference, Vec<&str>)| {
            let is_same = (&first.before, &first.after) == (&page.before, &page.after);
            is_same || is_form_of(&first.address, &page.address)
        };
        match told.iter_mut().find(is_known) {
            Some((_, others)) => others.push(&page.address),
            None => told.push((page, Vec::new())),
        }
    }
    told.into_iter().map(|(difference, others)| ToldDifference { difference, also: also(Some(&others), "the same on") }).collect()
}

fn is_form_of(poster: &str, other: &str) -> bool {
    let form = poster.strip_prefix(POSTERS).and_then(|name| other.strip_prefix(POSTERS)?.strip_prefix(name));
    form.is_some_and(|form| form.starts_with(['-', '/']))
}

fn also(others: Option<&Vec<&str>>, said: &str) -> String {
    match others.map_or(&[][..], Vec::as_slice) {
        [] => String::new(),
        [one] => format!("{said} {one}"),
        many => format!("{said} {} pages: {}", many.len(), first_of(many.iter().copied(), NAMED)),
    }
}
