//! One request, one answer: GET over HTTP/1.1 with a limit on everything a server could make too long.
//!
//! Takes an [`Address`]; gives the [`FetchResponse`] or why there is none. It follows no redirect, keeps no cookie, uses no proxy and
//! tries nothing twice: that is for [`super::visit`]. A name is resolved once, every address it has is checked, and the connection goes
//! to one of those: a name that says something else a moment later (DNS rebinding) changes nothing.

use std::io::{self, Read};
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use http::header::{self, HeaderMap};
use http::{StatusCode, Uri};
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

use super::address::Address;
use super::address_policy::AddressPolicy;

/// What no server may exceed.
#[derive(Debug, Clone)]
pub struct FetchLimits {
    /// For one request and its whole answer.
    pub time: Duration,
    /// For the headers, in bytes.
    pub headers: usize,
    /// For the body as sent and as unpacked, in bytes.
    pub body: usize,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(20), headers: 64 * 1024, body: 4 * 1024 * 1024 }
    }
}

#[derive(Debug, Clone)]
pub struct FetchResponse {
    pub status: StatusCode,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// How long it asks to wait, if in seconds (RFC 9110, section 10.2.3).
    pub retry_after: Option<Duration>,
    /// It says itself that it doubts we are a person.
    pub is_challenge: bool,
    /// The media type without parameters, in lower case.
    pub media_type: String,
    /// The unpacked body of an answer that was wanted; empty for redirects.
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Pages,
    /// Any: a robots.txt is one whatever type it is sent as.
    Anything,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The address lies outside what may be connected to.
    #[error("it leads to {0}, which is not on the public internet, and was not connected to")]
    Refused(String),
    /// The name has no address, or could not be looked up.
    #[error("the host was not found")]
    NoHost,
    #[error("no connection could be made")]
    Connect,
    #[error("the answer took too long")]
    Time,
    /// More headers than anybody needs.
    #[error("the answer's headers are too long")]
    Headers,
    /// More body than we read.
    #[error("the page is larger than we read")]
    TooLarge,
    /// The certificate or the handshake failed.
    #[error("no secure connection could be made: its certificate or its settings are not in order")]
    Tls,
    /// Not HTTP, or cut short.
    #[error("the answer could not be read: {0}")]
    Protocol(String),
}

impl FetchError {
    /// It may go better in a moment.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Connect | Self::Time | Self::NoHost)
    }
}

/// Makes requests.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    policy: AddressPolicy,
    limits: FetchLimits,
}

impl Client {
    /// A client that calls itself `name`.
    #[must_use]
    pub fn new(name: &str, policy: AddressPolicy, limits: FetchLimits) -> Self {
        let config = Config::builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent(name)
            .accept("text/html,application/xhtml+xml,text/plain;q=0.5")
            .accept_encoding("gzip")
            .max_response_header_size(limits.headers)
            // A pause lies between two requests to a host: a kept connection would only be in its way.
            .max_idle_connections(0)
            .timeout_global(Some(limits.time))
            .build();
        let resolver = CheckedResolver { policy: policy.clone(), inner: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), policy, limits }
    }

    /// Asks for a page, and reads the body of what is `wanted`.
    ///
    /// # Errors
    /// When no answer came, or none that may be read.
    pub fn get(&self, address: &Address, wanted: Wanted) -> Result<FetchResponse, FetchError> {
        if !self.policy.allows_port(address.port()) {
            return Err(FetchError::Refused(format!("port {}", address.port())));
        }
        let uri: Uri = address.as_str().parse().map_err(|_| FetchError::Protocol("the address is not one".to_owned()))?;
        let (parts, body) = self.agent.get(uri).call().map_err(|error| fault(error, address))?.into_parts();
        let text_of = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let media_type = text_of(header::CONTENT_TYPE).and_then(|value| value.split(';').next()).unwrap_or_default();
        let mut response = FetchResponse {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
            retry_after: text_of(header::RETRY_AFTER).and_then(|value| value.parse().ok()).map(Duration::from_secs),
            is_challenge: parts.headers.contains_key("cf-mitigated"),
            media_type: media_type.trim().to_ascii_lowercase(),
            body: Vec::new(),
        };
        if (wanted == Wanted::Anything || response.is_text()) && !response.status.is_redirection() {
            response.body = self.read(body, &parts.headers, address)?;
        }
        Ok(response)
    }

    fn read(&self, body: Body, headers: &HeaderMap, address: &Address) -> Result<Vec<u8>, FetchError> {
        let encoding = headers.get(header::CONTENT_ENCODING).map(|value| value.as_bytes().to_ascii_lowercase());
        let sent = body.into_reader();
        match encoding.as_deref() {
            None | Some(b"identity" | b"") => self.read_within(sent, address),
            // A small body may unpack into a huge one: both are counted.
            Some(b"gzip" | b"x-gzip") => {
                let sent = sent.take(u64::try_from(self.limits.body).unwrap_or(u64::MAX));
                self.read_within(MultiGzDecoder::new(sent), address)
            }
            Some(_) => Err(FetchError::Protocol("it is packed in a way that was not asked for".to_owned())),
        }
    }

    fn read_within(&self, reader: impl Read, address: &Address) -> Result<Vec<u8>, FetchError> {
        let most = self.limits.body;
        let mut bytes = Vec::new();
        let reader = reader.take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1));
        // Errors of the connection come wrapped in those of reading, and are unwrapped by this conversion.
        { reader }.read_to_end(&mut bytes).map_err(|error| fault(ureq::Error::from(error), address))?;
        if bytes.len() > most { Err(FetchError::TooLarge) } else { Ok(bytes) }
    }
}

impl FetchResponse {
    /// Something a person reads as words. Servers that name no type mostly mean a page.
    pub fn is_text(&self) -> bool {
        matches!(self.media_type.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain")
    }
}

/// Looks a name up and lets through only addresses that may be connected to.
#[derive(Debug)]
struct CheckedResolver {
    policy: AddressPolicy,
    inner: DefaultResolver,
}

/// Carries the refusal through the client's own error.
#[derive(Debug, thiserror::Error)]
#[error("{0} may not be connected to")]
struct Refused(String);

impl Resolver for CheckedResolver {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        // The system's resolver has no error of its own for a name it does not know.
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        // One forbidden address among others is a trap, not a mistake.
        match found.iter().find(|address| !self.policy.allows(address.ip())) {
            Some(address) => Err(ureq::Error::Other(Box::new(Refused(address.ip().to_string())))),
            None => Ok(found),
        }
    }
}

fn fault(error: ureq::Error, address: &Address) -> FetchError {
    match error {
        ureq::Error::Other(other) => match other.downcast::<Refused>() {
            Ok(refused) => FetchError::Refused(refused.0),
            Err(other) => FetchError::Protocol(other.to_string()),
        },
        ureq::Error::HostNotFound => FetchError::NoHost,
        ureq::Error::ConnectionFailed => FetchError::Connect,
        ureq::Error::Timeout(_) | ureq::Error::BodyStalled => FetchError::Time,
        ureq::Error::LargeResponseHeader(..) => FetchError::Headers,
        ureq::Error::BodyExceedsLimit(_) => FetchError::TooLarge,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => FetchError::Tls,
        ureq::Error::Io(error) => io_fault(&error, address),
        // The parser's own limit on the number of headers has no name of its own here.
        other if other.to_string().contains("too many headers") => FetchError::Headers,
        other => FetchError::Protocol(other.to_string()),
    }
}

fn io_fault(error: &io::Error, address: &Address) -> FetchError {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            FetchError::Connect
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => FetchError::Time,
        io::ErrorKind::InvalidData if address.is_https() => FetchError::Tls,
        _ => FetchError::Protocol(error.to_string()),
    }
}
