//! The small site, on which rules, commands and the server are tried: it is sound, and holds one of each thing that tests need.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value as Json;
use toml::{Table, Value};
use waymark::diagnostic::Kind;
use waymark::render::document::MediaType;
use waymark::site::PhoneNumber;

use super::program::{run, text};
use super::site_test::{NOW, SMALL, SMALL_COUNTY, SiteTest, copy, values};

#[test]
fn the_small_site_and_its_copy_are_sound() {
    assert_eq!(SiteTest::small().diagnostics(), []);
    assert_eq!(SiteTest::small().overlay(SMALL_COUNTY).diagnostics(), []);
    for more in [&[] as &[&str], &["--overlay", SMALL_COUNTY]] {
        let checked = run(&[&["check", "--content", SMALL], more].concat());
        assert!(text(&checked.stdout).contains("0 errors, 0 warnings"), "{}", text(&checked.stdout));
    }
}

#[test]
fn no_number_of_the_small_site_rings_anywhere_and_no_address_leads_anywhere() {
    for service in SiteTest::small().site().services.values() {
        for contact in &service.contacts {
            let number = contact.number().map(PhoneNumber::dialled);
            let is_made_up = number.as_ref().is_none_or(|number| number.starts_with("01632960"));
            assert!(is_made_up || matches!(number.as_deref(), Some("999" | "101" | "111")), "{}: {number:?}", service.id);
        }
    }
    let tree = SiteTest::small().tree().clone();
    for (file, text) in tree.under("content/") {
        let hosts = text.split("https://").skip(1).map(|rest| rest.split(['/', '"', ' ']).next().unwrap_or_default());
        hosts.for_each(|host| assert!(host.ends_with(".example"), "{host} in {file}"));
    }
}

fn file(name: &str) -> Table {
    SiteTest::small().tree().text(&format!("content/{name}")).expect("a file").parse().expect("TOML")
}

#[test]
fn its_services_are_open_at_any_hour_on_weekdays_at_unknown_hours_closed_unconfirmed_and_of_another_nation() {
    let first_hours = |service: &Table| service["contact"][0].get("hours").cloned();
    let always = file("services/the-listeners.toml");
    assert_eq!(first_hours(&always).and_then(|hours| hours.get("always").cloned()), Some(Value::Boolean(true)));
    let weekdays = first_hours(&file("services/wendale-family-team.toml")).expect("hours");
    assert!(weekdays.get("mon").is_some() && weekdays.get("sun").is_none(), "{weekdays:?}");
    assert_eq!(weekdays["bank_holidays"].as_str(), Some("closed"));
    assert_eq!(first_hours(&file("services/wendale-counselling.toml")), None);
    let closed = file("services/old-dale-line.toml");
    assert_eq!((closed["status"].as_str(), closed["replaced_by"].as_str()), (Some("closed"), Some("the-listeners")));
    assert_eq!(file("services/wendale-forum.toml")["status"].as_str(), Some("unconfirmed"));
    assert_eq!(file("services/llinell-wen.toml")["areas"][0].as_str(), Some("wales"));
}

/// The keys that the published schema knows in a table.
fn known(schema: &Json) -> BTreeSet<&str> {
    schema["properties"].as_object().expect("a table").keys().map(String::as_str).collect()
}

/// The keys that stand in one of these tables or another.
fn used(tables: &Value) -> BTreeSet<&str> {
    let tables = tables.as_array().expect("a list").iter().filter_map(Value::as_table);
    tables.flat_map(|table| table.keys().map(String::as_str)).collect()
}

#[test]
fn its_router_uses_every_key_that_there_is() {
    let schema: Json = serde_json::from_slice(&run(&["schema", "routing"]).stdout).expect("a schema");
    let router = file("routing.toml");
    assert_eq!(known(&schema), router.keys().map(String::as_str).collect());
    for list in ["role", "together", "question", "outcome"] {
        assert_eq!(known(&schema["properties"][list]["items"]), used(&router[list]), "{list}");
    }
    let questions = &schema["properties"]["question"]["items"]["properties"];
    let answers = router["question"].as_array().expect("a list").iter().map(|question| used(&question["answer"]));
    assert_eq!(known(&questions["answer"]["items"]), answers.flatten().collect());
}

#[test]
fn it_has_a_poster_questions_for_search_redirects_and_pages_for_each_reader() {
    let site = SiteTest::small().site();
    assert_eq!(site.posters.iter().map(|posters| posters.posters.len()).sum::<usize>(), 1);
    assert!(!site.asked.is_empty() && !site.redirects.is_empty() && !site.gone.is_empty());
    let audiences: BTreeSet<&str> = site.pages.values().map(|page| page.audience.name()).collect();
    assert!(["anyone", "parents", "self", "young-people"].iter().all(|one| audiences.contains(one)), "{audiences:?}");
}

/// The links of these pages to addresses of the site at which nothing stands.
fn dead_links(test: &SiteTest) -> BTreeSet<String> {
    let rendered = test.rendered_at(NOW);
    let paths: BTreeSet<&str> = rendered.documents.iter().map(|document| document.path.as_str()).collect();
    let errors = &rendered.errors;
    let errors = [&errors.not_found, &errors.method_not_allowed, &errors.gone, &errors.refused, &errors.failed];
    let pages = rendered.documents.iter().filter(|document| document.media_type == MediaType::Html).map(|page| &page.body);
    let links = pages.chain(errors).flat_map(|body| values(body, "href"));
    let inside = links.filter(|link| link.starts_with('/')).map(|link| link.split('#').next().unwrap_or(link));
    inside.filter(|link| !paths.contains(link)).map(str::to_owned).collect()
}

#[test]
fn no_page_links_to_one_that_a_copy_goes_without() {
    let small = SiteTest::small();
    assert_eq!(dead_links(&small), BTreeSet::new());
    for page in ["about", "open-now", "schools/posters"] {
        let without = SiteTest::small().without(&format!("content/pages/{page}.md"));
        assert_eq!(dead_links(&without), BTreeSet::new(), "without {page}");
    }
}

#[test]
fn a_page_that_the_site_cannot_do_without_is_asked_for_first_with_what_to_add() {
    for (file, layout) in [("index", "home"), ("report", "report"), ("services", "services"), ("crisis", "")] {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new(SMALL), folder.path());
        std::fs::remove_file(folder.path().join(format!("pages/{file}.md"))).unwrap();
        let checked = run(&["check", "--content", &folder.path().to_string_lossy()]);
        let said = text(&checked.stdout);
        let first = said.lines().next().unwrap();
        assert!(first.starts_with("error[file/missing]") && first.contains(&format!("pages/{file}.md: ")), "{said}");
        assert!(said.contains("1 error, ") && said.contains("put it back"), "{said}");
        assert!(said.contains(&format!("layout = \"{layout}\"")) || layout.is_empty(), "{said}");
    }
    // Where no file names it, nothing but this rule asks for it.
    let nobody_names_it = SiteTest::small().change("content/pages/about.md", "[the first page](/)", "the first page");
    let fault = nobody_names_it.without("content/pages/index.md").finds(Kind::Missing, "content/pages/index.md");
    assert_eq!(fault.message, "the site cannot do without this file: every page links to `/`");
}
