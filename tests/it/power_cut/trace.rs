//! What a program asks of the disk, call by call, as strace writes it down.

use std::path::{Path, PathBuf};

/// The calls by which the disk changes or is told to keep a change. A question mark is for those that not every processor has.
pub const CALLS: &str = "?open,openat,?creat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,ftruncate,truncate,fallocate,?chmod,fchmod,\
                         fchmodat,utimensat,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,?unlink,unlinkat,?mkdir,mkdirat,\
                         ?rmdir,fsync,fdatasync,syncfs,sync";

/// One call that concerns the folder that is looked at.
#[derive(Debug, Clone)]
pub struct Call {
    pub name: String,
    /// The how-manieth call of that name it is.
    pub number: usize,
    /// The files and folders that it names, in order.
    pub paths: Vec<PathBuf>,
    pub text: String,
}

/// The calls of one thread that change something in `folder`.
pub fn changes(trace: &str, folder: &Path) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for line in trace.lines() {
        let Some((name, rest)) = line.split_once('(') else { continue };
        let number = counts.entry(name).or_default();
        *number += 1;
        let call = Call { name: name.to_owned(), number: *number, paths: paths(name, rest), text: line.to_owned() };
        if call.changes() && call.paths.iter().any(|path| path.starts_with(folder)) && !line.contains(") = -1 ") {
            calls.push(call);
        }
    }
    calls
}

impl Call {
    fn changes(&self) -> bool {
        !self.name.starts_with("open") || self.text.contains("O_CREAT") || self.text.contains("O_TRUNC")
    }

    pub fn makes_or_fills(&self) -> bool {
        ["open", "creat", "write", "pwrite", "copy_file", "sendfile", "ftruncate", "truncate", "fallocate"]
            .iter()
            .any(|name| self.name.starts_with(name))
    }

    pub fn names(&self) -> bool {
        self.name.starts_with("rename") || self.name.starts_with("link") || self.name.starts_with("symlink")
    }

    pub fn takes_away(&self) -> bool {
        self.name.starts_with("unlink") || self.name == "rmdir"
    }

    /// What a full disk refuses.
    pub fn needs_room(&self) -> bool {
        self.makes_or_fills() || self.names() || self.name.starts_with("mkdir") || self.name.contains("sync")
    }

    /// The last of its paths: what is changed, or what a thing is named.
    pub fn path(&self) -> &Path {
        self.paths.last().map_or(Path::new(""), PathBuf::as_path)
    }

    /// What it does and to what, the same in each run.
    pub fn place(&self) -> String {
        let paths: Vec<String> = self.paths.iter().map(|path| without_number(&path.to_string_lossy())).collect();
        format!("{} {}", self.name, paths.join(" "))
    }
}

/// A path without the number of the process that a hidden name ends with.
pub fn without_number(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.rsplit_once(".waymark-") {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => format!("{name}.waymark-N"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The paths in the arguments: of open files as `4</path>`, and by name, within the open folder before it where it is not whole.
fn paths(name: &str, arguments: &str) -> Vec<PathBuf> {
    // What is written is no path.
    let by_name = !["write", "pwrite", "fsync", "fdatasync"].iter().any(|by_number| name.starts_with(by_number));
    let mut found = Vec::new();
    let mut within: Option<PathBuf> = None;
    let mut rest = arguments.rsplit_once(" = ").map_or(arguments, |(arguments, _)| arguments);
    while let Some(at) = rest.find(['<', '"']) {
        let is_open = rest.as_bytes()[at] == b'<';
        let (inside, after) = rest[at + 1..].split_once(if is_open { '>' } else { '"' }).unwrap_or((&rest[at + 1..], ""));
        if is_open {
            found.extend(within.replace(PathBuf::from(inside)));
        } else if by_name {
            found.push(within.take().unwrap_or_default().join(inside));
        }
        rest = after;
    }
    found.extend(within);
    found
}

#[test]
fn a_call_is_read_with_its_paths() {
    let trace = "openat(AT_FDCWD</w>, \"a/.x.waymark-7\", O_WRONLY|O_CREAT, 0666) = 4</w/a/.x.waymark-7>\n\
                 write(4</w/a/.x.waymark-7>, \"\"..., 20) = 20\n\
                 openat(AT_FDCWD</w>, \"a/y\", O_RDONLY) = 5</w/a/y>\n\
                 renameat2(AT_FDCWD</w>, \"/w/a/.x.waymark-7\", AT_FDCWD</w>, \"/w/a/x\", RENAME_NOREPLACE) = 0\n\
                 write(1</dev/pts/0>, \"\"..., 3) = 3\n\
                 unlinkat(5</w/a>, \"z\", 0) = 0\n";
    let calls = changes(trace, Path::new("/w/a"));
    let places: Vec<String> = calls.iter().map(Call::place).collect();
    let expected =
        ["openat /w/a/.x.waymark-N", "write /w/a/.x.waymark-N", "renameat2 /w/a/.x.waymark-N /w/a/x", "unlinkat /w/a/z"];
    assert_eq!(places, expected);
    assert_eq!(calls.iter().map(|call| call.number).collect::<Vec<_>>(), [1, 1, 1, 1]);
}
