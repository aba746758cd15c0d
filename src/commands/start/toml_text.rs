//! Texts that an operator gave, as a file of TOML holds them.

use toml::Value;

/// A text as TOML writes it.
pub(super) fn text(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Texts as a TOML list.
pub(super) fn list(texts: &[String]) -> String {
    toml::Value::Array(texts.iter().map(|text| toml::Value::String(text.clone())).collect()).to_string()
}
