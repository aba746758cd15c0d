//! How old the facts are: the page for people and the file for programs say the same, and nothing of readers.

use serde_json::Value;

use super::confirm::{FILE, confirmation};
use super::site_test::{NOW, SiteTest, words};

const PAGE: &str = "/about/facts";
/// Long after the last review of all: everything is overdue.
const LATER: &str = "2029-01-10T10:00:00Z";

fn file(test: &SiteTest, now: &str) -> Value {
    let rendered = test.rendered_at(now);
    let file = rendered.documents.iter().find(|document| document.path == "/facts.json").expect("the file");
    serde_json::from_str(&file.body).expect("JSON")
}

fn service<'f>(file: &'f Value, id: &str) -> &'f Value {
    file["services"].as_array().unwrap().iter().find(|service| service["id"] == id).expect("the service")
}

#[test]
fn a_fact_that_was_confirmed_counts_on_the_page_and_in_the_file_with_its_day() {
    let before = words(&SiteTest::built_in().page_at(PAGE, NOW));
    assert!(before.contains("Childline : 0 of"), "{before}");
    assert!(!before.contains("on its own page"), "nobody has looked yet: {before}");
    let test = SiteTest::built_in().append(FILE, &confirmation("childline", "phone", "0800 1111", "2026-11-20", "page"));
    let after = words(&test.page_at(PAGE, NOW));
    assert!(
        after.contains("Childline : 1 of")
            && after.contains("One service has facts that were found on its own pages, on 20 November 2026."),
        "{after}"
    );
    let two = test.append(FILE, &confirmation("iwf", "web", "https://www.iwf.org.uk/", "2026-11-21", "page"));
    let both = words(&two.page_at(PAGE, NOW));
    assert!(both.contains("2 services have facts that were found on their own pages, the last on 21 November 2026."), "{both}");
    let file = file(&two, NOW);
    assert_eq!(file["links_looked_at"], "2026-11-21");
    let facts = service(&file, "childline")["facts"].as_array().unwrap().clone();
    let phone = facts.iter().find(|fact| fact["fact"] == "phone").unwrap();
    assert_eq!(phone["confirmed"], serde_json::json!({ "on": "2026-11-20", "by": "page" }));
    assert!(facts.iter().filter(|fact| fact["fact"] != "phone").all(|fact| fact.get("confirmed").is_none()));
}

#[test]
fn what_is_past_its_date_is_said_to_be_overdue_and_every_service_is_there() {
    let test = SiteTest::built_in();
    let (now, later) = (words(&test.page_at(PAGE, NOW)), words(&test.page_at(PAGE, LATER)));
    assert!(!now.contains("Overdue since") && !now.contains("past their date"), "{now}");
    assert!(later.contains("Overdue since") && later.contains("Pages that are past their date"), "{later}");
    assert!(!later.contains("To be read again by"), "{later}");
    let (site, file) = (test.site(), file(&test, LATER));
    let services = file["services"].as_array().unwrap();
    assert_eq!(services.len(), site.shown_services().count());
    assert!(services.iter().chain(file["pages"].as_array().unwrap()).all(|one| one["overdue"] == true));
    for service in site.shown_services() {
        assert!(now.contains(&service.name.replace('&', "&amp;")), "{} is on the page", service.name);
    }
}
