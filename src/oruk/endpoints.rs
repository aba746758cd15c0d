//! The table of what can be asked: the collections of the standard and the parameters of each.
//!
//! Answers are looked up here, and the published description of the interface (`/openapi.json`) is written from it, so the two cannot
//! differ.

/// A feed: where it stands and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisterFeed {
    /// Its base path, without a slash at the end.
    pub base: &'static str,
    /// What it holds.
    pub about: &'static str,
}

pub const EVERYONE: RegisterFeed = RegisterFeed { base: "/oruk/v3", about: "Open Referral UK 3.0: every service" };

/// Only services that people turn to about themselves or someone close.
pub const HELP_SEEKING: RegisterFeed =
    RegisterFeed { base: "/oruk/help-seeking/v3", about: "Open Referral UK 3.0: help-seeking services only" };

pub const FEEDS: [RegisterFeed; 2] = [EVERYONE, HELP_SEEKING];

/// The standard's collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    Services,
    /// Who runs them.
    Organizations,
    /// Services where they are.
    ServiceAtLocations,
    Taxonomies,
    /// Their terms.
    TaxonomyTerms,
}

/// What can be asked of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    pub collection: Collection,
    /// Its part of the address: `/oruk/v3/<name>` for the list and `/oruk/v3/<name>/<id>` for one.
    pub name: &'static str,
    /// The object of the standard that it holds.
    pub object: &'static str,
    /// The fields that no such object may lack.
    pub required: &'static [&'static str],
    pub parameters: &'static [Parameter],
    /// The parameters of one.
    pub one_parameters: &'static [Parameter],
}

/// A parameter of a query; [`Parameter::row`] says of each what it is called, takes and does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    Search,
    Page,
    PerPage,
    Format,
    ModifiedAfter,
    TaxonomyTermId,
    TaxonomyId,
    OrganizationId,
    Minimal,
    Full,
    FullService,
    TopOnly,
    ParentId,
}

pub const MOST_PER_PAGE: usize = 500;
/// The last page that can be asked for; those after the last result are empty.
pub const LAST_PAGE: usize = 1_000_000;
/// Results on a page where nothing is said.
pub const USUAL_PER_PAGE: usize = 50;
/// The most characters of a search.
pub const LONGEST_SEARCH: usize = 200;

/// The kinds of value a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterValue {
    /// Words.
    Text,
    /// A whole number from 1 up to a bound.
    Count(usize),
    Flag,
    Id,
    /// A day or an instant (RFC 3339).
    Instant,
    /// One of a list.
    OneOf(&'static [&'static str]),
}

impl Parameter {
    /// Its name in a query, what it takes, and what it does.
    const fn row(self) -> (&'static str, ParameterValue, &'static str) {
        use ParameterValue::{Count, Flag, Id, Instant, OneOf, Text};
        match self {
            Self::Search => ("search", Text, "Words to look for; a result holds all of them."),
            Self::Page => ("page", Count(LAST_PAGE), "Which page of results, from 1."),
            Self::PerPage => ("per_page", Count(MOST_PER_PAGE), "How many results on a page."),
            Self::Format => (
                "format",
                OneOf(&["json", "ndjson"]),
                "json for one page in its envelope; ndjson for every result, one to a line.",
            ),
            Self::ModifiedAfter => ("modified_after", Instant, "Results changed on or after this day or instant."),
            Self::TaxonomyTermId => ("taxonomy_term_id", Id, "Results with this term."),
            Self::TaxonomyId => ("taxonomy_id", Id, "Results with any term of this taxonomy."),
            Self::OrganizationId => ("organization_id", Id, "Results run by this organization."),
            Self::Minimal => ("minimal", Flag, "Only the identifier, name, status and time of change, all on one page."),
            Self::Full => ("full", Flag, "With everything that belongs to each result."),
            Self::FullService => ("full_service", Flag, "With services and everything that belongs to them."),
            Self::TopOnly => ("top_only", Flag, "Only terms that have no child terms."),
            Self::ParentId => ("parent_id", Id, "Terms whose parent this is."),
        }
    }

    pub const fn name(self) -> &'static str {
        self.row().0
    }

    pub const fn value(self) -> ParameterValue {
        self.row().1
    }

    pub const fn about(self) -> &'static str {
        self.row().2
    }
}

/// Parameters of the standard that cannot be honoured, because no places of services or postcodes are held. They are refused
/// rather than ignored: an answer to another question would mislead.
pub const REFUSED: [&str; 2] = ["postcode", "proximity"];

/// Every collection.
pub const ENDPOINTS: [Endpoint; 5] = {
    use Parameter as P;
    [
        Endpoint {
            collection: Collection::Services,
            name: "services",
            object: "service",
            required: &["id", "name", "status"],
            parameters: &[
                P::Search,
                P::Page,
                P::PerPage,
                P::Format,
                P::TaxonomyTermId,
                P::TaxonomyId,
                P::OrganizationId,
                P::ModifiedAfter,
                P::Minimal,
                P::Full,
            ],
            one_parameters: &[],
        },
        Endpoint {
            collection: Collection::Organizations,
            name: "organizations",
            object: "organization",
            required: &["id", "name", "description"],
            parameters: &[P::Search, P::Page, P::PerPage, P::Format, P::Full, P::FullService],
            one_parameters: &[P::FullService],
        },
        Endpoint {
            collection: Collection::ServiceAtLocations,
            name: "service_at_locations",
            object: "service_at_location",
            required: &["id"],
            parameters: &[
                P::Search,
                P::Page,
                P::PerPage,
                P::Format,
                P::TaxonomyTermId,
                P::TaxonomyId,
                P::OrganizationId,
                P::ModifiedAfter,
                P::Full,
            ],
            one_parameters: &[],
        },
        Endpoint {
            collection: Collection::Taxonomies,
            name: "taxonomies",
            object: "taxonomy",
            required: &["id", "name", "description"],
            parameters: &[P::Search, P::Page, P::PerPage, P::Format],
            one_parameters: &[],
        },
        Endpoint {
            collection: Collection::TaxonomyTerms,
            name: "taxonomy_terms",
            object: "taxonomy_term",
            required: &["id", "name", "description"],
            parameters: &[P::Search, P::Page, P::PerPage, P::Format, P::TaxonomyId, P::TopOnly, P::ParentId],
            one_parameters: &[],
        },
    ]
};
