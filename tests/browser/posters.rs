//! Posters on paper: one sheet each, everything on it, and a code that a camera reads.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::bench::{Bench, wanted};

const IDS: [&str; 6] = ["parents", "pupils", "staff", "community", "family", "waiting-room"];
/// Where the code of each poster leads, in their order: one that is left after a visit by the police gives no reason away.
const LINKS: [&str; 6] = ["parents", "pupils", "staff", "community", "today", "crisis"];
const WAYS: [&str; 6] = ["", "/no-code", "/a5", "/a5/no-code", "/cards", "/cards/no-code"];
/// CSS pixels in a millimetre.
const PIXELS: f64 = 96.0 / 25.4;

/// The pages of a PDF: its page objects, `/Type /Page` and not `/Type /Pages`.
fn pages(pdf: &[u8]) -> usize {
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

/// Every poster in every size, with and without a code.
fn sheets() -> impl Iterator<Item = (&'static str, &'static str)> {
    IDS.into_iter().flat_map(|id| WAYS.into_iter().map(move |way| (id, way)))
}

async fn as_printed(bench: &Bench) {
    bench.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let paper = json!({ "width": 794, "height": 1123, "deviceScaleFactor": 2, "mobile": false });
    bench.cdp("Emulation.setDeviceMetricsOverride", paper).await;
}

#[tokio::test]
async fn every_poster_prints_on_one_sheet_of_its_own_size() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    for (id, way) in sheets() {
        bench.open(&format!("/schools/posters/{id}{way}")).await;
        let printed = bench.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": false })).await;
        let pdf = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        assert_eq!(pages(&pdf), 1, "{id}{way}");
        let width = if way.starts_with("/a5") { 420.0 } else { 595.0 };
        assert!((paper(&pdf)[0] - width).abs() < 2.0, "{id}{way}: {:?}", paper(&pdf));
    }
    bench.stop().await;
}

#[tokio::test]
async fn nothing_on_a_printed_poster_is_cut_off_or_left_over_from_the_site() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    for (id, way) in sheets() {
        bench.open(&format!("/schools/posters/{id}{way}")).await;
        as_printed(&bench).await;
        let cut = bench
                .ask(
                    "return [...document.querySelectorAll('.a4,.a5,.piece,.strips p')].filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent)",
                )
                .await;
        assert_eq!(cut, json!([]), "{id}{way}");
        let strips = "return [...document.querySelectorAll('.strips p')].filter(e => [...e.children].some(c => c.getBoundingClientRect().right > e.getBoundingClientRect().right + 1 || c.getBoundingClientRect().left < e.getBoundingClientRect().left - 1)).length";
        assert_eq!(bench.ask(strips).await, json!(0), "{id}{way}: a strip holds its words");
        let left = bench
                .ask("return [...document.querySelectorAll('.bar,.menu,.danger,.screen,footer,.leave')].filter(e => e.offsetHeight).length")
                .await;
        assert_eq!(left, json!(0), "{id}{way}");
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
        for (way, copies) in [("", 1), ("/a5", 1), ("/cards", 10)] {
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
