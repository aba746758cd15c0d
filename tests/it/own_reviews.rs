//! A copy's own people check and sign off what they did not write, and what they know to be wrong is not forgotten.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SMALL, SMALL_COUNTY, SiteTest, copy};

const COUNTY: &str = "tests/fixtures/county";
const OVERLAY: &str = "content/overlay.toml";

fn waymark(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", NOW).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The made-up county over the small site, as a folder that may be changed.
fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(SMALL_COUNTY), folder.path());
    folder
}

fn append(file: &Path, more: &str) {
    let old = fs::read_to_string(file).unwrap_or_default();
    fs::write(file, format!("{old}\n{more}")).unwrap();
}

fn release(folder: &Path) -> String {
    said(&waymark(&["check", "--release", "--content", SMALL, "--overlay", folder.to_str().unwrap()]))
}

#[test]
fn a_sign_off_of_a_page_below_is_asked_for_and_given_in_the_copys_own_file() {
    let folder = county();
    let sign_offs = |shown: &str| {
        shown.lines().filter(|line| line.starts_with("sign-off") && line.contains("/worried-about-a-child ")).count()
    };
    let before = release(folder.path());
    assert_eq!(sign_offs(&before), 1, "{before}");
    assert!(before.contains("in overlay.toml write [[review]] with `of = \"/"), "{before}");
    append(
        &folder.path().join("overlay.toml"),
        "[[review]]\nof = \"/worried-about-a-child\"\n[[review.sign_off]]\nby = \"legal\"\ngiven = 2026-11-20\n",
    );
    let after = release(folder.path());
    assert_eq!(sign_offs(&after), 0, "{after}");
}

#[test]
fn a_copys_own_check_moves_the_days_of_a_page_and_a_service_below() {
    let own = "[[review]]\nof = \"/worried-about-a-child\"\nowner = \"Northshire legal team\"\nchecked = 2026-11-22\ndue = 2027-01-10\n\
               [[review]]\nof = \"youngline\"\nchecked = 2026-11-23\ndue = 2027-01-11\n";
    let site = SiteTest::small().overlay(SMALL_COUNTY).append(OVERLAY, own).site();
    let law = &site.pages["/worried-about-a-child"].review;
    assert_eq!((law.checked.to_string(), law.due.to_string()), ("2026-11-22".to_owned(), "2027-01-10".to_owned()));
    assert_eq!(law.owner, "Northshire legal team");
    let youngline = &site.services["youngline"].review;
    assert_eq!((youngline.checked.to_string(), youngline.due.to_string()), ("2026-11-23".to_owned(), "2027-01-11".to_owned()));
}

#[test]
fn a_review_of_nothing_half_a_check_a_sign_off_nobody_asks_for_and_a_day_to_come_are_named_at_their_line() {
    for (own, kind, words) in [
        ("[[review]]\nof = \"/no-such-page\"\n", Kind::UnknownReference, "no page or service called `/no-such-page`"),
        (
            "[[review]]\nof = \"/worried-about-a-child\"\nchecked = 2026-11-20\n",
            Kind::MissingKey,
            "and a day on which the next is due",
        ),
        (
            "[[review]]\nof = \"/worried-about-a-child\"\nchecked = 2026-11-20\ndue = 2026-11-19\n",
            Kind::BadDate,
            "due before the last one was made",
        ),
        (
            "[[review]]\nof = \"/worried-about-a-child\"\n[[review.sign_off]]\nby = \"clinical\"\ngiven = 2026-11-20\n",
            Kind::UnknownReference,
            "/worried-about-a-child asks for no such sign-off",
        ),
        (
            "[[review]]\nof = \"/worried-about-a-child\"\n[[review.sign_off]]\nby = \"legal\"\ngiven = 2029-11-20\n",
            Kind::BadDate,
            "still to come",
        ),
    ] {
        let fault = SiteTest::small().overlay(SMALL_COUNTY).append(OVERLAY, own).finds(kind, OVERLAY);
        assert!(fault.is_error() && fault.message.contains(words), "{fault:?}");
        assert!(fault.place.line > 1, "{fault:?}");
    }
}

#[test]
fn what_nobody_has_held_against_its_sources_shows_no_day_of_a_check_is_due_and_blocks_a_launch() {
    let compared = |county: SiteTest| {
        let page = county.page_at("/services/northshire-police", NOW).body;
        let data = county.page_at("/facts.json", NOW).body;
        let (_, police) = data.split_once("\"northshire-police\"").unwrap();
        let dates = police.split("\"facts\"").next().unwrap();
        (page.contains("last compared"), dates.contains("\"checked\""))
    };
    let file = "content/services/northshire-police.toml";
    assert_eq!(compared(SiteTest::small().overlay(SMALL_COUNTY)), (true, true));
    let unlooked = SiteTest::small().overlay(SMALL_COUNTY).change(file, "\n[review]\n", "\n[review]\ncompared = false\n");
    assert_eq!(unlooked.diagnostics().into_iter().filter(waymark::diagnostic::Diagnostic::is_error).count(), 0);
    assert_eq!(compared(unlooked), (false, false));
    let folder = county();
    let own = folder.path().join("services/northshire-police.toml");
    let text = fs::read_to_string(&own).unwrap();
    fs::write(&own, text.replacen("\n[review]\n", "\n[review]\ncompared = false\n", 1)).unwrap();
    let due = said(&waymark(&["due", "--content", SMALL, "--overlay", folder.path().to_str().unwrap()]));
    assert!(due.starts_with("never held against its sources: 1\n  northshire-police"), "{due}");
    let shown = release(folder.path());
    assert!(shown.contains("nobody has held it against its sources yet"), "{shown}");
}

#[test]
fn a_number_that_its_service_called_wrong_is_told_until_it_is_corrected_or_confirmed() {
    let folder = county();
    let path = folder.path().to_str().unwrap();
    let notes = "[[note]]\nservice = \"northshire-police\"\nfact = \"phone\"\nvalue = \"01632 960101\"\nanswer = \"changed\"\n\
                 said = \"01632 960109\"\non = \"2026-11-20\"\nrole = \"editor\"\n";
    fs::write(folder.path().join(".ring-round.toml"), notes).unwrap();
    let told = "Northshire Police: phone is printed as 01632 960101; asked on 2026-11-20, they said it is wrong, and said it is 01632 960109";
    let check = waymark(&["check", "--content", SMALL, "--overlay", path]);
    assert!(check.status.success() && said(&check).contains(told), "a warning while working: {}", said(&check));
    let due = said(&waymark(&["due", "--content", SMALL, "--overlay", path]));
    assert!(due.starts_with("said to be wrong, and printed still: 1\n") && due.contains(told), "{due}");
    let shown = release(folder.path());
    assert!(shown.contains(told) && shown.contains("error[review/said-wrong]"), "an error before a launch: {shown}");
    let own = folder.path().join("services/northshire-police.toml");
    let text = fs::read_to_string(&own).unwrap();
    fs::write(&own, text.replace("01632 960101", "01632 960109")).unwrap();
    let corrected = said(&waymark(&["check", "--content", SMALL, "--overlay", path]));
    assert!(!corrected.contains("said it is wrong"), "{corrected}");
    fs::write(&own, text).unwrap();
    let confirm = ["confirm", "northshire-police", "phone", "--role", "editor", "--content", SMALL, "--overlay", path];
    assert!(waymark(&confirm).status.success(), "what is printed is right after all");
    let right = said(&waymark(&["check", "--content", SMALL, "--overlay", path]));
    assert!(!right.contains("said it is wrong"), "{right}");
}

#[test]
fn a_copys_own_service_in_an_area_it_leaves_out_does_not_vanish_without_a_word() {
    let file = "content/services/northshire-police.toml";
    let county = SiteTest::small().overlay(SMALL_COUNTY).change(file, "areas = [\"northshire\"]", "areas = [\"wendale\"]");
    let fault = county.finds(Kind::UnknownReference, file);
    assert!(fault.message.contains("`wendale` is an area that this copy leaves out"), "{fault:?}");
    assert!(fault.help.as_ref().unwrap().contains("northshire"), "{fault:?}");
}

#[test]
fn what_is_built_in_and_overdue_in_a_copy_says_where_the_copy_records_its_check() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(COUNTY), folder.path());
    let path = folder.path().to_str().unwrap();
    let overlay = folder.path().join("overlay.toml").display().to_string();
    let later = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        said(&command.env("WAYMARK_NOW", "2027-06-01T09:00:00Z").args(arguments).args(["--overlay", path]).output().unwrap())
    };
    let check = later(&["check", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&check).unwrap();
    let of = |name: &str| {
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["file"].as_str().unwrap().ends_with(name) && row["kind"] == "review/overdue");
        row.unwrap_or_else(|| panic!("{name}: {check}"))["help"].as_str().unwrap().to_owned()
    };
    let built_in = of("services/childline.toml");
    assert!(built_in.contains("[[review]] with of = \"childline\"") && built_in.contains(&overlay), "{built_in}");
    assert!(built_in.contains(&format!("waymark overlay copy services/childline.toml --overlay {path}")), "{built_in}");
    assert!(!of("services/northshire-police.toml").contains("[[review]]"), "its own file is changed in place");
    let due = later(&["due"]);
    assert!(due.contains(&format!("write [[review]] in {overlay}")) && due.contains("overlay copy services/NAME.toml"), "{due}");
}

#[test]
fn what_was_confirmed_too_long_ago_is_due_again() {
    let folder = county();
    let confirmed = "[[confirmation]]\nservice = \"northshire-police\"\nfact = \"phone\"\nvalue = \"01632 960101\"\non = 2026-11-20\nby = \"phone\"\nrole = \"editor\"\n";
    append(&folder.path().join("confirmed.toml"), confirmed);
    let due = |now: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        said(
            &command
                .env("WAYMARK_NOW", now)
                .args(["due", "--content", SMALL, "--overlay", folder.path().to_str().unwrap()])
                .output()
                .unwrap(),
        )
    };
    let lapsed = "confirmed too long ago, to be asked again: 1\n  northshire-police";
    let later = due("2027-06-01T09:00:00Z");
    assert!(later.contains(lapsed) && later.contains("phone was confirmed on 2026-11-20"), "{later}");
    assert!(!due(NOW).contains("confirmed too long ago"), "it counts still");
}

#[test]
fn a_copied_page_and_service_show_the_day_of_others_to_nobody_until_the_copy_has_checked_them() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("tests/fixtures/county"), folder.path());
    let name = folder.path().to_str().unwrap();
    waymark(&["overlay", "copy", "pages/the-law.md", "services/childline.toml", "--overlay", name]);
    let copied = |day: &str| {
        for file in ["pages/the-law.md", "services/childline.toml"] {
            let path = folder.path().join(file);
            let text = fs::read_to_string(&path).unwrap();
            let old = text.lines().find(|line| line.starts_with("checked = ")).unwrap().to_owned();
            fs::write(&path, text.replacen(&old, day, 1)).unwrap();
        }
    };
    let told = || said(&waymark(&["check", "--overlay", name]));
    let shown = || {
        let site = SiteTest::built_in().overlay(name);
        ["/the-law", "/services/childline"].map(|page| super::site_test::words(&site.page_at(page, NOW)))
    };
    assert_eq!(told().matches("on which others checked the file that this one was copied from").count(), 2, "{}", told());
    let [law, childline] = shown();
    assert!(!law.contains("as we understood it on") && !law.contains("Last checked on"), "{law}");
    assert!(!childline.contains("Last checked on"), "{childline}");
    let lado = folder.path().join("services/northshire-lado.toml");
    let sound = fs::read_to_string(&lado).unwrap();
    fs::write(&lado, sound.replace("status = \"active\"", "status = \"actve\"")).unwrap();
    assert!(!told().contains("on which others checked"), "an error comes first: {}", told());
    fs::write(&lado, sound).unwrap();
    copied("checked = 2026-11-30");
    assert!(!told().contains("on which others checked"), "{}", told());
    assert!(shown()[0].contains("as we understood it on 30 November 2026"), "{}", shown()[0]);
}
