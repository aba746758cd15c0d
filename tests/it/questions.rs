//! The question bank as an editor meets it: what `check` says of its lines, and that nothing of it goes out.

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SiteTest};

const FILE: &str = "content/questions/of-a-test.toml";

/// The built-in site with one more voice, whose lines begin in line 6.
fn asked(leads: &str, who: &str, lines: &[&str]) -> SiteTest {
    let lines = lines.join("\n");
    let text = format!("voice = \"a test\"\n[[asked]]\n{leads}\nwho = \"{who}\"\nlines = '''\n{lines}\n'''\n");
    SiteTest::built_in().file(FILE, &text)
}

#[test]
fn an_address_that_no_page_has_is_warned_of_with_the_nearest() {
    let found = asked("page = \"/shared-image\"", "parent", &["zebras on the moon"]).finds(Kind::UnknownReference, FILE);
    assert!(!found.is_error());
    assert!(found.help.is_some_and(|help| help.contains("/shared-images")));
    asked("service = \"childlin\"", "parent", &["zebras on the moon"]).finds(Kind::UnknownReference, FILE);
}

#[test]
fn lines_that_nothing_answers_are_refused() {
    assert!(asked("", "parent", &["zebras on the moon"]).finds(Kind::MissingKey, FILE).is_error());
}

#[test]
fn a_child_is_not_led_to_a_page_for_adults_about_themselves_nor_a_parent_to_one() {
    for (page, who) in [("/thoughts", "young"), ("/thoughts", "parent"), ("/shared-images", "young"), ("/shared-images", "self")]
    {
        let found = asked(&format!("page = \"{page}\""), who, &["zebras on the moon"]).finds(Kind::WrongPerson, FILE);
        assert!(found.is_error(), "{page} {who}");
    }
}

#[test]
fn graphic_words_addresses_and_long_numbers_are_refused_where_they_stand() {
    for line in ["he used his cock", "write to a.b@example.org", "see www.example.org", "my number is 07700900123"] {
        let found = asked("page = \"/crisis\"", "anyone", &["zebras on the moon", line]).finds(Kind::NeverAsked, FILE);
        assert_eq!((found.place.line, found.is_error()), (7, true), "{line}");
    }
}

#[test]
fn the_same_words_twice_are_told_and_counted_once() {
    let lines = ["zebras on the moon", "On the moon, ZEBRAS!!", "zebras on the mooon", "a zebra on the moon"];
    let found = asked("page = \"/crisis\"", "anyone", &lines).diagnostics();
    let twice = found.iter().filter(|fault| fault.kind == Kind::AskedTwice && &*fault.place.file == FILE);
    let lines: Vec<u32> = twice.map(|fault| fault.place.line).collect();
    assert_eq!(lines, [7, 8]);
}

#[test]
fn nothing_of_the_bank_is_in_any_document_of_the_site() {
    let line = "zebras on the moon quietly singing";
    let rendered = asked("page = \"/crisis\"", "anyone", &[line]).rendered_at(NOW);
    assert!(rendered.documents.iter().all(|document| !document.body.contains(line) && !document.path.contains("/questions/")));
}
