//! `waymark where`: every place that names a service, a page or a word.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build};
use crate::cli::{ListFormat, WhereArgs};
use crate::content::{self, source::SourceTree};

/// A line of a file that names the thing.
#[derive(Debug, Serialize)]
struct Use {
    file: String,
    line: usize,
    text: String,
}

/// What is looked for.
enum Sought {
    /// A service, by its slug; its own file is told apart.
    Service(String),
    /// A page, by its address.
    Page(String),
    /// An answer or question of the report page, by its id.
    Node(String),
    /// Words, as they are, in capitals or not.
    Words(String),
}

/// Folders of which a copy may leave single files out.
const FOLDERS: [&str; 3] = ["content/services/", "content/areas/", "content/pages/"];
/// Where an area says who does each job.
const AREAS: &str = "/areas/";

pub(super) fn run(args: &WhereArgs) -> Result<u8, Failure> {
    let (tree, _) = build::read(&args.source)?;
    let sought = Sought::of(&tree, &args.name);
    let uses = uses(&tree, &sought, &unused(&tree));
    let mut out = stdout();
    if args.format == ListFormat::Json {
        writeln!(out, "{}", serde_json::to_string_pretty(&uses)?)?;
    } else {
        writeln!(out, "{}", sought.told(&tree))?;
        for one in &uses {
            writeln!(out, "{}:{}: {}", one.file, one.line, shortened(&one.text))?;
        }
        let files = uses.iter().map(|one| &one.file).collect::<BTreeSet<_>>().len();
        writeln!(out, "named in {} lines of {files} files", uses.len())?;
        if tree.has_overlay() {
            writeln!(out, "files that this copy leaves out are not among them")?;
        }
        if uses.iter().any(|one| one.file.contains(AREAS)) && matches!(sought, Sought::Service(_)) {
            writeln!(out, "as an area names it for a job, it also stands on every answer and page that shows who does that job")?;
        }
    }
    Ok(if uses.is_empty() { CONTENT_ERRORS } else { GOOD })
}

impl Sought {
    fn of(tree: &SourceTree, name: &str) -> Self {
        let slug = name.trim_start_matches("/services/").trim_start_matches("/go/");
        if tree.text(&format!("content/services/{slug}.toml")).is_some() {
            return Self::Service(slug.to_owned());
        }
        let path = name.trim_matches('/');
        let files = [format!("content/pages/{path}.md"), format!("content/pages/{path}/index.md")];
        if files.iter().any(|file| tree.text(file).is_some()) || name == "/" {
            return Self::Page(format!("/{path}"));
        }
        let node = name.trim_start_matches("/report/");
        let routing = tree.under("content/").filter(|(path, _)| path.ends_with("/routing.toml"));
        let mut lines = routing.flat_map(|(_, text)| text.lines());
        if lines.any(|line| line.trim() == format!("id = \"{node}\"")) {
            return Self::Node(node.to_owned());
        }
        Self::Words(name.to_owned())
    }

    fn told(&self, tree: &SourceTree) -> String {
        match self {
            Self::Service(slug) => {
                let file = tree.real_name(&format!("content/services/{slug}.toml"));
                format!("the service `{slug}`, written in {file}, shown at /services/{slug}")
            }
            Self::Page(path) => format!("the page {path}"),
            Self::Node(id) => format!("`{id}` of the report page, an answer at /report/{id} or a question"),
            Self::Words(words) => format!("the words \"{words}\" (no service or page is called so)"),
        }
    }

    fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Service(slug) => {
                stands(line, slug, |before| before.ends_with(['"', ':', '/']) || before.trim_start().starts_with("::"))
            }
            Self::Page(path) => stands(line, path, |before| before.ends_with(['"', '(', ' ']) || before.is_empty()),
            Self::Node(id) => stands(line, id, |before| before.ends_with(['"', '/'])),
            Self::Words(words) => line.to_lowercase().contains(&words.to_lowercase()),
        }
    }

    fn is_own_file(&self, file: &str) -> bool {
        matches!(self, Self::Service(slug) if file == format!("content/services/{slug}.toml"))
    }
}

/// Whether `name` stands in the line as a whole name, with what belongs before a name before it.
fn stands(line: &str, name: &str, belongs: impl Fn(&str) -> bool) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '/';
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        belongs(before) && !after.starts_with(is_part)
    })
}

/// Files below a copy that it leaves out, by name or with an area. One that cannot be read is not known to be.
fn unused(tree: &SourceTree) -> BTreeSet<Arc<str>> {
    if !tree.has_overlay() {
        return BTreeSet::new();
    }
    let (documents, found) = content::read_with_drafts(tree);
    let services = documents.services.iter().map(|one| &one.file.path);
    let used = services.chain(documents.pages.iter().map(|one| &one.file.path));
    let used: BTreeSet<&Arc<str>> = used.chain(documents.areas.iter().map(|one| &one.file.path)).collect();
    let is_of_a_folder = |path: &str| FOLDERS.iter().any(|folder| path.starts_with(folder));
    let unreadable = |path: &str| found.iter().any(|fault| fault.is_error() && *fault.place.file == *path);
    let below = tree.under("content/").map(|(path, _)| path).filter(|path| is_of_a_folder(path) && !tree.is_of_overlay(path));
    below.filter(|path| !used.contains(path) && !unreadable(path)).cloned().collect()
}

fn uses(tree: &SourceTree, sought: &Sought, unused: &BTreeSet<Arc<str>>) -> Vec<Use> {
    let mut found = Vec::new();
    for (path, text) in tree.under("content/").filter(|(path, _)| !unused.contains(*path)) {
        if sought.is_own_file(path) || path.ends_with("README.md") || path.ends_with("confirmed.toml") {
            continue;
        }
        let lines = text.lines().enumerate().filter(|(_, line)| !is_comment(path, line) && sought.is_in(line));
        found.extend(lines.map(|(at, line)| Use { file: tree.real_name(path), line: at + 1, text: line.trim().to_owned() }));
    }
    found
}

fn is_comment(path: &str, line: &str) -> bool {
    !path.contains("/pages/") && line.trim_start().starts_with('#')
}

fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_where_it_is_named_and_not_where_its_letters_stand() {
        let service = Sought::Service("shore".to_owned());
        for line in [
            "{ service = \"shore\", why = \"x\" }",
            "see [Shore](service:shore) or [ring](call:shore)",
            "::service childline shore",
            "go to /services/shore and /go/shore",
        ] {
            assert!(service.is_in(line), "{line}");
        }
        for line in ["on the shore", "\"shore-line\"", "offshore", "service:shore-x"] {
            assert!(!service.is_in(line), "{line}");
        }
    }

    #[test]
    fn a_page_is_found_by_its_whole_address() {
        let page = Sought::Page("/schools".to_owned());
        assert!(page.is_in("[schools](/schools)") && page.is_in("page = \"/schools\"") && page.is_in("[x](/schools#top)"));
        assert!(!page.is_in("[x](/schools/nudes)") && !page.is_in("https://a.example/schools"));
    }
}
