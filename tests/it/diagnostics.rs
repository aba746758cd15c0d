//! Everything an editor can get wrong is said with its file, its line and a way to mend it.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use waymark::content::source::{LARGEST_FILE, SourceTree};
use waymark::diagnostic::{Kind, report};

use super::site_test::SiteTest;

const SERVICE: &str = "content/services/youngline.toml";
const PAGE: &str = "content/pages/worried-about-a-child.md";

fn check(file: &str, old: &str, new: &str, kind: Kind, said: &str) {
    let fault = SiteTest::small().change(file, old, new).finds(kind, file);
    assert!(fault.is_error(), "{fault:?}");
    assert!(fault.message.contains(said), "{:?} says {said:?}", fault.message);
    assert!(fault.place.line > 0 && fault.place.column > 0, "{fault:?}");
}

#[test]
fn keys_and_values_of_the_wrong_kind_are_named() {
    check(SERVICE, "name = ", "nmae = ", Kind::UnknownKey, "a service has no key `nmae`");
    check(SERVICE, "operator = ", "# operator = ", Kind::MissingKey, "a service needs the key `operator`");
    check(SERVICE, "status = \"active\"", "status = \"actve\"", Kind::WrongValue, "`status` must be one of 4 words");
    check(SERVICE, "status = \"active\"", "status = 1", Kind::WrongValue, "and this is a whole number");
    check(SERVICE, "name = \"", "name = \"\\q", Kind::Syntax, "may not stand before `q`");
    check(PAGE, "audience = \"parents\"", "audience = \"parent\"", Kind::WrongValue, "`audience`");
    check(PAGE, "+++", "++", Kind::FrontMatter, "between two lines of +++");
}

#[test]
fn an_unknown_key_comes_with_the_nearest_one() {
    let fault = SiteTest::small().change(SERVICE, "name = ", "nmae = ").finds(Kind::UnknownKey, SERVICE);
    assert_eq!(fault.help.as_deref(), Some("did you mean `name`?"));
}

#[test]
fn names_of_things_that_do_not_exist_come_with_the_nearest_one() {
    let test = SiteTest::small().change(PAGE, "service = \"police-101\"", "service = \"police-102\"");
    assert_eq!(test.finds(Kind::UnknownReference, PAGE).help.as_deref(), Some("did you mean `police-101`?"));
    let test = SiteTest::small().append(PAGE, "See [help](/helpp-for-you).");
    assert_eq!(test.finds(Kind::BrokenLink, PAGE).help.as_deref(), Some("did you mean `/help-for-you`?"));
    let test = SiteTest::small().append(PAGE, "See [help](/help-for-you#nowhere).");
    test.finds(Kind::BrokenLink, PAGE);
    let test = SiteTest::small().append(PAGE, "::servce youngline\n");
    assert_eq!(test.finds(Kind::Directive, PAGE).help.as_deref(), Some("did you mean `service`?"));
}

#[test]
fn numbers_addresses_dates_and_hours_that_cannot_be_are_named() {
    check(SERVICE, "value = \"01632 960130\"", "value = \"01632-960130\"", Kind::Phone, "digits and single spaces");
    check(SERVICE, "value = \"01632 960130\"", "value = \"08\"", Kind::Phone, "2 digits");
    check(SERVICE, "value = \"https://", "value = \"http://", Kind::Address, "https://");
    check(SERVICE, "due = 2027-02-23", "due = 2026-02-23", Kind::BadDate, "due before");
    check(SERVICE, "due = 2027-02-23", "due = 2027-02-31", Kind::Syntax, "no such day");
    let hub = "content/services/wendale-family-team.toml";
    check(hub, "mon = [\"09:00-17:30\"]", "mon = [\"17:30-09:00\"]", Kind::Hours, "end before they begin");
    check(hub, "mon = [\"09:00-17:30\"]", "mon = [\"09:00-12:00\", \"11:00-17:30\"]", Kind::Hours, "overlap");
    check(hub, "mon = [\"09:00-17:30\"]", "mon = [\"9-5\"]", Kind::Hours, "written like");
    check(hub, "mon = [\"09:00-17:30\"]", "mon = [\"09:00-34:00\"]", Kind::Hours, "run past midnight until 10:00 on Tuesday");
    check(SERVICE, "description_source = \"", "description_source = \"x", Kind::Unsourced, "no [[source]]");
}

#[test]
fn two_things_of_one_name_are_named() {
    let test = SiteTest::small().file("content/pages/about/index.md", include_str!("../fixtures/small/pages/about.md"));
    assert!(test.diagnostics().iter().any(|fault| fault.kind == Kind::Duplicate));
}

#[test]
fn all_faults_of_a_folder_are_found_in_one_run_in_a_stable_order() {
    let test = || {
        SiteTest::small()
            .change(SERVICE, "name = ", "nmae = ")
            .change(SERVICE, "operator = ", "oprator = ")
            .change("content/services/steady.toml", "status = \"active\"", "status = \"open\"")
            .append(PAGE, "<b>HTML</b> and *italics*.")
            .diagnostics()
    };
    let found = test();
    let kinds: Vec<_> = found.iter().map(|fault| (fault.place.file.as_ref(), fault.kind)).collect();
    for wanted in [(PAGE, Kind::Markdown), (SERVICE, Kind::UnknownKey), ("content/services/steady.toml", Kind::WrongValue)] {
        assert!(kinds.contains(&wanted), "{wanted:?} in {kinds:?}");
    }
    assert_eq!(kinds.iter().filter(|kind| **kind == (SERVICE, Kind::UnknownKey)).count(), 2);
    assert_eq!(found, test());
    let places: Vec<_> = found.iter().map(|fault| (fault.place.file.clone(), fault.place.line)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_missing_settings_file_is_named() {
    SiteTest::small().without("content/words.toml").finds(Kind::Missing, "content/words.toml");
}

#[test]
fn a_file_nobody_reads_is_named() {
    SiteTest::small().file("content/services/note.txt", "hello").finds(Kind::Unexpected, "content/services/note.txt");
}

#[test]
fn files_that_cannot_be_used_are_named_without_hiding_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("services")).unwrap();
    fs::write(path("site.toml"), b"name = \"\xff\"\n").unwrap();
    fs::write(path("words.toml"), vec![b'#'; usize::try_from(LARGEST_FILE).unwrap() + 1]).unwrap();
    symlink(outside.path(), path("services/outside.toml")).unwrap();
    symlink("nowhere", path("services/broken.toml")).unwrap();
    assert!(Command::new("mkfifo").arg(path("services/pipe.toml")).status().unwrap().success());
    let found = SourceTree::built_in().replace("content", folder.path()).unwrap();
    let kinds: Vec<_> = found.iter().map(|fault| (fault.place.file.to_string(), fault.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("content/services/broken.toml".to_owned(), Kind::Unreadable),
            ("content/services/outside.toml".to_owned(), Kind::LinkOutside),
            ("content/services/pipe.toml".to_owned(), Kind::Unreadable),
            ("content/site.toml".to_owned(), Kind::NotUtf8),
            ("content/words.toml".to_owned(), Kind::TooLarge),
        ]
    );
}

#[test]
fn the_drawn_report_shows_file_line_snippet_and_fix() {
    let test = SiteTest::small().change(SERVICE, "status = \"active\"", "status = \"actve\"");
    let found = test.diagnostics();
    let text = include_str!("../fixtures/small/services/youngline.toml").replacen("status = \"active\"", "status = \"actve\"", 1);
    let first: Vec<_> = found.into_iter().filter(|fault| fault.kind == Kind::WrongValue).collect();
    let drawn = report::pretty(&first, |_| Some(&text), false);
    for wanted in [
        "format/wrong-value",
        "content/services/youngline.toml:",
        "status = \"actve\"",
        "did you mean `active`?",
        "1 error, 0 warnings",
    ] {
        assert!(drawn.contains(wanted), "{wanted:?} in\n{drawn}");
    }
    let json: serde_json::Value = serde_json::from_str(&report::json(&first)).unwrap();
    assert_eq!(json[0]["kind"], "format/wrong-value");
    assert_eq!(json[0]["file"], SERVICE);
}

/// Tests look at the content as on 1 December 2026.
#[test]
fn a_day_still_to_come_on_which_something_was_done_is_an_error_wherever_a_person_types_one() {
    const CONFIRMED: &str = "[[confirmation]]\nservice = \"youngline\"\nfact = \"phone\"\nvalue = \"01632 960130\"\non = DAY\nby = \"phone\"\n\
                             role = \"editor\"\n";
    for (day, is_slip) in [("2026-12-01", false), ("2026-12-02", true), ("2027-11-23", true)] {
        let checked_in = |site: SiteTest, file: &'static str, was: &str| {
            let due = site.tree().text(file).expect("a file").split("\ndue = ").nth(1).expect("a day")[..10].to_owned();
            let dated = site.change(file, &format!("checked = {was}"), &format!("checked = {day}"));
            (file, dated.change(file, &format!("due = {due}"), "due = 2028-02-23"))
        };
        let checked = |file: &'static str| checked_in(SiteTest::small(), file, "2026-11-28");
        let read =
            |file: &'static str| (file, SiteTest::small().change(file, "recorded = 2026-11-23", &format!("recorded = {day}")));
        let given = "content/pages/worried-about-a-child.md";
        let typed = [
            read(SERVICE),
            read("content/services/old-dale-line.toml"),
            read(given),
            checked(SERVICE),
            // Readers are not shown it.
            checked("content/services/old-dale-line.toml"),
            checked("content/pages/about.md"),
            checked("content/posters.toml"),
            // Of these the small site has none.
            checked_in(SiteTest::built_in(), "content/kit.toml", "2026-11-24"),
            checked_in(SiteTest::built_in(), "content/page-rules.toml", "2026-11-24"),
            (given, SiteTest::small().change(given, "by = \"legal\"", &format!("given = {day}\nby = \"legal\""))),
            ("content/confirmed.toml", SiteTest::small().append("content/confirmed.toml", &CONFIRMED.replace("DAY", day))),
        ];
        for (file, test) in typed {
            let found = test.diagnostics();
            let slips = found.iter().filter(|fault| fault.kind == Kind::BadDate && fault.place.file.as_ref() == file);
            let slips: Vec<_> = slips.collect();
            assert_eq!(!slips.is_empty() && slips.iter().all(|fault| fault.is_error()), is_slip, "{file} on {day}: {slips:?}");
        }
    }
}
