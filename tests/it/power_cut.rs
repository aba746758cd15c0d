//! A power cut or a full disk at any moment of a command leaves what was there or what is to be, and never half of it.
//!
//! Each command is traced once, killed before each of its calls to the disk, and told at each that the disk is full. A killed program
//! loses nothing that it wrote, a power cut does: the order of the calls says what it could take (`order.rs`).

pub mod act;
mod exports;
pub mod order;
mod trace;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use self::act::{Act, State, said};
use self::order::faults;
use self::trace::Call;
use super::site_test::{NOW, SMALL, SMALL_COUNTY, SiteTest, copy};
use super::verify::server::{Part, Server};

const COUNTY: &str = "tests/fixtures/county";
const ROLE: [&str; 2] = ["--role", "service directory editor"];

fn waymark(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).args(arguments);
    command
}

fn confirm_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = waymark(&["confirm"]);
    command.args(arguments).args(ROLE).args(["--content", SMALL, "--overlay"]).arg(folder);
    command
}

/// `confirm` in the made-up county, over the small site.
fn confirm(arguments: &'static [&'static str]) -> Option<Act> {
    Act::new(|folder| copy(Path::new(SMALL_COUNTY), folder), |folder| confirm_in(folder, arguments))
}

/// The calls in their order, which must be such that a power cut takes nothing.
fn traced(act: &Act) -> Vec<Call> {
    let calls = act.traced(&[]);
    assert_eq!(faults(&calls), [""; 0]);
    assert_eq!(act.left_overs(), BTreeSet::new());
    calls
}

/// The first call of each name, one in the middle, and the last.
fn some_of(calls: &[Call]) -> Vec<&Call> {
    let names: BTreeSet<&str> = calls.iter().map(|call| call.name.as_str()).collect();
    let of_name = |name| calls.iter().filter(|call| call.name == name).collect::<Vec<_>>();
    names
        .into_iter()
        .flat_map(|name| {
            let calls = of_name(name);
            let places = BTreeSet::from([0, calls.len() / 2, calls.len() - 1]);
            places.into_iter().map(|at| calls[at]).collect::<Vec<_>>()
        })
        .collect()
}

/// Each file as it is in one of `states`; a file that is missing is so in one.
fn each_file_is_whole(now: &State, states: &[State], place: &str) {
    for name in now.keys().chain(states.iter().flat_map(State::keys)) {
        assert!(states.iter().any(|state| state.get(name) == now.get(name)), "{name} after a cut at {place}");
    }
}

/// Cuts the command at each of `calls`. `states` are those it goes through, from the first to the last, to which it must come when it
/// is run again, unless it was there already.
fn cut(act: &Act, calls: &[&Call], states: &[State], sound: &dyn Fn(&Path)) {
    let mut seen = BTreeSet::new();
    let end = states.last().unwrap();
    for call in calls {
        act.cut_at(call, &[]);
        let now = act.state();
        each_file_is_whole(&now, states, &call.place());
        let is_untouched = now == states[0] && act.left_overs().is_empty();
        // What was tried in the same state need not be tried again.
        if is_untouched || !seen.insert((now.clone(), act.left_overs())) {
            continue;
        }
        sound(&act.folder());
        if now != *end {
            let again = act.run();
            assert!(again.status.success(), "again after a cut at {}: {}", call.place(), said(&again));
            assert!(act.state() == *end, "again after a cut at {}", call.place());
            assert_eq!(act.left_overs(), BTreeSet::new(), "again after a cut at {}", call.place());
        }
    }
}

/// Fills the disk at the first call of each name, and before the last folder is synced.
fn fill(act: &Act, calls: &[Call], states: &[State]) {
    let mut names = BTreeSet::new();
    let firsts = calls.iter().filter(|call| call.needs_room() && names.insert(call.name.clone()));
    for call in firsts.chain(calls.iter().rfind(|call| call.name == "fsync")) {
        let output = act.on_full_disk_at(call);
        let (place, words) = (call.place(), said(&output));
        assert_eq!(output.status.code(), Some(2), "a full disk at {place}: {words}");
        each_file_is_whole(&act.state(), states, &place);
        assert!(words.contains("No space left on device"), "a full disk at {place}: {words}");
        // Where the new may not last, the old is kept until the next run.
        if !words.contains("did not say that it keeps it") {
            assert!(words.contains("what was there before is as it was"), "a full disk at {place}: {words}");
            assert_eq!(act.left_overs(), BTreeSet::new(), "a full disk at {place}");
        }
    }
}

/// As `waymark check` has it: left-overs are passed over, and the rest is sound.
fn county_is_sound(folder: &Path) {
    SiteTest::small().overlay(folder.to_str().unwrap()).site();
}

/// The same of a county that lies over the built-in content.
fn built_in_county_is_sound(folder: &Path) {
    SiteTest::built_in().overlay(folder.to_str().unwrap()).site();
}

/// Cuts and fills a command that goes straight from what is there to what is to be.
fn old_or_new(act: &Act) {
    let calls = traced(act);
    let states = act.before_and_after();
    cut(act, &some_of(&calls), &states, &county_is_sound);
    fill(act, &calls, &states);
}

#[test]
fn a_fact_that_is_confirmed_is_recorded_or_not() {
    let before = |folder: &Path| {
        copy(Path::new(SMALL_COUNTY), folder);
        // So that there is an older file, whose place is taken.
        assert!(confirm_in(folder, &["the-listeners", "phone"]).output().unwrap().status.success());
    };
    let Some(act) = Act::new(before, |folder| confirm_in(folder, &["youngline", "phone"])) else { return };
    old_or_new(&act);
}

#[test]
fn a_sheet_that_is_taken_back_in_may_be_taken_in_again() {
    let Some(act) = confirm(&["--take-in", "/dev/stdin"]) else { return };
    let row = |service: &str, value: &str, answer: &str, said: &str| {
        format!("{service},,phone,,{value},{answer},{said},2026-12-01,{},\n", ROLE[1])
    };
    let head = "service,name,fact,what to ask,what we print,answer,what they say it is,asked on,your role,how\n";
    let rows = [row("youngline", "01632 960130", "yes", ""), row("northshire-police", "01632 960101", "changed", "01632 960199")];
    old_or_new(&act.typing(&format!("{head}{}", rows.concat())));
}

#[test]
fn each_answer_of_a_ring_round_is_kept_or_not() {
    let answers = ["y\n", "c\n01632 960139\nn\n", "?\n"];
    let Some(act) = confirm(&[]).map(|act| act.typing(&answers.concat())) else { return };
    let calls = traced(&act);
    let mut states = Vec::new();
    for count in 0..=answers.len() {
        let shorter = confirm(&[]).unwrap().typing(&answers[..count].concat());
        shorter.reset();
        assert!(shorter.run().status.success());
        states.push(shorter.state());
    }
    let goes_on = |folder: &Path| {
        let kept = act.state();
        let again = confirm(&[]).unwrap().typing("y\nq\n").run_in(folder);
        let confirmations = |state: &State| {
            let text = state.get("confirmed.toml").map(|text| String::from_utf8_lossy(text).into_owned());
            text.unwrap_or_default().matches("[[confirmation]]").count()
        };
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(confirmations(&act.state()), confirmations(&kept) + 1, "it goes on where it was cut off");
        assert_eq!(act.state().get(".ring-round.toml"), kept.get(".ring-round.toml"));
        assert_eq!(act.left_overs(), BTreeSet::new());
    };
    let mut seen = BTreeSet::new();
    for call in some_of(&calls) {
        act.cut_at(call, &[]);
        assert!(states.contains(&act.state()), "after a cut at {}", call.place());
        if seen.insert((act.state(), act.left_overs())) {
            goes_on(&act.folder());
        }
    }
    fill(&act, &calls, &states);
}

#[test]
fn what_verify_found_is_recorded_or_not() {
    let server = Server::start("127.0.0.1", [("/police", Part::Html("01632 960101".to_owned()))]);
    let page = format!("http://{}/police", server.address);
    let before = move |folder: &Path| {
        copy(Path::new(SMALL_COUNTY), folder);
        let file = folder.join("services/northshire-police.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        let own_site = "[[contact]]\nkind = \"web\"\nlabel = \"Site\"\nvalue = \"https://127.0.0.1/\"\nsource = \"own-site\"\nconfidence = \"high\"\n";
        let text = text.replace("https://northshire.example/northshire-police", &page);
        std::fs::write(file, text.replace("\n[[source]]", &format!("\n{own_site}\n[[source]]"))).unwrap();
    };
    let command = |folder: &Path| {
        let mut command = waymark(&["verify", "northshire-police", "--write", "--pause", "0", "--allow-private=127.0.0.1"]);
        command.args(["--content", SMALL, "--overlay"]).arg(folder);
        command
    };
    let Some(act) = Act::new(before, command) else { return };
    let calls = traced(&act);
    let states = act.before_and_after();
    // It writes as `confirm` does, so its two last steps are enough.
    let last: Vec<&Call> = calls.iter().rev().take(2).collect();
    cut(&act, &last, &states, &county_is_sound);
}

fn new_overlay(folder: &Path) -> Command {
    let mut command = waymark(&["new", "overlay"]);
    command.arg(folder.join("county")).args(["--region", "Northshire", "--police", "Northshire Police=01632 960101"]);
    command
}

#[test]
fn a_new_overlay_is_there_whole_or_not_at_all() {
    let Some(act) = Act::new(|_| (), new_overlay) else { return };
    let calls = traced(&act);
    let states = [State::new(), act.state()];
    let whole_or_not = |folder: &Path| {
        let county = folder.join("county");
        if county.exists() {
            assert!(act.state() == states[1]);
            built_in_county_is_sound(&county);
        }
    };
    cut(&act, &some_of(&calls), &states, &whole_or_not);
    fill(&act, &calls, &states);
}

#[test]
fn a_new_overlay_in_a_folder_that_is_there_is_one_only_once_it_is_whole() {
    let Some(act) = Act::new(|folder| std::fs::create_dir(folder.join("county")).unwrap(), new_overlay) else { return };
    let calls = traced(&act);
    let states = [State::new(), act.state()];
    let whole_or_none = |folder: &Path| {
        let is_one = folder.join("county/overlay.toml").exists();
        assert!(!is_one || act.state() == states[1]);
        if is_one {
            built_in_county_is_sound(&folder.join("county"));
        }
    };
    let named: Vec<&Call> = calls.iter().filter(|call| call.names()).collect();
    cut(&act, &[named[named.len() - 1]], &states, &whole_or_none);
}

#[test]
fn a_new_service_is_there_with_its_record_or_not_at_all() {
    let command = |folder: &Path| {
        let mut command = waymark(&["new", "service", "my-line", "--overlay"]);
        command.arg(folder);
        command
    };
    let Some(act) = Act::new(|folder| copy(Path::new(COUNTY), folder), command) else { return };
    let calls = traced(&act);
    let states = act.before_and_after();
    let has_record = |folder: &Path| {
        let record = || std::fs::read_to_string(folder.join(".base.toml")).unwrap();
        assert!(!folder.join("services/my-line.toml").exists() || record().contains("services/my-line.toml"));
    };
    cut(&act, &some_of(&calls), &states, &has_record);
    fill(&act, &calls, &states);
}

#[test]
fn a_new_area_stands_there_only_with_all_that_belongs_to_it_and_is_finished_by_the_same_command() {
    let command = |folder: &Path| {
        let mut command = waymark(&["new", "area", "southby", "--place", "Lowford", "--council", "Southby Council=01632 960107"]);
        command.arg("--overlay").arg(folder);
        command
    };
    let Some(act) = Act::new(|folder| copy(Path::new(COUNTY), folder), command) else { return };
    let calls = traced(&act);
    let states = act.before_and_after();
    let whole_or_none = |folder: &Path| {
        if folder.join("areas/southby.toml").exists() {
            built_in_county_is_sound(folder);
        }
    };
    cut(&act, &some_of(&calls), &states, &whole_or_none);
    fill(&act, &calls, &states);
}

/// Cuts a ring-round whose first answer is written into a file. Whatever was cut off, the folder is sound and the next run goes on.
fn each_edit_is_whole(act: &Act) {
    let calls = traced(act);
    let new = act.state();
    let kept = String::from_utf8_lossy(&new["confirmed.toml"]).into_owned();
    assert!(kept.contains("01632 960188") || kept.contains("01632 960189"), "it was edited: {kept}");
    act.reset();
    let states = [act.state(), new];
    let mut seen = BTreeSet::new();
    for call in some_of(&calls) {
        act.cut_at(call, &[]);
        let now = act.state();
        each_file_is_whole(&now, &states, &call.place());
        if !seen.insert((now, act.left_overs())) {
            continue;
        }
        county_is_sound(&act.folder());
        let again = confirm(&[]).unwrap().typing("y\nq\n").run_in(&act.folder());
        assert!(
            again.status.success() && said(&again).contains("1 confirmed"),
            "after a cut at {}: {}",
            call.place(),
            said(&again)
        );
        // Beside the service's file it goes with the next edit there.
        assert!(!act.left_overs().iter().any(|name| name.contains("confirmed")), "after a cut at {}", call.place());
    }
    fill(act, &calls, &states);
}

#[test]
fn what_a_ring_round_writes_into_a_file_is_there_whole_with_its_confirmation_or_is_asked_again() {
    let Some(own) = confirm(&["--ours"]) else { return };
    each_edit_is_whole(&own.typing("c\n01632 960188\ny\n"));
    // A national service, whose file is copied into the folder.
    let before = |folder: &Path| {
        copy(Path::new(SMALL_COUNTY), folder);
        let file = folder.join(".ring.csv");
        let sheet = confirm_in(folder, &["--sheet", file.to_str().unwrap()]).output().unwrap();
        let rows = std::fs::read_to_string(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        let is_it = |row: &str| row.starts_with("\"the-listeners\"") && row.contains("\"phone\"");
        let before_it = rows.lines().skip(1).position(is_it).unwrap_or_else(|| panic!("{rows} {}", said(&sheet)));
        let act = confirm(&[]).unwrap().typing(&format!("{}q\n", "?\n".repeat(before_it)));
        assert!(act.run_in(folder).status.success());
    };
    let act = Act::new(before, |folder| confirm_in(folder, &[])).unwrap();
    each_edit_is_whole(&act.typing("c\n01632 960189\ny\n"));
}
