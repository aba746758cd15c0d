//! Pages without the end tags that a browser puts in by itself.
//!
//! Takes a finished page, gives it without each `</p>` and `</li>` that the HTML standard lets an author leave out ("optional tags",
//! section 13.1.2.4). On the report page, with hundreds of both, this is room for words. It knows the elements our templates use.

/// What begins another block, and so ends a paragraph.
const BEGINS_A_BLOCK: [&str; 18] = [
    "p",
    "ul",
    "ol",
    "dl",
    "div",
    "section",
    "details",
    "table",
    "h2",
    "h3",
    "h4",
    "h5",
    "form",
    "fieldset",
    "blockquote",
    "nav",
    "hr",
    "footer",
];
/// What ends with a paragraph in it, and so ends the paragraph.
const HOLDS_PARAGRAPHS: [&str; 10] = ["div", "section", "details", "li", "main", "blockquote", "dd", "td", "fieldset", "footer"];

/// `html` without end tags that are implied.
pub(super) fn without_implied_ends(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"</") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let implied = ["</p>", "</li>"].into_iter().find(|end| from.starts_with(end) && is_implied(end, &from[end.len()..]));
        if implied.is_none() {
            out.push_str("</");
        }
        rest = &from[implied.unwrap_or("</").len()..];
    }
    out.push_str(rest);
    out
}

/// Whether what follows ends the element by itself.
fn is_implied(end: &str, after: &str) -> bool {
    let after = after.trim_start();
    let is_one_of = |tags: &[&str], opening: &str| {
        let name = after.strip_prefix(opening).and_then(|rest| rest.split(['>', ' ', '\n']).next());
        name.is_some_and(|name| tags.contains(&name))
    };
    match end {
        "</p>" => is_one_of(&BEGINS_A_BLOCK, "<") || is_one_of(&HOLDS_PARAGRAPHS, "</"),
        _ => is_one_of(&["li"], "<") || is_one_of(&["ul", "ol"], "</"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_implied_ends;

    #[test]
    fn an_end_that_the_next_tag_implies_is_left_out() {
        for (page, short) in [
            ("<p>a</p><p>b</p></div>", "<p>a<p>b</div>"),
            ("<ul><li>a</li>\n<li><p>b</p></li></ul>", "<ul><li>a\n<li><p>b</ul>"),
            ("<p>a</p>\n<ul class=\"x\">", "<p>a\n<ul class=\"x\">"),
        ] {
            assert_eq!(without_implied_ends(page), short);
        }
    }

    #[test]
    fn an_end_before_words_or_within_words_stays() {
        for page in
            ["<p>a</p> b", "<p>a</p><a href=\"/\">b</a>", "<summary><p>a</p></summary>", "<p>a</p><pre>", "<li>a</li>", "</"]
        {
            assert_eq!(without_implied_ends(page), page);
        }
    }
}
