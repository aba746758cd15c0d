//! Every page through the Nu HTML checker, which needs Java and no browser.

use std::process::Command;
use std::sync::OnceLock;

use super::walk::documents;

/// The checker's version and what it finds on all pages; nothing where it is not there. Asked once.
pub fn faults() -> Option<(String, Vec<String>)> {
    static FOUND: OnceLock<Option<(String, Vec<String>)>> = OnceLock::new();
    FOUND.get_or_init(check).clone()
}

fn check() -> Option<(String, Vec<String>)> {
    let checker = std::env::var_os("WAYMARK_VNU")?;
    let folder = tempfile::tempdir().unwrap();
    let files = documents().into_iter().map(|(path, body)| {
        let file = folder.path().join(format!("{}.html", path.trim_matches('/').replace('/', "~")));
        std::fs::write(&file, body).unwrap();
        file
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 100, "every page is there");
    let java = || {
        // For one run the second compiler costs more than it saves; what the first makes needs a deeper stack.
        let mut java = Command::new("java");
        java.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-jar"]).arg(&checker);
        java
    };
    let found = java().args(["--format", "gnu", "--no-stream"]).args(&files).output().unwrap();
    let root = format!("\"file:{}/", folder.path().display());
    let found = String::from_utf8_lossy(&found.stderr).replace(&root, "\"");
    let version = java().arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    Some((version, found.lines().map(str::to_owned).collect()))
}

#[test]
fn the_nu_checker_finds_no_fault_in_the_html_of_any_page() {
    match faults() {
        None => eprintln!("skipped: set WAYMARK_VNU to vnu.jar of the Nu HTML checker, as tests/run does where Java exists"),
        Some((_, faults)) => assert!(faults.is_empty(), "\n{}", faults.join("\n")),
    }
}
