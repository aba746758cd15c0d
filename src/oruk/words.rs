//! The words of the data set itself: the names of its vocabularies and the labels in descriptions. Read by machines and the people
//! who set them up; the words of services come from their files.

use crate::site::hours::HolidayRule;

/// The label before what a service helps with.
pub(super) const HELPS_WITH: &str = "What it helps with";
/// The label before what a service is not for.
pub(super) const NOT_FOR: &str = "What it is not for";
/// The label before what a service must tell others.
pub(super) const PASSES_ON: &str = "What they must pass on, and to whom";

/// The vocabulary of needs: its name and what it is.
pub(super) const NEEDS: (&str, &str) = ("Needs", "What a person needs help with, as this directory groups its services.");
/// The vocabulary of audiences.
pub(super) const AUDIENCES: (&str, &str) = ("Audiences", "Whom a service is for, and how carefully it should be shown.");

/// The term that marks services a general directory may wish to leave out: its code, name and meaning.
pub(super) const HELP_SEEKING: (&str, &str, &str) = (
    "help-seeking",
    "Help-seeking",
    "People turn to this service about their own thoughts or behaviour, or about someone close to them. A general directory can leave out services with this term.",
);

/// The people services are for: the name in service files, the term, and what it means.
pub(super) const PEOPLE: [(&str, &str, &str); 7] = [
    ("anyone", "Anyone", "Anyone may use this service."),
    ("parents", "Parents and carers", "Parents, carers and others who look after a child."),
    ("young-people", "Young people", "People under 18."),
    ("self", "People worried about themselves", "Adults worried about their own thoughts or behaviour."),
    ("family", "Family and friends", "Partners, relatives and friends of someone else."),
    ("survivors", "Survivors", "People who were abused."),
    ("professionals", "Professionals", "People who work or volunteer with children."),
];

/// A closing time after midnight.
pub(super) const NEXT_DAY: &str = "Closes on the next day.";

/// What is known of bank holidays.
pub(super) const fn holidays(rule: HolidayRule) -> &'static str {
    match rule {
        HolidayRule::Open => "Bank holidays: usual hours.",
        HolidayRule::AllDay => "Bank holidays: all day and night.",
        HolidayRule::Closed => "Bank holidays: closed.",
        HolidayRule::Unknown => "Bank holidays: check on their site.",
    }
}
