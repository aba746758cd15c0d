//! One slip of an editor's hand, and the first message is about it: at its file and line, in words an editor knows, with what to type.

use std::fs;
use std::path::Path;
use std::process::Command;

use waymark::content::{self, source::SourceTree};
use waymark::diagnostic::{Diagnostic, Kind, Stages};
use waymark::site::assemble;

use super::site_test::{SMALL, SMALL_COUNTY, SiteTest, copy};

const YOUNGLINE: &str = "services/youngline.toml";
const TEAM: &str = "services/wendale-family-team.toml";
const LISTENERS: &str = "services/the-listeners.toml";
const PAGE: &str = "pages/worried-about-a-child.md";
const WENDALE: &str = "areas/wendale.toml";
const SITE: &str = "site.toml";

/// A file, what stands in it, what is typed instead, words of the first message, words of its help.
type Mistake = (&'static str, &'static str, &'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    // Quotation marks.
    (YOUNGLINE, "value = \"01632 960130\"", "value = “01632 960130”", "curly quotes", "value = \"01632 960130\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = ‘Youngline’", "curly quotes", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = \"Youngline”", "ends with another kind", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = \"Youngline", "at the end of this text is missing", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = Youngline\"", "before this text is missing", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = Youngline", "between quotation marks", "name = \"Youngline\""),
    (YOUNGLINE, "value = \"01632 960130\"", "value = 01632 960130", "telephone number", "value = \"01632 960130\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"The \"Harbour\"\"", "quotation mark inside", "“ and ”"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = 'Children's'", "apostrophe inside", "operator = "),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = [“uk”]", "curly quotes", "straight"),
    (PAGE, "audience = \"parents\"", "audience = “parents”", "curly quotes", "audience = \"parents\""),
    (SITE, "region = \"Wendale\"", "region = “Wendale”", "curly quotes", "region = \"Wendale\""),
    // Digits that were lost, or are others.
    (TEAM, "value = \"01632 960110\"", "value = \"0345 603 762\"", "10 digits do not make", "readable blocks"),
    (TEAM, "value = \"01632 960110\"", "value = \"01245 60376\"", "10 digits, and nearly every number", "digits = 10"),
    (TEAM, "value = \"01632 960110\"", "value = \"0800 603 762\"", "10 digits, and nearly every number", "digits = 10"),
    (TEAM, "value = \"01632 960110\"", "value = \"110\"", "none of the numbers of three digits", "digits = 3"),
    (
        YOUNGLINE,
        "value = \"01632 960130\"",
        "value = \"01632 96013\"\ndigits = 8",
        "10 digits, and nearly every number",
        "digits = 10",
    ),
    (
        YOUNGLINE,
        "value = \"01632 960130\"",
        "value = \"01632 960131\"\ndigits = 8",
        "for numbers of a rare length",
        "take the line away",
    ),
    // Brackets, commas and signs.
    (YOUNGLINE, "areas = [\"uk\"]", "areas = [\"uk\"", "has no ]", "write ]"),
    (YOUNGLINE, "[\"young-people\", \"coping\"]", "[\"young-people\" \"coping\"]", "comma is missing", "[\"one\", \"two\"]"),
    (YOUNGLINE, "[\"young-people\", \"coping\"]", "[\"young-people\"; \"coping\"]", "parted by commas", "write ,"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = \"uk\"", "must be a list", "areas = [\"uk\"]"),
    (YOUNGLINE, "[[contact]]\nkind = \"phone\"", "[[contact]\nkind = \"phone\"", "bracket is missing", "[[contact]]"),
    (YOUNGLINE, "[contact.hours]", "[contact.hours", "bracket is missing", "[contact.hours]"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Harbour\",", "without a comma", "operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Harbour\";", "without a comma", "operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator: \"Harbour\"", "not by a colon", "operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator \"Harbour\"", "= between the key", "operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator =", "nothing after", "write the value"),
    (WENDALE, "order = 1", "order = \"1\"", "must be a whole number", "order = 1"),
    (WENDALE, "also_called = [\"Wendale Council area\"]", "also_called = [\"Wendale Council area\"", "has no ]", "]"),
    // Dates.
    (YOUNGLINE, "due = 2027-02-23", "due = 23/02/2027", "not how a date", "due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due = 23.2.2027", "not how a date", "due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due = 23 February 2027", "not how a date", "due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due = February 23, 2027", "not how a date", "due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due = 23 Feb", "not a whole date", "due = 2027-02-01, with its year"),
    (YOUNGLINE, "due = 2027-02-23", "due = Feb 2027", "not a whole date", "due = 2027-02-01, with its year"),
    (YOUNGLINE, "due = 2027-02-23", "due = Tuesday", "not a whole date", "due = 2027-02-01, with its year"),
    (YOUNGLINE, "due = 2027-02-23", "due = \"23/02/2027\"", "must be a date", "due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due = \"2027-02-23\"", "must be a date", "without quotation marks"),
    (YOUNGLINE, "due = 2027-02-23", "due = 2027-02-31", "no such day", "2027-02-01"),
    (YOUNGLINE, "checked = 2026-11-28", "checked = 2027-11-30", "one of the two has a wrong year", "today or earlier"),
    (
        PAGE,
        "audience = \"parents\"",
        "audience = \"parents\"\nfrom = 1 Dec",
        "not a whole date",
        "from = 2027-02-01, with its year",
    ),
    (
        PAGE,
        "audience = \"parents\"",
        "audience = \"parents\"\nuntil = Tuesday",
        "not a whole date",
        "until = 2027-02-01, with its",
    ),
    (TEAM, "recorded = 2026-11-23", "recorded = Nov 2026", "not a whole date", "recorded = 2027-02-01, with its year"),
    // Hours.
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"9-5\"]", "and this is \"9-5\"", "mon = [\"09:00-17:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"9am-5.30pm\"]", "and this is", "mon = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"09:00–17:30\"]", "long one", "mon = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = 9-5", "not how hours", "mon = [\"09:00-17:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = \"09:00-17:30\"", "must be a list", "mon = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"24/7\"]", "and this is \"24/7\"", "always = true"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"24/7\"]", "and this is \"24/7\"", "write mon = [\"00:00-24:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"24 hours\"]", "and this is", "write mon = [\"00:00-24:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"all day\"]", "and this is", "write mon = [\"00:00-24:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = \"24/7\"", "must be a list", "write mon = [\"00:00-24:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = 24/7", "not how hours", "write mon = [\"00:00-24:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = \"9-12 and 1pm-5pm\"", "must be a list", "mon = [\"09:00-12:00\", \"13:00-17:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"closed\"]", "and this is", "leave the line `mon` out"),
    (
        YOUNGLINE,
        "value = \"01632 960130\"",
        "value = \"01632 960130\"\nmon = [\"09:00-17:00\"]",
        "has no key `mon`",
        "take the `# ` from the line [contact.hours]",
    ),
    (
        TEAM,
        "mon = [\"09:00-17:30\"]",
        "mon-fri = [\"09:00-17:30\"]",
        "has no key `mon-fri`",
        "each day has a line of its own: write mon =",
    ),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"18:00-02:00\"]", "end before they begin", "like \"18:00-26:00\""),
    (YOUNGLINE, "always = true", "always = \"24/7\"", "must be true or false", "always = true"),
    (YOUNGLINE, "always = true", "always = Yes", "true or false", "always = true"),
    // What cannot be seen.
    (YOUNGLINE, "operator = \"Harbour\"", "operator\u{a0}= \"Harbour\"", "non-breaking space", "ordinary space"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Har\u{200b}bour\"", "cannot be seen", "take it out"),
    (YOUNGLINE, "status = \"active\"", "status = \"act\u{200b}ive\"", "cannot be seen", "take it out"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"\\u202EHarbour\"", "cannot be seen", "take it out"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Har\u{3164}bour\"", "cannot be seen", "take it out"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"_Harbour_ today\"", "Markdown", "marks out"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Harbour\\tUK\"", "a tab", "a space"),
    (YOUNGLINE, "name = ", "<<<<<<< HEAD\nname = ", "two versions", "keep the version"),
    // Words that are not known.
    (YOUNGLINE, "summary = ", "sumary = ", "has no key `sumary`", "`summary`"),
    (YOUNGLINE, "status = \"active\"", "status = \"actve\"", "must be one of", "`active`"),
    (YOUNGLINE, "status = \"active\"", "status = \"Active\"", "must be one of", "`active`"),
    (YOUNGLINE, "status = \"active\"", "status = \"active\"\nstatus = \"closed\"", "twice", "keep the one"),
    (YOUNGLINE, "needs = [\"young-people\"", "needs = [\"Young people\"", "no need called", "`young-people`"),
    (PAGE, "audience = \"parents\"", "audience = \"parent\"", "`audience`", "`parents`"),
    (PAGE, "+++\ntitle", "---\ntitle", "not of ---", "+++"),
    (PAGE, "+++\ntitle", "\n+++\ntitle", "empty line", "+++"),
    // Headings, tables in lists, numbers as websites print them, names.
    (
        YOUNGLINE,
        "[[contact]]\nkind = \"phone\"",
        "[[contacts]]\nkind = \"phone\"",
        "has no [[contacts]]",
        "did you mean [[contact]]?",
    ),
    (WENDALE, "and Wendmouth.\" },", "and Wendmouth.\",", "the { in this line has no }", "and Wendmouth.\" }"),
    (WENDALE, "and Wendmouth.\" },", "and Wendmouth.\"", "the { in this line has no }", "and Wendmouth.\" }"),
    (WENDALE, "\"wendale-police\"", "\"wendale-polise\"", "no service called `wendale-polise`", "`wendale-police`"),
    (TEAM, "01632 960110", "01632\u{a0}960110", "non-breaking space", "value = \"01632 960110\""),
    (TEAM, "01632 960110", "(01632) 960-110", "stands `(`", "value = \"01632 960 110\""),
    (TEAM, "01632 960110", "O1632 960110", "the letter O", "value = \"01632 960110\""),
    (YOUNGLINE, "needs = [\"young-people\"", "needs = [\"worried about a child\"", "no need called", "`worried-child`"),
    // Lists, signs, notes and headings as other kinds of file have them.
    (
        YOUNGLINE,
        "needs = [\"young-people\", \"coping\"]",
        "needs = [worried-child]",
        "each text of a list",
        "write needs = [\"worried-child\"]",
    ),
    (
        YOUNGLINE,
        "needs = [\"young-people\", \"coping\"]",
        "needs = [young-people, coping]",
        "each text of a list",
        "needs = [\"young-people\", \"coping\"]",
    ),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = uk", "`areas` holds a list", "write areas = [\"uk\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = uk, wendale", "`areas` holds a list", "write areas = [\"uk\", \"wendale\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = \"uk\", \"wendale\"", "`areas` holds a list", "write areas = [\"uk\", \"wendale\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = (\"uk\")", "between square brackets", "write areas = [\"uk\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas = {\"uk\"}", "between square brackets", "write areas = [\"uk\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas: [\"uk\"]", "not by a colon", "write areas = [\"uk\"]"),
    (YOUNGLINE, "areas = [\"uk\"]", "areas [\"uk\"]", "= between the key", "write areas = [\"uk\"]"),
    (
        WENDALE,
        "also_called = [\"Wendale Council area\"]",
        "also_called = [\n  \"Wendale Council area\"\n  \"Wendale\"\n]",
        "comma is missing",
        "[\"one\", \"two\"]",
    ),
    (
        WENDALE,
        "also_called = [\"Wendale Council area\"]",
        "also_called = [\"Wendale Council area\", Wendale Council]",
        "each text of a list",
        "also_called = [\"Wendale Council area\", \"Wendale Council\"]",
    ),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [09:00-17:30]", "each text of a list", "write mon = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon \"09:00-17:30\"", "`mon` holds a list", "write mon = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon: [\"09:00-17:30\"]", "not by a colon", "write mon = [\"09:00-17:30\"]"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator Harbour", "= between the key", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator – \"Harbour\"", "= between the key", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator:\"Harbour\"", "not by a colon", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator : Harbour", "not by a colon", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator == \"Harbour\"", "one = and no other sign", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator => \"Harbour\"", "one = and no other sign", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "operator := \"Harbour\"", "one = and no other sign", "write operator = \"Harbour\""),
    (YOUNGLINE, "operator = \"Harbour\"", "- operator = \"Harbour\"", "without a mark of a list", "write operator = …"),
    (
        YOUNGLINE,
        "operator = \"Harbour\"",
        "operator = \"Harbour\", status = \"active\"",
        "two keys",
        "operator = \"Harbour\", and below it status = \"active\"",
    ),
    (YOUNGLINE, "due = 2027-02-23", "due: 2027-02-23", "not by a colon", "write due = 2027-02-23"),
    (YOUNGLINE, "due = 2027-02-23", "due 2027-02-23", "= between the key", "write due = 2027-02-23"),
    (YOUNGLINE, "always = true", "always = True", "true or false, in small letters", "write always = true"),
    (YOUNGLINE, "always = true", "always = yes", "true or false, in small letters", "write always = true"),
    (YOUNGLINE, "always = true", "always: true", "not by a colon", "write always = true"),
    (YOUNGLINE, "always = true", "always true", "= between the key", "write always = true"),
    (YOUNGLINE, "value = \"01632 960130\"", "value: 01632 960130", "not by a colon", "write value = \"01632 960130\""),
    (YOUNGLINE, "value = \"01632 960130\"", "value 01632 960130", "= between the key", "write value = \"01632 960130\""),
    (YOUNGLINE, "value = \"01632 960130\"", "value = +44 800 1111", "telephone number", "write value = \"+44 800 1111\""),
    (YOUNGLINE, "value = \"01632 960130\"", "value = 0800 11 11", "telephone number", "write value = \"0800 11 11\""),
    (YOUNGLINE, "helps_with = ", "helps with = ", "a key has no spaces", "write helps_with = …"),
    (YOUNGLINE, "name = \"Youngline\"", "name = ‘Youngline'", "curly quotes", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = 'Youngline’", "ends with another kind", "name = \"Youngline\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = “Children’s line”", "curly quotes", "name = \"Children’s line\""),
    (YOUNGLINE, "operator = \"Harbour\"", "\u{a0}operator = \"Harbour\"", "non-breaking space", "ordinary space"),
    (YOUNGLINE, "[review]", "[review", "bracket is missing", "write [review]"),
    (YOUNGLINE, "[review]", "review]", "a bracket is missing in this line", "write [review]"),
    (YOUNGLINE, "[review]", "(review)", "between square brackets", "write [review]"),
    (
        YOUNGLINE,
        "[[contact]]\nkind = \"phone\"",
        "contact]]\nkind = \"phone\"",
        "a bracket is missing in this line",
        "write [[contact]]",
    ),
    (YOUNGLINE, "operator = \"Harbour\"", "// the charity\noperator = \"Harbour\"", "begins with #", "write # the charity"),
    (YOUNGLINE, "operator = \"Harbour\"", "<!-- the charity -->\noperator = \"Harbour\"", "begins with #", "write # the charity"),
    (
        YOUNGLINE,
        "operator = \"Harbour\"",
        "operator = \"Harbour\" // the charity",
        "begins with #",
        "write operator = \"Harbour\" # the charity",
    ),
    (
        YOUNGLINE,
        "operator = \"Harbour\"",
        "operator = \"Harbour\" <!-- the charity -->",
        "begins with #",
        "write operator = \"Harbour\" # the charity",
    ),
    (SITE, "region = \"Wendale\"", "region: Wendale", "not by a colon", "write region = \"Wendale\""),
    (PAGE, "audience = \"parents\"", "audience = parents", "between quotation marks", "write audience = \"parents\""),
    ("redirects.toml", "\"/help\" = ", "/help = ", "stands between quotation marks", "write \"/help\" = "),
    // What nobody meant to be read.
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"…\"", "template's", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"TODO ask them\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Lorem ipsum\"", "filler", "write what readers"),
    (TEAM, "name = \"", "name = \"Name of council\" # \"", "to be filled in", "write what readers"),
    (TEAM, "summary = \"", "summary = \"To be confirmed\" # \"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Tbc\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"n/a\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"xxx\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Insert name here\"", "to be filled in", "write what readers"),
    (YOUNGLINE, "\nurl = \"", "\nurl = \"https://…\" # \"", "to be filled in", "write what readers"),
    (TEAM, "\nurl = \"", "\nurl = \"https://example.com\" # \"", "address for examples", "write what readers"),
    (PAGE, "\nurl = \"", "\nurl = \"https://\" # \"", "to be filled in", "write what readers"),
    (PAGE, "title = \"", "title = \"Page title\" # \"", "to be filled in", "write what readers"),
    (WENDALE, "also_called = [\"Wendale Council area\"]", "also_called = [\"tbc\"]", "note for somebody", "write what readers"),
    (SITE, "region = \"Wendale\"", "region = \"XXX\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"to do\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"????\"", "says nothing yet", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Text to come.\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"blah blah\"", "filler", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"Hours\u{a0}tbc\"", "note for somebody", "write what readers"),
    (YOUNGLINE, "operator = \"Harbour\"", "operator = \"to\u{a0}be\u{a0}confirmed\"", "note for somebody", "write what readers"),
    (PAGE, "\n## ", "\n## To do\n\n## ", "note for somebody", "write what readers"),
    (PAGE, "\n## ", "\nText to come.\n\n## ", "note for somebody", "write what readers"),
    (PAGE, "\n## ", "\n????\n\n## ", "says nothing yet", "write what readers"),
    // Areas, jobs, and what belongs under another heading.
    (TEAM, "areas = [\"wendale\"]", "areas = [\"wendle\"]", "which is no area of ours", "did you mean `wendale`?"),
    (TEAM, "areas = [\"wendale\"]", "areas = [\"mid-anglia\"]", "which is no area of ours", "the areas are england, wales"),
    (TEAM, "areas = [\"wendale\"]", "areas = [\"Wendale\"]", "`areas` must be a name in lower-case", "such as `wendale`"),
    (WENDALE, "police = [", "Police = [", "no local job called `Police`", "did you mean `police`?"),
    (WENDALE, "police = [", "POLICE = [", "no local job called `POLICE`", "did you mean `police`?"),
    (WENDALE, "police = [", "constabulary = [", "no local job called `constabulary`", "the jobs are police"),
    (WENDALE, "police = [", "police [", "= between the key and its value", "write police = ["),
    (WENDALE, "police = [", "police: [", "not by a colon", "write police = ["),
    (WENDALE, "police = [", "\"police = [", "a quotation mark stands before this key", "write police = …"),
    (WENDALE, "police = [", "police =\n[", "stands in the next line", "write police = ["),
    (WENDALE, "police = [", "police = {", "between square brackets", "write police = ["),
    (YOUNGLINE, "[review]\n", "", "the line [review] above it is missing", "write [review] in a line of its own"),
    (YOUNGLINE, "[review]", "[Review]", "has no key `Review`", "did you mean `review`?"),
    // Tables in one line.
    (
        WENDALE,
        "{ service = \"wendale-police\",",
        "{ service = wendale-police,",
        "between quotation marks",
        "{ service = \"wendale-police\", note = \"One",
    ),
    (
        WENDALE,
        "{ service = \"wendale-police\",",
        "{ service: \"wendale-police\",",
        "not by a colon",
        "{ service = \"wendale-police\", note = \"One",
    ),
    (
        WENDALE,
        "{ service = \"wendale-police\",",
        "{ service = \"wendale-police\"",
        "a comma is missing",
        "{ service = \"wendale-police\", note = \"One",
    ),
    (WENDALE, "{ service = \"wendale-police\",", "{ \"wendale-police\",", "has no key", "write the key and = before it"),
    (
        WENDALE,
        "{ service = \"wendale-police\", note = \"One force for Great Wend, Little Wend and Wendmouth.\" }",
        "\"wendale-police\"",
        "must be a table (a local way)",
        "write { service = \"wendale-police\" }",
    ),
    (
        LISTENERS,
        "{ value = \"Free from UK landlines and mobiles\", source = \"own-page\", confidence = \"medium\" }",
        "{ value = Free, source = own-page, confidence = medium }",
        "between quotation marks",
        "write { value = \"Free\", source = \"own-page\", confidence = \"medium\" }",
    ),
    (
        LISTENERS,
        "{ value = \"Free from UK landlines and mobiles\", source = \"own-page\", confidence = \"medium\" }",
        "\"Free\"",
        "must be a table (a cost)",
        "write { value = \"Free\", source = \"…\", confidence = \"high\" }",
    ),
    (
        LISTENERS,
        ", source = \"own-page\", confidence = \"medium\" }",
        ", source = \"own-page\", confidence = \"medium\"",
        "the { in this line has no }",
        "confidence = \"medium\" }",
    ),
    // Several days in one line, and days in other words.
    (
        TEAM,
        "mon = [\"09:00-17:30\"]",
        "mon, tue = [\"09:00-17:30\"]",
        "a line of its own",
        "mon = [\"09:00-17:30\"], and below it tue = [\"09:00-17:30\"]",
    ),
    (
        TEAM,
        "mon = [\"09:00-17:30\"]",
        "mon/tue = [\"09:00-17:30\"]",
        "a line of its own",
        "mon = [\"09:00-17:30\"], and below it tue = [\"09:00-17:30\"]",
    ),
    (
        TEAM,
        "mon = [\"09:00-17:30\"]",
        "mon & tue = 9-5",
        "a line of its own",
        "mon = [\"09:00-17:00\"], and below it tue = [\"09:00-17:00\"]",
    ),
    (
        TEAM,
        "mon = [\"09:00-17:30\"]",
        "Mon to Fri = [\"09:00-17:30\"]",
        "a line of its own",
        "and below it fri = [\"09:00-17:30\"]",
    ),
    (TEAM, "mon = [\"09:00-17:30\"]", "Mon-Fri 9am-5.30pm", "a line of its own", "and below it fri = [\"09:00-17:30\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon, tue: 9-5", "a line of its own", "and below it tue = [\"09:00-17:00\"]"),
    (TEAM, "mon = [\"09:00-17:30\"]", "monday = [\"09:00-17:30\"]", "has no key `monday`", "write mon ="),
    (TEAM, "mon = [\"09:00-17:30\"]", "weekdays = [\"09:00-17:30\"]", "has no key `weekdays`", "and below it fri ="),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon.tue = [\"09:00-17:30\"]", "`mon` must be a list", "a line of its own: mon ="),
    // Days in words.
    (TEAM, "recorded = 2026-11-23", "recorded = today", "not a whole date", "recorded = 2027-02-01, with its year"),
    (TEAM, "recorded = 2026-11-23", "recorded = TODAY()", "not a whole date", "recorded = 2027-02-01, with its year"),
    (TEAM, "recorded = 2026-11-23", "recorded = last week", "not a whole date", "recorded = 2027-02-01, with its year"),
    (TEAM, "recorded = 2026-11-23", "recorded = ??", "not a whole date", "recorded = 2027-02-01, with its year"),
    (TEAM, "recorded = 2026-11-23", "recorded = \"today\"", "must be a date", "such as recorded = 2026-11-23"),
    // Texts over lines, and numbers side by side.
    (YOUNGLINE, "name = \"Youngline\"", "name = \"Young\nline\"", "goes on in the next line", "write name = \"Young line\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = “Young\nline”", "goes on in the next line", "write name = \"Young line\""),
    (YOUNGLINE, "name = \"Youngline\"", "name = Young\nline", "goes on in the next line", "write name = \"Young line\""),
    (YOUNGLINE, "name = \"Youngline\"", "name =\n\"Youngline\"", "stands in the next line", "write name = \"Youngline\""),
    (
        YOUNGLINE,
        "name = \"Youngline\"",
        "name = \"Young\"\n\"line\"",
        "has ended in the line before",
        "write name = \"Young line\"",
    ),
    (
        YOUNGLINE,
        "\"01632 960130\"",
        "\"01632 960130 / 01632 960131\"",
        "2 numbers stand in one field",
        "give \"01632 960131\" a [[contact]]",
    ),
    (
        YOUNGLINE,
        "\"01632 960130\"",
        "\"01632 960130 or 01632 960131\"",
        "2 numbers stand in one field",
        "write value = \"01632 960130\" here",
    ),
    (
        YOUNGLINE,
        "\"01632 960130\"",
        "\"01632 960130 01632 960131\"",
        "2 numbers stand in one field",
        "give \"01632 960131\" a [[contact]]",
    ),
    (
        TEAM,
        "\"01632 960110\"",
        "\"01632 960110 option 2\"",
        "digits and single spaces",
        "write value = \"01632 960110\"; what else",
    ),
    (TEAM, "\"01632 960110\"", "\"team@wendale.example\"", "digits and single spaces", "write kind = \"email\" above it"),
    (TEAM, "\"01632 960110\"", "\"none\"", "digits and single spaces", "take this whole [[contact]] out"),
    (
        TEAM,
        "\"01632 960110\"",
        "[\"01632 960110\", \"01632 960111\"]",
        "`value` must be text",
        "value = \"01632 960110\"; each other one",
    ),
    (TEAM, "\"01632 960110\"", "\"01632960110\"", "one run of digits", "value = \"01632 960110\""),
    (
        TEAM,
        "url = \"https://signpost.example/read/wendale-family-team\"",
        "url = \"https://signpost.example/read/wendale family-team\"",
        "holds no spaces",
        "/wendale%20family-team",
    ),
    // A list that promises more than it holds, and a day that says two things.
    (
        "bank-holidays.toml",
        "until = 2027-12-31",
        "until = 2072-12-31",
        "no bank holiday stands here after 2027-12-28",
        "write the last day of the year",
    ),
    (
        TEAM,
        "bank_holidays = \"closed\"",
        "bank_holidays = \"closed\"\nexception = [{ date = 2026-12-28, open = [] }, { date = 2026-12-28, open = [\"10:00-14:00\"] }]",
        "2026-12-28 has hours of its own twice",
        "keep one entry for each day",
    ),
    (
        "bank-holidays.toml",
        "date = 2027-12-28",
        "date = 2062-12-28",
        "is on 2062-12-28, and the list goes on until 2027-12-31 alone",
        "write the day on which it is",
    ),
    // What no telephone has.
    (YOUNGLINE, "value = \"01632 960130\"", "value = \"3456\"", "none of the short numbers", "digits = 4"),
    (YOUNGLINE, "value = \"01632 960130\"", "value = \"85258\"", "none of the short numbers", "digits = 5"),
    (
        YOUNGLINE,
        "value = \"01632 960130\"",
        "value = \"01632 960130\"\nmenu = \"option 2\"",
        "\"option 2\" cannot be pressed",
        "write the keys alone: menu = \"2\"",
    ),
    (YOUNGLINE, "value = \"01632 960130\"", "value = \"01632 960130\"\nmenu = \"2,1\"", "cannot be pressed", "\"2, then 1\""),
    // What was told at first by another cause.
    (TEAM, "01632 960110", "O1632 96O110", "the letter O", "value = \"01632 960110\""),
    (WENDALE, "order = 1", "order = two", "must be a whole number", "write order = 2"),
    (TEAM, "value = \"https://", "value = \"http://", "begins with https://", "write https://"),
    (PAGE, "\n## ", "\nWrite to [us](mailto:help@wendale.example).\n\n## ", "links no email address", "(service:NAME)"),
    (PAGE, "\n## ", "\nRead [this page](/stay private).\n\n## ", "a space stands in the address", "take it out"),
    (PAGE, "\n## ", "\nRead [this page] (/crisis).\n\n## ", "a space stands between ] and (", "take it out"),
    (PAGE, "\n## ", "\nRead [the code](http://www.gov.uk/code).\n\n## ", "begins with https://", "write https://www.gov.uk/code"),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"17:00-09:00\"]", "end before they begin", "until 9 like \"17:00-33:00\""),
    (TEAM, "mon = [\"09:00-17:30\"]", "mon = [\"1-5\"]", "and this is \"1-5\"", "mon = [\"13:00-17:00\"], if 1pm to 5pm"),
    (
        YOUNGLINE,
        "[contact.hours]\nalways = true",
        "hours = \"24 hours\"\n[[contact.hours.exception]]\ndate = 2026-12-25\nopen = []\n[contact.hours]\nalways = true",
        "`hours` is a table with a heading of its own",
        "write [contact.hours] in its place, and below it always = true",
    ),
    // Letters of Welsh that were read as others, a table of a word processor.
    (TEAM, "name = \"", "name = \"Tre Å´yn\" # \"", "letters were lost when this file was saved: Å´", "type the letter"),
    (PAGE, "\n## ", "\nCome to Tre Å·n.\n\n## ", "letters were lost when this file was saved: Å·", "type the letter"),
    (PAGE, "\n## ", "\nDay\tHours\nMonday\t9 to 5\n\n## ", "a tab stands in this line", "an item of a list"),
    (TEAM, "name = \"", "name = \"Tre ?yn\" # \"", "a question mark stands in a word", "such as ŵ"),
];

/// What an editor is told first, and everything.
fn told(tree: &SourceTree) -> Vec<Diagnostic> {
    let (documents, read) = content::read(tree);
    let (_, site) = assemble(&documents);
    Stages { read, site, ..Stages::default() }.causes_first()
}

fn sound() -> SourceTree {
    SiteTest::small().tree().clone()
}

/// Why the first message is not about the mistake, if it is not.
fn fault(sound: &SourceTree, (file, old, new, said, typed): &Mistake) -> Option<String> {
    let mut tree = sound.clone();
    let file = format!("content/{file}");
    let text = sound.text(&file).expect("a file");
    let at = text.find(old).unwrap_or_else(|| panic!("{old:?} in {file}"));
    let kept = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let line = text[..at + kept.min(old.len() - 1)].matches('\n').count() + 1;
    tree.set(file.clone(), text.replacen(old, new, 1));
    let found = told(&tree);
    let first = found.first()?;
    let is_near = (line..=line + 2).contains(&usize::try_from(first.place.line).unwrap());
    let is_it = *first.place.file == *file && is_near && first.message.contains(said);
    let is_helped = first.help.as_deref().is_some_and(|help| help.contains(typed));
    let rest = found.iter().filter(|fault| fault.is_error() && *fault.place.file != *file).count();
    (!is_it || !is_helped || rest > 0).then(|| {
        let first = format!("{}:{} {} ({:?})", first.place.file, first.place.line, first.message, first.help);
        format!("{new:?} in {file}, line {line}: {first}; {rest} errors elsewhere")
    })
}

/// What an editor may be at when the last words of a file are lost.
#[test]
fn a_file_that_breaks_off_is_told_at_the_line_where_it_does() {
    let sound = sound();
    for (file, end, said, typed) in [
        (YOUNGLINE, "list = [\"a\",\n", "has no ] at its end", "write ] after the last item"),
        (YOUNGLINE, "list = [\n", "has no ] at its end", "write ] after the last item"),
        (YOUNGLINE, "[[source", "a bracket is missing", "write [[source]]"),
        (YOUNGLINE, "[review", "a bracket is missing", "write [review]"),
        (YOUNGLINE, "note = \"a note", "the quotation mark at the end", "write note = \"a note\""),
        (WENDALE, "places = [\"A\", \"B", "the quotation mark at the end", "each text of a list"),
        ("routing.toml", "[[outcome]]\nmore = [\"/a\"", "has no ] at its end", "write ] after the last item"),
    ] {
        let name = format!("content/{file}");
        let text = format!("{}\n{end}", sound.text(&name).unwrap().trim_end());
        let line = text.trim_end().matches('\n').count() + 1;
        let mut tree = sound.clone();
        tree.set(name.clone(), text);
        let found = told(&tree);
        assert_eq!((&*found[0].place.file, found[0].place.line), (name.as_str(), u32::try_from(line).unwrap()), "{end:?}");
        let help = found[0].help.as_deref().unwrap();
        assert!(found[0].message.contains(said) && help.contains(typed), "{end:?}: {:?}", found[0]);
    }
}

#[test]
fn the_first_message_is_the_cause_in_an_editors_words_with_what_to_type() {
    assert!(MISTAKES.len() >= 80);
    let sound = sound();
    let half = MISTAKES.len() / 2;
    let faults: Vec<String> = std::thread::scope(|scope| {
        let hands = [&MISTAKES[..half], &MISTAKES[half..]]
            .map(|part| scope.spawn(|| part.iter().filter_map(|mistake| fault(&sound, mistake)).collect::<Vec<_>>()));
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(SMALL), folder.path());
    folder
}

/// What is said of a county's folder while files are read and names looked up.
fn of_folder_laid(folder: &Path) -> Vec<Diagnostic> {
    let mut tree = SourceTree::built_in();
    let mut read = tree.lay_over("content", folder).unwrap();
    let (documents, faults) = content::read(&tree);
    read.extend(faults);
    let (_, site) = assemble(&documents);
    Stages { read, site, ..Stages::default() }.causes_first()
}

fn of_folder(folder: &Path) -> Vec<Diagnostic> {
    let mut tree = SourceTree::built_in();
    let mut read = tree.replace("content", folder).unwrap();
    let (documents, faults) = content::read(&tree);
    read.extend(faults);
    let (_, site) = assemble(&documents);
    let mut found = Stages { read, site, ..Stages::default() }.causes_first();
    tree.name_really(&mut found);
    found
}

#[test]
fn a_file_saved_by_an_ordinary_program_is_read_or_called_what_it_is() {
    let folder = folder();
    let service = folder.path().join(YOUNGLINE);
    let text = fs::read_to_string(&service).unwrap();
    let real = service.to_string_lossy().into_owned();
    fs::write(&service, format!("\u{feff}{text}").replace('\n', "\r\n")).unwrap();
    let page = folder.path().join(PAGE);
    fs::write(&page, format!("\u{feff}{}", fs::read_to_string(&page).unwrap())).unwrap();
    let left = ["pages/~$a.md", "pages/#a.md#", "services/4913", "services/a.bak", "services/steady.toml.old", "a.orig", "a.tmp"];
    for name in left.iter().chain(&["areas/wendale.toml.rej", "pages/.a.md.swx", "pages/a.md.swp"]) {
        fs::write(folder.path().join(name), b"\x01\x02\xff").unwrap();
    }
    let found = of_folder(folder.path());
    assert!(
        !found.iter().any(Diagnostic::is_error),
        "a mark at the beginning and Windows' line ends are passed over: {found:#?}"
    );
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf16_bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let windows = [b"name = \"Children\x92s line\"\n", text.as_bytes()].concat();
    let word = b"PK\x03\x04word/document.xml".to_vec();
    for (bytes, said) in [(utf16, "UTF-16"), (utf16_bare, "UTF-16"), (windows, "old form of Windows"), (word, "word processor")] {
        fs::write(&service, bytes).unwrap();
        let found = of_folder(folder.path());
        assert!(found[0].message.contains(said) && *found[0].place.file == *real, "{said}: {:?}", found[0]);
        assert!(found[0].help.as_deref().unwrap().contains("other places name `youngline`"), "{:?}", found[0]);
        assert!(found.iter().filter(|fault| fault.is_error()).count() == 1, "{found:#?}");
    }
}

#[test]
fn a_missing_bracket_of_a_countys_service_is_told_first_by_its_real_name_and_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("cp").args(["-r", "tests/fixtures/county/."]).arg(folder.path()).status().unwrap().success());
    let police = folder.path().join("services/northshire-police.toml");
    let text = fs::read_to_string(&police).unwrap();
    fs::write(&police, text.replacen("[[contact]]", "[[contact]", 1)).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_waymark"))
        .args(["check", "--format", "json", "--overlay"])
        .arg(folder.path())
        .output()
        .unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows[0]["file"].as_str(), police.to_str());
    assert_eq!(rows[0]["help"].as_str().map(|help| help.contains("write [[contact]]")), Some(true), "{}", rows[0]);
    assert!(rows[0]["help"].as_str().unwrap().contains("name `northshire-police`"), "{}", rows[0]);
    assert_eq!(rows.iter().filter(|row| row["severity"] == "error").count(), 1, "{rows:#?}");
    assert_eq!(rows.last().unwrap()["kind"], Kind::Follows.slug());
}

/// What `check` says of the folder of a county over the small site: file, message and help of each finding.
fn checked_over_small(folder: &Path) -> Vec<(String, String, String)> {
    checked_over(&["--content", SMALL], folder)
}

/// The same of one over the built-in content.
fn checked(folder: &Path) -> Vec<(String, String, String)> {
    checked_over(&[], folder)
}

fn checked_over(content: &[&str], folder: &Path) -> Vec<(String, String, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    let run = command.args(["check", "--format", "json"]).args(content).arg("--overlay").arg(folder).output().unwrap();
    let rows: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, "file"), text(row, "message"), text(row, "help"))).collect()
}

fn county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("tests/fixtures/county"), folder.path());
    folder
}

/// A county over the small site.
fn small_county() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(SMALL_COUNTY), folder.path());
    fs::create_dir(folder.path().join("pages")).unwrap();
    folder
}

#[test]
fn a_file_in_a_wrong_folder_of_a_county_is_told_the_exact_path_to_move_it_to() {
    let folder = small_county();
    let at = |name: &str| folder.path().join(name);
    let service = fs::read_to_string(at("services/northshire-sarc.toml")).unwrap();
    let page = fs::read_to_string(format!("{SMALL}/pages/about.md")).unwrap();
    let moves = [
        ("pages/northshire-line.toml", &service, "services/northshire-line.toml"),
        ("content/services/northshire-line-3.toml", &service, "services/northshire-line-3.toml"),
        ("services/northshire-line-4.txt", &service, "services/northshire-line-4.toml"),
        ("areas/northshire-line-5.toml", &service, "services/northshire-line-5.toml"),
        ("services/about.md", &page, "pages/about.md"),
        ("areas/our-page.md", &page, "pages/our-page.md"),
    ];
    for (name, text, _) in moves {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), text).unwrap();
    }
    let found = checked_over_small(folder.path());
    for (name, _, to) in moves {
        let told = found.iter().find(|(file, ..)| *file == at(name).display().to_string());
        let (_, message, help) = told.unwrap_or_else(|| panic!("{name}: {found:#?}"));
        assert_eq!(*help, format!("move it to {}", at(to).display()), "{name}: {message}");
    }
}

#[test]
fn a_folder_with_a_wrong_name_a_spaced_file_a_picture_and_a_misspelt_setting_are_told_first_with_what_to_do() {
    let in_county = |change: &dyn Fn(&Path)| {
        let folder = county();
        change(folder.path());
        let found = of_folder_laid(folder.path());
        found.into_iter().filter(|fault| !fault.place.file.ends_with("overlay.toml") || fault.is_error()).collect::<Vec<_>>()
    };
    for (name, told) in
        [("service", "rename the folder: service/ to services/"), ("Services", "rename the folder: Services/ to services/")]
    {
        let found = in_county(&|folder| fs::rename(folder.join("services"), folder.join(name)).unwrap());
        assert!(found[0].help.as_deref().is_some_and(|help| help.contains(told)), "{name}: {:#?}", &found[..3]);
        assert_eq!(found.iter().filter(|fault| fault.is_error()).count(), 1, "{name}: {found:#?}");
    }
    let found = in_county(&|folder| {
        fs::rename(folder.join("services/northshire-lado.toml"), folder.join("services/northshire lado.toml")).unwrap();
    });
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(found[0].message.contains("there is a space in this one"), "{found:#?}");
    assert!(help.contains("rename it to content/services/northshire-lado.toml"), "{help}");
    assert_eq!(found.iter().filter(|fault| fault.is_error()).count(), 1, "what names it follows: {found:#?}");
    let found = in_county(&|folder| fs::write(folder.join("pages/logo.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap());
    assert!(
        found[0].message.contains("this is a picture") && found[0].help.as_deref().unwrap().contains("ignore.txt"),
        "{found:#?}"
    );
    let found = in_county(&|folder| fs::write(folder.join("poster.toml"), "[[poster]]\nid = \"x\"\n").unwrap());
    assert!(found[0].help.as_deref().is_some_and(|help| help.contains("did you mean posters.toml?")), "{found:#?}");
}

#[test]
fn a_countys_service_that_was_deleted_is_told_first_and_what_follows_is_folded() {
    let folder = small_county();
    let gone = folder.path().join("services/northshire-lado.toml");
    fs::remove_file(&gone).unwrap();
    let found = checked_over_small(folder.path());
    let (file, message, help) = &found[0];
    assert_eq!(*file, gone.display().to_string(), "{found:#?}");
    assert!(message.contains("`northshire-lado`"), "{message}");
    let area = format!("{}:12", folder.path().join("areas/northshire.toml").display());
    assert!(help.contains("status = \"closed\"") && help.contains(&area) && !help.contains("sarc"), "{help}");
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_built_in_service_that_is_left_out_is_told_at_the_line_that_leaves_it_out_with_the_better_way() {
    let folder = county();
    let overlay = folder.path().join("overlay.toml");
    let text = fs::read_to_string(&overlay).unwrap();
    fs::write(&overlay, format!("without = [\"services/childline.toml\"]\n{text}")).unwrap();
    let found = checked(folder.path());
    let of_it: Vec<_> = found.iter().filter(|(_, message, _)| message.contains("still speak")).collect();
    assert!(of_it.len() < 5, "{of_it:#?}");
    let (file, message, help) = of_it.iter().find(|(file, ..)| *file == overlay.display().to_string()).expect("it is told there");
    assert!(message.contains("`childline` is left out here"), "{file}: {message}");
    assert!(help.contains("status = \"closed\"") && help.contains("built-in content/pages/apps.md:"), "{help}");
    assert!(help.contains(" more: `waymark where \"Childline\" --overlay "), "{help}");
    let of_area = text.replace("\"northshire-lado\"", "\"essex-police\"");
    fs::write(&overlay, of_area).unwrap();
    let found = checked(folder.path());
    assert!(found[0].1.contains("`essex-police` helps only in areas that are left out here"), "{found:#?}");
}

#[test]
fn a_page_copied_under_a_built_in_name_is_told_before_the_errors_that_follow_from_it() {
    let folder = county();
    let pages = folder.path().join("pages");
    fs::copy("content/pages/the-law.md", pages.join("crisis.md")).unwrap();
    let found = checked(folder.path());
    let (file, message, help) = &found[0];
    assert_eq!(*file, pages.join("crisis.md").display().to_string(), "{found:#?}");
    assert!(
        message.contains("takes the place of the built-in page `/crisis`") && message.contains("elsewhere follow"),
        "{message}"
    );
    assert!(help.contains("give this file another name") && help.contains("is: "), "{help}");
    assert!(!found.iter().skip(1).any(|(file, ..)| file.contains("questions/")), "what follows is folded: {found:#?}");
    fs::remove_file(pages.join("crisis.md")).unwrap();
    fs::copy("content/pages/the-law.md", pages.join("the-law.md")).unwrap();
    let deliberate = checked(folder.path());
    assert!(deliberate.iter().all(|(_, message, _)| !message.contains("takes the place")), "{deliberate:#?}");
}

/// The one error of a county, which is told first: its file, message and help.
fn only_error(folder: &Path) -> (String, String, String) {
    let found = checked(folder);
    assert_eq!(of_folder_laid(folder).iter().filter(|fault| fault.is_error()).count(), 0, "the files can be read");
    let others: Vec<_> = found.iter().skip(1).filter(|(_, message, _)| !message.contains("may only follow")).collect();
    assert!(others.is_empty(), "{found:#?}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_list_of_an_area_in_which_nobody_answers_at_any_hour_is_told_once_and_there_with_what_to_put_back() {
    let folder = county();
    let area = folder.path().join("areas/northshire.toml");
    let text = fs::read_to_string(&area).unwrap();
    fs::write(&area, text.replace("service = \"northshire-police\"", "service = \"police-uk-force-finder\"")).unwrap();
    let (file, message, help) = only_error(folder.path());
    assert_eq!(file, area.display().to_string());
    assert!(message.contains("nobody does the job `police` at any hour in Northshire"), "{message}");
    assert!(message.contains(" answers of the report page (") && message.contains(" more)"), "{message}");
    assert!(help.contains("put `{ service = \"police-101\" }` back into the list"), "{help}");
    fs::write(&area, &text).unwrap();
    // The police of a whole nation.
    let changed = SiteTest::built_in()
        .change("content/areas/england.toml", "{ service = \"police-101\", note = \"It rings the force where you are. If the child lives elsewhere, say where.\" },\n", "")
        .diagnostics();
    let errors: Vec<_> = changed.iter().filter(|fault| fault.is_error()).collect();
    assert!(errors.len() == 1 && *errors[0].place.file == *"content/areas/england.toml", "{errors:#?}");
    // The same by the hours of the area's own service.
    let police = folder.path().join("services/northshire-police.toml");
    let known = fs::read_to_string(&police).unwrap();
    fs::write(&police, known.replace("always = true", "mon = [\"09:00-17:00\"]\nbank_holidays = \"closed\"")).unwrap();
    let (file, _, help) = only_error(folder.path());
    assert_eq!(file, area.display().to_string());
    assert!(help.contains("if northshire-police answers day and night, write `always = true`"), "{help}");
}

#[test]
fn a_file_that_covers_a_built_in_one_is_told_once_for_all_answers_that_fail_by_it() {
    let folder = county();
    let childline = folder.path().join("services/childline.toml");
    let text = fs::read_to_string("content/services/childline.toml").unwrap();
    fs::write(&childline, text.replace("always = true", "mon = [\"09:00-17:00\"]\nbank_holidays = \"closed\"")).unwrap();
    let (file, message, help) = only_error(folder.path());
    assert_eq!(file, childline.display().to_string());
    assert!(
        message.contains("takes the place of the built-in service `childline`, and ") && message.contains(" errors"),
        "{message}"
    );
    assert!(help.contains("put back what it had") && help.contains("content/routing.toml:"), "{help}");
    fs::remove_file(&childline).unwrap();
    let routing = folder.path().join("routing.toml");
    let until = "[[outcome]]\nid = \"o4\"\nuntil_then = { service = \"nspcc-helpline\", why = \"In its hours.\" }\n";
    fs::write(&routing, until).unwrap();
    let found = checked(folder.path());
    assert_eq!(found[0].0, routing.display().to_string(), "{found:#?}");
}

#[test]
fn a_mistyped_number_is_told_before_its_confirmation_and_no_confirmation_is_to_be_taken_away() {
    let folder = small_county();
    let police = folder.path().join("services/northshire-police.toml");
    let confirmed = "[[confirmation]]\nservice = \"northshire-police\"\nfact = \"phone\"\nvalue = \"01632 960101\"\non = 2026-11-24\nby = \"phone\"\nrole = \"editor\"\n";
    fs::write(folder.path().join("confirmed.toml"), confirmed).unwrap();
    let text = fs::read_to_string(&police).unwrap();
    fs::write(&police, text.replacen("01632 960101", "(01632) 960101", 1)).unwrap();
    let found = checked_over_small(folder.path());
    assert_eq!(found[0].0, police.display().to_string(), "{found:#?}");
    assert!(
        found.iter().all(|(_, message, help)| !message.contains("confirms nothing") && !help.contains("take this")),
        "{found:#?}"
    );
}

#[test]
fn a_closed_service_has_its_successor_also_while_the_successors_file_cannot_be_read() {
    let folder = small_county();
    let at = |name: &str| folder.path().join(format!("services/{name}.toml"));
    let lado = fs::read_to_string(at("northshire-lado")).unwrap();
    fs::write(at("northshire-lado"), lado.replacen("\"active\"", "\"closed\"\nreplaced_by = \"northshire-police\"", 1)).unwrap();
    let police = fs::read_to_string(at("northshire-police")).unwrap();
    fs::write(at("northshire-police"), format!("{police}\nmon = [\"9am-5pm\"]\n")).unwrap();
    let found = checked_over_small(folder.path());
    assert_eq!(found[0].0, at("northshire-police").display().to_string(), "{found:#?}");
    assert!(found.iter().all(|(_, message, _)| !message.contains("has closed")), "{found:#?}");
}

#[test]
fn a_dead_link_to_a_page_and_a_file_that_is_not_there_to_leave_out_say_what_to_do() {
    let folder = small_county();
    let about = fs::read_to_string(format!("{SMALL}/pages/worried-about-a-child.md")).unwrap();
    let page = folder.path().join("pages/worried-about-a-child.md");
    for (link, wanted) in
        [("/worried-about-a-kid", "did you mean `/worried-about-a-child`?"), ("/blackmailed", "take the link out")]
    {
        fs::write(&page, format!("{about}\nRead [about it]({link}).\n")).unwrap();
        let found = checked_over_small(folder.path());
        let told = found.iter().find(|(_, message, _)| message.contains(&format!("no page called `{link}`"))).expect(link);
        assert!(told.2.contains(wanted), "{told:?}");
    }
    fs::remove_file(page).unwrap();
    let overlay = folder.path().join("overlay.toml");
    let text = fs::read_to_string(&overlay).unwrap();
    fs::write(&overlay, format!("without = [\"services/quite-another.toml\"]\n{text}")).unwrap();
    let found = checked_over_small(folder.path());
    assert!(found[0].2.contains("take it out of this list"), "{found:#?}");
}

#[test]
fn an_entry_that_stands_twice_in_a_countys_settings_is_told_and_one_called_nearly_as_a_built_in_one_too() {
    let folder = small_county();
    let routing = folder.path().join("routing.toml");
    let before = fs::read_to_string(&routing).unwrap_or_default();
    let twice = "\n[[outcome]]\nid = \"o9-2\"\ndo_now = \"A.\"\n[[outcome]]\nid = \"o9-2\"\ndo_now = \"B.\"\n";
    fs::write(&routing, format!("{before}{twice}")).unwrap();
    let found = checked_over_small(folder.path());
    assert_eq!(found[0].0, routing.display().to_string(), "{found:#?}");
    assert!(found[0].1.contains("there already is a [[outcome]] `o9-2` in this file, in line"), "{found:#?}");
    assert!(found[0].2.contains("in one [[outcome]]"), "{found:#?}");
    fs::write(&routing, format!("{before}\n[[outcome]]\nid = \"o9-22\"\ndo_now = \"A.\"\n")).unwrap();
    let found = checked_over_small(folder.path());
    assert!(found[0].1.contains("no built-in [[outcome]] `o9-22` to change") && found[0].2.contains("`o9-2"), "{found:#?}");
    assert!(found.iter().all(|(_, message, _)| !message.contains("needs the key")), "{found:#?}");
    fs::write(&routing, before).unwrap();
    let overlay = folder.path().join("overlay.toml");
    let review = "[[review]]\nof = \"/crisis\"\nowner = \"us\"\n";
    fs::write(&overlay, format!("{}\n{review}{review}", fs::read_to_string(&overlay).unwrap())).unwrap();
    let found = checked_over_small(folder.path());
    assert!(found[0].1.contains("there already is a [[review]] of `/crisis`"), "{found:#?}");
}

#[test]
fn a_countys_area_that_was_deleted_and_posters_that_cannot_be_read_are_told_first() {
    let folder = small_county();
    let area = folder.path().join("areas/northshire.toml");
    let text = fs::read_to_string(&area).unwrap();
    fs::remove_file(&area).unwrap();
    let found = checked_over_small(folder.path());
    assert_eq!(found[0].0, area.display().to_string(), "{found:#?}");
    assert!(found[0].1.contains("other files name the area `northshire`") && found[0].2.contains("put it back"), "{found:#?}");
    fs::write(&area, text).unwrap();
    let posters = folder.path().join("posters.toml");
    fs::write(&posters, "[[poster]]\nid = \"parents\"\nheading = \"x\"\n").unwrap();
    let found = checked_over_small(folder.path());
    assert_eq!(found[0].0, posters.display().to_string(), "{found:#?}");
    assert!(found[0].1.contains("no key `heading`"), "{found:#?}");
}

#[test]
fn a_draft_is_left_out_its_faults_are_warnings_and_what_names_it_is_told_at_its_line() {
    let folder = county();
    let page = folder.path().join("pages/drop-in.md");
    let about = fs::read_to_string("content/pages/talk-to-your-child.md").unwrap();
    let draft = about.replacen("+++\n", "+++\ndraft = true\n", 1).replacen("tab = \"", "tab = \"TODO ", 1);
    fs::write(&page, format!("{draft}\nRead [more](/no-such-page).\n\n…\n")).unwrap();
    let found = of_folder_laid(folder.path());
    assert!(!found.iter().any(Diagnostic::is_error), "{found:#?}");
    let faults = checked(folder.path());
    assert!(
        faults.iter().any(|(file, message, _)| *file == page.display().to_string() && message.contains("note")),
        "{faults:#?}"
    );
    assert!(faults.iter().any(|(_, message, _)| message.contains("/no-such-page")), "{faults:#?}");
    let other = folder.path().join("pages/talk-to-your-child.md");
    fs::write(&other, format!("{about}\nCome to [the drop-in](/drop-in).\n")).unwrap();
    let found = checked(folder.path());
    let told =
        found.iter().find(|(_, message, _)| message.contains("`/drop-in` is a draft")).unwrap_or_else(|| panic!("{found:#?}"));
    assert!(told.0 == page.display().to_string() && told.2.contains("take this line out when it is ready"), "{told:?}");
}

#[test]
fn a_key_above_its_heading_and_an_entry_that_does_not_say_which_it_is_are_told_with_what_to_write() {
    for (name, text, said, typed) in [
        (
            "posters.toml",
            "name=\"For parents\"\n",
            "the posters has no key `name`",
            "a key of [[poster]]: write it below a line [[poster]]",
        ),
        ("posters.toml", "title = \"A\"\n[[poster]]\nid = \"parents\"\n", "no key `title`", "below a line [[poster]]"),
        ("posters.toml", "[[poster]]\ntitle = \"A poster\"\n", "it has no `id`", "write id = \"parents\" below this line"),
        (
            "posters.toml",
            "[[poster]]\nid = \"parents\"\n[[number]]\nservice = \"steady\"\n",
            "no key `number`",
            "write [[poster.number]]",
        ),
        (
            "posters.toml",
            "[[poster]]\nid = \"parents\"\nnumber = \"101\"\n",
            "`number` must be a list",
            "write a line [[poster.number]]",
        ),
        ("posters.toml", "[poster]\nid = \"parents\"\n", "`poster` must be a list", "write a line [[poster]]"),
        ("links.toml", "id = \"staff\"\n", "no key `id`", "below a line [[link]]"),
        ("kit.toml", "[[snippet]]\nname = \"Ours\"\n", "it has no `id`", "below this line"),
        ("routing.toml", "do_now = \"Ring them.\"\n", "no key `do_now`", "below a line [[outcome]]"),
    ] {
        // The small site has no link kit.
        let (folder, content): (_, &[&str]) =
            if name == "kit.toml" { (county(), &[]) } else { (small_county(), &["--content", SMALL]) };
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let (real, message, help) = checked_over(content, folder.path()).remove(0);
        assert_eq!(real, file.display().to_string(), "{text:?}: {message}");
        assert!(message.contains(said) && help.contains(typed), "{text:?}: {message}: {help}");
    }
}

#[test]
fn a_service_without_its_review_is_told_the_lines_to_write() {
    let folder = small_county();
    let file = folder.path().join("services/northshire-police.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.split("[review]").next().unwrap()).unwrap();
    let (real, message, help) = checked_over_small(folder.path()).remove(0);
    assert_eq!((real, message.as_str()), (file.display().to_string(), "a service needs the key `review`"));
    assert!(help.contains("write a line [review], and below it owner = \"…\", checked = "), "{help}");
}

/// One fault after another would be one run of `check` after another.
#[test]
fn of_a_page_with_faulty_ways_everything_is_told_at_once() {
    let head =
        "+++\ntitle = \"Help with a worry\"\ntab = \"Help\"\ndescription = \"See who can help.\"\naudience = \"everyone\"\n";
    let review = "\n[review]\nowner = \"editor\"\nchecked = 2026-11-30\ndue = 2027-02-28\n+++\n";
    let unread = "\n[[routes]]\nservic = \"youngline\"\n\n[[routes]]\nservice = \"the-listener\"\n";
    let listed = "routes = [\n  { servic = \"youngline\" },\n  { service = \"the-listener\" },\n]\n";
    let unknown = "\n[[routes]]\nservice = \"the-listener\"\n";
    let (key, service) = ("has no key `servic`", "no service called `the-listener`");
    let (link, unshown) = ("no page called `/nowhere`", "never shows them");
    let unsourced = "without a [[source]]";
    for (ways, body, said) in [
        (unread, "See [this](/nowhere).", &[unsourced, key, service, link, unshown][..]),
        (listed, "See [this](/nowhere).", &[unsourced, key, service, link, unshown]),
        (unread, "::routes", &[unsourced, key, service]),
        (unknown, "See [this](/nowhere).", &[unsourced, service, link, unshown]),
        (unknown, "Words.", &[unsourced, service, unshown]),
        (unknown, "::route", &[unsourced, service, "is not a directive"]),
        (unknown, "::routes\n\n::routes", &[unsourced, service, "more than once"]),
    ] {
        let mut tree = sound();
        tree.set("content/pages/my-page.md", format!("{head}{ways}{review}\n{body}\n"));
        let found: Vec<String> = told(&tree).into_iter().filter(Diagnostic::is_error).map(|fault| fault.message).collect();
        assert_eq!(found.len(), said.len(), "{body}: {found:?}");
        assert!(said.iter().all(|words| found.iter().any(|message| message.contains(words))), "{body}: {found:?}");
    }
}
