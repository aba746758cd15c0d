//! The words of pages, as a person reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Difference, changed_lines, checks};
use crate::page_check::words_on;
use crate::render::Rendered;
use crate::render::document::MediaType;

/// Its questions and answers are told as routes, and each answer is a page of its own.
const WHOLE_GRAPH: &str = "/report";

/// Elements of which one ends and the next begins without a space: boxes beside one another.
const BOXES: [&str; 5] = ["a", "b", "small", "span", "strong"];

pub(super) fn differences(old: &Rendered, new: &Rendered) -> Vec<Difference> {
    let (old, new) = (pages(old), pages(new));
    let addresses: BTreeSet<&str> = old.keys().chain(new.keys()).copied().filter(|address| *address != WHOLE_GRAPH).collect();
    let told = |address: &str| {
        let (before, after) = match (old.get(address), new.get(address)) {
            (Some(before), Some(after)) if before == after => return None,
            (before, after) => changed_lines(&lines(before), &lines(after)),
        };
        let is_told = !before.is_empty() || !after.is_empty();
        is_told.then(|| Difference { about: About::Page, address: address.to_owned(), of: address.to_owned(), before, after })
    };
    addresses.into_iter().filter_map(told).collect()
}

fn pages(rendered: &Rendered) -> BTreeMap<&str, &str> {
    let pages = rendered.documents.iter().filter(|document| document.media_type == MediaType::Html);
    pages.map(|document| (document.path.as_str(), document.body.as_str())).collect()
}

fn lines(page: Option<&&str>) -> Vec<String> {
    let page = page.copied().unwrap_or_default();
    // The bar, the menu and the foot are the same on each page and would be told once a page.
    let main = page.split_once("<main").map_or(page, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let main = main.split_once('>').map_or(main, |(_, rest)| rest);
    // A number stands in a box of its own after its label.
    let mut apart = main.replace("<b><bdi", " <b><bdi");
    for (one, next) in BOXES.iter().flat_map(|one| BOXES.iter().map(move |next| (one, next))) {
        apart = apart.replace(&format!("</{one}><{next}"), &format!("</{one}> <{next}"));
    }
    // A poster repeats each of its strips.
    let mut seen = BTreeSet::new();
    let lines = words_on(&apart).lines().map(checks::without).collect::<Vec<_>>();
    lines.into_iter().filter(|line| !line.is_empty() && seen.insert(line.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_came_is_told_and_what_moved_is_not() {
        let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (went, came) = changed_lines(&lines("a b c d"), &lines("b a c e"));
        assert_eq!((went, came), (lines("d"), lines("e")));
    }

    #[test]
    fn only_the_middle_of_a_page_is_read() {
        let page =
            "<!doctype html><header><p>bar</p></header><main id=\"main\"><h1>Title</h1><p>One <b>line</b>.</p></main><p>foot</p>";
        assert_eq!(lines(Some(&page)), ["Title", "One line."]);
    }
}
