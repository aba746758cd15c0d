//! Walks a [`SourceTree`] and turns each file into its raw document, collecting every fault met.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use super::documents::{Documents, Located, PageFile};
use super::drafts;
use super::faulty_ways;
use super::file_places::{FileLines, FilePlaces};
use super::front_matter;
use super::markdown;
use super::merge;
use super::merge_strategy;
use super::misplaced;
use super::mistakes;
use super::only_if;
use super::overlay;
use super::renamed;
use super::schema::{self, Shape, validate};
use super::shown_days;
use super::slips;
use super::source::{BELOW, SourceTree};
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::parallel::in_parts;

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
        let mut reader = DocumentsReader::default();
        for (path, text) in part {
            let below = below(tree, path);
            reader.file(&FileLines::of(path, text), below.as_ref());
        }
        reader
    };
    let mut reader = in_parts(&files, read_part).into_iter().fold(DocumentsReader::default(), DocumentsReader::and);
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
struct DocumentsReader {
    documents: Documents,
    found: Vec<Diagnostic>,
    /// The file at hand is a draft, and may have lines that are still to be written.
    is_draft: bool,
}

impl DocumentsReader {
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
        let Some((below, strategy)) = below.zip(merge_strategy::of(&file.path)) else { return self.known(file) };
        self.found.extend(merge::twice(file, strategy));
        self.known(&merge::lay_over(below, file, strategy));
        merge::explain_new(below, file, strategy, &mut self.found);
    }

    /// Reads a file as what its name says it is, unless it stands in the wrong place.
    fn known(&mut self, file: &FileLines) {
        if let Some(fault) = misplaced::fault(file) {
            self.found.push(fault);
            return;
        }
        let path = file.path.strip_prefix("content/").unwrap_or(&file.path);
        if file.text.trim().is_empty() && ["services/", "areas/", "pages/"].iter().any(|folder| path.starts_with(folder)) {
            let fault = Diagnostic::error(Place::whole_file(Arc::clone(&file.path)), Kind::Syntax, "this file is empty");
            self.found.push(fault.with_help("put back what it held, or take the file away"));
            return;
        }
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

    fn toml<T: DeserializeOwned>(&mut self, file: &FileLines, shape: &'static Shape) -> Option<Located<T>> {
        let value = self.document(&file.places(), &file.text, shape)?;
        Some(Located { file: file.clone(), offset: 0, value })
    }

    /// Reads one TOML document: syntax, then every fault of shape, then the typed value.
    fn document<T: DeserializeOwned>(&mut self, places: &FilePlaces<'_>, text: &str, shape: &'static Shape) -> Option<T> {
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
        let (text, before) = (&file.text[parts.front.clone()], self.found.len());
        let whole = self.document(&places, text, &schema::PAGE);
        let has_faulty_ways = whole.is_none();
        let front = whole.or_else(|| faulty_ways::left_out(text, parts.front.start, &self.found[before..]));
        if let Some(front) = front {
            let value = PageFile { front, body, has_faulty_ways };
            let page = Located { file: file.clone(), offset: parts.front.start, value };
            self.found.extend(shown_days::faults(&page));
            self.documents.pages.push(page);
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
    if let Some(fault) = slips::control_beside(places, span.start) {
        return fault;
    }
    let keys = mistakes::KnownKeys {
        top: shape.fields.iter().map(|field| field.key).collect(),
        is_key: &|key| shape.field(key).is_some(),
        is_list: &|key| shape.field(key).is_some_and(|field| field.value.is_list_of_texts()),
    };
    mistakes::cause(places, text, error.message(), span.clone(), &keys).unwrap_or_else(|| {
        let message = format!("this is not valid TOML: {}", error.message());
        let help = "look at this line and the one above it for a lost quotation mark, bracket or comma";
        Diagnostic::error(places.place(span), Kind::Syntax, message).with_help(help)
    })
}
