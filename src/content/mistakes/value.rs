//! What stands after an equals sign.

use super::meant::{is_curly, is_number, list_typed, note, quoted};
use super::{Line, Slip, assignment, date, is_key, times};

/// The slip in a value, if there is one.
pub(super) fn slip(line: Line<'_>, key: &str, value: &str) -> Option<Slip> {
    let slip = |message: String, help: String| Some(Slip::new(line.whole(), message, help));
    let Some(first) = value.chars().next() else {
        return slip(format!("`{key}` has nothing after the ="), "write the value, or take the line out".to_owned());
    };
    match first {
        '#' => slip(format!("`{key}` has nothing after the ="), "write the value before the #, or take the line out".to_owned()),
        first if is_curly(first) => {
            let help = format!("type the straight ones: {key} = {}", quoted(value));
            slip("these are curly quotes, as a word processor makes them".to_owned(), help)
        }
        '"' if !value.starts_with("\"\"\"") => of_text(line, key, value),
        '\'' if !value.starts_with("'''") => of_plain_text(line, key, value),
        '(' | '{' if first == '(' || !value.contains(['=', ':']) => {
            let list = list_typed(value);
            let help = if list == "[]" {
                format!("write {key} = [, and ] after the last item")
            } else {
                format!("write {key} = {list}")
            };
            slip("a list stands between square brackets, [ and ]".to_owned(), help)
        }
        '[' | '{' | '"' | '\'' => None,
        _ => of_bare(line, key, value),
    }
}

/// A text between straight quotation marks.
fn of_text(line: Line<'_>, key: &str, value: &str) -> Option<Slip> {
    let slip = |message: &str, help: String| Some(Slip::new(line.whole(), message, help));
    let Some(end) = closing(value) else {
        if let Some(text) = value[1..].strip_suffix(['”', '“', '’', '\'']) {
            return slip(
                "this text begins with a straight quotation mark and ends with another kind",
                format!("write {key} = \"{text}\""),
            );
        }
        if value.ends_with('\\') || value.ends_with("\\\"") {
            return slip("the \\ before the last quotation mark takes it away", format!("write {key} = \"…\" without the \\"));
        }
        let text = value[1..].trim_end();
        return slip("the quotation mark at the end of this text is missing", format!("write {key} = \"{text}\""));
    };
    let (text, rest) = (&value[..=end], value[end + 1..].trim());
    if let Some(bad) = bad_escape(text) {
        let help = "write / for a path, and leave the \\ out of numbers and words";
        return slip(&format!("a \\ may not stand before `{bad}` in a text"), help.to_owned());
    }
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    if matches!(rest, "," | ";" | ".") {
        return slip("a line ends after its value, without a comma or other sign", format!("write {key} = {text}"));
    }
    if let Some(note) = note(rest) {
        return slip("a note begins with #, and with no other sign", format!("write {key} = {text} {note}"));
    }
    let more = rest.trim_start_matches([',', ';', ' ']);
    if assignment(more).is_some_and(|(next, value)| is_key(next) && !value.is_empty()) {
        return slip(
            "two keys stand on one line",
            format!("write each on a line of its own: {key} = {text}, and below it {more}"),
        );
    }
    if rest.starts_with('"') && rest.len() > 1 || rest.contains('"') {
        return slip(
            "there is a quotation mark inside this text, and the text ends there",
            "inside a text write “ and ”, or ' in place of \"".to_owned(),
        );
    }
    let all = format!("{} {rest}", text.trim_end_matches('"'));
    slip("something stands after the end of this text", format!("write {key} = {all}\", or put # before a note"))
}

/// A text between apostrophes, which ends at the first apostrophe in it.
fn of_plain_text(line: Line<'_>, key: &str, value: &str) -> Option<Slip> {
    let inner = &value[1..];
    let rest = inner.find('\'').map(|end| inner[end + 1..].trim());
    if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    if rest.is_none() && inner.ends_with(is_curly) {
        let help = format!("use \" on both sides: {key} = {}", quoted(inner));
        return Some(Slip::new(line.whole(), "this text begins with one kind of mark and ends with another kind", help));
    }
    let message = if rest.is_some() {
        "there is an apostrophe inside this text, and the text ends there"
    } else {
        "the mark at the end of this text is missing"
    };
    Some(Slip::new(line.whole(), message, format!("use \" on both sides: {key} = \"{}\"", inner.trim_end_matches(['\'', '"']))))
}

/// Where the text that begins at 0 ends.
pub(super) fn closing(value: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in value.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at),
            _ => {}
        }
    }
    None
}

fn bad_escape(text: &str) -> Option<char> {
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        if c == '\\' {
            let next = signs.next()?;
            if !matches!(next, 'b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' | 'u' | 'U' | 'x') {
                return Some(next);
            }
        }
    }
    None
}

/// Keys whose value is a day.
const DAYS: [&str; 8] = ["checked", "due", "recorded", "from", "until", "date", "given", "on"];

/// Keys whose value is a whole number.
const NUMBERS: [&str; 2] = ["order", "digits"];
const IN_WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A value without quotation marks.
fn of_bare(line: Line<'_>, key: &str, value: &str) -> Option<Slip> {
    let slip = |message: String, help: String| Some(Slip::new(line.whole(), message, help));
    let bare = value.split(" #").next().unwrap_or(value).trim().trim_end_matches([',', ';']);
    if matches!(bare, "true" | "false") || is_number(bare) || date::is_written_right(bare) {
        let has_more = value.trim_end_matches(|c: char| c != ',' && c != ';').ends_with([',', ';']) && !value.contains('#');
        return has_more.then(|| {
            Slip::new(line.whole(), "a line ends after its value, without a comma or other sign", format!("write {key} = {bare}"))
        });
    }
    let closed = bare.trim_matches(['"', '”', '“', '\'']);
    // A date has eight digits at most; a number in a contact is none.
    let may_be_day = key != "value" && closed.bytes().filter(u8::is_ascii_digit).count() <= 8;
    if let Some(day) = date::meant(closed).filter(|_| may_be_day) {
        let help = format!("write {key} = {day}: the year first, then month and day, without quotation marks");
        return slip(format!("\"{closed}\" is not how a date is written here"), help);
    }
    if may_be_day && date::looks_like_one(closed) {
        let help = format!("write the year, the month and the day, such as {key} = 2027-02-01");
        return slip(format!("there is no such day as {closed}"), help);
    }
    if times::is_day(key)
        && let Some(line) = times::line_meant(key, closed)
    {
        return slip(format!("\"{closed}\" is not how hours are written here"), line);
    }
    if let Some(spell) = times::meant(closed).map(times::SpellMeant::written) {
        return slip(format!("\"{closed}\" is not how hours are written here"), format!("write {key} = [\"{spell}\"]"));
    }
    if times::is_always(closed) {
        return slip(format!("\"{closed}\" is not how hours are written here"), times::ALWAYS.to_owned());
    }
    if matches!(bare.to_lowercase().as_str(), "true" | "yes" | "on" | "false" | "no" | "off") {
        let right = matches!(bare.to_lowercase().as_str(), "true" | "yes" | "on");
        return slip(format!("`{key}` must be true or false, in small letters"), format!("write {key} = {right}"));
    }
    // A contact may be meant for people who ring `from` abroad.
    if DAYS.contains(&key) && (key != "from" || date::hints_at_one(closed)) {
        let help = format!("write {key} = 2027-02-01, with its year, month and day, and without quotation marks");
        return slip(format!("\"{closed}\" is not a whole date"), help);
    }
    if NUMBERS.contains(&key) {
        let number = IN_WORDS
            .iter()
            .position(|word| *word == closed.to_lowercase())
            .map_or_else(|| "2".to_owned(), |at| (at + 1).to_string());
        return slip(format!("`{key}` must be a whole number, in figures"), format!("write {key} = {number}"));
    }
    let has_quote = bare.ends_with(['"', '”', '“', '\'']);
    if has_quote {
        return slip("the quotation mark before this text is missing".to_owned(), format!("write {key} = \"{closed}\""));
    }
    let what = if bare.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        "a telephone number stands between quotation marks, as every text does"
    } else {
        "a text stands between quotation marks"
    };
    slip(what.to_owned(), format!("write {key} = {}", quoted(bare)))
}
