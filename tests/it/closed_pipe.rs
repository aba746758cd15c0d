//! Whoever reads what a command prints may have seen enough (`| head`): it ends quietly, with the exit code it would have had.

use std::process::{Command, Stdio};

use super::site_test::{NOW, SMALL};

fn unread(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).args(arguments).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
}

#[test]
fn a_command_that_nobody_reads_to_the_end_says_nothing_of_it() {
    let county = "tests/fixtures/county";
    let commands: [&[&str]; 14] = [
        &["check", "--content", SMALL],
        &["check", "--format", "json", "--content", SMALL],
        &["graph", "--content", SMALL],
        &["where", "youngline", "--content", SMALL],
        &["due", "--content", SMALL],
        &["search", "my son", "--content", SMALL],
        &["search", "my son", "--format", "json", "--content", SMALL],
        &["confirm", "childline", "--overlay", county],
        &["confirm", "--role", "editor", "--overlay", county],
        &["schema", "service"],
        &["completions", "bash"],
        &["diff", SMALL, SMALL, "--format", "json"],
        &["overlay", "status", county],
        &["--help"],
    ];
    for arguments in commands {
        assert_eq!(unread(arguments), (Some(0), String::new()), "{arguments:?}");
    }
    assert_eq!(
        unread(&["check", "--release", "--content", SMALL]),
        (Some(1), String::new()),
        "what was found out is said by the exit code"
    );
}

#[test]
fn a_refusal_that_nobody_reads_is_no_panic() {
    let folder = super::program::small_folder();
    std::fs::write(folder.path().join("services/youngline.toml"), "name = \n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.args(["search", "my son", "--content"]).arg(folder.path()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
