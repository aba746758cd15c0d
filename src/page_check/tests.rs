use proptest::prelude::*;

use super::*;
use crate::site::page_rules::{Essential, Outdated, PageRules, Replacement};

const NOWHERE: [usize; 0] = [];

fn instead() -> Replacement {
    Replacement { text: "something else".into(), service: None, link: None }
}

fn rule(words: &[&str], numbers: &[&str], together: &[&[&str]], unless: &[&str]) -> Outdated {
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    Outdated {
        what: "wrong".into(),
        words: texts(words),
        numbers: texts(numbers),
        together: together.iter().map(|group| texts(group)).collect(),
        unless: texts(unless),
        instead: instead(),
    }
}

fn checker(rule: Outdated) -> PageCheck {
    let essential = Essential { what: "no 999".into(), words: vec!["999".into()], instead: instead() };
    let review = crate::site::review::Review {
        owner: "editor".into(),
        checked: jiff::civil::date(2026, 11, 24),
        is_compared: true,
        is_own: true,
        is_asked: false,
        due: jiff::civil::date(2027, 2, 23),
        check_first: Vec::new(),
        sign_offs: Vec::new(),
        excuses: Vec::new(),
        checked_place: crate::diagnostic::Place::whole_file("x"),
        due_place: crate::diagnostic::Place::whole_file("x"),
    };
    let place = crate::diagnostic::Place::whole_file("content/page-rules.toml");
    let rules = PageRules { outdated: vec![rule], essentials: vec![essential], review, prose: Vec::new(), place };
    PageCheck::new(&rules).unwrap()
}

/// The lines and quotations of the only rule.
fn found(rule: Outdated, text: &str) -> Vec<(usize, String)> {
    let report = checker(rule).check(text);
    report.findings.into_iter().flat_map(|finding| finding.places).map(|spot| (spot.line, spot.quote)).collect()
}

fn lines(rule: Outdated, text: &str) -> Vec<usize> {
    found(rule, text).into_iter().map(|(line, _)| line).collect()
}

fn word() -> Outdated {
    rule(&["Thinkuknow", "thinkuknow.co.uk"], &[], &[], &[])
}

fn number() -> Outdated {
    rule(&[], &["0808 802 9999"], &[], &[])
}

fn claim() -> Outdated {
    rule(&[], &[], &[&["CEOP"], &["hacked", "bullying"]], &["not", "can't"])
}

#[test]
fn a_word_is_found_with_its_line_in_text_and_in_html() {
    assert_eq!(found(word(), "Hello\n\nSee THINKUKNOW for more"), [(3, "See THINKUKNOW for more".into())]);
    assert_eq!(lines(word(), "<p>one</p>\n<p>two</p>\n<p>see <b>Think</b>uknow</p>"), [3]);
    assert_eq!(lines(word(), "<p>one\n\ntwo\nsee thinkuknow</p>"), [4]);
    assert_eq!(lines(word(), "unthinkuknowable"), NOWHERE);
}

#[test]
fn the_address_of_a_link_is_read_and_scripts_styles_and_comments_are_not() {
    assert_eq!(
        found(word(), "<p>\n<a href='https://www.thinkuknow.co.uk/x'>here</a>"),
        [(2, "https://www.thinkuknow.co.uk/x".into())]
    );
    for unseen in ["<script>thinkuknow</script>", "<style>thinkuknow</style>", "<!-- thinkuknow -->", "<p title=thinkuknow>"] {
        assert_eq!(lines(word(), unseen), NOWHERE, "{unseen}");
    }
    assert_eq!(lines(word(), "<script>x</script>\n<p>thinkuknow</p>"), [2]);
}

#[test]
fn words_and_address_on_one_line_are_one_place() {
    assert_eq!(lines(word(), "<a href='https://thinkuknow.co.uk'>Thinkuknow</a>"), [1]);
}

#[test]
fn letters_written_as_entities_and_odd_spaces_are_read() {
    assert_eq!(lines(word(), "<p>Think&#117;know</p>"), [1]);
    assert_eq!(lines(word(), "<p>Think\u{ad}uknow</p>"), [1]);
    assert_eq!(lines(rule(&["Think U Know"], &[], &[], &[]), "<p>Think&nbsp;U\n  Know</p>"), [1]);
    assert_eq!(lines(rule(&["Offenders' Families"], &[], &[], &[]), "Offenders’ Families"), [1]);
}

#[test]
fn a_number_is_found_however_it_is_written() {
    for written in [
        "0808 802 9999",
        "0808-802-9999",
        "(0808) 802 9999",
        "08088029999",
        "+44 808 802 9999",
        "+44 (0)808 802 9999",
        "0044 808 802 9999",
        "0808\u{a0}802 9999",
    ] {
        assert_eq!(lines(number(), &format!("Ring {written} now")), [1], "{written}");
    }
    assert_eq!(lines(number(), "<a href='tel:+448088029999'>ring</a>"), [1]);
    assert_eq!(lines(number(), "0800 1111 or 0808 802 9999"), [1], "after another number");
    assert_eq!(lines(number(), "<p>Ring 0808<br>802<br/>\n9999 now</p>"), [1], "over broken lines");
    assert_eq!(lines(number(), "<p>Ring 0808 802</p><p>9999 pupils</p>"), NOWHERE, "over two paragraphs");
    for other in ["0808 802 99991", "10808 802 9999", "0808 802 999", "1 0808 8029 9991"] {
        assert_eq!(lines(number(), other), NOWHERE, "{other}");
    }
}

#[test]
fn a_claim_needs_its_parts_in_one_sentence_that_does_not_deny_it() {
    assert_eq!(lines(claim(), "Report hacked accounts to CEOP."), [1]);
    assert_eq!(lines(claim(), "Report to CEOP. If you were hacked, tell the app."), NOWHERE);
    assert_eq!(lines(claim(), "CEOP is not for bullying."), NOWHERE);
    assert_eq!(lines(claim(), "CEOP can’t help with a hacked account."), NOWHERE);
    assert_eq!(lines(claim(), "<ul><li>CEOP</li><li>Bullying</li></ul>"), NOWHERE);
    assert_eq!(lines(claim(), "CEOP<br>Bullying policy"), NOWHERE);
    assert_eq!(lines(claim(), "Tell CEOP<br>about bullying"), [1]);
    assert_eq!(lines(claim(), "Tell CEOP<br><br>about bullying"), NOWHERE);
    assert_eq!(lines(claim(), "<p>Tell <a href='#'>CEOP</a> about\n<b>bullying</b></p>"), [1]);
    assert_eq!(lines(claim(), "CEOP\n\nBullying policy"), NOWHERE, "a block of plain text ends its sentence");
    assert_eq!(lines(claim(), "- CEOP\n- Bullying policy"), NOWHERE, "an item of a list ends its sentence");
}

#[test]
fn what_runs_over_a_line_or_is_quoted_or_marked_is_found() {
    let phrase = || rule(&["completely confidential"], &[], &[], &[]);
    for text in [
        "It is completely\nconfidential.",
        "> It is completely\n> confidential.",
        "It is completely confi-\ndential.",
        "It is **completely** confidential.",
        "It is completely con\u{fb01}dential.",
        "It is completely\u{a0} confidential.",
        "<p>It is completely\nconfidential.</p>",
    ] {
        assert_eq!(lines(phrase(), text), [1], "{text}");
    }
    for text in [
        "Ring 0808 802\n9999 now",
        "Ring 0808 802\n9999 now. Talk to us.",
        "Ring 0808 802 99\n99. Talk to us.",
        "Ring 0808-802\n-9999 now. Talk to us.",
        "> Ring 0808\n> 802 9999. Talk to us. Do.",
        "1. Ring 0808 802 9999\n2. Talk. Do.",
    ] {
        assert_eq!(lines(number(), text), [1], "{text}");
    }
    assert_eq!(lines(claim(), "1. CEOP\n2. Bullying. Policy"), NOWHERE, "an item with a number ends a sentence");
    assert_eq!(checker(word()).check("Call\n999.").missing, NOWHERE);
}

#[test]
fn entities_without_a_tag_and_words_that_are_only_heard_are_read() {
    for text in [
        "Ring 0808&nbsp;802&nbsp;9999 now. Talk.",
        "Ring 0808&#32;802&#x20;9999 now.",
        "<a aria-label='Ring 0808 802 9999'>Ring us</a>",
        "<img alt='0808 802 9999' src='x.png'>",
    ] {
        assert_eq!(lines(number(), text), [1], "{text}");
    }
    assert_eq!(lines(word(), "a & b\nThink&#117;know & <3"), [2]);
    assert_eq!(lines(claim(), "<p>Tell CEOP <a aria-label='x'>about</a> bullying</p>"), [1], "a label divides no sentence");
}

#[test]
fn an_essential_is_missing_until_it_is_met() {
    assert_eq!(checker(word()).check("Call 999.").missing, NOWHERE);
    assert_eq!(checker(word()).check("Call 9990.").missing, [0]);
    assert_eq!(checker(word()).check("").missing, [0]);
}

#[test]
fn an_empty_page_is_said_to_be_empty() {
    for empty in ["", " \n\t", "<p> </p>", "\u{0}\u{1}"] {
        assert!(checker(word()).check(empty).is_empty, "{empty:?}");
    }
    assert!(!checker(word()).check("x").is_empty);
}

#[test]
fn many_places_are_counted_and_three_are_shown() {
    let report = checker(word()).check(&"thinkuknow\n".repeat(10));
    assert_eq!((report.findings[0].places.len(), report.findings[0].more), (3, 7));
}

#[test]
fn a_quotation_is_short_on_a_line_without_end() {
    let text = format!("{} thinkuknow {}", "é ".repeat(50_000), "ß ".repeat(50_000));
    let (_, quote) = found(word(), &text).remove(0);
    assert!(quote.chars().count() < 90 && quote.contains("thinkuknow") && quote.starts_with('…'), "{quote}");
}

#[test]
fn hostile_html_is_read_to_its_end() {
    let end = "<p>thinkuknow";
    for hostile in [
        "<div>".repeat(40_000),
        "<!--".into(),
        "<p ".repeat(40_000),
        "<a href=\"".into(),
        "&".repeat(100_000),
        "<![CDATA[".repeat(1000),
        "</".repeat(50_000),
        "\u{0}\u{fffd}\u{1b}[31m".repeat(1000),
    ] {
        let _ = checker(word()).check(&format!("{hostile}{end}"));
    }
    assert_eq!(lines(word(), &format!("{}{end}", "<div>".repeat(40_000))), [1]);
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_is_a_line_of_it(text in any::<String>()) {
        for rule in [word(), number(), claim()] {
            for (line, _) in found(rule, &text) {
                prop_assert!(line >= 1 && line <= text.matches('\n').count() + 1);
            }
        }
    }

    #[test]
    fn a_name_is_found_whatever_stands_around_it(before in "[a-z >/=\n]{0,40}", after in "[a-z <>/=\"\n]{0,40}") {
        let text = format!("{before}<p>Thinkuknow</p>{after}");
        let line = before.matches('\n').count() + 1;
        prop_assert_eq!(lines(word(), &text), vec![line]);
    }
}
