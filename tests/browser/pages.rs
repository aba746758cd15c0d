//! Every page in a real browser: one request, nothing kept, and everybody can use it.

use super::bench::{Bench, wanted};
use super::walk::{PageReport, axe, walk};

/// Asserts that nothing is wrong with any page; says all that is.
pub fn assert_sound(reports: &[PageReport], faults_of: impl Fn(&PageReport) -> Vec<String>) {
    let faults: Vec<String> = reports
        .iter()
        .flat_map(|report| faults_of(report).into_iter().map(|fault| format!("{}: {fault}", report.path)))
        .collect();
    assert!(faults.is_empty(), "{} faults on {} pages\n{}", faults.len(), reports.len(), faults.join("\n"));
}

#[tokio::test]
async fn every_page_is_exactly_one_request_and_none_to_anybody_else() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| {
        let [request] = &report.requests[..] else { return vec![format!("{:#?}", report.requests)] };
        if request.path == report.path && request.host.starts_with("127.0.0.1:") { vec![] } else { vec![format!("{request:#?}")] }
    });
}

#[tokio::test]
async fn no_page_keeps_a_cookie_storage_or_a_worker() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| match (report.cookies, report.storage, report.workers) {
        (0, 0, 0) => vec![],
        kept => vec![format!("cookies, storage, workers: {kept:?}")],
    });
}

#[tokio::test]
async fn no_page_has_a_script_that_fails_or_breaks_its_own_policy() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.errors.clone());
}

#[tokio::test]
async fn every_page_has_one_heading_landmarks_a_skip_link_a_language_and_outbound_links_without_referrer() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.structure.clone());
}

#[tokio::test]
async fn every_link_and_button_says_by_itself_what_it_is_and_nothing_twice() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.names.clone());
}

#[tokio::test]
async fn no_page_scrolls_sideways_from_180_pixels_on_at_400_percent_and_with_large_text() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| {
        let wide = report.sideways.iter().filter(|(_, pixels)| *pixels > 0);
        wide.map(|(screen, pixels)| format!("{screen}: {pixels} pixels too wide")).collect()
    });
}

#[tokio::test]
async fn the_way_out_and_999_are_whole_on_screen_on_every_page_at_every_size_wherever_the_reader_is() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.bar.clone());
}

#[tokio::test]
async fn a_thumb_meets_44_pixels_of_everything_that_it_can_press_on_every_page() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.small.clone());
}

#[tokio::test]
async fn the_focus_is_seen_on_everything_that_takes_it_and_never_covered_at_200_and_400_percent_and_with_large_text() {
    if !wanted() {
        return;
    }
    assert_sound(walk().await, |report| report.focus.clone());
}

#[tokio::test]
async fn axe_finds_no_fault_on_any_page_light_and_dark_at_320_and_1280_pixels() {
    if !wanted() {
        return;
    }
    if axe().is_none() {
        eprintln!("skipped: set WAYMARK_AXE to axe.min.js of axe-core, as tests/run does");
        return;
    }
    assert_sound(walk().await, |report| report.axe.clone());
}

/// What is open at this moment is shut when the paper is read.
#[tokio::test]
async fn paper_names_no_line_as_open_or_shut_at_this_moment() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(800, 1100).await;
    let timed = "return Array.from(document.querySelectorAll('.state')).filter(function (state) {
        return /Open now until|Closed now/.test(state.textContent) && state.getBoundingClientRect().height > 0 }).length";
    let mut on_screen = 0;
    for path in ["/report", "/services", "/services/stop-it-now-helpline", "/crisis"] {
        bench.open(path).await;
        bench.media("", &[]).await;
        on_screen += bench.ask(timed).await.as_u64().unwrap();
        bench.media("print", &[]).await;
        assert_eq!(bench.ask(timed).await, 0, "{path}");
    }
    assert!(on_screen > 0, "a screen says when somebody answers");
    bench.stop().await;
}
