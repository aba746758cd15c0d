//! What programs leave in a content folder and what people keep there keeps no sound change from readers, and is told in one line.

use std::fs;
use std::path::Path;
use std::process::Command;

/// What `check` says of the made-up county with more files in its folder, and how it ends.
fn checked_with(files: &[(&str, &str)]) -> (Option<i32>, String) {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    super::site_test::copy(Path::new("tests/fixtures/county"), &folder);
    for (name, text) in files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let mut check = Command::new(env!("CARGO_BIN_EXE_waymark"));
    check.env("WAYMARK_NOW", super::site_test::NOW).args(["check", "--overlay"]).arg(&folder);
    let run = check.output().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    (run.status.code(), said.replace(folder.to_str().unwrap(), "county"))
}

#[test]
fn what_programs_leave_behind_is_no_fault_and_is_named_in_one_line() {
    let left = [
        "Thumbs.db",
        "pages/desktop.ini",
        "pages/#crisis.md#",
        "pages/~$crisis.md",
        "services/a.toml.bak",
        "services/a.toml.orig",
        "services/4913",
        "services/.a.toml.swp",
        "pages/.DS_Store",
        "services/a.toml~",
    ];
    let (status, said) = checked_with(&left.map(|name| (name, "\u{1}")));
    assert_eq!(status, Some(0), "{said}");
    let told: Vec<&str> = said.lines().filter(|line| line.contains("passed over")).collect();
    assert_eq!(
        told,
        ["passed over, as no content: county/Thumbs.db, county/pages/#crisis.md#, county/pages/desktop.ini and 5 more"]
    );
    let (_, said) = checked_with(&[]);
    assert!(!said.contains("passed over"), "{said}");
}

#[test]
fn an_operator_lists_what_they_keep_beside_their_content() {
    let kept = [("minutes/monday.md", "# Minutes"), ("services/letter.docx", "PK"), ("notes.txt", "ring them")];
    let (status, said) = checked_with(&kept);
    assert!(status == Some(1) && said.contains("notes.txt"), "{said}");
    let list = ("ignore.txt", "# ours\nminutes/\n*.docx\nnotes.txt\n");
    let (status, said) = checked_with(&[&kept[..], &[list]].concat());
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains("passed over, as no content: county/ignore.txt, county/minutes, county/notes.txt and 1 more"),
        "{said}"
    );
}

#[test]
fn a_list_that_would_hide_pages_or_services_is_refused_at_its_line() {
    let (status, said) = checked_with(&[("ignore.txt", "notes.txt\n*.toml\n")]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("county/ignore.txt: line 2: `*.toml` would pass over more than a kind of file"), "{said}");
}
