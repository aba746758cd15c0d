//! What a query asks for. Every value is checked and bounded; what cannot be read is refused with a sentence, never guessed.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::endpoints::{LAST_PAGE, LONGEST_SEARCH, MOST_PER_PAGE, Parameter, REFUSED, USUAL_PER_PAGE};

/// No query of this interface needs to be longer.
const LONGEST_QUERY: usize = 2_000;

/// How much of each result is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Detail {
    /// What tells what has changed.
    Minimal,
    /// As it stands in a list.
    #[default]
    Listed,
    /// With all that belongs to it.
    Full,
    /// With its services, and all that belongs to them.
    Fullest,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON text.
    Json,
    /// One JSON text a line.
    Ndjson,
}

/// A question that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// Words in small letters.
    pub(super) words: Vec<String>,
    /// From 1.
    pub(super) page: usize,
    /// From 1 to the most.
    pub(super) per_page: usize,
    pub(super) format: Format,
    pub(super) modified_after: Option<Timestamp>,
    pub(super) term: Option<Uuid>,
    pub(super) taxonomy: Option<Uuid>,
    pub(super) organization: Option<Uuid>,
    pub(super) parent: Option<Uuid>,
    pub(super) detail: Detail,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            page: 1,
            per_page: USUAL_PER_PAGE,
            format: Format::Json,
            modified_after: None,
            term: None,
            taxonomy: None,
            organization: None,
            parent: None,
            detail: Detail::Listed,
        }
    }
}

/// Why a query cannot be answered, as one sentence for whoever wrote it.
pub(super) type QueryRefusal = String;

/// Reads a query, of which `known` are the parameters. Others are no concern of this address and mean nothing.
pub(super) fn read(query: &str, known: &[Parameter]) -> Result<Query, QueryRefusal> {
    if query.len() > LONGEST_QUERY {
        return Err(format!("the query is longer than {LONGEST_QUERY} bytes"));
    }
    let mut read = Query::default();
    let mut has_size = false;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if REFUSED.contains(&&*name) && !value.is_empty() {
            return Err(format!("{name} cannot be used here: no places are held, only areas"));
        }
        let Some(parameter) = known.iter().find(|parameter| parameter.name() == name) else { continue };
        has_size |= *parameter == Parameter::PerPage;
        read.take(*parameter, &value)?;
    }
    // The standard asks for all of them on one page.
    if read.detail == Detail::Minimal && !has_size {
        read.per_page = MOST_PER_PAGE;
    }
    Ok(read)
}

impl Query {
    fn take(&mut self, parameter: Parameter, value: &str) -> Result<(), QueryRefusal> {
        let name = parameter.name();
        match parameter {
            Parameter::Search => self.words = words(value)?,
            Parameter::Page => self.page = count(name, value, LAST_PAGE)?,
            Parameter::PerPage => self.per_page = count(name, value, MOST_PER_PAGE)?,
            Parameter::Format => self.format = format(value)?,
            Parameter::ModifiedAfter => self.modified_after = Some(instant(value)?),
            Parameter::TaxonomyTermId => self.term = Some(uuid(name, value)?),
            Parameter::TaxonomyId => self.taxonomy = Some(uuid(name, value)?),
            Parameter::OrganizationId => self.organization = Some(uuid(name, value)?),
            Parameter::ParentId => self.parent = Some(uuid(name, value)?),
            Parameter::Minimal => self.wish(Detail::Minimal, flag(name, value)?),
            Parameter::Full => self.wish(Detail::Full, flag(name, value)?),
            Parameter::FullService => self.wish(Detail::Fullest, flag(name, value)?),
            // No term here has a narrower one, so all are given either way.
            Parameter::TopOnly => drop(flag(name, value)?),
        }
        Ok(())
    }

    /// Of several wishes for detail the least wins where one is `minimal`, and otherwise the most.
    fn wish(&mut self, detail: Detail, is_wanted: bool) {
        if is_wanted && self.detail != Detail::Minimal && self.detail != Detail::Fullest {
            self.detail = detail;
        }
    }
}

fn words(value: &str) -> Result<Vec<String>, QueryRefusal> {
    if value.chars().count() > LONGEST_SEARCH {
        return Err(format!("search is longer than {LONGEST_SEARCH} characters"));
    }
    Ok(value.split_whitespace().map(str::to_lowercase).collect())
}

fn count(name: &str, value: &str, most: usize) -> Result<usize, QueryRefusal> {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    value
        .parse()
        .ok()
        .filter(|count| is_number && (1..=most).contains(count))
        .ok_or_else(|| format!("{name} is a whole number from 1 to {most}"))
}

fn format(value: &str) -> Result<Format, QueryRefusal> {
    match value {
        "json" => Ok(Format::Json),
        "ndjson" => Ok(Format::Ndjson),
        _ => Err("format is json or ndjson".to_owned()),
    }
}

fn flag(name: &str, value: &str) -> Result<bool, QueryRefusal> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("{name} is true or false")),
    }
}

fn uuid(name: &str, value: &str) -> Result<Uuid, QueryRefusal> {
    // In the hyphenated form alone: `{…}`, `urn:uuid:…` and bare digits are other notations.
    let id = Uuid::try_parse(value).ok().filter(|_| value.len() == 36);
    id.ok_or_else(|| format!("{name} is a UUID, such as 2cb4d606-4897-5800-a40c-d94c2b7cbc44"))
}

/// An instant, or a day as its first instant. A `+` that was not escaped arrives as a space.
fn instant(value: &str) -> Result<Timestamp, QueryRefusal> {
    let value = value.replace(' ', "+");
    let day = |text: &str| TimeZone::UTC.to_timestamp(text.parse::<Date>().ok()?.at(0, 0, 0, 0)).ok();
    let is_day = value.len() == 10;
    let read = if is_day { day(&value) } else { value.parse::<Timestamp>().ok() };
    read.ok_or_else(|| "modified_after is a day or an instant, such as 2026-11-23 or 2026-11-23T09:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::endpoints::ENDPOINTS;
    use super::*;

    fn services(query: &str) -> Result<Query, QueryRefusal> {
        read(query, ENDPOINTS[0].parameters)
    }

    #[test]
    fn a_query_is_read_as_the_standard_says() {
        let id = "2cb4d606-4897-5800-a40c-d94c2b7cbc44";
        let read =
            services(&format!("search=Rape+Crisis&page=2&per_page=5&format=ndjson&taxonomy_term_id={id}&full=true")).unwrap();
        assert_eq!(read.words, ["rape", "crisis"]);
        assert_eq!((read.page, read.per_page, read.format, read.detail), (2, 5, Format::Ndjson, Detail::Full));
        assert_eq!(read.term, id.parse().ok());
        assert_eq!(services("").unwrap(), Query::default());
        assert_eq!(services("minimal=true").unwrap().per_page, MOST_PER_PAGE);
        assert_eq!(services("minimal=true&per_page=3").unwrap().per_page, 3);
        assert_eq!(services("unheard_of=1&utm_source=x").unwrap(), Query::default());
    }

    #[test]
    fn a_day_is_its_first_instant_and_a_lost_plus_is_found_again() {
        let at = |text: &str| services(&format!("modified_after={text}")).map(|read| read.modified_after.unwrap().to_string());
        assert_eq!(at("2026-11-23").as_deref(), Ok("2026-11-23T00:00:00Z"));
        assert_eq!(at("2026-11-23T01:00:00+01:00").as_deref(), Ok("2026-11-23T00:00:00Z"));
        assert_eq!(at("2026-11-23T01:00:00%2B01:00").as_deref(), Ok("2026-11-23T00:00:00Z"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_in_one_sentence() {
        for (query, said) in [
            ("page=0", "page"),
            ("page=-1", "page"),
            ("page=+1", "page"),
            ("page=x", "page"),
            ("page=", "page"),
            ("page=1000001", "page"),
            ("per_page=501", "500"),
            ("format=xml", "ndjson"),
            ("minimal=yes", "true or false"),
            ("modified_after=yesterday", "modified_after"),
            ("modified_after=2026-02-30", "modified_after"),
            ("organization_id=nspcc", "UUID"),
            ("organization_id=2cb4d60648975800a40cd94c2b7cbc44", "UUID"),
            ("postcode=CM1+1AA", "postcode"),
        ] {
            let refusal = services(query).expect_err(query);
            assert!(refusal.contains(said), "{query}: {refusal}");
        }
        assert!(services(&format!("search={}", "a".repeat(201))).is_err());
        assert!(services(&"a".repeat(2_001)).is_err());
    }

    proptest! {
        #[test]
        fn any_query_is_read_without_a_panic(query in "\\PC{0,120}") {
            let _ = services(&query);
        }

        #[test]
        fn whatever_is_asked_a_page_is_bounded(query in "(page|per_page|minimal|full)=[0-9a-z]{0,22}(&(per_page|page|minimal)=[0-9a-z]{0,22}){0,3}") {
            if let Ok(read) = services(&query) {
                prop_assert!(read.page >= 1 && (1..=MOST_PER_PAGE).contains(&read.per_page));
            }
        }
    }
}
