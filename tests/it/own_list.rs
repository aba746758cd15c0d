//! The list of one's own: every service that is shown, once, with what paper has to say of it.

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SiteTest, words};

const PAGE: &str = "/your-list";

#[test]
fn every_service_stands_on_the_page_once_with_its_number_and_one_that_closed_does_not() {
    let test = SiteTest::built_in();
    let (site, body) = (test.site(), test.page_at(PAGE, NOW).body);
    assert_eq!(
        body.matches("type=\"checkbox\"").count(),
        site.shown_services().count() + 2,
        "and one each for a small card and for words"
    );
    for service in site.shown_services() {
        let name = format!("<b translate=\"no\">{}</b>", service.name.replace('&', "&amp;"));
        assert_eq!(body.matches(&name).count(), 1, "{name}");
        let own = body.split_once(&name).unwrap().1.split("</label>").next().unwrap();
        let number = service.phone().and_then(|contact| contact.number());
        assert!(number.is_none_or(|number| own.contains(number.shown())), "{name}: {own}");
    }
    let closed = test.change("content/services/samaritans.toml", "status = \"active\"", "status = \"closed\"");
    assert!(!closed.page_at(PAGE, NOW).body.contains("<b translate=\"no\">Samaritans</b>"));
}

#[test]
fn it_is_made_for_paper_so_it_never_says_what_is_true_at_one_hour_only() {
    let test = SiteTest::built_in();
    let by_day = words(&test.page_at(PAGE, NOW));
    assert!(!by_day.contains("Open now until") && !by_day.contains("Closed now"), "{by_day}");
    assert!(by_day.contains("At any hour") && by_day.contains("Monday to Friday"), "{by_day}");
    assert_eq!(by_day, words(&test.page_at(PAGE, "2026-12-01T23:30:00Z")));
}

#[test]
fn a_sheet_is_what_stands_under_the_next_heading_and_nothing_without_one() {
    let plans = "content/pages/safety-plan.md";
    SiteTest::built_in()
        .change(plans, "## A plan for an adult who is afraid of what they might do\n", "")
        .finds(Kind::Directive, plans);
    let page = SiteTest::built_in().page_at("/safety-plan", NOW).body;
    assert_eq!(page.matches("<details class=\"plan\" name=\"plan\">").count(), 3);
    let last = page.rsplit_once("<details class=\"plan\"").unwrap().1;
    let (own, after) = last.split_once("</details>").unwrap();
    assert!(own.contains("The hard dates") && !own.contains("Parents Protect"), "{own}");
    assert!(after.contains("Is there a plan for keeping children safe at home?"), "{after}");
}
