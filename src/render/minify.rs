//! Styles, scripts and pictures without what only their authors need.
//!
//! Takes the text of a file; gives the same text shorter. It knows as much of the languages as our own files need, and no more.

/// Ends of lines after which a style sheet, or a picture, needs no line break.
pub(super) const STYLE_JOINS: &[char] = &['{', '}', ';', ',', '>'];
/// The same for a script. Not after `}`: there the line break may stand for the semicolon that ends a statement (ECMA-262, 12.10).
pub(super) const SCRIPT_JOINS: &[char] = &['{', ';', ','];

/// Without block comments, comment lines, indentation and line breaks after the characters in `joins`.
pub(super) fn minify(text: &str, joins: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut short = String::with_capacity(out.len());
    for line in lines {
        if !short.is_empty() && !short.ends_with(joins) {
            short.push('\n');
        }
        short.push_str(line);
    }
    short
}

/// A script without the spaces beside marks that part words by themselves. Those in quotes are left, and one between two signs: `- -a`
/// is not `--a`. Our scripts hold no regular expression and no quote behind a backslash, which it would not understand.
pub(super) fn closed_up(script: &str) -> String {
    const PART: &[char] = &['=', '{', '}', '(', ')', ',', ';', '&', '|', '?', ':', '<', '>', '!', '+', '-'];
    const SIGNS: &[char] = &['+', '-'];
    let mut out = String::with_capacity(script.len());
    let mut quote = None;
    let mut chars = script.chars().peekable();
    while let Some(c) = chars.next() {
        let (before, after) = (out.chars().next_back(), chars.peek().copied());
        let has = |mark: Option<char>, marks: &[char]| mark.is_some_and(|mark| marks.contains(&mark));
        let parts = has(before, PART) || has(after, PART);
        let signs = has(before, SIGNS) && has(after, SIGNS);
        if quote.is_none() && c == ' ' && parts && !signs {
            continue;
        }
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(minify("/* a */\nbody {\n  color: red;\n}\n/* b\n c */ p{\n}\n", STYLE_JOINS), "body {color: red;}p{}");
        assert_eq!(minify("// note\nvar a = 1\n  a()\n", SCRIPT_JOINS), "var a = 1\na()");
    }

    #[test]
    fn a_script_is_closed_up_but_for_what_is_in_quotes() {
        assert_eq!(closed_up("if (a && !b) return c ? ' = ' : d + -e"), "if(a&&!b)return c?' = ':d+ -e");
    }

    #[test]
    fn a_script_keeps_the_line_break_that_ends_a_statement() {
        let script = "var f = function () {\n  go()\n}\nvar a = 1\n";
        assert_eq!(minify(script, SCRIPT_JOINS), "var f = function () {go()\n}\nvar a = 1");
    }
}
