//! Leaving fast (design section 7).

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::{Bench, pause, wanted};
use super::wire::EXIT;

/// The title, and what can be read on the page.
const SHOWN: &str = "return [document.title, document.body.innerText.trim()]";
/// The title of a page that is being left: a sign without a shape. A space of any kind would be trimmed, and the address shown.
const BLANK: &str = "\u{200b}";
const ARRIVED: &str = "return location.hostname === 'weather.example' && document.title === 'Weather'";

async fn click(bench: &Bench, css: &str) {
    bench.driver.find(By::Css(css)).await.unwrap().click().await.unwrap();
}

/// Asserts that leaving made one request, to the exit, that says nothing of where it came from.
fn assert_one_silent_request(bench: &Bench) {
    let requests = bench.wire.take();
    // The icon of the other site is the browser's own wish.
    let requests: Vec<_> = requests.iter().filter(|request| request.path != "/favicon.ico").collect();
    let [request] = requests[..] else { panic!("one request, to the exit: {requests:#?}") };
    assert_eq!(format!("http://{}{}", request.host, request.path), EXIT);
    for said in ["referer:", "cookie:", "127.0.0.1", "help-for-you"] {
        assert!(!request.head.contains(said), "{}", request.head);
    }
}

#[tokio::test]
async fn leaving_goes_out_with_no_referrer_tells_us_nothing_and_back_leads_past_the_page() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.open("/about").await;
    bench.open("/help-for-you").await;
    bench.wire.take();
    click(&bench, ".leave").await;
    bench.until(ARRIVED, "the exit opens").await;
    assert_one_silent_request(&bench);
    assert_eq!(bench.ask("return document.referrer").await, "");
    bench.ask("setTimeout(function () { history.back() }, 0)").await;
    bench.until("return location.pathname === '/about'", "Back leads to the page before the one that was left").await;
    bench.stop().await;
}

#[tokio::test]
async fn a_link_within_the_page_leaves_no_entry_that_back_could_show() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.open("/about").await;
    bench.open("/thoughts").await;
    let before = bench.ask("return history.length").await;
    bench.ask("document.querySelector('.skip').click()").await;
    bench.until("return location.hash === '#main'", "the skip link leads to the main part").await;
    bench.ask("var inside = document.querySelector('main a[href^=\"#\"]'); if (inside) inside.click()").await;
    assert_eq!(bench.ask("return history.length").await, before, "no entry was added");
    bench.press(&[Key::Shift, Key::Shift, Key::Shift]).await;
    bench.until(ARRIVED, "the exit opens").await;
    bench.ask("setTimeout(function () { history.back() }, 0)").await;
    bench.until("return location.pathname === '/about'", "Back leads past the page that was left").await;
    bench.stop().await;
}

#[tokio::test]
async fn a_click_on_words_keeps_the_place_from_which_tab_goes_on() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.open("/shared-images").await;
    bench.ask("document.querySelectorAll('main p')[6].scrollIntoView({ block: 'center' })").await;
    bench.driver.find_all(By::Css("main p")).await.unwrap()[6].click().await.unwrap();
    let at = bench.ask("return scrollY").await.as_f64().unwrap();
    bench.press(&[Key::Tab]).await;
    let after = bench.ask("return document.activeElement.getBoundingClientRect().top + scrollY").await.as_f64().unwrap();
    assert!(after > at - 1.0, "focus went from {at} up to {after}");
    bench.stop().await;
}

#[tokio::test]
async fn a_slow_exit_shows_nothing_at_once_and_after_four_seconds_a_way_on() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.wire.exit_is_stuck_for(Some(Duration::from_millis(5_500)));
    bench.open("/about").await;
    bench.open("/help-for-you").await;
    bench.wire.take();
    // Nobody can ask the page while the exit is awaited, so the page watches itself.
    let watch = "var began = performance.now(); window.seen = [];
        setInterval(function () { seen.push([performance.now() - began, document.title, document.body.innerText.trim()]) }, 100);";
    let at_once = format!("{watch} document.querySelector('.leave').click(); {SHOWN}");
    assert_eq!(bench.ask(&at_once).await, json!([BLANK, ""]), "before the script that clicked has ended");
    bench.until("return window.seen.some(function (at) { return at[0] > 5500 })", "the stuck exit gives up").await;
    let seen = bench.ask("return window.seen").await;
    for moment in seen.as_array().unwrap() {
        let after = moment[0].as_f64().unwrap();
        assert_eq!(moment[1], BLANK, "the title after {after} ms");
        match after {
            ..3_900.0 => assert_eq!(moment[2], "", "after {after} ms"),
            // A busy machine may be a little late.
            4_600.0.. => assert_eq!(moment[2], "Continue", "after {after} ms"),
            _ => {}
        }
    }
    bench.wire.exit_is_stuck_for(None);
    assert_one_silent_request(&bench);
    click(&bench, "#cover a").await;
    bench.until(ARRIVED, "Continue leads out").await;
    assert_one_silent_request(&bench);
    bench.ask("setTimeout(function () { history.back() }, 0)").await;
    bench.until("return location.pathname === '/about'", "Back does not lead to the page that was left").await;
    bench.stop().await;
}

#[tokio::test]
async fn coming_back_to_a_page_that_was_left_shows_a_cover_and_never_the_content() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.wire.exit_is_stuck_for(Some(Duration::ZERO));
    bench.open("/help-for-you").await;
    let came_back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));";
    // A page that was not left shows itself when it is come back to.
    bench.ask(came_back).await;
    assert_eq!(bench.ask("return document.documentElement.className").await, "");
    let shown = bench.ask(&format!("document.querySelector('.leave').click(); {came_back} {SHOWN}")).await;
    assert_eq!(shown[0], BLANK, "the title stays blank");
    let words: Vec<&str> = shown[1].as_str().unwrap().split_whitespace().collect();
    assert_eq!(words.join(" "), "Continue Show the page again");
    // Asking for it shows the page.
    bench.ask("setTimeout(function () { document.querySelector('#cover button').click() }, 200)").await;
    bench.until("return document.readyState === 'complete' && document.body.innerText.includes('999')", "the page").await;
    bench.stop().await;
}

#[tokio::test]
async fn shift_three_times_within_five_seconds_leaves_and_never_while_typing() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    let still_here = "return document.documentElement.className === ''";
    let shift = Key::Shift;
    bench.open("/help-for-you").await;
    bench.press(&[shift.clone(), shift.clone()]).await;
    pause(5_100).await;
    bench.press(std::slice::from_ref(&shift)).await;
    assert_eq!(bench.ask(still_here).await, true, "three times, but over more than five seconds");
    bench.open("/help-for-you").await;
    bench.press(&[shift.clone(), shift.clone(), Key::Tab, shift.clone()]).await;
    assert_eq!(bench.ask(still_here).await, true, "another key between");
    for field in ["input", "textarea", "select"] {
        bench.open("/help-for-you").await;
        bench.ask(&format!("document.querySelector('main').append(document.createElement('{field}')); document.querySelector('main {field}').focus()")).await;
        bench.press(&[shift.clone(), shift.clone(), shift.clone()]).await;
        assert_eq!(bench.ask(still_here).await, true, "in a {field}");
    }
    bench.open("/help-for-you").await;
    bench.wire.take();
    bench.press(&[shift.clone(), shift.clone(), shift]).await;
    bench.until(ARRIVED, "the exit opens").await;
    assert_one_silent_request(&bench);
    bench.stop().await;
}

#[tokio::test]
async fn with_scripts_off_the_way_out_is_a_plain_link_that_sends_no_referrer() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.scripts_off().await;
    bench.open("/help-for-you").await;
    bench.wire.take();
    click(&bench, ".leave").await;
    bench.until(ARRIVED, "the exit opens").await;
    assert_one_silent_request(&bench);
    bench.stop().await;
}
