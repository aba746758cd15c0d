//! The shape of a page's front matter (`content/pages/**/*.md`, between `+++`).

use serde::Deserialize;
use toml::Spanned;

use super::parts::{REVIEW, Review, SOURCE, Source, WAY, Way};
use super::{Day, Shape, TEXTS, Text, Value, needed, optional};
use crate::nations::NATIONS;

/// Whom a page speaks to.
pub(crate) const AUDIENCES: &[&str] = &["everyone", "parents", "self", "family", "survivors", "young-people", "professionals"];

/// Which template a page is rendered with.
pub(crate) const LAYOUTS: &[&str] = &[
    "guide",
    "home",
    "report",
    "services",
    "own-list",
    "open-now",
    "search",
    "design",
    "facts",
    "proof",
    "link-kit",
    "posters",
    "check-page",
];

/// What may be said of a copy: a name for editors. The documentation for operators says what each stands for.
pub const CLAIMS: &[&str] = &[
    // Neither the police nor a service that is listed runs it.
    "independent",
    // How the home region's copy came about.
    "began-here",
    // The browser tests opened every page of this very copy, and wrote the figures of /proof.
    "tested",
    // It is served by this program, whose log holds only what /stay-private says.
    "short-log",
];

static DOOR: Shape = Shape {
    name: "a door",
    about: "One of the needs on the home page.",
    fields: &[
        needed("text", Value::Text, "the need in the reader's words"),
        needed("page", Value::Text, "the page that meets it"),
        needed("hint", Value::Text, "one line: who it is for"),
        optional("inside", TEXTS, "other pages that meet a part of it"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    pub text: Text,
    pub page: Text,
    pub hint: Text,
    #[serde(default)]
    pub inside: Vec<Text>,
}

static STANDING: Shape = Shape {
    name: "the head of a standing page",
    about: "How a page is called in an export, where nothing changes with the hour and no form is answered.",
    fields: &[
        needed("title", Value::Text, "its heading there"),
        needed("tab", Value::Text, "its browser title there"),
        needed("description", Value::Text, "one sentence for search engines, true of the export"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    pub title: Text,
    pub tab: Text,
    pub description: Text,
}

static NAMED: Shape = Shape {
    name: "a named organisation",
    about: "An organisation shown on the home page, with one line and its card.",
    fields: &[
        needed("service", Value::Slug, "the service's file name"),
        needed("line", Value::Text, "one line about it"),
        optional("title", Value::Text, "a heading, if not the service's name"),
        optional("beside", Value::Slug, "the confirmed service to start with, for an unconfirmed one"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub service: Text,
    pub line: Text,
    pub title: Option<Text>,
    pub beside: Option<Text>,
}

static FOREIGN: Shape = Shape {
    name: "a line in another language",
    about: "One line in a language other than English, written by a person.",
    fields: &[
        needed("lang", Value::Text, "the language's BCP 47 tag: cy"),
        needed("text", Value::Text, "the line"),
        needed("service", Value::Slug, "the service it points to"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foreign {
    pub lang: String,
    pub text: Text,
    pub service: Text,
}

static INDEX: Shape = Shape {
    name: "a word of the A to Z",
    about: "A need in one or a few words, and the page that meets it.",
    fields: &[
        needed("word", Value::Text, "what somebody would look for: Blackmail over pictures"),
        needed("page", Value::Text, "the page that meets it"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexWord {
    pub word: Text,
    pub page: Text,
}

/// The front matter of a page.
pub static PAGE: Shape = Shape {
    name: "a page",
    about: "A page of guidance. The file's path is its address.",
    fields: &[
        needed("title", Value::Text, "the heading of the page"),
        needed("tab", Value::Text, "the browser title: 1 to 4 words that give nothing away; the home page has the site's name"),
        needed("description", Value::Text, "for search engines: at most 140 characters, a helpful verb first"),
        needed("audience", Value::OneOf(AUDIENCES), "whom the page speaks to"),
        optional("sensitive", Value::Bool, "true: nothing about this page may show in previews"),
        optional("layout", Value::OneOf(LAYOUTS), "guide if left out"),
        optional("routes", Value::ListOf(&Value::Table(&WAY)), "who can help, the primary first"),
        optional("more", TEXTS, "further reading: up to five addresses of this site"),
        optional("law", Value::Bool, "true: the page makes legal claims"),
        optional(
            "nations",
            Value::ListOf(&Value::OneOf(&NATIONS)),
            "the nations whose law or services alone it speaks of: a copy that lies in another is told to write its own",
        ),
        optional("menu", Value::Bool, "false: no menu at the top, so that nothing stands before what to do"),
        optional("one_sheet", Value::Bool, "true: on paper it is one sheet, without sources, limits and further reading"),
        optional("draft", Value::Bool, "true: only `waymark serve --watch` shows it, with a mark"),
        optional("from", Value::Date, "the first day on which there is this page; links to it go until then"),
        optional(
            "until",
            Value::Date,
            "the last day on which there is this page; redirects.toml says where its address leads after it",
        ),
        optional("in_writing", Value::Bool, "true: who can help is reached by text and chat here, for readers who cannot speak"),
        optional("listed", Value::Bool, "false: not in menus, the A to Z or the sitemap"),
        optional(
            "only_if",
            Value::OneOf(CLAIMS),
            "the page is only for copies of which this is true: what an overlay names in `says`",
        ),
        optional("door", Value::ListOf(&Value::Table(&DOOR)), "home page only: the needs"),
        optional("named", Value::ListOf(&Value::Table(&NAMED)), "home page only: the organisations named first"),
        optional("foreign", Value::ListOf(&Value::Table(&FOREIGN)), "lines in other languages"),
        optional("index", Value::ListOf(&Value::Table(&INDEX)), "search page only: the A to Z of needs"),
        optional("standing", Value::Table(&STANDING), "how it is called in an export, where forms are not answered"),
        optional("source", Value::ListOf(&Value::Table(&SOURCE)), "where the page's claims were read"),
        needed("review", Value::Table(&REVIEW), "who keeps this true and until when"),
    ],
};

/// The front matter of a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub title: Text,
    pub tab: Text,
    pub description: Text,
    pub standing: Option<Standing>,
    pub audience: String,
    #[serde(default)]
    pub sensitive: bool,
    pub layout: Option<String>,
    #[serde(default)]
    pub routes: Vec<Spanned<Way>>,
    #[serde(default)]
    pub more: Vec<Text>,
    #[serde(default)]
    pub law: bool,
    #[serde(default)]
    pub nations: Vec<String>,
    pub menu: Option<bool>,
    #[serde(default)]
    pub one_sheet: bool,
    pub in_writing: Option<bool>,
    pub draft: Option<bool>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub listed: Option<bool>,
    pub only_if: Option<Text>,
    #[serde(default)]
    pub door: Vec<Door>,
    #[serde(default)]
    pub named: Vec<Named>,
    #[serde(default)]
    pub foreign: Vec<Foreign>,
    #[serde(default)]
    pub index: Vec<IndexWord>,
    #[serde(default)]
    pub source: Vec<Source>,
    pub review: Review,
}
