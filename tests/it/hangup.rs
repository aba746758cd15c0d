//! Changed content is taken up on SIGHUP under load, by the program itself: `cargo test --release --test it hangup` makes 200 changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::program::{Served, run, signal, small_folder, text, until, waymark};

/// Fewer of a debug build; every third is broken.
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
            assert_eq!(reload(served.child.id()).status.code(), Some(i32::from(is_broken)));
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
    let folder = small_folder();
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

/// Serves a folder with what it logs in a file.
fn logging(folder: &Path, options: &[&str]) -> (Served, tempfile::NamedTempFile) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = waymark();
    command.args(["serve", "--listen", "127.0.0.1:0", "--content"]).arg(folder).args(options).stderr(log.reopen().unwrap());
    (Served::of(&mut command), log)
}

/// Two faults in two files.
fn break_two(folder: &Path) {
    for (name, from, to) in
        [("services/youngline.toml", "status = \"active\"", "status = \"actve\""), ("pages/about.md", "title =", "titel =")]
    {
        let path = folder.join(name);
        put(&path, &fs::read_to_string(&path).unwrap().replacen(from, to, 1));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn reload_waits_and_says_that_the_content_is_served_or_what_is_wrong_with_it_as_check_does() {
    let folder = small_folder();
    let (served, _log) = logging(folder.path(), &[]);
    let about = folder.path().join("pages/about.md");
    put(&about, &format!("{}\nEdition 1.\n", fs::read_to_string(&about).unwrap()));
    let good = reload(served.child.id());
    assert_eq!((good.status.code(), text(&good.stdout).trim()), (Some(0), "the new content is being served"));
    assert!(served.get("/about").contains("Edition 1."), "it is served when reload says so");

    break_two(folder.path());
    let refused = reload(served.child.id());
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("was refused, and the last good site stays"), "{said}");
    let checked = run(&["check", "--content", folder.path().to_str().unwrap()]);
    let first = text(&checked.stdout).split("\n\n").next().unwrap().to_owned();
    assert!(first.contains("pages/about.md:") && said.contains(&first), "{first}\n---\n{said}");
    assert!(said.contains("services/youngline.toml:"), "{said}");
    assert!(served.get("/about").contains("Edition 1."));
}

#[test]
#[cfg(target_os = "linux")]
fn reload_says_when_no_answer_comes_and_asks_no_process_that_a_hangup_would_end() {
    let folder = small_folder();
    let (served, _log) = logging(folder.path(), &[]);
    signal(&served.child, "STOP");
    let waited = run(&["reload", &served.child.id().to_string(), "--wait", "1"]);
    signal(&served.child, "CONT");
    assert_eq!(waited.status.code(), Some(2));
    assert!(text(&waited.stderr).contains("no answer came from process"), "{}", text(&waited.stderr));

    let mut preview = Served::of(
        waymark().args(["serve", "--watch", "--listen", "127.0.0.1:0", "--content"]).arg(folder.path()).stderr(Stdio::null()),
    );
    let asked = reload(preview.child.id());
    assert_eq!(asked.status.code(), Some(2));
    assert!(text(&asked.stderr).contains("takes up no content when asked"), "{}", text(&asked.stderr));
    assert_eq!(preview.child.try_wait().unwrap(), None, "it runs on");
}

/// The faults that a log has, a line each, without colours.
fn assert_a_line_a_finding(log: &str) {
    assert!(!log.contains('\u{1b}'), "a colour code in {log:?}");
    for wanted in ["services/youngline.toml:", "pages/about.md:"] {
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(wanted) && line.contains("ERROR")).collect();
        assert!(!lines.is_empty(), "no line of {wanted} in {log}");
        assert!(lines.iter().all(|line| !line.contains('│') && !line.contains("\\n")), "{lines:?}");
    }
    let is_a_line = |line: &str| line.contains("ERROR") || line.contains("WARN");
    assert!(log.lines().all(is_a_line), "a line that begins no entry in {log}");
}

#[test]
fn each_way_of_taking_content_up_logs_a_line_a_finding_and_tells_the_public_a_code_and_a_number() {
    for options in [&[] as &[&str], &["--watch=swap"]] {
        let folder = small_folder();
        let (served, log) = logging(folder.path(), options);
        break_two(folder.path());
        if options.is_empty() {
            signal(&served.child, "HUP");
        }
        until("the refusal is said", SOON, || served.get("/health/ready").contains("\"faults\":2"));
        let ready = served.get("/health/ready");
        let body: serde_json::Value = serde_json::from_str(ready.split_once("\r\n\r\n").unwrap().1).unwrap();
        assert_eq!(body["reason"], "content-has-errors");
        assert!(!ready.contains("youngline") && !ready.contains("titel"), "{ready}");
        assert_a_line_a_finding(&fs::read_to_string(log.path()).unwrap());
    }
}

#[test]
fn a_take_over_of_faulty_content_logs_a_line_a_finding_too() {
    let folder = small_folder();
    let (served, _log) = logging(folder.path(), &["--take-over"]);
    break_two(folder.path());
    let address = served.address.to_string();
    let path = folder.path().to_str().unwrap();
    let refused = run(&["serve", "--take-over", "--listen", &address, "--content", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert_a_line_a_finding(&text(&refused.stderr));
    let json = run(&["serve", "--take-over", "--log", "json", "--listen", &address, "--content", path]);
    let entries: Vec<serde_json::Value> =
        text(&json.stderr).lines().map(|line| serde_json::from_str(line).expect("an entry a line")).collect();
    assert!(entries.iter().any(|entry| entry["message"].as_str().unwrap().contains("youngline.toml:")), "{entries:?}");
    assert!(served.get("/about").starts_with("HTTP/1.1 200"), "the other one serves on");
}

#[test]
#[cfg(target_os = "linux")]
fn reload_asks_also_where_a_wall_hides_the_answer_and_says_so() {
    let behind = ["--user", "--map-root-user"];
    let is_possible = Command::new("unshare").args(behind).arg("true").output().is_ok_and(|output| output.status.success());
    if !is_possible {
        println!("skipped: this machine makes no user namespaces");
        return;
    }
    let folder = small_folder();
    let (served, _log) = logging(folder.path(), &[]);
    let about = folder.path().join("pages/about.md");
    put(&about, &format!("{}\nEdition 1.\n", fs::read_to_string(&about).unwrap()));
    let program = waymark().get_program().to_owned();
    let asked =
        Command::new("unshare").args(behind).arg(program).args(["reload", &served.child.id().to_string()]).output().unwrap();
    assert_eq!(asked.status.code(), Some(2));
    assert!(text(&asked.stderr).contains("was asked, and its answer cannot be read"), "{}", text(&asked.stderr));
    until("it was asked", SOON, || served.get("/about").contains("Edition 1."));
}
