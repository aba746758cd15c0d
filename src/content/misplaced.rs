//! A file that stands where nothing reads it, or in the folder of another kind: what it is, and the path to move it to.
//!
//! Takes a file's path and text. What it is shows in its keys; where they do not tell, in its name and its folders.

use super::slug::slug;
use crate::content::file_places::FileLines;
use crate::diagnostic::{Diagnostic, Kind, Place, RENAME_FOLDER, nearest};

/// Files of settings, which stand beside the folders.
pub(super) const SETTINGS: [&str; 13] = [
    "site.toml",
    "routing.toml",
    "words.toml",
    "overlay.toml",
    "search.toml",
    "redirects.toml",
    "changes.toml",
    "confirmed.toml",
    "bank-holidays.toml",
    "links.toml",
    "kit.toml",
    "page-rules.toml",
    "posters.toml",
];

/// A folder of files of one kind.
struct ContentFolder {
    name: &'static str,
    ending: &'static str,
    /// What one file of it is.
    one: &'static str,
    all: &'static str,
    /// Keys and headings that stand in files of this kind only.
    marks: &'static [&'static str],
    /// How many of them make it certain.
    enough: usize,
}

const FOLDERS: [ContentFolder; 4] = [
    ContentFolder {
        name: "services",
        ending: "toml",
        one: "a service",
        all: "services",
        marks: &["for_whom", "helps_with", "description_source", "description_confidence", "[[contact]]", "summary", "needs"],
        enough: 3,
    },
    ContentFolder { name: "areas", ending: "toml", one: "an area", all: "areas", marks: &["[jobs]", "also_called"], enough: 1 },
    ContentFolder {
        name: "questions",
        ending: "toml",
        one: "a voice of the question bank",
        all: "voices",
        marks: &["voice"],
        enough: 1,
    },
    ContentFolder { name: "pages", ending: "md", one: "a page", all: "pages", marks: &["+++"], enough: 1 },
];

/// What a file does where it stands, if it belongs elsewhere or nothing reads it.
pub(super) fn fault(file: &FileLines) -> Option<Diagnostic> {
    let path = file.path.strip_prefix("content/")?;
    if path.starts_with(".below/") || path.ends_with("README.md") || SETTINGS.contains(&path) {
        return None;
    }
    let here = FOLDERS.iter().find(|folder| folder.holds(path));
    let by_keys = FOLDERS.iter().find(|folder| folder.is_certain(&file.text));
    match (here, by_keys) {
        (Some(here), Some(meant)) if here.name != meant.name => Some(misplaced(file, path, meant)),
        (Some(here), _) => spaced(file, path, here),
        (None, Some(meant)) if is_slip_of(path, meant) => Some(of_folder(file, path, meant)),
        (None, None) if by_folder(path).is_some_and(|meant| is_slip_of(path, meant)) => {
            by_folder(path).map(|meant| of_folder(file, path, meant))
        }
        (None, Some(meant)) => Some(misplaced(file, path, meant)),
        (None, None) => Some(by_folder(path).map_or_else(|| unknown(file, path), |meant| misplaced(file, path, meant))),
    }
}

/// A file whose name has a space, and is no address: others name it as it is meant. One that looks like a copy is told by that.
fn spaced(file: &FileLines, path: &str, here: &ContentFolder) -> Option<Diagnostic> {
    let name = path.rsplit('/').next().filter(|name| name.contains(' ') && here.name != "questions")?;
    let is_copy = name.to_lowercase().contains("copy") || name.contains('(');
    let to = format!("{}/{}.{}", here.name, rest(path, here), here.ending);
    let message = "a file's name becomes its address, and there is a space in this one".to_owned();
    (!is_copy).then(|| unexpected(file, message, format!("rename it to content/{to}")))
}

/// The folder that was meant by one whose name has a slip.
fn by_folder(path: &str) -> Option<&'static ContentFolder> {
    let mut folders = path.rsplit('/').skip(1).map(str::to_lowercase);
    let is_like = |folder: &ContentFolder, name: &str| name == folder.name || format!("{name}s") == folder.name;
    folders.find_map(|name| FOLDERS.iter().find(|folder| is_like(folder, &name)))
}

/// Whether the first folder of a path is one of ours, but for a capital or its last letter.
fn is_slip_of(path: &str, meant: &ContentFolder) -> bool {
    let name = path.split_once('/').map(|(folder, _)| folder.to_lowercase());
    let ends_right = path.ends_with(&format!(".{}", meant.ending));
    ends_right
        && name.is_some_and(|name| name == meant.name || format!("{name}s") == meant.name)
        && !path.starts_with(&format!("{}/", meant.name))
}

/// Told alike of each of its files, so that it is told once.
fn of_folder(file: &FileLines, path: &str, meant: &ContentFolder) -> Diagnostic {
    let (folder, name) = (path.split('/').next().unwrap_or_default(), meant.name);
    let message = format!("{} stand in the folder {name}/, and nothing reads what is in {folder}/", meant.all);
    unexpected(file, message, format!("{RENAME_FOLDER}: {folder}/ to {name}/"))
}

impl ContentFolder {
    fn holds(&self, path: &str) -> bool {
        path.strip_prefix(self.name).is_some_and(|rest| rest.starts_with('/') && rest.ends_with(&format!(".{}", self.ending)))
    }

    fn is_certain(&self, text: &str) -> bool {
        let lines = || text.lines().map(str::trim_start);
        if self.name == "pages" {
            return lines().next().is_some_and(|line| line.starts_with("+++"));
        }
        let begins = |line: &str, mark: &str| {
            line.strip_prefix(mark).is_some_and(|rest| mark.starts_with('[') || rest.trim_start().starts_with('='))
        };
        let has = |mark: &&&str| lines().any(|line| begins(line, mark));
        !text.starts_with("+++") && self.marks.iter().filter(has).count() >= self.enough
    }
}

fn misplaced(file: &FileLines, path: &str, meant: &ContentFolder) -> Diagnostic {
    let to = format!("content/{}/{}.{}", meant.name, rest(path, meant), meant.ending);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_there = folder == meant.name || folder.starts_with(&format!("{}/", meant.name));
    let message = if is_there {
        let ending = name.split_once('.').map_or("nothing", |(_, ending)| ending);
        format!("this file is {} by its place, and its name ends in .{ending}: nothing reads it", meant.one)
    } else {
        format!("this is {}, and nothing reads it here: {} stand in the folder {}/", meant.one, meant.all, meant.name)
    };
    unexpected(file, message, format!("move it to {to}"))
}

/// The name of the file below its right folder. A page may stand in a folder of its own there.
fn rest(path: &str, meant: &ContentFolder) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let below = parts.iter().rposition(|part| part.eq_ignore_ascii_case(meant.name)).filter(|_| meant.name == "pages");
    let parts = below.map_or(&parts[parts.len() - 1..], |at| &parts[at + 1..]);
    let (name, folders) = parts.split_last().unwrap_or((&path, &[]));
    let name = name.split_once('.').map_or(*name, |(stem, _)| stem);
    folders.iter().chain([&name]).map(|part| slug(part)).collect::<Vec<_>>().join("/")
}

fn unknown(file: &FileLines, path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let settings = SETTINGS.iter().find(|known| known.strip_suffix(".toml") == Some(stem.as_str()));
    if let Some(known) = settings {
        let message = "nothing reads this file of settings here: it stands beside the folders, not in one, and has another name";
        let message = if name == *known { message.trim_end_matches(", and has another name") } else { message };
        return unexpected(file, message.to_owned(), format!("move it to content/{known}"));
    }
    if let Some(known) = nearest(name, SETTINGS) {
        return unexpected(file, "nothing reads a file of this name here".to_owned(), format!("did you mean {known}?"));
    }
    let help = "a service is called services/NAME.toml, an area areas/NAME.toml, lines for search questions/NAME.toml, a page \
                pages/NAME.md; settings stand beside these folders, such as site.toml, links.toml and posters.toml; notes for editors are called README.md, or begin with a dot";
    unexpected(file, "nothing reads a file of this name here".to_owned(), help.to_owned())
}

fn unexpected(file: &FileLines, message: String, help: String) -> Diagnostic {
    Diagnostic::error(Place::whole_file(file.path.clone()), Kind::Unexpected, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = "name = \"A\"\nfor_whom = []\nhelps_with = []\nneeds = []\n";

    fn told(path: &str, text: &str) -> Option<(String, String)> {
        let fault = fault(&FileLines::of(&format!("content/{path}").into(), text))?;
        Some((fault.message, fault.help.unwrap_or_default()))
    }

    #[test]
    fn a_file_in_a_wrong_place_is_told_where_it_belongs() {
        let page = "+++\ntitle = \"A\"\n+++\n\nWords.\n";
        for (path, text, to) in [
            ("pages/a.toml", SERVICE, "services/a.toml"),
            ("areas/a.toml", SERVICE, "services/a.toml"),
            ("a.toml", SERVICE, "services/a.toml"),
            ("content/services/a.toml", SERVICE, "services/a.toml"),
            ("services/a.txt", SERVICE, "services/a.toml"),
            ("services/a.toml.txt", SERVICE, "services/a.toml"),
            ("services/a.TOML", SERVICE, "services/a.toml"),
            ("services/a.md", page, "pages/a.md"),
            ("areas/a.md", page, "pages/a.md"),
            ("a.md", page, "pages/a.md"),
            ("content/pages/schools/a.md", page, "pages/schools/a.md"),
            ("pages/a.txt", "Words.\n", "pages/a.md"),
            ("services/north.toml", "name = \"N\"\n[jobs]\n", "areas/north.toml"),
            ("pages/voice.toml", "voice = \"a boy\"\n[[asked]]\n", "questions/voice.toml"),
            ("services/site.toml", "name = \"A\"\n", "site.toml"),
        ] {
            if path == "services/site.toml" {
                assert_eq!(told(path, text), None, "a service may have this name");
                continue;
            }
            let (message, help) = told(path, text).unwrap_or_else(|| panic!("{path} is misplaced"));
            assert_eq!(help, format!("move it to content/{to}"), "{path}: {message}");
        }
        for (path, folder) in [
            ("Services/A Line.toml", "Services/ to services/"),
            ("service/a.toml", "service/ to services/"),
            ("Pages/schools/a.md", "Pages/ to pages/"),
        ] {
            assert_eq!(
                told(path, if path.starts_with('P') { page } else { SERVICE }).unwrap().1,
                format!("rename the folder: {folder}")
            );
        }
        assert_eq!(told("services/night team.toml", SERVICE).unwrap().1, "rename it to content/services/night-team.toml");
        assert_eq!(told("poster.toml", "danger = \"x\"\n").unwrap().1, "did you mean posters.toml?");
        assert_eq!(told("settings/links.toml", "").unwrap().1, "move it to content/links.toml");
        assert_eq!(told("Site.toml", "").unwrap().1, "move it to content/site.toml");
        assert!(told("notes.txt", "Ring them.").unwrap().1.contains("services/NAME.toml"));
    }

    #[test]
    fn a_file_where_it_belongs_is_left_alone() {
        for (path, text) in [
            ("services/a.toml", SERVICE),
            ("services/a.toml", "nam = 1\n"),
            ("services/README.md", "Notes."),
            ("areas/a.toml", "name = \"A\"\n"),
            ("pages/services/a.md", "Words without a block.\n"),
            ("questions/a.toml", "voice = \"x\"\n"),
            ("site.toml", "name = \"A\"\n"),
        ] {
            assert_eq!(told(path, text), None, "{path}");
        }
    }
}
