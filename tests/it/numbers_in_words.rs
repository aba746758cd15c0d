//! A number within a sentence of TOML is the one in the service's file, and goes when the service does.

use waymark::diagnostic::Kind;

use super::site_test::{NOW, SiteTest};

const ROUTING: &str = "content/routing.toml";
const SENTENCE: &str = "Samaritans answer day and night on {call:samaritans}.";

#[test]
fn a_sentence_gives_the_number_of_the_service_it_names() {
    let site = SiteTest::built_in().change("content/services/samaritans.toml", "116 123", "116 321");
    let report = site.page_at("/report", NOW).body;
    assert!(report.contains("Samaritans answer day and night on 116 321."), "the number of the file");
    assert!(!report.contains("{call:"), "and never the way it is asked for");
}

#[test]
fn a_sentence_with_the_number_of_a_closed_service_falls_away_and_is_to_be_rewritten() {
    let test = SiteTest::built_in().change("content/services/samaritans.toml", "status = \"active\"", "status = \"closed\"");
    let report = test.page_at("/report", NOW).body;
    assert!(!report.contains("Samaritans answer day and night"), "nobody is sent there");
    assert!(report.contains("You do not need proof."), "the sentences beside it stay");
    let fault = test.finds(Kind::NotShown, ROUTING);
    assert!(!fault.is_error());
}

#[test]
fn a_number_that_no_file_holds_is_refused_at_its_line() {
    for (written, kind, said) in [
        ("Samaritans answer day and night on {call:samaritan}.", Kind::UnknownReference, "samaritan"),
        ("Samaritans answer day and night on {call:samaritans.", Kind::WrongValue, "`}`"),
        ("Write to {call:ceop-education}.", Kind::WrongValue, "no telephone number"),
        ("Samaritans answer day and night on 116 123.", Kind::TypedNumber, "116 123"),
        ("Ring 0808.1000.900 now.", Kind::TypedNumber, "08081000900"),
    ] {
        let fault = SiteTest::built_in().change(ROUTING, SENTENCE, written).finds(kind, ROUTING);
        assert!(fault.message.contains(said) && fault.place.line > 0 && fault.help.is_some(), "{written}: {fault:?}");
    }
}
