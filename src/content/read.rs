//! Walks a [`SourceTree`] and turns each file into its raw document, collecting every fault met.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use super::drafts;
use super::front_matter;
use super::markdown::{self, Markdown};
use super::merge::{self, Pieces, manner};
use super::misplaced;
use super::mistakes;
use super::only_if;
use super::overlay::{self, Overlay};
use super::raw;
use super::renamed;
use super::schema::{self, Shape, validate};
use super::slips;
use super::source::{BELOW, SourceTree};
use crate::diagnostic::{Diagnostic, Kind, LeftOut, Place};
use crate::parallel::in_parts;

/// A raw document with the file it came from.
#[derive(Debug)]
pub struct Located<T> {
    /// The file, for turning byte ranges into places.
    pub file: FileLines,
    /// Where the document's own bytes begin in the file (front matter starts after its fence).
    pub offset: usize,
    /// The document.
    pub value: T,
}

impl<T> Located<T> {
    /// The place of a byte range of the document.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.file.places().place(span.start + self.offset..span.end + self.offset)
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.file.path.rsplit('/').next().unwrap_or(&self.file.path);
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// A file's path and text.
#[derive(Debug, Clone)]
pub struct FileLines {
    /// Path from the project's top folder.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
    /// Where each piece of it stands, if it was put together from two files.
    pub pieces: Option<Arc<Pieces>>,
}

impl FileLines {
    pub(super) fn of(path: &Arc<str>, text: &str) -> Self {
        Self { path: Arc::clone(path), text: text.into(), pieces: None }
    }

    pub(super) fn places(&self) -> FilePlaces<'_> {
        FilePlaces { path: &self.path, text: &self.text, offset: 0, pieces: self.pieces.as_deref() }
    }
}

/// Turns byte ranges of one file into places.
#[derive(Debug, Clone, Copy)]
pub struct FilePlaces<'a> {
    /// Path from the project's top folder.
    pub path: &'a Arc<str>,
    /// The whole text.
    pub text: &'a str,
    /// Added to every range: where the part in question begins.
    pub offset: usize,
    /// Where each piece of the text stands, if it was put together from two files.
    pub pieces: Option<&'a Pieces>,
}

impl FilePlaces<'_> {
    /// The place of a byte range.
    #[must_use]
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = (span.start + self.offset).min(self.text.len());
        let end = (span.end + self.offset).clamp(start, self.text.len());
        if let Some(pieces) = self.pieces {
            return pieces.place(&(start..end));
        }
        let before = &self.text.as_bytes()[..start];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        // Bytes that continue a character (0b10xxxxxx) do not start a column.
        let column = before[line_start..].iter().filter(|byte| **byte & 0xC0 != 0x80).count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { file: Arc::clone(self.path), line: number(line), column: number(column), span: start..end }
    }
}

/// A page: its front matter and its Markdown.
#[derive(Debug)]
pub struct PageFile {
    /// The TOML block.
    pub front: raw::Page,
    /// The body.
    pub body: Markdown,
}

/// Everything that was read, file by file, in path order.
#[derive(Debug, Default)]
pub struct Documents {
    /// `content/site.toml`.
    pub site: Option<Located<raw::Site>>,
    /// `content/services/*.toml`.
    pub services: Vec<Located<raw::Service>>,
    /// `content/areas/*.toml`.
    pub areas: Vec<Located<raw::Area>>,
    /// `content/pages/**/*.md`.
    pub pages: Vec<Located<PageFile>>,
    /// `content/routing.toml`.
    pub routing: Option<Located<raw::Routing>>,
    /// `content/words.toml`.
    pub words: Option<Located<raw::Words>>,
    /// `content/search.toml`.
    pub search: Option<Located<raw::Search>>,
    /// `content/questions/*.toml`.
    pub questions: Vec<Located<raw::Questions>>,
    /// `content/redirects.toml`.
    pub redirects: Option<Located<raw::Redirects>>,
    /// `content/bank-holidays.toml`.
    pub bank_holidays: Option<Located<raw::BankHolidays>>,
    /// `content/overlay.toml`, until it was applied.
    pub overlay: Option<Located<Overlay>>,
    /// What a copy's own people checked of what is built in, from `content/overlay.toml`.
    pub reviews: Option<Located<Vec<raw::OwnReview>>>,
    /// Names, places and numbers of what the overlay left out.
    pub left_out: Vec<String>,
    /// `content/links.toml`; a copy without it has no short addresses.
    pub links: Option<Located<raw::Links>>,
    /// What `overlay.toml` leaves out by name, each with where it does.
    pub left_out_at: Vec<LeftOut>,
    /// Where each draft says that it is one.
    pub drafts: Vec<Place>,
    /// Services that `overlay.toml` gives a short address, each with where it is named there.
    pub short_addresses: Vec<(String, Place)>,
    /// `content/kit.toml`; a copy without it has no texts to copy.
    pub kit: Option<Located<raw::Kit>>,
    /// `content/posters.toml`; a copy without it has no posters.
    pub posters: Option<Located<raw::Posters>>,
    /// `content/changes.toml`; a copy without it tells of no change.
    pub changes: Option<Located<raw::Changes>>,
    /// `content/confirmed.toml`.
    pub confirmed: Option<Located<raw::Confirmed>>,
    /// The confirmations of the content that an overlay lies over.
    pub confirmed_below: Option<Located<raw::Confirmed>>,
    /// `content/page-rules.toml`; a copy without it checks no pages.
    pub page_rules: Option<Located<raw::PageRules>>,
}

impl Documents {
    /// These and what was read from other files. Names every kind, so that none can be forgotten.
    fn and(self, other: Self) -> Self {
        Self {
            site: self.site.or(other.site),
            routing: self.routing.or(other.routing),
            words: self.words.or(other.words),
            search: self.search.or(other.search),
            redirects: self.redirects.or(other.redirects),
            bank_holidays: self.bank_holidays.or(other.bank_holidays),
            overlay: self.overlay.or(other.overlay),
            reviews: self.reviews.or(other.reviews),
            links: self.links.or(other.links),
            kit: self.kit.or(other.kit),
            posters: self.posters.or(other.posters),
            changes: self.changes.or(other.changes),
            confirmed: self.confirmed.or(other.confirmed),
            confirmed_below: self.confirmed_below.or(other.confirmed_below),
            page_rules: self.page_rules.or(other.page_rules),
            services: [self.services, other.services].into_iter().flatten().collect(),
            areas: [self.areas, other.areas].into_iter().flatten().collect(),
            pages: [self.pages, other.pages].into_iter().flatten().collect(),
            questions: [self.questions, other.questions].into_iter().flatten().collect(),
            drafts: [self.drafts, other.drafts].into_iter().flatten().collect(),
            left_out_at: [self.left_out_at, other.left_out_at].into_iter().flatten().collect(),
            short_addresses: [self.short_addresses, other.short_addresses].into_iter().flatten().collect(),
            left_out: [self.left_out, other.left_out].into_iter().flatten().collect(),
        }
    }
}

/// Reads every content file of `tree`, and leaves drafts out.
#[must_use]
pub fn read(tree: &SourceTree) -> (Documents, Vec<Diagnostic>) {
    let (mut documents, found) = read_with_drafts(tree);
    documents.leave_drafts_out();
    (documents, found)
}

/// Reads every content file of `tree`, drafts too.
#[must_use]
pub fn read_with_drafts(tree: &SourceTree) -> (Documents, Vec<Diagnostic>) {
    let files: Vec<(&Arc<str>, &str)> = tree.under("content/").collect();
    let read_part = |part: &[(&Arc<str>, &str)]| {
        let mut reader = Reader::default();
        for (path, text) in part {
            let below = below(tree, path);
            reader.file(&FileLines::of(path, text), below.as_ref());
        }
        reader
    };
    let mut reader = in_parts(&files, read_part).into_iter().fold(Reader::default(), Reader::and);
    reader.missing();
    reader.found.extend(only_if::apply(&mut reader.documents));
    reader.found.extend(overlay::apply(&mut reader.documents, tree));
    renamed::say_new_names(reader.documents.redirects.as_ref(), &mut reader.found);
    drafts::as_warnings(&reader.documents.drafts, &mut reader.found);
    (reader.documents, reader.found)
}

/// The file that a file of an overlay is laid over.
fn below(tree: &SourceTree, path: &str) -> Option<FileLines> {
    let (path, text) = tree.file(&format!("{BELOW}{}", path.strip_prefix("content/")?))?;
    Some(FileLines::of(path, text))
}

#[derive(Default)]
struct Reader {
    documents: Documents,
    found: Vec<Diagnostic>,
    /// The file at hand is a draft, and may have lines that are still to be written.
    is_draft: bool,
}

impl Reader {
    /// What both have read, the other's files after its own.
    fn and(mut self, other: Self) -> Self {
        self.found.extend(other.found);
        Self { documents: self.documents.and(other.documents), ..self }
    }

    fn file(&mut self, file: &FileLines, below: Option<&FileLines>) {
        let draft = drafts::place(file);
        self.is_draft = draft.is_some();
        self.documents.drafts.extend(draft);
        let in_text = slips::in_text(&file.places());
        let is_merged = in_text.iter().any(|fault| fault.kind == Kind::Syntax);
        self.found.extend(in_text);
        if is_merged {
            // Neither version can be read while both stand there.
            return;
        }
        let Some((below, manner)) = below.zip(manner::of(&file.path)) else { return self.known(file) };
        self.found.extend(merge::twice(file, manner));
        self.known(&merge::lay_over(below, file, manner));
        merge::explain_new(below, file, manner, &mut self.found);
    }

    /// Reads a file as what its name says it is, unless it stands in the wrong place.
    fn known(&mut self, file: &FileLines) {
        if let Some(fault) = misplaced::fault(file) {
            self.found.push(fault);
            return;
        }
        let path = file.path.strip_prefix("content/").unwrap_or(&file.path);
        match path {
            "site.toml" => self.documents.site = self.toml(file, &schema::SITE),
            "routing.toml" => self.documents.routing = self.toml(file, &schema::ROUTING),
            "words.toml" => self.documents.words = self.toml(file, &schema::WORDS),
            "overlay.toml" => self.documents.overlay = self.toml(file, &schema::OVERLAY),
            "search.toml" => self.documents.search = self.toml(file, &schema::SEARCH),
            "redirects.toml" => self.documents.redirects = self.toml(file, &schema::REDIRECTS),
            "changes.toml" => self.documents.changes = self.toml(file, &schema::CHANGES),
            "confirmed.toml" => self.documents.confirmed = self.toml(file, &schema::CONFIRMED),
            ".below/confirmed.toml" => self.documents.confirmed_below = self.toml(file, &schema::CONFIRMED),
            "bank-holidays.toml" => self.documents.bank_holidays = self.toml(file, &schema::BANK_HOLIDAYS),
            "links.toml" => self.documents.links = self.toml(file, &schema::LINKS),
            "kit.toml" => self.documents.kit = self.toml(file, &schema::KIT),
            "page-rules.toml" => self.documents.page_rules = self.toml(file, &schema::PAGE_RULES),
            "posters.toml" => self.documents.posters = self.toml(file, &schema::POSTERS),
            // Each is read together with the overlay's file of the same name.
            _ if path.starts_with(".below/") => {}
            _ if is_in(path, "services/", ".toml") => {
                let service = self.toml(file, &schema::SERVICE);
                self.documents.services.extend(service);
            }
            _ if is_in(path, "areas/", ".toml") => {
                let area = self.toml(file, &schema::AREA);
                self.documents.areas.extend(area);
            }
            _ if is_in(path, "questions/", ".toml") => {
                let questions = self.toml(file, &schema::QUESTIONS);
                self.documents.questions.extend(questions);
            }
            _ if is_in(path, "pages/", ".md") => self.page(file),
            // Notes for editors may lie beside the content.
            _ if path.ends_with("README.md") => {}
            // It was called misplaced.
            _ => {}
        }
    }

    fn toml<T: DeserializeOwned>(&mut self, file: &FileLines, shape: &Shape) -> Option<Located<T>> {
        let value = self.document(&file.places(), &file.text, shape)?;
        Some(Located { file: file.clone(), offset: 0, value })
    }

    /// Reads one TOML document: syntax, then every fault of shape, then the typed value.
    fn document<T: DeserializeOwned>(&mut self, places: &FilePlaces<'_>, text: &str, shape: &Shape) -> Option<T> {
        let (table, errors) = DeTable::parse_recoverable(text);
        // The first fault of form is the cause; those after it are about what the parser took the rest for.
        let first = errors.iter().min_by_key(|error| error.span().map_or(0, |span| span.start));
        let mut faults: Vec<Diagnostic> = first.map(|error| syntax(places, text, shape, error)).into_iter().collect();
        if faults.is_empty() {
            faults = validate::faults(places, shape, &table);
            faults.extend(slips::in_values(places, &table));
        }
        let may_stand = |fault: &Diagnostic| self.is_draft && fault.kind == Kind::Placeholder;
        let is_readable = faults.iter().all(may_stand);
        self.found.append(&mut faults);
        if !is_readable {
            return None;
        }
        match toml::from_str(text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.found.push(syntax(places, text, shape, &error));
                None
            }
        }
    }

    fn page(&mut self, file: &FileLines) {
        let Some(parts) = front_matter::split(&file.text) else {
            self.found.push(front_matter::fault(file));
            return;
        };
        self.found.extend(slips::placeholders_in_page(&file.places(), parts.body.clone()));
        self.found.extend(slips::buried_directives(&file.places(), parts.body.clone()));
        let (body, mut faults) = markdown::parse(file.places(), parts.body.clone());
        self.found.append(&mut faults);
        let places = FilePlaces { offset: parts.front.start, ..file.places() };
        if let Some(front) = self.document(&places, &file.text[parts.front.clone()], &schema::PAGE) {
            self.documents.pages.push(Located { file: file.clone(), offset: parts.front.start, value: PageFile { front, body } });
        }
    }

    /// Files the site cannot do without.
    fn missing(&mut self) {
        let reported: Vec<String> = self.found.iter().map(|fault| fault.place.file.replacen(BELOW, "content/", 1)).collect();
        let needed = [
            ("content/site.toml", self.documents.site.is_none()),
            ("content/routing.toml", self.documents.routing.is_none()),
            ("content/words.toml", self.documents.words.is_none()),
            ("content/search.toml", self.documents.search.is_none()),
            ("content/bank-holidays.toml", self.documents.bank_holidays.is_none()),
        ];
        let faults: Vec<Diagnostic> = needed
            .into_iter()
            .filter(|(path, missing)| *missing && !reported.iter().any(|file| file == path))
            .map(|(path, _)| Diagnostic::error(Place::whole_file(path), Kind::Missing, "the site cannot do without this file"))
            .collect();
        self.found.extend(faults);
    }
}

fn is_in(path: &str, folder: &str, ending: &str) -> bool {
    path.starts_with(folder) && path.ends_with(ending) && !path.ends_with("README.md")
}

fn syntax(places: &FilePlaces<'_>, text: &str, shape: &Shape, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let known = shape.fields.iter().map(|field| field.key);
    mistakes::cause(places, text, error.message(), span.clone(), &known).unwrap_or_else(|| {
        let message = format!("this is not valid TOML: {}", error.message());
        let help = "look at this line and the one above it for a lost quotation mark, bracket or comma";
        Diagnostic::error(places.place(span), Kind::Syntax, message).with_help(help)
    })
}
