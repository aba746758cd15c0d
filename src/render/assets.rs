//! The style, the script and the icon that every page carries inside itself, and the content security policy that names them.
//!
//! Takes `static/style.css`, `static/leave.js`, `static/forms.js` and `static/icon.svg`. Gives their minified forms: of the style sheet only the parts a
//! kind of page uses ([`PageStyle`]), with a policy that allows exactly that text. Nothing else may run or style a page: each policy
//! starts from `default-src 'none'` (CSP Level 3, section 6).

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::minify::{SCRIPT_JOINS, STYLE_JOINS, closed_up, minify};
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::Site;

/// What a policy says to let a script ask this site, and nobody else, for something.
pub(super) const MAY_ASK: &str = "; connect-src 'self'";

/// Which parts of the style sheet a page carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageStyle {
    Page,
    Home,
    Router,
    Outcome,
    /// A page with a form.
    Form,
    /// The link kit, with the script of its copy buttons.
    Kit,
    /// A page to read that is one sheet on paper.
    OneSheet,
    /// The list that a reader puts together and prints.
    OwnList,
    /// A poster or cards on a sheet of A4.
    PosterA4,
    /// A poster on a sheet of A5.
    PosterA5,
    Everything,
}

impl PageStyle {
    const ALL: [Self; 11] = [
        Self::Page,
        Self::Home,
        Self::Router,
        Self::Outcome,
        Self::Form,
        Self::Kit,
        Self::OneSheet,
        Self::OwnList,
        Self::PosterA4,
        Self::PosterA5,
        Self::Everything,
    ];

    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["all", "page"],
            Self::Home => &["all", "page", "home"],
            Self::Router | Self::Outcome => &["all", "router"],
            Self::Form => &["all", "page", "form"],
            Self::Kit => &["all", "page", "kit"],
            Self::OneSheet => &["all", "page", "one-sheet"],
            Self::OwnList => &["all", "page", "own-list"],
            Self::PosterA4 => &["all", "poster", "poster-a4"],
            Self::PosterA5 => &["all", "poster", "poster-a5"],
            Self::Everything => &["all", "page", "home", "router", "form", "design"],
        }
    }
}

/// The style and the script of a kind of page, and the policy that allows them.
#[derive(Debug, Clone)]
pub struct Style {
    pub text: String,
    /// The script without comments and indentation.
    pub script: String,
    /// The content security policy of pages that carry it.
    pub csp: Arc<str>,
}

/// What pages carry inside themselves.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The script of the link kit's copy buttons, likewise.
    pub copy_script: String,
    /// The icon as a `data:` address.
    pub icon: String,
    /// The badges by name, for partners to save and host.
    pub badges: Vec<(String, String)>,
    styles: BTreeMap<PageStyle, Style>,
}

impl Assets {
    /// Reads the files. The site gives the rules that show the report page's chosen outcome.
    ///
    /// # Errors
    /// A diagnostic for each file that is missing.
    pub fn load(tree: &SourceTree, site: &Site) -> Result<Self, Vec<Diagnostic>> {
        let mut missing = Vec::new();
        let mut read = |path: &str| {
            tree.text(path).unwrap_or_else(|| {
                missing.push(Diagnostic::error(Place::whole_file(path), Kind::Missing, "the pages cannot do without this file"));
                ""
            })
        };
        let sheet = read("static/style.css");
        let script = closed_up(&minify(read("static/leave.js"), SCRIPT_JOINS));
        let form_script = closed_up(&minify(read("static/forms.js"), SCRIPT_JOINS));
        let copy_script = closed_up(&minify(read("static/copy.js"), SCRIPT_JOINS));
        let icon = format!("data:image/svg+xml,{}", percent(&minify(read("static/icon.svg"), STYLE_JOINS)));
        if !missing.is_empty() {
            return Err(missing);
        }
        let chosen = super::report_page::style(site);
        let styles = PageStyle::ALL.map(|page_style| {
            let mut text = minify(&parts(sheet, page_style.parts()), STYLE_JOINS).replace(";}", "}");
            if page_style == PageStyle::Router {
                text.push_str(&chosen);
            }
            let script = if page_style == PageStyle::Form { format!("{script}\n{form_script}") } else { script.clone() };
            let scripts: &[&str] = if page_style == PageStyle::Kit { &[&script, &copy_script] } else { &[&script] };
            let mut csp = policy(&text, scripts);
            if page_style == PageStyle::Form {
                // Its script asks for the answer.
                csp.push_str(MAY_ASK);
            }
            (page_style, Style { text, script, csp: csp.into() })
        });
        Ok(Self { badges: badges(tree), copy_script, icon, styles: styles.into() })
    }

    /// The style of a kind of page.
    pub fn style(&self, page_style: PageStyle) -> &Style {
        // Every page_style was made by `load`.
        &self.styles[&page_style]
    }
}

/// `static/badges/light.svg` is the badge `light`.
fn badges(tree: &SourceTree) -> Vec<(String, String)> {
    let files = tree.under("static/badges/");
    files
        .filter_map(|(path, svg)| Some((path.strip_prefix("static/badges/")?.strip_suffix(".svg")?.into(), svg.into())))
        .collect()
}

fn policy(style: &str, scripts: &[&str]) -> String {
    let style = hash(style);
    let scripts: Vec<String> = scripts.iter().map(|script| format!("'{}'", hash(script))).collect();
    let scripts = scripts.join(" ");
    format!(
        "default-src 'none'; style-src '{style}'; script-src {scripts}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// A hash source of CSP: sha256 and base64 of the exact text between the tags.
pub(super) fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The named parts of a sheet whose parts begin with `/* @part NAME */`, in their order.
fn parts(sheet: &str, names: &[&str]) -> String {
    let parts = sheet.split("/* @part ").skip(1).filter_map(|part| part.split_once("*/"));
    parts.filter(|(name, _)| names.contains(&name.trim())).map(|(_, rules)| rules).collect()
}

/// An SVG inside an address: only what an address cannot hold is escaped.
fn percent(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '#' => out.push_str("%23"),
            '%' => out.push_str("%25"),
            '"' => out.push('\''),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            ' ' | '\n' => out.push_str("%20"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_only_its_parts_in_their_order() {
        let sheet = "/* head */\n/* @part all */a{}/* @part home */b{}/* @part all */c{}";
        assert_eq!(parts(sheet, &["all"]), "a{}c{}");
        assert_eq!(parts(sheet, &["all", "home"]), "a{}b{}c{}");
    }

    #[test]
    fn the_policy_allows_exactly_the_text_that_is_inlined() {
        // printf 'a' | openssl dgst -sha256 -binary | base64
        assert_eq!(hash("a"), "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=");
    }
}
