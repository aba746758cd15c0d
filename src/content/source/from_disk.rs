//! A folder on disk into names and texts: which files count, and what keeps one from being used.
//!
//! Takes the folder and what to pass over, gives places of files and their texts, or a fault for each that cannot be used. It does not
//! know what stands in them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::LARGEST_FILE;
use super::ignore_list::{IgnoreList, is_left_by_a_program};
use crate::diagnostic::{Diagnostic, Kind, Place};

/// One walk over a folder on disk.
pub(super) struct FolderWalk<'a> {
    pub(super) root: &'a Path,
    pub(super) ignored: &'a IgnoreList,
    /// Where each file is, and its name in the tree.
    pub(super) files: Vec<(PathBuf, String)>,
    /// Names in the tree of what was passed over, less what file systems hide anyway.
    pub(super) passed_over: Vec<String>,
    pub(super) found: Vec<Diagnostic>,
}

impl FolderWalk<'_> {
    /// `depth` stops a link that leads back up to its own parent.
    pub(super) fn folder(&mut self, folder: &Path, name: &str, depth: usize) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Some(file_name) = entry.file_name().to_str().map(str::to_owned) else {
                self.fault(name, Kind::NotUtf8, "a file here has a name that is not UTF-8", "rename it");
                continue;
            };
            let path = format!("{name}/{file_name}");
            let within = path.split_once('/').map_or("", |(_, within)| within);
            if is_left_by_a_program(&file_name) || self.ignored.holds(within) {
                if !file_name.starts_with('.') {
                    self.passed_over.push(path);
                }
                continue;
            }
            self.entry(&entry, &path, depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &fs::DirEntry, name: &str, depth: usize) -> io::Result<()> {
        // Only a link can lead elsewhere: the folder that holds it was followed to its end already.
        let kind = entry.file_type().ok();
        let is_link = kind.is_none_or(|kind| kind.is_symlink());
        let real = if is_link { entry.path().canonicalize() } else { Ok(entry.path()) };
        let Ok(real) = real else {
            self.fault(name, Kind::Unreadable, "this file cannot be opened", "check that it exists and may be read");
            return Ok(());
        };
        if !real.starts_with(self.root) {
            self.fault(name, Kind::LinkOutside, "this link leads out of the content folder", "copy the file here instead");
            return Ok(());
        }
        let is_folder = kind.filter(|_| !is_link).map_or_else(|| real.is_dir(), |kind| kind.is_dir());
        if is_folder {
            if depth < 8 {
                self.folder(&real, name, depth + 1)?;
            }
            return Ok(());
        }
        self.files.push((real, name.to_owned()));
        Ok(())
    }

    fn fault(&mut self, name: &str, kind: Kind, message: &str, help: &str) {
        self.found.push(fault(name, kind, message, help));
    }
}

/// The text of one file, or what keeps it from being used.
pub(super) fn read(path: &Path, name: &str) -> Result<String, Diagnostic> {
    let unreadable =
        |error| fault(name, Kind::Unreadable, &format!("this file cannot be read: {error}"), "check its permissions");
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        // A pipe would never end.
        return Err(fault(name, Kind::Unreadable, "this is not a file", "take it away, or put a file in its place"));
    }
    if about.len() > LARGEST_FILE {
        let message = format!("this file has {} bytes; the most a content file may have is {LARGEST_FILE}", about.len());
        return Err(fault(name, Kind::TooLarge, &message, "split it, or take out what does not belong"));
    }
    text_of(fs::read(path).map_err(unreadable)?, name)
}

/// How a file in another form is saved anew.
const AS_UTF8: &str = "in the program that wrote it choose \"Save as\", and there UTF-8 (plain text)";

/// The text in `bytes`; a byte order mark at its beginning is passed over.
fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Diagnostic> {
    let not_text = |message: &str, help: &str| fault(name, Kind::NotUtf8, message, help);
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
        || bytes.starts_with(b"%PDF")
        || bytes.starts_with(b"{\\rtf")
    {
        let message = "this is a document of a word processor under another name, not a text";
        return Err(not_text(message, "copy its words into a plain text file"));
    }
    let is_picture = [b"\x89PNG".as_slice(), b"\xFF\xD8\xFF", b"GIF8", b"RIFF", b"BM", b"\0\0\x01\0", b"II*\0", b"MM\0*"];
    if is_picture.iter().any(|sign| bytes.starts_with(sign)) && bytes.contains(&0) {
        let help = "take it out of this folder, or name it in ignore.txt: pages hold no pictures, which would weigh more than all of their words";
        return Err(not_text("this is a picture, and no text", help));
    }
    let has_zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count() > bytes.len().min(400) / 4;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || has_zeros {
        return Err(not_text("this file was saved as UTF-16 (Windows calls it Unicode), and cannot be read", AS_UTF8));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes()[at];
        let is_windows = matches!(byte, 0x80..=0x9F | 0xA0 | 0xA3 | 0xE0..=0xFF);
        let sort = if is_windows { "was saved in an old form of Windows or Mac (such as Windows-1252)" } else { "is not UTF-8" };
        let mut found = not_text(&format!("this file {sort}: line {line} holds a letter that cannot be read"), AS_UTF8);
        found.place.line = u32::try_from(line).unwrap_or(u32::MAX);
        found
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn fault(name: &str, kind: Kind, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Place::whole_file(name), kind, message).with_help(help)
}
