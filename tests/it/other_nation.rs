//! A copy in another nation than England: what the program says of itself there, and who stands in for whom.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::site_test::{NOW, SiteTest, words};

/// What the program says, on both its outputs, at an instant.
fn said_at(now: &str, arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", now).args(arguments).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}

fn said(arguments: &[&str]) -> String {
    said_at(NOW, arguments)
}

/// A made-up Scottish copy, as `new overlay` writes it.
struct Glenarrow {
    folder: tempfile::TempDir,
}

impl Glenarrow {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let glen = Self { folder };
        let told = said(&[
            "new",
            "overlay",
            glen.name().as_str(),
            "--region",
            "Glenarrow",
            "--within",
            "scotland",
            "--name",
            "Glenarrow Help",
            "--address",
            "https://help.glenarrow.example",
            "--operator",
            "Glenarrow Partnership",
            "--contact",
            "help@glenarrow.example",
            "--police",
            "Glenarrow Police=101",
            "--council",
            "Glenarrow social work=01632 960102",
            "--night-team",
            "Glenarrow night team=01632 960103",
            "--sarc",
            "Archway Glenarrow=01632 960105",
            "--sarc-age",
            "13",
        ]);
        assert!(glen.path().join("overlay.toml").exists(), "{told}");
        glen
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("glen")
    }

    fn name(&self) -> String {
        self.path().display().to_string()
    }

    fn change(&self, file: &str, old: &str, new: &str) {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file}: {old}\n{text}");
        fs::write(path, text.replace(old, new)).unwrap();
    }

    fn check(&self) -> String {
        said(&["check", "--overlay", &self.name()])
    }
}

#[test]
fn a_page_that_states_the_law_of_one_nation_says_whose_law_it_is() {
    let page = "+++\ntitle = \"Our law\"\ntab = \"Our law\"\ndescription = \"See what the law says here and whom to ask.\"\n\
                audience = \"everyone\"\nlaw = true\nNATIONS[[source]]\nid = \"act\"\ntitle = \"An Act\"\nrecorded = 2026-11-20\n[review]\n\
                owner = \"editor\"\nchecked = 2026-11-20\ndue = 2027-02-20\n+++\n\nThe law protects every child.\n";
    for (nations, whose) in [
        ("", "The law here is for England and Wales, as"),
        ("nations = [\"england\"]\n", "The law here is for England and Wales, as"),
        ("nations = [\"england\", \"wales\"]\n", "The law here is for England and Wales, as"),
        ("nations = [\"scotland\"]\n", "The law here is for Scotland, as"),
        ("nations = [\"wales\"]\n", "The law here is for Wales, as"),
        ("nations = [\"northern-ireland\", \"scotland\"]\n", "The law here is for Scotland and Northern Ireland, as"),
    ] {
        let site = SiteTest::built_in().file("content/pages/our-law.md", &page.replace("NATIONS", nations));
        let shown = words(&site.page_at("/our-law", NOW));
        assert!(shown.contains(whose), "{nations}: {shown}");
    }
}

#[test]
fn what_stands_in_for_a_closed_local_service_is_of_the_copys_own_nation_and_check_names_it() {
    let glen = Glenarrow::new();
    for file in fs::read_dir(glen.path().join("services")).unwrap() {
        let name = format!("services/{}", file.unwrap().file_name().display());
        glen.change(&name, "status = \"active\"", "status = \"closed\"");
    }
    let told = glen.check();
    for who in [
        "in the list `sarc` of Glenarrow",
        "`the-survivors-trust` and `police-101` stand in the list `sarc`",
        "`scotland-social-work` and `police-101` stand in the list `children-services` of",
    ] {
        assert!(told.contains(who), "{who}: {told}");
    }
    let site = SiteTest::built_in().overlay(&glen.name()).site();
    let here = site.areas.iter().find(|area| area.id.as_str() == "glenarrow").unwrap();
    let of_england = ["nhs-sarc-finder", "govuk-report-child-abuse", "police-uk-force-finder"];
    let shown = format!("{:?}", here.jobs);
    assert!(of_england.iter().all(|id| !shown.contains(id)), "{shown}");
    let closed: Vec<_> = site.closed_services().collect();
    assert!(closed.len() >= 4, "{}", closed.len());
    for service in closed {
        let instead = site.instead_of(service);
        let ids: Vec<&str> = instead.iter().map(|next| next.id.as_str()).collect();
        assert!(!ids.is_empty() && instead.iter().all(|next| !site.is_elsewhere(next)), "{}: {ids:?}", service.id);
    }
}

#[test]
fn a_copy_in_another_nation_is_told_whose_bank_holidays_are_listed_and_may_lay_its_own_over_them() {
    let glen = Glenarrow::new();
    let told = glen.check();
    let warning = "the bank holidays are those of `england` and `wales`";
    assert!(
        told.contains(warning)
            && told.contains("write bank-holidays.toml in your folder: replace = true, nations = [\"scotland\"]"),
        "{told}"
    );
    let file = "services/glenarrow-social-work.toml";
    let text = fs::read_to_string(glen.path().join(file)).unwrap();
    let source = text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap().to_owned();
    let hours = format!(
        "[contact.hours]\nmon = [\"08:45-16:45\"]\nbank_holidays = \"closed\"\nsource = {source}\nconfidence = \"high\"\n\n[[source]]"
    );
    glen.change(file, "[[source]]", &hours);
    let due = text.lines().find(|line| line.starts_with("due = ")).unwrap();
    glen.change(file, due, "due = 2027-06-01");
    let at = |now: &str| words(&SiteTest::built_in().overlay(&glen.name()).page_at("/services/glenarrow-social-work", now));
    let easter_monday = "2027-03-29T10:00:00Z";
    let shown = at(easter_monday);
    assert!(!shown.contains("Open now") && !shown.contains("Closed now"), "nobody knows it in Scotland: {shown}");
    assert!(at("2027-03-22T10:00:00Z").contains("Open now"), "an ordinary Monday");
    let own = "replace = true\nnations = [\"scotland\"]\nuntil = 2027-12-31\n\n[[holiday]]\ndate = 2027-04-05\nname = \"A made-up day\"\n";
    fs::write(glen.path().join("bank-holidays.toml"), own).unwrap();
    assert!(!glen.check().contains(warning), "{}", glen.check());
    assert!(at(easter_monday).contains("Open now") && at("2027-04-05T10:00:00Z").contains("Closed now"));
    assert!(SiteTest::built_in().site().holidays_of_others.is_none());
}

#[test]
fn the_list_of_what_is_englands_is_not_emptied_by_one_key_and_holds_a_launch_up() {
    let glen = Glenarrow::new();
    let listed = |told: &str| {
        told.lines().find(|line| line.contains("speak of another nation's law or services")).unwrap_or_default().to_owned()
    };
    let before = glen.check();
    // The answer whose first number is for England and Wales, and pages whose last line names their law.
    for one in ["o24", "/fake-images", "/online-stranger", "/the-law"] {
        assert!(listed(&before).contains(one), "{one}: {before}");
    }
    said(&["overlay", "copy", "pages/the-law.md", "--overlay", &glen.name()]);
    glen.change("pages/the-law.md", "nations = [\"england\", \"wales\"]", "nations = [\"scotland\"]");
    assert!(listed(&glen.check()).contains("/the-law line"), "{}", glen.check());
    let release = said(&["check", "--release", "--overlay", &glen.name()]);
    for row in ["/fake-images", "o24", "bank-holidays.toml"] {
        assert!(release.lines().any(|line| line.starts_with("another nation's") && line.contains(row)), "{row}: {release}");
    }
    let home = said(&["check", "--release", "--format", "json"]);
    assert!(!home.contains("other-nation"), "a copy of England has nothing to write");
}

#[test]
fn what_a_file_lacks_and_asks_to_check_first_is_asked_in_letter_and_sheet_and_by_keys() {
    let glen = Glenarrow::new();
    let (letters, sheet) = (glen.folder.path().join("letters"), glen.folder.path().join("ring.csv"));
    let name = glen.name();
    said(&["confirm", "--ours", "--overlay", &name, "--letters", letters.to_str().unwrap()]);
    said(&["confirm", "--ours", "--overlay", &name, "--sheet", sheet.to_str().unwrap()]);
    let letter = fs::read_to_string(letters.join("archway-glenarrow.txt")).unwrap();
    let rows = fs::read_to_string(sheet).unwrap();
    let row = rows.lines().find(|row| row.starts_with("\"archway-glenarrow\"")).unwrap();
    let keys = said(&["confirm", "archway-glenarrow", "--role", "editor", "--overlay", &name]);
    for asked in ["When does somebody answer", "What do you keep private", "From which age may people get in touch"] {
        assert!([letter.as_str(), row, &keys].iter().all(|said| said.contains(asked)), "{asked}: {letter}\n{row}\n{keys}");
    }
    let council = fs::read_to_string(letters.join("glenarrow-social-work.txt")).unwrap();
    assert!(council.contains("When does somebody answer") && !council.contains("From which age"), "{council}");
}

#[test]
fn the_copys_own_council_is_found_before_its_nations_way_where_its_area_is_typed_and_not_elsewhere() {
    let glen = Glenarrow::new();
    let first = |typed: &str| {
        let found = said(&["search", typed, "--format", "json", "--overlay", &glen.name()]);
        let rows: serde_json::Value = serde_json::from_str(&found).unwrap_or_else(|why| panic!("{why}: {found}"));
        rows[0]["path"].as_str().or(rows[0]["address"].as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(first("social work Glenarrow"), "/services/glenarrow-social-work");
    assert_eq!(first("social work"), "/services/scotland-social-work");
}
