//! `waymark new`: a commented starting file, made from the schema so that the two cannot differ, and the schema itself beside the
//! content, where the file's first line (`#:schema`, as the TOML language server Taplo reads it) leads an editor to it.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use jiff::{Timestamp, ToSpan};

use super::{Failure, GOOD, whole_file};
use crate::cli::{NewArgs, NewKind};
use crate::clock::Moment;
use crate::content::FIRST_WORDS;
use crate::content::schema::validate::is_slug;
use crate::content::schema::{self, Field, Shape, Value, json};

/// Where schemas stand in a folder of content; names with a dot are not read as content.
const SCHEMAS: &str = ".schema";

pub(super) fn run(args: &NewArgs) -> Result<u8, Failure> {
    if !args.slug.split('/').all(is_slug) {
        return Err(format!("`{}` cannot be an address: use lower-case letters, digits and hyphens", args.slug).into());
    }
    let depth = args.slug.matches('/').count();
    let hint = |kind: &str| format!("#:schema {}{SCHEMAS}/{kind}.json\n", "../".repeat(depth + 1));
    let (folder, ending, kind, shape, text) = match args.kind {
        NewKind::Page => {
            let front = format!("{}{}", hint("page"), starting(&schema::PAGE));
            ("pages", "md", "page", &schema::PAGE, format!("+++\n{front}+++\n\n{FIRST_WORDS}\n"))
        }
        NewKind::Service => {
            ("services", "toml", "service", &schema::SERVICE, format!("{}{}", hint("service"), starting(&schema::SERVICE)))
        }
    };
    let path = args.content.join(folder).join(format!("{}.{ending}", args.slug));
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    write_schema(&args.content, kind, shape)?;
    whole_file::create(&path, text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{} is there already: choose another name, or change that file", path.display()),
        _ => format!("cannot write {}: {error}", path.display()),
    })?;
    writeln!(std::io::stdout(), "{}", path.display())?;
    Ok(GOOD)
}

/// Writes the schema anew, so that it is the one of this program.
fn write_schema(content: &Path, kind: &str, shape: &'static Shape) -> Result<(), Failure> {
    let folder = content.join(SCHEMAS);
    fs::create_dir_all(&folder)?;
    let text = serde_json::to_string_pretty(&json::document(shape))?;
    whole_file::replace(&folder.join(format!("{kind}.json")), (text + "\n").as_bytes())?;
    Ok(())
}

/// Every key with what it is for; those that may be left out are commented out. Tables come last, as TOML needs.
fn starting(shape: &Shape) -> String {
    let is_table = |field: &&Field| matches!(field.value, Value::Table(_) | Value::ListOf(Value::Table(_)));
    let (tables, plain): (Vec<_>, Vec<_>) = shape.fields.iter().partition(|field| is_table(field));
    let mut out = String::new();
    for field in plain {
        key(&mut out, field, "");
    }
    for field in tables {
        let (inner, brackets) = match field.value {
            Value::Table(inner) => (inner, ("[", "]")),
            Value::ListOf(Value::Table(inner)) => (*inner, ("[[", "]]")),
            _ => continue,
        };
        let mark = if field.required { "" } else { "# " };
        let _ = write!(out, "\n# {}\n{mark}{}{}{}\n", field.about, brackets.0, field.key, brackets.1);
        for field in inner.fields.iter().filter(|field| !is_table(field)) {
            key(&mut out, field, mark);
        }
    }
    out
}

fn key(out: &mut String, field: &Field, mark: &str) {
    // A check that nobody has made has no date: the file is refused until an editor sets it.
    let is_to_come = field.key == "checked";
    let mark = if field.required && !is_to_come { mark } else { "# " };
    let _ = writeln!(out, "# {}\n{mark}{} = {}", field.about, field.key, example(field.key, &field.value));
}

fn example(key: &str, value: &Value) -> String {
    let today = Moment::at(Timestamp::now()).today;
    match value {
        Value::Text | Value::Slug => "\"…\"".to_owned(),
        Value::Date if key == "due" => today.saturating_add(90.days()).to_string(),
        Value::Date => today.to_string(),
        Value::Bool => "false".to_owned(),
        Value::Integer => "1".to_owned(),
        Value::OneOf(list) => format!("\"{}\"   # {}", list[0], list.join(", ")),
        Value::ListOf(_) => "[]".to_owned(),
        Value::Table(_) | Value::Map(_) => "{}".to_owned(),
    }
}
