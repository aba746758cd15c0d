//! Closing a service is one changed word, and nobody is left without a route.

use waymark::diagnostic::{Diagnostic, Kind};
use waymark::site::Site;
use waymark::site::service::ServiceStatus;
use waymark::site::way::Target;

use super::site_test::{NOW, SiteTest, words};

fn closing(id: &str) -> SiteTest {
    let file = format!("content/services/{id}.toml");
    SiteTest::built_in().change(&file, "status = \"active\"", "status = \"closed\"")
}

/// The ids of the services that this content shows as active.
fn active() -> Vec<String> {
    let site = SiteTest::built_in().site();
    let active = site.services.values().filter(|service| service.status == ServiceStatus::Active);
    active.map(|service| service.id.to_string()).collect()
}

/// What a closed service would leave undone.
fn faults_of_closing(id: &str) -> Vec<String> {
    let (site, found) = closing(id).load();
    let errors = found.iter().filter(|fault| fault.is_error());
    let mut faults: Vec<String> = errors.map(|fault| format!("{id}: {} {}", fault.place.file, fault.message)).collect();
    let Some(site) = site else { return vec![format!("{id}: no site")] };
    for outcome in site.routing.outcomes.values() {
        if outcome.ways().any(|way| matches!(&way.target, Target::Service(other) if other.as_str() == id)) {
            faults.push(format!("{id}: {} still leads to it", outcome.id));
        }
        if !outcome.ways().any(|way| site.is_any_hour(way)) {
            faults.push(format!("{id}: {} has nobody at any hour", outcome.id));
        }
    }
    faults.extend(held(&site, id));
    faults
}

/// Nothing that could ring the old number is held.
fn held(site: &Site, id: &str) -> Option<String> {
    let service = site.services.values().find(|service| service.id.as_str() == id)?;
    let instead = site.instead_of(service);
    let is_sound = service.contacts.is_empty() && !instead.is_empty() && instead.iter().all(|other| other.is_confirmed());
    (!is_sound).then(|| format!("{id}: still held, or nobody instead"))
}

#[test]
fn each_service_may_close_and_no_answer_is_left_without_a_route() {
    let all = active();
    let halves: Vec<&[String]> = all.chunks(all.len().div_ceil(2)).collect();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let hands: Vec<_> = halves
            .iter()
            .map(|half| scope.spawn(|| half.iter().flat_map(|id| faults_of_closing(id)).collect::<Vec<_>>()))
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_must_be_rewritten_after_a_closing_is_a_warning_with_its_place() {
    let found = closing("stop-it-now-helpline").diagnostics();
    let later: Vec<&Diagnostic> = found.iter().filter(|fault| fault.kind == Kind::NotShown).collect();
    assert!(later.len() > 20 && later.iter().all(|fault| !fault.is_error() && fault.place.line > 0));
    assert!(later.iter().any(|fault| fault.place.file.as_ref() == "content/routing.toml"));
    assert!(later.iter().any(|fault| fault.message.contains("still named")));
}

#[test]
fn a_closed_service_says_so_on_its_page_and_in_feed_and_open_data_and_its_number_stands_nowhere() {
    let rendered = closing("stop-it-now-helpline").rendered_at(NOW);
    for document in &rendered.documents {
        assert!(!document.body.contains("08081000900") && !document.body.contains("0808 1000 900"), "{}", document.path);
    }
    let page = rendered.documents.iter().find(|document| document.path == "/services/stop-it-now-helpline").unwrap();
    assert!(words(page).contains("Stop It Now helpline has closed") && page.body.contains("href=\"tel:"), "{}", words(page));
    assert!(page.body.contains("noindex"));
    let feed = rendered.documents.iter().find(|document| document.path == "/feed.json").unwrap();
    assert!(feed.body.contains("Stop It Now helpline has closed"));
}

#[test]
fn the_service_named_in_its_file_takes_the_place_of_a_closed_one() {
    let file = "content/services/papyrus-hopeline247.toml";
    let named = "status = \"closed\"\nreplaced_by = \"childline\"";
    let site = SiteTest::built_in().change(file, "status = \"active\"", named).site();
    let closed = site.closed_services().next().unwrap();
    assert_eq!(site.instead_of(closed)[0].id.as_str(), "childline");
}

#[test]
fn a_short_address_of_a_closed_service_lasts_as_promised_and_asks_for_nothing() {
    for status in ["status = \"closed\"", "status = \"closed\"\nreplaced_by = \"northshire-police\""] {
        let county = SiteTest::built_in().overlay("tests/fixtures/county");
        let test = county.change("content/services/northshire-lado.toml", "status = \"active\"", status);
        let mut found = test.diagnostics();
        test.tree().name_really(&mut found);
        let own = ["overlay.toml", "links.toml"];
        let of_it = |fault: &&Diagnostic| own.iter().any(|file| fault.place.file.ends_with(file));
        assert_eq!(found.iter().filter(of_it).collect::<Vec<_>>(), [] as [&Diagnostic; 0], "{status}");
        let links = test.site().links.redirects();
        assert_eq!(links.get("/go/northshire-lado").map(String::as_str), Some("/services/northshire-lado"), "{status}");
    }
}

#[test]
fn an_unlisted_service_is_a_page_that_says_so_and_stays_out_of_the_sitemap() {
    let rendered = SiteTest::built_in().rendered_at(NOW);
    let page = rendered.documents.iter().find(|document| document.path == "/services/the-mix").unwrap();
    assert!(words(page).contains("We do not list"), "{}", words(page));
    let sitemap = rendered.documents.iter().find(|document| document.path == "/sitemap.xml").unwrap();
    assert!(!sitemap.body.contains("/services/the-mix"));
}

#[test]
fn a_notice_is_shown_between_its_dates_on_card_answers_and_open_data() {
    let notice =
        "status = \"active\"\n\n[[notice]]\ntext = \"The lines are shut today.\"\nfrom = 2026-11-25\nuntil = 2026-11-26\n\n";
    // A table ends the keys of the file's head, so the notice stands at its end.
    let test = SiteTest::built_in().append("content/services/samaritans.toml", &notice["status = \"active\"\n\n".len()..]);
    let instants = ["2026-11-24T23:59:59Z", "2026-11-25T00:00:00Z", "2026-11-26T23:59:59Z", "2026-11-27T00:00:00Z"];
    for (rendered, now) in test.rendered_at_each(&instants).zip(instants) {
        for path in ["/services/samaritans", "/report", "/"] {
            let page = rendered.documents.iter().find(|document| document.path == path).unwrap();
            let is_said = page.body.contains("The lines are shut today.");
            assert_eq!(is_said, ("2026-11-25".."2026-11-27").contains(&&now[..10]), "{path} at {now}");
        }
    }
}

#[test]
fn a_sentence_that_links_to_a_closed_service_is_a_warning_whether_or_not_somebody_follows_it() {
    for status in ["status = \"closed\"", "status = \"closed\"\nreplaced_by = \"victim-support\""] {
        let test = SiteTest::built_in().change("content/services/family-rights-group.toml", "status = \"active\"", status);
        let found = test.diagnostics();
        let offers =
            |fault: &&Diagnostic| fault.message.contains("`family-rights-group` has closed, and this sentence still offers it");
        let pages: Vec<&str> = found.iter().filter(offers).map(|fault| &*fault.place.file).collect();
        assert!(pages.contains(&"content/pages/when-nobody-acts.md"), "{status}: {pages:?}");
        assert!(found.iter().all(|fault| !fault.is_error()), "{status}");
    }
}
