//! `waymark serve --watch` in an open tab that nobody touches.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use super::bench::{Bench, wanted};

async fn until_the_tab_shows(bench: &Bench, wanted: &str) -> Duration {
    let started = Instant::now();
    loop {
        // While a page is being loaded again there may be no body yet.
        let shown = bench.ask("return document.title + ' ' + (document.body ? document.body.innerText : '')").await;
        if shown.as_str().unwrap_or_default().contains(wanted) {
            return started.elapsed();
        }
        assert!(started.elapsed() < Duration::from_mins(1), "never {wanted:?}: {shown}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn an_open_tab_shows_a_change_then_a_slip_then_the_page_again() {
    if !wanted() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("cp").args(["-r", "content"]).arg(folder.path()).status().unwrap().success());
    let content = folder.path().join("content");
    let bench = Bench::serving(1280, 900, &["--watch", "--content", content.to_str().unwrap()]).await;
    bench.open("/crisis").await;
    let page = content.join("pages/crisis.md");
    let original = fs::read_to_string(&page).unwrap();
    let title = original.lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();

    fs::write(&page, original.replacen(&title, "title = \"Just saved\"", 1)).unwrap();
    let change = until_the_tab_shows(&bench, "Just saved").await;
    fs::write(&page, original.replacen("title = ", "titel = ", 1)).unwrap();
    let slip = until_the_tab_shows(&bench, "content/pages/crisis.md").await;
    until_the_tab_shows(&bench, "did you mean").await;
    fs::write(&page, &original).unwrap();
    let mended = until_the_tab_shows(&bench, "Call 999").await;
    eprintln!("shown after {change:?}, the slip after {slip:?}, mended after {mended:?}");
    bench.stop().await;
}
