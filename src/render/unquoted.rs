//! Attributes without the quotation marks that HTML does not ask for.
//!
//! Takes a finished page, gives it with each attribute's value unquoted where the HTML standard lets an author write it so (section
//! 13.1.2.3): not empty, and without spaces, quotation marks, `=`, `<`, `>` and backticks. On the report page, with thousands of
//! attributes, this is room for words. What stands in styles, scripts and text is left as it is.

/// `html` with values unquoted wherever that is allowed.
pub(super) fn without_spare_quotes(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        // A tag ends at the first `>` that no quotation mark encloses. A page of ours always ends what it begins.
        let end = end_of_tag(tag);
        let (tag, after) = tag.split_at(end);
        if tag[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            unquote(tag, &mut out);
        } else {
            out.push_str(tag);
        }
        let raw = ["<style", "<script"].iter().any(|name| tag.starts_with(name));
        let text_ends = if raw { after.find("</").unwrap_or(after.len()) } else { 0 };
        out.push_str(&after[..text_ends]);
        rest = &after[text_ends..];
    }
    out.push_str(rest);
    out
}

/// How long the tag is that `html` begins with.
pub(super) fn end_of_tag(html: &str) -> usize {
    let mut is_quoted = false;
    let end = html.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(html.len(), |at| at + 1)
}

/// Writes one tag. Our templates write values between `"` only, and before `/>` the last one keeps them: the slash would join it.
fn unquote(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some((before, value, after)) = next_value(rest) {
        out.push_str(before);
        let is_plain = !value.is_empty() && !value.contains([' ', '\n', '\t', '\'', '=', '<', '>', '`']);
        if is_plain && after.starts_with([' ', '>', '\n']) {
            out.push_str(value);
        } else {
            out.extend(["\"", value, "\""]);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// What stands before the first quoted value, the value, and what follows its closing mark.
fn next_value(tag: &str) -> Option<(&str, &str, &str)> {
    let (before, quoted) = tag.split_once('"')?;
    let (value, after) = quoted.split_once('"')?;
    Some((before, value, after))
}

#[cfg(test)]
mod tests {
    use super::without_spare_quotes;

    #[test]
    fn a_plain_value_needs_no_quotation_marks() {
        for (page, short) in [
            ("<a class=\"tel\" href=\"tel:101\">101</a>", "<a class=tel href=tel:101>101</a>"),
            ("<html lang=\"en-GB\">\n<p\nid=\"a\">", "<html lang=en-GB>\n<p\nid=a>"),
        ] {
            assert_eq!(without_spare_quotes(page), short);
        }
    }

    #[test]
    fn what_would_be_read_otherwise_keeps_its_marks() {
        for page in [
            "<p class=\"a b\">",
            "<input value=\"\">",
            "<a href=\"/x?y=z\">",
            "<a title=\"it's\">",
            "<p title=\"a > b\">\"c\"</p>",
            "<path d=\"M5\"/>",
            "<style>a[b=\"c\"]{}</style>",
            "<script>if (a<b) c = \"d\"</script>",
            "words \"as said\" < 3 & <!-- a=\"b\" -->",
        ] {
            assert_eq!(without_spare_quotes(page), page);
        }
    }
}
