//! Three copies of other people's: a county, a Welsh county, and a charity without an area. Each is a small folder, and nothing of the
//! home region is left in any byte that any of them gives out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SiteTest, words};

const COPIES: [&str; 3] = ["tests/fixtures/county", "tests/fixtures/welsh-county", "tests/fixtures/charity"];

fn copy(folder: &str) -> SiteTest {
    SiteTest::built_in().overlay(folder)
}

/// What names the home region, in lower case: its areas, and the services that help nowhere else.
fn names_of_the_home_region() -> BTreeSet<String> {
    let home = SiteTest::built_in().site();
    let local: BTreeSet<&str> = home.areas.iter().filter(|area| area.is_local).map(|area| area.id.as_str()).collect();
    let services = home
        .services
        .values()
        .filter(|service| !service.areas.is_empty() && service.areas.iter().all(|area| local.contains(area.as_str())));
    let names = services.flat_map(|service| [service.id.to_string(), service.name.clone()]);
    let areas =
        ["essex", "southend", "thurrock", "chelmsford", "basildon", "canvey", "sericc", "oakwood place"].map(str::to_owned);
    names.chain(areas).map(|name| name.to_lowercase()).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Every place where a name of the home region stands in what a copy gives out.
fn left_over(folder: &str, names: &BTreeSet<String>) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().join("export");
    let run = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .env("WAYMARK_NOW", NOW)
        .args(["export", "--overlay", folder])
        .arg(&to)
        .output()
        .unwrap();
    assert!(run.status.success(), "{folder}: {}", String::from_utf8_lossy(&run.stderr));
    let mut all = Vec::new();
    files(&to, &mut all);
    assert!(all.len() > 200, "{folder}: {} files", all.len());
    let mut found = Vec::new();
    for file in all.iter().filter(|file| !file.extension().is_some_and(|ending| ending == "br" || ending == "gz")) {
        let name = file.strip_prefix(&to).unwrap().display().to_string();
        let text = String::from_utf8_lossy(&fs::read(file).unwrap()).replace('’', "'").to_lowercase();
        for wanted in names.iter().filter(|wanted| text.contains(*wanted) || name.to_lowercase().contains(*wanted)) {
            let at = text.find(wanted).unwrap_or(0);
            let around: String = text[at..].chars().take(60).collect();
            found.push(format!("{folder}: {name}: {wanted}: {around}"));
        }
    }
    found
}

#[test]
fn nothing_of_the_home_region_stands_in_any_byte_that_a_copy_gives_out() {
    let names = names_of_the_home_region();
    assert!(names.len() > 20 && names.contains("essex police"), "{names:?}");
    let found = std::thread::scope(|scope| {
        let runs = COPIES.map(|folder| scope.spawn(|| left_over(folder, &names)));
        runs.into_iter().flat_map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found[..found.len().min(40)].join("\n"));
}

#[test]
fn each_copy_is_sound_and_small() {
    for folder in COPIES {
        let of_another_nation = usize::from(folder.ends_with("welsh-county"));
        let found = copy(folder).diagnostics();
        assert_eq!(found.len(), of_another_nation, "{folder}: {found:?}");
        let mut all = Vec::new();
        files(Path::new(folder), &mut all);
        let bytes: u64 = all.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
        assert!(bytes < 20_000, "{folder} has {bytes} bytes");
    }
}

#[test]
fn a_copy_of_another_nation_is_no_region_of_england_and_its_own_nation_is_not_elsewhere() {
    let test = copy(COPIES[1]);
    let report = test.page_at("/report", NOW);
    let said = words(&report);
    assert!(said.contains("Elsewhere in Wales") && !said.contains("Elsewhere in England"));
    assert!(said.contains("England, Scotland or Northern Ireland: ring 101"));
    assert!(!said.contains("Wales or Northern Ireland: ring 101") && !said.contains("Outside England"));
    let home = test.page_at("/", NOW);
    assert!(home.body.contains("A child in <a href=\"/services/govuk-report-child-abuse\">England</a>"), "{}", home.body);
    let home_region = SiteTest::built_in().page_at("/report", NOW);
    let said = words(&home_region);
    assert!(said.contains("Elsewhere in England") && said.contains("Wales, Scotland or Northern Ireland: ring 101"));
    let charity = words(&copy(COPIES[2]).page_at("/report", NOW));
    assert!(!charity.contains("Elsewhere in England"), "nothing of England stands before it");
}

#[test]
fn what_speaks_of_another_nation_alone_is_one_warning_until_the_copy_has_its_own() {
    let fault = copy(COPIES[1]).finds(Kind::LeftOver, "content/areas/sir-afon.toml");
    for named in ["/schools/guidance", "/when-nobody-acts", "/staying-in-control"] {
        assert!(fault.message.contains(named), "{named}: {}", fault.message);
    }
    for not_named in ["/the-law", "/crisis", "o26-2", "o12-7"] {
        assert!(!fault.message.contains(not_named), "{not_named}: {}", fault.message);
    }
    let own = copy(COPIES[1]).change("content/pages/staying-in-control.md", "nations = [\"england\"]", "nations = [\"wales\"]");
    let message = own.finds(Kind::LeftOver, "content/areas/sir-afon.toml").message;
    assert!(message.contains("/staying-in-control line "), "one key is not enough: a sentence is of England still: {message}");
    let written =
        copy(COPIES[1]).change("content/pages/staying-in-control.md", "nations = [\"england\"]", "nations = [\"wales\"]");
    let text = written.tree().text("content/pages/staying-in-control.md").unwrap().replace("England", "Wales");
    let message =
        written.file("content/pages/staying-in-control.md", &text).finds(Kind::LeftOver, "content/areas/sir-afon.toml").message;
    assert!(!message.contains("/staying-in-control"), "{message}");
    let in_england = copy(COPIES[0]).diagnostics();
    assert!(in_england.is_empty(), "{in_england:?}");
}

#[test]
fn a_sentence_that_speaks_of_another_nation_alone_is_listed_with_its_line_where_its_page_speaks_to_all() {
    let page = "content/pages/family-support.md";
    let line_of = |text: &str, words: &str| text.lines().position(|line| line.contains(words)).unwrap() + 1;
    let listed = |test: &SiteTest| test.finds(Kind::LeftOver, "content/areas/sir-afon.toml").message;
    let welsh = copy(COPIES[1]);
    let text = welsh.tree().text(page).unwrap().to_owned();
    let line = line_of(&text, "and in England the");
    assert!(
        listed(&welsh).contains(&format!("/family-support lines {} and {line}", line_of(&text, "\"In England, for"))),
        "{}",
        listed(&welsh)
    );
    for not_listed in [
        "/help-made-for-you lines",
        "/emergency",
        "/thoughts line",
        "/abused-in-the-past",
        "/index",
        "/worried-about-someone line",
    ] {
        assert!(!listed(&welsh).contains(not_listed), "{not_listed}: {}", listed(&welsh));
    }
    let mended = copy(COPIES[1]).change(page, "\"In England, for", "\"For").change(page, "and in England the", "and the");
    assert!(!listed(&mended).contains("/family-support line"), "{}", listed(&mended));
    for (added, is_found) in [
        ("Ofsted looks into it.", true),
        ("In England and Wales, ask the police.", false),
        ("In England ask the council, and in Wales ask it too.", false),
        ("The Church of England has its own team.", false),
    ] {
        let added = copy(COPIES[1]).append("content/pages/emergency.md", added);
        assert_eq!(listed(&added).contains("/emergency line"), is_found, "{}", listed(&added));
    }
}

#[test]
fn each_copy_is_called_what_it_is_called_and_says_who_runs_it() {
    for (folder, name, operator) in [
        (COPIES[0], "Northshire Waymark", "Northshire Safeguarding Partnership"),
        (COPIES[1], "Help in Sir Afon", "Sir Afon Council"),
        (COPIES[2], "The Lantern", "The Lantern Charity"),
    ] {
        let home = copy(folder).page_at("/", NOW);
        assert!(home.body.contains(&format!("<title>{name}</title>")), "{folder}");
        assert!(copy(folder).page_at("/about", NOW).body.contains(operator), "{folder}");
    }
}

#[test]
fn what_is_only_true_of_the_home_copy_is_left_out_of_another_unless_it_says_so() {
    let said = [
        ("/about", "neither the police nor the services it lists run it", "independent"),
        ("/stay-private", "Our server writes a short log", "short-log"),
        ("/accessibility", "Automated tests open every page", "tested"),
        ("/about", "Where did this site come from?", "began-here"),
        ("/about", "What has changed since 2020?", "began-here"),
    ];
    for (page, sentence, claim) in said {
        let shown = |test: &SiteTest| words(&test.page_at(page, NOW)).contains(sentence);
        assert!(shown(&SiteTest::built_in()), "{page}: {sentence}");
        let charity = copy(COPIES[2]);
        assert!(!shown(&charity), "{page}: {sentence}");
        if claim != "began-here" {
            assert!(shown(&charity.append("content/overlay.toml", &format!("says = [\"{claim}\"]"))), "{page}: {claim}");
        }
    }
    let figures = |test: &SiteTest| test.site().pages.keys().any(|page| page.as_str() == "/proof");
    assert!(figures(&SiteTest::built_in()) && !figures(&copy(COPIES[0])));
    let overlay = "content/overlay.toml";
    copy(COPIES[0]).append(overlay, "says = [\"true\"]").finds(Kind::WrongValue, overlay);
    let about = "content/pages/about.md";
    let fault =
        SiteTest::built_in().change(about, "::only-if independent", "::only-if independant").finds(Kind::Directive, about);
    assert!(fault.help.unwrap().contains("independent"));
}

#[test]
fn a_fault_names_the_file_and_line_of_the_overlay_or_the_built_in_one() {
    let site = "content/site.toml";
    let fault = copy(COPIES[1]).append(site, "[leave]\naddress = \"nowhere\"").finds(Kind::Address, site);
    let text = copy(COPIES[1]).tree().text(site).unwrap().lines().count();
    assert_eq!(fault.place.line as usize, text + 3, "{fault:?}");
    let below = copy(COPIES[1]).file("content/.below/site.toml", "nam = \"x\"");
    below.finds(Kind::UnknownKey, "content/.below/site.toml");
    let mut found = below.diagnostics();
    below.tree().name_really(&mut found);
    assert!(found.iter().any(|fault| &*fault.place.file == "built-in content/site.toml"), "{found:#?}");
}

#[test]
fn what_was_renamed_says_what_it_is_called_now() {
    let overlay = "content/overlay.toml";
    let test = SiteTest::built_in().file(overlay, "without = [\"services/thinkuknow.toml\"]");
    let fault = test.finds(Kind::UnknownReference, overlay);
    assert_eq!(fault.help.as_deref(), Some("it is called `services/ceop-education.toml` now"));
    let page = "content/pages/about.md";
    let fault = SiteTest::built_in().append(page, "[They](service:thinkuknow) help.").finds(Kind::UnknownReference, page);
    assert_eq!(fault.help.as_deref(), Some("it is called `ceop-education` now"));
}

#[test]
fn no_page_of_a_copy_shows_the_day_on_which_other_people_compared_it() {
    let compared = |test: &SiteTest, page: &str, now: &str| {
        let shown = words(&test.page_at(page, now));
        ["Facts last compared", "Last checked on", "Not re-checked since"].into_iter().find(|line| shown.contains(line))
    };
    for folder in COPIES {
        for page in ["/", "/crisis", "/the-law", "/services/childline", "/report"] {
            assert_eq!(compared(&copy(folder), page, NOW), None, "{folder}: {page}");
        }
        let late = compared(&copy(folder), "/services/childline", "2027-09-01T09:00:00Z");
        assert_eq!(late, Some("Not re-checked since"), "{folder}: nobody has looked for too long");
        let data = copy(folder).page_at("/facts.json", NOW).body;
        let childline = data.split_once("\"childline\"").unwrap().1.split("\"facts\"").next().unwrap();
        assert!(!childline.contains("\"checked\""), "{folder}: {childline}");
    }
    let own = "[[review]]\nof = \"/the-law\"\nchecked = 2026-11-22\ndue = 2027-01-10\n";
    let shown = words(&copy(COPIES[0]).append("content/overlay.toml", own).page_at("/the-law", NOW));
    assert!(shown.contains("Facts last compared with public pages on 22 November 2026"), "{shown}");
    let correction = SiteTest::built_in().file("content/overlay.toml", "short_addresses = []\n");
    assert!(
        compared(&correction, "/the-law", NOW).is_some(),
        "a folder that corrects the home region's own content is no other copy"
    );
}

#[test]
fn services_of_other_nations_alone_stand_apart_from_the_copys_own_in_every_list_and_none_is_lost() {
    let (welsh, home) = (copy(COPIES[1]), SiteTest::built_in());
    let site = welsh.site();
    for service in site.shown_services() {
        let is_for_wales = service.areas.iter().any(|area| ["wales", "uk", "worldwide", "sir-afon"].contains(&area.as_str()));
        assert_eq!(site.is_elsewhere(service), !is_for_wales, "{}", service.id);
    }
    for page in ["/services", "/your-list", "/open-now"] {
        let said = words(&welsh.page_at(page, NOW));
        let (own, elsewhere) = said.rsplit_once("Elsewhere in the UK").unwrap_or_else(|| panic!("{page}: {said}"));
        for of_others in ["National Domestic Abuse Helpline", "Lifeline (Northern Ireland)"] {
            assert!(!own.contains(of_others) && elsewhere.contains(of_others), "{page}: {of_others}: {own}");
        }
        assert!(
            elsewhere.contains("For people in England.") && elsewhere.contains("For people in Northern Ireland."),
            "{page}: {elsewhere}"
        );
        assert!(own.contains("Live Fear Free") && own.contains("Childline"), "{page}: {own}");
        let at_home = home.page_at(page, NOW);
        assert!(!at_home.body.contains("Elsewhere in the UK") && !words(&at_home).contains("For people in England"), "{page}");
    }
    assert!(words(&welsh.page_at("/services", NOW)).contains("National Domestic Abuse Helpline (England)"));
    let card = words(&welsh.page_at("/services/national-domestic-abuse-helpline", NOW));
    assert!(card.contains("For people in England."), "{card}");
}

#[test]
fn search_and_open_data_of_a_copy_give_services_of_other_nations_alone_after_its_own() {
    use waymark::clock::Moment;
    use waymark::oruk::Register;
    let site = copy(COPIES[1]).site();
    let ranked = super::search::forms(copy(COPIES[1]).tree()).ranking("domestic abuse helpline");
    let found: Vec<&str> = ranked.iter().map(|hit| hit.path.as_str()).collect();
    let is_elsewhere = |path: &str| site.shown_services().any(|service| service.address() == path && site.is_elsewhere(service));
    for part in [&found[..3], &found[3..]] {
        let turns: Vec<bool> = part.iter().map(|path| is_elsewhere(path)).collect();
        assert!(turns.is_sorted(), "{found:?}");
    }
    assert!(found.iter().any(|path| is_elsewhere(path)), "it is still found: {found:?}");
    let register = Register::of(&site, &Moment::at(NOW.parse().unwrap()));
    let all = register.answer("/oruk/v3/services", "per_page=100").body;
    let at = |name: &str| all.find(&format!("\"name\":\"{name}\"")).unwrap_or_else(|| panic!("{name}: {all}"));
    assert!(at("YoungMinds Parents Helpline") < at("Lifeline (Northern Ireland)"), "{all}");
}
