//! Lists and tables in one line: the bracket at the end, the commas between, and what stands without quotation marks.

use super::meant::{is_bare, list_typed, table_typed};
use super::{Line, Slip, assignment, is_key, value};

/// Reads the list or table that begins in the line `start`; gives the line after it.
pub(super) fn read(lines: &[Line<'_>], start: usize) -> Result<usize, Slip> {
    let key = assignment(lines[start].text.trim()).map_or("", |(key, _)| key);
    let mut state = ListState { open: Vec::new(), is_after_item: false, is_value: false };
    for (number, line) in lines.iter().enumerate().skip(start) {
        let from = if number == start { line.text.find('=').map_or(0, |at| at + 1) } else { 0 };
        let words = line.text.trim();
        // In a table that goes on over lines a key stands after a comma.
        let may_begin = state.is_after_item || !matches!(state.open.last(), Some(('{', ..)));
        if number > start && may_begin && begins_anew(words) {
            state.no_open_table()?;
            let place = &lines[start];
            let message = format!("the list `{key}` that begins here has no ] at its end");
            return Err(Slip::new(place.whole(), message, format!("write ] after the last item, before the line \"{words}\"")));
        }
        state.line(*line, from)?;
        if state.open.is_empty() {
            return Ok(number + 1);
        }
    }
    state.no_open_table()?;
    let message = format!("the list `{key}` that begins here has no ] at its end");
    Err(Slip::new(lines[start].whole(), message, "write ] after the last item"))
}

/// A new key or a heading: no list goes on there.
fn begins_anew(words: &str) -> bool {
    words.starts_with("[[")
        && words.ends_with("]]")
        && words[2..words.len() - 2].bytes().all(|byte| byte.is_ascii_lowercase() || b"_-.".contains(&byte))
        || words.starts_with('[')
            && words.ends_with(']')
            && words.len() > 2
            && is_key(&words[1..words.len() - 1].replace('.', "_"))
        || assignment(words).is_some_and(|(key, _)| is_key(key))
}

struct ListState<'a> {
    /// The brackets that are open, each with its line and where it stands in it.
    open: Vec<(char, Line<'a>, usize)>,
    /// Something stood here and no comma after it.
    is_after_item: bool,
    /// In a table: the = of a key has been passed, and its value is to come.
    is_value: bool,
}

impl<'a> ListState<'a> {
    /// The innermost bracket that is open is what was not closed.
    fn no_open_table(&self) -> Result<(), Slip> {
        let Some(('{', line, at)) = self.open.last() else { return Ok(()) };
        let written = line.text[*at..].trim_end().trim_end_matches([',', ']', ' ']);
        Err(Slip::new(line.whole(), "the { in this line has no } at its end", format!("write {written} }}")))
    }

    fn line(&mut self, line: Line<'a>, from: usize) -> Result<(), Slip> {
        let mut at = from;
        while let Some(c) = line.text[at..].chars().next() {
            let next = at + c.len_utf8();
            match c {
                '#' => return Ok(()),
                '[' | '{' => {
                    self.item(line, at)?;
                    self.open.push((c, line, at));
                    (self.is_after_item, self.is_value) = (false, false);
                }
                ']' | '}' => {
                    if c == ']' {
                        self.no_open_table()?;
                    }
                    self.open.pop();
                    (self.is_after_item, self.is_value) = (true, false);
                    if self.open.is_empty() {
                        return after_the_end(line, next);
                    }
                }
                ',' | '=' => (self.is_after_item, self.is_value) = (false, c == '='),
                '"' => {
                    at = self.text(line, at)?;
                    continue;
                }
                '“' | '”' | '„' | '‘' | '’' => {
                    let message = "these are curly quotes, as a word processor makes them";
                    return Err(Slip::new(line.whole(), message, "type the straight ones: \"…\""));
                }
                '\u{a0}' | '\u{202f}' => {
                    let message = "a space that only looks like one stands here (a non-breaking space)";
                    return Err(Slip::new(line.at + at..line.at + next, message, "take it out and type an ordinary space"));
                }
                '\'' => {
                    self.item(line, at)?;
                    // A text between apostrophes ends at the next one; without one the parser says where it was lost.
                    let Some(end) = line.text[next..].find('\'') else { return Ok(()) };
                    self.is_after_item = true;
                    at = next + end + 1;
                    continue;
                }
                ';' => return Err(Slip::new(line.whole(), "the items of a list are parted by commas", "write , in place of ;")),
                _ if c.is_whitespace() => {}
                _ => {
                    at = if matches!(self.open.last(), Some(('[', ..))) {
                        self.bare_item(line, at)?
                    } else {
                        self.in_table(line, at)?
                    };
                    continue;
                }
            }
            at = next;
        }
        Ok(())
    }

    /// A text between straight quotation marks. Gives where it ends.
    fn text(&mut self, line: Line<'a>, at: usize) -> Result<usize, Slip> {
        self.item(line, at)?;
        let Some(end) = value::closing(&line.text[at..]) else {
            let message = "the quotation mark at the end of a text in this list is missing";
            return Err(Slip::new(line.whole(), message, "write each text of a list as \"…\", with a comma between two"));
        };
        self.is_after_item = true;
        Ok(at + end + 1)
    }

    /// An item without quotation marks: a number or a date, or a text that lost them. Gives where it ends.
    fn bare_item(&mut self, line: Line<'a>, at: usize) -> Result<usize, Slip> {
        self.item(line, at)?;
        let end = line.text[at..].find([',', ']', '#', ';']).map_or(line.text.len(), |end| at + end);
        let item = line.text[at..end].trim();
        if !is_bare(item) {
            let whole = line.text.split_once('=').filter(|(key, _)| is_key(key.trim()));
            let help = match whole {
                Some((key, list)) => format!("write {} = {}", key.trim(), list_typed(list.split(" #").next().unwrap_or(list))),
                None => format!("write \"{}\"", item.trim_matches(['"', '“', '”'])),
            };
            return Err(Slip::new(line.whole(), "each text of a list stands between quotation marks", help));
        }
        self.is_after_item = true;
        Ok(end)
    }

    /// A key, or a value without quotation marks, in a table of one line. Gives where it ends.
    fn in_table(&mut self, line: Line<'a>, at: usize) -> Result<usize, Slip> {
        let help = || {
            let from = line.text[..at].rfind('{').unwrap_or(at);
            let end = line.text[from..].find('}').map_or(line.text.len(), |end| from + end + 1);
            format!("write {}", table_typed(&line.text[from..end]))
        };
        let slip = |message: &str| Err(Slip::new(line.whole(), message, help()));
        let end = line.text[at..].find([',', '}', '=', ':', '#']).map_or(line.text.len(), |end| at + end);
        let word = line.text[at..end].trim();
        if self.is_after_item {
            return slip("a comma is missing between two keys of this table");
        }
        match line.text[end..].chars().next() {
            _ if self.is_value && !is_bare(word) => slip("a text stands between quotation marks, in a table of one line too"),
            Some(':') => slip("in a table, too, a key and its value are joined by =, not by a colon"),
            _ => {
                self.is_after_item = self.is_value;
                Ok(end)
            }
        }
    }

    fn item(&self, line: Line<'_>, at: usize) -> Result<(), Slip> {
        let text = &line.text[at..];
        let is_key = || value::closing(text).is_some_and(|end| text[end + 1..].trim_start().starts_with(['=', ':']));
        if matches!(self.open.last(), Some(('{', ..))) && !self.is_value && text.starts_with('"') && !is_key() {
            let help = "write the key and = before it: { service = \"…\" }";
            return Err(Slip::new(line.whole(), "a text between { and } has no key", help));
        }
        if !self.is_after_item {
            return Ok(());
        }
        let help = "write a comma between two items: [\"one\", \"two\"]";
        Err(Slip::new(line.at + at..line.at + line.text.len(), "a comma is missing before this item of the list", help))
    }
}

fn after_the_end(line: Line<'_>, at: usize) -> Result<(), Slip> {
    let rest = line.text[at..].trim();
    if rest.is_empty() || rest.starts_with('#') {
        return Ok(());
    }
    let message = "something stands after the ] that ends this list";
    Err(Slip::new(line.whole(), message, "take it out, or put # before a note"))
}
