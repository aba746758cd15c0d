//! Parts of a download (RFC 9110 section 14).
//!
//! Takes a `Range` and a length, gives which bytes to send. One range is answered; a list of several is answered with the whole, as
//! section 14.2 allows. It does not know what is downloaded.

use std::ops::Range;

/// What a `Range` comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Send everything.
    Whole,
    /// Send these bytes: 206.
    Bytes(Range<usize>),
    /// None of the bytes asked for exist: 416.
    Outside,
}

/// Reads `Range: bytes=…` against a body of `length` bytes. What cannot be read is ignored (section 14.2).
pub fn part(field: &str, length: usize) -> Part {
    let Some((first, last)) = one_range(field) else { return Part::Whole };
    match (first, last) {
        (Some(first), Some(last)) if first > last => Part::Whole,
        (Some(first), _) if first >= length => Part::Outside,
        (Some(first), last) => Part::Bytes(first..last.map_or(length, |last| last.saturating_add(1).min(length))),
        (None, Some(suffix)) if suffix == 0 || length == 0 => Part::Outside,
        (None, Some(suffix)) => Part::Bytes(length.saturating_sub(suffix)..length),
        (None, None) => Part::Whole,
    }
}

/// The ends of `bytes=first-last`; either may be missing.
fn one_range(field: &str) -> Option<(Option<usize>, Option<usize>)> {
    let (unit, range) = field.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    Some((end(first)?, end(last)?))
}

#[expect(clippy::option_option, reason = "outside: is it a range end at all; inside: is a number given")]
/// One end: nothing, or digits. More digits than a number holds are more bytes than anything has.
fn end(digits: &str) -> Option<Option<usize>> {
    if digits.is_empty() {
        return Some(None);
    }
    let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| Some(digits.parse().unwrap_or(usize::MAX)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(field: &str, wanted: &Part) {
        assert_eq!(&part(field, 100), wanted, "{field}");
    }

    #[test]
    fn a_part_that_exists_is_sent() {
        check("bytes=0-9", &Part::Bytes(0..10));
        check("bytes=90-", &Part::Bytes(90..100));
        check("bytes=-10", &Part::Bytes(90..100));
        check("bytes=50-1000", &Part::Bytes(50..100));
        check("bytes=-1000", &Part::Bytes(0..100));
        check("Bytes = 0-0", &Part::Bytes(0..1));
    }

    #[test]
    fn a_part_beyond_the_end_does_not_exist() {
        check("bytes=100-", &Part::Outside);
        check("bytes=99999999999999999999999-", &Part::Outside);
        check("bytes=-0", &Part::Outside);
    }

    #[test]
    fn a_range_that_cannot_be_read_is_ignored() {
        for field in ["", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=a-b", "lines=0-9", "bytes=0-9,20-29", "bytes=+1-2"] {
            check(field, &Part::Whole);
        }
    }

    proptest! {
        #[test]
        fn a_part_is_never_empty_and_never_outside_the_body(field in "bytes=[0-9]{0,3}-[0-9]{0,3}", length in 0_usize..500) {
            if let Part::Bytes(range) = part(&field, length) {
                prop_assert!(range.start < range.end && range.end <= length);
            }
        }

        #[test]
        fn any_field_is_read_without_a_panic(field in "\\PC{0,40}", length in 0_usize..500) {
            let _ = part(&field, length);
        }
    }
}
