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
