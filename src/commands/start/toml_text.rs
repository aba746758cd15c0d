//! Texts that an operator gave, as a file of TOML holds them.

use toml::Value;

/// A text as TOML writes it.
pub(super) fn text(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
