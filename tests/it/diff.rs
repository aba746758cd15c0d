//! What an editor sees before publishing: what changes for readers, numbers first.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use waymark::clock::Moment;
use waymark::diagnostic::Kind;
use waymark::differences::Fingerprints;
use waymark::oruk::Register;

use super::site_test::{NOW, SMALL, SiteTest, copy};

/// An answer of a question, as routing.toml writes it.
const ANSWER: &str = "text = \"My own thoughts about children, or something I did\"";

/// A sentence of a page, and another in its place.
const SENTENCE: &str = "Having a thought is not the same as acting on it";
const ANOTHER: &str = "To have a thought is not the same as acting on it";

fn run(arguments: &[&str]) -> Output {
    run_at(NOW, arguments)
}

fn run_at(now: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", now).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn replace(file: &Path, from: &str, to: &str) {
    let old = fs::read_to_string(file).unwrap();
    assert!(old.contains(from), "{} holds {from:?}", file.display());
    fs::write(file, old.replacen(from, to, 1)).unwrap();
}

/// After every day on which the content was checked.
const LATER: &str = "2026-12-20T10:00:00Z";

/// The small site, and a copy in which a number, an hour, a route and a sentence are others.
fn two(scratch: &Path) -> (PathBuf, PathBuf) {
    let (old, new) = (PathBuf::from(SMALL), scratch.join("new"));
    copy(&old, &new);
    let hub = new.join("services/wendale-family-team.toml");
    replace(&hub, "value = \"01632 960110\"", "value = \"01632 960112\"");
    replace(&hub, "mon = [\"09:00-17:30\"]", "mon = [\"09:00-18:00\"]");
    replace(&new.join("routing.toml"), ANSWER, &ANSWER.replace("something", "anything"));
    replace(&new.join("pages/about.md"), "title = \"About this site\"", "title = \"About these pages\"");
    (old, new)
}

fn differences(old: &Path, new: &Path) -> Vec<Value> {
    let output = run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_changed_number_hour_route_and_sentence_are_told_in_this_order() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = two(scratch.path());
    let found = differences(&old, &new);
    let about: Vec<&str> = found.iter().map(|one| one["about"].as_str().unwrap()).collect();
    let mut kinds = about.clone();
    kinds.dedup();
    assert_eq!(kinds, ["number", "hours", "route", "page"], "{found:#?}");
    assert_eq!((&found[0]["before"][0], &found[0]["after"][0]), (&"01632 960110".into(), &"01632 960112".into()));
    let pages: Vec<&str> = found.iter().filter(|one| one["about"] == "page").map(|one| one["of"].as_str().unwrap()).collect();
    assert!(pages.contains(&"/about") && pages.contains(&"/services/wendale-family-team"), "{pages:?}");
    assert!(!pages.contains(&"/crisis"), "a page on which nothing changed is not told");
}

#[test]
fn it_is_shown_as_text_and_as_a_page_and_nothing_is_said_of_the_same_content() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = two(scratch.path());
    let page = scratch.path().join("look.html");
    let output = run(&["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--page", page.to_str().unwrap()]);
    let shown = text(&output.stdout);
    assert!(shown.starts_with("Numbers and addresses (1)"), "{shown}");
    assert!(shown.contains("    - 01632 960110\n    + 01632 960112\n"), "{shown}");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("<del>01632 960110</del>") && page.contains("<ins>01632 960112</ins>"), "{page}");
    let same = run(&["diff", SMALL, SMALL]);
    assert_eq!(text(&same.stdout), "nothing changes for readers\n");
}

#[test]
fn a_revision_of_git_can_stand_for_a_folder_and_an_unknown_one_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = two(scratch.path());
    let folder = scratch.path().join("kept");
    copy(&old, &folder);
    let git = |arguments: &[&str]| {
        let set = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"];
        assert!(Command::new("git").arg("-C").arg(&folder).args(set).args(arguments).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "x"]);
    fs::copy(new.join("services/wendale-family-team.toml"), folder.join("services/wendale-family-team.toml")).unwrap();
    let folder = folder.to_str().unwrap();
    let shown = text(&run(&["diff", "HEAD", "--content", folder]).stdout);
    assert!(shown.starts_with("Numbers and addresses (1)") && shown.contains("Hours (1)"), "{shown}");
    let unknown = run(&["diff", "no-such-thing", "--content", folder]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("no-such-thing is no folder, and git knows no revision of that name"));
}

#[test]
fn two_states_of_an_overlay_are_compared_as_what_readers_of_the_copy_see() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = (PathBuf::from("tests/fixtures/county"), scratch.path().join("county"));
    copy(&old, &new);
    replace(&new.join("services/northshire-police.toml"), "value = \"01632 960101\"", "value = \"01632 960109\"");
    let (old, folder) = (old.to_str().unwrap(), new.to_str().unwrap());
    let number = "Numbers and addresses (1)\n  Northshire Police";
    for arguments in [&["diff", old, folder][..], &["diff", old, "--overlay", folder]] {
        let output = run(arguments);
        assert!(text(&output.stdout).starts_with(number), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    }
    assert_eq!(text(&run(&["diff", folder, folder]).stdout), "nothing changes for readers\n");
    let git = |arguments: &[&str]| {
        let set = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"];
        assert!(Command::new("git").arg("-C").arg(&new).args(set).args(arguments).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "x"]);
    replace(&new.join("services/northshire-police.toml"), "value = \"01632 960109\"", "value = \"01632 960108\"");
    for arguments in [&["diff", "HEAD", folder, "--record"][..], &["diff", "HEAD", "--overlay", folder]] {
        let output = run_at(LATER, arguments);
        assert!(text(&output.stdout).starts_with(number), "{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
    }
    assert!(fs::read_to_string(new.join("changes.toml")).unwrap().contains("01632 960108"), "recorded in the overlay");
    let unlike = run(&["diff", folder, "content"]);
    assert_eq!(unlike.status.code(), Some(2));
    assert!(text(&unlike.stderr).contains("is an overlay and content a whole content"), "{}", text(&unlike.stderr));
}

#[test]
fn what_changed_is_recorded_once_and_told_by_the_feeds_the_open_data_and_the_sitemap() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = two(scratch.path());
    let record = |new: &Path| {
        let output = run_at(LATER, &["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--record"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        fs::read_to_string(new.join("changes.toml")).unwrap()
    };
    let recorded = record(&new);
    assert_eq!(record(&new), recorded, "what stands there is not added again");
    let site = SiteTest::small().file("content/changes.toml", &recorded);
    let json: Value = serde_json::from_str(&site.page_at("/feed.json", NOW).body).unwrap();
    let items = json["items"].as_array().unwrap();
    let told = |name: &str| {
        let wanted = |item: &&Value| item["title"].as_str().unwrap().starts_with(&format!("Changed: {name}"));
        items.iter().find(wanted).unwrap_or_else(|| panic!("{name} in {:#?}", &items[..6])).clone()
    };
    let number = told("Wendale Family Team: phone");
    assert_eq!(number["content_text"], "It was 01632 960110. It is now 01632 960112.");
    assert!(number["url"].as_str().unwrap().ends_with("/services/wendale-family-team"));
    assert_eq!(number["date_modified"], "2026-12-20T00:00:00Z");
    let page = told("About these pages");
    assert!(page["content_text"].as_str().unwrap().starts_with("Before: About this site"), "{page}");
    let route = items.iter().find(|item| item["url"].as_str().unwrap().ends_with("/report")).unwrap();
    assert_eq!(route["title"], "Changed: question q2", "a route says nothing that gives a follower away");
    assert!(recorded.contains("anything I did"), "the file keeps the words: {recorded}");
    assert!(items[0]["title"].as_str().unwrap().starts_with("Changed: "), "the newest first");
    let pages = items.iter().filter(|item| item["title"].as_str().unwrap().starts_with("Changed: ")).count();
    assert_eq!(pages, recorded.matches("[[change]]").count(), "a number on several pages is one change");
    assert!(pages < 8, "{recorded}");
    assert!(site.page_at("/feed.xml", NOW).body.contains("It was 01632 960110. It is now 01632 960112."));
    let register = Register::of(&site.site(), &Moment::at(NOW.parse().unwrap()));
    let changed = register.answer("/oruk/v3/services", "modified_after=2026-12-20&per_page=100").body;
    assert!(changed.contains("Wendale Family Team"), "{changed}");
    let untouched = Register::of(&SiteTest::small().site(), &Moment::at(NOW.parse().unwrap()));
    let untouched = untouched.answer("/oruk/v3/services", "modified_after=2026-12-20&per_page=100").body;
    assert!(!untouched.contains("Wendale Family Team"), "{untouched}");
}

#[test]
fn a_change_to_a_sensitive_page_is_told_without_its_words_and_one_of_no_address_is_refused() {
    let change = |address: &str| {
        format!(
            "[[change]]\non = 2026-11-24\nabout = \"page\"\naddress = \"{address}\"\nname = \"Help for you\"\n\
             before = [\"One sentence.\"]\nafter = [\"Another sentence.\"]\n"
        )
    };
    let site = SiteTest::small().file("content/changes.toml", &change("/help-for-you"));
    let feed = site.page_at("/feed.json", NOW).body;
    assert!(feed.contains("Changed: Help for you") && !feed.contains("Another sentence"), "{feed}");
    let nowhere = SiteTest::small().file("content/changes.toml", &change("/no-such-page"));
    assert!(nowhere.finds(Kind::BrokenLink, "content/changes.toml").is_error());
}

#[test]
fn the_numbers_of_a_new_service_are_told_with_the_numbers_and_a_closed_one_is_no_change_of_hours() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = (PathBuf::from(SMALL), scratch.path().join("new"));
    copy(&old, &new);
    let hub = new.join("services/wendale-family-team.toml");
    let added = fs::read_to_string(&hub).unwrap().replacen("01632 960110", "01632 960112", 1);
    fs::write(new.join("services/new-hub.toml"), added).unwrap();
    replace(&new.join("services/steady.toml"), "status = \"active\"", "status = \"closed\"");
    let found = differences(&old, &new);
    let of = |about: &str| found.iter().filter(|one| one["about"] == about).cloned().collect::<Vec<_>>();
    assert!(of("number").iter().any(|one| one["after"][0] == "01632 960112"), "{:#?}", of("number"));
    assert_eq!(of("hours"), Vec::<Value>::new());
}

/// What `check` says of a folder that was recorded, and its exit code.
fn unrecorded(folder: &Path, more: &[&str]) -> (Option<i32>, Option<Value>) {
    let output = run_at(LATER, &[&["check", "--format", "json", "--content", folder.to_str().unwrap()], more].concat());
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = said.get("findings").unwrap_or(&said).as_array().unwrap();
    (output.status.code(), found.iter().find(|one| one["kind"] == "site/unrecorded").cloned())
}

#[test]
fn one_number_hour_route_or_sentence_that_is_another_is_noticed_where_it_stands() {
    let hub = "content/services/wendale-family-team.toml";
    let hub_page = "/services/wendale-family-team";
    let before = Fingerprints::of(&SiteTest::small().site());
    for (file, from, to, address) in [
        (hub, "value = \"01632 960110\"", "value = \"01632 960112\"", hub_page),
        (hub, "mon = [\"09:00-17:30\"]", "mon = [\"09:00-18:00\"]", hub_page),
        (hub, "status = \"active\"\n", "status = \"active\"\nstatus_note = \"Busy\"\n", hub_page),
        ("content/routing.toml", ANSWER, &ANSWER.replace("something", "anything"), "/report"),
        ("content/pages/help-for-you.md", SENTENCE, ANOTHER, "/help-for-you"),
    ] {
        let after = Fingerprints::of(&SiteTest::small().change(file, from, to).site());
        assert_eq!(after.changed_from(&before), [address], "{file}: {to}");
    }
    let tab = ("tab = \"Help for you\"", "tab = \"Help with you\"");
    let after = Fingerprints::of(&SiteTest::small().change("content/pages/help-for-you.md", tab.0, tab.1).site());
    assert_eq!(after.changed_from(&before), [] as [&str; 0], "what `diff` tells nobody");
}

#[test]
fn what_was_not_recorded_is_a_warning_with_what_to_type_until_feed_open_data_and_calendar_tell_it() {
    let scratch = tempfile::tempdir().unwrap();
    let (old, new) = two(scratch.path());
    let kept = scratch.path().join("kept");
    copy(&old, &kept);
    let [old, folder] = [&old, &kept].map(|folder| folder.to_str().unwrap());
    let begin = unrecorded(&kept, &["--release"]).1.unwrap();
    assert_eq!(begin["severity"], "warning", "nothing was ever recorded");
    assert!(begin["help"].as_str().unwrap().contains(&format!("`waymark diff {folder} --record --content {folder}`")), "{begin}");
    assert!(run_at(LATER, &["diff", folder, "--record", "--content", folder]).status.success());
    assert_eq!(unrecorded(&kept, &[]).1, None, "what stands there is recorded");
    for file in ["services/wendale-family-team.toml", "routing.toml", "pages/about.md"] {
        fs::copy(new.join(file), kept.join(file)).unwrap();
    }
    replace(&kept.join("pages/help-for-you.md"), SENTENCE, ANOTHER);
    let (code, said) = unrecorded(&kept, &[]);
    let said = said.unwrap();
    assert_eq!((code, &said["severity"]), (Some(0), &"warning".into()), "{said}");
    let places = "is told: /about, /help-for-you, /report, /services/wendale-family-team";
    assert!(said["message"].as_str().unwrap().ends_with(places), "{said}");
    assert!(said["help"].as_str().unwrap().contains(&format!("`waymark diff OLD --record --content {folder}`")), "{said}");
    assert_eq!(unrecorded(&kept, &["--release"]).1.unwrap()["severity"], "error");
    assert!(run_at(LATER, &["diff", old, folder, "--record"]).status.success());
    assert_eq!(unrecorded(&kept, &[]).1, None, "all is recorded");
    let recorded = fs::read_to_string(kept.join("changes.toml")).unwrap();
    let hub = "services/wendale-family-team.toml";
    let hub_now = fs::read_to_string(kept.join(hub)).unwrap();
    let site = SiteTest::small().file("content/changes.toml", &recorded).file(&format!("content/{hub}"), &hub_now);
    let feed = site.page_at("/feed.json", LATER).body;
    for told in
        ["It is now 01632 960112.", "9am to 6pm", "Changed: question q2", "Changed: About these pages", "Changed: Help for you"]
    {
        assert!(feed.contains(told), "{told} in {feed}");
    }
    assert!(site.page_at("/review.ics", LATER).body.contains("DTSTAMP:20261220T000000Z"), "the calendar");
    let register = Register::of(&site.site(), &Moment::at(LATER.parse().unwrap()));
    let changed = register.answer("/oruk/v3/services", "modified_after=2026-12-20&per_page=100").body;
    assert!(changed.contains("Wendale Family Team") && changed.contains("01632 960112"), "{changed}");
}

#[test]
fn one_number_that_is_another_is_a_short_list_though_it_is_printed_on_many_pages_and_posters() {
    let scratch = tempfile::tempdir().unwrap();
    let new = scratch.path().join("new");
    copy(Path::new("content"), &new);
    replace(&new.join("services/childline.toml"), "value = \"0800 1111\"", "value = \"0800 1112\"");
    // Two on one page are no news of the page either.
    replace(&new.join("services/nspcc-helpline.toml"), "value = \"0808 800 5000\"", "value = \"0808 800 5001\"");
    let shown = text(&run(&["diff", "content", new.to_str().unwrap()]).stdout);
    assert!(shown.starts_with("Numbers and addresses (2)") && !shown.contains("Words of pages"), "{shown}");
    assert!(shown.lines().count() < 40, "{} lines: {shown}", shown.lines().count());
    assert!(shown.contains("    - 0800 1111\n    + 0800 1112\n    printed on ") && shown.contains(" pages: /"), "{shown}");
    for poster in ["/schools/posters/children", "/schools/posters/parents"] {
        assert!(shown.matches(&format!("\n  {poster}")).count() <= 1, "a poster once: {shown}");
    }
}

#[test]
fn a_confirmation_is_one_line_a_fact_and_changes_no_words_of_pages() {
    let scratch = tempfile::tempdir().unwrap();
    let new = scratch.path().join("new");
    copy(Path::new(SMALL), &new);
    let folder = new.to_str().unwrap();
    for fact in ["phone", "phone-hours", "privacy"] {
        let confirm = ["confirm", "youngline", fact, "--role", "editor", "--date", "2026-11-24", "--content", folder];
        assert!(run(&confirm).status.success(), "{fact}");
    }
    let shown = text(&run(&["diff", SMALL, folder]).stdout);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[..2], ["Confirmed and checked (1)", "  Youngline (/services/youngline)"], "{shown}");
    assert!(lines.contains(&"    + phone: confirmed on 24 November 2026, by asking them"), "{shown}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("    +")).count(), 3, "{shown}");
    assert!(!shown.contains("Words of pages"), "{shown}");
    let recorded = run_at(LATER, &["diff", SMALL, folder, "--record"]);
    let file = Path::new(folder).join("changes.toml");
    let place = if file.exists() { format!(" in {}", file.display()) } else { String::new() };
    assert_eq!(text(&recorded.stderr), format!("0 changes recorded{place}\n"));
}

#[test]
fn words_in_boxes_beside_one_another_are_told_with_a_space_between() {
    let scratch = tempfile::tempdir().unwrap();
    let new = scratch.path().join("new");
    copy(Path::new(SMALL), &new);
    let poster = "[[poster]]\nid = \"our-hall\"\naudience = \"parents\"\nname = \"For our hall\"\ntitle = \"Worried about a child?\"\n\
                  lines = [\"You do not have to be sure.\"]\nstrip = \"Who to contact\"\nlink = \"parents\"\n\n\
                  [[poster.number]]\nservice = \"steady\"\nlabel = \"For adults\"\n";
    let posters = fs::read_to_string(new.join("posters.toml")).unwrap();
    fs::write(new.join("posters.toml"), format!("{posters}\n{poster}")).unwrap();
    let output = run(&["diff", SMALL, new.to_str().unwrap()]);
    let shown = text(&output.stdout);
    assert!(shown.contains("+ For adults 01632 960140 Steady"), "{shown}{}", text(&output.stderr));
}
