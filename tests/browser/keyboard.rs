//! By keyboard alone, magnified: every control of a page is reached, on screen, with nothing over it.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::bench::{Bench, wanted};
use super::router::choose;

/// 1280 by 1024 at 200 % and 400 %, and phones whose text is twice as large.
const SIZES: [(u32, u32, bool); 5] = [(640, 512, false), (320, 256, false), (320, 568, true), (390, 844, true), (412, 915, true)];
const PAGES: [&str; 8] = [
    "/",
    "/report",
    "/crisis",
    "/young-people",
    "/search",
    "/services/stop-it-now-helpline",
    "/schools/check-your-page",
    "/about/design",
];
/// No page has so many controls: who presses so often is caught in one.
const MOST: usize = 600;

/// Where the focus is: whether the control is within the window at both sides, below the bar, above the lower edge, and on top of
/// whatever lies there. Of a link over several lines one must be seen, of a control that is higher than the window a part.
const FOCUS: &str = "var on = document.activeElement;
    if (on === document.body || on === document.documentElement) return null;
    var bar = on.closest('.bar,.skip') ? 0 : document.querySelector('.bar').getBoundingClientRect().bottom;
    var lines = Array.from(on.getClientRects()), inSight = function (at) { return at.bottom > bar + 8 && at.top < innerHeight - 8 && at.width > 1 };
    var at = lines.filter(inSight)[0] || lines[0];
    var x = at.left + Math.min(at.width / 2, 12), y = Math.min(Math.max(at.top + 4, bar + 1), innerHeight - 2);
    var top = document.elementFromPoint(x, y);
    return { html: on.outerHTML.slice(0, 100), rect: [at.left, at.top, at.right, at.bottom, bar, innerWidth, innerHeight],
        is_within: at.left >= -1 && at.right <= innerWidth + 1,
        is_seen: inSight(at),
        is_on_top: !!top && (on.contains(top) || top.contains(on)) }";

/// Every control of the open page, from the first to where the keyboard leaves it; and what is wrong with any.
async fn faults(bench: &Bench, what: &str) -> (usize, Vec<String>) {
    let mut faults = Vec::new();
    for count in 0..MOST {
        bench.press(&[Key::Tab]).await;
        let on = bench.ask(FOCUS).await;
        if on == Value::Null {
            return (count, faults);
        }
        for law in ["is_within", "is_seen", "is_on_top"] {
            if on[law] != json!(true) {
                faults.push(format!("{what}: {law}: {on}"));
            }
        }
    }
    panic!("{what}: the keyboard does not leave the page");
}

#[tokio::test]
async fn by_keyboard_alone_every_control_is_on_screen_and_uncovered_at_200_and_400_percent_and_with_large_text() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 1024).await;
    let (mut found, mut controls) = (Vec::new(), 0);
    for (width, height, has_large_text) in SIZES {
        bench.screen(width, height).await;
        for path in PAGES {
            bench.open(path).await;
            let large = "document.documentElement.style.fontSize = '200%'";
            if has_large_text {
                bench.ask(large).await;
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
