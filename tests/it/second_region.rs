//! A copy for another county is content only: a small folder laid over the built-in content (`tests/fixtures/county`), with nothing
//! of the home region left over.

use std::collections::BTreeSet;
use std::process::Command;

use waymark::clock::Moment;
use waymark::diagnostic::Kind;
use waymark::oruk::Register;
use waymark::render::document::{MediaType, RenderedDocument};
use waymark::site::Site;
use waymark::site::contact::PhoneNumber;

use super::program::Served;
use super::site_test::{NOW, SiteTest, words};

const COUNTY: &str = "tests/fixtures/county";
const OVERLAY: &str = "content/overlay.toml";

fn county() -> SiteTest {
    SiteTest::built_in().overlay(COUNTY)
}

/// Names, places and numbers of the home region: of its areas, and of the services that help nowhere else.
fn of_the_home_region(home: &Site, county: &Site) -> BTreeSet<String> {
    let areas = home.areas.iter().filter(|area| area.is_local);
    let mut names: BTreeSet<String> = areas.flat_map(|area| [&area.name].into_iter().chain(&area.places)).cloned().collect();
    let kept: BTreeSet<&str> =
        county.services.values().flat_map(|one| &one.contacts).filter_map(|one| one.number()).map(PhoneNumber::shown).collect();
    for service in home.services.values().filter(|service| !county.services.contains_key(&service.id)) {
        names.insert(service.name.clone());
        let numbers = service.contacts.iter().filter_map(|one| one.number()).map(PhoneNumber::shown);
        names.extend(numbers.filter(|number| !kept.contains(number)).map(str::to_owned));
    }
    names.extend(["01245", "Synergy", "SERICC", "Oakwood Place", "essex.gov.uk"].map(str::to_owned));
    names
}

/// A page without the list of where its facts were read: a source is named as what it is, wherever it is.
fn without_sources(document: &RenderedDocument) -> String {
    let body = &document.body;
    let Some((before, rest)) = body.split_once("<details class=\"sources\">") else { return body.clone() };
    format!("{before}{}", rest.split_once("</details>").map_or("", |(_, after)| after))
}

fn holds(text: &str, name: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name)
        .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next()))
}

#[test]
fn nothing_of_the_home_region_is_left_on_any_page_or_in_any_file() {
    let (home, site) = (SiteTest::built_in().site(), county().site());
    let names = of_the_home_region(&home, &site);
    assert!(names.len() > 80 && names.contains("Essex") && names.contains("Basildon"), "{names:?}");
    let documents = county().rendered_at(NOW).documents;
    assert!(documents.len() > 120);
    let mut faults = Vec::new();
    for document in &documents {
        let text = without_sources(document);
        faults.extend(names.iter().filter(|name| holds(&text, name)).map(|name| format!("{}: {name}", document.path)));
        assert!(!document.path.contains("essex"), "{}", document.path);
        // Not even among the sources: what bears out only a local fact goes with it.
        assert!(!document.body.contains("Oakwood") && !document.body.contains("SERICC"), "{}", document.path);
    }
    let register = Register::of(&site, &Moment::at(NOW.parse().unwrap()));
    for list in ["services", "organizations", "taxonomies", "taxonomy_terms"] {
        let body = register.answer(&format!("/oruk/v3/{list}"), "format=ndjson&full=true").body;
        faults.extend(names.iter().filter(|name| holds(&body, name)).map(|name| format!("{list}: {name}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_county_has_its_own_name_areas_and_services() {
    let test = county();
    let found = test.diagnostics();
    assert_eq!(found, [], "no error and no warning");
    let home = test.page_at("/", NOW);
    assert!(home.body.contains("Northshire Waymark"));
    assert!(home.body.contains("https://waymark.northshire.example/"), "its own address");
    for (page, wanted) in [
        ("/worried-about-a-child", "01632 960102"),
        ("/schools/staff-concern", "Northshire LADO"),
        ("/services", "Northshire sexual assault referral centre"),
        ("/services/northshire-police", "01632 960101"),
        ("/open-now", "Northshire night team"),
        ("/report", "Northshire"),
        // On paper a line of the address may end before each of its parts.
        ("/schools/posters/parents", "waymark .northshire .example /go/parents"),
    ] {
        let said = words(&test.page_at(page, NOW));
        assert!(said.contains(wanted), "{page} holds {wanted}: {said}");
    }
    let register = Register::of(&test.site(), &Moment::at(NOW.parse().unwrap()));
    assert!(register.answer("/oruk/v3/services", "search=northshire&full=true").body.contains("01632 960105"));
    for national in ["/services/childline", "/services/stop-it-now-helpline", "/shared-images", "/crisis"] {
        assert!(!words(&test.page_at(national, NOW)).is_empty(), "{national} stays");
    }
}

#[test]
fn where_the_home_region_came_first_the_national_way_takes_its_place() {
    let site = county().site();
    let outcome = site.routing.outcomes.values().find(|outcome| outcome.title == "Is someone a known risk?").unwrap();
    let names: Vec<&str> = site.services_of(&outcome.primary).iter().map(|service| service.id.as_str()).collect();
    assert!(names.contains(&"northshire-childrens-services"), "{names:?}");
    assert!(!outcome.secondary.is_empty());
}

#[test]
fn no_page_has_a_heading_with_nothing_under_it() {
    for document in county().rendered_at(NOW).documents.iter().filter(|one| one.media_type == MediaType::Html) {
        for level in ["2", "3"] {
            for (_, after) in
                document.body.match_indices(&format!("</h{level}>")).map(|(at, end)| document.body.split_at(at + end.len()))
            {
                let after = after.trim_start();
                assert!(
                    !after.starts_with("<h2") && !after.starts_with("</article>"),
                    "{}: {}",
                    document.path,
                    &after[..60.min(after.len())]
                );
            }
        }
    }
}

#[test]
fn a_sentence_that_still_speaks_of_what_was_left_out_is_pointed_at() {
    let about = "content/pages/about.md";
    let changed = county().change(about, "The Northshire partnership looks after it.", "It began in Essex, near Canvey Island.");
    let fault = changed.finds(Kind::LeftOver, about);
    assert!(!fault.is_error() && fault.message.contains("Essex"), "{fault:?}");
    let region = county().change("content/site.toml", "region = \"Northshire\"", "region = \"Essex\"");
    region.finds(Kind::LeftOver, "content/site.toml");
}

#[test]
fn an_overlay_that_names_what_is_not_there_is_refused_with_the_nearest_name() {
    let fault = county().change(OVERLAY, "\"southend\"", "\"southendd\"").finds(Kind::UnknownReference, OVERLAY);
    assert_eq!(fault.help.as_deref(), Some("did you mean `southend`?"));
    let fault = county().append(OVERLAY, "without = [\"services/kooh.toml\"]").finds(Kind::UnknownReference, OVERLAY);
    assert_eq!(fault.help.as_deref(), Some("did you mean `services/kooth.toml`?"));
    county().change(OVERLAY, "without_areas", "without_area").finds(Kind::UnknownKey, OVERLAY);
}

#[test]
fn a_service_or_page_left_out_takes_along_every_way_to_it() {
    let without =
        "without_areas = []\nwithout = [\"services/kooth.toml\", \"pages/parental-controls.md\", \"services/shore.toml\"]";
    let test = SiteTest::built_in().file(OVERLAY, without);
    let found = test.diagnostics();
    assert!(found.iter().all(|fault| fault.kind == Kind::LeftOver), "{found:#?}");
    let paths: BTreeSet<String> = test.rendered_at(NOW).documents.into_iter().map(|document| document.path).collect();
    assert!(!paths.contains("/services/kooth") && !paths.contains("/parental-controls") && paths.contains("/services/childline"));
}

#[test]
fn the_program_serves_a_county_from_its_overlay_and_says_when_there_is_none() {
    let served = Served::start(&["--overlay", COUNTY]);
    assert!(served.get("/services/northshire-lado").starts_with("HTTP/1.1 200"));
    assert!(served.get("/services/essex-lado").starts_with("HTTP/1.1 404"));
    assert!(served.get("/.well-known/security.txt").contains("mailto:waymark@northshire.example"));
    let run = Command::new(env!("CARGO_BIN_EXE_waymark")).args(["check", "--overlay", "/nowhere/at-all"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("/nowhere/at-all"));
}
