//! What comes out of a printer, in each engine: how many sheets, and what is on them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use thirtyfour::common::print::{PrintPage, PrintParameters};
use thirtyfour::prelude::*;

use super::bench::Bench;
use super::engine::{Display, Engine, in_each_engine};

in_each_engine![
    on_paper_every_answer_of_the_report_page_is_there,
    a_list_of_ones_own_prints_what_was_ticked_on_one_sheet_and_nothing_else,
    a_list_of_ones_own_is_neither_sent_nor_kept,
    of_the_plans_the_one_that_is_open_prints_alone_on_one_sheet,
    paper_never_says_that_a_line_is_open_now,
    the_page_for_a_hard_night_prints_on_one_sheet_without_sources_limits_and_further_reading,
];

/// A browser, and what prints for it.
struct Printer {
    bench: Bench,
    webkit: Option<WebKitPrinter>,
}

impl std::ops::Deref for Printer {
    type Target = Bench;

    fn deref(&self) -> &Bench {
        &self.bench
    }
}

impl Printer {
    async fn of(engine: Engine) -> Option<Self> {
        let webkit = if engine == Engine::WebKit && engine.is_here() { Some(WebKitPrinter::start()?) } else { None };
        Some(Self { bench: Bench::of(engine, 800, 1100).await?, webkit })
    }

    /// On A4, which is what lies in a printer here.
    async fn print(&mut self) -> Vec<u8> {
        let Some(webkit) = &mut self.webkit else {
            let page = PrintPage { width: 21.0, height: 29.7 };
            return self.bench.driver.print_page(PrintParameters { page, ..PrintParameters::default() }).await.unwrap();
        };
        let seen = "return [location.href, Array.from(document.querySelectorAll('input,details')).map(function (part) {
            return !!(part.checked || part.open) })]";
        let seen = self.bench.ask(seen).await;
        let as_seen = format!(
            "var seen = {}; document.querySelectorAll('input,details').forEach(function (part, at) {{
                 part[part.localName === 'details' ? 'open' : 'checked'] = seen[at] }})",
            seen[1]
        );
        webkit.print(&json!({ "address": seen[0], "script": as_seen, "file": webkit.file() }))
    }

    async fn stop(self) {
        self.bench.stop().await;
    }
}

/// `WebKit`'s driver cannot print. The engine itself can: it opens what the reader's browser shows, ticked and opened as it is there.
struct WebKitPrinter {
    program: Child,
    folder: tempfile::TempDir,
    _display: Arc<Display>,
}

impl WebKitPrinter {
    /// Debian's Python knows Debian's `WebKit`. `tests/run` says where they are missing.
    fn start() -> Option<Self> {
        if std::env::var_os("WAYMARK_WEBKIT_PAPER").is_none() {
            eprintln!("skipped: set WAYMARK_WEBKIT_PAPER to 1 where Debian's python3-gi and gir1.2-webkit2-4.1 are installed");
            return None;
        }
        let (display, folder) = (Display::running(), tempfile::tempdir().unwrap());
        let mut python = Command::new("/usr/bin/python3");
        python.arg("tests/browser/print.py").env("LC_ALL", "C.UTF-8").env("HOME", folder.path());
        let python = python.env("DISPLAY", display.name()).env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
        let program = python.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        Some(Self { program, folder, _display: display })
    }

    fn file(&self) -> String {
        self.folder.path().join("printed.pdf").to_string_lossy().into_owned()
    }

    fn print(&mut self, task: &serde_json::Value) -> Vec<u8> {
        writeln!(self.program.stdin.as_mut().unwrap(), "{task}").unwrap();
        let mut fault = String::new();
        BufReader::new(self.program.stdout.as_mut().unwrap()).read_line(&mut fault).unwrap();
        assert_eq!(fault, "\n", "{task}");
        std::fs::read(self.file()).unwrap()
    }
}

impl Drop for WebKitPrinter {
    fn drop(&mut self) {
        // It ends with its last task.
        drop(self.program.stdin.take());
        let _ = self.program.wait();
    }
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

/// Nothing on the sheets needs colour: a printer has black ink. Not looked at where this machine has no reader of PDF.
fn assert_black_and_white(pdf: &[u8], what: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("printed.pdf");
    std::fs::write(&file, pdf).unwrap();
    let Ok(drawn) = Command::new("pdftoppm").args(["-r", "30", "-l", "4"]).arg(&file).stdin(Stdio::null()).output() else {
        eprintln!("not looked at: there is no pdftoppm here");
        return;
    };
    // "P6", the size, the largest value, then three bytes a dot; sheet after sheet.
    let (mut rest, mut darkest) = (&drawn.stdout[..], u8::MAX);
    while rest.starts_with(b"P6") {
        let ends: Vec<usize> = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).take(3).collect();
        let size = String::from_utf8_lossy(&rest[ends[0] + 1..ends[1]]);
        let dots: usize = size.split(' ').map(|side| side.parse::<usize>().unwrap()).product();
        let (sheet, after) = rest[ends[2] + 1..].split_at(dots * 3);
        let is_coloured = |dot: &&[u8]| dot.iter().max().unwrap() - dot.iter().min().unwrap() > 8;
        assert_eq!(sheet.chunks(3).filter(is_coloured).count(), 0, "coloured dots on {what}");
        darkest = darkest.min(*sheet.iter().min().unwrap());
        rest = after;
    }
    assert!(darkest < 96, "something is printed on {what}");
}

async fn on_paper_every_answer_of_the_report_page_is_there(engine: Engine) {
    let Some(mut bench) = Printer::of(engine).await else { return };
    bench.open("/report").await;
    // Closed answers and outcomes out of sight would make it two sheets.
    let pdf = bench.print().await;
    assert_black_and_white(&pdf, "/report");
    let sheets = sheets(&pdf);
    assert!(sheets > 20, "{sheets} sheets");
    bench.stop().await;
}

async fn tick(bench: &Bench, name: &str) {
    let label = format!("//label[contains(@class, 'tick')][.//b[text() = '{name}']]");
    bench.driver.find(By::XPath(label)).await.unwrap().click().await.unwrap();
}

async fn a_list_of_ones_own_prints_what_was_ticked_on_one_sheet_and_nothing_else(engine: Engine) {
    let Some(mut bench) = Printer::of(engine).await else { return };
    bench.open("/your-list").await;
    let nothing = bench.print().await;
    assert_eq!(sheets(&nothing), 1, "nothing was ticked");
    tick(&bench, "Childline").await;
    tick(&bench, "Samaritans").await;
    let list = bench.print().await;
    bench.driver.find(By::Css("[for=small]")).await.unwrap().click().await.unwrap();
    let card = bench.print().await;
    bench.driver.find(By::Css("[for=words]")).await.unwrap().click().await.unwrap();
    let words = bench.print().await;
    bench.driver.find(By::Css("[for=words]")).await.unwrap().click().await.unwrap();
    bench.ask("document.querySelectorAll('.picks input').forEach(function (box, at) { if (at < 20) box.checked = true })").await;
    bench.ask("document.getElementById('small').checked = false").await;
    let many = bench.print().await;
    for (what, pdf) in [("a list", &list), ("a card", &card), ("a card with words", &words), ("twenty", &many)] {
        assert_eq!(sheets(pdf), 1, "{what}");
        assert_black_and_white(pdf, what);
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
    let Some(mut bench) = Printer::of(engine).await else { return };
    bench.open("/safety-plan").await;
    if let Some(words) = read(&bench.print().await) {
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
        let pdf = bench.print().await;
        assert_eq!(sheets(&pdf), 1, "{own}");
        assert_black_and_white(&pdf, own);
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
    let Some(mut bench) = Printer::of(engine).await else { return };
    bench.open("/crisis").await;
    let pdf = bench.print().await;
    assert_eq!(sheets(&pdf), 1);
    assert_black_and_white(&pdf, "/crisis");
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
    let Some(mut bench) = Printer::of(engine).await else { return };
    for path in ["/children", "/open-now", "/services/childline"] {
        bench.open(path).await;
        let pdf = bench.print().await;
        assert_black_and_white(&pdf, path);
        let Some(words) = read(&pdf) else { continue };
        assert!(words.contains("At any hour"), "{path}: {words}");
        assert!(!words.contains("Open now, at any hour") && !words.contains("should be answering now"), "{path}: {words}");
        assert_eq!(words.contains("How the lines stood when this was printed, at ……"), path == "/open-now", "{path}: {words}");
    }
    bench.stop().await;
}
