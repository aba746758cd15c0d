//! A number within a sentence of TOML is the one in the service's file, and goes when the service does. What is pressed once they answer
//! stands with it everywhere.

use waymark::clock::Moment;
use waymark::diagnostic::Kind;
use waymark::oruk::Register;
use waymark::snapshot::Forms as _;

use super::search::forms;
use super::site_test::{NOW, SiteTest, words};

const ROUTING: &str = "content/routing.toml";
const SENTENCE: &str = "Samaritans answer day and night on {call:samaritans}.";

#[test]
fn a_sentence_gives_the_number_of_the_service_it_names() {
    let site = SiteTest::built_in().change("content/services/samaritans.toml", "116 123", "116 321");
    let report = words(&site.page_at("/report", NOW));
    assert!(report.contains("Samaritans answer day and night on 116 321."), "the number of the file");
    assert!(!report.contains("{call:"), "and never the way it is asked for");
}

#[test]
fn a_sentence_with_the_number_of_a_closed_service_falls_away_and_is_to_be_rewritten() {
    let test = SiteTest::built_in().change("content/services/samaritans.toml", "status = \"active\"", "status = \"closed\"");
    let report = words(&test.page_at("/report", NOW));
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

/// Every text that is published, and the answers of both forms.
fn published(test: &SiteTest) -> Vec<(String, String)> {
    let rendered = test.rendered_at(NOW);
    let forms = forms(test.tree());
    let answers = [
        ("/search: nothing", forms.search("zzzz").html),
        ("/search: despair", forms.search("i want to die").html),
        ("/search: hits", forms.search("samaritans").html),
        ("/schools/check-your-page", forms.check_page("Ring Samaritans on 08457 90 90 90.").html),
        ("404", rendered.errors.not_found),
    ];
    let answers = answers.map(|(name, text)| (name.to_owned(), text));
    let register = Register::of(&test.site(), &Moment::at(NOW.parse().unwrap()));
    let open_data = register.texts().map(|(path, text)| (path, text.to_owned()));
    let documents = rendered.documents.into_iter().map(|document| (document.path, document.body));
    documents.chain(answers).chain(open_data).collect()
}

/// The text as it is read: a tag parts no words. Sources say what stands on somebody else's page.
fn read(text: &str) -> String {
    let text = text.split("<details class=\"sources\">").next().unwrap_or_default();
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |read, part| read + part.split_once('>').map_or("", |(_, words)| words)).replace('\u{a0}', " ")
}

/// In data the words stand beside the number, in the same object.
fn is_said(text: &str, end: usize, menu: &str) -> bool {
    let after = &text[end..];
    let words = format!("hen press {menu}");
    let near = |text: &str| text.chars().take(300).collect::<String>().contains(&words);
    if after.starts_with(['"', '\\']) { near(after) } else { after.trim_start().starts_with(&format!("t{words}")) }
}

#[test]
fn what_is_pressed_once_they_answer_stands_wherever_the_number_does() {
    let services = [("samaritans", "116 123", "2"), ("childline", "0800 1111", "1*"), ("nspcc-helpline", "0808 800 5000", "4")];
    let with_menus = services.iter().fold(SiteTest::built_in(), |test, (service, number, menu)| {
        let value = format!("value = \"{number}\"");
        test.change(&format!("content/services/{service}.toml"), &value, &format!("{value}\nmenu = \"{menu}\""))
    });
    let mut places = Vec::new();
    let mut faults = Vec::new();
    for (path, text) in published(&with_menus) {
        let words = read(&text);
        for (_, number, menu) in services {
            for (at, _) in words.match_indices(number) {
                if !is_said(&words, at + number.len(), menu) {
                    let around: String = words[at..].chars().take(60).collect();
                    faults.push(format!("{path}: {around}"));
                }
                places.push(path.clone());
            }
            let link = format!("tel:{}", number.replace(' ', ""));
            let faulty = text.match_indices(&link).filter(|(at, _)| !text[at + link.len()..].starts_with(&format!(",,{menu}")));
            faults.extend(faulty.map(|(at, _)| format!("{path}: {}", text[at..].chars().take(40).collect::<String>())));
        }
    }
    assert!(faults.is_empty(), "{} without what is pressed:\n{}", faults.len(), faults.join("\n"));
    for place in [
        "/",
        "/crisis",
        "/report",
        "/report/o10",
        "/services",
        "/services/samaritans",
        "/open-now",
        "/your-list",
        "/schools/posters/pupils",
        "/schools/posters/pupils/cards",
        "/schools/posters/parents/words",
        "/llms.txt",
        "/search: nothing",
        "/search: despair",
        "/search: hits",
        "404",
        "/oruk",
    ] {
        assert!(places.iter().any(|path| path.starts_with(place)), "{place} is looked at");
    }
}
