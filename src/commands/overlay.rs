//! `waymark overlay`: what a folder does to the content it lies over, and what changed there since it was taken.

pub(super) mod base;
mod report;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD};
use crate::cli::{CopyArgs, OverlayArgs, OverlayCommand, ShowArgs, SourceArgs, StatusArgs};
use crate::content::merge_strategy;
use crate::content::overlay_folder::must_be_overlay;
use crate::content::source::{SourceTree, shell_word};
use crate::diagnostic::{Diagnostic, Kind, Place, nearest};
use crate::disk::whole_folder::{Unfinished, resolved};
use crate::disk::{DiskError, make_folder, whole_file};
use base::{Base, Own};
use report::OverlayReport;

pub(super) fn run(args: &OverlayArgs) -> Result<u8, Failure> {
    match &args.what {
        OverlayCommand::Status(args) => status(args),
        OverlayCommand::Copy(args) => copy(args),
        OverlayCommand::Show(args) => show(args),
        OverlayCommand::BuiltIn(args) => write_built_in(&args.folder),
    }
}

fn show(args: &ShowArgs) -> Result<u8, Failure> {
    let below = below(args.content.as_deref())?;
    for written in &args.files {
        write!(stdout(), "{}", text_below(&below, &name_below(&below, written)?)?)?;
    }
    Ok(GOOD)
}

fn write_built_in(folder: &Path) -> Result<u8, Failure> {
    let tree = SourceTree::built_in();
    let files = tree.under("content/").map(|(path, text)| (path.trim_start_matches("content/"), text));
    write_new(folder, files)?;
    writeln!(stdout(), "{}", folder.display())?;
    Ok(GOOD)
}

/// Puts a folder of these files where none is, or an empty one.
pub(super) fn write_new<'f>(folder: &Path, files: impl Iterator<Item = (&'f str, &'f str)>) -> Result<(), Failure> {
    if folder.exists() && (!folder.is_dir() || fs::read_dir(folder)?.next().is_some()) {
        return Err(format!("{} is there already and not empty: name a new folder", folder.display()).into());
    }
    let new = Unfinished::beside(&resolved(folder)?)?;
    for (name, text) in files {
        let path = new.path().join(name);
        make_folder(path.parent().unwrap_or(folder))?;
        whole_file::finish(&path, text.as_bytes())?;
    }
    Ok(new.name()?)
}

/// A file of the content below.
fn text_below<'t>(below: &'t SourceTree, name: &str) -> Result<&'t str, Failure> {
    below.file(&format!("content/{name}")).map(|(_, text)| text).ok_or_else(|| {
        let known: Vec<&str> = below.under("content/").filter_map(|(path, _)| path.strip_prefix("content/")).collect();
        let nearest = nearest(name, known).map_or_else(String::new, |near| format!(" (did you mean {near}?)"));
        format!("there is no {name} in the content below{nearest}").into()
    })
}

/// Copies files that take the place of what is below. One that is merged holds only what differs, and is no copy.
fn copy(args: &CopyArgs) -> Result<u8, Failure> {
    must_be_overlay(&args.overlay)?;
    let below = below(args.content.as_deref())?;
    for written in &args.files {
        let name = &name_below(&below, written)?;
        if merge_strategy::of(&format!("content/{name}")).is_some() {
            let how = "write a file of that name with only what differs";
            return Err(format!("{name} is merged, key by key: {how} from what `waymark overlay show {name}` prints").into());
        }
        if base::is_note(name) {
            return Err(format!("{name} is only ever a copy's own: write one of yours").into());
        }
        let text = text_below(&below, name)?;
        let file = args.overlay.join(name);
        if let Some(folder) = file.parent() {
            make_folder(folder)?;
        }
        let is_there = || Failure::from(format!("{} is there already: change that file", file.display()));
        if file.exists() {
            return Err(is_there());
        }
        record_first(&args.overlay, &[(name, Some(text))])?;
        whole_file::create(&file, text.as_bytes()).map_err(|error| match error {
            DiskError::IsThere(_) => is_there(),
            other => other.into(),
        })?;
        writeln!(stdout(), "{}", file.display())?;
        if let Some(note) = left_out(&args.overlay, name, text)? {
            writeln!(stdout(), "{note}")?;
        }
    }
    Ok(GOOD)
}

/// The file that was meant: by its name below, as `check` writes it, or as a service or page is called in other files.
/// "services" is the name of a page, and of a folder.
fn name_below(below: &SourceTree, written: &str) -> Result<String, Failure> {
    let name = written.trim_start_matches("./").strip_prefix("content/").unwrap_or(written);
    let plain = name.trim_matches('/');
    let others = [
        format!("services/{plain}.toml"),
        format!("pages/{plain}.md"),
        format!("pages/{plain}/index.md"),
        format!("areas/{plain}.toml"),
    ];
    let is_there = |name: &str| below.file(&format!("content/{name}")).is_some();
    let meant = others.into_iter().find(|other| !is_there(name) && is_there(other));
    match meant {
        Some(meant) if below.under(&format!("content/{plain}/")).next().is_some() && !written.starts_with('/') => {
            Err(format!("`{written}` is a folder too: write {meant} for the page, or {plain}/ and the name of one of its files")
                .into())
        }
        meant => Ok(meant.unwrap_or_else(|| name.to_owned())),
    }
}

/// Why readers would see nothing of a file that was copied: the copy leaves it out, or every area that it helps in.
fn left_out(overlay: &Path, name: &str, text: &str) -> Result<Option<String>, Failure> {
    let file = overlay.join("overlay.toml");
    let own: toml::Table = toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    let list = |table: &toml::Table, key: &str| -> Vec<String> {
        let items = table.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let file = file.display();
    if list(&own, "without").iter().any(|one| one == name) {
        return Ok(Some(format!("readers see nothing of it yet: take \"{name}\" out of `without` in {file}")));
    }
    let areas = toml::from_str::<toml::Table>(text).map(|service| list(&service, "areas")).unwrap_or_default();
    let gone = list(&own, "without_areas");
    let is_gone = name.starts_with("services/") && !areas.is_empty() && areas.iter().all(|area| gone.contains(area));
    let areas = areas.join(", ");
    Ok(is_gone.then(|| {
        format!("readers see nothing of it yet: it helps only in {areas}, which {file} leaves out; write an area of yours in its `areas`")
    }))
}

fn status(args: &StatusArgs) -> Result<u8, Failure> {
    let below = below(args.content.as_deref())?;
    let own = Own::read(&args.folder, &below)?;
    if !args.accept.is_empty() {
        Base::change(&args.folder, |base| args.accept.iter().try_for_each(|file| own.accept(file, base)))?;
    }
    let base = Base::read(&args.folder)?;
    let report = OverlayReport::of(&own, &base, &below);
    write!(stdout(), "{}", report.text(&args.folder, args.content.as_deref()))?;
    Ok(if report.has_changes() { CONTENT_ERRORS } else { GOOD })
}

/// A warning for each file of a copy that was laid over something else than what is below it now: whoever does not look would keep a
/// number that the content below has corrected.
pub(super) fn changed_below(source: &SourceArgs) -> Result<Vec<Diagnostic>, Failure> {
    let Some(folder) = &source.overlay else { return Ok(Vec::new()) };
    let below = below(source.content.as_deref())?;
    let report = OverlayReport::of(&Own::read(folder, &below)?, &Base::read(folder)?, &below);
    let folder_name = shell_word(&folder.display().to_string());
    let of_another_name = report.namesakes.iter().filter_map(|file| namesake(folder, file, &below));
    let warning = |file: &String| {
        let place = Place::whole_file(folder.join(file).display().to_string());
        let message = "what this file was laid over has changed since, and readers see this file";
        let help = format!("`waymark overlay status {folder_name}` shows what changed, and how to accept it");
        Diagnostic::warning(place, Kind::ChangedBelow, message).with_help(help)
    };
    Ok(report.changed().iter().map(warning).chain(of_another_name).collect())
}

/// A page that took the name of a built-in one without being a copy of it: it is about something else, and the built-in one is gone.
fn namesake(folder: &Path, file: &str, below: &SourceTree) -> Option<Diagnostic> {
    let title = |text: &str| text.lines().find_map(|line| Some(line.strip_prefix("title = ")?.trim_matches('"').to_owned()));
    let name = file.strip_prefix("pages/")?;
    let path = folder.join(file);
    let own = title(&fs::read_to_string(&path).ok()?)?;
    let covered = title(below.file(&format!("content/{file}"))?.1).filter(|covered| *covered != own)?;
    let message = format!("this page has the name of the built-in page \"{covered}\", which readers do not see any more");
    let folder = shell_word(&folder.display().to_string());
    let help = format!(
        "if that was not meant, give the file another name, such as our-{name}; if it was, record it: `waymark overlay status {folder} --accept {file}`"
    );
    Some(Diagnostic::warning(Place::whole_file(path.display().to_string()), Kind::Covers, message).with_help(help))
}

/// What an overlay lies over.
fn below(content: Option<&Path>) -> Result<SourceTree, Failure> {
    let mut tree = SourceTree::built_in();
    if let Some(folder) = content {
        tree.replace("content", folder)?;
    }
    Ok(tree)
}

/// Records what files are laid over that are written next, so that what changes there is noticed later. A power cut between the two
/// leaves a record of no file, which nobody minds; a file without a record would be taken for one that was copied by hand.
pub(super) fn record_first(folder: &Path, files: &[(&str, Option<&str>)]) -> Result<(), Failure> {
    Base::change(folder, |base| {
        for (name, below) in files {
            base.record(name, *below);
        }
        Ok(())
    })
}

/// The file that records everything that the files of a new folder lie over: its name and text.
pub(super) fn record_of(files: &[(String, String)], below: &SourceTree) -> Result<(String, String), Failure> {
    let files = files.iter().map(|(name, text)| (format!("content/{name}"), text.as_str()));
    let mut base = Base::default();
    Own::of(&SourceTree::from_pairs(files), below).accept("all", &mut base)?;
    Ok((base::FILE.to_owned(), base.text()?))
}
