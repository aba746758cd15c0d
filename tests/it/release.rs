//! The gate before a launch: what is listed, in which order, and what opens it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use waymark::check::release::{Concern, obstacles};
use waymark::site::Site;
use waymark::site::confirmed::facts;

use super::site_test::SiteTest;

fn today() -> jiff::civil::Date {
    jiff::civil::date(2026, 11, 24)
}

fn check(arguments: &[&str], content: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    // The day on which the content was last worked on: nothing in it is still to come.
    command.env("WAYMARK_NOW", "2026-12-01T10:00:00Z").arg("check").args(arguments);
    if let Some(content) = content {
        command.arg("--content").arg(content);
    }
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A confirmation of every fact of every service that readers see.
fn everything_confirmed(site: &Site) -> String {
    let facts = site.shown_services().flat_map(|service| facts(service).into_iter().map(move |fact| (service, fact)));
    let one = |service: &str, fact: &str, value: &str| {
        let value = toml::Value::String(value.to_owned());
        format!(
            "[[confirmation]]\nservice = \"{service}\"\nfact = \"{fact}\"\nvalue = {value}\non = 2026-11-24\nby = \"phone\"\nrole = \"editor\"\n"
        )
    };
    facts.map(|(service, fact)| one(service.id.as_str(), &fact.name, &fact.value)).collect::<Vec<_>>().concat()
}

#[test]
fn a_number_of_a_range_kept_for_made_up_numbers_blocks_a_launch_even_when_it_was_confirmed() {
    let file = "content/services/samaritans.toml";
    let test = SiteTest::built_in().change(file, "value = \"116 123\"", "value = \"01632 960 123\"");
    let confirmed = everything_confirmed(&test.site());
    let found = obstacles(&test.append("content/confirmed.toml", &confirmed).site(), today());
    let made_up: Vec<_> = found.iter().filter(|obstacle| obstacle.what.contains("made-up numbers")).collect();
    assert_eq!(made_up.len(), 1);
    assert!(made_up[0].concern == Concern::CrisisNumber && made_up[0].concern.blocks() && &*made_up[0].place.file == file);
}

#[test]
fn made_up_mail_and_web_addresses_of_services_and_of_the_operator_block_a_launch_even_when_confirmed() {
    let county = SiteTest::built_in().overlay("tests/fixtures/county");
    let file = "content/services/northshire-lado.toml";
    let contact = "[[contact]]\nkind = \"email\"\nlabel = \"Email\"\nvalue = \"lado@northshire.example\"\n";
    let text = county.tree().text(file).unwrap().to_owned();
    let source = text.lines().find(|line| line.starts_with("source = ")).expect("its number has a source").to_owned();
    let at = text.find("[[source]]").unwrap();
    let with_mail = format!("{}{contact}{source}\nconfidence = \"medium\"\n\n{}", &text[..at], &text[at..]);
    let test = county.file(file, &with_mail);
    let confirmed = everything_confirmed(&test.site());
    let found = obstacles(&test.file("content/confirmed.toml", &confirmed).site(), today());
    let made_up: Vec<_> = found.iter().filter(|one| one.what.contains("made-up address")).collect();
    assert!(made_up.iter().all(|one| one.concern.blocks()), "{made_up:#?}");
    let of = |subject: &str, words: &str| made_up.iter().any(|one| one.subject == subject && one.what.contains(words));
    assert!(of("northshire-lado", "lado@northshire.example"), "{made_up:#?}");
    assert!(of("northshire-police", "https://") && of("site.toml", "the contact waymark@northshire.example"), "{made_up:#?}");
    let home = obstacles(&SiteTest::built_in().site(), today());
    assert!(home.iter().all(|one| !one.what.contains("made-up address")), "{home:#?}");
}

#[test]
fn numbers_given_to_people_in_danger_come_first_and_every_concern_is_listed_by_harm() {
    let found = obstacles(&SiteTest::built_in().site(), today());
    let concerns: Vec<_> = found.iter().map(|obstacle| obstacle.concern).collect();
    assert!(concerns.is_sorted());
    let crisis: Vec<_> = found.iter().filter(|obstacle| obstacle.concern == Concern::CrisisNumber).collect();
    for service in ["emergency-999", "samaritans", "nhs-111-mental-health", "childline"] {
        assert!(crisis.iter().any(|obstacle| obstacle.subject == service), "{service} is a crisis service");
    }
    let of = |concern| found.iter().filter(|obstacle| obstacle.concern == concern).collect::<Vec<_>>();
    assert!(of(Concern::SignOff).iter().any(|obstacle| obstacle.subject == "/the-law" && obstacle.what.starts_with("legal: ")));
    assert!(of(Concern::Operator).iter().any(|obstacle| obstacle.what.contains("nobody can be told")));
    assert!(of(Concern::Operator).iter().any(|obstacle| obstacle.what.contains("https://waymark.example")));
    assert!(of(Concern::Overdue).is_empty(), "nothing is overdue today");
    assert!(!of(Concern::Privacy).is_empty() && !of(Concern::Hours).is_empty() && !of(Concern::Address).is_empty());
}

#[test]
fn services_that_readers_never_see_and_hours_that_are_withheld_hold_nothing_up() {
    let site = SiteTest::built_in().site();
    let found = obstacles(&site, today());
    for obstacle in &found {
        if let Some(service) = site.services.get(obstacle.subject.as_str()) {
            assert!(service.is_shown(), "{obstacle:?}");
        }
    }
    let file = "content/services/napac.toml";
    let text = fs::read_to_string(file).unwrap();
    let hours = text.find("[contact.hours]").unwrap();
    let at = text[hours..].find("confidence = ").unwrap() + hours;
    let line = text[at..].lines().next().unwrap();
    let unsure = format!("{}{}{}", &text[..at], "confidence = \"low\"", &text[at + line.len()..]);
    let less_sure = SiteTest::built_in().file(file, &unsure).site();
    let hours_of = |site: &Site| {
        obstacles(site, today()).iter().filter(|one| one.subject == "napac" && one.concern == Concern::Hours).count()
    };
    assert_eq!(hours_of(&less_sure) + 1, hours_of(&site));
}

#[test]
fn a_sign_off_that_was_given_and_a_fact_that_was_confirmed_leave_the_list() {
    let before = obstacles(&SiteTest::built_in().site(), today()).len();
    let signed = SiteTest::built_in().change("content/pages/the-law.md", "by = \"legal\"", "given = 2026-11-24\nby = \"legal\"");
    assert_eq!(obstacles(&signed.site(), today()).len(), before - 1);
    let confirmed = SiteTest::built_in().append(
        "content/confirmed.toml",
        "[[confirmation]]\nservice = \"childline\"\nfact = \"phone\"\nvalue = \"0800 1111\"\non = 2026-11-24\nby = \"phone\"\nrole = \"editor\"\n",
    );
    assert_eq!(obstacles(&confirmed.site(), today()).len(), before - 1);
    // A confirmation that has stood longer than a review may is none.
    let later = jiff::civil::date(2027, 3, 1);
    let crisis = |site: &Site| obstacles(site, later).iter().filter(|one| one.concern == Concern::CrisisNumber).count();
    assert_eq!(crisis(&confirmed.site()), crisis(&SiteTest::built_in().site()));
}

#[test]
fn overdue_reviews_are_listed_once_their_day_has_passed() {
    let site = SiteTest::built_in().site();
    let found = obstacles(&site, jiff::civil::date(2027, 2, 24));
    let overdue: Vec<_> = found.iter().filter(|obstacle| obstacle.concern == Concern::Overdue).collect();
    assert!(
        overdue.iter().any(|obstacle| obstacle.subject == "childline" && obstacle.what.contains("2027-02-23")),
        "{overdue:?}"
    );
}

#[test]
fn the_gate_is_shut_today_and_the_everyday_check_is_not_touched_by_it() {
    let everyday = check(&[], None);
    assert_eq!(everyday.status.code(), Some(0));
    assert!(text(&everyday.stdout).contains("0 errors, 0 warnings") && !text(&everyday.stdout).contains("launch"));
    let gate = check(&["--release"], None);
    assert_eq!(gate.status.code(), Some(1));
    let shown = text(&gate.stdout);
    let place = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words:?} in {shown}"));
    assert!(place("crisis number       childline") < place("number              "), "crisis numbers come first");
    assert!(shown.contains("things block a launch") && shown.lines().all(|line| line.chars().count() <= 140));
    let json = check(&["--release", "--format", "json"], None);
    assert_eq!(json.status.code(), Some(1));
    let object: Value = serde_json::from_slice(&json.stdout).unwrap();
    // Only that nobody can be told of a fault yet.
    assert_eq!(object["findings"].as_array().map(Vec::len), Some(1), "{}", object["findings"]);
    assert_eq!(object["obstacles"][0]["concern"], "crisis-number");
    let rows = object["obstacles"].as_array().unwrap();
    let blocking = rows.iter().filter(|row| row["blocks"] == true).count();
    assert!(blocking < rows.len(), "costs do not block");
    assert_eq!(object["blocking"], blocking);
}

#[test]
fn the_gate_opens_when_everything_is_confirmed_signed_and_named() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("cp").args(["-r", "content/."]).arg(folder.path()).status().unwrap().success());
    let edit = |path: &Path, edit: &dyn Fn(&str) -> String| {
        let old = fs::read_to_string(path).unwrap();
        fs::write(path, edit(&old)).unwrap();
    };
    fs::write(folder.path().join("confirmed.toml"), everything_confirmed(&SiteTest::built_in().site())).unwrap();
    edit(&folder.path().join("site.toml"), &|text| {
        let text = text.replace("https://waymark.example", "https://waymark.org.uk");
        text.replace("name = \"The people who", "contact = \"https://waymark.org.uk/contact\"\nname = \"The people who")
    });
    let folders = [folder.path().join("pages"), folder.path().join("pages/schools"), folder.path().join("services")];
    for file in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()) {
        if file.is_file() {
            edit(&file, &|text| text.replace("[[review.sign_off]]\n", "[[review.sign_off]]\ngiven = 2026-11-24\n"));
        }
    }
    let gate = check(&["--release"], Some(folder.path()));
    let shown = text(&gate.stdout);
    assert_eq!(gate.status.code(), Some(0), "{shown}");
    assert!(shown.contains("nothing blocks a launch"), "{shown}");
}
