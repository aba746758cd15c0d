//! The nations of the UK, as the areas of the built-in content call them: what the command line offers, the schema lists and the rules
//! compare.

/// Each, the first before the others.
pub(crate) const NATIONS: [&str; 4] = [FIRST_NATION, "wales", "scotland", "northern-ireland"];

/// The nation for whose readers the built-in lists and answers were put in order, with services of the others in their places.
pub(crate) const FIRST_NATION: &str = "england";

/// Their names for readers, in the same order.
const NAMES: [&str; 4] = ["England", "Wales", "Scotland", "Northern Ireland"];

/// Whose law a page states that says it speaks of these nations alone: England and Wales have one law, and so it is where a page names
/// neither them nor others.
pub(crate) fn of_law(nations: &[String]) -> Vec<&'static str> {
    let says = |nation: &str| nations.iter().any(|said| said == nation);
    let is_shared = nations.is_empty() || says(FIRST_NATION);
    let of_it =
        |(id, name): (&str, &'static str)| (says(id) || is_shared && matches!(id, FIRST_NATION | "wales")).then_some(name);
    NATIONS.into_iter().zip(NAMES).filter_map(of_it).collect()
}
