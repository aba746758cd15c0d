//! What of a page has arrived when the first flight of a connection is in, read as a browser reads it: as far as it goes.

use std::io::Read;

use super::encode::Coding;
use super::resource::Variant;
use super::weigh::{FIRST_FLIGHT, on_the_wire};
use super::{Snapshot, SnapshotLookup};

/// The text of a variant's body that the first `flight` bytes of its response hold, head included.
pub fn arrived(variant: &Variant, coding: Coding, flight: usize) -> String {
    let head = on_the_wire(variant) - variant.body.len();
    let sent = variant.body.len().min(flight.saturating_sub(head));
    let sent = &variant.body[..sent];
    let read = match coding {
        Coding::Identity => sent.to_vec(),
        Coding::Gzip => as_far_as_it_goes(flate2::read::GzDecoder::new(sent)),
        Coding::Brotli => as_far_as_it_goes(brotli::Decompressor::new(sent, 4096)),
    };
    String::from_utf8_lossy(&read).into_owned()
}

/// Everything that comes out before the input ends in the middle.
fn as_far_as_it_goes(mut reader: impl Read) -> Vec<u8> {
    let mut read = Vec::new();
    let mut some = [0; 512];
    while let Ok(count @ 1..) = reader.read(&mut some) {
        read.extend_from_slice(&some[..count]);
    }
    read
}

/// What is wrong when the first flight of the report page ends before its last answer to choose.
pub fn late_questions(snapshot: &Snapshot) -> Option<String> {
    let SnapshotLookup::Resource(resource) = snapshot.find("/report") else { return None };
    let codings = [(Coding::Brotli, "brotli"), (Coding::Gzip, "gzip")];
    let late = codings.into_iter().find(|(coding, _)| {
        let variant = resource.variant(*coding);
        variant.is_some_and(|variant| !arrived(variant, *coding, FIRST_FLIGHT).contains("<section class=outcome"))
    });
    late.filter(|_| has_answers(resource.identity()))
        .map(|(_, name)| format!("the first {FIRST_FLIGHT} bytes of /report in {name} end before its last question does"))
}

fn has_answers(page: &Variant) -> bool {
    String::from_utf8_lossy(&page.body).contains("<section class=outcome")
}
