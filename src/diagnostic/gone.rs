//! What is gone and still named: a service or page whose file was deleted, or a service that a copy leaves out. The cause is told once, with the places.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{first_of, name_of};
use super::{Diagnostic, Kind, Place};

/// What a copy leaves out.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// What it is called in files and sentences, the file's name first.
    pub names: Vec<String>,
    /// Where it is left out.
    pub place: Place,
    pub why: WhyLeftOut,
}

/// Why a copy leaves something out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// `overlay.toml` names it.
    ByName,
    /// It goes with an area in which alone it helps.
    WithArea,
    Draft,
}

/// Places of one thing from which on they are told as one.
const MANY: usize = 4;

/// Most places that are listed.
const MOST: usize = 12;

/// A file that findings say is not there.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum MissingFile<'a> {
    Service(&'a str),
    /// By its address.
    Page(&'a str),
    Area(&'a str),
}

impl<'a> MissingFile<'a> {
    /// What a finding about a name speaks of.
    fn of(fault: &'a Diagnostic) -> Option<Self> {
        let name = |words: &str| fault.message.strip_prefix(words)?.split('`').next();
        if !matches!(fault.kind, Kind::UnknownReference | Kind::BrokenLink) {
            return None;
        }
        if let Some(service) = name("there is no service called `") {
            return Some(Self::Service(service));
        }
        let area = fault.message.split_once("` helps in `").filter(|(_, rest)| rest.ends_with("no area of ours"));
        let area = area.and_then(|(_, rest)| rest.split('`').next()).or_else(|| name("there is no area called `"));
        if let Some(area) = area.filter(|_| !fault.message.ends_with("to leave out")) {
            return Some(Self::Area(area));
        }
        let page = name("there is no page called `").filter(|page| page.len() > 1 && !page.contains('#'))?;
        match page.strip_prefix("/services/") {
            Some(service) => Some(Self::Service(service)),
            None => (!page.starts_with("/report") && !page.starts_with("/go/")).then_some(Self::Page(page)),
        }
    }

    fn name(&self) -> &'a str {
        match self {
            Self::Service(name) | Self::Page(name) | Self::Area(name) => name,
        }
    }

    /// Where its file would stand.
    fn file(&self) -> String {
        match self {
            Self::Service(name) => format!("content/services/{name}.toml"),
            Self::Page(path) => format!("content/pages{path}.md"),
            Self::Area(name) => format!("content/areas/{name}.toml"),
        }
    }

    fn what(&self) -> String {
        match self {
            Self::Service(name) => format!("the service `{name}`"),
            Self::Page(path) => format!("the page `{path}`"),
            Self::Area(name) => format!("the area `{name}`"),
        }
    }

    /// What to do in place of deleting it.
    const fn better(&self) -> &'static str {
        match self {
            Self::Service(_) => {
                "a service that has closed keeps its file and gets status = \"closed\", and what names it leads on to the next"
            }
            Self::Page(_) => "or say in content/redirects.toml where its address leads now, and mend these links",
            Self::Area(_) => "or write another area in these services",
        }
    }
}

/// The causes of what is said of services and pages that are not there. What a file that is there and faulty would have given is not
/// gone.
pub(super) fn causes<'a>(
    found: impl Iterator<Item = &'a Diagnostic>,
    faulty: &[Diagnostic],
    left_out: &[LeftOut],
) -> Vec<Diagnostic> {
    let mut missing: BTreeMap<MissingFile<'_>, Vec<&Diagnostic>> = BTreeMap::new();
    for (file, fault) in found.filter_map(|fault| Some((MissingFile::of(fault)?, fault))) {
        missing.entry(file).or_default().push(fault);
    }
    let faulty = || faulty.iter().filter(|fault| fault.is_error()).map(|fault| &*fault.place.file);
    // A file in a wrong folder is called as it would be in the right one.
    let is_faulty = |name: &str| faulty().any(|file| stem(file) == stem(name) || name_of(file).is_some_and(|own| own == name));
    let are_posters_faulty = faulty().any(|file| file.ends_with(POSTERS));
    missing.retain(|missing, _| !(is_faulty(missing.name()) || are_posters_faulty && is_poster(missing)));
    let cause = |(missing, faults): (MissingFile<'_>, Vec<&Diagnostic>)| {
        let places = places(faults.iter().copied());
        match left_out.iter().find(|one| one.names.first().is_some_and(|known| known == missing.name())) {
            Some(left_out) => Some(needed(missing.name(), left_out, &places)),
            // One place alone may be a slip in it.
            None if places.len() > 1 => Some(deleted(&missing, faults[0], &places)),
            None => None,
        }
    };
    missing.into_iter().filter_map(cause).collect()
}

/// The file that posters are made of, each with an address.
const POSTERS: &str = "content/posters.toml";

fn is_poster(missing: &MissingFile<'_>) -> bool {
    matches!(missing, MissingFile::Page(path) if path.starts_with("/schools/posters/"))
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn needed(name: &str, left_out: &LeftOut, places: &BTreeSet<String>) -> Diagnostic {
    let places = listed(places, name);
    let (message, help) = match left_out.why {
        WhyLeftOut::WithArea => {
            let message = format!("`{name}` helps only in areas that are left out here, and is still named");
            (message, format!("name a service of your own in {places}"))
        }
        WhyLeftOut::ByName => {
            let message = format!("`{name}` is left out here, and is still named");
            let keep = if name.starts_with('/') { String::new() } else { keep(name) + "; or " };
            (message, format!("{keep}name another in {places}"))
        }
        WhyLeftOut::Draft => {
            let message = format!("`{name}` is a draft, which readers are not shown, and is already named");
            (message, format!("take this line out when it is ready; until then take it out of {places}"))
        }
    };
    Diagnostic::error(left_out.place.clone(), Kind::Missing, message).with_help(help)
}

fn deleted(missing: &MissingFile<'_>, first: &Diagnostic, places: &BTreeSet<String>) -> Diagnostic {
    let message = format!("this file is not there, and other files name {}", missing.what());
    let places = listed(places, missing.name());
    let said = first.help.as_deref().unwrap_or_default();
    let help = if said.starts_with("it is called `") {
        format!("{said}: write that in {places}; if the file was taken away by mistake, put it back")
    } else {
        let meant = said.strip_prefix("did you mean `").and_then(|rest| rest.split('`').next());
        let slip = meant.map(|meant| format!("if it is called `{meant}`, name that; ")).unwrap_or_default();
        format!("{slip}if it was deleted or renamed, put it back: {}; it is named in {places}", missing.better())
    };
    Diagnostic::error(Place::whole_file(missing.file()), Kind::Missing, message).with_help(help)
}

/// What to do about a service that has closed, in place of leaving it out.
fn keep(name: &str) -> String {
    format!(
        "if it has closed, do not leave it out: a file services/{name}.toml of your own with status = \"closed\" leads on to the next"
    )
}

/// Puts what is said of many sentences about one thing into one finding, at the line that leaves it out.
pub(super) fn fold_left_over(found: &mut Vec<Diagnostic>, left_out: &[LeftOut]) {
    for one in left_out.iter().filter(|one| one.why == WhyLeftOut::ByName) {
        let said: Vec<String> = one.names.iter().map(|name| format!("this still speaks of {name}, which")).collect();
        let is_of_it =
            |fault: &Diagnostic| fault.kind == Kind::LeftOver && said.iter().any(|words| fault.message.starts_with(words));
        if found.iter().filter(|fault| is_of_it(fault)).count() < MANY {
            continue;
        }
        let faults: Vec<Diagnostic> = found.extract_if(.., |fault| is_of_it(fault)).collect();
        let places = places(&faults);
        let name = one.names.first().map_or("", String::as_str);
        let message = format!("`{name}` is left out here, and {} places still speak of it", places.len());
        let how = faults.first().and_then(|fault| fault.help.clone()).unwrap_or_default();
        let said = one.names.get(1).map_or(name, String::as_str);
        let help = format!("{}\notherwise {how}\nthey are {}", keep(name), listed(&places, said));
        let severity = faults.iter().map(|fault| fault.severity).min().unwrap_or(super::Severity::Warning);
        let cause = Diagnostic::warning(one.place.clone(), Kind::LeftOver, message).with_help(help);
        found.push(Diagnostic { severity, ..cause });
    }
}

/// Each place as `file:line`.
fn places<'a>(faults: impl IntoIterator<Item = &'a Diagnostic>) -> BTreeSet<String> {
    faults.into_iter().map(|fault| format!("{}:{}", fault.place.file, fault.place.line)).collect()
}

/// The first places, and the command that lists all of them.
fn listed(places: &BTreeSet<String>, name: &str) -> String {
    let shown = first_of(places.iter().map(String::as_str), MOST);
    if places.len() > MOST { format!("{shown}: `waymark where \"{name}\"` lists them") } else { shown }
}
