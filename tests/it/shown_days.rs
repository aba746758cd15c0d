//! Pages and notices that come and go on a day: each is there on its days, and on no other is anything of it left.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::program::{Served, small_folder, text, waymark};

const PAGE: &str = "+++
title = \"Our drop-in before Christmas\"
tab = \"Our drop-in\"
description = \"Come to our drop-in before Christmas and talk to somebody who listens.\"
audience = \"everyone\"
from = 2026-12-01
until = 2026-12-24
[review]
owner = \"editor\"
checked = 2026-11-20
due = 2027-02-20
+++

Come and talk to us before Christmas, because you do not have to be sure of anything first.
";

/// The small site with the page, a link to it on another page, and where its address leads afterwards.
fn folder() -> tempfile::TempDir {
    let folder = small_folder();
    fs::write(folder.path().join("pages/our-drop-in.md"), PAGE).unwrap();
    add(
        &folder.path().join("pages/about.md"),
        "\nUntil Christmas there is [our drop-in](/our-drop-in), where somebody listens.\n",
    );
    add(&folder.path().join("redirects.toml"), "\"/our-drop-in\" = \"/crisis\"\n");
    folder
}

fn add(file: &Path, more: &str) {
    let before = fs::read_to_string(file).unwrap();
    fs::write(file, format!("{}\n{more}", before.trim_end())).unwrap();
}

fn change(file: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(file).unwrap();
    assert!(before.contains(from), "{} has {from:?}", file.display());
    fs::write(file, before.replacen(from, to, 1)).unwrap();
}

fn run_at(now: &str, arguments: &[&str]) -> Output {
    waymark().env("WAYMARK_NOW", now).args(arguments).output().unwrap()
}

fn served_at(now: &str, folder: &Path) -> Served {
    let mut command = waymark();
    command.env("WAYMARK_NOW", now).args(["serve", "--listen", "127.0.0.1:0", "--content"]).arg(folder);
    Served::of(&mut command)
}

/// What `check` finds on a day.
fn found_at(now: &str, folder: &Path) -> Vec<Value> {
    let output = run_at(now, &["check", "--format", "json", "--content", folder.to_str().unwrap()]);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn errors_at(now: &str, folder: &Path) -> Vec<Value> {
    found_at(now, folder).into_iter().filter(|one| one["severity"] == "error").collect()
}

const SEARCH: &str = "POST /search HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                      content-length: 23\r\n\r\nq=drop-in+for+christmas";

#[test]
fn a_page_is_there_from_its_first_day_to_its_last_and_on_no_other_is_anything_of_it_left() {
    let folder = folder();
    for (now, is_there, status) in [
        ("2026-11-30T23:59:00Z", false, "404"),
        ("2026-12-01T00:00:00Z", true, "200"),
        ("2026-12-24T23:59:00Z", true, "200"),
        ("2026-12-25T00:00:00Z", false, "301"),
    ] {
        assert_eq!(errors_at(now, folder.path()), Vec::<Value>::new(), "{now}");
        let served = served_at(now, folder.path());
        assert!(served.get("/our-drop-in").starts_with(&format!("HTTP/1.1 {status}")), "{now}: {}", served.get("/our-drop-in"));
        for path in ["/about", "/sitemap.xml"] {
            assert_eq!(served.get(path).contains("our-drop-in"), is_there, "{path} at {now}");
        }
        assert_eq!(served.get("/about").contains("Until Christmas there is"), is_there, "the sentence at {now}");
        assert_eq!(served.ask(SEARCH).contains("/our-drop-in"), is_there, "search at {now}");
    }
}

#[test]
fn what_is_made_on_the_day_before_is_made_again_at_midnight() {
    let folder = folder();
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("export");
    let made = run_at(
        "2026-11-30T22:00:00Z",
        &["export", out.to_str().unwrap(), "--open-now", "--content", folder.path().to_str().unwrap()],
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    let manifest: Value = serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap();
    let again = manifest["export_again_by"].as_str().unwrap();
    assert!(again <= "2026-12-01T00:00:00Z", "{again}");
}

#[test]
fn a_page_with_a_last_day_says_ahead_where_its_address_leads_after_it() {
    let folder = folder();
    change(&folder.path().join("redirects.toml"), "\"/our-drop-in\" = \"/crisis\"\n", "");
    let found = errors_at("2026-12-10T10:00:00Z", folder.path());
    assert_eq!(found.len(), 1, "{found:#?}");
    let (file, line) = (found[0]["file"].as_str().unwrap(), &found[0]["line"]);
    assert!(file.ends_with("pages/our-drop-in.md") && *line == 7, "{found:#?}");
    let help = found[0]["help"].as_str().unwrap();
    assert!(help.contains("\"/our-drop-in\" = \"/new\"") && help.contains("redirects.toml"), "{help}");
    // The same before its first day: what is missing is missing after the last.
    let ahead = errors_at("2026-11-29T10:00:00Z", folder.path());
    assert_eq!(ahead.len(), 1, "{ahead:#?}");
    assert!(ahead[0]["message"].as_str().unwrap().starts_with("after 2026-12-24 there is no /our-drop-in"), "{ahead:#?}");
    change(&folder.path().join("redirects.toml"), "gone = [", "gone = [\"/our-drop-in\", ");
    assert_eq!(errors_at("2026-12-10T10:00:00Z", folder.path()), Vec::<Value>::new());
    assert!(served_at("2026-12-25T10:00:00Z", folder.path()).get("/our-drop-in").starts_with("HTTP/1.1 410"));
}

#[test]
fn what_will_be_wrong_on_a_day_to_come_is_told_today_and_not_at_midnight() {
    let folder = folder();
    let links = folder.path().join("links.toml");
    change(&links, "promised = [", "promised = [\"drop-in\", ");
    add(&links, "[[link]]\nid = \"drop-in\"\npage = \"/our-drop-in\"\nabout = \"Somebody who listens, before Christmas\"\n");
    let found = errors_at("2026-12-10T10:00:00Z", folder.path());
    assert!(!found.is_empty(), "a short address cannot go");
    for fault in &found {
        assert!(fault["message"].as_str().unwrap().starts_with("from 2026-12-25 on: "), "{fault}");
    }
    let served =
        run_at("2026-12-10T10:00:00Z", &["serve", "--listen", "127.0.0.1:0", "--content", folder.path().to_str().unwrap()]);
    assert_eq!(served.status.code(), Some(1), "the server refuses what check refuses");
}

#[test]
fn days_in_the_wrong_order_and_days_of_a_part_of_the_site_are_told_at_their_line() {
    let folder = folder();
    let page = folder.path().join("pages/our-drop-in.md");
    change(&page, "until = 2026-12-24", "until = 2026-11-01");
    let found = errors_at("2026-12-10T10:00:00Z", folder.path());
    assert!(found.iter().any(|one| one["message"].as_str().unwrap().contains("the page goes before it comes")), "{found:#?}");
    change(&page, "until = 2026-11-01", "until = 2026-12-24");
    change(&folder.path().join("pages/open-now.md"), "layout = ", "from = 2026-11-01\nlayout = ");
    let found = errors_at("2026-12-10T10:00:00Z", folder.path());
    assert!(found.iter().any(|one| one["message"].as_str().unwrap().contains("is a part of the site")), "{found:#?}");
}

#[test]
fn a_notice_of_the_site_stands_on_every_page_on_its_days() {
    let folder = small_folder();
    let notice = "[[notice]]\ntext = \"Our phones are mended on 3 December.\"\nfrom = 2026-12-02\nuntil = 2026-12-03\n";
    add(&folder.path().join("site.toml"), notice);
    for (now, is_there) in [
        ("2026-12-01T23:59:00Z", false),
        ("2026-12-02T00:00:00Z", true),
        ("2026-12-03T23:59:00Z", true),
        ("2026-12-04T00:00:00Z", false),
    ] {
        let served = served_at(now, folder.path());
        for path in ["/", "/about", "/report", "/services/youngline", "/nowhere"] {
            let answer = served.get(path);
            assert_eq!(answer.contains("Our phones are mended"), is_there, "{path} at {now}");
            if let Some(at) = answer.find("Our phones are mended") {
                assert!(answer.find("tel:999").is_some_and(|emergency| emergency < at), "999 comes first on {path}");
            }
        }
    }
    change(&folder.path().join("site.toml"), "Our phones are mended", "Child pornography is looked at");
    let found = errors_at("2026-12-01T10:00:00Z", folder.path());
    assert!(
        found.iter().any(|one| one["kind"] == "words/never-print" && one["file"].as_str().unwrap().ends_with("site.toml")),
        "the words of a notice keep the rules: {found:#?}"
    );
}

#[test]
fn a_warning_of_a_day_to_come_is_told_today_and_once() {
    let folder = folder();
    let page = folder.path().join("pages/our-drop-in.md");
    add(&page, "\nRing us. Or come. Sit down. Have tea. Go home.\n");
    let today = found_at("2026-11-29T10:00:00Z", folder.path());
    let on_the_day = found_at("2026-12-01T10:00:00Z", folder.path());
    let own = |found: &[Value]| -> Vec<Value> {
        found.iter().filter(|one| one["file"].as_str().unwrap().ends_with("our-drop-in.md")).cloned().collect()
    };
    let (ahead, then) = (own(&today), own(&on_the_day));
    assert!(then.iter().any(|one| one["severity"] == "warning"), "{on_the_day:#?}");
    assert_eq!(ahead.len(), then.len(), "{ahead:#?} {then:#?}");
    assert!(ahead.iter().all(|one| one["message"].as_str().unwrap().starts_with("from 2026-12-01 on: ")), "{ahead:#?}");
}

#[test]
fn what_changes_on_a_day_to_come_is_compared_told_and_recorded_ahead() {
    let (old, new) = (small_folder(), folder());
    let [before, after] = [&old, &new].map(|folder| folder.path().to_str().unwrap());
    let diff = |now: &str, arguments: &[&str]| {
        let run = run_at(now, &[&["diff", before, after], arguments].concat());
        assert!(run.status.success(), "{}", text(&run.stderr));
        text(&run.stdout)
    };
    let ahead = diff("2026-11-29T10:00:00Z", &[]);
    assert!(ahead.contains("From 2026-12-01 on: Words of pages (3)\n  /\n"), "{ahead}");
    assert!(ahead.contains("  /our-drop-in\n    + ") && ahead.contains("    + Until Christmas there is"), "{ahead}");
    assert!(
        ahead.contains("From 2026-12-25 on: Words of pages (3)\n") && ahead.contains("    - Until Christmas there is"),
        "{ahead}"
    );
    assert!(!ahead.starts_with("Words of pages"), "nothing changes today: {ahead}");
    let recorded = |now: &str| {
        let found = found_at(now, new.path());
        found.into_iter().find(|one| one["kind"] == "site/unrecorded")
    };
    diff("2026-11-29T10:00:00Z", &["--record"]);
    for now in ["2026-11-29T10:00:00Z", "2026-12-01T10:00:00Z", "2026-12-25T10:00:00Z"] {
        assert_eq!(recorded(now), None, "{now}");
        assert_eq!(errors_at(now, new.path()), Vec::<Value>::new(), "{now}");
    }
    let changes = fs::read_to_string(new.path().join("changes.toml")).unwrap();
    assert!(changes.contains("on = 2026-12-01") && changes.contains("on = 2026-12-25"), "{changes}");
    let feed = |now: &str| served_at(now, new.path()).get("/feed.json");
    assert!(!feed("2026-11-29T10:00:00Z").contains("Until Christmas"), "a follower is told on the day");
    assert!(feed("2026-12-01T10:00:00Z").contains("Until Christmas"));
    change(&new.path().join("pages/our-drop-in.md"), "Come and talk to us before", "Come in and talk to us before");
    assert!(
        recorded("2026-11-29T10:00:00Z").is_none() && recorded("2026-12-01T10:00:00Z").is_some(),
        "other words than were recorded"
    );
}
