//! What a site asks programs to leave alone: robots.txt (RFC 9309).
//!
//! Takes the text of a robots.txt; says whether a path may be fetched, and how long to wait between requests. Our own reading,
//! because the libraries there are bring a regular-expression engine and a URL library, or slice untrusted text by bytes.

use std::time::Duration;

/// The name that a group of rules may address us by (RFC 9309, section 2.2.1).
pub const PRODUCT: &str = "waymark";
/// No more of a file is read (RFC 9309, section 2.5: at least 500 kibibytes).
pub const LARGEST: usize = 500 * 1024;
/// Nobody waits longer between two requests, whatever is asked.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// The rules that hold for us on one origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Robots {
    rules: Vec<RobotsRule>,
    delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct RobotsRule {
    allows: bool,
    pattern: String,
}

/// One group of rules while it is read.
#[derive(Default)]
struct RobotsGroup {
    is_ours: bool,
    is_for_all: bool,
    rules: Vec<RobotsRule>,
    delay: Option<Duration>,
}

impl Robots {
    /// Reads a robots.txt. Lines that cannot be read are passed over (section 2.2).
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let bytes = &bytes[..bytes.len().min(LARGEST)];
        let text = String::from_utf8_lossy(bytes);
        let groups = groups(text.trim_start_matches('\u{feff}'));
        // Groups that name us are read as one; without any, those for everybody (section 2.2.1).
        let is_named = groups.iter().any(|group| group.is_ours);
        let mut robots = Self::default();
        for group in groups.into_iter().filter(|group| if is_named { group.is_ours } else { group.is_for_all }) {
            robots.rules.extend(group.rules);
            robots.delay = robots.delay.or(group.delay);
        }
        robots
    }

    /// May `path` (with its query) be fetched? The longest rule that fits decides, and of two alike the kinder (section 2.2.2).
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.map(|rule| (rule.pattern.len(), rule.allows)).max().is_none_or(|(_, allows)| allows)
    }

    /// How long the site asks to wait between two requests. Not in the RFC, but widely written.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

fn groups(text: &str) -> Vec<RobotsGroup> {
    let mut groups: Vec<RobotsGroup> = Vec::new();
    let mut is_heading = false;
    for line in text.split(['\n', '\r']) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            // Several user-agent lines in a row head one group.
            if !is_heading {
                groups.push(RobotsGroup::default());
            }
            is_heading = true;
            if let Some(group) = groups.last_mut() {
                group.is_for_all |= value == "*";
                group.is_ours |= product(value).eq_ignore_ascii_case(PRODUCT);
            }
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        match key.as_str() {
            // An empty rule says nothing.
            "allow" | "disallow" if !value.is_empty() => {
                group.rules.push(RobotsRule { allows: key == "allow", pattern: value.to_owned() });
            }
            "crawl-delay" => group.delay = seconds(value),
            "allow" | "disallow" => {}
            // Sitemap and unknown lines do not end a group's heading.
            _ => continue,
        }
        is_heading = false;
    }
    groups
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds: f32 = value.parse().ok()?;
    Duration::try_from_secs_f32(seconds).ok().map(|delay| delay.min(LONGEST_DELAY))
}

/// "waymark" of "Waymark/1.0 (…)".
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(value.len());
    &value[..end]
}

/// Does `pattern` fit the beginning of `path`? `*` stands for any characters, `$` at the end for the end (section 2.2.3). Time grows
/// with the product of the two lengths at most: only the latest `*` is ever tried again.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let (pattern, path) = (pattern.as_bytes(), path.as_bytes());
    let (mut p, mut s) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() && (!to_end || s == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p + 1, s));
            p += 1;
        } else if p < pattern.len() && s < path.len() && pattern[p] == path[s] {
            p += 1;
            s += 1;
        } else if let Some((after, from)) = star.filter(|(_, from)| *from < path.len()) {
            star = Some((after, from + 1));
            (p, s) = (after, from + 1);
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(robots: &str, path: &str, expected: bool) {
        assert_eq!(Robots::read(robots.as_bytes()).allows(path), expected, "{path} under {robots:?}");
    }

    #[test]
    fn the_longest_rule_decides_and_the_kinder_of_two_alike() {
        let robots = "User-agent: *\nDisallow: /\nAllow: /help\nDisallow: /help/private\n";
        check(robots, "/", false);
        check(robots, "/help", true);
        check(robots, "/help/private/x", false);
        check("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true);
        check("", "/a", true);
        check("Disallow: /a", "/a", true);
        check("User-agent: *\nDisallow:\n", "/a", true);
    }

    #[test]
    fn a_group_that_names_us_takes_the_place_of_the_one_for_everybody() {
        let robots =
            "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: WayMark/1.0\nDisallow: /no # not here\nSitemap: x\n";
        check(robots, "/yes", true);
        check(robots, "/no", false);
        check("User-agent: waymarker\nDisallow: /\n", "/a", true);
        check("\u{feff}User-agent: *\r\nDisallow: /a\r\n", "/a", false);
    }

    #[test]
    fn stars_and_ends_are_understood() {
        let robots = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\n";
        check(robots, "/x/y.pdf", false);
        check(robots, "/x/y.pdf?z", true);
        check(robots, "/a-b-b-c-d", false);
        check(robots, "/a-b", true);
        check("User-agent: *\nDisallow: /$\n", "/", false);
        check("User-agent: *\nDisallow: /$\n", "/x", true);
    }

    #[test]
    fn a_wait_is_kept_within_reason() {
        let delay = |text: &str| Robots::read(format!("User-agent: *\nCrawl-delay: {text}").as_bytes()).delay();
        assert_eq!(delay("2.5"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("86400"), Some(LONGEST_DELAY));
        assert_eq!((delay("-1"), delay("NaN"), delay("soon")), (None, None, None));
    }

    proptest! {
        #[test]
        fn no_file_upsets_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400), path in "/[a-z*$/?]{0,20}") {
            let _ = Robots::read(&bytes).allows(&path);
            let _ = Robots::read(&[b"User-agent: *\nDisallow: ", bytes.as_slice()].concat()).allows(&path);
        }

        #[test]
        fn a_pattern_without_marks_fits_what_begins_with_it(pattern in "/[a-z/]{0,8}", path in "/[a-z/]{0,8}") {
            prop_assert_eq!(fits(&pattern, &path), path.starts_with(&pattern));
        }
    }

    #[test]
    fn many_stars_take_no_long_time() {
        let pattern = "/a*".repeat(5_000);
        assert!(!fits(&format!("{pattern}z"), &"/a".repeat(5_000)));
    }
}
