//! The checker of a school's own page, as a safeguarding lead uses it.

use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::Timestamp;
use waymark::clock::Moment;
use waymark::content::source::SourceTree;
use waymark::diagnostic::Kind;
use waymark::forms::SiteForms;
use waymark::render::assets::Assets;
use waymark::render::document::{CachePolicy, MediaType, RenderedDocument};
use waymark::render::templates::Templates;
use waymark::search::Lexicon;
use waymark::snapshot::{Forms as _, encode};

use super::go::{header, status};
use super::program::Served;
use super::site_test::{NOW, SiteTest, words};

const RULES: &str = "content/page-rules.toml";
const ADDRESS: &str = "/schools/check-your-page";

/// A page with nothing to mend.
const GOOD: &str = "<h1>Keeping children safe</h1>
<p>If a child is in danger now, call 999.</p>
<p>Our designated safeguarding lead is Mrs Smith.</p>
<p>Pupils can ring Childline on 0800 1111.</p>
<p>Parents can ring the NSPCC on 0808 800 5000.</p>
<p>CEOP is for online abuse. CEOP is not for hacked accounts.</p>";

/// A page as many schools have it.
const OLD: &str = "<h1>E-safety</h1>
<p>Visit <a href=\"http://www.thinkuknow.co.uk/parents\">the parents' site</a> for advice.</p>
<p>Report bullying and hacked accounts to CEOP.</p>
<p>Samaritans: jo@samaritans.org</p>
<p>Rape Crisis: 0808-802-9999. Out of hours: 0845 606 1212.</p>
<p>If you are sent a nude, screenshot the nude and bring it to us.</p>
<p>Everything is 100% confidential.</p>";

fn forms() -> &'static SiteForms {
    static FORMS: LazyLock<SiteForms> = LazyLock::new(|| {
        let site = SiteTest::built_in().site();
        let tree = SourceTree::built_in();
        let templates = Templates::load(&tree).unwrap();
        let assets = Assets::load(&tree, &site).unwrap();
        let moment = Moment::at(NOW.parse::<Timestamp>().unwrap());
        SiteForms::prepare(&site, &templates, &assets, Lexicon::default(), &moment, String::new())
    });
    &FORMS
}

fn answer(page: &str) -> RenderedDocument {
    let body = forms().check_page(page).html;
    RenderedDocument {
        path: ADDRESS.into(),
        template: ADDRESS,
        media_type: MediaType::Html,
        policy: CachePolicy::NeverKept,
        csp: None,
        body,
    }
}

fn said(page: &str) -> String {
    words(&answer(page))
}

#[test]
fn an_old_page_is_told_what_to_change_where_it_stands_and_what_to_write() {
    let said = said(OLD);
    for wanted in [
        "Thinkuknow is retired",
        "Line 2: http://www.thinkuknow.co.uk/parents",
        "CEOP Education: https://waymark.example/go/ceop-education",
        "It is not for bullying, or for fake or hacked accounts",
        "Line 3:",
        "Samaritans: 116 123, https://waymark.example/go/samaritans",
        "24/7 Rape and Sexual Abuse Support Line: 0808 500 2222",
        "Line 5:",
        "0345 606 1212",
        "Nobody should send, copy or save",
        "No helpline keeps everything private",
        "The page does not say to call 999",
        "The page shows pupils nobody to turn to",
        "Under 18? Get help here: https://waymark.example/go/pupils",
        "The page does not say who leads",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_good_page_hears_so_and_is_asked_to_be_read_by_a_person_too() {
    let said = said(GOOD);
    assert!(said.contains("We found nothing out of date") && said.contains("read the page yourself"), "{said}");
    assert!(said.contains("Nothing is missing"), "{said}");
}

#[test]
fn the_answer_keeps_999_first_and_does_not_give_the_page_back() {
    let page = answer(&format!("{OLD}<p>Mrs Quillfeather teaches in room nine.</p>"));
    assert_eq!(waymark::render::audit::audit(std::slice::from_ref(&page)), []);
    assert!(!page.body.contains("Quillfeather"));
    assert!(page.body.contains("content=\"noindex\""));
}

#[test]
fn nothing_pasted_becomes_a_part_of_the_page() {
    let page =
        answer("see <b>thinkuknow</b> &lt;script&gt;alert(1)&lt;/script&gt; <img src=\"//thinkuknow.co.uk/&quot;&gt;<script>\">");
    assert!(page.body.contains("&lt;script&gt;"), "{}", words(&page));
    assert_eq!(page.body.matches("<script").count(), 1, "only the site's own");
    assert!(!page.body.contains("<img"));
}

#[test]
fn nothing_at_all_is_answered_with_what_to_do() {
    for empty in ["", "   ", "<p></p>"] {
        assert!(said(empty).contains("There was nothing to read"), "{empty:?}");
    }
}

#[test]
fn a_page_with_every_fault_is_answered_within_the_first_flight() {
    let site = SiteTest::built_in().site();
    let rules = site.page_rules.as_ref().unwrap();
    let mut worst = String::new();
    for _ in 0..4 {
        for rule in &rules.outdated {
            let groups: Vec<&str> = rule.together.iter().filter_map(|group| group.first()).map(String::as_str).collect();
            for line in rule.words.iter().chain(&rule.numbers).map(String::as_str).chain([groups.join(" and ").as_str()]) {
                writeln!(worst, "some words of a school before {line} and some of its words after it").unwrap();
            }
        }
    }
    let page = answer(&worst);
    assert!(words(&page).contains("more lines"));
    let sent = encode::encode(page.body.as_bytes(), waymark::snapshot::Coding::Brotli, waymark::snapshot::Effort::Fast).unwrap();
    assert!(sent.len() < 13_000, "{} bytes", sent.len());
}

#[test]
fn every_rule_finds_its_own_example_and_every_number_we_never_print_has_a_rule() {
    let site = SiteTest::built_in().site();
    let rules = site.page_rules.as_ref().unwrap();
    for rule in &rules.outdated {
        let together: Vec<&str> = rule.together.iter().map(|group| group[0].as_str()).collect();
        for text in rule.words.iter().chain(&rule.numbers).cloned().chain([together.join(" ")]).filter(|text| !text.is_empty()) {
            assert!(said(&format!("About {text} here")).contains(&rule.what), "{}: {text}", rule.what);
        }
    }
    let numbers: Vec<&String> = rules.outdated.iter().flat_map(|rule| rule.numbers.iter().chain(&rule.words)).collect();
    let superseded = site.words.never.iter().filter(|never| never.why != "unconfirmed" && !never.why.contains("may have closed"));
    for never in superseded {
        assert!(numbers.iter().any(|number| **number == never.value), "{} has no rule", never.value);
    }
}

#[test]
fn a_replacement_never_holds_what_a_rule_finds() {
    let site = SiteTest::built_in().site();
    let rules = site.page_rules.as_ref().unwrap();
    for rule in &rules.outdated {
        let said = said(&rule.instead.text);
        assert!(said.contains("We found nothing out of date"), "{}: {said}", rule.what);
    }
}

#[test]
fn a_rule_that_looks_for_nothing_or_leads_nowhere_is_refused() {
    let none = SiteTest::built_in().change(RULES, "words = [\"sexting\"]\n", "");
    none.finds(Kind::MissingKey, RULES);
    let nowhere = SiteTest::built_in().change(RULES, "link = \"pupils\"", "link = \"pupil\"");
    nowhere.finds(Kind::UnknownReference, RULES);
    let closed = SiteTest::built_in().change(RULES, "service = \"samaritans\"", "service = \"ecsa\"");
    closed.finds(Kind::NotShown, RULES);
}

fn post(served: &Served, body: &str) -> String {
    let length = body.len();
    served.ask(&format!(
        "POST {ADDRESS} HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

#[test]
fn the_form_is_shown_sent_and_answered_and_nobody_keeps_the_answer() {
    let served = Served::start(&[]);
    let form = served.get(ADDRESS);
    assert!(
        form.contains("<form class=\"ask\" method=\"post\" action=\"/schools/check-your-page\">")
            && form.contains("name=\"text\"")
    );
    let answer = post(&served, "text=%3Cp%3ESee+Thinkuknow%0D%0A%C3%A9%FF%00");
    assert_eq!((status(&answer), header(&answer, "cache-control"), header(&answer, "etag")), ("200", "no-store", ""));
    assert!(answer.contains("Thinkuknow is retired") && answer.contains("tel:999"));
    assert_eq!(status(&post(&served, "")), "200");
    let too_long = post(&served, &format!("text={}", "a".repeat(256 * 1024 + 1)));
    assert!(status(&too_long) == "413" && too_long.contains("too long to read at once") && too_long.contains("tel:999"));
    assert_eq!(status(&post(&served, &format!("text={}", "a".repeat(256 * 1024)))), "200");
    assert_eq!(status(&post(&served, &format!("text={}", "%C3%A9".repeat(140_000)))), "413", "refused before it is read");
}
