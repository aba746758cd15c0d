//! What comes out of a printer, in the engines whose drivers can print: how many sheets, and what is on them.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;
use thirtyfour::common::print::{PrintPage, PrintParameters};
use thirtyfour::prelude::*;

use super::bench::Bench;
use super::engine::{Engine, in_each_engine};

in_each_engine![
    on_paper_every_answer_of_the_report_page_is_there,
    a_list_of_ones_own_prints_what_was_ticked_on_one_sheet_and_nothing_else,
    a_list_of_ones_own_is_neither_sent_nor_kept,
    of_the_plans_the_one_that_is_open_prints_alone_on_one_sheet,
    paper_never_says_that_a_line_is_open_now,
    the_page_for_a_hard_night_prints_on_one_sheet_without_sources_limits_and_further_reading,
];

/// A browser that can print; `WebKit`'s driver cannot.
async fn printer(engine: Engine) -> Option<Bench> {
    if engine == Engine::WebKit {
        eprintln!("skipped: WebKit's driver cannot print");
        return None;
    }
    Bench::of(engine, 800, 1100).await
}

/// On A4, which is what lies in a printer here.
async fn print(bench: &Bench) -> Vec<u8> {
    let page = PrintPage { width: 21.0, height: 29.7 };
    bench.driver.print_page(PrintParameters { page, ..PrintParameters::default() }).await.unwrap()
}

/// How many sheets a PDF has, also where its objects are packed together.
fn sheets(pdf: &[u8]) -> usize {
    let mut text = String::from_utf8_lossy(pdf).into_owned();
    for part in pdf.windows(7).enumerate().filter(|(_, word)| word == b"stream\n").map(|(at, _)| &pdf[at + 7..]) {
        let mut unpacked = Vec::new();
        let _ = std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(part), &mut unpacked);
        text.push_str(&String::from_utf8_lossy(&unpacked));
    }
    let text = text.replace("/Type/Page", "/Type /Page");
    text.match_indices("/Type /Page").filter(|(at, mark)| !text[at + mark.len()..].starts_with('s')).count()
}

/// The words on the sheets; none where this machine has no reader of PDF.
fn read(pdf: &[u8]) -> Option<String> {
    let reader = Command::new("pdftotext").args(["-raw", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut reader) = reader else {
        eprintln!("not read: there is no pdftotext here");
        return None;
    };
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let text = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    // Firefox prints the letters of "find" as three signs.
    let text = text.replace('ﬁ', "fi").replace('ﬂ', "fl");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

async fn on_paper_every_answer_of_the_report_page_is_there(engine: Engine) {
    let Some(bench) = printer(engine).await else { return };
    bench.open("/report").await;
    // Closed answers and outcomes out of sight would make it two sheets.
    let sheets = sheets(&print(&bench).await);
    assert!(sheets > 20, "{sheets} sheets");
    bench.stop().await;
}

async fn tick(bench: &Bench, name: &str) {
    let label = format!("//label[contains(@class, 'tick')][.//b[text() = '{name}']]");
    bench.driver.find(By::XPath(label)).await.unwrap().click().await.unwrap();
}

async fn a_list_of_ones_own_prints_what_was_ticked_on_one_sheet_and_nothing_else(engine: Engine) {
    let Some(bench) = printer(engine).await else { return };
    bench.open("/your-list").await;
    let nothing = print(&bench).await;
    assert_eq!(sheets(&nothing), 1, "nothing was ticked");
    tick(&bench, "Childline").await;
    tick(&bench, "Samaritans").await;
    let list = print(&bench).await;
    bench.driver.find(By::Css("[for=small]")).await.unwrap().click().await.unwrap();
    let card = print(&bench).await;
    bench.driver.find(By::Css("[for=words]")).await.unwrap().click().await.unwrap();
    let words = print(&bench).await;
    bench.driver.find(By::Css("[for=words]")).await.unwrap().click().await.unwrap();
    bench.ask("document.querySelectorAll('.picks input').forEach(function (box, at) { if (at < 20) box.checked = true })").await;
    bench.ask("document.getElementById('small').checked = false").await;
    let many = print(&bench).await;
    for (what, pdf) in [("a list", &list), ("a card", &card), ("a card with words", &words), ("twenty", &many)] {
        assert_eq!(sheets(pdf), 1, "{what}");
    }
    if let (Some(nothing), Some(list), Some(card)) = (read(&nothing), read(&list), read(&card)) {
        let words = read(&words).unwrap();
        assert!(words.contains("0800 1111 “I do not know how to say this, but something is wrong.”"), "{words}");
        assert_eq!(nothing, "Nothing was ticked, so there is nothing to print yet.");
        assert_eq!(card, "Childline 0800 1111 Samaritans 116 123");
        for wanted in ["Childline 0800 1111 ", "Samaritans 116 123 ", "At any hour"] {
            assert!(list.contains(wanted), "{wanted} in {list}");
        }
        // What is known of the two is all there is: two names, two numbers, two prices, two sites.
        let words = list.split(' ').count();
        assert!(words < 40, "{words} words: {list}");
        assert!(!list.contains("999") && !list.contains("Waymark") && !list.contains("NSPCC"), "{list}");
    }
    bench.stop().await;
}

async fn a_list_of_ones_own_is_neither_sent_nor_kept(engine: Engine) {
    let Some(bench) = Bench::of(engine, 800, 1100).await else { return };
    bench.settle().await;
    bench.open("/your-list").await;
    bench.wire.take();
    tick(&bench, "Childline").await;
    let ticked = "return document.querySelectorAll(':checked').length";
    assert_eq!(bench.ask(ticked).await, 1);
    bench.wire.is_silent_for(Duration::from_millis(300)).await;
    assert!(bench.wire.take().is_empty(), "a tick asks for nothing");
    assert_eq!(
        bench.ask("return [location.href, document.cookie, localStorage.length, sessionStorage.length]").await,
        json!([format!("{}/your-list", bench.base), "", 0, 0])
    );
    bench.ask("window.before = true; setTimeout(function () { location.reload() }, 0)").await;
    bench.until("return !window.before && document.readyState === 'complete'", "the page again").await;
    assert_eq!(bench.ask(ticked).await, 0, "gone with the page");
    bench.stop().await;
}

async fn of_the_plans_the_one_that_is_open_prints_alone_on_one_sheet(engine: Engine) {
    let Some(bench) = printer(engine).await else { return };
    bench.open("/safety-plan").await;
    if let Some(words) = read(&print(&bench).await) {
        let wanted = "Call 999 if someone is in danger now. Open the plan you want on the page first, then print. Only what is open is printed.";
        assert_eq!(words, wanted, "none is open");
    }
    let lines = [
        "What I want to remember on a bad night",
        "The times and places that are hardest for me",
        "The hard dates, and who will be with us",
    ];
    for (at, own) in lines.into_iter().enumerate() {
        // One that is opened shuts the one before it.
        bench.driver.find_all(By::Css(".plan summary")).await.unwrap()[at].click().await.unwrap();
        let pdf = print(&bench).await;
        assert_eq!(sheets(&pdf), 1, "{own}");
        let Some(words) = read(&pdf) else { continue };
        assert!(words.starts_with("Call 999 if someone is in danger now. A plan for "), "{words}");
        for line in lines {
            assert_eq!(words.contains(line), line == own, "{line} in {words}");
        }
        for kept_back in ["Waymark", "sexual pictures", "Parents Protect", "https:"] {
            assert!(!words.contains(kept_back), "{kept_back} in {words}");
        }
    }
    bench.stop().await;
}

async fn the_page_for_a_hard_night_prints_on_one_sheet_without_sources_limits_and_further_reading(engine: Engine) {
    let Some(bench) = printer(engine).await else { return };
    bench.open("/crisis").await;
    let pdf = print(&bench).await;
    assert_eq!(sheets(&pdf), 1);
    if let Some(words) = read(&pdf) {
        for wanted in ["Samaritans", "116 123", "0800 1111", "At any hour", "even when that is hard to believe."] {
            assert!(words.contains(wanted), "{wanted} in {words}");
        }
        for kept_back in
            ["Open now", "Where we read this", "More help on this site", "To be read again", "https:", "Leave this page"]
        {
            assert!(!words.contains(kept_back), "{kept_back} in {words}");
        }
    }
    bench.stop().await;
}

async fn paper_never_says_that_a_line_is_open_now(engine: Engine) {
    let Some(bench) = printer(engine).await else { return };
    for path in ["/children", "/open-now", "/services/childline"] {
        bench.open(path).await;
        let Some(words) = read(&print(&bench).await) else { continue };
        assert!(words.contains("At any hour"), "{path}: {words}");
        assert!(!words.contains("Open now, at any hour") && !words.contains("should be answering now"), "{path}: {words}");
        assert_eq!(words.contains("How the lines stood when this was printed, at ……"), path == "/open-now", "{path}: {words}");
    }
    bench.stop().await;
}
