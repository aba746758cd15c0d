//! In which order things must come to the disk. Until a file is synced, a power cut may take its words and leave its name; until a folder
//! is synced, it may take a name, or leave both of an exchange as they were.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::trace::{Call, without_number};

/// What a power cut could take after some of the calls.
#[derive(Default)]
struct Open {
    /// Files whose words are not on the disk.
    files: BTreeSet<PathBuf>,
    /// Folders whose names are not on the disk, and whether one of them took another's place.
    folders: BTreeSet<PathBuf>,
    named: BTreeSet<PathBuf>,
    faults: Vec<String>,
}

/// What is wrong with the order of the calls; nothing is, as it should be.
pub fn faults(calls: &[Call]) -> Vec<String> {
    let mut open = Open::default();
    for call in calls {
        open.after(call);
    }
    let never: Vec<String> = open.folders.iter().map(|folder| format!("{} is never synced", shown(folder))).collect();
    open.faults.into_iter().chain(never).collect()
}

fn shown(path: &Path) -> String {
    without_number(&path.to_string_lossy())
}

fn is_hidden(path: &Path) -> bool {
    shown(path).contains(".waymark-")
}

impl Open {
    fn after(&mut self, call: &Call) {
        let path = call.path().to_owned();
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        if call.name.ends_with("sync") {
            self.files.remove(&path);
            self.folders.remove(&path);
            self.named.remove(&path);
        } else if call.name == "syncfs" {
            *self = Self { faults: std::mem::take(&mut self.faults), ..Self::default() };
        } else if call.names() {
            let from = &call.paths[0];
            let unsynced = self.files.iter().chain(&self.folders).filter(|one| one.starts_with(from));
            let faults = unsynced.map(|one| format!("{} has its name before {} is synced", shown(&path), shown(one)));
            self.faults.extend(faults.collect::<Vec<_>>());
            self.named.insert(folder.clone());
            self.folders.insert(folder);
        } else if call.takes_away() {
            let faults = self.named.iter().map(|named| format!("{} goes before {} is synced", shown(&path), shown(named)));
            self.faults.extend(faults.collect::<Vec<_>>());
        } else {
            if !is_hidden(&path) && !call.name.starts_with("mkdir") {
                self.faults.push(format!("{} is written in its place", shown(&path)));
            }
            if call.name.starts_with("mkdir") {
                self.folders.insert(folder);
            } else {
                // A file under a hidden name counts once it gets its own; one within a hidden folder, with that.
                if folder.components().any(|part| is_hidden(Path::new(part.as_os_str()))) && call.name.starts_with("open") {
                    self.folders.insert(folder);
                }
                self.files.insert(path);
            }
        }
    }
}

#[test]
fn each_step_that_is_left_out_is_a_fault() {
    let whole = "openat(AT_FDCWD</w>, \"/w/.x.waymark-7\", O_WRONLY|O_CREAT, 0666) = 4</w/.x.waymark-7>\n\
                 write(4</w/.x.waymark-7>, \"\"..., 20) = 20\n\
                 fsync(4</w/.x.waymark-7>) = 0\n\
                 rename(\"/w/.x.waymark-7\", \"/w/x\") = 0\n\
                 fsync(3</w>) = 0\n\
                 unlink(\"/w/old\") = 0\n";
    let of = |trace: &str| faults(&super::trace::changes(trace, Path::new("/w")));
    assert_eq!(of(whole), [""; 0]);
    let without = |line: usize| -> Vec<String> {
        let lines: Vec<&str> = whole.lines().enumerate().filter(|(at, _)| *at != line).map(|(_, text)| text).collect();
        of(&lines.join("\n"))
    };
    assert_eq!(without(2), ["/w/x has its name before /w/.x.waymark-N is synced"]);
    assert_eq!(without(4), ["/w/old goes before /w is synced", "/w is never synced"]);
    let late = whole.replace("/w/.x.waymark-7>, ", "/w/x>, ");
    assert_eq!(of(&late), ["/w/x is written in its place"]);
}
