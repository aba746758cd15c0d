//! Every page through the Nu HTML checker, which needs Java and no browser.

use std::process::Command;

use super::walk::documents;

#[test]
fn the_nu_checker_finds_no_fault_in_the_html_of_any_page() {
    let Some(checker) = std::env::var_os("WAYMARK_VNU") else {
        eprintln!("skipped: set WAYMARK_VNU to vnu.jar of the Nu HTML checker, as tests/run does where Java exists");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let files = documents().into_iter().map(|(path, body)| {
        let file = folder.path().join(format!("{}.html", path.trim_matches('/').replace('/', "~")));
        std::fs::write(&file, body).unwrap();
        file
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 100, "every page is there");
    let found =
        Command::new("java").arg("-jar").arg(checker).args(["--format", "gnu", "--no-stream"]).args(&files).output().unwrap();
    let found = String::from_utf8_lossy(&found.stderr).into_owned();
    let root = format!("\"file:{}/", folder.path().display());
    assert!(found.is_empty(), "\n{}", found.replace(&root, "\""));
}
