//! Pages by keyboard alone, with large letters and at high zoom: nothing that takes the focus is off the screen or covered.

use serde_json::json;
use thirtyfour::prelude::*;

use super::bench::Bench;
use super::engine::{Engine, Settings, USUAL, in_each_engine};
use super::router::choose;

const PAGES: [&str; 6] = ["/", "/report", "/shared-images", "/services/childline", "/open-now", "/schools/check-your-page"];

in_each_engine![
    with_letters_of_twice_the_size_the_keyboard_reaches_everything_and_nothing_is_off_screen_or_covered,
    at_400_percent_zoom_the_keyboard_reaches_everything_and_nothing_is_off_screen_or_covered,
];

/// Before each step of the Tab key, looks at where the step before has led.
const WATCH: &str = "
    window.reached = [], window.faults = [], window.steps = 0
    document.addEventListener('keydown', function (event) {
        var on = document.activeElement
        if (event.key !== 'Tab' || on === document.body || reached.indexOf(on) >= 0) return
        reached.push(on)
        var at = on.getClientRects()[0], name = on.outerHTML.slice(0, 100)
        var bar = on.closest('.bar,.skip') ? 0 : document.querySelector('.bar').getBoundingClientRect().bottom
        if (at.left < -1 || at.right > innerWidth + 1) faults.push('off the side (' + at.left + ' to ' + at.right + '): ' + name)
        // What fits between the bar and the lower edge stands there whole at its beginning; of what is taller, a line is in sight.
        var fits = at.height <= innerHeight - bar
        var first = fits ? at.top : Math.max(at.top, bar)
        if (first < bar - 1 || first > innerHeight - 4 || at.bottom < bar + 24) faults.push('off screen or under the bar (' + [at.top, at.bottom, bar, innerHeight] + '): ' + name)
        var there = document.elementFromPoint(Math.max(1, Math.min(at.left + 4, innerWidth - 1)), first + Math.min(at.height / 2, 12))
        if (there && !on.contains(there) && !there.contains(on)) faults.push('covered by ' + there.outerHTML.slice(0, 60) + ': ' + name)
    }, true)";

async fn go_through(bench: &Bench, path: &str, screen: &str) {
    bench.open(path).await;
    if bench.engine == Engine::WebKit && screen.starts_with("at 450") {
        bench.ask("document.documentElement.style.fontSize = '200%'").await;
    }
    if path == "/report" {
        choose(bench, "No, or I’m not sure").await;
        choose(bench, "Someone is threatening me, or another adult, over pictures").await;
    }
    let controls =
        "Array.prototype.filter.call(document.querySelectorAll('a[href],button,input,textarea,summary'), function (control) {
        return control.getClientRects().length && control.checkVisibility() })";
    let count = bench.ask(&format!("{WATCH}; document.activeElement.blur(); scrollTo(0, 0); return {controls}.length")).await;
    // In the field for long texts the Tab key goes on too; the last step looks at where the one before has led.
    let tabs = vec![Key::Tab; usize::try_from(count.as_u64().unwrap()).unwrap() + 2];
    bench.press(&tabs).await;
    assert_eq!(bench.ask("return faults").await, json!([]), "{path} {screen}");
    let missed = format!(
        "return {controls}.filter(function (control) {{ return reached.indexOf(control) < 0 }}).map(function (control) {{ return control.outerHTML.slice(0, 100) }})"
    );
    assert_eq!(bench.ask(&missed).await, json!([]), "{path} {screen}: the keyboard does not come to these");
    let sideways = bench.ask("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(sideways.as_i64().unwrap() <= 0, "{path} {screen} is {sideways} pixels too wide");
}

async fn with_letters_of_twice_the_size_the_keyboard_reaches_everything_and_nothing_is_off_screen_or_covered(engine: Engine) {
    let Some(bench) = Bench::set(engine, 320, 568, Settings { letters: 32, ..USUAL }).await else { return };
    // The windows of the two others are no narrower than one size.
    let screens = if engine == Engine::Chromium { &[(320, 568), (360, 640), (412, 915)][..] } else { &[(450, 800)] };
    for (width, height) in screens {
        bench.screen(*width, *height).await;
        for path in PAGES {
            go_through(&bench, path, &format!("at {width} by {height}")).await;
        }
    }
    bench.stop().await;
}

async fn at_400_percent_zoom_the_keyboard_reaches_everything_and_nothing_is_off_screen_or_covered(engine: Engine) {
    let Some(bench) = Bench::of(engine, 320, 256).await else { return };
    for path in PAGES {
        go_through(&bench, path, "at 320 by 256").await;
    }
    bench.stop().await;
}
