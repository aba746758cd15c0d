//! A fetched page as a reader would meet it: words in lines, and the links and data that carry numbers and hours.
//!
//! Takes bytes; gives a [`ReadPage`]. It knows HTML (tokenised by the WHATWG's rules, tag soup and all), not what any of it means.

use std::collections::BTreeMap;
use std::mem;

use html5gum::{DefaultEmitter, HtmlString, Token, Tokenizer};
use serde_json::Value;

#[derive(Debug, Clone, Default)]
pub struct ReadPage {
    /// Its words, one line for each block of the page, white space collapsed.
    pub lines: Vec<String>,
    /// Blocks whose words a line break divides, each as one line: a number may run over it.
    pub joined: Vec<String>,
    /// What its elements are called where that is not shown: `aria-label`, `title`, the value of a button, microdata.
    pub labels: Vec<String>,
    pub title: String,
    /// What its `tel:` and `sms:` links dial.
    pub dials: Vec<String>,
    /// What its `mailto:` links write to, in lower case.
    pub mails: Vec<String>,
    /// It hides email addresses from programs.
    pub hides_mail: bool,
    pub data: Vec<Value>,
    /// `openingHours` given in microdata.
    pub hours: Vec<String>,
    pub scripts: usize,
}

/// Fewer words than this, beside a script, is a page that a script has yet to write.
const SHELL_WORDS: usize = 40;

impl ReadPage {
    #[must_use]
    pub fn read(body: &[u8], is_html: bool) -> Self {
        let text = decode(body);
        if is_html {
            return ReadPageBuilder::default().read(&text);
        }
        let lines: Vec<String> = text.lines().map(collapse).filter(|line| !line.is_empty()).collect();
        Self { joined: lines.windows(2).map(|two| two.join(" ")).collect(), lines, ..Self::default() }
    }

    /// The page shows next to nothing until its script has run.
    pub fn is_shell(&self) -> bool {
        self.scripts > 0 && self.lines.iter().flat_map(|line| line.split(' ')).count() < SHELL_WORDS
    }

    /// Does the page name `name`, in any letter case?
    pub fn names(&self, name: &str) -> bool {
        let name = simplify(name);
        !name.is_empty()
            && (simplify(&self.title).contains(&name) || self.lines.iter().any(|line| simplify(line).contains(&name)))
    }
}

/// Letters and digits in lower case, everything else one space.
pub fn simplify(text: &str) -> String {
    let letters = text.replace(['\u{2019}', '\''], "");
    let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// White space as one space; none at the ends. Hard spaces count, for servers write them into numbers. Full-width digits are digits.
fn collapse(text: &str) -> String {
    let is_wide = |c: char| ('\u{ff10}'..='\u{ff19}').contains(&c);
    if text.contains(is_wide) {
        let plain = |c: char| if is_wide(c) { char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c) } else { c };
        return collapse(&text.chars().map(plain).collect::<String>());
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in UTF-8, or in UTF-16 where its first two bytes say so.
fn decode(body: &[u8]) -> std::borrow::Cow<'_, str> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
        std::borrow::Cow::Owned(String::from_utf16_lossy(&units))
    };
    match body {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(body),
    }
}

/// Undoes the escapes of what a link dials; a broken one stays.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let byte = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii);
        out.push(byte.map_or('%', char::from));
        rest = &rest[at + if byte.is_some() { 3 } else { 1 }..];
    }
    out + rest
}

#[derive(Default)]
struct ReadPageBuilder {
    page: ReadPage,
    line: String,
    /// The block so far, where a line break divides it.
    block: String,
    /// The element whose text is not shown, while inside one.
    hidden: Option<Vec<u8>>,
    /// How many elements that strike text out are open: an old number is often left standing like this.
    struck: usize,
    is_title: bool,
    script: Option<String>,
}

impl ReadPageBuilder {
    fn read(mut self, text: &str) -> ReadPage {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(text, emitter) {
            // Reading from memory cannot fail.
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => self.start(&tag.name, &attributes(tag.attributes)),
                Token::EndTag(tag) => self.end(&tag.name),
                Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
                _ => {}
            }
        }
        self.flush();
        self.page
    }

    fn start(&mut self, name: &[u8], attributes: &BTreeMap<String, String>) {
        let attribute = |key: &str| attributes.get(key).map(String::as_str);
        match name {
            b"script" => {
                self.page.scripts += 1;
                let is_data = attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                self.script = is_data.then(String::new);
                self.hidden = Some(name.to_vec());
            }
            b"style" | b"template" | b"noscript" => self.hidden = Some(name.to_vec()),
            b"title" if self.page.title.is_empty() => self.is_title = true,
            b"del" | b"s" | b"strike" => self.struck += 1,
            b"img" => self.text(&format!(" {} ", attribute("alt").unwrap_or_default())),
            b"br" => self.line_break(),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
        for label in ["aria-label", "title", "value"] {
            self.page.labels.extend(attribute(label).map(collapse).filter(|label| !label.is_empty()));
        }
        if attribute("itemprop") == Some("telephone") {
            self.page.dials.extend(attribute("content").or(attribute("value")).map(str::to_owned));
        }
        if let Some(href) = attribute("href") {
            self.link(href.trim());
        }
        if attributes.contains_key("data-cfemail") {
            self.page.hides_mail = true;
        }
        if attribute("itemprop") == Some("openingHours") {
            self.page.hours.extend(attribute("content").or(attribute("datetime")).map(str::to_owned));
        }
    }

    fn link(&mut self, href: &str) {
        let lower = href.to_ascii_lowercase();
        if let Some(number) = ["tel:", "sms:", "callto:"].iter().find_map(|scheme| lower.strip_prefix(scheme)) {
            let number = number.split(['?', ';', '&']).next().unwrap_or_default();
            self.page.dials.push(unescape(number));
        } else if let Some(mail) = lower.strip_prefix("mailto:") {
            self.page.mails.push(mail.split('?').next().unwrap_or_default().to_owned());
        } else if lower.contains("/cdn-cgi/l/email-protection") {
            self.page.hides_mail = true;
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
            // Data that cannot be read is no data.
            self.page.data.extend(self.script.take().and_then(|script| serde_json::from_str(&script).ok()));
        }
        match name {
            b"title" => self.is_title = false,
            b"del" | b"s" | b"strike" => self.struck = self.struck.saturating_sub(1),
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(script) = &mut self.script {
            script.push_str(text);
        } else if self.is_title {
            self.page.title = collapse(text);
        } else if self.hidden.is_none() && self.struck == 0 {
            self.line.push_str(text);
        }
    }

    /// Ends a line of a block that goes on.
    fn line_break(&mut self) {
        self.block.push_str(&self.line);
        self.block.push(' ');
        self.end_line();
    }

    /// Ends a block.
    fn flush(&mut self) {
        if !self.block.is_empty() {
            let block = mem::take(&mut self.block) + &self.line;
            self.page.joined.push(collapse(&block));
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        let line = collapse(&mem::take(&mut self.line));
        if !line.is_empty() {
            self.page.lines.push(line);
        }
    }
}

fn attributes(raw: BTreeMap<HtmlString, html5gum::Spanned<HtmlString, ()>>) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    raw.into_iter().map(|(name, value)| (text(&name), text(&value))).collect()
}

/// Elements that begin a line of their own.
const BLOCKS: &str = "address article aside blockquote body br button dd details div dl dt fieldset figcaption figure footer form h1 \
    h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table td th tr ul";

fn is_block(name: &[u8]) -> bool {
    BLOCKS.split(' ').any(|block| block.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(html: &str) -> ReadPage {
        ReadPage::read(html.as_bytes(), true)
    }

    #[test]
    fn words_stand_in_the_lines_of_the_page() {
        let page = page(
            "<title> A  page </title><p>One <b>t</b>wo&nbsp;&amp;\n three<p>Four<br>five<script>var six</script><!-- seven -->",
        );
        assert_eq!(page.title, "A page");
        assert_eq!(page.lines, ["One two & three", "Four", "five"]);
    }

    #[test]
    fn what_is_struck_out_or_hidden_is_not_said() {
        let page =
            page("<p>Now <del>0800 000</del> 0800 111<del><p>0800 222</del><p>New<style>p{}</style><template>Later</template>");
        assert_eq!(page.lines, ["Now 0800 111", "New"]);
    }

    #[test]
    fn links_and_data_are_kept() {
        let page = page(
            "<a href='TEL:+44%20800%201111'>Call</a><a href='mailto:Help@a.example?subject=x'>M</a>\
             <script type='application/ld+json'>{\"telephone\":\"0800\"}</script><script type='application/ld+json'>{</script>\
             <meta itemprop=openingHours content='Mo-Fr 09:00-17:00'>",
        );
        assert_eq!((page.dials, page.mails), (vec!["+44 800 1111".to_owned()], vec!["help@a.example".to_owned()]));
        assert_eq!((page.data.len(), page.hours.len(), page.scripts), (1, 1, 2));
    }

    #[test]
    fn numbers_are_kept_however_a_page_holds_them() {
        let page = page(
            "<p>0808<br>1000 900</p><a href='callto:0800'>x</a><a href='tel:%2B44800'>y</a><button aria-label='Ring 0800 1111'>z</button>\
             <p>０８０８</p><meta itemprop=telephone content='0300'>",
        );
        assert_eq!(page.joined, ["0808 1000 900"]);
        assert_eq!(page.dials, ["0800", "+44800", "0300"]);
        assert_eq!(page.labels, ["Ring 0800 1111"]);
        assert!(page.lines.contains(&"0808".to_owned()), "{:?}", page.lines);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("<p>0800".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(ReadPage::read(&wide, true).lines, ["0800"]);
    }

    #[test]
    fn an_empty_page_with_a_script_is_a_shell() {
        assert!(page("<div id=root></div><script src=app.js></script>").is_shell());
        assert!(!page("<p>Call us</p>").is_shell());
        assert!(!page(&format!("<p>{}</p><script></script>", "word ".repeat(50))).is_shell());
    }

    #[test]
    fn names_are_found_in_any_case_and_whatever_stands_between() {
        let page = page("<title>Stop It Now! | Home</title><p>The Lucy  Faithfull\nFoundation&rsquo;s helpline");
        assert!(page.names("Stop it now") && page.names("The Lucy Faithfull Foundation's") && !page.names("Childline"));
    }

    proptest! {
        #[test]
        fn no_bytes_upset_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300), soup in "[<>a-z/=\"'! -]{0,120}") {
            let _ = ReadPage::read(&bytes, true);
            let _ = ReadPage::read(soup.as_bytes(), true);
            let _ = ReadPage::read(&bytes, false);
        }
    }
}
