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
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        // What vim writes to try whether it may write here.
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913" | "5036")
        || ending.is_some_and(|ending| matches!(ending, "bak" | "orig" | "tmp" | "rej" | "swp" | "swo" | "swx" | "old"))
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
