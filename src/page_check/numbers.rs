//! Looks for telephone numbers however they are spaced: "0808-802 9999", "(0808) 8029999", "+44 808 802 9999".

use super::PageMatches;
use super::read::Stream;
use crate::site::page_rules::Outdated;
use crate::site::words::digits::{each_loose_run, forms};

/// The numbers of the rules, as digits, in every form they are written.
#[derive(Debug)]
pub(super) struct RuleNumbers {
    numbers: Vec<(String, usize)>,
}

impl RuleNumbers {
    pub(super) fn new(rules: &[Outdated]) -> Self {
        let numbers =
            rules.iter().enumerate().flat_map(|(rule, outdated)| outdated.numbers.iter().map(move |number| (number, rule)));
        let numbers = numbers.flat_map(|(number, rule)| forms(number).into_iter().map(move |form| (form, rule)));
        Self { numbers: numbers.collect() }
    }

    pub(super) fn search(&self, stream: &Stream, found: &mut PageMatches) {
        each_loose_run(&stream.text, &mut |run| {
            for (block, (digits, rule)) in run.holds(&self.numbers) {
                found.note(*rule, stream, run.places[block]..run.places[block + digits.len() - 1] + 1);
            }
        });
    }
}
