//! Situations, each walked from the first question: the 48 of the content brief (section B3), and people who had no door.

use std::sync::Arc;

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
        let above = question.above.iter().map(|above| (&above.text, &above.next));
        let mut choices = above.chain(question.answers.iter().map(|answer| (&answer.text, &answer.next)));
        let chosen = choices.find(|(text, _)| **text == typeset);
        node = chosen.unwrap_or_else(|| panic!("situation {}: {} has the answer {answer:?}", situation.number, question.id)).1;
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
    assert_eq!(numbers, (1..=129).collect::<Vec<i64>>());
    for situation in &situations {
        let (outcome, depth) = walk(&site, situation);
        let said = format!("situation {}, \"{}\"", situation.number, situation.words);
        assert!(depth <= 4, "{said} takes {depth} questions");
        assert_eq!(outcome.id.as_str(), situation.outcome, "{said}");
        assert_eq!(name(&outcome.primary), situation.primary, "{said}");
    }
}

proptest::proptest! {
    #[test]
    fn any_walk_through_the_questions_ends_in_an_outcome_within_four(choices in proptest::collection::vec(0usize..20, 4)) {
        thread_local!(static SITE: Arc<Site> = SiteTest::built_in().site());
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
