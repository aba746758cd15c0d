//! The same pages for both programs, and the template that makes Hugo's pages equal to ours.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use waymark::check::{self, Strictness};
use waymark::clock::Moment;
use waymark::content::source::SourceTree;
use waymark::diagnostic::Diagnostic;
use waymark::render::assets::Assets;
use waymark::render::document::RenderedDocument;
use waymark::render::templates::Templates;
use waymark::site::Site;
use waymark::{content, render, site};

/// Words that pages are made of; which come next depends on the page, so no two are alike.
const WORDS: [&str; 24] = [
    "you", "can", "ring", "them", "today", "and", "talk", "to", "someone", "who", "will", "listen", "about", "a", "child", "at",
    "home", "or", "school", "with", "no", "name", "given", "first",
];
const PARAGRAPHS: usize = 12;
const SENTENCES: usize = 4;
const SENTENCE: usize = 12;

/// Marks that no page holds, where a template is to hold a name.
const TITLE: &str = "QQTITLEQQ";
const TAB: &str = "QQTABQQ";
const DESCRIPTION: &str = "QQDESCRIPTIONQQ";

/// Writes both sites: `waymark/` (content) and `hugo/` (a whole project).
pub(crate) fn write(folder: &Path, pages: usize) {
    let (own, hugo) = (folder.join("waymark"), folder.join("hugo"));
    copy_built_in(&own);
    fs::create_dir_all(own.join("pages/generated")).expect("a folder");
    for inner in ["content", "layouts/_default"] {
        fs::create_dir_all(hugo.join(inner)).expect("a folder");
    }
    for number in 0..pages {
        let (name, body) = (format!("p{number}.md"), body(number));
        let (title, tab) = (format!("Page number {number}"), format!("Page {number}"));
        fs::write(own.join("pages/generated").join(&name), front(&title, &tab, &description(number), &body)).expect("written");
        let fields = format!("+++\ntitle = \"{title}\"\ntab = \"{tab}\"\ndescription = \"{}\"\n+++\n", description(number));
        fs::write(hugo.join("content").join(&name), format!("{fields}{body}")).expect("written");
    }
    let settings =
        "baseURL = \"https://waymark.example/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"home\", \"section\"]\n";
    fs::write(hugo.join("config.toml"), settings).expect("written");
    fs::write(hugo.join("layouts/_default/single.html"), template()).expect("written");
}

/// A whole site, made.
pub(crate) struct Made {
    pub(crate) documents: Vec<RenderedDocument>,
    /// What the server keeps beside them, to answer the forms.
    _site: Site,
}

/// Reads, checks and renders a content folder, all of it from cold.
pub(crate) fn made_by_waymark(folder: &Path) -> Made {
    let mut tree = SourceTree::built_in();
    let mut found = tree.replace("content", folder).expect("the folder can be read");
    let (documents, faults) = content::read(&tree);
    found.extend(faults);
    let (site, faults) = site::assemble(&documents);
    found.extend(faults);
    let site = site.expect("a site");
    let now: Timestamp = "2026-11-24T09:00:00Z".parse().expect("an instant");
    found.extend(check::check(&site, Moment::at(now).today, Strictness::Everyday));
    let faults: Vec<&Diagnostic> = found.iter().filter(|fault| fault.is_error()).take(3).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let templates = Templates::load(&tree).expect("templates");
    let assets = Assets::load(&tree, &site).expect("assets");
    let (rendered, faults) = render::render(&site, &templates, &assets, now, render::RenderTarget::Server);
    assert!(faults.is_empty());
    Made { documents: rendered.documents, _site: site }
}

fn description(number: usize) -> String {
    format!("Read what to do in case number {number}.")
}

fn front(title: &str, tab: &str, description: &str, body: &str) -> String {
    let review = "[review]\nowner = \"content editor\"\nchecked = 2026-11-23\ndue = 2027-02-23\n";
    format!(
        "+++\ntitle = \"{title}\"\ntab = \"{tab}\"\ndescription = \"{description}\"\naudience = \"everyone\"\n{review}+++\n{body}"
    )
}

/// About 2.5 KB of Markdown, as the pages of the real site have.
fn body(number: usize) -> String {
    let mut state = u32::try_from(number).expect("few pages").wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        WORDS[usize::try_from(state >> 16).expect("small") % WORDS.len()]
    };
    let mut text = String::new();
    for paragraph in 0..PARAGRAPHS {
        if paragraph % 4 == 1 {
            let _ = write!(text, "## Part {paragraph}\n\n");
        }
        for _ in 0..SENTENCES {
            let sentence: Vec<&str> = (0..SENTENCE).map(|_| word()).collect();
            let _ = write!(text, "It is so that {}. ", sentence.join(" "));
        }
        text.push_str(if paragraph % 4 == 2 {
            "Go to [Find help](/report).\n\n- One thing\n- **Another** thing\n\n"
        } else {
            "\n\n"
        });
    }
    text
}

/// A page of ours with what differs between pages taken out.
fn template() -> String {
    let mut tree = SourceTree::built_in();
    let body = "Markbegin.\n\nMarkend.\n";
    tree.set("content/pages/marked.md", front(TITLE, TAB, DESCRIPTION, body));
    let (documents, _) = content::read(&tree);
    let site = site::assemble(&documents).0.expect("a site");
    let templates = Templates::load(&tree).expect("templates");
    let assets = Assets::load(&tree, &site).expect("assets");
    let now: Timestamp = "2026-11-24T09:00:00Z".parse().expect("an instant");
    let (rendered, _) = render::render(&site, &templates, &assets, now, render::RenderTarget::Server);
    let page = rendered.documents.into_iter().find(|document| document.path == "/marked").expect("the marked page").body;
    let (before, rest) = page.split_once("<p>Markbegin.</p>").expect("the body's beginning");
    let (_, after) = rest.split_once("<p>Markend.</p>").expect("the body's end");
    format!("{before}{{{{ .Content }}}}{after}")
        .replace(TITLE, "{{ .Title }}")
        .replace(TAB, "{{ .Params.tab }}")
        .replace(DESCRIPTION, "{{ .Description }}")
        .replace("/marked", "{{ .RelPermalink }}")
}

/// The content built into the program, as files.
fn copy_built_in(folder: &Path) {
    for (path, text) in SourceTree::built_in().under("content/") {
        let path = folder.join(path.trim_start_matches("content/"));
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}
