//! The site in a browser of 2016: everything newer is taken out of the page on its way, and it still helps.
//!
//! A browser passes over what it does not know: a declaration with a value it cannot read, a whole rule for one selector, a whole
//! block for an unknown condition. That is done here by hand. `<details>` becomes an element that no browser knows, in markup, style
//! and script alike.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::bench::Bench;
use super::engine::{Engine, in_each_engine};

/// What did not exist in every browser that was in use in 2016, as it stands in a style sheet.
const SELECTORS: [&str; 6] = [":has(", ":focus-visible", ":is(", ":where(", "::details-content", ":not(details:"];
const PROPERTIES: [&str; 11] = [
    "gap",
    "row-gap",
    "column-gap",
    "text-wrap",
    "content-visibility",
    "clip-path",
    "inset",
    "text-decoration-thickness",
    "text-underline-offset",
    "accent-color",
    "aspect-ratio",
];
const BEGINNINGS: [&str; 5] = ["padding-inline", "padding-block", "margin-inline", "margin-block", "grid"];
const VALUES: [&str; 9] = ["clamp(", "min(", "max(", "fit-content", "anywhere", "grid", "sticky", "\"/\"", ".2em underline"];
const CONDITIONS: [&str; 5] = ["selector(", "prefers-", "forced-colors", "hover:", "display-mode"];

/// An answer of the site as such a browser reads it. Its policy no longer fits its changed style and script, and is left out.
pub fn aged(answer: &[u8]) -> Vec<u8> {
    let answer = String::from_utf8_lossy(answer);
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return answer.as_bytes().to_vec() };
    let mut body = match body.split_once("<style>").and_then(|(before, rest)| Some((before, rest.split_once("</style>")?))) {
        Some((before, (style, after))) => format!("{before}<style>{}</style>{after}", old_style(style)),
        None => body.to_owned(),
    };
    for (new, unknown) in [("details", "detail-s"), ("summary", "summar-y")] {
        body = body.replace(new, unknown);
    }
    let is_kept =
        |line: &&str| !["content-security-policy", "content-length"].iter().any(|name| line.to_lowercase().starts_with(name));
    let head = head.split("\r\n").filter(is_kept).collect::<Vec<_>>().join("\r\n");
    format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn old_style(style: &str) -> String {
    let mut old = String::new();
    let mut rest = style.trim();
    while let Some(begin) = rest.find('{') {
        let (selector, block) = (rest[..begin].trim(), block(&rest[begin + 1..]));
        rest = rest[begin + block.len() + 2..].trim_start();
        let is_group = selector.starts_with("@media") || selector.starts_with("@supports");
        let unknown: &[&str] = if is_group { &CONDITIONS } else { &SELECTORS };
        if unknown.iter().any(|new| selector.contains(new)) {
            continue;
        }
        let block = if is_group { old_style(block) } else { old_block(block) };
        old.extend([selector, "{", block.as_str(), "}"]);
    }
    old
}

/// The text up to the brace that closes it.
fn block(text: &str) -> &str {
    let mut depth = 1;
    for (at, sign) in text.char_indices() {
        depth += i32::from(sign == '{') - i32::from(sign == '}');
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn old_block(block: &str) -> String {
    let is_known = |line: &&str| {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        !(PROPERTIES.contains(&name.trim())
            || BEGINNINGS.iter().any(|new| name.trim().starts_with(new))
            || VALUES.iter().any(|new| value.contains(new)))
    };
    block.split(';').filter(is_known).collect::<Vec<_>>().join(";")
}

#[test]
fn a_style_is_read_as_an_old_browser_reads_it() {
    let style = "a{color:red;gap:1rem}a:focus-visible{color:blue}@supports selector(:has(a)){b{color:red}}\
        @media print{h1{font-size:clamp(1rem,2vw,3rem);margin:0}}i{display:grid}";
    assert_eq!(old_style(style), "a{color:red}@media print{h1{margin:0}}i{}");
}

in_each_engine![
    a_browser_of_2016_leads_to_an_answer_and_999_and_the_way_out_are_there,
    a_browser_of_2016_hides_no_text_for_good,
    a_browser_of_2016_without_scripts_leads_to_an_answer_too,
];

/// Words that nobody can see: without a box, or in one that is too small. What is meant for screen readers alone does not count,
/// as the name beside its picture on a phone, nor what shows when it is needed: the skip link, the cover, the buttons that need scripts.
const HIDDEN: &str = "
    var hidden = []
    document.querySelectorAll('#page *').forEach(function (part) {
        if (part.closest('.vh,.brand,.skip,[hidden],script,style,svg,[role=status]')) return
        var words = Array.prototype.filter.call(part.childNodes, function (node) { return node.nodeType === 3 && node.data.trim() })
        if (!words.length) return
        var range = document.createRange()
        range.selectNode(words[0])
        var at = range.getBoundingClientRect()
        var style = getComputedStyle(part)
        if (at.width < 2 || at.height < 2 || at.right < 1 || style.visibility !== 'visible' || style.opacity === '0') hidden.push(part.outerHTML.slice(0, 100))
    })
    return hidden";

async fn lead_to_an_answer(bench: &Bench) {
    bench.open("/report").await;
    let seen = bench
        .ask(
            "return ['.nine', '.leave', '.danger a'].map(function (css) {
                 var at = document.querySelector(css).getBoundingClientRect();
                 return at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth && at.height >= 44 })",
        )
        .await;
    assert_eq!(
        seen,
        json!([true, true, true]),
        "999 in the bar, the way out and 999 in the danger line stand on the first screen"
    );
    let answer = bench
        .driver
        .find(By::XPath("//*[local-name()='summar-y'][contains(., 'Someone is threatening me')]/following-sibling::a"))
        .await;
    answer.expect("the answer holds its link, in sight").click().await.unwrap();
    let there = "var to = document.querySelector(location.hash || 'no'); if (!to) return false;
        var heading = to.querySelector('h2').getBoundingClientRect();
        return heading.top >= 0 && heading.top < innerHeight && to.querySelector('.num,.go').getClientRects().length > 0";
    bench.until(there, "the link leads to the answer, with somebody to reach").await;
}

async fn a_browser_of_2016_leads_to_an_answer_and_999_and_the_way_out_are_there(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.wire.age();
    lead_to_an_answer(&bench).await;
    bench.driver.find(By::Css(".leave")).await.unwrap().click().await.unwrap();
    bench.until("return location.hostname === 'weather.example'", "the exit opens").await;
    bench.stop().await;
}

async fn a_browser_of_2016_hides_no_text_for_good(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.wire.age();
    for path in [
        "/",
        "/report",
        "/young-people",
        "/crisis",
        "/shared-images",
        "/services/childline",
        "/services",
        "/open-now",
        "/search",
        "/schools",
    ] {
        bench.open(path).await;
        let sideways = bench.ask("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(sideways.as_i64().unwrap() <= 0, "{path} is {sideways} pixels too wide");
        assert_eq!(bench.ask(HIDDEN).await, Value::Array(Vec::new()), "hidden on {path}");
    }
    bench.stop().await;
}

async fn a_browser_of_2016_without_scripts_leads_to_an_answer_too(engine: Engine) {
    let Some(bench) = Bench::without_scripts(engine, 390, 844).await else { return };
    bench.wire.age();
    lead_to_an_answer(&bench).await;
    bench.stop().await;
}
