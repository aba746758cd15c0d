//! A page of which only ways to get help are faulty, without these: the rest of it is looked at all the same, so that an editor is told
//! everything at once.

use std::ops::Range;

use super::raw;
use crate::diagnostic::Diagnostic;

/// The keys of a page in `text`, which begins at `offset` in its file, without the ways in which `faults` stand; none where one stands
/// elsewhere.
pub(super) fn left_out(text: &str, offset: usize, faults: &[Diagnostic]) -> Option<raw::Page> {
    let mut left = text.to_owned();
    for fault in faults {
        let at = fault.place.span.start.checked_sub(offset)?;
        let way = way_at(text, at)?;
        // Blank, and not shorter: everything after it stays where it stands.
        let blank: String = text[way.clone()].chars().flat_map(blank).collect();
        left.replace_range(way, &blank);
    }
    toml::from_str(&left).ok().filter(|_| !faults.is_empty())
}

fn blank(sign: char) -> impl Iterator<Item = char> {
    std::iter::repeat_n(if sign == '\n' { '\n' } else { ' ' }, sign.len_utf8())
}

/// The way that holds this byte: a table of its own, or one line of a list.
fn way_at(text: &str, at: usize) -> Option<Range<usize>> {
    let mut table = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (words, end) = (line.trim(), start + line.len());
        match table.clone() {
            Some(Form::Table(from)) if words.starts_with('[') && start > at => return Some(from..start),
            _ if words.starts_with("[[routes]]") => table = Some(Form::Table(start)),
            _ if words.starts_with('[') => table = None,
            _ if words.starts_with("routes") && words.ends_with('[') => table = Some(Form::List),
            Some(Form::List) if words.starts_with('{') && (start..end).contains(&at) => return Some(start..end),
            Some(Form::List) if words.starts_with(']') => table = None,
            _ => {}
        }
        if end > at && !matches!(table, Some(Form::Table(_))) {
            return None;
        }
        start = end;
    }
    match table {
        Some(Form::Table(from)) => Some(from..text.len()),
        _ => None,
    }
}

/// How ways are written.
#[derive(Clone)]
enum Form {
    /// Each under `[[routes]]`, from this byte on.
    Table(usize),
    /// Each in a line of `routes = [`.
    List,
}

#[cfg(test)]
mod tests {
    use super::way_at;

    #[test]
    fn a_way_is_found_in_a_table_of_its_own_and_in_a_line_of_a_list_and_nowhere_else() {
        let tables = "title = \"A\"\n[[routes]]\nservic = \"a\"\n\n[[routes]]\nservice = \"b\"\n[review]\nowner = \"\"\n";
        let found = |text: &str, words: &str| way_at(text, text.find(words).unwrap()).map(|way| text[way].to_owned());
        assert_eq!(found(tables, "servic =").unwrap(), "[[routes]]\nservic = \"a\"\n\n");
        assert_eq!(found(tables, "\"b\"").unwrap(), "[[routes]]\nservice = \"b\"\n");
        assert_eq!(found(tables, "owner"), None);
        assert_eq!(found(tables, "title"), None);
        let list = "routes = [\n  { servic = \"a\" },\n  { service = \"b\" },\n]\nmore = [\n  { a = 1 },\n]\n";
        assert_eq!(found(list, "servic =").unwrap(), "  { servic = \"a\" },\n");
        assert_eq!(found(list, "more"), None);
        assert_eq!(found(list, "a = 1"), None);
        assert_eq!(found("[[routes]]\nservic = 1\n", "servic").unwrap(), "[[routes]]\nservic = 1\n");
    }
}
