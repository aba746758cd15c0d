//! A command that is cut off: killed at a call to the disk, or told there that the disk is full.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use super::trace::{CALLS, Call, changes, without_number};
use crate::export::files::files;

/// Files by name.
pub type State = BTreeMap<String, Vec<u8>>;

/// strace, where this machine has it and lets it trace; otherwise the test says so and ends.
pub fn strace() -> Option<&'static str> {
    static FOUND: OnceLock<Result<&str, &str>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let program = ["/usr/bin/strace", "/usr/local/bin/strace"].into_iter().find(|path| Path::new(path).exists());
        let program = program.ok_or("strace is not installed")?;
        let tried =
            Command::new(program).args(["-f", "-o", "/dev/null", "-e", "inject=fsync:error=ENOSPC:when=9", "true"]).output();
        if tried.is_ok_and(|output| output.status.success()) { Ok(program) } else { Err("strace may not trace here") }
    });
    found.inspect_err(|why| println!("skipped: {why}")).ok()
}

/// A command, the folder it works in, and what is in that before.
pub struct Act {
    top: tempfile::TempDir,
    strace: &'static str,
    command: Box<dyn Fn(&Path) -> Command>,
    typed: String,
}

impl Act {
    /// `command` is made for the folder in which `before` puts what is there before it.
    pub fn new(before: impl FnOnce(&Path), command: impl Fn(&Path) -> Command + 'static) -> Option<Self> {
        let top = tempfile::tempdir().unwrap();
        fs::create_dir(top.path().join("before")).unwrap();
        before(&top.path().join("before"));
        Some(Self { top, strace: strace()?, command: Box::new(command), typed: String::new() })
    }

    pub fn typing(self, typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..self }
    }

    /// The folder it works in, by the name that the system has for it.
    pub fn folder(&self) -> PathBuf {
        self.top.path().canonicalize().unwrap().join("work")
    }

    pub fn state(&self) -> State {
        let all = files(&self.folder()).into_iter();
        all.filter(|(name, _)| !without_number(name).contains(".waymark-")).collect()
    }

    /// What a run that was cut off left beside its files.
    pub fn left_overs(&self) -> BTreeSet<String> {
        let names = files(&self.folder()).into_keys().map(|name| without_number(&name));
        let is_left = |part: &str| part.contains(".waymark-");
        names.filter_map(|name| name.split('/').find(|part| is_left(part)).map(str::to_owned)).collect()
    }

    /// Puts everything as it was before.
    pub fn reset(&self) {
        let _ = fs::remove_dir_all(self.folder());
        let copied = Command::new("cp").arg("-rp").arg(self.top.path().join("before")).arg(self.folder()).status();
        assert!(copied.unwrap().success());
    }

    /// Runs it as it is, and again where it was cut off.
    pub fn run(&self) -> Output {
        self.finished((self.command)(&self.folder()))
    }

    /// Runs it as it is in another folder.
    pub fn run_in(&self, folder: &Path) -> Output {
        self.finished((self.command)(folder))
    }

    /// The files before it, and those that it has just left. It is reset.
    pub fn before_and_after(&self) -> [State; 2] {
        let new = self.state();
        self.reset();
        [self.state(), new]
    }

    /// Runs it from the beginning and writes down its calls.
    pub fn traced(&self, more: &[&str]) -> Vec<Call> {
        self.reset();
        let output = self.under(&[&["-e", &format!("trace={CALLS}")], more].concat());
        assert!(output.status.success(), "{}", said(&output));
        calls_in(self.top.path(), &self.folder())
    }

    /// Runs it from the beginning and kills it before a call of its own does anything.
    pub fn cut_at(&self, call: &Call, more: &[&str]) {
        self.reset();
        let Call { name, number, .. } = call;
        let killed = format!("inject={name}:signal=KILL:when={number}");
        let output = self.under(&[&["-e", &format!("trace={CALLS}"), "-e", &killed], more].concat());
        assert_eq!(output.status.signal(), Some(9), "{} at {}: {}", output.status, call.place(), said(&output));
        let last = traces(self.top.path()).into_iter().filter(|trace| trace.contains(&format!("{name}("))).any(|trace| {
            let unfinished = trace.lines().rfind(|line| line.contains('(')).map(|line| line.replace(" = ?", " = 0"));
            changes(&unfinished.unwrap_or_default(), &self.folder()).iter().any(|last| last.place() == call.place())
        });
        assert!(last, "it was killed at {}, and not elsewhere", call.place());
    }

    /// Runs it from the beginning on a disk that is full from a call on.
    pub fn on_full_disk_at(&self, call: &Call) -> Output {
        self.reset();
        self.again_on_full_disk_at(call)
    }

    /// The same with what is there now.
    pub fn again_on_full_disk_at(&self, call: &Call) -> Output {
        let Call { name, number, .. } = call;
        // Files are opened to be read, and words written to the terminal, on a full disk too.
        let and_later = if call.makes_or_fills() { "" } else { "+" };
        self.under(&["-e", &format!("trace={name}"), "-e", &format!("inject={name}:error=ENOSPC:when={number}{and_later}")])
    }

    fn under(&self, options: &[&str]) -> Output {
        for old in fs::read_dir(self.top.path()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            fs::remove_file(old).unwrap();
        }
        self.finished(under(self.strace, &(self.command)(&self.folder()), options, self.top.path()))
    }

    fn finished(&self, mut command: Command) -> Output {
        use std::io::Write as _;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that asks nothing may have ended by now.
        let _ = child.stdin.take().unwrap().write_all(self.typed.as_bytes());
        child.wait_with_output().unwrap()
    }
}

/// Runs a command that changes `folder`, and gives its calls where strace is here to write them down.
pub fn calls_of(mut command: Command, folder: &Path) -> Option<Vec<Call>> {
    let scratch = tempfile::tempdir().unwrap();
    if let Some(strace) = strace() {
        command = under(strace, &command, &["-e", &format!("trace={CALLS}")], scratch.path());
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    strace().map(|_| calls_in(scratch.path(), folder))
}

/// The same command, of which strace writes down the calls, in a file for each thread in `scratch`.
fn under(strace: &str, own: &Command, options: &[&str], scratch: &Path) -> Command {
    let mut command = Command::new(strace);
    command.args(["-f", "-ff", "-y", "-s", "0", "-o"]).arg(scratch.join("trace")).args(options);
    command.arg(own.get_program()).args(own.get_args());
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

fn traces(scratch: &Path) -> Vec<String> {
    let entries = fs::read_dir(scratch).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn calls_in(scratch: &Path, folder: &Path) -> Vec<Call> {
    let of_threads = traces(scratch).into_iter().map(|trace| changes(&trace, folder)).filter(|calls| !calls.is_empty());
    let mut of_threads = of_threads.collect::<Vec<_>>();
    assert_eq!(of_threads.len(), 1, "one thread changes the disk, so that its calls have an order");
    of_threads.remove(0)
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
