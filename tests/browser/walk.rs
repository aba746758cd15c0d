//! One walk over every page of the site, whose findings the tests of `pages.rs` share.
//!
//! Takes the site's own list of pages, rendered here from the same content for the same instant. Each page is opened once, at
//! 320 CSS pixels in light, and then looked at in other sizes and colours without asking the server again. Gives a
//! [`PageReport`] a page. The walk is made by the first test that asks, in two browsers at a time.

use std::sync::Mutex;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use waymark::content::{self, source::SourceTree};
use waymark::render::assets::Assets;
use waymark::render::document::MediaType;
use waymark::render::templates::Templates;
use waymark::site::assemble;

use super::bench::{Bench, NOW};
use super::wire::Request;

pub const PROBE: &str = include_str!("probe.js");

/// What was found on one page.
#[derive(Debug, Default)]
pub struct PageReport {
    pub path: String,
    /// Everything asked for while the page was open.
    pub requests: Vec<Request>,
    pub cookies: u64,
    pub storage: u64,
    pub workers: u64,
    /// Errors of scripts.
    pub errors: Vec<String>,
    pub structure: Vec<String>,
    /// Links and buttons whose names say too little, or the same twice.
    pub names: Vec<String>,
    /// Kinds of controls, and where they stand.
    pub controls: Vec<String>,
    /// "320x256": pixels that stand out on the right.
    pub sideways: Vec<(String, u64)>,
    /// Where the way out or 999 is not on screen.
    pub bar: Vec<String>,
    /// Controls that a thumb misses.
    pub small: Vec<String>,
    pub focus: Vec<String>,
    /// Every pair of colours in which a text stands, light and dark.
    pub colours: Vec<TextColours>,
    /// Controls that do not look like any in a reader's own colours.
    pub forced: Vec<String>,
    /// What moves although the reader asked for less motion.
    pub motion: Vec<String>,
    /// Accessibility faults, each with the state it was seen in.
    pub axe: Vec<String>,
}

/// A text and what is behind it.
#[derive(Debug)]
pub struct TextColours {
    /// Light or dark.
    pub state: String,
    /// Red, green and blue.
    pub text: [u8; 3],
    pub behind: [u8; 3],
    /// A text that stands so.
    pub sample: String,
}

/// The screens pages are looked at on: 640 by 512 and 320 by 256 are 1280 by 1024 at 200 and 400 %, and 180 by 320 is a phone at 200 %.
const SCREENS: [(u32, u32); 7] = [(320, 568), (180, 320), (320, 256), (390, 844), (640, 512), (768, 1024), (1280, 800)];
/// Phones whose text is twice as large.
const LARGE_TEXT: [(u32, u32); 3] = [(320, 568), (390, 844), (412, 915)];
/// Name, width, colours, everything opened, every rule. Whatever has nothing to do with colours and sizes is the same on every screen:
/// it is asked once, of everything opened.
const ABROAD: [(&str, u32, &str, bool, &str); 4] = [
    ("320 light", 320, "light", false, "'looks'"),
    ("320 dark", 320, "dark", false, "'colours'"),
    ("1280 dark open", 1280, "dark", true, "'colours'"),
    ("1280 light open", 1280, "light", true, "'all'"),
];

/// The findings on every page. `WAYMARK_PAGES=/report,/about` looks at those alone while working.
pub async fn walk() -> &'static [PageReport] {
    static WALK: OnceCell<Vec<PageReport>> = OnceCell::const_new();
    WALK.get_or_init(|| async {
        let todo = Mutex::new(paths());
        let (mut one, two) = tokio::join!(walker(&todo), walker(&todo));
        one.extend(two);
        one.sort_by(|a, b| a.path.cmp(&b.path));
        one
    })
    .await
}

/// Every page of the built-in site with its text, rendered here.
pub fn documents() -> Vec<(String, String)> {
    let tree = SourceTree::built_in();
    let (documents, _) = content::read(&tree);
    let site = assemble(&documents).0.unwrap();
    let (templates, assets) = (Templates::load(&tree).unwrap(), Assets::load(&tree, &site).unwrap());
    let now: Timestamp = NOW.parse().unwrap();
    let rendered = waymark::render::render(&site, &templates, &assets, now, waymark::render::RenderTarget::Server).0;
    let pages = rendered.documents.into_iter().filter(|document| document.media_type == MediaType::Html);
    pages.map(|document| (document.path, document.body)).collect()
}

/// Every page of the site, and one that does not exist.
fn paths() -> Vec<String> {
    match std::env::var("WAYMARK_PAGES") {
        Ok(some) => some.split(',').map(str::to_owned).collect(),
        Err(_) => documents().into_iter().map(|(path, _)| path).chain(["/nowhere".to_owned()]).collect(),
    }
}

async fn walker(todo: &Mutex<Vec<String>>) -> Vec<PageReport> {
    let bench = Bench::start(320, 568).await;
    // What it asks for before any page of ours is open is not what a page asks for.
    bench.settle().await;
    // A browser may keep the focus in its own address bar, and then shows none on the page.
    bench.cdp("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
    let axe = axe();
    let catch = "window.faults = []; addEventListener('error', function (event) { faults.push(event.message) });
        addEventListener('securitypolicyviolation', function (event) { faults.push(event.violatedDirective) });";
    let source = format!("{catch}\n{}\n{PROBE}", axe.as_deref().unwrap_or_default());
    bench.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    let mut reports = Vec::new();
    loop {
        let next = todo.lock().unwrap().pop();
        let Some(path) = next else { break };
        reports.push(look(&bench, path, axe.is_some()).await);
    }
    assert!(bench.driver.get_all_cookies().await.unwrap().is_empty(), "the browser holds no cookie");
    bench.stop().await;
    reports
}

/// The accessibility checker, where `tests/run` has fetched it.
pub fn axe() -> Option<String> {
    let path = std::env::var("WAYMARK_AXE").ok()?;
    Some(std::fs::read_to_string(path).unwrap())
}

async fn look(bench: &Bench, path: String, with_axe: bool) -> PageReport {
    bench.screen(320, 568).await;
    bench.media("", &[("prefers-color-scheme", "light")]).await;
    bench.wire.take();
    bench.open(&path).await;
    let mut report = PageReport { path, ..PageReport::default() };
    let kept = bench.ask("return probe.kept()").await;
    let count = |name: &str| kept[name].as_u64().unwrap();
    (report.cookies, report.storage, report.workers) = (count("cookies"), count("storage"), count("workers"));
    report.structure = texts(&bench.ask("return probe.structure()").await);
    let names = bench.ask("return [probe.names(), probe.kinds()]").await;
    (report.names, report.controls) = (texts(&names[0]), texts(&names[1]));
    for (at, (width, height)) in SCREENS.into_iter().enumerate() {
        // It was opened on the first.
        if at > 0 {
            bench.screen(width, height).await;
        }
        let seen = bench
            .ask("return [probe.sideways(), probe.bar_in_view(), innerHeight < 550 ? probe.focus() : [], innerWidth < 400 ? probe.small() : []]")
            .await;
        let screen = format!("{width}x{height}");
        report.sideways.push((screen.clone(), seen[0].as_u64().unwrap()));
        report.bar.extend(texts(&seen[1]).iter().map(|fault| format!("{screen}: {fault}")));
        report.focus.extend(texts(&seen[2]).iter().map(|fault| format!("{screen}: {fault}")));
        report.small.extend(texts(&seen[3]).iter().map(|fault| format!("{screen}: {fault}")));
    }
    large_text(bench, &mut report).await;
    eyes(bench, &mut report).await;
    for (state, width, colours, is_open, rules) in ABROAD.iter().filter(|_| with_axe) {
        bench.screen(*width, 800).await;
        bench.media("", &[("prefers-color-scheme", colours)]).await;
        let open = if *is_open { "probe.open();" } else { "" };
        let faults = texts(&bench.ask(&format!("{open} return probe.faults({rules})")).await);
        report.axe.extend(faults.iter().map(|fault| format!("{state}: {fault}")));
    }
    report.errors = texts(&bench.ask("return faults").await);
    report.requests = bench.wire.take();
    report
}

async fn large_text(bench: &Bench, report: &mut PageReport) {
    for (width, height) in LARGE_TEXT {
        bench.screen(width, height).await;
        let large = "document.documentElement.style.fontSize = '200%'; var found = [probe.focus(), probe.bar_in_view(), probe.sideways()];
            document.documentElement.style.fontSize = ''; return found";
        let found = bench.ask(large).await;
        let screen = format!("{width}x{height}, large text");
        report.sideways.push((screen.clone(), found[2].as_u64().unwrap()));
        report.focus.extend(texts(&found[0]).iter().map(|fault| format!("{screen}: {fault}")));
        report.bar.extend(texts(&found[1]).iter().map(|fault| format!("{screen}: {fault}")));
    }
}

/// How the page looks to those who see, or chose, other colours, and to those who asked for less motion.
async fn eyes(bench: &Bench, report: &mut PageReport) {
    for state in ["light", "dark"] {
        bench.media("", &[("prefers-color-scheme", state)]).await;
        let pairs = bench.ask("return probe.colours()").await;
        report.colours.extend(pairs.as_array().unwrap().iter().map(|pair| text_colours(state, pair)));
        bench.media("", &[("prefers-color-scheme", state), ("forced-colors", "active")]).await;
        let faults = texts(&bench.ask("return probe.forced()").await);
        report.forced.extend(faults.iter().map(|fault| format!("{state}: {fault}")));
    }
    bench.media("", &[("prefers-reduced-motion", "reduce")]).await;
    report.motion = texts(&bench.ask("return probe.motion()").await);
}

fn text_colours(state: &str, pair: &Value) -> TextColours {
    let colour = |value: &Value| [0, 1, 2].map(|at| u8::try_from(value[at].as_u64().unwrap()).unwrap());
    let sample = pair[2].as_str().unwrap().to_owned();
    TextColours { state: state.to_owned(), text: colour(&pair[0]), behind: colour(&pair[1]), sample }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}
