//! Looks for telephone numbers however they are spaced: "0808-802 9999", "(0808) 8029999", "+44 808 802 9999".

use super::Found;
use super::read::Stream;
use crate::site::page_rules::Outdated;

/// The numbers of the rules, as digits, in every form they are written.
#[derive(Debug)]
pub(super) struct Numbers {
    numbers: Vec<(String, usize)>,
}

/// Digits that belong together, and where in the text each stands.
#[derive(Debug, Default)]
struct Run {
    digits: String,
    places: Vec<usize>,
    /// The digits that begin a block: something other than a digit stands before them.
    blocks: Vec<usize>,
}

impl Numbers {
    pub(super) fn new(rules: &[Outdated]) -> Self {
        let numbers =
            rules.iter().enumerate().flat_map(|(rule, outdated)| outdated.numbers.iter().map(move |number| (number, rule)));
        let numbers = numbers.flat_map(|(number, rule)| forms(number).into_iter().map(move |form| (form, rule)));
        Self { numbers: numbers.collect() }
    }

    pub(super) fn search(&self, stream: &Stream, found: &mut Found) {
        each_run(&stream.text, &mut |run| {
            for block in &run.blocks {
                let rest = &run.digits[*block..];
                let hit = self.numbers.iter().find(|(digits, _)| rest.starts_with(digits) && run.ends_at(block + digits.len()));
                if let Some((digits, rule)) = hit {
                    found.note(*rule, stream, run.places[*block]..run.places[block + digits.len() - 1] + 1);
                }
            }
        });
    }
}

impl Run {
    /// A number ends where a block does: it is no part of a longer one.
    fn ends_at(&self, digit: usize) -> bool {
        digit == self.digits.len() || self.blocks.binary_search(&digit).is_ok()
    }
}

/// At home, and from abroad with and without the bracketed nought: `08088029999`, `448088029999`, `4408088029999`, `0044…`.
fn forms(number: &str) -> Vec<String> {
    let home: String = number.chars().filter(char::is_ascii_digit).collect();
    let Some(rest) = home.strip_prefix('0').map(str::to_owned) else { return vec![home] };
    vec![format!("44{rest}"), format!("440{rest}"), format!("0044{rest}"), home]
}

/// Gives every run of digits: up to two signs that separate blocks of a number may stand between two digits.
fn each_run(text: &str, give: &mut impl FnMut(&Run)) {
    let mut run = Run::default();
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
            between += 1;
            if between > 2 || !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '–' | '‑') {
                give(&run);
                run = Run::default();
                between = 0;
            }
        }
    }
    give(&run);
}
