//! Finished pages: every link leads somewhere, 999 first, and the clock tells the truth.

use std::collections::BTreeSet;

use waymark::render::document::MediaType;

use super::site_test::{NOW, SiteTest, values, words};

#[test]
fn every_link_inside_the_site_leads_to_a_page_and_a_place_on_it() {
    let rendered = SiteTest::built_in().rendered_at(NOW);
    let mut places = BTreeSet::new();
    for document in &rendered.documents {
        places.insert(document.path.clone());
        places.extend(values(&document.body, "id").map(|id| format!("{}#{id}", document.path)));
    }
    for document in rendered.documents.iter().filter(|document| document.media_type == MediaType::Html) {
        for href in values(&document.body, "href") {
            let target = match href.chars().next() {
                Some('#') => format!("{}{href}", document.path),
                Some('/') => href.to_owned(),
                _ => continue,
            };
            assert!(places.contains(&target), "{} links to {target}", document.path);
        }
    }
}

#[test]
fn every_outbound_link_sends_no_referrer() {
    for document in SiteTest::built_in().rendered_at(NOW).documents {
        for link in document.body.split("<a ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            if values(link, "href").any(|address| address.starts_with("http")) {
                assert!(values(link, "rel").any(|value| value == "noreferrer"), "{}: {link}", document.path);
            }
        }
    }
}

#[test]
fn every_page_shows_999_before_any_other_way_to_make_contact() {
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    assert_eq!(waymark::render::audit::audit(&documents), []);
}

#[test]
fn error_pages_show_999_and_the_main_ways_on() {
    let errors = SiteTest::built_in().rendered_at(NOW).errors;
    for page in [&errors.not_found, &errors.method_not_allowed, &errors.gone, &errors.refused, &errors.failed] {
        for wanted in ["tel:999", "href=\"/report\"", "href=\"/crisis\"", "href=\"/young-people\""] {
            assert!(page.contains(wanted), "{wanted}");
        }
    }
}

#[test]
fn the_same_content_and_instant_give_the_same_bytes() {
    let test = SiteTest::built_in();
    assert_eq!(test.rendered_at(NOW).documents, test.rendered_at(NOW).documents);
}

#[test]
fn a_card_says_open_closed_or_not_known_as_the_clock_goes_on() {
    let test = SiteTest::built_in();
    let said = |now: &str| words(&test.page_at("/services/stop-it-now-helpline", now));
    assert!(said("2026-11-24T10:00:00Z").contains("Open now until 9pm"));
    assert!(said("2026-11-24T21:00:00Z").contains("Closed now. Opens at 9am tomorrow, Wednesday"));
    assert!(said("2026-11-28T12:00:00Z").contains("Closed now. Opens at 9am on Monday"));
    assert!(said("2026-12-25T10:00:00Z").contains("Check today’s hours on their site"));
}

#[test]
fn a_page_is_valid_until_the_first_instant_at_which_it_may_say_something_else() {
    let test = SiteTest::built_in();
    // 9am in London: lines open.
    assert_eq!(test.rendered_at("2026-11-24T08:59:30Z").valid_until.to_string(), "2026-11-24T09:00:00Z");
    // Midnight turns "tomorrow" into "today", on the summer clock an hour earlier by UTC.
    let late = test.rendered_at("2026-06-24T22:45:00Z").valid_until.to_string();
    assert_eq!(late, "2026-06-24T23:00:00Z");
}

#[test]
fn hours_are_withheld_when_nobody_has_checked_them_for_too_long_but_never_for_999_and_childline() {
    let test = SiteTest::built_in();
    let late = "2027-05-01T10:00:00Z";
    let card = words(&test.page_at("/services/nhs-111-mental-health", late));
    assert!(card.contains("Not re-checked since 28 November 2026") && card.contains("111"), "{card}");
    assert!(!card.contains("Open now"), "{card}");
    for slug in ["emergency-999", "childline"] {
        let card = words(&test.page_at(&format!("/services/{slug}"), late));
        assert!(card.contains("Open now, at any hour"), "{slug}: {card}");
    }
}

#[test]
fn a_sensitive_page_has_no_preview_and_no_structured_data() {
    for document in SiteTest::built_in().rendered_at(NOW).documents {
        assert!(!document.body.contains("property=og:") && !document.body.contains("property=\"og:"), "{}", document.path);
        let is_sensitive = ["/help-for-you", "/crisis", "/services/stop-it-now-helpline"].contains(&document.path.as_str());
        assert!(!(is_sensitive && document.body.contains("ld+json")), "{}", document.path);
    }
}

#[test]
fn the_router_as_open_data_holds_the_whole_graph() {
    let test = SiteTest::built_in();
    let site = test.site();
    let file = test.page_at("/routing.json", NOW);
    let data: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(data["outcomes"].as_array().unwrap().len(), site.routing.outcomes.len());
    assert_eq!(data["questions"].as_array().unwrap().len(), site.routing.questions.len());
    assert_eq!(data["first"], "q1");
}

#[test]
fn a_page_for_readers_who_cannot_speak_leads_to_texts_and_chats_and_gives_no_number_to_ring_there() {
    let who_can_help = |test: &SiteTest| {
        let page = test.page_at("/quiet-help", NOW).body;
        page.split_once("Start here").and_then(|(_, rest)| rest.split("</ul>").next()).expect("who can help").to_owned()
    };
    let quiet = who_can_help(&SiteTest::built_in());
    assert!(!quiet.contains("tel:"), "{quiet}");
    for way in ["sms:85258", "https://www.childline.org.uk/get-support/", "https://247sexualabusesupport.org.uk/"] {
        assert!(quiet.contains(way), "{way}: {quiet}");
    }
    let spoken = SiteTest::built_in().change("content/pages/quiet-help.md", "in_writing = true\n", "");
    assert!(who_can_help(&spoken).contains("tel:08001111"));
}

#[test]
fn the_team_of_the_day_says_by_day_where_another_answers_at_night() {
    let county = SiteTest::built_in().overlay("tests/fixtures/county");
    let told = words(&county.page_at("/report/o4-2", "2026-11-30T02:10:00Z"));
    assert!(told.contains("By day: Northshire children’s services 01632"), "{told}");
}

#[test]
fn at_night_a_team_of_the_night_stands_before_the_team_of_the_day_although_nobody_knows_its_hours() {
    const TEAM: &str = "content/services/northshire-night-team.toml";
    const HOURS: &str = "[contact.hours]\nalways = true\nsource = \"own-site\"\nconfidence = \"high\"\n";
    let county = SiteTest::built_in().overlay("tests/fixtures/county").change(TEAM, HOURS, "");
    let at = |now: &str| {
        let told = words(&county.page_at("/report/o4-2", now));
        let place = |name: &str| told.find(name).unwrap_or_else(|| panic!("{name}: {told}"));
        (place("By day: Northshire children’s services"), place("At night and weekends: Northshire night team"))
    };
    let (by_day, by_night) = at("2026-11-30T02:10:00Z");
    assert!(by_night < by_day, "at ten past two");
    let (by_day, by_night) = at("2026-11-30T10:00:00Z");
    assert!(by_day < by_night, "at ten in the morning");
}

#[test]
fn where_nobody_knows_the_hours_of_either_team_the_team_of_the_night_stands_first_while_offices_are_shut() {
    const DAY: &str = "content/services/northshire-childrens-services.toml";
    const NIGHT: &str = "content/services/northshire-night-team.toml";
    let county = SiteTest::built_in().overlay("tests/fixtures/county");
    let without_hours = |county: SiteTest, file: &str| {
        let text = county.tree().text(file).expect("the file");
        let (before, rest) = text.split_once("[contact.hours]\n").expect("its hours");
        let after = rest.split_once("\n\n").expect("more follows").1;
        let changed = format!("{before}\n{after}");
        county.file(file, &changed)
    };
    let county = without_hours(without_hours(county, DAY), NIGHT);
    let night_first = |now: &str| {
        let told = words(&county.page_at("/report/o4-2", now));
        let place = |name: &str| told.find(name).unwrap_or_else(|| panic!("{name}: {told}"));
        place("At night and weekends: Northshire night team") < place("By day: Northshire children’s services")
    };
    for (now, is_night) in [
        ("2026-11-30T02:10:00Z", true),
        ("2026-11-30T10:00:00Z", false),
        ("2026-11-30T21:30:00Z", true),
        ("2026-12-05T12:00:00Z", true),
        ("2026-12-25T12:00:00Z", true),
    ] {
        assert_eq!(night_first(now), is_night, "{now}");
    }
    let rendered = county.rendered_at("2026-11-30T08:30:00Z");
    assert!(rendered.valid_until <= "2026-11-30T09:00:00Z".parse().unwrap(), "{}", rendered.valid_until);
}

/// The built-in content, in which one service has hours that no editor will change: weekdays from ten to four.
pub(super) fn with_weekdays_from_ten_to_four(service: &str, holidays: &str) -> SiteTest {
    let built_in = SiteTest::built_in();
    let written = built_in.tree().text(service).expect("the file");
    let (before, rest) = written.split_once("[contact.hours]\n").expect("its first line has hours");
    let (hours, after) = rest.split_once("\n\n").expect("more follows");
    let source: String =
        hours.lines().filter(|line| line.starts_with("source") || line.starts_with("confidence")).collect::<Vec<_>>().join("\n");
    let days: String = ["mon", "tue", "wed", "thu", "fri"].map(|day| format!("{day} = [\"10:00-16:00\"]\n")).concat();
    let hours = format!("[contact.hours]\n{days}bank_holidays = \"{holidays}\"\n{source}");
    SiteTest::built_in().file(service, &format!("{before}{hours}\n\n{after}"))
}

#[test]
fn a_number_in_a_sentence_says_whether_it_is_answered_now_where_the_page_gives_it_first() {
    const CALLS: &str =
        "[Ring the NSPCC on](call:nspcc-helpline), or [Childline on](call:childline), or [the NSPCC on](call:nspcc-helpline).\n";
    let test = with_weekdays_from_ten_to_four("content/services/nspcc-helpline.toml", "closed");
    let test = test.append("content/pages/therapy.md", CALLS);
    let said = |now| words(&test.page_at("/therapy", now));
    let by_day = said("2026-12-01T12:00:00Z");
    assert!(
        by_day.contains("0808 800 5000 (open now until 4pm) , or Childline on 0800 1111 , or the NSPCC on 0808 800 5000 ."),
        "{by_day}"
    );
    let by_night = said("2026-12-01T20:00:00Z");
    assert!(by_night.contains("0808 800 5000 (closed now, opens at 10am tomorrow, Wednesday) , or Childline"), "{by_night}");
}

#[test]
fn after_the_last_day_of_the_list_of_holidays_nobody_is_called_open_whose_hours_a_holiday_could_change() {
    const HOLIDAYS: &str = "content/bank-holidays.toml";
    const SERVICE: &str = "content/services/nspcc-helpline.toml";
    // A Tuesday at ten, in their hours, on the day after the list ends.
    let under = |rule: &str| {
        with_weekdays_from_ten_to_four(SERVICE, rule)
            .file(HOLIDAYS, "until = 2026-11-30\n\n[[holiday]]\ndate = 2026-08-31\nname = \"Summer bank holiday\"\n")
    };
    for (rule, is_open) in [("closed", false), ("unknown", false), ("open", true)] {
        let test = under(rule);
        let page = words(&test.page_at("/services/nspcc-helpline", NOW));
        assert_eq!(page.contains("Open now until 4pm"), is_open, "{rule}: {page}");
        assert_eq!(page.contains("Check today’s hours on their site Monday"), !is_open, "{rule}: {page}");
        let open_now = words(&test.page_at("/open-now", NOW));
        let (before, unknown) = open_now.split_once("Hours not known today").expect("some lines are not known");
        assert_eq!((before.contains("NSPCC Helpline"), unknown.contains("NSPCC Helpline")), (is_open, !is_open), "{rule}");
        let home = words(&test.page_at("/", NOW));
        assert_eq!(home.contains("most mobiles Open now until 4pm"), is_open, "{rule}: {home}");
    }
    let site = under("closed").site();
    let found = waymark::check::check(&site, jiff::civil::date(2026, 12, 1), waymark::check::Strictness::Release);
    let ended = found.iter().find(|fault| fault.place.file.as_ref() == HOLIDAYS).expect("the gate of a release sees it");
    assert!(ended.is_error() && ended.message.contains("ends on 2026-11-30"), "{ended:?}");
}

#[test]
fn beside_each_service_and_on_each_page_of_guidance_whoever_sees_a_mistake_can_tell_who_runs_the_copy() {
    const WORDS: &str = ">Something here is wrong?</a>";
    let asks =
        |contact: &str| SiteTest::built_in().change("content/site.toml", "[operator]\n", &format!("[operator]\n{contact}"));
    for (contact, link) in [
        ("contact = \"help@waymark.example\"\n", "mailto:help@waymark.example"),
        ("contact = \"https://waymark.example/tell-us\"\n", "https://waymark.example/tell-us"),
    ] {
        let documents = asks(contact).rendered_at(NOW).documents;
        let services: Vec<_> = documents
            .iter()
            .filter(|page| page.path.starts_with("/services/") && page.body.contains("How do I reach them?"))
            .collect();
        assert!(services.len() > 60, "{}", services.len());
        let guidance = ["/crisis", "/shared-images", "/the-law"]
            .map(|path| documents.iter().find(|page| page.path == path).expect("a page"));
        for page in services.into_iter().chain(guidance) {
            let wanted = format!("<a href=\"{link}\" rel=\"noreferrer\"{WORDS}");
            assert!(page.body.contains(&wanted), "{}", page.path);
        }
    }
    assert!(
        asks("").rendered_at(NOW).documents.iter().all(|page| !page.body.contains(WORDS)),
        "nobody is named who does not read it"
    );
}

/// The texts of a page's main part that a browser would translate.
fn translated(html: &str) -> String {
    let main = html.split_once("<main").map_or("", |(_, main)| main).split("</main>").next().unwrap_or_default();
    let mut text = String::new();
    // The element that is left alone, and how many of its kind are open within it.
    let mut kept: Option<(&str, usize)> = None;
    for part in main.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        let is_end = tag.starts_with('/');
        // The end of a paragraph is left out where a block begins or ends.
        let ends_paragraph = ["p", "ul", "ol", "div", "section", "details", "dl", "li", "h2", "h3"].contains(&name);
        kept = match kept.filter(|(kind, _)| *kind != "p" || !ends_paragraph) {
            Some((kind, open)) if kind == name && is_end => (open > 1).then_some((kind, open - 1)),
            Some((kind, open)) if kind == name => Some((kind, open + 1)),
            None if !is_end
                && (tag.contains("translate=\"no\"") || tag.contains("translate=no") || ["pre", "script"].contains(&name)) =>
            {
                Some((name, 1))
            }
            other => other,
        };
        text.push_str(if kept.is_none() { words } else { " – " });
    }
    text
}

#[test]
fn no_name_of_a_service_stands_where_a_browser_would_translate_it_on_any_page_or_poster() {
    const NAMES: [&str; 12] = [
        "Childline",
        "Samaritans",
        "Stop It Now",
        "NSPCC",
        "Report Remove",
        "HOPELINE247",
        "Shout 85258",
        "StopSO",
        "Essex Police",
        "Take It Down",
        "Internet Watch Foundation",
        "Lucy Faithfull Foundation",
    ];
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    // The sentences of the report page leave no room for it.
    let pages = documents.iter().filter(|page| page.body.starts_with("<!doctype html>") && page.path != "/report");
    let found: Vec<String> = pages
        .flat_map(|page| {
            let text = translated(&page.body);
            let named = NAMES.iter().filter_map(|name| text.find(name).map(|at| text[at..].chars().take(60).collect::<String>()));
            named.map(|around| format!("{}: {around}", page.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_telephone_number_stands_in_a_sentence_where_a_browser_would_translate_it() {
    let documents = SiteTest::built_in().rendered_at(NOW).documents;
    // The sentences of the report page leave no room for it, and what is copied into other people's pages is code.
    let pages = documents.iter().filter(|page| page.body.starts_with("<!doctype html>"));
    let pages = pages.filter(|page| !["/report", "/schools/link-kit"].contains(&page.path.as_str()));
    let found: Vec<String> = pages
        .flat_map(|page| {
            let text = translated(&page.body);
            let numbers = text.match_indices(" 0").map(|(at, _)| text[at + 1..].chars().take(13).collect::<String>());
            let numbers = numbers.filter(|number| number.chars().filter(char::is_ascii_digit).count() > 9);
            let short = text.contains("116 123").then(|| "116 123".to_owned());
            numbers.chain(short).map(|number| format!("{}: {number}", page.path)).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
