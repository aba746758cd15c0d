//! The 48 situations of the content brief (section B3), each walked from the first question.

use serde::Deserialize;
use waymark::site::Site;
use waymark::site::id::NodeId;
use waymark::site::routing::Outcome;
use waymark::site::way::{Target, Way};

use super::site_test::SiteTest;

#[derive(Deserialize)]
struct File {
    situation: Vec<Situation>,
}

#[derive(Deserialize)]
struct Situation {
    number: i64,
    words: String,
    path: Vec<String>,
    outcome: String,
    primary: String,
    secondary: Vec<String>,
}

fn situations() -> Vec<Situation> {
    toml::from_str::<File>(include_str!("situations.toml")).unwrap().situation
}

/// Follows answers by their text; gives the outcome and how many questions were asked.
fn walk<'a>(site: &'a Site, situation: &Situation) -> (&'a Outcome, usize) {
    let mut node: &NodeId = &site.routing.first;
    for answer in &situation.path {
        let question = &site.routing.questions[node];
        let typeset = waymark::site::text::typeset(answer);
        let chosen = question.answers.iter().find(|known| known.text == typeset);
        node =
            &chosen.unwrap_or_else(|| panic!("situation {}: {} has the answer {answer:?}", situation.number, question.id)).next;
    }
    (&site.routing.outcomes[node], situation.path.len())
}

fn name(way: &Way) -> String {
    match &way.target {
        Target::Service(id) => id.to_string(),
        Target::Job(job) => format!("job:{}", job.as_str()),
        Target::Role(id) => format!("role:{id}"),
        Target::Page(path) => format!("page:{path}"),
    }
}

#[test]
fn every_situation_of_the_brief_reaches_the_right_help_within_four_questions() {
    let site = SiteTest::built_in().site();
    let situations = situations();
    let numbers: Vec<i64> = situations.iter().map(|situation| situation.number).collect();
    assert_eq!(numbers, (1..=48).collect::<Vec<i64>>());
    for situation in &situations {
        let (outcome, depth) = walk(&site, situation);
        let said = format!("situation {}, \"{}\"", situation.number, situation.words);
        assert!(depth <= 4, "{said} takes {depth} questions");
        assert_eq!(outcome.id.as_str(), situation.outcome, "{said}");
        assert_eq!(name(&outcome.primary), situation.primary, "{said}");
        let others: Vec<String> = outcome.ways().skip(1).map(name).collect();
        for wanted in &situation.secondary {
            assert!(others.contains(wanted), "{said} shows {wanted} among {others:?}");
        }
        assert!(outcome.situations.contains(&situation.number), "{said} is named by the outcome {}", outcome.id);
    }
}

#[test]
fn all_twenty_eight_outcomes_of_the_brief_stand_in_the_router() {
    let site = SiteTest::built_in().site();
    for number in 1..=28 {
        let id = format!("o{number}");
        assert!(site.routing.outcomes.contains_key(id.as_str()), "{id}");
    }
}

proptest::proptest! {
    #[test]
    fn any_walk_through_the_questions_ends_in_an_outcome_within_four(choices in proptest::collection::vec(0usize..20, 4)) {
        thread_local!(static SITE: Site = SiteTest::built_in().site());
        SITE.with(|site| {
            let mut node = &site.routing.first;
            for choice in choices {
                let Some(question) = site.routing.questions.get(node) else { break };
                node = &question.answers[choice % question.answers.len()].next;
            }
            proptest::prop_assert!(site.routing.outcomes.contains_key(node), "{node} after four questions");
            Ok(())
        })?;
    }
}
