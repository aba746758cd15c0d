//! A [`Shape`] as JSON Schema (draft 2020-12), so that an editor's completion knows our keys (`#:schema`).

use serde_json::{Map, Value as Json, json};

use super::{Shape, Value};

/// The schema document of one file kind.
pub fn document(shape: &Shape) -> Json {
    let mut schema = table(shape);
    if let Json::Object(object) = &mut schema {
        object.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".into(), json!(shape.name));
    }
    schema
}

fn table(shape: &Shape) -> Json {
    let properties: Map<String, Json> = shape
        .fields
        .iter()
        .map(|field| {
            let mut schema = value(&field.value);
            if let Json::Object(object) = &mut schema {
                object.insert("description".into(), json!(field.about));
            }
            (field.key.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = shape.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    json!({
        "type": "object",
        "description": shape.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn value(value: &Value) -> Json {
    match value {
        Value::Text => json!({ "type": "string", "minLength": 1 }),
        Value::Slug => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Value::Date => json!({ "type": "string", "format": "date" }),
        Value::Bool => json!({ "type": "boolean" }),
        Value::Integer => json!({ "type": "integer" }),
        Value::OneOf(list) => json!({ "enum": list }),
        Value::ListOf(inner) => json!({ "type": "array", "items": self::value(inner) }),
        Value::Table(shape) => table(shape),
        Value::Map(inner) => json!({ "type": "object", "additionalProperties": self::value(inner) }),
    }
}
