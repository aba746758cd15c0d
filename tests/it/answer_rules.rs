//! The rules of whole answers, each broken on purpose in a small router that keeps them all.

use waymark::diagnostic::{Diagnostic, Kind};

use super::site_test::SiteTest;

const FILE: &str = "content/routing.toml";
const SOUND: &str = include_str!("answer_rules.toml");

fn of_the_router(text: &str) -> Vec<Diagnostic> {
    let found = SiteTest::small().file(FILE, text).diagnostics();
    let is_rule = |fault: &Diagnostic| fault.kind.slug().starts_with("routing/") && fault.place.file.as_ref() == FILE;
    found.into_iter().filter(is_rule).collect()
}

#[track_caller]
fn breaks(old: &str, new: &str, kind: Kind) {
    assert!(SOUND.contains(old), "the sound router holds {old:?}");
    let found = of_the_router(&SOUND.replacen(old, new, 1));
    assert!(found.iter().any(|fault| fault.kind == kind && fault.is_error()), "no error {} among {found:#?}", kind.slug());
}

/// An editor should look, and the site may be published.
#[track_caller]
fn warns(old: &str, new: &str, kind: Kind) {
    assert!(SOUND.contains(old), "the sound router holds {old:?}");
    let found = of_the_router(&SOUND.replacen(old, new, 1));
    assert!(found.iter().any(|fault| fault.kind == kind && !fault.is_error()), "no warning {} among {found:#?}", kind.slug());
}

/// The error in `file` that comes of one change in the built-in content.
#[track_caller]
fn breaks_built_in(old: &str, new: &str, kind: Kind) {
    let found = SiteTest::built_in().change(FILE, old, new).diagnostics();
    assert!(found.iter().any(|fault| fault.kind == kind && fault.is_error()), "no error {} among {found:#?}", kind.slug());
}

#[test]
fn the_small_router_keeps_every_rule() {
    assert_eq!(of_the_router(SOUND), []);
}

#[test]
fn who_declares_danger_is_shown_999_first_and_now() {
    breaks("next = \"o1\"", "next = \"o4\"", Kind::DeclaredDanger);
    breaks("primary = { service = \"emergency-999\"", "primary = { service = \"youngline\"", Kind::DeclaredDanger);
    // An emergency number abroad is none for a reader in the UK.
    breaks("primary = { service = \"emergency-999\"", "primary = { role = \"local-emergency\"", Kind::DeclaredDanger);
}

#[test]
fn who_declares_danger_is_asked_nothing_more_and_the_first_question_asks_of_nothing_else() {
    breaks("next = \"o1\"\ndanger = true\n", "next = \"q2\"\ndanger = true\n", Kind::DeclaredDanger);
    breaks("text = \"Yes\"\nnext = \"o1\"\ndanger = true\n", "text = \"Yes\"\nnext = \"o1\"\n", Kind::DeclaredDanger);
}

#[test]
fn an_answer_that_says_now_begins_with_somebody_who_answers_now() {
    let o4 = "title = \"A child told you something\"\naudience = \"anyone\"\nurgency = ";
    breaks(&format!("{o4}\"today\""), &format!("{o4}\"now\""), Kind::NowAnswers);
    // Somebody the reader must find is found by people at work only, and is never there at any hour by an editor's word.
    breaks_built_in(
        "primary = { service = \"childline\", why = \"Someone to talk to now",
        "then = { service = \"childline\", why = \"Day and night.\" }\nprimary = { role = \"trusted-adult\", why = \"Someone to talk to now",
        Kind::NowAnswers,
    );
}

#[test]
fn whoever_can_be_shut_has_somebody_until_then_who_can_act_for_a_child() {
    let until = "until_then = { job = \"children-services-out-of-hours\", why = \"They act at night.\" }\n";
    breaks(until, "", Kind::UntilThen);
    breaks(until, "until_then = { service = \"the-listeners\", why = \"They listen.\" }\n", Kind::UntilThen);
}

#[test]
fn who_is_named_until_then_is_not_shut_too_and_suits_the_reader() {
    let samaritans = "until_then = { service = \"samaritans\", why = \"Someone listens at any hour, about anything, and about wanting to die too. They normally keep it private, unless you need an ambulance, or a child who can be identified, or another person, is at risk.\" }";
    for other in [
        "service = \"ocd-action\", why = \"They listen.\"",
        "service = \"police-101\", why = \"They answer.\"",
        "service = \"samaritans\", why = \"Day or night.\"",
    ] {
        breaks_built_in(samaritans, &format!("until_then = {{ {other} }}"), Kind::UntilThen);
    }
    let childline = "until_then = { service = \"childline\"";
    breaks_built_in(childline, "until_then = { service = \"samaritans\"", Kind::UntilThen);
}

#[test]
fn who_answers_is_said_of_the_time_when_they_do() {
    let o4 = "do_now = \"Tell the child you believe them";
    warns(o4, &format!("next = [\"An adviser listens.\"]\n{o4}"), Kind::UntilThen);
}

#[test]
fn somebody_who_listens_is_not_somebody_who_can_act() {
    breaks("primary = { job = \"children-services\"", "primary = { service = \"the-listeners\"", Kind::CanAct);
    // In other branches too, where title or first words are of a child.
    breaks_built_in(
        "primary = { job = \"police\", why = \"They answer at any hour.\" }",
        "primary = { service = \"childline\", why = \"They listen.\" }",
        Kind::CanAct,
    );
}

#[test]
fn an_entry_of_a_local_list_is_somebody_to_press_who_is_confirmed() {
    let area = "content/areas/wendale.toml";
    let police = "{ service = \"wendale-police\",";
    SiteTest::small().change(area, police, "{ role = \"school-lead\",").finds(Kind::LocalEntry, area);
    SiteTest::small().change(area, police, "{ service = \"wendale-forum\",").finds(Kind::NoDoor, area);
}

#[test]
fn hours_that_the_teams_of_day_and_night_leave_out_are_told_and_hold_no_correction_back() {
    let night = "content/services/wendale-night-team.toml";
    let shorter = ("mon = [\"00:00-09:00\", \"17:30-24:00\"]", "mon = [\"00:00-09:00\", \"20:00-24:00\"]");
    let found = SiteTest::small().change(night, shorter.0, shorter.1).diagnostics();
    assert!(
        found.iter().any(|fault| fault.kind == Kind::LocalEntry && fault.message.contains("hours of the week")),
        "{found:#?}"
    );
    assert!(!found.iter().any(Diagnostic::is_error), "{found:#?}");
}

#[test]
fn an_entry_of_a_local_list_without_a_number_or_an_address_is_found() {
    let text = include_str!("../fixtures/small/services/wendale-police.toml");
    let is_contact = |part: &&str| part.trim_start().starts_with("[[contact]]") || part.trim_start().starts_with("[contact");
    let bare = text.split("\n\n").filter(|part| !is_contact(part)).collect::<Vec<_>>().join("\n\n");
    SiteTest::small().file("content/services/wendale-police.toml", &bare).finds(Kind::LocalEntry, "content/areas/wendale.toml");
}

#[test]
fn every_outcome_says_when_to_call_999_or_the_number_where_the_reader_is() {
    breaks("emergency = \"if you are in danger.\"\n", "", Kind::NoEmergency);
    breaks("role = \"local-emergency\", why", "role = \"local-police\", why", Kind::NoEmergency);
}

#[test]
fn services_that_are_named_together_stand_together_on_outcomes_and_pages() {
    let apart = |test: SiteTest, file: &str| test.finds(Kind::Apart, file);
    let pair = "[[together]]\nservice = \"childline\"\nwith = \"stopncii\"\nwhy = \"A test.\"\n\n[[together]]";
    let routing = "content/routing.toml";
    let fault = apart(SiteTest::built_in().change(routing, "[[together]]", pair), routing);
    assert!(fault.message.contains("without StopNCII.org") && fault.message.ends_with("A test."), "{}", fault.message);
    assert!(fault.is_error());
    apart(SiteTest::built_in().change(routing, "[[together]]", pair), "content/pages/young-people.md");
}

#[test]
fn every_way_has_its_reason() {
    breaks(", why = \"They listen.\"", "", Kind::NoReason);
}

#[test]
fn answers_that_can_be_true_together_say_which_to_choose_and_stand_in_the_order_of_harm() {
    breaks("hint = \"Choose the first that fits.\"\n", "", Kind::TieBreak);
    breaks("next = \"o1\"\ndanger = true\n", "next = \"o1\"\n", Kind::TieBreak);
    breaks("next = \"o4\"\n", "next = \"o4\"\ndanger = true\n", Kind::TieBreak);
    // The word alone is no hint.
    breaks("Choose the first that fits", "Call 999 first", Kind::TieBreak);
}

#[test]
fn not_sure_leads_to_no_less_than_its_neighbours_do() {
    let o5 = "title = \"You are not sure\"\naudience = \"anyone\"\nurgency = ";
    breaks(&format!("{o5}\"today\""), &format!("{o5}\"when-ready\""), Kind::UnsureWeaker);
    // Children's services of one neighbour are enough.
    let unsure = "text = \"I'm not sure\"\nnext = \"o24-2\"";
    breaks_built_in(unsure, "text = \"I'm not sure\"\nnext = \"o24\"", Kind::UnsureWeaker);
}

#[test]
fn a_reader_under_18_is_led_to_help_for_under_18s() {
    breaks("next = \"o3\"", "next = \"o4\"", Kind::Ages);
    breaks("service = \"youngline\"", "service = \"wendale-counselling\"", Kind::Ages);
    breaks("service = \"youngline\"", "service = \"steady\"", Kind::Ages);
    breaks("service = \"youngline\"", "service = \"wendale-forum\"", Kind::Ages);
    breaks(
        "primary = { service = \"youngline\", why = \"They listen.\" }",
        "primary = { service = \"the-listeners\", why = \"They listen.\" }\nsecondary = [{ service = \"youngline\", why = \"They listen.\" }]",
        Kind::Ages,
    );
}

#[test]
fn each_service_stands_where_its_age_is_the_readers() {
    breaks_built_in("{ service = \"stopncii\",", "{ service = \"report-remove\",", Kind::Ages);
    breaks_built_in(
        "why = \"The National Association for People Abused in Childhood: for adults anywhere in the UK, men too.\"",
        "why = \"They listen.\"",
        Kind::Ages,
    );
    breaks_built_in("next = \"o12\" }", "next = \"o24\" }", Kind::Ages);
    // Of a local list somebody suits in each area: without the police, the list of Wales holds nobody for a reader under 18.
    let police = "  { service = \"police-101\", note = \"For a child, ask the police about medical care.\" },\n";
    let found = SiteTest::built_in().change("content/areas/wales.toml", police, "").diagnostics();
    assert!(found.iter().any(|fault| fault.kind == Kind::Ages && fault.is_error()), "{found:#?}");
    breaks_built_in("{ service = \"stop-it-now-self-help\",", "{ service = \"childline\",", Kind::Ages);
    // A question about oneself without a door for under-18s.
    breaks_built_in("text = \"I'm under 18\"\nnext = \"o13\"", "text = \"I'm young\"\nnext = \"o13\"", Kind::Ages);
}

#[test]
fn a_service_that_is_not_confirmed_stands_on_no_outcome() {
    breaks("service = \"youngline\"", "service = \"wendale-forum\"", Kind::NoDoor);
}

#[test]
fn whom_a_sentence_says_to_ring_stands_on_the_outcome() {
    breaks("because it is not your fault.", "because it is not your fault, or ring the Listeners.", Kind::OrderedContact);
    breaks("because it is not your fault.", "because it is not your fault, on 01632 960120.", Kind::OrderedContact);
    for order in [
        "ring the listening line",
        "write to write@listeners.example",
        "text Steady",
        "ring the Wendale Night Team",
        "ring Llinell Wen",
    ] {
        breaks("because it is not your fault.", &format!("because it is not your fault, or {order}."), Kind::OrderedContact);
    }
    for list in ["/services", "/open-now", "/search", "/report"] {
        let guides = format!("guides = [\"{list}\"]\ndo_now = \"Ask the police there");
        breaks("do_now = \"Ask the police there", &guides, Kind::OrderedContact);
    }
}

#[test]
fn another_answer_that_may_be_true_as_well_is_an_answer_for_the_same_reader() {
    let outcome = |id: &str| format!("id = \"{id}\"\n");
    let leading = |id: &str, to: &str| format!("id = \"{id}\"\nsee_also = [\"{to}\"]\n");
    breaks_built_in(&outcome("o20-4"), &leading("o20-4", "q2"), Kind::SeeAlso);
    breaks_built_in(&outcome("o20-4"), &leading("o20-4", "o20-4"), Kind::SeeAlso);
    breaks_built_in(&outcome("o20-4"), &leading("o20-4", "o3"), Kind::SeeAlso);
    breaks_built_in(&outcome("o20-4"), &leading("o20-4", "o6\", \"o7\", \"o9\", \"o10\", \"o11"), Kind::SeeAlso);
    breaks_built_in(&outcome("o20-4"), &leading("o20-4", "o99"), Kind::UnknownReference);
}

#[test]
fn a_question_names_the_kind_of_its_answers_and_has_ten_at_most() {
    warns("kind = \"who\"\n", "", Kind::QuestionKind);
    let more = "\n[[question.answer]]\ntext = \"More\"\nnext = \"o6\"\n".repeat(9);
    warns(
        "\n[[question.answer]]\ntext = \"Where I am\"",
        &format!("{more}\n[[question.answer]]\ntext = \"Where I am\""),
        Kind::TooManyAnswers,
    );
}

#[test]
fn an_outcome_behind_doors_of_different_questions_says_whom_it_serves() {
    warns("next = \"o6\"\n", "next = \"o4\"\n", Kind::SharedOutcome);
}

#[test]
fn words_for_somebody_on_the_spot_have_a_line_for_who_is_not_there() {
    warns("If you are not there, give the name.", "Stay with the child.", Kind::OnTheSpot);
}

#[test]
fn who_is_abroad_is_named_nobody_whose_number_does_not_work_there() {
    warns(
        "primary = { role = \"local-emergency\", why = \"They come at once.\" }",
        "primary = { role = \"local-emergency\", why = \"They come at once.\" }\nsecondary = [{ service = \"wendale-night-team\", why = \"They act.\" }]",
        Kind::FromAbroad,
    );
}

#[test]
fn a_fourth_secondary_way_is_found() {
    let one = "{ job = \"children-services\", why = \"They protect the child.\" }";
    breaks(&format!("secondary = [{one}]"), &format!("secondary = [{one}, {one}, {one}, {one}]"), Kind::TooMany);
}

#[test]
fn an_outcome_that_nobody_answers_at_night_is_found() {
    breaks("service = \"youngline\"", "service = \"steady\"", Kind::NoAnyHour);
}

#[test]
fn an_unconfirmed_service_that_stands_alone_is_found() {
    breaks("service = \"youngline\"", "service = \"wendale-forum\"", Kind::Unconfirmed);
}

/// The small router, asked of a person worried about themselves.
fn of_oneself() -> String {
    SOUND.replacen("branch = \"child\"", "branch = \"self\"", 1)
}

#[test]
fn a_frightening_word_in_the_branch_of_a_person_worried_about_themselves_is_found() {
    let found = of_the_router(&of_oneself().replacen("title = \"You are not sure\"", "title = \"Report your thoughts\"", 1));
    assert!(found.iter().any(|fault| fault.kind == Kind::SelfBranchWord), "{found:#?}");
}

#[test]
fn the_police_first_for_a_person_worried_about_themselves_is_found_unless_the_outcome_allows_it() {
    let police = of_oneself().replacen("primary = { job = \"children-services\"", "primary = { job = \"police\"", 1);
    let first = |text: &str| of_the_router(text).iter().filter(|fault| fault.kind == Kind::PoliceFirst).count();
    let allowed = police.replacen("title = \"You are not sure\"", "title = \"You are not sure\"\npolice_first = true", 1);
    assert_eq!(first(&police), first(&allowed) + 1);
}

#[test]
fn who_is_named_until_then_and_again_below_is_named_in_the_same_words() {
    let again = |below: &str| {
        let police = "until_then = { service = \"police-101\", why = \"They act at night.\" }";
        let text =
            SOUND.replacen("until_then = { job = \"children-services-out-of-hours\", why = \"They act at night.\" }", police, 1);
        let text = text.replacen("why = \"They act at any hour.\"", &format!("why = \"{below}\""), 1);
        of_the_router(&text).iter().filter(|fault| fault.kind == Kind::UntilThen && !fault.is_error()).count()
    };
    assert_eq!((again("They act at any hour."), again("They act at night.")), (1, 0));
}
