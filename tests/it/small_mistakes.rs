//! What a fresh officer stumbled over where the rest was clear: each message says what is the matter, and what to do about it.

use std::fs;
use std::path::Path;
use std::process::Command;

use waymark::diagnostic::{Diagnostic, Kind};

use super::site_test::{NOW, SMALL, SMALL_COUNTY, SiteTest, copy, words};

const COUNTY: &str = "tests/fixtures/county";

fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(COUNTY), folder.path());
    folder
}

/// What the program says, on both its outputs.
fn said(arguments: &[&str]) -> String {
    let run =
        Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", "2026-12-01T10:00:00Z").args(arguments).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr))
}

#[test]
fn an_empty_file_is_called_empty_and_nothing_else_is_asked_of_it() {
    for file in ["content/services/northshire-lado.toml", "content/areas/northshire.toml", "content/pages/about.md"] {
        let found = SiteTest::small().overlay(SMALL_COUNTY).file(file, "\n").diagnostics();
        let own: Vec<&Diagnostic> = found.iter().filter(|fault| *fault.place.file == *file).collect();
        assert!(own.len() == 1 && own[0].message == "this file is empty", "{file}: {own:#?}");
    }
}

#[test]
fn a_copy_that_a_program_made_of_a_file_is_called_one() {
    for name in ["northshire-sarc - Copy", "northshire-sarc (1)", "Copy of northshire-sarc"] {
        let file = format!("content/services/{name}.toml");
        let text = include_str!("../fixtures/small-county/services/northshire-sarc.toml");
        let fault = SiteTest::small().overlay(SMALL_COUNTY).file(&file, text).finds(Kind::WrongValue, &file);
        assert!(fault.help.as_deref().unwrap().contains("looks like a copy of another file"), "{fault:?}");
    }
}

#[test]
fn a_typed_number_names_the_service_that_it_is_of() {
    let page = "content/pages/about.md";
    let help = |number: &str| {
        let fault = SiteTest::small().append(page, &format!("You can ring {number} about it.\n")).finds(Kind::TypedNumber, page);
        fault.help.unwrap()
    };
    assert!(help("01632 960140").contains("write [words](call:steady): it is the number of Steady"));
    assert!(help("01632 960199").contains("the name of the service's file"));
}

#[test]
fn what_a_file_lies_over_is_not_said_to_have_changed_while_the_file_cannot_be_read() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("x");
    let name = folder.to_str().unwrap();
    said(&["new", "overlay", name, "--region", "Northshire", "--police", "Northshire Police=01632 960101"]);
    let page = folder.join("pages/index.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replacen("[[named]]", "[[named]", 1)).unwrap();
    let found = said(&["check", "--overlay", name]);
    assert!(found.contains("1 error") && !found.contains("was laid over has changed"), "{found}");
}

#[test]
fn a_region_that_is_nearly_called_as_its_area_is_asked_about() {
    let found =
        SiteTest::small().overlay(SMALL_COUNTY).change("content/site.toml", "region = \"Northshire\"", "region = \"Northshir\"");
    let fault = found.finds(Kind::WrongValue, "content/site.toml");
    assert!(!fault.is_error() && fault.help.as_deref().unwrap().contains("region = \"Northshire\""), "{fault:?}");
    assert!(
        SiteTest::small().overlay(SMALL_COUNTY).diagnostics().iter().all(|fault| !fault.message.contains("region is called"))
    );
}

#[test]
fn where_knows_answers_by_their_id_and_says_what_a_list_of_an_area_brings_about() {
    let answer = said(&["where", "o9-2", "--content", SMALL]);
    assert!(answer.starts_with("`o9-2` of the report page") && answer.contains("routing.toml:"), "{answer}");
    assert!(said(&["where", "/report/o9-2", "--content", SMALL]).starts_with("`o9-2` of the report page"));
    let team = said(&["where", "northshire-night-team", "--content", SMALL, "--overlay", SMALL_COUNTY]);
    assert!(team.contains("it also stands on every answer and page that shows who does that job"), "{team}");
    assert!(!said(&["where", "youngline", "--content", SMALL]).contains("it also stands"));
}

#[test]
fn whose_people_asked_is_asked_for_in_a_sentence() {
    let folder = county();
    let taken = said(&["confirm", "--take", "x.toml", "--overlay", folder.path().to_str().unwrap()]);
    assert!(taken.contains("say whose people asked: --made-by") && !taken.contains("Usage"), "{taken}");
}

#[test]
fn an_export_says_which_folder_to_publish() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("out");
    let made = said(&["export", "--layout", "folders", "--content", SMALL, folder.to_str().unwrap()]);
    assert!(made.contains(&format!("publish {}; ", folder.join("site").display())), "{made}");
    assert!(folder.join("site/index.html").is_file());
    assert!(fs::read_to_string("README.md").unwrap().contains("publish its folder /srv/waymark/site"));
}

#[test]
fn a_page_without_sources_is_not_said_to_have_been_compared_with_any() {
    let page = "+++\ntitle = \"Our drop-in\"\ntab = \"Our drop-in\"\ndescription = \"Come to our drop-in and talk to somebody who listens.\"\n\
                audience = \"everyone\"\n[review]\nowner = \"editor\"\nchecked = 2026-11-20\ndue = 2027-02-20\n+++\n\nCome and talk to us.\n";
    let site = SiteTest::small().file("content/pages/our-drop-in.md", page);
    let shown = words(&site.page_at("/our-drop-in", NOW));
    assert!(shown.contains("Last checked on 20 November 2026.") && !shown.contains("compared with public pages"), "{shown}");
}

#[test]
fn an_unknown_short_address_on_a_poster_says_where_they_stand_and_the_poster_of_the_document_is_sound() {
    let document = fs::read_to_string("docs/posters.md").unwrap();
    let poster = document.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = county();
    let posters = folder.path().join("posters.toml");
    fs::write(&posters, poster).unwrap();
    let name = folder.path().to_str().unwrap();
    let sound = said(&["check", "--overlay", name]);
    assert!(sound.contains("0 errors"), "{sound}");
    fs::write(&posters, poster.replace("link = \"parents\"", "link = \"northshire\"")).unwrap();
    let found = said(&["check", "--overlay", name]);
    assert!(found.contains("no short address called `northshire`") && found.contains("links.toml"), "{found}");
}

#[test]
fn a_single_day_that_is_over_is_told_with_the_year_that_may_have_been_meant_and_one_to_come_is_not() {
    let file = "content/services/wendale-family-team.toml";
    let with = |day: &str| {
        let exception = format!("bank_holidays = \"closed\"\nexception = [{{ date = {day}, open = [] }}]");
        SiteTest::small().change(file, "bank_holidays = \"closed\"", &exception)
    };
    let fault = with("2025-12-25").finds(Kind::PassedDay, file);
    assert!(!fault.is_error() && fault.help.as_deref().unwrap().contains("write date = 2026-12-25"), "{fault:?}");
    assert!(with("2026-12-25").diagnostics().iter().all(|fault| fault.kind != Kind::PassedDay));
}

const LADO: &str = "content/services/northshire-lado.toml";

#[test]
fn a_number_in_the_files_of_two_services_names_both_and_may_be_excused() {
    let pasted = || SiteTest::small().overlay(SMALL_COUNTY).change(LADO, "01632 960104", "01632 960101");
    let fault = pasted().diagnostics().into_iter().find(|fault| fault.kind == Kind::SameNumber).expect("it is told");
    assert!(!fault.is_error() && fault.message.contains("01632 960101 is also the number of `northshire-"), "{fault:?}");
    let file = fault.place.file.to_string();
    let excuse = "[review]\nexcuse = [{ signal = \"same-number\", reason = \"One desk.\", initials = \"AB\" }]";
    assert!(fault.help.unwrap().contains("excuse = [{ signal = \"same-number\""));
    let excused = pasted().change(&file, "[review]", excuse);
    assert!(excused.diagnostics().iter().all(|fault| fault.kind != Kind::SameNumber));
    assert!(SiteTest::built_in().diagnostics().iter().all(|fault| fault.kind != Kind::SameNumber), "101 and shared night teams");
}

#[test]
fn a_weekday_that_is_not_that_date_is_told_on_pages_and_in_notices() {
    let page = "content/pages/about.md";
    let wrong = "We are closed on Friday 24 December 2026.\n";
    let fault = SiteTest::small().append(page, wrong).finds(Kind::BadDate, page);
    assert!(fault.message.contains("24 December 2026 is a Thursday, and is called Friday here"), "{fault:?}");
    let notice = "\n[[notice]]\ntext = \"Phones are being mended on Friday 24 December 2026. Call 999 in an emergency.\"\n";
    SiteTest::small().append("content/site.toml", notice).finds(Kind::BadDate, "content/site.toml");
    let right = SiteTest::small().append(page, &wrong.replace("Friday", "Thursday"));
    assert!(right.diagnostics().iter().all(|fault| fault.kind != Kind::BadDate));
}

#[test]
fn towns_in_two_spellings_and_an_area_without_any_are_told() {
    let area = "content/areas/northshire.toml";
    let places = "places = [\"Northby\", \"Upper Marlow Cross\"]";
    let with = |new: &str| SiteTest::small().overlay(SMALL_COUNTY).change(area, places, new);
    for twice in ["\"Upper Marlow-Cross\"", "\"Upper Marlowcross\"", "\"Nôrthby\"", "\"NORTHBY\""] {
        let fault = with(&format!("places = [\"Northby\", \"Upper Marlow Cross\", {twice}]")).finds(Kind::Duplicate, area);
        assert!(!fault.is_error() && fault.message.ends_with("is it one place?"), "{twice}: {fault:?}");
    }
    let other = fs::read_to_string(format!("{SMALL_COUNTY}/areas/northshire.toml"))
        .unwrap()
        .replace("name = \"Northshire\"", "name = \"Southby\"");
    let two = SiteTest::small()
        .overlay(SMALL_COUNTY)
        .file("content/areas/southby.toml", &other.replace("Upper Marlow Cross", "Upper Marlow-Cross"));
    let told = two
        .diagnostics()
        .into_iter()
        .any(|fault| fault.message.contains("is it one place?") && fault.message.contains("content/areas/"));
    assert!(told, "in two areas as well");
    let without = two.change("content/areas/southby.toml", "places = [\"Northby\", \"Upper Marlow-Cross\"]", "");
    let fault = without.finds(Kind::MissingKey, "content/areas/southby.toml");
    assert!(!fault.is_error() && fault.message.contains("Southby has no places"), "{fault:?}");
}

#[test]
fn bold_for_a_heading_a_name_in_capitals_and_a_page_far_too_long_are_told() {
    let page = "content/pages/about.md";
    let bold = SiteTest::small().append(page, "**What happens then**\n\nSomebody rings you.\n").finds(Kind::HeadingOrder, page);
    assert!(!bold.is_error() && bold.help.as_deref() == Some("write ## What happens then"), "{bold:?}");
    let sentence = SiteTest::small().append(page, "**Call 999 if a child is in danger now.**\n\nThen ring us.\n");
    assert!(sentence.diagnostics().iter().all(|fault| fault.kind != Kind::HeadingOrder));
    let name = fs::read_to_string(format!("{SMALL_COUNTY}/services/northshire-lado.toml")).unwrap();
    let name = name.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
    let fault = SiteTest::small()
        .overlay(SMALL_COUNTY)
        .change(LADO, &name, "name = \"NORTHSHIRE SAFEGUARDING DESK\"")
        .finds(Kind::WrongValue, LADO);
    assert!(!fault.is_error() && fault.message.contains("in capitals alone"), "{fault:?}");
    let long = "Somebody who listens will talk it through with you today. ".repeat(700);
    assert!(SiteTest::small().append(page, &long).finds(Kind::Length, page).is_error());
}

#[test]
fn a_page_of_a_copy_under_the_name_of_a_built_in_one_is_told_unless_it_was_copied_or_recorded() {
    let folder = county();
    let name = folder.path().to_str().unwrap();
    assert!(!said(&["check", "--overlay", name]).contains("has the name of the built-in page"));
    let page = fs::read_to_string("content/pages/apps.md").unwrap();
    let title = page.lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();
    fs::write(folder.path().join("pages/apps.md"), page.replace(&title, "title = \"Our app for young people\"")).unwrap();
    let told = said(&["check", "--overlay", name]);
    assert!(told.contains("has the name of the built-in page") && told.contains("our-apps.md"), "{told}");
    said(&["overlay", "status", name, "--accept", "pages/apps.md"]);
    assert!(!said(&["check", "--overlay", name]).contains("has the name of the built-in page"));
}

/// Message and help of the first finding in a county's folder.
fn told_first(folder: &Path) -> (String, String) {
    let name = folder.to_str().unwrap();
    let rows: serde_json::Value = serde_json::from_str(&said(&["check", "--format", "json", "--overlay", name])).unwrap();
    let first = &rows[0];
    let text = |key: &str| first[key].as_str().unwrap_or_default().to_owned();
    (text("message"), text("help"))
}

#[test]
fn six_more_slips_are_told_by_their_cause_with_what_to_type() {
    let days = "mon = [\"09:00-17:00\"]\ntue = [\"09:00-17:00\"]\nwed = [\"09:00-17:00\"]\nthu = [\"09:00-17:00\"]\nfri = [\"09:00-17:00\"]\n";
    let helps = "helps_with = [\"Tell the local authority designated officer (LADO) about someone who works with children in Northshire.\"]";
    let lado = "services/northshire-lado.toml";
    for (file, old, new, message, help) in [
        (
            "site.toml",
            "# Only",
            "[[notice]]\ntext = \"We move house. Call 999 in danger.\"\n\n# Only",
            "stands below the line [[notice]]",
            "move [[notice]] with its text to the end of the file",
        ),
        (
            lado,
            days,
            "hours = \"9-5 M-F\"\n",
            "has no key `hours`",
            "write mon = [\"09:00-17:00\"], and below it tue = [\"09:00-17:00\"]",
        ),
        (lado, days, "hours = \"when we can\"\n", "has no key `hours`", "HH:MM-HH:MM"),
        (
            lado,
            helps,
            "helps_with =\n  \"Tell us.\",\n  \"Ask us.\",\n]",
            "the [ with which the list `helps_with` begins is missing",
            "write helps_with = [, and leave",
        ),
        (
            lado,
            helps,
            "helps_with = \"Tell us.\",\n  \"Ask us.\",\n]",
            "the [ with which the list `helps_with`",
            "write helps_with = [\"Tell us.\",",
        ),
        (
            lado,
            "checked = 2026-11-23",
            "checked = 2026-11-23T09:00:00Z",
            "this is a day with a time",
            "write checked = 2026-11-23",
        ),
    ] {
        let folder = county();
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file}: {old}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let told = told_first(folder.path());
        assert!(told.0.contains(message) && told.1.contains(help), "{new}: {told:#?}");
    }
}

#[test]
fn a_list_of_bank_holidays_of_ones_own_without_its_end_is_asked_for_that_key() {
    let folder = county();
    let own = "replace = true\n\n[[holiday]]\ndate = 2027-01-04\nname = \"A day of ours\"\n";
    fs::write(folder.path().join("bank-holidays.toml"), own).unwrap();
    let told = told_first(folder.path());
    assert_eq!(told.0, "the list of bank holidays needs the key `until`", "{told:?}");
}

#[test]
fn a_link_to_the_address_of_this_copy_leads_to_a_page_of_it() {
    let page = "content/pages/about.md";
    let with = |address: &str| SiteTest::built_in().overlay(COUNTY).append(page, &format!("\nRead [our sheet]({address}).\n"));
    let fault = with("https://waymark.northshire.example/leaflet").finds(Kind::BrokenLink, page);
    assert!(fault.is_error() && fault.message.contains("no page called `/leaflet`"), "{fault:?}");
    for sound in
        ["https://waymark.northshire.example/the-law#top", "https://waymark.northshire.example", "https://other.example/leaflet"]
    {
        let found = with(sound).diagnostics();
        assert!(found.iter().all(|fault| fault.kind != Kind::BrokenLink), "{sound}: {found:?}");
    }
}

#[test]
fn help_says_the_day_of_today_and_the_hours_that_were_typed() {
    for (old, new, help) in [
        ("checked = 2026-11-23\n", "", "write checked = 2026-12-01"),
        ("due = 2027-02-23\n", "", "write due = 2027-03-01"),
        ("mon = [\"09:00-17:00\"]", "mon = [\"08:45-16:45 GMT\"]", "write mon = [\"08:45-16:45\"]"),
        ("mon = [\"09:00-17:00\"]", "mon = [\"0845-1645\"]", "write mon = [\"08:45-16:45\"]"),
        ("mon = [\"09:00-17:00\"]", "mon = [\"mornings\"]", "write mon = [\"HH:MM-HH:MM\"]"),
    ] {
        let folder = county();
        let path = folder.path().join("services/northshire-lado.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let told = told_first(folder.path());
        assert!(told.1.contains(help), "{new:?}: {told:#?}");
    }
}

#[test]
fn where_names_no_file_that_the_copy_leaves_out() {
    let told = said(&["where", "thurrock", "--overlay", COUNTY]);
    let of_thurrock = ["content/areas/thurrock.toml", "content/services/thurrock-"];
    assert!(of_thurrock.iter().all(|file| !told.contains(file)), "{told}");
    assert!(told.contains("files that this copy leaves out are not among them"), "{told}");
    let home = said(&["where", "thurrock"]);
    assert!(of_thurrock.iter().all(|file| home.contains(file)), "{home}");
    assert!(said(&["where", "01632 960101", "--overlay", COUNTY]).contains("services/northshire-"), "its own are");
}

#[test]
fn due_says_first_how_many_a_week_are_to_be_checked_and_who_keeps_them() {
    let told = said(&["due", "--overlay", COUNTY]);
    let mut lines = told.lines();
    let first = lines.next().unwrap();
    assert!(first.starts_with("to be checked by 2027-02-") && first.ends_with(" a week from now on spread them out"), "{told}");
    assert!(lines.next().unwrap().starts_with("by who keeps them: "), "{told}");
}
