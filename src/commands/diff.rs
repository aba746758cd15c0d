//! `waymark diff`: what changes for readers from one content to another.

mod record;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::Timestamp;
use serde::Serialize;
use thiserror::Error;

use super::build::{self, Built};
use super::{CONTENT_ERRORS, Failure, GOOD};
use crate::check::Gate;
use crate::cli::{DiffArgs, ListFormat, SourceArgs};
use crate::clock::Moment;
use crate::differences::{About, Difference, Side, between, to_record};
use crate::render::Target;
use crate::render::templates::Templates;

/// The template of the page to look at.
const TEMPLATE: &str = "differences.html";

/// What keeps two contents from being compared.
#[derive(Debug, Error)]
enum DiffError {
    #[error("{0} is no folder, and git knows no revision of that name in {1}")]
    Neither(String, PathBuf),
    #[error("what changed is recorded in a folder of content, and {0} is a revision: leave it out, or name a folder")]
    NoFolder(String),
    #[error("git is needed to look at the revision {0}, and could not be started: {1}")]
    NoGit(String, std::io::Error),
}

/// The differences of one kind, for the page to look at.
#[derive(Serialize)]
struct Group<'a> {
    heading: &'static str,
    entries: Vec<&'a Difference>,
}

pub(super) fn run(args: &DiffArgs) -> Result<u8, Failure> {
    let now = build::now()?;
    let whole = args.source.content.clone().unwrap_or_else(|| PathBuf::from("content"));
    let (old_content, new_content) = (
        folder_of(&args.old, &whole)?,
        match &args.new {
            Some(new) => folder_of(new, &whole)?,
            None => Content::Folder(whole),
        },
    );
    let mut built = Vec::new();
    for (name, content) in [(Some(&args.old), &old_content), (args.new.as_ref(), &new_content)] {
        match side(&args.source, content.path(), now)? {
            Ok(side) => built.push(side),
            Err(faults) => {
                let name = name.map_or_else(|| content.path().display().to_string(), Clone::clone);
                eprintln!("{name} has errors and cannot be compared:\n{faults}");
                return Ok(CONTENT_ERRORS);
            }
        }
    }
    let [old, new] = [&built[0], &built[1]].map(|one| Side { site: &one.site, rendered: &one.rendered });
    let found = between(old, new);
    if let Some(page) = &args.page {
        write_page(&args.source, page, &found)?;
    }
    if args.record {
        let Content::Folder(folder) = &new_content else {
            return Err(DiffError::NoFolder(args.new.clone().unwrap_or_default()).into());
        };
        let folder = args.source.overlay.as_ref().unwrap_or(folder);
        let (path, added) = record::add(folder, Moment::at(now).today, &to_record(&found, old, new))?;
        eprintln!("{added} changes recorded in {}", path.display());
    }
    let mut out = std::io::stdout();
    match args.format {
        ListFormat::Json => writeln!(out, "{}", serde_json::to_string_pretty(&found)?)?,
        ListFormat::Text => write!(out, "{}", told(&found))?,
    }
    Ok(GOOD)
}

/// A folder of content, or one that was made to look at a revision and goes when this does.
enum Content {
    Folder(PathBuf),
    Revision(PathBuf),
}

impl Content {
    fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Revision(path) => path,
        }
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        if let Self::Revision(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

/// The folder that `name` is, or a copy of `whole` as it stood at the revision `name`.
fn folder_of(name: &str, whole: &Path) -> Result<Content, Failure> {
    if Path::new(name).is_dir() {
        return Ok(Content::Folder(PathBuf::from(name)));
    }
    if !is_revision(name, whole)? {
        return Err(DiffError::Neither(name.to_owned(), whole.to_owned()).into());
    }
    let place = std::env::temp_dir().join(format!("waymark-diff-{}-{}", std::process::id(), name.replace(['/', '\\'], "-")));
    std::fs::create_dir_all(&place)?;
    let content = Content::Revision(place);
    let mut archive =
        Command::new("git").arg("-C").arg(whole).args(["archive", "--format=tar", name]).stdout(Stdio::piped()).spawn()?;
    let tar = archive.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let unpacked = Command::new("tar").arg("-x").arg("-C").arg(content.path()).stdin(tar).status()?;
    if !archive.wait()?.success() || !unpacked.success() {
        return Err(DiffError::Neither(name.to_owned(), whole.to_owned()).into());
    }
    Ok(content)
}

fn is_revision(name: &str, whole: &Path) -> Result<bool, DiffError> {
    let mut git = Command::new("git");
    git.arg("-C").arg(whole).args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{name}^{{commit}}"));
    let asked = git.stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.map(|status| status.success()).map_err(|cause| DiffError::NoGit(name.to_owned(), cause))
}

/// The site of one folder, rendered; or why it has errors, drawn.
fn side(source: &SourceArgs, content: &Path, now: Timestamp) -> Result<Result<Built, String>, Failure> {
    let source = SourceArgs { content: Some(content.to_owned()), ..source.clone() };
    Ok(build::build_for(Target::Static, &source, now, Gate::Everyday)?.publishable(false))
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
    let groups: Vec<Group<'_>> = About::ALL
        .into_iter()
        .map(|about| Group { heading: about.heading(), entries: found.iter().filter(|one| one.about == about).collect() })
        .filter(|group| !group.entries.is_empty())
        .collect();
    let text = templates.render(TEMPLATE, &serde_json::json!({ "groups": groups })).map_err(|fault| drawn(&[fault]))?;
    Ok(std::fs::write(page, text)?)
}
