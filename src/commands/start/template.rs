//! A starting file from the shape of its kind: every key with what it is for, down to the last table.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::lists::Lists;
use crate::content::schema::{Field, Shape, Value};

/// Every key with what it is for; those that may be left out are commented out. Tables come last, as TOML needs.
pub(super) fn starting(shape: &Shape, lists: &Lists) -> String {
    let mut out = String::new();
    keys(&mut out, shape, "", "", lists);
    out
}

/// `path` is the table's own, with a dot at its end unless it is the file's; `mark` is what comments it out.
fn keys(out: &mut String, shape: &Shape, path: &str, mark: &str, lists: &Lists) {
    let (tables, plain): (Vec<&Field>, Vec<&Field>) = shape.fields.iter().partition(|field| is_table(field));
    for field in plain {
        if field.key == "jobs" {
            continue;
        }
        key(out, field, mark, lists.today);
        lists.add_to(out, field.key);
    }
    for field in tables {
        let (inner, brackets) = match field.value {
            Value::Table(inner) => (inner, ("[", "]")),
            Value::ListOf(Value::Table(inner)) => (*inner, ("[[", "]]")),
            _ => continue,
        };
        let mark = if field.required { mark } else { "# " };
        let path = format!("{path}{}", field.key);
        let _ = write!(out, "\n# {}\n{mark}{}{path}{}\n", field.about, brackets.0, brackets.1);
        keys(out, inner, &format!("{path}."), mark, lists);
    }
    if shape.fields.iter().any(|field| field.key == "jobs") {
        out.push_str(&lists.jobs());
    }
}

fn is_table(field: &Field) -> bool {
    matches!(field.value, Value::Table(_) | Value::ListOf(Value::Table(_)))
}

fn key(out: &mut String, field: &Field, mark: &str, today: Date) {
    // A check that nobody has made has no date: the file is refused until an editor sets it.
    let is_to_come = field.key == "checked";
    let mark = if field.required && !is_to_come { mark } else { "# " };
    let _ = writeln!(out, "# {}\n{mark}{} = {}", field.about, field.key, example(field.key, &field.value, today));
}

fn example(key: &str, value: &Value, today: Date) -> String {
    match value {
        Value::Text | Value::Slug => "\"…\"".to_owned(),
        Value::Date if key == "due" => today.saturating_add(90.days()).to_string(),
        Value::Date => today.to_string(),
        Value::Bool => "false".to_owned(),
        Value::Integer => "1".to_owned(),
        Value::OneOf(list) => format!("\"{}\"   # {}", list[0], list.join(", ")),
        Value::ListOf(_) if matches!(key, "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "open") => {
            "[\"09:00-17:00\"]".to_owned()
        }
        Value::ListOf(Value::OneOf(list)) => format!("[]   # {}", list.join(", ")),
        Value::ListOf(_) => "[]".to_owned(),
        Value::Table(_) | Value::Map(_) => "{}".to_owned(),
    }
}
