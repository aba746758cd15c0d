//! However an address is written, it leads to one address of this site, in one step, or nowhere.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waymark::snapshot::address::{canonical, is_canonical};

fuzz_target!(|path: &str| {
    let Some(meant) = canonical(path) else { return };
    assert!(is_canonical(&meant), "{meant} is not its own one way");
    assert!(meant.starts_with('/') && !meant.contains("//") && !meant.contains("/../") && !meant.contains("/./"), "{meant}");
    assert!(meant.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase() && byte != b'%' && byte != b'\\'));
    assert!(meant.len() <= path.len() + 1, "{meant} grew");
});
