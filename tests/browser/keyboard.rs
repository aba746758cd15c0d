//! By keyboard alone, magnified: every control of a page is reached, on screen, with nothing over it.
//!
//! On every page the walk gives the focus to each control by a script, at each of these sizes, and looks at it as is done here. What
//! the Tab key adds is how the browser itself moves the focus and scrolls to it, and that depends on a control, the parts it
//! stands in and the style of those. So the key is pressed on as few pages as have every kind of control in every kind of place; they
//! are chosen from what the walk found.

use std::collections::BTreeSet;

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::{Bench, wanted};
use super::router::choose;
use super::walk::{PROBE, PageReport, walk};

/// 1280 by 1024 at 200 % and 400 %, and phones whose text is twice as large.
const SIZES: [(u32, u32, bool); 5] = [(640, 512, false), (320, 256, false), (320, 568, true), (390, 844, true), (412, 915, true)];
/// Presses at a time.
const SOME: usize = 50;
/// No page has so many controls: who presses so often is caught in one.
const MOST: usize = 1_000;

/// Pages that together have every kind of control that any page has, the one with most first.
fn with_every_kind(pages: &[PageReport]) -> Vec<&str> {
    let mut missing: BTreeSet<&String> = pages.iter().flat_map(|page| &page.controls).collect();
    let mut chosen = Vec::new();
    while !missing.is_empty() {
        let new = |page: &&PageReport| page.controls.iter().filter(|kind| missing.contains(kind)).count();
        let best = pages.iter().max_by_key(new).unwrap();
        missing.retain(|kind| !best.controls.contains(kind));
        chosen.push(best.path.as_str());
    }
    chosen
}

/// Every control of the open page, from the first to where the keyboard leaves it; and what is wrong with any.
async fn faults(bench: &Bench, what: &str) -> (u64, Vec<String>) {
    bench.ask(&format!("{PROBE}\nprobe.follow()")).await;
    for _ in 0..MOST / SOME {
        let tabs = (0..SOME).fold(bench.driver.action_chain(), |chain, _| chain.key_down(Key::Tab).key_up(Key::Tab));
        tabs.perform().await.unwrap();
        let followed = bench.ask("return followed").await;
        if followed["is_over"] == json!(true) {
            let faults = followed["faults"].as_array().unwrap().iter().map(|fault| format!("{what}: {fault}"));
            return (followed["count"].as_u64().unwrap(), faults.collect());
        }
    }
    panic!("{what}: the keyboard does not leave the page");
}

#[tokio::test]
async fn by_keyboard_alone_every_control_is_on_screen_and_uncovered_at_200_and_400_percent_and_with_large_text() {
    if !wanted() {
        return;
    }
    let pages = with_every_kind(walk().await);
    eprintln!("{} pages have every kind of control: {pages:?}", pages.len());
    let bench = Bench::start(1280, 1024).await;
    let (mut found, mut controls) = (Vec::new(), 0);
    for (width, height, has_large_text) in SIZES {
        bench.screen(width, height).await;
        for path in &pages {
            bench.open(path).await;
            if has_large_text {
                bench.ask("document.documentElement.style.fontSize = '200%'").await;
            }
            let what = format!("{path} at {width} by {height}{}", if has_large_text { ", large text" } else { "" });
            let (count, faults) = faults(&bench, &what).await;
            assert!(count > 8, "{what}: only {count} controls");
            found.extend(faults);
            controls += count;
        }
    }
    assert!(found.is_empty(), "{} of {controls}:\n{}", found.len(), found.join("\n"));
    bench.stop().await;
}

#[tokio::test]
async fn by_keyboard_alone_an_answer_is_read_to_its_end_at_400_percent() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(320, 256).await;
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "I’m worried about a child", "They have seen porn, or were shown it"] {
        choose(&bench, answer).await;
    }
    let said = "return document.getElementById('said').textContent === document.querySelector('#o11 h2').textContent";
    bench.until(said, "the answer is brought to the top").await;
    let (count, found) = faults(&bench, "an answer").await;
    assert!(count > 5 && found.is_empty(), "{count} controls: {}", found.join("\n"));
    bench.stop().await;
}
