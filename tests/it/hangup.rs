//! Changed content is taken up on SIGHUP under load, by the program itself: `cargo test --release --test it hangup` makes 200 changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::program::{Served, content_folder, run, signal, text, until, waymark};

/// A debug build takes a second for each; every third is broken.
const CHANGES: usize = if cfg!(debug_assertions) { 6 } else { 200 };
const READERS: usize = 4;
const SOON: Duration = Duration::from_secs(30);

/// Puts `text` in the place of a file at one stroke, as editors do.
fn put(path: &Path, text: &str) {
    let aside = path.with_extension("new");
    fs::write(&aside, text).unwrap();
    fs::rename(aside, path).unwrap();
}

fn reload(process: u32) -> Output {
    run(&["reload", &process.to_string()])
}

/// The editions that an answer names. It must be whole, and good.
fn editions(answer: &str) -> BTreeSet<&str> {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("cut short: {answer:?}"));
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert_eq!(length.parse(), Ok(body.len()), "{head}");
    body.split("Edition ").skip(1).filter_map(|rest| rest.split_once('.')).map(|(number, _)| number).collect()
}

/// Makes the changes and waits after each until it is taken up or refused.
fn change(served: &Served, page: &Path) {
    let original = fs::read_to_string(page).unwrap();
    let is_ready = |how: &str| served.get("/health/ready").contains(&format!("\"content\":\"{how}\""));
    let mut last = String::new();
    for number in 0..CHANGES {
        let edition = number.to_string();
        let changed = format!("{original}\nEdition {edition}.\n\nEdition {edition}.\n");
        let is_broken = number % 3 == 0;
        put(page, &if is_broken { changed.replacen("title", "titel", 1) } else { changed });
        // Both ways to ask; the second is the same signal.
        if number % 2 == 0 {
            signal(&served.child, "HUP");
        } else {
            assert!(reload(served.child.id()).status.success());
        }
        if is_broken {
            until("the refusal is said", SOON, || is_ready("stale"));
        } else {
            last = edition;
            until("the change is shown", SOON, || is_ready("fresh") && editions(&served.get("/about")).contains(last.as_str()));
        }
        assert!(last.is_empty() || editions(&served.get("/about")).contains(last.as_str()), "the last good site stays");
    }
}

#[test]
fn changes_of_which_a_third_are_broken_fail_nobody_and_mix_nothing() {
    let folder = content_folder();
    let mut command = waymark();
    command.args(["serve", "--listen", "127.0.0.1:0", "--content"]).arg(folder.path()).stderr(Stdio::null());
    let served = Served::of(&mut command);
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = || {
            let mut answers = 0;
            while !is_over.load(Ordering::Relaxed) {
                assert!(editions(&served.get("/about")).len() < 2, "two editions in one answer");
                answers += 1;
            }
            answers
        };
        let readers: Vec<_> = (0..READERS).map(|_| scope.spawn(read)).collect();
        let changed = scope.spawn(|| change(&served, &folder.path().join("pages/about.md"))).join();
        is_over.store(true, Ordering::Relaxed);
        let answers: usize = readers.into_iter().map(|reader| reader.join().expect("no failed or mixed answer")).sum();
        changed.expect("each change is taken up or refused");
        assert!(answers > 10 * CHANGES, "{answers} answers are no load");
    });
}

#[test]
fn only_a_waymark_that_runs_is_asked_to_reload() {
    let this_test = reload(std::process::id());
    assert_eq!(this_test.status.code(), Some(2));
    assert!(text(&this_test.stderr).contains("not waymark"), "{}", text(&this_test.stderr));
    // Above the largest number that Linux gives (pid_max).
    let nobody = reload(4_194_305);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("cannot be asked"), "{}", text(&nobody.stderr));
    assert_eq!(run(&["reload", "0"]).status.code(), Some(2));
    assert_eq!(run(&["reload", "-1"]).status.code(), Some(2));
}
