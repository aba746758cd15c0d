//! The name of every record: a UUID made from its kind and slug (RFC 9562 section 5.5), the same on every copy and for ever.

use uuid::{Uuid, uuid};

/// Never changes: every identifier that others hold was made from it.
const NAMESPACE: Uuid = uuid!("5d0cb9d7-3c1e-4b0e-9a35-8a1f0f6f2c14");

/// The identifier of the thing called `slug` among those of its `kind`.
pub(super) fn id(kind: &str, slug: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{slug}").as_bytes())
}

/// A name as a slug: small letters and digits, joined by hyphens.
pub(super) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_never_change() {
        // Held by everyone who has read the feed: a change here breaks their links.
        assert_eq!(id("service", "childline").to_string(), "2cb4d606-4897-5800-a40c-d94c2b7cbc44");
        assert_ne!(id("service", "childline"), id("organization", "childline"));
    }

    #[test]
    fn a_name_becomes_a_slug_of_its_words() {
        assert_eq!(slug("SWGfL (South West Grid for Learning)"), "swgfl-south-west-grid-for-learning");
    }
}
