//! "Did you mean…?": the known name closest to a misspelt one.

/// The closest of `known` to `written`, when it is close enough to be what was meant:
/// at most one edit in three characters (two letters swapped count as one), and two in all. A third would be another name: of two
/// services of one county only the last word differs.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (written.chars().count() / 3).clamp(1, 2);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(written, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// The one of `known` that has most words in common with `written`, when it is at least half of them: an address from memory has other
/// words rather than other letters. It is never offered for a service, of which two may differ in one word.
pub fn alike<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let words = |name: &str| name.split(['/', '-', '.']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let own = words(written);
    let shared = |name: &str| {
        let other = words(name);
        let same: Vec<&String> = own.iter().filter(|word| other.contains(word)).collect();
        let is_enough = same.len() * 2 >= own.len().max(other.len()) && same.iter().any(|word| word.len() > 3);
        is_enough.then_some(same.len())
    };
    let best = known.into_iter().filter_map(|name| Some((shared(name)?, std::cmp::Reverse(name))));
    best.max().map(|(_, std::cmp::Reverse(name))| name)
}

#[cfg(test)]
mod tests {
    use super::{alike, nearest};

    #[test]
    fn an_address_from_memory_finds_the_page_with_most_of_its_words() {
        let known = ["/talk-to-your-child", "/the-law", "/support-for-parents", "/schools/nudes"];
        assert_eq!(alike("/talk-to-your-kid", known), Some("/talk-to-your-child"));
        assert_eq!(alike("/parents-support", known), Some("/support-for-parents"));
        assert_eq!(alike("/the-end", known), None);
        assert_eq!(alike("/blackmail", known), None);
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        let known = ["childline", "stop-it-now-helpline", "samaritans"];
        assert_eq!(nearest("stopitnow-helpline", known), Some("stop-it-now-helpline"));
        assert_eq!(nearest("childlien", known), Some("childline"));
        assert_eq!(nearest("nspcc", known), None);
        assert_eq!(nearest("northshire-lado", ["northshire-sarc"]), None, "another service is never offered");
    }
}
