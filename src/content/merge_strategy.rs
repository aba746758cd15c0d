//! The one table of how a file of an overlay stands to the built-in file of the same name; `docs/run-your-own-copy.md` has it too.

/// A settings file that is merged.
#[derive(Debug)]
pub struct MergeStrategy {
    /// Its name within a folder of content.
    pub file: &'static str,
    /// Lists of tables that are joined entry by entry, each with the key that names an entry. An entry of the same name is merged
    /// key by key, any other is added at the end.
    pub entries: &'static [(&'static str, &'static str)],
    /// Lists to which the overlay's items are added. `name.*` means every list in the table `name`.
    pub added: &'static [&'static str],
}

/// Every file that is merged. What is not named here (services, areas, other pages, questions) is *replaced* by a file of the same name;
/// confirmations are *added*. In a merged file tables are joined key by key, and a list that is not named here is replaced.
pub const MERGED: &[MergeStrategy] = &[
    MergeStrategy { file: "site.toml", entries: &[("need", "id"), ("job", "id")], added: &[] },
    MergeStrategy { file: "routing.toml", entries: &[("role", "id"), ("question", "id"), ("outcome", "id")], added: &[] },
    MergeStrategy { file: "posters.toml", entries: &[("poster", "id")], added: &[] },
    MergeStrategy { file: "kit.toml", entries: &[("snippet", "id")], added: &[] },
    MergeStrategy { file: "links.toml", entries: &[("link", "id")], added: &["promised", "services"] },
    MergeStrategy { file: "page-rules.toml", entries: &[("rule", "id"), ("essential", "id")], added: &[] },
    MergeStrategy { file: "redirects.toml", entries: &[], added: &["gone"] },
    MergeStrategy { file: "changes.toml", entries: &[], added: &["change"] },
    MergeStrategy { file: "bank-holidays.toml", entries: &[("holiday", "date")], added: &[] },
    MergeStrategy {
        file: "words.toml",
        entries: &[("banned", "word"), ("never", "value"), ("retired", "host")],
        added: &["neutral_tabs", "neutral_addresses", "never_asked", "voice.*"],
    },
    MergeStrategy {
        file: "search.toml",
        entries: &[("place", "area")],
        added: &["known", "masked", "despair", "danger", "favour", "young.*", "seeking.*", "same.*", "kind.*", "question.*"],
    },
    MergeStrategy { file: "pages/index.md", entries: &[("door", "page"), ("named", "service"), ("foreign", "lang")], added: &[] },
];

/// How a file is merged, by its path in the tree; nothing for a file that is replaced.
pub fn of(path: &str) -> Option<&'static MergeStrategy> {
    let file = path.strip_prefix("content/")?;
    MERGED.iter().find(|strategy| strategy.file == file)
}

impl MergeStrategy {
    /// The key that names an entry of the list at `path`.
    pub(super) fn name_in(&self, path: &str) -> Option<&'static str> {
        self.entries.iter().find(|(list, _)| *list == path).map(|(_, key)| *key)
    }

    /// Whether items are added to the list at `path`.
    pub(super) fn is_added(&self, path: &str) -> bool {
        let folder = path.rsplit_once('.').map(|(folder, _)| folder);
        self.added.iter().any(|list| *list == path || list.strip_suffix(".*").is_some_and(|list| Some(list) == folder))
    }
}
