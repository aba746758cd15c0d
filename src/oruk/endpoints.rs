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

/// A parameter of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Words, all of which must be found.
    Search,
    /// Which page, from 1.
    Page,
    /// How many on a page.
    PerPage,
    /// `json` or `ndjson`.
    Format,
    /// Changed on or after this instant or day.
    ModifiedAfter,
    /// Has this term.
    TaxonomyTermId,
    /// Has a term of this vocabulary.
    TaxonomyId,
    /// Is run by this organisation.
    OrganizationId,
    /// Only what tells what has changed.
    Minimal,
    /// With all that belongs to it.
    Full,
    /// With its services, and all that belongs to them.
    FullService,
    /// Only terms without narrower ones.
    TopOnly,
    /// Terms under this one.
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
    /// Its name in a query.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Page => "page",
            Self::PerPage => "per_page",
            Self::Format => "format",
            Self::ModifiedAfter => "modified_after",
            Self::TaxonomyTermId => "taxonomy_term_id",
            Self::TaxonomyId => "taxonomy_id",
            Self::OrganizationId => "organization_id",
            Self::Minimal => "minimal",
            Self::Full => "full",
            Self::FullService => "full_service",
            Self::TopOnly => "top_only",
            Self::ParentId => "parent_id",
        }
    }

    /// What it does.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Search => "Words to look for; a result holds all of them.",
            Self::Page => "Which page of results, from 1.",
            Self::PerPage => "How many results on a page.",
            Self::Format => "json for one page in its envelope; ndjson for every result, one to a line.",
            Self::ModifiedAfter => "Results changed on or after this day or instant.",
            Self::TaxonomyTermId => "Results with this term.",
            Self::TaxonomyId => "Results with any term of this taxonomy.",
            Self::OrganizationId => "Results run by this organization.",
            Self::Minimal => "Only the identifier, name, status and time of change, all on one page.",
            Self::Full => "With everything that belongs to each result.",
            Self::FullService => "With services and everything that belongs to them.",
            Self::TopOnly => "Only terms that have no child terms.",
            Self::ParentId => "Terms whose parent this is.",
        }
    }

    /// What it takes.
    pub const fn value(self) -> ParameterValue {
        match self {
            Self::Search => ParameterValue::Text,
            Self::Page => ParameterValue::Count(LAST_PAGE),
            Self::PerPage => ParameterValue::Count(MOST_PER_PAGE),
            Self::Format => ParameterValue::OneOf(&["json", "ndjson"]),
            Self::ModifiedAfter => ParameterValue::Instant,
            Self::TaxonomyTermId | Self::TaxonomyId | Self::OrganizationId | Self::ParentId => ParameterValue::Id,
            Self::Minimal | Self::Full | Self::FullService | Self::TopOnly => ParameterValue::Flag,
        }
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
