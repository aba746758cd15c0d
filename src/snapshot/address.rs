//! The one way an address is written, and how others ways of writing it lead there.
//!
//! RFC 3986 section 6.2.2: case, percent-encoding and dot segments. Beyond it, this site has no capitals, no doubled and no
//! trailing slash. Takes the path of a request target, gives the address it stands for. It does not know which addresses exist.

/// The address that `path` stands for, or nothing where no address of this site could be meant: a byte that no address contains
/// (a NUL, a letter outside ASCII), or an escape that is broken or stands for such a byte.
pub fn canonical(path: &str) -> Option<String> {
    let plain = unescape(path)?;
    let mut segments: Vec<&str> = Vec::new();
    for segment in plain.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            kept => segments.push(kept),
        }
    }
    Some(format!("/{}", segments.join("/")))
}

/// As [`canonical`], with spaces inside, escaped or as `+`: only a site that was here before had such addresses, and they lead on.
pub fn with_spaces(path: &str) -> Option<String> {
    let path = path.replace('+', "%20");
    let parts: Option<Vec<String>> = path.split("%20").map(unescape).collect();
    let plain = parts.filter(|parts| parts.len() > 1)?.join(" ");
    Some(plain.trim_end_matches('/').to_owned())
}

/// What ends a sentence, closes a bracket or a quotation: copied along with an address, never part of one.
const CLOSING: &str = "-–—`&。、．，；：！？）］｝」』】〉》｜｡､·|\\「.,;:!?)]}>'\"*_…’”»›/";

/// What opens a bracket or a quotation: copied along in front of an address.
const OPENING: &str = "([{<'\"*_`‘“„«‹「/";

/// Whether a sign behind an address is not of it.
pub fn is_closing(sign: char) -> bool {
    CLOSING.contains(sign) || is_unseen(sign)
}

/// Whether a sign in front of an address is not of it.
pub fn is_opening(sign: char) -> bool {
    OPENING.contains(sign) || is_unseen(sign)
}

/// Spaces, and what has no shape: chats set marks of direction, joiners and selectors around an address.
fn is_unseen(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        )
}

/// Every sign of which `is_mark` is true, in order: the servers of an export are told of each.
pub fn marks(is_mark: impl Fn(char) -> bool) -> impl Iterator<Item = char> {
    ('\0'..='\u{ffff}').filter(move |sign| is_mark(*sign))
}

/// `path` without opening marks before it, closing marks and `'s` behind it, and spaces and invisible characters on either side,
/// written out or escaped; nothing where it has none, nor for the `*` that asks about the server as a whole.
pub fn without_marks(path: &str) -> Option<String> {
    let written = decode(path).filter(|_| path.starts_with('/'))?;
    let joined = joined(&written);
    let bare = joined.trim_end_matches(is_closing);
    let bare =
        ["'s", "’s"].iter().find_map(|ending| bare.strip_suffix(ending)).map_or(bare, |bare| bare.trim_end_matches(is_closing));
    let front = bare.trim_start_matches(is_opening);
    if front.is_empty() {
        let is_typed = |sign: char| sign != '/' && !sign.is_control();
        return written.contains(is_typed).then(|| "/".to_owned());
    }
    let is_opened = bare.len() - front.len() > bare.bytes().take_while(|byte| *byte == b'/').count();
    (is_opened || bare.len() < written.trim_end_matches('/').len()).then(|| format!("/{front}"))
}

/// An address that was copied over the end of a printed line: without what cannot be seen, with plain hyphens, and without the space
/// behind one.
fn joined(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for sign in path.chars() {
        match sign {
            ' ' | '\n' | '\r' if out.ends_with('-') => {}
            sign if is_unseen(sign) && !sign.is_whitespace() => {}
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            sign => out.push(sign),
        }
    }
    out
}

/// Whether `path` is written in the one way this site writes addresses.
pub fn is_canonical(path: &str) -> bool {
    path.starts_with('/') && canonical(path).as_deref() == Some(path)
}

/// Undoes every escape; nothing where one is broken, or they do not make text.
fn decode(path: &str) -> Option<String> {
    let mut plain = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        plain.push(if byte == b'%' { hex(bytes.next()?)? * 16 + hex(bytes.next()?)? } else { byte });
    }
    String::from_utf8(plain).ok()
}

/// Undoes the escapes of unreserved characters (RFC 3986 section 2.3) and capitals. An escaped slash is not a slash.
fn unescape(path: &str) -> Option<String> {
    let mut plain = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let (byte, was_escaped) = match byte {
            b'%' => (hex(bytes.next()?)? * 16 + hex(bytes.next()?)?, true),
            other => (other, false),
        };
        let is_slash = byte == b'/' && !was_escaped;
        if !is_unreserved(byte) && !is_slash {
            return None;
        }
        plain.push(char::from(byte.to_ascii_lowercase()));
    }
    Some(plain)
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(path: &str, wanted: Option<&str>) {
        assert_eq!(canonical(path).as_deref(), wanted, "{path}");
    }

    #[test]
    fn an_address_copied_over_the_end_of_a_line_is_whole_again() {
        for typed in
            ["/young-%20people", "/young-%0Apeople", "/young%E2%80%91people", "/yo%C2%ADung-people", "/young-peop%E2%80%8Ble"]
        {
            assert_eq!(without_marks(typed).as_deref(), Some("/young-people"), "{typed}");
        }
        assert_eq!(without_marks("/young-people"), None);
    }

    #[test]
    fn other_ways_to_write_an_address_lead_to_the_one_way() {
        check("/", Some("/"));
        check("/report/", Some("/report"));
        check("//report///o1/", Some("/report/o1"));
        check("/Report", Some("/report"));
        check("/re%70ort", Some("/report"));
        check("/a/./b/../report", Some("/a/report"));
        check("/%2e%2E/report", Some("/report"));
        check("/../../../report", Some("/report"));
        check("/.well-known/security.txt", Some("/.well-known/security.txt"));
    }

    #[test]
    fn marks_copied_along_with_an_address_come_off() {
        for mark in [
            ".",
            ",",
            ")",
            ";",
            "!",
            "?",
            "\"",
            "%22",
            "%E2%80%9D",
            "%e2%80%99",
            "%20",
            "%C2%A0",
            "%E2%80%8B",
            "%EF%BB%BF",
            "%0D%0A",
            ").",
            "./",
            "%29.",
            "\u{201d}",
            "-",
            "%E2%80%93",
            "%60",
            "%26",
            "%E3%80%82",
            "%E2%80%99s",
            "'s.",
            "%E3%80%80",
            "%EF%B8%8F",
        ] {
            assert_eq!(without_marks(&format!("/go/community{mark}")).as_deref(), Some("/go/community"), "{mark}");
        }
        for mark in ["(", "%20", "%E2%80%8B", "%E2%80%9C", "[%22", "%60"] {
            assert_eq!(without_marks(&format!("/{mark}go/community")).as_deref(), Some("/go/community"), "{mark}");
        }
        // Copied from a chat, an address may stand between marks that nobody sees.
        let unseen = ['\u{ad}', '\u{34f}', '\u{61c}', '\u{180e}', '\u{2060}', '\u{feff}'];
        let unseen =
            unseen.into_iter().chain('\u{200b}'..='\u{200f}').chain('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        for mark in unseen {
            let address = format!("/{mark}go/community{mark}");
            assert_eq!(without_marks(&address).as_deref(), Some("/go/community"), "{}", address.escape_unicode());
        }
        for alone in ["/.", "/...", "/%E2%80%8E", "//%20"] {
            assert_eq!(without_marks(alone).as_deref(), Some("/"), "{alone}");
        }
        for plain in ["/go/community", "/go/community/", "/", "/feed.json", "/%ff.", "*"] {
            let bare = without_marks(plain);
            assert_eq!(bare, None, "{plain}");
        }
    }

    #[test]
    fn a_path_that_no_address_could_be_written_as_leads_nowhere() {
        for path in ["/%00", "/\0", "/%", "/%4", "/%zz", "/%ff", "/caf\u{e9}", "/a%2Fb", "/a\\b", "/a b", "/%252e"] {
            check(path, None);
        }
    }

    proptest! {
        #[test]
        fn the_one_way_is_its_own_one_way(path in "/[a-zA-Z0-9./%~_-]{0,40}") {
            if let Some(address) = canonical(&path) {
                prop_assert!(is_canonical(&address), "{address}");
            }
        }

        #[test]
        fn no_path_leads_to_another_host_or_out_of_the_site(path in "\\PC{0,60}") {
            if let Some(address) = canonical(&path) {
                prop_assert!(address.starts_with('/') && !address.contains("//") && !address.contains("/../"));
            }
        }
    }
}
