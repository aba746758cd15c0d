//! Web and email addresses that may stand on the site.

use std::str::FromStr;

/// An https address without tracking parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(String);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// Why an address may not stand on the site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `https://host…`.
    #[error("a web address begins with https:// and a host name")]
    NotHttps,
    /// White space, a quotation mark or a control character.
    #[error("a web address holds no spaces, quotation marks or control characters")]
    Characters,
    /// A character without a shape, written as an escape.
    #[error("a web address holds no characters that cannot be seen")]
    Unseen,
    /// A parameter that tells the other site where the reader came from.
    #[error("the part `{0}` tracks the reader")]
    Tracking(String),
    /// Not `name@host`.
    #[error("an email address looks like name@example.org")]
    Email,
}

/// Beginnings of query parameters that exist only to follow a reader.
const TRACKERS: [&str; 8] = ["utm_", "fbclid", "gclid", "msclkid", "mc_eid", "mc_cid", "igshid", "ref="];

/// Escapes of what cannot be seen and is copied along with an address: spaces of no width, marks of direction, soft hyphens, line ends.
const UNSEEN: [&str; 8] = ["%E2%80%8", "%E2%80%AA", "%E2%80%AE", "%E2%81%A", "%EF%BB%BF", "%C2%AD", "%0A", "%0D"];

impl WebAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host without `www.`, for telling a reader where a link leads.
    pub fn host(&self) -> &str {
        let rest = self.0.trim_start_matches("https://");
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        host.strip_prefix("www.").unwrap_or(host)
    }
}

/// What to write in place of an address whose beginning is old or left out.
pub fn with_https(text: &str) -> Option<String> {
    let rest = text.strip_prefix("http://").or_else(|| text.starts_with("www.").then_some(text))?;
    let right: WebAddress = format!("https://{rest}").parse().ok()?;
    Some(format!("write {}: links here are encrypted. Open it in a browser first, to see that it answers", right.as_str()))
}

impl FromStr for WebAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let rest = text.strip_prefix("https://").ok_or(AddressError::NotHttps)?;
        if rest.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`')) {
            return Err(AddressError::Characters);
        }
        if UNSEEN.iter().any(|escape| rest.to_ascii_uppercase().contains(escape)) {
            return Err(AddressError::Unseen);
        }
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let sound = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !host.contains('.') || !host.split('.').all(sound) {
            return Err(AddressError::NotHttps);
        }
        let query = rest.split_once('?').map_or("", |(_, query)| query);
        match query.split(['&', '#']).find(|part| TRACKERS.iter().any(|tracker| part.starts_with(tracker))) {
            Some(part) => Err(AddressError::Tracking(part.to_owned())),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EmailAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let sound = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && name.chars().all(plain) && host.contains('.') && !host.starts_with('.') && host.chars().all(plain)
        });
        if sound { Ok(Self(text.to_owned())) } else { Err(AddressError::Email) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_https_with_a_host_and_without_trackers() {
        let host = |text: &str| text.parse::<WebAddress>().map(|address| address.host().to_owned());
        assert_eq!(host("https://www.stopitnow.org.uk/helpline/").as_deref(), Ok("stopitnow.org.uk"));
        assert_eq!(host("https://a.example?x=1").as_deref(), Ok("a.example"));
        assert_eq!(host("http://a.example"), Err(AddressError::NotHttps));
        assert_eq!(host("https://"), Err(AddressError::NotHttps));
        assert_eq!(host("https://localhost/"), Err(AddressError::NotHttps));
        assert_eq!(host("https://a.example/ b"), Err(AddressError::Characters));
        assert_eq!(host("https://a.example/%e2%80%8bb"), Err(AddressError::Unseen));
        assert_eq!(host("https://a.example/?utm_source=x"), Err(AddressError::Tracking("utm_source=x".into())));
    }

    #[test]
    fn email_addresses_have_a_name_and_a_host() {
        assert!("help@nspcc.org.uk".parse::<EmailAddress>().is_ok());
        for bad in ["", "help", "help@", "@nspcc.org.uk", "a b@c.uk", "help@nspcc", "a@b@c.uk"] {
            assert_eq!(bad.parse::<EmailAddress>(), Err(AddressError::Email), "{bad}");
        }
    }
}
