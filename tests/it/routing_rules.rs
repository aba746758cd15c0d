//! Every rule of the router (design section 6), broken on purpose.

use waymark::diagnostic::{Diagnostic, Kind};

use super::site_test::SiteTest;

const FILE: &str = "content/routing.toml";

fn check(old: &str, new: &str, kind: Kind) {
    let fault = SiteTest::built_in().change(FILE, old, new).finds(kind, FILE);
    assert!(fault.is_error() && fault.place.line > 0, "{fault:?}");
}

#[test]
fn an_outcome_that_no_answer_leads_to_is_found() {
    check("next = \"o11\"", "next = \"o27\"", Kind::Unreachable);
}

#[test]
fn a_question_that_no_answer_leads_to_is_found() {
    let more = "[[question]]\nid = \"q9z\"\ntext = \"Lost?\"\nbranch = \"child\"\n[[question.answer]]\ntext = \"Not sure\"\nnext = \"o27\"\nunsure = true\n";
    SiteTest::built_in().append(FILE, more).finds(Kind::Unreachable, FILE);
}

#[test]
fn an_answer_that_leads_back_is_found() {
    check("next = \"o11\"", "next = \"q1\"", Kind::Cycle);
}

#[test]
fn a_question_without_answers_is_found() {
    let more = "[[question]]\nid = \"q9z\"\ntext = \"Dead end?\"\nbranch = \"child\"\nanswer = []\n";
    let test = SiteTest::built_in().change(FILE, "next = \"o11\"", "next = \"q9z\"").append(FILE, more);
    test.finds(Kind::DeadEnd, FILE);
}

#[test]
fn a_fifth_question_is_found() {
    let more = "[[question]]\nid = \"q5z\"\ntext = \"And?\"\nbranch = \"child\"\n[[question.answer]]\ntext = \"Not sure\"\nnext = \"o27\"\nunsure = true\n";
    // o10-7 is an answer of a fourth question.
    SiteTest::built_in().change(FILE, "next = \"o10-7\"", "next = \"q5z\"").append(FILE, more).finds(Kind::TooDeep, FILE);
}

#[test]
fn an_outcome_that_nobody_answers_at_night_is_found_also_where_a_closed_line_is_followed_by_one_that_is_always_open() {
    let listeners = "primary = { service = \"the-listeners\", why = \"They listen at any hour.\" }\nsecondary";
    let steady = "primary = { service = \"steady\", why = \"For adults.\" }\nsecondary";
    let found = SiteTest::small().change(FILE, listeners, steady).diagnostics();
    let of_outcome = |fault: &&Diagnostic| fault.kind == Kind::NoAnyHour && fault.message.contains("`o8`");
    assert!(found.iter().find(of_outcome).is_some_and(Diagnostic::is_error), "{found:#?}");
}

#[test]
fn a_question_without_its_not_sure_answer_is_found() {
    check("unsure = true\n", "", Kind::NoUnsure);
}

fn found(faults: &[waymark::diagnostic::Diagnostic], kind: Kind) -> bool {
    faults.iter().any(|fault| fault.kind == kind)
}

#[test]
fn a_closed_service_as_a_way_to_help_is_found() {
    let faults =
        SiteTest::built_in().change("content/services/iwf.toml", "status = \"active\"", "status = \"closed\"").diagnostics();
    assert!(faults.iter().any(|fault| fault.kind == Kind::NotShown && fault.place.file.as_ref() == FILE), "{faults:#?}");
}

#[test]
fn a_child_led_to_an_outcome_about_an_adults_behaviour_is_found() {
    // A child's "I just want to talk" must never reach help for adults.
    check("next = \"o13\"", "next = \"o14\"", Kind::ChildBranch);
}

#[test]
fn an_area_that_does_not_answer_a_local_job_is_found() {
    let text = include_str!("../../content/areas/essex.toml");
    let begin = text.find("\nlado = [").unwrap();
    let end = begin + text[begin..].find("\n]\n").unwrap() + 2;
    let without = format!("{}{}", &text[..begin], &text[end..]);
    SiteTest::built_in().file("content/areas/essex.toml", &without).finds(Kind::AreaGap, "content/areas/essex.toml");
}

#[test]
fn of_a_job_that_nobody_knows_the_gap_that_it_leaves_is_not_told() {
    let fault = SiteTest::built_in().change("content/areas/essex.toml", "\nlado = [", "\nsarc_old = [").diagnostics();
    assert!(found(&fault, Kind::UnknownReference) && !found(&fault, Kind::AreaGap), "{fault:#?}");
}

#[test]
fn emergency_help_after_another_number_is_found() {
    use waymark::render::audit::audit;
    let mut page = SiteTest::built_in().page_at("/shared-images", super::site_test::NOW);
    assert_eq!(audit(std::slice::from_ref(&page)), []);
    let main = page.body.find("<main").unwrap();
    let changed = page.body[main..].replacen("href=\"tel:999\"", "href=\"tel:08001111\"", 1);
    page.body.replace_range(main.., &changed);
    assert_eq!(audit(&[page])[0].kind, Kind::DangerLine);
}

#[test]
fn an_answer_to_nowhere_names_the_nearest_node() {
    let fault = SiteTest::built_in().change(FILE, "next = \"o11\"", "next = \"o111\"").finds(Kind::UnknownReference, FILE);
    assert_eq!(fault.help.as_deref(), Some("did you mean `o11`?"));
}
