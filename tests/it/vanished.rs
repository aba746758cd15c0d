//! An address that readers may have kept is never just gone: what was recorded is remembered, and a page that is missing is told with
//! the line to type.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::program::{run, small_folder, text};
use super::site_test::{SMALL, SMALL_COUNTY, copy};

/// A page that nothing links to.
const PAGE: &str = "+++
title = \"Our drop-in on Fridays\"
tab = \"Our drop-in\"
description = \"Come to our drop-in on Fridays and talk to somebody who listens.\"
audience = \"everyone\"
[review]
owner = \"editor\"
checked = 2026-11-20
due = 2027-02-20
+++

Come and talk to us on Fridays, because you do not have to be sure of anything first.
";

/// The site that is meant: the folder, or the folder over the small site.
fn site<'a>(folder: &'a str, option: &'a str) -> Vec<&'a str> {
    let below: &[&str] = if option == "--overlay" { &["--content", SMALL] } else { &[] };
    [below, &[option, folder]].concat()
}

fn record(folder: &Path, option: &str) {
    let folder = folder.to_str().unwrap();
    let recorded = run(&[&["diff", folder, "--record"], &site(folder, option)[..]].concat());
    assert!(recorded.status.success(), "{}", text(&recorded.stderr));
}

/// What `check` says of addresses that went, and its exit code.
fn vanished(folder: &Path, option: &str) -> (Option<i32>, Vec<Value>) {
    let output = run(&[&["check", "--format", "json"], &site(folder.to_str().unwrap(), option)[..]].concat());
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), found.into_iter().filter(|one| one["kind"] == "site/vanished-address").collect())
}

/// Takes the page away and back by every way that is right.
fn assert_remembered(folder: &Path, option: &str) {
    let page = folder.join("pages/our-drop-in.md");
    let redirects = folder.join("redirects.toml");
    let before = fs::read_to_string(&redirects).unwrap_or_default();
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::write(&page, PAGE).unwrap();
    record(folder, option);
    assert_eq!(vanished(folder, option), (Some(0), Vec::new()), "it stands there");

    fs::remove_file(&page).unwrap();
    let (code, found) = vanished(folder, option);
    assert_eq!((code, found.len()), (Some(1), 1), "{found:#?}");
    assert_eq!((&found[0]["severity"], &found[0]["file"]), (&"error".into(), &redirects.to_str().unwrap().into()));
    let (message, help) = (found[0]["message"].as_str().unwrap(), found[0]["help"].as_str().unwrap());
    assert!(message.starts_with("/our-drop-in was published"), "{message}");
    assert!(help.contains("under [moved], write \"/our-drop-in\" = \"/") && help.contains("/our-drop-in\""), "{help}");

    record(folder, option);
    assert_eq!(vanished(folder, option).0, Some(1), "it is not forgotten when the next change is recorded");
    let gone = if before.contains("\ngone") {
        assert!(help.ends_with("add \"/our-drop-in\" to `gone`"), "{help}");
        before.replacen("\ngone = [", "\ngone = [\"/our-drop-in\", ", 1)
    } else {
        assert!(help.ends_with("write gone = [\"/our-drop-in\"] above"), "{help}");
        format!("gone = [\"/our-drop-in\"]\n{before}")
    };
    let moved = match before.split_once("[moved]\n") {
        Some((head, lines)) => format!("{head}[moved]\n\"/our-drop-in\" = \"/crisis\"\n{lines}"),
        None => format!("{before}\n[moved]\n\"/our-drop-in\" = \"/crisis\"\n"),
    };
    for right in [gone, moved] {
        fs::write(&redirects, right).unwrap();
        assert_eq!(vanished(folder, option), (Some(0), Vec::new()), "{}", fs::read_to_string(&redirects).unwrap());
    }
    record(folder, option);
    fs::write(&redirects, &before).unwrap();
    assert_eq!(vanished(folder, option).0, Some(1), "a redirect is kept for good");
}

#[test]
fn a_page_that_was_recorded_cannot_go_without_a_line_that_says_where_its_address_leads() {
    let folder = small_folder();
    assert_remembered(folder.path(), "--content");
}

#[test]
fn so_it_is_in_a_copys_folder() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(SMALL_COUNTY), folder.path());
    assert_remembered(folder.path(), "--overlay");
}

#[test]
fn where_nothing_was_recorded_nothing_is_remembered_and_a_file_that_cannot_be_read_is_not_gone() {
    let folder = small_folder();
    let page = folder.path().join("pages/our-drop-in.md");
    fs::write(&page, PAGE).unwrap();
    assert_eq!(vanished(folder.path(), "--content"), (Some(0), Vec::new()));
    fs::remove_file(&page).unwrap();
    assert_eq!(vanished(folder.path(), "--content"), (Some(0), Vec::new()), "before a launch");
    fs::write(&page, PAGE).unwrap();
    record(folder.path(), "--content");
    fs::write(&page, PAGE.replacen("title = \"", "title = ", 1)).unwrap();
    assert_eq!(vanished(folder.path(), "--content"), (Some(1), Vec::new()), "its own fault is the cause");
}

#[test]
fn a_service_that_goes_is_told_and_no_other_service_is_offered_for_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(SMALL_COUNTY), folder.path());
    let old = folder.path().join("services/northshire-helpline.toml");
    let service = fs::read_to_string(folder.path().join("services/northshire-sarc.toml")).unwrap();
    let service = service.replacen("name = \"", "name = \"The other ", 1).replacen("01632 960105", "01632 960109", 1);
    fs::write(&old, service).unwrap();
    record(folder.path(), "--overlay");
    fs::remove_file(&old).unwrap();
    let (code, found) = vanished(folder.path(), "--overlay");
    assert_eq!((code, found.len()), (Some(1), 1), "{found:#?}");
    let help = found[0]["help"].as_str().unwrap();
    assert!(help.contains("\"/services/northshire-helpline\" = \"/new\" with the address that took its place"), "{help}");
}
