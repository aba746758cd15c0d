//! `waymark diff`: what changes for readers from one content to another.

mod contents;
mod record;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use super::print::{print_error, stdout};
use super::{CONTENT_ERRORS, Failure, GOOD};
use super::{build, recorded};
use crate::check::Gate;
use crate::cli::{DiffArgs, ListFormat, SourceArgs};
use crate::clock::Moment;
use crate::differences::{About, Difference, Side, between, to_record};
use crate::disk::whole_file;
use crate::render::RenderTarget;
use crate::render::templates::Templates;

/// The template of the page to look at.
const TEMPLATE: &str = "differences.html";

/// The differences of one kind, for the page to look at.
#[derive(Serialize)]
struct DifferenceGroup<'a> {
    heading: &'static str,
    entries: Vec<&'a Difference>,
}

pub(super) fn run(args: &DiffArgs) -> Result<u8, Failure> {
    let now = build::now()?;
    let (old_side, new_side) = contents::both(args)?;
    let mut built = Vec::new();
    for side in [&old_side, &new_side] {
        match build::build_for(RenderTarget::Static, &side.source, now, Gate::Everyday)?.publishable(false) {
            Ok(one) => built.push(one),
            Err(faults) => {
                print_error(&format!("{} has errors and cannot be compared:\n{faults}\n", side.name));
                return Ok(CONTENT_ERRORS);
            }
        }
    }
    let [old, new] = [&built[0], &built[1]].map(|one| Side { site: &one.site, rendered: &one.rendered });
    let found = between(old, new);
    if let Some(page) = &args.page {
        write_page(&new_side.source, page, &found)?;
    }
    if args.record {
        let folder = new_side.own_folder()?;
        let (path, added) = record::add(folder, Moment::at(now).today, &to_record(&found, old, new))?;
        // Last: cut off before this, `check` goes on asking for what may be missing.
        recorded::keep(folder, new.site, new.rendered)?;
        let changes = if added == 1 { "1 change".to_owned() } else { format!("{added} changes") };
        print_error(&format!("{changes} recorded in {}\n", path.display()));
    }
    let mut out = stdout();
    match args.format {
        ListFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&found)?)?,
        ListFormat::Text => write!(out, "{}", told(&found))?,
    }
    Ok(GOOD)
}

fn told(found: &[Difference]) -> String {
    if found.is_empty() {
        return "nothing changes for readers\n".to_owned();
    }
    let mut text = String::new();
    for about in About::ALL {
        let entries: Vec<&Difference> = found.iter().filter(|one| one.about == about).collect();
        if entries.is_empty() {
            continue;
        }
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{} ({})", about.heading(), entries.len());
        for one in entries {
            let _ = writeln!(text, "  {}", one.heading());
            let lines = one.before.iter().map(|line| ('-', line)).chain(one.after.iter().map(|line| ('+', line)));
            for (sign, line) in lines {
                let _ = writeln!(text, "    {sign} {line}");
            }
        }
        text.push('\n');
    }
    text
}

/// Writes the page to look at.
fn write_page(source: &SourceArgs, page: &Path, found: &[Difference]) -> Result<(), Failure> {
    let (tree, _) = build::read(source)?;
    let drawn =
        |faults: &[crate::diagnostic::Diagnostic]| crate::diagnostic::report::pretty(faults, |path| tree.text(path), false);
    let templates = Templates::load(&tree).map_err(|faults| drawn(&faults))?;
    let groups: Vec<DifferenceGroup<'_>> = About::ALL
        .into_iter()
        .map(|about| DifferenceGroup {
            heading: about.heading(),
            entries: found.iter().filter(|one| one.about == about).collect(),
        })
        .filter(|group| !group.entries.is_empty())
        .collect();
    let text = templates.render(TEMPLATE, &serde_json::json!({ "groups": groups })).map_err(|fault| drawn(&[fault]))?;
    Ok(whole_file::replace(page, text.as_bytes())?)
}
