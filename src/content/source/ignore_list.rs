//! Files in a content folder that are no content.
//!
//! What programs leave behind is known by its name; what people keep there (notes, drafts in another form) they list in `ignore.txt`.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Kind, Place};

/// An operator's list of names to pass over, in the first folder of their content.
pub(super) const IGNORE_LIST: &str = "ignore.txt";

/// Files of editors and tools: their backups, swap files, locks and schemas, and what file managers leave behind.
pub(super) fn is_left_by_a_program(name: &str) -> bool {
    let in_small_letters = name.to_lowercase();
    let ending = in_small_letters.rsplit_once('.').map(|(_, ending)| ending);
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || matches!(in_small_letters.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini" | "icon\r" | "lost+found")
        || ending.is_some_and(|ending| ENDINGS.contains(&ending) || is_revision(ending))
        || ["___jb_tmp___", "___jb_old___"].iter().any(|mark| name.ends_with(mark))
        || is_trial_of_vim(name)
        || is_copy_of_sed(name)
}

/// Backups, swap files, locks, halves of a download, and what a merge or a packager puts beside a file.
const ENDINGS: [&str; 21] = [
    "bak",
    "orig",
    "tmp",
    "temp",
    "rej",
    "swp",
    "swo",
    "swx",
    "old",
    "save",
    "part",
    "partial",
    "crdownload",
    "download",
    "kate-swp",
    "lck",
    "lock",
    "dpkg-old",
    "dpkg-dist",
    "mine",
    "autosave",
];

/// `.r12`: the other side of a merge by Subversion.
fn is_revision(ending: &str) -> bool {
    ending.strip_prefix('r').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What vim writes to try whether it may write here: 4913, and 123 more each time that name is taken.
fn is_trial_of_vim(name: &str) -> bool {
    name.len() < 6 && name.parse::<u32>().is_ok_and(|number| number >= 4913 && (number - 4913) % 123 == 0 || number == 4914)
}

/// `sedAbC123`: the copy that `sed -i` writes.
fn is_copy_of_sed(name: &str) -> bool {
    name.strip_prefix("sed").is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// What an operator wants passed over: a name (`notes.txt`, `minutes/`), a path (`pages/old.md`) or an ending (`*.docx`) a line.
#[derive(Debug, Default)]
pub(super) struct IgnoreList {
    names: Vec<String>,
    endings: Vec<String>,
}

impl IgnoreList {
    /// The list in `folder`; nothing where there is none.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be read.
    pub(super) fn of(folder: &Path) -> io::Result<(Self, Vec<Diagnostic>)> {
        let file = folder.join(IGNORE_LIST);
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Self::read(&text, &file.to_string_lossy())),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok((Self::default(), Vec::new())),
            Err(fault) => Err(fault),
        }
    }

    fn read(text: &str, file: &str) -> (Self, Vec<Diagnostic>) {
        let (mut list, mut found) = (Self { names: vec![IGNORE_LIST.to_owned()], endings: Vec::new() }, Vec::new());
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.trim().trim_start_matches("./").trim_end_matches('/');
            match line.strip_prefix('*') {
                _ if line.is_empty() || line.starts_with('#') => {}
                Some(ending) if is_ending(ending) => list.endings.push(ending.to_owned()),
                None if !line.contains('*') => list.names.push(line.to_owned()),
                _ => {
                    let place = Place { line: number, ..Place::whole_file(file) };
                    let message = format!("line {number}: `{line}` would pass over more than a kind of file that is no content");
                    let help = "write a name such as notes.txt, a folder such as minutes/, or an ending such as *.docx";
                    found.push(Diagnostic::error(place, Kind::WrongValue, message).with_help(help));
                }
            }
        }
        (list, found)
    }

    /// Whether the file or folder at `path`, counted from the list's own folder, is to be passed over.
    pub(super) fn holds(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.names.iter().any(|ignored| ignored == name || ignored == path)
            || self.endings.iter().any(|ending| name.ends_with(ending.as_str()))
    }
}

/// An ending of files that are no content: without pages and settings.
fn is_ending(ending: &str) -> bool {
    ending.starts_with('.') && ending.len() > 1 && !ending.contains('*') && ![".md", ".toml"].contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_is_known_by_its_name_in_any_case() {
        for left in [
            "crisis.md.BAK",
            "Desktop.ini",
            "ehthumbs.db",
            "crisis.md.save",
            "a.part",
            "a.crdownload",
            "crisis.md___jb_tmp___",
            "crisis.md___jb_old___",
            "sedAbC123",
            "4913",
            "5036",
            "5159",
            "a.kate-swp",
            "crisis.md.LCK",
            "a.dpkg-old",
            "a.mine",
            "a.r12",
            "Icon\r",
            "lost+found",
            "confirmed.toml.lock",
        ] {
            assert!(is_left_by_a_program(left), "{left}");
        }
        for kept in ["crisis.md", "sedation.md", "4913.md", "2026", "a.rs", "crisis (conflicted copy).md", "lock.toml"] {
            assert!(!is_left_by_a_program(kept), "{kept}");
        }
    }

    #[test]
    fn a_list_names_files_folders_and_endings_and_nothing_that_would_hide_content() {
        let (list, found) =
            IgnoreList::read("# ours\nnotes.txt\n./minutes/\npages/old.md\n*.docx\n*\n*.md\n\nx*y\n", "my/ignore.txt");
        for ignored in ["notes.txt", "pages/notes.txt", "minutes", "pages/old.md", "services/letter.docx", "ignore.txt"] {
            assert!(list.holds(ignored), "{ignored}");
        }
        for kept in ["pages/notes.md", "old.md", "pages/older.md", "services/childline.toml", "docx"] {
            assert!(!list.holds(kept), "{kept}");
        }
        assert_eq!(found.iter().map(|fault| fault.place.line).collect::<Vec<_>>(), [6, 7, 9]);
    }
}
