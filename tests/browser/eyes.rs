//! For eyes that see colours otherwise, and for readers who chose their own colours or less motion: on every page.
//!
//! Takes what the walk found of each page's colours ([`TextColours`]), and works out how they look to people who lack a kind of cone.

use super::bench::{Bench, wanted};
use super::engine::{Engine, in_each_engine};
use super::pages::assert_sound;
use super::walk::{TextColours, walk};

/// What linear red, green and blue become for somebody who lacks a kind of cone (Machado, Oliveira and Fernandes 2009, "A
/// physiologically-based model for simulation of color vision deficiency", severity 1.0), or all of them (the luminance of WCAG 2.2).
const SEEN_OTHERWISE: [(&str, [[f64; 3]; 3]); 4] = [
    ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
    ("achromatopsia", [LUMINANCE; 3]),
];

/// As most people see.
const UNCHANGED: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// WCAG 2.2, "relative luminance".
const LUMINANCE: [f64; 3] = [0.2126, 0.7152, 0.0722];
/// WCAG 2.2, 1.4.3.
const LEAST_CONTRAST: f64 = 4.5;

fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn luminance(colour: [u8; 3], seen: &[[f64; 3]; 3]) -> f64 {
    let linear = colour.map(linear);
    let row = |row: &[f64; 3]| row.iter().zip(linear).map(|(weight, part)| weight * part).sum::<f64>().clamp(0.0, 1.0);
    seen.iter().map(row).zip(LUMINANCE).map(|(part, weight)| part * weight).sum()
}

/// As many phones and readers turn them round.
fn inverted(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|part| 255 - part)
}

fn contrast(colours: &TextColours, seen: &[[f64; 3]; 3]) -> f64 {
    contrast_of(colours.text, colours.behind, seen)
}

fn contrast_of(text: [u8; 3], behind: [u8; 3], seen: &[[f64; 3]; 3]) -> f64 {
    let (text, behind) = (luminance(text, seen), luminance(behind, seen));
    (text.max(behind) + 0.05) / (text.min(behind) + 0.05)
}

#[test]
fn red_on_green_is_lost_to_those_who_lack_a_cone_and_black_on_white_is_not() {
    let colours = |text, behind| TextColours { state: String::new(), text, behind, sample: String::new() };
    let (lost, kept) = (colours([190, 60, 40], [60, 120, 40]), colours([0, 0, 0], [255, 255, 255]));
    for (name, seen) in SEEN_OTHERWISE {
        assert!(contrast(&lost, &seen) < 2.0, "{name}");
        assert!(contrast(&kept, &seen) > 20.0, "{name}");
    }
}

#[tokio::test]
async fn every_text_stands_out_from_what_is_behind_it_whichever_colours_a_reader_can_see() {
    if !wanted() {
        return;
    }
    let reports = walk().await;
    assert!(reports.iter().all(|report| report.colours.len() > 4), "each page has text in several colours, light and dark");
    assert_sound(reports, |report| {
        let seen = report.colours.iter().flat_map(|colours| SEEN_OTHERWISE.iter().map(move |seen| (colours, seen)));
        let faint = seen.filter(|(colours, (_, seen))| contrast(colours, seen) < LEAST_CONTRAST);
        let told = |(colours, (name, seen)): (&TextColours, &(&str, _))| {
            let TextColours { state, text, behind, sample } = colours;
            format!("{name}, {state}, {:.2}: {text:?} on {behind:?}: {sample}", contrast(colours, seen))
        };
        faint.map(told).collect()
    });
}

#[tokio::test]
async fn every_text_stands_out_with_all_colours_turned_round() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| {
        let faint = |colours: &&TextColours| {
            let (text, behind) = (inverted(colours.text), inverted(colours.behind));
            contrast_of(text, behind, &UNCHANGED) < LEAST_CONTRAST
        };
        report.colours.iter().filter(faint).map(|colours| format!("{colours:?}")).collect()
    });
}

#[tokio::test]
async fn in_a_readers_own_colours_every_control_still_shows_that_it_is_one() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.forced.clone());
}

#[tokio::test]
async fn nothing_moves_for_a_reader_who_asked_for_less_motion() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.motion.clone());
}

in_each_engine![words_in_a_closed_part_are_found_and_brought_into_view];

/// A search within the page opens what is closed: every engine does the same for an address that names words of the page, and that a
/// driver can ask for. `window.find`, which no reader calls, opens it in Firefox alone.
async fn words_in_a_closed_part_are_found_and_brought_into_view(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    let closed = "return Array.from(document.querySelectorAll('main details:not([open])')).map(function (part) {
        var nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), words;
        while (nodes.nextNode()) {
            words = nodes.currentNode.data.trim();
            if (!nodes.currentNode.parentElement.closest('summary') && words.split(' ').length > 4) return words;
        } })";
    let in_view = "return Array.from(document.querySelectorAll('main details[open]')).some(function (part) {
        var at = part.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight })";
    let mut found = 0;
    for path in ["/shared-images", "/services/childline", "/confidentiality"] {
        bench.open(path).await;
        let parts = bench.ask(closed).await;
        for words in parts.as_array().unwrap().iter().filter_map(|words| words.as_str()) {
            bench.open("/health/live").await;
            let target = words.bytes().fold(String::new(), |target, byte| format!("{target}%{byte:02X}"));
            bench.driver.goto(format!("{}{path}#:~:text={target}", bench.base)).await.unwrap();
            bench.until(in_view, &format!("{path}: {words:?} is opened and shown")).await;
            if engine == Engine::Firefox {
                bench.open(path).await;
                assert_eq!(bench.ask(in_view).await, false, "{path} is closed at first");
                bench.driver.execute("window.find(arguments[0])", vec![words.into()]).await.unwrap();
                bench.until(in_view, &format!("{path}: {words:?} is looked for, opened and shown")).await;
            }
            found += 1;
        }
    }
    assert!(found >= 3, "{found} closed parts");
    bench.stop().await;
}
