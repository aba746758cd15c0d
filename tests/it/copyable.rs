//! Every command that the program prints can be copied: it names the folders that the person ran it with, and works.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::site_test::{SMALL, copy};

const TODAY: &str = "2026-12-01T20:00:00Z";

/// A county's folder with a space in its name, and a folder with the program under its own name.
fn desk() -> (tempfile::TempDir, PathBuf) {
    let top = tempfile::tempdir().unwrap();
    let county = top.path().join("my county");
    copy(Path::new("tests/fixtures/county"), &county);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_waymark"), top.path().join("waymark")).unwrap();
    (top, county)
}

/// Runs a line of the shell in a folder where nothing else is.
fn run(top: &Path, line: &str) -> Output {
    let path = format!("{}:{}", top.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(top).env("PATH", path).env("WAYMARK_NOW", TODAY).stdin(Stdio::null());
    shell.output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The commands in what was printed: between back-ticks, or to the end of the line.
fn commands(printed: &str) -> Vec<String> {
    let quoted = printed.split('`').skip(1).step_by(2).filter(|part| part.starts_with("waymark "));
    let bare = printed.lines().filter(|line| !line.contains('`')).filter_map(|line| Some(&line[line.find("waymark ")?..]));
    quoted.chain(bare).map(str::to_owned).collect()
}

#[test]
fn each_command_that_is_printed_names_the_folder_and_can_be_run() {
    let (top, _) = desk();
    let mut printed = Vec::new();
    for line in [
        "waymark confirm --role editor --overlay 'my county'",
        "waymark confirm --sheet ring.csv --overlay 'my county'",
        "waymark confirm --letters letters --overlay 'my county'",
        "waymark check --release --overlay 'my county'",
        "waymark new service northshire-line --overlay 'my county' && rm 'my county/services/northshire-line.toml'",
        "waymark new overlay 'our county' --region Northshire",
    ] {
        let shown = said(&run(top.path(), line));
        let found = commands(&shown);
        assert!(!found.is_empty(), "{line} prints a command: {shown}");
        printed.extend(found);
    }
    for command in printed.iter().filter(|command| !command.starts_with("waymark serve")) {
        assert!(command.contains("--overlay 'my county'") || command.contains("--overlay 'our county'"), "{command}");
        let done = run(top.path(), command);
        assert_ne!(done.status.code(), Some(2), "{command}: {}", said(&done));
    }
}

#[test]
fn the_status_of_an_overlay_prints_the_command_that_accepts_what_changed() {
    let (top, county) = desk();
    copy(Path::new("content"), &top.path().join("content"));
    let status = "waymark overlay status 'my county' --content content";
    assert!(run(top.path(), &format!("{status} --accept all")).status.success());
    fs::write(county.join("pages/about.md"), "+++\n+++\n").unwrap();
    let about = top.path().join("content/pages/about.md");
    fs::write(&about, fs::read_to_string(&about).unwrap().replacen("title = ", "title  = ", 1)).unwrap();
    let shown = said(&run(top.path(), status));
    let found = commands(&shown);
    assert_eq!(found, ["waymark overlay status 'my county' --content content --accept pages/about.md"], "{shown}");
    assert!(said(&run(top.path(), &found[0])).contains("nothing changed underneath"));
}

#[test]
fn a_content_folder_is_named_too() {
    let (top, _) = desk();
    copy(Path::new(SMALL), &top.path().join("my content"));
    let shown = said(&run(top.path(), "waymark check --release --content 'my content'"));
    let found = commands(&shown);
    assert!(found.len() > 2 && found.iter().all(|command| command.ends_with("--content 'my content'")), "{found:?}");
    // A folder called `content` is where `confirm` looks of itself, and `check` does not.
    copy(Path::new(SMALL), &top.path().join("content"));
    let shown = said(&run(top.path(), "waymark confirm --role editor"));
    assert!(shown.contains("`waymark check --release --content content`"), "{shown}");
}
