//! What an editor meant, as it is typed: a value with or without quotation marks, a list, a note.

use super::week::lines_of_days;
use super::{Line, Slip, date, is_key};

/// What the keys of a file hold.
pub(in crate::content) struct KnownKeys<'a> {
    /// Those at the top of the file.
    pub(in crate::content) top: Vec<&'static str>,
    /// Whether a key of the name stands somewhere in such a file.
    pub(in crate::content) is_key: &'a dyn Fn(&str) -> bool,
    /// Whether it holds a list of texts.
    pub(in crate::content) is_list: &'a dyn Fn(&str) -> bool,
}

/// What begins a note in other kinds of file, and what ends it.
const NOTES: [(&str, &str); 5] = [("//", ""), ("/*", "*/"), ("<!--", "-->"), ("--", ""), (";", "")];

/// A curly quotation mark or apostrophe, or a sign that is taken for one.
pub(super) fn is_curly(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '`'
            | '´'
            | '″'
            | '′'
            | '＂'
            | '＇'
            | '〝'
            | '〞'
            | '〟'
    )
}

/// A number as the form has it: one that begins with a zero is none.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

/// A text between straight quotation marks, whatever stood around it.
pub(super) fn quoted(text: &str) -> String {
    let plain = text.trim_matches(|c: char| is_curly(c) || c == '"' || c == '\'' || c == ',' || c == ';');
    format!("\"{plain}\"")
}

/// A value as it is typed: a date, a number, true, a list or a table as it stands, all else as a text.
pub(super) fn typed(value: &str) -> String {
    let bare = value.trim().trim_end_matches([',', ';']).trim_end();
    // A list or table may go on in the lines below.
    let is_list = bare.starts_with(['[', '{']);
    match bare.to_lowercase().as_str() {
        "true" | "yes" => "true".to_owned(),
        "false" | "no" => "false".to_owned(),
        _ if is_list || is_bare(bare) => bare.to_owned(),
        _ => date::meant(bare).unwrap_or_else(|| quoted(bare)),
    }
}

/// What stands without quotation marks: a number, a date, true or false.
pub(super) fn is_bare(text: &str) -> bool {
    matches!(text, "true" | "false") || is_number(text) || date::is_written_right(text)
}

/// The items of a list, however they were parted and marked, as they are typed.
pub(super) fn list_typed(value: &str) -> String {
    let items = value.trim().trim_matches(['[', ']', '(', ')', '{', '}', ' ']).split([',', ';']).map(str::trim);
    let items = items.map(|item| if is_bare(item) { item.to_owned() } else { quoted(item.trim_matches(['"', ' '])) });
    format!("[{}]", items.filter(|item| item != "\"\"").collect::<Vec<_>>().join(", "))
}

/// A table of one line, as it is typed: each text between quotation marks, commas between the keys.
pub(super) fn table_typed(written: &str) -> String {
    let inner = written.trim().trim_start_matches('{').trim_end_matches('}');
    let mut parts = vec![String::new()];
    let mut is_quoted = false;
    for c in inner.chars() {
        is_quoted ^= c == '"';
        if c == ',' && !is_quoted {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let rows = parts.iter().filter_map(|part| part.split_once(['=', ':'])).map(|(key, value)| {
        // Where a comma was lost, the next key stands behind the text.
        let (value, more) =
            value.trim().rsplit_once("\" ").map_or((value.trim().to_owned(), ""), |(value, more)| (format!("{value}\""), more));
        let more = more.split_once(['=', ':']).map(|(key, value)| format!(", {} = {}", key.trim(), typed(value)));
        format!("{} = {}{}", key.trim(), typed(&value), more.unwrap_or_default())
    });
    format!("{{ {} }}", rows.collect::<Vec<_>>().join(", "))
}

/// A note written as in another kind of file, as it is written here.
pub(super) fn note(words: &str) -> Option<String> {
    let (begin, end) = NOTES.iter().find(|(begin, _)| words.starts_with(begin))?;
    let said = words[begin.len()..].trim();
    Some(format!("# {}", said.strip_suffix(end).unwrap_or(said).trim()))
}

/// The slip as it is told to somebody of whom it is known which keys the file has.
pub(super) fn better(text: &str, slip: Slip, keys: &KnownKeys<'_>) -> Slip {
    let start = text[..slip.at.start].rfind('\n').map_or(0, |at| at + 1);
    let line = Line { at: start, text: text[start..].lines().next().unwrap_or_default() };
    let words = line.text.trim();
    let end = words.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(words.len());
    let (key, rest) = (&words[..end], words[end..].trim_start());
    let value = rest.trim_start_matches(['=', ':', '>', '-', '–', '—', ' ', '\t']).split(" #").next().unwrap_or_default().trim();
    if let Some(heading) = of_heading(line, words, keys) {
        return heading;
    }
    if let Some(lines) = days_in_one(words).filter(|_| (keys.is_key)("mon")) {
        return Slip::new(line.whole(), "each day has a line of its own", lines);
    }
    if !is_key(key) || !(keys.is_key)(key) {
        return slip;
    }
    if (keys.is_list)(key)
        && !value.is_empty()
        && !value.starts_with('[')
        && !slip.help.contains(" = [")
        && !slip.help.contains("leave ")
    {
        let message = format!("`{key}` holds a list, and a list stands in square brackets");
        return Slip::new(line.whole(), message, format!("write {key} = {}", list_typed(value)));
    }
    if !words.contains('=') && !value.is_empty() && slip.message.starts_with("this line is neither") {
        return Slip::new(
            line.whole(),
            "the = between the key and its value is missing",
            format!("write {key} = {}", typed(value)),
        );
    }
    slip
}

/// The lines of the days that were meant by one: `mon, tue = …`, `Mon-Fri 9am-5pm`.
fn days_in_one(words: &str) -> Option<String> {
    let at = words.find(['=', ':']).or_else(|| words.find(|c: char| c.is_ascii_digit()))?;
    lines_of_days(&words[..at], words[at..].trim_start_matches(['=', ':', ' ']))
}

/// A heading in brackets of another kind, or in none on one side.
fn of_heading(line: Line<'_>, words: &str, keys: &KnownKeys<'_>) -> Option<Slip> {
    let name = words.trim_matches(['(', ')', '{', '}', '[', ']', '<', '>', ' ', ':']);
    let is_marked = words.ends_with([')', '}', ']', '>']) && name.len() < words.len();
    if !is_marked || !(keys.is_key)(name.split('.').next().unwrap_or_default()) {
        return None;
    }
    let right = if words.ends_with("]]") || words.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
    Some(Slip::new(
        line.whole(),
        "a heading stands between square brackets, and a bracket is missing in this line",
        format!("write {right}"),
    ))
}
