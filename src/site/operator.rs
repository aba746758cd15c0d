//! What an operator says of a copy: where the public finds it, and how readers reach whoever runs it.

use super::contact::{EmailAddress, PhoneNumber, WebAddress};

/// https for the public; http only for a copy on one's own machine.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn public_address(text: &str) -> Result<(), &'static str> {
    let is_local = text.starts_with("http://127.0.0.1") || text.starts_with("http://localhost");
    let is_bare = !text.ends_with('/') && text.matches('/').count() == 2;
    if is_bare && (is_local || text.parse::<WebAddress>().is_ok()) {
        Ok(())
    } else {
        Err("the public address is https:// and a host, without a slash at the end")
    }
}

/// Something a reader can write to, open or ring: it stands on pages and in `security.txt`.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn operator_contact(text: &str) -> Result<(), &'static str> {
    let is_written = text.parse::<WebAddress>().is_ok() || text.parse::<EmailAddress>().is_ok();
    if is_written || text.parse::<PhoneNumber>().is_ok_and(|number| number.rare_length().is_none()) {
        Ok(())
    } else {
        Err("the operator's contact is neither an email, nor an https address, nor a telephone number")
    }
}
