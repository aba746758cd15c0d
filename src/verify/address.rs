//! Web addresses to fetch: read, compared, and joined with the redirects that answer them (RFC 3986).

use std::fmt::{self, Write as _};

use iri_string::format::ToDedicatedString as _;
use iri_string::types::{UriAbsoluteStr, UriReferenceStr, UriStr};

/// An http or https address without its fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    text: String,
    is_https: bool,
    host: String,
    port: u16,
}

/// No address in use is longer, and what is done with one takes time in proportion.
const LONGEST: usize = 2048;

/// Why an address cannot be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchAddressError {
    #[error("`{0}` is not a web address")]
    Form(String),
    /// Another scheme than http or https.
    #[error("`{0}` is not a web address: only http and https are followed")]
    Scheme(String),
    /// It carries a name and password.
    #[error("an address with a name or password in it is not followed")]
    UserInfo,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// When it cannot be fetched.
    pub fn parse(text: &str) -> Result<Self, FetchAddressError> {
        if text.len() > LONGEST {
            return Err(FetchAddressError::Form(format!("{}…", text.chars().take(80).collect::<String>())));
        }
        let escaped = escape(text.trim());
        let uri = UriStr::new(&escaped).map_err(|_| FetchAddressError::Form(text.to_owned()))?;
        let absolute: &UriAbsoluteStr = uri.to_absolute_and_fragment().0;
        let is_https = match absolute.scheme_str().to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(FetchAddressError::Scheme(text.to_owned())),
        };
        let authority = absolute.authority_components().ok_or_else(|| FetchAddressError::Form(text.to_owned()))?;
        if authority.userinfo().is_some() {
            return Err(FetchAddressError::UserInfo);
        }
        let host = authority.host().to_ascii_lowercase();
        let port = match authority.port() {
            None | Some("") => Some(if is_https { 443 } else { 80 }),
            Some(port) => port.parse().ok(),
        };
        match port {
            Some(port) if !host.is_empty() => Ok(Self { text: absolute.as_str().to_owned(), is_https, host, port }),
            _ => Err(FetchAddressError::Form(text.to_owned())),
        }
    }

    /// Where a `Location` header leads from here (RFC 9110, section 10.2.2).
    ///
    /// # Errors
    /// When that is nowhere that can be fetched.
    pub fn join(&self, location: &str) -> Result<Self, FetchAddressError> {
        if location.len() > LONGEST {
            return Self::parse(location);
        }
        let escaped = escape(location.trim());
        let reference = UriReferenceStr::new(&escaped).map_err(|_| FetchAddressError::Form(location.to_owned()))?;
        // `self.text` was read as an absolute address when it was made.
        let base = UriAbsoluteStr::new(&self.text).map_err(|_| FetchAddressError::Form(self.text.clone()))?;
        Self::parse(reference.resolve_against(base).to_dedicated_string().as_str())
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host in lower case, without `www.`: what tells one site from another.
    pub fn site(&self) -> &str {
        self.host.strip_prefix("www.").unwrap_or(&self.host)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// Scheme, host and port: what one robots.txt holds for (RFC 9309, section 2.3).
    pub fn origin(&self) -> String {
        format!("{}://{}:{}", if self.is_https { "https" } else { "http" }, self.host, self.port)
    }

    /// Path and query, at least "/".
    pub fn path(&self) -> &str {
        let rest = self.text.split_once("://").map_or("", |(_, rest)| rest);
        match rest.find(['/', '?']) {
            Some(at) if rest[at..].starts_with('/') => &rest[at..],
            _ => "/",
        }
    }

    /// Same page for a reader: only the scheme, `www.` or a slash at the end differ.
    pub fn is_alike(&self, other: &Self) -> bool {
        let path = |address: &Self| address.path().trim_end_matches('/').to_owned();
        self.site() == other.site() && path(self) == path(other)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What careless servers leave bare, percent-encoded as browsers do.
fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            // Writing to a String cannot fail.
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0..=b' ' | 0x7F.. => {
                let _ = write!(out, "%{byte:02X}");
            }
            _ => out.push(char::from(byte)),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn addresses_are_read_and_taken_apart() {
        let read = address("https://WWW.Example.org/a/b?c=d#e");
        assert_eq!((read.as_str(), read.site(), read.port()), ("https://WWW.Example.org/a/b?c=d", "example.org", 443));
        assert_eq!((read.path(), read.origin().as_str()), ("/a/b?c=d", "https://www.example.org:443"));
        assert_eq!((address("http://a.example").path(), address("http://a.example:8080").port()), ("/", 8080));
        assert_eq!(address("http://a.example/caf\u{e9} x").path(), "/caf%C3%A9%20x");
    }

    #[test]
    fn what_is_no_web_page_is_refused() {
        assert!(matches!(Address::parse("file:///etc/passwd"), Err(FetchAddressError::Scheme(_))));
        assert!(matches!(Address::parse("ftp://a.example/"), Err(FetchAddressError::Scheme(_))));
        assert_eq!(Address::parse("https://user:pass@a.example/"), Err(FetchAddressError::UserInfo));
        for text in ["", "nowhere", "https://", "https:///a", "http://a.example:99999/", "//a.example"] {
            assert!(matches!(Address::parse(text), Err(FetchAddressError::Form(_))), "{text}");
        }
    }

    #[test]
    fn redirects_are_joined_as_browsers_join_them() {
        let base = address("https://a.example/x/y?z");
        let to = |location: &str| base.join(location).map(|address| address.as_str().to_owned());
        assert_eq!(to("/b").as_deref(), Ok("https://a.example/b"));
        assert_eq!(to("b").as_deref(), Ok("https://a.example/x/b"));
        assert_eq!(to("../b?q").as_deref(), Ok("https://a.example/b?q"));
        assert_eq!(to("//c.example/d").as_deref(), Ok("https://c.example/d"));
        assert_eq!(to("http://c.example").as_deref(), Ok("http://c.example"));
        assert!(matches!(to("javascript:alert(1)"), Err(FetchAddressError::Scheme(_))));
    }

    #[test]
    fn a_slash_a_scheme_or_www_makes_no_other_page() {
        assert!(address("http://www.a.example/b/").is_alike(&address("https://a.example/b")));
        assert!(!address("https://a.example/b").is_alike(&address("https://a.example/c")));
        assert!(!address("https://a.example/b").is_alike(&address("https://b.example/b")));
    }

    proptest! {
        #[test]
        fn no_text_upsets_the_reader(text in ".{0,60}", base in "https://[a-z]{1,8}\\.example/[a-z/]{0,10}") {
            let _ = Address::parse(&text);
            if let Ok(joined) = address(&base).join(&text) {
                // What was joined can be read again, and says the same.
                prop_assert_eq!(Address::parse(joined.as_str()).unwrap(), joined);
            }
        }
    }
}
