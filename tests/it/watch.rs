//! `waymark serve --watch` over a real socket: a save is shown, a slip is shown as a page of faults, and nothing of it is in a
//! site served without.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::site_test::{SMALL, copy};

/// Long, because several tests share the machine; a test that waits this long has failed.
const LONGEST: Duration = Duration::from_mins(1);

struct Watched {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
}

fn waymark() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", super::site_test::NOW);
    command
}

/// A folder with copies of some content, the templates and the static files.
fn folder_of(content: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in [(content, "content"), ("templates", "templates"), ("static", "static")] {
        copy(Path::new(from), &folder.path().join(to));
    }
    folder
}

/// The same with the small site.
fn folder() -> tempfile::TempDir {
    folder_of(SMALL)
}

impl Watched {
    /// In the folder, as an editor would: `waymark serve --watch`.
    fn start(folder: tempfile::TempDir, watch: &str) -> Self {
        let mut command = waymark();
        command.args(["serve", "--listen", "127.0.0.1:0", watch]).current_dir(folder.path());
        if watch == "--watch=swap" {
            command.args(["--content", "content"]);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().next().expect("it starts").trim_start_matches("http://").to_owned();
        Self { child, address, folder }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn wait_for(&self, path: &str, wanted: &str) -> String {
        let until = Instant::now() + LONGEST;
        loop {
            let answer = self.get(path);
            if answer.contains(wanted) {
                return answer;
            }
            assert!(Instant::now() < until, "{path} never held {wanted:?}: {answer}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn change(file: &Path, old: &str, new: &str) -> String {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{} holds {old:?}", file.display());
    text.replacen(old, new, 1)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

const HOME: &str = "content/pages/index.md";
const HOME_TITLE: &str = "Help to keep children safe";

#[test]
fn every_way_in_which_editors_save_is_shown() {
    let site = Watched::start(folder(), "--watch");
    let home = site.file(HOME);
    let save = |title: &str| change(&home, HOME_TITLE, title);

    // Written over.
    let original = fs::read_to_string(&home).unwrap();
    fs::write(&home, save("First: help to keep children safe")).unwrap();
    site.wait_for("/", "First: help");

    // Written beside it and renamed over it.
    fs::write(&home, &original).unwrap();
    let beside = site.file("content/pages/.index.md.new");
    fs::write(&beside, save("Second: help to keep children safe")).unwrap();
    fs::rename(&beside, &home).unwrap();
    site.wait_for("/", "Second: help");

    // Written in pieces, with time between them.
    let text = original.replacen(HOME_TITLE, "Third: help to keep children safe", 1);
    let mut file = fs::File::create(&home).unwrap();
    for piece in text.as_bytes().chunks(text.len() / 3 + 1) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
        std::thread::sleep(Duration::from_millis(40));
    }
    drop(file);
    site.wait_for("/", "Third: help");

    // Moved away, and back.
    fs::rename(&home, site.file("index.md")).unwrap();
    site.wait_for("/", "to mend</title>");
    fs::rename(site.file("index.md"), &home).unwrap();
    site.wait_for("/", "Third: help");

    // Many files at once, a style and a template among them.
    fs::write(&home, &original).unwrap();
    let style = site.file("static/style.css");
    fs::write(&style, format!("{}\n/* @part all */\n.just-saved{{top:1px}}\n", fs::read_to_string(&style).unwrap())).unwrap();
    for entry in fs::read_dir(site.file("content/services")).unwrap() {
        let path = entry.unwrap().path();
        fs::write(&path, format!("{}\n# touched\n", fs::read_to_string(&path).unwrap())).unwrap();
    }
    let base = site.file("templates/base.html");
    fs::write(&base, change(&base, "About this site", "All about this site")).unwrap();
    let page = site.wait_for("/", "All about this site");
    assert!(page.contains(HOME_TITLE) && page.contains(".just-saved"), "{page}");
}

#[test]
fn a_slip_is_shown_with_its_file_line_sentence_and_fix_and_goes_away_when_mended() {
    let site = Watched::start(folder(), "--watch");
    let service = site.file("content/services/youngline.toml");
    let original = fs::read_to_string(&service).unwrap();
    let slip = original.replacen("status = \"active\"", "status = \"actve\"", 1);
    let line = 1 + slip.lines().position(|line| line.contains("actve")).unwrap();
    fs::write(&service, slip).unwrap();
    let page = site.wait_for("/crisis", "content/services/youngline.toml");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    for wanted in [&format!(", line {line}"), "format/wrong-value", "did you mean", "status = &quot;actve&quot;"] {
        assert!(page.contains(wanted), "no {wanted:?} in {page}");
    }
    assert!(site.get("/nowhere").contains("youngline.toml"), "every address shows it");
    fs::write(&service, original).unwrap();
    site.wait_for("/crisis", "<h1>");
    site.wait_for("/crisis", "Call 999");
}

#[test]
fn all_faults_are_shown_and_a_broken_template_does_not_hide_them() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("content/services/youngline.toml"), "name = ").unwrap();
    fs::write(at(HOME), "+++\nbroken").unwrap();
    fs::write(at("templates/base.html"), "{% block").unwrap();
    // At start there is no good site yet.
    let site = Watched::start(folder, "--watch");
    let page = site.get("/");
    assert!(page.contains("youngline.toml") && page.contains("index.md"), "{page}");
    for name in ["content/services/youngline.toml", HOME] {
        fs::copy(Path::new(SMALL).join(name.trim_start_matches("content/")), site.file(name)).unwrap();
    }
    let page = site.wait_for("/", "render/template");
    assert!(page.contains("base.html"), "{page}");
    fs::copy("templates/base.html", site.file("templates/base.html")).unwrap();
    site.wait_for("/", HOME_TITLE);
}

#[test]
fn a_content_folder_that_goes_and_comes_back_is_found_again() {
    let site = Watched::start(folder(), "--watch");
    let (here, away) = (site.file("content"), site.file("away"));
    fs::rename(&here, &away).unwrap();
    site.wait_for("/", "there is no folder");
    fs::rename(&away, &here).unwrap();
    site.wait_for("/", HOME_TITLE);
    let home = site.file(HOME);
    fs::write(&home, change(&home, HOME_TITLE, "Again: help to keep children safe")).unwrap();
    site.wait_for("/", "Again: help");
}

/// The pages with a form, which is answered in place; one that is not found has the form of the search.
const FORMS: [&str; 3] = ["/search", "/schools/check-your-page", "/nowhere"];

#[test]
fn without_watch_no_byte_of_it_is_in_any_answer() {
    let watched = Watched::start(folder_of("content"), "--watch");
    let mut plain = waymark();
    let mut plain = plain.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(plain.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split_whitespace().next().unwrap().trim_start_matches("http://").to_owned();
    let plain = Watched { child: plain, address, folder: tempfile::tempdir().unwrap() };

    let marks: serde_json::Value = serde_json::from_str(body(&watched.get("/watch/pages"))).unwrap();
    let paths: Vec<&String> = marks.as_object().unwrap().keys().filter(|path| path.starts_with('/')).collect();
    assert!(paths.len() > 100, "{}", paths.len());
    for path in paths.into_iter().map(String::as_str).chain(["/nowhere"]) {
        let (with, without) = (watched.get(path), plain.get(path));
        let (start, rest) = body(&with).split_once("<script data-page=").unwrap_or_else(|| panic!("{path}: {with}"));
        let rest = rest.split_once("</script>").unwrap().1;
        assert_eq!(format!("{start}{rest}"), body(&without), "{path}: but for the script the page is the same");
        let mut lower = without.to_lowercase();
        if FORMS.contains(&path) {
            // Their own script asks this site for the answer, and no other page may ask for anything.
            assert_eq!(lower.matches("; connect-src 'self'").count(), 1, "{path}");
            lower = lower.replace("; connect-src 'self'", "");
        }
        for word in ["data-page", "/watch", "connect-src", "eventsource"] {
            assert!(!lower.contains(word), "{path} holds {word:?}");
        }
    }
    assert!(plain.get("/watch/pages").starts_with("HTTP/1.1 404"));
}

#[test]
fn what_is_being_written_is_shown_to_this_machine_only() {
    let folder = folder();
    let refused = waymark().args(["serve", "--watch", "--listen", "0.0.0.0:0"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("this machine only") && said.contains("--watch=swap"), "{said}");
}

#[test]
fn nothing_to_watch_is_said_in_a_sentence() {
    let empty = tempfile::tempdir().unwrap();
    let refused = waymark().args(["serve", "--watch"]).current_dir(empty.path()).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing to watch"), "{refused:?}");
}

#[test]
fn a_public_server_swaps_sound_content_in_and_never_shows_a_fault() {
    let site = Watched::start(folder(), "--watch=swap");
    let home = site.file(HOME);
    fs::write(&home, change(&home, HOME_TITLE, "Swapped: help to keep children safe")).unwrap();
    let page = site.wait_for("/", "Swapped: help");
    assert!(!page.contains("data-page"), "{page}");
    fs::write(&home, "+++\nbroken = ").unwrap();
    site.wait_for("/health/ready", "\"content\":\"stale\"");
    assert!(site.get("/").contains("Swapped: help"), "the last good site stays");
}

#[test]
fn a_draft_is_shown_with_a_mark_while_it_is_written_and_its_faults_shut_nothing_out() {
    let folder = folder();
    let about = fs::read_to_string(format!("{SMALL}/pages/worried-about-a-child.md")).unwrap();
    let draft = about.replacen("+++\n", "+++\ndraft = true\n", 1);
    fs::write(folder.path().join("content/pages/drop-in.md"), format!("{draft}\nRead [more](/no-such-page).\n\n…\n")).unwrap();
    let watched = Watched::start(folder, "--watch");
    let page = watched.get("/drop-in");
    assert!(page.contains("<strong>Draft.</strong>"), "{page}");
    assert!(!watched.get("/about").contains("<strong>Draft.</strong>"));
    let swapped = Watched::start(folder_with_draft(&draft), "--watch=swap");
    assert!(swapped.get("/drop-in").starts_with("HTTP/1.1 404"), "readers never see it");
    assert!(swapped.get("/about").starts_with("HTTP/1.1 200"));
}

fn folder_with_draft(draft: &str) -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("content/pages/drop-in.md"), draft).unwrap();
    folder
}
