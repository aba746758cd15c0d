//! What an operator gets from `waymark export`, and that real servers answer from it as `waymark serve` does.

mod answers;
pub mod files;
mod folders;
pub mod static_servers;

use std::path::Path;
use std::process::{Command, Output};

use super::site_test::NOW;

/// Exports to `folder`, to be served from there.
fn export(folder: &Path, more: &[&str]) -> Output {
    export_command(folder, more).output().unwrap()
}

fn export_command(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).arg("export").arg(folder).arg("--serve-from").arg(folder).args(more);
    command
}

/// Exports well; gives what the command says.
pub fn exported(folder: &Path, more: &[&str]) -> String {
    let output = export(folder, more);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn manifest(folder: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}
