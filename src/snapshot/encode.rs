//! One body in one content coding (RFC 9110 section 8.4).
//!
//! Takes bytes, gives bytes. It does not know addresses, headers or why an encoding was asked for.

use std::io::Read;

use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use bytes::Bytes;
use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest as _, Sha256};

/// How a body is written on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
}

impl Coding {
    /// The name of the coding in `Content-Encoding`; a body as it is has none.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// How hard to try for a small body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effort {
    /// For a whole site that is wanted now, and pressed better at once: brotli 2, gzip 1.
    Fast,
    /// For one answer to one reader: brotli 5, gzip 6.
    Once,
    /// For an answer given many times: brotli 11 (9 in a debug build), gzip 12.
    Best,
}

impl Effort {
    const fn brotli(self) -> i32 {
        match self {
            Self::Fast => 2,
            Self::Once => 5,
            // Without optimisation 11 takes a minute for the site, for a fiftieth of its bytes: a debug build says it weighs more.
            Self::Best if cfg!(debug_assertions) => 9,
            Self::Best => 11,
        }
    }

    /// Of libdeflate, which goes to 12.
    const fn gzip(self) -> i32 {
        match self {
            Self::Fast => 1,
            Self::Once => 6,
            Self::Best => 12,
        }
    }
}

/// `body` in `coding`, or nothing where that would not be smaller than `body` itself.
pub fn encode(body: &[u8], coding: Coding, effort: Effort) -> Option<Bytes> {
    let encoded = match coding {
        Coding::Identity => None,
        Coding::Gzip => gzip(body, effort),
        Coding::Brotli => brotli(body, effort),
    };
    // Boxed: what is kept for as long as the site is served does not keep the room that it grew in.
    encoded.filter(|encoded| encoded.len() < body.len()).map(|encoded| Bytes::from(encoded.into_boxed_slice()))
}

fn brotli(mut body: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: effort.brotli(),
        lgwin: window(body.len()),
        size_hint: body.len(),
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        ..BrotliEncoderParams::default()
    };
    let mut encoded = Vec::with_capacity(body.len() / 4);
    brotli::BrotliCompress(&mut body, &mut encoded, &params).ok()?;
    Some(encoded)
}

/// The smallest window (RFC 7932 section 9.1, as a power of two) in which the whole body is in sight: what is larger is cleared and
/// never used.
fn window(length: usize) -> i32 {
    (16..22).find(|bits| (1_usize << bits) - 16 >= length).unwrap_or(22)
}

fn gzip(body: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::new(effort.gzip()).ok()?);
    let mut encoded = vec![0; compressor.gzip_compress_bound(body.len())];
    let length = compressor.gzip_compress(body, &mut encoded).ok()?;
    encoded.truncate(length);
    Some(encoded)
}

/// `encoded` as it was before `coding`. For checks; nothing decodes while serving.
///
/// # Errors
/// When `encoded` is not in `coding`.
pub fn decode(mut encoded: &[u8], coding: Coding) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    match coding {
        Coding::Identity => body.extend_from_slice(encoded),
        Coding::Gzip => {
            flate2::read::GzDecoder::new(encoded).read_to_end(&mut body)?;
        }
        Coding::Brotli => brotli::BrotliDecompress(&mut encoded, &mut body)?,
    }
    Ok(body)
}

/// The SHA-256 of a body.
pub type Digest = [u8; 32];

/// The SHA-256 of `body`.
pub fn digest(body: &[u8]) -> Digest {
    Sha256::digest(body).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CODINGS: [Coding; 2] = [Coding::Gzip, Coding::Brotli];

    #[test]
    fn a_coding_that_is_not_smaller_is_not_kept() {
        for coding in CODINGS {
            assert_eq!(encode(b"hello", coding, Effort::Best), None);
            assert_eq!(encode(b"", coding, Effort::Best), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn what_is_encoded_decodes_to_the_same_bytes(text in "[a-f <>\n]{0,2000}", times in 1_usize..12) {
            let text = text.repeat(times);
            for (coding, effort) in CODINGS.into_iter().flat_map(|coding| [(coding, Effort::Fast), (coding, Effort::Once)]) {
                if let Some(encoded) = encode(text.as_bytes(), coding, effort) {
                    prop_assert_eq!(decode(&encoded, coding).expect("decodes"), text.as_bytes());
                }
            }
        }
    }
}
