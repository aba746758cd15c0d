//! Whatever is printed stands whole on its sheet, its strips and its cards, or is refused at its line with what to shorten; and no
//! correction of a fact is ever refused.

use std::fs;
use std::path::Path;
use std::process::Command;

use waymark::content::{self, source::SourceTree};
use waymark::diagnostic::{Diagnostic, Kind};
use waymark::paper;
use waymark::render::document::RenderedDocument;
use waymark::site::contact::{ContactKind, ContactValue, PhoneNumber};
use waymark::site::{Site, assemble};

use super::site_test::{NOW, SiteTest, copy, words};

const POSTERS: &str = "content/posters.toml";
const COUNTY: [&str; 2] = ["tests/fixtures/county", "tests/fixtures/county-on-paper"];

/// The county with a long host and four numbers.
fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for from in COUNTY {
        copy(Path::new(from), folder.path());
    }
    folder
}

/// A poster that fits, but for what is asked.
fn poster(id: &str, title: &str, line: &str, numbers: &[(&str, &str)]) -> String {
    let numbers =
        numbers.iter().map(|(service, label)| format!("[[poster.number]]\nservice = \"{service}\"\nlabel = \"{label}\"\n"));
    format!(
        "[[poster]]\nid = \"{id}\"\naudience = \"everyone\"\nname = \"A poster\"\ntitle = \"{title}\"\nlines = [\"{line}\"]\nstrip = \"Who to ring\"\nlink = \"parents\"\n{}",
        numbers.collect::<String>()
    )
}

const SIX: [&str; 6] =
    ["childline", "samaritans", "nspcc-helpline", "police-101", "stop-it-now-helpline", "prisoners-families-helpline"];

/// What was said of a text, by the line of the file it stands in.
fn said_of<'a>(found: &'a [Diagnostic], text: &str, holding: &str) -> &'a Diagnostic {
    let line = 1 + text.lines().position(|line| line.contains(holding)).expect("the line stands there");
    let hit = found.iter().find(|fault| fault.kind == Kind::OffThePaper && fault.place.line as usize == line);
    hit.unwrap_or_else(|| panic!("nothing said of line {line}: {found:#?}"))
}

#[test]
fn what_does_not_fit_is_refused_at_its_line_in_words_of_an_editor_with_how_to_shorten_it() {
    let title = "Worried about a child ".repeat(20);
    let word = "Worriedaboutachildorsomebodyelsewhomyouknow";
    let label = "To talk with somebody about a child ".repeat(60);
    let six = SIX.map(|service| (service, "Free on every day of the week, and at any hour of the day and night"));
    let one = [("nspcc-helpline", "Free")];
    let added = [
        poster("long-title", title.trim(), "Ring.", &one),
        poster("long-word", &format!("{word} here"), "Ring.", &one),
        poster("long-label", "Worried?", "Ring.", &[("nspcc-helpline", label.trim())]),
        poster("six", "Six numbers", "Ring.", &six),
    ];
    let test = SiteTest::built_in().append(POSTERS, &added.join("\n"));
    let text = test.tree().text(POSTERS).unwrap().to_owned();
    let found: Vec<Diagnostic> = test.diagnostics().into_iter().filter(|fault| fault.kind == Kind::OffThePaper).collect();
    assert!(found.iter().all(|fault| fault.is_error() && fault.help.is_some() && &*fault.place.file == POSTERS), "{found:#?}");

    let fault = said_of(&found, &text, title.trim());
    assert!(fault.message.starts_with("the title is too long for the sheet (A4 and A5) by about "), "{fault:#?}");
    let fault = said_of(&found, &text, word);
    assert!(fault.message.contains(word) && fault.message.contains("the title"), "{fault:#?}");
    let fault = said_of(&found, &text, label.trim());
    assert!(fault.message.starts_with("the label “To talk with somebody about …” is too long"), "{fault:#?}");
    let of_six = found.iter().find(|fault| fault.message.contains("`six` has six")).expect("six numbers are too many");
    assert!(of_six.message.contains("numbers of this length"), "{of_six:#?}");
    assert!(of_six.help.as_ref().unwrap().starts_with("take "), "{of_six:#?}");
    // The first number that has no room is named.
    let line = text.lines().nth(of_six.place.line as usize - 1).unwrap();
    assert!(line.starts_with("label = \"Free on every day"), "{line}");
}

#[test]
fn a_host_whose_parts_are_wider_than_a_card_is_refused_and_a_long_one_that_can_break_is_not() {
    let address =
        |host: &str| SiteTest::built_in().change("content/site.toml", "https://waymark.example", &format!("https://{host}"));
    let whole = "w".repeat(60);
    let wide = address(&format!("{whole}.example"));
    let fault = wide.finds(Kind::OffThePaper, POSTERS);
    let count = wide.diagnostics().iter().filter(|fault| fault.kind == Kind::OffThePaper).count();
    assert_eq!(count, 1, "it is the same on every poster, and told of once");
    assert!(fault.message.contains(&format!("{whole} stays on one line")), "{fault:#?}");
    assert!(fault.help.as_ref().unwrap().contains("site.toml"), "{fault:#?}");
    for host in ["safeguarding.northshire.westmoor.and.eastmoor.partner.example", "safeguardingchildrenpartnership.test"] {
        let found: Vec<Diagnostic> =
            address(host).diagnostics().into_iter().filter(|fault| fault.kind == Kind::OffThePaper).collect();
        assert_eq!(found, [], "{host}");
    }
}

#[test]
fn the_program_names_the_line_of_a_countys_own_poster_that_does_not_fit_and_prints_the_one_that_does() {
    let folder = county();
    let check = || {
        let run = Command::new(env!("CARGO_BIN_EXE_waymark"))
            .args(["check", "--format", "json", "--overlay"])
            .arg(folder.path())
            .output();
        let found: serde_json::Value = serde_json::from_slice(&run.unwrap().stdout).unwrap();
        found.as_array().unwrap().iter().filter(|row| row["kind"] == "posters/off-the-paper").cloned().collect::<Vec<_>>()
    };
    assert_eq!(check(), Vec::<serde_json::Value>::new(), "a long host and four numbers fit");
    let file = folder.path().join("posters.toml");
    let long = "Children's services of Northshire, for any worry about any child ".repeat(6);
    let text = fs::read_to_string(&file).unwrap().replace("Children's services", long.trim());
    fs::write(&file, text).unwrap();
    let found = check();
    assert!(!found.is_empty());
    assert!(found.iter().all(|row| row["file"] == file.to_str().unwrap()), "{found:#?}");
    assert_eq!(found[0]["line"], 13, "{found:#?}");
}

/// The site of some files, to be changed.
fn site_of(overlay: Option<&Path>) -> Site {
    let mut tree = SourceTree::built_in();
    if let Some(overlay) = overlay {
        assert_eq!(tree.lay_over("content", overlay).unwrap(), []);
    }
    assemble(&content::read(&tree).0).0.unwrap()
}

/// The numbers that people ring, of every service.
fn numbers(site: &Site) -> Vec<PhoneNumber> {
    let contacts = site.services.values().flat_map(|service| &service.contacts);
    contacts.filter(|contact| !contact.from_abroad).filter_map(|contact| contact.number().cloned()).collect()
}

/// A digit of a number, changed; and one more where it has fewer than eleven.
fn corrected(number: &PhoneNumber) -> Vec<PhoneNumber> {
    let shown = number.shown();
    let other = shown.char_indices().filter(|(_, sign)| sign.is_ascii_digit()).map(|(at, sign)| {
        let digit = if sign == '8' { '9' } else { '8' };
        format!("{}{digit}{}", &shown[..at], &shown[at + 1..])
    });
    other.chain([format!("{shown}8")]).filter_map(|text| text.parse().ok()).collect()
}

#[test]
fn no_correction_of_a_number_changes_how_a_poster_is_set() {
    let folder = county();
    for mut site in [site_of(None), site_of(Some(folder.path()))] {
        let posters = site.posters.take().unwrap();
        let all = numbers(&site);
        let mut tried = 0;
        for poster in &posters.posters {
            let before = paper::set(&site, &posters, poster);
            assert_eq!(before.misfits, [], "{}", poster.id);
            for number in &poster.numbers {
                let own = site.service(&number.service).phone().unwrap().number().unwrap().clone();
                for other in all.iter().cloned().chain(corrected(&own)) {
                    set_number(&mut site, number.service.as_str(), other.clone());
                    let after = paper::set(&site, &posters, poster);
                    // With 18001 before it, or as it is rung from abroad, a number is longer than any of its kind.
                    let is_usual = other.dialled().len() <= 11;
                    assert!(after == before || !is_usual && after.misfits.is_empty(), "{} with {}", poster.id, other.shown());
                    tried += 1;
                }
                set_number(&mut site, number.service.as_str(), own);
            }
        }
        assert!(tried > 300, "{tried}");
    }
}

fn set_number(site: &mut Site, service: &str, number: PhoneNumber) {
    let contacts = &mut site.services.get_mut(service).unwrap().contacts;
    let phone = contacts.iter_mut().find(|contact| contact.kind == ContactKind::Phone && !contact.from_abroad).unwrap();
    phone.value.value = ContactValue::Number(number);
}

#[test]
fn a_strip_that_is_too_long_is_told_at_its_own_line_and_not_at_the_line_before_999() {
    let of_copy = poster("long-strip", "Worried?", "Ring.", &[("nspcc-helpline", "Free")]);
    let words = "Who to ring when you are worried about a child";
    for times in 1..=4 {
        let strip = [words; 4][..times].join(", and ");
        let text = of_copy.replace("strip = \"Who to ring\"", &format!("strip = \"{strip}\""));
        let test = SiteTest::built_in().append(POSTERS, &text);
        let found: Vec<Diagnostic> = test.diagnostics().into_iter().filter(|fault| fault.kind == Kind::OffThePaper).collect();
        let whole = test.tree().text(POSTERS).unwrap().to_owned();
        assert!(times < 4 || !found.is_empty(), "the longest does not fit");
        for fault in &found {
            assert!(fault.message.contains("`strip`"), "{strip}: {fault:?}");
            said_of(&found, &whole, &strip);
        }
    }
}

#[test]
fn a_service_that_is_given_a_longer_name_still_fits_on_every_poster() {
    const LONG: &str = "The partnership of Northshire for children and their families";
    let folder = county();
    for mut site in [site_of(None), site_of(Some(folder.path()))] {
        let posters = site.posters.take().unwrap();
        for poster in &posters.posters {
            for number in &poster.numbers {
                let service = number.service.as_str();
                let own = std::mem::replace(&mut site.services.get_mut(service).unwrap().name, LONG.to_owned());
                assert_eq!(paper::set(&site, &posters, poster).misfits, [], "{} with a long name for {service}", poster.id);
                site.services.get_mut(service).unwrap().name = own;
            }
        }
    }
}

#[test]
fn no_date_of_a_review_changes_how_a_poster_is_set() {
    let mut site = site_of(None);
    let mut posters = site.posters.take().unwrap();
    let set = |posters: &waymark::site::kit::Posters| -> Vec<paper::PosterOnPaper> {
        posters.posters.iter().map(|poster| paper::set(&site, posters, poster)).collect()
    };
    let before = set(&posters);
    posters.review.checked = "2027-09-30".parse().unwrap();
    posters.review.due = "2027-12-31".parse().unwrap();
    assert_eq!(set(&posters), before);
}

fn document<'a>(documents: &'a [RenderedDocument], path: &str) -> &'a RenderedDocument {
    documents.iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is rendered"))
}

#[test]
fn young_people_and_parents_have_a_card_with_the_words_that_their_services_files_give_to_begin_with() {
    let test = SiteTest::built_in();
    let (site, documents) = (test.site(), test.rendered_at(NOW).documents);
    let list = document(&documents, "/schools/posters");
    for (id, service) in [("parents", "nspcc-helpline"), ("pupils", "childline")] {
        let path = format!("/schools/posters/{id}/words");
        assert!(list.body.contains(&format!("href=\"{path}\"")) && list.body.contains(&format!("href=\"{path}/no-code\"")));
        let service = site.services.values().find(|one| one.id.as_str() == service).unwrap();
        let text = words(document(&documents, &path));
        let first = &service.on_contact.as_ref().unwrap().value.first_words;
        assert!(!first.is_empty());
        for words in first {
            assert_eq!(text.matches(&format!("“{words}”").replace('\'', "’")).count(), 5, "{words}: {text}");
        }
        assert!(text.contains("You can begin with words like these:") && text.contains("Fold each card in the middle."));
        assert!(text.contains(service.phone().unwrap().number().unwrap().shown()));
    }
    assert!(documents.iter().all(|one| one.path != "/schools/posters/community/words"), "only where it was asked for");
}

#[test]
fn a_card_with_first_words_that_no_service_gives_is_warned_of() {
    let none = SiteTest::built_in().change(POSTERS, "link = \"community\"", "link = \"community\"\nfirst_words = true");
    assert!(none.diagnostics().iter().all(|fault| fault.kind != Kind::NoFirstWords), "its services have some");
    let childline = none.tree().text("content/services/childline.toml").unwrap().to_owned();
    let (before, rest) = childline.split_once("first_words = [").unwrap();
    let without = format!("{before}{}", rest.split_once("]\n").unwrap().1);
    let fault = none.file("content/services/childline.toml", &without).finds(Kind::NoFirstWords, POSTERS);
    assert!(!fault.is_error() && fault.message.contains("`pupils`"), "{fault:#?}");
}
