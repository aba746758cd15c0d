//! What `waymark serve --watch` adds for whoever is writing: a script that shows a page again when it has changed, and a page of
//! the faults in place of a site that cannot be shown.
//!
//! Takes a rendered site or its faults; gives documents that no other command makes. Each page is told the mark of its own text,
//! and the script compares it with the marks of what is served now ([`PAGES`]), so a tab is loaded again only when its own page
//! has changed. The script and the style are allowed by hash, as everywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Rendered;
use super::assets::{MAY_ASK, hash};
use super::document::{CachePolicy, ErrorPages, MediaType, RenderedDocument};
use super::minify::{SCRIPT_JOINS, STYLE_JOINS, minify};
use super::templates::Templates;
use crate::diagnostic::{Diagnostic, Severity};

/// The address of the marks: one JSON object, address to mark, and `*` for every address without a page.
pub const PAGES: &str = "/watch/pages";

/// Every address that has no page of its own.
const ELSEWHERE: &str = "*";

/// How pages of a site that is being written are made.
#[derive(Debug)]
pub struct Preview {
    templates: Templates,
    script: String,
    style: String,
}

/// One fault, as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewFault {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The rule's name; empty where no rule is to blame.
    pub rule: &'static str,
    /// The file; empty where no file is to blame.
    pub file: String,
    /// 1-based; 0 for the whole file.
    pub line: u32,
    pub message: String,
    /// The line as it stands in the file.
    pub text: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl PreviewFault {
    /// A finding in a file with this text.
    #[must_use]
    pub fn of(found: &Diagnostic, text: Option<&str>) -> Self {
        let place = &found.place;
        let line = (place.line as usize).checked_sub(1).and_then(|index| text?.lines().nth(index));
        Self {
            severity: if found.severity == Severity::Error { "error" } else { "warning" },
            rule: found.kind.slug(),
            file: place.file.to_string(),
            line: place.line,
            message: found.message.clone(),
            text: line.unwrap_or_default().trim().to_owned(),
            help: found.help.clone(),
        }
    }

    /// A fault that no file is to blame for, such as a folder that cannot be read.
    #[must_use]
    pub fn sentence(message: String) -> Self {
        let (rule, file, text) = ("", String::new(), String::new());
        Self { severity: "error", rule, file, line: 0, message, text, help: None }
    }
}

/// A site in which every address shows the faults.
#[derive(Debug)]
pub struct FaultSite {
    /// The page of faults at each address, and the marks.
    pub documents: Vec<RenderedDocument>,
    /// The page of faults, for every other address.
    pub errors: ErrorPages,
}

#[derive(Serialize)]
struct FaultsView<'a> {
    errors: usize,
    faults: &'a [PreviewFault],
    style: &'a str,
}

#[derive(Serialize)]
struct DraftView {}

#[derive(Serialize)]
struct ScriptView<'a> {
    page: &'a str,
    script: &'a str,
}

impl Preview {
    /// With the templates `watch/*.html` among `templates`, and the texts of the script and the style.
    #[must_use]
    pub fn new(templates: Templates, script: &str, style: &str) -> Self {
        Self { templates, script: minify(script, SCRIPT_JOINS), style: minify(style, STYLE_JOINS) }
    }

    /// Puts the script into every page of a rendered site, says at the top of each of `drafts` that it is one, and adds the marks.
    ///
    /// # Errors
    /// A fault of the template around the script.
    pub fn add_to(&self, rendered: &mut Rendered, drafts: &[String]) -> Result<(), Diagnostic> {
        let mut marks = BTreeMap::new();
        for page in rendered.documents.iter_mut().filter(|document| document.media_type == MediaType::Html) {
            if drafts.contains(&page.path) {
                self.say_draft(&mut page.body)?;
            }
            marks.insert(page.path.clone(), self.add_script(&mut page.body)?);
            page.csp = page.csp.take().map(|csp| self.allow(&csp));
        }
        let errors = &mut rendered.errors;
        marks.insert(ELSEWHERE.to_owned(), self.add_script(&mut errors.not_found)?);
        errors.csp = self.allow(&errors.csp);
        rendered.documents.push(marks_document(&marks));
        Ok(())
    }

    /// The faults at every one of `paths`, and everywhere else.
    pub fn faults(&self, faults: &[PreviewFault], paths: &[String]) -> Result<FaultSite, Diagnostic> {
        let errors = faults.iter().filter(|fault| fault.severity == "error").count();
        let mut body = self.templates.render("watch/faults.html", &FaultsView { errors, faults, style: &self.style })?;
        let mark = self.add_script(&mut body)?;
        let style = hash(&self.style);
        let csp = self.allow(&format!("default-src 'none'; style-src '{style}'; script-src 'none'; base-uri 'none'"));
        let page = |path: &String| RenderedDocument {
            path: path.clone(),
            template: "/watch/faults",
            media_type: MediaType::Html,
            policy: CachePolicy::NeverKept,
            csp: Some(Arc::clone(&csp)),
            body: body.clone(),
        };
        let mut documents: Vec<RenderedDocument> = paths.iter().map(page).collect();
        let addresses = paths.iter().map(String::as_str).chain([ELSEWHERE]);
        documents.push(marks_document(&addresses.map(|path| (path.to_owned(), mark.clone())).collect()));
        let [not_found, method_not_allowed, gone, refused, failed] = std::array::from_fn(|_| body.clone());
        Ok(FaultSite { documents, errors: ErrorPages { csp, not_found, method_not_allowed, gone, refused, failed } })
    }

    fn say_draft(&self, body: &mut String) -> Result<(), Diagnostic> {
        let said = self.templates.render("watch/draft.html", &DraftView {})?;
        let main = body.find("<main").and_then(|at| Some(at + body[at..].find('>')? + 1));
        body.insert_str(main.unwrap_or(0), &said);
        Ok(())
    }

    /// Puts the script at the end of a page, and gives the mark of the page as it was.
    fn add_script(&self, body: &mut String) -> Result<String, Diagnostic> {
        let page = mark(body);
        let script = self.templates.render("watch/script.html", &ScriptView { page: &page, script: &self.script })?;
        let end = body.rfind("</body>").unwrap_or(body.len());
        body.insert_str(end, &script);
        Ok(page)
    }

    /// A policy that also allows the script, and the script to ask for the marks.
    fn allow(&self, csp: &str) -> Arc<str> {
        let own = hash(&self.script);
        let csp = csp.replace("script-src 'none'", "script-src").replacen("script-src", &format!("script-src '{own}'"), 1);
        // The page of a form may ask this site already.
        if csp.contains(MAY_ASK) { csp.into() } else { format!("{csp}{MAY_ASK}").into() }
    }
}

fn marks_document(marks: &BTreeMap<String, String>) -> RenderedDocument {
    RenderedDocument {
        path: PAGES.to_owned(),
        template: PAGES,
        media_type: MediaType::Json,
        policy: CachePolicy::NeverKept,
        csp: None,
        // A map of text to text always serialises.
        body: serde_json::to_string(marks).unwrap_or_default(),
    }
}

/// Differs whenever the text does.
fn mark(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |mark, byte| format!("{mark}{byte:02x}"))
}
