//! `page-rules.toml` into its part of the model.

use super::Names;
use super::parts::{DocumentContext, in_document};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::{Essential, Links, Outdated, PageRules, Replacement};

/// The most groups of one rule: the checker marks each with one bit.
const MOST_GROUPS: usize = 8;

pub(super) fn page_rules(
    document: &Located<raw::PageRules>,
    links: &Links,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> PageRules {
    in_document(document, names, found, |context| PageRules {
        outdated: document.value.rule.iter().map(|rule| context.outdated(rule, links)).collect(),
        essentials: document.value.essential.iter().map(|one| context.essential(one, links)).collect(),
        review: context.review(&document.value.review),
        prose: context.take_seen(),
        place: Place::whole_file(document.file.path.clone()),
    })
}

/// Phrases as written: they are looked for, not shown.
fn phrases(raw: &[raw::Text]) -> Vec<String> {
    raw.iter().map(|phrase| phrase.get_ref().clone()).collect()
}

impl DocumentContext<'_> {
    fn outdated(&mut self, raw: &raw::Rule, links: &Links) -> Outdated {
        if raw.words.is_empty() && raw.numbers.is_empty() && raw.together.is_empty() {
            self.error(raw.id.span(), Kind::MissingKey, "this rule looks for nothing", "give it words, numbers or together");
        }
        if raw.together.len() > MOST_GROUPS || raw.together.iter().any(Vec::is_empty) {
            let message = format!("a rule has at most {MOST_GROUPS} groups, and none is empty");
            self.error(raw.id.span(), Kind::WrongValue, message, "make two rules of it");
        }
        Outdated {
            what: self.prose(&raw.what),
            words: phrases(&raw.words),
            numbers: phrases(&raw.numbers),
            together: raw.together.iter().map(|group| phrases(group)).collect(),
            unless: phrases(&raw.unless),
            instead: self.replacement(&raw.instead, raw.service.as_ref(), raw.link.as_ref(), links),
        }
    }

    fn essential(&mut self, raw: &raw::Essential, links: &Links) -> Essential {
        Essential {
            what: self.prose(&raw.what),
            words: phrases(&raw.words),
            instead: self.replacement(&raw.instead, raw.service.as_ref(), raw.link.as_ref(), links),
        }
    }

    fn replacement(
        &mut self,
        text: &raw::Text,
        service: Option<&raw::Text>,
        link: Option<&raw::Text>,
        links: &Links,
    ) -> Replacement {
        Replacement {
            text: self.prose(text),
            service: service.and_then(|service| self.service(service)),
            link: link.and_then(|link| self.link_id(link, links)),
        }
    }
}
