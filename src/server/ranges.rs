//! Parts of a download (RFC 9110 section 14).
//!
//! Takes a `Range` and a length, gives which bytes to send. One range is answered; a list of several is answered with the whole, as
//! section 14.2 allows. It does not know what is downloaded.

use std::ops::Range;

/// What a `Range` comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectedRange {
    Whole,
    /// Send these bytes: 206.
    Bytes(Range<usize>),
    /// None of the bytes asked for exist: 416.
    Outside,
}

/// One range as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RangeSpec {
    From(usize),
    FromTo(usize, usize),
    Last(usize),
}

/// Reads `Range: bytes=…` against a body of `length` bytes. What cannot be read is ignored (section 14.2).
pub fn select(field: &str, length: usize) -> SelectedRange {
    match one_range(field) {
        None => SelectedRange::Whole,
        Some(RangeSpec::From(first) | RangeSpec::FromTo(first, _)) if first >= length => SelectedRange::Outside,
        Some(RangeSpec::From(first)) => SelectedRange::Bytes(first..length),
        Some(RangeSpec::FromTo(first, last)) => SelectedRange::Bytes(first..last.saturating_add(1).min(length)),
        Some(RangeSpec::Last(count)) if count == 0 || length == 0 => SelectedRange::Outside,
        Some(RangeSpec::Last(count)) => SelectedRange::Bytes(length.saturating_sub(count)..length),
    }
}

/// `bytes=first-last`, where either end may be missing.
fn one_range(field: &str) -> Option<RangeSpec> {
    let (unit, range) = field.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    match (first, last) {
        ("", last) => number(last).map(RangeSpec::Last),
        (first, "") => number(first).map(RangeSpec::From),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(RangeSpec::FromTo(first, last))
        }
    }
}

/// Digits. More of them than a number holds are more bytes than anything has.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(field: &str, wanted: &SelectedRange) {
        assert_eq!(&select(field, 100), wanted, "{field}");
    }

    #[test]
    fn a_part_that_exists_is_sent() {
        check("bytes=0-9", &SelectedRange::Bytes(0..10));
        check("bytes=90-", &SelectedRange::Bytes(90..100));
        check("bytes=-10", &SelectedRange::Bytes(90..100));
        check("bytes=50-1000", &SelectedRange::Bytes(50..100));
        check("bytes=-1000", &SelectedRange::Bytes(0..100));
        check("Bytes = 0-0", &SelectedRange::Bytes(0..1));
    }

    #[test]
    fn a_part_beyond_the_end_does_not_exist() {
        check("bytes=100-", &SelectedRange::Outside);
        check("bytes=99999999999999999999999-", &SelectedRange::Outside);
        check("bytes=-0", &SelectedRange::Outside);
    }

    #[test]
    fn a_range_that_cannot_be_read_is_ignored() {
        for field in ["", "bytes", "bytes=", "bytes=-", "bytes=9-0", "bytes=a-b", "lines=0-9", "bytes=0-9,20-29", "bytes=+1-2"] {
            check(field, &SelectedRange::Whole);
        }
    }

    proptest! {
        #[test]
        fn a_part_is_never_empty_and_never_outside_the_body(field in "bytes=[0-9]{0,3}-[0-9]{0,3}", length in 0_usize..500) {
            if let SelectedRange::Bytes(range) = select(&field, length) {
                prop_assert!(range.start < range.end && range.end <= length);
            }
        }

        #[test]
        fn any_field_is_read_without_a_panic(field in "\\PC{0,40}", length in 0_usize..500) {
            let _ = select(&field, length);
        }
    }
}
