//! Leaving fast (design section 7).

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::{Bench, pause};
use super::engine::{Engine, in_each_engine};
use super::router::choose;
use super::wire::EXIT;

in_each_engine![
    leaving_goes_out_with_no_referrer_tells_us_nothing_and_back_leads_past_the_page,
    a_link_within_the_page_leaves_no_entry_that_back_could_show,
    after_links_within_the_page_answers_and_starting_again_one_step_back_shows_nothing_of_the_site,
    after_forms_links_within_the_page_and_answers_one_step_back_shows_nothing_of_the_site,
    leaving_while_an_answer_is_awaited_leaves,
    a_click_on_words_keeps_the_place_from_which_tab_goes_on,
    a_slow_exit_shows_nothing_at_once_and_after_four_seconds_a_way_on,
    coming_back_to_a_page_that_was_left_shows_a_cover_and_never_the_content,
    shift_three_times_within_five_seconds_leaves_and_never_while_typing,
    with_scripts_off_the_way_out_is_a_plain_link_that_sends_no_referrer,
];

/// The title, and what can be read on the page: nothing is trimmed.
const SHOWN: &str = "return [document.title, document.body.innerText]";
/// The title of a page that is being left, as of one that is on its way. A browser shows the address where it finds no sign with
/// a shape: Chromium if there are only spaces, Firefox with anything that cannot be seen.
const NEUTRAL: &str = "…";
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

async fn leaving_goes_out_with_no_referrer_tells_us_nothing_and_back_leads_past_the_page(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
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

async fn a_link_within_the_page_leaves_no_entry_that_back_could_show(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
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

/// Another site, which every reader comes from.
async fn come_from_elsewhere(bench: &Bench) {
    bench.driver.goto("http://elsewhere.example/before").await.unwrap();
    bench.until("return location.hostname === 'elsewhere.example' && document.readyState === 'complete'", "another site").await;
}

async fn after_links_within_the_page_answers_and_starting_again_one_step_back_shows_nothing_of_the_site(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    come_from_elsewhere(&bench).await;
    bench.open("/report").await;
    let start = || async {
        bench.ask("document.querySelector('.skip').click()").await;
        bench.until("return location.hash === '#main'", "the skip link leads to the main part").await;
        choose(&bench, "No, or I’m not sure").await;
        choose(&bench, "Someone is threatening me, or another adult, over pictures").await;
    };
    start().await;
    click(&bench, ".again a").await;
    bench.until("return document.readyState === 'complete' && !document.querySelector('details[open]')", "all is closed").await;
    start().await;
    click(&bench, ".leave").await;
    bench.until(ARRIVED, "the exit opens").await;
    bench.ask("setTimeout(function () { history.back() }, 0)").await;
    bench.until("return location.hostname === 'elsewhere.example'", "Back leads past everything").await;
    bench.stop().await;
}

/// Types, sends, and waits for the answer.
async fn send(bench: &Bench, field: &str, words: &str) {
    bench.driver.find(By::Id(field)).await.unwrap().send_keys(words).await.unwrap();
    click(bench, "main form button").await;
    bench.until("return document.readyState === 'complete' && !!document.querySelector('.found')", "the answer comes").await;
}

async fn after_forms_links_within_the_page_and_answers_one_step_back_shows_nothing_of_the_site(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    for (page, field) in [("/search", "q"), ("/schools/check-your-page", "text")] {
        come_from_elsewhere(&bench).await;
        bench.open(page).await;
        bench.ask("document.querySelector('.skip').click()").await;
        bench.until("return location.hash === '#main'", "the skip link leads to the main part").await;
        send(&bench, field, "Ask Thinkuknow about a picture").await;
        bench.ask("document.querySelector('.skip').click()").await;
        bench.ask("document.querySelector('.found').remove()").await;
        send(&bench, field, "Ask Thinkuknow about my son").await;
        click(&bench, ".leave").await;
        bench.until(ARRIVED, "the exit opens").await;
        bench.ask("setTimeout(function () { history.back() }, 0)").await;
        bench.until("return location.hostname === 'elsewhere.example'", "Back leads past everything").await;
    }
    bench.stop().await;
}

async fn leaving_while_an_answer_is_awaited_leaves(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    bench.open("/about").await;
    bench.open("/search").await;
    bench.driver.find(By::Id("q")).await.unwrap().send_keys("my son").await.unwrap();
    // The request ends with a fault as soon as the page is left, as it does in some browsers.
    let wait = "window.fetch = function () { return new Promise(function (_, fail) { addEventListener('pagehide', fail); setTimeout(fail, 2000) }) };
        document.querySelector('main form button').click(); document.querySelector('.leave').click()";
    bench.ask(wait).await;
    bench.until(ARRIVED, "the exit opens").await;
    pause(2_500).await;
    bench.until(ARRIVED, "the form does not come in between").await;
    bench.stop().await;
}

async fn a_click_on_words_keeps_the_place_from_which_tab_goes_on(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    bench.open("/shared-images").await;
    bench.ask("document.querySelectorAll('main p:not(:has(a))')[3].scrollIntoView({ block: 'center' })").await;
    bench.driver.find_all(By::Css("main p:not(:has(a))")).await.unwrap()[3].click().await.unwrap();
    let at = bench.ask("return scrollY").await.as_f64().unwrap();
    bench.press(&[Key::Tab]).await;
    let after = bench.ask("return document.activeElement.getBoundingClientRect().top + scrollY").await.as_f64().unwrap();
    assert!(after > at - 1.0, "focus went from {at} up to {after}");
    bench.stop().await;
}

async fn a_slow_exit_shows_nothing_at_once_and_after_four_seconds_a_way_on(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.wire.exit_is_stuck_for(Some(Duration::from_millis(5_500)));
    bench.open("/about").await;
    bench.open("/help-for-you").await;
    bench.wire.take();
    // Nobody can ask the page while the exit is awaited, so the page watches itself.
    let watch = "var began = performance.now(); window.seen = [];
        setInterval(function () { seen.push([performance.now() - began, document.title, document.body.innerText, location.pathname]) }, 100);";
    let at_once = format!("{watch} document.querySelector('.leave').click(); {SHOWN}");
    assert_eq!(bench.ask(&at_once).await, json!([NEUTRAL, ""]), "before the script that clicked has ended");
    for _ in 0..3 {
        pause(500).await;
        assert_eq!(bench.tab().await, NEUTRAL, "the tab shows neither title nor address");
    }
    bench.until("return window.seen.some(function (at) { return at[0] > 5500 })", "the stuck exit gives up").await;
    let seen = bench.ask("return window.seen").await;
    for moment in seen.as_array().unwrap() {
        let after = moment[0].as_f64().unwrap();
        assert_eq!(moment[1], NEUTRAL, "the title after {after} ms");
        assert_eq!(moment[3], "/", "the address bar after {after} ms");
        match after {
            ..3_900.0 => assert_eq!(moment[2], "", "after {after} ms"),
            // A busy machine may be a little late.
            4_600.0.. => assert_eq!(moment[2].as_str().unwrap().trim_end_matches('\n'), "Continue", "after {after} ms"),
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

async fn coming_back_to_a_page_that_was_left_shows_a_cover_and_never_the_content(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.wire.exit_is_stuck_for(Some(Duration::ZERO));
    bench.open("/help-for-you").await;
    let came_back = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));";
    // A page that was not left shows itself when it is come back to.
    bench.ask(came_back).await;
    assert_eq!(bench.ask("return document.documentElement.className").await, "");
    let shown = bench.ask(&format!("document.querySelector('.leave').click(); {came_back} {SHOWN}")).await;
    assert_eq!(shown[0], NEUTRAL, "the title stays blank");
    let words: Vec<&str> = shown[1].as_str().unwrap().split_whitespace().collect();
    assert_eq!(words.join(" "), "Continue Show the page again");
    // Asking for it shows the page.
    bench.ask("setTimeout(function () { document.querySelector('#cover button').click() }, 200)").await;
    bench.until("return document.readyState === 'complete' && location.pathname === '/help-for-you'", "the page").await;
    assert!(bench.ask("return document.body.innerText").await.as_str().unwrap().contains("999"));
    bench.stop().await;
}

async fn shift_three_times_within_five_seconds_leaves_and_never_while_typing(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
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

async fn with_scripts_off_the_way_out_is_a_plain_link_that_sends_no_referrer(engine: Engine) {
    let Some(bench) = Bench::without_scripts(engine, 390, 844).await else { return };
    bench.open("/help-for-you").await;
    bench.wire.take();
    click(&bench, ".leave").await;
    bench.until(ARRIVED, "the exit opens").await;
    assert_one_silent_request(&bench);
    bench.stop().await;
}
