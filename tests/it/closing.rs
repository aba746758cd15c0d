//! Closing a service is one changed word, and nobody is left without a route.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;
use waymark::clock::Moment;
use waymark::diagnostic::{Diagnostic, Kind};
use waymark::oruk::Register;
use waymark::render::assets::Assets;
use waymark::render::document::RenderedDocument;
use waymark::render::templates::Templates;
use waymark::render::{RenderTarget, render};
use waymark::site::Site;
use waymark::site::contact::ContactKind;
use waymark::site::job::Job;
use waymark::site::service::{Service, ServiceStatus};
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

/// The site with every service, and what all its pages are made with.
struct Before {
    site: Arc<Site>,
    templates: Templates,
    assets: Assets,
    paths: BTreeSet<String>,
}

impl Before {
    fn built_in() -> Self {
        let test = SiteTest::built_in();
        let site = test.site();
        let templates = Templates::load(test.tree()).unwrap();
        let assets = Assets::load(test.tree(), &site).unwrap();
        let mut before = Self { site, templates, assets, paths: BTreeSet::new() };
        before.paths = before.rendered(&before.site).into_iter().map(|document| document.path).collect();
        before
    }

    fn rendered(&self, site: &Site) -> Vec<RenderedDocument> {
        let (rendered, faults) = render(site, &self.templates, &self.assets, NOW.parse().unwrap(), RenderTarget::Server);
        assert_eq!(faults, []);
        rendered.documents
    }

    /// Every number that leads to this service and to no other, as it is dialled and as it is shown.
    fn own_numbers(&self, id: &str) -> Vec<(String, String)> {
        let numbers = |service: &Service| -> Vec<(String, String)> {
            let rung = |kind| matches!(kind, ContactKind::Phone | ContactKind::Text | ContactKind::Relay);
            let contacts = service.contacts.iter().filter(|contact| rung(contact.kind));
            contacts.filter_map(|contact| contact.number()).map(|number| (number.dialled(), number.shown().to_owned())).collect()
        };
        let others = self.site.services.values().filter(|service| service.id.as_str() != id);
        let others: BTreeSet<_> = others.flat_map(numbers).map(|(dialled, _)| dialled).collect();
        let own = self.site.services.values().find(|service| service.id.as_str() == id).map(numbers);
        own.unwrap_or_default().into_iter().filter(|(dialled, _)| !others.contains(dialled)).collect()
    }
}

/// What a closed service would leave undone.
fn faults_of_closing(id: &str, before: &Before) -> Vec<String> {
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
    faults.extend(first_for_some(&site, id, &before.site));
    faults.extend(shown(&site, id, before));
    faults.extend(told(&site, id));
    faults
}

/// Answers that it stood first on and that now begin with somebody for a part of their readers alone.
fn first_for_some(site: &Site, id: &str, before: &Site) -> Vec<String> {
    let is_closed = |target: &Target| matches!(target, Target::Service(other) if other.as_str() == id);
    let led = before.routing.outcomes.values().filter(|outcome| is_closed(&outcome.primary.target));
    let first = led.filter_map(|outcome| match &site.routing.outcomes[&outcome.id].primary.target {
        Target::Service(next) => Some((&outcome.id, site.service(next))),
        _ => None,
    });
    let for_some = first.filter(|(_, next)| !site.helps_here(next) || !next.made_for.is_empty());
    for_some.map(|(outcome, next)| format!("{id}: {outcome} begins with {}", next.id)).collect()
}

/// Its number on a page, answer, poster or file, and pages and posters that went with it.
fn shown(site: &Site, id: &str, before: &Before) -> Vec<String> {
    let documents = before.rendered(site);
    let paths: BTreeSet<String> = documents.iter().map(|document| document.path.clone()).collect();
    let mut faults: Vec<String> = before.paths.symmetric_difference(&paths).map(|path| format!("{id}: {path}")).collect();
    let own = before.own_numbers(id);
    let name = before.site.services.values().find(|service| service.id.as_str() == id).map_or("", |service| &service.name);
    for document in &documents {
        let card = format!("href=\"/services/{id}\"");
        let links = document.body.split(&card).skip(1);
        if links.filter_map(|link| link.split_once("</a>")).any(|(words, _)| words.ends_with(" on")) {
            faults.push(format!("{id}: {} says to ring and gives no number", document.path));
        }
        // One is called by its number.
        let body = document.body.replace(name, "");
        for (dialled, shown) in &own {
            let links = ["tel", "sms"].map(|scheme| format!("\"{scheme}:{dialled}"));
            // Of 999, 111 and the like the links alone: the words about them are true without the service, and so are longer numbers.
            let words = [dialled, shown].into_iter().filter(|number| number.len() > 4);
            let is_of_law = ["999", "18000"].contains(&dialled.as_str());
            if !is_of_law
                && (links.iter().any(|link| body.contains(link)) || words.into_iter().any(|number| body.contains(number)))
            {
                faults.push(format!("{id}: {} still gives {shown}", document.path));
            }
        }
    }
    let feed = documents.iter().find(|document| document.path == "/feed.json").map(|feed| feed.body.as_str());
    let feed: Value = serde_json::from_str(feed.unwrap_or_default()).unwrap();
    let title = format!("{name} has closed");
    let items = feed["items"].as_array().unwrap();
    if !items.iter().any(|item| item["title"] == title.as_str()) {
        faults.push(format!("{id}: the feed does not say that it has closed"));
    }
    faults
}

/// The open data say that it is defunct, and search has no entry for it, so that no words can find it.
fn told(site: &Site, id: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let address = format!("/services/{id}");
    if waymark::search::entries(site).iter().any(|entry| entry.path == address) {
        faults.push(format!("{id}: search finds it"));
    }
    let register = Register::of(site, &Moment::at(NOW.parse().unwrap()));
    let listed = register.answer("/oruk/v3/services", "per_page=500&minimal=true").body;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let name = site.services.values().find(|service| service.id.as_str() == id).map(|service| service.name.as_str());
    let record = listed["contents"].as_array().unwrap().iter().find(|one| one["name"].as_str() == name);
    if record.is_none_or(|record| record["status"] != "defunct") {
        faults.push(format!("{id}: the open data say {record:?}"));
    }
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
fn each_service_may_close_and_no_answer_is_left_without_a_route_nor_any_page_or_file_with_its_number() {
    let all = active();
    let before = Before::built_in();
    let halves: Vec<&[String]> = all.chunks(all.len().div_ceil(2)).collect();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let hands: Vec<_> = halves
            .iter()
            .map(|half| scope.spawn(|| half.iter().flat_map(|id| faults_of_closing(id, &before)).collect::<Vec<_>>()))
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
fn a_follower_takes_the_place_of_a_closed_service_in_the_lists_of_areas_where_it_helps_and_elsewhere_an_editor_is_told() {
    let file = "content/services/thurrock-emergency-duty-team.toml";
    let followed = "status = \"closed\"\nreplaced_by = \"essex-emergency-duty-service\"";
    let test = SiteTest::built_in().change(file, "status = \"active\"", followed);
    let of_thurrock = |site: &Site| {
        let area = site.areas.iter().find(|area| area.id.as_str() == "thurrock").unwrap();
        let ways = area.ways(Job::ChildrenServicesOutOfHours).iter();
        ways.map(|way| format!("{:?}", way.target)).collect::<Vec<_>>().join(" ")
    };
    let told = |found: &[Diagnostic]| {
        let of_lists = found.iter().filter(|fault| fault.message.contains("does not help in Thurrock"));
        of_lists.map(|fault| fault.place.file.to_string()).collect::<Vec<_>>()
    };
    let (site, found) = test.load();
    assert!(!of_thurrock(&site.unwrap()).contains("essex-emergency-duty-service"));
    assert_eq!(told(&found), ["content/areas/thurrock.toml"; 2], "its list for the day, and for the night");
    let next = "content/services/essex-emergency-duty-service.toml";
    let (site, found) =
        test.change(next, "areas = [\"essex\", \"southend\"]", "areas = [\"essex\", \"southend\", \"thurrock\"]").load();
    let ways = of_thurrock(&site.unwrap());
    assert!(ways.starts_with("Service(ServiceId(\"essex-emergency-duty-service\"))"), "{ways}");
    assert_eq!(told(&found), [] as [&str; 0]);
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

#[test]
fn an_entry_of_a_list_whose_service_and_sentence_both_lead_to_a_closed_one_is_told_each_once() {
    let note = "note = \"Ring {call:wendale-night-team}. On bank holidays too.\"";
    let test = SiteTest::small().change("content/areas/wendale.toml", "note = \"On bank holidays too.\"", note);
    let found =
        test.change("content/services/wendale-night-team.toml", "status = \"active\"", "status = \"closed\"").diagnostics();
    let of_area = |fault: &&Diagnostic| fault.kind == Kind::NotShown && fault.place.file.ends_with("areas/wendale.toml");
    let told: Vec<&str> = found.iter().filter(of_area).map(|fault| fault.message.as_str()).collect();
    let [list, sentence] = told[..] else { panic!("{told:#?}") };
    assert!(list.starts_with("the service `wendale-night-team` has closed: until this is rewritten, "), "{list}");
    assert!(list.ends_with("in the list `children-services-out-of-hours` of Wendale"), "{list}");
    assert_eq!(sentence, "`wendale-night-team` has closed: the sentence that gives its number is not shown");
}
