//! What a copy or an export says is true of it.

use waymark::render::assets::Assets;
use waymark::render::document::MediaType;
use waymark::render::templates::Templates;
use waymark::render::{RenderTarget, Rendered, render};

use super::pages::with_weekdays_from_ten_to_four;
use super::site_test::{NOW, SiteTest, words};

const COUNTY: &str = "tests/fixtures/county";

fn rendered(test: &SiteTest, target: RenderTarget, now: &str) -> Rendered {
    let site = test.site();
    let (templates, assets) = (Templates::load(test.tree()).unwrap(), Assets::load(test.tree(), &site).unwrap());
    let (rendered, faults) = render(&site, &templates, &assets, now.parse().unwrap(), target);
    assert_eq!(faults, []);
    rendered
}

fn page(test: &SiteTest, target: RenderTarget, path: &str, now: &str) -> String {
    let rendered = rendered(test, target, now);
    let found = rendered.documents.iter().find(|document| document.path == path).unwrap();
    if path == "/openapi.json" { found.body.clone() } else { words(found) }
}

#[test]
fn a_day_on_which_a_line_is_shut_is_named_in_its_hours_served_and_exported_until_it_has_passed() {
    let file = "content/services/nspcc-helpline.toml";
    let exception = "[[contact.hours.exception]]\ndate = 2026-12-24\nopen = []\n[[contact.hours.exception]]\ndate = 2026-12-31\nopen = []\n\n[[contact]]";
    let text = SiteTest::built_in().tree().text(file).unwrap().to_owned();
    let (before, after) = text.split_once("[contact.hours]").unwrap();
    let changed = format!("{before}[contact.hours]{}", after.replacen("[[contact]]", exception, 1));
    let test = SiteTest::built_in().file(file, &changed);
    for target in [RenderTarget::Server, RenderTarget::Static] {
        let shown = page(&test, target, "/services/nspcc-helpline", "2026-12-01T10:00:00Z");
        assert!(shown.contains("24 December and 31 December"), "{shown}");
        let shown = page(&test, target, "/services/nspcc-helpline", "2026-12-25T10:00:00Z");
        assert!(!shown.contains("24 December") && shown.contains("31 December"), "{shown}");
    }
}

#[test]
fn a_copy_that_is_not_made_again_gives_the_hours_of_a_number_in_a_sentence() {
    let test = with_weekdays_from_ten_to_four("content/services/nspcc-helpline.toml", "closed");
    let test = test.append("content/pages/therapy.md", "[Ring the NSPCC on](call:nspcc-helpline).\n");
    let shown = page(&test, RenderTarget::Static, "/therapy", NOW);
    assert!(shown.contains("0808 800 5000 (Monday to Friday: 10am to 4pm)"), "{shown}");
}

#[test]
fn nobody_is_sent_to_the_site_of_a_service_that_has_none() {
    let copy = SiteTest::built_in().overlay(COUNTY);
    let site = copy.site();
    for service in site.shown_services().filter(|service| service.web().is_none()) {
        let shown = words(&copy.page_at(&service.address(), NOW));
        assert!(!shown.contains("on their site"), "{}: {shown}", service.id);
    }
}

#[test]
fn an_export_says_nothing_of_lines_that_answer_now_and_describes_no_questions() {
    let test = SiteTest::built_in();
    let served = page(&test, RenderTarget::Server, "/open-now", NOW);
    assert!(served.contains("These lines should be answering now."), "{served}");
    let hours = page(&test, RenderTarget::Static, "/open-now", NOW);
    assert!(!hours.contains("answering now") && hours.contains("does not know what time it is"), "{hours}");
    for (path, gone, said) in [
        ("/", "Who you can talk to now", "When each line answers"),
        ("/open-now", "Who can I speak to now?", "When can I speak to somebody?"),
        ("/search", "Type what is on your mind", "Find the right page, from A to Z"),
        ("/schools/check-your-page", "Paste the words", "Look at your own page"),
    ] {
        let (served, exported) = (page(&test, RenderTarget::Server, path, NOW), page(&test, RenderTarget::Static, path, NOW));
        assert!(exported.contains(said) && !served.contains(said), "{path}: {exported}");
        assert!(served.contains(gone) && !exported.contains(gone), "{path}: {exported}");
    }
    let pages = |target| rendered(&test, target, NOW).documents.into_iter().filter(|one| one.media_type == MediaType::Html);
    for (target, menu) in
        [(RenderTarget::Server, [">Open now</a>", ">Search</a>"]), (RenderTarget::Static, [">Hours</a>", ">A to Z</a>"])]
    {
        let with_menu = pages(target).filter(|one| one.body.contains("aria-label=\"Main\""));
        assert!(with_menu.filter(|one| !menu.iter().all(|entry| one.body.contains(entry))).count() == 0, "{menu:?}");
    }
    for page in pages(RenderTarget::Static) {
        assert!(!page.body.contains(">Open now</a>") && !page.body.contains("at this moment"), "{}", page.path);
    }
    let renewed = page(&test, RenderTarget::StaticRenewed, "/open-now", NOW);
    assert!(renewed.contains("made at 10am on 1 December 2026") && !renewed.contains("should be answering now"), "{renewed}");
    assert!(page(&test, RenderTarget::Server, "/openapi.json", NOW).contains("/oruk/"));
    assert!(!page(&test, RenderTarget::Static, "/openapi.json", NOW).contains("\"/oruk/"));
}

#[test]
fn a_copy_that_the_police_run_does_not_say_that_they_cannot_act() {
    for page in SiteTest::built_in().overlay(COUNTY).rendered_at(NOW).documents {
        assert!(!page.body.contains("We cannot act"), "{}", page.path);
    }
}
