//! Telephone numbers in running text, however they are spaced: "0808-802 9999", "(0808) 8029999", "+44 (0)808.802.9999".

/// Digits that belong together, and where in the text each stands.
#[derive(Debug, Default)]
pub struct DigitRun {
    pub digits: String,
    /// Where each stands, in bytes.
    pub places: Vec<usize>,
    /// The digits that begin a block: something other than a digit stands before them.
    pub blocks: Vec<usize>,
}

impl DigitRun {
    /// The digit at which one of these numbers begins, and which it is. A number begins and ends where a block does: it is no
    /// part of a longer one.
    pub fn holds<'a, T>(&'a self, numbers: &'a [(String, T)]) -> impl Iterator<Item = (usize, &'a (String, T))> {
        self.blocks.iter().filter_map(|block| {
            let rest = &self.digits[*block..];
            let hit = numbers.iter().find(|(digits, _)| rest.starts_with(digits) && self.ends_at(block + digits.len()));
            hit.map(|hit| (*block, hit))
        })
    }

    fn ends_at(&self, digit: usize) -> bool {
        digit == self.digits.len() || self.blocks.binary_search(&digit).is_ok()
    }
}

/// At home, and from abroad with and without the bracketed nought: `08088029999`, `448088029999`, `4408088029999`, `0044…`.
pub fn forms(number: &str) -> Vec<String> {
    let home: String = number.chars().filter(char::is_ascii_digit).collect();
    let Some(rest) = home.strip_prefix('0').map(str::to_owned) else { return vec![home] };
    vec![format!("44{rest}"), format!("440{rest}"), format!("0044{rest}"), home]
}

/// Gives every run of digits: up to two signs that separate blocks of a number may stand between two digits.
pub fn each_run(text: &str, give: &mut impl FnMut(&DigitRun)) {
    let joins = |sign: char, before: usize| before < 2 && separates(sign);
    runs(text, joins, give);
}

/// The same, with commas and a spaced dash between the blocks ("0808 - 802 - 9999") and letters in place of digits ("O8O8"): for
/// numbers that are known, since hours and lists are written alike.
pub fn each_loose_run(text: &str, give: &mut impl FnMut(&DigitRun)) {
    let joins = |sign: char, before: usize| before < 3 && (separates(sign) || matches!(sign, ',' | ';' | '_' | ':'));
    runs(&with_digits_for_letters(text), joins, give);
}

const fn separates(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '.' | '(' | ')' | '/' | '–' | '‑' | '·' | '•' | '∙' | '․' | '‧' | '⋅')
}

fn runs(text: &str, joins: impl Fn(char, usize) -> bool, give: &mut impl FnMut(&DigitRun)) {
    let mut run = DigitRun::default();
    let mut between = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            if run.digits.is_empty() || between > 0 {
                run.blocks.push(run.digits.len());
            }
            run.digits.push(c);
            run.places.push(at);
            between = 0;
        } else if !run.digits.is_empty() {
            if !joins(c, between) {
                give(&run);
                run = DigitRun::default();
            }
            between = if run.digits.is_empty() { 0 } else { between + 1 };
        }
    }
    give(&run);
}

/// Words of digits and of the letters O, l and I as digits alone; every byte keeps its place.
fn with_digits_for_letters(text: &str) -> String {
    let as_digits = |word: &str| {
        let is_number = word.contains(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || b"oOlI".contains(&byte));
        if is_number { word.replace(['o', 'O'], "0").replace(['l', 'I'], "1") } else { word.to_owned() }
    };
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        out.push_str(&as_digits(word));
        out.push_str(&part[word.len()..]);
    }
    out
}
