//! An editor's file, whatever is in it, becomes a document or diagnostics that point into it; never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use waymark::content::source::SourceTree;
use waymark::{content, site};

/// One of each kind of file. The first byte of the input chooses which the rest takes the place of.
const PLACES: [&str; 9] = [
    "content/pages/fuzzed.md",
    "content/services/fuzzed.toml",
    "content/areas/fuzzed.toml",
    "content/site.toml",
    "content/routing.toml",
    "content/words.toml",
    "content/redirects.toml",
    "content/bank-holidays.toml",
    "content/pages/index.md",
];

/// The files that a site cannot do without, and few others: each run reads them all.
static TREE: LazyLock<SourceTree> = LazyLock::new(|| {
    let all = SourceTree::built_in();
    let needed = ["content/site.toml", "content/routing.toml", "content/words.toml", "content/bank-holidays.toml"];
    let few = all.under("content/").filter(|(path, _)| needed.contains(&path.as_ref()) || path.ends_with("index.md"));
    SourceTree::from_pairs(few.map(|(path, text)| (path.clone(), text.to_owned())).collect::<Vec<_>>())
});

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let path = PLACES[usize::from(*first) % PLACES.len()];
    let mut tree = TREE.clone();
    tree.set(path, text);
    let (documents, mut found) = content::read(&tree);
    found.extend(site::assemble(&documents).1);
    for fault in &found {
        if let Some(text) = tree.text(&fault.place.file) {
            assert!(fault.place.span.end <= text.len(), "{fault:?} points past the end");
            assert!(text.is_char_boundary(fault.place.span.start) || fault.place.span.is_empty(), "{fault:?} splits a letter");
        }
    }
    // The rest of so small a site breaks hundreds of links, the same ones each time: telling them takes longer than all else here.
    found.retain(|fault| fault.place.file.as_ref() == path);
    let _ = waymark::diagnostic::report::pretty(&found, |path| tree.text(path), false);
});
