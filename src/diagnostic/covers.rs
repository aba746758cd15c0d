//! A copy's file that takes the place of a built-in one, perhaps by the accident of its name: errors elsewhere that speak of what was
//! covered are told after it.

use std::sync::Arc;

use super::names::{name_of, speaks_of};
use super::{Diagnostic, Kind, Place, errors};

/// A finding for each of the files `covering` that errors elsewhere follow from.
pub(super) fn causes(found: &[Diagnostic], covering: &[Arc<str>]) -> Vec<Diagnostic> {
    covering.iter().filter_map(|file| cause(found, file)).collect()
}

fn cause(found: &[Diagnostic], file: &Arc<str>) -> Option<Diagnostic> {
    let name = name_of(file)?;
    let follow = errors(found).filter(|fault| fault.place.file != *file && speaks_of(&fault.message, &name)).count();
    let follow = match follow {
        0 => return None,
        1 => "1 error elsewhere follows".to_owned(),
        many => format!("{many} errors elsewhere follow"),
    };
    let what = if name.starts_with('/') { "page" } else { "service" };
    let message = format!("this file takes the place of the built-in {what} `{name}`, and {follow} from that");
    let fault = Diagnostic::warning(Place::whole_file(Arc::clone(file)), Kind::Covers, message);
    Some(fault.with_help("if that was not meant, give this file another name; if it was, mend what is told below"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_covering_file_is_the_cause_of_errors_elsewhere_that_speak_of_it_and_of_no_others() {
        let at = |file: &str, message: &str| Diagnostic::error(Place::whole_file(file), Kind::WrongPerson, message);
        let crisis: Arc<str> = "content/pages/crisis.md".into();
        let found = [
            at("content/questions/a.toml", "/crisis is not a page for the person who asks these lines"),
            at("content/pages/crisis.md", "/crisis is short"),
            at("content/pages/b.md", "there is no page called `/crisis-line`"),
        ];
        let causes = causes(&found, &[Arc::clone(&crisis), "content/pages/apps.md".into()]);
        let [cause] = &causes[..] else { panic!("one cause: {causes:#?}") };
        assert_eq!(cause.place.file, crisis);
        assert!(cause.message.contains("built-in page `/crisis`, and 1 error elsewhere follows"), "{}", cause.message);
    }
}
