//! A small language for tests about content: start from the built-in site or the small one, change a file, look at what comes of it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use jiff::Timestamp;
use jiff::civil::{Date, date};
use waymark::check::{Strictness, check};
use waymark::clock::Moment;
use waymark::content::{self, source::SourceTree};
use waymark::diagnostic::{Diagnostic, Kind};
use waymark::render::assets::Assets;
use waymark::render::document::RenderedDocument;
use waymark::render::templates::Templates;
use waymark::render::{RenderTarget, Rendered, render};
use waymark::site::{Site, assemble};

/// The day the built-in content is looked at in tests: a Tuesday on which nothing is overdue.
pub const NOW: &str = "2026-12-01T10:00:00Z";

/// The day on which the content was last worked on: nothing in it is still to come.
const TODAY: Date = date(2026, 12, 1);

/// A whole site of a made-up place: for tests of rules, commands and the server, which no change of the built-in content touches.
pub const SMALL: &str = "tests/fixtures/small";

/// A copy of the small site for a made-up county, to lay over it.
pub const SMALL_COUNTY: &str = "tests/fixtures/small-county";

pub struct SiteTest {
    tree: SourceTree,
    /// What comes of these files, read once for all tests, as long as none of them is changed.
    of_all_tests: Option<&'static LazyLock<Loaded>>,
    /// What was loaded from these files, by the day.
    loaded: Mutex<BTreeMap<Date, Loaded>>,
}

type Loaded = (Option<Arc<Site>>, Vec<Diagnostic>);

/// The built-in site as many tests look at it, read and checked once for all of them.
static BUILT_IN: LazyLock<Loaded> = LazyLock::new(|| loaded(&SourceTree::built_in(), TODAY));

/// The small site's files, with the built-in templates and style, and the same of it.
static SMALL_TREE: LazyLock<SourceTree> = LazyLock::new(|| {
    let mut tree = SourceTree::built_in();
    assert_eq!(tree.replace("content", std::path::Path::new(SMALL)).expect("a folder"), []);
    tree
});
static SMALL_SITE: LazyLock<Loaded> = LazyLock::new(|| loaded(&SMALL_TREE, TODAY));

fn loaded(tree: &SourceTree, today: Date) -> Loaded {
    let (documents, mut found) = content::read(tree);
    let (site, faults) = assemble(&documents);
    found.extend(faults);
    if let Some(site) = &site {
        found.extend(check(site, today, Strictness::Everyday));
    }
    waymark::diagnostic::sort(&mut found);
    (site.map(Arc::new), found)
}

impl SiteTest {
    /// Its files.
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// The site as it is built in.
    pub fn built_in() -> Self {
        Self { tree: SourceTree::built_in(), of_all_tests: Some(&BUILT_IN), loaded: Mutex::default() }
    }

    /// The small site ([`SMALL`]).
    pub fn small() -> Self {
        Self { tree: SMALL_TREE.clone(), of_all_tests: Some(&SMALL_SITE), loaded: Mutex::default() }
    }

    /// Replaces `old`, which must stand in the file exactly once or more, by `new`.
    pub fn change(self, file: &str, old: &str, new: &str) -> Self {
        let text = self.tree.text(file).unwrap_or_else(|| panic!("{file} exists"));
        assert!(text.contains(old), "{file} holds {old:?}");
        let changed = text.replacen(old, new, 1);
        self.file(file, &changed)
    }

    /// Adds text at the end of a file.
    pub fn append(self, file: &str, more: &str) -> Self {
        let text = self.tree.text(file).unwrap_or_else(|| panic!("{file} exists"));
        let changed = format!("{text}\n{more}");
        self.file(file, &changed)
    }

    /// Lays a folder over the content, as `--overlay` does.
    pub fn overlay(mut self, folder: &str) -> Self {
        assert_eq!(self.tree.lay_over("content", std::path::Path::new(folder)).expect("a folder"), []);
        self.changed()
    }

    /// Sets a whole file.
    pub fn file(mut self, file: &str, text: &str) -> Self {
        self.tree.set(file, text);
        self.changed()
    }

    /// Takes a file away.
    pub fn without(mut self, file: &str) -> Self {
        self.tree.remove(file);
        self.changed()
    }

    fn changed(self) -> Self {
        Self { tree: self.tree, of_all_tests: None, loaded: Mutex::default() }
    }

    /// The site and everything said about it on the day the content was last worked on.
    pub fn load(&self) -> Loaded {
        self.load_on(TODAY)
    }

    fn load_on(&self, today: Date) -> Loaded {
        if let Some(loaded) = self.of_all_tests {
            return LazyLock::force(loaded).clone();
        }
        let mut of_each_day = self.loaded.lock().expect("no test panics while it loads");
        of_each_day.entry(today).or_insert_with(|| loaded(&self.tree, today)).clone()
    }

    /// Everything said about the site.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.load().1
    }

    /// Asserts that a rule was broken in a file, and gives the finding.
    pub fn finds(&self, kind: Kind, file: &str) -> Diagnostic {
        let found = self.diagnostics();
        let hit = found.iter().find(|fault| fault.kind == kind && fault.place.file.as_ref() == file);
        hit.unwrap_or_else(|| panic!("no {} in {file} among {:#?}", kind.slug(), briefly(&found))).clone()
    }

    /// Asserts that each rule was broken in its file.
    pub fn finds_each(&self, wanted: &[(Kind, &str)]) {
        let found = self.diagnostics();
        for (kind, file) in wanted {
            let is_hit = found.iter().any(|fault| fault.kind == *kind && fault.place.file.as_ref() == *file);
            assert!(is_hit, "no {} in {file} among {:#?}", kind.slug(), briefly(&found));
        }
    }

    /// The site, which must be sound.
    pub fn site(&self) -> Arc<Site> {
        self.site_on(TODAY)
    }

    /// The same for a later day, by which more may have been confirmed.
    pub fn site_on(&self, today: Date) -> Arc<Site> {
        let (site, mut found) = self.load_on(today.max(TODAY));
        found.retain(Diagnostic::is_error);
        assert!(found.is_empty(), "{:#?}", briefly(&found));
        site.expect("a site without errors")
    }

    /// The site rendered for an instant.
    pub fn rendered_at(&self, now: &str) -> Rendered {
        self.rendered_at_each(&[now]).next().expect("one for each instant")
    }

    /// The site rendered for one instant after another.
    pub fn rendered_at_each(&self, instants: &[&str]) -> impl Iterator<Item = Rendered> {
        let days = instants.iter().map(|now| day_of(now));
        let site = self.site_on(days.max().expect("an instant"));
        let templates = Templates::load(&self.tree).expect("templates");
        let assets = Assets::load(&self.tree, &site).expect("assets");
        instants.iter().map(move |now| {
            let now: Timestamp = now.parse().expect("an instant");
            let (rendered, faults) = render(&site, &templates, &assets, now, RenderTarget::Server);
            assert_eq!(faults, []);
            rendered
        })
    }

    /// A page of guidance by itself, for one instant after another.
    pub fn page_at_each(
        &self,
        path: &str,
        instants: impl IntoIterator<Item = Timestamp>,
    ) -> impl Iterator<Item = RenderedDocument> {
        let instants: Vec<Timestamp> = instants.into_iter().collect();
        let days = instants.iter().map(|now| Moment::at(*now).today);
        let site = self.site_on(days.max().expect("an instant"));
        let templates = Templates::load(&self.tree).expect("templates");
        let assets = Assets::load(&self.tree, &site).expect("assets");
        let page = move |now| waymark::render::page(&site, &templates, &assets, now, path).expect("a page of the site");
        instants.into_iter().map(page)
    }

    /// One page as rendered for an instant: a page of guidance by itself, any other with the whole site.
    pub fn page_at(&self, path: &str, now: &str) -> RenderedDocument {
        let site = self.site_on(day_of(now));
        if site.pages.contains_key(path) {
            return self.page_at_each(path, [now.parse().expect("an instant")]).next().expect("a page");
        }
        let documents = self.rendered_at(now).documents;
        documents.into_iter().find(|document| document.path == path).unwrap_or_else(|| panic!("{path} is rendered"))
    }
}

fn day_of(now: &str) -> Date {
    now[..10].parse().expect("an instant begins with its day")
}

fn briefly(found: &[Diagnostic]) -> Vec<String> {
    found
        .iter()
        .map(|fault| format!("{} {}:{} {}", fault.kind.slug(), fault.place.file, fault.place.line, fault.message))
        .collect()
}

/// The words of a page: what stands in `<main>`, without tags.
pub fn words(document: &RenderedDocument) -> String {
    let main = document.body.split_once("<main").map_or("", |(_, main)| main);
    without_tags(main.split_once("</main>").map_or(main, |(main, _)| main))
}

/// `html` without the marks of names: they part no words.
pub fn without_marks(html: &str) -> String {
    let marks = ["<bdi translate=\"no\">", "<bdi translate=no>", "</bdi>"];
    marks.iter().fold(html.to_owned(), |html, mark| html.replace(mark, ""))
}

/// Each value of an attribute in `html`, written between quotation marks or without.
pub fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    let written = html.match_indices(attribute).filter(|(at, _)| html[..*at].ends_with([' ', '\n']));
    written.filter_map(|(at, name)| {
        let value = html[at + name.len()..].strip_prefix('=')?;
        match value.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => value.split([' ', '>', '\n']).next(),
        }
    })
}

/// The words of a piece of a page.
pub fn without_tags(html: &str) -> String {
    let html = without_marks(html);
    let mut text = String::new();
    let mut inside_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                inside_tag = true;
                text.push(' ');
            }
            '>' => inside_tag = false,
            c if !inside_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Copies a folder and all that is in it.
pub fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
