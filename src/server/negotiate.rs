//! Which coding a client is sent (RFC 9110 section 12.5.3).
//!
//! Takes `Accept-Encoding`, gives one of the codings that are held. It never gives "none": where a client refuses everything that is
//! held, identity is sent all the same, because help that is hard to read beats a 406. It does not know bodies.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, HeaderValue};
use http::request::Parts;

use crate::snapshot::{Coding, Resource, Variant};

/// A quality value in thousandths: 0 to 1000.
type Quality = u16;

/// What nearly every browser sends, which need not be read anew for each request.
const BROWSERS: [&[u8]; 2] = [b"gzip, deflate, br, zstd", b"gzip, deflate, br"];

/// How much a client wants each coding: `Accept-Encoding`, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptEncoding {
    brotli: Quality,
    gzip: Quality,
    identity: Quality,
}

/// What is sent from `resource` to a client with these headers.
pub fn choose<'a>(resource: &'a Resource, headers: &HeaderMap) -> &'a Variant {
    variant(resource, AcceptEncoding::from(headers))
}

/// What is sent from `resource` to a client that accepts these codings.
pub(super) fn variant(resource: &Resource, accepts: AcceptEncoding) -> &Variant {
    let held = accepts.in_order().find_map(|coding| resource.variant(coding));
    held.unwrap_or_else(|| resource.identity())
}

impl AcceptEncoding {
    /// What these headers ask for. Without the field, only identity: RFC 9110 allows any coding then, but what sends no field often
    /// cannot decode.
    pub fn from(headers: &HeaderMap) -> Self {
        let mut lines = headers.get_all(ACCEPT_ENCODING).iter();
        match (lines.next(), lines.next()) {
            (None, _) => Self { brotli: 0, gzip: 0, identity: 1000 },
            (Some(line), None) if BROWSERS.contains(&line.as_bytes()) => Self { brotli: 1000, gzip: 1000, identity: 1 },
            (first, second) => Self::read(first.into_iter().chain(second).chain(lines)),
        }
    }

    fn read<'a>(lines: impl Iterator<Item = &'a HeaderValue>) -> Self {
        let mut named = NamedQualities::default();
        for element in lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')) {
            named.hear(element);
        }
        named.accepted()
    }

    /// The codings this client takes, the most wanted first; where it wants two equally, the smaller.
    pub fn in_order(self) -> impl Iterator<Item = Coding> {
        let mut wanted = [(self.brotli, Coding::Brotli), (self.gzip, Coding::Gzip), (self.identity, Coding::Identity)];
        wanted.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
        wanted.into_iter().filter(|(quality, _)| *quality > 0).map(|(_, coding)| coding)
    }

    /// The most wanted coding, for a page that can be made in any.
    pub fn first(self) -> Coding {
        self.in_order().next().unwrap_or(Coding::Identity)
    }
}

impl<S: Sync> FromRequestParts<S> for AcceptEncoding {
    type Rejection = Infallible;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::from(&head.headers))
    }
}

/// The qualities that were said, before what was not said is filled in.
#[derive(Debug, Default)]
struct NamedQualities {
    brotli: Option<Quality>,
    gzip: Option<Quality>,
    identity: Option<Quality>,
    others: Option<Quality>,
}

impl NamedQualities {
    /// Takes in one element: `gzip;q=0.5`. What cannot be read is as if it was not said.
    fn hear(&mut self, element: &[u8]) {
        let mut parts = element.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        let name = parts.next().unwrap_or_default();
        let place = match name.len() {
            1 if name == b"*" => &mut self.others,
            2 if name.eq_ignore_ascii_case(b"br") => &mut self.brotli,
            4 if name.eq_ignore_ascii_case(b"gzip") => &mut self.gzip,
            6 if name.eq_ignore_ascii_case(b"x-gzip") => &mut self.gzip,
            8 if name.eq_ignore_ascii_case(b"identity") => &mut self.identity,
            _ => return,
        };
        if let Some(quality) = parts.next().map_or(Some(1000), quality) {
            *place = Some(quality);
        }
    }

    /// `*` stands for what was not named. Identity is acceptable unless refused; where nothing is said of it, it is wanted least.
    fn accepted(&self) -> AcceptEncoding {
        let others = self.others.unwrap_or(0);
        let identity = self.identity.or(self.others).unwrap_or(1);
        AcceptEncoding { brotli: self.brotli.unwrap_or(others), gzip: self.gzip.unwrap_or(others), identity }
    }
}

/// `q=0.5` in thousandths (RFC 9110 section 12.4.2): at most three digits after the point, and at most one.
fn quality(parameter: &[u8]) -> Option<Quality> {
    let (name, value) = halves(parameter, b'=')?;
    if !name.trim_ascii_end().eq_ignore_ascii_case(b"q") {
        return None;
    }
    let value = value.trim_ascii_start();
    let (whole, part) = halves(value, b'.').unwrap_or((value, b""));
    match (whole, thousandths(part)?) {
        (b"0", part) => Some(part),
        (b"1", 0) => Some(1000),
        _ => None,
    }
}

/// What stands before and after the first `byte`.
fn halves(bytes: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let (before, after) = bytes.split_at(bytes.iter().position(|found| *found == byte)?);
    Some((before, &after[1..]))
}

/// Up to three digits after a point: `5` is 500.
fn thousandths(digits: &[u8]) -> Option<Quality> {
    let is_readable = digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit);
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(3);
    is_readable.then(|| padded.fold(0, |sum, digit| sum * 10 + Quality::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn order(line: &str) -> Vec<Coding> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(line).expect("header"));
        AcceptEncoding::from(&headers).in_order().collect()
    }

    use Coding::{Brotli, Gzip, Identity};

    #[test]
    fn what_browsers_send_means_what_it_says() {
        for line in BROWSERS {
            let value = HeaderValue::from_bytes(line).expect("header");
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, value.clone())]);
            assert_eq!(AcceptEncoding::from(&headers), AcceptEncoding::read(std::iter::once(&value)));
        }
    }

    #[test]
    fn what_browsers_send_is_answered_in_brotli() {
        assert_eq!(order("gzip, deflate, br, zstd"), [Brotli, Gzip, Identity]);
        assert_eq!(order("gzip, deflate"), [Gzip, Identity]);
    }

    #[test]
    fn a_client_that_says_nothing_is_sent_the_text_as_it_is() {
        assert!(AcceptEncoding::from(&HeaderMap::new()).in_order().eq([Identity]));
        assert_eq!(order(""), [Identity]);
    }

    #[test]
    fn a_client_decides_by_quality() {
        assert_eq!(order("br;q=0.5, gzip;q=0.9"), [Gzip, Brotli, Identity]);
        assert_eq!(order("br;q=0, gzip"), [Gzip, Identity]);
        assert_eq!(order("identity, gzip;q=0.5"), [Identity, Gzip]);
        assert_eq!(order("GZIP ; Q=1.000"), [Gzip, Identity]);
    }

    #[test]
    fn a_star_stands_for_what_is_not_named() {
        assert_eq!(order("*"), [Brotli, Gzip, Identity]);
        assert_eq!(order("*;q=0.1, gzip"), [Gzip, Brotli, Identity]);
        assert_eq!(order("*;q=0, gzip"), [Gzip]);
    }

    #[test]
    fn a_client_that_refuses_everything_has_no_wish_left() {
        assert!(order("identity;q=0").is_empty());
        assert!(order("*;q=0").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_was_not_said() {
        for line in ["br;q=2", "br;q=0.1234", "br;q=", "br;level=3", "br;q=-1", "br;q=1.001", ";;,,;q"] {
            assert_eq!(order(line), [Identity], "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_client_is_sent_what_it_refused(line in "((br|gzip|identity|\\*)(;q=(0|0\\.5|1))?, ?){0,5}") {
            let sent = order(&line);
            for (name, coding) in [("br", Brotli), ("gzip", Gzip)] {
                let last = line.split(',').map(str::trim).rfind(|element| element.split(';').next() == Some(name));
                if last.is_some_and(|element| element.ends_with("q=0")) {
                    prop_assert!(!sent.contains(&coding), "{line}: {sent:?}");
                }
            }
        }

        #[test]
        fn any_line_is_read_without_a_panic(line in "[ -~]{0,60}") {
            let _ = order(&line);
        }
    }
}
