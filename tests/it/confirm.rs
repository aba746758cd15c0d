//! What was confirmed, from the command line through the file to the cards a reader sees.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::civil::date;
use waymark::diagnostic::{Diagnostic, Kind};
use waymark::site::Site;
use waymark::site::confirmed::facts;

use super::site_test::{NOW, SMALL, SiteTest, copy, words};

pub(super) const FILE: &str = "content/confirmed.toml";

pub(super) fn confirmation(service: &str, fact: &str, value: &str, on: &str, by: &str) -> String {
    let value = toml::Value::String(value.to_owned());
    format!(
        "[[confirmation]]\nservice = \"{service}\"\nfact = \"{fact}\"\nvalue = {value}\non = {on}\nby = \"{by}\"\nrole = \"editor\"\n\n"
    )
}

/// A file that confirms every fact of the services that `chosen` picks.
fn all_facts(site: &Site, on: &str, chosen: impl Fn(&str) -> bool) -> String {
    let services = site.services.values().filter(|service| chosen(service.id.as_str()));
    let facts = services.flat_map(|service| facts(service).into_iter().map(move |fact| (service.id.as_str(), fact)));
    facts.map(|(service, fact)| confirmation(service, &fact.name, &fact.value, on, "phone")).collect::<Vec<_>>().concat()
}

fn shown(test: &SiteTest, path: &str, now: &str) -> String {
    words(&test.page_at(path, now))
}

fn folder(content: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(content), folder.path());
    folder
}

fn confirm(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).arg("confirm").args(arguments).arg("--content").arg(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_number_found_on_their_page_or_said_by_them_is_said_to_be_confirmed_and_how() {
    let page = "/services/youngline";
    let before = shown(&SiteTest::small(), page, NOW);
    assert!(!before.contains("Confirmed on"), "{before}");
    let by_page = SiteTest::small().append(FILE, &confirmation("youngline", "phone", "01632 960130", "2026-11-20", "page"));
    let after = shown(&by_page, page, NOW);
    assert!(after.contains("Confirmed on 20 November 2026, on their own website."), "{after}");
    let by_phone = by_page.append(FILE, &confirmation("youngline", "phone", "01632 960130", "2026-11-21", "phone"));
    let after = shown(&by_phone, page, NOW);
    assert!(after.contains("Confirmed on 21 November 2026, by asking them."), "{after}");
    assert!(!after.contains("20 November"), "the later confirmation is the one shown: {after}");
}

#[test]
fn what_was_read_on_a_page_of_others_is_said_so_in_the_same_words_on_the_card_and_in_the_facts() {
    // Nobody rings 999 to ask, and it has no website: its number was read on the page of a police force.
    let confirmed = confirmation("emergency-999", "phone", "999", "2026-11-20", "page");
    let bsl = confirmation("emergency-999", "video", "https://www.999bsl.co.uk/", "2026-11-20", "page");
    let source = "source = \"https://www.999bsl.co.uk/\"\n";
    let test = SiteTest::built_in().append(FILE, &format!("{confirmed}\n{bsl}{source}"));
    let card = shown(&test, "/services/emergency-999", NOW);
    assert!(card.contains("Confirmed on 20 November 2026, read on cambs.police.uk."), "{card}");
    assert!(card.contains("Confirmed on 20 November 2026, on their own website."), "their own page is theirs: {card}");
    let facts = shown(&test, "/about/facts", NOW);
    assert!(facts.contains("What nobody may ring to ask was read on cambs.police.uk."), "{facts}");
    assert!(facts.contains("One service has facts that were found on its own pages"), "{facts}");
    let alone = SiteTest::built_in().append(FILE, &confirmed);
    assert!(!shown(&alone, "/about/facts", NOW).contains("own pages"), "nothing was found on a page of theirs");
    let data = alone.rendered_at(NOW).documents.iter().find(|one| one.path == "/facts.json").unwrap().body.clone();
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let service = data["services"].as_array().unwrap().iter().find(|one| one["id"] == "emergency-999").unwrap();
    let confirmed = &service["facts"][0]["confirmed"];
    assert_eq!(*confirmed, serde_json::json!({ "on": "2026-11-20", "by": "page", "read_on": "cambs.police.uk" }));
}

#[test]
fn confirmed_hours_say_so_and_others_carry_no_date() {
    let now = "2026-11-25T10:00:00Z";
    let value = "mon 09:00-21:00, tue 09:00-21:00, wed 09:00-21:00, thu 09:00-21:00, fri 09:00-17:00";
    let test = SiteTest::small().append(FILE, &confirmation("steady", "phone-hours", value, "2026-11-25", "phone"));
    let page = shown(&test, "/services/steady", now);
    assert!(page.contains("hours confirmed on 25 November 2026"), "{page}");
    let before = shown(&SiteTest::small(), "/services/steady", now);
    assert!(before.contains("Open now until 9pm") && !before.contains("hours confirmed"), "{before}");
}

#[test]
fn a_confirmation_of_another_value_falls_away_with_a_warning_at_its_line() {
    let test = SiteTest::small().append(FILE, &confirmation("youngline", "phone", "01632 960139", "2026-11-20", "phone"));
    let fault = test.finds(Kind::Confirmation, FILE);
    assert!(!fault.is_error() && fault.place.line > 0, "{fault:?}");
    assert!(fault.message.contains("now gives another phone"), "{fault:?}");
    assert!(!shown(&test, "/services/youngline", NOW).contains("Confirmed on"));
}

#[test]
fn a_confirmation_of_nothing_is_named_and_one_without_a_role_is_an_error() {
    let of_nobody = SiteTest::small().append(FILE, &confirmation("nobody", "phone", "01632 960130", "2026-11-20", "phone"));
    assert!(of_nobody.finds(Kind::Confirmation, FILE).message.contains("no service `nobody`"));
    let of_nothing = SiteTest::small().append(FILE, &confirmation("youngline", "fax", "01632 960130", "2026-11-20", "phone"));
    assert!(of_nothing.finds(Kind::Confirmation, FILE).message.contains("no fact `fax`"));
    let nobody_asked =
        confirmation("youngline", "phone", "01632 960130", "2026-11-20", "phone").replace("role = \"editor\"\n", "");
    assert!(SiteTest::small().append(FILE, &nobody_asked).finds(Kind::MissingKey, FILE).is_error());
}

#[test]
fn a_confirmation_older_than_a_review_may_be_is_not_shown_and_one_still_to_come_is_an_error() {
    let confirmed_on = |day| SiteTest::small().append(FILE, &confirmation("youngline", "phone", "01632 960130", day, "phone"));
    assert!(!shown(&confirmed_on("2026-06-01"), "/services/youngline", NOW).contains("Confirmed on"));
    assert!(confirmed_on("2099-01-01").finds(Kind::BadDate, FILE).is_error());
}

#[test]
fn readers_are_told_of_a_renewed_card_only_when_every_fact_of_it_was_confirmed() {
    let page = "/services/steady";
    let late = "2027-03-01T10:00:00Z";
    let site = SiteTest::small().site();
    let stale = shown(&SiteTest::small(), page, late);
    assert!(stale.contains("Not re-checked since 28 November 2026"), "{stale}");
    let every = all_facts(&site, "2027-02-20", |service| service == "steady");
    let renewed = shown(&SiteTest::small().append(FILE, &every), page, late);
    assert!(renewed.contains("Every fact above was last confirmed on 20 February 2027"), "{renewed}");
    assert!(!renewed.contains("compared with public pages"), "somebody asked, and nobody compared anything: {renewed}");
    let by_page = every.replace("by = \"phone\"", "by = \"page\"");
    let renewed_by_page = shown(&SiteTest::small().append(FILE, &by_page), page, late);
    assert!(renewed_by_page.contains("Facts last compared with public pages on 20 February 2027"), "{renewed_by_page}");
    assert!(!renewed.contains("Not re-checked"), "{renewed}");
    let (_, all_but_one) = every[1..].split_once("[[").expect("it has several facts");
    let all_but_one = SiteTest::small().append(FILE, &format!("[[{all_but_one}"));
    assert!(shown(&all_but_one, page, late).contains("Not re-checked since 28 November 2026"));
    // What an editor owes is not paid by a confirmation.
    let (site, _) = all_but_one.load();
    let service = &site.unwrap().services["steady"];
    assert_eq!(service.review.due.to_string(), "2027-02-23");
}

#[test]
fn hours_confirmed_in_time_are_not_withheld_with_the_rest() {
    let page = "/services/steady";
    let site = SiteTest::small().site();
    let service = &site.services["steady"];
    let name = facts(service).into_iter().find(|fact| fact.name == "phone-hours").expect("it has hours");
    let late = "2027-04-20T10:00:00Z";
    assert!(shown(&SiteTest::small(), page, late).contains("Check today’s hours on their site"));
    let test = SiteTest::small().append(FILE, &confirmation("steady", "phone-hours", &name.value, "2027-04-01", "phone"));
    assert!(shown(&test, page, late).contains("hours confirmed on 1 April 2027"));
}

#[test]
fn page_and_open_data_say_the_same_of_a_service_confirmed_long_after_its_review() {
    let (slug, now) = ("the-listeners", "2027-04-21T12:00:00Z");
    let site = SiteTest::small().site();
    let whole_card = all_facts(&site, "2027-04-20", |service| service == slug);
    let hours = confirmation(slug, "phone-hours", "always", "2027-04-20", "phone");
    for (confirmed, assured) in [(whole_card, "2027-04-20"), (hours, "2026-11-28")] {
        let test = SiteTest::small().append(FILE, &confirmed);
        let page = shown(&test, &format!("/services/{slug}"), now);
        assert!(page.contains("Open now, at any hour") && page.contains("hours confirmed on 20 April 2027"), "{page}");
        assert!(shown(&test, "/open-now", now).contains("The Listeners"));
        let register =
            waymark::oruk::Register::of(&test.site_on(date(2027, 4, 21)), &waymark::clock::Moment::at(now.parse().unwrap()));
        let data: Vec<&str> = register.texts().map(|(_, text)| text).filter(|text| text.contains("The Listeners")).collect();
        assert!(data.iter().any(|text| text.contains("\"schedules\":[{")), "{data:?}");
        assert!(data.iter().any(|text| text.contains(&format!("\"assured_date\":\"{assured}\""))), "{data:?}");
    }
}

#[test]
fn a_site_whose_every_fact_is_confirmed_has_no_warning_and_every_page_still_fits_the_first_flight() {
    let site = SiteTest::built_in().site();
    let folder = folder("content");
    let path = folder.path().join("confirmed.toml");
    fs::write(&path, all_facts(&site, "2026-11-28", |_| true)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    let checked =
        command.env("WAYMARK_NOW", "2026-12-01T10:00:00Z").args(["check", "--content"]).arg(folder.path()).output().unwrap();
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    assert!(text(&checked.stdout).contains("0 errors, 0 warnings"), "{}", text(&checked.stdout));
}

#[test]
fn a_persons_check_is_recorded_with_role_and_date_and_the_comments_stay() {
    let folder = folder(SMALL);
    let listed = confirm(folder.path(), &["youngline"]);
    assert!(listed.status.success());
    assert!(text(&listed.stdout).lines().any(|line| line.starts_with("phone ") && line.contains("not confirmed")));
    let role = ["--role", "service directory editor"];
    let done = confirm(folder.path(), &["youngline", "phone", role[0], role[1], "--date", "2026-11-20"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let written = fs::read_to_string(folder.path().join("confirmed.toml")).unwrap();
    assert!(written.starts_with("# What was confirmed, by whom and when."), "{written}");
    for line in [
        "service = \"youngline\"",
        "value = \"01632 960130\"",
        "on = 2026-11-20",
        "by = \"email\"",
        "role = \"service directory editor\"",
    ] {
        assert!(written.contains(line), "{line} in {written}");
    }
    let listed = text(&confirm(folder.path(), &["youngline"]).stdout);
    assert!(listed.contains("confirmed on 2026-11-20 by asking them"), "{listed}");
    let again = confirm(folder.path(), &["youngline", "phone", role[0], role[1], "--by", "email"]);
    assert!(again.status.success());
    let written = fs::read_to_string(folder.path().join("confirmed.toml")).unwrap();
    assert_eq!(written.matches("[[confirmation]]").count(), 1);
    assert!(written.contains("on = 2026-12-01") && written.contains("by = \"email\""), "{written}");
}

#[test]
fn what_cannot_be_confirmed_is_one_sentence_and_nothing_is_written() {
    let folder = folder(SMALL);
    let before = fs::read_to_string(folder.path().join("confirmed.toml")).unwrap();
    let cases: [(&[&str], &str); 6] = [
        (&["younglin", "phone", "--role", "editor"], "did you mean `youngline`?"),
        (&["youngline", "phonee", "--role", "editor"], "did you mean `phone`?"),
        (&["youngline", "phone"], "say in which role you asked"),
        (&["youngline", "phone", "--role", "editor", "--date", "2027-01-01"], "still to come"),
        (&["youngline", "phone", "--role", "editor", "--date", "yesterday"], "invalid value"),
        (&["youngline", "phone", "--role", ""], "a value is required"),
    ];
    for (arguments, said) in cases {
        let output = confirm(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(said), "{arguments:?}: {}", text(&output.stderr));
    }
    assert_eq!(fs::read_to_string(folder.path().join("confirmed.toml")).unwrap(), before);
    fs::write(folder.path().join("site.toml"), "name = ").unwrap();
    let output = confirm(folder.path(), &["youngline", "phone", "--role", "editor"]);
    assert_eq!(output.status.code(), Some(1), "content with errors is not added to");
    assert!(SiteTest::small().diagnostics().iter().all(|fault| !Diagnostic::is_error(fault)));
}
