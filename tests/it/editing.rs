//! What editors ask: where a thing is named, what is due, and whether a starting file could go public by mistake.

use std::fs;
use std::process::{Command, Output};

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SiteTest};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", NOW).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn where_a_service_page_or_word_is_named_is_told_by_file_and_line() {
    let shown = text(&run(&["where", "childline"]).stdout);
    assert!(shown.starts_with("the service `childline`, written in content/services/childline.toml"), "{shown}");
    assert!(
        shown.contains("content/routing.toml:") && shown.contains("content/links.toml:") && shown.contains("named in "),
        "{shown}"
    );
    let page = text(&run(&["where", "/shared-images"]).stdout);
    assert!(page.starts_with("the page /shared-images"), "{page}");
    let overlay = text(&run(&["where", "northshire-police", "--overlay", "tests/fixtures/county"]).stdout);
    assert!(overlay.contains("tests/fixtures/county/areas/northshire.toml:"), "{overlay}");
    let json: serde_json::Value = serde_json::from_slice(&run(&["where", "childline", "--format", "json"]).stdout).unwrap();
    assert!(json[0]["file"].is_string() && json[0]["line"].is_u64(), "{}", json[0]);
    assert_eq!(run(&["where", "xyzzy nowhere"]).status.code(), Some(1));
}

#[test]
fn what_is_due_is_listed_by_week_and_month_with_its_role_and_file() {
    let late = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        text(&command.env("WAYMARK_NOW", "2027-02-20T10:00:00Z").args(arguments).output().unwrap().stdout)
    };
    let month = late(&["due"]);
    assert!(
        month.contains("overdue: ") && month.contains("in the next seven days: ") && month.contains("in the next month: "),
        "{month}"
    );
    assert!(month.contains("2027-02-23  childline  (") && month.contains("content/services/childline.toml"), "{month}");
    let week = late(&["due", "--within", "week"]);
    assert!(!week.contains("in the next month"), "{week}");
    let json: serde_json::Value = serde_json::from_str(&late(&["due", "--format", "json"])).unwrap();
    let childline = json.as_array().unwrap().iter().find(|one| one["subject"] == "childline").expect("it is due");
    assert_eq!((&childline["due"], &childline["when"]), (&"2027-02-23".into(), &"week".into()));
    assert!(childline["owner"].is_string() && childline["check_first"].is_array());
}

#[test]
fn a_starting_file_cannot_be_published_before_every_line_of_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    for (kind, file) in [("page", "pages/gaming-chat.md"), ("service", "services/my-line.toml")] {
        let name = file.split(['/', '.']).nth(1).unwrap();
        assert!(run(&["new", kind, name, "--content", path]).status.success());
        let again = run(&["new", kind, name, "--content", path]);
        assert!(text(&again.stderr).contains("is there already"), "{}", text(&again.stderr));
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(written.contains("# checked = "), "nobody has checked it yet: {written}");
        let found = SiteTest::built_in().file(&format!("content/{file}"), &written).diagnostics();
        let of_it = found.iter().filter(|fault| fault.place.file.ends_with(file) && fault.is_error());
        let kinds: Vec<Kind> = of_it.map(|fault| fault.kind).collect();
        assert!(kinds.contains(&Kind::Placeholder) && kinds.contains(&Kind::MissingKey), "{file}: {kinds:?}");
    }
}

#[test]
fn notes_to_oneself_and_filler_are_errors_at_their_line() {
    let page = "content/pages/shared-images.md";
    for filler in ["TODO: ask the charity.", "Lorem ipsum dolor sit amet.", "…", "The one thing to do or know first.", "## XXX"]
    {
        let fault = SiteTest::built_in().append(page, &format!("{filler}\n")).finds(Kind::Placeholder, page);
        assert!(fault.is_error() && fault.place.line > 10, "{filler}: {fault:?}");
    }
}
