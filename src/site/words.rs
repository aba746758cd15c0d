//! Words and numbers that must never appear, and what to write instead.

/// The rules of `words.toml`.
#[derive(Debug, Clone, Default)]
pub struct WordRules {
    /// Words that never stand in the browser title of a sensitive page.
    pub neutral_tabs: Vec<String>,
    /// Words that never stand in the address of a sensitive page.
    pub neutral_addresses: Vec<String>,
    /// Words and phrases.
    pub banned: Vec<BannedWord>,
    /// Numbers and addresses.
    pub never: Vec<NeverPrint>,
}

/// A word or phrase that must not be used.
#[derive(Debug, Clone)]
pub struct BannedWord {
    /// Found in any letter case, as whole words.
    pub word: String,
    /// What to write instead.
    pub instead: String,
    /// Addresses of pages where it may stand as a fact.
    pub allow_on: Vec<String>,
    /// Only banned for these readers; empty means for everyone.
    pub audiences: Vec<super::page::Audience>,
}

/// A superseded or unconfirmed number or address.
#[derive(Debug, Clone)]
pub struct NeverPrint {
    /// The number or address.
    pub value: String,
    /// Why it must not be shown.
    pub why: String,
}
