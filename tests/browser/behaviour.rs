//! What a person does on a page besides answering and leaving, in every engine: type, move by keyboard.

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::Bench;
use super::engine::{Engine, in_each_engine};
use super::wire::Request;

in_each_engine![
    a_search_answers_on_the_same_address_and_puts_no_word_into_any,
    a_form_that_cannot_be_answered_in_place_is_sent_as_without_scripts,
    without_scripts_a_search_is_answered_too,
    the_page_checker_answers_on_the_same_address,
    a_page_is_one_request_and_keeps_nothing,
    the_tab_key_goes_through_the_page_in_order_and_shows_where_it_is,
];

/// Presses the form's button and waits for the answer.
async fn send(bench: &Bench, address: &str) -> Vec<Request> {
    bench.wire.take();
    bench.driver.find(By::Css("main form button")).await.unwrap().click().await.unwrap();
    bench.until("return document.readyState === 'complete' && !!document.querySelector('.found')", "the answer comes").await;
    assert_eq!(bench.ask("return location.href").await, json!(format!("{}{address}", bench.base)));
    bench.wire.take()
}

fn assert_one_post(requests: &[Request], address: &str) {
    let [request] = requests else { panic!("one request: {requests:#?}") };
    assert_eq!(request.path, address, "no word is in the address");
    assert!(request.head.starts_with("post "), "{}", request.head);
    assert!(!request.head.contains("referer:") && !request.head.contains("cookie:"), "{}", request.head);
}

async fn a_search_answers_on_the_same_address_and_puts_no_word_into_any(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.open("/about").await;
    bench.open("/search").await;
    bench.driver.find(By::Id("q")).await.unwrap().send_keys("my son shared a picture").await.unwrap();
    assert_one_post(&send(&bench, "/search").await, "/search");
    let first = bench.ask("return document.querySelector('.found a').getAttribute('href')").await;
    assert_eq!(first, "/shared-images");
    let begins = "return [document.activeElement.tagName, scrollY, document.title]";
    assert_eq!(bench.ask(begins).await, json!(["H1", 0, "Search – Waymark"]), "the answer is read from its beginning");
    // A second search asks again, and Back leads past both.
    bench.driver.find(By::Id("q")).await.unwrap().send_keys(" with a stranger").await.unwrap();
    bench.ask("document.querySelector('.found').remove()").await;
    assert_one_post(&send(&bench, "/search").await, "/search");
    bench.ask("setTimeout(function () { history.back() }, 0)").await;
    bench.until("return location.pathname === '/about' && document.readyState === 'complete'", "the page before").await;
    bench.stop().await;
}

/// The page that an old browser would show, and one that a script's request cannot reach.
async fn a_form_that_cannot_be_answered_in_place_is_sent_as_without_scripts(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    for broken in
        ["delete window.fetch; window.fetch = undefined", "window.fetch = function () { return Promise.reject(new Error()) }"]
    {
        bench.open("/search").await;
        bench.ask(&format!("window.before = true; {broken}")).await;
        bench.driver.find(By::Id("q")).await.unwrap().send_keys("my son shared a picture").await.unwrap();
        assert_one_post(&send(&bench, "/search").await, "/search");
        assert_eq!(bench.ask("return !window.before").await, true, "a page of its own: {broken}");
    }
    bench.stop().await;
}

async fn without_scripts_a_search_is_answered_too(engine: Engine) {
    let Some(bench) = Bench::without_scripts(engine, 390, 844).await else { return };
    bench.open("/search").await;
    bench.driver.find(By::Id("q")).await.unwrap().send_keys("my son shared a picture").await.unwrap();
    bench.driver.find(By::Css("main form button")).await.unwrap().click().await.unwrap();
    bench.until("return document.readyState === 'complete' && !!document.querySelector('.found')", "the answer comes").await;
    bench.stop().await;
}

async fn the_page_checker_answers_on_the_same_address(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    let address = "/schools/check-your-page";
    bench.open(address).await;
    bench.driver.find(By::Id("text")).await.unwrap().send_keys("Ask Thinkuknow, who are completely confidential.").await.unwrap();
    assert_one_post(&send(&bench, address).await, address);
    let found = bench.ask("return document.querySelector('.found').textContent").await;
    assert!(found.as_str().unwrap().contains("Thinkuknow"), "{found}");
    bench.stop().await;
}

async fn a_page_is_one_request_and_keeps_nothing(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.settle().await;
    for path in ["/", "/report", "/help-for-you", "/services/childline", "/search", "/schools/link-kit"] {
        bench.wire.take();
        bench.open(path).await;
        bench.wire.is_silent_for(std::time::Duration::from_millis(300)).await;
        let requests = bench.wire.take();
        let [request] = &requests[..] else { panic!("one request for {path}: {requests:#?}") };
        assert_eq!(request.path, path);
        let kept = "return [document.cookie, localStorage.length, sessionStorage.length, indexedDB.databases ? (await indexedDB.databases()).length : 0]";
        let kept = format!("return (async function () {{ {kept} }})()");
        assert_eq!(bench.ask(&kept).await, json!(["", 0, 0, 0]), "{path} keeps something");
    }
    assert!(bench.driver.get_all_cookies().await.unwrap().is_empty(), "the browser holds no cookie");
    bench.stop().await;
}

async fn the_tab_key_goes_through_the_page_in_order_and_shows_where_it_is(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 800).await else { return };
    for path in ["/", "/report", "/shared-images"] {
        bench.open(path).await;
        let begin = ["Skip to the main part", "Waymark", "Call 999", "Leave this page", "Find help"];
        for (at, name) in begin.into_iter().chain(std::iter::repeat_n("", 12)).enumerate() {
            bench.ask("window.last = document.activeElement").await;
            bench.press(&[Key::Tab]).await;
            // WebKit's driver answers before its page has moved the focus and drawn what shows it.
            let moved =
                "return document.activeElement !== last && getComputedStyle(document.activeElement).outlineStyle !== 'none'";
            bench.until(moved, "the focus moves, and is seen").await;
            let on = bench
                .ask(
                    "var on = document.activeElement, style = getComputedStyle(on), at = on.getBoundingClientRect();
                     var bar = on.closest('.bar,.skip') ? 0 : document.querySelector('.bar').getBoundingClientRect().bottom;
                     return { name: on.innerText.trim(), html: on.outerHTML.slice(0, 120),
                         follows: last === document.body || (last.compareDocumentPosition(on) & 4) > 0,
                         outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                         seen: at.top >= bar - 1 && at.top < innerHeight && at.width > 1 }",
                )
                .await;
            assert!(name.is_empty() || on["name"] == name, "{path}: {name} is number {at}, and not {on}");
            for law in ["follows", "outline", "seen"] {
                assert_eq!(on[law], true, "{path}: {law}: {on}");
            }
        }
    }
    bench.stop().await;
}
