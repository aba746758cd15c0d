//! Posters on paper: one sheet each, everything on it, and a code that a camera reads.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::bench::{Bench, wanted};
use super::posters_fit::FAULTS_ON_PAPER;

const IDS: [&str; 6] = ["parents", "pupils", "staff", "community", "family", "waiting-room"];
/// Where the code of each poster leads, in their order: one that is left after a visit by the police gives no reason away.
const LINKS: [&str; 6] = ["parents", "pupils", "staff", "community", "today", "crisis"];
const WAYS: [&str; 6] = ["", "/no-code", "/a5", "/a5/no-code", "/cards", "/cards/no-code"];
/// Whatever has more in it than it shows.
const IS_CUT_OFF: &str = "return [...document.querySelectorAll('.a4,.a5,.fold>*,.piece,.side,.strips p')].filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent)";
/// CSS pixels in a millimetre.
const PIXELS: f64 = 96.0 / 25.4;

/// The pages of a PDF: its page objects, `/Type /Page` and not `/Type /Pages`.
pub fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.match_indices("/Type /Page").filter(|(at, mark)| !text[at + mark.len()..].starts_with('s')).count()
}

/// The paper of a PDF's first page, in points.
fn paper(pdf: &[u8]) -> Vec<f64> {
    let text = String::from_utf8_lossy(pdf);
    let sides = text.split("/MediaBox [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    sides.split_whitespace().skip(2).map(|side| side.parse().unwrap()).collect()
}

/// What a reader finds in a picture (PNG, base64): each code's text.
fn codes(picture: &str) -> Vec<String> {
    let bytes = STANDARD.decode(picture).unwrap();
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut dots).unwrap();
    let samples = frame.color_type.samples();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let mut grey = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| dots[(y * width + x) * samples]);
    grey.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

/// Posters with a card of words to begin with.
const WITH_FIRST_WORDS: [&str; 2] = ["parents", "pupils"];

/// Every poster in every size, with and without a code.
fn sheets() -> impl Iterator<Item = (&'static str, &'static str)> {
    let with_words = WITH_FIRST_WORDS.into_iter().flat_map(|id| [(id, "/words"), (id, "/words/no-code")]);
    IDS.into_iter().flat_map(|id| WAYS.into_iter().map(move |way| (id, way))).chain(with_words)
}

pub async fn as_printed(bench: &Bench) {
    bench.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let paper = json!({ "width": 794, "height": 1123, "deviceScaleFactor": 2, "mobile": false });
    bench.cdp("Emulation.setDeviceMetricsOverride", paper).await;
}

#[tokio::test]
async fn every_poster_prints_on_one_sheet_of_its_own_size_with_nothing_cut_off_or_left_over_from_the_site() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    for (id, way) in sheets() {
        bench.screen(1280, 900).await;
        bench.media("", &[]).await;
        bench.open(&format!("/schools/posters/{id}{way}")).await;
        let printed = bench.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": false })).await;
        let pdf = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        assert_eq!(pages(&pdf), 1, "{id}{way}");
        let width = if way.starts_with("/a5") { 420.0 } else { 595.0 };
        assert!((paper(&pdf)[0] - width).abs() < 2.0, "{id}{way}: {:?}", paper(&pdf));
        as_printed(&bench).await;
        assert_eq!(bench.ask(IS_CUT_OFF).await, json!([]), "{id}{way}");
        assert_eq!(bench.ask(FAULTS_ON_PAPER).await, json!([]), "{id}{way}");
        let left = "return [...document.querySelectorAll('.bar,.menu,.danger,.screen,footer,.leave')].filter(e => e.offsetHeight).length";
        assert_eq!(bench.ask(left).await, json!(0), "{id}{way}");
    }
    bench.stop().await;
}

#[tokio::test]
async fn the_code_is_read_from_the_picture_and_is_at_least_25_mm_wide() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    for (id, link) in IDS.into_iter().zip(LINKS) {
        let words = WITH_FIRST_WORDS.contains(&id).then_some(("/words", 5));
        for (way, copies) in [("", 1), ("/a5", 1), ("/cards", 10)].into_iter().chain(words) {
            bench.open(&format!("/schools/posters/{id}{way}")).await;
            as_printed(&bench).await;
            let boxes = bench
                .ask("return [...document.querySelectorAll('.qr')].map(e => [e.getBoundingClientRect(), e.querySelector('#code,use').getBoundingClientRect().width]).map(([b, w]) => [b.x, b.y, b.width, b.height, w])")
                .await;
            let boxes: Vec<[f64; 5]> = serde_json::from_value(boxes).unwrap();
            assert_eq!(boxes.len(), copies, "{id}{way}");
            for [x, y, width, height, code] in [boxes[0], boxes[copies - 1]] {
                // With what is printed around it: the camera sees that too.
                let clip = json!({ "x": (x - 20.0).max(0.0), "y": (y - 20.0).max(0.0), "width": width + 30.0, "height": height + 40.0, "scale": 1 });
                let wish = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
                let picture = bench.cdp("Page.captureScreenshot", wish).await;
                let found = codes(picture["data"].as_str().unwrap());
                assert_eq!(found, [format!("https://waymark.example/go/{link}")], "{id}{way}");
                let millimetres = code / PIXELS;
                assert!(millimetres >= 25.0, "{id}{way}: {millimetres:.1} mm without its quiet zone");
            }
        }
    }
    bench.stop().await;
}

/// A county with a long host and four numbers: the one folder laid over the other, and that over the built-in content.
const LONG: [&str; 2] = ["tests/fixtures/county", "tests/fixtures/county-on-paper"];

fn long_county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for from in LONG {
        let copied = Command::new("cp").args(["-r", &format!("{from}/."), folder.path().to_str().unwrap()]).status().unwrap();
        assert!(copied.success());
    }
    folder
}

#[tokio::test]
async fn every_sheet_of_a_county_with_a_long_host_and_four_numbers_is_whole() {
    if !wanted() {
        return;
    }
    let overlay = long_county();
    let bench = Bench::serving(1280, 900, &["--overlay", overlay.path().to_str().unwrap()]).await;
    for (id, way) in sheets().chain(LONG_WAYS.into_iter().map(|way| (OF_COUNTY, way))) {
        let path = format!("/schools/posters/{id}{way}");
        bench.open(&path).await;
        as_printed(&bench).await;
        assert_eq!(bench.ask(FAULTS_ON_PAPER).await, json!([]), "{path}");
        assert_eq!(bench.ask(IS_CUT_OFF).await, json!([]), "{path}");
        let dates = "return [...document.querySelectorAll('.dated')].map(e => e.innerText.slice(e.innerText.indexOf('Checked')))";
        let dates: Vec<String> = serde_json::from_value(bench.ask(dates).await).unwrap();
        let cards = bench.ask("return document.querySelectorAll('.piece').length").await.as_u64().unwrap();
        assert_eq!(u64::try_from(dates.len()).unwrap(), cards.max(1), "{path}");
        assert!(dates.iter().all(|one| one == "Checked November 2026. Replace after February 2027."), "{path}: {dates:?}");
        if id == OF_COUNTY {
            each_piece_has_all_of_it(&bench, &path).await;
        }
        let printed = bench.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
        assert_eq!(pages(&STANDARD.decode(printed["data"].as_str().unwrap()).unwrap()), 1, "{path}");
    }
    // And at last on the screen of a phone whose pages are shown at twice their size.
    bench.cdp("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    nothing_is_wider_than_a_phone_at_twice_its_size(&bench, LONG_WAYS.into_iter().map(|way| (OF_COUNTY, way))).await;
    bench.stop().await;
}

const OF_COUNTY: &str = "northshire-parents";
const LONG_WAYS: [&str; 8] = ["", "/no-code", "/a5", "/a5/no-code", "/cards", "/cards/no-code", "/words", "/words/no-code"];

/// Four numbers and the address, on each strip, and on each card with its two sides.
async fn each_piece_has_all_of_it(bench: &Bench, path: &str) {
    let pieces = bench.ask("return [...document.querySelectorAll('.strips p,.piece')].map(e => e.textContent)").await;
    let pieces: Vec<String> = serde_json::from_value(pieces).unwrap();
    assert!(pieces.len() >= 3, "{path}");
    for piece in &pieces {
        for wanted in ["01632 960102", "01632 960103", "01632 960101", "01632 960105"] {
            assert!(piece.contains(wanted), "{wanted} on {path}: {piece}");
        }
        assert!(piece.contains("signpost.northshiresafeguarding.example/go/parents"), "{path}: {piece}");
    }
}

/// Of the built-in posters the walk says so, as of every page.
async fn nothing_is_wider_than_a_phone_at_twice_its_size(bench: &Bench, sheets: impl Iterator<Item = (&str, &str)>) {
    let narrow = json!({ "width": 180, "height": 320, "deviceScaleFactor": 2, "mobile": true });
    bench.cdp("Emulation.setDeviceMetricsOverride", narrow).await;
    for (id, way) in sheets {
        bench.open(&format!("/schools/posters/{id}{way}")).await;
        assert_eq!(bench.ask("return document.documentElement.scrollWidth").await, 180, "{id}{way}");
        let wide = "return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 181).map(e => e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 40))";
        assert_eq!(bench.ask(wide).await, json!([]), "{id}{way}");
    }
}
