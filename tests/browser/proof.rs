//! `/proof` says what was measured: the figures in bold in `content/pages/proof.md` are compared with the measurements of this run.
//!
//! With `WAYMARK_RECORD` set they are written there instead, with the day. What no tool could measure here stays as it was, and
//! the test says so. The words around the figures are for editors.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;

use super::bench::{Bench, NOW, wanted};
use super::walk::{PageReport, axe, walk};

const PAGE: &str = "content/pages/proof.md";
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Each figure beside the words that stand before it.
type Figures = Vec<(&'static str, String)>;

/// The text with these figures in place, which is the same text if they agree.
fn with_figures(text: &str, figures: &Figures) -> String {
    figures.iter().fold(text.to_owned(), |text, (label, figure)| {
        let before = format!("\n- {label}: **");
        let (start, rest) = text.split_once(&before).unwrap_or_else(|| panic!("{PAGE} has a line {label:?}"));
        let (_, end) = rest.split_once("**").unwrap();
        format!("{start}{before}{figure}**{end}")
    })
}

/// Writes the figures, or asserts that the page already has them.
fn compare(mut figures: Figures) {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let text = std::fs::read_to_string(PAGE).unwrap();
    if std::env::var_os("WAYMARK_RECORD").is_some() {
        let today = jiff::Timestamp::now().in_tz("Europe/London").unwrap();
        figures.push(("Day", today.strftime("%-d %B %Y").to_string()));
        std::fs::write(PAGE, with_figures(&text, &figures)).unwrap();
        return;
    }
    // The day and the browser say of what the figures are; another browser that finds the same disagrees with nothing.
    figures.retain(|(label, _)| *label != "Browser");
    let measured = with_figures(&text, &figures);
    let differ: Vec<_> = text.lines().zip(measured.lines()).filter(|(said, measured)| said != measured).collect();
    assert!(
        differ.is_empty(),
        "{PAGE} says the first, this run measured the second (WAYMARK_RECORD=1 writes them):\n{differ:#?}"
    );
}

/// Header lines that every page has alike.
const ALIKE: [&str; 8] = [
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Strict-Transport-Security",
    "Request-OTR",
];

/// What the lines before each page say, as they came over the wire.
fn headers(pages: &[PageReport]) -> Figures {
    let answers: Vec<&str> =
        pages.iter().map(|page| page.requests.iter().find(|asked| asked.path == page.path).unwrap().answer.as_str()).collect();
    let values = |name: &str| -> BTreeSet<&str> { answers.iter().map(|head| header(head, name).unwrap_or("not sent")).collect() };
    let with = |is_so: &dyn Fn(&str) -> bool| answers.iter().filter(|head| is_so(head)).count().to_string();
    let mut figures: Figures =
        ALIKE.iter().map(|name| (*name, values(name).into_iter().collect::<Vec<_>>().join(" or "))).collect();
    figures.extend([
        ("Pages whose Content-Security-Policy lets in nothing from elsewhere", with(&lets_nothing_in)),
        ("Pages with a Set-Cookie line", with(&|head| header(head, "set-cookie").is_some())),
        ("Pages with a Server line", with(&|head| header(head, "server").is_some())),
    ]);
    figures
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Nothing is allowed but what stands in the page itself, and what this site answers.
fn lets_nothing_in(head: &str) -> bool {
    let is_own = |source: &str| matches!(source, "'none'" | "'self'" | "data:") || source.starts_with("'sha256-");
    header(head, "content-security-policy").is_some_and(|policy| {
        let mut rules = policy.split(';').map(|rule| rule.split_whitespace().skip(1));
        policy.starts_with("default-src 'none';") && rules.all(|mut sources| sources.all(is_own))
    })
}

#[tokio::test]
async fn proof_says_what_the_browser_measured() {
    if !wanted() || std::env::var_os("WAYMARK_PAGES").is_some() {
        return;
    }
    let pages = walk().await;
    let all = |count: &dyn Fn(&PageReport) -> usize| pages.iter().map(count).sum::<usize>().to_string();
    let is_own = |page: &PageReport, path: &str| page.path == path;
    let own: Vec<usize> =
        pages.iter().map(|page| page.requests.iter().filter(|request| is_own(page, &request.path)).count()).collect();
    let (least, most) = (own.iter().min().unwrap(), own.iter().max().unwrap());
    let mut figures: Figures = vec![
        ("Pages we opened", pages.len().to_string()),
        ("Requests to us for each page", if least == most { least.to_string() } else { format!("{least} to {most}") }),
        (
            "Requests to anyone else",
            all(&|page| page.requests.iter().filter(|request| !request.host.starts_with("127.0.0.1:")).count()),
        ),
        ("Cookies kept", all(&|page| usize::try_from(page.cookies).unwrap())),
        ("Other things stored in the browser", all(&|page| usize::try_from(page.storage).unwrap())),
        ("Background workers left running", all(&|page| usize::try_from(page.workers).unwrap())),
        ("Script errors", all(&|page| page.errors.len())),
        (
            "Pages you must scroll sideways at 320 pixels or at 400% zoom",
            all(&|page| usize::from(page.sideways.iter().any(|(_, pixels)| *pixels > 0))),
        ),
        ("Links and buttons where you cannot see the focus", all(&|page| page.focus.len())),
    ];
    figures.extend(headers(pages));
    let bench = Bench::start(320, 568).await;
    let browser = bench.driver.cdp().browser().get_version().await.unwrap().product;
    figures.push(("Browser", browser.replace("HeadlessChrome/", "Chromium ").replace("Chrome/", "Chromium ")));
    bench.stop().await;
    match axe() {
        None => eprintln!("skipped: without WAYMARK_AXE the figures for accessibility were not compared"),
        Some(source) => {
            let version = source.split("axe v").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().to_owned();
            figures.push(("Version of axe-core", version));
            figures.push(("Barriers it found", all(&|page| page.axe.len())));
        }
    }
    compare(figures);
}

#[test]
fn proof_says_what_the_largest_page_weighs() {
    let found = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .args(["check", "--content", "content"])
        .env("WAYMARK_NOW", NOW)
        .output()
        .unwrap();
    let text = String::from_utf8(found.stdout).unwrap();
    // "largest page: /report, 14577 bytes in brotli, 20162 in gzip, of 14600 with headers"
    let line = text.split("largest page: ").nth(1).unwrap_or_else(|| panic!("{text}"));
    let parts: Vec<&str> = line.split(", ").collect();
    let number = |part: &str| {
        let number: usize = part.split_whitespace().next().unwrap().parse().unwrap();
        if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
    };
    compare(vec![
        ("Largest page", parts[0].to_owned()),
        ("Its size in brotli, in bytes", number(parts[1])),
        ("Its size in gzip, in bytes", number(parts[2])),
    ]);
}

#[test]
fn proof_says_what_the_nu_checker_found() {
    match super::markup::faults() {
        None => eprintln!("skipped: without WAYMARK_VNU the figures of the Nu HTML checker were not compared"),
        Some((version, faults)) => {
            compare(vec![("Version of the Nu HTML checker", version), ("Faults it found", faults.len().to_string())]);
        }
    }
}
