//! The cause first: what is wrong in a file comes before what only follows from it, and what follows is told in one line.
//!
//! A file that cannot be read takes a service or a page away, and everything that names it would be a fault although it is right.
//! Takes the findings stage by stage; gives them in the order in which an editor mends them. It knows no rule, only which kinds of
//! finding are about names.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::gone::{self, LeftOut};
use super::names::{name_of, speaks_of};
use super::{Diagnostic, Kind, Place, Severity, errors, sort};

#[derive(Debug, Default)]
pub struct Stages {
    /// While files were read.
    pub read: Vec<Diagnostic>,
    /// While names were looked up.
    pub site: Vec<Diagnostic>,
    /// By the rules of the whole site, and while pages were made of it.
    pub rules: Vec<Diagnostic>,
    /// What a copy leaves out.
    pub left_out: Vec<LeftOut>,
}

/// How the help begins where a folder has a wrong name: it is told of each of its files, and to editors once.
pub const RENAME_FOLDER: &str = "rename the folder";

/// Findings about names: what an unreadable file brings about.
const OF_NAMES: [Kind; 8] = [
    Kind::UnknownReference,
    Kind::BrokenLink,
    Kind::BrokenPromise,
    Kind::NotPromised,
    Kind::NoShortAddress,
    Kind::NoContact,
    Kind::NotShown,
    Kind::Confirmation,
];

impl Stages {
    /// Everything found, the causes first. Without a cause that takes something away, the order is that of [`sort`].
    #[must_use]
    pub fn causes_first(self) -> Vec<Diagnostic> {
        let mut found = self.in_order();
        let mut told = BTreeSet::new();
        found.retain(|fault| {
            let is_of_folder = fault.help.as_deref().is_some_and(|help| help.starts_with(RENAME_FOLDER));
            !is_of_folder || told.insert(fault.message.clone())
        });
        found
    }

    fn in_order(mut self) -> Vec<Diagnostic> {
        // A name that an overlay leaves out is looked up while files are read.
        self.site.extend(self.read.extract_if(.., |fault| fault.kind == Kind::UnknownReference));
        let gone = gone::causes(self.site.iter().chain(&self.rules), &self.read, &self.left_out);
        self.read.extend(gone);
        // A page that the site cannot do without is a cause as well, unless more is known of its file.
        let mut missing: Vec<Diagnostic> = self.site.extract_if(.., |fault| fault.kind == Kind::Missing).collect();
        missing.retain(|fault| !self.read.iter().any(|known| known.place.file == fault.place.file));
        self.read.extend(missing);
        gone::fold_left_over(&mut self.rules, &self.left_out);
        self.rules.retain(|fault| fault.kind != Kind::NotShown || !self.site.iter().any(|known| is_of_one_link(known, fault)));
        sort(&mut self.read);
        let broken: BTreeSet<Arc<str>> = errors(&self.read).map(|fault| Arc::clone(&fault.place.file)).collect();
        let mut follow = self.site.extract_if(.., |fault| follows(fault, &broken)).collect::<Vec<_>>();
        follow.extend(of_partial_services(&mut self.site));
        sort(&mut self.site);
        if broken.is_empty() && !errors(&self.site).any(takes_away) {
            let faulty = errors(&self.site).filter(|fault| !takes_nothing(fault));
            let of_pages: BTreeSet<Arc<str>> = faulty.map(|fault| Arc::clone(&fault.place.file)).collect();
            follow.extend(self.rules.extract_if(.., |fault| of_pages.contains(&fault.place.file)));
            let mut all = [self.read, self.site, self.rules].concat();
            sort(&mut all);
            return with_those_that_follow(all, &follow);
        }
        follow.append(&mut self.rules);
        sort(&mut follow);
        let named = name_the_places(&mut self.read, &broken, &follow);
        follow.retain(|fault| !named.iter().any(|name| speaks_of(&fault.message, name)));
        with_those_that_follow([self.read, self.site].concat(), &follow)
    }
}

/// An error that takes a contact, a way or a setting away: rules of the whole site would miss it in other places. A page keeps all but
/// the line in question.
fn takes_away(fault: &Diagnostic) -> bool {
    !["/pages/", "/questions/"].iter().any(|folder| fault.place.file.contains(folder))
}

/// An error of a page that is about what is not there: all of the page is looked at beside it.
fn takes_nothing(fault: &Diagnostic) -> bool {
    matches!(fault.kind, Kind::RoutesNotShown | Kind::NoSources)
}

/// Whether a finding about a name is only there because a file could not be read.
fn follows(fault: &Diagnostic, broken: &BTreeSet<Arc<str>>) -> bool {
    if broken.is_empty() || broken.contains(&fault.place.file) {
        return false;
    }
    // A short address may be called otherwise than its service, and a job of an area says nothing of who used to do it.
    let is_indirect = matches!(fault.kind, Kind::BrokenPromise | Kind::NotPromised | Kind::NoShortAddress | Kind::AreaGap)
        || fault.message.contains("short address");
    is_indirect
        || OF_NAMES.contains(&fault.kind)
            && broken.iter().any(|file| name_of(file).is_none_or(|name| speaks_of(&fault.message, &name)))
}

/// A link to a closed service and the sentence it stands in are one thing to rewrite.
fn is_of_one_link(known: &Diagnostic, fault: &Diagnostic) -> bool {
    let (a, b) = (&known.place, &fault.place);
    known.kind == fault.kind && a.file == b.file && a.span.start < b.span.end && b.span.start < a.span.end
}

/// Findings elsewhere that speak of a service of which an error took a part away: whoever acted on them first would throw away what is
/// right, such as a confirmation of a number that was only mistyped.
fn of_partial_services(found: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let faulty = errors(found).filter(|fault| fault.place.file.contains("/services/"));
    let partial: BTreeSet<Arc<str>> = faulty.map(|fault| Arc::clone(&fault.place.file)).collect();
    let names: Vec<String> = partial.iter().filter_map(|file| name_of(file)).collect();
    let is_of_one = |fault: &mut Diagnostic| {
        OF_NAMES.contains(&fault.kind)
            && !partial.contains(&fault.place.file)
            && names.iter().any(|name| speaks_of(&fault.message, name))
    };
    found.extract_if(.., is_of_one).collect()
}

/// Says at the first fault of each unreadable service or page how many places name it; gives the names.
fn name_the_places(causes: &mut [Diagnostic], broken: &BTreeSet<Arc<str>>, follow: &[Diagnostic]) -> Vec<String> {
    let mut named = Vec::new();
    for file in broken {
        let Some(name) = name_of(file) else { continue };
        let places: BTreeSet<(&str, u32, u32)> = follow
            .iter()
            .filter(|fault| speaks_of(&fault.message, &name))
            .map(|fault| (&*fault.place.file, fault.place.line, fault.place.column))
            .collect();
        let first = causes.iter_mut().find(|fault| fault.place.file == *file && fault.is_error());
        let Some(first) = first.filter(|_| !places.is_empty()) else { continue };
        let places =
            if places.len() == 1 { "1 other place names".to_owned() } else { format!("{} other places name", places.len()) };
        let more = format!("{places} `{name}`; what they say is looked at when this is mended");
        first.help = Some(first.help.take().map_or_else(|| more.clone(), |help| format!("{help}\n{more}")));
        named.push(name);
    }
    named
}

/// Adds one line for all that is held back.
fn with_those_that_follow(mut all: Vec<Diagnostic>, follow: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(first) = all.iter().find(|fault| fault.is_error()).filter(|_| !follow.is_empty()) else { return all };
    let count = if follow.len() == 1 { "1 more finding".to_owned() } else { format!("{} more findings", follow.len()) };
    let message = format!("{count} may only follow from the errors above, and will be looked at when those are mended");
    let place = Place::whole_file(Arc::clone(&first.place.file));
    all.push(Diagnostic { severity: Severity::Warning, ..Diagnostic::error(place, Kind::Follows, message) });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, line: u32, kind: Kind, message: &str) -> Diagnostic {
        Diagnostic::error(Place { line, column: 1, ..Place::whole_file(file) }, kind, message)
    }

    #[test]
    fn what_names_an_unreadable_service_is_counted_at_the_cause() {
        let stages = Stages {
            read: vec![at("content/services/childline.toml", 3, Kind::Syntax, "curly quotes")],
            site: vec![
                at("content/links.toml", 1, Kind::BrokenPromise, "/go/childline was promised never to go, and leads nowhere"),
                at("content/pages/a.md", 9, Kind::UnknownReference, "there is no service called `childline`"),
                at("content/pages/a.md", 7, Kind::UnknownReference, "there is no service called `childnett`"),
                at("content/pages/b.md", 4, Kind::BrokenLink, "there is no page called `/services/childline`"),
            ],
            rules: vec![at("content/routing.toml", 8, Kind::NoAnyHour, "nobody can be reached")],
            ..Stages::default()
        };
        let found = stages.causes_first();
        let places: Vec<_> = found.iter().map(|fault| (fault.place.file.as_ref(), fault.kind)).collect();
        assert_eq!(
            places,
            [
                ("content/services/childline.toml", Kind::Syntax),
                ("content/pages/a.md", Kind::UnknownReference),
                ("content/services/childline.toml", Kind::Follows),
            ]
        );
        assert!(found[0].help.as_deref().unwrap().contains("3 other places name `childline`"), "{found:?}");
        assert!(found[1].message.contains("childnett"), "a slip of its own stays");
        assert!(found[2].message.starts_with("1 more finding may"), "{found:?}");
    }

    #[test]
    fn what_is_missing_on_a_page_hides_nothing_else_of_it() {
        let page = "content/pages/a.md";
        let stages = |kind| Stages {
            site: vec![at(page, 2, kind, "never shows them")],
            rules: vec![at(page, 3, Kind::Description, "too long")],
            ..Stages::default()
        };
        let kinds = |stages: Stages| stages.causes_first().iter().map(|fault| fault.kind).collect::<Vec<_>>();
        assert_eq!(kinds(stages(Kind::RoutesNotShown)), [Kind::RoutesNotShown, Kind::Description]);
        assert_eq!(kinds(stages(Kind::UnknownReference)), [Kind::UnknownReference, Kind::Follows]);
    }

    fn named_in(places: &[(&str, u32)]) -> Vec<Diagnostic> {
        let fault = |(file, line): &(&str, u32)| {
            at(file, *line, Kind::UnknownReference, "there is no service called `shore-line`")
                .with_help("did you mean `shore-lines`?")
        };
        places.iter().map(fault).collect()
    }

    #[test]
    fn a_link_to_a_closed_service_is_told_once_and_not_for_its_sentence_again() {
        let over = |span: std::ops::Range<usize>, message: &str| {
            let place = Place { line: 3, column: 1, span, ..Place::whole_file("content/pages/a.md") };
            Diagnostic::warning(place, Kind::NotShown, message)
        };
        let site = vec![over(40..60, "the service `shore-line` has closed: until this is rewritten, the next takes its place")];
        let rules = vec![over(10..90, "Shore Line has closed, and is still named here"), over(100..120, "Shore Line has closed")];
        let found = Stages { site, rules, ..Stages::default() }.causes_first();
        let starts: BTreeSet<usize> = found.iter().map(|fault| fault.place.span.start).collect();
        assert_eq!((found.len(), starts), (2, BTreeSet::from([40, 100])), "{found:#?}");
    }

    #[test]
    fn what_an_error_in_a_services_file_brings_about_elsewhere_waits_for_it() {
        let stages = Stages {
            site: vec![
                at("content/confirmed.toml", 4, Kind::Confirmation, "`shore-line` has no fact `phone`, so this confirms nothing"),
                at("content/confirmed.toml", 9, Kind::Confirmation, "`sea-line` has no fact `phone`, so this confirms nothing"),
                at("content/services/shore-line.toml", 7, Kind::Phone, "a phone number is written with digits"),
            ],
            ..Stages::default()
        };
        let found = stages.causes_first();
        let places: Vec<_> = found.iter().map(|fault| (fault.place.line, fault.kind)).collect();
        assert_eq!(places, [(9, Kind::Confirmation), (7, Kind::Phone), (0, Kind::Follows)], "{found:#?}");
    }

    #[test]
    fn a_service_whose_file_is_gone_is_told_once_and_first_with_its_places() {
        let mut site = named_in(&[("content/areas/a.toml", 12), ("content/overlay.toml", 4)]);
        site.push(at("content/areas/a.toml", 1, Kind::AreaGap, "nobody does the job `lado` in A"));
        let found = Stages { site, ..Stages::default() }.causes_first();
        assert_eq!(*found[0].place.file, *"content/services/shore-line.toml", "{found:#?}");
        let help = found[0].help.as_deref().unwrap();
        for wanted in ["status = \"closed\"", "content/areas/a.toml:12", "content/overlay.toml:4", "`shore-lines`"] {
            assert!(help.contains(wanted), "{wanted}: {help}");
        }
        assert_eq!(found.iter().filter(|fault| fault.is_error()).count(), 1, "{found:#?}");
    }

    #[test]
    fn a_page_whose_file_is_gone_is_told_once_and_one_that_cannot_be_read_is_not_gone() {
        let link = |line| at("content/pages/b.md", line, Kind::BrokenLink, "there is no page called `/schools`");
        let found = Stages { site: vec![link(4), link(9)], ..Stages::default() }.causes_first();
        assert_eq!(*found[0].place.file, *"content/pages/schools.md", "{found:#?}");
        assert!(found[0].help.as_deref().unwrap().contains("content/redirects.toml"), "{found:#?}");
        let read = vec![at("content/pages/schools/index.md", 2, Kind::Syntax, "curly quotes")];
        let found = Stages { read, site: vec![link(4), link(9)], ..Stages::default() }.causes_first();
        assert!(found.iter().all(|fault| fault.kind != Kind::Missing), "{found:#?}");
    }

    #[test]
    fn a_service_that_is_named_once_may_be_a_slip_and_one_whose_file_is_faulty_is_not_gone() {
        let site = named_in(&[("content/areas/a.toml", 12)]);
        assert_eq!(Stages { site: site.clone(), ..Stages::default() }.causes_first(), site);
        let read = vec![at("content/pages/shore-line.toml", 0, Kind::Unexpected, "this is a service")];
        let site = named_in(&[("content/areas/a.toml", 12), ("content/overlay.toml", 4)]);
        let found = Stages { read, site, ..Stages::default() }.causes_first();
        assert!(found.iter().all(|fault| fault.kind != Kind::Missing), "{found:#?}");
    }

    #[test]
    fn a_service_that_a_copy_leaves_out_is_told_at_the_line_that_does() {
        let place = Place { line: 2, column: 12, ..Place::whole_file("content/overlay.toml") };
        let names = vec!["shore-line".to_owned(), "Shore Line".to_owned()];
        let left_out = vec![LeftOut { names, place: place.clone(), why: gone::WhyLeftOut::ByName }];
        let site = named_in(&[("content/routing.toml", 12)]);
        let found = Stages { site, left_out: left_out.clone(), ..Stages::default() }.causes_first();
        assert_eq!((&found[0].place, found[0].kind), (&place, Kind::Missing), "{found:#?}");
        let speaks = "this still speaks of Shore Line, which this copy leaves out";
        let rules = (1..=5).map(|line| {
            Diagnostic::warning(at("content/pages/a.md", line, Kind::LeftOver, speaks).place, Kind::LeftOver, speaks)
        });
        let found = Stages { rules: rules.collect(), left_out, ..Stages::default() }.causes_first();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains("5 places") && found[0].help.as_deref().unwrap().contains("content/pages/a.md:5"));
        assert!(!found[0].is_error() && found[0].place == place);
    }

    #[test]
    fn a_page_that_is_part_of_another_address_is_not_taken_for_it() {
        assert!(speaks_of("there is no page called `/schools`", "/schools"));
        assert!(!speaks_of("there is no page called `/schools/nudes`", "/schools"));
        assert!(!speaks_of("there is no service called `stop-it-now-helpline`", "stop-it-now"));
        assert!(speaks_of("there is no heading `/the-law#x`", "/the-law"));
    }

    #[test]
    fn a_slip_in_a_page_hides_only_what_the_rules_say_of_that_page() {
        let stages = Stages {
            site: vec![at("content/pages/a.md", 5, Kind::BrokenLink, "there is no page called `/nowhere`")],
            rules: vec![
                at("content/pages/a.md", 1, Kind::LimitFirst, "no limit"),
                at("content/pages/b.md", 1, Kind::NeverPrint, "a word"),
            ],
            ..Stages::default()
        };
        let kinds: Vec<_> = stages.causes_first().iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [Kind::BrokenLink, Kind::NeverPrint, Kind::Follows]);
    }

    #[test]
    fn without_a_cause_everything_is_shown_in_the_usual_order() {
        let rules = vec![at("b", 1, Kind::NeverPrint, "x"), at("a", 1, Kind::NeverPrint, "x")];
        let found = Stages { rules, ..Stages::default() }.causes_first();
        assert_eq!(found.iter().map(|fault| fault.place.file.as_ref()).collect::<Vec<_>>(), ["a", "b"]);
    }
}
