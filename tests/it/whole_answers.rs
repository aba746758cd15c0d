//! Answers are whole: what an outcome names stands on the report page and on the outcome's own page, and at every hour of a week and
//! on every bank holiday somebody who answers stands first, or is named until the first one does.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use waymark::site::Site;
use waymark::site::contact::Contact;
use waymark::site::routing::{Outcome, Urgency};
use waymark::site::way::{Target, Way};

use super::clock_law::{london, oracle};
use super::site_test::{SiteTest, values, without_tags};

/// A working morning, and a Sunday night on which most are shut.
const BY_DAY_AND_BY_NIGHT: [&str; 2] = ["2026-11-24T10:00:00Z", "2026-11-29T02:00:00Z"];
const MONDAY: Date = date(2026, 11, 23);

/// The part of the report page that is this outcome.
fn section<'p>(report: &'p str, outcome: &Outcome) -> &'p str {
    let mut sections = report.split("<section class=outcome").skip(1);
    let is_it = |rest: &&str| values(rest, "id").next() == Some(outcome.id.as_str());
    let rest = sections.find(is_it).unwrap_or_else(|| panic!("{} is on the report page", outcome.id));
    let (_, rest) = rest.split_once('>').expect("a tag ends");
    rest.split_once("</section>").expect("a section ends").0
}

/// The words a reader must find of one way: who, why, and what the call costs where its number is `shown`.
fn words_of(site: &Site, way: &Way, shown: &str) -> Vec<String> {
    let mut words: Vec<String> = way.why.iter().cloned().collect();
    match &way.target {
        Target::Service(id) => {
            let service = site.service(id);
            words.push(service.name.clone());
            // From abroad another number is rung, or none.
            let is_rung = service.phone().and_then(Contact::number).is_some_and(|number| shown.contains(number.shown()));
            let cost = service.cost.as_ref().filter(|cost| is_rung && cost.confidence.is_shown_as_sure());
            words.extend(cost.map(|cost| cost.value.clone()));
        }
        Target::Role(id) => words.push(site.role(id).name.clone()),
        Target::Job(job) => {
            let local = site.areas.iter().filter(|area| area.is_local).flat_map(|area| area.ways(*job));
            words.extend(local.flat_map(|way| words_of(site, &Way { why: None, ..way.clone() }, "")).take(1));
        }
        Target::Page(path) => words.push(site.pages[path].title.clone()),
    }
    words
}

#[test]
fn each_name_reason_cost_and_state_of_an_answer_stands_on_the_report_page_and_on_its_own() {
    let test = SiteTest::built_in();
    let site = test.site();
    for rendered in test.rendered_at_each(&BY_DAY_AND_BY_NIGHT) {
        let page = |path: &str| &rendered.documents.iter().find(|page| page.path == path).expect("a page").body;
        let report = page("/report");
        for outcome in site.routing.outcomes.values() {
            let own = without_tags(page(&outcome.address()).split_once("<main").expect("a main part").1);
            let inline = without_tags(section(report, outcome));
            // Somebody named until the first opens may be named once, there.
            let until = |way: &&Way| outcome.until_then.iter().any(|until| until.target == way.target);
            let others = outcome.then.iter().chain(&outcome.secondary).filter(|way| !until(way));
            let ways = std::iter::once(&outcome.primary).chain(others).flat_map(|way| words_of(&site, way, &inline));
            let own_words = outcome.next.iter().chain([&outcome.title, &outcome.do_now]).cloned();
            for text in ways.chain(own_words).map(|text| without_tags(&text)) {
                for (place, words) in [("/report", &inline), ("its own page", &own)] {
                    assert!(words.contains(&text), "{} on {place} lacks {text:?}: {words}", outcome.id);
                }
            }
            let states =
                |words: &str| ["Open now", "Closed now", "Check today’s hours"].map(|state| words.matches(state).count());
            assert_eq!(states(&inline), states(&own), "{}: as many states here as there", outcome.id);
        }
    }
}

#[test]
fn every_answer_ends_with_a_way_on_for_whoever_cannot_speak_or_read_it() {
    let test = SiteTest::built_in();
    let (site, rendered) = (test.site(), test.rendered_at(BY_DAY_AND_BY_NIGHT[0]));
    assert!(!site.routing.last_guides.is_empty());
    let addresses = site.routing.outcomes.values().map(Outcome::address).chain(["/report".to_owned()]);
    for address in addresses {
        let page = rendered.documents.iter().find(|page| page.path == address).expect("a page");
        let (_, after) = page.body.split_once(&site.routing.last_line).unwrap_or_else(|| panic!("{address} says how it ends"));
        for guide in &site.routing.last_guides {
            assert!(values(after, "href").any(|link| link == guide.as_str()), "{address} leads on to {guide}");
        }
    }
}

/// Which contacts have this number, and when they answer.
struct Numbers<'s> {
    site: &'s Site,
    by_link: BTreeMap<String, Vec<&'s Contact>>,
}

impl<'s> Numbers<'s> {
    fn of(site: &'s Site) -> Self {
        let mut by_link: BTreeMap<String, Vec<&Contact>> = BTreeMap::new();
        for contact in site.shown_services().flat_map(|service| &service.contacts) {
            if let Some(number) = contact.number() {
                by_link.entry(number.dialled()).or_default().push(contact);
            }
        }
        Self { site, by_link }
    }

    /// Whether somebody answers the number then; nothing where nobody has told its hours.
    fn answers(&self, number: &str, now: Timestamp) -> Option<bool> {
        let civil = london().to_datetime(now);
        let hours = self.by_link.get(number)?.iter().filter_map(|contact| contact.sure_hours());
        let mut states = hours.map(|hours| oracle(&hours.value, civil, &self.site.bank_holidays) == Some(true)).peekable();
        states.peek()?;
        Some(states.all(|is_open| is_open))
    }
}

/// The numbers to ring in a piece of a page, in order, lists of other places left out.
fn numbers_in(html: &str) -> Vec<String> {
    let near = html.split("<details class=else>").enumerate().map(|(n, piece)| match n {
        0 => piece,
        _ => piece.split_once("</details>").map_or("", |(_, rest)| rest),
    });
    let links = near.flat_map(|piece| values(piece, "href"));
    links.filter_map(|link| link.strip_prefix("tel:").or(link.strip_prefix("sms:"))).map(str::to_owned).collect()
}

/// Who to contact first, who until then, and everybody else, as the report page shows them.
fn first_until_and_rest(section: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (_, route) = section.split_once("<div class=route>").expect("who to contact first");
    let (first, rest) = route.split_once("<h3>").unwrap_or((route, ""));
    let (first, until) = first.split_once("<div class=until>").unwrap_or((first, ""));
    (numbers_in(first), numbers_in(until), numbers_in(rest))
}

/// Every hour of an ordinary week, and of each bank holiday four.
fn instants(site: &Site) -> Vec<Timestamp> {
    let zone = london();
    let at = |day: Date, hour: i8| zone.to_timestamp(day.at(hour, 30, 0, 0)).expect("an instant");
    let week = (0..7i64).flat_map(|day| (0..24i8).map(move |hour| (MONDAY + day.days(), hour)));
    let holidays = site.bank_holidays.days.keys().flat_map(|day| [2, 10, 16, 22].map(|hour| (*day, hour)));
    week.chain(holidays).map(|(day, hour)| at(day, hour)).collect()
}

#[test]
fn at_every_hour_of_a_week_and_on_bank_holidays_the_first_to_ring_answers_or_somebody_is_named_until_then() {
    let test = SiteTest::built_in();
    let site = test.site();
    let numbers = Numbers::of(&site);
    let (mut were_open, mut were_shut) = (0, 0);
    let instants = instants(&site);
    for (now, report) in instants.iter().zip(test.page_at_each("/report", instants.clone())) {
        let (now, report) = (*now, report.body);
        for outcome in site.routing.outcomes.values() {
            let (first, until, rest) = first_until_and_rest(section(&report, outcome));
            let is_answered = |list: &[String]| list.first().is_some_and(|number| numbers.answers(number, now) == Some(true));
            let said = format!("{} at {now}: first {first:?}, until then {until:?}", outcome.id);
            match first.first().map(|number| numbers.answers(number, now)) {
                // Somebody to find, an office without hours, or a page of the site: on an answer that says now, the next is rung at once.
                None | Some(None) => {
                    let somebody = if until.is_empty() { &rest } else { &until };
                    assert!(outcome.urgency != Urgency::Now || is_answered(somebody), "{said}, then {rest:?}");
                }
                Some(Some(true)) => were_open += 1,
                Some(Some(false)) => {
                    were_shut += 1;
                    assert!(outcome.urgency != Urgency::Now, "{said}: an answer that says now begins with somebody who is shut");
                    assert!(
                        is_answered(&until) || first[1..].iter().any(|other| numbers.answers(other, now) == Some(true)),
                        "{said}"
                    );
                }
            }
        }
    }
    assert!(were_open > 1_000 && were_shut > 1_000, "{were_open} open and {were_shut} shut: both were met");
}

#[test]
fn a_centre_that_is_open_at_any_hour_says_so_on_its_own_page_and_in_the_list_of_an_area_alike() {
    let rendered = SiteTest::built_in().rendered_at(BY_DAY_AND_BY_NIGHT[1]);
    let says = |path: &str, words: &str| {
        let page = rendered.documents.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("{path} is a page"));
        without_tags(&page.body).contains(words)
    };
    assert_eq!(says("/report/o24-4", "Open at any hour"), says("/services/oakwood-place-sarc", "Open now, at any hour"));
}

#[test]
fn answers_stand_on_the_page_in_the_order_that_was_recorded_and_those_that_came_since_stand_last() {
    let site = SiteTest::built_in();
    let file = "content/routing.toml";
    let text = site.tree().text(file).expect("the router").to_owned();
    let (before, rest) = text.split_once("page_order = [").expect("an order is recorded");
    let (_, after) = rest.split_once("\n]").expect("it ends");
    let reordered = format!("{before}page_order = [\"o24\", \"gone-since\", \"o3\"\n]{after}");
    let report = site.file(file, &reordered).page_at("/report", BY_DAY_AND_BY_NIGHT[0]).body;
    let ids: Vec<&str> = report.split("<section class=outcome").skip(1).filter_map(|rest| values(rest, "id").next()).collect();
    assert_eq!(ids[..4], ["o24", "o3", "o1", "o2"]);
    assert_eq!(ids.len(), text.matches("[[outcome]]").count());
}
