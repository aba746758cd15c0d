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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_the_name_that_was_meant() {
        let known = ["childline", "stop-it-now-helpline", "samaritans"];
        assert_eq!(nearest("stopitnow-helpline", known), Some("stop-it-now-helpline"));
        assert_eq!(nearest("childlien", known), Some("childline"));
        assert_eq!(nearest("nspcc", known), None);
        assert_eq!(nearest("northshire-lado", ["northshire-sarc"]), None, "another service is never offered");
    }
}
