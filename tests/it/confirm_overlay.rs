//! A copy of another county confirms what its own release gate asks for, and keeps what was confirmed of national services.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use waymark::check::release::{Concern, obstacles};
use waymark::content::source::SourceTree;
use waymark::diagnostic::Kind;
use waymark::site::Site;
use waymark::site::confirmed::facts;

use super::site_test::{NOW, SiteTest};

const COUNTY: &str = "tests/fixtures/county";

fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("cp").args(["-r", &format!("{COUNTY}/.")]).arg(folder.path()).status().unwrap().success());
    folder
}

fn waymark(arguments: &[&str], overlay: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).args(arguments).arg("--overlay").arg(overlay).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn confirmation(service: &str, fact: &str, value: &str) -> String {
    let value = toml::Value::String(value.to_owned());
    format!(
        "[[confirmation]]\nservice = \"{service}\"\nfact = \"{fact}\"\nvalue = {value}\non = 2026-11-24\nby = \"phone\"\nrole = \"editor\"\n"
    )
}

fn unconfirmed(site: &Site, service: &str) -> Vec<String> {
    let found = obstacles(site, jiff::civil::date(2026, 11, 24));
    found
        .into_iter()
        .filter(|one| one.subject == service && one.what.ends_with("was not confirmed"))
        .map(|one| one.what)
        .collect()
}

#[test]
fn a_copy_records_its_confirmations_in_its_own_folder() {
    let folder = county();
    for (service, value) in [("northshire-police", "01632 960101"), ("childline", "0800 1111")] {
        let done = waymark(&["confirm", service, "phone", "--role", "editor"], folder.path());
        assert!(done.status.success(), "{}", text(&done.stderr));
        let written = fs::read_to_string(folder.path().join("confirmed.toml")).unwrap();
        assert!(written.contains(&format!("service = \"{service}\"")) && written.contains(value), "{written}");
    }
    let listed = text(&waymark(&["confirm", "childline"], folder.path()).stdout);
    assert!(listed.lines().any(|line| line.starts_with("phone ") && line.contains("confirmed on 2026-11-24")), "{listed}");
    let by_variable = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .env("WAYMARK_NOW", NOW)
        .env("WAYMARK_OVERLAY", folder.path())
        .args(["confirm", "northshire-police"])
        .output()
        .unwrap();
    assert!(text(&by_variable.stdout).contains("confirmed on 2026-11-24"), "{}", text(&by_variable.stderr));
}

#[test]
fn confirmations_of_the_content_below_and_of_the_copy_are_added() {
    let folder = county();
    let below = [confirmation("childline", "phone", "0800 1111"), confirmation("essex-police", "phone", "101")].concat();
    let mut tree = SourceTree::built_in();
    tree.set("content/confirmed.toml", below);
    fs::write(folder.path().join("confirmed.toml"), confirmation("northshire-police", "phone", "01632 960101")).unwrap();
    assert_eq!(tree.lay_over("content", folder.path()).unwrap(), []);
    let (documents, found) = waymark::content::read(&tree);
    assert_eq!(found, []);
    let (site, found) = waymark::site::assemble(&documents);
    assert!(found.iter().all(|fault| fault.kind != Kind::Confirmation), "a service left out needs no mending: {found:?}");
    let site = site.unwrap();
    for service in ["childline", "northshire-police"] {
        assert!(site.confirmed.of(&site.services[service], "phone").is_some(), "{service}");
    }
    fs::write(folder.path().join("confirmed.toml"), confirmation("northshire-police", "phone", "101")).unwrap();
    let outdated = SiteTest::built_in().overlay(&folder.path().to_string_lossy());
    outdated.finds(Kind::Confirmation, "content/confirmed.toml");
}

#[test]
fn every_fact_that_the_gate_of_a_copy_asks_for_can_be_confirmed_by_it() {
    let folder = county();
    let path = folder.path().to_string_lossy().into_owned();
    let site = SiteTest::built_in().overlay(&path).load().0.unwrap();
    let services: Vec<_> = site.shown_services().collect();
    assert!(services.iter().any(|service| !unconfirmed(&site, service.id.as_str()).is_empty()));
    let all = services.iter().flat_map(|service| facts(service).into_iter().map(|fact| (service.id.to_string(), fact)));
    let all: String = all.map(|(service, fact)| confirmation(&service, &fact.name, &fact.value)).collect();
    fs::write(folder.path().join("confirmed.toml"), all).unwrap();
    let site = SiteTest::built_in().overlay(&path).load().0.unwrap();
    let mut left = obstacles(&site, jiff::civil::date(2026, 11, 24));
    // A made-up county has made-up addresses, whoever confirms them.
    left.retain(|one| !one.what.contains("is a made-up address"));
    let facts = [Concern::Privacy, Concern::Hours, Concern::Address, Concern::Cost];
    assert!(left.iter().all(|one| !facts.contains(&one.concern) && !one.what.ends_with("was not confirmed")), "{left:#?}");
}

#[test]
fn files_are_called_by_the_names_of_the_folders_they_really_stand_in() {
    let mut tree = SourceTree::built_in();
    assert_eq!(tree.real_name("content/site.toml"), "content/site.toml");
    assert!(tree.lay_over("content", Path::new(COUNTY)).unwrap().is_empty());
    assert_eq!(tree.real_name("content/site.toml"), format!("{COUNTY}/site.toml"));
    assert_eq!(tree.real_name("content/routing.toml"), "built-in content/routing.toml");
    assert_eq!(tree.text(&format!("{COUNTY}/overlay.toml")), tree.text("content/overlay.toml"));
    assert_eq!(tree.text("built-in content/routing.toml"), tree.text("content/routing.toml"));
    assert!(tree.is_of_overlay("content/overlay.toml") && !tree.is_of_overlay("content/routing.toml"));
}
