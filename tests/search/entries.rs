//! The real content as entries, and its search words.

use waymark::content::{self, source::SourceTree};
use waymark::search::{Entry, Lexicon, entries};
use waymark::site::assemble;

pub(crate) fn real() -> (Vec<Entry>, Lexicon) {
    let (documents, _) = content::read(&SourceTree::built_in());
    let lexicon = Lexicon::from(&documents.search.as_ref().expect("content/search.toml is valid").value);
    let (site, _) = assemble(&documents);
    (entries(&site.expect("the content holds a site")), lexicon)
}
