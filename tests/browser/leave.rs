//! Leaving fast (design section 7).

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::{Bench, pause, wanted};

/// Another site on this machine that keeps what its visitor sent, and may take its time to answer.
fn other_site(wait: Duration) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/weather", listener.local_addr().unwrap());
    let (seen, requests) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or(0);
            if seen.send(String::from_utf8_lossy(&head[..length]).into_owned()).is_err() {
                return;
            }
            std::thread::sleep(wait);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 20\r\nconnection: close\r\n\r\n<title>Weather</title>");
        }
    });
    (address, requests)
}

/// Points the way out at a site on this machine.
async fn point_at(bench: &Bench, address: &str) {
    bench.ask(&format!("document.querySelectorAll('.leave,#cover a').forEach(function (a) {{ a.href = '{address}' }})")).await;
}

#[tokio::test]
async fn leaving_goes_out_without_a_referrer_and_back_does_not_return() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    let (address, requests) = other_site(Duration::ZERO);
    bench.open("/about").await;
    bench.open("/help-for-you").await;
    point_at(&bench, &address).await;
    bench.driver.find(By::Css(".leave")).await.unwrap().click().await.unwrap();
    let request = requests.recv_timeout(Duration::from_secs(10)).unwrap().to_lowercase();
    assert!(request.starts_with("get /weather") && !request.contains("referer:"), "{request}");
    pause(300).await;
    bench.driver.back().await.unwrap();
    let address = bench.driver.current_url().await.unwrap().to_string();
    assert!(!address.contains("help-for-you"), "Back leads past the page that was left: {address}");
    bench.stop().await;
}

#[tokio::test]
async fn a_slow_exit_shows_nothing_of_the_page_and_then_a_way_on() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    let (address, _requests) = other_site(Duration::from_secs(20));
    bench.open("/help-for-you").await;
    point_at(&bench, &address).await;
    // Not by a click, which would wait for the slow site.
    bench.ask("setTimeout(function () { document.querySelector('.leave').click() }, 0)").await;
    pause(500).await;
    let state = "return [document.title.trim(), getComputedStyle(document.getElementById('page')).display, document.getElementById('cover').innerText.trim()]";
    bench.cdp("Page.stopLoading", json!({})).await;
    assert_eq!(bench.ask(state).await, json!(["", "none", ""]));
    pause(4_200).await;
    assert_eq!(bench.ask(state).await, json!(["", "none", "Continue"]));
    bench.stop().await;
}

#[tokio::test]
async fn shift_three_times_leaves_within_five_seconds_in_all_and_only_alone() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.open("/help-for-you").await;
    let gone = "return document.documentElement.className";
    let press = |key: &str, at: u32| {
        format!(
            "var e = new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}); Object.defineProperty(e, 'timeStamp', {{ value: {at} }}); document.body.dispatchEvent(e);"
        )
    };
    let keys = |keys: &[(&str, u32)]| keys.iter().map(|(key, at)| press(key, *at)).collect::<String>();
    let stay = "window.stop();";
    for (pressed, expected) in [
        (keys(&[("Shift", 0), ("Shift", 3000), ("Shift", 5100)]), ""),
        (keys(&[("Shift", 0), ("a", 10), ("Shift", 20), ("Shift", 30)]), ""),
        (keys(&[("Shift", 0), ("Shift", 2000), ("Shift", 4900)]), "gone"),
    ] {
        bench.open("/help-for-you").await;
        assert_eq!(bench.ask(&format!("{pressed}{stay}{gone}")).await, expected, "{pressed}");
    }
    bench.stop().await;
}

#[tokio::test]
async fn coming_back_to_a_page_that_was_left_shows_a_cover_and_never_the_content() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.open("/help-for-you").await;
    // A page kept by the browser as it was left: `leave` has run, then `pageshow` says that it came from the cache.
    bench.ask("document.querySelector('.leave').click(); window.stop(); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))").await;
    let cover = bench.driver.find(By::Id("cover")).await.unwrap().text().await.unwrap();
    assert!(cover.contains("Continue") && cover.contains("Show the page again"), "{cover}");
    assert_eq!(bench.ask("return getComputedStyle(document.getElementById('page')).display").await, "none");
    bench.stop().await;
}

#[tokio::test]
async fn the_way_out_is_on_screen_at_every_size_and_works_with_scripts_off() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.open("/help-for-you").await;
    for (width, height) in [(320, 256), (320, 568), (390, 844), (1280, 800)] {
        bench.screen(width, height).await;
        bench.ask("scrollTo(0, document.body.scrollHeight)").await;
        let place = "var r = document.querySelector('.leave').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth && r.height >= 43.9 || [r.top, r.bottom, r.left, r.right, r.height, innerWidth, innerHeight].join(' ')";
        assert_eq!(bench.ask(place).await, true, "{width} by {height}");
    }
    bench.scripts_off().await;
    bench.open("/help-for-you").await;
    let link = bench.driver.find(By::Css(".leave")).await.unwrap();
    assert_eq!(link.attr("href").await.unwrap().unwrap(), "https://www.bbc.co.uk/weather");
    assert!(link.attr("rel").await.unwrap().unwrap().contains("noreferrer"));
    bench.stop().await;
}
