//! The link kit's copy buttons: an enhancement, and nothing without scripts.

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::{Bench, wanted};
use super::engine::Engine;

const PAGE: &str = "/schools/link-kit";

#[tokio::test]
async fn a_copy_button_says_that_it_copied_and_the_text_is_on_the_clipboard() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench
        .cdp(
            "Browser.grantPermissions",
            json!({ "origin": bench.base, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await;
    bench.open(PAGE).await;
    let button = bench.driver.find(By::Css(".copy")).await.unwrap();
    assert!(button.is_displayed().await.unwrap());
    button.click().await.unwrap();
    let said = bench.driver.query(By::XPath("//*[@role='status' and text()='Copied']")).first().await;
    said.expect("the page says that it was copied");
    let copied = bench.ask("return navigator.clipboard.readText()").await;
    let shown = bench.ask("return document.querySelector('.to-copy code').textContent").await;
    assert_eq!(copied, shown);
    assert!(copied.as_str().unwrap().contains("/go/parents"));
    bench.stop().await;
}

#[tokio::test]
async fn without_scripts_no_button_shows_and_every_text_can_be_marked() {
    if !wanted() {
        return;
    }
    let bench = Bench::without_scripts(Engine::Chromium, 390, 844).await.unwrap();
    bench.open(PAGE).await;
    for button in bench.driver.find_all(By::Css(".copy")).await.unwrap() {
        assert!(!button.is_displayed().await.unwrap());
    }
    let codes = bench.driver.find_all(By::Css("pre code")).await.unwrap();
    assert_eq!(codes.len(), 13);
    assert!(codes[0].text().await.unwrap().contains("<h3>Worried about a child?</h3>"));
    bench.stop().await;
}

#[tokio::test]
async fn the_page_is_no_wider_than_a_small_phone() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(500, 800).await;
    bench
        .cdp("Emulation.setDeviceMetricsOverride", json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": true }))
        .await;
    for path in [
        PAGE,
        "/schools/posters",
        "/schools/posters/community",
        "/schools/posters/community/cards",
        "/schools/posters/parents/a5",
    ] {
        bench.open(path).await;
        let width = bench.ask("return document.documentElement.scrollWidth").await;
        assert!(width.as_u64().unwrap() <= 320, "{path} is {width} wide");
    }
    bench.stop().await;
}
