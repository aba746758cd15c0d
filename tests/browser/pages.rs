//! Every page in a real browser: one request, nothing kept.

use serde_json::json;

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
