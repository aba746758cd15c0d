//! The report page as a person uses it.

use thirtyfour::prelude::*;

use super::bench::{Bench, wanted};

async fn choose(bench: &Bench, answer: &str) {
    let summaries = bench.driver.find_all(By::Css("#router summary")).await.unwrap();
    for summary in summaries {
        if summary.is_displayed().await.unwrap() && summary.text().await.unwrap().trim() == answer {
            summary.click().await.unwrap();
            return;
        }
    }
    panic!("no visible answer {answer:?}");
}

async fn visible(bench: &Bench, css: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for element in bench.driver.find_all(By::Css(css)).await.unwrap() {
        if element.is_displayed().await.unwrap() {
            texts.push(element.text().await.unwrap());
        }
    }
    texts
}

#[tokio::test]
async fn with_scripts_off_a_worried_parent_goes_from_the_home_page_to_the_right_number() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.scripts_off().await;
    bench.open("/").await;
    bench.driver.find(By::Css("main a.go")).await.unwrap().click().await.unwrap();
    let address = bench.driver.current_url().await.unwrap().to_string();
    assert!(address.ends_with("/report"), "{address}");
    for answer in
        ["No, or I’m not sure", "I’m worried about my own thoughts or behaviour", "Thoughts or feelings I’m worried about"]
    {
        choose(&bench, answer).await;
    }
    let numbers = visible(&bench, ".outcome .num").await;
    assert_eq!(numbers, ["0808 1000 900"], "one outcome, one primary number");
    let after = bench.driver.current_url().await.unwrap().to_string();
    assert_eq!(after, address, "choosing changes neither address nor history");
    assert_eq!(visible(&bench, ".outcome").await.len(), 1);
    let shown = visible(&bench, ".outcome .limit").await;
    assert!(shown[0].contains("what stays private"), "the limit is said: {shown:?}");
    bench.stop().await;
}

#[tokio::test]
async fn a_closed_earlier_answer_hides_the_outcome_that_hung_on_it() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "I’m struggling to cope"] {
        choose(&bench, answer).await;
    }
    assert_eq!(visible(&bench, ".outcome").await.len(), 1);
    choose(&bench, "No, or I’m not sure").await;
    assert_eq!(visible(&bench, ".outcome").await.len(), 0, "nothing hangs in the air");
    bench.stop().await;
}
