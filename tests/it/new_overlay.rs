//! A copy of another region begins with one command, and says later what changed underneath.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use waymark::content::merge_strategy::MERGED;

use super::site_test::{NOW, SiteTest, words};

/// The day on which the content was last worked on: nothing in it is still to come.
const TODAY: &str = "2026-12-01T20:00:00Z";

fn waymark(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command.env("WAYMARK_NOW", TODAY).stdin(Stdio::null()).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const ALL: [&str; 26] = [
    "--region",
    "Northshire",
    "--name",
    "Northshire Help",
    "--address",
    "https://help.northshire.example",
    "--operator",
    "Northshire Safeguarding Partnership",
    "--contact",
    "help@northshire.example",
    "--town",
    "Northby",
    "--police",
    "Northshire Police=01632 960101=https://northshire.example/police",
    "--council",
    "Northshire Council children's services=01632 960102",
    "--council",
    "Southby Council children's services=01632 960107",
    "--night-team",
    "Northshire night team=01632 960103",
    "--lado",
    "Northshire LADO=01632 960104",
    "--sarc",
    "Northshire SARC=01632 960105",
    "--sarc-age",
    "13",
];

fn made(folder: &Path, more: &[&str]) -> Output {
    let all: Vec<&str> = ["new", "overlay", folder.to_str().unwrap()].iter().chain(more).copied().collect();
    waymark(&all)
}

#[test]
fn where_nobody_can_be_asked_a_copy_without_a_nation_says_that_it_is_one_of_england_and_what_to_give() {
    let top = tempfile::tempdir().unwrap();
    let said = text(&made(&top.path().join("unsaid"), &["--region", "Sir Afon"]).stdout);
    assert!(said.contains("this copy is one of England") && said.contains("--within wales"), "{said}");
    let accents = ["--region", "Sir Gwên", "--within", "wales", "--night-team", "Tîm Nos Gwên=01632 960103"];
    let said = text(&made(&top.path().join("said"), &accents).stdout);
    assert!(!said.contains("one of England"), "{said}");
    for file in ["areas/sir-gwen.toml", "services/tim-nos-gwen.toml"] {
        assert!(top.path().join("said").join(file).is_file(), "{file}: {said}");
    }
    let lado = ["--region", "Sir Lôn", "--area", "Gogledd Lôn", "--within", "wales", "--lado", "Swyddog=01632 960104"];
    let two = top.path().join("two");
    assert!(made(&two, &lado).status.success());
    let officer = fs::read_to_string(two.join("services/swyddog.toml")).unwrap();
    assert!(officer.contains("areas = [\"gogledd-lon\"]") && officer.contains("in Gogledd Lôn"), "{officer}");
    assert!(!officer.contains("LADO"), "{officer}");
    assert!(fs::read_to_string(two.join("site.toml")).unwrap().contains("region = \"Sir Lôn\""));
    let refused = waymark(&["new", "service", "Tîm Dydd", "--overlay", top.path().join("said").to_str().unwrap()]);
    assert!(text(&refused.stderr).contains("such as `tim-dydd`"), "{}", text(&refused.stderr));
}

#[test]
fn a_new_overlay_passes_check_with_everything_given_and_with_nothing_but_a_region() {
    let top = tempfile::tempdir().unwrap();
    for (name, given) in [
        ("all", &ALL[..]),
        ("none", &["--region", "Northshire"]),
        ("welsh", &["--region", "Sir Afon", "--within", "wales"]),
        ("scottish", &["--region", "Strathloch", "--within", "scotland"]),
        ("irish", &["--region", "Loughshire", "--within", "northern-ireland"]),
        ("charity", &["--region", "the United Kingdom", "--without-area"]),
    ] {
        let folder = top.path().join(name);
        let run = made(&folder, given);
        assert!(run.status.success(), "{name}: {}{}", text(&run.stdout), text(&run.stderr));
        // Outside England there is one, of what speaks of England alone; where bank holidays are others, another of these.
        let warnings = match name {
            "welsh" => "0 errors, 1 warning",
            "scottish" | "irish" => "0 errors, 2 warnings",
            _ => "0 errors, 0 warnings",
        };
        assert!(text(&run.stdout).contains(warnings), "{name}: {}", text(&run.stdout));
        for file in ["overlay.toml", "site.toml", ".base.toml"] {
            assert!(folder.join(file).is_file(), "{name}: {file}");
        }
        let status = waymark(&["overlay", "status", folder.to_str().unwrap()]);
        assert_eq!(status.status.code(), Some(0), "{name}: {}", text(&status.stdout));
    }
    let all = top.path().join("all");
    let area = fs::read_to_string(all.join("areas/northshire.toml")).unwrap();
    assert!(
        area.contains("northshire-council-childrens-services") && area.contains("southby-council-childrens-services"),
        "{area}"
    );
    let none = fs::read_to_string(top.path().join("none/areas/northshire.toml")).unwrap();
    let police = fs::read_to_string(all.join("services/northshire-police.toml")).unwrap();
    assert!(police.contains("compared = false"), "nobody has held it against its page: {police}");
    assert!(!none.contains("northshire-") && none.contains("nhs-sarc-finder"), "nothing is made up: {none}");
    assert!(!top.path().join("none/services").exists());
}

/// A sound copy with one service that was given.
fn county(option: &str, given: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = made(&folder.path().join("county"), &["--region", "Northshire", option, given]);
    assert!(run.status.success() && text(&run.stdout).contains("0 errors, 0 warnings"), "{}", text(&run.stdout));
    folder
}

#[test]
fn a_police_force_on_101_begins_without_a_warning_and_stands_alone_with_the_hours_of_its_number() {
    let top = county("--police", "Northshire Police=101=https://northshire.example/police");
    let folder = top.path().join("county");
    let police = fs::read_to_string(folder.join("services/northshire-police.toml")).unwrap();
    assert!(
        police.contains("always = true") && police.contains("its hours are those of Police non-emergency number (101)"),
        "{police}"
    );
    let area = fs::read_to_string(folder.join("areas/northshire.toml")).unwrap();
    let (_, jobs) = area.split_once("police = [").unwrap();
    assert!(jobs.starts_with("\n  { service = \"northshire-police\" },\n]"), "readers are not given 101 twice: {area}");
}

#[test]
fn a_service_that_has_only_an_email_address_is_taken_up_by_it() {
    let top = county("--lado", "Northshire LADO=lado@northshire.example");
    let lado = fs::read_to_string(top.path().join("county/services/northshire-lado.toml")).unwrap();
    assert!(lado.contains("kind = \"email\"") && lado.contains("value = \"lado@northshire.example\""), "{lado}");
    assert!(!lado.contains("kind = \"phone\""), "{lado}");
}

#[test]
fn the_sexual_assault_centre_of_a_new_copy_may_be_put_first_in_an_answer_for_young_people() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    assert!(made(&folder, &ALL).status.success());
    // As docs/run-your-own-copy.md shows it.
    let docs = fs::read_to_string("docs/run-your-own-copy.md").unwrap();
    let (_, example) = docs.split_once("  [[outcome]]\n").expect("an answer in the documentation");
    let (example, _) = example.split_once("  ```").unwrap();
    assert!(example.contains("northshire-sarc"), "{example}");
    fs::write(folder.join("routing.toml"), format!("[[outcome]]\n{}", example.replace("\n  ", "\n").trim_start())).unwrap();
    let run = waymark(&["check", "--overlay", folder.to_str().unwrap()]);
    assert!(run.status.success() && text(&run.stdout).contains("0 errors, 0 warnings"), "{}", text(&run.stdout));
}

/// What the answer for under-18s about care after an assault shows of a copy with these options.
fn care_for_under_18s(more: &[&str]) -> String {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    let given = [&["--region", "Northshire", "--sarc", "The Willows=01632 960105"], more].concat();
    let run = made(&folder, &given);
    assert!(run.status.success() && text(&run.stdout).contains("0 errors, 0 warnings"), "{}", text(&run.stdout));
    let copy = SiteTest::built_in().overlay(folder.to_str().unwrap());
    let adult = words(&copy.page_at("/report/o4", NOW));
    assert!(adult.contains("The Willows"), "{adult}");
    words(&copy.page_at("/report/o12-7", NOW))
}

#[test]
fn nobody_under_18_is_told_to_ring_a_centre_of_which_nobody_said_that_they_may() {
    for unknown in [&[][..], &["--sarc-age", "16"]] {
        let shown = care_for_under_18s(unknown);
        assert!(!shown.contains("The Willows") && !shown.contains("960105"), "{shown}");
        let (_, northshire) = shown.split_once(" Northshire ").unwrap();
        assert!(northshire.starts_with("NHS sexual assault referral centres"), "{shown}");
    }
    let shown = care_for_under_18s(&["--sarc-age", "13"]);
    assert!(shown.contains("Northshire The Willows 01632 960105"), "{shown}");
}

#[test]
fn the_age_from_which_people_may_ring_a_centre_is_printed_beside_its_number_once_it_is_known() {
    let top = tempfile::tempdir().unwrap();
    let sarc = |name: &str, age: &[&str]| {
        let folder = top.path().join(name);
        let given = [&["--region", "Northshire", "--sarc", "The Willows=01632 960105"], age].concat();
        let run = made(&folder, &given);
        assert!(run.status.success() || age == ["--sarc-age", "sixteen"], "{}", text(&run.stderr));
        fs::read_to_string(folder.join("services/the-willows.toml")).unwrap_or_else(|_| text(&run.stderr))
    };
    let known = sarc("known", &["--sarc-age", "16"]);
    assert!(known.contains("note = \"If you are 16 or over you can ring yourself.\""), "{known}");
    let unknown = sarc("unknown", &[]);
    assert!(!unknown.contains("or over") && unknown.contains("add \"young-people\""), "{unknown}");
    assert!(sarc("wrong", &["--sarc-age", "sixteen"]).contains("write an age from 0 to 18"));
}

#[test]
fn a_new_overlay_is_never_written_over_another_or_from_what_cannot_be_right() {
    let top = tempfile::tempdir().unwrap();
    fs::write(top.path().join("site.toml"), "").unwrap();
    for (folder, given, said) in [
        (".", &["--region", "Northshire"][..], "not empty"),
        ("a", &[], "--region NAME"),
        ("b", &["--region", "Essex"], "is a built-in name"),
        ("c", &["--region", "Northshire", "--police", "Northshire Police=01632 96"], "how Northshire Police is reached"),
        ("d", &["--region", "Northshire", "--police", "Northshire Police"], "write NAME=NUMBER"),
        ("e", &["--region", "Northshire", "--police", "Childline=01632 960101"], "`childline`"),
        ("f", &["--region", "Northshire", "--address", "help.northshire.example"], "the public address is https://"),
        ("g", &["--region", "Northshire", "--address", "https://help.northshire.example/"], "without a slash at the end"),
        ("h", &["--region", "Northshire", "--contact", "ring us"], "neither an email"),
        ("i", &["--region", "Northshire", "--police", "A=01632 960101=http://a.example"], "is not an https address"),
        ("j", &["--region", "Northshire", "--police", "A=01632 960101=https://a b"], "the page of A"),
        ("k", &["--region", "Northshire", "--police", "Northshire Police=01632 96010"], "10 digits are rare"),
        ("m", &["--region", "Northshire", "--lado", "Northshire LADO=lado@"], "neither a telephone number nor an email address"),
        ("l", &["--region", "Northshire", "--police", "Northshire Police=110"], "3 digits are rare"),
    ] {
        let run = made(&top.path().join(folder), given);
        assert_eq!(run.status.code(), Some(2), "{folder}");
        assert!(text(&run.stderr).contains(said), "{folder}: {}", text(&run.stderr));
        assert!(!top.path().join(folder).join("overlay.toml").exists());
    }
}

#[test]
fn a_new_service_and_a_new_area_list_the_needs_and_areas_and_jobs_there_are() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    assert!(made(&folder, &["--region", "Northshire"]).status.success());
    let path = folder.to_str().unwrap();
    assert!(waymark(&["new", "service", "my-line", "--overlay", path]).status.success());
    let service = fs::read_to_string(folder.join("services/my-line.toml")).unwrap();
    for line in
        ["#   \"worried-child\": I'm worried about a child", "#   \"northshire\": Northshire", "#   \"uk\": everywhere in the UK"]
    {
        assert!(service.contains(line), "{line}: {service}");
    }
    assert!(!service.contains("#   \"essex\""), "what the copy leaves out is not offered");
    for key in [
        "# [contact.hours]",
        "# mon = [\"09:00-17:00\"]",
        "# [[contact.hours.exception]]",
        "# [on_contact.limit]",
        "# [[notice]]",
    ] {
        assert!(service.contains(key), "{key}: {service}");
    }
    let without_marks: String = service
        .lines()
        .filter(|line| line.starts_with("# [") || !line.starts_with('#'))
        .flat_map(|line| [line.trim_start_matches("# "), "\n"])
        .collect();
    assert!(toml::from_str::<toml::Value>(&without_marks).is_ok(), "{without_marks}");
    assert!(waymark(&["new", "area", "southby", "--overlay", path]).status.success());
    let area = fs::read_to_string(folder.join("areas/southby.toml")).unwrap();
    assert!(area.contains("[jobs]") && area.contains("lado = ["), "{area}");
    assert!(toml::from_str::<toml::Value>(&area).is_ok(), "{area}");
}

#[test]
fn a_built_in_service_is_copied_to_be_corrected_and_its_name_is_not_covered_by_an_empty_file() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    assert!(made(&folder, &["--region", "Northshire"]).status.success());
    let path = folder.to_str().unwrap();
    let new = waymark(&["new", "service", "childline", "--overlay", path]);
    let copy = format!("waymark overlay copy services/childline.toml --overlay {path}");
    assert!(new.status.code() == Some(2) && text(&new.stderr).contains(&copy), "{}", text(&new.stderr));
    let arguments: Vec<&str> = copy.split(' ').skip(1).collect();
    assert!(waymark(&arguments).status.success());
    assert_eq!(
        fs::read_to_string(folder.join("services/childline.toml")).unwrap(),
        fs::read_to_string("content/services/childline.toml").unwrap()
    );
    for (called, file) in
        [("napac", "services/napac.toml"), ("content/services/kooth.toml", "services/kooth.toml"), ("/apps", "pages/apps.md")]
    {
        let run = waymark(&["overlay", "copy", called, "--overlay", path]);
        assert!(
            run.status.success() && folder.join(file).is_file(),
            "as it is called elsewhere: {called}: {}",
            text(&run.stderr)
        );
        fs::remove_file(folder.join(file)).unwrap();
    }
    let status = waymark(&["overlay", "status", path]);
    assert!(
        status.status.success() && text(&status.stdout).contains("covers: what is below is not read\n  services/childline.toml")
    );
    for (file, said) in [
        ("services/childline.toml", "is there already"),
        ("services/childlin.toml", "did you mean services/childline.toml?"),
        ("site.toml", "write a file of that name with only what differs"),
    ] {
        let run = waymark(&["overlay", "copy", file, "--overlay", path]);
        assert!(run.status.code() == Some(2) && text(&run.stderr).contains(said), "{file}: {}", text(&run.stderr));
    }
}

#[test]
fn the_status_of_an_overlay_says_what_changed_underneath_and_forgets_what_was_accepted() {
    let top = tempfile::tempdir().unwrap();
    let (content, folder) = (top.path().join("content"), top.path().join("county"));
    assert!(Command::new("cp").args(["-r", "content"]).arg(&content).status().unwrap().success());
    assert!(made(&folder, &ALL).status.success());
    fs::create_dir_all(folder.join("pages")).unwrap();
    fs::copy("content/pages/about.md", folder.join("pages/about.md")).unwrap();
    let status = |more: &[&str]| {
        let all = ["overlay", "status", folder.to_str().unwrap(), "--content", content.to_str().unwrap()];
        let run = waymark(&[&all, more].concat());
        (run.status.code(), text(&run.stdout) + &text(&run.stderr))
    };
    let (code, shown) = status(&[]);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("if yours had the name first, give it another") && shown.contains("  pages/about.md\n"), "{shown}");
    assert!(shown.contains("site.toml: changes address, name, operator.name, region; adds operator.contact"), "{shown}");
    assert!(status(&["--accept", "pages/about.md"]).1.contains("nothing changed underneath"));
    let change = |file: &str, old: &str, new: &str| {
        let path = content.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file}");
        fs::write(path, text.replacen(old, new, 1)).unwrap();
    };
    change("pages/about.md", "Nobody pays to be here", "Nobody pays us to be here");
    change("site.toml", "https://waymark.example", "https://other.example");
    fs::write(content.join("services/northshire-police.toml"), "name = \"x\"\n").unwrap();
    let (code, shown) = status(&[]);
    assert_eq!(code, Some(1), "{shown}");
    for part in [
        "-- A public page bears out each fact before we show it, or the people who run this site gave it themselves. Nobody pays to be here",
        "+- A public page bears out each fact before we show it, or the people who run this site gave it themselves. Nobody pays us to be here",
        "was \"https://waymark.example\"",
        "is  \"https://other.example\"",
        "services/northshire-police.toml: a clash.",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let checked = || {
        let run = waymark(&["check", "--overlay", folder.to_str().unwrap(), "--content", content.to_str().unwrap()]);
        text(&run.stdout)
    };
    let changed = format!("{}/pages/about.md: what this file was laid over has changed since", folder.display());
    assert!(checked().contains(&changed) && checked().contains("`waymark overlay status"), "{}", checked());
    assert_eq!(status(&["--accept", "all"]).0, Some(0));
    assert!(!checked().contains("has changed since"), "{}", checked());
    fs::remove_file(content.join("pages/about.md")).unwrap();
    let (code, shown) = status(&[]);
    assert!(code == Some(1) && shown.contains("pages/about.md: what it covered is not there any more"), "{shown}");
    let (code, shown) = status(&["--accept", "pages/abuot.md"]);
    assert!(code == Some(2) && shown.contains("its files are"), "{shown}");
}

#[test]
fn a_built_in_file_that_takes_the_name_of_a_service_begun_with_new_is_called_a_clash() {
    let top = tempfile::tempdir().unwrap();
    let (content, folder) = (top.path().join("content"), top.path().join("county"));
    assert!(Command::new("cp").args(["-r", "content"]).arg(&content).status().unwrap().success());
    assert!(made(&folder, &["--region", "Northshire"]).status.success());
    let new = waymark(&["new", "service", "northshire-line", "--overlay", folder.to_str().unwrap()]);
    assert!(
        text(&new.stdout).contains("name it in [jobs]") && text(&new.stdout).contains("routing.toml"),
        "{}",
        text(&new.stdout)
    );
    fs::write(content.join("services/northshire-line.toml"), "name = \"x\"\n").unwrap();
    let status = waymark(&["overlay", "status", folder.to_str().unwrap(), "--content", content.to_str().unwrap()]);
    assert!(text(&status.stdout).contains("services/northshire-line.toml: a clash."), "{}", text(&status.stdout));
}

#[test]
fn a_copied_file_that_readers_would_see_nothing_of_says_so_and_so_does_check() {
    let top = tempfile::tempdir().unwrap();
    let folder = top.path().join("county");
    assert!(made(&folder, &["--region", "Northshire"]).status.success());
    let (path, overlay) = (folder.to_str().unwrap(), folder.join("overlay.toml"));
    let old = fs::read_to_string(&overlay).unwrap();
    fs::write(&overlay, format!("without = [\"services/kooth.toml\"]\n{old}")).unwrap();
    let copied = text(&waymark(&["overlay", "copy", "services/kooth.toml", "--overlay", path]).stdout);
    assert!(copied.contains("take \"services/kooth.toml\" out of `without`"), "{copied}");
    let check = text(&waymark(&["check", "--overlay", path]).stdout);
    assert!(check.contains("kooth.toml is a file of this copy, and is left out here"), "{check}");
    let copied = text(&waymark(&["overlay", "copy", "services/essex-police.toml", "--overlay", path]).stdout);
    assert!(copied.contains("it helps only in essex, southend, thurrock"), "{copied}");
}

#[test]
fn the_documentation_names_each_file_that_is_merged() {
    let page = fs::read_to_string("docs/run-your-own-copy.md").unwrap();
    let (_, page) = page.split_once("## How your files").expect("the part with the table");
    for manner in MERGED {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}`", manner.file)));
        let row = row.unwrap_or_else(|| panic!("docs/run-your-own-copy.md has a row for {}", manner.file));
        for (list, key) in manner.entries {
            assert!(row.contains(&format!("`{list}` by `{key}`")), "{row}: {list} by {key}");
        }
        for list in manner.added {
            assert!(row.contains(&format!("`{list}`")), "{row}: {list}");
        }
    }
}

/// A county with one area, and `new area` with what is given of another.
fn with_second_area(top: &Path, more: &[&str]) -> (std::path::PathBuf, Output) {
    let folder = top.join("two");
    let one: Vec<&str> = ALL.iter().copied().filter(|word| !word.contains("Southby")).collect();
    // The option before it goes with it.
    let at = one.windows(2).position(|pair| pair == ["--council", "--night-team"]).unwrap();
    let one: Vec<&str> = one.iter().enumerate().filter(|(number, _)| *number != at).map(|(_, word)| *word).collect();
    let made = made(&folder, &one);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let run = waymark(&[&["new", "area", "southby", "--overlay", folder.to_str().unwrap()], more].concat());
    (folder, run)
}

#[test]
fn a_second_area_with_its_council_night_team_and_places_passes_check_at_once_and_shares_the_rest() {
    let top = tempfile::tempdir().unwrap();
    let council = ["--council", "Southby Council children's services=01632 960107"];
    let night = ["--night-team", "Southby night team=01632 960108"];
    let (folder, run) =
        with_second_area(top.path(), &[&council[..], &night[..], &["--place", "Upper Southby", "--place", "Lowford"]].concat());
    assert!(run.status.success(), "{}", text(&run.stderr));
    let check = waymark(&["check", "--overlay", folder.to_str().unwrap()]);
    assert!(text(&check.stdout).contains("0 errors, 0 warnings"), "{}", text(&check.stdout));
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let area = read("areas/southby.toml");
    for line in ["name = \"Southby\"", "within = \"england\"", "places = [\"Upper Southby\", \"Lowford\"]", "order = 2"] {
        assert!(area.contains(line), "{line}: {area}");
    }
    for own in
        ["southby-council-childrens-services", "southby-night-team", "northshire-police", "northshire-lado", "northshire-sarc"]
    {
        assert!(area.contains(&format!("service = \"{own}\"")), "{own}: {area}");
    }
    assert!(!area.contains("northshire-night-team") && !area.contains("northshire-council"), "another council's: {area}");
    assert!(area.contains("service = \"police-101\""), "the nation's way behind a team whose hours are not known: {area}");
    let document = fs::read_to_string("docs/run-your-own-copy.md").unwrap();
    let documented =
        document.split("```toml\n").find(|block| block.starts_with("name = \"Southby\"")).unwrap().split("```").next().unwrap();
    let parsed = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(parsed(documented), parsed(&area), "the document shows what is written: {area}");
    for shared in ["police", "lado", "sarc"] {
        assert!(
            read(&format!("services/northshire-{shared}.toml")).contains("areas = [\"northshire\", \"southby\"]"),
            "{shared}"
        );
    }
    assert!(read("services/southby-night-team.toml").contains("areas = [\"southby\"]"));
    let status = waymark(&["overlay", "status", folder.to_str().unwrap()]);
    assert_eq!(status.status.code(), Some(0), "{}", text(&status.stdout));
    let again = waymark(&["new", "area", "southby", "--overlay", folder.to_str().unwrap(), "--name", "Southby"]);
    assert!(text(&again.stderr).contains("is there already"), "{}", text(&again.stderr));
}

#[test]
fn a_town_in_two_areas_is_a_warning_and_an_area_without_a_council_gives_the_nations_way() {
    let top = tempfile::tempdir().unwrap();
    let (folder, run) = with_second_area(top.path(), &["--place", "northby"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let area = fs::read_to_string(folder.join("areas/southby.toml")).unwrap();
    assert!(area.contains("children-services = [\n  { service = \"govuk-report-child-abuse\""), "{area}");
    let check = text(&waymark(&["check", "--overlay", folder.to_str().unwrap()]).stdout);
    assert!(check.contains("0 errors, 1 warning"), "{check}");
    assert!(check.contains("northby is a place of Northshire and of Southby"), "{check}");
}
