//! Addresses at which something stands that no page or retired address may cover.
//!
//! Takes an address and the names of everything, gives in words what stands there. The program answers below some addresses itself
//! (`server::router`); what it makes of the content stands at others. It does not know what any of it looks like.

use super::Names;

/// What the program answers by itself, with all that is below it.
const ANSWERED: [(&str, &str); 3] = [
    ("/go", "the short addresses of links.toml stand there"),
    ("/health", "the program says there whether it is well"),
    ("/oruk", "the open data stands there"),
];

/// The page for missing addresses, under which hosts of static files look for it.
const MISSING: &str = "/404";

/// What stands at `path` besides a page of guidance.
pub(super) fn taken_by(names: &Names, path: &str) -> Option<&'static str> {
    if let Some(what) = answered_at(path) {
        return Some(what);
    }
    let made = names.generated.iter().find(|made| *made == path || (made.starts_with(SHEETS) && is_at_or_below(path, made)))?;
    Some(match made.split('/').nth(1) {
        Some("services") => "a service has its card there",
        Some("report") => "an answer of routing.toml stands there",
        Some("schools") => "a poster stands there, with its other sheets below it",
        _ => "the program writes a file of data there",
    })
}

/// What is answered at `path` whatever query comes.
pub(super) fn answered_at(path: &str) -> Option<&'static str> {
    let answered = ANSWERED.iter().find(|(top, _)| is_at_or_below(path, top)).map(|(_, what)| *what);
    answered.or_else(|| (path == MISSING).then_some("hosts show what stands there for every address that is missing"))
}

/// Posters: each has its other sheets below it.
const SHEETS: &str = "/schools/posters/";

fn is_at_or_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_merely_begins_alike_is_free() {
        let names = Names { generated: ["/schools/posters/pupils".to_owned()].into(), ..Names::default() };
        for free in ["/gone", "/healthy", "/health-visitors", "/goal/x", "/schools/posters", "/schools/posters/pupils-two"] {
            assert_eq!(taken_by(&names, free), None, "{free}");
        }
        for taken in ["/go", "/go/x", "/health/ready", "/oruk/v3/services", "/404", "/schools/posters/pupils/a5"] {
            assert!(taken_by(&names, taken).is_some(), "{taken}");
        }
    }
}
