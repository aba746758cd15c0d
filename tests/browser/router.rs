//! The report page as a person uses it.

use thirtyfour::prelude::*;

use super::bench::{Bench, wanted};
use super::engine::{Engine, in_each_engine};

in_each_engine![
    with_scripts_off_a_worried_parent_goes_from_the_home_page_to_the_right_number,
    a_closed_earlier_answer_hides_the_outcome_that_hung_on_it,
    with_the_keyboard_alone_a_person_answers_changes_an_answer_and_comes_to_the_outcome,
    the_next_question_and_the_outcome_come_into_view_and_are_announced_at_400_percent_zoom,
    start_again_closes_every_answer_and_each_question_has_a_way_for_who_is_not_sure,
];

/// What a person sees, as an expression: asking the driver element by element takes minutes for the whole graph.
const IS_SEEN: &str = "(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))";

pub async fn choose(bench: &Bench, answer: &str) {
    let find = format!(
        "const summary = [...document.querySelectorAll('#router summary')]
             .filter({IS_SEEN}).find(summary => summary.innerText.trim() === arguments[0]);
         summary?.scrollIntoView({{ block: 'center' }});
         return summary"
    );
    let found = bench.driver.execute(&find, vec![answer.into()]).await.unwrap();
    let summary = found.element().unwrap_or_else(|_| panic!("no visible answer {answer:?}"));
    summary.click().await.unwrap();
}

async fn visible(bench: &Bench, css: &str) -> Vec<String> {
    let script =
        format!("return [...document.querySelectorAll(arguments[0])].filter({IS_SEEN}).map(element => element.innerText.trim())");
    bench.driver.execute(&script, vec![css.into()]).await.unwrap().convert().unwrap()
}

async fn with_scripts_off_a_worried_parent_goes_from_the_home_page_to_the_right_number(engine: Engine) {
    let Some(bench) = Bench::without_scripts(engine, 390, 844).await else { return };
    bench.open("/").await;
    bench.driver.find(By::Css("main a[href='/report']")).await.unwrap().click().await.unwrap();
    bench.until("return location.pathname === '/report' && document.readyState === 'complete'", "the report page opens").await;
    let address = bench.driver.current_url().await.unwrap().to_string();
    for answer in [
        "No, or I’m not sure",
        "My own thoughts about children, or something I did",
        "Sexual feelings about children, or other thoughts that worry me",
    ] {
        choose(&bench, answer).await;
    }
    let numbers = visible(&bench, ".outcome .num").await;
    assert_eq!(numbers, ["0808 1000 900"], "one outcome, one primary number");
    let after = bench.driver.current_url().await.unwrap().to_string();
    assert_eq!(after, address, "choosing changes neither address nor history");
    assert_eq!(visible(&bench, ".outcome").await.len(), 1);
    let shown = visible(&bench, ".outcome .limit").await;
    assert!(shown[0].contains("Will anyone be told?"), "the limit is said: {shown:?}");
    bench.stop().await;
}

async fn a_closed_earlier_answer_hides_the_outcome_that_hung_on_it(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 900).await else { return };
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "Someone is threatening me, or another adult, over pictures"] {
        choose(&bench, answer).await;
    }
    assert_eq!(visible(&bench, ".outcome").await.len(), 1);
    assert_eq!(visible(&bench, "#router summary").await.len(), 1, "of what led to the answer, the last choice stays");
    choose(&bench, "Someone is threatening me, or another adult, over pictures").await;
    choose(&bench, "No, or I’m not sure").await;
    assert_eq!(visible(&bench, ".outcome").await.len(), 0, "nothing hangs in the air");
    bench.stop().await;
}

/// Goes on with the Tab key until an answer with these words has the focus, then chooses it with the space bar.
async fn choose_by_keyboard(bench: &Bench, answer: &str) {
    for _ in 0..60 {
        bench.press(&[Key::Tab]).await;
        let focused = bench
            .ask("return document.activeElement.tagName === 'SUMMARY' ? document.activeElement.textContent.trim() : ''")
            .await;
        if focused == answer {
            bench.press(&[Key::Space]).await;
            return;
        }
    }
    panic!("the Tab key does not come to {answer:?}");
}

/// Asks whether something is on the screen, in whole or at its beginning, below the bar.
fn in_view(element: &str) -> String {
    format!(
        "var at = {element}.getBoundingClientRect(); var bar = document.querySelector('.bar').getBoundingClientRect().bottom;
         return at.top >= bar - 1 && at.top < innerHeight || [at.top, bar, innerHeight, scrollY]"
    )
}

async fn with_the_keyboard_alone_a_person_answers_changes_an_answer_and_comes_to_the_outcome(engine: Engine) {
    let Some(bench) = Bench::of(engine, 1280, 800).await else { return };
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "Someone is threatening me, or another adult, over pictures"] {
        choose_by_keyboard(&bench, answer).await;
        let in_sight = "return document.activeElement.getBoundingClientRect().top
            >= document.querySelector('.leave').getBoundingClientRect().bottom - 1";
        bench.until(in_sight, "the bar does not cover the answer that has the focus").await;
    }
    assert_eq!(visible(&bench, ".outcome").await.len(), 1);
    // The focus stays on the chosen answer, which now says "Change"; the same key takes it back.
    bench.press(&[Key::Space]).await;
    assert_eq!(visible(&bench, ".outcome").await.len(), 0);
    bench.press(&[Key::Space]).await;
    // Next comes the outcome's first link, not an answer that is hidden.
    bench.press(&[Key::Tab]).await;
    let next = bench
        .ask("return document.activeElement.closest('.outcome') !== null && document.activeElement.getClientRects().length > 0")
        .await;
    assert_eq!(next, true, "the key after the answer leads into the outcome");
    bench.stop().await;
}

async fn the_next_question_and_the_outcome_come_into_view_and_are_announced_at_400_percent_zoom(engine: Engine) {
    // 1280 by 1024 at 400 %.
    let Some(bench) = Bench::of(engine, 320, 256).await else { return };
    bench.open("/report").await;
    assert_eq!(bench.ask("return document.getElementById('said').getAttribute('role')").await, "status");
    choose(&bench, "No, or I’m not sure").await;
    let question = "Array.prototype.filter.call(document.querySelectorAll('details[open] > .step > .q'), function (q) { return q.getClientRects().length }).pop()";
    bench.until(&in_view(question), "the next question is on screen").await;
    let said = bench.ask(&format!("return [document.getElementById('said').textContent, {question}.textContent]")).await;
    assert_eq!(said[0], said[1], "the next question is announced");
    choose(&bench, "Someone is threatening me, or another adult, over pictures").await;
    let outcome = "Array.prototype.filter.call(document.querySelectorAll('.outcome h2'), function (h) { return h.getClientRects().length })[0]";
    bench.until(&in_view(outcome), "the outcome is on screen").await;
    let said = bench.ask(&format!("return [document.getElementById('said').textContent, {outcome}.textContent]")).await;
    assert_eq!(said[0], said[1], "the outcome is announced");
    assert_eq!(bench.ask("return document.documentElement.scrollWidth <= innerWidth").await, true, "no scrolling sideways");
    bench.stop().await;
}

async fn start_again_closes_every_answer_and_each_question_has_a_way_for_who_is_not_sure(engine: Engine) {
    let Some(bench) = Bench::of(engine, 390, 844).await else { return };
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "Someone is threatening me, or another adult, over pictures"] {
        choose(&bench, answer).await;
    }
    bench.driver.find(By::Css(".again a")).await.unwrap().click().await.unwrap();
    bench.until("return document.readyState === 'complete' && !document.querySelector('details[open]')", "all is closed").await;
    assert_eq!(visible(&bench, ".outcome").await.len(), 0);
    let without = bench
        .ask(
            "return Array.prototype.filter.call(document.querySelectorAll('#router .choices'), function (choices) {
                return !Array.prototype.some.call(choices.children, function (answer) {
                    return /not sure|don’t know|something else/i.test(answer.querySelector('summary').textContent) }) })
             .map(function (choices) { return choices.parentNode.querySelector('.q').textContent })",
        )
        .await;
    assert_eq!(without, serde_json::json!([]), "questions without a way for who is not sure");
    bench.stop().await;
}

#[tokio::test]
async fn printed_the_page_holds_every_question_answer_and_outcome_in_order_whatever_was_chosen() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(800, 1100).await;
    bench.open("/report").await;
    choose(&bench, "No, or I’m not sure").await;
    bench.media("print", &[]).await;
    let hidden = "return ['#router .q', '#router summary', '.outcome h2', '.outcome .num'].map(function (css) {
        return Array.prototype.filter.call(document.querySelectorAll(css), function (part) { return part.getBoundingClientRect().height < 1 }).length })";
    assert_eq!(bench.ask(hidden).await, serde_json::json!([0, 0, 0, 0]), "hidden questions, answers, outcomes, numbers");
    let out_of_order = bench
        .ask(
            "var last = -Infinity; return Array.prototype.filter.call(document.querySelectorAll('#router .q, #router summary, .outcome h2'), function (part) {
                var top = part.getBoundingClientRect().top; var is_before = top < last; last = top; return is_before }).map(function (part) { return part.textContent })",
        )
        .await;
    assert_eq!(out_of_order, serde_json::json!([]));
    let on_paper = "return ['.leave', '.menu', '.skip', '.again'].every(function (css) { return getComputedStyle(document.querySelector(css)).display === 'none' })";
    assert_eq!(bench.ask(on_paper).await, true, "what only a screen can use is not printed");
    bench.stop().await;
}

/// On the printer of a library nobody else's answers come out, and nothing of what was chosen before.
#[tokio::test]
async fn printed_an_answer_that_was_chosen_stands_alone_until_it_is_changed() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(800, 1100).await;
    bench.open("/report").await;
    for answer in ["No, or I’m not sure", "I’m worried about a child", "They have seen porn, or were shown it"] {
        choose(&bench, answer).await;
    }
    let on_paper = "return Array.from(document.querySelector('main').children).filter(function (part) {
        return getComputedStyle(part).display !== 'none' }).map(function (part) { return part.id })";
    bench.media("print", &[]).await;
    bench
        .until(
            &on_paper.replace("return Array", "return JSON.stringify(Array").replace("part.id })", "part.id })) === '[\"o11\"]'"),
            "one answer",
        )
        .await;
    bench.media("", &[]).await;
    let change = "Array.from(document.querySelectorAll('summary')).filter(function (one) { return one.textContent.startsWith('They have seen porn') })[0].click()";
    bench.ask(change).await;
    bench.media("print", &[]).await;
    let all = "return document.querySelectorAll('.kept').length === 0 && document.querySelector('#router').getBoundingClientRect().height > 0";
    bench.until(all, "every question and answer is printed again").await;
    bench.stop().await;
}

/// Every choice a person can make, at every size of screen a reader may hold.
#[tokio::test]
async fn on_every_path_999_stays_on_screen_and_each_question_and_answer_opens_at_the_top_with_somebody_to_reach_in_view() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.driver.set_script_timeout(std::time::Duration::from_secs(200)).await.unwrap();
    for (width, height) in [(390, 844), (375, 667), (768, 1024), (1280, 800)] {
        bench.screen(width, height).await;
        bench.open("/report").await;
        let before = bench.ask("return [history.length, location.href]").await;
        let walked = bench.ask(include_str!("all_paths.js")).await;
        assert_eq!(walked["faults"], serde_json::json!([]), "at {width} by {height}: {walked}");
        assert!(walked["paths"].as_u64().unwrap() > 50, "{walked}");
        assert_eq!(bench.ask("return [history.length, location.href]").await, before, "no choice leaves a trace");
    }
    bench.stop().await;
}

#[tokio::test]
async fn the_answer_on_screen_can_be_kept_by_its_own_address() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.open("/report").await;
    let link = "document.querySelector('#own a')";
    assert_eq!(bench.ask(&format!("return {link}.getClientRects().length")).await, 0, "nothing is chosen yet");
    for answer in ["#o3", "#o2"] {
        let choose = format!("document.querySelector('.to[href=\"{answer}\"]').parentNode.querySelector('summary').click()");
        bench.ask(&choose).await;
        let own = answer.replace('#', "/report/");
        let leads = format!("return {link}.getClientRects().length > 0 && {link}.pathname === '{own}'");
        bench.until(&leads, "the link leads to the answer that was chosen").await;
        bench.ask(&choose).await;
    }
    bench.stop().await;
}

#[tokio::test]
async fn whoever_is_in_danger_finds_their_answer_on_the_first_phone_screen() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.open("/report").await;
    // The last answer says that nobody is in danger, or that it is not sure.
    let late = "return Array.from(document.querySelectorAll('#router > .step > .choices > details > summary')).slice(0, -1).filter(
        function (summary) { return summary.getBoundingClientRect().bottom > innerHeight }).map(function (late) { return late.textContent })";
    assert_eq!(bench.ask(late).await, serde_json::json!([]));
    bench.stop().await;
}

#[tokio::test]
async fn the_bar_the_menu_and_the_danger_line_leave_the_phone_to_the_page_and_999_never_covers_the_focus() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(390, 844).await;
    bench.open("/report").await;
    let low = bench.ask("return document.querySelector('.danger').getBoundingClientRect().bottom <= 150").await;
    assert_eq!(low, true, "bar, menu and danger line take at most 150 px");
    for (width, height) in [(390, 844), (188, 334)] {
        // 188 by 334 is 375 by 667 at 200 %.
        bench.screen(width, height).await;
        bench.open("/report").await;
        let sizes = "return ['.nine', '.leave'].every(function (css) {
            var at = document.querySelector(css).getBoundingClientRect(); return at.height >= 44 && at.left >= 0 && at.right <= innerWidth })";
        assert_eq!(bench.ask(sizes).await, true, "at {width} by {height} both stand whole in the bar");
        for _ in 0..12 {
            bench.press(&[Key::Tab]).await;
            let covered = bench
                .ask(
                    "var on = document.activeElement; if (on.closest('.bar,.skip') || on === document.body) return null;
                     var top = on.getBoundingClientRect().top;
                     return top < document.querySelector('.bar').getBoundingClientRect().bottom - 1 ? on.outerHTML + ' at ' + top : null",
                )
                .await;
            assert_eq!(covered, serde_json::Value::Null, "the bar covers what has the focus at {width} by {height}");
        }
    }
    bench.stop().await;
}
