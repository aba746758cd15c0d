//! What a frightened person types, and what they find first.
//!
//! The graded sets stand beside this file. `brief.toml` is section D of the content brief; `tuning*.toml` were tuned on;
//! `held-out.toml` and `unseen.toml` never are: to mend a query of theirs, write a like one into a tuning set and mend that.

#![allow(clippy::expect_used, reason = "a set that cannot be read must stop the tests")]

mod bank;
mod entries;
mod fresh;
mod graded;
mod who;

use graded::{Kind, Marks, is_at_least, mark, set};
use proptest::prelude::*;
use std::sync::LazyLock;
use waymark::search::{Answer, AnswerKind, Entry, Index, Notice};

const SETS: [(&str, &str); 10] = [
    ("brief", include_str!("brief.toml")),
    ("tuning", include_str!("tuning.toml")),
    ("tuning-2", include_str!("tuning-2.toml")),
    ("tuning-3", include_str!("tuning-3.toml")),
    ("tuning-4", include_str!("tuning-4.toml")),
    ("tuning-5", include_str!("tuning-5.toml")),
    ("tuning-6", include_str!("tuning-6.toml")),
    ("tuning-7", include_str!("tuning-7.toml")),
    ("held-out", include_str!("held-out.toml")),
    ("unseen", include_str!("unseen.toml")),
];

/// The real site, indexed once.
static REAL: LazyLock<(Vec<Entry>, Index)> = LazyLock::new(|| {
    let (entries, lexicon, bank) = entries::real();
    let index = Index::build(&entries, &lexicon, &bank);
    (entries, index)
});

fn ask(words: &str) -> Answer {
    REAL.1.search(words)
}

/// The addresses found, best first.
fn paths(words: &str) -> Vec<&'static str> {
    ask(words).hits.iter().map(|hit| REAL.0[hit.entry].path.as_str()).collect()
}

fn check_first(words: &str, expected: &str) {
    assert_eq!(paths(words).first().copied(), Some(expected), "{words}");
}

fn marks(name: &str) -> Marks {
    let (_, text) = SETS.iter().find(|(known, _)| *known == name).expect("a set of that name");
    let marks = mark(&REAL.1, &REAL.0, &set(text));
    println!("{name}: {} queries, first right {}, in the first three {}", marks.all, marks.first, marks.top_three);
    marks.missed.iter().for_each(|line| println!("  {line}"));
    marks
}

fn check_set(name: &str, first: usize, top_three: usize) {
    let marks = marks(name);
    assert!(
        is_at_least(marks.first, marks.all, first),
        "{name}: first right for {} of {}\n{}",
        marks.first,
        marks.all,
        marks.missed.join("\n")
    );
    assert!(
        is_at_least(marks.top_three, marks.all, top_three),
        "{name}: in the first three for {} of {}",
        marks.top_three,
        marks.all
    );
}

#[test]
fn the_queries_of_the_brief_find_their_page() {
    check_set("brief", 95, 100);
}

#[test]
fn queries_that_nothing_was_tuned_on_find_their_page() {
    check_set("held-out", 85, 95);
    check_set("unseen", 85, 95);
}

#[test]
fn queries_that_were_tuned_on_stay_found() {
    for (name, _) in SETS.iter().filter(|(name, _)| name.starts_with("tuning")) {
        check_set(name, 95, 98);
    }
}

#[test]
fn despair_and_danger_always_come_first() {
    let missed: Vec<String> = SETS.iter().flat_map(|(name, _)| marks(name).unsafe_ones).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Initials, letters of other scripts, and films, each with neighbours that mean what they say.
#[test]
fn despair_is_heard_in_any_letters_and_not_in_what_only_sounds_like_it() {
    let lines = |text: &'static str| text.lines().filter(|line| !line.is_empty());
    let unheard = lines(include_str!("in-disguise.txt")).filter(|line| ask(line).notice != Some(Notice::Despair));
    assert_eq!(unheard.collect::<Vec<_>>(), [""; 0], "despair that is not heard");
    let alarmed = lines(include_str!("only-sounds-like-it.txt")).filter(|line| ask(line).notice.is_some());
    assert_eq!(alarmed.collect::<Vec<_>>(), [""; 0], "figures of speech that are heard");
}

#[test]
fn notices_are_rare_where_nothing_calls_for_them() {
    let all: Vec<Marks> = SETS.iter().map(|(name, _)| marks(name)).collect();
    let needless: Vec<String> = all.iter().flat_map(|marks| marks.needless.clone()).collect();
    let asked: usize = all.iter().map(|marks| marks.all).sum();
    assert!(needless.len() * 50 <= asked, "{}", needless.join("\n"));
}

#[test]
fn every_address_that_is_named_exists() {
    let known = |path: &str| REAL.0.iter().any(|entry| entry.path == path);
    let raw: waymark::content::raw::Search = toml::from_str(include_str!("../../content/search.toml")).unwrap();
    let unknown: Vec<&String> = raw.paths().map(toml::Spanned::get_ref).filter(|path| !known(path)).collect();
    assert!(unknown.is_empty(), "content/search.toml names {unknown:?}");
    for (name, text) in SETS {
        let queries = set(text);
        let unknown: Vec<&String> = queries.iter().flat_map(graded::Query::paths).filter(|path| !known(path)).collect();
        assert!(unknown.is_empty(), "{name} names {unknown:?}");
    }
}

#[test]
fn every_group_that_a_phrase_names_exists() {
    let text = include_str!("../../content/search.toml");
    let raw: waymark::content::raw::Search = toml::from_str(text).unwrap();
    let phrases = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(['"', ' ', '/']));
    let unknown: Vec<&str> =
        phrases.filter_map(|word| word.strip_prefix('@')).filter(|name| !raw.same.contains_key(*name)).collect();
    assert!(unknown.is_empty(), "[same] has no {unknown:?}");
}

#[test]
fn no_query_stands_in_a_set_that_is_tuned_on_and_in_one_that_is_not() {
    let words = |name: &str| -> Vec<String> {
        let (_, text) = SETS.iter().find(|(known, _)| *known == name).unwrap();
        set(text).into_iter().map(|query| query.words).collect()
    };
    let lexicon = include_str!("../../content/search.toml");
    for query in words("held-out").into_iter().chain(words("unseen")) {
        let is_tuned = SETS.iter().any(|(name, _)| name.starts_with("tuning") && words(name).contains(&query));
        assert!(!is_tuned, "{query}");
        let is_listed = query.split(' ').count() > 3 && lexicon.contains(&format!("  \"{query}\","));
        assert!(!is_listed, "content/search.toml holds {query:?} word for word");
    }
}

#[test]
fn wording_that_asks_for_abuse_material_leads_to_help_and_nothing_else() {
    for words in ["child porn", "nude kids pictures", "where can i find child porn", "free videos of naked children"] {
        assert_eq!(ask(words).kind, AnswerKind::SeekingMaterial, "{words}");
        assert_eq!(paths(words), ["/online-behaviour", "/help-for-you", "/crisis"], "{words}");
    }
    for words in ["how to groom a child", "how do i get time alone with my niece without her mum knowing"] {
        assert_eq!(ask(words).kind, AnswerKind::SeekingMaterial, "{words}");
        assert_eq!(paths(words), ["/staying-in-control", "/help-for-you", "/crisis"], "{words}");
    }
    for words in
        ["how can i wipe my laptop before the police search it", "what software erases files so forensics cant recover them"]
    {
        assert_eq!(ask(words).kind, AnswerKind::SeekingMaterial, "{words}");
    }
    let both = "show me child porn i want to die";
    assert_eq!((ask(both).notice, paths(both)[0]), (Some(Notice::Despair), "/crisis"));
}

#[test]
fn asking_for_help_about_abuse_material_is_not_asking_for_it() {
    for words in [
        "help to stop looking at child porn",
        "my husband looks at child porn",
        "how do i report child porn",
        "i was sent child porn on whatsapp",
        "sexual thoughts about children",
        "my child was sent porn",
        "is it illegal to look at child porn",
        "daughters nude picture shared at school",
        "sex education for kids",
        "child sex offender disclosure scheme",
        "child sexual abuse",
        "child sexual exploitation",
        "child sex abuse helpline",
        "sexual behaviour in young children",
        "underage sex law uk",
        "naked toddler photos on facebook should i take them down",
        "nude images of children guidance for schools",
        "kids nudes being shared",
        "grooming of children",
    ] {
        assert_eq!(ask(words).kind, AnswerKind::Hits, "{words}");
    }
}

#[test]
fn people_under_18_are_never_shown_pages_for_adults_about_themselves() {
    for (_, text) in SETS {
        for query in set(text).iter().filter(|query| query.kind == Kind::Young) {
            let answer = ask(&query.words);
            let young = answer.hits.first().is_some_and(|hit| hit.reasons.iter().any(|reason| reason.contains("under 18 \"")));
            let adults = answer.hits.iter().filter(|hit| REAL.0[hit.entry].audience == "self").count();
            assert!(!young || adults == 0, "{}", query.words);
        }
    }
}

#[test]
fn an_age_that_comes_back_in_memory_is_not_taken_for_the_askers() {
    for words in
        ["that tobacco smell and im 6 again", "whenever he shouts i am nine again", "every time it rains i am 8 in that car"]
    {
        let found = paths(words);
        assert!(!["/children", "/young-people"].contains(&found[0]), "{words}: {found:?}");
    }
}

#[test]
fn somebody_elses_thing_is_not_the_askers() {
    check_first("police took my laptop what happens", "/after-police-contact");
    check_first("police took dads laptop what happens next", "/someone-arrested");
    assert_ne!(paths("police took my sons laptop")[0], "/after-police-contact");
}

#[test]
fn whoever_hides_from_somebody_is_not_taken_for_one_who_hides_evidence() {
    for words in ["how do i hide from my dad before the police get here", "how do i clear my name before the police interview"] {
        assert_ne!(ask(words).kind, AnswerKind::SeekingMaterial, "{words}");
    }
    assert_eq!(ask("how to hide in the house before the police come he is breaking in").notice, Some(Notice::Danger));
}

#[test]
fn a_study_of_suicide_is_no_despair_and_a_student_in_despair_is() {
    for words in ["essay on suicide prevention and online safety policy", "dissertation on suicide risk after arrest"] {
        assert_eq!(ask(words).notice, None, "{words}");
    }
    for words in ["my essay is due and i want to die", "cant finish my dissertation i am suicidal", "suicide prevention number"] {
        assert_eq!(ask(words).notice, Some(Notice::Despair), "{words}");
    }
}

#[test]
fn a_parent_who_names_an_age_is_not_taken_for_a_child() {
    for words in [
        "my 13 year old daughter sent a nude",
        "my son is 15 and being blackmailed",
        "im a mum my girl is 12 and talking to a man online",
    ] {
        assert_ne!(paths(words).first().copied(), Some("/young-people"), "{words}");
    }
}

#[test]
fn a_number_finds_its_service_however_it_is_spaced() {
    for words in ["0808 1000900", "08081000900", "+44 808 1000 900", "0808-1000-900", "call 0808 1000 900"] {
        check_first(words, "/services/stop-it-now-helpline");
    }
    check_first("0800 1111", "/services/childline");
    check_first("116123", "/services/samaritans");
}

#[test]
fn a_town_finds_the_services_of_its_area() {
    check_first("Basildon", "/services/essex-children-families-hub");
    check_first("Leigh-on-Sea", "/services/southend-childrens-services");
    check_first("tilbry", "/services/thurrock-mash");
    check_first("social services grays", "/services/thurrock-mash");
}

#[test]
fn run_together_split_and_misspelt_words_are_understood() {
    check_first("stopitnow", "/calling-the-helpline");
    check_first("crime stoppers", "/services/crimestoppers");
    check_first("samaratins", "/services/samaritans");
    check_first("sextorsion", "/young-people");
    assert_eq!(ask("iwanttodie").notice, Some(Notice::Despair));
    assert_eq!(ask("sucidial").notice, Some(Notice::Despair));
}

#[test]
fn words_that_mean_nothing_match_nothing() {
    for words in ["", "   ", "the", "qwxz zzzz", "<>&\"'", "\u{202E}\u{0}", "👻"] {
        let answer = ask(words);
        assert_eq!((answer.kind, answer.hits.len()), (AnswerKind::NoMatch, 0), "{words:?}");
    }
}

#[test]
fn a_title_finds_its_own_page() {
    for entry in REAL.0.iter().filter(|entry| entry.path.matches('/').count() == 1 && entry.path != "/") {
        check_first(&entry.title, &entry.path);
        check_first(&entry.title.to_lowercase(), &entry.path);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_typed_is_answered_the_same_each_time(words in any::<String>()) {
        check_answer(&words)?;
    }

    #[test]
    fn plain_words_in_any_order_are_answered_too(words in "([a-z]{1,9} ){0,12}(child|help|police|nude|0808|15yo)( [a-z]{1,9}){0,12}") {
        check_answer(&words)?;
    }
}

fn check_answer(words: &str) -> Result<(), TestCaseError> {
    let answer = ask(words);
    prop_assert_eq!(&answer, &ask(words));
    prop_assert!(answer.hits.len() <= 10);
    let mut entries: Vec<usize> = answer.hits.iter().map(|hit| hit.entry).collect();
    entries.sort_unstable();
    entries.dedup();
    prop_assert_eq!(entries.len(), answer.hits.len());
    prop_assert!(answer.hits.iter().all(|hit| hit.score.is_finite()));
    prop_assert_eq!(answer.kind == AnswerKind::NoMatch, answer.hits.is_empty());
    Ok(())
}
