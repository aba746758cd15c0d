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
        "[[confirmation]]\nservice = \"{service}\"\nfact = \"{fact}\"\nvalue = {value}\non = 2026-12-01\nby = \"phone\"\nrole = \"editor\"\n"
    )
}

fn unconfirmed(site: &Site, service: &str) -> Vec<String> {
    let found = obstacles(site, jiff::civil::date(2026, 12, 1));
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
    assert!(listed.lines().any(|line| line.starts_with("phone ") && line.contains("confirmed on 2026-12-01")), "{listed}");
    let by_variable = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .env("WAYMARK_NOW", NOW)
        .env("WAYMARK_OVERLAY", folder.path())
        .args(["confirm", "northshire-police"])
        .output()
        .unwrap();
    assert!(text(&by_variable.stdout).contains("confirmed on 2026-12-01"), "{}", text(&by_variable.stderr));
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
    let mut left = obstacles(&site, jiff::civil::date(2026, 12, 1));
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

/// The `confirmed.toml` of another copy, in a folder of its own.
fn of_another_copy(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("confirmed.toml");
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap().to_owned();
    (folder, file)
}

#[test]
fn what_another_copy_confirmed_is_taken_in_with_who_asked_and_when_and_the_later_holds() {
    let folder = county();
    assert!(
        waymark(&["confirm", "samaritans", "phone", "--role", "editor", "--date", "2026-12-01"], folder.path()).status.success()
    );
    let theirs = [
        confirmation("childline", "phone", "0800 1111").replace("2026-12-01", "2026-11-20"),
        confirmation("samaritans", "phone", "116 123").replace("2026-12-01", "2026-11-02"),
        confirmation("napac", "phone", "0808 801 0000"),
        confirmation("southshire-police", "phone", "01632 960777"),
    ];
    let (other, file) = of_another_copy(&theirs.concat());
    let taken = waymark(&["confirm", "--take", &file, "--made-by", "Southshire Help"], folder.path());
    let shown = text(&taken.stdout);
    assert!(taken.status.success(), "{shown}{}", text(&taken.stderr));
    assert!(
        shown.contains("1 taken in from Southshire Help, 1 of another value than we print, 1 of what this copy does not have"),
        "{shown}"
    );
    assert!(shown.contains("samaritans phone: confirmed later already, on 2026-12-01; that stays"), "{shown}");
    assert!(
        shown.contains("line 18: they confirmed phone of `napac` as \"0808 801 0000\" on 2026-12-01, and we print \"0808"),
        "{shown}"
    );
    let kept: toml::Value = toml::from_str(&fs::read_to_string(folder.path().join("confirmed.toml")).unwrap()).unwrap();
    let kept = kept["confirmation"].as_array().unwrap();
    let of = |service: &str| kept.iter().find(|one| one["service"].as_str() == Some(service)).unwrap();
    assert_eq!(of("childline")["copy"].as_str(), Some("Southshire Help"));
    assert_eq!((of("childline")["on"].to_string().as_str(), of("childline")["role"].as_str()), ("2026-11-20", Some("editor")));
    assert!(of("samaritans").get("copy").is_none() && kept.len() == 2, "{kept:?}");
    let site = SiteTest::built_in().overlay(folder.path().to_str().unwrap()).site();
    assert!(!unconfirmed(&site, "childline").iter().any(|what| what.starts_with("0800 1111")), "it counts at the gate");
    let listed = text(&waymark(&["confirm", "childline"], folder.path()).stdout);
    assert!(listed.lines().any(|line| line.starts_with("phone ") && line.contains("confirmed on 2026-11-20")), "{listed}");
    // Their folder does as well as the file, and nothing is recorded twice.
    let again = waymark(&["confirm", "--take", other.path().to_str().unwrap(), "--made-by", "Southshire Help"], folder.path());
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert_eq!(fs::read_to_string(folder.path().join("confirmed.toml")).unwrap().matches("[[confirmation]]").count(), 2);
}

#[test]
fn a_fault_in_another_copys_file_is_named_with_its_line_and_nothing_is_taken_in() {
    let good = confirmation("childline", "phone", "0800 1111");
    for (bad, line, said) in [
        (good.replace("2026-12-01", "2027-11-24"), 14, "no day on which anybody can have asked yet"),
        (good.replace("role = \"editor\"\n", ""), 15, "needs their `role`"),
        (good.replace("on = 2026-12-01\n", ""), 9, "needs the key `on`"),
        (good.replace("by = \"phone\"", "by = \"pigeon\""), 15, "must be one of"),
        (good.replace("value = \"", "value = “"), 13, "curly quotes"),
    ] {
        let folder = county();
        let (_other, file) = of_another_copy(&format!("# theirs\n{good}\n{bad}"));
        let taken = waymark(&["confirm", "--take", &file, "--made-by", "Southshire Help"], folder.path());
        let shown = text(&taken.stderr);
        assert_eq!(taken.status.code(), Some(1), "{shown}");
        assert!(shown.contains(said) && shown.contains("nothing was taken in"), "{said}: {shown}");
        let at = shown.split(&format!("{file}:")).nth(1).and_then(|rest| rest.split(':').next()).unwrap_or_default();
        assert!(at.parse::<usize>().is_ok_and(|at| (line..=line + 1).contains(&at)), "{said} at {at}, not {line}: {shown}");
        assert!(!folder.path().join("confirmed.toml").exists());
    }
    let folder = county();
    let (_other, file) = of_another_copy(&good);
    let nameless = waymark(&["confirm", "--take", &file], folder.path());
    assert_eq!(nameless.status.code(), Some(2), "who made them is asked for: {}", text(&nameless.stderr));
    assert!(text(&nameless.stderr).contains("--made-by"));
}
