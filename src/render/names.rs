//! Names of services and telephone numbers within sentences: a browser that translates a page leaves them as they are.
//!
//! Takes the HTML of a page as templates wrote it, every end tag in its place. Marks each of them in its main part that is not marked
//! there already. It knows no template, and no text outside the main part.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::unquoted::end_of_tag;
use crate::site::{Contact, Site};

/// What a name stands in: it may run in another direction than the words around it, too.
const MARK: [&str; 2] = ["<bdi translate=\"no\">", "</bdi>"];
/// Elements whose words nobody translates.
const LEFT_ALONE: [&str; 6] = ["script", "style", "svg", "pre", "code", "textarea"];
/// Elements without an end.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];
/// Words of a name that need no capital.
const SMALL_WORDS: [&str; 7] = ["of", "and", "the", "for", "in", "&amp;", "to"];
/// What is said of a name and can be translated.
const KINDS: [&str; 2] = [" helpline", " Helpline"];
/// Shorter ones are letters that mean other things elsewhere.
const LEAST_LETTERS: usize = 3;

/// What stands before a name that is the rest of its text.
const BEFORE_NAMES: [&str; 5] = ["Open ", ", ", "for ", ": ", ""];
/// Shorter numbers are figures that no translation changes.
const LEAST_DIGITS: usize = 5;

/// What is left as it is.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownNames {
    /// Names and numbers, by their first word, the longest first.
    by_first_word: HashMap<String, Vec<String>>,
    /// Names as they stand in full, also those that describe: where one is all that a link says, it is a name.
    whole: HashSet<String>,
}

impl KnownNames {
    pub(super) fn of(site: &Site) -> Self {
        let told = site.shown_services().flat_map(|service| std::iter::once(&service.name).chain(&service.also_known_as));
        let whole: HashSet<String> = told.map(|name| name.replace('&', "&amp;")).collect();
        let contacts = site.shown_services().flat_map(|service| &service.contacts);
        let numbers = contacts.filter_map(Contact::number).map(|number| number.shown().to_owned());
        let mut names: Vec<String> = whole.iter().flat_map(|name| forms(name)).collect();
        names.extend(numbers.filter(|number| digits(number) >= LEAST_DIGITS));
        names.sort_unstable_by(|one, other| other.len().cmp(&one.len()).then(one.cmp(other)));
        names.dedup();
        let mut by_first_word: HashMap<String, Vec<String>> = HashMap::new();
        for name in names {
            by_first_word.entry(first_word(&name).to_owned()).or_default().push(name);
        }
        Self { by_first_word, whole }
    }

    /// `html` with each name marked.
    pub(super) fn marked(&self, html: &str) -> String {
        let Some(main) = html.find("<main") else { return html.to_owned() };
        let end = html.rfind("</main>").unwrap_or(html.len());
        let mut out = html[..main].to_owned();
        let mut rest = &html[main..end];
        let mut open: Vec<Element<'_>> = Vec::new();
        while let Some(at) = rest.find('<') {
            let (text, from) = rest.split_at(at);
            self.text(text, open.last(), &mut out);
            let (tag, after) = from.split_at(end_of_tag(from));
            follow(tag, &mut open);
            out.push_str(tag);
            rest = after;
        }
        out.push_str(rest);
        out.push_str(&html[end..]);
        out
    }

    fn text(&self, text: &str, inside: Option<&Element<'_>>, out: &mut String) {
        let spans = if inside.is_none_or(|element| element.is_left_alone) { Vec::new() } else { self.spans(text) };
        // In a row each part would be an item of its own, without the spaces between.
        let is_row = !spans.is_empty() && inside.is_some_and(|element| element.is_row) && spans[0] != (0..text.len());
        out.push_str(if is_row { "<span>" } else { "" });
        let mut from = 0;
        for span in spans {
            out.extend([&text[from..span.start], MARK[0], &text[span.clone()], MARK[1]]);
            from = span.end;
        }
        out.push_str(&text[from..]);
        out.push_str(if is_row { "</span>" } else { "" });
    }

    /// Where the name stands that is all of a text but the words that lead up to it: "Open NAME".
    fn rest_that_is_a_name(&self, text: &str) -> Option<Range<usize>> {
        let bare = text.trim_start();
        let names = BEFORE_NAMES.iter().filter_map(|before| bare.strip_prefix(before)).map(str::trim_end);
        let name = names.into_iter().find(|name| self.whole.contains(*name))?;
        let start = text.rfind(name)?;
        Some(start..start + name.len())
    }

    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        if let Some(name) = self.rest_that_is_a_name(text) {
            return vec![name];
        }
        let mut spans = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find(char::is_alphanumeric).map(|start| at + start) {
            let word = first_word(&text[start..]);
            let is_whole = |name: &&String| {
                let after = text[start..].strip_prefix(name.as_str());
                after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            };
            at = start + word.len();
            if let Some(number) = number_at(&text[start..]) {
                at = start + number;
                spans.push(start..at);
            } else if let Some(name) = self.by_first_word.get(word).and_then(|names| names.iter().find(is_whole)) {
                at = start + name.len();
                spans.push(start..at);
            }
        }
        spans
    }
}

/// How long the telephone number is with which a text begins: a UK number with its spaces, or none.
fn number_at(text: &str) -> Option<usize> {
    let is_of_number = |c: char| c.is_ascii_digit() || c == ' ';
    let run = text.split(|c| !is_of_number(c)).next().unwrap_or_default().trim_end();
    let goes_on =
        text[run.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ':') && is_time(&text[run.len()..]));
    (run.starts_with('0') && matches!(digits(run), 10 | 11) && !goes_on).then_some(run.len())
}

/// A sign within a figure: another digit follows it.
fn is_time(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// `html` as it was before, for whoever reads words: a mark parts none.
pub(super) fn unmarked(html: &str) -> String {
    let begins = [MARK[0].to_owned(), MARK[0].replace('"', "")];
    begins.iter().fold(html.replace(MARK[1], ""), |html, begin| html.replace(begin, ""))
}

/// An element that has begun.
struct Element<'a> {
    name: &'a str,
    is_left_alone: bool,
    is_row: bool,
}

fn follow<'a>(tag: &'a str, open: &mut Vec<Element<'a>>) {
    if let Some(name) = tag.strip_prefix("</").and_then(|name| name.strip_suffix('>')) {
        let begun = open.iter().rposition(|element| element.name == name);
        open.truncate(begun.unwrap_or(open.len()));
        return;
    }
    let name = first_word(&tag[1..]);
    if name.is_empty() || VOID.contains(&name) || tag.ends_with("/>") {
        return;
    }
    let is_left_alone = open.last().is_some_and(|element| element.is_left_alone);
    open.push(Element {
        name,
        is_left_alone: is_left_alone || LEFT_ALONE.contains(&name) || tag.contains(" translate=\"no\""),
        is_row: matches!(name, "a" | "button" | "summary")
            || tag.contains("class=\"facts\"")
            || tag.contains("class=\"also-name\""),
    });
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(text)
}

/// The ways in which sentences give a name: without what is said of it, and without an article.
fn forms(name: &str) -> impl Iterator<Item = String> + use<> {
    let before_brackets = name.split(" (").next().unwrap_or(name);
    let mut forms = vec![name, before_brackets];
    forms.extend(KINDS.iter().filter_map(|kind| before_brackets.strip_suffix(kind)));
    let bare: Vec<&str> = forms.iter().filter_map(|form| form.strip_prefix("The ")).filter(|form| form.contains(' ')).collect();
    forms.extend(bare);
    let names = forms.into_iter().filter(|form| is_name(form)).map(str::to_owned);
    names.collect::<Vec<_>>().into_iter()
}

/// Every word of it has a capital or a digit: what is only described is translated.
fn is_name(form: &str) -> bool {
    let is_capital = |word: &str| SMALL_WORDS.contains(&word) || word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
    form.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_LETTERS && form.split(' ').all(is_capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> KnownNames {
        let mut names = KnownNames::default();
        let mut all: Vec<String> = all.iter().flat_map(|name| forms(name)).collect();
        all.sort_unstable_by_key(|name| std::cmp::Reverse(name.len()));
        for name in all {
            names.by_first_word.entry(first_word(&name).to_owned()).or_default().push(name);
        }
        names.whole.insert("Force finder: who to tell".to_owned());
        names
    }

    #[test]
    fn a_name_in_a_sentence_is_marked_once_and_what_is_said_of_it_is_not() {
        let names = names(&[
            "Stop It Now helpline",
            "Shore",
            "The Mix",
            "Men’s Advice Line",
            "Support &amp; Care",
            "NHS 111, mental health option",
        ]);
        let mut names = names;
        names.by_first_word.entry("116".to_owned()).or_default().push("116 123".to_owned());
        for (typed, marked) in [
            ("<p>Ring Stop It Now’s helpline.</p>", "<p>Ring <bdi translate=\"no\">Stop It Now</bdi>’s helpline.</p>"),
            ("<p>Offshore, on shore.</p>", "<p>Offshore, on shore.</p>"),
            ("<p>Men’s Advice Line</p>", "<p><bdi translate=\"no\">Men’s Advice Line</bdi></p>"),
            (
                "<p>Support &amp; Care: Mix it, The Mix</p>",
                "<p><bdi translate=\"no\">Support &amp; Care</bdi>: Mix it, <bdi translate=\"no\">The Mix</bdi></p>",
            ),
            ("<b translate=\"no\">Shore <i>Shore</i></b>", "<b translate=\"no\">Shore <i>Shore</i></b>"),
            ("<p>Shore on 116 123.</p>", "<p><bdi translate=\"no\">Shore</bdi> on <bdi translate=\"no\">116 123</bdi>.</p>"),
            ("<p>Ring 028 9504 9999.</p>", "<p>Ring <bdi translate=\"no\">028 9504 9999</bdi>.</p>"),
            ("<p>On 12 March 2027, 116 12 34.</p>", "<p>On 12 March 2027, 116 12 34.</p>"),
            (
                "<a>Open Force finder: who to tell</a>",
                "<a><span>Open <bdi translate=\"no\">Force finder: who to tell</bdi></span></a>",
            ),
            ("<p>Ask the Force finder: who to tell is said.</p>", "<p>Ask the Force finder: who to tell is said.</p>"),
            ("<pre>Shore</pre>", "<pre>Shore</pre>"),
            ("<input><br><p>Shore</p>", "<input><br><p><bdi translate=\"no\">Shore</bdi></p>"),
            ("<a class=\"go\">Open Shore</a>", "<a class=\"go\"><span>Open <bdi translate=\"no\">Shore</bdi></span></a>"),
            ("<a class=\"go\">Shore</a>", "<a class=\"go\"><bdi translate=\"no\">Shore</bdi></a>"),
        ] {
            assert_eq!(
                names.marked(&format!("<title>Shore</title><main>{typed}</main>Shore")),
                format!("<title>Shore</title><main>{marked}</main>Shore")
            );
        }
    }
}
