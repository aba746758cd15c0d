//! `waymark diff`: what changes for readers from one content to another, today and on the days to come on which a page comes or goes.

mod contents;
mod record;
mod told;

use std::collections::BTreeSet;
use std::io::Write as _;

use jiff::civil::Date;

use super::print::{print_error, stdout};
use super::{CONTENT_ERRORS, Failure, GOOD};
use super::{build, published_record};
use crate::check::Strictness;
use crate::cli::{DiffArgs, ListFormat};
use crate::clock::Moment;
use crate::content::source::SourceTree;
use crate::differences::{Difference, Side, between, to_record};
use crate::render::{RenderTarget, Rendered};
use crate::site::Site;
use build::BuildResult;

/// One of the two, as it was built.
struct DiffSide {
    site: Site,
    rendered: Rendered,
    ahead: super::days_ahead::DaysAhead,
    tree: SourceTree,
}

/// What changes from a day on.
struct DayOfChange {
    /// Today where there is none.
    from: Option<Date>,
    found: Vec<Difference>,
    /// Of these, what is told to whoever follows the site.
    recorded: Vec<Difference>,
}

pub(super) fn run(args: &DiffArgs) -> Result<u8, Failure> {
    let now = build::now()?;
    let (old_side, new_side) = contents::both(args)?;
    let mut sides = Vec::new();
    for side in [&old_side, &new_side] {
        let BuildResult { built, found, tree, ahead, .. } =
            build::build_for(RenderTarget::Static, &side.source, now, Strictness::Everyday)?;
        let has_errors = found.iter().any(crate::diagnostic::Diagnostic::is_error);
        let Some(built) = built.filter(|_| !has_errors) else {
            let faults = crate::diagnostic::report::pretty(&found, |path| tree.text(path), false);
            print_error(&format!("{} has errors and cannot be compared:\n{faults}\n", side.name));
            return Ok(CONTENT_ERRORS);
        };
        sides.push(DiffSide { site: built.site, rendered: built.rendered, ahead, tree });
    }
    let (old, new) = (&sides[0], &sides[1]);
    let days = day_by_day(old, new);
    if let Some(page) = &args.page {
        told::page(&new.tree, page, &days)?;
    }
    if args.record {
        let folder = new_side.own_folder()?;
        let today = Moment::at(now).today;
        let mut added = 0;
        let mut path = folder.join("changes.toml");
        for day in &days {
            let (file, count) = record::add(folder, day.from.unwrap_or(today), &day.recorded)?;
            (path, added) = (file, added + count);
        }
        // Last: cut off before this, `check` goes on asking for what may be missing.
        published_record::keep(folder, today, (&new.site, &new.rendered), &sites_to_come(new))?;
        let changes = if added == 1 { "1 change".to_owned() } else { format!("{added} changes") };
        let place = if path.exists() { format!(" in {}", path.display()) } else { String::new() };
        print_error(&format!("{changes} recorded{place}\n"));
    }
    let mut out = stdout();
    match args.format {
        ListFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&told::list(&days))?)?,
        ListFormat::Text => write!(out, "{}", told::text(&days))?,
    }
    Ok(GOOD)
}

/// What changes today, and on each day to come what is then told for the first time, or is over.
fn day_by_day(old: &DiffSide, new: &DiffSide) -> Vec<DayOfChange> {
    let [before, after] = [old, new].map(|one| Side { site: &one.site, rendered: &one.rendered });
    let today = between(before, after);
    let recorded = to_record(&today, before, after);
    let mut known = today.clone();
    let mut days = vec![DayOfChange { from: None, found: today, recorded }];
    let to_come: BTreeSet<Date> = old.ahead.days().iter().chain(new.ahead.days()).copied().collect();
    // What readers of the new content see until then.
    let mut last: Option<(Site, Rendered)> = None;
    for day in to_come {
        let Some((old_then, new_then)) = old.ahead.seen_on(day, &old.tree).zip(new.ahead.seen_on(day, &new.tree)) else {
            continue;
        };
        let [before, after] = [&old_then, &new_then].map(seen);
        let then = between(before, after);
        let is_over = |one: &&Difference| !then.iter().any(|other| one.is_of_same(other));
        let over: Vec<Difference> = known.iter().filter(is_over).cloned().map(Difference::over).collect();
        let begun: Vec<Difference> = then.iter().filter(|one| !known.contains(one)).cloned().collect();
        let until = last.as_ref().map_or(Side { site: &new.site, rendered: &new.rendered }, seen);
        let recorded = [to_record(&begun, before, after), to_record(&over, until, after)].concat();
        let mut found = [begun, over].concat();
        found.sort();
        known = then;
        last = Some(new_then);
        if !found.is_empty() {
            days.push(DayOfChange { from: Some(day), found, recorded });
        }
    }
    days
}

fn seen((site, rendered): &(Site, Rendered)) -> Side<'_> {
    Side { site, rendered }
}

/// What readers will see on the days to come.
fn sites_to_come(side: &DiffSide) -> Vec<(Date, Site)> {
    side.ahead.days().iter().filter_map(|day| Some((*day, side.ahead.seen_on(*day, &side.tree)?.0))).collect()
}
