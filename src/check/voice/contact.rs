//! How many words a reader passes before the first way to reach somebody.

use super::{PlacedSignal, Signal};
use crate::site::text::{each_link, each_text, plain};
use crate::site::words::VoiceRules;
use crate::site::{Block, BlockKind, Inline, Link, Page};

use super::super::words::words;

/// A reader at 2am reads about so much before giving up.
const MOST_WORDS: usize = 60;

pub(super) fn late(rules: &VoiceRules, page: &Page) -> Option<PlacedSignal> {
    let path = page.path.as_str();
    if page.routes.is_empty() || rules.no_contact_needed.iter().any(|exempt| exempt == path) {
        return None;
    }
    let most = rules.contact_within.get(path).copied().unwrap_or(MOST_WORDS);
    let mut before = 0;
    for block in &page.body {
        let (passed, reached) = until_contact(block);
        before += passed;
        if reached {
            break;
        }
    }
    (before > most).then(|| PlacedSignal {
        signal: Signal::WordsBeforeContact,
        place: page.place().clone(),
        message: format!("a reader passes {before} words before the first way to reach somebody; {most} is the most here"),
        help: "put the number, or ::routes, right under the first sentence or two",
    })
}

/// The words of a block up to its first contact, and whether it has one. The limit sentence and the boxes of the template do
/// not count: they stand before a number on purpose.
fn until_contact(block: &Block) -> (usize, bool) {
    match &block.kind {
        BlockKind::Routes | BlockKind::ServiceCard(_) | BlockKind::Area(_) => (0, true),
        _ => {
            let (mut passed, mut reached) = (0, false);
            each_text(std::slice::from_ref(block), &mut |_, text| {
                if !reached {
                    reached = makes_contact(text);
                    passed += if reached { words_before_contact(text) } else { words(&plain(text)).count() };
                }
            });
            (passed, reached)
        }
    }
}

fn makes_contact(text: &[Inline]) -> bool {
    let mut found = false;
    each_link(text, &mut |link, _, _| found |= is_contact(link));
    found
}

fn is_contact(link: &Link) -> bool {
    matches!(link, Link::Call(_) | Link::Visit(_))
}

fn words_before_contact(text: &[Inline]) -> usize {
    let mut passed = 0;
    for inline in text {
        match inline {
            Inline::Link { target, .. } if is_contact(target) => break,
            Inline::Strong(inner) if makes_contact(inner) => return passed + words_before_contact(inner),
            inline => passed += words(&plain(std::slice::from_ref(inline))).count(),
        }
    }
    passed
}
