//! What a note or a second place says of a fact is no more than the fact.

use waymark::diagnostic::Kind;

use super::site_test::SiteTest;

const NSPCC: &str = "content/services/nspcc-helpline.toml";

/// The card of the NSPCC with a note on its email.
fn noted(note: &str) -> SiteTest {
    let file = SiteTest::built_in().tree().text(NSPCC).unwrap().to_owned();
    let (before, email) = file.split_once("kind = \"email\"").unwrap();
    let (contact, after) = email.split_once("\nsource = ").unwrap();
    let contact: Vec<&str> = contact.lines().filter(|line| !line.starts_with("note = ")).collect();
    let file = format!("{before}kind = \"email\"{}\nnote = \"{note}\"\nsource = {after}", contact.join("\n"));
    SiteTest::built_in().file(NSPCC, &file)
}

#[test]
fn a_note_may_not_say_any_time_where_the_hours_do_not() {
    for claim in ["You can write at any time.", "They read it day and night.", "Open 24 hours."] {
        assert!(noted(claim).finds(Kind::AnyHourClaimed, NSPCC).is_error());
    }
}

#[test]
fn a_number_typed_into_a_note_is_found() {
    noted("Or ring 01632 960123.").finds(Kind::TypedNumber, NSPCC);
}

#[test]
fn doubt_printed_on_a_card_is_found() {
    noted("Not stated. As listed on their old page.").finds(Kind::Doubt, NSPCC);
}

#[test]
fn one_number_with_two_sets_of_hours_is_found() {
    let hub = "content/services/essex-children-families-hub.toml";
    let file = SiteTest::built_in().tree().text(hub).unwrap().to_owned();
    let (before, night) = file.split_once("value = \"0345 606 1212\"").unwrap();
    let night = night.replacen("00:00-09:00", "00:00-08:00", 1);
    let changed = format!("{before}value = \"0345 606 1212\"{night}");
    let found = SiteTest::built_in().file(hub, &changed).diagnostics();
    assert!(found.iter().any(|fault| fault.kind == Kind::OtherHours), "{changed}");
}

#[test]
fn a_number_without_hours_contradicts_nobody_and_other_hours_than_any_say_what_to_write() {
    let police = "content/services/essex-police.toml";
    let text = SiteTest::built_in().tree().text(police).unwrap().to_owned();
    let hours = &text[text.find("[contact.hours]").unwrap()..];
    let hours = &hours[..hours.find("\n\n").unwrap()];
    let said = |instead: &str| {
        let found = SiteTest::built_in().file(police, &text.replacen(hours, instead, 1)).diagnostics();
        found.into_iter().filter(|fault| fault.kind == Kind::OtherHours).collect::<Vec<_>>()
    };
    assert_eq!(said(""), []);
    let other = said(&hours.replace("always = true", "mon = [\"09:00-17:00\"]\nbank_holidays = \"closed\""));
    assert!(other.iter().all(|fault| &*fault.place.file == police), "the file with fewer hours is the one to mend: {other:#?}");
    assert!(other[0].help.as_deref().unwrap().contains("write `always = true`"), "{other:#?}");
}

#[test]
fn a_retired_site_is_found_in_a_link_of_a_page_and_written_out_in_a_note() {
    let page = "content/pages/thoughts.md";
    SiteTest::built_in()
        .append(page, "Read [what they say](https://www.thinkuknow.co.uk/parents/).")
        .finds(Kind::RetiredAddress, page);
    noted("See www.thinkuknow.co.uk for more.").finds(Kind::RetiredAddress, NSPCC);
}
