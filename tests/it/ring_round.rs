//! Services are asked one after another, in the order of harm: by keys, by sheet, by letter; and what they answered is kept.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use super::site_test::{NOW, SMALL, SMALL_COUNTY, copy};

/// The made-up county that lies over the small site, as a copy of its own would have it.
fn county() -> tempfile::TempDir {
    folder_of(SMALL_COUNTY)
}

/// The one that lies over the built-in content.
fn built_in_county() -> tempfile::TempDir {
    folder_of("tests/fixtures/county")
}

fn folder_of(county: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(county), folder.path());
    folder
}

/// In the county over the small site.
fn confirm(overlay: &Path, arguments: &[&str], typed: &str) -> Output {
    confirm_over(&["--content", SMALL], overlay, arguments, typed)
}

/// In the one over the built-in content.
fn confirm_built_in(overlay: &Path, arguments: &[&str], typed: &str) -> Output {
    confirm_over(&[], overlay, arguments, typed)
}

fn confirm_over(content: &[&str], overlay: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", NOW).arg("confirm").args(arguments).args(content).arg("--overlay").arg(overlay);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that asks nothing may have ended by now.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn confirmed(overlay: &Path) -> String {
    fs::read_to_string(overlay.join("confirmed.toml")).unwrap_or_default()
}

const ROLE: [&str; 2] = ["--role", "service directory editor"];

#[test]
fn a_ring_round_begins_with_the_lines_for_people_in_danger_keeps_each_answer_and_goes_on_where_it_was_left() {
    let folder = built_in_county();
    let first = confirm_built_in(folder.path(), &ROLE, "y\nx\nc\n0800 2222\nn\n?\nq\n");
    let shown = said(&first);
    assert!(first.status.success(), "{shown}");
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words:?} in {shown}"));
    assert!(at("1 of ") < at("(childline)"), "{shown}");
    assert!(shown.contains("phone: we print  0800 1111"), "{shown}");
    assert!(
        shown.contains("not on the line itself") && !shown.contains("Ring 0800 1111"),
        "a crisis line is not kept busy: {shown}"
    );
    assert!(shown.contains("1 confirmed, 1 changed, 1 could not be told"), "{shown}");
    assert!(shown.contains("to \"0800 2222\"") && shown.contains("to be changed in built-in content/services/"), "{shown}");
    assert!(shown.contains("first take a copy of that file: `waymark overlay copy services/"), "{shown}");
    let kept = confirmed(folder.path());
    assert_eq!(kept.matches("[[confirmation]]").count(), 1);
    assert!(kept.contains("on = 2026-12-01") && kept.contains("role = \"service directory editor\""), "{kept}");
    let notes = fs::read_to_string(folder.path().join(".ring-round.toml")).unwrap();
    assert!(notes.contains("answer = \"changed\"") && notes.contains("answer = \"could-not-tell\""), "{notes}");
    let counts = |text: &str| -> usize {
        let facts = text.split(" facts. Each answer").next().unwrap().rsplit(' ').next().unwrap();
        facts.parse().unwrap()
    };
    let second = said(&confirm_built_in(folder.path(), &ROLE, ""));
    assert_eq!(counts(&second) + 3, counts(&shown), "what was answered is not asked again: {second}");
}

#[test]
fn a_number_that_has_changed_is_offered_as_an_edit_of_the_copys_own_file() {
    let folder = county();
    let file = folder.path().join("services/northshire-police.toml");
    let before = fs::read_to_string(&file).unwrap();
    // The sheet has the same order as the ring-round.
    let (_, rows) = sheet(folder.path());
    let is_it = |row: &str| row.starts_with("\"northshire-police\"") && row.contains("\"phone\"");
    let before_it = rows.lines().skip(1).position(is_it).expect("it is to be asked");
    let typed = format!("{}c\n01632 960199\ny\nq\n", "?\n".repeat(before_it));
    let shown = said(&confirm(folder.path(), &ROLE, &typed));
    assert!(shown.contains("written and confirmed"), "{shown}");
    let after = fs::read_to_string(&file).unwrap();
    assert_eq!(after, before.replacen("value = \"01632 960101\"", "value = \"01632 960199\"", 1));
    assert!(confirmed(folder.path()).contains("value = \"01632 960199\""), "{}", confirmed(folder.path()));
    let listed = said(&confirm(folder.path(), &["northshire-police"], ""));
    assert!(listed.contains("confirmed on 2026-12-01"), "{listed}");
}

/// Answers "changed" to one fact of the police with what they say, and gives what was shown, and the file before and after.
fn changed(folder: &Path, fact: &str, said_now: &str) -> (String, String, String) {
    let file = folder.join("services/northshire-police.toml");
    let before = fs::read_to_string(&file).unwrap();
    let (_, rows) = sheet(folder);
    let is_it = |row: &str| row.starts_with("\"northshire-police\"") && row.contains(&format!("\"{fact}\""));
    let before_it = rows.lines().skip(1).position(is_it).expect("it is to be asked");
    let shown = said(&confirm(folder, &ROLE, &format!("{}c\n{said_now}\ny\nq\n", "?\n".repeat(before_it))));
    (shown, before, fs::read_to_string(&file).unwrap())
}

/// The county with somebody who answers for the police at any hour, whatever hours they have themselves.
fn county_with_101() -> tempfile::TempDir {
    let folder = county();
    let area = folder.path().join("areas/northshire.toml");
    let both = "police = [{ service = \"northshire-police\" }, { service = \"police-101\" }]";
    let text = fs::read_to_string(&area).unwrap();
    fs::write(&area, text.replace("police = [{ service = \"northshire-police\" }]", both)).unwrap();
    folder
}

#[test]
fn hours_and_web_addresses_that_have_changed_are_offered_as_an_edit_too() {
    let folder = county_with_101();
    let (shown, before, after) = changed(folder.path(), "phone-hours", "Mon-Fri 9am-5pm, Sat 10-1");
    let line = "mon 09:00-17:00, tue 09:00-17:00, wed 09:00-17:00, thu 09:00-17:00, fri 09:00-17:00, sat 10:00-13:00";
    assert!(shown.contains(&format!("Write {line} into ")) && shown.contains("written and confirmed"), "{shown}");
    let gone: Vec<&str> = before.lines().filter(|line| !after.contains(line)).collect();
    assert_eq!(gone, ["always = true"], "nothing else goes");
    assert!(after.contains("sat = [\"10:00-13:00\"]") && confirmed(folder.path()).contains(line), "{after}");
    let listed = said(&confirm(folder.path(), &["northshire-police"], ""));
    assert!(listed.lines().any(|line| line.starts_with("phone-hours") && line.contains("confirmed on 2026-12-01")), "{listed}");

    let folder = county();
    let file = folder.path().join("services/northshire-police.toml");
    let web = "\n[[contact]]\nkind = \"web\"\nlabel = \"Website\"\nvalue = \"https://northshire.example/police\"\nsource = \"own-site\"\nconfidence = \"high\"\n\n[[source]]";
    fs::write(&file, fs::read_to_string(&file).unwrap().replacen("\n[[source]]", web, 1)).unwrap();
    let (shown, before, after) = changed(folder.path(), "web", "www.northshire.example/contact");
    assert!(shown.contains("Write https://www.northshire.example/contact into"), "{shown}");
    assert_eq!(
        after,
        before.replacen("northshire.example/police\"\nsource", "northshire.example/contact\"\nsource", 1).replacen(
            "value = \"https://northshire.example/contact",
            "value = \"https://www.northshire.example/contact",
            1
        )
    );

    let folder = county_with_101();
    let (shown, before, after) = changed(folder.path(), "phone-hours", "mornings, mostly\nmornings, mostly");
    assert!(shown.contains("this could not be read as hours. Write it like \"Mon-Fri 9am-5pm"), "{shown}");
    assert!(!shown.contains("Write mon") && shown.contains("to be changed in"), "what is not understood is an editor's: {shown}");
    assert_eq!(after, before);
}

#[test]
fn hours_without_am_and_pm_are_asked_about_and_what_check_would_refuse_is_not_written() {
    let folder = county_with_101();
    let (shown, _, after) = changed(folder.path(), "phone-hours", "Mon 9-12 and 1-4.30\ny");
    assert!(
        shown.contains("1-4.30: is that 1pm to 4.30pm?") && after.contains("mon = [\"09:00-12:00\", \"13:00-16:30\"]"),
        "{shown}"
    );
    let folder = county_with_101();
    let (shown, _, after) = changed(folder.path(), "phone-hours", "Mon-Fri 1-5\nn\nMon 1am-5am, closed on bank holidays");
    assert!(shown.contains("Type them again with am and pm"), "{shown}");
    assert!(after.contains("mon = [\"01:00-05:00\"]") && after.contains("bank_holidays = \"closed\""), "{after}");
    // What other files count on is a rule of `check` too, and the answer waits for an editor.
    let folder = county();
    let (shown, before, after) = changed(folder.path(), "phone-hours", "Mon-Fri 9am-5pm");
    assert!(shown.contains("this cannot be written as it is. nobody does the job `police` at any hour"), "{shown}");
    assert!(before == after && shown.contains("phone-hours from \"always\" to \"Mon-Fri 9am-5pm\""), "{shown}");
    let folder = county_with_101();
    let (shown, before, after) = changed(folder.path(), "phone-hours", "Fri 5pm-9am, Sat 24 hours\nFri 5pm-9am, Sat 24 hours");
    assert!(shown.contains("on Friday the hours 5pm to 9am and midnight to midnight overlap") && before == after, "{shown}");
    let (path, text) = sheet(folder.path());
    let is_it = |row: &&str| row.starts_with("\"northshire-police\"") && row.contains("\"phone-hours\"");
    let row = text.lines().find(is_it).unwrap();
    for (said_now, told) in [
        ("Mon-Fri 1-5", "row 2: \"1-5\" may be 1pm to 5pm, or not: write it with am and pm"),
        ("mornings", "could not be read as hours"),
    ] {
        let filled = row.replacen("\"\",\"\",\"\",\"\",\"\"", &format!("changed,\"{said_now}\",2026-11-30,clerk,phone"), 1);
        fs::write(&path, format!("{}\n{filled}\n", text.lines().next().unwrap())).unwrap();
        let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
        assert!(taken.contains(told) && taken.contains("nothing was recorded"), "{taken}");
    }
}

#[test]
fn one_service_is_asked_alone_and_without_a_role_it_is_asked_for() {
    let folder = county();
    let asked = confirm(folder.path(), &[], "\n");
    assert!(said(&asked).contains("In which role do you ask"), "{}", said(&asked));
    assert!(confirmed(folder.path()).is_empty());
    let asked = confirm(folder.path(), &[], "duty officer\ny\nq\n");
    assert!(confirmed(folder.path()).contains("role = \"duty officer\""), "{}", said(&asked));
}

fn sheet(folder: &Path) -> (PathBuf, String) {
    sheet_by(confirm, folder)
}

fn sheet_by(confirm: fn(&Path, &[&str], &str) -> Output, folder: &Path) -> (PathBuf, String) {
    let path = folder.join(".sheet.csv");
    let _ = fs::remove_file(&path);
    let file = path.to_str().unwrap();
    let written = confirm(folder, &["--sheet", file], "");
    assert!(written.status.success() && said(&written).contains("those that could do most harm first"), "{}", said(&written));
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

#[test]
fn a_sheet_goes_out_and_comes_back_filled_in_as_a_spreadsheet_saves_it() {
    let folder = county();
    let (path, text) = sheet(folder.path());
    let file = path.to_str().unwrap();
    let again = confirm(folder.path(), &["--sheet", file], "");
    assert_eq!(again.status.code(), Some(2), "a sheet that somebody may be filling in is not written over");
    let rows = text.lines().count();
    let of_999 = text.lines().find(|row| row.starts_with("\"emergency-999\"")).expect("it is asked for");
    assert!(of_999.contains("Do not ring it to ask"), "{of_999}");
    // Semicolons, a national date, and the value without its space, as spreadsheets write them.
    let filled: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, row)| {
            let row = row.replace("\",\"", "\";\"");
            let row =
                if at == 0 { row } else { row.replacen("\"\";\"\";\"\";\"\";\"\"", "yes;;24/11/2026;duty officer;Phone", 1) };
            // Nobody rings 999 to ask.
            let row = if row.contains("Do not ring it to ask") { row.replace(";Phone", ";page") } else { row };
            row.replace("01632 960130", "1632960130")
        })
        .collect();
    assert!(filled[1].contains("yes;;24/11/2026"), "{}", filled[1]);
    fs::write(&path, filled.join("\n")).unwrap();
    let taken = confirm(folder.path(), &["--take-in", file], "");
    assert!(taken.status.success(), "{}", said(&taken));
    assert!(said(&taken).contains(&format!("{} confirmed, 0 changed", rows - 1)), "{}", said(&taken));
    assert!(confirmed(folder.path()).contains("role = \"duty officer\""));
    let nothing_left = confirm(folder.path(), &ROLE, "");
    assert!(said(&nothing_left).contains("nobody is to be asked today"), "{}", said(&nothing_left));
    let mut gate = Command::new(env!("CARGO_BIN_EXE_waymark"));
    gate.env("WAYMARK_NOW", NOW)
        .args(["check", "--release", "--format", "json", "--content", SMALL, "--overlay"])
        .arg(folder.path());
    let gate: serde_json::Value = serde_json::from_slice(&gate.output().unwrap().stdout).unwrap();
    let open =
        gate["obstacles"].as_array().unwrap().iter().filter(|one| one["what"].as_str().unwrap().ends_with("not confirmed"));
    assert_eq!(open.count(), 0, "every fact that the gate asks for is confirmed");
    assert!(gate["progress"].as_array().unwrap().iter().all(|count| count["done"] == count["all"]), "{}", gate["progress"]);
}

#[test]
fn every_fault_of_a_sheet_is_named_by_its_row_and_nothing_of_it_is_recorded() {
    let folder = built_in_county();
    let (path, text) = sheet_by(confirm_built_in, folder.path());
    let file = path.to_str().unwrap();
    let empty = "\"\",\"\",\"\",\"\",\"\"";
    let with = |answers: &[&str]| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (line, answer) in lines.iter_mut().skip(1).zip(answers) {
            *line = line.replacen(empty, answer, 1);
        }
        lines.join("\n")
    };
    let answers = [
        "yes,,2026-11-20,editor,phone",
        "maybe,,2026-11-20,editor,phone",
        "yes,,2027-01-01,editor,phone",
        "yes,,some day,editor,phone",
        "yes,,2026-11-20,,phone",
        "yes,,2026-11-20,editor,pigeon",
        ",0800 2222,2026-11-20,editor,phone",
        "yes,something else,2026-11-20,editor,phone",
    ];
    let mut filled = with(&answers);
    filled.push_str("\nchildlin,Childline,phone,,0800 1111,yes,,2026-11-20,editor,phone\n");
    fs::write(&path, filled).unwrap();
    let taken = confirm_built_in(folder.path(), &["--take-in", file], "");
    assert_eq!(taken.status.code(), Some(1));
    let said = said(&taken);
    for wanted in [
        "row 3: \"maybe\" is not an answer",
        "row 4: 2027-01-01 is still to come",
        "row 5: \"some day\" is not a day",
        "row 6: say in which role",
        "row 7: \"pigeon\" is not a way",
        "row 8: the answer is empty",
        "row 9: the answer is yes, and",
        "there is no service called `childlin`; did you mean `childline`?",
        "nothing was recorded",
    ] {
        assert!(said.contains(wanted), "{wanted:?} in {said}");
    }
    assert!(!said.contains("row 2:") && confirmed(folder.path()).is_empty(), "{said}");
}

#[test]
fn a_letter_to_each_service_says_what_is_said_about_it() {
    let folder = county();
    let letters = folder.path().join(".letters");
    let written = confirm(folder.path(), &["--letters", letters.to_str().unwrap()], "");
    assert!(written.status.success(), "{}", said(&written));
    let letter = fs::read_to_string(letters.join("northshire-police.txt")).unwrap();
    for wanted in
        ["Is what we say about you right?", "01632 960101", "https://waymark.northshire.example/services/northshire-police"]
    {
        assert!(letter.contains(wanted), "{wanted:?} in {letter}");
    }
    assert!(letters.join("youngline.txt").exists());
    let alone = folder.path().join(".alone");
    assert!(confirm(folder.path(), &["youngline", "--letters", alone.to_str().unwrap()], "").status.success());
    assert_eq!(fs::read_dir(alone).unwrap().count(), 1);
}

#[test]
fn two_people_who_confirm_at_once_lose_nothing() {
    let folder = county();
    let facts = [("youngline", "phone"), ("the-listeners", "phone"), ("northshire-police", "phone"), ("emergency-999", "phone")];
    std::thread::scope(|scope| {
        for (service, fact) in facts {
            let path = folder.path();
            scope.spawn(move || {
                let done = confirm(path, &[service, fact, ROLE[0], ROLE[1]], "");
                assert!(done.status.success(), "{}", said(&done));
            });
        }
    });
    assert_eq!(confirmed(folder.path()).matches("[[confirmation]]").count(), facts.len());
}

/// A ring-round of the copy's own services that is under way.
struct UnderWay {
    child: Child,
    shown: BufReader<ChildStdout>,
}

impl UnderWay {
    fn begin(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
        command.env("WAYMARK_NOW", NOW).arg("confirm").args(ROLE).args(["--ours", "--content", SMALL, "--overlay"]).arg(folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let shown = BufReader::new(child.stdout.take().unwrap());
        Self { child, shown }
    }

    /// The next line that holds these words.
    fn until(&mut self, words: &str) -> String {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert!(self.shown.read_line(&mut line).unwrap() > 0, "{words}");
        }
        line
    }

    fn types(&mut self, keys: &str) {
        self.child.stdin.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn ends(mut self) -> String {
        drop(self.child.stdin.take());
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.shown, &mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "{rest}");
        rest
    }
}

#[test]
fn what_somebody_changes_while_it_is_asked_about_is_not_confirmed_as_it_was() {
    let of_number = [("value = \"01632", "value = \"01633"); 2];
    let of_hours = [("always = true", "mon = [\"09:00-17:00\"]"), ("mon = [\"09:00", "mon = [\"08:00")];
    for (fact, changes) in [("phone: ", of_number), ("phone-hours: ", of_hours)] {
        let folder = county();
        let mut asked = UnderWay::begin(folder.path());
        while !asked.until("we print").contains(fact) {
            asked.types("?\n");
        }
        for file in fs::read_dir(folder.path().join("services")).unwrap().map(|file| file.unwrap().path()) {
            let text = fs::read_to_string(&file).unwrap();
            let change = changes.iter().find(|(old, _)| text.contains(old));
            fs::write(&file, change.map_or(text.clone(), |(old, new)| text.replace(old, new))).unwrap();
        }
        asked.types("y\n");
        let shown = asked.ends();
        assert!(shown.contains("since you began, so nothing was recorded"), "{fact}: {shown}");
        assert!(!confirmed(folder.path()).contains("[[confirmation]]"), "{fact}: {}", confirmed(folder.path()));
    }
}

#[test]
fn an_answer_of_somebody_else_on_the_same_day_is_told_and_stays_unless_it_is_to_be_replaced() {
    let notes = |folder: &Path| fs::read_to_string(folder.join(".ring-round.toml")).unwrap_or_default();
    for (keys, is_kept) in [("y\nn\nq\n", true), ("y\ny\nq\n", false)] {
        let folder = county();
        let mut mine = UnderWay::begin(folder.path());
        mine.until("we print");
        let theirs = confirm(folder.path(), &["--ours", "--role", "duty officer"], "c\n01632 960199\nn\nq\n");
        assert!(said(&theirs).contains("0 confirmed, 1 changed"), "{}", said(&theirs));
        mine.types(keys);
        let shown = mine.ends();
        assert!(
            shown.contains("somebody (duty officer) was told on 2026-12-01, too, that it has changed, to \"01632 960199\""),
            "{shown}"
        );
        assert!(shown.contains("Record yours in its place?"), "{shown}");
        assert_eq!(notes(folder.path()).contains("01632 960199"), is_kept, "{shown}");
        assert_eq!(confirmed(folder.path()).contains("[[confirmation]]"), !is_kept, "{shown}");
    }
    // Their yes, and a change that is told later on that day, by a ring-round and by a sheet.
    let folder = county();
    let mut mine = UnderWay::begin(folder.path());
    mine.until("we print");
    let (path, text) = sheet(folder.path());
    let first = text.lines().find(|row| row.contains("northshire") && row.contains("\"phone\"")).unwrap().to_owned();
    let service = first.split('"').nth(1).unwrap().to_owned();
    assert!(confirm(folder.path(), &["--ours", "--role", "duty officer"], "y\nq\n").status.success());
    mine.types("c\nn\nq\n");
    let shown = mine.ends();
    assert!(shown.contains("(duty officer) was told on 2026-12-01, too, that what is printed is right"), "{shown}");
    assert!(confirmed(folder.path()).contains("duty officer") && !notes(folder.path()).contains("[[note]]"), "{shown}");
    let filled = first.replacen("\"\",\"\",\"\",\"\",\"\"", "changed,01632 960188,2026-12-01,clerk,phone", 1);
    fs::write(&path, format!("{}\n{filled}\n", text.lines().next().unwrap())).unwrap();
    let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
    let told = format!("{service} phone: somebody (duty officer) was told on 2026-12-01, too, that what is printed is right");
    assert!(taken.contains(&format!(", row 2: {told}; this row says that it has changed, to \"01632 960188\"")), "{taken}");
    assert!(confirmed(folder.path()).contains("duty officer") && !notes(folder.path()).contains("01632 960188"), "{taken}");
    let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap(), "--replace"], ""));
    assert!(taken.contains(&format!("{told}; the answer of this sheet takes its place")), "{taken}");
    assert!(!confirmed(folder.path()).contains("duty officer") && notes(folder.path()).contains("01632 960188"), "{taken}");
    let single = said(&confirm(folder.path(), &[&service, "phone", ROLE[0], ROLE[1]], ""));
    assert!(single.contains("that it has changed, to \"01632 960188\"; this takes its place"), "{single}");
}

#[test]
fn rows_that_speak_against_what_somebody_else_was_told_are_named_and_left_out() {
    let folder = county();
    let (path, text) = sheet(folder.path());
    let rows: Vec<&str> = text.lines().filter(|row| row.contains("northshire") && row.contains("\"phone\"")).collect();
    let take_in = |answers: &[&str], more: &[&str]| {
        let filled: Vec<String> =
            rows.iter().zip(answers).map(|(row, answer)| row.replacen("\"\",\"\",\"\",\"\",\"\"", answer, 1)).collect();
        fs::write(&path, format!("{}\n{}\n", text.lines().next().unwrap(), filled.join("\n"))).unwrap();
        confirm(folder.path(), &[&["--take-in", path.to_str().unwrap()], more].concat(), "")
    };
    let theirs = [
        "changed,01632 960191,2026-11-29,anna,phone",
        "yes,,2026-11-29,anna,phone",
        "changed,01632 960193,2026-11-29,anna,phone",
        "could not tell,,2026-11-29,anna,phone",
    ];
    assert!(take_in(&theirs, &[]).status.success());
    let notes = || fs::read_to_string(folder.path().join(".ring-round.toml")).unwrap();
    let before = (notes(), confirmed(folder.path()));
    // On another day: against a change, against a yes, another value, and no answer at all; an answer where there was none is kept.
    let mine = [
        "yes,,2026-11-30,ben,phone",
        "changed,01632 960192,2026-11-30,ben,phone",
        "changed,01632 960199,2026-11-30,ben,phone",
        "yes,,2026-11-30,ben,phone",
    ];
    let taken = take_in(&mine, &[]);
    let shown = said(&taken);
    assert_eq!(taken.status.code(), Some(1), "{shown}");
    for (row, theirs, this) in [
        (2, "that it has changed, to \"01632 960191\"", "that it is right"),
        (3, "that what is printed is right", "that it has changed, to \"01632 960192\""),
        (4, "that it has changed, to \"01632 960193\"", "that it has changed, to \"01632 960199\""),
    ] {
        assert!(
            shown.contains(&format!("row {row}: "))
                && shown.contains(&format!("(anna) was told on 2026-11-29 {theirs}; this row says {this}")),
            "{shown}"
        );
    }
    assert!(shown.contains("1 confirmed, 0 changed") && !shown.contains("row 5:") && shown.contains("--replace"), "{shown}");
    assert!(
        before.0.contains("960191") && notes().contains("960191") && notes().contains("960193") && !notes().contains("960199"),
        "{}",
        notes()
    );
    assert!(confirmed(folder.path()).starts_with(before.1.trim_end()) && !notes().contains("could-not-tell"), "{}", notes());
    // Who could not tell takes nobody's place, whatever is asked for; who says the same in other signs speaks against nobody.
    let unsure = said(&take_in(
        &["could not tell,,2026-11-30,ben,phone", "yes", "changed,(01632) 960193,2026-11-30,ben,phone"],
        &["--replace", ROLE[0], ROLE[1]],
    ));
    assert!(unsure.contains("this row says that they could not tell") && notes().contains("960191"), "{unsure}");
    assert!(!unsure.contains("row 4:"), "{unsure}");
    let replaced = said(&take_in(&["yes,,2026-11-30,ben,phone"], &["--replace"]));
    assert!(replaced.contains("takes its place") && !notes().contains("960191"), "{replaced}");
    // Months later a change is news.
    let long_ago = confirm(folder.path(), &["youngline", "phone", ROLE[0], ROLE[1], "--date", "2026-10-30"], "");
    assert!(long_ago.status.success(), "{}", said(&long_ago));
    let row = text.lines().find(|row| row.starts_with("\"youngline\"") && row.contains("\"phone\"")).unwrap();
    let row = row.replacen("\"\",\"\",\"\",\"\",\"\"", "changed,none any more,2026-12-01,ben,email", 1);
    fs::write(&path, format!("{}\n{row}\n", text.lines().next().unwrap())).unwrap();
    let news = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
    assert!(news.contains("0 confirmed, 1 changed") && !news.contains("row 2:"), "{news}");
}

#[test]
fn what_a_national_service_says_has_changed_is_written_into_a_copy_of_its_file_and_a_letter_is_given_for_all_others() {
    let folder = built_in_county();
    let (_, rows) = sheet_by(confirm_built_in, folder.path());
    let is_it = |row: &str| row.starts_with("\"samaritans\"") && row.contains("\"phone\"");
    let before_it = "?\n".repeat(rows.lines().skip(1).position(is_it).unwrap());
    let file = folder.path().join("services/samaritans.toml");
    let kept = said(&confirm_built_in(folder.path(), &ROLE, &format!("{before_it}c\n0808 164 0999\nn\nq\n")));
    assert!(!file.exists() && kept.contains("first take a copy of that file"), "{kept}");
    assert!(
        kept.contains("\"Samaritans, phone: they said on 2026-12-01 that it is 0808 164 0999, and not 116 123 any more.\""),
        "{kept}"
    );
    let folder = built_in_county();
    let file = folder.path().join("services/samaritans.toml");
    let shown = said(&confirm_built_in(folder.path(), &ROLE, &format!("{before_it}c\n0808 164 0999\ny\ny\nq\n")));
    assert!(shown.contains(&format!("Write 0808 164 0999 into {}, as a copy of the file below", file.display())), "{shown}");
    let below = fs::read_to_string("content/services/samaritans.toml").unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), below.replacen("\"116 123\"", "\"0808 164 0999\"", 1));
    assert!(confirmed(folder.path()).contains("value = \"0808 164 0999\""), "{shown}");
    assert!(
        confirmed(folder.path()).matches("service = \"samaritans\"").count() == 2,
        "the next fact of it is asked about as it was: {shown}"
    );
    assert!(shown.contains("send this to whoever gives you the program"), "{shown}");
    let mut status = Command::new(env!("CARGO_BIN_EXE_waymark"));
    let status = said(&status.args(["overlay", "status"]).arg(folder.path()).output().unwrap());
    assert!(status.contains("services/samaritans.toml") && !status.contains("not recorded"), "{status}");
}

#[test]
fn nobody_is_sent_to_ring_999_and_it_is_confirmed_by_a_look_at_its_page() {
    let folder = built_in_county();
    let shown = said(&confirm_built_in(folder.path(), &["emergency-999", ROLE[0], ROLE[1], "--sheet", "/dev/null"], ""));
    assert!(shown.contains("is there already"), "a sheet is never written over: {shown}");
    let recorded = said(&confirm_built_in(folder.path(), &["emergency-999", "phone", ROLE[0], ROLE[1]], ""));
    assert!(recorded.contains("by a look at its page"), "{recorded}");
    let kept = confirmed(folder.path());
    assert!(kept.contains("by = \"page\"") && kept.contains("source = \"https://"), "{kept}");
    let listed = said(&confirm_built_in(folder.path(), &["emergency-999"], ""));
    assert!(listed.contains("read on cambs.police.uk") && !listed.contains("own website"), "{listed}");
    for fact in ["privacy", "video", "video-hours", "cost"] {
        let recorded = confirm_built_in(folder.path(), &["emergency-999", fact, ROLE[0], ROLE[1], "--by", "page"], "");
        assert!(recorded.status.success() && said(&recorded).contains("by a look at its page"), "{fact}: {}", said(&recorded));
    }
    let refused = confirm_built_in(folder.path(), &["emergency-999", "text", ROLE[0], ROLE[1], "--by", "phone"], "");
    assert!(said(&refused).contains("nobody rings a number for emergencies") && refused.status.code() == Some(2));
    let refused = said(&confirm_built_in(folder.path(), &["childline", "phone", ROLE[0], ROLE[1], "--by", "page"], ""));
    assert!(
        refused.contains("`phone` is no fact of a service for emergencies") && refused.contains("somebody must ask"),
        "{refused}"
    );
    // The whole ring-round, with its number confirmed and not.
    let shown = said(&confirm_built_in(folder.path(), &ROLE, &"?\n".repeat(2_000)));
    for number in ["999", "112", "18000"] {
        assert!(!shown.contains(&format!("Ring {number}\n")) && !shown.contains(&format!("Ring {number} or")), "{number}");
    }
    assert!(shown.contains("Nobody rings or texts 999 to ask: look at the page"), "{shown}");
    assert!(shown.contains("we print  18000  (Relay UK or textphone)"), "{shown}");
    let letters = folder.path().join(".letters");
    let written = said(&confirm_built_in(folder.path(), &["--letters", letters.to_str().unwrap()], ""));
    assert!(written.contains("numbers for emergencies are in no letter"), "{written}");
    assert!(!letters.join("emergency-999.txt").exists(), "nobody is written to about what its page says");
}

#[test]
fn a_letter_and_a_sheet_say_hours_and_what_stays_private_in_the_words_of_the_people_who_are_asked() {
    let folder = county();
    let lado = folder.path().join("services/northshire-lado.toml");
    let private = "[on_contact]\nkeeps_private = [\"Your name, if you ask.\"]\npasses_on = [\"A child at risk, to the council.\"]\n\
                   source = \"own-site\"\nconfidence = \"high\"\n\n[[source]]";
    fs::write(&lado, fs::read_to_string(&lado).unwrap().replacen("[[source]]", private, 1)).unwrap();
    let letters = folder.path().join(".letters");
    let written = confirm(folder.path(), &["northshire-lado", "--letters", letters.to_str().unwrap()], "");
    assert!(written.status.success(), "{}", said(&written));
    let letter = fs::read_to_string(letters.join("northshire-lado.txt")).unwrap();
    assert!(letter.contains("   Monday to Friday, 9am to 5pm; Saturday and Sunday, closed\n"), "{letter}");
    assert!(
        letter.contains(
            "   What stays private:\n   - Your name, if you ask.\n   What must be passed on, and to whom:\n   - A child"
        )
    );
    let (_, sheet) = sheet(folder.path());
    let rows: Vec<&str> = sheet.lines().filter(|row| row.starts_with("\"northshire-lado\"")).collect();
    assert!(rows.iter().any(|row| row.contains("Monday to Friday, 9am to 5pm")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.contains("stays private: Your name, if you ask. What must be passed on")), "{rows:#?}");
    assert!(rows.iter().all(|row| !row.contains(" | ") && !row.contains("mon 09:00")), "{rows:#?}");
}

#[test]
fn a_day_that_a_spreadsheet_made_a_number_of_is_read_and_one_that_may_be_two_is_refused() {
    let folder = county();
    let (path, text) = sheet(folder.path());
    let file = path.to_str().unwrap();
    let fill = |days: &[&str]| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let rows = lines.iter_mut().skip(1).filter(|row| !row.contains("Do not ring it"));
        for (line, day) in rows.zip(days) {
            *line = line.replacen("\"\",\"\",\"\",\"\",\"\"", &format!("yes,,{day},editor,email"), 1);
        }
        fs::write(&path, lines.join("\n")).unwrap();
        confirm(folder.path(), &["--take-in", file], "")
    };
    let refused = fill(&["11/20/2026", "11/3/2026", "463", "46350"]);
    let shown = said(&refused);
    assert_eq!(refused.status.code(), Some(1), "{shown}");
    assert!(
        shown.contains("\"11/3/2026\" may be one of two days")
            && shown.contains("\"463\" is not a day: write it like 2026-12-01"),
        "{shown}"
    );
    assert_eq!(shown.lines().filter(|line| line.contains(", row ")).count(), 2, "{shown}");
    let taken = fill(&["46350", "24.11.26", "24-Nov-26"]);
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(confirmed(folder.path()).matches("on = 2026-11-24").count(), 3, "{}", confirmed(folder.path()));
}

#[test]
fn a_letter_and_a_sheet_call_each_number_what_we_call_it_and_say_what_we_say_of_other_days() {
    let folder = county();
    let file = folder.path().join("services/northshire-lado.toml");
    let text = fs::read_to_string(&file).unwrap();
    let days = "\n[[contact.hours.exception]]\ndate = 2026-12-28\nopen = [\"10:00-14:00\"]\n\n[[contact.hours.exception]]\ndate = 2026-12-29\nopen = []\n\n";
    fs::write(&file, text.replacen("\n[[source]]", &format!("{days}[[source]]"), 1)).unwrap();
    let letters = folder.path().join(".letters");
    assert!(confirm(folder.path(), &["northshire-lado", "--letters", letters.to_str().unwrap()], "").status.success());
    let letter = fs::read_to_string(letters.join("northshire-lado.txt")).unwrap();
    let other_days = "On bank holidays we say: closed; on 28 December 2026: 10am to 2pm; on 29 December 2026: closed";
    for wanted in ["Phone line: Is this the number", "Phone line: Is this when somebody answers?", other_days] {
        assert!(letter.contains(wanted), "{wanted:?} in {letter}");
    }
    let (_, text) = sheet(folder.path());
    assert!(text.contains(&format!("Phone line: Is this when somebody answers? {other_days}")), "{text}");
}

#[test]
fn enter_after_a_key_throws_no_answer_into_the_next_question_and_b_takes_the_last_one_back() {
    let folder = county();
    let typed = "c\n\n01632 960139\ny\nb\n?\nb\nb\ny\nb\nb\nq\n";
    let shown = said(&confirm(folder.path(), &ROLE, typed));
    assert!(shown.contains("Type what they say it is"), "{shown}");
    assert_eq!(shown.matches("the last answer is taken back").count(), 4, "{shown}");
    assert!(shown.contains("this is the first question"), "{shown}");
    assert!(shown.contains("0 confirmed, 0 changed, 0 could not be told"), "{shown}");
    assert!(!confirmed(folder.path()).contains("[[confirmation]]"), "{}", confirmed(folder.path()));
    let notes = fs::read_to_string(folder.path().join(".ring-round.toml")).unwrap();
    assert!(!notes.contains("[[note]]"), "{notes}");
    let back = said(&confirm(folder.path(), &ROLE, "c\n\n\ny\nq\n"));
    assert!(back.contains("1 confirmed, 0 changed"), "two empty lines lead back to the question: {back}");
}

#[test]
fn services_that_are_named_are_gone_through_and_one_key_passes_over_what_is_left_of_one() {
    let folder = built_in_county();
    let typed = "n\ny\nb\nb\n?\nn\nn\nq\n";
    let names = ["northshire-lado", "samaritans", "northshire-police"];
    let shown = said(&confirm_built_in(folder.path(), &[&names[..], &ROLE].concat(), typed));
    assert!(shown.starts_with("3 services to ask, "), "{shown}");
    assert!(names.iter().all(|name| shown.contains(&format!("({name})"))) && !shown.contains("(childline)"), "{shown}");
    assert!(shown.contains("  In this order: phone, ") && shown.contains("is passed over and asked another time"), "{shown}");
    assert!(
        shown.contains("back to what was passed over") && shown.contains("0 confirmed, 0 changed, 1 could not be told"),
        "{shown}"
    );
    let two = said(&confirm_built_in(folder.path(), &["northshire-lado", "samaritans", ROLE[0], ROLE[1]], "q\n"));
    assert!(two.starts_with("2 services to ask, "), "{two}");
    let one = said(&confirm_built_in(folder.path(), &["northshire-lado", ROLE[0], ROLE[1]], "q\n"));
    assert!(one.starts_with("1 services to ask, "), "{one}");
    let slip = said(&confirm_built_in(folder.path(), &["northshire-lado", "samaritan", "childline", ROLE[0], ROLE[1]], ""));
    assert!(slip.contains("no service called `samaritan`; did you mean `samaritans`?"), "{slip}");
    let of_crisis = shown.split("(northshire-police)").nth(1).unwrap_or(&shown);
    assert!(
        of_crisis.contains("Ask through their office, not on the line itself"),
        "no email is asked for where there is none: {shown}"
    );
}

#[test]
fn a_sheet_of_an_earlier_day_does_not_take_the_place_of_a_later_confirmation() {
    let folder = county();
    let of = |day: &str| {
        let run = confirm(folder.path(), &["northshire-lado", "phone", "--role", "clerk", "--date", day], "");
        said(&run)
    };
    assert!(of("2026-11-20").contains("is confirmed on 2026-11-20"));
    let earlier = of("2026-11-18");
    assert!(earlier.contains("northshire-lado phone: confirmed later already, on 2026-11-20"), "{earlier}");
    let (path, text) = sheet(folder.path());
    let row = text.lines().find(|row| row.contains("northshire-police") && row.contains("\"phone\"")).expect("it is asked for");
    let filled = |day: &str| row.replacen("\"\",\"\",\"\",\"\",\"\"", &format!("yes,,{day},clerk,phone"), 1);
    let head = text.lines().next().unwrap();
    for (day, said_of_it) in [("09/11/2026", "09/11/2026 was read as 9 November 2026"), ("08/11/2026", "confirmed later already")]
    {
        fs::write(&path, format!("{head}\n{}\n", filled(day))).unwrap();
        let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
        assert!(taken.contains(said_of_it), "{taken}");
    }
    let kept = confirmed(folder.path());
    assert!(kept.contains("2026-11-09") && !kept.contains("2026-11-08"), "{kept}");
    fs::write(&path, format!("{head}\n{}\n", filled("24/11/2026").replacen("yes,", "changed,", 1))).unwrap();
    let refused = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
    assert!(refused.contains("row 2: the answer is changed, and what it is now is not said"), "{refused}");
}

#[test]
fn one_key_says_how_a_service_is_asked_and_nobody_is_said_to_have_rung_a_line_that_is_not_rung_to_ask() {
    let folder = built_in_county();
    let shown = said(&confirm_built_in(folder.path(), &ROLE, "y\nh\nx\nm\ny\nq\n"));
    assert!(shown.contains("h how (by email)") && shown.contains("h how (by meeting)"), "{shown}");
    let kept = confirmed(folder.path());
    assert!(kept.contains("by = \"email\"") && kept.contains("by = \"meeting\"") && !kept.contains("by = \"phone\""), "{kept}");
    // What was said of one service is not said of the next; whoever is rung is asked by phone.
    let folder = built_in_county();
    let facts = said(&confirm_built_in(folder.path(), &["--ours", ROLE[0], ROLE[1]], &"?\n".repeat(200)));
    let lado = facts.split("(northshire-lado)").nth(1).unwrap_or_else(|| panic!("{facts}"));
    assert!(lado.contains("Ring 01632 960104") && lado.contains("h how (by phone)"), "{lado}");
    // The same in a sheet, and fact by fact.
    let (path, text) = sheet_by(confirm_built_in, folder.path());
    let row =
        |service: &str| text.lines().find(|row| row.starts_with(&format!("\"{service}\"")) && row.contains("\"phone\"")).unwrap();
    let yes = |service: &str| row(service).replacen("\"\",\"\",\"\",\"\",\"\"", "yes,,2026-12-01,clerk,", 1);
    let head = text.lines().next().unwrap();
    fs::write(&path, format!("{head}\n{}\n{}\n", yes("childline"), yes("northshire-lado"))).unwrap();
    assert!(said(&confirm_built_in(folder.path(), &["--take-in", path.to_str().unwrap()], "")).contains("2 confirmed"));
    assert!(confirm_built_in(folder.path(), &["samaritans", "phone", ROLE[0], ROLE[1]], "").status.success());
    let kept = confirmed(folder.path());
    let by =
        |service: &str| kept.split("[[confirmation]]").find(|one| one.contains(&format!("\"{service}\""))).unwrap().to_owned();
    assert!(by("childline").contains("\"email\"") && by("samaritans").contains("\"email\""), "{kept}");
    assert!(by("northshire-lado").contains("by = \"phone\""), "{kept}");
}

#[test]
fn a_number_or_an_address_that_can_hardly_be_right_is_asked_again_while_somebody_can_ask() {
    for (value, typed, doubt) in [
        ("phone", "01632 96018", "01632 96018 has 10 digits"),
        ("phone", "Free at all times", "digits and single spaces only"),
        ("phone", "01632 9601", "9 digits do not make a phone number"),
    ] {
        let folder = county();
        let (shown, before, after) = changed(folder.path(), value, &format!("{typed}\n01632 960188"));
        assert!(shown.contains(doubt) && shown.contains("Ask them again"), "{typed}: {shown}");
        assert_eq!(after, before.replacen("01632 960101", "01632 960188", 1), "{typed}");
        // Typed once more it is kept for an editor.
        let folder = county();
        let (shown, before, after) = changed(folder.path(), value, &format!("{typed}\n{typed}"));
        assert!(shown.contains(&format!("to \"{typed}\"")), "{shown}");
        assert_eq!(after, before);
    }
    let folder = county();
    let (path, text) = sheet(folder.path());
    let head = text.lines().next().unwrap();
    let row = text.lines().find(|row| row.starts_with("\"northshire-police\"") && row.contains("\"phone\"")).unwrap();
    for (said_now, is_taken) in [("01632 96018", false), ("none any more", true), ("(01632) 960188", true)] {
        let row = row.replacen("\"\",\"\",\"\",\"\",\"\"", &format!("changed,{said_now},2026-12-01,clerk,phone"), 1);
        fs::write(&path, format!("{head}\n{row}\n")).unwrap();
        let taken = confirm(folder.path(), &["--take-in", path.to_str().unwrap(), "--replace"], "");
        assert_eq!(taken.status.success(), is_taken, "{said_now}: {}", said(&taken));
        assert!(is_taken || said(&taken).contains("row 2: \"01632 96018\": 01632 96018 has 10 digits"), "{}", said(&taken));
    }
}

#[test]
fn a_copy_can_ask_its_own_services_alone_by_keys_sheet_and_letters() {
    let folder = county();
    let shown = said(&confirm(folder.path(), &["--ours", ROLE[0], ROLE[1]], "q\n"));
    assert!(shown.starts_with("5 services to ask, "), "{shown}");
    let path = folder.path().join(".ours.csv");
    assert!(confirm(folder.path(), &["--ours", "--sheet", path.to_str().unwrap()], "").status.success());
    let rows = fs::read_to_string(&path).unwrap();
    assert!(rows.lines().skip(1).all(|row| row.starts_with("\"northshire-")) && rows.lines().count() > 5, "{rows}");
    let letters = folder.path().join(".letters");
    assert!(confirm(folder.path(), &["--ours", "--letters", letters.to_str().unwrap()], "").status.success());
    let names: Vec<_> = fs::read_dir(letters).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.len() == 5 && names.iter().all(|name| name.starts_with("northshire-")), "{names:?}");
}

#[test]
fn a_day_to_come_or_long_before_anything_was_written_is_refused_with_the_reason() {
    let folder = county();
    let of = |more: &[&str], day: &str| {
        let run = confirm(folder.path(), &[more, &ROLE, &["--date", day]].concat(), "y\n");
        (run.status.code(), said(&run))
    };
    for (day, why) in [
        ("1999-01-01", "1999-01-01 is too long ago: what northshire-lado confirms holds for"),
        ("2026-10-01", "long before anything of northshire-lado was written here (2026-11-"),
        ("2027-01-01", "2027-01-01 is still to come"),
    ] {
        let (code, shown) = of(&["northshire-lado", "phone"], day);
        assert!(code == Some(2) && shown.contains(why), "{day}: {shown}");
    }
    let (code, shown) = of(&["--ours"], "1999-01-01");
    assert!(code == Some(2) && !shown.contains("we print"), "a ring-round says so before anybody is rung: {shown}");
    let (path, text) = sheet(folder.path());
    let row = text.lines().find(|row| row.contains("northshire-lado") && row.contains("\"phone\"")).unwrap();
    let filled = row.replacen("\"\",\"\",\"\",\"\",\"\"", "yes,,1999-01-01,clerk,phone", 1);
    fs::write(&path, format!("{}\n{filled}\n", text.lines().next().unwrap())).unwrap();
    let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
    assert!(taken.contains("row 2: 1999-01-01 is too long ago"), "{taken}");
    assert!(confirmed(folder.path()).is_empty());
}

#[test]
fn what_a_sheet_brought_back_as_changed_is_offered_as_an_edit_when_the_service_is_asked_about_again() {
    let folder = county_with_101();
    let (path, text) = sheet(folder.path());
    let head = text.lines().next().unwrap();
    let row = text.lines().find(|row| row.starts_with("\"northshire-police\"") && row.contains("\"phone\"")).unwrap();
    let filled = row.replacen("\"\",\"\",\"\",\"\",\"\"", "changed,01632 960199,2026-12-01,clerk,phone", 1);
    fs::write(&path, format!("{head}\n{filled}\n")).unwrap();
    let taken = said(&confirm(folder.path(), &["--take-in", path.to_str().unwrap()], ""));
    assert!(
        taken.contains("waymark confirm northshire-police --role \"clerk\"") && taken.contains("offers to write it there"),
        "{taken}"
    );
    let file = folder.path().join("services/northshire-police.toml");
    let before = fs::read_to_string(&file).unwrap();
    let refused = said(&confirm(folder.path(), &["northshire-police", "--role", "clerk"], "n\nq\n"));
    assert!(refused.contains("said on 2026-12-01 of phone: 01632 960199"), "{refused}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let written = said(&confirm(folder.path(), &["northshire-police", "--role", "clerk"], "y\nq\n"));
    let after = fs::read_to_string(&file).unwrap();
    assert!(written.contains("written and confirmed") && after.contains("01632 960199"), "{written}");
    assert!(confirmed(folder.path()).contains("01632 960199"), "{}", confirmed(folder.path()));
    let again = said(&confirm(folder.path(), &["northshire-police", "--role", "clerk"], "q\n"));
    assert!(!again.contains("said on 2026-12-01 of phone"), "{again}");
}
