//! The folder that `waymark export` writes: whole, the same each time, and never in place of something else.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use super::{NOW, export, export_command, manifest};
use crate::power_cut::act::calls_of;
use crate::power_cut::order::faults;
use crate::site_test::{SMALL, copy};

/// The small site is exported, and not the built-in one.
const OF_SMALL: &[&str] = &["--content", SMALL];

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Every file under `folder`, with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(relative, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_export_is_whole_says_what_differs_and_is_the_same_each_time() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("made/export");
    let output = export(&folder, OF_SMALL);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    assert!(said.contains("the two forms are left out") && said.contains("never say \"open now\""), "{said}");
    let first = files(&folder);
    let listed = manifest(&folder);
    for row in listed["files"].as_array().unwrap() {
        let path = row["path"].as_str().unwrap();
        assert_eq!(Some(first[path].len() as u64), row["bytes"].as_u64(), "{path}");
        assert_eq!(integrity(&first[path]), row["sha256"].as_str().unwrap(), "{path}");
    }
    assert_eq!(listed["files"].as_array().unwrap().len() + 1, first.len(), "the manifest lists every file but itself");
    // Again over the first, which must take its place, and nothing may be left beside it.
    if let Some(calls) = calls_of(export_command(&folder, OF_SMALL), folder.parent().unwrap()) {
        assert_eq!(faults(&calls), [""; 0], "a power cut would take a part of it");
    }
    assert!(first == files(&folder), "the same content at the same instant gave other bytes");
    files_that_did_not_change_stay_as_they_are(&folder);
    assert_eq!(names_in(folder.parent().unwrap()), ["export"]);
}

#[test]
fn no_page_of_an_export_claims_to_know_the_time_and_hosts_get_few_enough_rules() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("export");
    assert!(export(&folder, &[]).status.success());
    let files = files(&folder);
    no_page_claims_to_know_the_time(&files);
    hosts_get_few_enough_rules(&files);
}

/// Whoever sends an export on by the times of its files sends what changed, and no more.
fn files_that_did_not_change_stay_as_they_are(folder: &Path) {
    let times = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, SystemTime> {
        let time = |path: &String| std::fs::metadata(folder.join(path)).unwrap().modified().unwrap();
        files.keys().map(|path| (path.clone(), time(path))).collect()
    };
    let (old, old_times) = (files(folder), times(&files(folder)));
    assert!(export(folder, OF_SMALL).status.success());
    assert_eq!(times(&files(folder)), old_times, "the same export changes no file");
    let next_day = export_command(folder, OF_SMALL).env("WAYMARK_NOW", "2027-03-01T10:00:00Z").output().unwrap();
    assert!(next_day.status.success(), "{}", text(&next_day.stderr));
    let new = files(folder);
    let new_times = times(&new);
    let same: Vec<&String> = new.keys().filter(|path| old.get(*path) == new.get(*path)).collect();
    assert!(same.len() > 10 && same.len() < new.len(), "{} of {} files are the same", same.len(), new.len());
    let touched: Vec<&&String> = same.iter().filter(|path| new_times[**path] != old_times[**path]).collect();
    assert_eq!(touched, Vec::<&&String>::new(), "these did not change, and are new");
}

fn integrity(body: &[u8]) -> String {
    use base64::Engine as _;
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(waymark::snapshot::encode::digest(body)))
}

/// A file that was true on Tuesday night must not say so on Wednesday morning.
fn no_page_claims_to_know_the_time(files: &BTreeMap<String, Vec<u8>>) {
    // The page of components shows each state of a card at a moment of its own, and says so.
    let pages = files
        .iter()
        .filter(|(path, _)| !path.ends_with("about/design.html"))
        .filter(|(path, _)| path.starts_with("site/") && Path::new(path).extension().is_some_and(|ending| ending == "html"));
    let mut count = 0;
    for (path, body) in pages {
        let page = text(body);
        for claim in ["Open now until", "Closed now", "Opens at", "As it stands at"] {
            assert!(!page.contains(claim), "{path} says `{claim}`");
        }
        count += 1;
    }
    assert!(count > 100, "{count} pages");
    let open_now = text(&files["site/open-now.html"]);
    assert!(open_now.contains("Open at any hour") && open_now.contains("Open at these hours"), "{open_now}");
}

#[test]
fn a_folder_that_no_export_wrote_is_refused_and_untouched() {
    let scratch = tempfile::tempdir().unwrap();
    let mine = scratch.path().join("mine");
    std::fs::create_dir(&mine).unwrap();
    std::fs::write(mine.join("thesis.txt"), "years of work").unwrap();
    let refused = export(&mine, OF_SMALL);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("thesis.txt"), "{}", text(&refused.stderr));
    assert_eq!(files(&mine).len(), 1);
    // A manifest of somebody else's proves nothing.
    std::fs::write(mine.join("manifest.json"), r#"{"format":"other/1","files":[{"path":"thesis.txt"}]}"#).unwrap();
    assert_eq!(export(&mine, OF_SMALL).status.code(), Some(2));
    let file = scratch.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = export(&file, OF_SMALL);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("is not a folder"));
    assert_eq!(names_in(scratch.path()), ["file", "mine"]);
}

/// What an older export left, as far as the next one looks.
fn older_export(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::create_dir_all(folder.join("site")).unwrap();
    std::fs::write(folder.join("site/index.html"), "the old site").unwrap();
    std::fs::write(folder.join("manifest.json"), r#"{"format":"waymark-export/1","files":[{"path":"site/index.html"}]}"#)
        .unwrap();
    files(folder)
}

#[test]
fn a_full_disk_leaves_the_old_export() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("export");
    let old = older_export(&folder);
    // A limit on the size of a file refuses a write in the middle of the work, as a full disk does.
    let full = Command::new("bash")
        .env("WAYMARK_NOW", NOW)
        .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" export \"$1\"", env!("CARGO_BIN_EXE_waymark")])
        .arg(&folder)
        .output()
        .unwrap();
    assert_eq!(full.status.code(), Some(2));
    assert!(text(&full.stderr).contains("cannot write"), "{}", text(&full.stderr));
    assert!(old == files(&folder));
    assert_eq!(names_in(scratch.path()), ["export"], "the half-made folder is gone");
}

#[test]
fn a_file_added_by_hand_is_not_swept_away() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("export");
    let old = older_export(&folder);
    std::fs::write(folder.join("site/own.html"), "by hand").unwrap();
    let refused = export(&folder, OF_SMALL);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("site/own.html"), "{}", text(&refused.stderr));
    assert_eq!(files(&folder).len(), old.len() + 1);
}

#[test]
fn bad_content_is_reported_and_leaves_the_old_export() {
    let scratch = tempfile::tempdir().unwrap();
    let (content, folder) = (scratch.path().join("content"), scratch.path().join("export"));
    copy(Path::new(SMALL), &content);
    std::fs::create_dir(&folder).unwrap();
    let site = content.join("site.toml");
    std::fs::write(&site, std::fs::read_to_string(&site).unwrap().replace("tagline", "tag_line")).unwrap();
    let output = export(&folder, &["--content", content.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("site.toml"), "{}", text(&output.stderr));
    assert!(files(&folder).is_empty());
}

/// Hosts of static files read both, and some read few lines.
fn hosts_get_few_enough_rules(files: &BTreeMap<String, Vec<u8>>) {
    let (headers, redirects) = (text(&files["site/_headers"]), text(&files["site/_redirects"]));
    let rules = headers.lines().filter(|line| line.starts_with('/')).count();
    assert!(rules <= 100, "{rules} rules, and Cloudflare Pages reads 100");
    assert!(headers.lines().all(|line| line.len() <= 2_000));
    let rules: Vec<&str> = headers.lines().filter(|line| line.starts_with('/') && *line != "/*").collect();
    for address in files.keys().filter_map(|file| file.strip_prefix("site")).map(|file| file.trim_end_matches(".html")) {
        let over: Vec<&&str> = rules.iter().filter(|rule| is_under(address, rule)).collect();
        assert!(over.len() <= 1, "a host joins the values of two rules: {over:?} for {address}");
    }
    assert!(rules.contains(&"/schools/posters/:name/a5"), "{rules:?}");
    let everywhere: Vec<&str> = headers.lines().skip(1).take_while(|line| line.starts_with(' ')).collect();
    assert!(everywhere.contains(&"  referrer-policy: no-referrer"), "{everywhere:?}");
    assert!(!headers.contains("etag"), "{headers}");
    let report = headers.split("\n/report\n").nth(1).unwrap();
    assert!(report.split("\n/").next().unwrap().contains("content-security-policy: default-src 'none'"));
    assert!(redirects.lines().any(|line| line == "/thinkuknow /services/ceop-education 301"), "{redirects}");
}

/// As hosts read a rule: `*` at its end stands for anything, `:name` for one part.
fn is_under(address: &str, rule: &str) -> bool {
    if let Some(folder) = rule.strip_suffix('*') {
        return address.starts_with(folder);
    }
    let (parts, rule): (Vec<&str>, Vec<&str>) = (address.split('/').collect(), rule.split('/').collect());
    parts.len() == rule.len() && parts.iter().zip(rule).all(|(part, named)| named.starts_with(':') || *part == named)
}
