//! The search form as a visitor meets it, and `waymark search` as an editor does.

use std::io::Read as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use waymark::clock::Moment;
use waymark::content::{self, source::SourceTree};
use waymark::forms::SiteForms;
use waymark::render::assets::Assets;
use waymark::render::templates::Templates;
use waymark::search::Lexicon;
use waymark::site;
use waymark::snapshot::Forms as _;

use super::program::{Served, run, text};

/// The forms of the real site.
static FORMS: LazyLock<SiteForms> = LazyLock::new(|| forms(&SourceTree::built_in()));

pub fn forms(tree: &SourceTree) -> SiteForms {
    let (documents, _) = content::read(tree);
    let site = site::assemble(&documents).0.unwrap();
    let (templates, assets) = (Templates::load(tree).unwrap(), Assets::load(tree, &site).unwrap());
    let lexicon = Lexicon::from(&documents.search.as_ref().unwrap().value);
    SiteForms::prepare(&site, &templates, &assets, lexicon, &Moment::at(super::site_test::NOW.parse().unwrap()), String::new())
}

fn page(words: &str) -> String {
    FORMS.search(words).html
}

/// The addresses of the results, in the order of the page.
fn results(html: &str) -> Vec<String> {
    let list = html.split("<ol class=\"found\">").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap_or_default();
    let links = list.split("also-name\"><h3><a href=\"").skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn post(site: &Served, body: &str) -> String {
    post_for(site, body, "identity")
}

fn post_for(site: &Served, body: &str, coding: &str) -> String {
    let length = body.len();
    site.ask(&format!(
        "POST /search HTTP/1.1\r\nhost: a\r\nconnection: close\r\naccept-encoding: {coding}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
    ))
}

/// The bytes of an answer, its headers among them.
fn weight(answer: &str) -> usize {
    let head = answer.split("\r\n\r\n").next().unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    head.len() + 4 + length.parse::<usize>().unwrap()
}

#[test]
fn a_visitor_finds_the_page_and_nobody_keeps_the_words() {
    let (site, mut logged) = Served::logging();
    let form = site.get("/search");
    assert!(form.contains("method=\"post\"") && form.contains("id=\"a-to-z\""), "{form}");
    let answer = post(&site, "q=my+son+is+being+blackmailed+zebrafish");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("cache-control: no-store"), "{answer}");
    assert_eq!(results(&answer)[0], "/online-blackmail");
    assert!(answer.contains("<title>Search"), "the tab gives nothing away");
    drop(site);
    let mut log = String::new();
    logged.read_to_string(&mut log).unwrap();
    assert!(log.contains("/search"), "requests are logged: {log}");
    assert!(!log.contains("zebrafish") && !log.contains("blackmail"), "words are not: {log}");
}

#[test]
fn every_page_of_results_fits_the_first_flight_of_a_connection() {
    let site = Served::start(&[]);
    let long = "somebody+threatens+my+son+".repeat(8);
    for words in ["i+want+to+die", "child+abuse+help+essex", "child+porn", "qzxv", &long] {
        for coding in ["br", "gzip"] {
            let answer = post_for(&site, &format!("q={words}"), coding);
            assert!(answer.contains(&format!("content-encoding: {coding}")), "{words}");
            assert!(weight(&answer) <= 14_600, "{words} takes {} bytes in {coding}", weight(&answer));
        }
    }
}

#[test]
fn any_bytes_at_all_are_answered_with_a_whole_page() {
    let site = Served::small();
    for body in ["", "q", "=&=", "q=%", "q=%zz&q=a", "other=words"] {
        assert!(post(&site, body).starts_with("HTTP/1.1 200"), "{body:?}");
    }
    let mut runner = TestRunner::new(ProptestConfig::with_cases(64));
    let sent = proptest::collection::vec(any::<u8>(), 0..300);
    let outcome = runner.run(&sent, |bytes| {
        let encoded: String = form_urlencoded::byte_serialize(&bytes).collect();
        let answer = post(&site, &format!("q={encoded}"));
        prop_assert!(answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("</html>"), "{}", answer);
        Ok(())
    });
    assert_eq!(outcome, Ok(()));
}

#[test]
fn whatever_was_typed_the_way_to_a_voice_stands_before_the_results() {
    for words in ["parental controls", "child porn", "qzxv wqxz", "someone is hurting my child right now"] {
        let html = page(words);
        let main = html.split("<main").nth(1).unwrap();
        let (emergency, crisis, after) = (main.find("tel:999"), main.find("href=\"/crisis\""), main.find("<h2>"));
        assert!(emergency.is_some() && crisis.is_some() && emergency < after && crisis < after, "{words}: {main}");
    }
}

#[test]
fn no_more_than_five_hundred_characters_are_put_back_in_the_box() {
    let html = page(&"\u{e9}a".repeat(300));
    let boxed = html.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(boxed.chars().count(), 500);
}

#[test]
fn despair_and_danger_are_met_before_everything_else() {
    let despair = page("i want to die");
    let (crisis, first_result) = (despair.find("class=\"crisis\"").unwrap(), despair.find("class=\"found\"").unwrap());
    assert!(crisis < first_result && results(&despair)[0] == "/crisis");
    let danger = page("someone is hurting my child right now");
    let (urgent, first_result) = (danger.find("class=\"urgent\"").unwrap(), danger.find("class=\"found\"").unwrap());
    assert!(urgent < first_result, "{danger}");
}

#[test]
fn words_that_ask_for_abuse_material_lead_to_help_alone() {
    let html = page("child porn");
    assert_eq!(results(&html), ["/online-behaviour", "/help-for-you", "/crisis"]);
}

#[test]
fn a_search_that_finds_nothing_shows_the_ways_on() {
    let html = page("qzxv wqxz");
    let home =
        ["/worried-about-a-child", "/young-people", "/help-for-you", "/worried-about-someone", "/abused-in-the-past", "/schools"];
    for path in home.iter().chain(&["/report"]) {
        assert!(html.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

#[test]
fn a_service_shows_its_number_and_every_result_a_sentence_and_whom_it_is_for() {
    let html = page("stop it now");
    assert!(html.contains("tel:08081000900"), "{html}");
    let list = html.split("<ol class=\"found\">").nth(1).unwrap().split("</ol>").next().unwrap();
    for result in list.split("<li>").skip(1) {
        assert!(result.contains("</div><p>") && result.contains("<p class=\"quiet\">For "), "{result}");
    }
}

#[test]
fn markup_and_marks_that_turn_the_writing_are_inert() {
    let html = page("\"><script>alert(1)</script>\u{202e}\u{0}");
    assert!(!html.contains("<script>alert") && html.contains("&lt;script&gt;alert(1)"), "{html}");
    assert!(!html.contains('\u{202e}') && !html.contains('\u{0}'));
}

#[test]
fn an_editor_sees_the_ranking_of_the_page_with_its_reasons() {
    for words in ["my son is being blackmailed", "i want to die", "child porn", "stopso", "qzxv wqxz"] {
        let output = run(&["search", words, "--format", "json"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let ranked: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        let paths: Vec<&str> = ranked.iter().map(|one| one["path"].as_str().unwrap()).collect();
        let mut keys: Vec<&str> = ranked[0].as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["path", "score", "title"]);
        let on_the_page = results(&page(words));
        assert!(on_the_page.is_empty() || on_the_page == paths, "{words}: {paths:?}");
        assert!(!paths.is_empty());
    }
    let pretty = text(&run(&["search", "my son is being blackmailed"]).stdout);
    assert!(pretty.lines().next().unwrap().contains("/online-blackmail") && pretty.lines().count() > 4, "{pretty}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_typed_gets_a_whole_page_with_a_way_on(words in any::<String>()) {
        let html = page(&words);
        prop_assert!(html.trim_end().ends_with("</html>") && html.contains("tel:999"));
        prop_assert!(!results(&html).is_empty() || html.contains("href=\"/report\""));
    }

    #[test]
    fn markup_between_words_never_reaches_the_page_as_markup(before in "[a-z ]{0,20}", tag in "<[a-z]{1,8}[ a-z=\"']{0,20}>") {
        let html = page(&format!("{before}{tag}{before}"));
        let boxed = html.split("name=\"q\"").nth(1).unwrap().split("><button>").next().unwrap();
        prop_assert!(!boxed.contains('<'), "{}", boxed);
    }
}

#[test]
fn a_place_of_a_copy_outweighs_a_word_of_the_bank_that_is_a_part_of_its_name() {
    let mut tree = SourceTree::built_in();
    tree.lay_over("content", std::path::Path::new("tests/fixtures/welsh-county")).unwrap();
    let area = "content/areas/sir-afon.toml";
    let with_places = tree.text(area).unwrap().replacen("\"Aberlli\"", "\"Porth Wen\", \"Help Bach\"", 1);
    tree.set(area, with_places);
    let forms = forms(&tree);
    let first = |words: &str| results(&forms.search(words).html).into_iter().take(3).collect::<Vec<_>>();
    for words in ["Porth Wen", "porth wen", "Help Bach"] {
        let found = first(words);
        assert!(found.iter().all(|path| path.starts_with("/services/sir-afon-")), "{words}: {found:?}");
    }
    let told = "i live in Porth Wen and im worried about a kid";
    let found = first(told);
    assert!(found.iter().any(|path| path.starts_with("/services/sir-afon-")), "{found:?}");
    let despair = first("i live in Porth Wen and i want to die");
    assert_eq!(despair.first().map(String::as_str), Some("/crisis"), "{despair:?}");
    let own = first("i live in porth wen and i look at pictures of children");
    assert!(own.iter().all(|path| !path.starts_with("/services/sir-afon-")), "{own:?}");
}

#[test]
fn the_name_of_a_place_is_not_heard_as_despair_and_what_is_said_beside_it_or_of_it_is() {
    let mut tree = SourceTree::built_in();
    let area = "content/areas/essex.toml";
    let with_places =
        tree.text(area).unwrap().replacen("\"Basildon\"", "\"Hebden Bridge\", \"Hanging Houghton\", \"Cutting Hill\"", 1);
    tree.set(area, with_places);
    let forms = forms(&tree);
    let first = |words: &str| results(&forms.search(words).html).into_iter().take(3).collect::<Vec<_>>();
    for words in
        ["Hebden Bridge", "Hanging Houghton", "cutting hill", "hanging houghton childrens services", "hebden bridge police"]
    {
        let found = first(words);
        assert!(!found.contains(&"/crisis".to_owned()), "{words}: {found:?}");
        assert!(found.iter().any(|path| path.starts_with("/services/essex-")), "{words}: {found:?}");
        assert!(forms.ranking(words).iter().all(|hit| !hit.reasons.iter().any(|why| why.contains("despair"))), "{words}");
    }
    for words in [
        "I want to jump off Hebden Bridge",
        "standing on hebden bridge",
        "hebden bridge. i want to die",
        "going to hang myself in Hanging Houghton",
        "ive been cutting, cutting hill",
    ] {
        assert_eq!(first(words).first().map(String::as_str), Some("/crisis"), "{words}");
    }
}

#[test]
fn no_grave_line_is_lost_by_the_name_of_a_place_beside_it() {
    let mut tree = SourceTree::built_in();
    let area = "content/areas/essex.toml";
    tree.set(area, tree.text(area).unwrap().replacen("\"Basildon\"", "\"Basildon\", \"Hebden Bridge\"", 1));
    let forms = forms(&tree);
    let is_grave = |words: &str| {
        let paths: Vec<String> = results(&forms.search(words).html).into_iter().take(3).collect();
        ["/crisis", "/emergency"].iter().any(|path| paths.contains(&(*path).to_owned()))
    };
    let lines = include_str!("../search/fresh-grave.txt")
        .lines()
        .filter(|line| [" | despair | ", " | danger | "].iter().any(|kind| line.contains(kind)));
    let lines: Vec<&str> = lines.filter_map(|line| line.rsplit(" | ").next()).filter(|line| is_grave(line)).collect();
    assert!(lines.len() > 50, "{}", lines.len());
    for place in ["hebden bridge", "basildon"] {
        let lost: Vec<&&str> = lines.iter().filter(|line| !is_grave(&format!("{line} {place}"))).collect();
        assert!(lost.is_empty(), "{place}: {lost:#?}");
    }
}
