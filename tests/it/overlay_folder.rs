//! A copy never turns into the home region's site without a word: a folder without `overlay.toml` is refused by every command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn waymark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waymark")).args(arguments).output().unwrap()
}

fn county() -> tempfile::TempDir {
    let top = tempfile::tempdir().unwrap();
    super::site_test::copy(Path::new("tests/fixtures/county"), &top.path().join("county"));
    top
}

/// What a command says of a folder that it will not take.
fn refused(arguments: &[&str]) -> String {
    let run = waymark(arguments);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{arguments:?}: {said}{}", String::from_utf8_lossy(&run.stdout));
    assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    assert!(said.contains("there is no overlay.toml in "), "{arguments:?}: {said}");
    said
}

#[test]
fn every_command_refuses_a_copy_whose_overlay_file_is_lost_in_one_sentence() {
    let top = county();
    let folder = top.path().join("county");
    fs::remove_file(folder.join("overlay.toml")).unwrap();
    let path = folder.to_str().unwrap();
    let out = top.path().join("out");
    for arguments in [
        &["check"][..],
        &["check", "--release", "--format", "json"],
        &["serve", "--listen", "127.0.0.1:0"],
        &["export", out.to_str().unwrap()],
        &["due"],
        &["confirm"],
        &["confirm", "childline"],
        &["confirm", "--letters", out.to_str().unwrap()],
        &["verify", "childline"],
        &["where", "childline"],
        &["graph"],
        &["order"],
        &["search", "police"],
        &["new", "service", "my-line"],
        &["overlay", "copy", "services/childline.toml"],
    ] {
        let said = refused(&[arguments, &["--overlay", path]].concat());
        assert!(said.contains("put the file back") && said.contains("has an empty overlay.toml"), "{arguments:?}: {said}");
    }
    refused(&["overlay", "status", path]);
    refused(&["diff", path, "tests/fixtures/county"]);
    refused(&["diff", "tests/fixtures/county", path]);
    assert!(!out.exists() && !folder.join("services/my-line.toml").exists() && !folder.join("services/childline.toml").exists());
}

#[test]
fn the_folder_that_was_meant_is_named_when_it_is_near() {
    let top = county();
    let at = |name: &str| top.path().join(name).display().to_string();
    let meant = format!("did you mean {}?", at("county"));
    for named in ["", "county/services"] {
        let said = refused(&["check", "--overlay", at(named).trim_end_matches('/')]);
        assert!(said.contains(&meant), "{named}: {said}");
    }
    let run = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .current_dir(top.path())
        .args(["check", "--overlay", "county/pages/"])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&run.stderr).contains("did you mean county?"), "{run:?}");
    let whole = refused(&["check", "--overlay", "content"]);
    assert!(whole.contains("--content content"), "{whole}");
}

#[test]
fn a_folder_that_leaves_nothing_out_says_so_with_an_empty_overlay_file() {
    let top = tempfile::tempdir().unwrap();
    fs::write(top.path().join("site.toml"), "name = \"Another name\"\n").unwrap();
    let path = top.path().to_str().unwrap();
    refused(&["check", "--overlay", path]);
    fs::write(top.path().join("overlay.toml"), "").unwrap();
    let run = waymark(&["where", "Another name", "--overlay", path]);
    assert!(run.status.success() && String::from_utf8_lossy(&run.stdout).contains("site.toml:1"), "{run:?}");
}

#[test]
fn a_copys_folder_that_is_named_as_the_whole_content_is_refused_with_the_option_that_was_meant() {
    let run = waymark(&["check", "--content", "tests/fixtures/county"]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.lines().count() == 1 && said.contains("name it with --overlay tests/fixtures/county"), "{said}");
}

#[test]
fn built_in_settings_can_be_read_and_all_of_the_built_in_content_written_out() {
    let text = |run: &Output| String::from_utf8_lossy(&run.stdout).into_owned();
    let shown = waymark(&["overlay", "show", "routing.toml", "site.toml"]);
    let wanted = ["content/routing.toml", "content/site.toml"].map(|file| fs::read_to_string(file).unwrap()).concat();
    assert_eq!(text(&shown), wanted);
    let unknown = waymark(&["overlay", "show", "sites.toml"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean site.toml?"), "{unknown:?}");
    let top = tempfile::tempdir().unwrap();
    let (folder, copy) = (top.path().join("built-in"), top.path().join("county"));
    assert!(waymark(&["overlay", "built-in", folder.to_str().unwrap()]).status.success());
    assert_eq!(
        fs::read_to_string(folder.join("services/childline.toml")).unwrap(),
        fs::read_to_string("content/services/childline.toml").unwrap()
    );
    let again = waymark(&["overlay", "built-in", folder.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2), "{}", text(&again));
    super::site_test::copy(Path::new("tests/fixtures/county"), &copy);
    let both = ["diff", folder.to_str().unwrap(), folder.to_str().unwrap(), "--overlay", copy.to_str().unwrap()];
    let compared = waymark(&both);
    assert!(compared.status.success(), "{}", String::from_utf8_lossy(&compared.stderr));
    let services = waymark(&["overlay", "copy", "services", "--overlay", copy.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&services.stderr).into_owned();
    assert!(said.contains("pages/services.md") && !copy.join("pages/services.md").exists(), "{said}");
}

#[test]
fn what_is_to_be_written_in_a_built_in_file_says_how_it_becomes_the_copys_own() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    let closed = fs::read_to_string("content/services/thirtyone-eight.toml").unwrap();
    fs::create_dir_all(folder.join("services")).unwrap();
    fs::write(folder.join("overlay.toml"), "").unwrap();
    fs::write(folder.join("services/thirtyone-eight.toml"), closed.replace("status = \"active\"", "status = \"closed\""))
        .unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_waymark")).args(["check", "--overlay"]).arg(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let copy = format!("`waymark overlay copy pages/schools/index.md --overlay {}`", folder.display());
    assert!(
        said.contains("or take it out: only the link in it leads on by itself; that file is built in") && said.contains(&copy),
        "{said}"
    );
    assert!(!said.contains("overlay copy routing.toml") && !said.contains("overlay copy pages/index.md"), "{said}");
}
