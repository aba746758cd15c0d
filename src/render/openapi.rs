//! `/openapi.json` (`OpenAPI` 3.1): every address for programs, written from what is served.
//!
//! Files come from the documents of this very rendering, with their line from [`super::data_file`]; questions about services come from
//! the table that answers them ([`crate::oruk::endpoints`]).

use serde_json::{Map, Value, json};

use super::data_file::{ALL, OPENAPI};
use super::document::{CachePolicy, MediaType, RenderedDocument};
use crate::oruk::endpoints::{ENDPOINTS, Endpoint, FEEDS, LONGEST_SEARCH, Parameter, ParameterValue, RegisterFeed};
use crate::site::Site;

/// The description of `documents` and, where somebody answers them, of the questions that can be asked.
pub(super) fn document(site: &Site, documents: &[RenderedDocument], has_answers: bool) -> RenderedDocument {
    let mut paths = Map::new();
    let own = OPENAPI.document(String::new());
    for document in documents.iter().chain([&own]).filter(|document| document.policy == CachePolicy::OpenData) {
        paths.insert(document.path.clone(), file(document));
    }
    for feed in FEEDS.into_iter().filter(|_| has_answers) {
        paths.insert(feed.base.to_owned(), base(feed));
        for endpoint in &ENDPOINTS {
            paths.insert(format!("{}/{}", feed.base, endpoint.name), list(feed, endpoint));
            paths.insert(format!("{}/{}/{{id}}", feed.base, endpoint.name), one(feed, endpoint));
        }
    }
    let description = json!({
        "openapi": "3.1.0",
        "info": {
            "title": site.settings.name,
            "summary": site.settings.tagline,
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "CC BY 4.0", "identifier": "CC-BY-4.0" },
        },
        "servers": [{ "url": site.settings.address }],
        "paths": paths,
        "components": { "schemas": schemas() },
    });
    // Strings, numbers and lists always serialise.
    OPENAPI.document(serde_json::to_string_pretty(&description).unwrap_or_default())
}

fn file(document: &RenderedDocument) -> Value {
    let known = ALL.iter().find(|file| file.path == document.path);
    let media = document.media_type.bare();
    let schema = if is_json(document.media_type) { json!({ "type": "object" }) } else { json!({ "type": "string" }) };
    json!({ "get": {
        "summary": known.map_or(document.path.as_str(), |file| file.about),
        "tags": ["files"],
        "responses": {
            "200": { "description": "The file", "content": { media: { "schema": schema } } },
            "304": { "description": "You have it already" },
            "default": { "description": "No answer, and why", "content": { "text/html": { "schema": { "type": "string" } } } },
        },
    } })
}

const fn is_json(media_type: MediaType) -> bool {
    matches!(media_type, MediaType::Json | MediaType::JsonFeed | MediaType::JsonSchema)
}

fn base(feed: RegisterFeed) -> Value {
    question(feed.about, feed, &[], &json!({ "application/json": { "schema": reference("details") } }))
}

fn list(feed: RegisterFeed, endpoint: &Endpoint) -> Value {
    let content = json!({
        "application/json": { "schema": reference(&format!("{}_list", endpoint.object)) },
        "application/x-ndjson": { "schema": { "type": "string" } },
    });
    let parameters: Vec<Value> = endpoint.parameters.iter().map(|parameter| query(*parameter)).collect();
    question(&format!("List of {}", endpoint.name), feed, &parameters, &content)
}

fn one(feed: RegisterFeed, endpoint: &Endpoint) -> Value {
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } });
    let parameters: Vec<Value> =
        [id].into_iter().chain(endpoint.one_parameters.iter().map(|parameter| query(*parameter))).collect();
    let content = json!({ "application/json": { "schema": reference(endpoint.object) } });
    question(&format!("One {} with everything that belongs to it", endpoint.object), feed, &parameters, &content)
}

fn question(summary: &str, feed: RegisterFeed, parameters: &[Value], content: &Value) -> Value {
    let fault = json!({ "application/json": { "schema": reference("fault") } });
    json!({ "get": {
        "summary": summary,
        "tags": [feed.base],
        "parameters": parameters,
        "responses": {
            "200": { "description": "The answer", "content": content },
            "304": { "description": "You have it already" },
            "400": { "description": "The question cannot be read", "content": fault },
            "404": { "description": "There is nothing of this name", "content": fault },
            "default": { "description": "No answer, and why", "content": fault },
        },
    } })
}

fn query(parameter: Parameter) -> Value {
    let schema = match parameter.value() {
        ParameterValue::Text => json!({ "type": "string", "maxLength": LONGEST_SEARCH }),
        ParameterValue::Count(most) => json!({ "type": "integer", "minimum": 1, "maximum": most }),
        ParameterValue::Flag => json!({ "type": "boolean", "default": false }),
        ParameterValue::Id => json!({ "type": "string", "format": "uuid" }),
        ParameterValue::Instant => {
            json!({ "anyOf": [{ "type": "string", "format": "date" }, { "type": "string", "format": "date-time" }] })
        }
        ParameterValue::OneOf(list) => json!({ "type": "string", "enum": list, "default": list.first() }),
    };
    json!({ "name": parameter.name(), "in": "query", "required": false, "description": parameter.about(), "schema": schema })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// What can be relied on; the standard's own schemas say the rest.
fn schemas() -> Value {
    let text = json!({ "type": "string" });
    let all_text = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), text.clone())).collect::<Map<_, _>>();
    let object =
        |keys: &[&str], properties: Map<String, Value>| json!({ "type": "object", "required": keys, "properties": properties });
    let mut schemas = Map::new();
    for keys in [("details", ["version", "profile", "openapi_url"].as_slice()), ("fault", &["error", "message"])] {
        schemas.insert(keys.0.to_owned(), object(keys.1, all_text(keys.1)));
    }
    for endpoint in &ENDPOINTS {
        let mut properties = all_text(endpoint.required);
        properties.insert("id".to_owned(), json!({ "type": "string", "format": "uuid" }));
        schemas.insert(endpoint.object.to_owned(), object(endpoint.required, properties));
        schemas.insert(format!("{}_list", endpoint.object), envelope(endpoint));
    }
    schemas.into()
}

fn envelope(endpoint: &Endpoint) -> Value {
    let (count, flag) = (json!({ "type": "integer", "minimum": 0 }), json!({ "type": "boolean" }));
    json!({
        "type": "object",
        "required":
            ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
        "properties": {
            "total_items": count,
            "total_pages": count,
            "page_number": count,
            "size": count,
            "first_page": flag,
            "last_page": flag,
            "empty": flag,
            "contents": { "type": "array", "items": reference(endpoint.object) },
        },
    })
}
