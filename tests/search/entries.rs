//! The real content as entries, and its search words.

use waymark::content::{self, source::SourceTree};
use waymark::search::{Bank, Entry, Lexicon, entries};
use waymark::site::assemble;

pub(crate) fn real() -> (Vec<Entry>, Lexicon, Bank) {
    let mut tree = SourceTree::built_in();
    // `CONTENT=content` reads what was changed since the tests were built.
    if let Ok(folder) = std::env::var("CONTENT") {
        tree.replace("content", folder.as_ref()).expect("CONTENT is a folder of content");
    }
    let (documents, _) = content::read(&tree);
    let lexicon = Lexicon::from(&documents.search.as_ref().expect("content/search.toml is valid").value);
    let (site, _) = assemble(&documents);
    let site = site.expect("the content holds a site");
    (entries(&site), lexicon, Bank::of(&site))
}
