//! Tera templates from the source tree, and their faults as diagnostics.
//!
//! Tera refuses unknown includes, components and filters when templates are loaded, and a misspelt field only when a page is
//! rendered: so `check` renders every page, and a misspelling cannot ship.

use std::error::Error as _;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, Kind, Place};

/// Every template, ready to render.
#[derive(Debug, Clone)]
pub struct Templates {
    /// Shared: the pages made at request time hold them too.
    tera: Arc<Tera>,
}

impl Templates {
    /// Loads every file under `templates/`. What a template writes is escaped in those that end in `.html`, and in no other.
    ///
    /// # Errors
    /// The faults of the templates, as diagnostics.
    pub fn load(tree: &SourceTree) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        let named =
            tree.under("templates/").map(|(path, text)| (path.trim_start_matches("templates/").to_owned(), text.to_owned()));
        tera.add_raw_templates(named).map_err(|error| vec![diagnostic(&error, "templates")])?;
        Ok(Self { tera: Arc::new(tera) })
    }

    /// Renders one template with a view.
    ///
    /// # Errors
    /// A fault of the template, naming its file and line.
    pub fn render<V: Serialize>(&self, template: &str, view: &V) -> Result<String, Diagnostic> {
        let fail = |error: &tera::Error| diagnostic(error, template);
        let context = Context::from_serialize(view).map_err(|error| fail(&error))?;
        self.tera.render(template, &context).map_err(|error| fail(&error))
    }
}

/// A template fault; Tera's own report carries the file, the line and the list of valid names.
fn diagnostic(error: &tera::Error, template: &str) -> Diagnostic {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        message = format!("{message}\n{inner}");
        source = inner.source();
    }
    Diagnostic::error(Place::whole_file(format!("templates/{template}")), Kind::Template, message)
        .with_help("a name in the template does not match what the page gives it; the report above lists the names")
}
