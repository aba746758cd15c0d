//! An export over an older one. What writes it is tried with a site of three pages, in a process of its own: the whole site takes
//! seconds to pack, and has its order looked at in `export/files.rs`.

use std::path::Path;
use std::process::Command;

use waymark::export::{ExportLayout, Options, export};
use waymark::render::document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};
use waymark::snapshot::{Bundle, Effort, EncodeCache, Snapshot};

use super::act::{Act, State, said};
use super::order::faults;
use super::{cut, fill, some_of, traced};
use crate::site_test::NOW;

/// Names the folder to which the small site is exported, and the edition after a colon.
const ASKED: &str = "WAYMARK_TEST_EXPORT";

fn small_site(edition: &str) -> Snapshot {
    let page = |path: &str, template| RenderedDocument {
        path: path.to_owned(),
        template,
        media_type: MediaType::Html,
        policy: CachePolicy::PageNeverInBrowser,
        csp: None,
        body: format!("<p>In danger now? Call 999. This is the {edition} edition of {path}.</p>"),
    };
    let pages = vec![page("/", "/"), page("/report", "/report"), page("/report/o1", "/report/{outcome}")];
    let errors = ErrorPages::alike("default-src 'none'", |title| format!("<h1>{title}</h1>"));
    let bundle = Bundle { rendered_at: NOW.parse().unwrap(), ..Bundle::of(pages, errors) };
    Snapshot::build(bundle, Effort::Fast, &EncodeCache::default()).unwrap()
}

fn export_small_site(to: &Path, edition: &str) {
    let options = Options { serve_from: "/srv/site".into(), layout: ExportLayout::Servers, base: "/".into(), is_renewed: false };
    if let Err(error) = export(&small_site(edition), to, &options) {
        eprintln!("{error}");
        std::process::exit(2);
    }
}

#[test]
fn a_small_site_is_exported_in_the_process_that_is_cut_off() {
    // Nothing is asked of this one but by the tests below.
    if let Some((folder, edition)) = std::env::var(ASKED).ok().as_deref().and_then(|asked| asked.rsplit_once(':')) {
        count_beyond_the_test_runner();
        export_small_site(Path::new(folder), edition);
    }
}

/// strace counts the calls of each thread, and the thread that runs the tests opens and writes a few files of its own.
fn count_beyond_the_test_runner() {
    for _ in 0..100 {
        std::fs::write("/dev/null", "1").unwrap();
    }
}

fn new_edition(folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let test = "power_cut::exports::a_small_site_is_exported_in_the_process_that_is_cut_off";
    command.args(["--exact", test, "--nocapture"]).env(ASKED, format!("{}:new", folder.join("out").display()));
    command
}

fn over_an_older_one() -> Option<(Act, State)> {
    let act = Act::new(|folder| export_small_site(&folder.join("out"), "old"), new_edition)?;
    act.reset();
    let old = act.state();
    Some((act, old))
}

#[test]
fn an_export_over_an_older_one_is_the_old_or_the_new() {
    let Some((act, old)) = over_an_older_one() else { return };
    let calls = traced(&act);
    let states = [old, act.state()];
    let one_of_both = |_: &Path| assert!(states.contains(&act.state()), "files of both");
    cut(&act, &some_of(&calls), &states, &one_of_both);
    fill(&act, &calls, &states);
}

#[test]
fn a_first_export_is_there_whole_or_not_at_all() {
    let Some(act) = Act::new(|_| (), new_edition) else { return };
    let calls = traced(&act);
    let states = [State::new(), act.state()];
    let whole_or_not = |_: &Path| assert!(states.contains(&act.state()), "a part of it");
    let last: Vec<_> = calls.iter().filter(|call| call.names() || call.name.contains("sync")).collect();
    cut(&act, &last, &states, &whole_or_not);
}

/// A network disk may be unable to exchange two folders.
#[test]
fn where_two_folders_cannot_change_places_the_next_run_puts_the_old_one_back() {
    let Some((act, old)) = over_an_older_one() else { return };
    let unable = ["-e", "inject=renameat2:error=EINVAL"];
    let calls = act.traced(&unable);
    assert_eq!(faults(&calls), [""; 0]);
    let new = act.state();
    assert!(new != old && act.left_overs().is_empty());
    let between = calls.iter().filter(|call| call.name == "rename").nth(1).expect("two steps");
    act.cut_at(between, &unable);
    assert_eq!(act.state(), State::new(), "it stands aside under its other name");
    let again = act.again_on_full_disk_at(calls.iter().find(|call| call.name == "write").unwrap());
    assert_eq!(again.status.code(), Some(2));
    assert!(act.state() == old, "{}", said(&again));
    act.cut_at(between, &unable);
    assert!(act.run().status.success());
    assert!(act.state() == new && act.left_overs().is_empty());
}
