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
