//! Text inside XML 1.0.

/// `text` as the content of an element or of an attribute in quotation marks. What XML cannot hold at all is left out.
pub(super) fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_and_characters_that_xml_cannot_hold_do_no_harm() {
        assert_eq!(escape("A & B <\"c\">\u{0}\u{1b}’"), "A &amp; B &lt;&quot;c&quot;&gt;’");
    }
}
