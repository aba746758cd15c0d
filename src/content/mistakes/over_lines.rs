//! A value that begins on one line and goes on in the next: a text that was broken, a list whose bracket stands below its key.

use super::meant::{is_bare, note, quoted};
use super::{Line, Slip, assignment, is_key};

/// How many lines a text that was meant as one may have.
const MOST: usize = 6;

/// The slip in a line whose value goes on in `rest`, if it does.
pub(super) fn slip(line: Line<'_>, key: &str, value: &str, rest: &[Line<'_>]) -> Option<Slip> {
    let next = rest.first().map(|next| next.text.trim()).filter(|next| goes_on(next))?;
    if let Some(slip) = lost_bracket(line, key, value, rest) {
        return Some(slip);
    }
    if value.is_empty() {
        let begins = next.starts_with(['[', '{', '"', '\'', '“']);
        let help = format!("write {key} = {next}");
        return begins.then(|| Slip::new(line.whole(), format!("the value of `{key}` stands in the next line"), help));
    }
    let is_open = match value.chars().next()? {
        '"' => !value.starts_with("\"\"\"") && super::value::closing(value).is_none(),
        '\'' => !value.starts_with("'''") && !value[1..].contains('\''),
        '“' | '‘' => !value.ends_with(['”', '’', '"', '\'']),
        '[' | '{' | '(' => false,
        _ => !value.contains(['"', '”', '#']) && !is_bare(value),
    };
    is_open.then(|| {
        let help = format!("a text stands on one line: write {key} = {}", joined(value, rest));
        Slip::new(line.whole(), "this text goes on in the next line", help)
    })
}

/// A list over several lines whose [ is missing: its items follow, each with its comma.
fn lost_bracket(line: Line<'_>, key: &str, value: &str, rest: &[Line<'_>]) -> Option<Slip> {
    let is_item = |words: &str| words.starts_with('"') && words.ends_with(',');
    let next = rest.first()?.text.trim();
    let ends_here = |words: &str| words.starts_with(']') || words.ends_with(']') && words.starts_with('"');
    let is_list = value.is_empty() && (is_item(next) || next.starts_with('"') && ends_here(next))
        || is_item(value) && next.starts_with(['"', ']']);
    if !is_list {
        return None;
    }
    let below = rest.iter().map(|line| line.text.trim()).take_while(|words| words.starts_with(['"', ']']) || words.is_empty());
    let is_closed = below.into_iter().any(ends_here);
    let close = if is_closed { "" } else { ", and ] in a line of its own below the last item" };
    let start = if value.is_empty() { format!("{key} = [") } else { format!("{key} = [{value}") };
    let message = format!("the [ with which the list `{key}` begins is missing");
    Some(Slip::new(line.whole(), message, format!("write {start}, and leave its lines below as they are{close}")))
}

/// The slip in a line that holds nothing but a text, below one whose text has ended.
pub(super) fn second_text(line: Line<'_>, before: Option<&Line<'_>>) -> Option<Slip> {
    let (key, value) = assignment(before?.text.trim())?;
    let is_text = |text: &str| text.starts_with('"') && super::value::closing(text) == Some(text.len() - 1);
    let words = line.text.trim();
    (is_key(key) && is_text(value) && is_text(words)).then(|| {
        let help = format!("a text stands on one line: write {key} = {}", joined(value, &[line]));
        Slip::new(line.whole(), format!("the text of `{key}` has ended in the line before this one"), help)
    })
}

/// Neither a key, nor a heading, nor a note, nor nothing.
fn goes_on(words: &str) -> bool {
    let is_assignment = assignment(words).is_some_and(|(key, _)| is_key(key));
    let is_heading = words.starts_with('[') && words.ends_with(']') && words.len() > 2 && !words.contains('"');
    let ends_another = words.starts_with([']', '}', ',', '#']) || note(words).is_some();
    !(words.is_empty() || ends_another || is_assignment || is_heading)
}

fn joined(value: &str, rest: &[Line<'_>]) -> String {
    let more = rest.iter().map(|line| line.text.trim()).take(MOST).take_while(|words| goes_on(words));
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '\\');
    let parts: Vec<&str> = [value].into_iter().chain(more).map(|part| part.trim_matches(is_mark)).collect();
    quoted(parts.join(" ").trim())
}
