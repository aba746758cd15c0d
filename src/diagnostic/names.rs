//! What a file is called where others name it, whether a sentence speaks of it, and many names in one sentence.

/// What a file is called elsewhere: a service by its slug, a page by its address. `None` for a file of settings, which many name.
pub fn name_of(file: &str) -> Option<String> {
    if let Some((_, service)) = file.split_once("/services/") {
        return service.strip_suffix(".toml").map(|name| name.to_lowercase().replace(' ', "-"));
    }
    let (_, page) = file.split_once("/pages/")?;
    let page = page.strip_suffix(".md")?.to_lowercase().replace(' ', "-");
    let page = page.as_str();
    Some(format!("/{}", page.strip_suffix("index").map_or(page, |folder| folder.trim_end_matches('/'))))
}

/// Whether `name` stands in the sentence as a whole word.
pub fn speaks_of(message: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    message.match_indices(name).any(|(at, _)| {
        let (before, after) = (&message[..at], &message[at + name.len()..]);
        !(before.ends_with(is_part) || after.starts_with(is_part) || name.starts_with('/') && after.starts_with('/'))
    })
}

/// The first of some names, and how many more there are.
pub(crate) fn first_of<'a>(names: impl ExactSizeIterator<Item = &'a str>, most: usize) -> String {
    let more = names.len().saturating_sub(most);
    let shown = names.take(most).collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}
