//! The serde shape of `content/questions/*.toml`.

use serde::Deserialize;

use super::Text;

/// A file of `content/questions/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    pub voice: String,
    #[serde(default)]
    pub asked: Vec<Asked>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub page: Option<Text>,
    pub service: Option<Text>,
    pub means: Option<Text>,
    pub who: String,
    pub lines: Text,
}

impl Asked {
    /// The address the lines lead to, and where it stands in the file.
    pub fn address(&self) -> Option<(String, std::ops::Range<usize>)> {
        let page = self.page.as_ref().map(|page| (page.get_ref().clone(), page.span()));
        page.or_else(|| self.service.as_ref().map(|service| (format!("/services/{}", service.get_ref()), service.span())))
    }
}
