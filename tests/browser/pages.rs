//! Every page in a real browser: one request, nothing kept, no sideways scroll, no accessibility fault.

use std::fs;

use serde_json::{Value, json};

use super::bench::{Bench, wanted};

#[tokio::test]
async fn every_page_is_one_request_and_keeps_nothing() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    for path in bench.paths().await {
        bench.open(&path).await;
        let seen = bench
            .ask(
                "return [performance.getEntriesByType('resource').length, document.cookie, localStorage.length, sessionStorage.length,
                 document.querySelectorAll('script[src],link[rel~=stylesheet],img,iframe,form[method=get]').length]",
            )
            .await;
        assert_eq!(seen, json!([0, "", 0, 0, 0]), "{path}: further requests, cookie, storage, outside parts");
    }
    assert!(bench.driver.get_all_cookies().await.unwrap().is_empty());
    bench.stop().await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_small_phone_or_at_four_times_zoom() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    for (width, height) in [(320, 568), (320, 256)] {
        bench.screen(width, height).await;
        for path in bench.paths().await {
            bench.open(&path).await;
            let overflow = bench.ask("return document.documentElement.scrollWidth - innerWidth").await;
            assert!(overflow.as_i64().unwrap() <= 0, "{path} at {width} px is {overflow} px too wide");
        }
    }
    bench.stop().await;
}

#[tokio::test]
async fn axe_finds_no_fault_on_any_page_light_or_dark_wide_or_narrow() {
    if !wanted() {
        return;
    }
    let Ok(axe) = fs::read_to_string(".tools/axe-core/axe.min.js") else {
        eprintln!("skipped: .tools/axe-core/axe.min.js is not there; tests/run fetches it");
        return;
    };
    let bench = Bench::start(1280, 900).await;
    // The pages' own policy would keep axe out; it is injected past it, as a developer's tools are.
    bench.cdp("Page.setBypassCSP", json!({ "enabled": true })).await;
    let run = "var done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'] }).then(function (r) {
        done(r.violations.map(function (v) { return v.id + ': ' + v.nodes[0].html + ' ' + v.nodes[0].failureSummary })) })";
    let mut faults = Vec::new();
    for (scheme, width, height) in [("light", 1280, 900), ("dark", 320, 568)] {
        bench.colours(scheme).await;
        bench.screen(width, height).await;
        for path in bench.paths().await {
            bench.open(&path).await;
            bench.driver.execute(&axe, Vec::new()).await.unwrap();
            let found: Value = bench.driver.execute_async(run, Vec::new()).await.unwrap().json().clone();
            faults.extend(found.as_array().unwrap().iter().map(|fault| format!("{path} ({scheme}, {width} px): {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(12)].join("\n"));
    bench.stop().await;
}
