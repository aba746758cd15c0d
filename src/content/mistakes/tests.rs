use super::*;

/// What is written, the line of the slip, a word of the message, what to type. Those of one line that editors make most often are in
/// `tests/it/mistakes.rs`.
const SLIPS: [(&str, usize, &str, &str); 28] = [
    ("a = 1\nvalue = ‘0800 1111’", 2, "curly quotes", "value = \"0800 1111\""),
    ("name = ″Childline″", 1, "curly quotes", "name = \"Childline\""),
    ("name ＝ \"A\"", 1, "full width", "type ="),
    ("due = 2027‑02‑23", 1, "not how a date is written", "due = 2027-02-23"),
    ("due = 2027–02–23", 1, "not how a date is written", "due = 2027-02-23"),
    ("full name = \"A\"", 1, "cannot be a key", "full_name"),
    ("name =\u{a0}\"A\"", 1, "non-breaking", "ordinary space"),
    ("due = Monday, 1st of February 2027", 1, "not how a date is written", "due = 2027-02-01"),
    ("due = 2027/02/01", 1, "not how a date is written", "due = 2027-02-01"),
    ("---\nname = \"a\"", 1, "another kind of file", "+++"),
    ("name = \"one line\nand another\"", 1, "goes on in the next line", "name = \"one line and another\""),
    ("name = 'one line\nand another'", 1, "goes on in the next line", "name = \"one line and another\""),
    ("name = one line\n  and another", 1, "goes on in the next line", "name = \"one line and another\""),
    ("name = \"one\"\n\"two\"", 2, "has ended in the line before", "name = \"one two\""),
    ("police =\n[\n]", 1, "stands in the next line", "write police = ["),
    ("police [\n]", 1, "= between the key", "write police = ["),
    ("\"police = [\n]", 1, "before this key", "write police = …"),
    ("a = { b = c d, e = \"f\" }", 1, "between quotation marks", "write { b = \"c d\", e = \"f\" }"),
    ("a = { b: \"c\" }", 1, "not by a colon", "write { b = \"c\" }"),
    ("a = [{ b = \"c\" d = \"e\" }]", 1, "comma is missing", "write { b = \"c\", d = \"e\" }"),
    ("a = { b = \"c\"\nd = \"e\"", 1, "has no }", "write { b = \"c\" }"),
    ("a = { \"c\", d = 1 }", 1, "has no key", "write the key"),
    ("recorded = today", 1, "not a whole date", "write recorded = 2027-02-01"),
    ("a = \"C:\\Users\"", 1, "", ""),
    ("areas = [\n  uk,\n]", 2, "each text of a list", "write \"uk\""),
    ("days = [2027-01-01, 1, true, 'a, b']\nname = b", 2, "between quotation marks", "name = \"b\""),
    ("-- a note", 1, "begins with #", "write # a note"),
    ("a = \"b\" /* c */", 1, "begins with #", "a = \"b\" # c"),
];

#[test]
fn each_slip_is_named_at_its_line_with_what_to_type() {
    for (text, line, said, typed) in SLIPS {
        let slip = first(text);
        if said.is_empty() {
            continue;
        }
        let slip = slip.unwrap_or_else(|| panic!("no slip in {text:?}"));
        let found = text[..slip.at.start].matches('\n').count() + 1;
        assert_eq!(found, line, "{text:?}: {slip:?}");
        assert!(slip.message.contains(said), "{text:?}: {slip:?}");
        assert!(slip.help.contains(typed), "{text:?}: {slip:?}");
    }
}

#[test]
fn nothing_is_suspected_in_any_file_of_the_site() {
    let tree = crate::content::source::SourceTree::built_in();
    for (path, text) in tree.under("content/") {
        if path.ends_with(".toml") {
            assert_eq!(first(text), None, "{path}");
        }
    }
}

#[test]
fn a_key_that_stands_twice_is_named_with_both_lines() {
    let text = "status = \"active\"\nname = \"A\"\nstatus = \"closed\"\n";
    let at = text.rfind("status").unwrap();
    let slip = twice(text, "duplicate key", at..at + 6).unwrap();
    assert!(slip.message.contains("line 1"), "{slip:?}");
}

#[test]
fn hours_and_dates_are_turned_into_how_they_are_written_here() {
    for (said, meant) in [
        ("9-5", "09:00-17:00"),
        ("9am-5pm", "09:00-17:00"),
        ("9:30 to 17:00", "09:30-17:00"),
        ("10:00–21:00", "10:00-21:00"),
        ("18:00-02:00", "18:00-26:00"),
        ("noon to midnight", "12:00-24:00"),
    ] {
        assert_eq!(times::meant(said).map(times::SpellMeant::written).as_deref(), Some(meant), "{said}");
    }
    assert_eq!(times::meant("mornings"), None);
    assert_eq!(date::meant("11/27/2026").as_deref(), Some("2026-11-27"));
    assert_eq!(date::meant("27 Nov 26").as_deref(), Some("2026-11-27"));
    assert_eq!(date::meant("soon"), None);
}
