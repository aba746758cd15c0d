//! `waymark new overlay`: a small folder for a copy of another region, which passes `waymark check` at once.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use super::kept_answers::KeptAnswers;
use super::placing;
use super::region::{self, Region};
use super::toml_text::text;
use super::{Failure, wizard};
use crate::check::Strictness;
use crate::cli::{NewOverlayArgs, SourceArgs};
use crate::clock::Moment;
use crate::commands::print::stdout;
use crate::commands::{CONTENT_ERRORS, GOOD, build, overlay};
use crate::content::source::{SourceTree, shell_word};
use crate::content::{self, Documents};
use crate::diagnostic::{Diagnostic, report};

pub(super) fn run(args: &NewOverlayArgs) -> Result<u8, Failure> {
    let mut args = args.clone();
    placing::is_free(&args.folder)?;
    let now = build::now()?;
    let (tree, documents) = built_in();
    let files = |args: &NewOverlayArgs| files(args, &tree, &documents, Moment::at(now).today);
    let stdin = io::stdin();
    let kept = KeptAnswers::beside(&args.folder);
    if stdin.is_terminal() {
        let file = kept.path().display();
        if kept.take_up(&mut args)? {
            writeln!(stdout(), "This goes on with what was answered before. To be asked again, take the line out of {file}.")?;
        } else {
            writeln!(stdout(), "The folder is written after the last question. Until then your answers are kept in {file}:")?;
            writeln!(stdout(), "you can stop at any question, and go on later by the same command.")?;
        }
        // What was given as options is refused before anything is asked.
        files(&NewOverlayArgs { region: args.region.clone().or_else(|| Some("a new region".to_owned())), ..args.clone() })?;
        let answers = wizard::Answers { fits: &|args| files(args).map(drop), keep: &|args| kept.keep(args) };
        wizard::ask(&mut args, &answers, &mut stdin.lock(), &mut stdout())?;
    }
    let files = files(&args)?;
    placing::put(&args.folder, &files, overlay::record_of(&files, &tree)?)?;
    kept.forget()?;
    for (name, _) in &files {
        writeln!(stdout(), "{}", args.folder.join(name).display())?;
    }
    if args.within.is_none() && !args.without_area {
        let folder = shell_word(&args.folder.display().to_string());
        writeln!(
            stdout(),
            "\nno nation was given, so this copy is one of England. If the region lies elsewhere, take {folder} away and run the same\n\
             command with --within wales, --within scotland or --within northern-ireland"
        )?;
    }
    checked(&args.folder, now)
}

/// The built-in content: what a new copy is laid over.
fn built_in() -> (SourceTree, Documents) {
    let tree = SourceTree::built_in();
    let documents = content::read(&tree).0;
    (tree, documents)
}

/// The check that the operator would run next.
fn checked(folder: &Path, now: jiff::Timestamp) -> Result<u8, Failure> {
    let source = SourceArgs { overlay: Some(folder.to_owned()), ..SourceArgs::default() };
    let outcome = build::build(&source, now, Strictness::Everyday)?;
    let mut out = stdout();
    write!(out, "{}", report::pretty(&outcome.found, |path| outcome.tree.text(path), out.is_terminal()))?;
    let folder = shell_word(&folder.display().to_string());
    writeln!(
        out,
        "\nlook at it:   waymark serve --overlay {folder}\ncheck it:     waymark check --overlay {folder}\n\
         ring round:   waymark confirm --overlay {folder} --role \"service directory editor\""
    )?;
    Ok(if outcome.found.iter().any(Diagnostic::is_error) { CONTENT_ERRORS } else { GOOD })
}

fn files(
    args: &NewOverlayArgs,
    tree: &SourceTree,
    documents: &Documents,
    today: jiff::civil::Date,
) -> Result<Vec<(String, String)>, Failure> {
    wizard::are_sound(args)?;
    let Some(name) = &args.region else {
        return Err("name the region this copy is for: --region NAME".into());
    };
    let local = documents.areas.iter().filter(|area| area.value.kind == "local").map(|area| format!("\"{}\"", area.stem()));
    let local = local.collect::<Vec<_>>().join(", ");
    let nation = tree.text(&format!("content/areas/{}.toml", args.nation())).unwrap_or_default();
    let region = if args.without_area {
        Region { files: Vec::new(), services: Vec::new(), police: None }
    } else {
        region::region(args, name, nation, documents, today)?
    };
    let mut files =
        vec![("overlay.toml".to_owned(), overlay_file(&local, &region.services)), ("site.toml".to_owned(), site(args, name))];
    if let Some(police) = &region.police {
        files.push(("pages/index.md".to_owned(), home(police, name)));
    }
    files.extend(region.files);
    Ok(files)
}

fn overlay_file(local: &str, services: &[String]) -> String {
    let mut out = format!(
        "# The areas of the home region are not this copy's: with each go the services that help nowhere else.\nwithout_areas = [{local}]\n\
         # Single services and pages to leave out too, such as services/kooth.toml:\n# without = []\n\
         # Services of yours that schools can link to as /go/NAME. An address once given is promised to last.\nshort_addresses = [\n"
    );
    for service in services {
        let _ = writeln!(out, "  \"{service}\",");
    }
    out.push_str("]\n");
    out
}

/// Only what was given: every other key is the built-in one.
fn site(args: &NewOverlayArgs, region: &str) -> String {
    let mut out = "# Only what differs from the built-in site.toml. Every other key is taken from there.\n".to_owned();
    let mut key = |key: &str, value: Option<&String>, about: &str| match value {
        Some(value) => writeln!(out, "{key} = {}", text(value)),
        None => writeln!(out, "# {key} = \"\"   # {about}"),
    };
    let _ = key("name", args.name.as_ref(), "what the site is called");
    let _ = key("address", args.address.as_ref(), "where the public will find it: https:// and a host");
    let _ = key("region", Some(&region.to_owned()), "");
    let mut operator = String::new();
    for (key, value, about) in [
        ("name", &args.operator, "the organisation that runs this copy"),
        ("contact", &args.contact, "how readers tell it that something is wrong"),
    ] {
        let _ = match value {
            Some(value) => writeln!(operator, "{key} = {}", text(value)),
            None => writeln!(operator, "# {key} = \"\"   # {about}"),
        };
    }
    format!("{out}\n[operator]\n{operator}")
}

/// The line of the home page that names the region's police.
fn home(police: &str, region: &str) -> String {
    let line = text(&format!("To tell the police about a crime or a worry in {region}, when nobody is in danger now."));
    format!("+++\n# Only what differs from the built-in home page.\n[[named]]\nservice = \"{police}\"\nline = {line}\n+++\n")
}
