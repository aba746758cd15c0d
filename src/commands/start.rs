//! `waymark new`: a commented starting file, made from the schema so that the two cannot differ, and the schema itself beside the
//! content, where the file's first line (`#:schema`, as the TOML language server Taplo reads it) leads an editor to it.

mod kept_answers;
mod lists;
mod new_area;
mod new_overlay;
mod own_service;
mod placing;
mod reach;
mod region;
mod region_job;
mod template;
mod toml_text;
mod wizard;

use std::io::Write as _;
use std::path::Path;

use super::print::stdout;
use super::{Failure, GOOD, overlay};
use crate::cli::{NewArgs, NewKind, StartArgs};
use crate::content::FIRST_WORDS;
use crate::content::schema::validate::is_slug;
use crate::content::schema::{self, Shape, json};
use crate::content::slug::slug;
use crate::content::source::{SourceTree, shell_word};
use crate::disk::{DiskError, make_folder, whole_file};
use lists::Lists;
use template::starting;

/// Where schemas stand in a folder of content; names with a dot are not read as content.
const SCHEMAS: &str = ".schema";

pub(super) fn run(args: &NewArgs) -> Result<u8, Failure> {
    match &args.what {
        NewKind::Page(args) => start(args, "pages", "page", &schema::PAGE),
        NewKind::Service(args) => start(args, "services", "service", &schema::SERVICE),
        NewKind::Area(args) if args.is_given() => new_area::run(args),
        NewKind::Area(args) => start(&args.start, "areas", "area", &schema::AREA),
        NewKind::Overlay(args) => new_overlay::run(args),
    }
}

fn must_be_address(slug: &str) -> Result<(), Failure> {
    let is_address = slug.split('/').all(is_slug);
    is_address.then_some(()).ok_or_else(|| {
        format!("`{slug}` cannot be an address: use lower-case letters, digits and hyphens{}", as_address(slug)).into()
    })
}

/// What to write in place of a name.
fn as_address(name: &str) -> String {
    let address = name.split('/').map(slug).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    if address.is_empty() { String::new() } else { format!(", such as `{address}`") }
}

fn start(args: &StartArgs, folder: &str, kind: &str, shape: &'static Shape) -> Result<u8, Failure> {
    must_be_address(&args.slug)?;
    let content = args.overlay.as_deref().unwrap_or(&args.content);
    let depth = args.slug.matches('/').count();
    let hint = format!("#:schema {}{SCHEMAS}/{kind}.json\n", "../".repeat(depth + 1));
    let keys = format!("{hint}{}", starting(shape, &Lists::of(args)?));
    let (ending, text) = match kind {
        "page" => ("md", format!("+++\n{keys}+++\n\n{FIRST_WORDS}\n")),
        _ => ("toml", keys),
    };
    let name = format!("{folder}/{}.{ending}", args.slug);
    if let Some(overlay) = args.overlay.as_ref().filter(|_| SourceTree::built_in().file(&format!("content/{name}")).is_some()) {
        let copy = format!("waymark overlay copy {name} --overlay {}", overlay.display());
        return Err(format!("{name} is built in, and an empty file would take its place. To correct it: {copy}").into());
    }
    let path = content.join(&name);
    if let Some(parent) = path.parent() {
        make_folder(parent)?;
    }
    if path.exists() {
        return Err(is_there(&path));
    }
    write_schema(content, kind, shape)?;
    if let Some(overlay) = &args.overlay {
        overlay::record_first(overlay, &[(&name, None)])?;
    }
    whole_file::create(&path, text.as_bytes()).map_err(|error| match error {
        DiskError::IsThere(path) => is_there(&path),
        other => other.into(),
    })?;
    let option = if args.overlay.is_some() { "--overlay" } else { "--content" };
    let next = format!("waymark check {option} {}", shell_word(&content.display().to_string()));
    writeln!(stdout(), "{}\nwhen it is written: {next}{}", path.display(), where_it_stands(args, kind))?;
    Ok(GOOD)
}

/// How readers come to a new service: its card is listed by its needs, and more is for the editor to say.
fn where_it_stands(args: &StartArgs, kind: &str) -> String {
    if kind != "service" {
        return String::new();
    }
    let folder = args.overlay.as_deref().unwrap_or(&args.content).display();
    format!(
        "\nreaders then find it under /services and by search; for a local job (police, lado, sarc …) name it in [jobs] of a file in {folder}/areas,\n\
         and for an answer of the report page in {folder}/routing.toml: docs/run-your-own-copy.md, \"A service in an answer\""
    )
}

fn is_there(path: &Path) -> Failure {
    format!("{} is there already: choose another name, or change that file", path.display()).into()
}

/// Writes the schema anew, so that it is the one of this program.
fn write_schema(content: &Path, kind: &str, shape: &'static Shape) -> Result<(), Failure> {
    let folder = content.join(SCHEMAS);
    make_folder(&folder)?;
    let text = serde_json::to_string_pretty(&json::document(shape))?;
    whole_file::replace(&folder.join(format!("{kind}.json")), (text + "\n").as_bytes())?;
    Ok(())
}
