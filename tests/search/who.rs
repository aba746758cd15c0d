//! Who is led where: children who are hurt, people worried about themselves, and words that do not say who asks.
//!
//! No line here stands in the question bank: each is another way of saying what a kind of people say.

use std::collections::BTreeSet;

use waymark::search::{AnswerKind, Notice};

use super::{REAL, ask, entries, paths};

/// About somebody's own thoughts or acts: to a child who is hurt, such a page says that it was their doing.
const OWN: [&str; 5] = ["/under-18-worried", "/thoughts", "/online-behaviour", "/help-for-you", "/staying-in-control"];

fn first_three(words: &str) -> Vec<&'static str> {
    paths(words).into_iter().take(3).collect()
}

/// The first three, none of which is about somebody's own thoughts or acts.
fn first_three_accusing_nobody(words: &str) -> Vec<&'static str> {
    let found = first_three(words);
    assert!(found.iter().all(|path| !OWN.contains(path)), "{words}: {found:?}");
    found
}

fn audience(path: &str) -> &'static str {
    REAL.0.iter().find(|entry| entry.path == path).map_or("", |entry| entry.audience.as_str())
}

#[test]
fn a_child_who_is_hurt_is_led_to_the_pages_for_children_and_to_none_about_their_own_acts() {
    for words in [
        "my step dad gets into my bed at night",
        "my uncle tuches me and says dont tell",
        "my big brother makes me do rude stuff",
        "my boyfriend makes me sleep with other boys",
        "my dads friend keeps touching me",
    ] {
        let found = first_three_accusing_nobody(words);
        assert_eq!(BTreeSet::from_iter(&found[..2]), BTreeSet::from([&"/children", &"/young-people"]), "{words}: {found:?}");
    }
}

#[test]
fn the_plain_words_of_a_small_child_find_a_page_for_the_young() {
    for words in [
        "he put his hand down my pyjamas",
        "she touches my private bits",
        "he did a bad touch on me",
        "our secret game",
        "a man got his willy out",
        "so scared",
        "my stepdads weird with me",
    ] {
        let found = first_three_accusing_nobody(words);
        assert_eq!(audience(found[0]), "young-people", "{words}: {found:?}");
    }
}

#[test]
fn somebody_under_18_about_themselves_finds_their_own_page_first() {
    for words in [
        "am i a paedo im 16",
        "im 14 and i looked at illegal pictures of kids",
        "im 13 and i touched my little cousin",
        "15 and scared of my feelings for younger kids",
    ] {
        assert_eq!(first_three(words)[0], "/under-18-worried", "{words}");
    }
}

#[test]
fn who_speaks_of_themselves_and_not_of_their_age_finds_the_page_for_under_18s_among_the_first_three() {
    for words in
        ["am i a paedo", "i have been looking at cp", "weird feelings for little kids", "attracted to children and scared"]
    {
        let found = first_three(words);
        assert!(found.contains(&"/under-18-worried"), "{words}: {found:?}");
        assert!(OWN.contains(&found[0]), "{words}: {found:?}");
    }
    for words in ["im 43 and attracted to children", "my wife found what i looked at and i want to stop"] {
        assert!(!first_three(words).contains(&"/under-18-worried"), "{words}");
    }
}

#[test]
fn blackmail_that_may_be_anybodys_leads_to_the_young_to_parents_and_to_adults() {
    for words in ["sextortion", "blackmailed on snapchat", "do i have to pay them", "blackmailed over a whatsapp video"] {
        let found = first_three(words);
        assert_eq!(found[0], "/young-people", "{words}: {found:?}");
        assert!(found.contains(&"/online-blackmail"), "{words}: {found:?}");
        assert!(found.contains(&"/services/revenge-porn-helpline"), "{words}: {found:?}");
    }
    assert_eq!(first_three("my son is being blackmailed on snapchat")[0], "/online-blackmail");
    assert_ne!(first_three("im 30 and being blackmailed with my nudes")[0], "/young-people");
}

#[test]
fn a_young_person_who_may_meet_somebody_from_the_internet_finds_the_page_for_the_young_first() {
    for words in [
        "should i meet up with a boy i know from snap",
        "what if he is a catfish",
        "how do i tell if hes really who he says",
        "my boyfriend is 25",
        "he bought me a new phone and nails",
    ] {
        assert_eq!(first_three(words)[0], "/young-people", "{words}");
        assert_eq!(ask(words).notice, None, "{words}");
    }
    assert_eq!(audience(first_three("my daughter wants to meet a boy from snapchat")[0]), "parents");
}

#[test]
fn welsh_leads_to_the_line_for_the_young_of_wales_beside_the_one_for_adults() {
    for words in ["cymraeg", "siarad gymraeg", "a welsh speaking person", "dwi eisiau siarad cymraeg"] {
        let found = first_three(words);
        assert!(found.contains(&"/services/meic"), "{words}: {found:?}");
        assert!(found.contains(&"/services/stop-it-now-helpline"), "{words}: {found:?}");
    }
}

#[test]
fn a_mother_or_father_whose_thoughts_frighten_them_is_led_to_the_pages_on_thoughts() {
    for words in [
        "horrible sexual thoughts about my baby boy and i hate them",
        "unwanted thoughts of touching my daughter",
        "i am a new mum with vile thoughts about my newborn",
        "intrusive thoughts about my own kids",
    ] {
        let found = first_three(words);
        assert!(["/thoughts", "/services/ocd-action"].contains(&found[0]), "{words}: {found:?}");
        assert!(!found.contains(&"/under-18-worried") && !found.contains(&"/talk-to-your-child"), "{words}: {found:?}");
    }
}

#[test]
fn what_to_do_with_illegal_pictures_leads_to_help_and_never_to_ways_of_clearing_a_history() {
    for words in ["should i delete the stuff i downloaded", "do i wipe my laptop or not, i looked at illegal images"] {
        let found = first_three(words);
        assert_eq!(found[0], "/online-behaviour", "{words}: {found:?}");
        assert!(!found.contains(&"/phone-and-computer"), "{words}: {found:?}");
    }
    assert_eq!(ask("wipe my laptop of the kids pictures before the police search it").kind, AnswerKind::SeekingMaterial);
}

#[test]
fn survivors_of_schools_and_homes_find_their_page_before_those_for_staff() {
    for words in ["abuse at boarding school", "my old headmaster abused us", "abused in a childrens home as a boy"] {
        assert_eq!(first_three(words)[0], "/abused-in-the-past", "{words}");
    }
}

#[test]
fn a_long_message_is_answered_by_the_clause_that_says_what_happened() {
    let blackmailed = "we moved here in the summer for his job and the dog has been ill as well, they want 300 quid or theyll post my \
                       sons video, i am probably worrying about nothing and my mum thinks it will blow over";
    assert_eq!(first_three(blackmailed)[0], "/online-blackmail");
    let past = "everybody thinks we are a normal family and i am on nights so i dont see them much, my uncle abused me when i was eight, \
                we are going to butlins next week and i had a glass of wine to calm down";
    assert_eq!(first_three(past)[0], "/abused-in-the-past");
    for words in [blackmailed, past] {
        assert_eq!(ask(words).notice, None, "{words}");
    }
}

#[test]
fn whoever_may_be_writing_finds_their_page_after_the_help_for_danger() {
    for words in ["im stuck in a flat with older lads and they took my phone", "he has shut me in a room in his flat"] {
        let found = first_three(words);
        assert_eq!((found[0], found[1]), ("/emergency", "/young-people"), "{words}: {found:?}");
    }
}

#[test]
fn an_act_of_the_askers_that_is_near_leads_to_the_page_for_stepping_away_and_to_999() {
    let found = first_three("im driving over to meet a 14 year old girl");
    assert_eq!((found[0], found[1]), ("/staying-in-control", "/emergency"), "{found:?}");
    assert_eq!(ask("im driving over to meet a 14 year old girl").notice, Some(Notice::Danger));
    assert!(!first_three("ive barricaded myself in the loo and he is outside").contains(&"/staying-in-control"));
}

#[test]
fn a_habit_the_past_and_a_mended_word_bring_no_notice_and_what_happens_now_does() {
    for words in [
        "he screams whenever the new minibus man straps him in",
        "i used to want to die over it, im well now and would like to volunteer",
        "my flat is above a chippy, they spit at me since i came out of prison",
    ] {
        assert_eq!(ask(words).notice, None, "{words}");
    }
    assert_eq!(ask("he is screaming in there with him now").notice, Some(Notice::Danger));
    assert_eq!(ask("i used to cope and now i want to die").notice, Some(Notice::Despair));
}

#[test]
fn whoever_is_blackmailed_finds_the_page_for_their_own_age() {
    assert_eq!(first_three("im 37 and a woman is extorting me over a webcam video")[0], "/report/o25-2");
    let young = first_three("im 15 and getting extorted over a webcam video");
    assert!(young[..2].contains(&"/report/o12-3"), "{young:?}");
    assert_eq!(first_three("my lad is getting extorted over a webcam video")[0], "/online-blackmail");
}

#[test]
fn somebody_elses_goodbye_leads_to_the_page_for_them_beside_the_help_for_despair() {
    let found = first_three("my brother has left a goodbye letter and gone out");
    assert_eq!(found[0], "/crisis", "{found:?}");
    assert!(found.contains(&"/report/o28"), "{found:?}");
}

#[test]
fn an_arrest_that_may_be_anybodys_leads_to_the_person_and_to_the_family() {
    for words in ["arrested for images what next", "police took the computers indecent images"] {
        let found = first_three(words);
        assert!(found.contains(&"/after-police-contact") && found.contains(&"/someone-arrested"), "{words}: {found:?}");
    }
    assert!(!first_three("my husband was arrested for images").contains(&"/after-police-contact"));
}

#[test]
fn no_line_here_stands_in_the_question_bank() {
    let (_, _, bank) = entries::real();
    let own: Vec<&str> = include_str!("who.rs").split('"').skip(1).step_by(2).filter(|text| text.contains(' ')).collect();
    let taken: Vec<&str> = bank.each().map(|(line, ..)| line).filter(|line| own.contains(line)).collect();
    assert!(taken.is_empty(), "{taken:?}");
}
