//! A page of guidance.

use serde::{Deserialize, Serialize};

use super::fact::Source;
use super::id::{PagePath, ServiceId};
use super::review::Review;
use super::text::{Block, Prose};
use super::way::Way;
use crate::diagnostic::Place;

/// Whom a page speaks to (content brief A1, C2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anyone.
    Everyone,
    Parents,
    /// Adults worried about themselves.
    #[serde(rename = "self")]
    Oneself,
    /// Partners, relatives and friends of somebody else.
    Family,
    /// Adults who were abused as children.
    Survivors,
    YoungPeople,
    /// People who work or volunteer with children.
    Professionals,
}

impl Audience {
    /// From the closed list that the schema has checked.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "parents" => Self::Parents,
            "self" => Self::Oneself,
            "family" => Self::Family,
            "survivors" => Self::Survivors,
            "young-people" => Self::YoungPeople,
            "professionals" => Self::Professionals,
            _ => Self::Everyone,
        }
    }

    /// Its name in service files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "anyone",
            Self::Parents => "parents",
            Self::Oneself => "self",
            Self::Family => "family",
            Self::Survivors => "survivors",
            Self::YoungPeople => "young-people",
            Self::Professionals => "professionals",
        }
    }

    /// People who look for help with something they fear or carry themselves (the H, W and A series of the brief).
    pub fn is_help_seeking(self) -> bool {
        matches!(self, Self::Oneself | Self::Family | Self::Survivors)
    }
}

/// Which template a page is rendered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A page of guidance.
    Guide,
    Home,
    Report,
    Services,
    /// The list that a reader puts together and prints.
    OwnList,
    /// Who can be reached now.
    OpenNow,
    Search,
    /// Every component in every state.
    Design,
    /// How old the facts are.
    Facts,
    /// What was measured.
    Proof,
    LinkKit,
    Posters,
    /// The checker of a school's own page.
    CheckPage,
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the front matter, and none depends on another")]
pub struct Page {
    pub path: PagePath,
    pub title: String,
    /// The browser title, which gives nothing away.
    pub tab: String,
    /// For search engines.
    pub description: String,
    /// The three in an export, where nothing changes with the hour and no form is answered.
    pub standing: Option<StandingHead>,
    /// Whom it speaks to.
    pub audience: Audience,
    /// Nothing about it may show in previews.
    pub is_sensitive: bool,
    pub layout: Layout,
    /// Who can help, the primary first.
    pub routes: Vec<Way>,
    /// Further reading.
    pub more: Vec<PagePath>,
    pub has_law: bool,
    /// The nations whose law or services alone it speaks of; none where it speaks to all of the UK.
    pub nations: Vec<String>,
    /// The menu of the site stands at its top.
    pub has_menu: bool,
    /// On paper it is one sheet, without what is for reading at a screen.
    pub is_one_sheet: bool,
    /// Its readers cannot speak: who can help is reached by text and chat there, and no number to ring stands with them.
    pub is_in_writing: bool,
    /// In menus, the A to Z and the sitemap.
    pub is_listed: bool,
    /// The needs, on the home page.
    pub doors: Vec<Door>,
    /// The organisations named first, on the home page.
    pub named: Vec<Named>,
    pub foreign: Vec<Foreign>,
    /// The A to Z of needs, on the search page.
    pub index: Vec<IndexWord>,
    /// Where its claims were read.
    pub sources: Vec<Source>,
    /// Who keeps it true and until when.
    pub review: Review,
    pub body: Vec<Block>,
    /// Every text of it that readers see, in the order of the file's front matter and body.
    pub prose: Vec<Prose>,
    /// Places of front-matter values that rules may complain about.
    pub places: PagePlaces,
}

/// How a page is called in an export.
#[derive(Debug)]
pub struct StandingHead {
    pub title: String,
    pub tab: String,
    /// For search engines.
    pub description: String,
    pub places: PagePlaces,
}

/// Where the parts of a page's front matter stand.
#[derive(Debug, Clone)]
pub struct PagePlaces {
    /// `title`.
    pub title: Place,
    /// `tab`.
    pub tab: Place,
    /// `description`.
    pub description: Place,
}

/// One of the needs on the home page.
#[derive(Debug, Clone)]
pub struct Door {
    /// The need in the reader's words.
    pub text: String,
    /// The page that meets it.
    pub page: PagePath,
    /// One line: who it is for.
    pub hint: String,
    /// Other pages that meet a part of it.
    pub inside: Vec<PagePath>,
}

/// A need in a few words, and the page that meets it.
#[derive(Debug, Clone)]
pub struct IndexWord {
    /// What somebody would look for.
    pub word: String,
    pub page: PagePath,
}

/// An organisation shown on the home page.
#[derive(Debug, Clone)]
pub struct Named {
    pub service: ServiceId,
    pub line: String,
    /// A heading, if not the service's name.
    pub title: Option<String>,
    /// The confirmed service to start with, beside an unconfirmed one.
    pub beside: Option<ServiceId>,
}

/// One line in a language other than English.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// BCP 47 tag.
    pub lang: String,
    pub text: String,
    /// The service it points to.
    pub service: ServiceId,
}

impl Page {
    /// The page's own text file, for diagnostics about the page as a whole.
    pub fn place(&self) -> &Place {
        &self.places.title
    }

    /// Its browser title and its description, online and in an export that calls it otherwise, with where they stand.
    pub fn heads(&self) -> impl Iterator<Item = (&str, &str, &PagePlaces)> {
        let standing = self.standing.as_ref().map(|head| (&*head.tab, &*head.description, &head.places));
        std::iter::once((&*self.tab, &*self.description, &self.places)).chain(standing)
    }
}
