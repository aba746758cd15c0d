//! The real content: sound, complete, and true to what the facts allow.

use std::collections::BTreeSet;

use jiff::civil::date;
use waymark::check::{Strictness, check};
use waymark::content::schema::{self, Shape, json};
use waymark::diagnostic::{Diagnostic, Kind};

use super::site_test::{NOW, SiteTest, words};

#[test]
fn the_built_in_content_has_no_fault_and_no_warning() {
    assert_eq!(SiteTest::built_in().diagnostics(), []);
}

#[test]
fn every_page_of_the_content_brief_stands_at_its_address() {
    let site = SiteTest::built_in().site();
    let brief = [
        "/",
        "/report",
        "/emergency",
        "/crisis",
        "/after-you-report",
        "/services",
        "/the-law",
        "/stay-private",
        "/about",
        "/talk-to-your-child",
        "/grooming-signs",
        "/online-stranger",
        "/shared-images",
        "/online-blackmail",
        "/fake-images",
        "/seen-porn",
        "/child-behaviour",
        "/child-told-me",
        "/worried-about-an-adult",
        "/gaming-and-live-streaming",
        "/parental-controls",
        "/support-for-parents",
        "/help-for-you",
        "/thoughts",
        "/online-behaviour",
        "/staying-in-control",
        "/under-18-worried",
        "/calling-the-helpline",
        "/confidentiality",
        "/therapy",
        "/self-help",
        "/after-police-contact",
        "/worried-about-someone",
        "/someone-arrested",
        "/family-support",
        "/abused-in-the-past",
        "/young-people",
        "/seen-something-online",
        "/schools",
        "/schools/disclosure",
        "/schools/nudes",
        "/schools/harmful-sexual-behaviour",
        "/schools/staff-concern",
        "/schools/guidance",
        "/schools/resources",
    ];
    assert_eq!(brief.len(), 45);
    for path in brief {
        assert!(site.pages.contains_key(path), "{path}");
    }
}

#[test]
fn numbers_that_must_never_be_printed_stand_nowhere_in_any_file_a_reader_can_get() {
    let test = SiteTest::built_in();
    let site = test.site();
    for document in test.rendered_at(NOW).documents {
        let squeezed: String = document.body.chars().filter(|c| !c.is_whitespace()).collect();
        for never in &site.words.never {
            let value: String = never.value.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(!squeezed.contains(&value), "{} on {}: {}", never.value, document.path, never.why);
        }
    }
}

#[test]
fn stopso_is_shown_with_a_warning_and_never_without_a_confirmed_service() {
    let test = SiteTest::built_in();
    let site = test.site();
    let stopso = &site.services["stopso"];
    assert!(stopso.is_shown() && !stopso.is_confirmed());
    assert!(stopso.phone().is_none(), "no number was confirmed");
    let page = words(&test.page_at("/services/stopso", NOW));
    assert!(page.contains("Check that it is taking new requests"), "{page}");
    let home = words(&test.page_at("/", NOW));
    assert!(home.contains("StopSO") && home.contains("Start with Stop It Now"), "{home}");
}

#[test]
fn thinkuknow_is_named_as_what_ceop_education_used_to_be() {
    let page = words(&SiteTest::built_in().page_at("/services/ceop-education", NOW));
    assert!(page.contains("Used to be called Thinkuknow"), "{page}");
}

#[test]
fn a_sure_fact_names_a_source_in_its_own_file() {
    let site = SiteTest::built_in().site();
    for service in site.services.values() {
        let ids: BTreeSet<&str> = service.sources.iter().map(|source| source.id.as_str()).collect();
        for contact in &service.contacts {
            assert!(ids.contains(contact.value.source.as_str()), "{} {}", service.id, contact.label);
        }
        assert!(ids.contains(service.summary.source.as_str()), "{}", service.id);
    }
}

#[test]
fn what_is_overdue_warns_every_day_and_stops_a_release() {
    let site = SiteTest::built_in().site();
    let kinds = |today, gate| -> Vec<(Kind, bool)> {
        let found = check(&site, today, gate);
        let about_dates = |fault: &&Diagnostic| !fault.kind.slug().starts_with("voice/");
        found.iter().filter(about_dates).map(|fault| (fault.kind, fault.is_error())).collect()
    };
    assert_eq!(kinds(date(2027, 1, 23), Strictness::Everyday), []);
    // The built-in copy has no operator yet; a release says so.
    assert_eq!(kinds(date(2027, 1, 23), Strictness::Release), [(Kind::NoOperatorContact, false)]);
    assert!(kinds(date(2027, 1, 24), Strictness::Release).contains(&(Kind::DueSoon, false)));
    assert!(kinds(date(2027, 2, 24), Strictness::Everyday).contains(&(Kind::Overdue, false)));
    assert!(kinds(date(2027, 2, 24), Strictness::Release).contains(&(Kind::Overdue, true)));
}

/// Each rule for words and pages, broken on purpose.
#[test]
fn rules_for_pages_find_what_breaks_them() {
    let page = "content/pages/shared-images.md";
    let help = "content/pages/help-for-you.md";
    let find = |file: &str, more: &str, kind| SiteTest::built_in().append(file, more).finds(kind, file);
    find(page, "This is child porn.", Kind::NeverPrint);
    find(page, "Ring 0808 802 9999.", Kind::NeverPrint);
    find(page, "***\n\n## A heading after a break\n\nWords.", Kind::Markdown);
    find(page, "***", Kind::Markdown);
    find(help, "You could report it.", Kind::NeverPrint);
    find(page, "Ring 0800 1111 now.", Kind::TypedNumber);
    find(page, "See [here](/crisis).", Kind::LinkText);
    find(page, "See [www.example.org](/crisis).", Kind::LinkText);
    find(page, "Stay calm. Ring them now. Say where you are.", Kind::TelegramRun);
    find(page, "We could not confirm it. It is not stated.", Kind::Doubt);
    find(
        page,
        "Keep what was said.\n\nDo not answer it again.\n\nLeave every picture alone.\n\nRing the local police now.",
        Kind::OrderRun,
    );
    find(page, "This very same sentence stands here. This very same sentence stands here.", Kind::Boilerplate);
    find("content/pages/young-people.md", &"word ".repeat(60), Kind::Length);
    let change = |old: &str, new: &str, kind, file: &str| SiteTest::built_in().change(file, old, new).finds(kind, file);
    change("description = \"", &format!("description = \"{}", "a ".repeat(70)), Kind::Description, page);
    change("tab = \"", "tab = \"Nude pictures ", Kind::Neutral, page);
    let standing = "[standing]\ntitle = \"When can I speak to somebody?\"\ntab = \"";
    change(standing, &format!("{standing}Every one of the "), Kind::Neutral, "content/pages/open-now.md");
    change("\n::routes\n", "\n", Kind::RoutesNotShown, page);
    change("\n## ", "\n### ", Kind::HeadingOrder, page);
    change("\n::limit", "\n[Ring Stop It Now on](call:stop-it-now-helpline)\n\n::limit", Kind::LimitFirst, help);
}

#[test]
fn a_page_that_is_hard_to_read_is_a_warning_with_its_worst_sentences() {
    let hard = "Professionals notwithstanding considerable organisational difficulties nevertheless demonstrate extraordinary responsibilities. ".repeat(40);
    let fault = SiteTest::built_in()
        .append("content/pages/shared-images.md", &hard)
        .finds(Kind::Readability, "content/pages/shared-images.md");
    assert!(!fault.is_error() && fault.message.contains("LIX") && fault.help.unwrap().contains("Professionals"));
}

/// Does a TOML value fit a JSON Schema of ours? Only what our schemas use: type, properties, required, items, enum.
fn fits(value: &toml::Value, schema: &serde_json::Value, at: &str) {
    if let Some(list) = schema.get("enum") {
        assert!(list.as_array().unwrap().iter().any(|known| known.as_str() == value.as_str()), "{at}: {value} in {list}");
        return;
    }
    match (schema["type"].as_str().unwrap(), value) {
        ("object", toml::Value::Table(table)) => {
            for (key, inner) in table {
                let known =
                    schema["properties"].get(key).or_else(|| schema.get("additionalProperties").filter(|more| more.is_object()));
                fits(inner, known.unwrap_or_else(|| panic!("{at} has no key {key}")), &format!("{at}.{key}"));
            }
            for key in schema["required"].as_array().into_iter().flatten() {
                assert!(table.contains_key(key.as_str().unwrap()), "{at} needs {key}");
            }
        }
        ("array", toml::Value::Array(items)) => items.iter().for_each(|item| fits(item, &schema["items"], at)),
        ("string", toml::Value::String(_) | toml::Value::Datetime(_))
        | ("boolean", toml::Value::Boolean(_))
        | ("integer", toml::Value::Integer(_)) => {}
        (expected, found) => panic!("{at}: expected {expected}, found {found}"),
    }
}

#[test]
fn the_printed_schemas_fit_every_content_file() {
    use waymark::content::source::SourceTree;
    let tree = SourceTree::built_in();
    let check = |prefix: &str, shape: &Shape| {
        let schema = json::document(shape);
        let mut count = 0;
        for (path, text) in tree.under(prefix) {
            let toml = text.strip_prefix("+++\n").map_or(text, |rest| rest.split("\n+++").next().unwrap());
            fits(&toml::from_str(toml).unwrap(), &schema, path);
            count += 1;
        }
        assert!(count > 0, "{prefix}");
    };
    check("content/services/", &schema::SERVICE);
    check("content/pages/", &schema::PAGE);
    check("content/areas/", &schema::AREA);
    check("content/routing.toml", &schema::ROUTING);
    check("content/site.toml", &schema::SITE);
    check("content/words.toml", &schema::WORDS);
    check("content/redirects.toml", &schema::REDIRECTS);
    check("content/bank-holidays.toml", &schema::BANK_HOLIDAYS);
}

#[test]
fn a_service_copied_by_accident_and_a_change_of_a_page_that_is_gone_are_told_with_what_to_do() {
    let childline = include_str!("../../content/services/childline.toml");
    let found = SiteTest::built_in().file("content/services/childline-2.toml", childline).diagnostics();
    let copied = |fault: &&Diagnostic| fault.message.contains("has the name and the number of `childline`: is it a copy of it?");
    assert_eq!(found.iter().filter(copied).count(), 1, "{found:#?}");
    let change =
        "\n[[change]]\non = 2026-11-27\nabout = \"page\"\naddress = \"/drop-in\"\nname = \"Drop-in\"\nafter = [\"It is new.\"]\n";
    let test = SiteTest::built_in().append("content/changes.toml", change);
    let fault = test.finds(Kind::BrokenLink, "content/changes.toml");
    assert!(fault.help.as_deref().unwrap().contains("write gone = [\"/drop-in\"] in content/redirects.toml"), "{fault:#?}");
}

#[test]
fn a_link_to_call_whose_words_end_with_the_number_is_told() {
    let said = |words: &str| {
        let link = format!("\nRing [{words}](call:police-101) today.\n");
        let found = SiteTest::built_in().append("content/pages/child-told-me.md", &link).diagnostics();
        found.iter().any(|fault| fault.kind == Kind::LinkText && fault.message.contains("says 101 twice"))
    };
    assert!(said("the police on 101"));
    assert!(!said("the police on"));
}

#[test]
fn a_card_that_says_free_beside_a_number_that_is_charged_is_told() {
    const SERVICE: &str = "content/services/northshire-childrens-services.toml";
    let said = |cost: &str| {
        let cost = format!("cost = {{ value = \"{cost}\", source = \"own-site\", confidence = \"high\" }}\n\n[[contact]]");
        let test = SiteTest::built_in().overlay("tests/fixtures/county").change(SERVICE, "[[contact]]", &cost).change(
            SERVICE,
            "value = \"01632 960102\"\n",
            "value = \"01632 960102\"\ncost = \"Local call rate\"\n",
        );
        let found = test.diagnostics();
        found.iter().any(|fault| fault.message.contains("says “Free” beside a number that costs “Local call rate”"))
    };
    assert!(said("Free"));
    assert!(!said("The service is free; calls cost the local rate"));
}

#[test]
fn an_area_names_only_services_that_say_they_help_there() {
    let file = "content/services/thurrock-mash.toml";
    let elsewhere = SiteTest::built_in().change(file, "areas = [\"thurrock\"]", "areas = [\"southend\"]");
    let fault = elsewhere.finds(Kind::WrongValue, "content/areas/thurrock.toml");
    assert!(
        fault.message.contains("`thurrock-mash`") && fault.message.contains("`southend`") && fault.place.line > 1,
        "{fault:?}"
    );
    let nowhere = SiteTest::built_in().change(file, "areas = [\"thurrock\"]", "areas = []");
    assert!(nowhere.finds(Kind::WrongValue, file).message.contains("helps nowhere"));
    let nation = SiteTest::built_in().change(file, "areas = [\"thurrock\"]", "areas = [\"england\"]");
    assert!(
        !nation.diagnostics().iter().any(|fault| fault.message.contains("is named for Thurrock")),
        "a nation holds its areas"
    );
}
