//! Pages fetched as a considerate guest fetches them.
//!
//! One request at a time in the whole program, a pause between two requests to one host, robots.txt asked first and kept to,
//! redirects followed one by one with each step checked and shown, and a few more tries, further and further apart, when a server
//! stumbles. Takes an [`Address`]; gives a [`Visit`].

use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

use http::StatusCode;

use super::address::Address;
use super::fetch::{Client, FetchError, FetchResponse, Wanted};
use super::robots::Robots;

/// How a guest behaves.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Between two requests to one host; a robots.txt may ask for more.
    pub pause: Duration,
    /// Before the second try; twice as long before the third.
    pub backoff: Duration,
    /// Requests for one page at most, when a server stumbles.
    pub tries: u32,
    /// Redirects followed at most.
    pub redirects: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Self { pause: Duration::from_secs(2), backoff: Duration::from_secs(4), tries: 3, redirects: 10 }
    }
}

/// The longest a `Retry-After` is waited for.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// Redirects on the way to a robots.txt (RFC 9309, section 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
    pub to: Address,
}

impl Hop {
    /// It says that the old address is no longer the right one (RFC 9110, sections 15.4.2 and 15.4.9).
    pub fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// What came of asking for a page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The redirects, in order.
    pub hops: Vec<Hop>,
    pub end: VisitEnd,
}

#[derive(Debug, Clone)]
pub enum VisitEnd {
    /// A page that can be read.
    Page {
        /// Its bytes.
        body: Vec<u8>,
        /// It is HTML rather than plain text.
        is_html: bool,
    },
    /// The server says there is no such page (404, 410).
    Gone(u16),
    /// Nothing can be said about the page.
    CouldNotTell(Why),
}

/// Why nothing can be said. Each is about the asking, not about the page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The site asks programs not to fetch it.
    #[error("the site's robots.txt asks programs not to fetch this page")]
    Robots,
    /// Without its robots.txt nobody knows (RFC 9309, section 2.3.1.4).
    #[error("the site's robots.txt could not be read ({0}), so the page was left alone")]
    NoRobots(String),
    /// The server takes us for a machine, which we are.
    #[error("the site turned the program away ({0}): a person must look")]
    BotCheck(u16),
    /// The page is empty until a script has run.
    #[error("the page shows nothing until its script has run: a person must look")]
    NeedsScript,
    /// A status that says nothing about the page.
    #[error("the site answered with status {0}")]
    Status(u16),
    /// A document that is no page.
    #[error("it is a {0} document, which the program does not read")]
    Type(String),
    #[error("{0}")]
    NoAnswer(#[from] FetchError),
    /// A redirect that leads back.
    #[error("its redirects lead round in a circle")]
    Circle,
    /// More redirects than anybody needs.
    #[error("it redirects more than {0} times")]
    TooManyRedirects(usize),
    /// A redirect to something that is no web address.
    #[error("it redirects to something that cannot be followed: {0}")]
    BadRedirect(String),
}

/// A guest: asks for pages, and remembers which hosts were asked when and what they ask of guests.
#[derive(Debug)]
pub struct Guest {
    client: Client,
    manners: Manners,
    robots: HashMap<String, Result<Robots, Why>>,
    last: HashMap<String, Instant>,
}

impl Guest {
    /// A guest with these manners.
    #[must_use]
    pub fn new(client: Client, manners: Manners) -> Self {
        Self { client, manners, robots: HashMap::new(), last: HashMap::new() }
    }

    /// How long to wait before `address` may be asked for.
    pub fn wait_for(&self, address: &Address) -> Duration {
        let asked = self.robots.get(&address.origin()).and_then(|robots| robots.as_ref().ok()?.delay());
        let pause = self.manners.pause.max(asked.unwrap_or_default());
        let since = self.last.get(address.site()).map_or(pause, Instant::elapsed);
        pause.saturating_sub(since)
    }

    /// Asks for a page and follows its redirects.
    pub fn visit(&mut self, address: &Address) -> Visit {
        let mut hops: Vec<Hop> = Vec::new();
        let mut here = address.clone();
        let end = loop {
            let response = match self.permitted(&here).and_then(|()| Ok(self.ask(&here, Wanted::Pages)?)) {
                Ok(response) => response,
                Err(why) => break VisitEnd::CouldNotTell(why),
            };
            let Some(location) = response.location.as_deref().filter(|_| is_redirect(response.status)) else {
                break end_of(response);
            };
            let to = match here.join(location) {
                Ok(to) => to,
                Err(error) => break VisitEnd::CouldNotTell(Why::BadRedirect(error.to_string())),
            };
            let is_known = to == *address || hops.iter().any(|hop| hop.to == to);
            hops.push(Hop { status: response.status.as_u16(), to: to.clone() });
            if is_known {
                break VisitEnd::CouldNotTell(Why::Circle);
            }
            if hops.len() > self.manners.redirects {
                break VisitEnd::CouldNotTell(Why::TooManyRedirects(self.manners.redirects));
            }
            here = to;
        };
        Visit { hops, end }
    }

    /// Whether anybody answers at the page's host, whatever it says: one try, at what every guest may ask for.
    pub fn reaches(&mut self, address: &Address) -> bool {
        let Ok(robots) = address.join("/robots.txt") else { return true };
        let response = self.client.get(&robots, Wanted::Anything);
        self.last.insert(address.site().to_owned(), Instant::now());
        !response.is_err_and(|error| error.may_pass())
    }

    /// Asks the page's host what it wants of guests, unless it was asked before.
    pub fn greet(&mut self, address: &Address) {
        let origin = address.origin();
        if !self.robots.contains_key(&origin) {
            let robots = self.robots_of(address);
            self.robots.insert(origin, robots);
        }
    }

    /// May this page be fetched at all?
    fn permitted(&mut self, address: &Address) -> Result<(), Why> {
        self.greet(address);
        match self.robots.get(&address.origin()) {
            Some(Ok(robots)) if !robots.allows(address.path()) => Err(Why::Robots),
            Some(Err(why)) => Err(why.clone()),
            _ => Ok(()),
        }
    }

    /// What the host asks of guests. A file that is not there asks nothing; one that cannot be reached asks us to stay away.
    fn robots_of(&mut self, address: &Address) -> Result<Robots, Why> {
        let mut here = address.join("/robots.txt").map_err(|error| Why::BadRedirect(error.to_string()))?;
        for _ in 0..=ROBOTS_REDIRECTS {
            let response = match self.ask(&here, Wanted::Anything) {
                Ok(response) => response,
                // A host that does not answer is told of as it is, not by way of its robots.txt.
                Err(error @ (FetchError::Headers | FetchError::TooLarge | FetchError::Protocol(_))) => {
                    return Err(Why::NoRobots(error.to_string()));
                }
                Err(error) => return Err(Why::NoAnswer(error)),
            };
            if let Some(location) = response.location.as_deref().filter(|_| is_redirect(response.status)) {
                here = here.join(location).map_err(|error| Why::NoRobots(error.to_string()))?;
                continue;
            }
            return match response.status.as_u16() {
                200..=299 => Ok(Robots::read(&response.body)),
                429 | 500.. => Err(Why::NoRobots(format!("status {}", response.status.as_u16()))),
                _ => Ok(Robots::default()),
            };
        }
        // As if it were not there (section 2.3.1.2).
        Ok(Robots::default())
    }

    /// One page without redirects, tried again when the server stumbles.
    fn ask(&mut self, address: &Address, wanted: Wanted) -> Result<FetchResponse, FetchError> {
        let mut tried = 0;
        loop {
            thread::sleep(self.wait_for(address));
            let response = self.client.get(address, wanted);
            self.last.insert(address.site().to_owned(), Instant::now());
            tried += 1;
            let wait = match &response {
                Ok(response) if stumbled(response.status) => response.retry_after,
                Err(error) if error.may_pass() => None,
                _ => return response,
            };
            let wait = wait.unwrap_or(self.manners.backoff * 2_u32.saturating_pow(tried - 1));
            if tried >= self.manners.tries || wait > LONGEST_WAIT {
                return response;
            }
            thread::sleep(wait);
        }
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The server is in trouble, or asks to come back later.
fn stumbled(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504)
}

fn end_of(response: FetchResponse) -> VisitEnd {
    let status = response.status.as_u16();
    match status {
        _ if response.is_challenge => VisitEnd::CouldNotTell(Why::BotCheck(status)),
        200 | 203 if !response.is_text() => VisitEnd::CouldNotTell(Why::Type(response.media_type)),
        200 | 203 | 503 if is_bot_check(&response.body) => VisitEnd::CouldNotTell(Why::BotCheck(status)),
        200 | 203 => VisitEnd::Page { is_html: response.media_type != "text/plain", body: response.body },
        404 | 410 => VisitEnd::Gone(status),
        401 | 403 | 405 | 406 | 418 | 429 | 451 => VisitEnd::CouldNotTell(Why::BotCheck(status)),
        _ => VisitEnd::CouldNotTell(Why::Status(status)),
    }
}

/// Words that stand on the pages which services against robots put in a page's place, and on few others.
const BOT_CHECKS: [&str; 6] = [
    "just a moment...</title>",
    "attention required! | cloudflare",
    "_incapsula_resource",
    "verify you are human",
    "are you a robot?",
    "pardon our interruption",
];
/// Such pages are short; a long page that mentions them is about something else.
const LONGEST_BOT_CHECK: usize = 64 * 1024;

fn is_bot_check(body: &[u8]) -> bool {
    if body.len() > LONGEST_BOT_CHECK {
        return false;
    }
    let text = String::from_utf8_lossy(body).to_lowercase();
    BOT_CHECKS.iter().any(|words| text.contains(words))
}
